package jorus.jit;

import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Registers that hold one known number wherever a loop is entered.
///
/// Compilers of the image move constants out of loops. A loop that is entered with its registers
/// in the frame would load them from there, and C2 then divides by what it could multiply with,
/// and tests a divisor that is 2 for 0 and -1.
final class EntryConstants {
    /// The word that made the constant, by register; what is not there may hold anything.
    private final Map<Integer, Integer> words;

    private final Flow flow;

    private EntryConstants(Flow flow, Map<Integer, Integer> words) {
        this.flow = flow;
        this.words = words;
    }

    /// What is known at the start of `block`.
    static EntryConstants at(Flow flow, Registers registers, int block) {
        List<Map<Integer, Integer>> in = new ArrayList<>();
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
                step(flow, registers, i, out);
            }
            for (int to : flow.successors[b]) {
                if (meet(flow, in, to, out)) {
                    work.set(to);
                }
            }
        }
        Map<Integer, Integer> known = in.get(block);
        return new EntryConstants(flow, known == null ? Map.of() : known);
    }

    private static void step(Flow flow, Registers registers, int i, Map<Integer, Integer> known) {
        Opcode opcode = flow.opcode(i);
        long word = flow.words[i];
        for (int which = 0; which < Registers.OPERANDS; which++) {
            known.remove(registers.written(i, which));
        }
        Operand result = opcode.a();
        switch (opcode) {
            case CONST_I32, CONST_I64, LOAD_I64, LOAD_F64 ->
                    known.put(registers.number(Word.a(word), result.bank()), i);
            default -> {}
        }
    }

    /// Whether that changed what is known at the start of `to`.
    private static boolean meet(
            Flow flow, List<Map<Integer, Integer>> in, int to, Map<Integer, Integer> out) {
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
            if (other == null || !isSame(flow, entry.getValue(), other)) {
                rest.remove();
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
        return words.getOrDefault(register, -1);
    }
}
