package jorus.check;

import static jorus.check.Checking.accepted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WarningTest {
    private static void assertWarnings(String expected, String... lines) {
        assertEquals(expected, String.join("; ", accepted(lines).warnings()));
    }

    @Test
    void a_fill_that_looks_like_a_pair() {
        assertWarnings(
                "this array is 5 times 3 | help: write '[3, 5,]' for the two elements",
                "xs = [3, 5]",
                "print(xs)");
    }

    @Test
    void usual_fills_are_meant() {
        assertWarnings("", "print([0, 10], [1, 10], [0.0, 3], [\"-\", 4], [true, 5])");
        assertWarnings("", "SIZE := 3", "print([7, SIZE])");
        assertWarnings("", "xs: [i32, 3] = [7, 3]", "print(xs, [7, 2,])");
    }

    @Test
    void a_local_that_is_never_read() {
        assertWarnings(
                "the variable 'x' is never read | help: remove it, or call it '_x'",
                "fn f():",
                "    x = 1",
                "    return 2");
    }

    @Test
    void used_locals_are_fine() {
        assertWarnings("", "fn f():", "    x = 1", "    return x");
        assertWarnings("", "fn f():", "    x = 1", "    return fn(): x");
        assertWarnings("", "fn f():", "    x = 1", "    x += 1");
        assertWarnings("", "fn f():", "    _x = 1");
        assertWarnings("", "fn f():", "    n: i32 = 3", "    return [0, n]");
    }

    @Test
    void values_with_effects_parameters_and_loop_variables_are_fine() {
        assertWarnings("", "fn f(a, b):", "    x = f(1, 2)", "    for i in 0..3: pass");
        assertWarnings("", "x = 1", "try: print(1)", "catch e: pass");
    }

    @Test
    void statements_behind_a_jump() {
        assertWarnings(
                "this can never run: it stands behind 'return'"
                        + " | help: remove it, or make the 'return' conditional",
                "fn f():",
                "    return 1",
                "    print(2)");
        assertWarnings(
                "this can never run: it stands behind 'break'"
                        + " | help: remove it, or make the 'break' conditional",
                "while true:",
                "    break",
                "    print(2)");
        assertWarnings("", "fn f():", "    return g()", "    fn g(): return 1");
    }

    @Test
    void a_program_has_few_warnings() {
        StringBuilder text = new StringBuilder();
        for (int i = 2; i < 30; i++) {
            text.append("print([").append(i).append(", 5])\n");
        }
        assertEquals(Checker.MAX_WARNINGS, accepted(text.toString()).warnings().size());
    }
}
