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
    COMPARE(Kind.COMPARISON),
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

    /// d := a, an `any`, which must be of the type of d.
    UNBOX(Kind.TRAPPING),
    /// d := a, a reference, which must be of the type of d.
    AS_REF(Kind.CHECK),
    /// d := type id of a, an `any`.
    TAG(Kind.PURE),
    /// d := the id of a type.
    TYPE_ID(Kind.PURE),

    /// d := new object of a record type; its fields are set next.
    NEW_OBJECT(Kind.TRAPPING),
    /// d := new value of a variant; its payloads are set next.
    NEW_VARIANT(Kind.TRAPPING),
    /// d := variant number of a.
    VARIANT(Kind.PURE),
    /// d := field k of a, of a record type.
    GET_FIELD(Kind.PURE),
    /// field k of a := b, of a record type.
    SET_FIELD(Kind.EFFECT),

    /// d := a of the arguments, as a function type says; d may be missing. If a takes or gives
    /// something else, function k is called for it.
    CALL_VALUE(Kind.TRAPPING),
    /// d := a of the arguments, all of type `any`.
    CALL_DYNAMIC(Kind.TRAPPING),
    /// d := the error that was caught; only first in a handler.
    CATCH(Kind.PURE),

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
        COMPARISON,
        CHECK,
        EFFECT,
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

    /// Whether it traps for operands of type `any` only.
    boolean isComparison() {
        return kind == Kind.COMPARISON;
    }

    /// Whether it traps unless the target is a variant, which was tested before.
    boolean isCheck() {
        return kind == Kind.CHECK;
    }

    /// Whether it has an effect but never traps.
    boolean isEffect() {
        return kind == Kind.EFFECT;
    }

    /// Whether it enters another function or a builtin: outgoing arguments are gone then.
    public boolean isCall() {
        return switch (this) {
            case CALL, BUILTIN, CALL_VALUE, CALL_DYNAMIC -> true;
            default -> false;
        };
    }

    /// Whether it enters a function of the program, which may change what all can see.
    boolean entersFunction() {
        return isCall() && this != BUILTIN;
    }

    /// Whether it traps for signed integers and `any` only.
    boolean isArithmetic() {
        return kind == Kind.ARITHMETIC;
    }

    /// Whether it traps when the operand is an f64.
    boolean isConversion() {
        return kind == Kind.CONVERSION;
    }
}
