package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.refinedType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Which arrays that begin as `[]` get their element type in advance, and which must not.
class SitesTest {
    /// The type of `xs` after these lines, which may look at it.
    private static String typeOfXs(String... lines) {
        String[] all = new String[lines.length + 2];
        all[0] = "mut xs = []";
        System.arraycopy(lines, 0, all, 1, lines.length);
        all[all.length - 1] = "print(xs)";
        return refinedType(all);
    }

    @Test
    void what_is_pushed_is_the_element_type() {
        assertEquals("[i32]", typeOfXs("push(xs, 1)"));
        assertEquals("[i64]", typeOfXs("push(xs, 1i64)"));
        assertEquals("[f64]", typeOfXs("for i in 0..3: push(xs, i as f64)"));
        assertEquals("[string]", typeOfXs("push(xs, \"a\" + \"b\")"));
        assertEquals("[bool]", typeOfXs("push(xs, 1 < 2)"));
        assertEquals("[P]", typeOfXs("struct P { x: i32 }", "push(xs, P{ x: 1 })"));
        assertEquals("[Result]", typeOfXs("push(xs, Result.Ok(1))"));
    }

    @Test
    void different_elements_leave_it_open() {
        assertEquals("[any]", typeOfXs("push(xs, 1)", "push(xs, 1.5)"));
        assertEquals("[any]", typeOfXs("push(xs, 1)", "xs[0] = \"a\""));
        assertEquals("[any]", typeOfXs("push(xs, 1)", "ys = xs", "push(ys, \"a\")"));
    }

    @Test
    void an_array_that_nothing_is_put_into_stays_open() {
        assertEquals("[any]", typeOfXs());
        assertEquals("[any]", typeOfXs("push(xs, [])"));
    }

    @Test
    void elements_that_depend_on_elements_are_found() {
        assertEquals("[i32]", typeOfXs("push(xs, 1)", "push(xs, xs[0] + 1)", "xs[0] += xs[1]"));
        assertEquals("[i32]", typeOfXs("ys = []", "push(ys, 2)", "for y in ys: push(xs, y)"));
        assertEquals("[i32]", typeOfXs("ys = []", "for y in ys: push(xs, y)", "push(ys, 2)"));
    }

    @Test
    void arrays_of_arrays_are_found() {
        assertEquals("[[i32]]", typeOfXs("row = []", "push(xs, row)", "push(row, 1)"));
        assertEquals("[[i32]]", typeOfXs("push(xs, [1, 2,])"));
        assertEquals(
                "[[[f64]]]",
                typeOfXs("a = []", "b = []", "push(b, 1.5)", "push(a, b)", "push(xs, a)"));
        assertEquals("[any]", typeOfXs("push(xs, [1, 2,])", "push(xs, [1.5,])"));
        assertEquals(
                "[any]",
                typeOfXs("row = []", "push(xs, row)", "push(row, 1)", "r = Result.Ok(row)"));
    }

    @Test
    void an_array_within_itself_is_left_alone() {
        assertEquals("[any]", typeOfXs("push(xs, xs)"));
        assertEquals("[any]", typeOfXs("ys = []", "push(xs, ys)", "push(ys, xs)"));
        assertEquals("[any]", typeOfXs("for i in 0..3: xs = push([], xs)", "push(xs, 1)"));
    }

    @Test
    void functions_pass_arrays_on() {
        assertEquals("[i32]", typeOfXs("fn add(a, v): push(a, v)", "add(xs, 1)"));
        assertEquals(
                "[i32]",
                refinedType(
                        "fn copy(a):",
                        "    out = []",
                        "    for x in a: push(out, x)",
                        "    return out",
                        "print(copy([1.5,]))",
                        "print(copy(copy([1,])))"));
        assertEquals("[i32]", typeOfXs("fn f(a: [i32]): push(a, 1)", "f(xs)"));
        assertEquals("[any]", typeOfXs("fn f(a: [i32]): push(a, 1)", "f(xs)", "push(xs, \"\")"));
    }

