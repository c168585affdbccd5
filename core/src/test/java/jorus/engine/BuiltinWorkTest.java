package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.engine.Programs.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Every builtin that loops costs fuel in proportion, and can be stopped in the middle
/// (reliability.md, P4 and P5).
class BuiltinWorkTest {
    private static final long SEED = Long.getLong("jorus.seed", System.nanoTime());

    /// Processor time between `cancel` and the end of the run.
    private static final long MAX_MILLIS = 50;

    private static final int STOPS_PER_SHAPE = 4;

    /// Two strings of 4 MiB.
    private static final String STRINGS =
            """
            mut s = "a"
            mut t = "a"
            for i in 0..22:
                s = s + s
                t = t + t
            """;

    private static final Set<Builtin> LOOPLESS = EnumSet.noneOf(Builtin.class);

    static {
        // Scalars, or one element.
        LOOPLESS.addAll(EnumSet.range(Builtin.LEN, Builtin.POP));
        LOOPLESS.addAll(EnumSet.range(Builtin.RANGE, Builtin.RANGE));
        LOOPLESS.add(Builtin.TIMESTAMP);
        LOOPLESS.addAll(EnumSet.range(Builtin.ABS, Builtin.POP_ANY));
        // Numbers and bools have short texts, a string is its own text.
        LOOPLESS.addAll(EnumSet.range(Builtin.TEXT_I32, Builtin.TEXT_BOOL));
        LOOPLESS.addAll(EnumSet.range(Builtin.PUT_I32, Builtin.PUT_U64));
        LOOPLESS.add(Builtin.PUT_BOOL);
        LOOPLESS.add(Builtin.PUT_VOID);
        LOOPLESS.addAll(EnumSet.range(Builtin.COMPARE_I64_U64, Builtin.ELEMENT_ANY));
        LOOPLESS.add(Builtin.LEN_ANY);
        LOOPLESS.addAll(EnumSet.of(Builtin.PUSH_VALUE, Builtin.POP_VALUE));
        // Bounded by the names in the program.
        LOOPLESS.addAll(EnumSet.range(Builtin.GET_MEMBER, Builtin.TEXT_ERROR));
        LOOPLESS.addAll(EnumSet.range(Builtin.CONDITION_ANY, Builtin.RANGE_BOUND));
        // Bounded by the length of a literal.
        LOOPLESS.add(Builtin.LITERAL_TYPE);
        LOOPLESS.addAll(EnumSet.of(Builtin.MATH_ANY, Builtin.RANGE_ANY));
        LOOPLESS.addAll(EnumSet.of(Builtin.RANGE_POSITION, Builtin.RANGE_VALUE));
    }

