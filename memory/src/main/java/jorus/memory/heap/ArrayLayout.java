package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// An array object; its elements are behind it, or in a data block that only this object points to.
///
/// ```
/// byte 0        8              16       20         24
///      | header | data address | length | capacity | elements, if they are few when it is made
/// ```
///
/// There is room for `capacity` elements at the data address; `length` of them exist, and the
/// collector looks at these alone. Capacity 0 has data address 0. Up to `MAX_OWN_BYTES` of elements
/// come with the array, in one cell; as soon as it grows beyond them it has a data block, which is
/// 64-byte aligned.
public final class ArrayLayout {
    public static final int DATA = ObjectLayout.HEADER_BYTES;
    public static final int LENGTH = DATA + 8;
    public static final int CAPACITY = LENGTH + 4;
    public static final int BYTES = CAPACITY + 4;

    /// The elements of an array that grows leave a hole of up to this size in its cell.
    public static final int MAX_OWN_BYTES = 256 - BYTES;

    /// The most elements an array has (language.md 13.5).
    public static final int MAX_LENGTH = Integer.MAX_VALUE;

    private ArrayLayout() {}

    /// Address of element 0.
    public static long data(long array) {
        return Memory.i64(array + DATA);
    }

    /// Whether the elements at `data` are in the cell of the array itself.
    static boolean isOwn(long array, long data) {
        return data == array + BYTES;
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
