package jorus.runtime;

/// std.math. What is not exact is what StrictMath gives, so that results are the same everywhere
/// (design.md 7); [Exponential], [Logarithm], [Power] and [Trigonometry] give the same faster.
public final class MathFunctions {
    private static final double BELOW_HALF = 0x1.fffffffffffffp-2;
    private static final double LN_2 = 0.693147180559945309417232121458;
    private static final int MANTISSA_BITS = 52;
    private static final long HIGH_WORD = 0xffffffffL << 32;

    private MathFunctions() {}

    /// Half away from zero, as in C; `Math.round` goes half up and saturates. The sum with the
    /// number below a half is rounded up to the next integer just where it has to be.
    public static double round(double x) {
        return trunc(x + Math.copySign(BELOW_HALF, x));
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
        return exponent + Logarithm.log(mantissa) / LN_2;
    }

    /// The first 21 bits of a number: products of two such are exact.
    static double highPart(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & HIGH_WORD);
    }
}
