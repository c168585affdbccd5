package jorus.verify;

import jorus.image.Image;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

/// The rules for arrays and their elements.
///
/// A new array of refs or any is null in every element, which no other instruction expects: it has
/// to be filled at once. A new open array may take elements of type any as long as nothing else
/// has seen it, since only then it is certain that no element type was decided.
final class ElementRules {
    private static final int NONE = 0;

    private final CurrentInstruction now;
    private final Image image;

    /// Offset of a slot whose array has null elements, until it is filled.
    private int unfilled;

    /// Whether the first outgoing slot holds the unfilled array.
    private boolean isFillReady;

    /// Offset of a slot with an open array that nothing but pushes has touched.
    private int open;

    ElementRules(CurrentInstruction now) {
        this.now = now;
        image = now.image;
    }

    void enter() {
        unfilled = NONE;
        open = NONE;
    }

    /// A block begins at the current instruction.
    void block() {
        if (unfilled != NONE) {
            throw now.failure(Rule.FILL, "a block begins before the array is filled");
        }
        open = NONE;
    }

    /// Checks that the current instruction leaves a new array alone, before its own rules.
    void before() {
        if (unfilled != NONE) {
            checkUnfilled();
        }
        boolean isPush = now.opcode == Opcode.PUSH_ANY && Word.a(now.word) == open;
        if (open != NONE && !isPush && now.touches(open)) {
            open = NONE;
        }
    }

    int newArray() {
        int type = Word.c(now.word);
        if (!image.isArray(type)) {
            throw now.failure(Rule.TYPE, "type " + type + " is not an array");
        }
        Bank bank = TypeIds.bank(image.elementType(type));
        if (bank == Bank.REF || bank == Bank.ANY) {
            if (Word.a(now.word) >= now.frameBytes) {
                throw now.failure(Rule.FILL, "the array is in an outgoing slot");
            }
            unfilled = Word.a(now.word);
            isFillReady = false;
            now.isWatched = true;
        }
        return type;
    }

    int newLiteral() {
        int type = Word.c(now.word);
        if (!now.isAnyArray(type)) {
            throw now.failure(Rule.TYPE, "type " + type + " is not an array");
        }
        if (Word.signedB(now.word) < 0) {
            throw now.failure(Rule.INDEX, "room for " + Word.signedB(now.word));
        }
        if (type == TypeIds.OPEN_ARRAY) {
            open = Word.a(now.word);
            now.isWatched = true;
        }
        return type;
    }

    /// Until the array is filled, only plain instructions may follow, and they may only pass it to
    /// the filling.
    private void checkUnfilled() {
        Opcode opcode = now.opcode;
        long word = now.word;
        int fill = now.frameBytes + FrameLayout.HEADER_BYTES;
        if (opcode == Opcode.BUILTIN && isFillReady && isFill(Word.immediate(word))) {
            unfilled = NONE;
            return;
        }
        if (!now.isPlain()) {
            throw now.failure(Rule.FILL, "not allowed before the array is filled");
        }
        boolean isFar = opcode == Opcode.FAR_STORE_REF;
        boolean isPassed =
                opcode == Opcode.MOVE_REF && Word.b(word) == unfilled && Word.a(word) == fill
                        || isFar && Word.a(word) == unfilled && Word.immediate(word) == fill;
        if (!isPassed && now.touches(unfilled)) {
            throw now.failure(Rule.FILL, "uses the array before it is filled");
        }
        boolean isWritten =
                opcode.a().writes() && Word.a(word) == fill
                        || opcode.b() == Operand.FAR_WRITE && Word.immediate(word) == fill;
        if (isWritten) {
            isFillReady = isPassed;
        }
    }

    private static boolean isFill(int builtin) {
        return BuiltinRules.isFill(builtin);
    }

    /// Checks that elements of an array are of this bank, and bools or not.
    void check(int array, Bank bank, boolean isBool) {
        boolean isRight =
                array >= TypeIds.FIRST_FREE
                        && image.isArray(array)
                        && TypeIds.bank(image.elementType(array)) == bank;
        if (!isRight || (image.elementType(array) == TypeIds.BOOL) != isBool) {
            throw now.failure(Rule.TYPE, "elements of " + image.typeName(array));
        }
    }

    /// The element type of an array, whose elements have to be of this bank.
    int element(int array, Bank bank) {
        check(array, bank, Typing.hasBoolElements(now.opcode));
        return image.elementType(array);
    }

    int store(int value, Bank bank) {
        if (!now.accepts(element(now.typeA(), bank), value)) {
            String detail = image.typeName(value) + " into " + image.typeName(now.typeA());
            throw now.failure(Rule.TYPE, detail);
        }
        return Typing.NONE;
    }

    int push() {
        boolean isOpen = open != NONE && Word.a(now.word) == open;
        return isOpen && now.opcode == Opcode.PUSH_ANY
                ? Typing.NONE
                : store(now.typeB(), now.opcode.b().bank());
    }
}
