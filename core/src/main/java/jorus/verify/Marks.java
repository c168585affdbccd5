package jorus.verify;

/// What the prescan finds, one bit per word of the image; the code is padded to whole longs.
final class Marks {
    final long[] targets;
    final long[] loopHeaders;
    final long[] calls;

    /// Words where a handler's range begins or ends, or where a handler goes.
    final long[] borders;

    Marks(int words) {
        targets = new long[words / Long.SIZE];
        loopHeaders = new long[words / Long.SIZE];
        calls = new long[words / Long.SIZE];
        borders = new long[words / Long.SIZE];
    }

    static boolean has(long[] marks, int word) {
        return (marks[word >>> 6] >>> word & 1) != 0;
    }

    static void set(long[] marks, int word) {
        marks[word >>> 6] |= 1L << word;
    }
}
