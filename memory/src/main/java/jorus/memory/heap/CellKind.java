package jorus.memory.heap;

/// What the cells of a block hold; blocks are never mixed, so the kind of a cell needs no header.
public enum CellKind {
    /// Objects, which begin with a type id.
    OBJECT,
    /// Data blocks of arrays, 64-byte aligned.
    DATA,
    /// Buffers of strings.
    BUFFER;

    static final int OBJECT_CODE = 0;
    static final int DATA_CODE = 1;
    static final int BUFFER_CODE = 2;
    static final int COUNT = 3;

    private static final CellKind[] ALL = values();

    static CellKind of(int code) {
        return ALL[code];
    }
}
