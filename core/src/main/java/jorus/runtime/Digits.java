package jorus.runtime;

import jorus.memory.layout.Memory;

/// Decimal digits of numbers, eight at a time: a word of memory holds eight of them, the first at
/// its lowest address (docs/decisions/0023-text.md).
final class Digits {
    /// Bytes in front of and behind the digits that [#write] may write: the caller has them.
    static final int SLACK_BYTES = Memory.WORD_BYTES;

    /// Digits of a word.
    static final int WORD_DIGITS = 8;

    private static final long WORD_LIMIT = 100_000_000;
    private static final long ZEROS = 0x3030_3030_3030_3030L;

    /// The most decimals that [#rounded] can scale by.
    static final int MAX_DECIMALS = 17;

    /// By number of digits - 1, the smallest such number; all that a long has.
    private static final long[] POWERS = powers();

    private Digits() {}

    private static long[] powers() {
        long[] powers = new long[MAX_DECIMALS + 2];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /// 10 to the power of `exponent`, 0 to 18.
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /// How many digits a number >= 0 has; 0 has one.
    static int count(long value) {
        // 1233 / 4096 is log10(2), close enough for 63 bits.
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        int least = bits * 1233 >>> 12;
        return value >= POWERS[least] || least == 0 ? least + 1 : least;
    }

    /// Writes the last `count` digits, 1 to 19, of a number >= 0 at `address`; zeros in front if it
    /// has fewer. May write up to `SLACK_BYTES` in all if they are fewer than that.
    static void write(long address, long value, int count) {
        if (count <= WORD_DIGITS) {
            Memory.i64(address, word(value, count));
            return;
        }
        long rest = value / WORD_LIMIT;
        if (count <= 2 * WORD_DIGITS) {
            Memory.i64(address, word(rest, count - WORD_DIGITS));
        } else {
            long first = rest / WORD_LIMIT;
            Memory.i64(address, word(first, count - 2 * WORD_DIGITS));
            long second = rest - first * WORD_LIMIT;
            Memory.i64(address + count - 2 * WORD_DIGITS, word(second, WORD_DIGITS));
        }
        Memory.i64(address + count - WORD_DIGITS, word(value - rest * WORD_LIMIT, WORD_DIGITS));
    }

    /// The last `count` digits, 1 to 8, of a number from 0 to 99,999,999 as a word of text; 0 bytes
    /// behind them.
    static long word(long value, int count) {
        // Pairs of four digits, then of two, then of one, in ever smaller parts of the word.
        long fours = value / 10_000;
        long parts = fours | value - fours * 10_000 << 32;
        long hundreds = parts * 10_486 >>> 20 & 0x0000_007F_0000_007FL;
        parts = hundreds | parts - hundreds * 100 << 16;
        long tens = parts * 103 >>> 10 & 0x000F_000F_000F_000FL;
        parts = tens | parts - tens * 10 << 8;
        return (parts | ZEROS) >>> Byte.SIZE * (WORD_DIGITS - count);
    }

    /// The number that the first `count` bytes, 1 to 8, of a word of text are; -1 if one of them is
    /// no digit.
    static int parse(long word, int count) {
        int unused = Byte.SIZE * (WORD_DIGITS - count);
        // Zeros in front.
        long text = unused == 0 ? word : word << unused | ZEROS >>> Long.SIZE - unused;
        long parts = text ^ ZEROS;
        // 6 more take what is above 9 to 16 or beyond.
        if (((parts | parts + 0x0606_0606_0606_0606L) & 0xF0F0_F0F0_F0F0_F0F0L) != 0) {
            return -1;
        }
        parts = parts * 10 + (parts >>> 8) & 0x00FF_00FF_00FF_00FFL;
        parts = parts * 100 + (parts >>> 16) & 0x0000_FFFF_0000_FFFFL;
        return (int) ((parts * 10_000 + (parts >>> 32)) & 0xFFFF_FFFFL);
    }

    /// `factor * scale / 2^shift`, rounded half to even. The product is below 2^117, the shift 1 to
    /// 117 and the result below 2^63.
    static long rounded(long factor, long scale, int shift) {
        long high = Math.multiplyHigh(factor, scale);
        long low = factor * scale;
        long quotient;
        // What is shifted out, from the top of a word; and whether there is more than a word of it.
        long rest;
        boolean isSticky = false;
        if (shift < Long.SIZE) {
            quotient = high << Long.SIZE - shift | low >>> shift;
            rest = low << Long.SIZE - shift;
        } else {
            int more = shift - Long.SIZE;
            quotient = high >>> more;
            rest = more == 0 ? low : high << Long.SIZE - more | low >>> more;
            isSticky = more != 0 && low << Long.SIZE - more != 0;
        }
        boolean isHalf = rest == Long.MIN_VALUE && !isSticky;
        boolean isUp = isHalf ? (quotient & 1) != 0 : rest < 0;
        return isUp ? quotient + 1 : quotient;
    }
}
