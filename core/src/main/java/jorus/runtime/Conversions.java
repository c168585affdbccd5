package jorus.runtime;

import jorus.builtin.TrapKind;

/// Casts between numbers that may trap, and those that Java has no operator for (language.md 13.4).
public final class Conversions {
    private static final double TWO_TO_31 = 0x1p31;
    private static final double TWO_TO_32 = 0x1p32;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Conversions() {}

    private static Trap range(Machine machine, long value, String message) {
        return machine.trap(TrapKind.CONVERSION_RANGE, message).about("the value is ", value);
    }

    private static Trap range(Machine machine, double value, String message) {
        Trap trap = machine.trap(TrapKind.CONVERSION_RANGE, message);
        return Double.isNaN(value) ? trap : trap.about("the value is ", value);
    }

    /// Of a u64; what is above the range of i64 has no value to show.
    private static Trap unsigned(Machine machine, long value, String message) {
        return value < 0
                ? machine.trap(TrapKind.CONVERSION_RANGE, message)
                : range(machine, value, message);
    }

    /// Toward zero; NaN and values outside trap.
    public static int i32FromF64(Machine machine, double x) {
        if (!(x > -TWO_TO_31 - 1 && x < TWO_TO_31)) {
            throw range(machine, x, "f64 value out of i32 range");
        }
        return (int) x;
    }

    public static long i64FromF64(Machine machine, double x) {
        if (!(x >= -TWO_TO_63 && x < TWO_TO_63)) {
            throw range(machine, x, "f64 value out of i64 range");
        }
        return (long) x;
    }

    /// Negative values trap, -0.5 too; -0.0 is 0.
    public static int u32FromF64(Machine machine, double x) {
        if (!(x >= 0 && x < TWO_TO_32)) {
            throw range(machine, x, "f64 value out of u32 range");
        }
        return (int) (long) x;
    }

    public static long u64FromF64(Machine machine, double x) {
        if (!(x >= 0 && x < TWO_TO_64)) {
            throw range(machine, x, "f64 value out of u64 range");
        }
        return x < TWO_TO_63 ? (long) x : (long) (x - TWO_TO_63) ^ Long.MIN_VALUE;
    }

    public static int u32FromI64(Machine machine, long x) {
        if (x >>> 32 != 0) {
            throw range(machine, x, "i64 value out of u32 range");
        }
        return (int) x;
    }

    public static long u64FromI32(Machine machine, int x) {
        if (x < 0) {
            throw range(machine, x, "Cannot convert negative i32 to u64");
        }
        return x;
    }

    public static long u64FromI64(Machine machine, long x) {
        if (x < 0) {
            throw range(machine, x, "Cannot convert negative i64 to u64");
        }
        return x;
    }

    public static int i32FromU64(Machine machine, long x) {
        if (x >>> 31 != 0) {
            throw unsigned(machine, x, "u64 value too large for i32");
        }
        return (int) x;
    }

    public static int u32FromU64(Machine machine, long x) {
        if (x >>> 32 != 0) {
            throw unsigned(machine, x, "u64 value too large for u32");
        }
        return (int) x;
    }

    public static long i64FromU64(Machine machine, long x) {
        if (x < 0) {
            throw unsigned(machine, x, "u64 value too large for i64");
        }
        return x;
    }

    public static double f64FromU32(int x) {
        return x & 0xFFFFFFFFL;
    }

    /// Nearest, ties to even: halving keeps the lost bit as a sticky one.
    public static double f64FromU64(long x) {
        return x >= 0 ? x : 2.0 * (x >>> 1 | x & 1);
    }

    /// Clamps an index, so that one out of i32 is out of every array.
    public static int indexFromI64(long x) {
        return Math.clamp(x, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public static int indexFromU32(int x) {
        return x < 0 ? Integer.MAX_VALUE : x;
    }

    public static int indexFromU64(long x) {
        return Long.compareUnsigned(x, Integer.MAX_VALUE) > 0 ? Integer.MAX_VALUE : (int) x;
    }
}
