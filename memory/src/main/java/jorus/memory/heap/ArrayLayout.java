package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// An array object; its elements are in a data block that only this object points to.
///
/// ```
/// byte 0        8              16       20         24      32
///      | header | data address | length | capacity | spare |
/// ```
///
/// The data block is 64-byte aligned and has room for `capacity` elements; `length` of them exist.
/// The collector looks at these alone. Capacity 0 has data address 0. `spare` is the caller's.
public final class ArrayLayout {
    public static final int DATA = ObjectLayout.HEADER_BYTES;
    public static final int LENGTH = DATA + 8;
    public static final int CAPACITY = LENGTH + 4;
    public static final int SPARE = CAPACITY + 4;
    public static final int BYTES = SPARE + 8;

    /// The most elements an array has (language.md 13.5).
    public static final int MAX_LENGTH = Integer.MAX_VALUE;

    private ArrayLayout() {}

    /// Address of element 0.
    public static long data(long array) {
        return Memory.i64(array + DATA);
    }

    public static int length(long array) {
        return Memory.i32(array + LENGTH);
    }

    /// Sets the length; elements that this adds must have been written before.
    public static void length(long array, int length) {
        assert length >= 0 && length <= capacity(array) : length + " > " + capacity(array);
        Memory.i32(array + LENGTH, length);
    }

    public static int capacity(long array) {
        return Memory.i32(array + CAPACITY);
    }
}
