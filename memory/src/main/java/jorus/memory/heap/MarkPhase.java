package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// Marks everything that the roots reach, with an explicit stack of fixed size.
///
/// ```
/// stack entry, byte 0        8              16
///                   | object | next element |
/// ```
///
/// An array is scanned some elements at a time, its entry put back in between, so a wide array
/// needs no room. What finds the stack full gets a deferred bit, and its block is put in a list;
/// both are worked off when the stack is empty. So marking needs no other memory, never fails, and
/// looks at each object once, whatever the shape of the heap.
final class MarkPhase extends Marker {
    static final int ENTRY_BYTES = 16;

    /// Elements of an array that are scanned before what they lead to.
    private static final int ELEMENTS_AT_ONCE = 64;

    private final BlockMap map;
    private final long stackBase;
    private final long stackEnd;
    private long stackTop;
    private long deferredHead;

    /// `stack` is the address of `entries` stack entries.
    MarkPhase(TypeDescriptors types, BlockMap map, long stack, int entries) {
        super(types);
        this.map = map;
        stackBase = stack;
        stackEnd = stack + (long) entries * ENTRY_BYTES;
        stackTop = stack;
    }

    @Override
    void visit(long address) {
        long block = map.find(address);
        if (block == 0 || !mark(block, address)) {
            return;
        }
        int typeId = ObjectLayout.typeId(address);
        if (Integer.compareUnsigned(typeId, types.count()) >= 0) {
            throw new AssertionError("object at " + address + " has type id " + typeId);
        }
        long entry = types.entry(typeId);
        int shape = Memory.u8(entry + TypeDescriptors.SHAPE);
        if (shape == Shape.LEAF_CODE) {
            return;
        }
        if (shape == Shape.STRING_CODE) {
            markOwned(StringLayout.buffer(address));
        } else if (shape == Shape.ARRAY_CODE) {
            long data = ArrayLayout.data(address);
            if (!ArrayLayout.isOwn(address, data)) {
                markOwned(data);
            }
            if (Memory.u8(entry + TypeDescriptors.ELEMENT) >= ElementKind.REF_CODE) {
                push(block, address);
            }
        } else {
            push(block, address);
        }
        if (Memory.CHECKED) {
            checkCounts(block, address, entry, shape);
        }
    }

    /// In checked mode objects may be corrupt: stops before gigabytes are taken for refs.
    private void checkCounts(long block, long object, long entry, int shape) {
        long bytes = Memory.i32(entry + TypeDescriptors.OBJECT_BYTES);
        long room = BlockDescriptor.room(block);
        if (shape == Shape.SIZED_RECORD_CODE) {
            long refCount = Integer.toUnsignedLong(RecordLayout.refCount(object));
            long anyCount = Integer.toUnsignedLong(RecordLayout.anyCount(object));
            bytes += refCount * RecordLayout.REF_BYTES + anyCount * RecordLayout.ANY_BYTES;
        } else if (shape == Shape.ARRAY_CODE && ArrayLayout.length(object) != 0) {
            bytes = Integer.toUnsignedLong(ArrayLayout.length(object));
            bytes <<= types.elements(ObjectLayout.typeId(object)).shift();
            long data = ArrayLayout.data(object);
            if (ArrayLayout.isOwn(object, data)) {
                room -= ArrayLayout.BYTES;
            } else {
                long dataBlock = map.find(data);
                room = dataBlock == 0 ? 0 : BlockDescriptor.room(dataBlock);
            }
        }
        if (bytes > room) {
            throw new AssertionError("object at " + object + " has " + bytes + " bytes in " + room);
        }
    }

    /// Sets the mark of a cell; false if it was set.
    private static boolean mark(long block, long address) {
        long word = block + BlockDescriptor.MARKS + BlockDescriptor.word(address);
        long marks = Memory.i64(word);
        long bit = BlockDescriptor.bit(address);
        if ((marks & bit) != 0) {
            return false;
        }
        Memory.i64(word, marks | bit);
        return true;
    }

    /// Marks a data block or buffer, which has no children.
    private void markOwned(long address) {
        if (address != 0) {
            long block = map.find(address);
            if (block != 0) {
                mark(block, address);
            }
        }
    }

    private void push(long block, long address) {
        if (stackTop == stackEnd) {
            defer(block, address);
            return;
        }
        Memory.i64(stackTop, address);
        Memory.i64(stackTop + Memory.WORD_BYTES, 0);
        stackTop += ENTRY_BYTES;
    }

    private void defer(long block, long address) {
        long word = block + BlockDescriptor.DEFERRED + BlockDescriptor.word(address);
        Memory.i64(word, Memory.i64(word) | BlockDescriptor.bit(address));
        if (!BlockDescriptor.hasFlag(block, BlockDescriptor.IS_DEFERRED)) {
            BlockDescriptor.setFlag(block, BlockDescriptor.IS_DEFERRED, true);
            Memory.i64(block + BlockDescriptor.NEXT_DEFERRED, deferredHead);
            deferredHead = block;
        }
    }

    /// Marks all that is reachable from what was visited so far.
    void drain() {
        do {
            while (stackTop > stackBase) {
                stackTop -= ENTRY_BYTES;
                long next = Memory.i64(stackTop + Memory.WORD_BYTES);
                scan(Memory.i64(stackTop), next);
            }
        } while (pushDeferred());
    }

    /// Moves one deferred object to the empty stack; false if there is none.
    private boolean pushDeferred() {
        while (deferredHead != 0) {
            long block = deferredHead;
            int offset = BlockDescriptor.nextDeferred(block, 0);
            if (offset < SizeClasses.BLOCK_BYTES) {
                long address = BlockDescriptor.address(block) + offset;
                long word = block + BlockDescriptor.DEFERRED + BlockDescriptor.word(address);
                Memory.i64(word, Memory.i64(word) & ~BlockDescriptor.bit(address));
                push(block, address);
                return true;
            }
            deferredHead = Memory.i64(block + BlockDescriptor.NEXT_DEFERRED);
            BlockDescriptor.setFlag(block, BlockDescriptor.IS_DEFERRED, false);
        }
        return false;
    }

    private void scan(long object, long from) {
        long entry = types.entry(ObjectLayout.typeId(object));
        int shape = Memory.u8(entry + TypeDescriptors.SHAPE);
        if (shape == Shape.RECORD_CODE) {
            recordFields(object, entry);
        } else if (shape == Shape.ARRAY_CODE) {
            scanElements(object, entry, from);
        } else if (shape == Shape.SIZED_RECORD_CODE) {
            sizedRecordFields(object, entry);
        } else {
            throw new AssertionError("object at " + object + " has shape " + shape);
        }
    }

    private void scanElements(long array, long entry, long from) {
        long length = ArrayLayout.length(array);
        long count = Math.min(length - from, ELEMENTS_AT_ONCE);
        if (from + count < length) {
            // This entry was just popped, so there is room to put it back.
            Memory.i64(stackTop, array);
            Memory.i64(stackTop + Memory.WORD_BYTES, from + count);
            stackTop += ENTRY_BYTES;
        }
        long data = ArrayLayout.data(array);
        if (Memory.u8(entry + TypeDescriptors.ELEMENT) == ElementKind.REF_CODE) {
            refRange(data + from * RecordLayout.REF_BYTES, count);
        } else {
            anyRange(data + from * RecordLayout.ANY_BYTES, count);
        }
    }
}
