package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Word;

import java.util.Arrays;
import java.util.BitSet;

/// Registers that hold one known number wherever a loop is entered.
///
/// Compilers of the image move constants out of loops. A loop that is entered with its registers
/// in the frame would load them from there, and C2 then divides by what it could multiply with,
/// and tests a divisor that is 2 for 0 and -1.
final class EntryConstants {
    private static final int UNKNOWN = -1;

    /// The word that made the constant, by register; `UNKNOWN` if it may hold anything.
    private final int[] words;

    private EntryConstants(int[] words) {
        this.words = words;
    }

    /// What is known at the start of `block`.
    static EntryConstants at(Flow flow, Registers registers, int block) {
        int[][] in = new int[flow.blockCount][];
        int[] unknown = new int[registers.count()];
        Arrays.fill(unknown, UNKNOWN);
        in[0] = unknown.clone();
        for (int b = 0; b < flow.blockCount; b++) {
            for (int row : flow.handlers[b]) {
                in[flow.handlerBlock(row)] = unknown.clone();
            }
        }
        BitSet work = (BitSet) flow.reachable.clone();
        while (!work.isEmpty()) {
            int b = work.nextSetBit(0);
            work.clear(b);
            if (in[b] == null) {
                continue;
            }
            int[] out = in[b].clone();
            for (int i = flow.first[b]; i < flow.end[b]; i++) {
                step(flow, registers, i, out);
            }
            for (int to : flow.successors[b]) {
                if (meet(flow, in, to, out)) {
                    work.set(to);
                }
            }
        }
        return new EntryConstants(in[block] == null ? unknown : in[block]);
    }

    private static void step(Flow flow, Registers registers, int i, int[] known) {
        for (int which = 0; which < Registers.OPERANDS; which++) {
            int register = registers.written(i, which);
            if (register >= 0) {
                known[register] = UNKNOWN;
            }
        }
        switch (flow.opcode(i)) {
            case CONST_I32, CONST_I64, LOAD_I64, LOAD_F64 -> {
                Bank bank = flow.opcode(i).a().bank();
                known[registers.number(Word.a(flow.words[i]), bank)] = i;
            }
            default -> {}
        }
    }

    /// Whether that changed what is known at the start of `to`.
    private static boolean meet(Flow flow, int[][] in, int to, int[] out) {
        int[] old = in[to];
        if (old == null) {
            in[to] = out.clone();
            return true;
        }
        boolean isLess = false;
        for (int r = 0; r < old.length; r++) {
            if (old[r] >= 0 && (out[r] < 0 || !isSame(flow, old[r], out[r]))) {
                old[r] = UNKNOWN;
                isLess = true;
            }
        }
        return isLess;
    }

    /// Whether two words make the same constant: the same operation with the same operand.
    private static boolean isSame(Flow flow, int x, int y) {
        return flow.opcode(x) == flow.opcode(y)
                && Word.immediate(flow.words[x]) == Word.immediate(flow.words[y]);
    }

    /// The word that makes the constant in a register; -1 if there is none.
    int word(int register) {
        return words[register];
    }
}
