package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ArrayExpressionsTest {
    @Test
    void literals_decide_the_element_type_when_alone() {
        assertEquals("[i32]", staticType("print([1, 2, 3])"));
        assertEquals("[i64]", staticType("print([1, 3000000000, 3])"));
        assertEquals("[f64]", staticType("print([1, 2.5, 3])"));
    }

    @Test
    void literals_adapt_to_the_first_element_that_is_none() {
        assertEquals("[u32]", staticType("x: u32 = 4 + 0 as u32", "print([1, x, 3])"));
        assertErrors("E2001:2", "x: u32 = 4", "print([-1, x, 3])");
    }

    @Test
    void an_any_element_makes_an_any_array_unless_another_type_is_there() {
        assertEquals("[any]", staticType("fn f(): return 1", "print([f(), 2, 3])"));
        assertEquals("[string]", staticType("fn f(): return 1", "print([f(), \"a\", f()])"));
    }

    @Test
    void incompatible_elements_are_E2001() {
        assertErrors("E2001:1", "print([\"a\", 1, \"b\"])");
    }

    @Test
    void the_expected_type_decides() {
        assertEquals(
                "(set x (array.i64 1:i64 2:i64 3:i64)) (return)",
                accepted("x: [i64] = [1, 2, 3]").tree());
        assertErrors("E2001:1", "x: [i64] = [1, \"b\", 3]");
    }

    @Test
    void any_is_kept_where_it_was_expected() {
        assertEquals(
                "(set x (array.any! (any 1:i32) (any \"a\"))) (return)",
                accepted("x: [any] = [1, \"a\",]").tree());
    }

    @Test
    void the_empty_array_is_open_without_expectation() {
        assertEquals("(set x (array.any)) (return)", accepted("x = []").tree());
        assertEquals("(set x (array.i32)) (return)", accepted("x: [i32] = []").tree());
    }

    @Test
    void nested_literals_get_the_expected_element_type() {
        accepted("m: [[f64]] = [[1, 2,], [3.5,], []]");
    }

    @Test
    void two_elements_are_a_fill() {
        assertEquals("(set x (fill.i32 2 1:i32)) (return)", accepted("x = [1, 2]").tree());
        assertEquals(
                "(set x (fill.f64 3 1.0:f64)) (return)", accepted("x: [f64] = [1, 3u]").tree());
    }

    @Test
    void a_trailing_comma_makes_two_elements() {
        assertEquals("(set x (array.i32 1:i32 2:i32)) (return)", accepted("x = [1, 2,]").tree());
    }

    @Test
    void inside_a_call_there_is_no_fill() {
        assertEquals(
                "(print (len.i32 (array.i32 7:i32 2:i32))) (return)",
                accepted("print(len([7, 2]))").tree());
    }

    @Test
    void a_parenthesised_count_is_an_element() {
        assertEquals("(set x (array.i32 1:i32 2:i32)) (return)", accepted("x = [1, (2)]").tree());
    }

    @Test
    void a_compile_time_constant_counts_a_fill() {
        assertEquals(
                "(set SIZE 3:i32) (print (fill.string 3 \"-\")) (return)",
                accepted("SIZE: i32 := 3", "print([\"-\", SIZE])").tree());
        assertEquals(
                "(set n 3:i64) (print (fill.bool 3 true:bool)) (return)",
                accepted("n: i64 = 3", "print([true, n])").tree());
    }

    @Test
    void a_constant_declared_later_counts_a_fill_in_a_function() {
        assertEquals(
                "(return (fill.i32 4 0:i32))",
                accepted("fn f() -> [i32]: return [0, N]", "N := 4").tree("f"));
    }

    @Test
    void a_let_binding_or_variable_is_an_element() {
        assertEquals("[i32]", staticType("let n: i32 = 3", "print([7, n])"));
        assertEquals(
                "(set n 3:i32) (print (array.i32 7:i32 n)) (return)",
                accepted("mut n = 3", "print([7, n])").tree());
    }

    @Test
    void a_declared_length_is_checked_against_literals_and_fills() {
        accepted("N := 3", "a: [i32, 3] = [1, 2, 3]", "b: [i32, N] = [0, 3]");
        assertErrors("E2001:1", "a: [i32, 3] = [1, 2, 3, 4]");
        assertErrors("E2001:1", "a: [i32, 3] = [1, 2]");
        assertErrors("E2001:1", "a: [i32, 3] = []");
    }

    @Test
    void a_declared_length_is_not_checked_against_other_values() {
        accepted("xs = [1, 2, 3]", "a: [i32, 5] = xs");
    }

    @Test
    void an_array_length_may_name_a_constant_declared_later() {
        accepted("a: [i32, N] = [1, 2, 3]", "N := 3");
        accepted("a: [i32, n] = [1, 2, 3]", "n: i32 = 3");
    }

    @Test
    void an_array_length_must_be_a_compile_time_constant() {
        assertErrors("E2001:2", "mut n = 3", "a: [i32, n] = [1, 2, 3]");
        assertErrors("E1010:1", "a: [i32, nowhere] = [1, 2, 3]");
    }

    @Test
    void indexing_gives_elements_and_one_byte_strings() {
        assertEquals("f64", staticType("xs = [1.5, 2.5,]", "print(xs[0])"));
        assertEquals("string", staticType("print(\"abc\"[1])"));
        assertEquals("any", staticType("fn f(x): return x", "print(f([1, 2,])[0])"));
    }

    @Test
    void an_index_has_any_integer_type() {
        accepted("xs = [1, 2,]", "i: u64 = 1", "print(xs[i])");
    }

    @Test
    void a_fractional_index_is_E2001() {
        assertErrors("E2001:2", "xs = [1, 2,]", "print(xs[1.0])");
        assertErrors("E2001:2", "xs = [1, 2,]", "print(xs[\"a\"])");
    }

    @Test
    void a_number_cannot_be_indexed_or_sliced() {
        assertErrors("E2001:2", "x = 5", "print(x[0])");
        assertErrors("E2001:2", "x = 5", "print(x[0..1])");
    }

    @Test
    void a_slice_has_the_type_of_what_it_is_taken_from() {
        assertEquals("[i32]", staticType("xs = [1, 2, 3]", "print(xs[1..])"));
        assertEquals("string", staticType("print(\"hello\"[..2])"));
        assertErrors("E2001:2", "xs = [1, 2, 3]", "print(xs[0..true])");
    }

    @Test
    void arrays_are_compatible_where_one_element_type_is_any() {
        accepted("xs: [any] = []", "ys: [i32] = xs", "zs: [any] = ys");
        assertErrors("E2001:2", "xs: [i32] = []", "ys: [f64] = xs");
    }
}
