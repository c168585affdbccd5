package jorus.syntax;

/// Leaves the construct that can't be read; caught where statements are listed. The diagnostic was
/// reported before. One instance, without a stack trace.
final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final SyntaxError INSTANCE = new SyntaxError();

    private SyntaxError() {
        super(null, null, false, false);
    }
}
