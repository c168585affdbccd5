package jorus.source;

/// Text of programs as it may be shown on a terminal.
final class SafeText {
    /// Stands for everything that must not reach a terminal.
    static final int REPLACEMENT = 0xFFFD;

    private SafeText() {}

    /// The code point itself, or [#REPLACEMENT] if it would control the terminal, reorder the
    /// line, or is half a character.
    static int shown(int codePoint) {
        if (codePoint >= 0x20 && codePoint < 0x7F) {
            return codePoint;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    REPLACEMENT;
            default -> codePoint;
        };
    }

    /// Terminal columns of a shown code point: 2 for wide East Asian characters and emoji, 0 for
    /// marks that combine with the character before.
    static int width(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean isWide =
                codePoint >= 0x1100 && codePoint <= 0x115F
                        || codePoint >= 0x2E80 && codePoint <= 0xA4CF && codePoint != 0x303F
                        || codePoint >= 0xAC00 && codePoint <= 0xD7A3
                        || codePoint >= 0xF900 && codePoint <= 0xFAFF
                        || codePoint >= 0xFE30 && codePoint <= 0xFE6F
                        || codePoint >= 0xFF00 && codePoint <= 0xFF60
                        || codePoint >= 0xFFE0 && codePoint <= 0xFFE6
                        || codePoint >= 0x1F300 && codePoint <= 0x1FAFF
                        || codePoint >= 0x20000 && codePoint <= 0x3FFFD;
        return isWide ? 2 : 1;
    }

    static int width(CharSequence text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = Character.codePointAt(text, i);
            width += width(codePoint);
            i += Character.charCount(codePoint);
        }
        return width;
    }

    /// Appends text that belongs on one line; a tab becomes a space.
    static void appendLine(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            out.appendCodePoint(codePoint == '\t' ? ' ' : shown(codePoint));
            i += Character.charCount(codePoint);
        }
    }
}
