package jorus.runtime;

/// std.math. What is not exact is StrictMath, so that results are the same everywhere (design.md
/// 7).
public final class MathFunctions {
    private static final double LN_2 = 0.693147180559945309417232121458;
    private static final int MANTISSA_BITS = 52;

    private MathFunctions() {}

    /// Half away from zero, as in C; `Math.round` goes half up and saturates.
    public static double round(double x) {
        double whole = trunc(x);
        return Math.abs(x - whole) >= 0.5 ? whole + Math.signum(x) : whole;
    }

    /// Toward zero; -0.5 gives -0.0.
    public static double trunc(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    /// Exact for powers of two; else the exponent plus the StrictMath logarithm of the mantissa,
    /// scaled into sqrt(1/2) to sqrt(2) so that values near 1 lose nothing.
    public static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return StrictMath.log(x);
        }
        double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int exponent = Math.getExponent(scaled) - (x < Double.MIN_NORMAL ? 54 : 0);
        long bits = Double.doubleToRawLongBits(scaled) & (1L << MANTISSA_BITS) - 1;
        if (bits == 0) {
            return exponent;
        }
        double mantissa = Double.longBitsToDouble(bits | 1023L << MANTISSA_BITS);
        if (mantissa > Math.sqrt(2)) {
            mantissa *= 0.5;
            exponent++;
        }
        return exponent + StrictMath.log(mantissa) / LN_2;
    }
}
