package jorus.verify;

import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

/// What the prescan knows of each opcode, derived from the opcode table: for each field a *limit
/// class*, which is a range and an alignment that [Limits] fills in for a function.
///
/// Operand kinds with equal limits share a class, so that all classes fit the 32 lanes of shorts of
/// a 512-bit vector. Opcodes stay below 256 for the same reason (docs/decisions/0003-encoding.md).
final class PrescanTable {
    /// Entries of a table that an opcode's low byte indexes.
    static final int OPCODES = 256;

    /// All 16 bits are good.
    static final int FREE = 0;

    /// Unused: has to be 0.
    static final int NONE = 1;

    static final int TARGET16 = 2;

    /// The low half of a distance whose high half is FREE.
    static final int TARGET32 = 3;

    static final int TYPE_ID = 4;
    static final int POOL_I64 = 5;
    static final int POOL_F64 = 6;
    static final int POOL_STRING = 7;
    static final int FUNCTION_ID = 8;
    static final int BUILTIN_ID = 9;
    static final int GLOBAL = 10;
    static final int ENGINE_ID = 11;
    static final int TRAP_ID = 12;
    static final int USE_NARROW = 13;
    static final int USE_WIDE = 14;
    static final int USE_REF = 15;
    static final int USE_ANY = 16;
    static final int DEF_NARROW = 17;
    static final int DEF_WIDE = 18;
    static final int DEF_REF = 19;
    static final int DEF_ANY = 20;

    /// Nothing is good. No kind has it, but A of numbers that are no opcodes.
    static final int NOTHING = 21;

    static final int FAR_READ = 22;
    static final int FAR_WRITE = 23;

    /// How many numbers of classes there may be, and the mask of a number in a table's entry.
    static final int CLASSES = 32;

    /// All bits that alignment can want to be 0.
    static final int MAX_ALIGNMENT = 7;

    private static final int FIELDS = 0xFF_FFFF;

    // Where a row has the classes of B and C, and what is above them; BRANCH is its sign.
    static final int SHIFT_B = 8;
    static final int SHIFT_C = 16;
    static final int BRANCH = 1 << 31;
    static final int CALL = 1 << 30;

    /// A branch whose distance has its lower half in B.
    static final int FAR = 1 << 29;

    static final int ENDS = 1 << 28;

    /// Per class the bits of a register offset that must be 0; 0 for what is no register.
    static final int[] ALIGNMENTS = new int[CLASSES];

    /// Per opcode: class of A, of B, of C (a byte each, lowest first), BRANCH, CALL, FAR, ENDS. The
    /// classes are those of the scalar kernel, to which all distances are good.
    static final int[] ROWS = new int[OPCODES];

    /// Per opcode two longs: the classes of its row, with the signs of the halves for BRANCH
    /// and CALL, and the bits of the word that have to be 0.
    static final long[] SCALAR = new long[2 * OPCODES];

    private PrescanTable() {}

    static {
        for (int i = 0; i < CLASSES; i++) {
            ALIGNMENTS[i] = alignmentBits(i);
        }
        Operand[] kinds = Operand.values();
        int[] classes = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            classes[i] = classOf(kinds[i]);
        }
        for (int code = 0; code < Opcode.count(); code++) {
            fill(code, Opcode.byCode(code), classes);
        }
        for (int code = Opcode.count(); code < OPCODES; code++) {
            ROWS[code] = NOTHING;
            SCALAR[2 * code] = NOTHING;
        }
    }

    private static void fill(int code, Opcode opcode, int[] classes) {
        int base = opcode.base().code();
        if (base < code) {
            // A fused one has the operands of its first part.
            ROWS[code] = ROWS[base];
            SCALAR[2 * code] = SCALAR[2 * base];
            SCALAR[2 * code + 1] = SCALAR[2 * base + 1];
            return;
        }
        Operand b = opcode.b();
        boolean isFar = b == Operand.TARGET32;
        boolean isWide = b.isWide();
        boolean isIndex = isWide && !isFar && b != Operand.IMM32;
        int classA = classes[opcode.a().ordinal()];
        int classB = classes[b.ordinal()];
        // An index behind the first 65,536 fails here, though it may be good: what a kernel
        // suspects is looked at again.
        int classC = isIndex ? NONE : isWide ? FREE : classes[opcode.c().ordinal()];
        boolean isNear = classC == TARGET16;
        boolean isCall = opcode.has(Effect.CALLS);
        assert opcode.has(Effect.BRANCHES) == (isFar || isNear);
        int row =
                classA
                        | (isFar ? FREE : classB) << SHIFT_B
                        | (isNear ? FREE : classC) << SHIFT_C
                        | (isFar || isNear ? BRANCH : 0)
                        | (isCall ? CALL : 0)
                        | (isFar ? FAR : 0)
                        | (opcode.has(Effect.ENDS) ? ENDS : 0);
        ROWS[code] = row;
        SCALAR[2 * code] =
                row & FIELDS | (isFar || isNear ? Long.MIN_VALUE : 0) | (isCall ? 1L << 31 : 0);
        SCALAR[2 * code + 1] =
                Word.of(-1 << 8, ALIGNMENTS[classA], ALIGNMENTS[classB], ALIGNMENTS[classC]);
    }

    /// How far to shift a branch to the right for its distance, sign-extended.
    static int distanceShift(int op) {
        return 48 - (ROWS[op] >>> 25 & 16);
    }

    /// Class of a kind; of a wide one, what holds for its low half as long as the high half is 0.
    static int classOf(Operand kind) {
        return switch (kind) {
            case NONE -> NONE;
            case IMM16, IMM32 -> FREE;
            case TARGET16 -> TARGET16;
            case TARGET32 -> TARGET32;
            case TYPE_ID -> TYPE_ID;
            case POOL_I64 -> POOL_I64;
            case POOL_F64 -> POOL_F64;
            case POOL_STRING -> POOL_STRING;
            case FUNCTION_ID -> FUNCTION_ID;
            case ENGINE_ID -> ENGINE_ID;
            case BUILTIN_ID -> BUILTIN_ID;
            case GLOBAL -> GLOBAL;
            case TRAP_ID -> TRAP_ID;
            case USE_I32, MOD_I32 -> USE_NARROW;
            case USE_I64, USE_F64, MOD_I64 -> USE_WIDE;
            case USE_REF -> USE_REF;
            case USE_ANY -> USE_ANY;
            case DEF_I32 -> DEF_NARROW;
            case DEF_I64, DEF_F64 -> DEF_WIDE;
            case DEF_REF -> DEF_REF;
            case DEF_ANY -> DEF_ANY;
            case FAR_READ -> FAR_READ;
            case FAR_WRITE -> FAR_WRITE;
        };
    }

    static boolean isRegister(int limitClass) {
        return ALIGNMENTS[limitClass] != 0;
    }

    /// Bits of a register offset of this class that must be 0; 0 for what is no register.
    private static int alignmentBits(int limitClass) {
        return switch (limitClass) {
            case USE_NARROW, DEF_NARROW, FAR_READ, FAR_WRITE -> 3;
            case USE_WIDE, USE_REF, USE_ANY, DEF_WIDE, DEF_REF, DEF_ANY -> MAX_ALIGNMENT;
            default -> 0;
        };
    }
}
