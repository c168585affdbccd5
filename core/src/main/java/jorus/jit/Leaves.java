package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;

/// Small functions that need nothing but their arguments: they don't call, collect or change the
/// length of an array, in whatever engine they run, and need their frame only where they trap or
/// poll.
final class Leaves {
    private static final int MAX_WORDS = 48;

    private Leaves() {}

    static boolean isLeaf(Image image, int function) {
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        if (length > MAX_WORDS || image.function(function, ImageLayout.HANDLER_COUNT) > 0) {
            return false;
        }
        for (int i = start; i < start + length; i++) {
            if (!Quiet.isQuiet(Splice.plain(image, i))) {
                return false;
            }
        }
        return true;
    }

    static boolean hasAny(Opcode opcode) {
        return opcode.a().bank() == Bank.ANY || opcode.b().bank() == Bank.ANY;
    }

    /// Whether an instruction may collect, or be the way to one that does.
    static boolean collects(long word) {
        Opcode opcode = opcode(word);
        return opcode.has(Effect.ALLOCATES) && !PureBuiltins.is(opcode, word);
    }

    private static Opcode opcode(long word) {
        return Opcode.byCode(Word.op(word)).base();
    }
}
