package jorus.emit;

import jorus.isa.Opcode;
import jorus.isa.Word;

/// Fuses neighbouring instructions of a finished function: the first of two gets an opcode that
/// goes on with the second without a dispatch. Words stay where they are and nothing else changes,
/// so branches, lines and handlers are those of the parts. A second part may be fused with what
/// follows it: that counts only for who comes to it in another way.
final class Fusion {
    /// The fused opcodes that begin with a given one, by its code; null for none.
    private static final Opcode[][] STARTING_WITH = startingWith();

    private Fusion() {}

    private static Opcode[][] startingWith() {
        Opcode[][] table = new Opcode[Opcode.count()][];
        for (int code = 0; code < table.length; code++) {
            Opcode fused = Opcode.byCode(code);
            if (fused.next() != null) {
                Opcode[] before = table[fused.base().code()];
                int count = before == null ? 0 : before.length;
                Opcode[] now = new Opcode[count + 1];
                if (before != null) {
                    System.arraycopy(before, 0, now, 0, count);
                }
                now[count] = fused;
                table[fused.base().code()] = now;
            }
        }
        return table;
    }

    /// Fuses what can be fused of the first `size` words, and what the options allow.
    static void apply(long[] code, int size, EmitOptions options) {
        for (int i = 0; i + 1 < size; i++) {
            // The word behind is not fused yet.
            Opcode fused = find(Word.op(code[i]), Word.op(code[i + 1]), options);
            if (fused != null) {
                code[i] = code[i] & ~(long) Word.MAX_FIELD | fused.code();
            }
        }
    }

    private static Opcode find(int first, int second, EmitOptions options) {
        Opcode[] candidates = STARTING_WITH[first];
        if (candidates != null) {
            for (int k = 0; k < candidates.length; k++) {
                Opcode candidate = candidates[k];
                if (candidate.next().code() == second && options.allows(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }
}
