package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.memory.register.FrameLayout;

/// Ranges and alignments of the operands of one function after the other, per limit class of
/// [PrescanTable]: as longs for the scalar kernel, as arrays of shorts for the vectors.
final class Limits {
    private static final int FREE_COUNT = 1 << 16;

    /// Per class, for the scalar kernel: the last good value in the upper half, and the first one
    /// subtracted from that. See [#check].
    final long[] scalar = new long[PrescanTable.CLASSES];

    private final int[] first = new int[PrescanTable.CLASSES];
    private final int[] count = new int[PrescanTable.CLASSES];

    /// Per class, for the vectors: the first good value, and the distance of the last one from it.
    /// They may reject more than they should, never less.
    final short[] low = new short[PrescanTable.CLASSES];

    final short[] span = new short[PrescanTable.CLASSES];

    private final Image image;

    Limits(Image image) {
        this.image = image;
        set(PrescanTable.NONE, 0, 1);
        set(PrescanTable.FREE, 0, FREE_COUNT);
        set(PrescanTable.TARGET16, 0, FREE_COUNT);
        set(PrescanTable.TARGET32, 0, FREE_COUNT);
        set(PrescanTable.TYPE_ID, 0, image.typeIdEnd());
        set(PrescanTable.POOL_I64, 0, image.count(Section.LONGS));
        set(PrescanTable.POOL_F64, 0, image.count(Section.DOUBLES));
        set(PrescanTable.POOL_STRING, 0, image.stringCount());
        set(PrescanTable.FUNCTION_ID, 0, image.functionCount());
        set(PrescanTable.ENGINE_ID, 0, 0);
        set(PrescanTable.BUILTIN_ID, 0, Builtin.count());
        set(PrescanTable.GLOBAL, 0, (int) image.globalBytes());
        set(PrescanTable.TRAP_ID, 0, image.trapCount());
        set(PrescanTable.NOTHING, 0, 0);
    }

    /// Lets the `count` values from `first` on pass, as far as they are aligned.
    private void set(int limitClass, int first, int count) {
        this.first[limitClass] = first;
        this.count[limitClass] = count;
        scalar[limitClass] = ((long) first + count - 1 << 32) - first;
        boolean isEmpty = count == 0 || first >= FREE_COUNT;
        // One value always lies in a range of shorts: for registers and far slots a misaligned one.
        low[limitClass] = (short) (isEmpty ? 1 : first);
        // Fields end at 65,535; beyond, the distance from the first value would wrap around.
        int end = Math.min(first + count, FREE_COUNT);
        span[limitClass] = (short) (isEmpty ? 0 : end - first - 1);
    }

    /// The sign of one of the two halves of the result is set if `value`, 0 to 2^32 - 1, is not in
    /// the range of the class: the lower half is value - first, the upper one last - value.
    static long check(long limit, long value) {
        return limit + value - (value << 32);
    }

    /// The first good value of a class.
    int first(int limitClass) {
        return first[limitClass];
    }

    /// How many values from the first on are in the range of a class.
    int count(int limitClass) {
        return count[limitClass];
    }

    /// Whether a value is in the range of its class and aligned.
    boolean allows(int limitClass, int value) {
        boolean isInRange =
                Integer.compareUnsigned(value - first[limitClass], count[limitClass]) < 0;
        return isInRange && (value & PrescanTable.alignmentBits(limitClass)) == 0;
    }

    /// A register of `bytes` bytes that ends at `end` or before.
    private void setRegister(int limitClass, int first, int end, int bytes) {
        set(limitClass, first, Math.max(0, end - bytes - first + 1));
    }

    /// Reads stay in the frame; writes may go to outgoing arguments, up to the reserve.
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
