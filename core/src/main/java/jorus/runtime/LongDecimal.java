package jorus.runtime;

import jorus.memory.layout.Memory;

/// Shortens a very long decimal number to a text of the same value as an f64, because Java's parser
/// takes a string, and can't be stopped.
///
/// No f64, and no middle between two, has more than 768 significant digits (David M. Gay,
/// "Correctly Rounded Binary-Decimal and Decimal-Binary Conversions"). So of all digits after that
/// many it only counts whether one of them is not 0.
final class LongDecimal {
    /// Texts up to this length need no shortening.
    static final int MAX_DIRECT_BYTES = 4096;

    private static final int KEPT_DIGITS = 800;

    /// Beyond this an exponent says nothing new, whatever the digits: strings are shorter than
    /// 2^31.
    private static final long MAX_EXPONENT = 1L << 40;

    private final StringBuilder text = new StringBuilder(KEPT_DIGITS + 32);
    private long exponent;
    private int kept;
    private boolean hasMore;

    private LongDecimal() {}

    /// `[start, end)` is a sign, digits with an optional point, and an exponent.
    static String shorten(Machine machine, long start, long end) {
        return new LongDecimal().read(machine, start, end);
    }

    private String read(Machine machine, long start, long end) {
        boolean isFraction = false;
        long at = start;
        for (; at < end && (Memory.u8(at) | 0x20) != 'e'; at++) {
            machine.pollAt(at - start, end - start);
            int octet = Memory.u8(at);
            switch (octet) {
                case '-' -> text.append('-');
                case '+' -> {}
                case '.' -> isFraction = true;
                default -> digit(octet, isFraction);
            }
        }
        if (hasMore) {
            text.append('1');
            exponent--;
        }
        if (kept == 0) {
            text.append('0');
        }
        return text.append('e').append(clamp(exponent + written(machine, at + 1, end))).toString();
    }

    private void digit(int octet, boolean isFraction) {
        boolean isLeading = kept == 0 && octet == '0';
        if (!isLeading && kept < KEPT_DIGITS) {
            text.append((char) octet);
            kept++;
            exponent -= isFraction ? 1 : 0;
        } else {
            hasMore |= !isLeading && octet != '0';
            // A digit of the whole part that is left out shifts the point, a zero in front of the
            // first digit of the fraction as well.
            exponent += isLeading ? (isFraction ? -1 : 0) : (isFraction ? 0 : 1);
        }
    }

    /// The exponent at `[start, end)`, which may be empty.
    private static long written(Machine machine, long start, long end) {
        if (start >= end) {
            return 0;
        }
        boolean isNegative = Memory.u8(start) == '-';
        long value = 0;
        for (long at = start; at < end; at++) {
            machine.pollAt(at - start, end - start);
            int octet = Memory.u8(at);
            if (octet >= '0') {
                value = Math.min(10 * value + octet - '0', MAX_EXPONENT);
            }
        }
        return isNegative ? -value : value;
    }

    /// Java's parser reads exponents as an int.
    private static long clamp(long value) {
        return Math.clamp(value, -1_000_000L, 1_000_000L);
    }
}
