package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.memory.arena.Category;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;

class TextTest {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_120);
    private static final int RANDOM_VALUES = 150_000;

    private final Instance instance = new Instance();
    private final TextBuffer out = instance.machine.text;
    private final Decimal decimal = new Decimal();

    @AfterEach
    void close() {
        instance.close();
    }

    private long outputBytes() {
        return instance.memory.accounting().bytes(Category.OUTPUT);
    }

    private String text() {
        String text = new String(out.toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        out.clear();
        return text;
    }

    private String print(double x) {
        Text.printF64(out, decimal, x);
        return text();
    }

    private String string(double x) {
        Text.stringF64(out, decimal, x);
        return text();
    }

    private String fixed(double x, int decimals) {
        Text.fixedF64(out, decimal, x, decimals);
        return text();
    }

    /// The oracle of language.md 12.4.
    private static String expectedPrint(double x) {
        if (x == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(x);
        if (Math.abs(x) >= 0.0001) {
            return plain(exact.setScale(17, RoundingMode.HALF_EVEN));
        }
        return exponential(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
    }

    private static String plain(BigDecimal x) {
        return x.signum() == 0 ? "0" : x.stripTrailingZeros().toPlainString();
    }

    private static String exponential(BigDecimal x) {
        BigDecimal stripped = x.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - stripped.scale();
        String mantissa =
                digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return (x.signum() < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    private static String expectedString(double x) {
        if (x == 0) {
            return Double.doubleToRawLongBits(x) < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(6, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - 1 - rounded.scale();
        return exponent < -4 || exponent >= 6 ? exponential(rounded) : plain(rounded);
    }

    private static String expectedFixed(double x, int decimals) {
        String text = new BigDecimal(x).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        boolean isNegative = Double.doubleToRawLongBits(x) < 0;
        return isNegative && !text.startsWith("-") ? "-" + text : text;
    }

    /// Finite doubles of every shape: random bits, decimals, halves, integers, near powers of ten.
    private static double next(Random random) {
        double x =
                switch (random.nextInt(8)) {
                    case 0, 1 -> Double.longBitsToDouble(random.nextLong());
                    case 2 -> random.nextDouble();
                    case 3 -> random.nextInt(1_000_000) / 1000.0;
                    case 4 -> random.nextInt() * Math.pow(2, -random.nextInt(40));
                    case 5 -> Math.pow(10, random.nextInt(40) - 20) * (1 + random.nextInt(3));
                    case 6 -> random.nextLong();
                    default -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
                };
        return Double.isFinite(x) ? x : next(random);
    }

    @Test
    void print_agrees_with_exact_decimals_on_random_doubles() {
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_VALUES; i++) {
            double x = next(random);
            assertEquals(expectedPrint(x), print(x), () -> "seed " + SEED + ": " + x);
        }
    }

    @Test
    void as_string_agrees_with_exact_decimals_on_random_doubles() {
        Random random = new Random(SEED + 1);
        for (int i = 0; i < RANDOM_VALUES; i++) {
            double x = next(random);
            assertEquals(expectedString(x), string(x), () -> "seed " + SEED + ": " + x);
        }
    }

    @Test
    void fixed_decimals_agree_with_exact_decimals_on_random_doubles() {
        Random random = new Random(SEED + 2);
        for (int i = 0; i < RANDOM_VALUES; i++) {
            double x = next(random);
            int decimals = random.nextInt(25);
            assertEquals(
                    expectedFixed(x, decimals),
                    fixed(x, decimals),
                    () -> "seed " + SEED + ": " + x + " ." + decimals);
        }
    }

    @Test
    void print_agrees_around_the_smallest_positional_value() {
        double x = 0.0001;
        for (int i = 0; i < 200; i++) {
            x = Math.nextDown(x);
        }
        for (int i = 0; i < 400; i++, x = Math.nextUp(x)) {
            assertEquals(expectedPrint(x), print(x));
        }
    }

    @Test
    void print_agrees_around_every_power_of_two() {
        for (int e = Double.MIN_EXPONENT - 52; e <= Double.MAX_EXPONENT; e++) {
            double x = Math.scalb(1.0, e);
            assertEquals(expectedPrint(x), print(x));
            assertEquals(expectedPrint(-Math.nextDown(x)), print(-Math.nextDown(x)));
        }
    }

    @Test
    void fixed_decimals_agree_on_ties() {
        for (int i = -2000; i <= 2000; i++) {
            double x = i / 16.0;
            for (int decimals = 0; decimals < 5; decimals++) {
                assertEquals(expectedFixed(x, decimals), fixed(x, decimals));
            }
        }
    }

    @Test
    void many_decimals_are_filled_with_zeros() {
        assertEquals("0.5" + "0".repeat(1999), fixed(0.5, 2000));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1, 1",
        "0.1, 0.10000000000000001, 0.1",
        "3.14, 3.14000000000000012, 3.14",
        "33.333333333333336, 33.3333333333333357, 33.3333",
        "1e20, 100000000000000000000, 1e+20",
        "1e-5, 1.0000000000000001e-05, 1e-05",
        "0.30000000000000004, 0.30000000000000004, 0.3",
        "123456.789, 123456.78900000000430737, 123457",
        "0.0, 0, 0",
        "-0.0, 0, -0",
        "NaN, nan, nan",
        "Infinity, inf, inf",
        "-Infinity, -inf, -inf",
        "999999.5, 999999.5, 1e+06",
        "999998.5, 999998.5, 999998",
        "4.9e-324, 4.9406564584124654e-324, 4.94066e-324",
        "1e100, 10000000000000000159028911097599180468360808563945281389781327557747838772170381060"
                + "813469985856815104, 1e+100",
        "-2.5, -2.5, -2.5",
        "9007199254740993, 9007199254740992, 9.0072e+15",
    })
    void f64_is_written_as_the_reference_says(double x, String printed, String asString) {
        assertEquals(printed, print(x));
        assertEquals(asString, string(x));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0, 0",
        "1.5, 0, 2",
        "2.5, 0, 2",
        "-0.001, 2, -0.00",
        "-0.0, 1, -0.0",
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "9.995, 2, 9.99",
        "99.999, 2, 100.00",
        "0.0, 3, 0.000",
        "1e22, 1, 10000000000000000000000.0",
        "1e-300, 3, 0.000",
        "0.06, 1, 0.1",
        "NaN, 2, nan",
        "Infinity, 0, inf",
    })
    void decimals_are_rounded_half_to_even(double x, int decimals, String expected) {
        assertEquals(expected, fixed(x, decimals));
    }

    @Test
    void integers_are_decimal() {
        long[] values = {0, 9, 10, -1, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000};
        for (long value : values) {
            Text.i64(out, value);
            assertEquals(Long.toString(value), text());
            Text.u64(out, value);
            assertEquals(Long.toUnsignedString(value), text());
        }
    }

    @Test
    void random_integers_are_decimal() {
        Random random = new Random(SEED + 3);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            Text.i64(out, value);
            assertEquals(Long.toString(value), text());
            Text.u64(out, value);
            assertEquals(Long.toUnsignedString(value), text());
        }
    }

    @Test
    void powers_of_ten_have_the_right_number_of_digits() {
        long power = 1;
        for (int i = 0; i < 19; i++, power *= 10) {
            Text.i64(out, power);
            assertEquals(Long.toString(power), text());
            Text.i64(out, power - 1);
            assertEquals(Long.toString(power - 1), text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "255, ff, 377, 11111111",
        "16, 10, 20, 10000",
    })
    void bits_have_no_prefix_and_no_leading_zeros(long x, String hex, String octal, String binary) {
        Text.bits(out, x, 4, false);
        assertEquals(hex, text());
        Text.bits(out, x, 3, false);
        assertEquals(octal, text());
        Text.bits(out, x, 1, false);
        assertEquals(binary, text());
    }

    @Test
    void negative_bits_are_64_bits_wide() {
        Text.bits(out, -1, 4, true);
        assertEquals("FFFFFFFFFFFFFFFF", text());
        Text.bits(out, -1, 3, false);
        assertEquals("1777777777777777777777", text());
        Text.bits(out, -2, 4, false);
        assertEquals("fffffffffffffffe", text());
    }

    @Test
    void a_buffer_grows_and_keeps_its_text() {
        for (int i = 0; i < 100_000; i++) {
            out.put('0' + i % 10);
        }
        assertEquals("0123456789".repeat(10_000), text());
    }

    @Test
    void a_very_large_buffer_is_given_back() {
        out.fill('x', 5 << 20);
        long large = outputBytes();
        out.clear();
        assertEquals(true, outputBytes() < large / 100);
    }
}
