package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// Hands out cells: finds runs of free ones in the mark bitmaps of the last collection, block by
/// block, and zeroes each run as a whole, so that most allocations only move a cursor. Buffers of
/// strings are not zeroed: their header is written, and nobody looks behind what is used.
final class CellSpace {
    private final BlockSpace blocks;
    private final long lines;
    private final boolean poisons;

    /// Hand out single cells, so that every allocation comes to the slow path.
    private boolean isSingleStep;

    /// Bytes of cells in use or handed out.
    private long usedBytes;

    /// `lines` is the address of `AllocationLine.TOTAL_BYTES` zeroed bytes.
    CellSpace(BlockSpace blocks, long lines, boolean poisons) {
        this.blocks = blocks;
        this.lines = lines;
        this.poisons = poisons;
        for (int kind = 0; kind < CellKind.COUNT; kind++) {
            for (int i = 0; i < SizeClasses.COUNT; i++) {
                long line = line(AllocationLine.index(kind, i));
                Memory.i64(line + AllocationLine.CELL_BYTES, SizeClasses.cellBytes(i));
            }
        }
    }

    long line(int index) {
        return lines + ((long) index << AllocationLine.BYTES_SHIFT);
    }

    long usedBytes() {
        return usedBytes;
    }

    void setUsedBytes(long bytes) {
        usedBytes = bytes;
    }

    /// With `true`, every allocation goes through the slow path from now on.
    void setSingleStep(boolean value) {
        isSingleStep = value;
        if (value) {
            for (int i = 0; i < AllocationLine.COUNT; i++) {
                takeBack(line(i));
            }
        }
    }

    /// Ends the run that is being allocated from; its rest is found again later.
    private void takeBack(long line) {
        long cursor = Memory.i64(line + AllocationLine.CURSOR);
        long rest = Memory.i64(line + AllocationLine.LIMIT) - cursor;
        if (rest == 0) {
            return;
        }
        long block = blocks.map.find(cursor);
        Memory.i32(block + BlockDescriptor.SCAN, (int) (cursor - BlockDescriptor.address(block)));
        Memory.i64(line + AllocationLine.CURRENT, block);
        count(line, -rest);
        publish(line, 0, 0);
        if (poisons && !BlockDescriptor.hasFlag(block, BlockDescriptor.IS_ZERO)) {
            Memory.fill(cursor, rest, BlockSpace.POISON);
        }
    }

    private static void publish(long line, long cursor, long limit) {
        Memory.i64(line + AllocationLine.CURSOR, cursor);
        Memory.i64(line + AllocationLine.LIMIT, limit);
    }

    private void count(long line, long bytes) {
        long cells = bytes / Memory.i64(line + AllocationLine.CELL_BYTES);
        long handedOut = Memory.i64(line + AllocationLine.HANDED_OUT) + cells;
        Memory.i64(line + AllocationLine.HANDED_OUT, handedOut);
        usedBytes += bytes;
    }

    /// Allocates a zeroed cell after the run of the line has ended; 0 if there is no memory.
    long allocate(int lineIndex) {
        long line = line(lineIndex);
        if (!findRun(line)) {
            int cellBytes = (int) Memory.i64(line + AllocationLine.CELL_BYTES);
            long block = blocks.newCells(lineIndex, AllocationLine.kind(lineIndex), cellBytes);
            if (block == 0) {
                return 0;
            }
            Memory.i64(line + AllocationLine.CURRENT, block);
            findRun(line);
        }
        long cell = Memory.i64(line + AllocationLine.CURSOR);
        Memory.i64(
                line + AllocationLine.CURSOR, cell + Memory.i64(line + AllocationLine.CELL_BYTES));
        return cell;
    }

    private boolean findRun(long line) {
        long freed = Memory.i64(line + AllocationLine.FREED);
        if (freed != 0) {
            Memory.i64(line + AllocationLine.FREED, Memory.i64(freed));
            long cellBytes = Memory.i64(line + AllocationLine.CELL_BYTES);
            Memory.fill(freed, cellBytes, (byte) 0);
            publish(line, freed, freed + cellBytes);
            count(line, cellBytes);
            return true;
        }
        for (; ; ) {
            long block = Memory.i64(line + AllocationLine.CURRENT);
            if (block == 0) {
                block = Memory.i64(line + AllocationLine.AVAILABLE);
                if (block == 0) {
                    return false;
                }
                long next = Memory.i64(block + BlockDescriptor.NEXT);
                Memory.i64(line + AllocationLine.AVAILABLE, next);
                Memory.i64(line + AllocationLine.CURRENT, block);
                if (Memory.i32(block + BlockDescriptor.SCAN) != 0) {
                    // Or a corrupt list with a cycle would be searched forever.
                    throw new AssertionError("block " + block + " was searched before");
                }
            }
            if (findRunIn(block, line)) {
                return true;
            }
            Memory.i64(line + AllocationLine.CURRENT, 0);
        }
    }

    private boolean findRunIn(long block, long line) {
        int cellBytes = BlockDescriptor.cellBytes(block);
        int end = (int) SizeClasses.coveredBytes(cellBytes);
        int start = Memory.i32(block + BlockDescriptor.SCAN);
        while (start < end) {
            int marked = Math.min(BlockDescriptor.nextMarked(block, start), end);
            if (marked > start) {
                int stop = isSingleStep ? start + cellBytes : marked;
                Memory.i32(block + BlockDescriptor.SCAN, stop);
                long address = BlockDescriptor.address(block) + start;
                if (!BlockDescriptor.hasFlag(block, BlockDescriptor.IS_ZERO)) {
                    boolean isBuffer = BlockDescriptor.kind(block) == CellKind.BUFFER_CODE;
                    blocks.clean(address, stop - start, !isBuffer);
                }
                publish(line, address, address + stop - start);
                count(line, stop - start);
                return true;
            }
            start += cellBytes;
        }
        Memory.i32(block + BlockDescriptor.SCAN, end);
        return false;
    }

    /// Makes a cell free at once that nothing points to any more; `block` is its descriptor.
    void free(long block, long address) {
        int cellBytes = BlockDescriptor.cellBytes(block);
        if (poisons) {
            // Not used again before the next collection has proved that nothing points to it.
            Memory.fill(address, cellBytes, BlockSpace.POISON);
            return;
        }
        long line = line(Memory.i32(block + BlockDescriptor.LINE));
        Memory.i64(address, Memory.i64(line + AllocationLine.FREED));
        Memory.i64(line + AllocationLine.FREED, address);
        usedBytes -= cellBytes;
    }

    /// Nothing uses the bytes from `address` to the end of `cell` any more, which stays in use.
    void leave(long block, long address, long cell) {
        if (poisons) {
            long end = cell + BlockDescriptor.cellBytes(block);
            Memory.fill(address, end - address, BlockSpace.POISON);
        }
    }

    /// Forgets all runs and lists: a collection builds them anew.
    void forgetRuns() {
        for (int i = 0; i < AllocationLine.COUNT; i++) {
            long line = line(i);
            if (Memory.i64(line + AllocationLine.CELL_BYTES) != 0) {
                count(
                        line,
                        Memory.i64(line + AllocationLine.CURSOR)
                                - Memory.i64(line + AllocationLine.LIMIT));
                publish(line, 0, 0);
                Memory.i64(line + AllocationLine.FREED, 0);
                Memory.i64(line + AllocationLine.CURRENT, 0);
                Memory.i64(line + AllocationLine.AVAILABLE, 0);
            }
        }
    }
}
