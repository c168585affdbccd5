package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.type.Type;

import org.junit.jupiter.api.Test;

class FoldingTest {
    private final Folding folding = new Folding();

    private void expect(long value, IrOp op, Type type, long a, long b) {
        assertTrue(folding.arithmetic(op, type, a, b), op + " has a value");
        assertEquals(value, folding.value());
    }

    private void expectNone(IrOp op, Type type, long a, long b) {
        assertFalse(folding.arithmetic(op, type, a, b), op + " is left to run time");
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    @Test
    void signed_arithmetic_within_range_has_its_value() {
        expect(7, IrOp.ADD, Type.I32, 3, 4);
        expect(-1, IrOp.SUB, Type.I64, 3, 4);
        expect(-12, IrOp.MUL, Type.I32, 3, -4);
        expect(-3, IrOp.DIV, Type.I32, -7, 2);
        expect(-1, IrOp.REM, Type.I32, -7, 2);
    }

    @Test
    void signed_overflow_is_left_to_run_time() {
        expectNone(IrOp.ADD, Type.I32, Integer.MAX_VALUE, 1);
        expectNone(IrOp.SUB, Type.I32, Integer.MIN_VALUE, 1);
        expectNone(IrOp.MUL, Type.I32, 1 << 20, 1 << 20);
        expectNone(IrOp.ADD, Type.I64, Long.MAX_VALUE, 1);
        expectNone(IrOp.SUB, Type.I64, Long.MIN_VALUE, 1);
        expectNone(IrOp.MUL, Type.I64, Long.MIN_VALUE, -1);
        expectNone(IrOp.NEG, Type.I32, Integer.MIN_VALUE, 0);
    }

    @Test
    void division_by_zero_is_left_to_run_time() {
        expectNone(IrOp.DIV, Type.I32, 1, 0);
        expectNone(IrOp.REM, Type.U64, 1, 0);
        expectNone(IrOp.DIV, Type.F64, bits(1), bits(0.0));
        expectNone(IrOp.DIV, Type.F64, bits(1), bits(-0.0));
    }

    @Test
    void the_least_integer_by_minus_one_overflows_but_has_a_remainder() {
        expectNone(IrOp.DIV, Type.I32, Integer.MIN_VALUE, -1);
        expectNone(IrOp.DIV, Type.I64, Long.MIN_VALUE, -1);
        expect(0, IrOp.REM, Type.I32, Integer.MIN_VALUE, -1);
        expect(0, IrOp.REM, Type.I64, Long.MIN_VALUE, -1);
    }

    @Test
    void unsigned_arithmetic_wraps() {
        expect(0xFFFF_FFFFL, IrOp.SUB, Type.U32, 0, 1);
        expect(0, IrOp.ADD, Type.U32, 0xFFFF_FFFFL, 1);
        expect(-1, IrOp.SUB, Type.U64, 0, 1);
        expect(1, IrOp.MUL, Type.U64, -1, -1);
        expect(Long.MAX_VALUE, IrOp.DIV, Type.U64, -1, 2);
    }

    @Test
    void real_arithmetic_is_ieee_and_nan_is_left_to_run_time() {
        expect(bits(0.1 + 0.2), IrOp.ADD, Type.F64, bits(0.1), bits(0.2));
        expect(bits(-1.5), IrOp.REM, Type.F64, bits(-5.5), bits(2));
        expectNone(IrOp.SUB, Type.F64, bits(1.0 / 0), bits(1.0 / 0));
        expectNone(IrOp.SQRT, Type.F64, bits(-1), 0);
    }

    @Test
    void unsigned_comparison_ignores_the_sign_bit() {
        assertTrue(Folding.compare(Condition.GT, Type.U64, -1, 1));
        assertTrue(Folding.compare(Condition.LT, Type.I64, -1, 1));
        assertTrue(Folding.compare(Condition.GT, Type.U32, 0xFFFF_FFFFL, 1));
    }

    @Test
    void nan_fails_orders_and_holds_their_negations() {
        long nan = bits(Double.NaN);
        assertFalse(Folding.compare(Condition.LT, Type.F64, nan, bits(1)));
        assertTrue(Folding.compare(Condition.NLT, Type.F64, nan, bits(1)));
        assertTrue(Folding.compare(Condition.NE, Type.F64, nan, nan));
    }

    @Test
    void conversions_of_reals_out_of_range_are_left_to_run_time() {
        assertFalse(folding.convert(Type.F64, Type.I32, bits(2147483648.0)));
        assertTrue(folding.convert(Type.F64, Type.I32, bits(-2147483648.9)));
        assertEquals(Integer.MIN_VALUE, folding.value());
        assertFalse(folding.convert(Type.F64, Type.I64, bits(0x1p63)));
        assertFalse(folding.convert(Type.F64, Type.I32, bits(Double.NaN)));
    }

    @Test
    void the_largest_unsigned_integers_round_to_the_nearest_real() {
        assertEquals(0x1p64, Folding.toDouble(-1L, Type.U64));
        assertEquals(0x1p63, Folding.toDouble(Long.MIN_VALUE, Type.U64));
        assertEquals(0x1p63, Folding.toDouble(Long.MIN_VALUE + 1, Type.U64));
        assertEquals(-1.0, Folding.toDouble(-1L, Type.I64));
    }
}
