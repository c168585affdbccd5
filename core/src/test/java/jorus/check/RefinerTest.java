package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.refinedType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class RefinerTest {
    private static List<String> versions(String function, String... lines) {
        return accepted(lines).versions(function);
    }

    private static final String[] FIB = {
        "fn fib(n):",
        "    if n < 2: return n",
        "    return fib(n - 1) + fib(n - 2)",
        "print(fib(20))"
    };

    @Test
    void a_recursive_function_is_specialised_for_its_argument() {
        assertEquals("[[i32] -> i32]", versions("fib", FIB).toString());
        assertEquals("i32", refinedType(FIB));
    }

    @Test
    void a_base_case_that_comes_last_is_found_too() {
        assertEquals(
                "[[i32] -> i32]",
                versions(
                                "f",
                                "fn f(n):",
                                "    if n > 0:",
                                "        return f(n - 1) + 1",
                                "    return 0",
                                "print(f(3))")
                        .toString());
    }

    @Test
    void mutual_recursion_starts_from_nothing() {
        String[] lines = {
            "fn even(n):",
            "    return n == 0 or odd(n - 1)",
            "fn odd(n):",
            "    if n == 0: return false",
            "    return even(n - 1)",
            "print(even(10))"
        };
        assertEquals("[[i32] -> bool]", versions("even", lines).toString());
        assertEquals("[[i32] -> bool]", versions("odd", lines).toString());
    }

    @Test
    void each_combination_of_argument_types_has_a_version() {
        assertEquals(
                "[[i32] -> i32, [f64] -> f64]",
                versions("f", "fn f(x): return x * 2", "print(f(1), f(1.5))").toString());
    }

    @Test
    void beyond_eight_versions_calls_share_the_one_of_any() {
        String[] lines = {
            "fn f(a, b): return a == b",
            "print(f(1, 1), f(1, 1.5), f(1, true), f(1, \"\"))",
            "print(f(1.5, 1), f(1.5, 1.5), f(1.5, true), f(1.5, \"\"))",
            "print(f(true, 1), f(\"\", \"\"), f(1, 1))",
        };
        List<String> versions = versions("f", lines);
        assertEquals(9, versions.size());
        assertEquals("[any, any] -> bool", versions.get(8));
    }

    @Test
    void annotated_parameters_do_not_make_versions() {
        assertEquals(
                "[[i64, i32] -> i64, [i64, string] -> i64]",
                versions("f", "fn f(a: i64, b) -> i64: return a", "f(1, 2)", "f(3, \"\")")
                        .toString());
    }

    @Test
    void the_versions_are_numbered_from_the_modules_on() {
        RefinedProgram refined = accepted(FIB).refined();
        assertEquals(2, refined.versions().size());
        assertSame(refined.versions().get(0), refined.modules().get(0));
        assertEquals(1, refined.versions().get(1).id());
    }

    @Test
    void functions_that_are_never_called_have_no_version() {
        assertEquals("[]", versions("f", "fn f(x): return x").toString());
    }

    @Test
    void a_call_knows_its_version() {
        Checking checking = accepted("fn f(x): return x", "print(f(1.5))");
        TExpr.Call call = (TExpr.Call) checking.lastPrinted();
        Version callee = checking.refined().modules().get(0).callee(call);
        assertEquals("[f64]", callee.parameters().toString());
    }

    @Test
    void a_literal_takes_the_actual_type_of_its_neighbour() {
        assertEquals("i64", refinedType("fn f(x): return x + 1", "y: i64 = 5", "print(f(y))"));
        assertEquals("f64", refinedType("fn f(x): return x + 1", "print(f(1.5))"));
        assertEquals("f64", refinedType("fn f(x): return x * 0.5", "print(f(3))"));
        assertEquals("u32", refinedType("fn f(x): return x * 0x9E3779B9", "print(f(5u32))"));
    }

    @Test
    void the_literal_itself_has_the_adapted_type() {
        Checking checking = accepted("fn f(x): return x + 1", "print(f(1.5))");
        Version version = checking.refined().versions().get(1);
        TStmt.Return last = (TStmt.Return) checking.function("f").body().get(0);
        assertEquals("f64", version.typeOf(((TExpr.Arith) last.value()).right()).name());
    }

    @Test
    void what_must_fail_has_no_type_and_is_no_error() {
        assertEquals("never", refinedType("fn f(x): return x + 1", "print(f(\"a\"))"));
        assertEquals("never", refinedType("fn f(x): return -x", "print(f(5u32))"));
        assertEquals("never", refinedType("fn f(x): return x - 3000000000", "print(f(1))"));
        assertEquals(
                "never", refinedType("fn f(x, y): return x + y", "z: i64 = 1", "print(f(1, z))"));
    }

    @Test
    void behind_a_certain_failure_nothing_is_reached() {
        Checking checking =
                accepted(
                        "fn g(x): return x", "fn f(x):", "    x[0] = 1", "    return g(1)", "f(5)");
        assertEquals("[[i32] -> never]", checking.versions("f").toString());
        assertEquals("[]", checking.versions("g").toString());
    }

    @Test
    void strings_and_numbers_follow_the_rules_of_concatenation() {
        assertEquals("string", refinedType("fn f(x): return \"n = \" + x", "print(f(1))"));
        assertEquals("string", refinedType("fn f(x): return x + \"!\"", "print(f(\"a\"))"));
        assertEquals("never", refinedType("fn f(s, x): return s + x", "print(f(\"a\", 1))"));
    }

    @Test
    void and_and_or_follow_the_left_operand() {
        assertEquals("bool", refinedType("fn f(a, b): return a and b", "print(f(true, true))"));
        assertEquals("i32", refinedType("fn f(a, b): return a or b", "print(f(1, 2))"));
        assertEquals("never", refinedType("fn f(a, b): return a or b", "print(f(1.5, 2))"));
    }

    @Test
    void an_array_literal_keeps_the_types_of_its_elements() {
        assertEquals("[i32]", refinedType("fn f(x): return [x, 1,]", "print(f(2))"));
        assertEquals("[any]", refinedType("fn f(x): return [x, 1,]", "y: i64 = 2", "print(f(y))"));
        assertEquals("[string]", refinedType("fn f(x): return [x, x,]", "print(f(\"a\"))"));
    }

    @Test
    void an_array_where_any_was_expected_stays_any() {
        assertEquals("[any]", refinedType("fn f(x) -> [any]: return [x, x,]", "print(f(1))"));
        assertEquals("[any]", refinedType("fn f(x): return x, x", "print(f(1))"));
    }

    @Test
    void the_empty_array_stays_open() {
        assertEquals("[any]", refinedType("fn f(): return []", "print(f())"));
    }

    @Test
    void a_fill_takes_the_type_of_its_value_unless_it_is_empty() {
        assertEquals("[i32]", refinedType("fn f(x): return [x, 3]", "print(f(1))"));
        assertEquals("[any]", refinedType("fn f(x): return [x, 0]", "print(f(1))"));
    }

    @Test
    void a_slice_has_the_elements_of_its_source() {
        assertEquals("[i32]", refinedType("fn f(xs): return xs[1..]", "print(f([1, 2, 3]))"));
        assertEquals("[i32]", refinedType("fn f(xs): return xs * 2", "print(f([1, 2, 3]))"));
        assertEquals("[any]", refinedType("fn f(xs): return xs[1..]", "print(f([[], []]))"));
        assertEquals("[any]", refinedType("xs: [any] = [1, 2, 3]", "print(xs[1..])"));
        assertEquals("string", refinedType("fn f(xs): return xs[1..]", "print(f(\"abc\"))"));
        assertEquals("[i32]", refinedType("xs = [1, 2, 3]", "print(xs[1..])"));
    }

    @Test
    void elements_of_a_known_array_are_known() {
        assertEquals("f64", refinedType("fn f(xs): return xs[0]", "print(f([1.5, 2,]))"));
        assertEquals("i32", refinedType("fn f(xs): return pop(xs)", "print(f([1, 2,]))"));
        assertEquals("any", refinedType("fn f(xs): return xs[0]", "print(f([]))"));
    }

    @Test
    void loops_over_any_take_the_element_type() {
        assertEquals(
                "f64",
                refinedType(
                        "fn sum(xs):",
                        "    s = 0.0",
                        "    for x in xs: s = s + x",
                        "    return s",
                        "print(sum([1.5, 2.5,]))"));
        assertEquals(
                "i64",
                refinedType(
                        "fn last(n):",
                        "    mut v = n",
                        "    for i in 0..n: v = i",
                        "    return v",
                        "m: i64 = 5",
                        "print(last(m))"));
    }

    @Test
    void a_local_joins_all_that_is_stored() {
        assertEquals(
                "any",
                refinedType(
                        "fn f(x):",
                        "    mut y = x",
                        "    y = \"a\"",
                        "    return y",
                        "print(f(1))"));
        assertEquals(
                "i32",
                refinedType(
                        "fn f(x):",
                        "    mut y = x",
                        "    y = x + 1",
                        "    return y",
                        "print(f(1))"));
    }

    @Test
    void a_local_that_widens_late_in_a_loop_is_seen_at_its_start() {
        Checking checking =
                accepted(
                        "fn f(x, z):",
                        "    mut y = x",
                        "    mut seen = x",
                        "    for i in 0..3:",
                        "        seen = y",
                        "        y = z",
                        "    return seen",
                        "print(f(1, \"a\"))");
        assertEquals("[[i32, string] -> any]", checking.versions("f").toString());
    }

    @Test
    void an_assigned_parameter_may_be_wider_than_its_argument() {
        Checking checking =
                accepted("fn f(mut x):", "    x = \"a\"", "    return x", "print(f(1))");
        Version version = checking.refined().versions().get(1);
        assertEquals("[i32]", version.parameters().toString());
        assertEquals("any", version.typeOf(version.function().locals().get(0)).name());
    }

    @Test
    void a_module_variable_joins_the_stores_of_all_versions() {
        String[] lines = {
            "fn id(x): return x", "mut g = id(1)", "fn set(v): g = v", "set(2)", "print(g)"
        };
        assertEquals("i32", refinedType(lines));
        lines[3] = "set(2.5)";
        assertEquals("any", refinedType(lines));
    }

    @Test
    void readers_of_a_module_variable_follow_when_it_widens() {
        String[] lines = {
            "fn id(x): return x",
            "mut g = id(1)",
            "fn get(): return g",
            "mut a = get()",
            "g = \"now a string\"",
            "print(a)"
        };
        assertEquals("any", refinedType(lines));
    }

    @Test
    void results_that_differ_are_any() {
        assertEquals(
                "any",
                refinedType(
                        "fn f(x):", "    if x: return 1", "    return \"a\"", "print(f(true))"));
        assertEquals("any", refinedType("fn f(x):", "    if x: return 1", "print(f(true))"));
    }

    @Test
    void a_function_without_value_gives_void() {
        assertEquals("void", refinedType("fn f(x): pass", "print(f(1))"));
    }

    @Test
    void a_variable_holds_the_absence_of_a_value_as_any() {
        Checking checking = accepted("fn f(): pass", "x = f()", "print(x)");
        assertEquals(
                "any", checking.refined().typeOfGlobal(checking.program().globals().get(0)).name());
    }

    @Test
    void endless_recursion_gives_nothing_but_is_a_call() {
        Checking checking = accepted("fn f(n): return f(n)", "print(f(1))");
        assertEquals("[[i32] -> never]", checking.versions("f").toString());
        TExpr.Call call = (TExpr.Call) checking.lastPrinted();
        assertNotNull(checking.refined().modules().get(0).callee(call));
    }

    @Test
    void growing_arguments_end_at_the_version_of_any() {
        List<String> versions =
                versions(
                        "f",
                        "fn f(x, n):",
                        "    if n == 0: return 0",
                        "    return f([x, x,], n - 1)",
                        "print(f(1, 20))");
        assertEquals(9, versions.size());
        assertTrue(versions.get(8).startsWith("[any, any]"), versions.toString());
    }

    @Test
    void declared_results_are_known_without_looking() {
        assertEquals("f64", refinedType("fn f(n) -> f64: return f(n)", "print(f(1))"));
    }

    @Test
    void destructuring_a_string_of_type_any_fails() {
        Checking checking =
                accepted("fn f(x):", "    a, b = x", "    return a", "print(f(\"xy\"))");
        assertEquals("[[string] -> never]", checking.versions("f").toString());
    }

    @Test
    void numeric_builtins_adapt_literals() {
        assertEquals(
                "i64",
                refinedType(
                        "use std.math: max",
                        "fn f(x): return max(x, 3)",
                        "y: i64 = 5",
                        "print(f(y))"));
        assertEquals(
                "never",
                refinedType("use std.math: max", "fn f(x): return max(x, 3)", "print(f(\"a\"))"));
    }

    @Test
    void every_expression_of_every_version_has_a_type() {
        RefinedProgram refined = accepted(FIB).refined();
        for (Version version : refined.versions()) {
            for (int i = 0; i < version.function().expressionCount(); i++) {
                assertNotNull(version.expressions()[i]);
            }
        }
    }

    @Test
    void conversions_are_free_checked_or_doomed() {
        Checking checking = accepted("xs: [any] = []");
        jorus.type.Type any = jorus.type.Type.ANY;
        jorus.type.Type i32 = jorus.type.Type.I32;
        jorus.type.Type anys = checking.types().array(any);
        jorus.type.Type ints = checking.types().array(i32);
        assertEquals(Conversion.NONE, Conversion.of(i32, any));
        assertEquals(Conversion.NONE, Conversion.of(ints, anys));
        assertEquals(Conversion.CHECK, Conversion.of(anys, ints));
        assertEquals(Conversion.CHECK, Conversion.of(any, i32));
        assertEquals(Conversion.FAILS, Conversion.of(jorus.type.Type.STRING, i32));
        assertEquals(Conversion.FAILS, Conversion.of(i32, anys));
        assertEquals(Conversion.FAILS, Conversion.of(jorus.type.Type.VOID, i32));
    }

    @Test
    void a_long_chain_of_calls_does_not_need_a_deep_stack() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("fn f" + i + "(x): return f" + (i + 1) + "(x)\n");
        }
        text.append("fn f3000(x): return x\nprint(f0(1))");
        assertEquals("i32", refinedType(text.toString()));
    }

    @Test
    void a_long_chain_of_elif_does_not_need_a_deep_stack() {
        StringBuilder text = new StringBuilder("fn f(x):\n    if x == 0: return 0\n");
        for (int i = 1; i < 5000; i++) {
            text.append("    elif x == " + i + ": return " + i + "\n");
        }
        text.append("    return 1\nprint(f(1))");
        assertEquals("i32", refinedType(text.toString()));
    }
}
