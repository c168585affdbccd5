package jorus.fuzz;

import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;

/// Makes room for instructions in a function, and mends what counts words: branches, lines,
/// handlers and the functions behind.
final class Insertion {
    private static final int LINE_BYTES = Section.LINES.entryBytes();
    private static final int HANDLER_BYTES = Section.HANDLERS.entryBytes();

    private final ImageBytes image;
    private final int function;
    private final int index;
    private final int added;

    private Insertion(ImageBytes image, int function, int index, int added) {
        this.image = image;
        this.function = function;
        this.index = index;
        this.added = added;
    }

    /// Puts `words` before word `index` of a function; who branched there comes to the new ones.
    static void insert(ImageBytes image, int function, int index, long[] words) {
        int functions = image.functions();
        int used =
                image.function(functions - 1, ImageLayout.CODE_START)
                        + image.function(functions - 1, ImageLayout.CODE_LENGTH);
        while (image.count(Section.CODE) - used < words.length) {
            image.growCode();
        }
        Insertion insertion = new Insertion(image, function, index, words.length);
        insertion.branches();
        insertion.move(used, words);
        insertion.lines();
        insertion.handlers();
        insertion.functions();
    }

    private int moved(int word) {
        return word <= index ? word : word + added;
    }

    private void branches() {
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        for (int i = 0; i < length; i++) {
            int at = image.word(function, i);
            long word = image.i64(at);
            if (Word.op(word) >= Opcode.count()) {
                continue;
            }
            Opcode opcode = Opcode.byCode(Word.op(word));
            int from = i < index ? i : i + added;
            if (opcode.b() == Operand.TARGET32) {
                int to = moved((int) Word.target(word, Operand.TARGET32, i));
                image.i64(at, word & 0xFFFFFFFFL | (long) (to - from - 1) << 32);
            } else if (opcode.c() == Operand.TARGET16) {
                int to = moved((int) Word.target(word, Operand.TARGET16, i));
                image.i64(at, word & 0xFFFFFFFFFFFFL | (long) (to - from - 1) << 48);
            }
        }
    }

    private void move(int used, long[] words) {
        int at = image.word(function, index);
        int end = image.entry(Section.CODE, used);
        byte[] bytes = image.bytes();
        System.arraycopy(bytes, at, bytes, at + added * Word.BYTES, end - at);
        for (int i = 0; i < added; i++) {
            image.i64(at + i * Word.BYTES, words[i]);
        }
    }

    private void lines() {
        int at = image.entry(Section.LINES, image.function(function, ImageLayout.LINE_START));
        int count = image.function(function, ImageLayout.LINE_COUNT);
        for (int i = 0; i < count; i++, at += LINE_BYTES) {
            int word = image.i32(at);
            image.i32(at, word < index ? word : word + added);
        }
    }

    private void handlers() {
        int start = image.function(function, ImageLayout.HANDLER_START);
        int at = image.entry(Section.HANDLERS, start);
        int count = image.function(function, ImageLayout.HANDLER_COUNT);
        for (int i = 0; i < count; i++, at += HANDLER_BYTES) {
            for (int field = 0; field < 3; field++) {
                image.i32(at + 4 * field, moved(image.i32(at + 4 * field)));
            }
        }
    }

    private void functions() {
        for (int i = function; i < image.functions(); i++) {
            int field = i == function ? ImageLayout.CODE_LENGTH : ImageLayout.CODE_START;
            int at = image.entry(Section.FUNCTIONS, i) + field;
            image.i32(at, image.i32(at) + added);
        }
    }
}