    /// `step` goes through at least `elements` elements, after `setup`.
    private enum Shape {
        EMPTY_LOOP(0, "mut k = 0", "for i in 0..10 { k = (k + 1) % 10 }"),
        CALLS(
                1000,
                "fn f(n: i32) -> i32:\n    if n < 2: return n\n    return f(n - 1) + f(n - 2)",
                "x = f(15)"),
        NEW_ARRAY(4_000_000, "", "x = [0, 4000000]"),
        FILL_BOOL(16_000_000, "", "x = [true, 16000000]", Builtin.FILL_BOOL),
        FILL_I32(4_000_000, "", "x = [7, 4000000]", Builtin.FILL_I32),
        FILL_I64(2_000_000, "v: i64 = 7", "x = [v, 2000000]", Builtin.FILL_I64),
        FILL_F64(2_000_000, "", "x = [0.5, 2000000]", Builtin.FILL_F64),
        FILL_REF(2_000_000, "", "x = [\"x\", 2000000]", Builtin.FILL_REF),
        FILL_ANY(1_000_000, "v: any = 1", "x = [v, 1000000]", Builtin.FILL_ANY),
        SLICE_ARRAY(4_000_000, "a = [7, 4000000]", "x = a[1..len(a)]", Builtin.SLICE_ARRAY),
        SLICE_STRING(4_000_000, STRINGS, "x = s[1..len(s)]", Builtin.SLICE_STRING),
        REPEAT(3_000_000, "n = 1000000", "x = [1, 2, 3] * n", Builtin.REPEAT),
        REPEAT_ANY(3_000_000, "n = 1000000\na: any = [1, 2, 3]", "x = a * n", Builtin.REPEAT_ANY),
        SLICE_ANY(4_000_000, "b: any = [7, 4000000]", "x = b[1..3999999]", Builtin.SLICE_ANY),
        COMPARE_STRING(4_000_000, STRINGS, "x = s < t", Builtin.COMPARE_STRING),
        EQUAL_STRING(
                4_000_000,
                STRINGS + "fn same(a: string, b: string) -> bool: return a == b",
                "x = same(s, t)"),
        EQUAL_ANY(
                4_000_000,
                STRINGS + "fn same(a: any, b: any) -> bool: return a == b",
                "x = same(s, t)"),
        LESS_ANY(4_000_000, STRINGS + "p: any = s\nq: any = t", "x = p < q"),
        EQUAL_REF(
                4_000_000,
                STRINGS + "enum E { A(s: string), B(s: string) }\np = E.A(s)\nq = E.A(t)",
                "x = p == q",
                Builtin.EQUAL_REF),
        CONCAT(8_000_000, STRINGS, "x = s + t"),
        JOIN_3(12_000_000, STRINGS, "x = s + t + s", Builtin.JOIN_3),
        JOIN_4(16_000_000, STRINGS, "x = s + t + s + t", Builtin.JOIN_4),
        JOIN_5(20_000_000, STRINGS, "x = s + t + s + t + s", Builtin.JOIN_5),
        JOIN_6(24_000_000, STRINGS, "x = s + t + s + t + s + t", Builtin.JOIN_6),
        CONCAT_ANY(8_000_000, STRINGS + "p: any = s\nq: any = t", "x = p + q", Builtin.CONCAT_ANY),
        BUILD_STRING(
                3_000_000,
                "piece = \"abc\"",
                "{ mut u = \"\"; for i in 0..1000000 { u = u + piece } }"),
        BUILD_ARRAY(
                1_000_000,
                "",
                "{ mut u: [i32] = []; for i in 0..1000000 { push(u, i) } }",
                Builtin.RESERVE),
        PRINT_STRING(8_000_000, STRINGS, "print(1, s)", Builtin.PRINT),
        PRINT_TEMPLATE(8_000_000, STRINGS, "print(s, 1)", Builtin.PUT_REF),
        PRINT_ARRAY(3_000_000, "a = [7, 1000000]", "print(a)", Builtin.PUT_REF),
        PRINT_ANY(3_000_000, "a: any = [7, 1000000]", "print(a)", Builtin.PUT_ANY),
        PRINT_DECIMALS(3_000_000, "", "print(\"@.3000000f\", 1.5)", Builtin.PUT_F64),
        SORT_F64(
                7_500_000,
                "mut a: [f64] = []\nfor i in 0..1000000: push(a, ((i * 71) % 10007) as f64)",
                "x = sorted(a)",
                Builtin.SORTED),
        SORT_STRINGS(
                400_000,
                "mut a: [string] = []\nfor i in 0..100000: push(a, ((i * 71) % 10007) as string)",
                "x = sorted(a)",
                Builtin.SORTED),
        SORT_LONG_STRINGS(
                60_000_000,
                STRINGS + "mut a: [string] = []\nfor i in 0..16: push(a, t[0..4000000 - i])",
                "x = sorted(a)",
                Builtin.SORTED),
        SORT_ANY(
                2_900_000,
                "mut a: [any] = []\nfor i in 0..500000: push(a, (i * 71) % 10007)\nb: any = a",
                "x = sorted(b)",
                Builtin.SORTED_ANY),
        INT(4_000_000, blanks(), "x = int(s + \"5\")", Builtin.INT),
        NO_INT(4_000_000, STRINGS, "{ try { x = int(s) } catch { pass } }"),
        FLOAT(4_000_000, zeros(), "x = float(s + \"5.5\")", Builtin.FLOAT),
        FLOAT_EXPONENT(4_000_000, zeros(), "x = float(\"1e\" + s)", Builtin.FLOAT),
        TYPE_OF(8_000_000, longError(), "x = typeof(e)", Builtin.TYPEOF),
        IS_TYPE(4_000_000, longError(), "x = istype(e, \"i32\")", Builtin.ISTYPE),
        ASSERT_EQ(
                1_000_000,
                "a = [7, 1000000]\nb = [7, 1000000]",
                "x = assert_eq(\"\", a, b)",
                Builtin.ASSERT_EQ),
        ASSERT_EQ_FAILS(
                8_000_000,
                STRINGS + "a = [1]",
                "{ try { x = assert_eq(s, a, [2]) } catch { pass } }",
                Builtin.ASSERT_EQ),
        INPUT(1_000_000, "", "x = input()", Builtin.INPUT),
        INPUT_PROMPT(4_000_000, STRINGS, "x = input(s)", Builtin.INPUT_PROMPT);

        private final long elements;
        private final String setup;
        private final String step;
        private final List<Builtin> rows;

        Shape(long elements, String setup, String step, Builtin... rows) {
            this.elements = elements;
            this.setup = setup;
            this.step = step;
            this.rows = List.of(rows);
        }

        private static String blanks() {
            return STRINGS.replace("\"a\"", "\" \"");
        }

        private static String zeros() {
            return STRINGS.replace("\"a\"", "\"0\"");
        }

        private static String longError() {
            return STRINGS
                    + """
                    mut e: any = 0
                    try: x = assert_eq(s, 1, 2)
                    catch caught: e = caught
                    """;
        }

        /// Waits for a line of input between setup and steps.
        String program(String loop) {
            return setup + "\nready = input()\n" + loop + " {\n" + statement() + "\n}\n";
        }

        private String statement() {
            return step.startsWith("{") ? "if true " + step : step;
        }
    }

    /// First a short line, then lines of a million bytes for ever.
    private static final class Lines extends InputStream {
        private final CountDownLatch isAsked = new CountDownLatch(1);
        private boolean isFirst = true;
        private int column;