    @Test
    void many_arrays_of_one_type_share_a_version_of_a_helper() {
        String[] lines = new String[42];
        lines[0] = "fn first(a): return a[0]";
        lines[1] = "mut n = 0";
        for (int i = 0; i < 10; i++) {
            lines[2 + 4 * i] = "a" + i + " = []";
            lines[3 + 4 * i] = "push(a" + i + ", 1)";
            lines[4 + 4 * i] = "n += first(a" + i + ")";
            lines[5 + 4 * i] = "print(a" + i + ")";
        }
        Checking checking = accepted(lines);
        assertEquals("[[[i32]] -> i32]", checking.versions("first").toString());
        assertEquals("[i32]", refinedType(lines));
    }

    @Test
    void copies_have_the_elements_of_their_source() {
        assertEquals("[i32]", refinedType("xs = []", "push(xs, 1)", "print(xs[1..])"));
        assertEquals("[i32]", refinedType("xs = []", "push(xs, 1)", "print(xs * 2)"));
        assertEquals("[i32]", refinedType("xs = []", "push(xs, 1)", "print(sorted(xs))"));
        assertEquals("[any]", typeOfXs("push(xs, 1)", "push(xs[1..], \"a\")"));
    }

    @Test
    void module_variables_and_captured_ones_are_followed() {
        assertEquals("[i32]", typeOfXs("fn f(v): push(xs, v)", "f(1)"));
        assertEquals("[any]", typeOfXs("fn f(v): push(xs, v)", "f(1)", "f(1.5)"));
        assertEquals(
                "[i32]",
                refinedType(
                        "fn f():",
                        "    ys = []",
                        "    add = fn(v: i32) -> void: push(ys, v)",
                        "    add(1)",
                        "    return ys",
                        "print(f())"));
    }

    @Test
    void where_anything_may_happen_to_it_an_array_stays_open() {
        String[] places = {
            "mut y: any = xs",
            "fn f(v): return v\ng = f\ng(xs)",
            "r = Result.Ok(xs)",
            "g = fn(): return xs",
            "fn id(v): return v\nmut v = id(xs)\nv = id(1)\nprint(v)",
            "struct S { a: any }; s = S{ a: xs }",
            "struct S { a: [any] }; s = S{ a: xs }",
            "ys = [xs, xs]",
            "ys = [xs, 2]",
            "print(-xs[0..][0], [xs,])",
            "ys = [xs,] * 2",
        };
        for (int i = 0; i < places.length; i++) {
            boolean isHarmless = i == 0;
            String found = typeOfXs("push(xs, 1)", places[i]);
            assertEquals(isHarmless ? "[i32]" : "[any]", found, places[i]);
        }
    }

    /// An array that took its type while its rows were open holds rows of whatever elements.
    @Test
    void arrays_of_arrays_stay_open_where_their_type_is_checked() {
        String[] lines = {"row = []", "push(xs, row)", "push(row, 1)", ""};
        assertEquals("[[i32]]", typeOfXs(lines));
        lines[3] = "fn f(a: [[i32]]): return len(a)\nprint(f(xs))";
        assertEquals("[any]", typeOfXs(lines));
    }

    @Test
    void helpers_with_too_many_kinds_of_arguments_give_arrays_up() {
        String[] lines = new String[Refiner.MAX_VERSIONS + 2];
        lines[0] = "fn pair(a, v, w): return w";
        String[] values = {"1", "1.5", "true"};
        for (int i = 0; i <= Refiner.MAX_VERSIONS; i++) {
            lines[i + 1] = "pair(1.5, " + values[i % 3] + ", " + values[i / 3] + ")";
        }
        String calls = String.join("\n", lines);
        assertEquals("[i32]", typeOfXs("push(xs, 1)", calls));
        assertEquals("[any]", typeOfXs("push(xs, 1)", calls, "pair(xs, 1, 1)"));
    }
}
