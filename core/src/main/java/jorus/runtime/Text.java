package jorus.runtime;

import jorus.memory.layout.Memory;

/// How numbers are written (language.md 12.1 to 12.4). Appends to a [TextBuffer]; makes no garbage.
final class Text {
    /// Decimals of an f64 in print (language.md 12.4).
    static final int PRINT_DECIMALS = 17;

    /// Significant digits of an f64 in `as string` (language.md 12.3).
    static final int STRING_DIGITS = 6;

    private static final double LEAST_POSITIONAL = 0.0001;
    private static final int LEAST_EXPONENT = -4;
    private static final long TEN_TO_17 = 100_000_000_000_000_000L;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double LEAST_EXPONENTIAL = 1e6;

    /// The exponent field of an f64 none of whose bits is behind the point.
    private static final int POINT_BIAS = 1075;

    private static final int MANTISSA_BITS = 52;

    private Text() {}

    static void bool(TextBuffer out, boolean value) {
        out.put(value ? "true" : "false");
    }

    static void i64(TextBuffer out, long value) {
        if (value < 0) {
            out.put('-');
            u64(out, -value);
        } else {
            u64(out, value);
        }
    }

    /// Writes an unsigned number.
    static void u64(TextBuffer out, long value) {
        if (value < 0) {
            long tenth = Long.divideUnsigned(value, 10);
            u64(out, tenth);
            out.put('0' + (int) (value - tenth * 10));
            return;
        }
        int count = Digits.count(value);
        Digits.write(out.extend(count), value, count);
    }

    /// Writes the 64 bits in base 2, 8 or 16, given by its binary logarithm.
    static void bits(TextBuffer out, long value, int shift, boolean isUpper) {
        int used = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
        int count = (used + shift - 1) / shift;
        long at = out.extend(count);
        int letter = (isUpper ? 'A' : 'a') - 10;
        for (int i = 0; i < count; i++) {
            int digit = (int) (value >>> (count - 1 - i) * shift) & (1 << shift) - 1;
            Memory.i8(at + i, digit + (digit < 10 ? '0' : letter));
        }
    }

    /// Writes an f64 as print does (language.md 12.4).
    static void printF64(TextBuffer out, Decimal decimal, double value) {
        double size = Math.abs(value);
        if (isSpecial(out, value)) {
            return;
        }
        if (size == 0) {
            out.put('0');
            return;
        }
        if (value < 0) {
            out.put('-');
        }
        if (size < LEAST_POSITIONAL) {
            decimal.load(size);
            decimal.round(PRINT_DECIMALS);
            exponential(out, decimal);
        } else if (size < TWO_TO_63) {
            positional17(out, size);
        } else {
            decimal.load(size);
            positional(out, decimal, 0);
        }
    }

    /// NaN and the infinities; they have the same text everywhere.
    private static boolean isSpecial(TextBuffer out, double value) {
        if (Double.isNaN(value)) {
            out.put("nan");
            return true;
        }
        if (Double.isInfinite(value)) {
            out.put(value < 0 ? "-inf" : "inf");
            return true;
        }
        return false;
    }

    /// Writes a value from 0.0001 to 2^63 rounded half to even to 17 decimals, without zeros at the
    /// end.
    ///
    /// The fraction is `f / 2^k` with f below 2^53 and k at most 66, so `f * 10^17` fits 110 bits
    /// and the quotient and remainder by 2^k are exact.
    private static void positional17(TextBuffer out, double size) {
        int k = pointBits(size);
        long mantissa = mantissa(size);
        if (k <= 0) {
            u64(out, mantissa << -k);
            return;
        }
        long whole = k < Long.SIZE ? mantissa >>> k : 0;
        long fraction = k < Long.SIZE ? mantissa & (1L << k) - 1 : mantissa;
        long quotient = Digits.rounded(fraction, TEN_TO_17, k);
        if (quotient == TEN_TO_17) {
            quotient = 0;
            whole++;
        }
        u64(out, whole);
        if (quotient != 0) {
            int decimals = PRINT_DECIMALS;
            while (quotient % 10 == 0) {
                quotient /= 10;
                decimals--;
            }
            putFraction(out, quotient, decimals);
        }
    }

    private static void putFraction(TextBuffer out, long digits, int decimals) {
        long at = out.extend(decimals + 1);
        Memory.i8(at, '.');
        Digits.write(at + 1, digits, decimals);
    }

    /// The 53 bits of a normal f64 > 0.
    private static long mantissa(double size) {
        long bits = Double.doubleToRawLongBits(size);
        return bits & (1L << MANTISSA_BITS) - 1 | 1L << MANTISSA_BITS;
    }

    /// How many bits of `mantissa(size)` are behind the point; may be negative.
    private static int pointBits(double size) {
        return POINT_BIAS - (int) (Double.doubleToRawLongBits(size) >>> MANTISSA_BITS);
    }

    /// Writes an f64 as `as string` does: the C format `%g`.
    static void stringF64(TextBuffer out, Decimal decimal, double value) {
        if (isSpecial(out, value)) {
            return;
        }
        if (isNegative(value)) {
            out.put('-');
        }
        if (value == 0) {
            out.put('0');
            return;
        }
        double size = Math.abs(value);
        if (size >= LEAST_POSITIONAL && size < LEAST_EXPONENTIAL && sixDigits(out, size)) {
            return;
        }
        decimal.load(value);
        decimal.round(STRING_DIGITS);
        decimal.strip();
        int exponent = decimal.point() - 1;
        if (exponent < LEAST_EXPONENT || exponent >= STRING_DIGITS) {
            exponential(out, decimal);
        } else {
            positional(out, decimal, 0);
        }
    }