        @Override
        public int read() {
            throw new AssertionError("reads blocks");
        }

        @Override
        public int available() {
            return 1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            isAsked.countDown();
            if (isFirst) {
                isFirst = false;
                bytes[offset] = '\n';
                return 1;
            }
            Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            column += length;
            if (column >= 1_000_000) {
                column = 0;
                bytes[offset + length - 1] = '\n';
            }
            return length;
        }
    }

    private static Result run(Shape shape, int steps, Limits limits) {
        String text = shape.program("for step in 0.." + steps);
        try (Compilation program = Programs.compile(text);
                Instance instance =
                        Programs.instance(
                                program, limits, new Lines(), OutputStream.nullOutputStream())) {
            instance.countFuel();
            return new Result(instance.run(), "", instance.fuelUsed());
        }
    }

    @Test
    void every_builtin_is_here_or_has_no_loop() {
        Set<Builtin> seen = EnumSet.copyOf(LOOPLESS);
        for (Shape shape : Shape.values()) {
            for (Builtin row : shape.rows) {
                assertTrue(!LOOPLESS.contains(row), row.text());
                seen.add(row);
            }
        }
        assertEquals(EnumSet.allOf(Builtin.class), seen);
    }

    @ParameterizedTest
    @EnumSource
    void work_costs_fuel_in_proportion(Shape shape) {
        Result one = run(shape, 1, Limits.NONE);
        Result three = run(shape, 3, Limits.NONE);
        assertEquals(Outcome.End.FINISHED, one.end(), () -> one.outcome().report().message());
        long perStep = (three.fuel() - one.fuel()) / 2;
        long least = shape.elements / 1024;
        assertTrue(perStep >= least * 9 / 10, shape + ": " + perStep + " for " + least);
    }

    @ParameterizedTest
    @EnumSource
    void fuel_stops_it_at_the_same_place_each_time(Shape shape) {
        long whole = run(shape, 2, Limits.NONE).fuel();
        long step = run(shape, 3, Limits.NONE).fuel() - whole;
        Random random = new Random(SEED);
        for (int i = 0; i < 2; i++) {
            // Within the second step.
            long fuel = whole - 1 - (long) (random.nextDouble() * step * 0.9);
            Result first = run(shape, 2, Limits.NONE.withFuel(fuel));
            Result second = run(shape, 2, Limits.NONE.withFuel(fuel));
            assertEquals(Outcome.End.FUEL_LIMIT, first.end(), "fuel " + fuel + ", seed " + SEED);
            assertEquals(first.place(), second.place(), "fuel " + fuel + ", seed " + SEED);
            assertEquals(fuel, first.fuel());
            assertEquals(fuel, second.fuel());
        }
        assertEquals(Outcome.End.FINISHED, run(shape, 2, Limits.NONE.withFuel(whole)).end());
    }

    @Test
    void it_stops_soon_when_cancelled() throws InterruptedException {
        Random random = new Random(SEED);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Long> wall = new ArrayList<>();
        List<Long> cpu = new ArrayList<>();
        String worst = "";
        for (int i = 0; i < STOPS_PER_SHAPE; i++) {
            for (Shape shape : Shape.values()) {
                long[] nanos = stop(shape, random.nextInt(60), threads);
                wall.add(nanos[0]);
                cpu.add(nanos[1]);
                if (nanos[1] == java.util.Collections.max(cpu)) {
                    worst = shape.name();
                }
            }
        }
        report("wall", wall);
        report("cpu", cpu);
        long max = cpu.get(cpu.size() - 1);
        assertTrue(max <= MAX_MILLIS * 1_000_000, worst + ": " + max / 1000 + " us, seed " + SEED);
    }

    /// Wall and processor time in nanoseconds from `cancel` to the end of the run.
    private static long[] stop(Shape shape, int delayMillis, ThreadMXBean threads)
            throws InterruptedException {
        Lines lines = new Lines();
        try (Compilation program = Programs.compile(shape.program("while true"));
                Instance instance =
                        Programs.instance(
                                program, Limits.NONE, lines, OutputStream.nullOutputStream())) {
            long[] end = new long[2];
            Outcome[] outcome = new Outcome[1];
            Thread runner =
                    new Thread(
                            () -> {
                                outcome[0] = instance.run();
                                end[0] = System.nanoTime();
                                end[1] = threads.getCurrentThreadCpuTime();
                            });
            runner.start();
            lines.isAsked.await();
            Thread.sleep(delayMillis);
            long start = System.nanoTime();
            long startCpu = threads.getThreadCpuTime(runner.threadId());
            instance.cancel();
            runner.join();
            assertEquals(Outcome.End.CANCELLED, outcome[0].end(), shape.name());
            return new long[] {end[0] - start, end[1] - startCpu};
        }
    }

    private static void report(String name, List<Long> nanos) {
        nanos.sort(null);
        int n = nanos.size();
        System.out.printf(
                "stop latency, %s, %d stops: p50 %d us, p99 %d us, max %d us%n",
                name,
                n,
                nanos.get(n / 2) / 1000,
                nanos.get(n * 99 / 100) / 1000,
                nanos.get(n - 1) / 1000);
    }
}
