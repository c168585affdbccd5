package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// Ranges and alignments of the operands of one function after the other, per limit class of
/// [PrescanTable]: as longs for the scalar kernel, as arrays of shorts for the vectors.
final class Limits {
    private static final int FREE_COUNT = 1 << 16;

    /// Per class, for the scalar kernel: the last good value in the upper half; the first one is
    /// subtracted from that, and the bits that have to be 0 are added. First values have 0 there,
    /// so these bits show in the sum. See [#check].
    final long[] scalar = new long[PrescanTable.CLASSES];

    /// For the vectors, per class: what to add to a value where the first good one is 0, and the
    /// greatest good sum, 0 for classes of registers. See [#numbers].
    final short[] offsets = new short[PrescanTable.CLASSES];

    final short[] ends = new short[PrescanTable.CLASSES];

    private final Image image;

    Limits(Image image) {
        this.image = image;
        set(PrescanTable.NONE, 1);
        set(PrescanTable.FREE, FREE_COUNT);
        set(PrescanTable.TARGET16, FREE_COUNT);
        set(PrescanTable.TARGET32, FREE_COUNT);
        set(PrescanTable.TYPE_ID, image.typeIdEnd());
        set(PrescanTable.POOL_I64, image.count(Section.LONGS));
        set(PrescanTable.POOL_F64, image.count(Section.DOUBLES));
        set(PrescanTable.POOL_STRING, image.stringCount());
        set(PrescanTable.FUNCTION_ID, image.functionCount());
        set(PrescanTable.ENGINE_ID, 0);
        set(PrescanTable.BUILTIN_ID, Builtin.count());
        set(PrescanTable.GLOBAL, (int) image.globalBytes());
        set(PrescanTable.TRAP_ID, image.trapCount());
        set(PrescanTable.NOTHING, 0);
        // What they reach is another number of the function.
        ends[PrescanTable.TARGET16] = 0;
        for (int i = 0; i < PrescanTable.CLASSES; i++) {
            if (PrescanTable.isRegister(i)) {
                offsets[i] = (short) PrescanTable.alignmentBits(i);
            }
        }
    }

    /// Lets the `count` values from 0 on pass.
    private void set(int limitClass, int count) {
        scalar[limitClass] = (long) count - 1 << 32;
        if (count == 0) {
            // The one sum that is not too great is that of a value that is not aligned.
            offsets[limitClass] = PrescanTable.MAX_ALIGNMENT;
            return;
        }
        ends[limitClass] = (short) Math.min(count - 1, Word.MAX_FIELD);
    }

    /// Lets registers of `bytes` bytes pass that begin at `first` or behind it, a multiple of 8,
    /// and end at `end` or before. There need not be any, and `first` may be beyond all fields.
    private void setRegister(int limitClass, int first, int end, int bytes) {
        int last = end - bytes;
        scalar[limitClass] = ((long) last << 32) - first + PrescanTable.alignmentBits(limitClass);
    }

    /// The sign of one of the two halves of the result is set if `value`, 0 to 2^32 - 1, is aligned
    /// and not in the range of the class: the lower half is value - first, the upper one last -
    /// value. A value that is not aligned has bits in common with the limit.
    static long check(long limit, int value) {
        return limit + value - ((long) value << 32);
    }

    /// The first good value of a class.
    int first(int limitClass) {
        return PrescanTable.alignmentBits(limitClass) - (int) scalar[limitClass];
    }

    /// How many values from the first on are in the range of a class.
    int count(int limitClass) {
        long limit = scalar[limitClass];
        int last = (int) (limit - (int) limit >> 32);
        return Math.max(0, last - first(limitClass) + 1);
    }

    /// Whether a value is in the range of its class and aligned.
    boolean allows(int limitClass, int value) {
        boolean isInRange =
                Integer.compareUnsigned(value - first(limitClass), count(limitClass)) < 0;
        return isInRange && (value & PrescanTable.alignmentBits(limitClass)) == 0;
    }

    /// Sets the limits of a function. Reads stay in the frame; writes may go to outgoing arguments,
    /// up to the reserve.
    void enter(int function) {
        FrameLayout frame = image.frame(function);
        int reserve = image.function(function, ImageLayout.RESERVE_BYTES);
        int refs = frame.refArgs() > 0 ? frame.refArguments() : frame.refBank();
        int anys = frame.anyArgs() > 0 ? frame.anyArguments() : frame.anyBank();
        int wides = frame.numberArgs() > 0 ? frame.numberArguments() : frame.wideBank();
        int narrows = frame.numberArgs() > 0 ? frame.numberArguments() : frame.narrowBank();
        int wideEnd = frame.narrowBank();
        int narrowEnd = frame.nearEnd();
        setRegister(PrescanTable.USE_REF, refs, frame.anyBank(), FrameLayout.REF_BYTES);
        setRegister(PrescanTable.USE_ANY, anys, frame.wideBank(), FrameLayout.ANY_BYTES);
        setRegister(PrescanTable.USE_WIDE, wides, wideEnd, FrameLayout.WIDE_BYTES);
        setRegister(PrescanTable.USE_NARROW, narrows, narrowEnd, FrameLayout.NARROW_BYTES);
        setRegister(PrescanTable.DEF_REF, refs, reserve, FrameLayout.REF_BYTES);
        setRegister(PrescanTable.DEF_ANY, anys, reserve, FrameLayout.ANY_BYTES);
        setRegister(PrescanTable.DEF_WIDE, wides, reserve, FrameLayout.WIDE_BYTES);
        setRegister(PrescanTable.DEF_NARROW, narrows, reserve, FrameLayout.NARROW_BYTES);
        // What lies there, and how large it is, is the slot verifier's business.
        int far = frame.farRefBank();
        int farEnd = frame.farSlots() == 0 ? 0 : frame.bytes();
        setRegister(PrescanTable.FAR_READ, far, farEnd, FrameLayout.NARROW_BYTES);
        setRegister(PrescanTable.FAR_WRITE, far, reserve, FrameLayout.NARROW_BYTES);
    }

