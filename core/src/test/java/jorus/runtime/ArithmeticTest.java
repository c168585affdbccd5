package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jorus.builtin.TrapKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.Random;

class ArithmeticTest {
    private static final String OVERFLOW = Instance.fixed(TrapKind.OVERFLOW);
    private static final String BY_ZERO = Instance.fixed(TrapKind.DIVISION_BY_ZERO);
    private static final int MIN = Integer.MIN_VALUE;
    private static final long MIN64 = Long.MIN_VALUE;

    private final Instance instance = new Instance();
    private final Machine m = instance.machine;

    @AfterEach
    void close() {
        instance.close();
    }

    @ParameterizedTest
    @CsvSource({"7,2,3,1", "-7,2,-3,-1", "7,-2,-3,1", "-7,-2,3,-1", "0,5,0,0", "5,5,1,0"})
    void division_truncates_and_the_remainder_has_the_sign_of_the_dividend(
            int a, int b, int quotient, int rest) {
        assertEquals(quotient, Arithmetic.divideI32(m, a, b));
        assertEquals(rest, Arithmetic.remainderI32(m, a, b));
        assertEquals(quotient, Arithmetic.divideI64(m, a, b));
        assertEquals(rest, Arithmetic.remainderI64(m, a, b));
    }

    @Test
    void the_smallest_number_by_minus_one_overflows() {
        assertEquals(OVERFLOW, instance.trap(() -> Arithmetic.divideI32(m, MIN, -1)));
        assertEquals(OVERFLOW, instance.trap(() -> Arithmetic.divideI64(m, MIN64, -1)));
    }

    @Test
    void the_smallest_number_modulo_minus_one_is_zero() {
        assertEquals(0, Arithmetic.remainderI32(m, MIN, -1));
        assertEquals(0, Arithmetic.remainderI64(m, MIN64, -1));
    }

    @Test
    void negating_the_smallest_number_overflows() {
        assertEquals(OVERFLOW, instance.trap(() -> Arithmetic.negateI32(m, MIN)));
        assertEquals(OVERFLOW, instance.trap(() -> Arithmetic.negateI64(m, MIN64)));
        assertEquals(OVERFLOW, instance.trap(() -> Arithmetic.absI32(m, MIN)));
        assertEquals(OVERFLOW, instance.trap(() -> Arithmetic.absI64(m, MIN64)));
    }

    @Test
    void a_zero_divisor_traps_for_every_type() {
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.divideI32(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.divideI64(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.divideU32(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.divideU64(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.remainderI32(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.remainderI64(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.remainderU32(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.remainderU64(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.remainderF64(m, 1, 0)));
        assertEquals(BY_ZERO, instance.trap(() -> Arithmetic.remainderF64(m, 1, -0.0)));
    }

    @Test
    void unsigned_division_takes_all_bits() {
        assertEquals(0x7FFFFFFF, Arithmetic.divideU32(m, -1, 2));
        assertEquals(1, Arithmetic.remainderU32(m, -1, 2));
        assertEquals(Long.MAX_VALUE, Arithmetic.divideU64(m, -1, 2));
        assertEquals(5, Arithmetic.remainderU64(m, -1, 10));
    }

    @Test
    void f64_remainder_is_fmod() {
        assertEquals(-1.5, Arithmetic.remainderF64(m, -5.5, 2.0));
        assertEquals(5.0, Arithmetic.remainderF64(m, 5.0, Double.POSITIVE_INFINITY));
        assertEquals(1e300 % 3.0, Arithmetic.remainderF64(m, 1e300, 3.0));
    }

    @Test
    void saturating_subtraction_stops_at_the_ends() {
        assertEquals(MIN, Arithmetic.subtractSaturatingI32(MIN, 1));
        assertEquals(Integer.MAX_VALUE, Arithmetic.subtractSaturatingI32(5, MIN));
        assertEquals(3, Arithmetic.subtractSaturatingI32(5, 2));
        assertEquals(0, Arithmetic.subtractSaturatingU32(3, 5));
        assertEquals(-1, Arithmetic.subtractSaturatingU32(-2, -5));
        assertEquals(8, Arithmetic.subtractSaturatingU32(3, -5));
    }

    @Test
    void saturating_subtraction_of_64_bits_agrees_with_exact_numbers() {
        Random random = new Random(7);
        BigInteger min = BigInteger.valueOf(MIN64);
        BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger unsignedMax = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        for (int i = 0; i < 20_000; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            BigInteger exact = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));
            assertEquals(
                    exact.max(min).min(max).longValue(), Arithmetic.subtractSaturatingI64(a, b));
            BigInteger unsigned = new BigInteger(Long.toUnsignedString(a));
            BigInteger difference = unsigned.subtract(BigInteger.valueOf(b));
            assertEquals(
                    difference.max(BigInteger.ZERO).min(unsignedMax).longValue(),
                    Arithmetic.subtractSaturatingU64(a, b));
        }
    }

    @Test
    void signed_and_unsigned_compare_by_value() {
        assertEquals(-1, Integer.signum(Arithmetic.compareI64U64(-1, 0)));
        assertEquals(-1, Integer.signum(Arithmetic.compareI64U64(5, -1)));
        assertEquals(0, Arithmetic.compareI64U64(5, 5));
        assertEquals(1, Integer.signum(Arithmetic.compareI64U64(6, 5)));
    }

    @Test
    void a_trap_is_made_once_and_has_no_stack_trace() {
        Trap first = Arithmetic.overflow(m);
        assertEquals(0, first.getStackTrace().length);
        assertEquals(true, first == Arithmetic.divisionByZero(m));
        assertNull(instance.trap(() -> Arithmetic.divideI32(m, 1, 1)));
    }
}
