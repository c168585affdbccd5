package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

/// What the collector knows of each type, in an off-heap table indexed by type id.
///
/// ```
/// byte 0       1       2         3            4              8           12          16
///      | shape | flags | element | size class | object bytes | ref count | any count |
/// ```
///
/// Ids count from 1; id 0 means no type and is never a reference, so a zeroed any slot is safe to
/// scan. Entries are only ever added. One table serves one VM instance and lives as long as its
/// `OffHeap`. The table moves when it grows: hold ids, not addresses of entries.
public final class TypeDescriptors {
    /// The most types there are, id 0 included.
    public static final int MAX_TYPES = 1 << 20;

    static final int ENTRY_SHIFT = 4;
    static final int SHAPE = 0;
    static final int FLAGS = SHAPE + 1;
    static final int ELEMENT = FLAGS + 1;
    static final int SIZE_CLASS = ELEMENT + 1;
    static final int OBJECT_BYTES = SIZE_CLASS + 1;
    static final int REF_COUNT = OBJECT_BYTES + 4;
    static final int ANY_COUNT = REF_COUNT + 4;

    /// Bit of `FLAGS`: values of this type are refs.
    static final int IS_REFERENCE = 1;

    /// Value of `SIZE_CLASS` for objects that have no cell of fixed size.
    static final int NO_SIZE_CLASS = 0xFF;

    private static final int FIRST_ENTRIES = 256;

    private final OffHeap memory;
    private long base;
    private int capacity = FIRST_ENTRIES;
    private int count;

    /// @throws OutOfMemory if the table cannot be had
    public TypeDescriptors(OffHeap memory) {
        this.memory = memory;
        base = allocate(FIRST_ENTRIES);
        add(Shape.NONE, false, 0, 0, 0, 0);
    }

    private long allocate(int entries) {
        return memory.allocate(
                Category.CONSTANTS, (long) entries << ENTRY_SHIFT, Memory.CACHE_LINE);
    }

    /// Number of ids given out; id 0 is one of them.
    public int count() {
        return count;
    }

    /// A type whose values are numbers; it is only ever a tag.
    ///
    /// @return the new type id
    /// @throws OutOfMemory if the table is full; so do all that follow
    public int addValue() {
        return add(Shape.NONE, false, 0, 0, 0, 0);
    }

    /// A type whose values are refs to objects that carry other type ids, or to immortal ones.
    public int addReference() {
        return add(Shape.NONE, true, 0, 0, 0, 0);
    }

    /// A record with the given fields after its header; `numberBytes` is all its numbers together.
    ///
    /// @throws IllegalArgumentException if a count is negative or the record is too large
    public int addRecord(int refCount, int anyCount, int numberBytes) {
        long bytes = recordBytes(RecordLayout.FIELDS, refCount, anyCount, numberBytes);
        Shape shape = (refCount | anyCount) == 0 ? Shape.LEAF : Shape.RECORD;
        return add(shape, true, 0, (int) bytes, refCount, anyCount);
    }

    /// A record whose objects differ in size, with `prefixBytes` bytes of numbers in all of them.
    ///
    /// @throws IllegalArgumentException if `prefixBytes` is not a multiple of 8, or too large
    public int addSizedRecord(int prefixBytes) {
        if (prefixBytes % Memory.WORD_BYTES != 0) {
            throw new IllegalArgumentException("prefix of " + prefixBytes + " bytes");
        }
        long bytes = recordBytes(RecordLayout.SIZED_PREFIX, 0, 0, prefixBytes);
        return add(Shape.SIZED_RECORD, true, 0, (int) bytes, 0, 0);
    }

    public int addArray(ElementKind elements) {
        return add(Shape.ARRAY, true, elements.ordinal(), ArrayLayout.BYTES, 0, 0);
    }

    public int addString() {
        return add(Shape.STRING, true, 0, StringLayout.BYTES, 0, 0);
    }

    /// @throws IllegalArgumentException if a count is negative or the record is too large
    static long recordBytes(int start, int refCount, int anyCount, int numberBytes) {
        if ((refCount | anyCount | numberBytes) < 0) {
            throw new IllegalArgumentException(
                    "record of " + refCount + ", " + anyCount + ", " + numberBytes);
        }
        long bytes =
                start
                        + (long) refCount * RecordLayout.REF_BYTES
                        + (long) anyCount * RecordLayout.ANY_BYTES
                        + numberBytes;
        if (bytes > RecordLayout.MAX_BYTES) {
            throw new IllegalArgumentException("record of " + bytes + " bytes");
        }
        return bytes;
    }

    private int add(
            Shape shape, boolean isReference, int element, int bytes, int refCount, int anyCount) {
        if (count == capacity) {
            grow();
        }
        boolean hasCell = shape != Shape.NONE && bytes <= SizeClasses.MAX_CELL_BYTES;
        long entry = entry(count);
        Memory.i8(entry + SHAPE, shape.ordinal());
        Memory.i8(entry + FLAGS, isReference ? IS_REFERENCE : 0);
        Memory.i8(entry + ELEMENT, element);
        Memory.i8(entry + SIZE_CLASS, hasCell ? SizeClasses.of(bytes) : NO_SIZE_CLASS);
        Memory.i32(entry + OBJECT_BYTES, bytes);
        Memory.i32(entry + REF_COUNT, refCount);
        Memory.i32(entry + ANY_COUNT, anyCount);
        return count++;
    }

    private void grow() {
        if (capacity == MAX_TYPES) {
            throw OutOfMemory.INSTANCE;
        }
        long old = base;
        base = allocate(2 * capacity);
        Memory.copy(old, base, (long) capacity << ENTRY_SHIFT);
        capacity *= 2;
        memory.release(old);
    }

    /// Address of the entry of `typeId`, until the next type is added.
    long entry(int typeId) {
        return base + ((long) typeId << ENTRY_SHIFT);
    }

    /// Whether the payload of an any slot with this tag is a ref; false for what is no type id.
    public boolean isReference(long tag) {
        return Long.compareUnsigned(tag, count) < 0
                && (Memory.u8(entry((int) tag) + FLAGS) & IS_REFERENCE) != 0;
    }

    public Shape shape(int typeId) {
        return SHAPES[Memory.u8(entry(typeId) + SHAPE)];
    }

    /// What the elements of an array type are.
    public ElementKind elements(int typeId) {
        return ELEMENTS[Memory.u8(entry(typeId) + ELEMENT)];
    }

    /// Size of an object in bytes; of a SIZED_RECORD, without its refs, any slots and numbers.
    public int objectBytes(int typeId) {
        return Memory.i32(entry(typeId) + OBJECT_BYTES);
    }

    public int refCount(int typeId) {
        return Memory.i32(entry(typeId) + REF_COUNT);
    }

    public int anyCount(int typeId) {
        return Memory.i32(entry(typeId) + ANY_COUNT);
    }

    private static final Shape[] SHAPES = Shape.values();
    private static final ElementKind[] ELEMENTS = ElementKind.values();
}
