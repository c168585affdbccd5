package jorus.source;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Writes reports in the form of language.md 9.2, for diagnostics and for uncaught traps.
///
/// What comes from programs (source lines, messages, paths) is shown without control characters, so
/// that a report can neither move the cursor nor forge another report. Stateless and thread-safe.
public final class DiagnosticRenderer {
    /// No line with source text is wider, in terminal columns; longer lines show a part.
    static final int MAX_COLUMNS = 120;

    /// The first line is filled with dashes up to this many columns.
    private static final int HEAD_COLUMNS = 80;

    private static final int MIN_DASHES = 5;

    /// The gutter shows line numbers with at least this many digits.
    private static final int MIN_DIGITS = 2;

    private static final String RED = "\u001b[1;31m";
    private static final String BLUE = "\u001b[1;34m";
    private static final String CYAN = "\u001b[1;36m";
    private static final String PLAIN = "\u001b[0m";

    private final BooleanSupplier colour;

    /// `colour` adds ANSI escapes; meant for terminals only.
    public DiagnosticRenderer(boolean colour) {
        this(colour ? new Always() : new Never());
    }

    /// Asks `colour` once there is something to paint: finding a terminal takes time, and most runs
    /// have nothing to report.
    public DiagnosticRenderer(BooleanSupplier colour) {
        this.colour = colour;
    }

    private static final class Always implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            return true;
        }
    }

    private static final class Never implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            return false;
        }
    }

    /// The report of a compile error, ending in an empty line.
    public String render(Diagnostic diagnostic) {
        SourceFile file = diagnostic.file();
        int start = diagnostic.span().start();
        int line = file.line(start);
        int number = diagnostic.code().number();
        String title = diagnostic.code().title();
        StringBuilder out = new StringBuilder(512);
        boolean isWarning = diagnostic.severity() == Diagnostic.Severity.WARNING;
        String category = isWarning ? "WARNING" : Code.category(number);
        head(out, category, number, title, file.path(), line, file.column(start));
        int digits = digits(line);
        String message = diagnostic.message();
        excerpt(out, file, line, start, diagnostic.span().end(), message, digits);
        remark(out, digits, "", message);
        List<Diagnostic.Hint> hints = diagnostic.hints();
        for (int i = 0; i < hints.size(); i++) {
            Diagnostic.Hint hint = hints.get(i);
            String text = hint.text();
            if (hint.span() != null) {
                text = text + " (" + position(hint.file(), hint.span().start()) + ")";
            }
            remark(out, digits, hint.isHelp() ? "help: " : "note: ", text);
        }
        return out.append('\n').toString();
    }

    /// The report of an uncaught trap, ending in an empty line.
    ///
    /// `code` is the number of language.md 9.4; `line` and `column` count from 1, the column in
    /// bytes; a line of 0 is none. The source line is shown if `file` is not null; `path` names the
    /// file either way. `message` may have several lines.
    public String renderTrap(
            int code,
            String title,
            String message,
            SourceFile file,
            String path,
            int line,
            int column,
            String help,
            List<String> notes) {
        StringBuilder out = new StringBuilder(512);
        head(out, Code.category(code), code, title, path, line, column);
        int digits = digits(line);
        if (file != null && line >= 1 && line <= file.lineCount()) {
            int at = Math.min(file.lineStart(line) + Math.max(column, 1) - 1, lineEnd(file, line));
            excerpt(out, file, line, at, at, message, digits);
        }
        remark(out, digits, "", message);
        if (help != null) {
            remark(out, digits, "help: ", help);
        }
        for (int i = 0; i < notes.size(); i++) {
            remark(out, digits, "note: ", notes.get(i));
        }
        return out.append('\n').toString();
    }

    private static String position(SourceFile file, int offset) {
        return file.path() + ":" + file.line(offset) + ":" + file.column(offset);
    }

    private static int digits(int line) {
        return Math.max(MIN_DIGITS, Integer.toString(line).length());
    }

    private void head(
            StringBuilder out,
            String category,
            int number,
            String title,
            String path,
            int line,
            int column) {
        String left = "-- " + category + ": ";
        String code = " [" + Code.text(number) + "] ";
        StringBuilder place = new StringBuilder();
        SafeText.appendLine(place, path);
        if (line > 0) {
            place.append(':').append(line).append(':').append(column);
        }
        paint(out, RED, left);
        int used = left.length() + code.length() + place.length() + 1;
        StringBuilder shown = new StringBuilder();
        SafeText.appendLine(shown, title);
        out.append(shown).append(code);
        int dashes = Math.max(MIN_DASHES, HEAD_COLUMNS - used - shown.length());
        repeat(out, '-', dashes);
        out.append(' ').append(place).append("\n\n");
    }

    /// The source line, and carets below `[start, end)` as far as that lies in the line.
    private void excerpt(
            StringBuilder out,
            SourceFile file,
            int line,
            int start,
            int end,
            String message,
            int digits) {
        int first = file.lineStart(line);
        int last = lineEnd(file, line);
        int room = MAX_COLUMNS - digits - 4;
        SourceLine source = new SourceLine(file, first, last);
        SourceLine.Window window = source.window(start, end, room);

        StringBuilder gutter = new StringBuilder();
        String number = Integer.toString(line);
        repeat(gutter, ' ', digits + 1 - number.length());
        gutter.append(number).append(" |");
        paint(out, BLUE, gutter);
        if (window.text().length() > 0) {
            out.append(' ').append(window.text());
        }
        out.append('\n');

        bar(out, digits);
        repeat(out, ' ', 1 + window.caret());
        StringBuilder carets = new StringBuilder();
        repeat(carets, '^', window.carets());
        StringBuilder label = new StringBuilder();
        SafeText.appendLine(label, firstLine(message));
        if (window.caret() + window.carets() + 1 + SafeText.width(label) <= room) {
            carets.append(' ').append(label);
        }
        paint(out, RED, carets);
        out.append('\n');
        bar(out, digits);
        out.append('\n');
    }

    /// Offset behind the last byte of the line, without its line end.
    private static int lineEnd(SourceFile file, int line) {
        int end = line < file.lineCount() ? file.lineStart(line + 1) - 1 : file.length();
        return end > file.lineStart(line) && file.at(end - 1) == '\r' ? end - 1 : end;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private void bar(StringBuilder out, int digits) {
        StringBuilder bar = new StringBuilder();
        repeat(bar, ' ', digits + 2);
        paint(out, BLUE, bar.append('|'));
    }

    /// A `= ...` line; further lines of the text are indented below the first.
    private void remark(StringBuilder out, int digits, String kind, String text) {
        repeat(out, ' ', digits + 2);
        paint(out, BLUE, "=");
        out.append(' ');
        if (!kind.isEmpty()) {
            paint(out, CYAN, kind);
        }
        int from = 0;
        for (; ; ) {
            int end = text.indexOf('\n', from);
            SafeText.appendLine(out, text.substring(from, end < 0 ? text.length() : end));
            out.append('\n');
            if (end < 0) {
                return;
            }
            from = end + 1;
            repeat(out, ' ', digits + 4);
        }
    }

    private void paint(StringBuilder out, String escape, CharSequence text) {
        if (colour.getAsBoolean()) {
            out.append(escape).append(text).append(PLAIN);
        } else {
            out.append(text);
        }
    }

    private static void repeat(StringBuilder out, char c, int count) {
        for (int i = 0; i < count; i++) {
            out.append(c);
        }
    }
}
