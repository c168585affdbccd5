package jorus.ir;

import jorus.type.Type;

import java.util.List;

/// A lowered program: functions by the number that calls carry, the one that runs first, and the
/// module variables by number.
public record IrProgram(List<IrFunction> functions, int entry, List<Global> globals) {
    /// A module variable that lives outside frames; a flag of one is a global of type i32.
    public record Global(String name, Type type) {}
}
