package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.TrapKind;
import jorus.image.FunctionCode;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.ImageWriter;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/// The vector kernels agree with the scalar one, marks and messages included, and that one with
/// itself when it reads a copy.
class PrescanKernelsTest {
    private static final long SEED = Long.getLong("jorus.seed", System.nanoTime());

    /// Two vectors of the widest shorts, and one.
    private static final int MAX_LENGTH = 65;

    private static final int MUTANTS = 40;

    private final Random random = new Random(SEED);
    private final OffHeap memory = new OffHeap();
    private final Set<Rule> rules = EnumSet.noneOf(Rule.class);
    private int accepted;

    PrescanKernelsTest() {
        System.out.println("PrescanKernelsTest: -Djorus.seed=" + SEED);
    }

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    /// Looks at functions of all lengths, and remembers whether one was suspect.
    private static final class Eager extends PrescanKernel {
        private final PrescanKernel kernel;
        private boolean wasSuspect;

        Eager(PrescanKernel kernel) {
            this.kernel = kernel;
            kernel.minWords = 0;
        }

        @Override
        void begin(Image image, Limits limits, Marks marks) {
            kernel.begin(image, limits, marks);
            wasSuspect = false;
        }

        @Override
        int scan(int first) {
            return kernel.scan(first);
        }

        @Override
        boolean isSuspect(int index) {
            boolean isSuspect = kernel.isSuspect(index);
            wasSuspect |= isSuspect;
            return isSuspect;
        }
    }

    // images

    private int upTo(int most) {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(most + 1);
    }

    private Image image(int functions, int... lengths) {
        ImageBuilder builder = new ImageBuilder();
        builder.file("test.orus");
        for (int i = upTo(3); i > 0; i--) {
            builder.i64(random.nextLong());
        }
        for (int i = upTo(3); i > 0; i--) {
            builder.f64(random.nextDouble());
        }
        for (int i = upTo(3); i > 0; i--) {
            builder.string(new byte[] {(byte) i});
        }
        for (int i = upTo(2); i > 0; i--) {
            builder.trap(TrapKind.NO_RETURN, "none");
        }
        for (int i = 0; i < functions; i++) {
            int length = lengths.length > 0 ? lengths[i] : 1 + random.nextInt(MAX_LENGTH);
            long[] code = new long[length];
            Arrays.fill(code, Word.of(Opcode.HALT.code(), 0, 0, 0));
            int most = random.nextInt(20) == 0 ? 3_000 : 12;
            builder.function(
                    new FunctionCode(
                            "f",
                            0,
                            code,
                            upTo(3),
                            upTo(3),
                            upTo(3),
                            upTo(most),
                            upTo(12),
                            upTo(most),
                            upTo(most / 2),
                            TypeIds.VOID,
                            new int[0],
                            new int[0]));
        }
        builder.entry(0);
        Image image = ImageWriter.write(builder, memory);
        fill(image);
        return image;
    }

    private static int length(Image image, int function) {
        return image.function(function, ImageLayout.CODE_LENGTH);
    }

    /// Replaces all instructions but the last of each function by good ones.
    private void fill(Image image) {
        Limits limits = new Limits(image);
        for (int function = 0; function < image.functionCount(); function++) {
            limits.enter(function);
            int start = image.function(function, ImageLayout.CODE_START);
            int length = length(image, function);
            for (int i = 0; i < length - 1; i++) {
                Memory.i64(image.wordAddress(start + i), word(limits, i, length));
            }
        }
    }

    private long word(Limits limits, int index, int length) {
        for (; ; ) {
            Opcode opcode = Opcode.byCode(random.nextInt(Opcode.count()));
            if (opcode == Opcode.JUMP_FAR && length <= PrescanVectors.MAX_WORDS) {
                // Nobody emits it there, and the vectors leave such functions to the scalar kernel.
                continue;
            }
            int a = value(limits, opcode.a(), index, length);
            int b = value(limits, opcode.b(), index, length);
            int c = value(limits, opcode.c(), index, length);
            if (a != BAD && b != BAD && c != BAD) {
                return Word.encode(opcode, a, b, c);
            }
        }
    }

    private static final int BAD = Integer.MIN_VALUE;

