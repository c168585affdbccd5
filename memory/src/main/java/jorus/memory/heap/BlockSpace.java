package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

/// Everything larger than a cell: blocks of cells, runs of blocks, large blocks, and the map and
/// descriptors that find them again.
///
/// Descriptors and map entries for all blocks of a chunk are made with the chunk, so taking a block
/// out of a chunk never needs memory.
final class BlockSpace {
    static final byte POISON = 0x5A;
    static final long POISON_WORD = 0x5A5A5A5A5A5A5A5AL;

    final BlockMap map;
    final DescriptorPool pool;
    final ChunkSpace chunks;
    private final HeapBudget budget;
    private final boolean poisons;

    /// Large blocks that are open.
    private int largeBlocks;

    private long largeBytes;

    /// Bytes of runs and large blocks in use.
    private long usedBytes;

    BlockSpace(HeapBudget budget, boolean poisons) {
        this.budget = budget;
        this.poisons = poisons;
        map = new BlockMap(budget);
        pool = new DescriptorPool(budget);
        chunks = new ChunkSpace(budget);
    }

    long usedBytes() {
        return usedBytes;
    }

    /// Bytes of chunks that are not in use by runs.
    long unusedBytes() {
        return chunks.totalBytes() + largeBytes - usedBytes;
    }

    /// The size that a request beyond the largest cell really gets, in bytes.
    static long roundUp(long bytes) {
        long unit = bytes < SizeClasses.LARGE_BYTES ? SizeClasses.BLOCK_BYTES : Memory.CACHE_LINE;
        return Memory.align(bytes, unit);
    }

    /// Makes a block for the cells of a line; returns its descriptor, or 0 if there is no memory.
    long newCells(int line, int kind, int cellBytes) {
        long address = takeBlocks(1);
        if (address == 0) {
            return 0;
        }
        long block = describe(address, BlockDescriptor.CELLS, kind, SizeClasses.BLOCK_BYTES);
        Memory.i32(block + BlockDescriptor.CELL_BYTES, cellBytes);
        Memory.i32(block + BlockDescriptor.LINE, line);
        Memory.i32(block + BlockDescriptor.CHUNK, chunks.takenChunk());
        boolean isZero = chunks.takenDirtyBytes() == 0;
        BlockDescriptor.setFlag(block, BlockDescriptor.IS_ZERO, isZero);
        return block;
    }

    /// Makes one zeroed cell of `bytes` bytes, which `roundUp` has returned, and returns its
    /// descriptor, or 0 if there is no memory.
    long newSingle(int kind, long bytes) {
        long block = bytes < SizeClasses.LARGE_BYTES ? newRun(kind, bytes) : newLarge(kind, bytes);
        if (block != 0) {
            usedBytes += bytes;
        }
        return block;
    }

    private long newRun(int kind, long bytes) {
        long address = takeBlocks((int) (bytes >>> SizeClasses.BLOCK_SHIFT));
        if (address == 0) {
            return 0;
        }
        long block = describe(address, BlockDescriptor.RUN, kind, bytes);
        Memory.i32(block + BlockDescriptor.CHUNK, chunks.takenChunk());
        clean(address, chunks.takenDirtyBytes(), true);
        return block;
    }

    private long newLarge(int kind, long bytes) {
        try {
            ensureDescriptors(1);
            // Aligned to a block, so that no other memory shares its entry in the map.
            long address = budget.allocate(Category.HEAP_LARGE, bytes, SizeClasses.BLOCK_BYTES);
            largeBlocks++;
            largeBytes += bytes;
            return describe(address, BlockDescriptor.LARGE, kind, bytes);
        } catch (OutOfMemory _) {
            return 0;
        }
    }

    private long takeBlocks(int count) {
        long address = chunks.take(count);
        for (int size = chunks.wantedBlocks(count); address == 0; size /= 2) {
            int blocks = Math.max(size, count);
            if (addChunk(blocks)) {
                address = chunks.take(count);
            } else if (blocks == count) {
                return 0;
            }
        }
        return address;
    }

    private boolean addChunk(int blocks) {
        try {
            ensureDescriptors(blocks);
            chunks.add(blocks);
            return true;
        } catch (OutOfMemory _) {
            return false;
        }
    }

    private void ensureDescriptors(int more) {
        long blocks = chunks.totalBlocks() + largeBlocks + more;
        pool.ensure(blocks);
        map.ensure(blocks);
    }

    private long describe(long address, int state, int kind, long bytes) {
        long block = pool.take();
        Memory.i64(block + BlockDescriptor.ADDRESS, address);
        Memory.i64(block + BlockDescriptor.BYTES, bytes);
        Memory.i32(block + BlockDescriptor.STATE, state);
        Memory.i32(block + BlockDescriptor.KIND, kind);
        map.put(address, block);
        return block;
    }

    /// Releases a block, run or large block; nothing points into it any more.
    void release(long block) {
        long address = BlockDescriptor.address(block);
        long bytes = Memory.i64(block + BlockDescriptor.BYTES);
        int state = BlockDescriptor.state(block);
        map.remove(address);
        pool.give(block);
        if (state != BlockDescriptor.CELLS) {
            usedBytes -= bytes;
        }
        if (state == BlockDescriptor.LARGE) {
            largeBlocks--;
            largeBytes -= bytes;
            budget.release(address, bytes, SizeClasses.BLOCK_BYTES);
        } else {
            if (poisons) {
                Memory.fill(address, bytes, POISON);
            }
            int chunk = Memory.i32(block + BlockDescriptor.CHUNK);
            chunks.give(chunk, address, (int) (bytes >>> SizeClasses.BLOCK_SHIFT));
        }
    }

    /// Zeroes memory that was in use before.
    ///
    /// @throws AssertionError if the heap poisons and somebody has written to it since
    void clean(long address, long bytes, boolean zeroes) {
        if (poisons) {
            checkPoison(address, bytes);
        }
        if (zeroes) {
            Memory.fill(address, bytes, (byte) 0);
        }
    }

    private static void checkPoison(long address, long bytes) {
        for (long at = address; at < address + bytes; at += Memory.WORD_BYTES) {
            if (Memory.i64(at) != POISON_WORD) {
                throw new AssertionError(
                        "freed memory at " + at + " was written: " + Memory.i64(at));
            }
        }
    }

    /// How many blocks the cells of a line have.
    long countCellBlocks(int line) {
        long count = 0;
        for (int i = 0; i < pool.slabCount(); i++) {
            long end = pool.slabEnd(i);
            for (long block = pool.slab(i); block < end; ) {
                if (BlockDescriptor.state(block) == BlockDescriptor.CELLS
                        && Memory.i32(block + BlockDescriptor.LINE) == line) {
                    count++;
                }
                block += BlockDescriptor.DESCRIPTOR_BYTES;
            }
        }
        return count;
    }

    void close() {
        for (int i = 0; i < pool.slabCount(); i++) {
            long end = pool.slabEnd(i);
            for (long block = pool.slab(i); block < end; ) {
                if (BlockDescriptor.state(block) == BlockDescriptor.LARGE) {
                    release(block);
                }
                block += BlockDescriptor.DESCRIPTOR_BYTES;
            }
        }
        chunks.close();
        pool.close();
        map.close();
    }
}
