package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// Checks the whole heap right after a collection: every root and every child of a marked object is
/// null, foreign or a marked object, which proves that nothing reachable was freed; headers, counts
/// and bitmaps agree. A violation is an `AssertionError` that names it.
final class HeapVerifier extends Marker {
    private final BlockSpace blocks;

    HeapVerifier(TypeDescriptors types, BlockSpace blocks) {
        super(types);
        this.blocks = blocks;
    }

    @Override
    void visit(long address) {
        long block = blocks.map.find(address);
        if (block == 0) {
            return;
        }
        check(BlockDescriptor.kind(block) == CellKind.OBJECT_CODE, "ref to no object", address);
        check(isCellStart(block, address), "ref into the middle of a cell", address);
        check(BlockDescriptor.isMarked(block, address), "ref to a freed object", address);
    }

    private static boolean isCellStart(long block, long address) {
        long offset = address - BlockDescriptor.address(block);
        return BlockDescriptor.state(block) == BlockDescriptor.CELLS
                ? offset % BlockDescriptor.cellBytes(block) == 0
                : offset == 0;
    }

    private static void check(boolean holds, String what, long address) {
        if (!holds) {
            throw new AssertionError(what + " at address " + address);
        }
    }

    /// Checks all blocks and objects; the roots are checked by scanning them with this marker.
    void checkBlocks() {
        DescriptorPool pool = blocks.pool;
        for (int i = 0; i < pool.slabCount(); i++) {
            long end = pool.slabEnd(i);
            for (long block = pool.slab(i); block < end; ) {
                if (BlockDescriptor.state(block) != BlockDescriptor.FREE) {
                    checkBlock(block);
                }
                block += BlockDescriptor.DESCRIPTOR_BYTES;
            }
        }
    }

    private void checkBlock(long block) {
        long address = BlockDescriptor.address(block);
        check(blocks.map.find(address) == block, "block is not in the map", address);
        check(
                BlockDescriptor.nextDeferred(block, 0) == SizeClasses.BLOCK_BYTES,
                "deferred object was not scanned",
                address);
        boolean isObjects = BlockDescriptor.kind(block) == CellKind.OBJECT_CODE;
        if (BlockDescriptor.state(block) == BlockDescriptor.CELLS) {
            checkCells(block, address, isObjects);
        } else {
            check(BlockDescriptor.isMarked(block, address), "unmarked block", address);
            if (isObjects) {
                checkObject(address, Memory.i64(block + BlockDescriptor.BYTES));
            }
        }
    }

    private void checkCells(long block, long address, boolean isObjects) {
        int cellBytes = BlockDescriptor.cellBytes(block);
        int live = Memory.i32(block + BlockDescriptor.LIVE_CELLS);
        check(BlockDescriptor.countMarks(block) == live, "wrong count of live cells", address);
        int offset = BlockDescriptor.nextMarked(block, 0);
        while (offset < SizeClasses.BLOCK_BYTES) {
            check(offset % cellBytes == 0, "mark in the middle of a cell", address + offset);
            if (isObjects) {
                checkObject(address + offset, cellBytes);
            }
            offset = BlockDescriptor.nextMarked(block, offset + (1 << SizeClasses.GRAIN_SHIFT));
        }
    }

    private void checkObject(long object, long room) {
        int typeId = ObjectLayout.typeId(object);
        check(Integer.compareUnsigned(typeId, types.count()) < 0, "unknown type id", object);
        long entry = types.entry(typeId);
        int shape = Memory.u8(entry + TypeDescriptors.SHAPE);
        check(shape != Shape.NONE_CODE, "object of a type without objects", object);
        check(types.objectBytes(typeId) <= room, "object is larger than its cell", object);
        if (shape == Shape.RECORD_CODE) {
            recordFields(object, entry);
        } else if (shape == Shape.SIZED_RECORD_CODE) {
            check(ObjectLayout.aux(object) <= room, "record is larger than its cell", object);
            sizedRecordFields(object, entry);
        } else if (shape == Shape.ARRAY_CODE) {
            checkArray(object, types.elements(typeId), room);
        } else if (shape == Shape.STRING_CODE) {
            checkString(object);
        }
    }

    private void checkArray(long array, ElementKind elements, long room) {
        int length = ArrayLayout.length(array);
        int capacity = ArrayLayout.capacity(array);
        long data = ArrayLayout.data(array);
        check(0 <= length && length <= capacity, "array is longer than its capacity", array);
        check((data == 0) == (capacity == 0), "capacity without data, or data without", array);
        long bytes = (long) capacity << elements.shift();
        if (ArrayLayout.isOwn(array, data)) {
            check(ArrayLayout.BYTES + bytes <= room, "elements are larger than the cell", array);
        } else {
            checkOwned(data, bytes, CellKind.DATA_CODE, array);
        }
        if (elements == ElementKind.REF) {
            refRange(data, length);
        } else if (elements == ElementKind.ANY) {
            anyRange(data, length);
        }
    }

    private void checkString(long string) {
        int length = StringLayout.length(string);
        long buffer = StringLayout.buffer(string);
        check(length >= 0, "negative string length", string);
        if (buffer == 0) {
            check(length == 0, "bytes without a buffer", string);
            return;
        }
        int used = StringLayout.used(buffer);
        int capacity = StringLayout.bufferCapacity(buffer);
        check(length <= used, "string is longer than what its buffer uses", string);
        check(used <= capacity, "buffer is used beyond its capacity", string);
        long bytes = (long) StringLayout.BUFFER_HEADER_BYTES + capacity;
        checkOwned(buffer, bytes, CellKind.BUFFER_CODE, string);
    }

    /// Checks the data block or buffer at `address` that belongs to `owner`.
    private void checkOwned(long address, long bytes, int kind, long owner) {
        long block = address == 0 ? 0 : blocks.map.find(address);
        if (block == 0) {
            return;
        }
        check(BlockDescriptor.kind(block) == kind, "data address of another kind", owner);
        check(isCellStart(block, address), "data address in the middle of a cell", owner);
        check(BlockDescriptor.isMarked(block, address), "data was freed", owner);
        check(
                bytes <= BlockDescriptor.room(block),
                "data is smaller than its capacity says",
                owner);
    }
}
