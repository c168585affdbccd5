package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// What every object begins with.
///
/// ```
/// byte 0         4     8
///      | type id | aux | fields ...
/// ```
///
/// `aux` belongs to the object's kind. Marks are not here but in side bitmaps, so that the
/// collector never writes to objects.
public final class ObjectLayout {
    public static final int TYPE_ID = 0;
    public static final int AUX = TYPE_ID + 4;
    public static final int HEADER_BYTES = AUX + 4;

    private ObjectLayout() {}

    public static int typeId(long object) {
        return Memory.i32(object + TYPE_ID);
    }

    public static int aux(long object) {
        return Memory.i32(object + AUX);
    }

    public static void aux(long object, int value) {
        Memory.i32(object + AUX, value);
    }

    /// Writes the header of an object that lives outside the heap, or of a new one.
    public static void writeHeader(long object, int typeId, int aux) {
        Memory.i32(object + TYPE_ID, typeId);
        Memory.i32(object + AUX, aux);
    }
}
