package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;

import java.util.function.LongConsumer;

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
            long word = Memory.i64(image.wordAddress(i));
            Opcode opcode = opcode(word);
            boolean isAny = opcode.a().bank() == Bank.ANY || opcode.b().bank() == Bank.ANY;
            boolean leaves = CountedLoop.callsRuntime(opcode);
            boolean returns = opcode == Opcode.AS_REF || opcode == Opcode.EQ_STRING;
            if (isAny || collects(word) || leaves && !returns) {
                return false;
            }
        }
        return true;
    }

    /// Whether an instruction may collect, or be the way to one that does.
    static boolean collects(long word) {
        Opcode opcode = opcode(word);
        return opcode.has(Effect.ALLOCATES) && !PureBuiltins.is(opcode, word);
    }

    /// Names the words of a function.
    static void forWords(Image image, int function, LongConsumer each) {
        int start = image.function(function, ImageLayout.CODE_START);
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        for (int i = start; i < start + length; i++) {
            each.accept(Memory.i64(image.wordAddress(i)));
        }
    }

    /// What a word of an image does, of a fused one the first part.
    static Opcode opcode(long word) {
        return Opcode.byCode(Word.op(word)).base();
    }
}
