package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import java.util.Arrays;

/// All block descriptors, in slabs that never move and grow in size; free ones are in a list.
final class DescriptorPool {
    private static final int FIRST_SLAB = 16;
    private static final int MAX_SLAB = 1024;

    private final HeapBudget budget;
    private long[] slabs = new long[8];
    private int[] sizes = new int[8];
    private int slabCount;
    private int total;
    private long freeHead;

    DescriptorPool(HeapBudget budget) {
        this.budget = budget;
    }

    /// Makes sure that there are `count` descriptors in all, so that `take` finds one while fewer
    /// are in use.
    ///
    /// @throws OutOfMemory if not; those that there were stay
    void ensure(long count) {
        while (total < count) {
            addSlab(Math.clamp(total, FIRST_SLAB, MAX_SLAB));
        }
    }

    private void addSlab(int size) {
        long bytes = (long) size * BlockDescriptor.DESCRIPTOR_BYTES;
        long slab = budget.allocate(Category.HEAP_METADATA, bytes, Memory.CACHE_LINE);
        if (slabCount == slabs.length) {
            slabs = Arrays.copyOf(slabs, 2 * slabCount);
            sizes = Arrays.copyOf(sizes, 2 * slabCount);
        }
        slabs[slabCount] = slab;
        sizes[slabCount] = size;
        slabCount++;
        total += size;
        for (int i = size - 1; i >= 0; i--) {
            give(slab + (long) i * BlockDescriptor.DESCRIPTOR_BYTES);
        }
    }

    /// Returns a descriptor with everything zero; `ensure` has made sure that there is one.
    long take() {
        long block = freeHead;
        assert block != 0 : "no free block descriptor of " + total;
        freeHead = Memory.i64(block + BlockDescriptor.NEXT);
        Memory.fill(block, BlockDescriptor.DESCRIPTOR_BYTES, (byte) 0);
        return block;
    }

    void give(long block) {
        Memory.i32(block + BlockDescriptor.STATE, BlockDescriptor.FREE);
        Memory.i64(block + BlockDescriptor.NEXT, freeHead);
        freeHead = block;
    }

    int slabCount() {
        return slabCount;
    }

    /// Address of the first descriptor of a slab.
    long slab(int index) {
        return slabs[index];
    }

    /// Address behind the last descriptor of a slab.
    long slabEnd(int index) {
        return slabs[index] + (long) sizes[index] * BlockDescriptor.DESCRIPTOR_BYTES;
    }

    void close() {
        for (int i = 0; i < slabCount; i++) {
            long bytes = (long) sizes[i] * BlockDescriptor.DESCRIPTOR_BYTES;
            budget.release(slabs[i], bytes, Memory.CACHE_LINE);
        }
        slabCount = 0;
        total = 0;
    }
}
