package jorus.runtime;

import jorus.image.Image;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.heap.Heap;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// What an engine needs to make an object, by type id: two types in a cache line.
///
/// ```
/// byte 0       8        16     24      32
///      | single | header | line | bytes |
/// ```
///
/// `single` is the ref of the only object of a type that has no more, else 0; `header` the first
/// word of a new object; `line` and `bytes` are the [jorus.memory.heap.AllocationLine] that cells
/// for it come from and the size of such a cell. All are 0 for what is no object with fields.
public final class Allocations {
    public static final int SINGLE = 0;
    public static final int HEADER = SINGLE + 8;
    public static final int LINE = HEADER + 8;
    public static final int BYTES = LINE + 8;

    /// Binary logarithm of the size of an entry.
    public static final int ENTRY_SHIFT = 5;

    private Allocations() {}

    /// Makes the table of `image`, with the singles, and returns its address.
    static long build(OffHeap memory, Image image, Heap heap) {
        int end = image.typeIdEnd();
        int count = 0;
        for (int id = TypeIds.FIRST_FREE; id < end; id++) {
            count += isSingle(image, id) ? 1 : 0;
        }
        long tableBytes = (long) end << ENTRY_SHIFT;
        long bytes = tableBytes + (long) count * ObjectLayout.HEADER_BYTES;
        long table = memory.allocate(Category.CONSTANTS, bytes, Memory.CACHE_LINE);
        Memory.fill(table, bytes, (byte) 0);
        long single = table + tableBytes;
        for (int id = TypeIds.FIRST_FREE; id < end; id++) {
            TypeKind kind = image.typeKind(id);
            boolean isVariant = kind == TypeKind.VARIANT;
            long entry = table + ((long) id << ENTRY_SHIFT);
            ObjectLayout.writeHeader(entry + HEADER, id, isVariant ? image.variantNumber(id) : 0);
            if (isSingle(image, id)) {
                Memory.i64(single, Memory.i64(entry + HEADER));
                Memory.i64(entry + SINGLE, single);
                single += ObjectLayout.HEADER_BYTES;
            } else if (kind.isRecord()) {
                Memory.i64(entry + LINE, heap.allocationLine(id));
                Memory.i64(entry + BYTES, heap.cellBytes(id));
            }
        }
        return table;
    }

    /// Variants without payloads, and function values that capture nothing.
    private static boolean isSingle(Image image, int id) {
        TypeKind kind = image.typeKind(id);
        return (kind == TypeKind.VARIANT || kind == TypeKind.CLOSURE) && image.fieldCount(id) == 0;
    }
}
