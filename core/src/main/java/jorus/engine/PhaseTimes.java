package jorus.engine;

/// How long each phase took. One phase is open at a time; beginning one ends the other.
public final class PhaseTimes {
    private final long[] nanos = new long[Phase.values().length];
    private Phase open;
    private long since;

    /// Starts with all times zero.
    public PhaseTimes() {}

    public void begin(Phase phase) {
        end();
        open = phase;
        since = System.nanoTime();
    }

    public void end() {
        if (open != null) {
            nanos[open.ordinal()] += System.nanoTime() - since;
            open = null;
        }
    }

    public long nanos(Phase phase) {
        return nanos[phase.ordinal()];
    }
}
