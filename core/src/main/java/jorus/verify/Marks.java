package jorus.verify;

import jorus.image.Image;

/// What the prescan finds, one bit per word of the image; the code is padded to whole longs.
final class Marks {
    /// Number of longs of one bitmap.
    private final int longs;

    /// Two bitmaps, behind each other so that a branch chooses one without a branch: targets and
    /// loop headers. The first one has all targets only when the prescan is done.
    private final long[] branches;

    final long[] calls;

    /// Words where a handler's range begins or ends, or where a handler goes.
    final long[] borders;

    Marks(int words) {
        longs = words / Long.SIZE;
        branches = new long[2 * longs];
        calls = new long[longs];
        borders = new long[longs];
    }

    static boolean has(long[] marks, int word) {
        return (marks[word >>> 6] >>> word & 1) != 0;
    }

    static void set(long[] marks, int word) {
        marks[word >>> 6] |= 1L << word;
    }

    boolean isTarget(int word) {
        return has(branches, word);
    }

    boolean isLoopHeader(int word) {
        return (branches[longs + (word >>> 6)] >>> word & 1) != 0;
    }

    /// Targets, and what [#borders] has, as a new bitmap.
    long[] leaders() {
        long[] leaders = new long[longs];
        for (int i = 0; i < longs; i++) {
            leaders[i] = branches[i] | borders[i];
        }
        return leaders;
    }

    /// Marks calls among the 64 words from `word` on, a multiple of 64.
    void calls(int word, long bits) {
        calls[word >>> 6] |= bits;
    }

    /// Marks targets of forward and of backward branches among the words from `word` on.
    void branches(int word, long forward, long backward) {
        branches[word >>> 6] |= forward << word;
        branches[longs + (word >>> 6)] |= backward << word;
    }

    /// Marks where branches go that stand among the 64 words from `word` on, a multiple of 64.
    ///
    /// `bits` are the branches. Targets have to be in the `length` words from `start` on.
    ///
    /// @return whether all of them are; others mark nothing
    boolean targets(Image image, int word, long bits, int start, int length) {
        long rest = bits;
        boolean isInside = true;
        while (rest != 0) {
            int bit = Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            long instruction = image.int64(image.wordAddress(word + bit));
            long target = target(instruction, word + bit);
            if (Long.compareUnsigned(target - start, length) >= 0) {
                isInside = false;
                continue;
            }
            int isBackward = (int) (instruction >> 63);
            int index = (int) (target >>> 6) + (longs & isBackward);
            branches[index] |= 1L << target;
        }
        return isInside;
    }

    /// The same without marks.
    static boolean stay(Image image, int word, long bits, int start, int length) {
        long rest = bits;
        boolean isInside = true;
        while (rest != 0) {
            int bit = Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
            long instruction = image.int64(image.wordAddress(word + bit));
            long target = target(instruction, word + bit);
            isInside &= Long.compareUnsigned(target - start, length) < 0;
        }
        return isInside;
    }

    private static long target(long instruction, int word) {
        int shift = PrescanTable.distanceShift((int) instruction & PrescanTable.OPCODES - 1);
        return word + 1L + (instruction >> shift);
    }

    /// Ends the prescan: loop headers are targets.
    void finish() {
        for (int i = 0; i < longs; i++) {
            branches[i] |= branches[longs + i];
        }
    }
}
