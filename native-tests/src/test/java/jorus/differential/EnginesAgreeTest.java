package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.Compilation;
import jorus.engine.EngineRun;
import jorus.engine.EngineRun.Engine;
import jorus.engine.EngineRun.Settings;
import jorus.runtime.Machine;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// All engines do the same: what random programs have found, and what is rare in them.
class EnginesAgreeTest {
    private static final int MIB = 1 << 20;

    /// Runs `source` in all ways and returns how it ended.
    private static String agree(String source, Settings settings) {
        StringBuilder problems = new StringBuilder();
        Differential.Verdict verdict =
                Differential.compare(source, settings, settings.isStress(), problems);
        assertTrue(verdict.isRun(), () -> verdict.end() + "\n" + problems);
        assertEquals(null, verdict.difference(), () -> "differs: " + verdict.way());
        return verdict.end();
    }

    private static String agree(String source) {
        return agree(source, new Settings(1000, 10_000, 64 * MIB, 64 * MIB, false, false));
    }

    @Test
    void a_leaf_that_traps_in_the_runtime_is_in_the_call_stack() {
        String end =
                agree(
                        """
                        fn at(s: string, i: i32) -> string:
                            return s[i]
                        fn outer(i: i32) -> string: return at("abc", i + 2)
                        for i in 0..2000: outer(-1)
                        print(outer(1))
                        """);
        assertTrue(end.contains("String index out of bounds"), end);
    }

    @Test
    void a_leaf_that_unboxes_is_in_the_call_stack() {
        String end =
                agree(
                        """
                        fn number(xs: [any], i: i32) -> i32:
                            return xs[i]
                        vs: [any] = [1, 2, "x"]
                        mut n = 0
                        for i in 0..2000: n += number(vs, i % 2)
                        print(number(vs, 2))
                        """);
        assertTrue(end.contains("expected i32, found string"), end);
    }

    /// The Java stack ends before the depth does, so that the rest of the calls is interpreted.
    @Test
    void recursion_ends_at_the_same_depth_when_the_java_stack_is_short() {
        String source =
                """
                mut deepest = 0
                fn down(n: i32, a: f64, b: f64, c: f64) -> f64:
                    deepest = n
                    return down(n + 1, a + b, b + c, c + a) + a * b + c
                for k in 0..3:
                    try: print(down(1, 1.0, 2.0, 3.0))
                    catch e: print(e, deepest)
                """;
        for (int stack = 64 << 10; stack < 100 << 10; stack += 700) {
            assertEquals(
                    "FINISHED", agree(source, new Settings(500, 10_000, MIB, stack, false, false)));
        }
    }

    /// Interpreters that run compiled loops that call interpreters would nest until the JVM's own
    /// stack ends.
    @Test
    void loops_are_interpreted_where_the_java_stack_has_ended() {
        String source =
                """
                mut deepest = 0
                fn down(n: i32) -> i32:
                    deepest = n
                    mut s = 0
                    for j in 0..40:
                        s = (s + j) % 1000
                        if j == 30: s = s + down(n + 1)
                    return s
                for k in 0..3:
                    try: print(down(1))
                    catch e: print(e, deepest)
                """;
        for (int interval : new int[] {1, 7, 100, 10_000}) {
            for (int stack : new int[] {66 << 10, 70 << 10, 100 << 10}) {
                String end =
                        agree(source, new Settings(20_000, interval, MIB, stack, false, false));
                assertEquals("FINISHED", end);
            }
        }
    }

    /// The result of a task on a thread with so much stack.
    private static <T> T onThread(long stackBytes, Callable<T> task) throws Exception {
        FutureTask<T> result = new FutureTask<>(task);
        new Thread(null, result, "deep", stackBytes).start();
        return result.get(20, TimeUnit.SECONDS);
    }

