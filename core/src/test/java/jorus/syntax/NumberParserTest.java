package jorus.syntax;

import static jorus.syntax.Parsing.errors;
import static jorus.syntax.Parsing.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// language.md 1.4, 4.2 and 15.4.2.
class NumberParserTest {
    private static Expr.IntLit whole(String text) {
        return (Expr.IntLit) Parsing.value("x = " + text);
    }

    private static Expr.FloatLit real(String text) {
        return (Expr.FloatLit) Parsing.value("x = " + text);
    }

    @Test
    void decimal_numbers_ignore_underscores_and_leading_zeros() {
        assertEquals("1000000", expr("1_000_000"));
        assertEquals("10", expr("010"));
        assertEquals("0", expr("000"));
    }

    @Test
    void other_bases_have_their_value() {
        assertEquals("3735928559", expr("0XdeadBEEF"));
        assertEquals("65535", expr("0xFF_FF"));
        assertEquals("10", expr("0b1010"));
        assertEquals("15", expr("0o17"));
        assertEquals("15", expr("0O1_7"));
    }

    @Test
    void hexadecimal_literals_are_marked() {
        assertTrue(whole("0x80000000").isHex());
        assertFalse(whole("0b1").isHex());
        assertFalse(whole("255").isHex());
    }

    @Test
    void hexadecimal_digits_are_taken_greedily() {
        Expr.IntLit value = whole("0x1f64");
        assertEquals(0x1f64, value.value());
        assertEquals(Suffix.NONE, value.suffix());
        assertEquals(Suffix.I64, whole("0xFi64").suffix());
        assertEquals(Suffix.U, whole("0xFu").suffix());
    }

    @Test
    void integers_reach_to_the_end_of_u64() {
        assertEquals("18446744073709551615", expr("18446744073709551615"));
        assertEquals("18446744073709551615", expr("0xFFFFFFFFFFFFFFFF"));
        assertEquals("E1006:1", errors("x = 18446744073709551616"));
        assertEquals("E1006:1", errors("x = 0x10000000000000000"));
        assertEquals("E1006:1", errors("x = 0b1" + "0".repeat(64)));
        assertEquals("E1006:1", errors("x = 99999999999999999999999999999"));
    }

    @Test
    void a_suffix_must_hold_the_value() {
        assertEquals("2147483647i32", expr("2147483647i32"));
        assertEquals("E1006:1", errors("x = 2147483648i32"));
        assertEquals("4294967295u32", expr("4294967295u32"));
        assertEquals("E1006:1", errors("x = 4294967296u32"));
        assertEquals("9223372036854775807i64", expr("9223372036854775807i64"));
        assertEquals("E1006:1", errors("x = 9223372036854775808i64"));
        assertEquals("18446744073709551615u64", expr("18446744073709551615u64"));
        assertEquals("E1006:1", errors("x = 18446744073709551616u64"));
        assertEquals("E1006:1", errors("x = 0xFFFFFFFFi32"));
    }

    @Test
    void the_suffix_u_takes_any_unsigned_value() {
        assertEquals("1u", expr("1u"));
        assertEquals("18446744073709551615u", expr("18446744073709551615u"));
        assertEquals("E1006:1", errors("x = 18446744073709551616u"));
    }

    @Test
    void floats_have_points_or_exponents() {
        assertEquals(3.14, real("3.14").value());
        assertEquals(6.022e23, real("6.022e23").value());
        assertEquals(1e-9, real("1e-9").value());
        assertEquals(2000.0, real("2E+3").value());
        assertEquals(10.25, real("1_0.2_5").value());
        assertEquals(Double.POSITIVE_INFINITY, real("1e999").value());
    }

    @Test
    void the_suffix_f64_rounds_to_nearest() {
        assertEquals(1.0, real("1f64").value());
        assertEquals(9007199254740992.0, real("9007199254740993f64").value());
        assertEquals(9007199254740996.0, real("9007199254740995f64").value());
        assertEquals(0x1.0p64, real("18446744073709551615f64").value());
        assertEquals(0x1.0p63, real("9223372036854776832f64").value());
        assertEquals(0x1.0000000000001p63, real("9223372036854776833f64").value());
        assertEquals(1e30, real("1000000000000000000000000000000f64").value());
        assertEquals(0x1.0p70, real("0b1" + "0".repeat(70) + "f64").value());
        assertEquals(Suffix.F64, real("1.5f64").suffix());
    }

    @Test
    void an_integer_suffix_takes_whole_values_only() {
        assertEquals("3i32", expr("3.0i32"));
        assertEquals("100000i64", expr("1e5i64"));
        assertEquals("15u", expr("1.5e1u"));
        assertEquals("18446744073709551615u64", expr("18446744073709551615.0u64"));
        assertEquals("9007199254740993i64", expr("9007199254740993.0i64"));
        assertEquals("E1006:1", errors("x = 1.5i32"));
        assertEquals("E1006:1", errors("x = 1e-1u"));
        assertEquals("E1006:1", errors("x = 1e10i32"));
        assertEquals("E1006:1", errors("x = 1e20u64"));
        assertEquals("E1006:1", errors("x = 1e999999999999i32"));
    }

    @Test
    void numbers_of_any_length_are_answered_quickly() {
        String digits = "9".repeat(1_000_000);
        assertEquals("E1006:1", errors("x = " + digits));
        assertEquals(Double.POSITIVE_INFINITY, real(digits + "f64").value());
        assertEquals("E1006:1", errors("x = 1." + digits + "i32"));
        assertTrue(Parsing.firstError("x = " + digits).message().length() < 200);
    }

    @Test
    void points_without_digits_are_errors() {
        assertEquals("E1006:1", errors("x = 1.", "y = 2"));
        assertEquals("E1006:1", errors("x = .5"));
        assertEquals("E1006:1", errors("x = 1.2.3"));
    }
}
