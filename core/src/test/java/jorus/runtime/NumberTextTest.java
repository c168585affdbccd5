package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

class NumberTextTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private static String unescape(String text) {
        return text.replace("~t", "\t").replace("~r", "\r").replace("~n", "\n");
    }

    private String toInt(String value) {
        int[] result = new int[1];
        String trap =
                instance.trap(
                        () ->
                                result[0] =
                                        Memory.i32(instance.callAny(Builtin.INT, unescape(value))));
        return trap == null ? String.valueOf(result[0]) : trap.substring("CONVERSION: ".length());
    }

    private String toFloat(String value) {
        double[] result = new double[1];
        String trap =
                instance.trap(
                        () ->
                                result[0] =
                                        Memory.f64(
                                                instance.callAny(Builtin.FLOAT, unescape(value))));
        return trap == null ? String.valueOf(result[0]) : trap.substring("CONVERSION: ".length());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'42'|42",
                "' ~t-7~r~n '|-7",
                "'+0012'|12",
                "'2147483647'|2147483647",
                "'-2147483648'|-2147483648",
                "'2147483648'|int() overflow: \"2147483648\" is out of range for i32",
                "'99999999999999999999'|int() overflow: \"99999999999999999999\""
                        + " is out of range for i32",
                "''|int() argument must be an integer string, got \"\"",
                "' '|int() argument must be an integer string, got \" \"",
                "'-'|int() argument must be an integer string, got \"-\"",
                "'1 2'|int() argument must be an integer string, got \"1 2\"",
                "'0x10'|int() argument must be an integer string, got \"0x10\"",
                "'1_0'|int() argument must be an integer string, got \"1_0\"",
                "'3.5'|int() argument must be an integer string (decimals are not allowed)."
                        + " Use float() to parse decimal values, got \"3.5\"",
                "'1e3'|int() argument must be an integer string (decimals are not allowed)."
                        + " Use float() to parse decimal values, got \"1e3\"",
                "7|7",
                "7.0|7",
                "-0.0|0",
                "7.5|int() argument must be a whole number, got f64 7.5",
                "NaN|int() overflow: value is not finite",
                "Infinity|int() overflow: value is not finite",
                "1e10|int() overflow: 1e+10 is out of range for i32",
                "2147483648.0|int() overflow: 2.14748e+09 is out of range for i32",
                "-2147483648.0|-2147483648",
                "5000000000L|int() overflow: 5000000000 is out of range for i32",
                "4294967295u|int() overflow: 4294967295 is out of range for i32",
                "18446744073709551615U|int() overflow: 18446744073709551615"
                        + " is out of range for i32",
                "true|int() argument must be a string or number, got bool",
                "point|int() argument must be a string or number, got Point",
                "error|int() argument must be a string or number,"
                        + " got runtime error Out of memory",
            })
    void integers(String value, String expected) {
        assertEquals(expected, toInt(value));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'3.25'|3.25",
                "' -5. '|-5.0",
                "'.5'|0.5",
                "'1E-2'|0.01",
                "'+2e+2'|200.0",
                "'0.1'|0.1",
                "'9007199254740993'|9.007199254740992E15",
                "'4.9e-324'|4.9E-324",
                "'1e-999'|0.0",
                "'-0'|-0.0",
                "'1e999'|float() overflow: \"1e999\" is out of range for f64",
                "''|float() argument must be a number, got \"\"",
                "'.'|float() argument must be a number, got \".\"",
                "'1e'|float() argument must be a number, got \"1e\"",
                "'1.5f'|float() argument must be a number, got \"1.5f\"",
                "'0x10'|float() argument must be a number, got \"0x10\"",
                "'inf'|float() argument must be a number, got \"inf\"",
                "'NaN'|float() argument must be a number, got \"NaN\"",
                "'1 2'|float() argument must be a number, got \"1 2\"",
                "7|7.0",
                "18446744073709551615U|1.8446744073709552E19",
                "4294967295u|4.294967295E9",
                "true|float() argument must be a string or number, got bool",
                "ints|float() argument must be a string or number, got array",
            })
    void decimals(String value, String expected) {
        assertEquals(expected, toFloat(value));
    }

    @Test
    void long_arguments_are_cut_in_messages() {
        String kept = "x".repeat(52);
        String start = "int() argument must be an integer string, got \"";
        assertEquals(start + kept + "\"", toInt("'" + kept + "'"));
        assertEquals(start + kept + "...\"", toInt("'" + kept + "x'"));
    }

    @Test
    void short_decimals_are_the_nearest_f64() {
        long seed = Long.getLong("jorus.seed", 20_261_121L);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
            int digits = 1 + random.nextInt(18);
            int point = random.nextInt(digits + 1);
            for (int k = 0; k < digits; k++) {
                text.append(k == point ? "." : "").append((char) ('0' + random.nextInt(10)));
            }
            String expected = String.valueOf(Double.parseDouble(text.toString()));
            assertEquals(expected, toFloat("'" + text + "'"), text + ", seed " + seed);
        }
        assertEquals("-0.0", toFloat("'-0'"));
        assertEquals("5.0", toFloat("'5.'"));
        assertEquals("0.5", toFloat("'+.5'"));
    }
}
