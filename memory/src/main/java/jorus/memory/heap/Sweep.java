package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// Goes through all block descriptors before and after marking. Looks at bitmaps only: the memory
/// of dead cells is touched when it is used again, or to poison it.
final class Sweep {
    private final BlockSpace blocks;
    private final CellSpace cells;
    private final boolean poisons;
    private long liveBytes;
    private long liveSingleObjects;

    Sweep(BlockSpace blocks, CellSpace cells, boolean poisons) {
        this.blocks = blocks;
        this.cells = cells;
        this.poisons = poisons;
    }

    /// Bytes of cells, runs and large blocks that survived the last collection.
    long liveBytes() {
        return liveBytes;
    }

    /// Objects that have a run or large block of their own and survived.
    long liveSingleObjects() {
        return liveSingleObjects;
    }

    /// Clears all marks.
    void prepare() {
        DescriptorPool pool = blocks.pool;
        for (int i = 0; i < pool.slabCount(); i++) {
            long end = pool.slabEnd(i);
            for (long block = pool.slab(i); block < end; ) {
                if (BlockDescriptor.state(block) != BlockDescriptor.FREE) {
                    BlockDescriptor.clearMarks(block);
                }
                block += BlockDescriptor.DESCRIPTOR_BYTES;
            }
        }
    }

    /// Frees what has no mark, and lists the blocks that have room.
    void run() {
        liveSingleObjects = 0;
        for (int i = 0; i < AllocationLine.COUNT; i++) {
            Memory.i64(cells.line(i) + AllocationLine.LIVE, 0);
        }
        long liveCellBytes = 0;
        DescriptorPool pool = blocks.pool;
        for (int i = 0; i < pool.slabCount(); i++) {
            long end = pool.slabEnd(i);
            for (long block = pool.slab(i); block < end; ) {
                int state = BlockDescriptor.state(block);
                if (state == BlockDescriptor.CELLS) {
                    liveCellBytes += sweepCells(block);
                } else if (state != BlockDescriptor.FREE) {
                    sweepSingle(block);
                }
                block += BlockDescriptor.DESCRIPTOR_BYTES;
            }
        }
        cells.setUsedBytes(liveCellBytes);
        liveBytes = liveCellBytes + blocks.usedBytes();
    }

    private void sweepSingle(long block) {
        if (!BlockDescriptor.isMarked(block, BlockDescriptor.address(block))) {
            blocks.release(block);
        } else if (BlockDescriptor.kind(block) == CellKind.OBJECT_CODE) {
            liveSingleObjects++;
        }
    }

    /// Returns the bytes of the block's live cells.
    private long sweepCells(long block) {
        int live = BlockDescriptor.countMarks(block);
        if (live == 0) {
            blocks.release(block);
            return 0;
        }
        int cellBytes = BlockDescriptor.cellBytes(block);
        if (poisons) {
            poisonFree(block, cellBytes);
        }
        Memory.i32(block + BlockDescriptor.LIVE_CELLS, live);
        Memory.i32(block + BlockDescriptor.SCAN, 0);
        BlockDescriptor.setFlag(block, BlockDescriptor.IS_ZERO, false);
        long line = cells.line(Memory.i32(block + BlockDescriptor.LINE));
        Memory.i64(line + AllocationLine.LIVE, Memory.i64(line + AllocationLine.LIVE) + live);
        long bytes = (long) live * cellBytes;
        if (bytes < SizeClasses.coveredBytes(cellBytes)) {
            Memory.i64(block + BlockDescriptor.NEXT, Memory.i64(line + AllocationLine.AVAILABLE));
            Memory.i64(line + AllocationLine.AVAILABLE, block);
        }
        return bytes;
    }

    private static void poisonFree(long block, int cellBytes) {
        long address = BlockDescriptor.address(block);
        int end = (int) SizeClasses.coveredBytes(cellBytes);
        for (int start = 0; start < end; ) {
            int marked = Math.min(BlockDescriptor.nextMarked(block, start), end);
            if (marked > start) {
                Memory.fill(address + start, marked - start, BlockSpace.POISON);
            }
            start = marked + cellBytes;
        }
    }
}