    // The numbers of a function: where the banks begin, ...
    static final int NO_NUMBER = 0;
    static final int FIRST_REF = 1;
    static final int FIRST_ANY = 2;
    static final int FIRST_WIDE = 3;
    static final int FIRST_NARROW = 4;
    static final int FIRST_FAR = 5;

    // ... the greatest good offset of something of 4 bytes in each, and in the reserve, ...
    static final int LAST_REF = 6;
    static final int LAST_ANY = 7;
    static final int LAST_WIDE = 8;
    static final int LAST_NARROW = 9;
    static final int LAST_FAR = 10;
    static final int LAST_WRITE = 11;

    /// ... and the index of the last word.
    static final int LAST_WORD = 12;

    static final int NUMBERS = 16;

    /// Writes what depends on the function with this entry in the image's table, of `length` words,
    /// for the vectors, at `at`. What comes of it may reject more than it should, never less.
    ///
    /// @return whether it fits 16 bits
    static boolean numbers(long entry, int length, short[] numbers, int at) {
        // A FrameLayout has the same offsets; C2 makes the object at times.
        int refArgs = Memory.i32(entry + ImageLayout.REF_ARGS);
        int anyArgs = Memory.i32(entry + ImageLayout.ANY_ARGS);
        int numberArgs = Memory.i32(entry + ImageLayout.NUMBER_ARGS);
        int anyArguments = FrameLayout.HEADER_BYTES + refArgs * FrameLayout.REF_BYTES;
        int numberArguments = anyArguments + anyArgs * FrameLayout.ANY_BYTES;
        int refs = numberArguments + numberArgs * FrameLayout.WIDE_BYTES;
        int anys = refs + Memory.i32(entry + ImageLayout.REFS) * FrameLayout.REF_BYTES;
        int wides = anys + Memory.i32(entry + ImageLayout.ANYS) * FrameLayout.ANY_BYTES;
        int narrows = wides + Memory.i32(entry + ImageLayout.WIDES) * FrameLayout.WIDE_BYTES;
        int near = narrows + Memory.i32(entry + ImageLayout.NARROWS) * FrameLayout.NARROW_BYTES;
        int far = near + FrameLayout.WIDE_BYTES - 1 & -FrameLayout.WIDE_BYTES;
        int farSlots =
                Memory.i32(entry + ImageLayout.FAR_REFS)
                        | Memory.i32(entry + ImageLayout.FAR_ANYS)
                        | Memory.i32(entry + ImageLayout.FAR_WIDES)
                        | Memory.i32(entry + ImageLayout.FAR_NARROWS);
        int farEnd =
                farSlots == 0
                        ? FrameLayout.NARROW_BYTES
                        : Memory.i32(entry + ImageLayout.FRAME_BYTES);
        int reserve = Memory.i32(entry + ImageLayout.RESERVE_BYTES);
        numbers[at + FIRST_REF] = (short) (refArgs > 0 ? FrameLayout.HEADER_BYTES : refs);
        numbers[at + FIRST_ANY] = (short) (anyArgs > 0 ? anyArguments : anys);
        numbers[at + FIRST_WIDE] = (short) (numberArgs > 0 ? numberArguments : wides);
        numbers[at + FIRST_NARROW] = (short) (numberArgs > 0 ? numberArguments : narrows);
        numbers[at + FIRST_FAR] = (short) far;
        numbers[at + LAST_REF] = last(anys);
        numbers[at + LAST_ANY] = last(wides);
        numbers[at + LAST_WIDE] = last(narrows);
        numbers[at + LAST_NARROW] = last(near);
        numbers[at + LAST_FAR] = last(Math.min(farEnd, FrameLayout.NEAR_BYTES));
        numbers[at + LAST_WRITE] = last(Math.min(reserve, FrameLayout.NEAR_BYTES));
        numbers[at + LAST_WORD] = (short) (length - 1);
        return far < FrameLayout.NEAR_BYTES;
    }

    /// Where something of 4 bytes is that ends at `end`.
    private static short last(int end) {
        return (short) (end - FrameLayout.NARROW_BYTES);
    }
}
