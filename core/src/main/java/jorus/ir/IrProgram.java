package jorus.ir;

import jorus.source.Code;
import jorus.source.Diagnostics;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// A lowered program: functions by the number that calls carry, the one that runs first, the module
/// variables by number, the methods that are looked up at run time, and where to complain.
public record IrProgram(
        List<IrFunction> functions,
        int entry,
        List<Global> globals,
        List<Method> methods,
        Diagnostics diagnostics) {
    IrProgram(
            List<IrFunction> functions, int entry, List<Global> globals, Diagnostics diagnostics) {
        this(functions, entry, globals, List.of(), diagnostics);
    }

    /// A method of a struct or enum; its closure takes the receiver as first argument.
    public record Method(Type owner, String name, HiddenType.Closure closure) {}

    /// A module variable that lives outside frames; a flag of one is a global of type i32.
    public record Global(String name, Type type) {}

    /// Reports that a function exceeds a limit of this implementation.
    public void refuse(IrFunction function, String message) {
        int position = Math.max(function.firstPosition(), 0);
        Span start = new Span(position, position);
        diagnostics.error(Code.UNSUPPORTED, function.file(), start, message);
    }
}
