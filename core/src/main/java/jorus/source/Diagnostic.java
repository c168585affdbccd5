package jorus.source;

import java.util.List;

/// One complaint about a source text: where, what was found, what would help.
///
/// `span` is the offending token in `file`; `message` is one line without a full stop and quotes
/// the values it speaks of; `hints` follow it in the report, each its own line.
public record Diagnostic(
        Severity severity,
        Code code,
        SourceFile file,
        Span span,
        String message,
        List<Hint> hints) {

    public enum Severity {
        ERROR,
        WARNING
    }

    /// A `help:` or `note:` line; `span` is null unless the note points at a place in `file`.
    public record Hint(boolean isHelp, String text, SourceFile file, Span span) {
        public static Hint help(String text) {
            return new Hint(true, text, null, null);
        }

        public static Hint note(String text) {
            return new Hint(false, text, null, null);
        }

        public static Hint note(String text, SourceFile file, Span span) {
            return new Hint(false, text, file, span);
        }
    }

    public static Diagnostic error(
            Code code, SourceFile file, Span span, String message, Hint... hints) {
        return new Diagnostic(Severity.ERROR, code, file, span, message, List.of(hints));
    }
}
