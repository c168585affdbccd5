package jorus.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;

/// Prints each variant with its title and the size of its loop in bytes of bytecode, separated by
/// tabs, and each kernel with the number of its instructions.
public final class LoopSizes {
    private LoopSizes() {}

    public static void main(String[] arguments) throws Throwable {
        for (Variant variant : Variant.values()) {
            System.out.printf("%s\t%s\t%d%n", variant, variant.title(), size(variant));
        }
        for (Kernel kernel : Kernel.values()) {
            try (Prepared prepared = new Prepared(kernel, false, System.err)) {
                System.out.printf("%s\t%d%n", kernel, prepared.countInstructions());
            }
        }
    }

    /// The method that dispatches, without what it calls; 0 where it is made at run time.
    private static int size(Variant variant) throws IOException {
        return switch (variant) {
            case PRODUCTION, UNFUSED -> size("/jorus/interp/Interpreter.class", "run");
            case SWITCH, CHECKED -> size("PlainSwitch.class", "run");
            case HOT_COLD ->
                    size("HotColdSwitch.class", "run") + size("HotColdSwitch.class", "cold");
            case PREFETCHED -> size("PrefetchedSwitch.class", "run");
            case SCALED -> size("ScaledSwitch.class", "run");
            case NARROW_LOADS -> size("NarrowLoadsSwitch.class", "run");
            case HEAP_CODE -> size("HeapCodeSwitch.class", "run");
            case OBJECTS -> size("Tables.class", "objects");
            case HANDLES -> size("Tables.class", "handles");
            case TAIL_CALLS -> size("TailCalls.class", "run");
            case CLOSURES -> size("Closures.class", "execute");
            case BLOCKS -> 0;
        };
    }

    private static int size(String file, String name) throws IOException {
        try (InputStream in = LoopSizes.class.getResourceAsStream(file)) {
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            for (MethodModel method : model.methods()) {
                if (method.methodName().equalsString(name)) {
                    return method.findAttribute(Attributes.code()).orElseThrow().codeLength();
                }
            }
        }
        throw new AssertionError("no " + name + " in " + file);
    }
}
