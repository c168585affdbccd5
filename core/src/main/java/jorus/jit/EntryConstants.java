package jorus.jit;

import jorus.isa.Opcode;
import jorus.isa.Word;

import java.util.BitSet;

/// Registers that hold one known number or string of one byte wherever a block is entered.
///
/// Compilers of the image move constants out of loops. A loop that is entered with its registers
/// in the frame would load them from there, and C2 then divides by what it could multiply with,
/// and tests a divisor that is 2 for 0 and -1. The same is true where the JVM enters a loop in the
/// middle, with locals that C2 knows nothing of.
final class EntryConstants {
    private static final int[] NOTHING = {};

    /// By block, and then by register: one more than the word that made the constant, 0 where there
    /// may be anything. Null for a block that nothing is known to lead to.
    private final int[][] in;

    private final Flow flow;
    private final Registers registers;

    EntryConstants(Flow flow, Registers registers) {
        this.flow = flow;
        this.registers = registers;
        in = new int[flow.blockCount][];
        in[0] = new int[registers.count()];
        for (int b = 0; b < flow.blockCount; b++) {
            for (int row : flow.handlers[b]) {
                in[flow.handlerBlock(row)] = new int[registers.count()];
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
                step(i, out);
            }
            for (int to : flow.successors[b]) {
                if (meet(to, out)) {
                    work.set(to);
                }
            }
        }
    }

    /// What is known at the start of `block`, for [#step] and [#word].
    int[] at(int block) {
        return in[block] == null ? NOTHING : in[block].clone();
    }

    /// The word that made the constant in a register, of what [#at] or [#step] say; -1 if it may
    /// hold anything.
    static int word(int[] known, int register) {
        return register < known.length ? known[register] - 1 : -1;
    }

    /// Goes from what is known before the instruction at `i` to what is known after it.
    void step(int i, int[] known) {
        if (known.length == 0) {
            return;
        }
        for (int which = 0; which < Registers.OPERANDS; which++) {
            int written = registers.written(i, which);
            if (written >= 0) {
                known[written] = 0;
            }
        }
        Opcode opcode = flow.opcode(i);
        boolean isConstant =
                switch (opcode) {
                    case CONST_I32, CONST_I64, LOAD_I64, LOAD_F64 -> true;
                    case LOAD_STRING -> flow.image.stringBytes(Word.immediate(flow.words[i])) == 1;
                    default -> false;
                };
        // Arguments are also written by what is no register.
        int place = Word.a(flow.words[i]);
        if (isConstant && !registers.isOutgoing(place)) {
            known[registers.number(place, opcode.a().bank())] = i + 1;
        }
    }

    /// Whether that changed what is known at the start of `to`.
    private boolean meet(int to, int[] out) {
        int[] old = in[to];
        if (old == null) {
            in[to] = out.clone();
            return true;
        }
        boolean isLess = false;
        for (int r = 0; r < old.length; r++) {
            if (old[r] != out[r] && old[r] != 0 && !isSame(old[r], out[r])) {
                old[r] = 0;
                isLess = true;
            }
        }
        return isLess;
    }

    /// Whether two words, each one more than its number, make the same constant: the same operation
    /// with the same operand.
    private boolean isSame(int x, int y) {
        return y != 0
                && flow.opcode(x - 1) == flow.opcode(y - 1)
                && Word.immediate(flow.words[x - 1]) == Word.immediate(flow.words[y - 1]);
    }
}
