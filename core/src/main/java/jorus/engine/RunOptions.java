package jorus.engine;

import java.io.PrintStream;
import java.nio.file.Path;

/// What an instance may use and what it should observe.
///
/// `heapBytes` bounds the program's heap, `maxDepth` its nested calls. `measures` asks for what
/// [Instance#printStatistics] shows; with the engine `INTERP` every executed instruction is counted
/// then, which slows the run. With `countsPairs` it is also counted which instructions follow each
/// other, and with `trace` (null for none) each is written there with its registers: both make the
/// interpreter run everything. Compiled classes are written to the folder `dumpClasses` if that is
/// not null. `limits` says when the run is ended.
public record RunOptions(
        long heapBytes,
        int maxDepth,
        Engine engine,
        boolean measures,
        boolean countsPairs,
        PrintStream trace,
        Path dumpClasses,
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

    /// These options with other limits.
    public RunOptions with(Limits others) {
        return new RunOptions(
                heapBytes, maxDepth, engine, measures, countsPairs, trace, dumpClasses, others);
    }

    /// Enough for a small program of our own.
    static RunOptions small() {
        return of(16L << 20, 1000, Engine.INTERP);
    }

    /// Nothing but a program to run, without limits of fuel, time and output.
    public static RunOptions of(long heapBytes, int maxDepth, Engine engine) {
        return new RunOptions(heapBytes, maxDepth, engine, false, false, null, null, Limits.NONE);
    }

    /// Whether the interpreter runs everything and is watched.
    boolean observes() {
        return trace != null || countsPairs || measures && engine == Engine.INTERP;
    }

    /// A quarter of the memory the process may use, 4 GiB at most.
    public static long defaultHeapBytes() {
        return Math.clamp(MachineMemory.bytes() / 4, MIN_HEAP_BYTES, 4L << 30);
    }
}
