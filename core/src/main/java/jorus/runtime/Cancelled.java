package jorus.runtime;

/// The run was told to end by another thread, not by a time limit. Made once and without a stack
/// trace.
public final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only instance.
    public static final Cancelled INSTANCE = new Cancelled();

    private Cancelled() {
        super("cancelled", null, false, false);
    }
}
