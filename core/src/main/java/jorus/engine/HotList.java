package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// What an earlier run of a program found worth compiling: functions and loops, in the order in
/// which they were compiled. Only a hint: whatever it says, the program does the same.
///
/// ```
/// magic i32 | checksum of the image i64 | vectors i32 | n i32 | n parts: function i32, word i32
/// ```
///
/// The word is that where a loop is entered, counted in its function, or -1 for the function.
final class HotList {
    static final int MAX_PARTS = 256;

    /// No list is longer.
    static final int MAX_BYTES = 20 + 8 * MAX_PARTS;

    /// Instead of a word: the whole function.
    static final int FUNCTION = -1;

    private static final int MAGIC = 0x4A4F5248;
    private static final int HEAD_BYTES = 20;

    /// Pairs of function and word.
    private final int[] parts;

    private final boolean hasVectors;

    /// Of the pairs that are too many, the last are left out.
    HotList(int[] parts, boolean hasVectors) {
        int length = Math.min(parts.length, 2 * MAX_PARTS);
        this.parts = new int[length];
        System.arraycopy(parts, 0, this.parts, 0, length);
        this.hasVectors = hasVectors;
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
        int vectors = from.getInt();
        int count = from.getInt();
        if (count < 0 || count > MAX_PARTS || from.remaining() != 8 * count) {
            return null;
        }
        int[] parts = new int[2 * count];
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = from.getInt();
            parts[i + 1] = from.getInt();
            if (!isPart(image, parts[i], parts[i + 1])) {
                return null;
            }
        }
        return new HotList(parts, vectors != 0);
    }

    private static boolean isPart(Image image, int function, int word) {
        return function >= 0
                && function < image.functionCount()
                && word >= FUNCTION
                && word < image.function(function, ImageLayout.CODE_LENGTH);
    }

    byte[] bytes(Image image) {
        ByteBuffer to = ByteBuffer.allocate(HEAD_BYTES + 4 * parts.length);
        to.putInt(MAGIC).putLong(image.storedChecksum()).putInt(hasVectors ? 1 : 0);
        to.putInt(parts.length / 2);
        for (int i = 0; i < parts.length; i++) {
            to.putInt(parts[i]);
        }
        return to.array();
    }

    /// Whether this has the same parts, in whatever order. Which one comes first varies.
    boolean isSame(HotList other) {
        if (other == null || other.count() != count() || other.hasVectors != hasVectors) {
            return false;
        }
        for (int i = 0; i < count(); i++) {
            if (!other.has(function(i), word(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean has(int function, int word) {
        for (int i = 0; i < count(); i++) {
            if (function(i) == function && word(i) == word) {
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

    /// The word of the only loop of a function that is a part; -1 if it has none, or more.
    int onlyLoop(int function) {
        int found = FUNCTION;
        for (int i = 0; i < count(); i++) {
            if (function(i) == function && word(i) != FUNCTION) {
                if (found != FUNCTION) {
                    return FUNCTION;
                }
                found = word(i);
            }
        }
        return found;
    }

    /// Whether some function has exactly one loop that is a part.
    boolean hasOnlyLoops() {
        BitSet functions = functions();
        for (int f = functions.nextSetBit(0); f >= 0; f = functions.nextSetBit(f + 1)) {
            if (onlyLoop(f) != FUNCTION) {
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

    /// Whether kernels of the Vector API were used.
    boolean hasVectors() {
        return hasVectors;
    }
}
