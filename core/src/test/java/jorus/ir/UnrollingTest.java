package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which loops are written out.
class UnrollingTest {
    private static String lowered(String... body) {
        String[] lines = new String[body.length + 3];
        lines[0] = "fn g(n: i32) -> i32: return n";
        lines[1] = "fn f(a: [i32], n: i32) -> i32:\n    mut s = 0\n    mut m = 0";
        for (int i = 0; i < body.length; i++) {
            lines[i + 2] = "    " + body[i];
        }
        lines[body.length + 2] = "    return s + m\nprint(f([1, 2, 3, 4], 3), g(1))";
        return Sources.function("f", lines);
    }

    private static int loops(String... body) {
        return lowered(body).split("next r", -1).length - 1;
    }

    @Test
    void loops_of_few_known_turns_are_written_out() {
        assertEquals(0, loops("for i in 0..4: s += a[i]"));
        assertEquals(0, loops("for i in -1..=1: s += a[i + n]"));
        assertEquals(0, loops("for i in 0..4:", "    if a[i] == n: break", "    s += i"));
        assertEquals(0, loops("for i in 0..3:", "    for j in 0..3: s += a[i] * a[j]"));
        assertEquals(1, loops("for k in 0..n:", "    for j in -1..=1: s += a[k + j]"));
        assertEquals(0, loops("try:", "    for i in 0..3: s += a[i]", "catch e: s = 1"));
    }

    @Test
    void others_stay() {
        assertEquals(1, loops("for i in 0..n: s += a[i]"));
        assertEquals(1, loops("for i in 0..9: s += a[i]"), "many turns");
        assertEquals(1, loops("for i in 0..4: s += g(i)"), "a call");
        assertEquals(1, loops("for i in 0..4: push(a, i)"), "an allocation");
        assertTrue(loops("for i in 0..4:", "    try: s += a[i]", "    catch e: s = 1") > 0);
        assertTrue(loops("for i in 0..4:", "    if s > n: i = 3", "    s += a[i]") > 0);
        assertEquals(
                2, loops("for i in 0..2:", "    for j in 0..n: s += a[j] * i"), "a loop inside");
    }

    @Test
    void large_bodies_stay() {
        String[] body = new String[11];
        body[0] = "for i in 0..8:";
        for (int i = 1; i < body.length; i++) {
            body[i] = "    if a[i] == s: m += n % " + (i + 1);
        }
        assertEquals(1, loops(body));
    }

    /// Takes a second or two; with a look at the whole function for each loop it was half a minute.
    @Test
    @Timeout(20)
    void many_loops_take_linear_time() {
        String[] lines = new String[16_002];
        lines[0] = "a: [f64] = [0.5] * 16\nb: [f64] = []\nmut s: f64 = 0.0";
        for (int i = 1; i <= 16_000; i += 2) {
            lines[i] = "for k in 0..3: s += a[k + " + i % 8 + "]";
            lines[i + 1] = "for k in 0..len(a): push(b, a[k])";
        }
        lines[16_001] = "print(s, len(b))";
        IrFunction module = Sources.lower(lines).functions().get(0);
        assertTrue(new Loops(module).loopCount() == 8_000, "the loops that append");
    }

    @Test
    void what_turns_have_in_common_is_computed_once() {
        String ir = lowered("for dy in -1..=1:", "    for dx in -1..=1: s += a[(n + dx) % 7]");
        assertEquals(3, ir.split(" rem ", -1).length - 1, ir);
        assertFalse(ir.contains("branch"), ir);
        assertTrue(ir.contains("addk"), ir);
    }
}
