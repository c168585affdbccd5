package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.EngineRun.Settings;

import org.junit.jupiter.api.Test;

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
                        parts = ["", "a", "b", "ab", "abcdefgh", "abcdefghi", "abcdefgh1", "\u00e4"]
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
}
