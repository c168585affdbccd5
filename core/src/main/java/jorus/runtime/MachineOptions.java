package jorus.runtime;

import jorus.memory.heap.HeapOptions;

/// The limits of one instance.
///
/// `heapBytes`: the most that the heap may have. `stackBytes`: the most that all frames together
/// may take. `maxDepth`: the most nested calls. `pollInterval`: how many polls pass between two
/// looks at the flags that other threads set, at least 1.
public record MachineOptions(
        long heapBytes, long stackBytes, int maxDepth, int pollInterval, HeapOptions heap) {
    /// Language.md asks for at least 5,000 nested calls.
    public static final int MIN_DEPTH = 5_000;

    public static final MachineOptions DEFAULT =
            new MachineOptions(4L << 30, 256L << 20, 200_000, 10_000, HeapOptions.DEFAULT);

    /// @throws IllegalArgumentException if a component is out of its range
    public MachineOptions {
        if (heapBytes < 0 || stackBytes < 1 << 12 || maxDepth < 1 || pollInterval < 1) {
            throw new IllegalArgumentException(
                    "heapBytes "
                            + heapBytes
                            + ", stackBytes "
                            + stackBytes
                            + ", maxDepth "
                            + maxDepth
                            + ", pollInterval "
                            + pollInterval);
        }
    }

    /// These options with another way of collecting.
    public MachineOptions withHeap(HeapOptions other) {
        return new MachineOptions(heapBytes, stackBytes, maxDepth, pollInterval, other);
    }

    public MachineOptions withMaxDepth(int other) {
        return new MachineOptions(heapBytes, stackBytes, other, pollInterval, heap);
    }
}
