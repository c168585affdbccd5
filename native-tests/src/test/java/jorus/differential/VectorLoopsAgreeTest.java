package jorus.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.EngineRun.Settings;

import org.junit.jupiter.api.Test;

/// Loops that kernels run do what the interpreter does: choices, conversions, products,
/// reductions, and traps in the middle of vectors. Each function is called with lengths around
/// those of vectors.
class VectorLoopsAgreeTest {
    private static final int MIB = 1 << 20;

    private static String agree(String source) {
        StringBuilder problems = new StringBuilder();
        Settings settings = new Settings(1000, 200_000, 64 * MIB, 64 * MIB, false, false);
        Differential.Verdict verdict =
                Differential.compare(source, settings, settings.isStress(), problems);
        assertTrue(verdict.isRun(), () -> verdict.end() + "\n" + problems);
        assertEquals(null, verdict.difference(), () -> "differs: " + verdict.way());
        return verdict.end();
    }

    /// Runs `body` as a loop over `i` of arrays x, y: [f64], a, b: [i32], p, q: [i64], with results
    /// in s: f64, n: i32 and t: i64.
    private static void loop(String body) {
        String end = agree(program(body, ""));
        assertTrue(end.equals("FINISHED"), end);
    }

    /// The same, with a statement in front of the last call that makes it trap.
    private static void trap(String kind, String change, String body) {
        String end = agree(program(body, change));
        assertTrue(end.contains(kind), end);
    }

    private static String program(String body, String change) {
        return """
        use std.math
        fn f(x: [f64], y: [f64], a: [i32], b: [i32], p: [i64], q: [i64], c: f64, m: i32):
            mut s = -7.5
            mut n = 3
            mut t = 5i64
            for i in 1..m:
                BODY
            // Of a zero, prints show no sign.
            print(s, n, t, math.atan2(s, -1.0))
            print(x[m - 1], y[m - 1], a[m - 1], b[m - 1], p[m - 1], q[m - 1])
        fn run(m: i32, c: f64, change: bool):
            x = [0.0] * 120
            y = [0.0] * 120
            a = [0] * 120
            b = [0] * 120
            p = [0i64] * 120
            q = [0i64] * 120
            for i in 0..120:
                x[i] = (i * 7 % 23 as f64) * 0.75 - 6.0
                y[i] = (i * 5 % 19 as f64) - 8.5
                a[i] = i * 11 % 37 - 18
                b[i] = i * 3 % 29 - 11
                p[i] = (i * 13 % 41 - 20 as i64) * 1000i64
                q[i] = (i * 17 % 31 as i64)
            if change:
                x[77] = x[77] * 1.0
                CHANGE
            f(x, y, a, b, p, q, c, m)
            print(x, y)
            print(a, b)
            print(p, q)
        for m in 100..119: run(m, 1.25, false)
        run(119, 0.75, true)
        print("done")
        """
                .replace("BODY", body.strip().replace("\n", "\n        "))
                .replace("CHANGE", change);
    }

    @Test
    void maps_of_integers() {
        loop("a[i] = b[i] * 3 + a[i] - 7");
        loop("a[i] = b[i] * a[i]");
        loop("a[i] = b[i] * -1 + a[i] * 1000 - b[i] * -7");
        loop("a[i] = i");
        loop("a[i] = 3 * i - 2 + b[i]");
        loop("p[i] = p[i] * 5i64 + q[i]");
        loop("p[i] = p[i] * q[i] - 1i64");
        loop("a[i] = b[i] / 7 + a[i] % 5");
        loop("a[i] = b[i] / -3 - i % 10");
    }

    @Test
    void conversions() {
        loop("x[i] = (a[i] as f64) * 0.5 + y[i]");
        loop("x[i] = (i * i as f64) / 3.0");
        loop("a[i] = (x[i] as i32) + b[i]");
        loop("p[i] = (a[i] as i64) * 100000i64 + p[i]");
        loop("a[i] = (p[i] as i32) - 1");
        loop("x[i] = (p[i] as f64) + 0.25");
        loop("y[i] = x[i] + c\na[i] = b[i] - 1\nq[i] = p[i]");
    }

    @Test
    void choices() {
        loop("if x[i] > 0.5: y[i] = x[i]\nelse: y[i] = -c");
        loop("if a[i] >= b[i]: a[i] = 1");
        loop("x[i] = x[i] < y[i] ? x[i] : y[i]");
        loop("mut v = x[i]\nif v < -2.0: v = -2.0\nif v > 2.0: v = 2.0\ny[i] = v");
        loop("if a[i] > 3 and b[i] < 5: x[i] = y[i]\ny[i] = y[i] + 1.0");
        loop("if a[i] > 3 or x[i] < 0.0: p[i] = q[i]\nelse: p[i] = 7i64");
        loop(
                """
                if a[i] > 3:
                    if x[i] > 1.0: y[i] = 1.0
                    elif x[i] < -1.0: y[i] = -1.0
                    a[i] = b[i]
                else: y[i] = x[i]
                """);
        loop("x[i] = math.min(x[i], math.max(y[i], c))");
        loop("a[i] = math.max(a[i], b[i])\nq[i] = math.min(p[i], q[i])");
        loop("y[i] = math.abs(x[i]) + math.sqrt(math.abs(y[i]))");
    }

