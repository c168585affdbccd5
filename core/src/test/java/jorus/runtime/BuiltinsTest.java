package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class BuiltinsTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Builtin.class,
            names = {"LEN", "PUSH", "POP", "ABS", "MIN", "MAX"})
    void generic_rows_have_no_body(Builtin row) {
        assertThrows(AssertionError.class, () -> instance.call(row, 0, 0, 0));
    }

    @Test
    void rows_of_numbers_write_their_result() {
        for (Builtin row : Builtin.values()) {
            boolean isNumeric =
                    row.result() != Shape.VOID
                            && !row.parameters().isEmpty()
                            && List.of(Shape.I32, Shape.I64, Shape.U32, Shape.U64, Shape.F64)
                                    .containsAll(row.parameters())
                            && row.result() != Shape.STRING
                            && row.result() != Shape.ITERATOR;
            if (isNumeric) {
                long bits = row.parameters().get(0) == Shape.F64 ? 0x3FF0000000000000L : 1;
                Memory.i64(instance.call(row, bits, bits, bits), -77);
                long result = instance.call(row, bits, bits, bits);
                assertTrue(Memory.i64(result) != -77, row::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,1",
        "-0.5,-1",
        "1.5,2",
        "2.5,3",
        "-2.5,-3",
        "0.49999999999999994,0",
        "2.4,2",
        "4503599627370497,4503599627370497",
        "-0.2,-0.0",
        "NaN,NaN",
        "Infinity,Infinity"
    })
    void round_goes_away_from_zero_on_ties(double x, double expected) {
        assertEquals(expected, instance.f64(Builtin.ROUND, x));
    }

    @ParameterizedTest
    @CsvSource({"1.7,1", "-1.7,-1", "-0.3,-0.0", "0.3,0", "NaN,NaN", "-Infinity,-Infinity"})
    void trunc_goes_toward_zero(double x, double expected) {
        assertEquals(expected, instance.f64(Builtin.TRUNC, x));
    }

    @Test
    void log2_is_exact_for_powers_of_two() {
        for (int e = -1074; e <= 1023; e++) {
            assertEquals(e, instance.f64(Builtin.LOG2, Math.scalb(1.0, e)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,-Infinity", "-1,NaN", "Infinity,Infinity", "NaN,NaN"})
    void log2_of_special_values(double x, double expected) {
        assertEquals(expected, instance.f64(Builtin.LOG2, x));
    }

    @Test
    void log2_is_within_two_ulps_of_the_natural_logarithm() {
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < 10_000; i++) {
            double x = Math.exp(random.nextGaussian() * 10);
            double exact = StrictMath.log(x) / StrictMath.log(2);
            assertEquals(exact, instance.f64(Builtin.LOG2, x), 4 * Math.ulp(exact) + 1e-15);
        }
    }

    @Test
    void inexact_functions_are_those_of_strict_math() {
        assertEquals(StrictMath.sin(0.7), instance.f64(Builtin.SIN, 0.7));
        assertEquals(StrictMath.cos(1e22), instance.f64(Builtin.COS, 1e22));
        assertEquals(StrictMath.pow(1.1, 3.3), instance.f64(Builtin.POW, 1.1, 3.3));
        assertEquals(StrictMath.atan2(1, -2), instance.f64(Builtin.ATAN2, 1, -2));
        assertEquals(StrictMath.hypot(3, 4), instance.f64(Builtin.HYPOT, 3, 4));
        assertEquals(StrictMath.cbrt(27), instance.f64(Builtin.CBRT, 27));
        assertEquals(StrictMath.exp(1), instance.f64(Builtin.EXP, 1));
        assertEquals(StrictMath.log10(1000), instance.f64(Builtin.LOG10, 1000));
    }

    @Test
    void fma_rounds_once() {
        double x = 1 + 0x1p-30;
        assertEquals(0x1p-60, instance.f64(Builtin.FMA, x, x, -(1 + 0x1p-29)));
    }

    @Test
    void minimum_and_maximum_order_unsigned_numbers_by_value() {
        assertEquals(1, Memory.i32(instance.call(Builtin.MIN_U32, -1, 1)));
        assertEquals(-1, Memory.i32(instance.call(Builtin.MAX_U32, -1, 1)));
        assertEquals(1, Memory.i64(instance.call(Builtin.MIN_U64, -1, 1)));
        assertEquals(-1, Memory.i64(instance.call(Builtin.MAX_U64, -1, 1)));
        assertEquals(-1, Memory.i32(instance.call(Builtin.MIN_I32, -1, 1)));
        assertEquals(1, Memory.i64(instance.call(Builtin.MAX_I64, -1, 1)));
    }

    @Test
    void minimum_of_f64_knows_negative_zero_and_nan() {
        assertEquals(-0.0, instance.f64(Builtin.MIN_F64, 0.0, -0.0));
        assertEquals(0.0, instance.f64(Builtin.MAX_F64, -0.0, 0.0));
        assertEquals(Double.NaN, instance.f64(Builtin.MIN_F64, 1, Double.NaN));
    }

    @Test
    void timestamps_do_not_go_back() {
        double first = instance.f64(Builtin.TIMESTAMP);
        assertTrue(instance.f64(Builtin.TIMESTAMP) >= first);
    }
}