    /// Calls of function values go through frames of the runtime, too.
    @Test
    void calls_by_value_leave_room_on_the_java_stack() throws Exception {
        String source =
                """
                fn down(n, f): return f(n + 1, f) + 1
                for k in 0..3:
                    try: print(down(0, down))
                    catch e: print(e)
                """;
        // Beside what compiled code may use, a sixth of what the engine's thread has.
        Settings settings = new Settings(100_000, 10_000, MIB, 16 * MIB, false, false);
        assertEquals("FINISHED", onThread(32L * MIB, () -> agree(source, settings)));
    }

    /// Each interpreter that compiled code has called looks for a handler in its own frames only:
    /// else a trap takes a minute to come out of this.
    @Test
    void a_trap_leaves_many_interpreters() throws Exception {
        String source =
                """
                fn large(n: i32) -> i32:
                    mut x = n % 100
                    if n >= 0: return small(n + 1) + 1
                LARGE
                    return x
                fn small(n: i32) -> i32:
                    mut t = 0
                    for i in 0..10: t = t + i
                    return large(n + 1) + t
                try: print(small(0))
                catch e: print(e)
                """
                        .replace("LARGE", "    x = (x * 5 + 1) % 1009\n".repeat(700));
        Settings settings = new Settings(100_000, 10_000, MIB, 400 * MIB, false, false);
        try (Compilation program = EngineRun.compile(source, Assertions::fail)) {
            EngineRun.Result found =
                    onThread(
                            512L * MIB,
                            () -> EngineRun.run(program, Engine.JIT, settings, _ -> {}));
            assertEquals("Error: Stack overflow\n", found.output());
        }
    }

    @Test
    void the_java_stack_is_there_again_after_a_trap() {
        String source =
                """
                fn down(n: i32) -> i32:
                    return down(n + 1) + 1
                for k in 0..3:
                    try: print(down(1))
                    catch e: print(e)
                """;
        int stack = 100 << 10;
        for (Engine engine : Engine.values()) {
            try (Compilation program = EngineRun.compile(source, Assertions::fail)) {
                Machine[] seen = new Machine[1];
                Settings settings = new Settings(5000, 7, MIB, stack, false, false);
                EngineRun.run(program, engine, settings, machine -> seen[0] = machine);
                int expected = engine == Engine.INTERPRETER ? 0 : stack;
                assertEquals(expected, seen[0].javaStack, engine.toString());
            }
        }
    }

    @Test
    void loops_of_one_poll_count_alike() {
        String source =
                """
                mut a: [i32] = [1, 50]
                mut n = 0
                mut k = 0
                while k < 40:
                    k += 1
                    'inner: for j in 0..100:
                        if j > k + 7: break 'inner
                        a[j] = a[j] + k
                        n += a[j]
                print(n, k)
                """;
        for (int interval = 1; interval < 60; interval++) {
            agree(source, new Settings(100, interval, MIB, MIB, false, false));
        }
    }

    private static final String INLINED =
            """
            struct Point:
                x: i32
                y: i32
            fn half(n: i32) -> i32: return 100 / n
            fn point(n: i32) -> Point: return Point{ x: half(n), y: n }
            fn sum(n: i32) -> i32:
                p = point(n)
                return p.x + p.y
            fn down(n: i32) -> i32:
                if n == 0: return sum(5)
                return down(n - 1) + sum(n)
            fn tried(n: i32) -> i32:
                try: return sum(n)
                catch: return -1
            mut total = 0
            for k in 0..300: total += tried(k % 4) + down(k % 9)
            print(total)
            add = fn(n: i32) -> i32: sum(n) + total
            for k in 1..200: total = add(k) % 1000
            print(total, down(7))
            print(sum(0))
            """;

    @Test
    void functions_that_are_inlined_poll_and_trap_as_if_they_were_called() {
        for (int interval = 1; interval < 40; interval++) {
            String end = agree(INLINED, new Settings(100, interval, MIB, MIB, false, false));
            assertTrue(end.contains("Division by zero"), end);
        }
    }

