package jorus.verify;

import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;

/// [Typing], and what the table of opcodes says, in arrays: verification comes before the JVM has
/// compiled it, and then an array costs a tenth of a call.
///
/// Demands are sets of types that every image has, so that [SlotVerifier] can look types up in
/// them; the results of *usual* opcodes are too. All of that follows from [Typing]; what a set does
/// not have may still be right, and is left to the rules.
///
/// Made for an opcode when it is met first, as most programs have a small part of them. One thread.
final class QuickTyping {
    // What an opcode is, as bits.
    static final int READS_A = 1;
    static final int READS_B = 1 << 1;
    static final int READS_C = 1 << 2;

    /// Writes A, and does not read it.
    static final int WRITES = 1 << 3;

    /// The rule is about the result alone, or says nothing.
    static final int USUAL = 1 << 4;

    /// Usual, and its result has the type that B has.
    static final int MOVES = 1 << 5;

    static final int BRANCHES = 1 << 6;

    /// A branch with its distance in B and C.
    static final int FAR = 1 << 7;

    static final int ENDS = 1 << 8;
    static final int CALLS = 1 << 9;
    static final int ALLOCATES = 1 << 10;
    private static final int KNOWN = 1 << 11;

    /// How many sets an opcode has: of A, B and C where they are read, and of its result.
    static final int SETS_PER_OPCODE = 4;

    static final int RESULT = 3;

    /// All ids that are a program's own: refs.
    private static final long OWN = -1L << TypeIds.FIRST_FREE;

    private static final long BOOL = 1L << TypeIds.BOOL;
    private static final long VALUES = ~(OWN | 1L << TypeIds.NONE | 1L << TypeIds.ITERATOR);

    /// Per opcode the first part of a fused one, else itself. Of fused ones there is nothing else.
    static final Opcode[] BASES = new Opcode[Opcode.count()];

    /// The codes of those.
    static final int[] CODES = new int[Opcode.count()];

    /// Per bank the types that a register of it may have.
    private static final long[] BANKS = new long[Bank.values().length];

    static {
        for (int type = 1; type < TypeIds.FIRST_FREE; type++) {
            Bank bank = TypeIds.bank(type);
            if (bank != null) {
                BANKS[bank.ordinal()] |= 1L << type;
            }
        }
        BANKS[Bank.REF.ordinal()] |= OWN;
        for (int code = 0; code < BASES.length; code++) {
            Opcode base = Opcode.byCode(code).base();
            BASES[code] = base;
            CODES[code] = base.code();
        }
    }

    /// Per opcode its sets, as bits for type ids; the last bit is for all greater ones too. They
    /// are there once its flags have been asked for.
    final long[] sets = new long[SETS_PER_OPCODE * Opcode.count()];

    private final int[] flags = new int[Opcode.count()];

    /// What an opcode is that is not fused.
    int flags(int code) {
        int known = flags[code];
        return known != 0 ? known : learn(code);
    }

    private int learn(int code) {
        Opcode opcode = Opcode.byCode(code);
        int found = KNOWN | flags(opcode);
        learnSets(opcode, found);
        flags[code] = found;
        return found;
    }

    private static int flags(Opcode opcode) {
        Operand a = opcode.a();
        int rule = Typing.rule(Typing.row(opcode.code()));
        boolean isUsual = rule == Typing.PLAIN || rule == Typing.MOVE || rule == Typing.CONSTANT;
        return (a.reads() ? READS_A : 0)
                | (opcode.b().reads() ? READS_B : 0)
                | (opcode.c().reads() ? READS_C : 0)
                | (a.writes() && !a.reads() ? WRITES : 0)
                | (isUsual ? USUAL : 0)
                | (rule == Typing.MOVE ? MOVES : 0)
                | (opcode.has(Effect.BRANCHES) ? BRANCHES : 0)
                | (opcode.b() == Operand.TARGET32 ? FAR : 0)
                | (opcode.has(Effect.ENDS) ? ENDS : 0)
                | (opcode.has(Effect.CALLS) ? CALLS : 0)
                | (opcode.has(Effect.ALLOCATES) ? ALLOCATES : 0);
    }

    private void learnSets(Opcode opcode, int found) {
        long row = Typing.row(opcode.code());
        int at = SETS_PER_OPCODE * opcode.code();
        sets[at] = demanded(Typing.a(row), opcode.a());
        sets[at + 1] = demanded(Typing.b(row), opcode.b());
        sets[at + 2] = demanded(Typing.c(row), opcode.c());
        if ((found & (USUAL | WRITES)) == (USUAL | WRITES)) {
            sets[at + RESULT] = BANKS[opcode.a().bank().ordinal()] & resulting(row);
        }
    }

    /// Types that a register may have whose value is read, as far as they do not depend on the
    /// image; see [CurrentInstruction#meets].
    private static long demanded(int demand, Operand kind) {
        if (!kind.isRegister()) {
            return 0;
        }
        long set =
                switch (demand) {
                    case Typing.NONE, Typing.BANK -> -1;
                    case Typing.ARRAY -> 1L << TypeIds.OPEN_ARRAY;
                    case Typing.FUNCTION -> 1L << TypeIds.FUNCTION;
                    case Typing.VALUE -> VALUES;
                    case Typing.ENUM -> 0;
                    default -> 1L << demand;
                };
        return set & BANKS[kind.bank().ordinal()];
    }

    /// Types of the places that can hold a result; see [CurrentInstruction#accepts].
    private static long resulting(long row) {
        // Any constant is an i32; whether it is a bool too, the rule says.
        int result = Typing.rule(row) == Typing.CONSTANT ? Typing.INTEGER_32 : Typing.a(row);
        return switch (result) {
            case Typing.INTEGER_32, Typing.INTEGER_64 -> ~BOOL;
            case Typing.BIT -> -1;
            default -> 1L << result;
        };
    }
}
