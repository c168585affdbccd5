package jorus.memory.heap;

/// Cell sizes, and how requests are divided between cells, runs of blocks and large blocks.
///
/// A *block* is 16 KiB, aligned to its size, and has cells of one size. Up to `MAX_CELL_BYTES` a
/// request gets the smallest cell that holds it, at most a third larger beyond 64 bytes; above, a
/// run of whole blocks; from `LARGE_BYTES` on, memory of its own.
final class SizeClasses {
    static final int BLOCK_SHIFT = 14;
    static final long BLOCK_BYTES = 1L << BLOCK_SHIFT;
    static final int MAX_CELL_BYTES = 8192;
    static final long LARGE_BYTES = 1L << 20;

    /// All cells are multiples of this, and a mark bit stands for so many bytes.
    static final int GRAIN_SHIFT = 4;

    // From 256 on all are multiples of 64, and so are all sizes that a multiple of 64 maps to:
    // data blocks use the same table.
    private static final int[] CELL_BYTES = {
        16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896,
        1024, 1344, 1600, 2048, 2304, 2688, 3264, 4096, 5440, 8192
    };

    static final int COUNT = CELL_BYTES.length;

    private static final byte[] BY_GRAINS = byGrains();

    private SizeClasses() {}

    private static byte[] byGrains() {
        byte[] table = new byte[(MAX_CELL_BYTES >> GRAIN_SHIFT) + 1];
        int index = 0;
        for (int grains = 0; grains < table.length; grains++) {
            if (grains << GRAIN_SHIFT > CELL_BYTES[index]) {
                index++;
            }
            table[grains] = (byte) index;
        }
        return table;
    }

    /// The class of the smallest cell for `bytes`, which is 0 to `MAX_CELL_BYTES`.
    static int of(long bytes) {
        return BY_GRAINS[(int) (bytes + (1 << GRAIN_SHIFT) - 1) >> GRAIN_SHIFT];
    }

    static int cellBytes(int index) {
        return CELL_BYTES[index];
    }

    /// Bytes of a block that cells of class `index` cover; a rest smaller than a cell is unused.
    static long coveredBytes(int cellBytes) {
        return BLOCK_BYTES / cellBytes * cellBytes;
    }
}
