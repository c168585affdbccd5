package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Hoisting, shared values, sunk moves and copied tails, on small programs.
class LoopPassesTest {
    private static String before(String mark, String ir) {
        int at = ir.indexOf(mark);
        assertTrue(at >= 0, "no " + mark + " in\n" + ir);
        return ir.substring(0, at);
    }

    @Test
    void constants_of_inner_loops_go_before_the_outermost() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32, x: f64) -> f64:",
                        "    mut s = x",
                        "    for i in 0..n:",
                        "        for j in 0..n: s = s * 1.25",
                        "    return s",
                        "print(f(3, 2.0))");
        assertEquals(1, ir.split("const 1.25", -1).length - 1, ir);
        assertTrue(before("b2:", ir).contains("const 1.25"), ir);
    }

    @Test
    void constants_without_a_loop_stay_where_they_are_used() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32, x: f64) -> f64:",
                        "    if n > 3: return x * 2.5",
                        "    return x",
                        "print(f(3, 2.0))");
        assertFalse(before("b1:", ir).contains("const"), ir);
    }

    @Test
    void a_constant_argument_is_made_in_its_place() {
        String ir =
                Sources.function(
                        "f", "fn f(n: i32):", "    for i in 0..n: print(\"x\", 77)", "f(3)");
        assertFalse(before("builtin", ir).contains("b2:") && !ir.contains("const 77"), ir);
        assertTrue(ir.indexOf("const 77") > ir.indexOf("put.ref"), ir);
    }

    @Test
    void conversions_of_what_a_loop_does_not_change_leave_it() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> f64:",
                        "    mut s = 0.0",
                        "    for i in 0..n: s = s + (n as f64)",
                        "    return s",
                        "print(f(3))");
        assertTrue(before("b2:", ir).contains("convert r0"), ir);
    }

    @Test
    void a_product_that_may_trap_leaves_the_loop_if_it_comes_first() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n: s = n * n + s",
                        "    return s",
                        "print(f(3))");
        assertTrue(before("b2:", ir).contains("mul r0, r0"), ir);
        assertFalse(before("b1:", ir).contains("mul r0, r0"), ir);
    }

    @Test
    void a_product_that_may_trap_after_something_else_stays() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n:",
                        "        print(i)",
                        "        s = n * n + s",
                        "    return s",
                        "print(f(3))");
        assertFalse(before("put.i32", ir).contains("mul"), ir);
    }

    @Test
    void a_module_variable_is_read_once_before_a_loop_that_cannot_change_it() {
        String ir =
                Sources.function(
                        "f",
                        "mut k = 3",
                        "fn set(): k = 4",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n: s = s + k",
                        "    return s",
                        "print(f(3))",
                        "set()");
        assertTrue(before("b2:", ir).contains("get_global k"), ir);
    }

    @Test
    void a_module_variable_is_read_anew_after_calls_that_may_change_it() {
        String ir =
                Sources.function(
                        "f",
                        "mut k = 3",
                        "fn set(): k = 4",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n:",
                        "        set()",
                        "        s = s + k",
                        "    return s",
                        "print(f(3))");
        assertFalse(before("call set", ir).contains("get_global"), ir);
    }

    @Test
    void equal_products_are_computed_once() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(x: f64, y: f64) -> f64:",
                        "    if x * x + y * y > 4.0: return x",
                        "    return x * x - y * y",
                        "print(f(1.0, 2.0))");
        assertEquals(2, ir.split("mul", -1).length - 1, ir);
    }

    @Test
    void an_element_is_read_again_after_a_store() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: [i32], b: [i32]) -> i32:",
                        "    x = a[0] + a[0]",
                        "    b[0] = 5",
                        "    return x + a[0]",
                        "print(f([1, 2,], [1, 2,]))");
        assertEquals(2, ir.split("get", -1).length - 1, ir);
    }

    @Test
    void a_temporary_for_one_assignment_is_not_needed() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> f64:",
                        "    mut x = 0.5",
                        "    mut y = 0.25",
                        "    for i in 0..n:",
                        "        t = x * x - 3.0",
                        "        y = x * y",
                        "        x = t",
                        "    return x + y",
                        "print(f(3))");
        assertFalse(ir.contains("move"), ir);
    }

    @Test
    void both_ways_through_a_loop_end_in_its_branch() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n:",
                        "        if i % 2 == 0: s = s + i",
                        "        else: s = s - 1",
                        "    return s",
                        "print(f(3))");
        assertEquals(2, ir.split("next", -1).length - 1, ir);
    }

    @Test
    void traps_are_laid_out_last() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32, s: i32) -> i32:",
                        "    for i in 0..n..s: print(i)",
                        "    return 1",
                        "print(f(3, 1))");
        assertTrue(ir.trim().endsWith("range step cannot be zero\""), ir);
    }
}
