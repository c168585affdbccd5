package jorus.runtime;

/// `sin`, `cos` and `tan` as StrictMath gives them, bit by bit, without the arrays that it makes
/// for each call. The method is that of fdlibm (s_sin.c, k_sin.c, e_rem_pio2.c and so on): so many
/// quarter turns are taken off that at most pi/4 remains, in two parts. What is next to a multiple
/// of pi/2 or beyond 2^19 quarter turns needs more parts, and is left to StrictMath.
public final class Trigonometry {
    /// pi/4, in the upper word; below nothing is taken off.
    private static final double SMALL = 0x1.921fcp-1;

    /// 2^19 pi/2, in the upper word.
    private static final double LARGE = 0x1.921fcp20;

    /// Below this a sine is its argument, and a cosine 1.
    private static final double TINY = 0x1p-27;

    /// More bits than this must not cancel when quarter turns are taken off.
    private static final int MOST_CANCELLED = 16;

    private static final double INVERSE_QUARTER = 0x1.45f306dc9c883p-1;

    /// pi/2, in parts; multiples of the first up to 2^19 are exact.
    private static final double QUARTER_HIGH = 0x1.921fb544p0;

    private static final double QUARTER_LOW = 0x1.0b4611a626331p-34;

    // sin x = x + S1 x^3 + S2 x^5 + ...
    private static final double S1 = -0x1.5555555555549p-3;
    private static final double S2 = 0x1.111111110f8a6p-7;
    private static final double S3 = -0x1.a01a019c161d5p-13;
    private static final double S4 = 0x1.71de357b1fe7dp-19;
    private static final double S5 = -0x1.ae5e68a2b9cebp-26;
    private static final double S6 = 0x1.5d93a5acfd57cp-33;

    // cos x = 1 - x^2 / 2 + C1 x^4 + C2 x^6 + ...
    private static final double C1 = 0x1.555555555554cp-5;
    private static final double C2 = -0x1.6c16c16c15177p-10;
    private static final double C3 = 0x1.a01a019cb159p-16;
    private static final double C4 = -0x1.27e4f809c52adp-22;
    private static final double C5 = 0x1.1ee9ebdb4b1c4p-29;
    private static final double C6 = -0x1.8fae9be8838d4p-37;

    // tan x = x + T0 x^3 + T1 x^5 + ...
    private static final double T0 = 0x1.5555555555563p-2;
    private static final double T1 = 0x1.111111110fe7ap-3;
    private static final double T2 = 0x1.ba1ba1bb341fep-5;
    private static final double T3 = 0x1.664f48406d637p-6;
    private static final double T4 = 0x1.226e3e96e8493p-7;
    private static final double T5 = 0x1.d6d22c9560328p-9;
    private static final double T6 = 0x1.7dbc8fee08315p-10;
    private static final double T7 = 0x1.344d8f2f26501p-11;
    private static final double T8 = 0x1.026f71a8d1068p-12;
    private static final double T9 = 0x1.47e88a03792a6p-14;
    private static final double T10 = 0x1.2b80f32f0a7e9p-14;
    private static final double T11 = -0x1.375cbdb605373p-16;
    private static final double T12 = 0x1.b2a7074bf7ad4p-16;

    /// From here on, in the upper word, a tangent is that of what is missing to pi/4.
    private static final double NEAR_EIGHTH = 0x1.59428p-1;

    /// pi/4, in parts.
    private static final double EIGHTH_HIGH = 0x1.921fb54442d18p-1;

    private static final double EIGHTH_LOW = 0x1.1a62633145c07p-55;

    private static final double TINY_TANGENT = 0x1p-28;

    // Upper words: from 0.3 on a cosine is counted from 1 - |x|/4, from 0.78125 on from 0.71875.
    private static final int SHIFT_FROM = 0x3fd33333;
    private static final int LAST_SHIFT_FROM = 0x3fe90000;
    private static final int LAST_SHIFT = 0x3fd20000;
    private static final int QUARTERED = 0x200000;

    private Trigonometry() {}

