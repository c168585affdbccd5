package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import jorus.image.FunctionCode;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class VerificationTimeTest extends Verifying {
    private static final int SMALL = 100_000;
    private static final int LARGE = 1_000_000;

    private static final int SMALL_STACK_BYTES = 256 << 10;

    private static final int ROUNDS = 5;

    /// What is promised for ten times the size, and for a million instructions. Measured are 3 to
    /// 10 times, and 0.11 s.
    private static final double MOST_TIMES_LONGER = 12;

    private static final long MOST_NANOS = 1_000_000_000L;

    /// A busy machine may spoil an attempt; what is not linear fails them all.
    private static final int ATTEMPTS = 4;

    /// Makes a function of about `words` instructions.
    private interface Shape {
        TestFunction of(int words);
    }

    /// Time of this thread, so that others on a busy machine count little.
    private static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// The best time of some rounds: the others were disturbed, or not compiled yet.
    private static long bestNanos(TestFunction... functions) {
        Verifying fresh = new VerificationTimeTest();
        TestFunction.image(fresh.image, functions);
        Image written = ImageWriter.write(fresh.image, fresh.memory);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = nanos();
            Verifier.verify(written);
            best = Math.min(best, nanos() - start);
        }
        fresh.closeMemory();
        return best;
    }

    private void isLinear(Shape shape) {
        StringBuilder times = new StringBuilder();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long small = bestNanos(shape.of(SMALL));
            long large = bestNanos(shape.of(LARGE));
            if (large < small * MOST_TIMES_LONGER && large < MOST_NANOS) {
                return;
            }
            times.append(small + " ns for " + SMALL + ", " + large + " ns for " + LARGE + "; ");
        }
        fail(times.toString());
    }

    private static TestFunction straight(int words) {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        int slot = main.local(0);
        main.op(Opcode.CONST_I32, slot, 1);
        for (int i = 0; i < words; i++) {
            main.op(Opcode.ADD_I32, slot, slot, slot);
        }
        return main.op(Opcode.HALT);
    }

    private static TestFunction loops(int words) {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        main.op(Opcode.CONST_I32, main.local(0), 1).op(Opcode.CONST_I32, main.local(1), 9);
        for (int i = 0; i < words; i++) {
            main.op(Opcode.NEXT_I32, main.local(0), main.local(1), -2);
        }
        return main.op(Opcode.HALT);
    }

    /// A chain of jumps laid out backward: the last block is entered first.
    private static TestFunction backward(int words) {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        int slot = main.local(0);
        int blocks = words / 2;
        main.op(Opcode.CONST_I32, slot, 1).op(Opcode.JUMP_FAR, 2 * blocks - 1);
        main.op(Opcode.HALT);
        for (int i = 0; i < blocks; i++) {
            main.op(Opcode.MOVE_I32, main.local(1), slot).op(Opcode.JUMP, i == 0 ? -3 : -4);
        }
        return main;
    }

    private static TestFunction diamonds(int words) {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        int slot = main.local(0);
        main.op(Opcode.CONST_I32, slot, 1);
        for (int i = 0; i < words / 4; i++) {
            main.op(Opcode.BR_EQK_I32, slot, 0, 2)
                    .op(Opcode.CONST_I32, main.local(1), 1)
                    .op(Opcode.JUMP, 1)
                    .op(Opcode.CONST_I32, main.local(1), 2)
                    .op(Opcode.MOVE_I32, slot, main.local(1));
        }
        return main.op(Opcode.HALT);
    }

    /// One protected instruction after the other, each with a handler of its own, and all of them
    /// in ranges that cover the half of the code before their handlers.
    private static TestFunction handlers(int words) {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        int slot = main.local(0);
        main.op(Opcode.CONST_I32, slot, 1);
        int half = words / 2;
        for (int i = 0; i < half; i++) {
            main.op(Opcode.ADD_I32, slot, slot, slot);
        }
        main.op(Opcode.HALT);
        for (int i = 0; i < half; i++) {
            main.op(Opcode.MOVE_I32, main.local(1), slot);
            if (i % 10 == 0) {
                main.handler(i + 1, i + 2, main.length() - 1, -1);
                main.handler(1, half + 1, main.length() - 1, -1);
            }
        }
        return main.op(Opcode.HALT);
    }

    @Test
    void handlers_whose_ranges_overlap_take_linear_time() {
        isLinear(VerificationTimeTest::handlers);
    }

    /// A cell of many fields, read again and again.
    @Test
    void fields_of_large_types_take_no_longer() {
        int count = 4_000;
        List<ImageBuilder.FieldEntry> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new ImageBuilder.FieldEntry(8 + 8 * i, TypeIds.STRING, "x"));
        }
        int type = image.declareType();
        ImageBuilder.RecordEntry layout =
                new ImageBuilder.RecordEntry("Large", fields, count, 0, 0);
        image.defineType(type, new ImageBuilder.StructEntry("Large", layout, true));
        TestFunction main = TestFunction.entry(type, TypeIds.STRING);
        main.op(Opcode.NEW_OBJECT, main.local(0), type);
        for (int i = 0; i < LARGE; i++) {
            main.op(Opcode.GET_FIELD_REF, main.local(1), main.local(0), 8 * count);
        }
        TestFunction.image(image, main.op(Opcode.HALT));
        Image written = ImageWriter.write(image, memory);
        long start = nanos();
        Verifier.verify(written);
        long nanos = nanos() - start;
        assertTrue(nanos < MOST_NANOS, nanos + " ns");
    }

    @Test
    void straight_code_takes_linear_time() {
        isLinear(VerificationTimeTest::straight);
    }

    @Test
    void a_million_loops_take_linear_time() {
        isLinear(VerificationTimeTest::loops);
    }

    @Test
    void a_backward_chain_of_jumps_takes_linear_time() {
        isLinear(VerificationTimeTest::backward);
    }

    @Test
    void branches_that_join_take_linear_time() {
        isLinear(VerificationTimeTest::diamonds);
    }

    @Test
    void a_hundred_thousand_functions_take_no_longer() {
        int functions = 100_000;
        TestFunction[] all = new TestFunction[functions];
        all[0] = TestFunction.entry().op(Opcode.HALT);
        for (int i = 1; i < functions; i++) {
            TestFunction f = new TestFunction("f", TypeIds.I32, new int[] {TypeIds.I32});
            all[i] = f.op(Opcode.RET_I32, f.argument(0));
        }
        long nanos = bestNanos(all);
        assertTrue(nanos < MOST_NANOS, nanos + " ns");
    }

    /// A frame costs the image nothing, so it may cost the verifier nothing.
    @Test
    void a_hundred_thousand_functions_with_the_largest_frames_take_no_longer() {
        int functions = 100_000;
        TestFunction[] all = new TestFunction[functions];
        all[0] = TestFunction.entry().op(Opcode.HALT);
        int[] locals = new int[8_000];
        Arrays.fill(locals, TypeIds.F64);
        TestFunction large = new TestFunction("f", TypeIds.VOID, NO_ARGUMENTS, locals);
        FunctionCode code = large.op(Opcode.RET).build(new int[0]);
        image.file("test.orus");
        image.function(all[0].build());
        image.entry(0);
        for (int i = 1; i < functions; i++) {
            image.function(code);
        }
        Image written = ImageWriter.write(image, memory);
        Verifier.verify(written);
        long start = nanos();
        Verifier.verify(written);
        long nanos = nanos() - start;
        assertTrue(nanos < MOST_NANOS, nanos + " ns");
    }

    /// Every variable is written on both sides of one branch, and all are read behind it.
    private static TestFunction wideJoins(int words) {
        int variables = 300;
        int[] types = new int[variables];
        Arrays.fill(types, TypeIds.I32);
        TestFunction main = TestFunction.entry(types);
        main.op(Opcode.CONST_I32, main.local(0), 1);
        while (main.length() < words) {
            main.op(Opcode.BR_EQK_I32, main.local(0), 0, variables);
            for (int side = 0; side < 2; side++) {
                for (int i = 1; i < variables; i++) {
                    main.op(Opcode.CONST_I32, main.local(i), side);
                }
                main.op(Opcode.JUMP_FAR, side == 0 ? variables : 0);
            }
            for (int i = 1; i < variables; i++) {
                main.op(Opcode.MOVE_I32, main.local(0), main.local(i));
            }
        }
        return main.op(Opcode.HALT);
    }

    @Test
    void branches_that_write_many_variables_take_linear_time() {
        isLinear(VerificationTimeTest::wideJoins);
    }

    /// The tree of parents is as deep as the function is long.
    @Test
    void nothing_recurses() throws InterruptedException {
        TestFunction.image(image, diamonds(LARGE));
        Image written = ImageWriter.write(image, memory);
        Throwable[] failure = new Throwable[1];
        Thread small =
                new Thread(null, () -> Verifier.verify(written), "small stack", SMALL_STACK_BYTES);
        small.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
        small.start();
        small.join();
        assertNull(failure[0]);
    }
}
