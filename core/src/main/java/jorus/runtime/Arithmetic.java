package jorus.runtime;

import jorus.builtin.TrapKind;

/// Integer and f64 arithmetic that may trap (language.md 13.1 to 13.3).
///
/// Sums and products that trap are inline in the engines; what they raise is here.
public final class Arithmetic {
    private Arithmetic() {}

    /// The trap of a result out of range, to be thrown.
    public static Trap overflow(Machine machine) {
        return machine.trap(TrapKind.OVERFLOW);
    }

    /// The trap of a divisor 0, to be thrown.
    public static Trap divisionByZero(Machine machine) {
        return machine.trap(TrapKind.DIVISION_BY_ZERO);
    }

    public static int negateI32(Machine machine, int a) {
        if (a == Integer.MIN_VALUE) {
            throw overflow(machine);
        }
        return -a;
    }

    public static long negateI64(Machine machine, long a) {
        if (a == Long.MIN_VALUE) {
            throw overflow(machine);
        }
        return -a;
    }

    public static int absI32(Machine machine, int a) {
        return a < 0 ? negateI32(machine, a) : a;
    }

    public static long absI64(Machine machine, long a) {
        return a < 0 ? negateI64(machine, a) : a;
    }

    /// Toward zero; MIN / -1 overflows.
    public static int divideI32(Machine machine, int a, int b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        if (b == -1) {
            return negateI32(machine, a);
        }
        return a / b;
    }

    public static long divideI64(Machine machine, long a, long b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        if (b == -1) {
            return negateI64(machine, a);
        }
        return a / b;
    }

    public static int divideU32(Machine machine, int a, int b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return Integer.divideUnsigned(a, b);
    }

    public static long divideU64(Machine machine, long a, long b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return Long.divideUnsigned(a, b);
    }

    /// Has the sign of `a`; MIN % -1 is 0.
    public static int remainderI32(Machine machine, int a, int b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return a % b;
    }

    public static long remainderI64(Machine machine, long a, long b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return a % b;
    }

    public static int remainderU32(Machine machine, int a, int b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return Integer.remainderUnsigned(a, b);
    }

    public static long remainderU64(Machine machine, long a, long b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return Long.remainderUnsigned(a, b);
    }

    public static double divideF64(Machine machine, double a, double b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return a / b;
    }

    /// The exact `fmod` of C, which is what `%` is in Java (JLS 15.17.3).
    public static double remainderF64(Machine machine, double a, double b) {
        if (b == 0) {
            throw divisionByZero(machine);
        }
        return a % b;
    }

    /// `a - b`, or the end of the range that it leaves: limits of stepped loops.
    public static int subtractSaturatingI32(int a, int b) {
        long exact = (long) a - b;
        return Math.clamp(exact, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public static long subtractSaturatingI64(long a, long b) {
        long difference = a - b;
        boolean overflows = ((a ^ b) & (a ^ difference)) < 0;
        return overflows ? a >> 63 ^ Long.MAX_VALUE : difference;
    }

    /// `a` is unsigned, `b` signed.
    public static int subtractSaturatingU32(int a, int b) {
        long exact = (a & 0xFFFFFFFFL) - b;
        return (int) Math.clamp(exact, 0, 0xFFFFFFFFL);
    }

    public static long subtractSaturatingU64(long a, long b) {
        long difference = a - b;
        if (b >= 0) {
            return Long.compareUnsigned(a, b) < 0 ? 0 : difference;
        }
        return Long.compareUnsigned(difference, a) < 0 ? -1L : difference;
    }

    /// Compares an i64 with a u64 by value: negative, 0 or positive.
    public static int compareI64U64(long signed, long unsigned) {
        return signed < 0 ? -1 : Long.compareUnsigned(signed, unsigned);
    }
}
