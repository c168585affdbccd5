package jorus.engine;

import java.util.function.LongSupplier;

/// How long each phase took. One phase is open at a time; beginning one ends the other.
public final class PhaseTimes {
    private final long[] nanos = new long[Phase.values().length];
    private Phase open;
    private long since;

    /// What counts the bytes that this thread allocates; null if nobody wants to know.
    private LongSupplier meter;

    private final long[] bytes = new long[Phase.values().length];
    private long bytesBefore;

    /// Starts with all times zero.
    public PhaseTimes() {}

    public void begin(Phase phase) {
        end();
        open = phase;
        bytesBefore = meter == null ? 0 : meter.getAsLong();
        since = System.nanoTime();
    }

    /// Adds up what each phase allocates, too.
    public void measure(LongSupplier allocatedBytes) {
        meter = allocatedBytes;
    }

    public void end() {
        if (open != null) {
            nanos[open.ordinal()] += System.nanoTime() - since;
            if (meter != null) {
                bytes[open.ordinal()] += meter.getAsLong() - bytesBefore;
            }
            open = null;
        }
    }

    /// Bytes of Java heap that the phase has allocated, on the thread that ended it; 0 if that was
    /// not measured.
    public long bytes(Phase phase) {
        return bytes[phase.ordinal()];
    }

    public long nanos(Phase phase) {
        return nanos[phase.ordinal()];
    }
}
