package jorus.runtime;

/// The program does what no compiler makes, although its image passes verification, such as to take
/// the next value of an iterator that has none: the image was forged.
///
/// Ends the run and cannot be caught by the program, because the place is not known everywhere.
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// `what` is ASCII.
    public Malformed(String what) {
        super("malformed image: " + what, null, false, false);
    }
}
