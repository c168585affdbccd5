package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StatementTest {
    @Test
    void conditions_must_be_bool() {
        assertErrors("E1403:1", "if 1: pass");
        assertErrors("E1403:1", "while \"a\": pass");
        assertErrors("E1403:2", "if true: pass", "elif 5: pass");
        accepted("fn f(): return true", "if f(): pass");
    }

    @Test
    void elif_is_an_if_in_the_else_part() {
        assertEquals(
                "(if true:bool [(print 1:i32)] [(if false:bool [(print 2:i32)] [(print 3:i32)])])"
                        + " (return)",
                accepted("if true: print(1)", "elif false: print(2)", "else: print(3)").tree());
    }

    @Test
    void print_keeps_all_arguments() {
        assertEquals(
                "(print) (print 1:i32 \"a\") (return)",
                accepted("print()", "print(1, \"a\")").tree());
    }

    @Test
    void the_bounds_of_a_range_have_one_type_which_literals_take() {
        assertEquals(
                "(set n 5:u64) (range i:u64 0:u64 n _)[] (return)",
                accepted("mut n: u64 = 5", "for i in 0..n: pass").tree());
        assertEquals(
                "(range i:i64 incl 0:i64 3000000000:i64 2:i64)[] (return)",
                accepted("for i in 0..=3000000000..2: pass").tree());
        assertErrors("E2001:3", "a: i32 = 1", "b: i64 = 5", "for i in a..b: pass");
    }

    @Test
    void a_bound_that_does_not_fit_is_E2001() {
        assertErrors("E2001:2", "n: u32 = 5", "for i in n..0..-1: pass");
        assertErrors("E2001:1", "for i in 0..1.5: pass");
        assertErrors("E2001:1", "for i in 0..\"a\": pass");
    }

    @Test
    void a_range_with_any_bounds_has_an_any_counter_and_adaptable_literals() {
        assertEquals(
                "(range i:any 0:i32~ n _)[(print i)] (return)",
                accepted("fn f(n):", "    for i in 0..n: print(i)").tree("f"));
        assertEquals(
                "(range i:i64 a n _)[] (return)",
                accepted("fn f(a: i64, n):", "    for i in a..n: pass").tree("f"));
    }

    @Test
    void for_iterates_arrays_strings_and_integers() {
        assertEquals("f64", staticType("mut v = 0.0", "for x in [1.5, 2.5,]: v = x", "print(v)"));
        accepted("for c in \"abc\": print(c + c)");
        accepted("n: u32 = 4", "for i in n: print(i + n)");
    }

    @Test
    void other_values_cannot_be_iterated() {
        assertErrors("E2001:1", "for x in 1.5: pass");
        assertErrors("E2001:1", "for x in true: print(x + 1)");
    }

    @Test
    void break_and_continue_need_a_loop() {
        assertErrors("E1401:1", "break");
        assertErrors("E1402:1", "continue");
        assertErrors("E1401:2", "while true:", "    fn f(): break");
    }

    @Test
    void labels_name_enclosing_loops() {
        assertEquals(
                "(while true:bool [(while true:bool [(break outer)])]) (return)",
                accepted("'outer: while true:", "    while true:", "        break 'outer").tree());
        assertErrors("E1401:2", "'a: while true:", "    break 'b");
        assertErrors("E1402:2", "'a: for i in 3:", "    continue 'b");
        assertErrors("E1401:2", "'a: while false: pass", "while true: break 'a");
    }

    @Test
    void a_misspelt_label_is_suggested() {
        assertEquals(
                "[no enclosing loop has the label 'outr' | help: did you mean 'outer'?]",
                of("'outer: while true:", "    break 'outr").messages().toString());
    }

    @Test
    void the_last_expression_is_the_result() {
        assertEquals(
                "(return (mul.i32 n 2:i32))", accepted("fn f(n: i32) -> i32: n * 2").tree("f"));
        assertErrors("E2001:1", "fn f() -> i32: \"a\"");
    }

    @Test
    void an_if_with_else_gives_the_results_of_its_branches() {
        assertEquals(
                "(if (lt n 0:i32) [(return \"neg\")] [(return \"pos\")])",
                accepted("fn f(n: i32) -> string:", "    if n < 0: \"neg\"", "    else: \"pos\"")
                        .tree("f"));
    }

    @Test
    void an_if_without_else_gives_no_result() {
        assertEquals(
                "(if (lt n 0:i32) [(do \"neg\")] []) (missing-return)",
                accepted("fn f(n: i32) -> string:", "    if n < 0: \"neg\"").tree("f"));
    }

    @Test
    void the_result_type_reaches_the_last_expression() {
        assertEquals("(return 1.0:f64)", accepted("fn f() -> f64: 1").tree("f"));
    }

    @Test
    void a_void_function_returns_nothing_implicitly() {
        assertEquals("(do 5:i32) (return)", accepted("fn f() -> void: 5").tree("f"));
    }

    @Test
    void a_last_call_without_value_returns_nothing() {
        assertEquals(
                "(do (call g)) (return)",
                accepted("fn g() -> void: pass", "fn f(): g()").tree("f"));
    }

    @Test
    void the_end_of_a_function_with_result_is_a_runtime_error_if_it_can_be_reached() {
        assertEquals("(missing-return)", accepted("fn f() -> i32: pass").tree("f"));
        assertEquals(
                "(while true:bool [])",
                accepted("fn f() -> i32:", "    while true: pass").tree("f"));
        assertEquals("(return)", accepted("fn f(): pass").tree("f"));
    }

    @Test
    void return_is_checked_against_the_result_type() {
        assertErrors("E2001:1", "fn f() -> i32: return \"a\"");
        assertErrors("E2001:1", "fn f() -> i32: return");
        assertErrors("E2001:1", "fn f() -> void: return 1");
        accepted("fn f():", "    if true: return", "    return 1");
    }

    @Test
    void several_results_are_an_array() {
        assertEquals(
                "(return (any (array.any! (any 1:i32) (any \"a\"))))",
                accepted("fn f(): return 1, \"a\"").tree("f"));
        assertEquals(
                "(return (array.f64 1.0:f64 2.0:f64))",
                accepted("fn f() -> [f64]: return 1, 2").tree("f"));
        assertErrors("E2001:1", "fn f() -> i32: return 1, 2");
    }

    @Test
    void return_ends_the_module() {
        assertEquals(
                "(print 1:i32) (do 5:i32) (return) (print 2:i32)",
                accepted("print(1)", "return 5", "print(2)").tree());
    }

    @Test
    void code_that_cannot_be_reached_is_checked_too() {
        assertErrors("E1010:2", "return", "print(missing)");
    }
}
