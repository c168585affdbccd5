package jorus.profile;

import jorus.image.Image;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.runtime.InstructionObserver;

/// Counts every instruction: by place, by opcode, and by what came right before it. Fused
/// instructions count as their parts.
final class InstructionCounts implements InstructionObserver {
    static final int OPCODES = 256;

    final long[] byWord;
    final long[] pairs = new long[OPCODES * OPCODES];
    private final Image image;
    private final Sampler sampler;
    private final long every;
    private long left;
    private long lastPc;
    private int last;

    InstructionCounts(Image image, Sampler sampler, long every) {
        this.image = image;
        this.sampler = sampler;
        this.every = every;
        left = every;
        byWord = new long[image.wordCount()];
    }

    @Override
    public void beforeInstruction(long pc, long fp) {
        long word = (pc - image.code) / Word.BYTES;
        if (word < 0 || word >= byWord.length) {
            return;
        }
        byWord[(int) word]++;
        int code = Opcode.byCode(Word.op(Memory.i64(pc))).base().code();
        if (pc == lastPc + Word.BYTES) {
            pairs[last * OPCODES + code]++;
        }
        last = code;
        lastPc = pc;
        if (--left == 0) {
            left = every;
            sampler.sample(pc + Word.BYTES, fp, every);
        }
    }

    long total() {
        long sum = 0;
        for (long count : byWord) {
            sum += count;
        }
        return sum;
    }

    /// How often each opcode was executed.
    long[] byOpcode() {
        long[] counts = new long[OPCODES];
        for (int i = 0; i < byWord.length; i++) {
            long word = Memory.i64(image.wordAddress(i));
            counts[Opcode.byCode(Word.op(word)).base().code()] += byWord[i];
        }
        return counts;
    }
}
