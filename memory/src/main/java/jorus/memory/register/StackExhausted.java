package jorus.memory.register;

/// The register stack has reached its limit.
///
/// Made once and without a stack trace. Upper layers turn it into the language's stack overflow.
public final class StackExhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only instance.
    public static final StackExhausted INSTANCE = new StackExhausted();

    private StackExhausted() {
        super("register stack limit reached", null, false, false);
    }
}
