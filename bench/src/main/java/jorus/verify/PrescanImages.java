package jorus.verify;

import jorus.image.FunctionCode;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.ImageWriter;
import jorus.image.TypeIds;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Images and kernels to measure. Their code passes the prescan and would not pass the verifier:
/// instructions are drawn at random, 15 of 100 branches, 5 calls, two branches of three forward.
final class PrescanImages {
    private static final int REGISTERS = 60;
    private static final int CONSTANTS = 300;
    private static final int BRANCH_PERCENT = 15;
    private static final int CALL_PERCENT = 5;
    private static final int MOST_WORDS_AWAY = 100;

    private final SplittableRandom random = new SplittableRandom(7);

    private PrescanImages() {}

    /// A kernel of a forced width in bits, or null for 0.
    static PrescanKernel kernel(int bits) {
        if (bits == 0) {
            return null;
        }
        System.setProperty(PrescanVectors.BITS_PROPERTY, Integer.toString(bits));
        try (InputStream in = PrescanVectors.class.getResourceAsStream("PrescanVectors.class")) {
            // The width is a constant of the class, so each has a class of its own.
            MethodHandles.Lookup lookup =
                    MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), true);
            return (PrescanKernel) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /// An image of `words` words in functions of `functionWords` words.
    static Image image(OffHeap memory, int words, int functionWords) {
        return new PrescanImages().make(memory, words, functionWords);
    }

    private Image make(OffHeap memory, int words, int functionWords) {
        ImageBuilder builder = new ImageBuilder();
        builder.file("bench.orus");
        for (int i = 0; i < CONSTANTS; i++) {
            builder.i64(i);
            builder.f64(i);
            builder.string(Integer.toString(i).getBytes());
        }
        long[] code = new long[functionWords];
        Arrays.fill(code, Word.of(Opcode.HALT.code(), 0, 0, 0));
        for (int i = 0; i < words / functionWords; i++) {
            builder.function(
                    new FunctionCode(
                            "f",
                            0,
                            code,
                            1,
                            1,
                            1,
                            REGISTERS / 2,
                            REGISTERS / 6,
                            REGISTERS,
                            REGISTERS,
                            TypeIds.VOID,
                            new int[0],
                            new int[0]));
        }
        builder.entry(0);
        Image image = ImageWriter.write(builder, memory);
        Limits limits = new Limits(image);
        for (int function = 0; function < image.functionCount(); function++) {
            limits.enter(function);
            int start = image.function(function, ImageLayout.CODE_START);
            for (int i = 0; i < functionWords - 1; i++) {
                Memory.i64(image.wordAddress(start + i), word(limits, i, functionWords));
            }
        }
        return image;
    }

    private long word(Limits limits, int index, int length) {
        int percent = random.nextInt(100);
        boolean isBranch = percent < BRANCH_PERCENT;
        boolean isCall = !isBranch && percent < BRANCH_PERCENT + CALL_PERCENT;
        for (; ; ) {
            Opcode opcode = Opcode.byCode(random.nextInt(Opcode.count()));
            if (opcode.has(Effect.BRANCHES) != isBranch || opcode.has(Effect.CALLS) != isCall) {
                continue;
            }
            if (opcode == Opcode.TRAP || !hasValues(limits, opcode)) {
                continue;
            }
            return Word.encode(
                    opcode,
                    value(limits, opcode.a(), index, length),
                    value(limits, opcode.b(), index, length),
                    value(limits, opcode.c(), index, length));
        }
    }

    /// Whether there is a value for each operand: the image has no globals, the engine no handles,
    /// and nothing is far in functions this short.
    private static boolean hasValues(Limits limits, Opcode opcode) {
        return hasValues(limits, opcode.a())
                && hasValues(limits, opcode.b())
                && hasValues(limits, opcode.c());
    }

    private static boolean hasValues(Limits limits, Operand kind) {
        return switch (kind) {
            case NONE, IMM16, IMM32, TARGET16 -> true;
            case TARGET32 -> false;
            default -> limits.count(PrescanTable.classOf(kind)) > 0;
        };
    }

    private int value(Limits limits, Operand kind, int index, int length) {
        return switch (kind) {
            case NONE -> 0;
            case IMM16 -> (short) random.nextInt();
            case IMM32 -> random.nextInt();
            case TARGET16 -> {
                int away = 1 + random.nextInt(MOST_WORDS_AWAY);
                int target = random.nextInt(3) == 0 ? index - away : index + away;
                yield Math.clamp(target, 0, length - 1) - index - 1;
            }
            default -> {
                int limitClass = PrescanTable.classOf(kind);
                int step = 1 + PrescanTable.ALIGNMENTS[limitClass];
                int count = (limits.count(limitClass) + step - 1) / step;
                yield limits.first(limitClass) + step * random.nextInt(count);
            }
        };
    }
}
