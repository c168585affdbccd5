package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.EngineRun.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small functions that compiled code has in the place of their calls: in loops that run in strips,
/// nested in each other, where they trap, where they poll, and where the depth ends.
class SplicedCallsTest {
    private static final int MIB = 1 << 20;

    private static String agree(String source, int depth, int interval) {
        StringBuilder problems = new StringBuilder();
        Settings settings = new Settings(depth, interval, 64 * MIB, 64 * MIB, false, false);
        Differential.Verdict verdict = Differential.compare(source, settings, false, problems);
        assertTrue(verdict.isRun(), () -> verdict.end() + "\n" + problems);
        assertEquals(null, verdict.difference(), () -> "differs: " + verdict.way());
        return verdict.end();
    }

    private static final String LOOPS =
            """
            fn smaller(a: i32, b: i32) -> i32: a < b ? a : b
            fn clamp(a: i32, low: i32, high: i32) -> i32: 0 - smaller(0 - smaller(a, high), 0 - low)
            fn at(row: i32, column: i32, width: i32) -> i32: row * width + column
            fn weight(i: i32, j: i32) -> f64:
                k = i + j
                return 1.0 / (k * (k + 1) / 2 + i + 1 as f64)
            fn get(a: [f64], i: i32) -> f64: return a[i]
            fn swap(a: i32, b: i32) -> i32:
                c = b
                return c - a
            mut a = [0.5] * 400
            mut b = [0] * 400
            mut s = 0.0
            for i in 0..20:
                for j in 0..20:
                    a[at(i, j, 20)] = weight(i, j) + get(a, at(j, i, 20)) * 0.25
                    b[at(i, j, 20)] = clamp(i * j - 50, -7, 100) + swap(i, j)
                for j in 0..400: a[j] = weight(j, i)
                for j in 0..20: s += get(a, at(i, j, 20))
            mut x = 3
            for i in 0..500: x = smaller(x + i, swap(x, 7))
            print(s, x, b)
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 10, 11, 30, 101, 10_000})
    void loops_poll_at_the_same_places(int interval) {
        assertEquals("FINISHED", agree(LOOPS, 1000, interval));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9, 64, 10_000})
    void strings_that_look_alike_are_compared_in_loops(int interval) {
        String source =
                """
                fn count(texts: [string], t: string) -> i32:
                    mut n = 0
                    for i in 0..len(texts):
                        if texts[i] == t: n += i
                    return n
                fn letters(s: string, t: string) -> i32:
                    mut n = 0
                    for i in 0..len(s):
                        for j in 0..len(t):
                            if s[i] == t[j]: n += 1
                    return n
                mut base = "a text that is longer than a glance "
                for i in 0..4: base = base + base
                mut texts: [string] = []
                for i in 0..60: push(texts, base + (i % 7 as string))
                mut total = 0
                for k in 0..12: total += count(texts, base + (k % 9 as string))
                for k in 0..4: total += letters(texts[k], base)
                print(total)
                """;
        assertEquals("FINISHED", agree(source, 1000, interval));
    }

    @Test
    void traps_have_all_calls_in_their_stack() {
        String source =
                """
                fn divide(a: i32, b: i32) -> i32:
                    return a / b
                fn element(a: [i32], i: i32) -> i32:
                    return divide(a[i], i - 70)
                fn larger(a: [i32], i: i32) -> i32: return element(a, i) * 1000000
                fn all(a: [i32]) -> i32:
                    mut s = 0
                    for i in 0..100: s += larger(a, i)
                    return s
                fn caught(a: [i32], n: i32) -> i32:
                    mut s = 0
                    for i in 0..n:
                        try: s = larger(a, i) + i
                        catch e: s = i - 1
                    return s
                """;
        String small = source + "a = [0] * 100\nprint(caught(a, 100))\nprint(all(a))\n";
        assertTrue(agree(small, 1000, 10_000).contains("Division by zero"));
        String few = source + "a = [0] * 50\nprint(caught(a, 60))\nprint(all(a))\n";
        assertTrue(agree(few, 1000, 10_000).contains("Array index out of bounds"));
        String large = source + "a = [9000000] * 100\nprint(caught(a, 100))\nprint(all(a))\n";
        assertTrue(agree(large, 1000, 10_000).contains("Integer overflow"));
    }

    @Test
    void the_depth_ends_in_them_too() {
        String source =
                """
                fn one(n: i32) -> i32: return n + 1
                fn two(n: i32) -> i32: return one(n) + one(n)
                fn three(n: i32) -> i32: return two(one(n))
                mut deepest = 0
                fn down(n: i32) -> i32:
                    deepest = n
                    mut s = 0
                    for i in 0..3: s += three(i) - two(i)
                    return n == 0 ? three(s) : down(n - 1) + one(s)
                mut total = 0
                for n in 0..80:
                    try: total += down(n)
                    catch e: print(n, e, deepest)
                print(total)
                """;
        for (int depth = 20; depth < 90; depth += 3) {
            assertEquals("FINISHED", agree(source, depth, 10_000));
        }
    }

    @Test
    void frames_at_the_end_of_a_chunk_have_room() {
        String source =
                """
                fn one(a: f64, b: f64, c: f64) -> f64:
                    d = a * b
                    e = b * c
                    return d + e
                fn three(n: f64) -> f64: return one(n, one(n, n, n), one(n, 1.0, 2.0))
                fn down(n: i32, x: f64) -> f64:
                    mut s = three(x)
                    for i in 0..4: s += one(i as f64, x, s) * 0.5
                    if n == 0: return s
                    return down(n - 1, x + 0.5) + three(s * 0.001)
                mut total = 0.0
                for n in 0..10: total += down(n * 97, 0.125) * 0.001
                print(total)
                """;
        assertEquals("FINISHED", agree(source, 20_000, 10_000));
    }
}
