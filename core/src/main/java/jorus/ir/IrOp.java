package jorus.ir;

/// What an IR instruction does. Types come from the registers, so one operation covers all banks.
///
/// In the meanings `d` is the target, `a`, `b`, `c` the operand registers, `k` the immediate. An
/// operation that takes `b` or `k` has `k` when `b` is [Instruction#NONE]; immediates have 16 bits.
public enum IrOp {
    /// d := the number or bool with bits k.
    CONST(Kind.PURE),
    /// d := the string constant.
    TEXT(Kind.PURE),
    /// d := a.
    MOVE(Kind.PURE),
    /// d := a + b; signed overflow traps.
    ADD(Kind.ARITHMETIC),
    SUB(Kind.ARITHMETIC),
    MUL(Kind.ARITHMETIC),
    /// d := a / b; zero and signed overflow trap.
    DIV(Kind.TRAPPING),
    REM(Kind.TRAPPING),
    /// d := -a; overflow traps.
    NEG(Kind.ARITHMETIC),
    /// d := a + k for i32 and i64; overflow traps.
    ADDK(Kind.TRAPPING),
    /// d := a and b, bitwise.
    AND(Kind.PURE),
    OR(Kind.PURE),
    SQRT(Kind.PURE),
    ABS(Kind.PURE),
    FLOOR(Kind.PURE),
    /// d := a compared with b or k by the condition; operands have one type.
    COMPARE(Kind.PURE),
    /// d := a in the type of d, where one instruction does it; the rest are builtins.
    CONVERT(Kind.CONVERSION),
    /// d := a, an i64, clamped to i32.
    INDEX(Kind.PURE),
    /// d := a as `any`.
    BOX(Kind.PURE),
    /// d := array of a zeroed elements.
    NEW_ARRAY(Kind.TRAPPING),
    /// d := empty array with room for k elements.
    NEW_LITERAL(Kind.TRAPPING),
    /// d := length of a, an array or string.
    LENGTH(Kind.PURE),
    /// d := a[b].
    GET(Kind.TRAPPING),
    /// a[b] := c.
    SET(Kind.TRAPPING),
    /// Appends b to a.
    PUSH(Kind.TRAPPING),
    /// d := a followed by b.
    CONCAT(Kind.TRAPPING),
    /// d := module variable number k.
    GET_GLOBAL(Kind.PURE),
    /// module variable number k := a.
    SET_GLOBAL(Kind.TRAPPING),
    /// d := function k of the arguments; d may be missing.
    CALL(Kind.TRAPPING),
    /// d := builtin k of the arguments; d may be missing.
    BUILTIN(Kind.TRAPPING),

    /// Goes to the target.
    JUMP(Kind.TERMINATOR),
    /// Goes to the target if a compared with b or k holds, else to the other successor.
    BRANCH(Kind.TERMINATOR),
    /// If a < b: a := a + 1 and to the target, else to the other successor.
    NEXT(Kind.TERMINATOR),
    /// Returns a, which may be missing.
    RETURN(Kind.TERMINATOR),
    /// Ends the program.
    HALT(Kind.TERMINATOR),
    /// Raises a trap.
    TRAP(Kind.TERMINATOR);

    private enum Kind {
        PURE,
        ARITHMETIC,
        CONVERSION,
        TRAPPING,
        TERMINATOR
    }

    private final Kind kind;

    IrOp(Kind kind) {
        this.kind = kind;
    }

    /// Whether it ends a block.
    public boolean isTerminator() {
        return kind == Kind.TERMINATOR;
    }

    /// Whether it never traps and changes nothing but its target.
    boolean isPure() {
        return kind == Kind.PURE;
    }

    /// Whether it traps for signed integers only.
    boolean isArithmetic() {
        return kind == Kind.ARITHMETIC;
    }

    /// Whether it traps when the operand is an f64.
    boolean isConversion() {
        return kind == Kind.CONVERSION;
    }
}
