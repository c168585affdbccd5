package jorus.runtime;

/// The system takes no more output: the reader of a pipe has gone, or a disk is full.
///
/// Not an error of the program, so it cannot be caught there; the run ends. Made once and without a
/// stack trace.
public final class OutputClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only instance.
    public static final OutputClosed INSTANCE = new OutputClosed();

    private OutputClosed() {
        super("output is closed", null, false, false);
    }
}
