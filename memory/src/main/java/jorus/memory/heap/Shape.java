package jorus.memory.heap;

/// What the collector has to know about the objects of a type.
public enum Shape {
    /// Not an object of the heap: numbers, and types whose objects carry another type id.
    NONE,
    /// Numbers only.
    LEAF,
    /// Refs, then any slots, then numbers, as many as the descriptor says.
    RECORD,
    /// A record whose counts are in each object (`RecordLayout`).
    SIZED_RECORD,
    ARRAY,
    STRING;

    // The marker compares these with a byte of the descriptor; `ordinal()` is not a constant.
    static final int NONE_CODE = 0;
    static final int LEAF_CODE = 1;
    static final int RECORD_CODE = 2;
    static final int SIZED_RECORD_CODE = 3;
    static final int ARRAY_CODE = 4;
    static final int STRING_CODE = 5;
}
