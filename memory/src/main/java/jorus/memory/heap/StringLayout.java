package jorus.memory.heap;

import jorus.memory.layout.Memory;

import java.nio.ByteOrder;

/// A string object; its bytes are in a buffer that several strings may share.
///
/// ```
/// string, byte 0        8              16       20     24      32
///              | header | data address | length | hash | spare |
///
/// buffer, byte 0      4          8
///              | used | capacity | bytes ...
/// ```
///
/// The data address is that of the bytes, 8 after the buffer. Length, used and capacity count
/// bytes. Bytes below `used` never change, so strings that share a buffer never see each other; a
/// string that ends exactly at `used` may be continued in place. `aux` counts the concatenations
/// that led to the string. `hash` and `spare` are the caller's, 0 at first.
public final class StringLayout {
    public static final int DATA = ObjectLayout.HEADER_BYTES;
    public static final int LENGTH = DATA + 8;
    public static final int HASH = LENGTH + 4;
    public static final int SPARE = HASH + 4;
    public static final int BYTES = SPARE + 8;

    public static final int BUFFER_USED = 0;
    public static final int BUFFER_CAPACITY = BUFFER_USED + 4;
    public static final int BUFFER_HEADER_BYTES = BUFFER_CAPACITY + 4;

    /// The most bytes a string has (language.md 13.5).
    public static final int MAX_LENGTH = Integer.MAX_VALUE;

    private StringLayout() {}

    /// Address of byte 0.
    public static long data(long string) {
        return Memory.i64(string + DATA);
    }

    public static int length(long string) {
        return Memory.i32(string + LENGTH);
    }

    public static int hash(long string) {
        return Memory.i32(string + HASH);
    }

    public static void hash(long string, int value) {
        Memory.i32(string + HASH, value);
    }

    /// Address of the buffer that has the bytes; 0 if the string has none.
    static long buffer(long string) {
        long data = data(string);
        return data == 0 ? 0 : data - BUFFER_HEADER_BYTES;
    }

    static int used(long buffer) {
        return Memory.i32(buffer + BUFFER_USED);
    }

    static int bufferCapacity(long buffer) {
        return Memory.i32(buffer + BUFFER_CAPACITY);
    }

    /// Writes both counts of a buffer.
    static void writeBuffer(long buffer, int used, int capacity) {
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        Memory.i64(buffer, pair(isLittle, used, capacity));
    }

    /// Writes the `count` bytes of the string `part` at byte `at` of a string that is being made
    /// (`Heap#tryExtend`), in order: what is behind them may be written, too.
    ///
    /// Few accesses for few bytes: C2 inlines no more than some 28 in one method (decision 0008).
    public static void append(long string, int at, long part, int count) {
        long target = data(string) + at;
        if (count > Memory.WORD_BYTES) {
            Outlined.copy(data(part), target, count);
        } else if (count > 0) {
            appendWord(target, Memory.i64(data(part)), count);
        }
    }

    /// Writes the first `count` bytes of `word`, one or more. Buffers are full words, nobody looks
    /// at what is behind the used bytes, and what is before the target stays as it is.
    private static void appendWord(long target, long word, int count) {
        int shift = (int) (target & Memory.WORD_BYTES - 1) * Byte.SIZE;
        long at = target & -Memory.WORD_BYTES;
        long before = Memory.i64(at) & (1L << shift) - 1;
        Memory.i64(at, word << shift | before);
        if (shift + count * Byte.SIZE > Long.SIZE) {
            Memory.i64(at + Memory.WORD_BYTES, word >>> Long.SIZE - shift);
        }
    }

    /// Bytes that an immortal string of `length` bytes takes: object, buffer header and bytes.
    public static long immortalBytes(int length) {
        return Memory.align((long) BYTES + BUFFER_HEADER_BYTES + length, Memory.WORD_BYTES);
    }

    /// Lays out a string outside the heap, at `string` and the `immortalBytes(length)` behind it,
    /// and returns the address for its bytes, which the caller fills.
    ///
    /// Its buffer is full, so nothing is ever appended there.
    public static long writeImmortal(long string, int typeId, int length) {
        long buffer = string + BYTES;
        long data = buffer + BUFFER_HEADER_BYTES;
        ObjectLayout.writeHeader(string, typeId, 0);
        Memory.i64(string + DATA, data);
        Memory.i32(string + LENGTH, length);
        Memory.i32(string + HASH, 0);
        Memory.i64(string + SPARE, 0);
        Memory.i32(buffer + BUFFER_USED, length);
        Memory.i32(buffer + BUFFER_CAPACITY, length);
        return data;
    }

    /// Words of an immortal string of one byte.
    private static final int BYTE_STRING_WORDS = (BYTES + BUFFER_HEADER_BYTES) / 8 + 1;

    /// Lays out `count` immortal strings of one byte, 0 to `count - 1`, behind each other from
    /// `first` on: as [#writeImmortal], but in one copy, because each access to memory takes a
    /// microsecond as long as the JVM is cold.
    public static void writeByteStrings(long first, int typeId, int count) {
        long[] words = new long[count * BYTE_STRING_WORDS];
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        int byteShift = isLittle ? 0 : Long.SIZE - Byte.SIZE;
        for (int i = 0; i < count; i++) {
            int at = i * BYTE_STRING_WORDS;
            long buffer = first + 8L * at + BYTES;
            words[at + ObjectLayout.TYPE_ID / 8] = pair(isLittle, typeId, 0);
            words[at + DATA / 8] = buffer + BUFFER_HEADER_BYTES;
            words[at + LENGTH / 8] = pair(isLittle, 1, 0);
            words[at + (BYTES + BUFFER_USED) / 8] = pair(isLittle, 1, 1);
            words[at + (BYTES + BUFFER_HEADER_BYTES) / 8] = (long) i << byteShift;
        }
        Memory.copyIn(words, first, words.length);
    }

    /// A word with the number `low` at its first byte and `high` behind it.
    private static long pair(boolean isLittle, int low, int high) {
        return isLittle ? (long) high << 32 | low : (long) low << 32 | high;
    }
}
