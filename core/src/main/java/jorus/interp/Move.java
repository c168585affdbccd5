package jorus.interp;

/// Leaves a loop at a poll: the program goes on in another one, at the saved place. Made once and
/// without a stack trace.
final class Move extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// From the shared loop to one of the program's own.
    static final Move OWN = new Move();

    /// From the cold loop to the other one.
    static final Move WARM = new Move();

    private Move() {
        super("move", null, false, false);
    }
}
