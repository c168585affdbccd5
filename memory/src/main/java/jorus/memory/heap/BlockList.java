package jorus.memory.heap;

import jorus.memory.layout.Memory;

import java.util.ArrayList;
import java.util.List;

/// Lists the blocks of a heap for reports, by a walk over descriptors and chunks.
final class BlockList {
    private final BlockSpace blocks;
    private final CellSpace cells;
    private final List<BlockUse> all = new ArrayList<>();

    BlockList(BlockSpace blocks, CellSpace cells) {
        this.blocks = blocks;
        this.cells = cells;
    }

    List<BlockUse> all() {
        DescriptorPool pool = blocks.pool;
        for (int i = 0; i < pool.slabCount(); i++) {
            long end = pool.slabEnd(i);
            for (long block = pool.slab(i); block < end; ) {
                if (BlockDescriptor.state(block) != BlockDescriptor.FREE) {
                    all.add(use(block));
                }
                block += BlockDescriptor.DESCRIPTOR_BYTES;
            }
        }
        blocks.chunks.addFree(all);
        return all;
    }

    private BlockUse use(long block) {
        CellKind kind = CellKind.of(BlockDescriptor.kind(block));
        long address = BlockDescriptor.address(block);
        long bytes = Memory.i64(block + BlockDescriptor.BYTES);
        if (BlockDescriptor.state(block) != BlockDescriptor.CELLS) {
            boolean isLarge = BlockDescriptor.state(block) == BlockDescriptor.LARGE;
            return new BlockUse(address, bytes, kind, bytes, 1, 1, isLarge);
        }
        int cellBytes = BlockDescriptor.cellBytes(block);
        int count = (int) (SizeClasses.BLOCK_BYTES / cellBytes);
        return new BlockUse(address, bytes, kind, cellBytes, count, used(block, cellBytes), false);
    }

    /// Cells before `scan` were handed out or are marked, later ones are in use if marked; those of
    /// the run that is being handed out are not in use yet.
    private int used(long block, int cellBytes) {
        long address = BlockDescriptor.address(block);
        int scan = Memory.i32(block + BlockDescriptor.SCAN);
        int used = scan / cellBytes;
        int at = BlockDescriptor.nextMarked(block, scan);
        while (at < SizeClasses.BLOCK_BYTES) {
            used++;
            at = BlockDescriptor.nextMarked(block, at + cellBytes);
        }
        long line = cells.line(Memory.i32(block + BlockDescriptor.LINE));
        long cursor = Memory.i64(line + AllocationLine.CURSOR);
        if (cursor >= address && cursor < address + SizeClasses.BLOCK_BYTES) {
            used -= (int) AllocationLine.unusedCells(line);
        }
        return used;
    }
}
