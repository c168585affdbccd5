package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

/// How often each opcode, and each opcode behind another one, stands in an image's functions: what
/// superinstructions are chosen by.
///
/// A pass of its own, which `run` never makes: counts would take half of the prescan's time.
public final class OpcodeCounts {
    private final long[] counts = new long[Opcode.count()];
    private final long[] pairs = new long[Opcode.count() * Opcode.count()];

    private OpcodeCounts() {}

    /// Counts the opcodes of an image. Any thread.
    public static OpcodeCounts of(VerifiedImage verified) {
        OpcodeCounts counts = new OpcodeCounts();
        Image image = verified.image();
        for (int function = 0; function < image.functionCount(); function++) {
            int start = image.function(function, ImageLayout.CODE_START);
            counts.add(image.wordAddress(start), image.function(function, ImageLayout.CODE_LENGTH));
        }
        return counts;
    }

    private void add(long address, int words) {
        int before = Word.op(Memory.i64(address));
        counts[before]++;
        for (int i = 1; i < words; i++) {
            int op = Word.op(Memory.i64(address + (long) i * Word.BYTES));
            counts[op]++;
            pairs[before * Opcode.count() + op]++;
            before = op;
        }
    }

    /// How many instructions have this opcode.
    public long count(Opcode opcode) {
        return counts[opcode.code()];
    }

    /// How often `second` stands directly behind `first` in the same function, whether it is
    /// reached from there or not.
    public long pairs(Opcode first, Opcode second) {
        return pairs[first.code() * Opcode.count() + second.code()];
    }
}
