package jorus.source;

/// One line of a file, laid out in terminal columns.
///
/// Decodes UTF-8 itself, because carets are placed by byte offsets; a byte that is no UTF-8 takes
/// one column. Needs no memory beyond the part shown, however long the line is.
final class SourceLine {
    private static final int TAB_STOP = 4;
    private static final String CUT = "...";

    private final SourceFile file;
    private final int first;
    private final int last;

    /// Bytes and code point of the character that [#decode(int)] read.
    private int size;

    private int codePoint;

    /// What is shown: the text, and where the carets go, in columns of the text.
    record Window(String text, int caret, int carets) {}

    /// The bytes `[first, last)` of `file`.
    SourceLine(SourceFile file, int first, int last) {
        this.file = file;
        this.first = first;
        this.last = last;
    }

    /// At most `room` columns around the bytes `[start, end)`, which may reach beyond the line.
    Window window(int start, int end, int room) {
        int from = -1;
        int to = -1;
        int column = 0;
        for (int at = first; at < last; at += size) {
            decode(at);
            if (from < 0 && start < at + size) {
                from = column;
            }
            column += width(column);
            if (at < end) {
                to = column;
            }
        }
        from = from < 0 ? column : from;
        to = Math.max(to, from + 1);
        if (column <= room && from < room) {
            return new Window(text(0, column), from, Math.min(to, room) - from);
        }
        int inner = room - 2 * CUT.length();
        int low = Math.max(0, Math.min(from - inner / 3, column - inner));
        int high = low + inner;
        String text = (low > 0 ? CUT : "") + text(low, high) + (high < column ? CUT : "");
        int shift = low > 0 ? CUT.length() - low : 0;
        return new Window(text, from + shift, Math.min(to, high + 1) - from);
    }

    /// The characters that lie in the columns `[low, high)`; halves of wide ones become spaces.
    private String text(int low, int high) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int at = first; at < last && column < high; at += size) {
            decode(at);
            int width = width(column);
            if (column >= low && column + width <= high && codePoint != '\t') {
                if (width > 0 || out.length() > 0) {
                    out.appendCodePoint(SafeText.shown(codePoint));
                }
            } else {
                for (int i = Math.max(column, low); i < Math.min(column + width, high); i++) {
                    out.append(' ');
                }
            }
            column += width;
        }
        return out.toString();
    }

    private int width(int column) {
        if (codePoint == '\t') {
            return TAB_STOP - column % TAB_STOP;
        }
        return SafeText.width(SafeText.shown(codePoint));
    }

    /// Reads the character at `at` into [#size] and [#codePoint].
    private void decode(int at) {
        int lead = file.at(at);
        int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        size = 1;
        codePoint = length == 1 ? lead : SafeText.REPLACEMENT;
        if (length < 2 || lead > 0xF4 || at + length > last) {
            return;
        }
        int value = lead & 0xFF >> length + 1;
        for (int i = 1; i < length; i++) {
            int next = file.at(at + i);
            if ((next & 0xC0) != 0x80) {
                return;
            }
            value = value << 6 | next & 0x3F;
        }
        boolean isShortest = length == 2 || value >= (length == 3 ? 0x800 : 0x10000);
        if (isShortest && Character.isValidCodePoint(value)) {
            size = length;
            codePoint = value;
        }
    }
}
