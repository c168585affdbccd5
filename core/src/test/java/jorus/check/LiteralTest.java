package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LiteralTest {
    @Test
    void an_integer_literal_alone_is_the_first_type_that_holds_it() {
        assertEquals("i32", staticType("print(2147483647)"));
        assertEquals("i64", staticType("print(2147483648)"));
        assertEquals("i64", staticType("print(9223372036854775807)"));
        assertEquals("u64", staticType("print(9223372036854775808)"));
    }

    @Test
    void the_minus_belongs_to_the_literal() {
        assertEquals("i32", staticType("print(-2147483648)"));
        assertEquals("i64", staticType("print(-2147483649)"));
        assertEquals("i64", staticType("print(-9223372036854775808)"));
    }

    @Test
    void a_negative_literal_below_i64_is_E1006() {
        assertErrors("E1006:1", "print(-9223372036854775809)");
    }

    @Test
    void parentheses_and_signs_may_be_mixed_in_a_literal() {
        assertEquals("(set x 5:i64) (return)", accepted("x: i64 = -(-(5))").tree());
    }

    @Test
    void a_float_literal_is_f64() {
        assertEquals("f64", staticType("print(1.5)"));
    }

    @Test
    void a_hexadecimal_literal_of_32_bits_alone_is_the_i32_of_these_bits() {
        assertEquals("(print -1:i32) (return)", accepted("print(0xFFFFFFFF)").tree());
        assertEquals("(print -2147483648:i32) (return)", accepted("print(0x80000000)").tree());
    }

    @Test
    void a_hexadecimal_literal_is_unsigned_where_another_type_is_expected() {
        assertEquals("(set x 4294967295:i64) (return)", accepted("x: i64 = 0xFFFFFFFF").tree());
        assertEquals("(set x 4294967295:u32) (return)", accepted("x: u32 = 0xFFFFFFFF").tree());
        assertEquals("(set x -1:i32) (return)", accepted("x: i32 = 0xFFFFFFFF").tree());
        assertEquals("(set x 4.294967295E9:f64) (return)", accepted("x: f64 = 0xFFFFFFFF").tree());
    }

    @Test
    void the_minus_before_a_hexadecimal_literal_applies_to_its_unsigned_value() {
        assertEquals("(print -4294967295:i64) (return)", accepted("print(-0xFFFFFFFF)").tree());
        assertErrors("E2001:1", "x: i32 = -0xFFFFFFFF");
    }

    @Test
    void a_literal_takes_the_annotated_type() {
        assertEquals("(set x 5:u64) (return)", accepted("x: u64 = 5").tree());
        assertEquals("(set x 5.0:f64) (return)", accepted("x: f64 = 5").tree());
        assertEquals("(set x -5.0:f64) (return)", accepted("x: f64 = -5").tree());
    }

    @Test
    void a_u64_literal_rounds_to_the_nearest_f64() {
        assertEquals(
                "(set x 1.8446744073709552E19:f64) (return)",
                accepted("x: f64 = 18446744073709551615").tree());
    }

    @Test
    void a_literal_that_does_not_fit_the_annotation_is_E2001() {
        assertErrors("E2001:1", "x: i32 = 3000000000");
        assertErrors("E2001:1", "x: u32 = -1");
        assertErrors("E2001:1", "x: u64 = -1");
        assertErrors("E2001:1", "x: i64 = 9223372036854775808");
    }

    @Test
    void a_float_literal_does_not_become_an_integer() {
        assertErrors("E2001:1", "x: i32 = 1.0");
    }

    @Test
    void a_literal_with_suffix_does_not_adapt() {
        assertErrors("E2001:1", "x: i64 = 5i32");
        assertEquals("u32", staticType("print(5u)"));
        assertEquals("u64", staticType("print(4294967296u)"));
        assertEquals("f64", staticType("print(5f64)"));
    }

    @Test
    void literals_adapt_to_parameters_results_elements_and_assignments() {
        accepted(
                "fn f(x: i64) -> u32: return 7",
                "mut a: f64 = 1",
                "a = 2",
                "xs: [u64] = [1, 2, 3]",
                "xs[0] = 9",
                "push(xs, 4)",
                "print(f(5))");
    }

    @Test
    void one_literal_in_arithmetic_takes_the_type_of_the_other_operand() {
        assertEquals("i64", staticType("x: i64 = 1", "print(x + 1)"));
        assertEquals("f64", staticType("x: f64 = 1", "print(2 * x)"));
        assertEquals("u32", staticType("x: u32 = 1", "print(x - 1)"));
    }

    @Test
    void a_float_literal_converts_an_integer_operand_to_f64() {
        assertEquals(
                "(set x 3:i32) (print (mul.f64 (cast.f64 x) 0.5:f64)) (return)",
                accepted("mut x = 3", "print(x * 0.5)").tree());
    }

    @Test
    void a_literal_that_does_not_fit_the_other_operand_is_E2004() {
        assertErrors("E2004:2", "x: i32 = 1", "print(x + 3000000000)");
        assertErrors("E2004:2", "x: u32 = 1", "print(-1 + x)");
    }

    @Test
    void two_literals_take_the_wider_type() {
        assertEquals("i32", staticType("print(1 + 2)"));
        assertEquals("i64", staticType("print(1 + 3000000000)"));
        assertEquals("u64", staticType("print(18446744073709551615 - 1)"));
        assertEquals("f64", staticType("print(1 + 2.5)"));
    }

    @Test
    void two_literals_without_a_common_type_are_E2004() {
        assertErrors("E2004:1", "print(-1 + 18446744073709551615)");
    }

    @Test
    void the_sum_of_two_literals_is_no_literal() {
        assertErrors("E2001:1", "x: i64 = 1 + 2");
    }

    @Test
    void a_literal_beside_any_stays_adaptable() {
        assertEquals("(return (add.any x 1:i32~))", accepted("fn f(x): return x + 1").tree("f"));
    }

    @Test
    void a_comparison_is_by_value_whatever_the_literal() {
        assertEquals(
                "(set x 1.0:f64) (print (lt x 2.0:f64)) (return)",
                accepted("mut x = 1.0", "print(x < 2)").tree());
        assertEquals(
                "(set x 1:u32) (print (eq x -1:i32)) (return)",
                accepted("mut x: u32 = 1", "print(x == -1)").tree());
        assertEquals(
                "(set x 1:u32) (print (eq x -1:i32)) (return)",
                accepted("mut x: u32 = 1", "print(x == 0xFFFFFFFF)").tree());
    }

    @Test
    void a_literal_cast_to_a_type_that_holds_it_has_that_value() {
        assertEquals(
                "(print 4294967295:i64) (return)", accepted("print(0xFFFFFFFF as i64)").tree());
        assertEquals("(print 3.0:f64) (return)", accepted("print(3 as f64)").tree());
    }

    @Test
    void a_literal_cast_to_a_type_that_does_not_hold_it_is_cast_at_run_time() {
        assertEquals("(print (cast.u32 -1:i32)) (return)", accepted("print(-1 as u32)").tree());
        assertEquals("(print (cast.i32 3.7:f64)) (return)", accepted("print(3.7 as i32)").tree());
    }

    @Test
    void adaptable_literals_of_the_tree_know_their_bits_in_other_types() {
        TExpr.Literal hex = operand(accepted("fn f(x): return x * 0x9E3779B9"));
        assertEquals(0x9E3779B9L, hex.bitsIn(jorus.type.Type.U32));
        assertEquals(0x9E3779B9, (int) hex.bitsIn(jorus.type.Type.I32));
        assertEquals(0x9E3779B9L, hex.bitsIn(jorus.type.Type.U64));
        TExpr.Literal minus = operand(accepted("fn f(x): return x * -3"));
        assertEquals(-3.0, Double.longBitsToDouble(minus.bitsIn(jorus.type.Type.F64)));
        assertEquals(false, minus.fits(jorus.type.Type.U64));
    }

    private static TExpr.Literal operand(Checking checking) {
        TStmt.Return last = (TStmt.Return) checking.function("f").body().get(0);
        return (TExpr.Literal) ((TExpr.Arith) last.value()).right();
    }
}
