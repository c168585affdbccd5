package jorus.cli;

/// Reads the numbers of the command line.
final class Sizes {
    /// What these functions return for text that is no such number.
    static final long INVALID = -1;

    private Sizes() {}

    /// Bytes: digits with an optional k, m or g (powers of 1,024), in either case, or [#INVALID].
    static long bytes(String text) {
        int end = text.length();
        long unit = 1;
        if (end > 0) {
            switch (text.charAt(end - 1)) {
                case 'k', 'K' -> unit = 1L << 10;
                case 'm', 'M' -> unit = 1L << 20;
                case 'g', 'G' -> unit = 1L << 30;
                default -> {}
            }
        }
        long number = number(unit == 1 ? text : text.substring(0, end - 1));
        return number < 0 || number > Long.MAX_VALUE / unit ? INVALID : number * unit;
    }

    /// Nanoseconds: digits with `ms`, `s`, `m` or `h`, or [#INVALID].
    static long nanos(String text) {
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        long unit;
        switch (text.substring(digits)) {
            case "ms" -> unit = 1_000_000L;
            case "s" -> unit = 1_000_000_000L;
            case "m" -> unit = 60 * 1_000_000_000L;
            case "h" -> unit = 3600 * 1_000_000_000L;
            default -> {
                return INVALID;
            }
        }
        long number = number(text.substring(0, digits));
        return number < 0 || number > Long.MAX_VALUE / unit ? INVALID : number * unit;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// The largest number that is read.
    static final long MAX_NUMBER = 999_999_999_999_999_999L;

    /// A decimal number from 1 to `MAX_NUMBER`, or [#INVALID].
    static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return INVALID;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return INVALID;
            }
            value = value * 10 + (c - '0');
        }
        return value == 0 ? INVALID : value;
    }
}
