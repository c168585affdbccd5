package jorus.runtime;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// The headers of frames of compiled functions, which are written late.
///
/// A compiled caller writes only the return word, with the bit `UNLINKED`: nothing else is needed
/// while all goes well, and all else follows from it. A frame directly behind its caller's has it;
/// every other frame is complete, and with it all those below. Whoever walks along the frames makes
/// them complete first: each at most once in its life.
public final class Frames {
    /// Set in the return word of a frame that has no other word of its header yet.
    public static final long UNLINKED = 1;

    private Frames() {}

    /// Completes the frames from the one that was saved last to the outermost.
    public static void complete(Machine m) {
        complete(m, m.savedPc(), m.savedFp());
    }

    /// Completes the frames from `first` to the outermost; `pc` is the place in the first.
    static void complete(Machine m, long pc, long first) {
        if (first == 0 || !isUnlinked(first)) {
            return;
        }
        int function = functionAt(m.image, pc);
        for (long fp = first; fp != 0 && isUnlinked(fp); ) {
            long entry = m.calls + ((long) function << CallTable.ENTRY_SHIFT);
            long returnPc = returnPc(fp);
            function = functionAt(m.image, returnPc);
            long caller = callerOf(m.image, fp, function);
            Memory.i64(fp + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
            Memory.i64(fp + FrameLayout.CALLER_FP, caller);
            Memory.i64(fp + FrameLayout.RETURN_PC, returnPc);
            fp = caller;
        }
    }

    private static boolean isUnlinked(long fp) {
        return (Memory.i64(fp + FrameLayout.RETURN_PC) & UNLINKED) != 0;
    }

    /// Where the caller of the frame at `fp` goes on.
    static long returnPc(long fp) {
        return Memory.i64(fp + FrameLayout.RETURN_PC) & ~UNLINKED;
    }

    /// The frame of the caller of that at `fp`.
    static long caller(Machine m, long fp) {
        return isUnlinked(fp)
                ? callerOf(m.image, fp, functionAt(m.image, returnPc(fp)))
                : Memory.i64(fp + FrameLayout.CALLER_FP);
    }

    private static long callerOf(Image image, long fp, int function) {
        return fp - image.function(function, ImageLayout.FRAME_BYTES);
    }

    /// The function that has the word before `pc`.
    private static int functionAt(Image image, long pc) {
        return LineTable.functionAt(image, (int) ((pc - image.code) / Word.BYTES) - 1);
    }
}
