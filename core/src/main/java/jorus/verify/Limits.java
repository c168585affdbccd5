package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.isa.Word;
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
    /// greatest good sum, 0 where [LimitNumbers] has the rest.
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
                offsets[i] = (short) PrescanTable.ALIGNMENTS[i];
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
        scalar[limitClass] = ((long) last << 32) - first + PrescanTable.ALIGNMENTS[limitClass];
    }

    /// The sign of one of the two halves of the result is set if `value`, 0 to 2^32 - 1, is aligned
    /// and not in the range of the class: the lower half is value - first, the upper one last -
    /// value. A value that is not aligned has bits in common with the limit.
    static long check(long limit, int value) {
        return limit + value - ((long) value << 32);
    }

    /// The first good value of a class.
    int first(int limitClass) {
        return PrescanTable.ALIGNMENTS[limitClass] - (int) scalar[limitClass];
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
        return isInRange && (value & PrescanTable.ALIGNMENTS[limitClass]) == 0;
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
}
