package jorus.memory.arena;

/// What a block of off-heap memory is for; the rows of every memory report.
public enum Category {
    CODE,
    CONSTANTS,
    REGISTERS,
    GLOBALS,
    HEAP_OBJECTS,
    HEAP_LARGE,
    HEAP_METADATA,
    OUTPUT,
    OTHER;

    /// How many there are; `values()` would make an array per call.
    static final int COUNT = OTHER.ordinal() + 1;
}
