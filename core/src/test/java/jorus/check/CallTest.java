package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CallTest {
    @Test
    void a_call_has_the_declared_result_type() {
        assertEquals("f64", staticType("fn f() -> f64: return 1", "print(f())"));
        assertEquals("any", staticType("fn f(): return 1", "print(f())"));
    }

    @Test
    void functions_are_called_in_any_order() {
        accepted(
                "print(even(10))",
                "fn even(n: i32) -> bool: return n == 0 ? true : odd(n - 1)",
                "fn odd(n: i32) -> bool: return n == 0 ? false : even(n - 1)");
    }

    @Test
    void functions_of_a_block_are_visible_in_the_whole_block() {
        accepted("if true:", "    print(f())", "    fn f() -> i32: return 1");
        assertErrors("E1010:3", "if true:", "    fn f() -> i32: return 1", "print(f())");
    }

    @Test
    void functions_may_be_declared_inside_functions() {
        accepted(
                "fn outer(x: i32) -> i32:",
                "    fn inner(y: i32) -> i32: return y * 2",
                "    return inner(x)",
                "print(outer(2))");
    }

    @Test
    void arguments_are_converted_to_the_parameters() {
        assertEquals(
                "(do (call f (any 1:i32) 2:i64)) (return)",
                accepted("fn f(a, b: i64): pass", "f(1, 2)").tree());
    }

    @Test
    void an_argument_of_a_wrong_type_is_E2001() {
        assertErrors("E2001:2", "fn f(s: string): pass", "f(1)");
        assertEquals("1.5", of("fn f(n: i32): pass", "f(1.5)").marked());
    }

    @Test
    void a_wrong_number_of_arguments_is_E2009() {
        assertErrors("E2009:2", "fn f(a, b): pass", "f(1)");
        assertEquals(
                "['f' expects 2 arguments, found 3 | note: 'f' is declared here @1]",
                of("fn f(a, b): pass", "f(1, 2, 3)").messages().toString());
    }

    @Test
    void a_call_of_an_undefined_name_is_E1010() {
        assertErrors("E1010:1", "missing(1)");
    }

    @Test
    void a_call_of_a_type_is_told_how_to_convert() {
        assertEquals(
                "['f64' is not defined | help: it is a type; a conversion is written"
                        + " 'value as f64']",
                of("print(f64(3))").messages().toString());
    }

    @Test
    void a_misspelt_function_is_suggested() {
        assertEquals(
                "['facotrial' is not defined | help: did you mean 'factorial'?]",
                of("fn factorial(n): return n", "print(facotrial(3))").messages().toString());
        assertEquals(
                "['lenn' is not defined | help: did you mean 'len'?]",
                of("print(lenn(\"a\"))").messages().toString());
    }

    @Test
    void a_call_of_a_number_is_E2007() {
        assertErrors("E2007:2", "x = 5", "x(1)");
        assertErrors("E2007:1", "print((1)(2))");
    }

    @Test
    void a_user_function_hides_a_builtin() {
        assertEquals("bool", staticType("fn len(x) -> bool: return true", "print(len(1))"));
    }

    @Test
    void a_variable_hides_a_builtin() {
        assertErrors("E2007:2", "len = 5", "print(len(\"a\"))");
    }

    @Test
    void two_functions_of_one_name_in_one_scope_are_E1011() {
        assertErrors("E1011:2", "fn f(): pass", "fn f(): pass");
        accepted("fn f(): pass", "if true:", "    fn f(): pass", "    f()");
    }

    @Test
    void two_parameters_of_one_name_are_E1011() {
        assertErrors("E1011:1", "fn f(a, a): pass");
    }

    @Test
    void a_function_and_a_variable_of_one_name_are_E1011_at_the_later() {
        assertErrors("E1011:2", "mut f = 1", "fn f(): pass");
        assertErrors("E1011:2", "fn f(): pass", "mut f = 1");
    }

    @Test
    void len_takes_arrays_and_strings() {
        assertEquals("i32", staticType("print(len([1, 2]))"));
        assertEquals("i32", staticType("print(len(\"abc\"))"));
        assertErrors("E2001:1", "print(len(5))");
    }

    @Test
    void push_gives_the_array_and_pop_an_element() {
        assertEquals("[f64]", staticType("xs: [f64] = []", "print(push(xs, 1))"));
        assertEquals("f64", staticType("xs: [f64] = []", "print(pop(xs))"));
        assertErrors("E2001:2", "xs: [f64] = []", "push(xs, \"a\")");
        assertErrors("E2001:1", "pop(\"abc\")");
        assertErrors("E2009:1", "pop()");
    }

    @Test
    void timestamp_and_assert_eq_have_their_types() {
        assertEquals("f64", staticType("print(timestamp())"));
        assertEquals("bool", staticType("print(assert_eq(\"label\", 1, 1))"));
        assertEquals(
                "(do (assert_eq.bool \"l\" (any 1:i32) (any \"a\"))) (return)",
                accepted("assert_eq(\"l\", 1, \"a\")").tree());
        assertErrors("E2001:1", "assert_eq(1, 2, 3)");
    }

    @Test
    void a_function_without_value_is_no_argument() {
        assertErrors("E2001:2", "fn f() -> void: pass", "print(len(f()))");
        assertEquals(
                "['f' returns no value]",
                of("fn f() -> void: pass", "x = f()").messages().toString());
    }

    @Test
    void the_math_module_is_used_by_name() {
        assertEquals("f64", staticType("use std.math", "print(math.sqrt(2))"));
        assertEquals("f64", staticType("use std.math as m", "print(m.pow(2, 0.5))"));
        assertEquals("f64", staticType("use std.math", "print(math.PI)"));
    }

    @Test
    void math_functions_are_imported_one_by_one_and_together() {
        assertEquals("f64", staticType("use std.math: sqrt as root, PI", "print(root(PI))"));
        assertEquals("f64", staticType("use std.math: *", "print(hypot(3, 4) + E)"));
    }

    @Test
    void imports_are_visible_before_their_line() {
        accepted("fn f(x: f64): return math.floor(x)", "print(f(1.5))", "use std.math");
    }

    @Test
    void an_unknown_export_is_E3004() {
        assertErrors("E3004:2", "use std.math", "print(math.sqr(2))");
        assertErrors("E3004:1", "use std.math: sqroot");
        assertEquals(
                "[the module 'std.math' does not export 'sqr' | help: did you mean 'sqrt'?]",
                of("use std.math", "print(math.sqr(2))").messages().toString());
    }

    @Test
    void arguments_of_math_functions_are_checked() {
        assertErrors("E2001:2", "use std.math", "print(math.sqrt(\"x\"))");
        assertErrors("E2001:3", "use std.math", "x: i32 = 4", "print(math.sqrt(x))");
        assertErrors("E2009:2", "use std.math", "print(math.sqrt(1, 2))");
    }

    @Test
    void abs_min_and_max_take_any_one_numeric_type() {
        assertEquals("i64", staticType("use std.math", "x: i64 = 1", "print(math.max(x, 3))"));
        assertEquals("i32", staticType("use std.math", "print(math.abs(-3))"));
        assertEquals("f64", staticType("use std.math", "print(math.min(1, 2.5))"));
        assertEquals(
                "any", staticType("use std.math", "fn f(): return 1", "print(math.min(f(), 2))"));
        assertErrors(
                "E2001:4", "use std.math", "x: i64 = 1", "y: i32 = 1", "print(math.min(x, y))");
        assertErrors("E2001:2", "use std.math", "print(math.abs(\"x\"))");
    }

    @Test
    void a_module_is_no_value() {
        assertErrors("E2001:2", "use std.math", "print(math)");
    }

    @Test
    void an_imported_name_cannot_be_assigned_or_declared_again() {
        assertErrors("E1014:2", "use std.math: PI", "PI = 3");
        assertErrors("E1011:2", "use std.math: sqrt", "fn sqrt(x): return x");
        accepted("use std.math: sqrt", "use std.math: sqrt", "print(sqrt(1))");
    }

    @Test
    void a_variable_hides_a_module() {
        assertErrors("E1010:4", "use std.math", "fn f():", "    mut math = 5", "    math.sqrt(2)");
    }

    @Test
    void a_member_of_a_number_is_E1010() {
        assertErrors("E1010:2", "x = 5", "print(x.size)");
    }
}