    /// Writes a value from 0.0001 to 10^6 with six significant digits, without zeros at the end.
    /// Returns false, and has written nothing, if it is rounded to 10^6.
    ///
    /// The value is `m / 2^k` with m below 2^53 and k from 33 to 66; ten to the power of the
    /// decimals is below 2^30. So all is exact.
    private static boolean sixDigits(TextBuffer out, double size) {
        int decimals = decimalsOfSix(size);
        int k = pointBits(size);
        long digits = Digits.rounded(mantissa(size), Digits.power(decimals), k);
        if (digits == (long) LEAST_EXPONENTIAL) {
            if (decimals == 0) {
                return false;
            }
            digits /= 10;
            decimals--;
        }
        long whole = digits / Digits.power(decimals);
        long fraction = digits - whole * Digits.power(decimals);
        u64(out, whole);
        if (fraction != 0) {
            for (long tenth = fraction / 10; tenth * 10 == fraction; tenth = fraction / 10) {
                fraction = tenth;
                decimals--;
            }
            putFraction(out, fraction, decimals);
        }
        return true;
    }

    /// How many decimals six significant digits of a value from 0.0001 to 10^6 have. The f64
    /// nearest to each negative power of ten is above it.
    private static int decimalsOfSix(double size) {
        if (size >= 1) {
            return STRING_DIGITS - Digits.count((long) size);
        }
        if (size >= 0.01) {
            return size >= 0.1 ? STRING_DIGITS : STRING_DIGITS + 1;
        }
        return size >= 0.001 ? STRING_DIGITS + 2 : STRING_DIGITS + 3;
    }

    /// True of -0.0 too; as in C, a sign is kept where digits are asked for.
    private static boolean isNegative(double value) {
        return Double.doubleToRawLongBits(value) < 0;
    }

    /// Writes an f64 with `decimals` decimals, the exact value rounded half to even.
    static void fixedF64(TextBuffer out, Decimal decimal, double value, int decimals) {
        if (isSpecial(out, value)) {
            return;
        }
        if (isNegative(value)) {
            out.put('-');
        }
        double size = Math.abs(value);
        boolean isShort = decimals <= Digits.MAX_DECIMALS;
        if (isShort && size >= LEAST_POSITIONAL && size < TWO_TO_63) {
            shortFixed(out, size, decimals);
            return;
        }
        decimal.load(value);
        decimal.round((long) decimal.point() + decimals);
        positional(out, decimal, decimals);
    }

    /// As `fixedF64`, of a value from 0.0001 to 2^63 with at most 17 decimals: as `positional17`.
    private static void shortFixed(TextBuffer out, double size, int decimals) {
        int k = pointBits(size);
        long mantissa = mantissa(size);
        long whole = k < Long.SIZE ? mantissa >>> k : 0;
        long quotient = 0;
        if (k <= 0) {
            whole = mantissa << -k;
        } else if (decimals == 0) {
            // Which of two is even shows in the whole part.
            whole = Digits.rounded(mantissa, 1, k);
        } else {
            long fraction = k < Long.SIZE ? mantissa & (1L << k) - 1 : mantissa;
            quotient = Digits.rounded(fraction, Digits.power(decimals), k);
        }
        if (quotient == Digits.power(decimals)) {
            quotient = 0;
            whole++;
        }
        u64(out, whole);
        if (decimals != 0) {
            putFraction(out, quotient, decimals);
        }
    }

    /// Writes the digits with a point, and at least `decimals` digits behind it.
    private static void positional(TextBuffer out, Decimal decimal, int decimals) {
        if (decimals == 0) {
            decimal.strip();
        }
        int count = decimal.count();
        int point = count == 0 ? 0 : decimal.point();
        if (point <= 0) {
            out.put('0');
        }
        for (int i = 0; i < point; i++) {
            out.put('0' + (i < count ? decimal.digit(i) : 0));
        }
        int behind = Math.max(count - point, decimals);
        if (count == 0) {
            behind = decimals;
        }
        if (behind == 0) {
            return;
        }
        out.put('.');
        long zeros = Math.min(behind, point < 0 ? -(long) point : 0);
        out.fill('0', zeros);
        int written = (int) zeros;
        for (int i = Math.max(point, 0); i < count && written < behind; i++, written++) {
            out.put('0' + decimal.digit(i));
        }
        out.fill('0', behind - written);
    }

    /// Writes `d.ddde+XX`, without zeros at the end of the digits.
    private static void exponential(TextBuffer out, Decimal decimal) {
        decimal.strip();
        out.put('0' + decimal.digit(0));
        if (decimal.count() > 1) {
            out.put('.');
            for (int i = 1; i < decimal.count(); i++) {
                out.put('0' + decimal.digit(i));
            }
        }
        int exponent = decimal.point() - 1;
        out.put('e');
        out.put(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        if (size < 10) {
            out.put('0');
        }
        u64(out, size);
    }
}
