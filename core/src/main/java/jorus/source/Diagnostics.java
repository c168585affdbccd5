package jorus.source;

import java.util.ArrayList;
import java.util.List;

/// Collects the diagnostics of one compilation, each place and code once, capped.
///
/// Passes report here and go on; nothing is thrown. Not thread-safe.
public final class Diagnostics {
    /// Errors kept; further ones are only counted.
    public static final int MAX_ERRORS = 20;

    private final List<Diagnostic> kept = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>(0);
    private int errors;
    private int dropped;

    /// Starts empty.
    public Diagnostics() {}

    public void report(Diagnostic diagnostic) {
        if (diagnostic.severity() == Diagnostic.Severity.WARNING) {
            if (!isIn(warnings, diagnostic)) {
                warnings.add(diagnostic);
            }
            return;
        }
        if (isIn(kept, diagnostic)) {
            return;
        }
        if (errors >= MAX_ERRORS) {
            dropped++;
            return;
        }
        errors++;
        kept.add(diagnostic);
    }

    public void error(
            Code code, SourceFile file, Span span, String message, Diagnostic.Hint... hints) {
        report(Diagnostic.error(code, file, span, message, hints));
    }

    private static boolean isIn(List<Diagnostic> known, Diagnostic one) {
        for (int i = 0; i < known.size(); i++) {
            Diagnostic other = known.get(i);
            if (other.file() == one.file()
                    && other.span().start() == one.span().start()
                    && other.code() == one.code()) {
                return true;
            }
        }
        return false;
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /// How many diagnostics are kept so far; see [#sortFrom(int)].
    public int count() {
        return kept.size();
    }

    /// Puts the diagnostics from index `from` on, all of one file, into the order of the text.
    ///
    /// For passes over one file that do not report in that order; equal places stay as they are.
    public void sortFrom(int from) {
        for (int i = from + 1; i < kept.size(); i++) {
            Diagnostic moved = kept.get(i);
            int j = i;
            while (j > from && kept.get(j - 1).span().start() > moved.span().start()) {
                kept.set(j, kept.get(j - 1));
                j--;
            }
            kept.set(j, moved);
        }
    }

    /// What is probably a mistake but no error, in the order reported.
    public List<Diagnostic> warnings() {
        return List.copyOf(warnings);
    }

    /// The errors, in the order reported.
    public List<Diagnostic> all() {
        return List.copyOf(kept);
    }

    /// Errors beyond [#MAX_ERRORS] that were counted but not kept.
    public int droppedErrors() {
        return dropped;
    }
}
