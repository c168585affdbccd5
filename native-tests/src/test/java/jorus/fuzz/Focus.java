package jorus.fuzz;

import jorus.builtin.Builtin;
import jorus.image.ImageLayout.Section;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Which inputs have which opcodes and builtins, so that the rare ones are mutated as often as the
/// common ones.
final class Focus {
    /// What is looked for: the number of an opcode, or `Opcode.count()` plus that of a builtin.
    private static final int KEYS = Opcode.count() + Builtin.count();

    private final List<List<Integer>> inputs = new ArrayList<>();

    Focus(List<byte[]> corpus, int first) {
        for (int key = 0; key < KEYS; key++) {
            inputs.add(new ArrayList<>());
        }
        for (int input = first; input < corpus.size(); input++) {
            ImageBytes image = new ImageBytes(corpus.get(input));
            boolean[] has = new boolean[KEYS];
            for (int i = 0; i < image.count(Section.CODE); i++) {
                has[key(image.i64(image.entry(Section.CODE, i)))] = true;
            }
            for (int key = 0; key < KEYS; key++) {
                if (has[key]) {
                    inputs.get(key).add(input);
                }
            }
        }
        inputs.removeIf(List::isEmpty);
    }

    private static int key(long word) {
        Opcode opcode = Opcode.byCode(Word.op(word));
        boolean isBuiltin = opcode.b() == Operand.BUILTIN_ID;
        return isBuiltin ? Opcode.count() + Word.immediate(word) : opcode.code();
    }

    /// An input with something rare; index into the corpus.
    int input(Random random) {
        List<Integer> some = inputs.get(random.nextInt(inputs.size()));
        return some.get(random.nextInt(some.size()));
    }
}
