package jorus.memory.heap;

import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import java.util.List;

/// The objects of one VM instance, outside the Java heap, with a precise mark-sweep collector that
/// never moves them (docs/decisions/0010-heap.md).
///
/// A ref is the absolute address of an object; 0 is null. Any method that allocates may collect: it
/// frees what neither the root scanner nor `roots()` reports. Refs passed to the method itself are
/// safe during the call. New memory is zero. One thread at a time.
///
/// Every allocating method throws `OutOfMemory` if the limit or the system refuses even after a
/// collection, and for lengths beyond 2^31 - 1; nothing has changed then that a caller could see.
public final class Heap implements AutoCloseable {
    /// Continuations of a string by copying before its buffer gets room for more: one-off results
    /// of expressions stay exact, a string that a loop builds costs linear time.
    private static final int COPIES_BEFORE_GROWTH = 4;

    /// What is copied word by word.
    private static final int SHORT_BYTES = 64;

    /// Data blocks double up to this size and grow by half beyond.
    private static final long DOUBLING_BYTES = 1L << 20;

    private static final int STRING_CLASS = SizeClasses.of(StringLayout.BYTES);

    private final OffHeap memory;
    private final TypeDescriptors types;
    private final BlockSpace blocks;
    private final CellSpace cells;
    private final Collector collector;
    private final long lines;
    private boolean isClosed;

    /// Objects, data and metadata of the heap together never exceed `limitBytes`.
    ///
    /// @throws OutOfMemory if the limit or the system has no room even for the empty heap
    public Heap(OffHeap memory, TypeDescriptors types, long limitBytes, HeapOptions options) {
        this.memory = memory;
        this.types = types;
        HeapBudget budget = new HeapBudget(memory, limitBytes);
        collector = new Collector(budget, types, options);
        blocks = collector.blocks();
        cells = collector.cells();
        lines = cells.line(0);
    }

    /// Who reports the roots; without one only `roots()` counts.
    public void setRoots(RootScanner scanner) {
        collector.setRoots(scanner);
    }

    /// Refs that runtime code holds for a moment.
    public TemporaryRoots roots() {
        return collector.temporaryRoots();
    }

    /// Allocates a record with all fields zero.
    public long newRecord(int typeId) {
        assert types.shape(typeId) == Shape.LEAF || types.shape(typeId) == Shape.RECORD
                : "type id " + typeId + " has no records";
        long entry = types.entry(typeId);
        int sizeClass = Memory.u8(entry + TypeDescriptors.SIZE_CLASS);
        long record =
                sizeClass == TypeDescriptors.NO_SIZE_CLASS
                        ? newSingle(
                                CellKind.OBJECT_CODE,
                                Memory.i32(entry + TypeDescriptors.OBJECT_BYTES))
                        : newCell(sizeClass);
        Memory.i32(record + ObjectLayout.TYPE_ID, typeId);
        return record;
    }

    /// Where cells for records of this type come from: an engine may take them itself, moving the
    /// cursor by `cellBytes` while it stays at or below the limit. The line of records too large
    /// for a cell is always empty.
    public long allocationLine(int typeId) {
        int sizeClass = Memory.u8(types.entry(typeId) + TypeDescriptors.SIZE_CLASS);
        boolean hasCell = sizeClass != TypeDescriptors.NO_SIZE_CLASS;
        return cells.line(hasCell ? sizeClass : AllocationLine.EMPTY);
    }

    /// Size of the cells of `allocationLine`.
    public long cellBytes(int typeId) {
        int sizeClass = Memory.u8(types.entry(typeId) + TypeDescriptors.SIZE_CLASS);
        boolean hasCell = sizeClass != TypeDescriptors.NO_SIZE_CLASS;
        return hasCell ? SizeClasses.cellBytes(sizeClass) : 1;
    }

    /// Binary logarithm of the size of an element of this array type.
    public int elementShift(int typeId) {
        return types.elements(typeId).shift();
    }

    /// Where cells for arrays with `room` elements of this type come from, as `allocationLine`;
    /// that of arrays whose elements need a data block is always empty.
    public long arrayLine(int typeId, int room) {
        long bytes = (long) room << elementShift(typeId);
        boolean hasCell = bytes <= ArrayLayout.MAX_OWN_BYTES;
        return cells.line(hasCell ? arrayClass(bytes) : AllocationLine.EMPTY);
    }

