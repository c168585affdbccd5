package jorus.jit;

import java.lang.classfile.AttributeMapper;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.BufWriter;
import java.lang.classfile.ClassReader;
import java.lang.classfile.CustomAttribute;

/// The `Code` attribute of a method (JVMS 4.7.3), as the bytes that an [Assembler] has made.
final class CodeAttribute extends CustomAttribute<CodeAttribute> {
    private static final AttributeMapper<CodeAttribute> MAPPER =
            new AttributeMapper<>() {
                @Override
                public String name() {
                    return "Code";
                }

                @Override
                public CodeAttribute readAttribute(
                        AttributedElement enclosing, ClassReader reader, int position) {
                    throw new AssertionError("no reader knows this mapper");
                }

                @Override
                public void writeAttribute(BufWriter buffer, CodeAttribute attribute) {
                    buffer.writeIndex(buffer.constantPool().utf8Entry(name()));
                    buffer.writeInt(attribute.size);
                    buffer.writeBytes(attribute.bytes, 0, attribute.size);
                }

                @Override
                public AttributeStability stability() {
                    return AttributeStability.CP_REFS;
                }
            };

    private final byte[] bytes;
    private final int size;

    /// The first `size` of `bytes` are the attribute's contents.
    CodeAttribute(byte[] bytes, int size) {
        super(MAPPER);
        this.bytes = bytes;
        this.size = size;
    }
}
