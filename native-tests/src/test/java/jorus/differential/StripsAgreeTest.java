package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.EngineRun.Settings;

import org.junit.jupiter.api.Test;

/// Loops that compiled code runs in strips end as they do in the interpreter: with steps of all
/// kinds, calls of leaves, values in ranges, and traps in the middle of them.
class StripsAgreeTest {
    private static final int MIB = 1 << 20;

    /// Runs `source` in all ways and returns how it ended.
    private static String agree(String source) {
        StringBuilder problems = new StringBuilder();
        Settings settings = new Settings(1000, 100_000, 64 * MIB, 64 * MIB, false, false);
        Differential.Verdict verdict =
                Differential.compare(source, settings, settings.isStress(), problems);
        assertTrue(verdict.isRun(), () -> verdict.end() + "\n" + problems);
        assertEquals(null, verdict.difference(), () -> "differs: " + verdict.way());
        return verdict.end();
    }

    /// Runs a program that traps: its end has the places of all calls.
    private static void trap(String kind, String source) {
        String end = agree(source);
        assertTrue(end.contains(kind), end);
    }

    @Test
    void what_only_a_turn_makes_is_known_behind_the_loop() {
        agree(
                """
                struct Node:
                    next: i32
                    value: f64
                fn f(a: [f64], n: i32) -> f64:
                    mut last = 7.5
                    mut count = 0
                    mut i = 0
                    while i < len(a):
                        last = a[i] * 0.5
                        count = i + n
                        i += 1
                    for j in 0..n..3: count += j
                    mut k = n
                    while k >= 2:
                        last = a[k % len(a)]
                        k -= 2
                    return last + (count as f64) + (k as f64)
                fn least(nodes: [Node]) -> f64:
                    mut best = nodes[0]
                    mut i = 1
                    while i < len(nodes):
                        node = nodes[i]
                        if node.value < best.value: best = node
                        i += 1
                    return best.value
                nodes = [Node{ next: 0, value: 9.0 }]
                for i in 0..40: push(nodes, Node{ next: i, value: (i * 7 % 11) as f64 })
                xs = [0.25] * 60
                for i in 0..60: xs[i] = i as f64
                mut t = 0.0
                for turn in 0..60: t += f(xs, 60 - turn) + least(nodes)
                print(t)
                """);
    }

    @Test
    void constants_in_registers_are_those_of_the_path() {
        agree(
                """
                fn f(n: i32, big: bool) -> f64:
                    mut step = 3
                    mut scale = 0.5
                    if big:
                        step = 4
                        scale = 0.25
                    mut s = 0.0
                    mut limit = 10
                    for i in 0..n:
                        for j in 0..limit: s += scale * (j as f64)
                        for j in 0..40..step: s += j as f64
                        if i == 5: limit = 7
                        if i == 8:
                            step = 9
                            scale = 2.0
                        if i == 11: limit = 10
                    try:
                        limit = 20
                        for i in 0..n: limit = limit / (9 - i)
                    catch: s += limit as f64
                    return s
                mut t = 0.0
                for turn in 0..30: t += f(turn, turn % 3 == 0)
                print(t)
                """);
    }

    @Test
    void ranges_with_constant_steps() {
        for (String range :
                new String[] {
                    "0..n..2",
                    "0..=n - 1..3",
                    "n - 1..-1..-1",
                    "n - 1..=0..-1",
                    "n - 1..=0..-7",
                    "5..5..2",
                    "5..6..2",
                    "5..4..2",
                    "3..=3..-2",
                    "4..=3..-2",
                    "0..n..1000"
                }) {
            agree(
                    """
                    fn f(a: [i32], n: i32) -> i32:
                        mut s = 0
                        for i in %s:
                            s = (s * 31 + a[i] + i) %% 65521
                            a[i] = s
                        return s
                    xs = [0] * 300
                    for i in 0..300: xs[i] = i * 7 %% 23
                    mut t = 0
                    for turn in 0..20: t += f(xs, 300 - turn)
                    print(t, xs)
                    """
                            .formatted(range));
        }
    }

