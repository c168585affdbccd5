package jorus.memory.heap;

/// A piece of memory from the system that is divided into blocks.
final class Chunk {
    static final int MAX_BLOCKS = 256;

    final long address;
    final int blocks;
    private final long[] free;
    private int freeBlocks;

    /// Blocks from here on were never handed out, so they are still zero.
    private int untouched;

    Chunk(long address, int blocks) {
        assert blocks > 0 && blocks <= MAX_BLOCKS : blocks + " blocks";
        this.address = address;
        this.blocks = blocks;
        free = new long[(blocks + Long.SIZE - 1) / Long.SIZE];
        freeBlocks = blocks;
        for (int i = 0; i < blocks; i++) {
            free[i >>> 6] |= 1L << i;
        }
    }

    long bytes() {
        return (long) blocks << SizeClasses.BLOCK_SHIFT;
    }

    int freeBlocks() {
        return freeBlocks;
    }

    boolean isEmpty() {
        return freeBlocks == blocks;
    }

    /// Index of the first of `count` free neighbours, the lowest there is; -1 if there is none.
    int find(int count) {
        int start = nextFree(0);
        while (start + count <= blocks) {
            int end = start + 1;
            while (end < start + count && isFree(end)) {
                end++;
            }
            if (end == start + count) {
                return start;
            }
            start = nextFree(end);
        }
        return -1;
    }

    boolean isFree(int index) {
        return (free[index >>> 6] & 1L << index) != 0;
    }

    private int nextFree(int from) {
        int word = from >>> 6;
        if (word >= free.length) {
            return blocks;
        }
        long bits = free[word] & (-1L << from);
        while (bits == 0) {
            if (++word == free.length) {
                return blocks;
            }
            bits = free[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /// Takes `count` blocks from `index` on; returns how many of them, the first ones, were in use
    /// before. The others are still zero.
    int take(int index, int count) {
        int dirty = Math.clamp((long) untouched - index, 0, count);
        untouched = Math.max(untouched, index + count);
        for (int i = index; i < index + count; i++) {
            assert isFree(i) : "block " + i + " is taken";
            free[i >>> 6] &= ~(1L << i);
        }
        freeBlocks -= count;
        return dirty;
    }

    void give(int index, int count) {
        for (int i = index; i < index + count; i++) {
            assert !isFree(i) : "block " + i + " is free already";
            free[i >>> 6] |= 1L << i;
        }
        freeBlocks += count;
    }
}
