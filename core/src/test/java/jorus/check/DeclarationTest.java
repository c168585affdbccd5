package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeclarationTest {
    @Test
    void a_variable_has_the_type_of_its_initializer_for_good() {
        assertEquals("i32", staticType("mut x = 1", "x = 2", "print(x)"));
        assertErrors("E2001:2", "mut x = 1", "x = \"a\"");
    }

    @Test
    void a_mismatch_points_at_the_declaration() {
        assertEquals(
                "[expected 'i32', found 'string' | note: 'x' is declared as 'i32' here @1]",
                of("mut x = 1", "x = \"a\"").messages().toString());
    }

    @Test
    void an_annotation_is_checked() {
        assertErrors("E2001:1", "x: bool = 1");
        assertErrors("E2003:1", "x: integer = 1");
        assertErrors("E2001:1", "x: void = 1");
    }

    @Test
    void after_a_wrong_initializer_the_annotation_still_holds() {
        assertErrors("E2001:1 E2001:2", "x: i32 = \"a\"", "y: string = x");
    }

    @Test
    void a_misspelt_type_is_suggested() {
        assertEquals(
                "[the type 'strng' is not defined | help: did you mean 'string'?]",
                of("x: strng = \"\"").messages().toString());
    }

    @Test
    void plain_names_at_module_level_cannot_be_assigned_again() {
        assertErrors("E1014:2", "x = 1", "x = 2");
        assertEquals(
                "['x' can't be assigned again | help: declare it with 'mut': 'mut x'"
                        + " | note: 'x' is declared here @1]",
                of("x = 1", "x = 2").messages().toString());
    }

    @Test
    void plain_names_in_functions_and_blocks_can_be_assigned_again() {
        accepted("fn f():", "    x = 1", "    x = 2", "    return x");
        accepted("for i in 0..2:", "    x = 1", "    x = 2");
        accepted("if true:", "    x = 1", "    x = 2", "x = 3");
    }

    @Test
    void typed_names_and_constants_cannot_be_assigned() {
        assertErrors("E1014:2", "x: i32 = 1", "x = 2");
        assertErrors("E1014:2", "X := 1", "X = 2");
        assertErrors("E1014:3", "fn f():", "    x: i32 = 1", "    x += 2");
    }

    @Test
    void let_names_can_be_assigned() {
        accepted("let x = 1", "x = 2", "let mut y: i64 = 1", "y = 2");
    }

    @Test
    void parameters_are_assignable_with_mut_only() {
        accepted("fn f(mut a: i32): a = a + 1");
        assertErrors("E1014:1", "fn f(a: i32): a = 2");
        assertTrue(of("fn f(a: i32): a = 2").messages().toString().contains("the parameter 'a'"));
    }

    @Test
    void loop_variables_are_assignable() {
        accepted("for i in 0..3: i = i + 1", "for x in [1, 2,]: x = 5");
    }

    @Test
    void functions_cannot_be_assigned() {
        assertErrors("E1014:2", "fn f(): pass", "f = 1");
    }

    @Test
    void an_explicit_declaration_binds_in_the_innermost_scope() {
        accepted("mut count = 0", "if true:", "    mut count = \"a\"", "count = 1");
        assertErrors("E1010:3", "if true:", "    mut inner = 1", "print(inner)");
    }

    @Test
    void two_declarations_in_one_scope_are_E1011() {
        assertErrors("E1011:2", "mut x = 1", "mut x = 2");
        assertErrors("E1011:2", "x = 1", "mut x = 2");
        assertErrors("E1011:1", "fn f(a): mut a = 1");
        assertErrors("E1011:1", "for i in 0..3: mut i = 1");
    }

    @Test
    void the_second_declaration_is_marked_and_the_first_noted() {
        Checking checking = of("mut x = 1", "mut x = 2");
        assertEquals(
                "['x' is already declared in this scope | note: 'x' is first declared here @1]",
                checking.messages().toString());
    }

    @Test
    void underscore_may_be_declared_any_number_of_times() {
        accepted("_ = 1", "_ = \"a\"", "mut _ = 2.5", "_ = true");
        assertEquals("bool", staticType("_ = 1", "_ = true", "print(_)"));
    }

    @Test
    void a_plain_name_outlives_if_and_while() {
        assertEquals("string", staticType("if true:", "    label = \"a\"", "print(label)"));
        assertEquals(
                "i32",
                staticType(
                        "mut n = 1", "while n > 0:", "    n -= 1", "    last = n", "print(last)"));
    }

    @Test
    void a_plain_name_ends_with_a_for() {
        assertErrors("E1010:2", "for i in 0..2: x = i", "print(x)");
    }

    @Test
    void an_initializer_sees_the_outer_variable() {
        accepted("x = 1", "if true:", "    mut x = x + 1", "    x = 5");
        assertErrors("E1010:1", "y = y + 1");
    }

    @Test
    void a_function_sees_module_variables_declared_before_it() {
        accepted("mut total = 0", "fn add(n: i32): total = total + n", "add(3)");
    }

    @Test
    void a_function_does_not_see_module_variables_declared_after_it() {
        assertErrors("E1010:1", "fn f(): return later", "later = 1");
    }

    @Test
    void assigning_a_later_module_variable_in_a_function_declares_a_local() {
        Checking checking = accepted("fn f():", "    v = 1", "    return v", "v = \"a\"");
        Variable local = checking.function("f").locals().get(0);
        assertEquals("v: i32", local.toString());
        assertFalse(local.isModuleLevel());
    }

    @Test
    void module_variables_are_globals_and_block_variables_locals_of_the_module() {
        Checking checking =
                accepted("a = 1", "for i in 0..2: b = i", "if true:", "    mut c = 1", "    d = 2");
        assertEquals("[a: i32, d: i32]", checking.program().globals().toString());
        assertEquals("[i: i32, b: i32, c: i32]", checking.main().locals().toString());
    }

    @Test
    void only_later_stores_mark_a_variable_as_assigned_later() {
        Checking checking = accepted("mut a = 1", "mut b = 1", "b += 1");
        assertFalse(checking.program().globals().get(0).isAssignedLater());
        assertTrue(checking.program().globals().get(1).isAssignedLater());
    }

    @Test
    void constants_at_module_level_are_screaming() {
        assertErrors("E1013:1", "limit := 5");
        assertErrors("E1013:1", "Limit := 5");
        accepted("LIMIT_2 := 5");
        accepted("if true:", "    limit := 5");
        assertTrue(of("maxSize := 5").messages().toString().contains("'MAX_SIZE'"));
    }

    @Test
    void constants_are_visible_in_the_whole_module() {
        accepted("fn f() -> i32: return LIMIT * 2", "LIMIT := 5", "print(f())");
        assertEquals(
                "string",
                staticType("fn f() -> string: return NAME", "NAME := \"n\"", "print(f())"));
    }

    @Test
    void a_constant_may_be_computed_from_others() {
        assertEquals("i32", staticType("W := 3", "AREA := W * 4", "print(AREA)"));
        assertEquals(
                "i32",
                staticType("fn f() -> i32: return AREA", "W := 3", "AREA := W * 4", "print(f())"));
    }

    @Test
    void compile_time_constants_are_read_as_literals() {
        assertEquals(
                "(set N 5:i64) (print 5:i64) (return)", accepted("N: i64 := 5", "print(N)").tree());
        assertEquals(
                "(return 5:i32)",
                accepted("fn f(): return N", "N := 5").tree("f").replace("(any 5:i32)", "5:i32"));
    }

    @Test
    void two_constants_of_one_name_are_E1011() {
        assertErrors("E1011:2", "N := 1", "N := 2");
    }

    @Test
    void pub_is_for_the_module_level() {
        accepted("pub mut x = 1", "pub N := 2", "pub fn f(): pass");
    }

    @Test
    void destructuring_reads_elements_in_order() {
        assertEquals(
                "(set %0 (array.i32 1:i32 2:i32)) (set a (element %0 0:i32))"
                        + " (set b (element %0 1:i32)) (return)",
                accepted("a, b = [1, 2,]").tree());
    }

    @Test
    void only_arrays_are_taken_apart() {
        assertErrors("E2001:1", "a, b = 5");
        assertErrors("E2001:1", "a, b = \"xy\"");
        accepted("fn f(): return 1, 2", "a, b = f()");
    }

    @Test
    void destructuring_follows_the_rules_of_assignment() {
        assertErrors("E1014:2", "a = 1", "a, b = [1, 2,]");
        assertErrors("E2001:2", "mut a = \"s\"", "a, b = [1, 2,]");
    }

    @Test
    void chained_assignment_goes_from_right_to_left() {
        assertEquals("(set %0 5:i32) (set b %0) (set a %0) (return)", accepted("a = b = 5").tree());
    }

    @Test
    void a_chain_evaluates_its_innermost_element_target_once() {
        assertEquals(
                "(set xs (array.i32 1:i32 2:i32)) (set %0 xs) (set %1 0:i32) (set %2 7:i32)"
                        + " (set-element %0 %1 %2) (set a %2) (return)",
                accepted("xs = [1, 2,]", "a = xs[0] = 7").tree());
    }

    @Test
    void elements_are_stored_with_their_type() {
        assertEquals(
                "(set xs (array.f64 1.0:f64 2.0:f64)) (set-element xs 0:i32 3.0:f64) (return)",
                accepted("xs = [1.0, 2,]", "xs[0] = 3").tree());
        assertErrors("E2001:2", "xs = [1.0, 2,]", "xs[0] = \"a\"");
    }

    @Test
    void strings_cannot_be_stored_into() {
        assertErrors("E2001:2", "s = \"abc\"", "s[0] = \"x\"");
    }

    @Test
    void update_is_assignment_with_an_operator() {
        assertEquals(
                "(set x 1:i32) (set x (add.i32 x 2:i32)) (return)",
                accepted("mut x = 1", "x += 2").tree());
        assertErrors("E1010:1", "x += 2");
        assertErrors("E1014:2", "x = 1", "x += 2");
        assertErrors("E2001:2", "mut x = 1", "x += 1.5");
        assertErrors("E2001:2", "mut x = 1", "x += \"a\"");
    }

    @Test
    void updating_an_element_evaluates_array_and_index_once() {
        assertEquals(
                "(set xs (array.i32 1:i32 2:i32))"
                        + " (update %0=xs %1=0:i32 (mul.i32 (index %0 %1) 3:i32)) (return)",
                accepted("xs = [1, 2,]", "xs[0] *= 3").tree());
        assertErrors("E2001:2", "s = \"abc\"", "s[0] += \"x\"");
    }

    @Test
    void an_undefined_name_is_E1010_with_a_suggestion() {
        assertEquals(
                "['conut' is not defined | help: did you mean 'count'?]",
                of("count = 1", "print(conut)").messages().toString());
        assertEquals("['q' is not defined]", of("count = 1", "print(q)").messages().toString());
    }

    @Test
    void a_name_that_is_not_visible_yet_is_not_suggested() {
        assertEquals(
                "['value1' is not defined]",
                of("print(value1)", "value2 = 1").messages().toString());
    }
}