    @Test
    void ranges_whose_step_is_a_variable() {
        agree(
                """
                fn f(a: [f64], from: i32, to: i32, step: i32) -> f64:
                    mut s = 0.0
                    for i in from..to..step:
                        low = i + 1
                        s += a[i] * 0.5 - a[low]
                        a[low] = s
                    return s
                xs = [1.0] * 200
                for i in 0..200: xs[i] = (i %% 13 as f64) * 0.25
                mut t = 0.0
                for step in 1..40:
                    t += f(xs, 0, 199, step)
                    t += f(xs, 198, -1, -step)
                    t += f(xs, 7, 7, step)
                    t += f(xs, 7, 8, step)
                print(t, xs[0], xs[100], xs[199])
                """
                        .replace("%%", "%"));
        trap(
                "range step cannot be zero",
                """
                fn f(n: i32, step: i32) -> i32:
                    mut s = 0
                    for i in 0..n..step: s += i
                    return s
                for turn in 1..50: print(f(100, turn))
                print(f(100, 0))
                """);
    }

    @Test
    void while_loops_that_count_in_steps() {
        agree(
                """
                fn f(a: [i64], n: i32, step: i32) -> i64:
                    mut s = 0i64
                    mut i = n - 1
                    while i >= 0:
                        s += a[i]
                        i -= 1
                    i = 0
                    while i < n:
                        s += a[i] * 3i64
                        i += 4
                    i = step
                    while i < n:
                        s -= a[i]
                        a[i] = s % 1000i64
                        i += step
                    i = n - 1
                    while i > 7:
                        if a[i] == 77i64: break
                        s += a[i]
                        i += -3
                    return s + (i as i64)
                xs = [0i64] * 150
                for i in 0..150: xs[i] = (i * i % 101) as i64
                mut t = 0i64
                for step in 1..30: t += f(xs, 150, step)
                print(t, xs)
                """);
    }

    @Test
    void counters_near_their_limits() {
        agree(
                """
                fn up(from: i32, to: i32, step: i32) -> i32:
                    mut turns = 0
                    for i in from..=to..step: turns += i % 7
                    return turns
                for step in 1..60:
                    print(up(2147483000, 2147483647, step), up(-2147483000, -2147483648, -step))
                    print(up(-2147483648, 2147483647, 100000000 + step))
                    print(up(2147483647, -2147483648, -100000000 - step))
                """);
        trap(
                "overflow",
                """
                fn f(from: i32, step: i32) -> i32:
                    mut i = from
                    mut s = 0
                    while i <= 2147483646:
                        s += 1
                        i += step
                    return s
                for turn in 0..40: print(f(2147483647 - 3 * turn, 3))
                print(f(2147483000, 5))
                """);
    }

    @Test
    void traps_in_stepped_strips_are_where_they_are() {
        trap(
                "out of bounds",
                """
                fn f(a: [f64], n: i32, step: i32) -> f64:
                    mut s = 0.0
                    for i in 0..n..step:
                        s += a[i]
                    return s
                xs = [1.5] * 1000
                for turn in 1..60: print(f(xs, 1000, turn))
                print(f(xs, 1010, 3))
                """);
        trap(
                "negative",
                """
                fn f(a: [i32], n: i32) -> i32:
                    mut s = 0
                    mut i = n
                    while i > -50:
                        s += a[i]
                        i -= 4
                    return s
                xs = [1] * 500
                print(f(xs, 499))
                """);
        trap(
                "overflow",
                """
                fn f(n: i32) -> i32:
                    mut s = 0
                    for i in 0..n..3:
                        s += i * i
                    return s
                for turn in 0..50: print(f(900))
                print(f(100000))
                """);
    }

    /// What the turns before a `break` count decides where the run is stopped.
    @Test
    void strips_that_are_left_in_the_middle() {
        agree(
                """
                fn last(a: [i32], n: i32, step: i32, x: i32) -> i32:
                    mut found = -1
                    for i in 0..n..step:
                        if a[i] == x:
                            found = i
                            break
                    for i in n - 1..-1..-1:
                        if a[i] == x: return found + i
                    mut k = n - 1
                    while k >= 0:
                        if a[k] < x: break
                        k -= 2
                    return k
                xs = [0] * 300
                for i in 0..300: xs[i] = i
                mut t = 0
                for turn in 0..200: t += last(xs, 300, turn % 3 + 1, turn)
                print(t)
                for i in 0..3000: t = (t * 3 + i) % 1001
                print(t)
                """);
    }

