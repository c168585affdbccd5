package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OperatorTest {
    private static final String[] VARIABLES = {
        "i: i32 = 1 + 0",
        "l: i64 = 1",
        "u: u32 = 1",
        "d: f64 = 1",
        "b: bool = true",
        "s: string = \"x\"",
        "xs: [i32] = [1, 2, 3]",
        "fn dyn(): return 1",
        "fn nothing() -> void: pass",
    };
    private static final int LINE = VARIABLES.length + 1;

    private static String[] with(String last) {
        String[] lines = java.util.Arrays.copyOf(VARIABLES, LINE);
        lines[LINE - 1] = last;
        return lines;
    }

    private static String typeOf(String expression) {
        return staticType(with("print(" + expression + ")"));
    }

    private static void rejects(String code, String expression) {
        assertErrors(code + ":" + LINE, with("print(" + expression + ")"));
    }

    @Test
    void arithmetic_on_one_type_has_that_type() {
        assertEquals("i32", typeOf("i + i"));
        assertEquals("u32", typeOf("u % u"));
        assertEquals("f64", typeOf("d / d"));
    }

    @Test
    void mixed_numeric_types_are_E2004() {
        rejects("E2004", "i + l");
        rejects("E2004", "u * i");
        rejects("E2004", "d - l");
    }

    @Test
    void the_help_for_mixed_types_names_the_wider_one() {
        assertEquals(
                "['+' on 'i32' and 'i64' | help: use 'as i64' on the 'i32' operand]",
                of(with("print(i + l)")).messages().toString());
    }

    @Test
    void the_operator_is_what_the_diagnostic_marks() {
        assertEquals("+", of(with("print(i + l)")).marked());
    }

    @Test
    void bool_in_arithmetic_is_E2001() {
        rejects("E2001", "b + b");
        rejects("E2001", "i * b");
    }

    @Test
    void strings_are_concatenated() {
        assertEquals("string", typeOf("s + s"));
    }

    @Test
    void a_string_literal_converts_numbers_and_bools() {
        assertEquals("string", typeOf("\"n = \" + i"));
        assertEquals("string", typeOf("d + \"!\""));
        assertEquals("string", typeOf("\"b = \" + true"));
    }

    @Test
    void a_string_variable_does_not_convert() {
        rejects("E2001", "s + i");
        rejects("E2001", "i + s");
    }

    @Test
    void a_string_literal_does_not_convert_number_literals() {
        rejects("E2001", "\"a\" + 1");
        rejects("E2001", "1.5 + \"a\"");
        rejects("E2001", "\"a\" + 5i64");
    }

    @Test
    void a_constant_is_no_literal_in_a_concatenation() {
        assertEquals("string", staticType("N := 5", "print(\"n\" + N)"));
    }

    @Test
    void a_string_cannot_be_subtracted() {
        rejects("E2001", "s - s");
    }

    @Test
    void an_array_is_repeated_from_either_side() {
        assertEquals("[i32]", typeOf("xs * 3"));
        assertEquals("[i32]", typeOf("u * xs"));
        rejects("E2001", "xs * d");
        rejects("E2001", "xs + xs");
    }

    @Test
    void what_is_computed_from_any_is_any() {
        assertEquals("any", typeOf("dyn() + 1"));
        assertEquals("any", typeOf("i * dyn()"));
        assertEquals("any", typeOf("\"s\" + dyn()"));
        assertEquals("any", typeOf("-dyn()"));
        assertEquals("any", typeOf("dyn() and b"));
    }

    @Test
    void comparisons_are_bool_even_of_any() {
        assertEquals("bool", typeOf("dyn() < 3"));
        assertEquals("bool", typeOf("not dyn()"));
        assertEquals("bool", typeOf("i == s"));
        assertEquals("bool", typeOf("xs != b"));
    }

    @Test
    void numbers_of_all_types_are_ordered() {
        assertEquals("bool", typeOf("i < l"));
        assertEquals("bool", typeOf("u >= d"));
        assertEquals("bool", typeOf("s <= s"));
    }

    @Test
    void ordering_other_values_is_E2001() {
        rejects("E2001", "b < b");
        rejects("E2001", "s < i");
        rejects("E2001", "xs > xs");
        rejects("E2001", "1 < i < 3");
    }

    @Test
    void matches_compares_with_a_value() {
        assertEquals("bool", typeOf("i matches 3"));
    }

    @Test
    void and_and_or_take_bools_or_integers_of_one_type() {
        assertEquals("bool", typeOf("b and i < 3"));
        assertEquals("i32", typeOf("i or i"));
        rejects("E2001", "b and i");
        rejects("E2001", "i or l");
        rejects("E2001", "d and d");
        rejects("E2001", "s or s");
    }

    @Test
    void not_takes_bool_and_integers() {
        assertEquals("bool", typeOf("not b"));
        assertEquals("bool", typeOf("not l"));
        rejects("E2001", "not d");
        rejects("E2001", "not s");
    }

    @Test
    void minus_on_unsigned_is_E2007() {
        rejects("E2007", "-u");
    }

    @Test
    void minus_on_a_string_is_E2007() {
        rejects("E2007", "-s");
    }

    @Test
    void numbers_and_bools_are_cast_to_numbers() {
        assertEquals("u64", typeOf("i as u64"));
        assertEquals("i32", typeOf("b as i32"));
        assertEquals("bool", typeOf("d as bool"));
    }

    @Test
    void numbers_and_bools_are_cast_to_string() {
        assertEquals("string", typeOf("d as string"));
        assertEquals("string", typeOf("b as str"));
    }

    @Test
    void any_is_cast_to_anything_and_anything_to_any() {
        assertEquals("u32", typeOf("dyn() as u32"));
        assertEquals("string", typeOf("dyn() as string"));
        assertEquals("any", typeOf("xs as any"));
    }

    @Test
    void a_cast_to_the_own_type_is_the_value() {
        assertEquals("(print i) (return)", lastStatements("i as i32"));
    }

    private static String lastStatements(String expression) {
        String tree = accepted(with("print(" + expression + ")")).tree();
        return tree.substring(tree.indexOf("(print"));
    }

    @Test
    void a_string_cannot_be_cast_to_a_number() {
        rejects("E2005", "s as i32");
        assertTrue(of(with("print(s as i32)")).messages().toString().contains("'int(...)'"));
    }

    @Test
    void arrays_cannot_be_cast() {
        rejects("E2005", "xs as string");
        rejects("E2005", "xs as i32");
    }

    @Test
    void a_cast_to_an_unknown_type_is_E2003() {
        rejects("E2003", "i as i16");
    }

    @Test
    void both_sides_of_a_conditional_have_one_type() {
        assertEquals("i64", typeOf("b ? l : 1"));
        assertEquals("f64", typeOf("1 if b else d"));
        assertEquals("f64", typeOf("b ? 1 : 2.5"));
        rejects("E2001", "b ? i : s");
    }

    @Test
    void an_expected_type_reaches_both_sides_of_a_conditional() {
        accepted("c = true", "x: i64 = c ? 1 : 2", "ys: [f64] = c ? [1, 2,] : []");
    }

    @Test
    void the_condition_of_a_conditional_must_be_bool() {
        rejects("E1403", "i ? 1 : 2");
    }

    @Test
    void a_call_without_value_is_no_operand() {
        rejects("E2001", "nothing() + 1");
        rejects("E2001", "nothing() == 1");
    }

    @Test
    void a_call_without_value_can_be_printed() {
        assertEquals("void", typeOf("nothing()"));
    }

    @Test
    void an_error_is_reported_once_however_much_depends_on_it() {
        rejects("E2004", "-((i + l) * 3 - s[0] + xs)");
        rejects("E1010", "[missing + 1, missing2][0] < 3 and 4".replace("missing2", "2"));
    }
}
