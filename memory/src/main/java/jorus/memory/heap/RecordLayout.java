package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// Objects with a fixed set of fields: structs, enum values, errors, cells, closures.
///
/// ```
/// RECORD        byte 0        8
///                    | header | refs 8 each | any 16 each | numbers |
///
/// SIZED_RECORD  byte 0        8             12            16
///                    | header | ref count   | any count   | prefix | refs | any | numbers |
/// ```
///
/// The counts of a RECORD are in its type descriptor. A SIZED_RECORD carries its own, and its size
/// in bytes in `aux`; the prefix is numbers, of the same size in all objects of the type.
public final class RecordLayout {
    /// Offset of the first field of a RECORD.
    public static final int FIELDS = ObjectLayout.HEADER_BYTES;

    public static final int REF_BYTES = 8;
    public static final int ANY_BYTES = 16;

    /// Offset of an any slot's type id, an i64.
    public static final int ANY_TAG = 0;

    /// Offset of an any slot's value: a ref, or a number in the low bytes.
    public static final int ANY_PAYLOAD = 8;

    public static final int SIZED_REF_COUNT = ObjectLayout.HEADER_BYTES;
    public static final int SIZED_ANY_COUNT = SIZED_REF_COUNT + 4;

    /// Offset of the prefix of a SIZED_RECORD.
    public static final int SIZED_PREFIX = SIZED_ANY_COUNT + 4;

    /// Records are at most this large.
    public static final long MAX_BYTES = 1L << 30;

    private RecordLayout() {}

    public static int refCount(long sizedRecord) {
        return Memory.i32(sizedRecord + SIZED_REF_COUNT);
    }

    public static int anyCount(long sizedRecord) {
        return Memory.i32(sizedRecord + SIZED_ANY_COUNT);
    }

    /// Offset of the first ref of a SIZED_RECORD whose type has a prefix of `prefixBytes`.
    public static int sizedRefs(int prefixBytes) {
        return SIZED_PREFIX + prefixBytes;
    }
}
