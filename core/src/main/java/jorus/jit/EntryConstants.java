package jorus.jit;

import jorus.isa.Opcode;
import jorus.isa.Word;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Registers that hold one known number or string of one byte wherever a block is entered.
///
/// Compilers of the image move constants out of loops. A loop that is entered with its registers
/// in the frame would load them from there, and C2 then divides by what it could multiply with,
/// and tests a divisor that is 2 for 0 and -1. The same is true where the JVM enters a loop in the
/// middle, with locals that C2 knows nothing of.
final class EntryConstants {
    /// By block: the word that made the constant, by register; what is not there may hold anything.
    private final List<Map<Integer, Integer>> in = new ArrayList<>();

    private final Flow flow;
    private final Registers registers;

    EntryConstants(Flow flow, Registers registers) {
        this.flow = flow;
        this.registers = registers;
        for (int b = 0; b < flow.blockCount; b++) {
            in.add(null);
        }
        in.set(0, new HashMap<>());
        for (int b = 0; b < flow.blockCount; b++) {
            for (int row : flow.handlers[b]) {
                in.set(flow.handlerBlock(row), new HashMap<>());
            }
        }
        BitSet work = (BitSet) flow.reachable.clone();
        while (!work.isEmpty()) {
            int b = work.nextSetBit(0);
            work.clear(b);
            if (in.get(b) == null) {
                continue;
            }
            Map<Integer, Integer> out = new HashMap<>(in.get(b));
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

    /// What is known at the start of `block`: a new map from registers to words that make them.
    Map<Integer, Integer> at(int block) {
        Map<Integer, Integer> known = in.get(block);
        return known == null ? new HashMap<>() : new HashMap<>(known);
    }

    /// Goes from what is known before the instruction at `i` to what is known after it.
    void step(int i, Map<Integer, Integer> known) {
        Opcode opcode = flow.opcode(i);
        long word = flow.words[i];
        for (int which = 0; which < Registers.OPERANDS; which++) {
            known.remove(registers.written(i, which));
        }
        boolean isConstant =
                switch (opcode) {
                    case CONST_I32, CONST_I64, LOAD_I64, LOAD_F64 -> true;
                    case LOAD_STRING -> flow.image.stringBytes(Word.immediate(word)) == 1;
                    default -> false;
                };
        // Arguments are also written by what is no register.
        if (isConstant && !registers.isOutgoing(Word.a(word))) {
            known.put(registers.number(Word.a(word), opcode.a().bank()), i);
        }
    }

    /// Whether that changed what is known at the start of `to`.
    private boolean meet(int to, Map<Integer, Integer> out) {
        Map<Integer, Integer> old = in.get(to);
        if (old == null) {
            in.set(to, new HashMap<>(out));
            return true;
        }
        boolean isLess = false;
        for (Iterator<Map.Entry<Integer, Integer>> rest = old.entrySet().iterator();
                rest.hasNext(); ) {
            Map.Entry<Integer, Integer> entry = rest.next();
            Integer other = out.get(entry.getKey());
            if (other == null || !isSame(entry.getValue(), other)) {
                rest.remove();
                isLess = true;
            }
        }
        return isLess;
    }

    /// Whether two words make the same constant: the same operation with the same operand.
    private boolean isSame(int x, int y) {
        return flow.opcode(x) == flow.opcode(y)
                && Word.immediate(flow.words[x]) == Word.immediate(flow.words[y]);
    }
}
