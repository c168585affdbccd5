package jorus.ir;

/// One instruction of a [Block]. Passes change instructions in place.
///
/// Registers are numbers within the function, [#NONE] where there is none. NEXT both reads and
/// writes its counter: `target` and `a` are the same register.
public final class Instruction {
    public static final int NONE = -1;

    private static final int[] NO_ARGUMENTS = {};

    IrOp op;
    int target = NONE;
    int a = NONE;
    int b = NONE;
    int c = NONE;
    long immediate;
    Condition condition;
    int[] arguments = NO_ARGUMENTS;
    Object constant;
    int position = NONE;
    int origin = NONE;

    Instruction(IrOp op) {
        this.op = op;
    }

    public IrOp op() {
        return op;
    }

    /// The register written.
    public int target() {
        return target;
    }

    public int a() {
        return a;
    }

    public int b() {
        return b;
    }

    public int c() {
        return c;
    }

    /// Bits of a constant, an immediate operand, or the number of what the instruction names: a
    /// module variable, function, builtin, field or variant, or the ordinal of a
    /// [jorus.builtin.TrapKind].
    public long immediate() {
        return immediate;
    }

    /// Of COMPARE and BRANCH.
    public Condition condition() {
        return condition;
    }

    /// Argument registers of calls, in the order of the parameters; not to be changed.
    public int[] arguments() {
        return arguments;
    }

    /// Bytes of a TEXT.
    public byte[] text() {
        return (byte[]) constant;
    }

    /// Message of a TRAP.
    public String message() {
        return (String) constant;
    }

    /// Marks, in `constant`, a BOX of a literal that adapts to the other operand.
    static final Object LITERAL = new Object();

    /// Whether a BOX makes a literal that adapts to the other operand.
    public boolean isLiteral() {
        return constant == LITERAL;
    }

    /// The record of a field, the type of a TYPE_ID, or the function type of a
    /// CALL_VALUE.
    public jorus.type.Type type() {
        return (jorus.type.Type) constant;
    }

    /// Whether a BOX makes the void value instead of one of the operand's type.
    public boolean isVoid() {
        return constant == jorus.type.Type.VOID;
    }

    /// Byte offset in the function's source file, for reports; NONE if it can't trap, and less than
    /// that if it was inlined ([IrFunction#inlined(int)]).
    public int position() {
        return position;
    }

    /// Byte offset in the function's source file of the expression or statement that it was made
    /// for, for tools; NONE if there is none.
    public int origin() {
        return position != NONE ? position : origin;
    }

    /// Number of operand places; see [#operand(int)].
    public int operandCount() {
        return 3 + arguments.length;
    }

    /// The register read at a place, or NONE.
    public int operand(int place) {
        return switch (place) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            default -> arguments[place - 3];
        };
    }

    void operand(int place, int register) {
        switch (place) {
            case 0 -> a = register;
            case 1 -> b = register;
            case 2 -> c = register;
            default -> arguments[place - 3] = register;
        }
    }

    /// Whether the second operand is the immediate.
    public boolean hasImmediate() {
        return b == NONE;
    }

    /// Becomes `target := the constant with these bits`.
    void becomeConstant(long bits) {
        op = IrOp.CONST;
        immediate = bits;
        a = NONE;
        b = NONE;
        condition = null;
    }

    /// Becomes `target := source`.
    void becomeMove(int source) {
        op = IrOp.MOVE;
        immediate = 0;
        a = source;
        b = NONE;
        condition = null;
    }

    Instruction copy() {
        Instruction other = new Instruction(op);
        other.target = target;
        other.a = a;
        other.b = b;
        other.c = c;
        other.immediate = immediate;
        other.condition = condition;
        other.arguments = arguments.length == 0 ? NO_ARGUMENTS : arguments.clone();
        other.constant = constant;
        other.position = position;
        other.origin = origin;
        return other;
    }
}
