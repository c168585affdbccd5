package jorus.runtime;

/// `exp` as `StrictMath.exp` gives it, bit by bit, in half the time: that is too long to be inlined
/// into the loops that call it. The method is that of fdlibm (e_exp.c), without its cases: between
/// 0.5 and 1.5 ln 2 it looks up what the general rule gives as well, and with a scale of 0 what it
/// leaves out has no effect. What is tiny, huge or not finite is left to StrictMath.
public final class Exponential {
    /// Below this 1 + x is the result.
    static final double TINY = 0x1p-28;

    /// From here on a result may be subnormal or infinite.
    static final double HUGE = 708;

    /// 0.5 ln 2, in the upper word; up to here nothing is taken off.
    static final double HALF_LN_2 = 0x1.62e43p-2;

    static final double INVERSE_LN_2 = 0x1.71547652b82fep0;

    /// Of 33 bits, so that multiples up to 2^20 are exact.
    static final double LN_2_HIGH = 0x1.62e42feep-1;

    static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

    // r * (e^r + 1) / (e^r - 1) = 2 + P1 r^2 + P2 r^4 + ..., for |r| up to 0.5 ln 2
    static final double P1 = 0x1.555555555553ep-3;
    static final double P2 = -0x1.6c16c16bebd93p-9;
    static final double P3 = 0x1.1566aaf25de2cp-14;
    static final double P4 = -0x1.bbd41c5d26bf1p-20;
    static final double P5 = 0x1.6376972bea4d0p-25;

    static final int MANTISSA_BITS = 52;

    private Exponential() {}

    public static double exp(double x) {
        double size = Math.abs(x);
        if (!(size >= TINY && size < HUGE)) {
            return StrictMath.exp(x);
        }
        int scale = size >= HALF_LN_2 ? (int) (INVERSE_LN_2 * x + Math.copySign(0.5, x)) : 0;
        double high = x - scale * LN_2_HIGH;
        double low = scale * LN_2_LOW;
        double r = high - low;
        double c = correction(r);
        double y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
        long bits = Double.doubleToRawLongBits(y) + ((long) scale << MANTISSA_BITS);
        return Double.longBitsToDouble(bits);
    }

    /// r - (P1 r^2 + P2 r^4 + ...), with which e^r = 1 + r + r c / (2 - c).
    static double correction(double r) {
        double t = r * r;
        return r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    }
}
