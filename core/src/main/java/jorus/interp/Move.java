package jorus.interp;

/// Leaves the shared loop at a poll: the program goes on in one of its own, at the saved place.
/// Made once and without a stack trace.
final class Move extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only instance.
    static final Move INSTANCE = new Move();

    private Move() {
        super("move", null, false, false);
    }
}