    /// Stores in some turns only, in arrays that are one, and elements behind and in front.
    @Test
    void choices_that_overlap() {
        loop("if a[i] > 0: x[i] = x[i - 1]\nelse: x[i] = x[i + 1]");
        loop("if a[i] > 0: x[i] = x[i + 1]");
        loop("if a[i] > b[i]: a[i] = b[i]\nb[i] = a[i] + 1");
        loop("mut v = y[i]\nif v > 0.0: x[i] = v\nv = x[i]\ny[i] = v * 2.0");
    }

    @Test
    void sums() {
        loop("n += a[i]");
        loop("n += a[i] * b[i]");
        loop("n -= a[i]");
        loop("t += p[i]");
        loop("t += a[i] as i64");
        loop("if a[i] > 4: n += 1");
        loop("if x[i] > y[i]: n += a[i]\nelse: n += 2");
        loop("n += a[i]\nt += q[i]\nif b[i] == 3: n += 1");
        loop("n += a[i]\na[i] = b[i]");
        loop("s += x[i]");
        loop("if a[i] == b[i]: n += 1\nif n > 1000: n = 0");
    }

    @Test
    void extremes() {
        loop("if a[i] > n: n = a[i]");
        loop("if n >= a[i]: n = a[i]");
        loop("if x[i] > s: s = x[i]");
        loop("if s < x[i]: s = x[i]\nif a[i] < n: n = a[i]");
        loop("if not (x[i] <= s): s = x[i]");
        loop("if p[i] < t: t = p[i]");
        loop("n = math.max(n, a[i])");
        loop("s = math.max(s, x[i])");
        loop("if math.abs(x[i]) > s: s = math.abs(x[i])");
        loop("if x[i] > s:\n    s = x[i]\n    n = i");
    }

    /// What is not a number, and zeros of both signs.
    @Test
    void extremes_of_odd_numbers() {
        String[] changes = {
            "x[50] = 0.0 * x[50] / y[3]\n        x[60] = -1.0e308 * 1.0e10",
            "for j in 0..120: x[j] = j % 3 == 0 ? -0.0 : 0.0",
            "for j in 0..120: x[j] = j % 3 == 1 ? -0.0 : 0.0",
            "for j in 0..120: x[j] = -9.0",
            "x[40] = (1.0e308 * 10.0) - (1.0e308 * 10.0)",
            "for j in 0..120: x[j] = (1.0e308 * 10.0) - (1.0e308 * 10.0)"
        };
        for (String change : changes) {
            for (String body :
                    new String[] {
                        "if x[i] > s: s = x[i]",
                        "if x[i] < s: s = x[i]",
                        "if i == 1: s = 9.0\nif x[i] < s: s = x[i]",
                        "if not (x[i] <= s): s = x[i]",
                        "y[i] = math.min(x[i], y[i])",
                        "if x[i] > y[i]: a[i] = 1\nelse: a[i] = 2",
                        "if not (x[i] < y[i]): y[i] = x[i]"
                    }) {
                String end = agree(program(body, change));
                assertTrue(end.equals("FINISHED"), end);
            }
        }
    }

    @Test
    void traps_of_lanes() {
        trap("overflow", "a[77] = 2147483647", "a[i] = a[i] + b[i] * b[i] + 12");
        trap("overflow", "a[77] = 1000000\n        b[77] = 5000", "a[i] = b[i] * a[i]");
        trap("overflow", "b[77] = -2147483648", "a[i] = b[i] - 1");
        for (int factor : new int[] {3, -3, -1, 65536, -2147483647}) {
            for (long bound : new long[] {2147483647L / factor, -2147483648L / factor}) {
                long inside = Math.max(-2147483648L, Math.min(2147483647L, bound));
                String body = "a[i] = b[i] * " + factor;
                String small = "for j in 0..120: b[j] = 0\n        ";
                agree(program(body, small + "b[77] = " + inside));
                if (Math.abs(inside) < 2147483647L) {
                    trap("overflow", small + "b[77] = " + (inside + Long.signum(inside)), body);
                }
            }
        }
        trap("overflow", "p[77] = 9223372036854775807i64", "p[i] = p[i] * q[i]");
        trap("overflow", "p[77] = 9223372036854775807i64\n        q[77] = 1i64", "p[i] += q[i]");
        trap("", "x[77] = 3000000000.0", "a[i] = x[i] as i32");
        trap("", "x[77] = -2147483649.5", "a[i] = (x[i] as i32) % 3");
        trap("zero", "y[77] = 0.0", "x[i] = x[i] / y[i]");
        trap("zero", "y[77] = -0.0", "x[i] = x[i] / y[i]\na[i] = b[i]");
        trap("zero", "a[77] = 5\n        y[77] = 0.0", "if a[i] == 5: x[i] = x[i] / y[i]");
    }

