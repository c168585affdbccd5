package jorus.engine;

import jorus.memory.arena.OffHeap;

import java.util.List;

/// Looks for wrong uses of off-heap memory in this process: red zones, poison, a quarantine, and
/// who has opened what is never closed.
public final class DebugAllocation {
    private DebugAllocation() {}

    /// For what is opened from now on.
    public static void enable() {
        OffHeap.guardNew(true);
    }

    /// Ends it, also for tests; returns a line for each memory that is still open.
    public static List<String> finish() {
        OffHeap.guardNew(false);
        return OffHeap.unclosed();
    }
}
