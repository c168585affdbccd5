package jorus.memory.heap;

/// How a heap collects.
///
/// `firstCollectionBytes`: no collection below so many bytes in use, except at the limit.
/// `markStackEntries`: room of the mark stack, at least 2; more only saves time.
/// `isStress`: collect at every allocation, and check the whole heap after each collection.
/// `poisons`: fill freed memory with 0x5A, and check when it is reused that it still is.
public record HeapOptions(
        long firstCollectionBytes, int markStackEntries, boolean isStress, boolean poisons) {
    public static final HeapOptions DEFAULT = new HeapOptions(4L << 20, 1024, false, false);

    /// Hostile mode of the tests (style.md 7).
    public static final HeapOptions STRESS = new HeapOptions(4L << 20, 1024, true, true);

    /// Poisons what is freed, so that wrong uses of it are found (`--debug-alloc`).
    public static final HeapOptions GUARDED = new HeapOptions(4L << 20, 1024, false, true);

    /// @throws IllegalArgumentException if a component is out of its range
    public HeapOptions {
        if (firstCollectionBytes < 0 || markStackEntries < 2) {
            throw new IllegalArgumentException(
                    "firstCollectionBytes "
                            + firstCollectionBytes
                            + ", markStackEntries "
                            + markStackEntries);
        }
    }
}