    /// Size of the cells of `arrayLine`.
    public long arrayCellBytes(int typeId, int room) {
        long bytes = (long) room << elementShift(typeId);
        return bytes <= ArrayLayout.MAX_OWN_BYTES ? SizeClasses.cellBytes(arrayClass(bytes)) : 1;
    }

    private static int arrayClass(long dataBytes) {
        return SizeClasses.of(ArrayLayout.BYTES + dataBytes);
    }

    /// Allocates a record that carries its own counts, with all fields zero.
    ///
    /// @throws IllegalArgumentException if a count is negative or the record is too large
    public long newSizedRecord(int typeId, int refCount, int anyCount, int numberBytes) {
        int fixed = types.objectBytes(typeId);
        long bytes = TypeDescriptors.recordBytes(fixed, refCount, anyCount, numberBytes);
        long record =
                bytes <= SizeClasses.MAX_CELL_BYTES
                        ? newCell(SizeClasses.of(bytes))
                        : newSingle(CellKind.OBJECT_CODE, bytes);
        ObjectLayout.writeHeader(record, typeId, (int) bytes);
        Memory.i32(record + RecordLayout.SIZED_REF_COUNT, refCount);
        Memory.i32(record + RecordLayout.SIZED_ANY_COUNT, anyCount);
        return record;
    }

    /// Allocates an array of `length` zeros with room for `capacity` elements or more.
    public long newArray(int typeId, long length, long capacity) {
        long room = Math.max(length, capacity);
        if (length < 0 || room > ArrayLayout.MAX_LENGTH) {
            throw collector.outOfMemory();
        }
        int shift = types.elements(typeId).shift();
        long bytes = room << shift;
        boolean isOwn = bytes <= ArrayLayout.MAX_OWN_BYTES;
        int sizeClass = arrayClass(isOwn ? bytes : 0);
        long array = newCell(sizeClass);
        Memory.i32(array + ObjectLayout.TYPE_ID, typeId);
        if (!isOwn) {
            bytes = usableBytes(bytes, Memory.CACHE_LINE);
            setData(array, newData(array, bytes), bytes >> shift);
        } else if (room > 0) {
            setOwnData(array, sizeClass, shift);
        }
        Memory.i32(array + ArrayLayout.LENGTH, (int) length);
        return array;
    }

    /// As [#newArray] with `length` elements of `1 << shift` bytes, if that is 1 or more, if they
    /// fit into the cell of the array, and if the line has one; else 0. Never collects.
    public long tryNewSmallArray(int typeId, int shift, int length) {
        if (length <= 0 || length > ArrayLayout.MAX_OWN_BYTES >> shift) {
            return 0;
        }
        int sizeClass = arrayClass((long) length << shift);
        long array = bumpCell(sizeClass);
        if (array != 0) {
            Memory.i32(array + ObjectLayout.TYPE_ID, typeId);
            setOwnData(array, sizeClass, shift);
            Memory.i32(array + ArrayLayout.LENGTH, length);
        }
        return array;
    }

    /// Elements are behind the array, in its cell.
    private static void setOwnData(long array, int sizeClass, int shift) {
        long bytes = SizeClasses.cellBytes(sizeClass) - ArrayLayout.BYTES;
        setData(array, array + ArrayLayout.BYTES, bytes >> shift);
    }

    /// A data block for an array that nobody has yet.
    private long newData(long array, long bytes) {
        collector.holdNew(array);
        long data = newOwned(CellKind.DATA_CODE, bytes);
        collector.holdNew(0);
        return data;
    }

    private static void setData(long array, long data, long capacity) {
        Memory.i64(array + ArrayLayout.DATA, data);
        Memory.i32(array + ArrayLayout.CAPACITY, (int) Math.min(capacity, ArrayLayout.MAX_LENGTH));
    }

    /// Makes room for `minCapacity` elements or more; contents and length stay. The data block may
    /// move, and the old one is free at once.
    public void ensureCapacity(long array, long minCapacity) {
        long oldCapacity = ArrayLayout.capacity(array);
        if (minCapacity <= oldCapacity) {
            return;
        }
        if (minCapacity > ArrayLayout.MAX_LENGTH) {
            throw collector.outOfMemory();
        }
        int shift = types.elements(ObjectLayout.typeId(array)).shift();
        long capacity = Math.max(minCapacity, generous(oldCapacity, shift));
        long bytes = usableBytes(capacity << shift, Memory.CACHE_LINE);
        collector.holdOperands(array, 0);
        long data = tryNewOwned(CellKind.DATA_CODE, bytes);
        if (data == 0) {
            // Near the limit growth by an eighth may still fit, and is not quadratic either.
            capacity = Math.max(minCapacity, oldCapacity + (oldCapacity >> 3));
            bytes = usableBytes(capacity << shift, Memory.CACHE_LINE);
            data = newOwned(CellKind.DATA_CODE, bytes);
        }
        collector.holdOperands(0, 0);
        moveData(array, data, bytes, shift);
    }

