package jorus.memory.layout;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The only place that reads and writes raw addresses.
///
/// An address is an absolute byte address in this process, as a `long`. Numbers are in the byte
/// order of the machine and need no alignment, except the opaque ones. Nothing here checks that an
/// address is alive: the caller holds that proof (design.md 2 and 7).
///
/// In *checked mode* every address lies inside one bounded reserved segment, and each access that
/// leaves it throws `IndexOutOfBoundsException` and has done nothing. Checked mode is chosen by
/// `-Djorus.checked=true`, and by itself when native access is not enabled for this module, because
/// the whole-address-space segment would then print a warning; `-Djorus.checked=false` forces
/// release mode.
public final class Memory {
    public static final int WORD_BYTES = 8;

    /// Bytes of a cache line, and the alignment of images, frames and data blocks.
    public static final int CACHE_LINE = 64;

    /// Whether every access is checked against the reserved segment.
    public static final boolean CHECKED = isChecked();

    /// All memory that this class can reach: the whole address space, or the reserved segment. The
    /// address `x` is at offset `x - reservedAddress()`.
    ///
    /// Public for those who read and write vectors.
    public static final MemorySegment SPACE = CHECKED ? Reservation.reserve() : everything();

    /// First address of `SPACE`: 0 in release mode, so that C2 drops the subtraction.
    private static final long ORIGIN = SPACE.address();

    // Handles, not layouts: `SPACE.get` goes through two more methods, which is a tenth of what C2
    // parses of an access.
    private static final VarHandle I8 = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle I16 = ValueLayout.JAVA_SHORT_UNALIGNED.varHandle();
    private static final VarHandle I32 = ValueLayout.JAVA_INT_UNALIGNED.varHandle();
    private static final VarHandle I64 = ValueLayout.JAVA_LONG_UNALIGNED.varHandle();
    private static final VarHandle F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.varHandle();

    /// Below this many bytes a loop over words beats the bulk operations of the JDK.
    private static final long SMALL_BYTES = 256;

    static {
        if (!CHECKED) {
            linkAccesses();
        }
    }

    private Memory() {}

    /// Accesses memory once in each way, which has the JVM link these accesses. Done here, so that
    /// of two threads that come at the same time one waits: the JVM's class-data archive has the
    /// classes that linking needs once, and who comes second would have to make new ones.
    private static void linkAccesses() {
        long address = Arena.global().allocate(WORD_BYTES, WORD_BYTES).address();
        i8(address, i8(address));
        i16(address, i16(address));
        i32(address, i32(address));
        i64(address, i64(address));
        f64(address, f64(address));
    }

    private static boolean isChecked() {
        String choice = System.getProperty("jorus.checked");
        return choice == null
                ? !Memory.class.getModule().isNativeAccessEnabled()
                : choice.isEmpty() || choice.equals("true");
    }

    /// The unchecked access that the foreign memory API offers (design.md 3).
    @SuppressWarnings("restricted")
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    /// Initialises this class, which takes the JVM milliseconds: another thread can spare a program
    /// that is about to start the wait.
    public static void prime() {}

    /// Lets classes of `module`, which is made at run time, use this class and the heap's.
    public static void exportTo(Module module) {
        Memory.class.getModule().addExports("jorus.memory.layout", module);
        Memory.class.getModule().addExports("jorus.memory.heap", module);
    }

    /// First address of the reserved segment; 0 in release mode.
    public static long reservedAddress() {
        return ORIGIN;
    }

    /// Size of the reserved segment in bytes; `Long.MAX_VALUE` in release mode.
    public static long reservedBytes() {
        return SPACE.byteSize();
    }

    /// Rounds up to a multiple of `alignment`, a power of two; `value` is at least 0.
    public static long align(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }

    public static byte i8(long address) {
        return (byte) I8.get(SPACE, address - ORIGIN);
    }

