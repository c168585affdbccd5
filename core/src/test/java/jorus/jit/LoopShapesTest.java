package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Which loops are counted, which of their checks go, and which are vectorised.
class LoopShapesTest {
    private static final String HEAD =
            """
            use std.math
            mut limit = 1
            mut factor = 0.5
            mut rows = [[1.0, 2.0], [3.0, 4.0]]
            fn touch():
                limit = 2
                factor = 0.25
                rows = [[1.0], [2.0]]
            fn g(n: i32) -> i32:
                mut s = n
                while s > 100: s -= 3
                return s
            fn leaf(n: i32) -> f64: return n as f64
            fn lower(): limit -= 1
            fn change() -> f64:
                factor = factor * 2.0
                return factor
            fn f(n: i32, m: i32, a: [f64], b: [f64], k: f64, xs: [i32], ls: [i64]) -> f64:
                mut s = 0.0
                mut q = 0
            """;

    private static final String TAIL =
            """
                return s + (q as f64)
            print(f(3, 2, [1.0, 9], [2.0, 9], 0.5, [1, 9], [1i64, 9]))
            """;

    private static Subject subject(String... body) {
        StringBuilder text = new StringBuilder(HEAD);
        for (String line : body) {
            text.append("    ").append(line).append('\n');
        }
        return new Subject(text + TAIL);
    }

    private static int counted(String... body) {
        try (Subject subject = subject(body)) {
            return subject.counted("f").size();
        }
    }

    @Test
    void loops_that_rise_by_one_to_a_fixed_limit_are_counted() {
        assertEquals(1, counted("for i in 0..n: s += a[i]"));
        assertEquals(1, counted("for i in m..=n: s += a[i]"));
        assertEquals(1, counted("mut i = 0", "while i < n:", "    s += a[i]", "    i += 1"));
        assertEquals(1, counted("mut i = 0", "while i <= 7:", "    s += a[i]", "    i += 1"));
        assertEquals(1, counted("for i in 0..n:", "    for j in 0..m: s += a[j]"));
        assertEquals(1, counted("for i in 0..n:", "    if i == m: break", "    s += 1.0"));
        assertEquals(1, counted("mut i = 0", "while i < len(a):", "    s += a[i]", "    i += 1"));
        assertEquals(1, counted("mut i = 0", "while i < limit:", "    s += a[i]", "    i += 1"));
        assertEquals(0, counted("mut i = 0", "while i < limit:", "    limit -= 1", "    i += 1"));
    }

    @Test
    void loops_with_other_steps_are_counted() {
        for (String range : List.of("0..n..2", "n..0..-1", "n..=0..-3", "0..n..m", "n..=0..m")) {
            assertEquals(1, counted("for i in " + range + ": s += a[i]"), range);
        }
        for (String step : List.of("i += 2", "i += m")) {
            assertEquals(
                    1, counted("mut i = 0", "while i < n:", "    s += a[i]", "    " + step), step);
        }
        assertEquals(1, counted("mut i = n", "while i >= 0:", "    s += a[i]", "    i -= 1"));
        assertEquals(1, counted("for i in 0..n..m:", "    if a[i] > k: break", "    s += a[i]"));
    }

    @Test
    void steps_that_may_lead_elsewhere_are_not() {
        assertEquals(0, counted("mut i = 0", "while i < n:", "    s += a[i]", "    i -= 1"));
        assertEquals(
                0,
                counted(
                        "mut i = 0",
                        "mut e = m",
                        "while i < n:",
                        "    s += a[i]",
                        "    e += 1",
                        "    i += e"));
        assertEquals(
                0, counted("mut i = 0", "while i < n:", "    i += 2", "    if i == m: i += 4"));
        // What follows the increment may trap in a turn that no longer counts.
        assertEquals(0, counted("mut i = 0", "while i < n:", "    i += 2", "    s += a[i]"));
    }

    @Test
    void loops_around_leaves_are_counted() {
        assertEquals(1, counted("for i in 0..n: s += leaf(i)"));
        assertEquals(0, counted("for i in 0..n: q += g(i)"), "g has a loop");
        assertEquals(0, counted("mut i = 0", "while i < limit:", "    i += 1", "    lower()"));
        assertFalse(
                loaded("for i in 0..n: s += factor + change()").contains(Opcode.GET_GLOBAL_F64));
    }

    @Test
    void loops_that_append_are_counted() {
        assertEquals(1, counted("for i in 0..n: push(xs, i)"));
        assertEquals(1, counted("for x in a: push(b, x)"));
        assertTrue(proven("for i in 0..n: push(a, b[i])").contains(Opcode.GET_F64));
        assertTrue(loaded("for i in 0..n: push(xs, len(a))").contains(Opcode.LENGTH_ARRAY));
        assertFalse(loaded("for i in 0..n: push(xs, len(xs))").contains(Opcode.LENGTH_ARRAY));
    }

