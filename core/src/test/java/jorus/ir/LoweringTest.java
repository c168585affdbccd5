package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoweringTest {
    private static void expect(String ir, String name, String... lines) {
        assertEquals(ir, Sources.function(name, lines));
    }

    private static int count(String part, String text) {
        int found = 0;
        for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + 1)) {
            found++;
        }
        return found;
    }

    @Test
    void an_assignment_of_a_sum_is_one_instruction() {
        expect(
                """
                b0:
                    r2: i32 = add r0, r1
                    return r2
                """,
                "f",
                "fn f(a: i32, b: i32) -> i32:",
                "    c = a + b",
                "    return c",
                "print(f(1, 2))");
    }

    @Test
    void adding_and_subtracting_small_constants_takes_an_immediate() {
        expect(
                """
                b0:
                    r2: i32 = addk r0, 5
                    r4: i32 = addk r2, -3
                    return r4
                """,
                "f",
                "fn f(a: i32) -> i32:",
                "    return a + 5 - 3",
                "print(f(1))");
    }

    @Test
    void a_while_loop_costs_one_branch_per_turn() {
        expect(
                """
                b0:
                    r1: i32 = const 0
                    branch.gt r0, 0 -> b1 else b2
                b1:
                    r1: i32 = addk r1, 1
                    branch.lt r1, r0 -> b1 else b2
                b2:
                    return r1
                """,
                "f",
                "fn f(n: i32) -> i32:",
                "    mut i = 0",
                "    while i < n: i = i + 1",
                "    return i",
                "print(f(3))");
    }

    @Test
    void a_loop_over_a_range_ends_in_next() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n: s = s + i",
                        "    return s",
                        "print(f(3))");
        assertEquals(
                """
                b0:
                    r1: i32 = const 0
                    r2: i32 = const 0
                    branch.gt r0, 0 -> b1 else b3
                b1:
                    r3: i32 = addk r0, -1
                    jump -> b2
                b2:
                    r1: i32 = add r1, r2
                    next r2, r3 -> b2 else b3
                b3:
                    return r1
                """,
                ir);
    }

    @Test
    void a_stepped_loop_costs_an_addition_and_a_branch() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n..3: s = s + i",
                        "    return s",
                        "print(f(3))");
        assertTrue(ir.contains("sub.sat.i32"), ir);
        assertTrue(
                ir.contains(
                        """
                        b2:
                            r2: i32 = addk r2, 3
                            jump -> b3
                        b3:
                            r1: i32 = add r1, r2
                            branch.lt r2, r4 -> b2 else b4
                        """),
                ir);
    }

    @Test
    void an_unsigned_loop_compares_before_it_adds() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: u32) -> u32:",
                        "    mut s: u32 = 0",
                        "    for i in 0u32..=n: s = s + i",
                        "    return s",
                        "print(f(3))");
        assertFalse(ir.contains("next"), ir);
        assertEquals(1, count("branch.lt", ir), ir);
    }

    @Test
    void a_step_that_is_not_known_is_checked_for_zero() {
        String ir =
                Sources.function(
                        "f", "fn f(n: i32, s: i32):", "    for i in 0..n..s: print(i)", "f(3, 2)");
        assertTrue(ir.contains("trap RANGE_STEP \"range step cannot be zero\""), ir);
    }

    @Test
    void module_variables_that_only_the_module_uses_are_registers() {
        IrProgram program = Sources.lower("mut x = 1", "x = x + 2", "print(x)");
        assertTrue(program.globals().isEmpty());
    }

    @Test
    void module_variables_that_functions_assign_are_globals() {
        IrProgram program =
                Sources.lower("mut x = 1", "fn f():", "    x = x + 1", "f()", "print(x)");
        assertEquals(1, program.globals().size());
        assertEquals("x", program.globals().get(0).name());
    }

    @Test
    void constants_of_the_module_are_constants_in_functions() {
        String ir =
                Sources.function(
                        "f", "N := 100", "fn f(a: i32) -> i32:", "    return a + N", "print(f(1))");
        assertTrue(ir.contains("addk r0, 100"), ir);
        assertFalse(ir.contains("get_global"), ir);
    }

    @Test
    void conditions_branch_without_making_bools() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i32, b: i32) -> i32:",
                        "    if a < 3 and not (b == 4) or a > 9: return 1",
                        "    return 2",
                        "print(f(1, 2))");
        assertFalse(ir.contains("bool"), ir);
        assertEquals(3, count("branch", ir), ir);
    }

    @Test
    void a_signed_integer_compares_with_u64_by_value() {
        String ir =
                Sources.function(
                        "f", "fn f(a: i32, b: u64) -> bool:", "    return b < a", "print(f(1, 2))");
        assertTrue(ir.contains("builtin cmp.i64.u64"), ir);
        assertTrue(ir.contains("compare.gt"), ir);
    }

    @Test
    void an_integer_compares_with_a_real_as_its_nearest_real() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: i64, b: f64) -> bool:",
                        "    return a < b",
                        "print(f(1, 2.5))");
        assertTrue(ir.contains("f64 = convert r0"), ir);
        assertTrue(ir.contains("compare.lt"), ir);
    }

    @Test
    void strings_compare_by_bytes() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: string, b: string) -> i32:",
                        "    if a == b: return 0",
                        "    if a < b: return 1",
                        "    return 2",
                        "print(f(\"a\", \"b\"))");
        assertTrue(ir.contains("compare.eq r0, r1"), ir);
        assertTrue(ir.contains("builtin cmp.str r0, r1"), ir);
    }

    @Test
    void a_wide_index_is_clamped() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: [i32], i: i64) -> i32:",
                        "    return a[i]",
                        "print(f([1, 2,], 1))");
        assertTrue(ir.contains("index r1"), ir);
    }

    @Test
    void an_element_update_evaluates_base_and_index_once_without_copies() {
        expect(
                """
                b0:
                    r2: i32 = get r0, r1
                    r4: i32 = addk r2, 7
                    set r0, r1, r4
                    return
                """,
                "f",
                "fn f(a: [i32], i: i32) -> void:",
                "    a[i] += 7",
                "f([1, 2,], 1)");
    }

    @Test
    void a_fill_with_zero_needs_no_filling() {
        String ir = Sources.function("f", "fn f():", "    return len([0, 9])", "a = [0, 9]", "f()");
        assertFalse(ir.contains("fill"), ir);
    }

    @Test
    void a_loop_over_an_array_that_stays_as_it_is_counts_to_its_length() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: [i32]) -> i32:",
                        "    mut s = 0",
                        "    for x in a: s = s + x",
                        "    return s",
                        "print(f([1, 2,]))");
        assertEquals(1, count("length", ir), ir);
        assertEquals(1, count("next", ir), ir);
    }

    @Test
    void a_loop_over_an_array_that_may_grow_reads_its_length_in_every_turn() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(a: [i32]):",
                        "    for x in a:",
                        "        if x < 3: push(a, x + 1)",
                        "f([1, 2,])");
        assertEquals(2, count("length", ir), ir);
    }

    @Test
    void negative_integers_are_not_iterated() {
        String ir = Sources.function("f", "fn f(n: i32):", "    for i in n: print(i)", "f(3)");
        assertTrue(ir.contains("trap TYPE \"Cannot iterate negative integer\""), ir);
    }

    @Test
    void a_function_that_falls_off_its_end_traps() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    if n > 1: return 2",
                        "    while n > 5: pass",
                        "print(f(2))");
        assertTrue(ir.contains("trap NO_RETURN \"Function 'f' ended without returning"), ir);
    }

    @Test
    void nothing_follows_an_endless_loop() {
        String ir = Sources.function("f", "fn f():", "    while true: pass", "f()");
        assertEquals("b0:\n    jump -> b1\nb1:\n    jump -> b1\n", ir);
    }

    @Test
    void versions_of_a_function_compute_in_their_own_types() {
        IrProgram program =
                Sources.lower("fn f(a, b): a + b", "print(f(1, 2), f(0.5, 1.5), f(\"a\", \"b\"))");
        String all = IrPrinter.print(program);
        assertTrue(all.contains("i32 = add"), all);
        assertTrue(all.contains("f64 = add"), all);
        assertTrue(all.contains("string = concat"), all);
    }

    @Test
    void arguments_of_type_any_of_builtins_are_boxed() {
        String ir = Sources.function("f", "fn f(n: i32): assert_eq(\"s\", n, 1)", "f(1)");
        assertTrue(ir.contains("any = box r0"), ir);
    }

    @Test
    void a_read_before_a_value_traps_at_run_time() {
        String ir =
                Sources.function(
                        "f", "fn f(n: i32):", "    if n > 1: x = 2", "    print(x)", "f(1)");
        assertTrue(ir.contains("trap NAME \"Variable 'x' used before it was initialized\""), ir);
    }
}
