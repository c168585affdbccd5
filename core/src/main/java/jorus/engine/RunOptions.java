package jorus.engine;

import java.io.PrintStream;

/// What an instance may use and what it should observe.
///
/// `heapBytes` bounds the program's heap, `maxDepth` its nested calls. With `countsInstructions`
/// every executed instruction is counted, which slows the run; with `trace` (null for none) each is
/// written there with its registers. `limits` says when the run is ended.
public record RunOptions(
        long heapBytes,
        int maxDepth,
        boolean countsInstructions,
        PrintStream trace,
        Limits limits) {
    /// Below this not even the collector's own tables fit.
    public static final long MIN_HEAP_BYTES = 64L << 10;

    /// language.md asks for 5,000 nested calls; this many small frames fit 20 MB.
    public static final int DEFAULT_MAX_DEPTH = 200_000;

    /// More frames than this can't be addressed by the register stack's chunks.
    public static final int MAX_DEPTH_LIMIT = 100_000_000;

    public RunOptions {
        if (heapBytes < MIN_HEAP_BYTES || maxDepth < 1 || maxDepth > MAX_DEPTH_LIMIT) {
            throw new IllegalArgumentException("heap " + heapBytes + ", max depth " + maxDepth);
        }
    }

    /// Without limits of fuel, time and output.
    public RunOptions(long heapBytes, int maxDepth, boolean countsInstructions, PrintStream trace) {
        this(heapBytes, maxDepth, countsInstructions, trace, Limits.NONE);
    }

    /// These options with other limits.
    public RunOptions with(Limits others) {
        return new RunOptions(heapBytes, maxDepth, countsInstructions, trace, others);
    }

    /// Enough for a small program of our own.
    static RunOptions small() {
        return new RunOptions(16L << 20, 1000, false, null);
    }

    /// A quarter of the memory the process may use, 4 GiB at most.
    public static long defaultHeapBytes() {
        return Math.clamp(MachineMemory.bytes() / 4, MIN_HEAP_BYTES, 4L << 30);
    }
}
