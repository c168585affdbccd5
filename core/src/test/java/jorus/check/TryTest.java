package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TryTest {
    @Test
    void the_handler_begins_with_the_error() {
        assertEquals(
                "(try [(print 1:i32)] [(set e (error)) (print e)]) (return)",
                accepted("try: print(1)", "catch e: print(e)").tree());
        assertEquals(
                "(try [(print 1:i32)] [(print 2:i32)]) (return)",
                accepted("try: print(1)", "catch: print(2)").tree());
    }

    @Test
    void an_error_has_the_type_error() {
        assertEquals(
                "(try [(print 1:i32)] [(set e (error)) (print (text e) (concat \"x\" (text e))"
                        + " (typeof.string (any e)))]) (return)",
                accepted("try: print(1)", "catch e: print(e as string, \"x\" + e, typeof(e))")
                        .tree());
        assertErrors("E2001:2", "try: print(1)", "catch e: print(e + 1)");
        assertErrors("E2005:2", "try: print(1)", "catch e: print(e as i32)");
    }

    @Test
    void both_suites_are_scopes() {
        assertErrors("E1010:3", "try: x = 1", "catch: pass", "print(x)");
        assertErrors("E1010:3", "try: pass", "catch: x = 1", "print(x)");
        assertErrors("E1010:3", "try: pass", "catch e: pass", "print(e)");
        assertErrors("E1010:2", "try: x = 1", "catch: print(x)");
    }

    @Test
    void an_outer_variable_assigned_in_the_body_may_have_no_value() {
        assertEquals(
                "(if c [(set v 0:i32)] []) (try [(do (call g)) (set v 1:i32)] [(print v?)])"
                        + " (print v?) (return)",
                accepted(
                                "fn g() -> void: pass",
                                "fn f(c: bool) -> void:",
                                "    if c: v = 0",
                                "    try:",
                                "        g()",
                                "        v = 1",
                                "    catch: print(v)",
                                "    print(v)")
                        .tree("f"));
    }

    @Test
    void a_variable_assigned_in_body_and_handler_has_a_value() {
        assertEquals(
                "(if c [(set v 0:i32)] []) (try [(set v 1:i32)] [(set v 2:i32)]) (print v)"
                        + " (return)",
                accepted(
                                "fn f(c: bool) -> void:",
                                "    if c: v = 0",
                                "    try: v = 1",
                                "    catch: v = 2",
                                "    print(v)")
                        .tree("f"));
    }

    @Test
    void a_function_may_return_from_both() {
        assertEquals(
                "(try [(return 1:i32)] [(return 2:i32)])",
                accepted("fn f() -> i32:", "    try: return 1", "    catch: return 2").tree("f"));
    }

    @Test
    void a_try_gives_no_implicit_result() {
        assertEquals(
                "(try [(do 1:i32)] [(do 2:i32)]) (missing-return)",
                accepted("fn f() -> i32:", "    try: 1", "    catch: 2").tree("f"));
    }

    @Test
    void loops_can_be_left_from_both() {
        accepted("while true:", "    try: break", "    catch: continue");
        assertErrors("E1401:1", "try: break", "catch: pass");
    }

    @Test
    void what_is_known_of_the_handler_is_refined() {
        assertEquals(
                "[[i32] -> i32]",
                accepted("fn f(x):", "    try: return x / 0", "    catch: return x", "print(f(1))")
                        .versions("f")
                        .toString());
    }
}
