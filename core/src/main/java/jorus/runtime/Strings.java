package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Strings (language.md 4.3, 4.4, 4.8). Refs are never 0.
public final class Strings {
    /// Size of one of the strings at `Machine.byteStrings`.
    public static final long BYTE_STRING_BYTES = Constants.BYTE_STRING_BYTES;

    private static final long BYTE_STRINGS = Constants.ALL_BYTE_STRINGS;

    private Strings() {}

    /// Whether the bytes are the same. Charges for what is compared, unless a glance tells.
    public static boolean equal(Machine machine, long a, long b) {
        int glance = glance(machine, a, b);
        if (glance >= 0) {
            return glance != 0;
        }
        int length = StringLayout.length(a);
        return Bulk.mismatch(machine, StringLayout.data(a), StringLayout.data(b), length) < 0;
    }

    /// 1 if two strings are equal and 0 if they differ, as far as lengths and the first 8 bytes
    /// tell; else -1. Takes constant time, and nothing is charged for it.
    ///
    /// Where both are known to be strings of one byte, C2 leaves nothing but the comparison of
    /// these.
    public static int glance(Machine machine, long a, long b) {
        if (a == b) {
            return 1;
        }
        long first = machine.byteStrings;
        if (isByteString(a - first) && isByteString(b - first)) {
            return 0;
        }
        int length = StringLayout.length(a);
        if (length != StringLayout.length(b)) {
            return 0;
        }
        if (length == 0) {
            return 1;
        }
        // Buffers end with full words.
        long difference = Memory.i64(StringLayout.data(a)) ^ Memory.i64(StringLayout.data(b));
        if (length <= Memory.WORD_BYTES) {
            return difference << Long.SIZE - Byte.SIZE * length == 0 ? 1 : 0;
        }
        return difference != 0 ? 0 : -1;
    }

    private static boolean isByteString(long offset) {
        return offset >= 0 && offset < BYTE_STRINGS;
    }

    /// Byte order, the shorter first if it begins the longer: -1, 0 or 1. Charges what is equal,
    /// but nothing for two strings of one byte: C2 compares numbers where it knows both as such.
    public static int compare(Machine machine, long a, long b) {
        long first = machine.byteStrings;
        if (isByteString(a - first) && isByteString(b - first)) {
            return Long.compare(a, b);
        }
        return Outlined.compareBytes(machine, a, b);
    }

    static int compareBytes(Machine machine, long a, long b) {
        int lengthA = StringLayout.length(a);
        int lengthB = StringLayout.length(b);
        int shorter = Math.min(lengthA, lengthB);
        if (shorter == 0) {
            return Integer.compare(lengthA, lengthB);
        }
        long dataA = StringLayout.data(a);
        long dataB = StringLayout.data(b);
        // Buffers end with full words. The first byte is the highest digit.
        long first = Long.reverseBytes(Memory.i64(dataA));
        long difference = first ^ Long.reverseBytes(Memory.i64(dataB));
        int equal = Long.numberOfLeadingZeros(difference) / Byte.SIZE;
        if (equal < shorter && equal < Memory.WORD_BYTES) {
            machine.chargeElements(equal);
            return Long.compareUnsigned(first, first ^ difference);
        }
        if (shorter <= Memory.WORD_BYTES) {
            machine.chargeElements(shorter);
            return Integer.compare(lengthA, lengthB);
        }
        long at = Bulk.mismatch(machine, dataA, dataB, shorter);
        return at < 0
                ? Integer.compare(lengthA, lengthB)
                : Integer.compare(Memory.u8(dataA + at), Memory.u8(dataB + at));
    }

    /// The one-byte string at byte `index`; never allocates.
    public static long byteAt(Machine machine, long string, int index) {
        if (index < 0) {
            throw outside(machine.trap(TrapKind.STRING_INDEX_SIGN), string, index);
        }
        if (index >= StringLayout.length(string)) {
            throw outside(machine.trap(TrapKind.STRING_INDEX), string, index);
        }
        return ofByte(machine, Memory.u8(StringLayout.data(string) + index));
    }

    /// Adds the index, unless it stands for all that are beyond an i32, and the length.
    private static Trap outside(Trap trap, long string, int index) {
        boolean isClamped = index == Integer.MAX_VALUE || index == Integer.MIN_VALUE;
        return isClamped
                ? trap
                : trap.about(
                        "the index is ", index, ", the length is ", StringLayout.length(string));
    }

    /// The immortal string of one byte.
    static long ofByte(Machine machine, int octet) {
        return machine.byteStrings + octet * Constants.BYTE_STRING_BYTES;
    }

    /// A new string with the bytes of `machine.text`, which is cleared; may collect.
    static long ofText(Machine machine) {
        int length = machine.text.length();
        long string = machine.heap.newString(TypeIds.STRING, length);
        Bulk.copy(machine, machine.text.address(), StringLayout.data(string), length, 0);
        machine.text.clear();
        return string;
    }

    /// Bytes `start` to `end`, the last one included (language.md 4.8); may collect. Without
    /// `hasEnd` it goes to the end of the string.
    public static long slice(Machine machine, long string, int start, int end, boolean hasEnd) {
        int length = StringLayout.length(string);
        int last = Slices.last(machine, length, start, end, hasEnd);
        int count = last - start + 1;
        if (count == length) {
            return string;
        }
        if (count == 1) {
            return ofByte(machine, Memory.u8(StringLayout.data(string) + start));
        }
        long slice = count == 0 ? 0 : machine.heap.tryNewString(TypeIds.STRING, count);
        if (slice == 0) {
            long depth = machine.heap.roots().depth();
            machine.heap.roots().push(string);
            slice = machine.heap.newString(TypeIds.STRING, count);
            machine.heap.roots().truncate(depth);
        }
        Bulk.copy(machine, StringLayout.data(string) + start, StringLayout.data(slice), count, 0);
        return slice;
    }

    /// The bytes, copied into the Java heap.
    static byte[] toBytes(long string) {
        byte[] bytes = new byte[StringLayout.length(string)];
        Memory.copyOut(StringLayout.data(string), bytes, 0, bytes.length);
        return bytes;
    }
}