    /// Makes room for `minCapacity` elements in all, at least twice as many as there was room for;
    /// whether something was made. Where the limit or the system has no room, all stays as it is.
    /// May collect.
    public boolean tryEnsureCapacity(long array, long minCapacity) {
        long oldCapacity = ArrayLayout.capacity(array);
        if (minCapacity <= oldCapacity || minCapacity > ArrayLayout.MAX_LENGTH) {
            return false;
        }
        int shift = types.elements(ObjectLayout.typeId(array)).shift();
        long capacity = Math.max(minCapacity, generous(oldCapacity, shift));
        long bytes = usableBytes(capacity << shift, Memory.CACHE_LINE);
        collector.holdOperands(array, 0);
        long data = tryNewOwned(CellKind.DATA_CODE, bytes);
        collector.holdOperands(0, 0);
        if (data == 0) {
            return false;
        }
        moveData(array, data, bytes, shift);
        return true;
    }

    private static long generous(long oldCapacity, int shift) {
        boolean doubles = oldCapacity << shift < DOUBLING_BYTES;
        long generous = doubles ? 2 * oldCapacity : oldCapacity + (oldCapacity >> 1);
        return Math.min(generous, ArrayLayout.MAX_LENGTH);
    }

    /// Gives `array` a new block for its elements.
    private void moveData(long array, long data, long bytes, int shift) {
        long oldData = ArrayLayout.data(array);
        if (oldData != 0) {
            Memory.copy(oldData, data, (long) ArrayLayout.length(array) << shift);
        }
        setData(array, data, bytes >> shift);
        freeData(array, oldData);
    }

    /// Gives `array` type and elements of `other`, of the same length; `other` has none then. The
    /// old data block is free at once. May collect.
    public void takeElements(long array, long other) {
        int typeId = ObjectLayout.typeId(other);
        int length = ArrayLayout.length(other);
        long data = ArrayLayout.data(other);
        long capacity = ArrayLayout.capacity(other);
        if (ArrayLayout.isOwn(other, data)) {
            int shift = types.elements(typeId).shift();
            long room = moveOwn(array, other, (long) length << shift);
            data = ArrayLayout.data(array);
            capacity = room >> shift;
        } else {
            freeData(array, ArrayLayout.data(array));
        }
        Memory.i32(array + ObjectLayout.TYPE_ID, typeId);
        setData(array, data, capacity);
        Memory.i32(other + ArrayLayout.LENGTH, 0);
        setData(other, 0, 0);
    }

    /// Copies the elements of `other`, some bytes, to where `array` has or gets room for them.
    /// Returns the bytes of that room.
    private long moveOwn(long array, long other, long bytes) {
        long oldData = ArrayLayout.data(array);
        int oldShift = types.elements(ObjectLayout.typeId(array)).shift();
        long room = (long) ArrayLayout.capacity(array) << oldShift;
        if (room < bytes) {
            room = usableBytes(bytes, Memory.CACHE_LINE);
            collector.holdOperands(array, other);
            long data = newOwned(CellKind.DATA_CODE, room);
            collector.holdOperands(0, 0);
            freeData(array, oldData);
            Memory.i64(array + ArrayLayout.DATA, data);
        }
        Memory.copy(ArrayLayout.data(other), ArrayLayout.data(array), bytes);
        return room;
    }

    /// Gives an empty array another type; its data block is freed.
    ///
    /// @throws AssertionError if the array has elements
    public void retype(long array, int typeId) {
        if (ArrayLayout.length(array) != 0) {
            throw new AssertionError("array of length " + ArrayLayout.length(array));
        }
        freeData(array, ArrayLayout.data(array));
        setData(array, 0, 0);
        Memory.i32(array + ObjectLayout.TYPE_ID, typeId);
    }

    /// Allocates a string of `length` bytes, which the caller fills before anyone else sees it.
    public long newString(int typeId, long length) {
        if (length < 0 || length > StringLayout.MAX_LENGTH) {
            throw collector.outOfMemory();
        }
        return newString(typeId, (int) length, length);
    }

