package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.Random;

class ConversionsTest {
    private final Instance instance = new Instance();
    private final Machine m = instance.machine;

    @AfterEach
    void close() {
        instance.close();
    }

    private void traps(String message, Runnable body) {
        assertEquals("CONVERSION_RANGE: " + message, instance.trap(body));
    }

    @ParameterizedTest
    @CsvSource({
        "0.9,0",
        "-0.9,0",
        "2147483647.9,2147483647",
        "-2147483648.9,-2147483648",
        "-0.0,0"
    })
    void f64_to_i32_goes_toward_zero(double x, int expected) {
        assertEquals(expected, Conversions.i32FromF64(m, x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2147483648.0, -2147483649.0, Double.NaN, 1e300})
    void f64_out_of_i32_range_traps(double x) {
        traps("f64 value out of i32 range", () -> Conversions.i32FromF64(m, x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p63, -0x1.0000000000001p63, Double.NaN, Double.NEGATIVE_INFINITY})
    void f64_out_of_i64_range_traps(double x) {
        traps("f64 value out of i64 range", () -> Conversions.i64FromF64(m, x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, 4294967296.0, Double.NaN, -1})
    void f64_out_of_u32_range_traps(double x) {
        traps("f64 value out of u32 range", () -> Conversions.u32FromF64(m, x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, 0x1p64, Double.NaN, -1e300})
    void f64_out_of_u64_range_traps(double x) {
        traps("f64 value out of u64 range", () -> Conversions.u64FromF64(m, x));
    }

    @Test
    void the_ends_of_the_ranges_convert() {
        assertEquals(Long.MIN_VALUE, Conversions.i64FromF64(m, -0x1p63));
        assertEquals(-1, Conversions.u32FromF64(m, 4294967295.5));
        assertEquals(0, Conversions.u32FromF64(m, -0.0));
        assertEquals(-2048, Conversions.u64FromF64(m, Math.nextDown(0x1p64)));
        assertEquals(Long.MIN_VALUE, Conversions.u64FromF64(m, 0x1p63));
        assertEquals(7, Conversions.u64FromF64(m, 7.9));
    }

    @Test
    void negative_numbers_are_no_u64() {
        traps("Cannot convert negative i32 to u64", () -> Conversions.u64FromI32(m, -1));
        traps("Cannot convert negative i64 to u64", () -> Conversions.u64FromI64(m, -1));
        assertEquals(5, Conversions.u64FromI32(m, 5));
        assertEquals(5, Conversions.u64FromI64(m, 5));
    }

    @Test
    void i64_out_of_u32_traps() {
        traps("i64 value out of u32 range", () -> Conversions.u32FromI64(m, -1));
        traps("i64 value out of u32 range", () -> Conversions.u32FromI64(m, 1L << 32));
        assertEquals(-1, Conversions.u32FromI64(m, 0xFFFFFFFFL));
    }

    @Test
    void u64_too_large_traps() {
        traps("u64 value too large for i32", () -> Conversions.i32FromU64(m, 1L << 31));
        traps("u64 value too large for u32", () -> Conversions.u32FromU64(m, 1L << 32));
        traps("u64 value too large for i64", () -> Conversions.i64FromU64(m, -1));
        assertEquals(Integer.MAX_VALUE, Conversions.i32FromU64(m, Integer.MAX_VALUE));
        assertEquals(-1, Conversions.u32FromU64(m, 0xFFFFFFFFL));
        assertEquals(Long.MAX_VALUE, Conversions.i64FromU64(m, Long.MAX_VALUE));
    }

    @Test
    void u64_to_f64_is_the_nearest() {
        Random random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            long x = random.nextLong() >>> random.nextInt(64);
            double expected = new BigDecimal(Long.toUnsignedString(x)).doubleValue();
            assertEquals(expected, Conversions.f64FromU64(x), Long.toUnsignedString(x));
        }
        assertEquals(4294967295.0, Conversions.f64FromU32(-1));
    }

    @Test
    void indexes_are_clamped() {
        assertEquals(Integer.MAX_VALUE, Conversions.indexFromI64(1L << 40));
        assertEquals(Integer.MIN_VALUE, Conversions.indexFromI64(-1L << 40));
        assertEquals(3, Conversions.indexFromI64(3));
        assertEquals(Integer.MAX_VALUE, Conversions.indexFromU32(-1));
        assertEquals(3, Conversions.indexFromU32(3));
        assertEquals(Integer.MAX_VALUE, Conversions.indexFromU64(-1));
        assertEquals(3, Conversions.indexFromU64(3));
    }
}
