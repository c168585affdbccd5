package jorus.ir;

import jorus.source.SourceFile;
import jorus.type.Type;

import java.nio.charset.StandardCharsets;

/// Starts functions that tests write by hand.
final class Hand {
    private Hand() {}

    /// Code of a function `t` whose parameters have these types.
    static Code code(Type result, Type... parameters) {
        byte[] text = "x\n".getBytes(StandardCharsets.UTF_8);
        Code code = new Code(new IrFunction("t", new SourceFile("t.orus", text), result));
        for (Type type : parameters) {
            code.function.newParameter(type);
        }
        return code;
    }

    /// The blocks as text.
    static String print(Code code) {
        String text = IrPrinter.print(code.function);
        return text.substring(text.indexOf('\n') + 1);
    }
}