    /// As [#newString], for a length above 0. Returns 0 if the lines have no cells for it: never
    /// collects, so nothing need be held for it.
    public long tryNewString(int typeId, int length) {
        long bytes = StringLayout.BUFFER_HEADER_BYTES + (long) length;
        if (bytes > SizeClasses.MAX_CELL_BYTES) {
            return 0;
        }
        long string = bumpCell(STRING_CLASS);
        if (string == 0) {
            return 0;
        }
        int sizeClass = SizeClasses.of(bytes);
        long buffer = bumpCell(AllocationLine.index(CellKind.BUFFER_CODE, sizeClass));
        if (buffer == 0) {
            return 0;
        }
        int capacity = SizeClasses.cellBytes(sizeClass) - StringLayout.BUFFER_HEADER_BYTES;
        StringLayout.writeBuffer(buffer, length, capacity);
        Memory.i32(string + ObjectLayout.TYPE_ID, typeId);
        setBytes(string, buffer + StringLayout.BUFFER_HEADER_BYTES, length);
        return string;
    }

    private long newString(int typeId, int length, long capacity) {
        long string = newCell(STRING_CLASS);
        Memory.i32(string + ObjectLayout.TYPE_ID, typeId);
        if (length == 0) {
            return string;
        }
        long buffer = newBuffer(string, length, capacity);
        Memory.i32(buffer + StringLayout.BUFFER_USED, length);
        setBytes(string, buffer + StringLayout.BUFFER_HEADER_BYTES, length);
        return string;
    }

    /// A buffer for `string`, which nobody has yet, with its capacity: that, or at least `length`.
    private long newBuffer(long string, int length, long capacity) {
        long bytes = StringLayout.BUFFER_HEADER_BYTES + capacity;
        long buffer = 0;
        if (bytes <= SizeClasses.MAX_CELL_BYTES) {
            int sizeClass = SizeClasses.of(bytes);
            bytes = SizeClasses.cellBytes(sizeClass);
            buffer = bumpCell(AllocationLine.index(CellKind.BUFFER_CODE, sizeClass));
        } else {
            bytes = BlockSpace.roundUp(bytes);
        }
        if (buffer == 0) {
            collector.holdNew(string);
            buffer = tryNewOwned(CellKind.BUFFER_CODE, bytes);
            if (buffer == 0) {
                bytes = bufferBytes(length);
                buffer = newOwned(CellKind.BUFFER_CODE, bytes);
            }
            collector.holdNew(0);
        }
        long room = Math.min(bytes - StringLayout.BUFFER_HEADER_BYTES, StringLayout.MAX_LENGTH);
        Memory.i32(buffer + StringLayout.BUFFER_CAPACITY, (int) room);
        return buffer;
    }

    private static void setBytes(long string, long data, int length) {
        Memory.i64(string + StringLayout.DATA, data);
        Memory.i32(string + StringLayout.LENGTH, length);
    }

    private static long bufferBytes(long capacity) {
        long bytes = StringLayout.BUFFER_HEADER_BYTES + capacity;
        return usableBytes(bytes, 1L << SizeClasses.GRAIN_SHIFT);
    }

    /// Shortens a string that `newString` has just made and nobody else has seen.
    public void shorten(long string, int length) {
        int oldLength = StringLayout.length(string);
        if (length < 0 || length > oldLength) {
            throw new IllegalArgumentException("length " + length + " of " + oldLength);
        }
        if (oldLength > 0) {
            long buffer = StringLayout.buffer(string);
            assert StringLayout.used(buffer) == oldLength : "the string was continued";
            Memory.i32(buffer + StringLayout.BUFFER_USED, length);
            Memory.i32(string + StringLayout.LENGTH, length);
        }
    }

    /// Returns the string of the bytes of `a` and then `b`; the type is that of `a`.
    ///
    /// Appends in place if `a` ends what its buffer uses and there is room, so building a string
    /// piece by piece costs time in proportion to its length. May return `a` or `b` itself.
    public long concat(long a, long b) {
        int lengthA = StringLayout.length(a);
        int lengthB = StringLayout.length(b);
        if (lengthA == 0 || lengthB == 0) {
            return lengthB == 0 ? a : b;
        }
        long length = (long) lengthA + lengthB;
        if (length > StringLayout.MAX_LENGTH) {
            throw collector.outOfMemory();
        }
        long string = tryExtend(a, lengthA, (int) length, 1);
        if (string == 0) {
            collector.holdOperands(a, b);
            string = extend(a, (int) length, 1);
            collector.holdOperands(0, 0);
        }
        StringLayout.append(string, lengthA, b, lengthB);
        return string;
    }

