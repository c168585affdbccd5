package jorus.isa;

/// Encodes and decodes instruction words. An instruction is a `long`; there is no object for one.
///
/// ```
/// bit 0        16       32       48       64
///     | op     | A      | B      | C      |      fields of 16 bits
///     | op     | A      | immediate       |      a wide operand fills B and C
/// ```
///
/// The sign bit of the word is the sign bit of C and of the immediate, where branch distances
/// stand: a branch goes backward exactly if its word is negative.
public final class Word {
    /// Size of an instruction in bytes.
    public static final int BYTES = 8;

    public static final int FIELD_BITS = 16;
    public static final int MAX_FIELD = (1 << FIELD_BITS) - 1;

    private Word() {}

    /// Fields as raw bits: only the low 16 of each count.
    public static long of(int op, int a, int b, int c) {
        return op & 0xFFFFL | (a & 0xFFFFL) << 16 | (b & 0xFFFFL) << 32 | (long) c << 48;
    }

    /// A word whose B and C together hold `immediate`.
    public static long wide(int op, int a, int immediate) {
        return op & 0xFFFFL | (a & 0xFFFFL) << 16 | (long) immediate << 32;
    }

    /// Encodes with a check of every operand against the table: registers and type ids are 0 to
    /// 65,535, `IMM16` and `TARGET16` signed 16 bits, what is NONE must be 0; a wide operand is
    /// `b`.
    ///
    /// @throws AssertionError if an operand does not fit: the emitter has to know that before
    public static long encode(Opcode opcode, int a, int b, int c) {
        boolean isWide = opcode.b().isWide();
        if (!fits(opcode.a(), a) || !fits(opcode.b(), b) || !fits(opcode.c(), c)) {
            throw new AssertionError(
                    opcode.mnemonic() + ' ' + a + ' ' + b + ' ' + c + " overflows");
        }
        return isWide ? wide(opcode.code(), a, b) : of(opcode.code(), a, b, c);
    }

    /// Whether `value` can stand in a field of this kind.
    public static boolean fits(Operand kind, int value) {
        return switch (kind) {
            case NONE -> value == 0;
            case IMM16, TARGET16 -> value == (short) value;
            case DEF_I32, DEF_I64, DEF_F64, DEF_REF, DEF_ANY -> value >>> FIELD_BITS == 0;
            case USE_I32, USE_I64, USE_F64, USE_REF, USE_ANY -> value >>> FIELD_BITS == 0;
            case MOD_I32, MOD_I64, TYPE_ID -> value >>> FIELD_BITS == 0;
            case IMM32, TARGET32 -> true;
            case POOL_I64, POOL_F64, POOL_STRING, FUNCTION_ID, ENGINE_ID, BUILTIN_ID -> value >= 0;
            case GLOBAL, TRAP_ID, FAR_READ, FAR_WRITE -> value >= 0;
        };
    }

    /// The opcode's number, 0 to 65,535.
    public static int op(long word) {
        return (int) word & MAX_FIELD;
    }

    /// Field A, unsigned.
    public static int a(long word) {
        return (int) (word >>> 16) & MAX_FIELD;
    }

    /// Field B, unsigned.
    public static int b(long word) {
        return (int) (word >>> 32) & MAX_FIELD;
    }

    /// Field C, unsigned.
    public static int c(long word) {
        return (int) (word >>> 48);
    }

    /// Field B, signed.
    public static int signedB(long word) {
        return (short) (word >>> 32);
    }

    /// Field C, signed.
    public static int signedC(long word) {
        return (int) (word >> 48);
    }

    /// B and C together, signed.
    public static int immediate(long word) {
        return (int) (word >> 32);
    }

    /// The value of field `field` (0 is A, 1 is B, 2 is C) if it is of this kind; 0 for NONE.
    public static int value(long word, Operand kind, int field) {
        if (kind == Operand.NONE) {
            return 0;
        }
        if (kind.isWide()) {
            return immediate(word);
        }
        boolean isSigned = kind == Operand.IMM16 || kind == Operand.TARGET16;
        int bits = (int) (word >>> (16 * field + 16)) & MAX_FIELD;
        return isSigned ? (short) bits : bits;
    }

    /// The index of the word that a branch at word `index` goes to; it may lie outside the code.
    public static long target(long word, Operand kind, long index) {
        assert kind == Operand.TARGET16 || kind == Operand.TARGET32 : kind;
        return index + 1 + (kind == Operand.TARGET16 ? signedC(word) : immediate(word));
    }

    /// Whether the branch `word` goes backward, to itself included.
    public static boolean isBackward(long word) {
        return word < 0;
    }
}
