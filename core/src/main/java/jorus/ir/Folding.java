package jorus.ir;

import jorus.type.Type;

/// The value of instructions on constants, exactly as at run time; what traps is not folded.
///
/// Bits are as in [IrOp#CONST]: i32 sign-extended, u32 zero-extended, bool 0 or 1, f64 raw.
final class Folding {
    /// Set by [#fold]: the bits of the value.
    private long value;

    long value() {
        return value;
    }

    /// Whether `op` of operands of type `type` has a value; see [#value()].
    boolean arithmetic(IrOp op, Type type, long a, long b) {
        return switch (type.kind()) {
            case I32 -> signed(op, a, b, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case I64 -> signed(op, a, b, Long.MIN_VALUE, Long.MAX_VALUE);
            case U32 -> unsigned(op, a, b, 0xFFFF_FFFFL);
            case U64 -> unsigned(op, a, b, -1L);
            case F64 -> real(op, Double.longBitsToDouble(a), Double.longBitsToDouble(b));
            case BOOL -> bitwise(op, a, b);
            default -> false;
        };
    }

    private boolean is(long bits) {
        value = bits;
        return true;
    }

    private boolean bitwise(IrOp op, long a, long b) {
        return op == IrOp.AND ? is(a & b) : op == IrOp.OR && is(a | b);
    }

    private boolean signed(IrOp op, long a, long b, long least, long most) {
        long exact;
        switch (op) {
            case ADD, ADDK -> {
                exact = a + b;
                if (((a ^ exact) & (b ^ exact)) < 0) {
                    return false;
                }
            }
            case SUB -> {
                exact = a - b;
                if (((a ^ b) & (a ^ exact)) < 0) {
                    return false;
                }
            }
            case MUL -> {
                exact = a * b;
                if (Math.multiplyHigh(a, b) != exact >> 63) {
                    return false;
                }
            }
            case DIV -> {
                if (b == 0 || b == -1 && a == least) {
                    return false;
                }
                exact = a / b;
            }
            case REM -> {
                if (b == 0) {
                    return false;
                }
                exact = a % b;
            }
            case NEG -> {
                if (a == least) {
                    return false;
                }
                exact = -a;
            }
            default -> {
                return bitwise(op, a, b);
            }
        }
        return exact >= least && exact <= most && is(exact);
    }

    private boolean unsigned(IrOp op, long a, long b, long mask) {
        return switch (op) {
            case ADD -> is(a + b & mask);
            case SUB -> is(a - b & mask);
            case MUL -> is(a * b & mask);
            case DIV -> b != 0 && is(Long.divideUnsigned(a, b));
            case REM -> b != 0 && is(Long.remainderUnsigned(a, b));
            default -> bitwise(op, a, b);
        };
    }

    private boolean real(IrOp op, double a, double b) {
        return switch (op) {
            case ADD -> isReal(a + b);
            case SUB -> isReal(a - b);
            case MUL -> isReal(a * b);
            case DIV -> b != 0 && isReal(a / b);
            case REM -> b != 0 && isReal(a % b);
            case NEG -> isReal(-a);
            case SQRT -> isReal(Math.sqrt(a));
            case ABS -> isReal(Math.abs(a));
            case FLOOR -> isReal(Math.floor(a));
            default -> false;
        };
    }

    /// Not a number stays for run time: its bits would depend on who computes it.
    private boolean isReal(double number) {
        return number == number && is(Double.doubleToRawLongBits(number));
    }

    static boolean compare(Condition condition, Type type, long a, long b) {
        return switch (type.kind()) {
            case F64 -> condition.holds(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
            case U64 -> condition.holds(Long.compareUnsigned(a, b));
            default -> condition.holds(Long.compare(a, b));
        };
    }

    /// The CONVERT of a constant.
    boolean convert(Type from, Type to, long bits) {
        if (from == Type.F64) {
            double number = Double.longBitsToDouble(bits);
            boolean fits =
                    to == Type.I32
                            ? number > -2147483649.0 && number < 2147483648.0
                            : to == Type.I64 && number >= -0x1p63 && number < 0x1p63;
            return fits && is((long) number);
        }
        return switch (to.kind()) {
            case I32 -> is((int) bits);
            case U32 -> is(bits & 0xFFFF_FFFFL);
            case I64, U64 -> is(bits);
            case F64 -> is(Double.doubleToRawLongBits(toDouble(bits, from)));
            default -> false;
        };
    }

    /// The nearest double of integer bits.
    static double toDouble(long bits, Type type) {
        if (type != Type.U64 || bits >= 0) {
            return (double) bits;
        }
        // Halved with the lost bit kept, so that rounding is that of the whole.
        return (double) (bits >>> 1 | bits & 1) * 2.0;
    }
}
