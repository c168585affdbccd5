package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;

import java.util.Arrays;
import java.util.List;

/// All chunks of a heap. The first is small, each further one is as large as all before together,
/// up to 4 MiB: a small program touches little memory, a large one makes few chunks.
final class ChunkSpace {
    private static final int FIRST_BLOCKS = 4;

    private final HeapBudget budget;

    /// Released chunks leave holes, so that an index stays good.
    private Chunk[] chunks = new Chunk[8];

    private int end;
    private long totalBlocks;
    private int takenChunk;
    private int takenDirty;

    ChunkSpace(HeapBudget budget) {
        this.budget = budget;
    }

    /// Blocks of all chunks, free or not.
    long totalBlocks() {
        return totalBlocks;
    }

    long totalBytes() {
        return totalBlocks << SizeClasses.BLOCK_SHIFT;
    }

    /// Takes `count` neighbouring blocks, lowest chunk first; returns the address, or 0 if no chunk
    /// has them. `takenChunk` and `takenDirtyBytes` tell of the last success.
    long take(int count) {
        for (int i = 0; i < end; i++) {
            Chunk chunk = chunks[i];
            if (chunk != null && chunk.freeBlocks() >= count) {
                int index = chunk.find(count);
                if (index >= 0) {
                    takenDirty = chunk.take(index, count);
                    takenChunk = i;
                    return chunk.address + ((long) index << SizeClasses.BLOCK_SHIFT);
                }
            }
        }
        return 0;
    }

    int takenChunk() {
        return takenChunk;
    }

    /// Bytes of the blocks that were in use before: the first ones; the others are zero.
    long takenDirtyBytes() {
        return (long) takenDirty << SizeClasses.BLOCK_SHIFT;
    }

    void give(int chunk, long address, int count) {
        int index = (int) ((address - chunks[chunk].address) >>> SizeClasses.BLOCK_SHIFT);
        chunks[chunk].give(index, count);
    }

    /// How many blocks the next chunk should have for a request of `count` of them.
    int wantedBlocks(int count) {
        return Math.max(count, Math.clamp(totalBlocks, FIRST_BLOCKS, Chunk.MAX_BLOCKS));
    }

    /// Adds a chunk of `count` blocks.
    ///
    /// @throws OutOfMemory if it cannot be had; nothing has changed
    void add(int count) {
        int slot = 0;
        while (slot < end && chunks[slot] != null) {
            slot++;
        }
        if (slot == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * slot);
        }
        long bytes = (long) count << SizeClasses.BLOCK_SHIFT;
        long address = budget.allocate(Category.HEAP_OBJECTS, bytes, SizeClasses.BLOCK_BYTES);
        chunks[slot] = new Chunk(address, count);
        end = Math.max(end, slot + 1);
        totalBlocks += count;
    }

    /// Gives empty chunks back to the system, the last ones first, while more than `keptBytes`
    /// remain.
    void releaseEmpty(long keptBytes) {
        for (int i = end - 1; i >= 0; i--) {
            Chunk chunk = chunks[i];
            if (chunk != null && chunk.isEmpty() && totalBytes() - chunk.bytes() >= keptBytes) {
                release(i);
            }
        }
    }

    private void release(int index) {
        Chunk chunk = chunks[index];
        budget.release(chunk.address, chunk.bytes(), SizeClasses.BLOCK_BYTES);
        totalBlocks -= chunk.blocks;
        chunks[index] = null;
        while (end > 0 && chunks[end - 1] == null) {
            end--;
        }
    }

    /// Adds the blocks that nobody has to `list`.
    void addFree(List<BlockUse> list) {
        for (int i = 0; i < end; i++) {
            if (chunks[i] != null) {
                for (int k = 0; k < chunks[i].blocks; k++) {
                    if (chunks[i].isFree(k)) {
                        long address = chunks[i].address + ((long) k << SizeClasses.BLOCK_SHIFT);
                        list.add(free(address));
                    }
                }
            }
        }
    }

    private static BlockUse free(long address) {
        return new BlockUse(
                address, SizeClasses.BLOCK_BYTES, null, SizeClasses.BLOCK_BYTES, 1, 0, false);
    }

    void close() {
        for (int i = end - 1; i >= 0; i--) {
            if (chunks[i] != null) {
                release(i);
            }
        }
    }
}