    @Test
    void elementary_functions() {
        loop("y[i] = math.exp(x[i])");
        loop("y[i] = math.log(math.abs(x[i]) + 0.3)");
        loop("y[i] = math.exp(-0.5 * x[i] * x[i]) * c\na[i] = b[i] - 1");
        loop("if x[i] > 0.5: y[i] = math.log(x[i])\nelse: y[i] = math.exp(x[i])");
    }

    /// Sums of f64 in order, where their terms are worth a vector.
    @Test
    void sums_of_elementary_functions() {
        loop("s += math.exp(x[i])");
        loop("s -= math.log(i as f64 + 0.3)");
        loop("s = math.exp(-x[i] * x[i]) + s");
        loop("s += math.exp(x[i])\nn += a[i]\nif y[i] > 3.0: t += q[i]");
        loop("y[i] = math.exp(x[i])\ns += y[i]");
        loop("if x[i] > 0.5: s += math.exp(x[i])");
        loop("if x[i] > y[i]: s += math.exp(x[i])\nelse: s -= y[i]");
        loop("s += math.exp(x[i])\nif s > 20.0: s = 0.0");
    }

    /// Kernels leave for these, and go on behind them.
    @Test
    void elementary_functions_of_odd_numbers() {
        String large = "(1.0e308 * 10.0)";
        for (String odd :
                new String[] {
                    "0.0",
                    "-0.0",
                    "1.0",
                    "2.0",
                    "0.25",
                    "-1.5",
                    "1.0e-300",
                    "4.9e-324",
                    "2.2e-308",
                    "800.0",
                    "-800.0",
                    "709.5",
                    "-740.0",
                    "1.0e-9",
                    large,
                    "-" + large,
                    large + " - " + large,
                    "0.9999999",
                    "1.0000005",
                    "0.34657359"
                }) {
            String change = "x[50] = " + odd + "\n        x[77] = " + odd;
            for (String body :
                    new String[] {
                        "y[i] = math.exp(x[i])",
                        "y[i] = math.log(x[i])",
                        "s += math.exp(x[i])\nn += a[i]",
                        "s += math.log(x[i])",
                        "if x[i] > -2.0: s += math.log(x[i] + 3.0)"
                    }) {
                String end = agree(program(body, change));
                assertTrue(end.equals("FINISHED"), end);
            }
        }
    }

    /// A sum that is -0 stays it where nothing is added.
    @Test
    void sums_of_nothing() {
        agree(
                """
                use std.math
                fn f(x: [f64], least: f64) -> f64:
                    mut s = -0.0
                    for i in 0..len(x):
                        if x[i] > least: s += math.exp(x[i])
                    return s
                x = [1.5] * 200
                for r in 0..40: print(math.atan2(f(x, 2.0), -1.0), f(x, r as f64 * 0.1))
                """);
    }

    /// What would trap is in turns that do not come by.
    @Test
    void traps_of_other_lanes() {
        for (String change :
                new String[] {"y[77] = 0.0", "a[78] = 2147483647", "x[79] = 1.0e300"}) {
            String body =
                    """
                    if y[i] != 0.0: x[i] = x[i] / y[i]
                    if a[i] < 1000: a[i] = a[i] + 1000
                    if x[i] < 1.0e9 and x[i] > -1.0e9: b[i] = x[i] as i32
                    """;
            String end = agree(program(body, change));
            assertTrue(end.equals("FINISHED"), end);
        }
    }

    /// A sum traps where it overflows, even if it would fit in the end, and not if it would fit in
    /// this order only.
    @Test
    void sums_near_their_limits() {
        trap("overflow", "a[20] = 2147483000\n        a[21] = 100000", "n += a[i]");
        trap(
                "overflow",
                "a[20] = 2147483000\n        a[21] = 100000\n        a[22] = -2000000000",
                "n += a[i]");
        trap("overflow", "p[20] = 9223372036854775000i64", "t += p[i] + 100000i64");
        trap("overflow", "p[20] = -9223372036854775807i64", "t -= q[i]\nt += p[i]");
        for (String change :
                new String[] {
                    "a[20] = 2147480000\n        a[21] = -2147480000\n        a[22] = 2147480000",
                    "a[20] = -2147480000",
                    "a[118] = 2147480000"
                }) {
            String end = agree(program("n += a[i]", change));
            assertTrue(end.equals("FINISHED"), end);
        }
        agree(program("n += 20000000", ""));
    }

    @Test
    void division_by_what_is_zero_in_all_turns() {
        loop("x[i] = y[i] / c");
        String end = agree(program("x[i] = y[i] / (c - 0.75)", ""));
        assertTrue(end.contains("zero"), end);
    }

    @Test
    void steps_of_products() {
        agree(
                """
                fn f(a: [f64], b: [f64], n: i32):
                    for i in 0..n: a[i] = b[2 * i] + b[2 * i + 1]
                fn g(a: [i32], n: i32):
                    for i in 0..n: a[3 * i] = i * 5 - n
                a = [0.0] * 300
                b = [0.0] * 600
                c = [0] * 900
                for i in 0..600: b[i] = (i * 7 % 31 as f64) * 0.5
                for n in 100..131:
                    f(a, b, 2 * n)
                    g(c, n)
                print(a, c)
                """);
    }
}
