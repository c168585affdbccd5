package jorus.runtime;

import jorus.memory.heap.HeapOptions;

/// The limits of one instance.
///
/// `heapBytes`: the most that the heap may have. `stackBytes`: the most that all frames together
/// may take. `maxDepth`: the most nested calls. `pollInterval`: how many polls pass between two
/// looks at what other threads ask for, at least 1. `fuel`: the most polls. `outputBytes`: the most
/// bytes written.
public record MachineOptions(
        long heapBytes,
        long stackBytes,
        int maxDepth,
        int pollInterval,
        HeapOptions heap,
        long fuel,
        long outputBytes) {
    /// Of fuel and output.
    public static final long UNLIMITED = Long.MAX_VALUE;

    /// At 300 ns an instruction, while HotSpot still interprets the loop, and 10 instructions a
    /// turn, this is 6 ms; looking costs 3 ns. Strips of compiled loops are no longer than this,
    /// and vectors want long ones.
    private static final int POLL_INTERVAL = 2_048;

    /// Language.md asks for at least 5,000 nested calls.
    public static final int MIN_DEPTH = 5_000;

    public static final MachineOptions DEFAULT =
            new MachineOptions(4L << 30, 256L << 20, 200_000, POLL_INTERVAL, HeapOptions.DEFAULT);

    /// @throws IllegalArgumentException if a component is out of its range
    public MachineOptions {
        if (heapBytes < 0
                || stackBytes < 1 << 12
                || maxDepth < 1
                || pollInterval < 1
                || fuel < 0
                || outputBytes < 0) {
            throw new IllegalArgumentException(
                    "heapBytes "
                            + heapBytes
                            + ", stackBytes "
                            + stackBytes
                            + ", maxDepth "
                            + maxDepth
                            + ", pollInterval "
                            + pollInterval
                            + ", fuel "
                            + fuel
                            + ", outputBytes "
                            + outputBytes);
        }
    }

    /// Without limits of fuel and output.
    public MachineOptions(
            long heapBytes, long stackBytes, int maxDepth, int pollInterval, HeapOptions heap) {
        this(heapBytes, stackBytes, maxDepth, pollInterval, heap, UNLIMITED, UNLIMITED);
    }

    /// These options with another way of collecting.
    public MachineOptions withHeap(HeapOptions other) {
        return new MachineOptions(
                heapBytes, stackBytes, maxDepth, pollInterval, other, fuel, outputBytes);
    }

    public MachineOptions withMaxDepth(int other) {
        return new MachineOptions(
                heapBytes, stackBytes, other, pollInterval, heap, fuel, outputBytes);
    }

    public MachineOptions withPollInterval(int other) {
        return new MachineOptions(heapBytes, stackBytes, maxDepth, other, heap, fuel, outputBytes);
    }

    public MachineOptions withFuel(long other) {
        return new MachineOptions(
                heapBytes, stackBytes, maxDepth, pollInterval, heap, other, outputBytes);
    }

    public MachineOptions withOutputBytes(long other) {
        return new MachineOptions(heapBytes, stackBytes, maxDepth, pollInterval, heap, fuel, other);
    }
}
