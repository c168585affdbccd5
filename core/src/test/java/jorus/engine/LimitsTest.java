package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.Programs.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class LimitsTest {
    private static final long MILLI = 1_000_000;

    private static final String MIXED =
            """
            fn f(n: i32) -> i32:
                if n < 2: return n
                return f(n - 1) + f(n - 2)
            mut all: [i32] = []
            mut text = ""
            for i in 0..40:
                push(all, f(i % 9))
                text = text + "abcdefghij"
                try:
                    x = 1 / (i % 3)
                    print(i, x, len(sorted(all)))
                catch e:
                    print(e)
            print(len(text), text)
            """;

    private static Limits fuel(long fuel) {
        return Limits.NONE.withFuel(fuel);
    }

    @Test
    void fuel_counts_back_edges_and_calls() {
        assertEquals(0, Programs.run("print(1)", Limits.NONE).fuel());
        assertEquals(99, Programs.run("for i in 0..100: pass", Limits.NONE).fuel());
        assertEquals(1, Programs.run("fn f() -> i32: return 1\nprint(f())", Limits.NONE).fuel());
    }

    @Test
    void a_loop_of_nothing_has_a_position() {
        String[] loops = {"while true: pass", "for i in 0..1000000: pass", "while yes: n = n"};
        for (String loop : loops) {
            String text = "print(1)\nyes = true\nmut n = 1\n  \n" + loop;
            TrapReport report = Programs.run(text, fuel(100)).outcome().report();
            assertEquals("5:1", report.line() + ":" + report.column(), loop);
            text =
                    "fn f(yes: bool, n: i32):\n    "
                            + loop.replace("n = n", "pass")
                            + "\nf(true, 1)";
            report = Programs.run(text, fuel(100)).outcome().report();
            assertEquals("2:5", report.line() + ":" + report.column(), loop);
        }
    }

    @Test
    void a_program_ends_by_fuel_exactly_if_it_needs_more() {
        String text = "mut s = 0\nfor i in 0..30000: s = s + i % 7\nprint(s)";
        long needed = Programs.run(text, Limits.NONE).fuel();
        assertEquals(29_999, needed);
        assertEquals(Outcome.End.FINISHED, Programs.run(text, fuel(needed)).end());
        Result stopped = Programs.run(text, fuel(needed - 1));
        assertEquals(Outcome.End.FUEL_LIMIT, stopped.end());
        assertEquals(needed - 1, stopped.fuel());
        assertEquals("", stopped.output());
        assertEquals(2, stopped.outcome().report().line());
    }

    @Test
    void fuel_is_deterministic_and_one_more_goes_a_step_further() {
        Result whole = Programs.run(MIXED, Limits.NONE);
        assertEquals(Outcome.End.FINISHED, whole.end());
        String before = "";
        for (long n = 1; n < whole.fuel(); n++) {
            Result first = Programs.run(MIXED, fuel(n));
            assertEquals(Outcome.End.FUEL_LIMIT, first.end(), "fuel " + n);
            assertEquals(n, first.fuel());
            assertTrue(first.output().startsWith(before), "fuel " + n);
            assertTrue(whole.output().startsWith(first.output()), "fuel " + n);
            if (n % 16 == 0) {
                Result second = Programs.run(MIXED, fuel(n));
                assertEquals(first.place(), second.place(), "fuel " + n);
                assertEquals(first.output(), second.output(), "fuel " + n);
            }
            before = first.output();
        }
    }

    @Test
    void random_fuel_in_a_long_loop_stops_after_as_many_turns() {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int n = 1 + random.nextInt(20_000);
            Result result = Programs.run("for i in 0..1000000: print(i)", fuel(n));
            String last = result.output().strip();
            last = last.substring(last.lastIndexOf('\n') + 1);
            // The text is charged, too: 1,024 bytes when made and again when written.
            long turns = Long.parseLong(last) + 1;
            long bytes = result.output().length();
            assertTrue(turns <= n + 1 && turns + 2 * (bytes / 1024) >= n - 2, n + ", seed " + seed);
        }
    }

    @Test
    void handlers_do_not_see_limits() {
        String text =
                """
                fn spin() -> i32:
                    mut i = 0
                    while true:
                        i = (i + 1) % 10
                        print(i)
                    return i
                try:
                    print(spin())
                catch e:
                    print("caught", e)
                """;
        for (Limits limits :
                List.of(
                        fuel(100),
                        Limits.NONE.withTimeoutNanos(50 * MILLI),
                        Limits.NONE.withOutputBytes(100))) {
            Result result = Programs.run(text, limits);
            assertTrue(result.end().name().endsWith("_LIMIT"), result.end().name());
            assertTrue(!result.output().contains("caught"));
            TrapReport report = result.outcome().report();
            assertTrue(report.line() >= 4 && report.line() <= 5, "line " + report.line());
            assertTrue(report.notes().get(0).startsWith("in spin"), report.notes().toString());
            assertTrue(report.notes().get(1).endsWith(":8"), report.notes().toString());
        }
    }

    @Test
    void output_stops_exactly_at_the_limit() {
        String whole = Programs.run("for i in 0..20000: print(i)", Limits.NONE).output();
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int limit = 1 + random.nextInt(whole.length() - 1);
            Result result =
                    Programs.run("for i in 0..20000: print(i)", Limits.NONE.withOutputBytes(limit));
            assertEquals(Outcome.End.OUTPUT_LIMIT, result.end());
            assertEquals(whole.substring(0, limit), result.output(), "seed " + seed);
        }
        Limits enough = Limits.NONE.withOutputBytes(whole.length());
        assertEquals(
                Outcome.End.FINISHED, Programs.run("for i in 0..20000: print(i)", enough).end());
    }

    @Test
    void a_prompt_counts_as_output() {
        Result result = Programs.run("x = input(\"name?\")", Limits.NONE.withOutputBytes(4));
        assertEquals(Outcome.End.OUTPUT_LIMIT, result.end());
        assertEquals("name", result.output());
    }

    @Test
    void time_that_is_over_ends_a_loop_of_handlers_and_keeps_the_output() {
        String text = "print(\"begun\")\nwhile true:\n    try: x = 1 / 0\n    catch: pass\n";
        Result result = Programs.run(text, Limits.NONE.withTimeoutNanos(100 * MILLI));
        assertEquals(Outcome.End.TIME_LIMIT, result.end());
        assertEquals("begun\n", result.output());
    }

    /// Never has anything to read, and never ends.
    private static final class Silent extends InputStream {
        private final CountDownLatch isRead = new CountDownLatch(1);

        @Override
        public int read() {
            isRead.countDown();
            while (true) {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    return -1;
                }
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return read();
        }
    }

    @Test
    void time_that_is_over_ends_waiting_for_input() {
        Result result =
                Programs.run(
                        "print(input(\"? \"))",
                        Limits.NONE.withTimeoutNanos(100 * MILLI),
                        new Silent());
        assertEquals(Outcome.End.TIME_LIMIT, result.end());
        assertEquals("? ", result.output());
    }

    @Test
    void cancel_ends_waiting_for_input() throws InterruptedException {
        Silent in = new Silent();
        try (Compilation program = Programs.compile("print(input(\"\"))");
                Instance instance =
                        Programs.instance(
                                program, Limits.NONE, in, OutputStream.nullOutputStream())) {
            List<Outcome> outcomes = new ArrayList<>();
            Thread runner = new Thread(() -> outcomes.add(instance.run()));
            runner.start();
            in.isRead.await();
            instance.cancel();
            runner.join(10_000);
            assertEquals(Outcome.End.CANCELLED, outcomes.get(0).end());
        }
    }

    @Test
    void cancel_works_before_during_after_and_when_closed() throws InterruptedException {
        try (Compilation program = Programs.compile("mut i = 0\nwhile true: i = (i + 1) % 9")) {
            InputStream none = InputStream.nullInputStream();
            OutputStream out = OutputStream.nullOutputStream();
            Instance early = Programs.instance(program, Limits.NONE, none, out);
            early.cancel();
            early.cancel();
            assertEquals(Outcome.End.CANCELLED, early.run().end());
            early.cancel();
            early.close();
            early.close();
            early.cancel();
            assertThrows(IllegalStateException.class, early::run);

            Instance closed = Programs.instance(program, Limits.NONE, none, out);
            List<Outcome> outcomes = new ArrayList<>();
            Thread runner = new Thread(() -> outcomes.add(closed.run()));
            runner.start();
            Thread.sleep(50);
            closed.close();
            runner.join(10_000);
            assertEquals(Outcome.End.CANCELLED, outcomes.get(0).end());
        }
    }

    /// Calls for ever, without a loop, and through several chunks of frames.
    private static final String CALLS =
            """
            fn down(n: i32) -> i32:
                if n == 0: return 0
                return down(n - 1) + 1
            fn tree(n: i32) -> i32:
                if n == 0: return down(6000) %% 2
                return (tree(n - 1) + tree(n - 1)) %% 1000
            print(tree(%d))
            """;

    @Test
    void calls_of_compiled_code_see_that_the_run_is_to_stop() throws InterruptedException {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        Random random = new Random(seed);
        InputStream none = InputStream.nullInputStream();
        OutputStream out = OutputStream.nullOutputStream();
        try (Compilation program = Programs.compile(CALLS.formatted(90))) {
            for (int i = 0; i < 12; i++) {
                Engine engine = i % 2 == 0 ? Engine.JIT : Engine.AUTO;
                RunOptions options = RunOptions.of(512L << 20, 10_000, engine);
                try (Instance instance =
                        new Instance(program, options, none, out, new PhaseTimes())) {
                    List<Outcome> outcomes = new ArrayList<>();
                    Thread runner = new Thread(() -> outcomes.add(instance.run()));
                    runner.start();
                    Thread.sleep(50 + random.nextInt(200));
                    instance.cancel();
                    runner.join(10_000);
                    String what = engine + " " + i + ", seed " + seed;
                    assertEquals(1, outcomes.size(), what);
                    assertEquals(Outcome.End.CANCELLED, outcomes.get(0).end(), what);
                }
            }
        }
    }

    @Test
    void time_that_is_over_ends_calls_of_compiled_code() {
        Result result =
                Programs.uncounted(CALLS.formatted(90), Limits.NONE.withTimeoutNanos(200 * MILLI));
        assertEquals(Outcome.End.TIME_LIMIT, result.end());
        int line = result.outcome().report().line();
        assertTrue(line >= 2 && line <= 6, "line " + line);
    }

    @Test
    void calls_of_compiled_code_are_counted_where_somebody_wants_to_know() {
        String text = CALLS.formatted(6);
        Result counted = Programs.run(text, Limits.NONE);
        Result limited = Programs.uncounted(text, fuel(counted.fuel()));
        assertEquals(Outcome.End.FINISHED, limited.end());
        assertEquals(counted.fuel(), limited.fuel());
        assertEquals(
                Outcome.End.FUEL_LIMIT, Programs.uncounted(text, fuel(counted.fuel() - 1)).end());
        Result free = Programs.uncounted(text, Limits.NONE);
        assertEquals(counted.output(), free.output());
        assertTrue(free.fuel() < counted.fuel(), free.fuel() + " of " + counted.fuel());
    }

    @Test
    void a_run_of_usual_length_has_no_thread_for_its_time() {
        Result result =
                Programs.run("print(1)", Limits.NONE.withTimeoutNanos(Limits.UNLIMITED - 1));
        assertEquals(Outcome.End.FINISHED, result.end());
    }

    @Test
    void a_long_message_is_shown_in_part() {
        String text = "mut s = \"x\"\nfor i in 0..24: s = s + s\nassert_eq(\"\", s, \"y\")";
        TrapReport report = Programs.run(text, Limits.NONE).outcome().report();
        assertTrue(report.message().length() < 20_000, "" + report.message().length());
        assertTrue(report.message().endsWith("bytes more)"));
    }

    @Test
    void limits_are_at_least_one() {
        assertThrows(IllegalArgumentException.class, () -> fuel(0));
        assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withTimeoutNanos(-1));
        assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withOutputBytes(0));
    }
}
