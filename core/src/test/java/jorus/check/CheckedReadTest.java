package jorus.check;

import static jorus.check.Checking.accepted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CheckedReadTest {
    private static void assertPrinted(String expected, String... lines) {
        assertEquals(expected, TPrinter.print(accepted(lines).lastPrinted()));
    }

    private static void assertBody(String expected, String function, String... lines) {
        assertEquals(expected, accepted(lines).tree(function));
    }

    @Test
    void a_variable_declared_in_one_branch_is_checked() {
        assertPrinted("x?", "if 1 < 2:", "    x = 1", "print(x)");
    }

    @Test
    void a_variable_declared_in_all_branches_is_not_checked() {
        assertPrinted("x", "if 1 < 2:", "    x = 1", "else:", "    x = 2", "print(x)");
        assertPrinted("x?", "if 1 < 2: x = 1", "elif 2 < 3: x = 2", "print(x)");
    }

    @Test
    void a_branch_that_leaves_does_not_count() {
        assertBody(
                "(if c [(set x 1:i32)] [(return)]) (print x) (return)",
                "f",
                "fn f(c):",
                "    if c:",
                "        x = 1",
                "    else:",
                "        return",
                "    print(x)");
    }

    @Test
    void a_variable_declared_in_a_while_is_checked_behind_it() {
        assertPrinted("x?", "mut n = 2", "while n > 0:", "    x = n", "    n -= 1", "print(x)");
    }

    @Test
    void an_endless_loop_is_left_by_break_only() {
        assertPrinted("x", "while true:", "    x = 1", "    break", "print(x)");
        assertPrinted(
                "x?", "while true:", "    if 1 < 2: break", "    x = 1", "    break", "print(x)");
    }

    @Test
    void inside_the_branch_the_variable_has_its_value() {
        assertPrinted("y", "if 1 < 2:", "    y = 1", "y = 3", "print(y)");
    }

    @Test
    void a_read_before_the_store_in_a_loop_is_checked() {
        assertBody(
                "(set n 0:i32) (while (lt n 3:i32) [(if (gt n 0:i32) [(set x n)] [])"
                        + " (print x?) (set n (add.i32 n 1:i32))]) (return)",
                "f",
                "fn f():",
                "    n = 0",
                "    while n < 3:",
                "        if n > 0: x = n",
                "        print(x)",
                "        n += 1");
    }

    @Test
    void a_later_assignment_gives_the_value() {
        assertPrinted("x", "if 1 < 2: x = 1", "x = 2", "print(x)");
    }

    @Test
    void explicit_declarations_are_never_checked() {
        assertPrinted("x", "mut x = 1", "while x > 0:", "    mut y = 1", "    x -= y", "print(x)");
    }

    @Test
    void only_checked_variables_need_a_flag() {
        Checking checking = accepted("if 1 < 2: x = 1", "mut y = 1", "print(x, y)");
        assertTrue(checking.program().globals().get(0).needsFlag());
        assertFalse(checking.program().globals().get(1).needsFlag());
    }

    @Test
    void a_constant_read_before_its_declaration_is_checked() {
        assertPrinted("N?", "print(N)", "N := 5");
    }

    @Test
    void a_constant_read_in_a_function_is_a_literal_if_nothing_was_called_before() {
        assertBody("(return 5:i32)", "f", "fn f() -> i32: return N", "N := 5", "print(f())");
    }

    @Test
    void a_constant_is_checked_in_functions_called_before_its_declaration() {
        assertBody("(return N?)", "f", "fn f() -> i32: return N", "print(f())", "N := 5");
    }

    @Test
    void a_constant_is_not_checked_in_functions_that_other_calls_cannot_reach() {
        String[] lines = {
            "fn early(): return 1", "fn late() -> i32: return N", "early()", "N := 5", "late()"
        };
        assertBody("(return N)", "late", lines);
    }

    @Test
    void calls_are_followed_through_functions() {
        String[] lines = {
            "fn a() -> i32: return b()", "fn b() -> i32: return N", "a()", "N := 5",
        };
        assertBody("(return N?)", "b", lines);
    }

    @Test
    void the_initializer_itself_calls_too_early() {
        assertBody("(return N?)", "f", "fn f() -> i32: return N", "N: i32 := f()");
    }

    @Test
    void a_variable_declared_before_all_calls_is_not_checked_in_functions() {
        assertBody(
                "(set total (add.i32 total n)) (return)",
                "add",
                "mut total = 0",
                "fn add(n: i32): total = total + n",
                "add(1)");
    }

    @Test
    void a_variable_whose_initializer_calls_another_function_is_not_checked() {
        assertBody(
                "(return (any start))",
                "f",
                "fn make(): return 1",
                "start = timestamp() + make() as f64",
                "fn f(): return start",
                "f()");
    }

    @Test
    void a_conditional_module_variable_is_checked_in_functions() {
        assertBody("(return (any x?))", "f", "if 1 < 2: x = 1", "fn f(): return x", "f()");
    }

    @Test
    void a_module_variable_set_in_all_branches_is_not_checked_in_functions() {
        assertBody(
                "(return (any x))",
                "f",
                "if 1 < 2: x = 1",
                "else: x = 2",
                "fn f(): return x",
                "f()");
    }

    @Test
    void an_assignment_in_the_function_itself_counts() {
        assertBody(
                "(set x 2:i32) (return (any x))",
                "f",
                "if 1 < 2: x = 1",
                "fn f():",
                "    x = 2",
                "    return x");
    }

    @Test
    void a_return_of_the_module_makes_later_variables_doubtful() {
        assertBody(
                "(return (any x?))",
                "f",
                "if 1 > 2: return",
                "mut x = 1",
                "fn f(): return x",
                "f()");
    }

    @Test
    void an_update_reads_with_a_check() {
        assertEquals(
                "(if (lt 1:i32 2:i32) [(set x 1:i32)] []) (set x (add.i32 x? 1:i32)) (return)",
                accepted("if 1 < 2: x = 1", "x += 1").tree());
    }

    @Test
    void branches_that_declare_different_variables_leave_both_in_doubt() {
        assertPrinted("x?", "if 1 < 2: x = 1", "else: y = 2", "print(y, x)");
        assertPrinted("y?", "if 1 < 2: x = 1", "else: y = 2", "print(x, y)");
    }

    @Test
    void a_return_of_the_module_also_makes_later_branches_doubtful() {
        assertBody(
                "(return (any x?))",
                "f",
                "if 1 > 2: return",
                "if 1 < 2: x = 1",
                "else: x = 2",
                "fn f(): return x",
                "f()");
    }
}
