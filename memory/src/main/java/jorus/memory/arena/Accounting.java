package jorus.memory.arena;

/// Counts the blocks and bytes of one `OffHeap`, per category and together.
///
/// Bytes are what is asked of the system: the size rounded up to a cache line, and the room that
/// alignment may need (`OffHeap.footprint`). Written under the lock of its `OffHeap`; another
/// thread may read at any time and sees values that are each correct, but not of one moment.
public final class Accounting {
    private final long limitBytes;
    private final long[] bytes = new long[Category.COUNT];
    private final long[] peakBytes = new long[Category.COUNT];
    private final long[] blocks = new long[Category.COUNT];
    private long totalBytes;
    private long totalPeakBytes;

    Accounting(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /// The most that all categories together may have, in bytes.
    public long limitBytes() {
        return limitBytes;
    }

    public long bytes(Category category) {
        return bytes[category.ordinal()];
    }

    public long peakBytes(Category category) {
        return peakBytes[category.ordinal()];
    }

    /// How many blocks of the category are open.
    public long blocks(Category category) {
        return blocks[category.ordinal()];
    }

    public long totalBytes() {
        return totalBytes;
    }

    public long totalPeakBytes() {
        return totalPeakBytes;
    }

    public long totalBlocks() {
        long sum = 0;
        for (long count : blocks) {
            sum += count;
        }
        return sum;
    }

    /// Whether `footprint` more bytes stay within the limit.
    boolean fits(long footprint) {
        return footprint <= limitBytes - totalBytes;
    }

    void add(Category category, long footprint) {
        assert fits(footprint) : totalBytes + " + " + footprint + " exceed " + limitBytes;
        int row = category.ordinal();
        bytes[row] += footprint;
        blocks[row]++;
        peakBytes[row] = Math.max(peakBytes[row], bytes[row]);
        totalBytes += footprint;
        totalPeakBytes = Math.max(totalPeakBytes, totalBytes);
    }

    void subtract(Category category, long footprint) {
        int row = category.ordinal();
        bytes[row] -= footprint;
        blocks[row]--;
        totalBytes -= footprint;
        assert bytes[row] >= 0 && blocks[row] >= 0 : category + " has " + bytes[row] + " bytes";
    }
}
