package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// In front of which loops room is made for what they append.
class ReservationsTest {
    private static String lowered(String... body) {
        String[] lines = new String[body.length + 2];
        lines[0] = "fn f(a: [f64], b: [f64], rows: [[f64]], n: i32, k: f64) -> i32:";
        for (int i = 0; i < body.length; i++) {
            lines[i + 1] = "    " + body[i];
        }
        lines[body.length + 1] = "    return 0\nprint(f([1.0, 2], [1.0, 2], [[0.5, 1], ], 3, 0.5))";
        return Sources.function("f", lines);
    }

    private static int reserved(String... body) {
        return lowered(body).split("builtin reserve", -1).length - 1;
    }

    @Test
    void loops_that_append_in_every_turn_have_room() {
        assertEquals(1, reserved("for i in 0..n: push(a, k)"));
        assertEquals(1, reserved("for i in n..=10: push(a, k)"));
        assertEquals(1, reserved("for x in b: push(a, x * k)"));
        assertEquals(1, reserved("mut i = 0", "while i < n:", "    push(a, k)", "    i += 1"));
        assertEquals(2, reserved("for i in 0..n:", "    push(a, k)", "    push(b, k)"));
        assertEquals(1, reserved("for i in 0..n:", "    push(a, k)", "    push(a, -k)"));
        assertEquals(1, reserved("for i in 0..n:", "    if i == 3: push(b, k)", "    push(a, k)"));
        String nest = lowered("for i in 0..n:", "    for j in 0..n: push(a, k)");
        assertTrue(nest.indexOf("reserve") > nest.indexOf("b2:"), nest);
    }

    @Test
    void an_array_that_begins_empty_has_room_in_its_cell() {
        String ir =
                lowered("mut out: [f64] = []", "for i in 0..n: push(out, k)", "push(a, out[0])");
        assertTrue(ir.contains("new_literal 5"), ir);
        String ints = lowered("mut out: [i32] = []", "for i in 0..n: push(out, i)", "print(out)");
        assertTrue(ints.contains("new_literal 10"), ints);
        String none =
                lowered("mut out: [i32] = []", "for i in 0..n..2: push(out, i)", "print(out)");
        assertTrue(none.contains("new_literal 0"), none);
    }

    @Test
    void others_have_none() {
        assertEquals(0, reserved("push(a, k)"));
        assertEquals(0, reserved("for i in 0..n:", "    if i > 3: push(a, k)"));
        assertEquals(0, reserved("for i in 0..n:", "    if i > 3: break", "    push(a, k)"));
        assertEquals(0, reserved("for i in 0..n:", "    if i > 3: return 1", "    push(a, k)"));
        assertEquals(0, reserved("for i in 0..n..2: push(a, k)"));
        assertEquals(0, reserved("for i in 0..n: push(rows[i], k)"));
        assertEquals(0, reserved("while len(a) < n: push(a, k)"));
    }

    @Test
    void a_limit_that_the_loop_itself_makes_is_not_read_before() {
        String ir =
                lowered(
                        "mut i = 0",
                        "mut end = true",
                        "while end:",
                        "    push(a, k)",
                        "    i += 1",
                        "    m = len(b) + i * 0",
                        "    end = i < m");
        assertEquals(-1, ir.indexOf("reserve"), ir);
    }
}