    @Test
    void functions_that_are_inlined_end_at_the_same_depth() {
        for (int depth = 1; depth < 16; depth++) {
            agree(INLINED, new Settings(depth, 50, MIB, MIB, false, false));
        }
        for (int stack = 64 << 10; stack < 70 << 10; stack += 500) {
            agree(INLINED, new Settings(100, 50, MIB, stack, false, false));
        }
    }

    @Test
    void strings_are_equal_whatever_they_are_made_of() {
        String end =
                agree(
                        """
                        parts = ["", "a", "b", "ab", "abcdefgh", "abcdefghi",
                                "abcdefgh1", "\u00e4"]
                        mut equal = 0
                        mut ones = 0
                        mut text = ""
                        for k in 0..40:
                            for x in parts:
                                for y in parts:
                                    if x == y: equal += 1
                                    if x + "" == y + "": equal += 1
                                    if x + y == y + x: equal += 1
                            text = text + parts[k % 8]
                            for c in text:
                                if c == "a" or c == text[0]: ones += 1
                        print(equal, ones, len(text))
                        print(text[len(text)])
                        """);
        assertTrue(end.contains("out of bounds"), end);
    }

    /// The element is loaded before the loop, unless the loop stores to it.
    @Test
    void an_element_that_a_turn_stores_to_is_loaded_again() {
        String source =
                """
                fn f(to: [f64], from: [f64], at: i32, first: i32) -> f64:
                    for i in first..len(to): to[i] = from[at] * 0.5 + to[i]
                    return to[len(to) - 1]
                a = [1.0] * 300
                b = [3.0] * 300
                for k in 0..30:
                    print(f(a, b, k, 0), f(a, a, 9 * k, 0))
                    print(f(a, a, 5 * k, 150), f(b, b, 299 - k, k))
                    for i in 0..300: a[i] = (i as f64) * 0.25
                try: f(a, b, 300, 0)
                catch e: print(e)
                print(f(a, b, 300, 300))
                """;
        assertEquals("FINISHED", agree(source));
    }

    @Test
    void rows_of_a_matrix_may_be_one_array() {
        String source =
                """
                fn f(m: [[f64]], x: i32, y: i32, n: i32):
                    for i in 0..n: m[x][i] = m[x][i] + m[y][2] * m[y][i]
                row = [1.0] * 200
                m = [row, [0.5] * 200, row, [2.0] * 40]
                for x in 0..4:
                    for y in 0..4:
                        for k in 0..10: f(m, x, y, 40)
                        try: f(m, x, y, 200)
                        catch e: print(e)
                        print(m[0][199], m[1][39], m[3][39], m[3][2])
                        for i in 0..40: m[x][i] = 0.25
                """;
        assertEquals("FINISHED", agree(source));
    }

    @Test
    void loops_with_steps_are_entered_in_the_middle() {
        String source =
                """
                a = [0] * 5000
                for s in [1, 2, 7, 4999, -1, -3]:
                    for i in (s > 0 ? 0 : 4999)..(s > 0 ? 5000 : -1)..s: a[i] += s
                    for i in 0..=4999..(s > 0 ? s : 0 - s): a[i] += 1
                mut sum = 0
                for x in a: sum += x
                print(sum, a[0], a[4999], a[14])
                mut far = 2147483640
                try:
                    for i in 0..2147483647..1073741823: far += 1
                    for i in 2147483000..2147483647..100: far += 1
                catch e: print(e)
                print(far)
                """;
        assertEquals("FINISHED", agree(source));
    }

    @Test
    void limits_are_read_in_the_loop() {
        String source =
                """
                mut limit = 900
                fn lower(): limit = limit - 7
                fn f(a: [i32]) -> i32:
                    mut s = 0
                    mut i = 0
                    while i < limit:
                        s += a[i]
                        i += 1
                    while i < len(a):
                        s -= a[i]
                        i += 1
                    return s
                a = [0] * 1000
                for i in 0..1000: a[i] = i
                for k in 0..50:
                    lower()
                    print(f(a))
                limit = 1001
                try: f(a)
                catch e: print(e)
                """;
        assertEquals("FINISHED", agree(source));
    }
}