    private int value(Limits limits, Operand kind, int index, int length) {
        return switch (kind) {
            case NONE -> 0;
            case IMM16 -> (short) random.nextInt();
            case IMM32 -> random.nextInt() >> random.nextInt(32) | 1;
            case TARGET16, TARGET32 -> {
                int distance = edge(length) - index - 1;
                yield kind == Operand.TARGET16
                        ? Math.clamp(distance, Short.MIN_VALUE, Short.MAX_VALUE)
                        : distance;
            }
            default -> {
                int limitClass = PrescanTable.classOf(kind);
                int low = limits.first(limitClass);
                int step = 1 + PrescanTable.ALIGNMENTS[limitClass];
                int count = limits.count(limitClass);
                yield count == 0
                        ? BAD
                        : Math.min(low + step * edge((count + step - 1) / step), 0xFFFF & -step);
            }
        };
    }

    /// From 0 to before `end`, often one of the two ends.
    private int edge(int end) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> end - 1;
            default -> random.nextInt(end);
        };
    }

    /// Changes one field, or one bit, of a word.
    private long mutant(long word) {
        int field = 16 * random.nextInt(4);
        int old = (int) (word >>> field) & 0xFFFF;
        int changed =
                switch (random.nextInt(7)) {
                    case 0 -> old ^ 1 << random.nextInt(16);
                    case 1 -> random.nextInt(1 << 16);
                    case 2 -> old + 8;
                    case 3 -> old - 8;
                    case 4 -> old + 1;
                    case 5 -> random.nextInt(Opcode.count() + 60);
                    default -> 0;
                };
        return word & ~(0xFFFFL << field) | (changed & 0xFFFFL) << field;
    }

    // verdicts

    private String verdict(Image image, boolean isMarking, PrescanKernel kernel) {
        Marks marks = isMarking ? new Marks(image.wordCount()) : null;
        try {
            Prescan.scan(image, marks, kernel);
        } catch (VerifyFailure failure) {
            rules.add(failure.rule());
            return failure.function() + ":" + failure.word() + " " + failure.getMessage();
        }
        accepted++;
        if (!isMarking) {
            return "good";
        }
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < image.wordCount(); word++) {
            text.append(marks.isTarget(word) ? 't' : '.')
                    .append(marks.isLoopHeader(word) ? 'h' : '.')
                    .append(Marks.has(marks.calls, word) ? 'c' : '.');
        }
        return text.toString();
    }

    private void agree(Image image, PrescanKernel kernel) {
        for (boolean isMarking : new boolean[] {false, true}) {
            String scalar = verdict(image, isMarking, null);
            String vector = verdict(image, isMarking, kernel);
            assertEquals(scalar, vector, () -> "jorus.seed=" + SEED);
            image.takeCopy();
            String copied = verdict(image, isMarking, null);
            image.dropCopy();
            assertEquals(scalar, copied, () -> "from a copy, jorus.seed=" + SEED);
        }
    }

    private void agreeOnMutants(Image image, PrescanKernel kernel) {
        for (int i = 0; i < MUTANTS; i++) {
            int functions = image.functionCount() - 1;
            int words =
                    image.function(functions, ImageLayout.CODE_START) + length(image, functions);
            int changes = 1 + random.nextInt(2);
            long[] at = new long[changes];
            long[] old = new long[changes];
            for (int k = 0; k < changes; k++) {
                // The last word has a rule of its own.
                int word = random.nextInt(4) == 0 ? words - 1 : random.nextInt(words);
                at[k] = image.wordAddress(word);
                old[k] = Memory.i64(at[k]);
                Memory.i64(at[k], mutant(old[k]));
            }
            agree(image, kernel);
            for (int k = changes - 1; k >= 0; k--) {
                Memory.i64(at[k], old[k]);
            }
        }
    }

    // tests

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void kernels_agree_at_every_length_and_place(int bits) {
        PrescanKernel kernel = new Eager(Kernels.ofBits(bits));
        for (int length = 1; length <= MAX_LENGTH; length++) {
            int before = 1 + random.nextInt(MAX_LENGTH);
            int behind = 1 + random.nextInt(MAX_LENGTH);
            Image image = image(3, before, length, behind);
            agree(image, kernel);
            agreeOnMutants(image, kernel);
        }
        assertTrue(accepted > 0);
        rules.removeAll(EnumSet.of(Rule.OPCODE, Rule.OPERAND, Rule.INDEX, Rule.TARGET, Rule.END));
        assertEquals(EnumSet.noneOf(Rule.class), rules);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void kernels_agree_on_many_functions(int bits) {
        PrescanKernel kernel = Kernels.ofBits(bits);
        for (int i = 0; i < 30; i++) {
            Image image = image(1 + random.nextInt(20));
            agree(image, kernel);
            agreeOnMutants(image, kernel);
        }
        Set<Rule> missed = EnumSet.range(Rule.OPCODE, Rule.END);
        missed.removeAll(rules);
        assertEquals(EnumSet.noneOf(Rule.class), missed);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void good_functions_are_not_suspect(int bits) {
        Eager kernel = new Eager(Kernels.ofBits(bits));
        for (int i = 0; i < 100; i++) {
            Image image = image(1 + random.nextInt(5));
            for (boolean isMarking : new boolean[] {false, true}) {
                Marks marks = isMarking ? new Marks(image.wordCount()) : null;
                Prescan.scan(image, marks, kernel);
                assertFalse(kernel.wasSuspect, () -> "jorus.seed=" + SEED);
            }
        }
    }

    /// More than fit a batch by number, and by words.
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void kernels_agree_on_several_batches(int bits) {
        PrescanKernel kernel = Kernels.ofBits(bits);
        Image many = image(2 * PrescanKernel.MAX_FUNCTIONS + 1 + random.nextInt(70));
        agree(many, kernel);
        agreeOnMutants(many, kernel);
        int most = PrescanVectors.MAX_WORDS;
        int[] lengths = {1 + random.nextInt(99), most - 1, 3, most, most + 1, 7, 9_000, most, 80};
        Image large = image(lengths.length, lengths);
        agree(large, kernel);
    }

    /// Distances of 16 bits at both ends of their range, and of 32 bits beyond it.
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void kernels_agree_on_long_functions(int bits) {
        Eager kernel = new Eager(Kernels.ofBits(bits));
        int length = random.nextBoolean() ? 70_000 : PrescanVectors.MAX_WORDS;
        Image image = image(1, length);
        agree(image, kernel);
        assertEquals(length > PrescanVectors.MAX_WORDS, kernel.wasSuspect, () -> "seed " + SEED);
        // A frame without numbers has no near branches.
        boolean hasNear = false;
        for (int i = 0; i < length - 1; i++) {
            hasNear |= operandC(image, i) == Operand.TARGET16;
        }
        for (int i = 0; i < 30; i++) {
            boolean isNear = hasNear && random.nextBoolean();
            int index = random.nextInt(length - 1);
            while (isNear && operandC(image, index) != Operand.TARGET16) {
                index = random.nextInt(length - 1);
            }
            long address = image.wordAddress(index);
            long old = Memory.i64(address);
            int target = random.nextInt(3) - 1 + (random.nextBoolean() ? 0 : length);
            int far = random.nextInt(3) == 0 ? random.nextInt() : target - index - 1;
            int near = random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE;
            Memory.i64(
                    address,
                    isNear
                            ? old & 0xFFFF_FFFF_FFFFL | (long) near << 48
                            : Word.wide(Opcode.JUMP_FAR.code(), 0, far));
            agree(image, kernel);
            Memory.i64(address, old);
        }
    }

    private static Operand operandC(Image image, int word) {
        return Opcode.byCode(Word.op(Memory.i64(image.wordAddress(word)))).c();
    }

    /// The range of writes is then so large that distances from its start wrap around.
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void kernels_agree_on_the_largest_frame(int bits) {
        Eager kernel = new Eager(Kernels.ofBits(bits));
        Image image = image(1, MAX_LENGTH);
        Memory.i32(
                ImageLayout.functionEntry(image.functions, 0) + ImageLayout.RESERVE_BYTES,
                ImageLayout.MAX_RESERVE_BYTES);
        fill(image);
        agree(image, kernel);
        long address = image.wordAddress(random.nextInt(MAX_LENGTH - 1));
        for (int offset = 0; offset <= Word.MAX_FIELD; offset += offset < 256 ? 4 : 4_000) {
            Memory.i64(address, Word.wide(Opcode.CONST_I64.code(), offset, 0));
            agree(image, kernel);
        }
    }

    @Test
    void every_class_that_an_operand_has_fits_the_tables() {
        for (Operand kind : Operand.values()) {
            int limitClass = PrescanTable.classOf(kind);
            assertTrue(limitClass >= 0 && limitClass < PrescanTable.CLASSES, kind::toString);
            assertTrue(limitClass != PrescanTable.NOTHING, kind::toString);
        }
        assertTrue(Opcode.count() <= PrescanTable.OPCODES);
    }
}
