package jorus.engine;

import jorus.source.SourceFile;

import java.util.ArrayList;
import java.util.List;

/// An uncaught trap, or a limit that was reached, in terms of the source: what a report shows.
///
/// `code` is the number of language.md 9.4 and `title` its short title. `file` is null when the
/// source text is not at hand, `line` is NO_LINE when the image does not have it, and `path` then
/// that of the program. `help` says what to do about it, or is null. `notes` has the values it is
/// about, if they are known, and the call stack, innermost first, a line each.
public record TrapReport(
        int code,
        String title,
        String message,
        SourceFile file,
        String path,
        int line,
        int column,
        String help,
        List<String> notes) {
    /// There is no line and no column.
    public static final int NO_LINE = 0;

    /// The same report with the values it is about, or null, and what to do about it.
    TrapReport with(String detail, String remedy) {
        List<String> all = notes;
        if (detail != null) {
            all = new ArrayList<>(notes);
            all.add(0, detail);
        }
        return new TrapReport(code, title, message, file, path, line, column, remedy, all);
    }
}
