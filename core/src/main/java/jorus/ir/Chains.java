package jorus.ir;

import jorus.builtin.Builtin;

import java.util.ArrayList;
import java.util.Collections;

/// Makes one of several concatenations: `s += a; s += b` becomes `s := s, a and b joined`, and so
/// does `"(" + t` for a `t` that is not used again, if nothing sees the string in between.
///
/// What is computed in between may now trap before the first parts are joined; only a run whose
/// memory ends there could tell. Inside a `try` even that is kept, as its handler may see `s`.
final class Chains {
    private static final int NONE = Instruction.NONE;

    /// Parts of [Builtin#JOIN_3], and of the last row like it.
    private static final int MIN_PARTS = 3;

    static final int MAX_PARTS = 6;

    /// How far apart two of them may be.
    private static final int MAX_DISTANCE = 32;

    private final IrFunction function;
    private int[] definitions;
    private int[] uses;

    private Chains(IrFunction function) {
        this.function = function;
    }

    static void run(IrFunction function) {
        Chains chains = new Chains(function);
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            if (block.region == null) {
                chains.run(block.instructions);
            }
        }
    }

    /// What joins so many parts.
    static Builtin row(int parts) {
        return Builtin.byId(Builtin.JOIN_3.id() + parts - MIN_PARTS);
    }

    private void run(ArrayList<Instruction> code) {
        boolean isMerged = false;
        for (int i = 0; i < code.size(); i++) {
            if (!isChain(code.get(i))) {
                continue;
            }
            for (int from = merge(code, i); from != NONE; from = merge(code, i)) {
                code.set(from, null);
                isMerged = true;
            }
        }
        if (isMerged) {
            code.removeAll(Collections.singleton(null));
        }
    }

    private static boolean isChain(Instruction instruction) {
        return instruction.op == IrOp.CONCAT
                || instruction.op == IrOp.BUILTIN
                        && instruction.immediate >= Builtin.JOIN_3.id()
                        && instruction.immediate <= Builtin.JOIN_6.id();
    }

    private static int[] parts(Instruction chain) {
        return chain.op == IrOp.CONCAT ? new int[] {chain.a, chain.b} : chain.arguments;
    }

    /// Takes the parts of a concatenation before `at` into the one there. Returns where it was, or
    /// NONE if there is none that could be taken.
    private int merge(ArrayList<Instruction> code, int at) {
        if (uses == null) {
            uses = function.useCounts();
            definitions = function.definitionCounts();
        }
        Instruction chain = code.get(at);
        int[] parts = parts(chain);
        for (int place = 0; place < parts.length; place++) {
            int from = findDefinition(code, at, parts[place]);
            if (from == NONE) {
                continue;
            }
            int[] inner = parts(code.get(from));
            boolean fits = inner.length + parts.length - 1 <= MAX_PARTS;
            if (fits && isOnlyHere(chain, parts, place) && mayMove(code, from, at)) {
                chain.op = IrOp.BUILTIN;
                chain.a = NONE;
                chain.b = NONE;
                chain.arguments = replaced(parts, place, inner);
                chain.immediate = row(chain.arguments.length).id();
                return from;
            }
        }
        return NONE;
    }

    private static int[] replaced(int[] parts, int place, int[] inner) {
        int[] all = new int[parts.length + inner.length - 1];
        System.arraycopy(parts, 0, all, 0, place);
        System.arraycopy(inner, 0, all, place, inner.length);
        int rest = parts.length - place - 1;
        System.arraycopy(parts, place + 1, all, place + inner.length, rest);
        return all;
    }

    /// Where the register gets its value before `at`, if that is a concatenation; else NONE.
    private static int findDefinition(ArrayList<Instruction> code, int at, int register) {
        for (int i = at - 1; i >= 0 && i >= at - MAX_DISTANCE; i--) {
            Instruction instruction = code.get(i);
            if (instruction != null && instruction.target == register) {
                return isChain(instruction) ? i : NONE;
            }
        }
        return NONE;
    }

    /// Whether the part is read nowhere behind its place in the chain, nor in another one of it.
    private boolean isOnlyHere(Instruction chain, int[] parts, int place) {
        int register = parts[place];
        for (int i = 0; i < parts.length; i++) {
            if (i != place && parts[i] == register) {
                return false;
            }
        }
        return chain.target == register || definitions[register] == 1 && uses[register] == 1;
    }

    /// Whether what is joined at `from` may as well be joined at `at`: nothing between them reads
    /// the result, changes a part, or does anything that can be seen.
    private static boolean mayMove(ArrayList<Instruction> code, int from, int at) {
        Instruction chain = code.get(from);
        int[] parts = parts(chain);
        for (int i = from + 1; i < at; i++) {
            Instruction between = code.get(i);
            if (between == null) {
                continue;
            }
            if (isSeen(between) || contains(parts, between.target)) {
                return false;
            }
            for (int k = 0; k < between.operandCount(); k++) {
                if (between.operand(k) == chain.target) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean contains(int[] registers, int register) {
        for (int each : registers) {
            if (each == register) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSeen(Instruction instruction) {
        return switch (instruction.op) {
            case SET, PUSH, SET_GLOBAL, SET_FIELD, CALL, CALL_VALUE, CALL_DYNAMIC -> true;
            case BUILTIN ->
                    switch (Builtin.byId((int) instruction.immediate)) {
                        case TEXT_I32, TEXT_U32, TEXT_I64, TEXT_U64, TEXT_F64, TEXT_BOOL -> false;
                        case SLICE_STRING, JOIN_3, JOIN_4, JOIN_5, JOIN_6 -> false;
                        default -> true;
                    };
            default -> false;
        };
    }
}
