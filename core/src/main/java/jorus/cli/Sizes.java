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

    /// A decimal number from 1 to 2^62, or [#INVALID].
    static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return INVALID;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return INVALID;
            }
            value = value * 10 + (c - '0');
        }
        return value == 0 ? INVALID : value;
    }
}
