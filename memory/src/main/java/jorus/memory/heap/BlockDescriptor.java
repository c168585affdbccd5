package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// What the heap knows of one block, run of blocks or large block; kept apart from the block.
///
/// ```
/// byte 0         8      16              24      32           36           40      44
///      | address | next | next deferred | bytes | cell bytes | live cells | state | kind |
///   48 | chunk   | line | scan | flags  |                                       (i32 each)
///   64 | mark bits, one per 16 bytes of the block                                    |
///  192 | deferred bits: marked, but the mark stack had no room                       | 320
/// ```
///
/// After a collection the marks are the cells in use; cells handed out since have no mark, but lie
/// before `scan`, where the search for free cells goes on. Runs and large blocks are one cell and
/// use bit 0. `next` links the blocks of a line that have free cells, or free descriptors.
final class BlockDescriptor {
    static final int ADDRESS = 0;
    static final int NEXT = ADDRESS + 8;
    static final int NEXT_DEFERRED = NEXT + 8;
    static final int BYTES = NEXT_DEFERRED + 8;
    static final int CELL_BYTES = BYTES + 8;
    static final int LIVE_CELLS = CELL_BYTES + 4;
    static final int STATE = LIVE_CELLS + 4;
    static final int KIND = STATE + 4;
    static final int CHUNK = KIND + 4;
    static final int LINE = CHUNK + 4;
    static final int SCAN = LINE + 4;
    static final int FLAGS = SCAN + 4;
    static final int MARKS = FLAGS + 4;
    static final int BITMAP_BYTES =
            (int) (SizeClasses.BLOCK_BYTES >> SizeClasses.GRAIN_SHIFT) / Byte.SIZE;
    static final int DEFERRED = MARKS + BITMAP_BYTES;
    static final int DESCRIPTOR_BYTES = DEFERRED + BITMAP_BYTES;

    /// Values of `STATE`; a free descriptor describes nothing.
    static final int FREE = 0;

    static final int CELLS = 1;
    static final int RUN = 2;
    static final int LARGE = 3;

    /// Bits of `FLAGS`: in the list of blocks with deferred objects; never handed out since it
    /// came from the system, so still zero.
    static final int IS_DEFERRED = 1;

    static final int IS_ZERO = 2;

    private static final int BITMAP_BITS = BITMAP_BYTES * Byte.SIZE;

    private BlockDescriptor() {}

    static long address(long block) {
        return Memory.i64(block + ADDRESS);
    }

    static int state(long block) {
        return Memory.i32(block + STATE);
    }

    static int kind(long block) {
        return Memory.i32(block + KIND);
    }

    static int cellBytes(long block) {
        return Memory.i32(block + CELL_BYTES);
    }

    /// Bytes of a cell of the block, which is all of it for a run or large block.
    static long room(long block) {
        return state(block) == CELLS ? cellBytes(block) : Memory.i64(block + BYTES);
    }

    static boolean hasFlag(long block, int flag) {
        return (Memory.i32(block + FLAGS) & flag) != 0;
    }

    static void setFlag(long block, int flag, boolean value) {
        int flags = Memory.i32(block + FLAGS);
        Memory.i32(block + FLAGS, value ? flags | flag : flags & ~flag);
    }

    /// Offset of the bitmap word that has the bit of the cell at `address`.
    static long word(long address) {
        return (address >>> (SizeClasses.GRAIN_SHIFT + 3)) & (BITMAP_BYTES - Memory.WORD_BYTES);
    }

    /// The bit of the cell at `address` in its bitmap word.
    static long bit(long address) {
        return 1L << (address >>> SizeClasses.GRAIN_SHIFT);
    }

    static boolean isMarked(long block, long address) {
        return (Memory.i64(block + MARKS + word(address)) & bit(address)) != 0;
    }

    static void clearMarks(long block) {
        for (int i = 0; i < BITMAP_BYTES; i += Memory.WORD_BYTES) {
            Memory.i64(block + MARKS + i, 0);
        }
    }

    static int countMarks(long block) {
        int count = 0;
        for (int i = 0; i < BITMAP_BYTES; i += Memory.WORD_BYTES) {
            count += Long.bitCount(Memory.i64(block + MARKS + i));
        }
        return count;
    }

    /// Offset in bytes into the block of the first marked cell at `offset` or behind; the size of
    /// a block if there is none.
    static int nextMarked(long block, int offset) {
        return nextSet(block + MARKS, offset >> SizeClasses.GRAIN_SHIFT) << SizeClasses.GRAIN_SHIFT;
    }

    /// As `nextMarked`, for deferred cells.
    static int nextDeferred(long block, int offset) {
        int grain = offset >> SizeClasses.GRAIN_SHIFT;
        return nextSet(block + DEFERRED, grain) << SizeClasses.GRAIN_SHIFT;
    }

    private static int nextSet(long bitmap, int from) {
        if (from >= BITMAP_BITS) {
            return BITMAP_BITS;
        }
        int word = from >>> 6;
        long bits = Memory.i64(bitmap + ((long) word << 3)) & (-1L << from);
        while (bits == 0) {
            if (++word == BITMAP_BITS / Long.SIZE) {
                return BITMAP_BITS;
            }
            bits = Memory.i64(bitmap + ((long) word << 3));
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }
}
