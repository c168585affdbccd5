package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;

/// The limit of one heap: objects, data and metadata together. Refuses before allocating, so the
/// peak never exceeds the limit.
final class HeapBudget {
    private final OffHeap memory;
    private final long limitBytes;
    private long bytes;
    private long peakBytes;

    HeapBudget(OffHeap memory, long limitBytes) {
        this.memory = memory;
        this.limitBytes = limitBytes;
    }

    long limitBytes() {
        return limitBytes;
    }

    long bytes() {
        return bytes;
    }

    long peakBytes() {
        return peakBytes;
    }

    long leftBytes() {
        return limitBytes - bytes;
    }

    boolean fits(long size, long alignment) {
        return OffHeap.footprint(size, alignment) <= leftBytes();
    }

    /// @throws OutOfMemory if the limit or the system refuses; nothing has been allocated
    long allocate(Category category, long size, long alignment) {
        if (!fits(size, alignment)) {
            throw OutOfMemory.INSTANCE;
        }
        long address = memory.allocate(category, size, alignment);
        bytes += OffHeap.footprint(size, alignment);
        peakBytes = Math.max(peakBytes, bytes);
        return address;
    }

    /// Gives back what `allocate` returned for the same size and alignment.
    void release(long address, long size, long alignment) {
        memory.release(address);
        bytes -= OffHeap.footprint(size, alignment);
    }
}
