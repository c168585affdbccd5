package jorus.dispatch;

import jorus.image.Image;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.verify.VerifiedImage;

/// The basic blocks of an image, for the variants that translate whole blocks.
final class Blocks {
    private final VerifiedImage verified;
    private final Image image;

    /// By word: the block that begins there, or -1.
    private final int[] byWord;

    private final int[] starts;

    Blocks(VerifiedImage verified) {
        this.verified = verified;
        image = verified.image();
        int words = image.wordCount();
        byWord = new int[words];
        int[] found = new int[words];
        int count = 0;
        for (int i = 0; i < words; i++) {
            boolean begins = i == 0 || verified.isTarget(i) || endsBlock(opcode(i - 1));
            byWord[i] = begins ? count : -1;
            if (begins) {
                found[count++] = i;
            }
        }
        starts = java.util.Arrays.copyOf(found, count);
    }

    /// Whether the instruction goes elsewhere than to the next.
    static boolean endsBlock(Opcode opcode) {
        return opcode.has(Effect.BRANCHES)
                || opcode.has(Effect.ENDS)
                || isCall(opcode)
                || opcode == Opcode.HALT;
    }

    static boolean isCall(Opcode opcode) {
        return switch (opcode) {
            case CALL, CALL_I32, CALL_I64, CALL_F64, CALL_REF -> true;
            default -> false;
        };
    }

    int count() {
        return starts.length;
    }

    /// Index of the first word of a block.
    int start(int block) {
        return starts[block];
    }

    /// Index of the word behind a block.
    int end(int block) {
        return block + 1 < starts.length ? starts[block + 1] : image.wordCount();
    }

    /// The block that begins at this word.
    int at(int word) {
        assert byWord[word] >= 0 : word + " begins no block, target: " + verified.isTarget(word);
        return byWord[word];
    }

    /// The block that begins at this address.
    int atAddress(long pc) {
        return byWord[(int) (pc - image.code >> 3)];
    }

    /// The block that a branch in word `index` goes to.
    int target(int index) {
        long word = word(index);
        Opcode opcode = opcode(index);
        return at((int) Word.target(word, opcode.b().isWide() ? opcode.b() : opcode.c(), index));
    }

    long word(int index) {
        return Memory.i64(image.wordAddress(index));
    }

    Opcode opcode(int index) {
        return Opcode.byCode(Word.op(word(index)));
    }

    /// Address of the word behind this one.
    long behind(int index) {
        return image.code + 8L * (index + 1);
    }
}
