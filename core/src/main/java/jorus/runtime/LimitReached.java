package jorus.runtime;

/// The run has reached one of its limits and ends. Made once for each, and without a stack trace.
///
/// Where the program was is in `Machine.savedPc()` and `savedFp()`.
public final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final LimitReached FUEL = new LimitReached(Limit.FUEL);
    static final LimitReached TIME = new LimitReached(Limit.TIME);
    static final LimitReached OUTPUT = new LimitReached(Limit.OUTPUT);

    private final Limit limit;

    private LimitReached(Limit limit) {
        super(null, null, false, false);
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }
}