    @Test
    void leaves_in_strips() {
        agree(
                """
                fn element(i: i32, j: i32) -> f64:
                    ij = i + j
                    return 1.0 / (ij * (ij + 1) / 2 + i + 1 as f64)
                fn pick(i: i32, x: f64) -> f64:
                    if i % 3 == 0: return x
                    return -x
                fn f(a: [f64], n: i32) -> f64:
                    mut s = 0.0
                    for j in 0..n:
                        s += element(n, j) * a[j]
                        if j % 2 == 1: s += pick(j, element(j, n))
                    for j in n - 1..-1..-2: s += element(j, j) - pick(j, a[j])
                    return s
                xs = [0.5] * 400
                for i in 0..400: xs[i] = (i % 11 as f64) * 0.125
                mut t = 0.0
                for n in 1..60: t += f(xs, n * 6)
                print(t)
                """);
    }

    @Test
    void traps_in_leaves_of_strips() {
        trap(
                "overflow",
                """
                fn square(i: i32) -> i32:
                    return i * i + 1
                fn f(n: i32) -> i32:
                    mut s = 0
                    for i in 0..n: s = s % 1000 + square(i)
                    return s
                for turn in 0..60: print(f(turn * 20))
                print(f(50000))
                """);
        trap(
                "zero",
                """
                fn ratio(i: i32, n: i32) -> f64:
                    return 1.0 / (n - i as f64)
                fn f(n: i32, m: i32) -> f64:
                    mut s = 0.0
                    for i in 0..n: s += ratio(i, m)
                    return s
                for turn in 0..60: print(f(300, 300 + turn))
                print(f(300, 250))
                """);
    }

    /// A leaf's stores may be to what the loop loads.
    @Test
    void leaves_that_store() {
        agree(
                """
                mut scale = 2.0
                mut limit = 40
                fn touch(a: [f64], i: i32) -> f64:
                    a[i] = a[i] * 0.5 + 1.0
                    scale = scale + 0.25
                    if i == 30: limit = 90
                    return scale
                fn f(a: [f64]) -> f64:
                    mut s = 0.0
                    mut i = 0
                    while i < limit:
                        s += touch(a, i) * scale + a[3]
                        i += 1
                    for k in 0..50: s += touch(a, k) + a[20]
                    for k in 90..0..-2: s += touch(a, k) + a[20]
                    return s
                xs = [4.0] * 100
                mut t = 0.0
                for turn in 0..50:
                    limit = 40
                    t += f(xs)
                print(t, xs)
                """);
    }

    @Test
    void values_in_ranges() {
        agree(
                """
                fn f(n: i32, m: i32) -> i32:
                    mut s = 0
                    for i in 0..n:
                        k = i * i / 3 - m * i
                        r = (k + 17) % 1000
                        q = r * (i - 50) + k % 7
                        s = (s + q) % 100003
                    return s
                mut t = 0
                for m in -20..20: t = (t + f(400, m)) % 1000003
                print(t, f(20000, 3), f(46000, 0))
                """);
    }

    @Test
    void arrays_that_are_the_same() {
        agree(
                """
                fn f(a: [f64], b: [f64], n: i32):
                    for i in n - 2..-1..-1: a[i + 1] = b[i] * 0.5 + a[i]
                    for i in 0..n - 2..2: a[i + 2] = b[i] + b[i + 1] * 0.25
                xs = [1.0] * 120
                ys = [2.0] * 120
                for i in 0..120: ys[i] = (i % 9 as f64) * 0.5
                for turn in 0..30:
                    f(xs, ys, 120)
                    f(xs, xs, 119)
                    f(ys, xs, 3)
                    f(ys, ys, 2)
                print(xs, ys)
                """);
    }
}