    public static double sin(double x) {
        double size = Math.abs(x);
        if (size < SMALL) {
            return size < TINY ? x : sineOfSmall(x);
        }
        double turns = turns(size);
        double head = head(size, turns);
        if (!isExact(size, head)) {
            return StrictMath.sin(x);
        }
        double sine = inQuadrant((int) turns, head, tail(size, turns, head));
        return x < 0 ? -sine : sine;
    }

    public static double cos(double x) {
        double size = Math.abs(x);
        if (size < SMALL) {
            return size < TINY ? 1.0 : cosine(x, 0.0);
        }
        double turns = turns(size);
        double head = head(size, turns);
        if (!isExact(size, head)) {
            return StrictMath.cos(x);
        }
        return inQuadrant((int) turns + 1, head, tail(size, turns, head));
    }

    public static double tan(double x) {
        double size = Math.abs(x);
        if (size < SMALL) {
            return size < TINY_TANGENT ? x : tangent(x, 0.0, false);
        }
        double turns = turns(size);
        double head = head(size, turns);
        if (!isExact(size, head)) {
            return StrictMath.tan(x);
        }
        double tangent = tangent(head, tail(size, turns, head), ((int) turns & 1) != 0);
        return x < 0 ? -tangent : tangent;
    }

    // quarter turns

    private static double turns(double size) {
        return (int) (size * INVERSE_QUARTER + 0.5);
    }

    private static double head(double size, double turns) {
        return (size - turns * QUARTER_HIGH) - turns * QUARTER_LOW;
    }

    private static double tail(double size, double turns, double head) {
        return ((size - turns * QUARTER_HIGH) - head) - turns * QUARTER_LOW;
    }

    /// False also for what is infinite or not a number.
    private static boolean isExact(double size, double head) {
        return size < LARGE && Math.getExponent(size) - Math.getExponent(head) <= MOST_CANCELLED;
    }

    private static double inQuadrant(int quadrant, double x, double tail) {
        double value = (quadrant & 1) == 0 ? sine(x, tail) : cosine(x, tail);
        return (quadrant & 2) == 0 ? value : -value;
    }

    // up to pi/4

    private static double sineOfSmall(double x) {
        double z = x * x;
        return x + z * x * (S1 + z * ofSine(z));
    }

    private static double sine(double x, double tail) {
        double z = x * x;
        double v = z * x;
        return x - ((z * (0.5 * tail - v * ofSine(z)) - tail) - v * S1);
    }

    private static double ofSine(double z) {
        return S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
    }

    private static double cosine(double x, double tail) {
        double z = x * x;
        double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
        double shift = shift((int) (Double.doubleToRawLongBits(x) >>> 32) & Integer.MAX_VALUE);
        double rest = (0.5 * z - shift) - (z * r - x * tail);
        return (1.0 - shift) - rest;
    }

    private static double shift(int high) {
        int shift = high > LAST_SHIFT_FROM ? LAST_SHIFT : high - QUARTERED;
        return Double.longBitsToDouble((long) (high < SHIFT_FROM ? 0 : shift) << 32);
    }

    /// `isInverse` gives -1 / tan x.
    private static double tangent(double x, double tail, boolean isInverse) {
        double size = Math.abs(x);
        if (size < NEAR_EIGHTH) {
            double z = x * x;
            double r = restOfTangent(x, z, tail);
            double tangent = x + r;
            return isInverse
                    ? inverse(tangent, r - (MathFunctions.highPart(tangent) - x))
                    : tangent;
        }
        double from = (EIGHTH_HIGH - size) + (EIGHTH_LOW - (x < 0 ? -tail : tail));
        double r = restOfTangent(from, from * from, 0.0);
        double w = from + r;
        double v = isInverse ? -1.0 : 1.0;
        double tangent = v - 2.0 * (from - (w * w / (w + v) - r));
        return x < 0 ? -tangent : tangent;
    }

    private static double restOfTangent(double x, double z, double tail) {
        double w = z * z;
        double r = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
        double v = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
        double s = z * x;
        return tail + z * (s * (r + v) + tail) + T0 * s;
    }

    /// -1 / x for an x of which the upper word and the rest are known.
    private static double inverse(double x, double rest) {
        double a = -1.0 / x;
        double t = MathFunctions.highPart(a);
        double s = 1.0 + t * MathFunctions.highPart(x);
        return t + a * (s + t * rest);
    }
}