    /// Stores the low 8 bits of `value`.
    public static void i8(long address, int value) {
        I8.set(SPACE, address - ORIGIN, (byte) value);
    }

    /// The byte at `address`, 0 to 255.
    public static int u8(long address) {
        return (byte) I8.get(SPACE, address - ORIGIN) & 0xFF;
    }

    public static short i16(long address) {
        return (short) I16.get(SPACE, address - ORIGIN);
    }

    /// Stores the low 16 bits of `value`.
    public static void i16(long address, int value) {
        I16.set(SPACE, address - ORIGIN, (short) value);
    }

    /// The 16 bits at `address`, 0 to 65,535.
    public static int u16(long address) {
        return (short) I16.get(SPACE, address - ORIGIN) & 0xFFFF;
    }

    public static int i32(long address) {
        return (int) I32.get(SPACE, address - ORIGIN);
    }

    public static void i32(long address, int value) {
        I32.set(SPACE, address - ORIGIN, value);
    }

    public static long i64(long address) {
        return (long) I64.get(SPACE, address - ORIGIN);
    }

    public static void i64(long address, long value) {
        I64.set(SPACE, address - ORIGIN, value);
    }

    public static double f64(long address) {
        return (double) F64.get(SPACE, address - ORIGIN);
    }

    public static void f64(long address, double value) {
        F64.set(SPACE, address - ORIGIN, value);
    }

    /// Reads a flag that another thread may set: never hoisted out of a loop, no other ordering.
    ///
    /// `address` is a multiple of 4.
    public static int i32Opaque(long address) {
        return (int) Opaque.I32.getOpaque(SPACE, address - ORIGIN);
    }

    /// Writes a flag that another thread polls; `address` is a multiple of 4.
    public static void i32Opaque(long address, int value) {
        Opaque.I32.setOpaque(SPACE, address - ORIGIN, value);
    }

    // The bulk operations take any address for 0 bytes: what is empty may have no memory at all.
    //
    // Java arrays are copied as segments: the operations that take an array ask for its class by a
    // `switch` over types, for which the JVM makes classes when it is first reached, 15 ms of a
    // run.

    /// Copies `bytes` bytes; the ranges may overlap (memmove).
    public static void copy(long source, long target, long bytes) {
        if (bytes != 0) {
            MemorySegment.copy(SPACE, source - ORIGIN, SPACE, target - ORIGIN, bytes);
        }
    }

    /// The most that [#copyShort] copies.
    public static final int SHORT_BYTES = 32;

    /// Copies 1 to `SHORT_BYTES` bytes between ranges that don't overlap, in a few moves that may
    /// cover the same bytes twice: a fifth of what the stub behind `copy` takes. Reads and writes
    /// nothing else.
    public static void copyShort(long source, long target, long bytes) {
        assert 0 < bytes && bytes <= SHORT_BYTES : bytes;
        if (bytes >= WORD_BYTES) {
            copyWords(source, target, bytes);
        } else if (bytes >= Integer.BYTES) {
            long last = bytes - Integer.BYTES;
            int tail = i32(source + last);
            i32(target, i32(source));
            i32(target + last, tail);
        } else {
            i8(target, i8(source));
            i8(target + (bytes >> 1), i8(source + (bytes >> 1)));
            i8(target + bytes - 1, i8(source + bytes - 1));
        }
    }

    /// As `copyShort`, of a word or more.
    private static void copyWords(long source, long target, long bytes) {
        long last = bytes - WORD_BYTES;
        i64(target, i64(source));
        if (bytes > 2 * WORD_BYTES) {
            i64(target + WORD_BYTES, i64(source + WORD_BYTES));
            i64(target + last - WORD_BYTES, i64(source + last - WORD_BYTES));
        }
        i64(target + last, i64(source + last));
    }

