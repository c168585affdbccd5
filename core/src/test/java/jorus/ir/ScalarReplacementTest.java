package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScalarReplacementTest {
    private static final String PAIR = "struct P { x: i32, y: f64 = 1.5 }";

    /// How many objects the function main makes.
    private static int made(String... lines) {
        return count("new_object", lines);
    }

    private static int count(String part, String... lines) {
        String text = Sources.function("main", lines);
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void a_struct_that_only_the_function_sees_is_not_made() {
        String[] lines = {
            PAIR,
            "fn main():",
            "    mut p = P{ x: 3 }",
            "    for i in 0..10:",
            "        p.x += i",
            "    print(p.x, p.y)",
            "main()"
        };
        assertEquals(0, made(lines));
        assertEquals(0, count("_field", lines));
    }

    @Test
    void a_variable_may_hold_a_new_struct_in_each_turn() {
        assertEquals(
                0,
                made(
                        PAIR,
                        "fn main():",
                        "    mut p = P{ x: 0 }",
                        "    for i in 0..10:",
                        "        q = P{ x: p.x + i, y: p.y * 2.0 }",
                        "        p = q",
                        "    print(p.x, p.y)",
                        "main()"));
    }

    @Test
    void two_variables_may_hold_a_struct_that_does_not_change() {
        assertEquals(
                0,
                made(
                        PAIR,
                        "fn main(n: i32):",
                        "    p = P{ x: n }",
                        "    mut q = P{ x: 4 }",
                        "    if n > 3: q = p",
                        "    print(p.x, q.x)",
                        "main(5)"));
    }

    @Test
    void a_struct_that_changes_while_two_variables_hold_it_is_made() {
        assertEquals(
                2,
                made(
                        PAIR,
                        "fn main(n: i32):",
                        "    mut p = P{ x: n }",
                        "    mut q = P{ x: 4 }",
                        "    if n > 3: q = p",
                        "    q.x = 7",
                        "    print(p.x, q.x)",
                        "main(5)"));
    }

    @Test
    void a_struct_may_change_if_the_first_variable_is_not_read_again() {
        assertEquals(
                0,
                made(
                        PAIR,
                        "fn main(n: i32):",
                        "    mut p = P{ x: n }",
                        "    mut q = P{ x: 4 }",
                        "    if n > 3: q = p",
                        "    q.x = 7",
                        "    print(q.x)",
                        "main(5)"));
    }

    @Test
    void a_handler_may_read_the_first_variable() {
        assertEquals(
                2,
                made(
                        PAIR,
                        "fn main(n: i32):",
                        "    mut p = P{ x: n }",
                        "    mut q = P{ x: 4 }",
                        "    try:",
                        "        if n > 3: q = p",
                        "        q.x = 7 / n",
                        "        q.x = 8 / (n - 5)",
                        "    catch e:",
                        "        print(p.x)",
                        "    print(q.x)",
                        "main(5)"));
    }

    @Test
    void structs_in_structs_are_taken_apart_from_the_outside() {
        assertEquals(
                0,
                made(
                        PAIR,
                        "struct R { a: P, b: P }",
                        "fn main(n: i32):",
                        "    r = R{ a: P{ x: n }, b: P{ x: 2 } }",
                        "    print(r.a.x + r.b.x)",
                        "main(5)"));
    }

    @Test
    void what_others_see_is_made() {
        assertEquals(1, made(PAIR, "fn main() -> P: P{ x: 3 }", "print(main().x)"));
        assertEquals(1, made(PAIR, "fn main(n: i32): print(P{ x: n })", "main(1)"));
        assertEquals(1, made(PAIR, "fn main(n: i32): print([P{ x: n }][n - 1].x)", "main(1)"));
        assertEquals(2, made(PAIR, "fn main(n: i32): print(P{ x: n } == P{ x: n })", "main(1)"));
    }

    @Test
    void a_function_gets_a_limited_number_of_registers() {
        StringBuilder body = new StringBuilder("fn main(n: i32):\n");
        for (int i = 0; i < 1_100; i++) {
            body.append("    mut p").append(i).append(" = P{ x: n }\n");
            body.append("    p").append(i).append(".x += n\n");
            body.append("    print(p").append(i).append(".x)\n");
        }
        assertEquals(100, made(PAIR, body + "main(5)"));
    }

    /// How many objects are made before main's loop is left.
    private static int madeInLoop(String... lines) {
        String text = Sources.function("main", lines);
        int end = Math.max(text.lastIndexOf("next "), 0);
        return text.substring(0, end).split("= new_", -1).length - 1;
    }

    @Test
    void what_is_returned_or_printed_in_the_end_is_made_there() {
        String[] start = {
            PAIR,
            "fn add(p: P, q: P) -> P: P{ x: p.x + q.x, y: p.y + q.y }",
            "fn main(n: i32) -> P:",
            "    mut p = P{ x: 0 }",
            "    mut a = [1.0, 2.0,]",
            "    for i in 0..n:",
            "        p = add(p, P{ x: i })",
            "        a[1] = a[0] + a[1]",
            "    print(a)",
            "    return p",
            "print(main(5).x)"
        };
        assertEquals(0, madeInLoop(start));
        assertEquals(1, count("new_object", start));
        assertEquals(1, count("new_literal", start));
        assertEquals(0, count("call add", start));
    }

    @Test
    void what_is_shown_in_many_places_is_made_once() {
        StringBuilder body = new StringBuilder("fn main(n: i32) -> P:\n    p = P{ x: n }\n");
        for (int i = 0; i < 33; i++) {
            body.append("    if p.x == ").append(i).append(": return p\n");
        }
        assertEquals(1, made(PAIR, body + "    return P{ x: 1 }", "print(main(5).x)") - 1);
    }

    @Test
    void what_may_be_a_parameter_is_made() {
        assertEquals(
                1,
                made(
                        PAIR,
                        "fn main(p: P, n: i32):",
                        "    mut q = p",
                        "    if n > 3: q = P{ x: n }",
                        "    print(q.x)",
                        "main(P{ x: 1 }, 5)"));
    }

    @Test
    void structs_with_many_fields_are_made() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            fields.append(i == 0 ? "" : ", ").append("f").append(i).append(": i32 = 1");
        }
        String type = "struct P { " + fields + " }";
        assertEquals(1, made(type, "fn main(n: i32): print(P{ f0: n }.f1)", "main(1)"));
        String smaller = type.replace(", f16: i32 = 1", "");
        assertEquals(0, made(smaller, "fn main(n: i32): print(P{ f0: n }.f1)", "main(1)"));
    }

    // arrays

    private static int arrays(String... lines) {
        return count("= new_", lines);
    }

    @Test
    void a_short_array_with_constant_indexes_is_not_made() {
        String[] lines = {
            "fn main(n: i32):",
            "    mut p = [1.0, 2.0,]",
            "    zeros = [0, 3]",
            "    ones = [1, 3]",
            "    for i in 0..n:",
            "        p = [p[1], p[0] + 1.0,]",
            "        zeros[1] = zeros[1] + i",
            "        ones[0] = ones[2] + 1",
            "    print(p[0], p[1], len(p), zeros[1], ones[0])",
            "main(5)"
        };
        assertEquals(0, arrays(lines));
        assertEquals(0, count("= get ", lines));
        assertEquals(0, count("length", lines));
    }

    @Test
    void arrays_of_other_lengths_or_indexes_are_made() {
        String start = "fn main(n: i32):";
        assertEquals(1, arrays(start, "    a = [1, 2, 3]", "    print(a[n])", "main(1)"));
        assertEquals(1, arrays(start, "    a = [1, 2, 3]", "    print(a[3])", "main(1)"));
        assertEquals(
                1,
                arrays(start, "    a = [1, 2, 3]", "    push(a, n)", "    print(a[3])", "main(1)"));
        assertEquals(
                2,
                arrays(
                        start,
                        "    mut a = [1, 2, 3]",
                        "    if n > 1: a = [4, 5,]",
                        "    print(a[0])",
                        "main(1)"));
        assertEquals(1, arrays(start, "    a = [1, n,]", "    print(a)", "main(1)"));
        assertEquals(1, arrays(start, "    a = [0, 17]", "    print(a[0])", "main(1)"));
        assertEquals(0, arrays(start, "    a = [0, 16]", "    print(a[0])", "main(1)"));
    }

    @Test
    void an_element_that_needs_branches_leaves_the_array_alone() {
        assertEquals(
                1,
                arrays(
                        "fn main(n: i32):",
                        "    a = [1, 2 if n > 1 else 3, 4]",
                        "    print(a[1])",
                        "main(1)"));
    }

    @Test
    void functions_with_short_arrays_are_inlined() {
        String[] lines = {
            "fn add(a: [f64], b: [f64]) -> [f64]: [a[0] + b[0], a[1] + b[1],]",
            "fn scale(a: [f64], h: f64) -> [f64]: return [h * a[0], h * a[1],]",
            "fn main(n: i32):",
            "    mut y = [1.0, 2.0,]",
            "    for i in 0..n:",
            "        y = add(y, scale(y, 0.5))",
            "    print(y[0], y[1])",
            "main(5)"
        };
        assertEquals(0, arrays(lines));
        assertEquals(0, count("call", lines));
    }

    @Test
    void functions_that_need_more_elements_stay_calls() {
        String[] lines = {
            "fn third(a: [f64]) -> f64: a[2]",
            "fn main(n: i32):",
            "    print(third([1.0, 2.0, 3.0]))",
            "    print(third([1.0, 2.0]))",
            "main(5)"
        };
        assertEquals(1, arrays(lines));
        assertEquals(1, count("call third", lines));
    }

    // with calls

    private static final String ADD = "fn add(p: P, q: P) -> P: P{ x: p.x + q.x, y: p.y + q.y }";

    @Test
    void a_function_that_makes_a_struct_for_its_caller_is_inlined() {
        String[] lines = {
            PAIR,
            ADD,
            "fn main(n: i32):",
            "    mut p = P{ x: 0 }",
            "    for i in 0..n:",
            "        p = add(p, add(P{ x: 1 }, P{ x: i }))",
            "    print(p.x)",
            "main(5)"
        };
        assertEquals(0, made(lines));
        assertEquals(0, count("call", lines));
    }

    @Test
    void a_method_that_changes_its_object_is_inlined() {
        String[] lines = {
            PAIR,
            "impl P {",
            "    fn step(self, by: i32):",
            "        self.x = self.x + by",
            "        if self.x > 20: self.x = 0",
            "}",
            "fn main(n: i32):",
            "    mut p = P{ x: n }",
            "    for i in 0..n:",
            "        p.step(i)",
            "    print(p.x)",
            "main(5)"
        };
        assertEquals(0, made(lines));
        assertEquals(0, count("call", lines));
    }

    @Test
    void functions_are_inlined_through_others() {
        String[] lines = {
            PAIR,
            ADD,
            "fn twice(p: P) -> P: add(p, p)",
            "fn pick(p: P, q: P) -> P:",
            "    if p.x > q.x: return p",
            "    return twice(q)",
            "fn main(n: i32):",
            "    p = P{ x: n }",
            "    print(pick(p, twice(p)).x)",
            "main(5)"
        };
        assertEquals(0, made(lines));
        assertEquals(0, count("call", lines));
    }

    @Test
    void functions_stay_calls_where_the_struct_is_made_anyway() {
        String[] lines = {
            PAIR,
            ADD,
            "fn main(n: i32):",
            "    ps = [P{ x: n }]",
            "    print(add(ps[0], ps[0]))",
            "main(5)"
        };
        assertEquals(1, count("call add", lines));
        assertEquals(1, made(lines));
    }

    @Test
    void recursive_functions_and_those_with_loops_and_handlers_stay_calls() {
        String end = "fn main(n: i32): print(f(P{ x: n }).x)";
        assertEquals(
                1,
                count(
                        "call f",
                        PAIR,
                        "fn f(p: P) -> P:",
                        "    if p.x == 0: return p",
                        "    return f(P{ x: p.x - 1 })",
                        end,
                        "main(5)"));
        assertEquals(
                1,
                count(
                        "call f",
                        PAIR,
                        "fn f(p: P) -> P:",
                        "    mut s = 0",
                        "    for i in 0..p.x:",
                        "        s += i",
                        "    return P{ x: s }",
                        end,
                        "main(5)"));
        assertEquals(
                1,
                count(
                        "call f",
                        PAIR,
                        "fn f(p: P) -> P:",
                        "    try:",
                        "        return P{ x: 1 / p.x }",
                        "    catch e:",
                        "        return p",
                        end,
                        "main(5)"));
    }

    @Test
    void functions_that_may_be_part_of_recursion_stay_calls() {
        String[] lines = {
            PAIR,
            "fn half(p: P) -> i32:",
            "    if p.x < 2: return 0",
            "    return 1 + f(p.x / 2)",
            "fn f(n: i32) -> i32: half(P{ x: n })",
            "fn apply(p: P, g: fn(i32) -> i32) -> i32: g(p.x)",
            "fn main(n: i32):",
            "    print(half(P{ x: n }), f(n), apply(P{ x: n }, f))",
            "main(5)"
        };
        // And the closure of f.
        assertEquals(3, made(lines));
        assertEquals(1, count("call half", lines));
        assertEquals(1, count("call apply", lines));
    }

    @Test
    void calls_are_inlined_into_each_other_to_a_limit() {
        StringBuilder text = new StringBuilder("fn f0(p: P) -> P: P{ x: p.x / 2 }\n");
        for (int i = 1; i < 40; i++) {
            text.append("fn f").append(i).append("(p: P) -> P:\n");
            text.append("    mut q = f").append(i - 1).append("(p)\n");
            text.append("    q.x = q.x + 1\n    return q\n");
        }
        IrProgram program = Sources.lower(PAIR, text + "print(f39(P{ x: 1 }).x)");
        int deepest = 0;
        for (IrFunction function : program.functions()) {
            for (Block block : function.blocks) {
                for (Instruction instruction : block.instructions) {
                    deepest = Math.max(deepest, depth(function, instruction.position));
                }
            }
        }
        assertEquals(true, deepest > 1 && deepest <= 16, "depth " + deepest);
    }

    private static int depth(IrFunction function, int position) {
        if (position >= Instruction.NONE) {
            return 0;
        }
        IrFunction.Inlined place = function.inlined(position);
        return 1 + depth(function, place.call()) + depth(place.callee(), place.position());
    }

    @Test
    void large_functions_get_no_larger() {
        StringBuilder body = new StringBuilder("fn main(n: i32):\n    mut p = P{ x: n }\n");
        for (int i = 0; i < 200; i++) {
            body.append("    p = add(p, P{ x: p.x % ").append(i + 2).append(" })\n");
        }
        String text = Sources.function("main", PAIR, ADD, body + "    print(p.x)", "main(5)");
        int size = text.split("\n").length;
        assertEquals(true, text.contains("call add"));
        assertEquals(true, size < 2_500, size + " lines");
    }

    @Test
    void a_function_may_change_its_parameter_and_return_it() {
        assertEquals(
                0,
                made(
                        PAIR,
                        "fn f(p: P, n: i32) -> P:",
                        "    mut q = p",
                        "    if n > 2:",
                        "        q = P{ x: p.x + n }",
                        "    return q",
                        "fn main(n: i32):",
                        "    a = P{ x: n }",
                        "    b = f(a, n)",
                        "    print(a.x + b.x)",
                        "main(5)"));
    }
}