    @Test
    void other_loops_are_not() {
        assertEquals(
                0, counted("mut e = n", "mut i = 0", "while i < e:", "    e -= 1", "    i += 1"));
        assertEquals(0, counted("for i in 0..n: push(rows, [k])"));
        assertEquals(0, counted("for i in 0..n: push(rows[i], k)"));
        assertEquals(
                0, counted("mut i = 0", "while i < len(xs):", "    push(xs, i)", "    i += 1"));
        assertEquals(0, counted("for i in 0..n:", "    try: s += a[i]", "    catch: s = 0.0"));
        assertEquals(0, counted("for i in 0..n:", "    if i == m: i = i + 1", "    s += 1.0"));
    }

    /// The opcodes of the loop whose checks are proven needless.
    private static List<Opcode> proven(String... body) {
        try (Subject subject = subject(body)) {
            CountedLoop loop = subject.counted("f").getFirst();
            Flow flow = loop.flow;
            Affine affine = known(loop).affine;
            List<Opcode> found = new ArrayList<>();
            for (int i = 0; i < flow.words.length; i++) {
                if (loop.loop.blocks.get(flow.block(i)) && affine.isProven(i)) {
                    found.add(flow.opcode(i));
                }
            }
            return found;
        }
    }

    /// What is known of a loop before its code is written.
    private record Known(Appends appends, Invariants invariants, Affine affine) {}

    private static Known known(CountedLoop loop) {
        Known[] known = new Known[1];
        java.lang.classfile.ClassFile.of()
                .build(
                        java.lang.constant.ClassDesc.of("Nothing"),
                        builder ->
                                Assembler.method(
                                        builder,
                                        java.lang.constant.ClassDesc.of("Nothing"),
                                        "nothing",
                                        java.lang.constant.ConstantDescs.MTD_void,
                                        java.lang.classfile.ClassFile.ACC_STATIC,
                                        code -> {
                                            Writer w =
                                                    new Writer(
                                                            code,
                                                            loop.registers,
                                                            new java.util.BitSet());
                                            LoopViews views =
                                                    new LoopViews(
                                                            loop.flow,
                                                            loop.registers,
                                                            w,
                                                            loop.flow.reachable);
                                            Appends appends = new Appends(loop, views, w);
                                            Invariants invariants =
                                                    new Invariants(loop, views, appends, w);
                                            Affine affine = new Affine(loop, w, invariants);
                                            invariants.settle(affine);
                                            known[0] = new Known(appends, invariants, affine);
                                            code.return_();
                                        }));
        return known[0];
    }

    @Test
    void checks_of_affine_indexes_go() {
        assertTrue(proven("for i in 0..n: s += a[i]").contains(Opcode.GET_F64));
        List<Opcode> grid = proven("for i in 0..n: a[m * 3 + i] = b[n - i]");
        assertTrue(grid.contains(Opcode.SET_F64), grid.toString());
        assertTrue(grid.contains(Opcode.GET_F64), grid.toString());
        assertTrue(grid.contains(Opcode.SUB_I32), grid.toString());
    }

    @Test
    void checks_of_other_indexes_stay() {
        List<Opcode> indirect = proven("for i in 0..n: s += a[xs[i]]");
        assertTrue(indirect.contains(Opcode.GET_I32), indirect.toString());
        assertFalse(indirect.contains(Opcode.GET_F64), indirect.toString());
        assertFalse(proven("for i in 0..n: s += a[i * i]").contains(Opcode.GET_F64));
        assertFalse(proven("for i in 0..n: q += xs[i]").contains(Opcode.ADD_I32));
        List<Opcode> carried = proven("mut j = 0", "for i in 0..n:", "    s += a[j]", "    j = i");
        assertFalse(carried.contains(Opcode.GET_F64), carried.toString());
    }

    private static String obstacle(String... body) {
        try (Subject subject = subject(body)) {
            CountedLoop loop = subject.counted("f").getFirst();
            Known known = known(loop);
            return new VectorLoop(loop, known.affine, known.invariants, known.appends).obstacle;
        }
    }

    private static void assertVectorised(String... body) {
        assertEquals(null, obstacle(body));
    }

    @Test
    void element_wise_loops_are_vectorised() {
        assertVectorised("for i in 0..n: a[i] = k * b[i] + a[i]");
        assertVectorised("for i in 1..n: a[i] = b[i - 1] - b[i + 1]");
        assertVectorised("for i in 0..n: xs[i] = xs[i + 1] - xs[i]");
        assertVectorised("for i in 0..n: ls[i] = ls[i] + ls[i + 2]");
        assertVectorised("for i in 0..n: a[i] = (i as f64) * k");
        assertVectorised("for i in 0..n: a[i] = b[i] / k");
        assertVectorised("for i in 0..n: xs[i] = i");
        assertVectorised("for i in 0..n: push(a, k * b[i])");
        assertVectorised(braced("for i in 0..n: push(xs, i); push(a, b[i])"));
        assertVectorised("for i in 0..n: xs[i] = xs[i] * 3 + i % 10");
        assertVectorised("for i in 0..n: a[i] = (2 * i as f64)");
    }