    /// Begins a string of `length` bytes with the `lengthA` of `a`, which is not empty and has
    /// fewer; the caller writes the others before anyone else sees it, with [StringLayout#append].
    /// Counts as `steps` concatenations.
    ///
    /// In place if `a` ends what its buffer uses and there is room. Returns 0 if the lines have no
    /// cells for it: never collects, so nothing need be held for it.
    public long tryExtend(long a, int lengthA, int length, int steps) {
        long data = StringLayout.data(a);
        long buffer = data - StringLayout.BUFFER_HEADER_BYTES;
        long room = Memory.i64(buffer);
        if ((int) room != lengthA || room >>> Integer.SIZE < length) {
            return Outlined.tryExtendCopy(this, a, length, steps);
        }
        long string = bumpCell(STRING_CLASS);
        if (string == 0) {
            return 0;
        }
        Memory.i32(buffer + StringLayout.BUFFER_USED, length);
        setBytes(string, data, length);
        Memory.i64(string, continued(Memory.i64(a), steps));
        return string;
    }

    /// The part of [#tryExtend] that copies.
    long tryExtendCopy(long a, int length, int steps) {
        long header = Memory.i64(a);
        long capacity = newCapacity(header >>> Integer.SIZE, length);
        long bytes = StringLayout.BUFFER_HEADER_BYTES + capacity;
        if (bytes > SizeClasses.MAX_CELL_BYTES) {
            return 0;
        }
        long string = bumpCell(STRING_CLASS);
        if (string == 0) {
            return 0;
        }
        int sizeClass = SizeClasses.of(bytes);
        long buffer = bumpCell(AllocationLine.index(CellKind.BUFFER_CODE, sizeClass));
        if (buffer == 0) {
            return 0;
        }
        capacity = SizeClasses.cellBytes(sizeClass) - StringLayout.BUFFER_HEADER_BYTES;
        StringLayout.writeBuffer(buffer, length, (int) capacity);
        long data = buffer + StringLayout.BUFFER_HEADER_BYTES;
        copyWords(StringLayout.data(a), data, StringLayout.length(a));
        setBytes(string, data, length);
        Memory.i64(string, continued(header, steps));
        return string;
    }

    /// As [#tryExtend], but makes room for it; may collect.
    public long extend(long a, int length, int steps) {
        long header = Memory.i64(a);
        long buffer = StringLayout.buffer(a);
        boolean isLast = StringLayout.used(buffer) == StringLayout.length(a);
        long string;
        if (isLast && StringLayout.bufferCapacity(buffer) >= length) {
            string = collector.allocateCell(STRING_CLASS);
            Memory.i32(buffer + StringLayout.BUFFER_USED, length);
            setBytes(string, buffer + StringLayout.BUFFER_HEADER_BYTES, length);
        } else {
            long capacity = newCapacity(header >>> Integer.SIZE, length);
            string = newString(ObjectLayout.typeId(a), length, capacity);
            copyWords(StringLayout.data(a), StringLayout.data(string), StringLayout.length(a));
        }
        Memory.i64(string, continued(header, steps));
        return string;
    }

    /// The header of a string that was made by `steps` concatenations from one with this header.
    private static long continued(long header, int steps) {
        long all = Math.min((header >>> Integer.SIZE) + steps, COPIES_BEFORE_GROWTH);
        return all << Integer.SIZE | header & 0xFFFF_FFFFL;
    }

    /// How many bytes a new buffer for `length` gets: more if it has been continued often.
    private static long newCapacity(long concatenations, int length) {
        boolean grows = concatenations >= COPIES_BEFORE_GROWTH;
        return grows ? Math.min(2L * length, StringLayout.MAX_LENGTH) : length;
    }

    /// Copies the bytes of one buffer to another; both end with full words.
    private static void copyWords(long source, long target, int bytes) {
        if (bytes > SHORT_BYTES) {
            Memory.copy(source, target, bytes);
            return;
        }
        for (int at = 0; at < bytes; at += Memory.WORD_BYTES) {
            Memory.i64(target + at, Memory.i64(source + at));
        }
    }

    private long newCell(int lineIndex) {
        long cell = bumpCell(lineIndex);
        return cell != 0 ? cell : collector.allocateCell(lineIndex);
    }