    /// Copies `count` bytes of a Java array, from `offset` on, to `target`.
    ///
    /// @throws IndexOutOfBoundsException if the range leaves the array; nothing has been written
    public static void copyIn(byte[] source, int offset, long target, int count) {
        if (count != 0) {
            MemorySegment array = MemorySegment.ofArray(source);
            MemorySegment.copy(array, offset, SPACE, target - ORIGIN, count);
        }
    }

    /// Copies the first `count` numbers of a Java array to `target`.
    ///
    /// @throws IndexOutOfBoundsException if the array has fewer; nothing has been written
    public static void copyIn(long[] source, long target, int count) {
        if (count > 0) {
            MemorySegment array = MemorySegment.ofArray(source);
            MemorySegment.copy(array, 0, SPACE, target - ORIGIN, (long) count * WORD_BYTES);
        }
    }

    /// Copies the first `count` words from `source` into a Java array.
    ///
    /// @throws IndexOutOfBoundsException if the array has fewer
    public static void copyOut(long source, long[] target, int count) {
        if (count > 0) {
            MemorySegment array = MemorySegment.ofArray(target);
            MemorySegment.copy(SPACE, source - ORIGIN, array, 0, (long) count * WORD_BYTES);
        }
    }

    /// Copies `count` bytes from `source` into a Java array, from `offset` on.
    ///
    /// @throws IndexOutOfBoundsException if the range leaves the array; nothing has been written
    public static void copyOut(long source, byte[] target, int offset, int count) {
        if (count != 0) {
            MemorySegment array = MemorySegment.ofArray(target);
            MemorySegment.copy(SPACE, source - ORIGIN, array, offset, count);
        }
    }

    /// Sets `bytes` bytes to `value`.
    public static void fill(long address, long bytes, byte value) {
        if (bytes >= SMALL_BYTES) {
            SPACE.asSlice(address - ORIGIN, bytes).fill(value);
            return;
        }
        long word = (value & 0xFFL) * 0x0101010101010101L;
        long end = address + bytes;
        long at = address;
        for (; at <= end - WORD_BYTES; at += WORD_BYTES) {
            i64(at, word);
        }
        for (; at < end; at++) {
            i8(at, value);
        }
    }

    /// Up to this many bytes are compared word by word.
    private static final long SHORT_COMPARISON = 64;

    /// Offset in bytes of the first difference of two ranges of equal size; -1 if there is none.
    public static long mismatch(long a, long b, long bytes) {
        if (bytes == 0) {
            return -1;
        }
        if (bytes >= WORD_BYTES && bytes <= SHORT_COMPARISON) {
            return mismatchOfWords(a, b, bytes);
        }
        return mismatchOfMany(a, b, bytes);
    }

    /// The last word may overlap the one before: what that has is equal.
    private static long mismatchOfWords(long a, long b, long bytes) {
        long last = bytes - WORD_BYTES;
        for (long at = 0; ; at = Math.min(at + WORD_BYTES, last)) {
            long difference = i64(a + at) ^ i64(b + at);
            if (difference != 0) {
                return at + firstByte(difference);
            }
            if (at == last) {
                return -1;
            }
        }
    }

    /// Which byte of a word, counted by address, is the first that isn't 0.
    private static int firstByte(long word) {
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return (isLittle ? Long.numberOfTrailingZeros(word) : Long.numberOfLeadingZeros(word))
                / Byte.SIZE;
    }

    private static long mismatchOfMany(long a, long b, long bytes) {
        long left = a - ORIGIN;
        long right = b - ORIGIN;
        return MemorySegment.mismatch(SPACE, left, left + bytes, SPACE, right, right + bytes);
    }

    /// Compares two ranges of equal size as unsigned bytes: negative, 0 or positive.
    public static int compareBytes(long a, long b, long bytes) {
        long at = mismatch(a, b, bytes);
        return at < 0 ? 0 : u8(a + at) - u8(b + at);
    }

    /// Apart, because linking the handle costs start-up time that a run without flags must not pay.
    private static final class Opaque {
        static final VarHandle I32 = ValueLayout.JAVA_INT.varHandle();
    }
}
