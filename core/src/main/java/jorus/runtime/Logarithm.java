package jorus.runtime;

/// `log` as `StrictMath.log` gives it, bit by bit, short enough to be inlined into the loops that
/// call it. The method is that of fdlibm (e_log.c); what is next to a power of two, subnormal,
/// negative or not finite is left to StrictMath.
public final class Logarithm {
    static final double LN_2_HIGH = 0x1.62e42feep-1;
    static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

    // log(1 + f) = 2 s + L1 s^3 + L2 s^5 + ... with s = f / (2 + f)
    static final double L1 = 0x1.5555555555593p-1;
    static final double L2 = 0x1.999999997fa04p-2;
    static final double L3 = 0x1.2492494229359p-2;
    static final double L4 = 0x1.c71c51d8e78afp-3;
    static final double L5 = 0x1.7466496cb03dep-3;
    static final double L6 = 0x1.39a09d078c69fp-3;
    static final double L7 = 0x1.2f112df3e5244p-3;

    /// The bits of 1.
    static final int ONE_HIGH = 0x3ff00000;

    static final int EXPONENT_UNIT = 0x100000;
    static final int MANTISSA = 0xfffff;
    static final int EXPONENT_SHIFT = 20;
    static final int BIAS = 1023;

    /// Carries a mantissa into the exponent where 1 + f is above sqrt(2).
    static final int TO_SQRT_2 = 0x95f64;

    // Between these f is small enough to do without f^2 / 2 in a part of its own.
    static final int PART_FROM = 0x6147a;
    static final int PART_TO = 0x6b851;

    static final long LOW_WORD = 0xffffffffL;

    private Logarithm() {}

    public static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int high = (int) (bits >>> 32);
        int mantissa = high & MANTISSA;
        boolean isNormal = x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY;
        if (!isNormal || (mantissa + 2 & MANTISSA) < 3) {
            return StrictMath.log(x);
        }
        int carry = mantissa + TO_SQRT_2 & EXPONENT_UNIT;
        long top = mantissa | carry ^ ONE_HIGH;
        double f = Double.longBitsToDouble(top << 32 | bits & LOW_WORD) - 1.0;
        double k = (high >> EXPONENT_SHIFT) - BIAS + (carry >> EXPONENT_SHIFT);
        double s = f / (2.0 + f);
        double z = s * s;
        double w = z * z;
        double odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        double r = odd + w * (L2 + w * (L4 + w * L6));
        double rest;
        if ((mantissa - PART_FROM | PART_TO - mantissa) > 0) {
            double half = 0.5 * f * f;
            rest = half - (s * (half + r) + k * LN_2_LOW);
        } else {
            rest = s * (f - r) - k * LN_2_LOW;
        }
        return k * LN_2_HIGH - (rest - f);
    }
}
