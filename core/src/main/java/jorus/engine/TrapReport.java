package jorus.engine;

import jorus.source.SourceFile;

import java.util.List;

/// An uncaught trap, or a limit that was reached, in terms of the source: what a report shows.
///
/// `code` is the number of language.md 9.4 and `title` its short title. `file` is null when the
/// source text is not at hand, `line` is NO_LINE when the image does not have it, and `path` then
/// that of the program. `notes` has the call stack, innermost first, a line each.
public record TrapReport(
        int code,
        String title,
        String message,
        SourceFile file,
        String path,
        int line,
        int column,
        List<String> notes) {
    /// There is no line and no column.
    public static final int NO_LINE = 0;
}