    /// The fast path: takes the next cell of the line's run; 0 if the run has ended.
    private long bumpCell(int lineIndex) {
        long line = lines + ((long) lineIndex << AllocationLine.BYTES_SHIFT);
        long cell = Memory.i64(line + AllocationLine.CURSOR);
        long end = cell + Memory.i64(line + AllocationLine.CELL_BYTES);
        if (end > Memory.i64(line + AllocationLine.LIMIT)) {
            return 0;
        }
        Memory.i64(line + AllocationLine.CURSOR, end);
        return cell;
    }

    private long newSingle(int kind, long bytes) {
        long address = collector.tryAllocateSingle(kind, BlockSpace.roundUp(bytes));
        if (address == 0) {
            throw collector.outOfMemory();
        }
        return address;
    }

    /// What a request for a data block or buffer really gets; `unit` is its alignment.
    private static long usableBytes(long bytes, long unit) {
        return bytes <= SizeClasses.MAX_CELL_BYTES
                ? SizeClasses.cellBytes(SizeClasses.of(Memory.align(bytes, unit)))
                : BlockSpace.roundUp(bytes);
    }

    /// Allocates a data block or buffer of a size that `usableBytes` gave.
    private long newOwned(int kind, long bytes) {
        return bytes <= SizeClasses.MAX_CELL_BYTES
                ? newCell(AllocationLine.index(kind, SizeClasses.of(bytes)))
                : newSingle(kind, bytes);
    }

    /// As `newOwned`, but returns 0 if there is no memory.
    private long tryNewOwned(int kind, long bytes) {
        if (bytes > SizeClasses.MAX_CELL_BYTES) {
            return collector.tryAllocateSingle(kind, bytes);
        }
        int lineIndex = AllocationLine.index(kind, SizeClasses.of(bytes));
        long cell = bumpCell(lineIndex);
        return cell != 0 ? cell : collector.tryAllocateCell(lineIndex);
    }

    private void freeData(long array, long data) {
        long block = data == 0 ? 0 : blocks.map.find(data);
        if (block == 0) {
            return;
        }
        if (ArrayLayout.isOwn(array, data)) {
            cells.leave(block, data, array);
            return;
        }
        collector.beforeFree(data);
        if (BlockDescriptor.state(block) == BlockDescriptor.CELLS) {
            cells.free(block, data);
        } else {
            blocks.release(block);
        }
    }

    /// Whether the object at `ref` is in this heap; immortal objects and 0 are not.
    public boolean owns(long ref) {
        return ref != 0 && blocks.map.find(ref) != 0;
    }

    /// For tests: whether the last collection found the object at `ref`, which is in this heap.
    boolean isMarked(long ref) {
        return BlockDescriptor.isMarked(blocks.map.find(ref), ref);
    }

    /// Frees everything that is not reachable.
    public void collect() {
        collector.collect();
    }

    /// Collects, then checks the whole heap.
    ///
    /// @throws AssertionError that names the first broken invariant
    public void verify() {
        collector.collect();
        collector.check();
    }

    /// Bytes in use now, garbage included; cheap.
    public long usedBytes() {
        return collector.usedBytes();
    }

    public Statistics statistics() {
        return collector.statistics();
    }

    /// Bytes had from the system now, metadata included; cheap.
    public long committedBytes() {
        return collector.budget().bytes();
    }

    /// The most that `committedBytes` ever was; cheap.
    public long peakBytes() {
        return collector.budget().peakBytes();
    }

    /// Tells `observer` of allocations from now on: of all if `isEach`, which makes each of them a
    /// call, else of the first one in each run of free cells. Null ends that.
    public void observe(HeapObserver observer, boolean isEach) {
        collector.observe(observer, isEach);
    }

    /// For observers, while they are told that a collection has ended: whether it has kept what is
    /// at `address`.
    public boolean survived(long address) {
        return collector.survived(address);
    }

    /// All blocks, those that are free included, in no order.
    public List<BlockUse> blocks() {
        return new BlockList(blocks, cells).all();
    }

    /// For tests: makes the `nth` allocation from now fail, counted from 1, and with `persistent`
    /// all later ones. 0 ends that. One call of this class may make several allocations.
    public void failAllocation(long nth, boolean persistent) {
        collector.failAllocation(nth, persistent);
    }

    /// Allocations since `failAllocation` was last called with a number above 0.
    public long allocationsSeen() {
        return collector.failuresAsked();
    }

    /// Gives all memory back. Closing again, or after the `OffHeap`, does nothing.
    @Override
    public void close() {
        if (!isClosed && !memory.isClosed()) {
            collector.close();
        }
        isClosed = true;
    }
}
