package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.runtime.InstructionObserver;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts which opcodes follow each other: what superinstructions are chosen from.
///
/// Only instructions that lie behind each other count as a pair or triple, because only they could
/// become one. *Dynamic* counts are executions, *static* ones places in the image.
final class PairCounter implements InstructionObserver {
    private static final int ROWS = 40;
    private static final int OPCODE_BITS = 8;
    private static final int NAME_COLUMNS = 48;

    private final Image image;
    private final Counts singles = new Counts();
    private final Counts pairs = new Counts();
    private final Counts triples = new Counts();
    private long executed;
    private long lastPc;

    /// The last three opcodes, the youngest lowest; `run` says how many lie behind each other.
    private int history;

    private int run;

    PairCounter(Image image) {
        this.image = image;
    }

    @Override
    public void beforeInstruction(long pc, long fp) {
        executed++;
        run = pc == lastPc + Word.BYTES ? run + 1 : 1;
        lastPc = pc;
        history = history << OPCODE_BITS | opcode(Memory.i64(pc));
        singles.add(history & mask(1));
        if (run >= 2) {
            pairs.add(history & mask(2));
        }
        if (run >= 3) {
            triples.add(history & mask(3));
        }
    }

    /// Fused instructions count as their parts, so that the figures don't depend on what is fused.
    private static int opcode(long word) {
        return Opcode.byCode(Word.op(word)).base().code();
    }

    private static int mask(int opcodes) {
        return (1 << opcodes * OPCODE_BITS) - 1;
    }

    /// The counts, largest first.
    void print(PrintStream out) {
        List<Map<Integer, Integer>> places = places();
        print(out, "instructions", singles, 1, places.get(0));
        print(out, "pairs", pairs, 2, places.get(1));
        print(out, "triples", triples, 3, places.get(2));
    }

    private void print(
            PrintStream out,
            String title,
            Counts counts,
            int length,
            Map<Integer, Integer> places) {
        List<Integer> keys = counts.keys();
        out.println(title + ": executions, share, places");
        for (int i = 0; i < Math.min(ROWS, keys.size()); i++) {
            int key = keys.get(i);
            StringBuilder text = new StringBuilder("  ");
            for (int k = length - 1; k >= 0; k--) {
                int code = key >> k * OPCODE_BITS & mask(1);
                text.append(Opcode.byCode(code).mnemonic()).append(k > 0 ? " + " : "");
            }
            while (text.length() < NAME_COLUMNS) {
                text.append(' ');
            }
            double share = 100.0 * counts.count(key) / executed;
            int place = places.getOrDefault(key, 0);
            out.printf("%s %12d %6.2f %% %6d%n", text, counts.count(key), share, place);
        }
    }

    /// How often each opcode, pair and triple stands in the image.
    private List<Map<Integer, Integer>> places() {
        List<Map<Integer, Integer>> found =
                List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        for (int f = 0; f < image.functionCount(); f++) {
            int start = image.function(f, ImageLayout.CODE_START);
            int words = image.function(f, ImageLayout.CODE_LENGTH);
            int recent = 0;
            for (int i = 0; i < words; i++) {
                long word = Memory.i64(image.wordAddress(start + i));
                recent = recent << OPCODE_BITS | opcode(word);
                for (int length = 1; length <= Math.min(i + 1, 3); length++) {
                    int key = recent & mask(length);
                    found.get(length - 1).merge(key, 1, Integer::sum);
                }
            }
        }
        return found;
    }

    /// A hash table of counts that never grows: programs have some thousand triples at most, and
    /// what finds no room is not counted.
    private static final class Counts {
        private static final int BITS = 16;
        private static final int SPREAD = 0x9E3779B9;
        private static final int MAX_PROBES = 64;

        private final int[] keys = new int[1 << BITS];
        private final long[] counts = new long[1 << BITS];

        void add(int key) {
            int slot = slot(key);
            if (slot >= 0) {
                keys[slot] = key;
                counts[slot]++;
            }
        }

        private int slot(int key) {
            int slot = key * SPREAD >>> Integer.SIZE - BITS;
            for (int i = 0; i < MAX_PROBES; i++) {
                if (counts[slot] == 0 || keys[slot] == key) {
                    return slot;
                }
                slot = slot + 1 & keys.length - 1;
            }
            return -1;
        }

        long count(int key) {
            int slot = slot(key);
            return slot < 0 ? 0 : counts[slot];
        }

        /// The largest count first.
        List<Integer> keys() {
            List<Integer> found = new ArrayList<>();
            for (int slot = 0; slot < keys.length; slot++) {
                if (counts[slot] > 0) {
                    found.add(keys[slot]);
                }
            }
            found.sort(Comparator.comparingLong((Integer key) -> -count(key)));
            return found;
        }
    }
}
