package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.runtime.Machine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/// What an earlier run of a program found worth compiling: functions and loops, in the order in
/// which they were compiled. Only a hint: whatever it says, the program does the same.
///
/// ```
/// magic i32 | checksum of the image i64 | ms i32 | k i32 | l i32 | n i32 |
/// k kernels | l loops | n parts
/// ```
///
/// Each is a function i32 and a word i32 in it: that where a loop is entered, or -1 for the whole
/// function. Kernels are the loops that were vectorised and ran long enough for it. The loops ran
/// long in one go. `ms` is how long the run was, in milliseconds.
final class HotList {
    static final int MAX_PARTS = 256;

    /// No list is longer.
    static final int MAX_BYTES = 28 + 8 * (2 * MAX_PARTS + Machine.MAX_KERNELS);

    /// Instead of a word: the whole function.
    static final int FUNCTION = -1;

    private static final int MAGIC = 0x4A4F524B;
    private static final int HEAD_BYTES = 28;

    /// Runs that differ by less are about as long: no decision depends on it.
    private static final int SHORT_MILLIS = 100;

    /// Pairs of function and word.
    private final int[] parts;

    /// Pairs, too.
    private final int[] kernels;

    /// And these.
    private final int[] longLoops;

    private final int millis;

    /// Of the pairs that are too many, the last are left out.
    HotList(int[] parts, int[] kernels, int[] longLoops, int millis) {
        this.parts = atMost(parts, MAX_PARTS);
        this.kernels = atMost(kernels, Machine.MAX_KERNELS);
        this.longLoops = atMost(longLoops, MAX_PARTS);
        this.millis = millis;
    }

    private static int[] atMost(int[] pairs, int count) {
        int[] some = new int[Math.min(pairs.length, 2 * count)];
        System.arraycopy(pairs, 0, some, 0, some.length);
        return some;
    }

    /// The list for `image` that these bytes are, or null: then they are of another image, or
    /// broken. All its parts are in the image.
    static HotList read(byte[] bytes, Image image) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        boolean isList =
                bytes.length >= HEAD_BYTES
                        && from.getInt() == MAGIC
                        && from.getLong() == image.storedChecksum();
        if (!isList) {
            return null;
        }
        int millis = from.getInt();
        int kernelCount = from.getInt();
        int longCount = from.getInt();
        int count = from.getInt();
        boolean isFitting =
                millis >= 0
                        && kernelCount >= 0
                        && kernelCount <= Machine.MAX_KERNELS
                        && longCount >= 0
                        && longCount <= MAX_PARTS
                        && count >= 0
                        && count <= MAX_PARTS
                        && from.remaining() == 8 * (count + longCount + kernelCount);
        int[] kernels = isFitting ? readPairs(from, kernelCount, image) : null;
        int[] longLoops = kernels == null ? null : readPairs(from, longCount, image);
        int[] parts = longLoops == null ? null : readPairs(from, count, image);
        return parts == null ? null : new HotList(parts, kernels, longLoops, millis);
    }

    /// Null if one is not in the image.
    private static int[] readPairs(ByteBuffer from, int count, Image image) {
        int[] pairs = new int[2 * count];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = from.getInt();
            pairs[i + 1] = from.getInt();
            if (!isPart(image, pairs[i], pairs[i + 1])) {
                return null;
            }
        }
        return pairs;
    }

    private static boolean isPart(Image image, int function, int word) {
        return function >= 0
                && function < image.functionCount()
                && word >= FUNCTION
                && word < image.function(function, ImageLayout.CODE_LENGTH);
    }

    byte[] bytes(Image image) {
        int numbers = parts.length + kernels.length + longLoops.length;
        ByteBuffer to = ByteBuffer.allocate(HEAD_BYTES + 4 * numbers);
        to.putInt(MAGIC).putLong(image.storedChecksum()).putInt(millis);
        to.putInt(kernels.length / 2).putInt(longLoops.length / 2).putInt(parts.length / 2);
        put(kernels, to);
        put(longLoops, to);
        put(parts, to);
        return to.array();
    }

    private static void put(int[] pairs, ByteBuffer to) {
        for (int i = 0; i < pairs.length; i++) {
            to.putInt(pairs[i]);
        }
    }

    /// Whether this has the same parts, in whatever order, of a run that was about as long. Which
    /// one comes first varies.
    boolean isSame(HotList other) {
        return other != null
                && Math.abs(other.millis - millis) <= millis / 4 + SHORT_MILLIS
                && hasAll(other.parts, parts)
                && hasAll(other.kernels, kernels)
                && hasAll(other.longLoops, longLoops);
    }

    private static boolean hasAll(int[] pairs, int[] of) {
        boolean hasAll = pairs.length == of.length;
        for (int i = 0; i < of.length && hasAll; i += 2) {
            hasAll = has(pairs, of[i], of[i + 1]);
        }
        return hasAll;
    }

    private static boolean has(int[] pairs, int function, int word) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == function && pairs[i + 1] == word) {
                return true;
            }
        }
        return false;
    }

    /// The functions that are parts, or whose loops are.
    BitSet functions() {
        BitSet functions = new BitSet();
        for (int i = 0; i < count(); i++) {
            functions.set(function(i));
        }
        return functions;
    }

    /// The words of the loops of a function that are parts.
    int[] loops(int function) {
        int[] words = new int[count()];
        int found = 0;
        for (int i = 0; i < count(); i++) {
            if (function(i) == function && word(i) != FUNCTION) {
                words[found++] = word(i);
            }
        }
        return Arrays.copyOf(words, found);
    }

    /// Whether a loop is a part.
    boolean hasLoops() {
        for (int i = 0; i < count(); i++) {
            if (word(i) != FUNCTION) {
                return true;
            }
        }
        return false;
    }

    int count() {
        return parts.length / 2;
    }

    int function(int index) {
        return parts[2 * index];
    }

    int word(int index) {
        return parts[2 * index + 1];
    }

    /// How long the run was, in milliseconds.
    int millis() {
        return millis;
    }

    /// The loops that are to be vectorised at once, as pairs.
    int[] kernels() {
        return kernels;
    }

    /// The loops that ran long in one go, as pairs.
    int[] longLoops() {
        return longLoops;
    }
}
