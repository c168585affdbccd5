package jorus.jit;

import jorus.isa.Bank;

/// What a vectorised loop computes for several turns at once: numbers, or a mask of turns.
///
/// Values are made in the order of the code, and each one after its operands.
final class VectorValue {
    enum Kind {
        /// The same in all turns, given to the kernel: parameter `number`.
        PARAMETER,
        /// An i32 that begins with `x` and changes by `number` from turn to turn.
        RAMP,
        /// `bits`, as an i64 or the bits of an f64.
        CONSTANT,
        /// What the last turn has left in register `number`.
        CARRIED,
        /// The element of access `number`.
        LOAD,
        /// `x` becomes the element of access `number`.
        STORE,
        ADD,
        SUB,
        MUL,
        DIV,
        REM,
        NEG,
        ABS,
        SQRT,
        EXP,
        LOG,
        MIN,
        MAX,
        BIT_AND,
        BIT_OR,
        /// `x` as a number of another bank; i64 to i32 keeps the low bits.
        CONVERT,
        /// The i32 `x` as an i64, unsigned.
        UNSIGNED,
        /// Mask: `x` and `y` compare as `comparison` says.
        COMPARE,
        AND,
        OR,
        NOT,
        /// `x` where `mask` holds, else `y`.
        SELECT,
        /// The mask `x` as i32: 1 where it holds, else 0.
        NUMBER,
        /// Not a value of lanes until somebody asks: an i32 that is affine, of word `number`; or of
        /// the counter if that is -1.
        AFFINE
    }

    enum Comparison {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE
    }

    final Kind kind;

    /// Of a mask: of the numbers that were compared.
    final Bank bank;

    final VectorValue x;
    final VectorValue y;
    int number;
    long bits;
    Comparison comparison;

    /// Of a choice, and of what happens in some turns only: which; null for all.
    VectorValue mask;

    /// Whether the kernel ends in front of turns in which this would trap.
    boolean isChecked;

    /// Whether something needs it.
    boolean isUsed;

    VectorValue(Kind kind, Bank bank, VectorValue x, VectorValue y) {
        this.kind = kind;
        this.bank = bank;
        this.x = x;
        this.y = y;
    }

    boolean isMask() {
        return switch (kind) {
            case COMPARE, AND, OR, NOT -> true;
            default -> false;
        };
    }

    /// Whether it is a function that kernels have for most arguments only.
    boolean isElementary() {
        return kind == Kind.EXP || kind == Kind.LOG;
    }

    /// Whether it is the same in all turns.
    boolean isFixed() {
        return kind == Kind.PARAMETER || kind == Kind.CONSTANT;
    }

    /// Whether it is a product of i32 whose check needs all 64 bits.
    boolean isLongProduct() {
        return kind == Kind.MUL && bank == Bank.I32 && isChecked && y.kind != Kind.CONSTANT;
    }

    boolean isConstant(long value) {
        return kind == Kind.CONSTANT && bank != Bank.F64 && bits == value;
    }

    /// Says of this and all that it needs that it is used.
    void use() {
        if (!isUsed) {
            isUsed = true;
            use(x);
            use(y);
            use(mask);
        }
    }

    private static void use(VectorValue value) {
        if (value != null) {
            value.use();
        }
    }

    /// What the Vector API calls a conversion between banks.
    static String conversion(Bank from, Bank to) {
        return letter(from) + "2" + letter(to);
    }

    private static String letter(Bank bank) {
        return switch (bank) {
            case I32 -> "I";
            case I64 -> "L";
            case F64 -> "D";
            case REF, ANY -> throw new AssertionError();
        };
    }
}
