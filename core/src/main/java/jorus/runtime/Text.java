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
    private static final int MAX_LONG_DIGITS = 20;

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
        int count = digitCount(value);
        digits(out.extend(count), value, count);
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long limit = 10; count < MAX_LONG_DIGITS - 1 && value >= limit; limit *= 10) {
            count++;
        }
        return count;
    }

    /// Writes the last `count` digits of `value` at `address`.
    private static void digits(long address, long value, int count) {
        long rest = value;
        for (long at = address + count - 1; at >= address; at--) {
            long tenth = rest / 10;
            Memory.i8(at, '0' + (int) (rest - tenth * 10));
            rest = tenth;
        }
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
        long bits = Double.doubleToRawLongBits(size);
        long mantissa = bits & (1L << 52) - 1 | 1L << 52;
        int k = 1075 - (int) (bits >>> 52);
        if (k <= 0) {
            u64(out, mantissa << -k);
            return;
        }
        long whole = k < Long.SIZE ? mantissa >>> k : 0;
        long fraction = k < Long.SIZE ? mantissa & (1L << k) - 1 : mantissa;
        long high = Math.multiplyHigh(fraction, TEN_TO_17);
        long low = fraction * TEN_TO_17;
        long quotient;
        int comparedToHalf;
        if (k < Long.SIZE) {
            quotient = high << (Long.SIZE - k) | low >>> k;
            comparedToHalf = Long.compare(low & (1L << k) - 1, 1L << (k - 1));
        } else {
            int shift = k - Long.SIZE;
            quotient = high >>> shift;
            long rest =
                    shift == 0
                            ? low
                            : (high & (1L << shift) - 1) << (Long.SIZE - shift) | low >>> shift;
            boolean isSticky = shift != 0 && (low & (1L << shift) - 1) != 0;
            comparedToHalf = Long.compareUnsigned(rest, Long.MIN_VALUE);
            if (comparedToHalf == 0 && isSticky) {
                comparedToHalf = 1;
            }
        }
        if (comparedToHalf > 0 || comparedToHalf == 0 && (quotient & 1) != 0) {
            quotient++;
            if (quotient == TEN_TO_17) {
                quotient = 0;
                whole++;
            }
        }
        u64(out, whole);
        if (quotient != 0) {
            int decimals = PRINT_DECIMALS;
            while (quotient % 10 == 0) {
                quotient /= 10;
                decimals--;
            }
            out.put('.');
            digits(out.extend(decimals), quotient, decimals);
        }
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
        decimal.load(value);
        decimal.round((long) decimal.point() + decimals);
        positional(out, decimal, decimals);
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
