package jorus.memory.arena;

/// No memory within the limits, or none at all.
///
/// Made once and without a stack trace, so that throwing it allocates nothing. Upper layers turn it
/// into the language's own error; whoever throws it has changed nothing that a caller could see.
public final class OutOfMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only instance.
    public static final OutOfMemory INSTANCE = new OutOfMemory();

    private OutOfMemory() {
        super("off-heap memory limit reached", null, false, false);
    }
}
