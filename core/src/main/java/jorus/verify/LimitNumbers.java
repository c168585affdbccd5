package jorus.verify;

import jorus.image.ImageLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// The numbers of a function on which its limits depend, for the vectors, and per class which of
/// them it takes. What comes of them may reject more than it should, never less.
final class LimitNumbers {
    /// Always 0.
    private static final int NONE = 0;

    // Where the banks begin.
    private static final int FIRST_REF = 1;
    private static final int FIRST_ANY = 2;
    private static final int FIRST_WIDE = 3;
    private static final int FIRST_NARROW = 4;
    private static final int FIRST_FAR = 5;

    // The greatest good offset of something of 4 bytes in each, and in the reserve.
    private static final int LAST_REF = 6;
    private static final int LAST_ANY = 7;
    private static final int LAST_WIDE = 8;
    private static final int LAST_NARROW = 9;
    private static final int LAST_FAR = 10;
    private static final int LAST_WRITE = 11;

    /// The index of the last word.
    private static final int LAST_WORD = 12;

    /// How many there are, rounded up.
    static final int COUNT = 16;

    /// Per class: the index of its first number, subtracted from the offset, ...
    static final short[] FIRST_OF = new short[PrescanTable.CLASSES];

    /// ... of its last one, ...
    static final short[] LAST_OF = new short[PrescanTable.CLASSES];

    /// ... and what to subtract from their difference, which ends at 0, for the greatest good sum.
    static final short[] SLACK = new short[PrescanTable.CLASSES];

    static {
        set(PrescanTable.USE_REF, FIRST_REF, LAST_REF, FrameLayout.REF_BYTES);
        set(PrescanTable.USE_ANY, FIRST_ANY, LAST_ANY, FrameLayout.ANY_BYTES);
        set(PrescanTable.USE_WIDE, FIRST_WIDE, LAST_WIDE, FrameLayout.WIDE_BYTES);
        set(PrescanTable.USE_NARROW, FIRST_NARROW, LAST_NARROW, FrameLayout.NARROW_BYTES);
        set(PrescanTable.DEF_REF, FIRST_REF, LAST_WRITE, FrameLayout.REF_BYTES);
        set(PrescanTable.DEF_ANY, FIRST_ANY, LAST_WRITE, FrameLayout.ANY_BYTES);
        set(PrescanTable.DEF_WIDE, FIRST_WIDE, LAST_WRITE, FrameLayout.WIDE_BYTES);
        set(PrescanTable.DEF_NARROW, FIRST_NARROW, LAST_WRITE, FrameLayout.NARROW_BYTES);
        set(PrescanTable.FAR_READ, FIRST_FAR, LAST_FAR, FrameLayout.NARROW_BYTES);
        set(PrescanTable.FAR_WRITE, FIRST_FAR, LAST_WRITE, FrameLayout.NARROW_BYTES);
        set(PrescanTable.TARGET16, NONE, LAST_WORD, FrameLayout.NARROW_BYTES);
    }

    private LimitNumbers() {}

    private static void set(int limitClass, int first, int last, int bytes) {
        FIRST_OF[limitClass] = (short) first;
        LAST_OF[limitClass] = (short) last;
        int alignment = PrescanTable.ALIGNMENTS[limitClass];
        SLACK[limitClass] = (short) (bytes - FrameLayout.NARROW_BYTES - alignment);
    }

    /// Writes the numbers of the function with this entry in the image's table, of `length` words,
    /// to `numbers`, from `at` on. The frame has the same offsets as its [FrameLayout], an object
    /// that C2 makes at times. The method has to stay below 325 bytes to be inlined.
    ///
    /// @return whether they fit 16 bits
    static boolean write(long entry, int length, short[] numbers, int at) {
        int refArgs = Memory.i32(entry + ImageLayout.REF_ARGS);
        int anyArgs = Memory.i32(entry + ImageLayout.ANY_ARGS);
        int numberArgs = Memory.i32(entry + ImageLayout.NUMBER_ARGS);
        int anyArguments = FrameLayout.HEADER_BYTES + refArgs * FrameLayout.REF_BYTES;
        int numberArguments = anyArguments + anyArgs * FrameLayout.ANY_BYTES;
        int refs = numberArguments + numberArgs * FrameLayout.WIDE_BYTES;
        int anys = refs + bytes(entry + ImageLayout.REFS, FrameLayout.REF_BYTES);
        int wides = anys + bytes(entry + ImageLayout.ANYS, FrameLayout.ANY_BYTES);
        int narrows = wides + bytes(entry + ImageLayout.WIDES, FrameLayout.WIDE_BYTES);
        int near = narrows + bytes(entry + ImageLayout.NARROWS, FrameLayout.NARROW_BYTES);
        int far = near + FrameLayout.WIDE_BYTES - 1 & -FrameLayout.WIDE_BYTES;
        numbers[at + FIRST_REF] = (short) (refArgs > 0 ? FrameLayout.HEADER_BYTES : refs);
        numbers[at + FIRST_ANY] = (short) (anyArgs > 0 ? anyArguments : anys);
        numbers[at + FIRST_WIDE] = (short) (numberArgs > 0 ? numberArguments : wides);
        numbers[at + FIRST_NARROW] = (short) (numberArgs > 0 ? numberArguments : narrows);
        numbers[at + FIRST_FAR] = (short) far;
        numbers[at + LAST_REF] = last(anys);
        numbers[at + LAST_ANY] = last(wides);
        numbers[at + LAST_WIDE] = last(narrows);
        numbers[at + LAST_NARROW] = last(near);
        numbers[at + LAST_FAR] = lastFar(entry);
        numbers[at + LAST_WRITE] = lastNear(Memory.i32(entry + ImageLayout.RESERVE_BYTES));
        numbers[at + LAST_WORD] = (short) (length - 1);
        return far < FrameLayout.NEAR_BYTES;
    }

    private static int bytes(long field, int size) {
        return Memory.i32(field) * size;
    }

    private static short lastFar(long entry) {
        int farSlots =
                Memory.i32(entry + ImageLayout.FAR_REFS)
                        | Memory.i32(entry + ImageLayout.FAR_ANYS)
                        | Memory.i32(entry + ImageLayout.FAR_WIDES)
                        | Memory.i32(entry + ImageLayout.FAR_NARROWS);
        return farSlots == 0 ? 0 : lastNear(Memory.i32(entry + ImageLayout.FRAME_BYTES));
    }

    private static short lastNear(int end) {
        return last(Math.min(end, FrameLayout.NEAR_BYTES));
    }

    /// Where something of 4 bytes is that ends at `end`.
    private static short last(int end) {
        return (short) (end - FrameLayout.NARROW_BYTES);
    }
}