    @Test
    void conversions_choices_and_reductions_are_vectorised() {
        assertVectorised("for i in 0..n: ls[i] = xs[i] as i64");
        assertVectorised("for i in 0..n: xs[i] = a[i] as i32");
        assertVectorised("for i in 0..n: if b[i] > k: a[i] = k");
        assertVectorised("for i in 0..n: if b[i] > k and a[i] < k: a[i] = k");
        assertVectorised("for i in 0..n: a[i] = b[i] < k ? k : b[i]");
        assertVectorised("for i in 0..n: q += xs[i]");
        assertVectorised("for i in 0..n: if xs[i] == 3: q += 1");
        assertVectorised("for i in 0..n: if a[i] > s: s = a[i]");
        assertVectorised("for i in 0..n: if xs[i] <= q: q = xs[i]");
    }

    @Test
    void elementary_functions_are_vectorised_and_sums_of_them() {
        assertVectorised("for i in 0..n: a[i] = math.exp(b[i])");
        assertVectorised("for i in 0..n: a[i] = k * math.log(b[i])");
        assertVectorised("for i in 0..n: s += math.exp(a[i])");
        assertVectorised("for i in 0..n: if a[i] > k: s -= math.exp(-k * a[i])");
        assertVectorised("for i in 0..n: a[i] = math.exp(b[i]); s += a[i]");
    }

    @Test
    void what_stands_in_the_way_of_vectors_is_named() {
        for (String body :
                List.of(
                        "for i in 0..n: s += a[i]",
                        "for i in 0..n: s += math.sin(a[i])",
                        "for i in 0..n: s = s * math.exp(a[i])",
                        "for i in 0..n: a[i] = s; s = b[i]",
                        "for i in 0..n: a[xs[i]] = k",
                        "for i in 0..n: a[i] = k; b[i] = a[i] / b[i]",
                        "for i in 0..n: if xs[i] > q: q += xs[i]",
                        "for i in 0..n: xs[i] = i / m",
                        "for i in 1..n: a[i] = a[i - 1] * k",
                        "for i in 0..n: q += xs[i]; xs[i] = q",
                        "for i in 0..n: q += xs[i]; ls[i] = 0i64",
                        "for i in 0..n: if a[i] > k: push(b, k)",
                        "for i in 0..n: push(b, k); push(b, a[i])",
                        "for i in 0..n: if a[i] > k: break")) {
            String obstacle = obstacle(body.contains(";") ? braced(body) : new String[] {body});
            assertNotNull(obstacle, body);
        }
    }

    /// The opcodes of the loop that are executed once per strip.
    private static List<Opcode> loaded(String... body) {
        try (Subject subject = subject(body)) {
            CountedLoop loop = subject.counted("f").getFirst();
            Invariants invariants = known(loop).invariants;
            List<Opcode> found = new ArrayList<>();
            for (int i = 0; i < loop.flow.words.length; i++) {
                if (loop.loop.blocks.get(loop.flow.block(i)) && invariants.has(i)) {
                    found.add(loop.flow.opcode(i));
                }
            }
            return found;
        }
    }

    @Test
    void loads_that_no_turn_changes_are_made_once() {
        List<Opcode> rows = loaded("for i in 0..n:", "    if i > m: s += rows[m][i] * factor");
        assertTrue(rows.contains(Opcode.GET_REF), rows.toString());
        assertTrue(loaded("for i in 0..n: a[i] = b[m]").contains(Opcode.GET_F64));
        assertVectorised("for i in 0..n: rows[m][i] = rows[0][i] * factor");
        assertVectorised("for i in 0..n: a[i] = a[i] + b[m] * rows[m][i]");
    }

    @Test
    void loads_that_a_turn_may_change_stay() {
        assertFalse(
                loaded("for i in 0..n:", "    s += factor", "    factor = s")
                        .contains(Opcode.GET_GLOBAL_F64));
        assertFalse(
                loaded("for i in 0..n:", "    s += rows[m][i]", "    rows[0] = a")
                        .contains(Opcode.GET_REF));
        // Who knows where xs[i] points to?
        assertFalse(loaded("for i in 0..n: a[xs[i]] = b[m]").contains(Opcode.GET_F64));
        assertFalse(loaded("for i in 0..n: s += rows[i][m]").contains(Opcode.GET_REF));
        assertFalse(
                loaded("for i in 0..n:", "    q += xs[m]", "    xs[i] = q")
                        .contains(Opcode.GET_I32));
    }

    /// The statements of an inline suite on lines of their own.
    private static String[] braced(String body) {
        int colon = body.indexOf(": ");
        List<String> lines = new ArrayList<>(List.of(body.substring(0, colon + 1)));
        for (String statement : body.substring(colon + 2).split("; ")) {
            lines.add("    " + statement);
        }
        return lines.toArray(String[]::new);
    }
}
