package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

/// The instruction that is checked, with the types of its function's slots, and what rules ask of
/// them. Types are those of the image; a value's may also be one of the negative results of
/// [Typing].
final class CurrentInstruction {
    static final int UNIT = FrameLayout.NARROW_BYTES;
    private static final int SET_BITS = 6;

    final Image image;

    // per 4 bytes of the frame the type id and its bit in a set, see `packed`; 0 where no slot
    // begins
    int[] types = new int[FrameLayout.NEAR_BYTES / UNIT];

    // of the function
    int function;
    int start;
    int frameBytes;
    int argumentBytes;

    /// Where the far part of the frame begins; its end if there is none.
    int farStart;

    // of the instruction
    int index;
    long word;

    /// Of the opcode, or of a fused one's first part.
    int code;

    Opcode opcode;

    /// Whether a rule follows a slot through the block, and has to see all instructions.
    boolean isWatched;

    CurrentInstruction(Image image) {
        this.image = image;
    }

    void enter(int function) {
        this.function = function;
        isWatched = false;
        start = image.function(function, ImageLayout.CODE_START);
        frameBytes = image.function(function, ImageLayout.FRAME_BYTES);
        argumentBytes = image.function(function, ImageLayout.ARGUMENT_BYTES);
        FrameLayout frame = image.frame(function);
        farStart = frame.farSlots() == 0 ? frameBytes : frame.farRefBank();
        if (frameBytes / UNIT > types.length) {
            types = new int[frameBytes / UNIT];
        }
        int first = image.function(function, ImageLayout.SLOT_START);
        int count = image.function(function, ImageLayout.SLOT_COUNT);
        for (int i = first; i < first + count; i++) {
            long slot = image.slot(i);
            types[(int) slot / UNIT] = packed((int) (slot >>> Integer.SIZE));
        }
    }

    /// Forgets the slots one by one: a frame may be much larger than its table.
    void leave() {
        int first = image.function(function, ImageLayout.SLOT_START);
        int count = image.function(function, ImageLayout.SLOT_COUNT);
        for (int i = first; i < first + count; i++) {
            types[(int) image.slot(i) / UNIT] = 0;
        }
    }

    /// A type id with, in the low 6 bits, that of its bit in the sets of [QuickTyping]: shifts of a
    /// long go by these alone.
    private static int packed(int type) {
        return type << SET_BITS | Math.min(type, Long.SIZE - 1);
    }

    void set(int index, long word) {
        this.index = index;
        this.word = word;
        int whole = (int) word & Word.MAX_FIELD;
        opcode = QuickTyping.BASES[whole];
        code = QuickTyping.CODES[whole];
    }

    /// Checks that the instruction that a fused one goes on with stands behind it.
    void checkFusion(int length) {
        Opcode second = Opcode.byCode(Word.op(word)).next();
        if (second == null) {
            return;
        }
        int code =
                index + 1 < length
                        ? Word.op(image.int64(image.wordAddress(start + index + 1)))
                        : -1;
        if (code < 0 || Opcode.byCode(code).base() != second) {
            throw failure(Rule.FUSION, "not followed by " + second.mnemonic());
        }
    }

    VerifyFailure failure(Rule rule, String detail) {
        return new VerifyFailure(rule, function, index, opcode.mnemonic() + ", " + detail);
    }

    /// The type of the slot at `offset`; NONE if none begins there.
    int typeAt(int offset) {
        return offset < frameBytes && offset % UNIT == 0
                ? types[offset / UNIT] >>> SET_BITS
                : TypeIds.NONE;
    }

    /// The type of the slot at `offset`, which has to be of this bank.
    int type(int offset, Bank bank) {
        int type = typeAt(offset);
        if (TypeIds.bank(type) != bank) {
            throw failure(Rule.SLOT, bank + " at offset " + offset);
        }
        return type;
    }

    int typeA() {
        return type(Word.a(word), opcode.a().bank());
    }

    int typeB() {
        return type(Word.b(word), opcode.b().bank());
    }

    int typeC() {
        return type(Word.c(word), opcode.c().bank());
    }

    /// Whether the instruction reads or writes the slot at `offset`.
    boolean touches(int offset) {
        return opcode.a().isRegister() && Word.a(word) == offset
                || opcode.b().isRegister() && Word.b(word) == offset
                || opcode.c().isRegister() && Word.c(word) == offset;
    }

    /// Whether nothing but the next instruction can follow, and nobody else looks at memory.
    boolean isPlain() {
        return !opcode.has(Effect.CALLS)
                && !opcode.has(Effect.TRAPS)
                && !opcode.has(Effect.ALLOCATES)
                && !opcode.has(Effect.BRANCHES)
                && !opcode.has(Effect.ENDS);
    }

    // types

    boolean isAnyArray(int type) {
        return type == TypeIds.OPEN_ARRAY || isKind(type, TypeKind.ARRAY);
    }

    /// Whether a value of this type is a function value.
    boolean isFunction(int type) {
        return type == TypeIds.FUNCTION
                || isKind(type, TypeKind.FUNCTION)
                || isKind(type, TypeKind.CLOSURE);
    }

    /// Whether refs of this type are values of the language, which may become `any`.
    boolean isValue(int type) {
        return type != TypeIds.NONE && type != TypeIds.ITERATOR && !isKind(type, TypeKind.CELL);
    }

    boolean isKind(int type, TypeKind kind) {
        return type >= TypeIds.FIRST_FREE && image.typeKind(type) == kind;
    }

    /// Whether a register of type `type` is what an opcode or a builtin demands.
    boolean meets(int demand, int type) {
        return switch (demand) {
            case Typing.NONE, Typing.BANK -> true;
            case Typing.ARRAY -> isAnyArray(type);
            case Typing.FUNCTION -> isFunction(type);
            case Typing.VALUE -> isValue(type);
            case Typing.ENUM -> isKind(type, TypeKind.ENUM) || isKind(type, TypeKind.VARIANT);
            default -> demand == type;
        };
    }

    /// Whether a place of type `to` can hold a value of type `from` of the same bank.
    ///
    /// An array keeps its element type under every name, because engines rely on it: a place for
    /// some array takes each, but no array comes from there unchecked. What a function takes and
    /// gives is checked when it is called, so all function types are one.
    boolean accepts(int to, int from) {
        if (to == from) {
            return true;
        }
        return switch (from) {
            case Typing.INTEGER_32, Typing.INTEGER_64 -> to != TypeIds.BOOL;
            case Typing.BIT -> true;
            default ->
                    switch (to) {
                        case TypeIds.OPEN_ARRAY -> isAnyArray(from);
                        case TypeIds.FUNCTION -> isFunction(from);
                        case TypeIds.ITERATOR -> from == TypeIds.RANGE;
                        default -> acceptsKind(to, from);
                    };
        };
    }

    private boolean acceptsKind(int to, int from) {
        if (isKind(to, TypeKind.ENUM)) {
            return isKind(from, TypeKind.VARIANT) && image.enumOf(from) == to;
        }
        return isKind(to, TypeKind.FUNCTION) && isFunction(from);
    }
}
