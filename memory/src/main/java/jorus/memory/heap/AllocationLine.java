package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// The state of allocation for one kind and size of cells, on a cache line of its own.
///
/// ```
/// byte 0        8       16           24      32        40          48           56     64
///      | cursor | limit | cell bytes | freed | current | available | handed out | live |
/// ```
///
/// Cells from `cursor` to `limit` are free and zeroed: allocating one is moving the cursor.
/// `freed` links single cells that were freed between collections. `current` is the block whose
/// free cells are being handed out, `available` links the blocks that come after it. `handed out`
/// counts cells since the last collection, `live` the cells in use after it.
public final class AllocationLine {
    public static final int CURSOR = 0;
    public static final int LIMIT = CURSOR + 8;
    static final int CELL_BYTES = LIMIT + 8;
    static final int FREED = CELL_BYTES + 8;
    static final int CURRENT = FREED + 8;
    static final int AVAILABLE = CURRENT + 8;
    static final int HANDED_OUT = AVAILABLE + 8;
    static final int LIVE = HANDED_OUT + 8;
    static final int BYTES_SHIFT = 6;

    /// Lines per cell kind; the line of a cell is `kind * STRIDE + size class`.
    static final int STRIDE = 32;

    /// The index of a line that never has cells.
    static final int EMPTY = STRIDE - 1;

    static final int COUNT = STRIDE * CellKind.COUNT;
    static final long TOTAL_BYTES = (long) COUNT << BYTES_SHIFT;

    private AllocationLine() {}

    static int index(int kind, int sizeClass) {
        return kind * STRIDE + sizeClass;
    }

    static int kind(int index) {
        return index / STRIDE;
    }

    /// Cells that were handed out and not allocated yet.
    static long unusedCells(long line) {
        long bytes = Memory.i64(line + LIMIT) - Memory.i64(line + CURSOR);
        return bytes / Memory.i64(line + CELL_BYTES);
    }
}
