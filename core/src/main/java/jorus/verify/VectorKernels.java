package jorus.verify;

import jorus.image.FunctionCode;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;

/// Makes vector kernels, and finds out whether they are worth it. Apart from [PrescanChoice],
/// because to verify a class can load what its methods mention.
final class VectorKernels {
    private static final int WARMUP_WORDS = 1 << 13;
    private static final int ROUNDS = 300;

    /// Rounds to compare, of which the fastest counts.
    private static final int TIMED = 20;

    private VectorKernels() {}

    static PrescanKernel make() {
        return new PrescanVectors();
    }

    /// Runs the vector kernel until it is compiled, and has it used from then on if it wins.
    static void warmUp() {
        try (OffHeap memory = new OffHeap()) {
            Image image = image(memory);
            PrescanKernel vectors = make();
            for (int i = 0; i < ROUNDS; i++) {
                nanos(image, vectors);
            }
            if (2 * best(image, vectors) < best(image, null)) {
                PrescanChoice.useVectors();
            }
        }
    }

    private static long best(Image image, PrescanKernel kernel) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMED; i++) {
            best = Math.min(best, nanos(image, kernel));
        }
        return best;
    }

    private static long nanos(Image image, PrescanKernel kernel) {
        long start = System.nanoTime();
        Prescan.scan(image, new Marks(image.wordCount()), kernel);
        return System.nanoTime() - start;
    }

    private static Image image(OffHeap memory) {
        long[] code = new long[WARMUP_WORDS];
        for (int i = 0; i < WARMUP_WORDS - 1; i++) {
            boolean isBranch = i % 7 == 6;
            code[i] =
                    isBranch
                            ? Word.encode(Opcode.JUMP, 0, 0, -3)
                            : Word.encode(Opcode.NOP, 0, 0, 0);
        }
        code[WARMUP_WORDS - 1] = Word.encode(Opcode.HALT, 0, 0, 0);
        ImageBuilder builder = new ImageBuilder();
        builder.file("");
        int[] none = {};
        builder.function(
                new FunctionCode("", 0, code, 0, 0, 0, 0, 0, 0, 0, TypeIds.VOID, none, none));
        builder.entry(0);
        return ImageWriter.write(builder, memory);
    }
}
