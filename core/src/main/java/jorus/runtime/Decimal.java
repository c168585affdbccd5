package jorus.runtime;

/// The exact decimal digits of a finite f64, and their rounding half to even.
///
/// A double is `m * 2^e`. If `e < 0` it is also `m * 5^-e / 10^-e`, so in both cases its digits are
/// those of one integer, which is built in base 10^9. No garbage: the scratch arrays are reused, so
/// an instance serves one thread.
final class Decimal {
    /// The smallest double has 751 significant digits, the longest 767 (C11, DECIMAL_DIG of exact
    /// conversion).
    static final int MAX_DIGITS = 767;

    private static final int LIMB_DIGITS = 9;
    private static final long LIMB_BASE = 1_000_000_000;
    private static final int MAX_LIMBS = MAX_DIGITS / LIMB_DIGITS + 3;

    /// Largest powers whose product with a limb and a carry stays in 63 bits.
    private static final int FIVES_AT_ONCE = 13;

    private static final int TWOS_AT_ONCE = 30;
    private static final long FIVES = 1_220_703_125;

    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_BIAS = 1075;

    private final int[] limbs = new int[MAX_LIMBS];
    private final byte[] digits = new byte[MAX_LIMBS * LIMB_DIGITS + 1];
    private int limbCount;
    private int first;
    private int count;
    private int point;

    /// Takes the digits of `|value|`, which must be finite; 0 has none.
    void load(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
        assert exponent != 0x7FF : "not finite";
        long mantissa = bits & (1L << MANTISSA_BITS) - 1;
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << MANTISSA_BITS;
        }
        exponent -= EXPONENT_BIAS;
        int trailing = Math.min(Long.numberOfTrailingZeros(mantissa), -exponent);
        if (mantissa == 0) {
            first = 0;
            count = 0;
            point = 0;
            return;
        }
        if (trailing > 0) {
            mantissa >>>= trailing;
            exponent += trailing;
        }
        setLimbs(mantissa);
        if (exponent >= 0) {
            for (int left = exponent; left > 0; left -= TWOS_AT_ONCE) {
                multiply(1L << Math.min(left, TWOS_AT_ONCE));
            }
        } else {
            int left = -exponent;
            for (; left >= FIVES_AT_ONCE; left -= FIVES_AT_ONCE) {
                multiply(FIVES);
            }
            long rest = 1;
            for (; left > 0; left--) {
                rest *= 5;
            }
            multiply(rest);
        }
        setDigits();
        point = count + Math.min(exponent, 0);
    }

    private void setLimbs(long value) {
        limbCount = 0;
        for (long rest = value; rest != 0; rest /= LIMB_BASE) {
            limbs[limbCount++] = (int) (rest % LIMB_BASE);
        }
    }

    private void multiply(long factor) {
        long carry = 0;
        for (int i = 0; i < limbCount; i++) {
            long product = limbs[i] * factor + carry;
            carry = product / LIMB_BASE;
            limbs[i] = (int) (product - carry * LIMB_BASE);
        }
        for (; carry != 0; carry /= LIMB_BASE) {
            limbs[limbCount++] = (int) (carry % LIMB_BASE);
        }
    }

    /// Spreads the limbs into digits; place 0 stays free for a carry out of the first digit.
    private void setDigits() {
        int end = 1 + limbCount * LIMB_DIGITS;
        int at = end;
        for (int i = 0; i < limbCount; i++) {
            int limb = limbs[i];
            for (int j = 0; j < LIMB_DIGITS; j++) {
                int tenth = limb / 10;
                digits[--at] = (byte) (limb - tenth * 10);
                limb = tenth;
            }
        }
        first = 1;
        while (digits[first] == 0) {
            first++;
        }
        count = end - first;
    }

    /// Number of digits; the digits after them are all 0.
    int count() {
        return count;
    }

    /// Where the decimal point is: the value is `0.d0 d1 d2 ... * 10^point`.
    int point() {
        return point;
    }

    /// Digit `index`, 0 to 9; index 0 is the most significant and not 0.
    int digit(int index) {
        return digits[first + index];
    }

    /// Rounds half to even so that at most `kept` digits remain; may be 0 or less.
    void round(long kept) {
        if (kept >= count) {
            return;
        }
        if (kept < 0) {
            count = 0;
            return;
        }
        int keep = (int) kept;
        int next = digit(keep);
        boolean isUp = next > 5 || next == 5 && (hasMoreThan(keep + 1) || isOdd(keep - 1));
        count = keep;
        if (isUp) {
            increment();
        }
    }

    private boolean hasMoreThan(int index) {
        for (int i = index; i < count; i++) {
            if (digit(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isOdd(int index) {
        return index >= 0 && (digit(index) & 1) != 0;
    }

    private void increment() {
        int at = first + count - 1;
        while (at >= first && digits[at] == 9) {
            at--;
        }
        if (at >= first) {
            digits[at]++;
            count = at - first + 1;
            return;
        }
        first = Math.max(first - 1, 0);
        digits[first] = 1;
        count = 1;
        point++;
    }

    /// Drops trailing zeros; a value that was rounded to 0 has no digits left.
    void strip() {
        while (count > 0 && digit(count - 1) == 0) {
            count--;
        }
    }
}
