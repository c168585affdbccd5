package jorus.verify;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.util.Arrays;

/// Checks what a function's instructions do to its slots, after the prescan has accepted each of
/// them alone: every register is a slot of the table with the type that the opcode wants, calls
/// find their arguments, and [WrittenSlots] hears of every read and write.
///
/// A slot has one type for its life, so one pass in the order of the code is enough.
final class SlotVerifier {
    private static final int UNIT = FrameLayout.NARROW_BYTES;

    private final Image image;
    private final Marks marks;
    private final WrittenSlots written;
    private final Outgoing outgoing = new Outgoing();

    // type id per 4 bytes of the frame; NONE where no slot begins
    private final int[] types = new int[ImageLayout.MAX_FRAME_BYTES / UNIT];

    // of the function that is checked
    private int function;
    private int start;
    private int frameBytes;
    private int argumentBytes;

    // of the instruction that is checked
    private int index;
    private long word;
    private Opcode opcode;

    /// Offset of a slot whose array has null elements, until it is filled; 0 if there is none.
    private int unfilled;

    /// Whether the first outgoing slot holds the unfilled array.
    private boolean isFillReady;

    SlotVerifier(Image image, Marks marks) {
        this.image = image;
        this.marks = marks;
        written = new WrittenSlots(image.wordCount());
    }

    private VerifyFailure failure(Rule rule, String detail) {
        return new VerifyFailure(rule, function, index, opcode.mnemonic() + ", " + detail);
    }

    // the code

    /// Checks the code of a function.
    void verify(int function) {
        this.function = function;
        start = image.function(function, ImageLayout.CODE_START);
        frameBytes = image.function(function, ImageLayout.FRAME_BYTES);
        argumentBytes = image.function(function, ImageLayout.ARGUMENT_BYTES);
        int first = image.function(function, ImageLayout.SLOT_START);
        int count = image.function(function, ImageLayout.SLOT_COUNT);
        for (int i = first; i < first + count; i++) {
            types[image.slotOffset(i) / UNIT] = image.slotType(i);
        }
        outgoing.begin(frameBytes);
        written.begin(function);
        unfilled = 0;
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        instructions(length);
        written.solve(length);
        Arrays.fill(types, 0, frameBytes / UNIT, TypeIds.NONE);
    }

    private void instructions(int length) {
        long at = image.wordAddress(start);
        boolean isLeader = true;
        for (index = 0; index < length; index++, at += Word.BYTES) {
            word = Memory.i64(at);
            opcode = Opcode.byCode(Word.op(word));
            if (isLeader || Marks.has(marks.targets, start + index)) {
                if (unfilled != 0) {
                    throw failure(Rule.FILL, "a block begins before the array is filled");
                }
                written.block(index);
                outgoing.forget();
            }
            isLeader = opcode.has(Effect.BRANCHES) || opcode.has(Effect.ENDS);
            instruction();
        }
    }

    private void instruction() {
        long row = Typing.row(Word.op(word));
        if (unfilled != 0) {
            checkUnfilled();
        }
        use(0, opcode.a(), Typing.a(row));
        use(1, opcode.b(), Typing.b(row));
        use(2, opcode.c(), Typing.c(row));
        int result = special(row);
        if (opcode.has(Effect.CALLS)) {
            outgoing.forget();
        } else if (opcode.has(Effect.ALLOCATES)) {
            outgoing.allocated();
        }
        Operand a = opcode.a();
        if (a.writes() && !a.reads()) {
            define(Word.a(word), a.bank(), result);
        }
        if (opcode.has(Effect.BRANCHES)) {
            Operand kind = opcode.b() == Operand.TARGET32 ? Operand.TARGET32 : Operand.TARGET16;
            written.branch((int) Word.target(word, kind, index));
        }
        if (opcode.has(Effect.ENDS)) {
            written.end();
        }
    }

    /// Checks a register that is read against a demand.
    private void use(int field, Operand kind, int demand) {
        if (!kind.reads()) {
            return;
        }
        int offset = Word.value(word, kind, field);
        int type = type(offset, kind.bank());
        boolean isRight =
                demand == Typing.NONE
                        || demand == Typing.BANK
                        || (demand == Typing.ARRAY ? isAnyArray(type) : type == demand);
        if (!isRight) {
            String detail = "operand " + "ABC".charAt(field) + " is " + image.typeName(type);
            throw failure(Rule.TYPE, detail);
        }
        if (offset >= argumentBytes) {
            written.read(offset / UNIT, index);
        }
    }

    /// The type of the slot at `offset`, which has to be of this bank.
    private int type(int offset, Bank bank) {
        int type = offset < frameBytes ? types[offset / UNIT] : TypeIds.NONE;
        if (TypeIds.bank(type) != bank) {
            throw failure(Rule.SLOT, bank + " at offset " + offset);
        }
        return type;
    }

    private int typeA() {
        return type(Word.a(word), opcode.a().bank());
    }

    private int typeB() {
        return type(Word.b(word), opcode.b().bank());
    }

    private int typeC() {
        return type(Word.c(word), opcode.c().bank());
    }

    private void define(int offset, Bank bank, int result) {
        if (offset >= frameBytes) {
            if (!outgoing.isSlot(offset)) {
                throw failure(Rule.SLOT, "outgoing offset " + (offset - frameBytes));
            }
            outgoing.write(offset, bank, result);
            return;
        }
        int type = type(offset, bank);
        if (!accepts(type, result)) {
            throw failure(Rule.TYPE, "result does not fit " + image.typeName(type));
        }
        if (offset >= argumentBytes) {
            written.write(offset / UNIT);
        }
    }

    private boolean isAnyArray(int type) {
        return image.isArray(type) || type == TypeIds.OPEN_ARRAY;
    }

    /// Whether a place of type `to` can hold a value of type `from` of the same bank. An array
    /// keeps its element type under every name, because engines rely on it; only an open one, whose
    /// elements are stored as any, may stand where `[any]` is expected.
    private boolean accepts(int to, int from) {
        return switch (from) {
            case Typing.INTEGER_32, Typing.INTEGER_64 -> to != TypeIds.BOOL;
            case Typing.BIT -> true;
            default ->
                    to == from
                            || from == TypeIds.OPEN_ARRAY
                                    && image.isArray(to)
                                    && image.elementType(to) == TypeIds.ANY;
        };
    }

    // rules of single opcodes

    /// Checks what the table does not say, and returns the type of the result.
    private int special(long row) {
        return switch (Typing.rule(row)) {
            case Typing.PLAIN -> Typing.a(row);
            case Typing.MOVE -> move();
            case Typing.LOGIC -> logic();
            case Typing.CONSTANT ->
                    Word.immediate(word) >>> 1 == 0 ? Typing.BIT : Typing.INTEGER_32;
            case Typing.HALT -> halt();
            case Typing.RETURN -> checkReturn();
            case Typing.CALL -> call();
            case Typing.BUILTIN -> builtin();
            case Typing.GET_GLOBAL -> global();
            case Typing.SET_GLOBAL -> setGlobal();
            case Typing.BOX -> box();
            case Typing.NEW_ARRAY -> newArray();
            case Typing.NEW_LITERAL -> newLiteral();
            case Typing.GET_ELEMENT -> element(typeB(), opcode.a().bank());
            case Typing.SET_ELEMENT -> setElement(typeC(), opcode.c().bank());
            case Typing.PUSH_ELEMENT -> setElement(typeB(), opcode.b().bank());
            default -> throw new AssertionError("rule " + Typing.rule(row));
        };
    }

    private int move() {
        int type = typeB();
        return switch (opcode.b().bank()) {
            case I32 -> type == TypeIds.BOOL ? Typing.BIT : Typing.INTEGER_32;
            case I64 -> Typing.INTEGER_64;
            case F64, REF, ANY -> type;
        };
    }

    private int logic() {
        boolean isBool = typeB() == TypeIds.BOOL && typeC() == TypeIds.BOOL;
        return isBool ? Typing.BIT : Typing.INTEGER_32;
    }

    private int halt() {
        if (function != image.entry()) {
            throw failure(Rule.RETURN, "not in the entry");
        }
        return Typing.NONE;
    }

    private int checkReturn() {
        int expected = image.function(function, ImageLayout.RESULT_TYPE);
        if (function == image.entry()) {
            throw failure(Rule.RETURN, "in the entry");
        }
        int type = opcode.a().isRegister() ? typeA() : TypeIds.VOID;
        if (!accepts(expected, type)) {
            String detail = image.typeName(type) + " instead of " + image.typeName(expected);
            throw failure(Rule.RETURN, detail);
        }
        return Typing.NONE;
    }

    private int call() {
        int callee = Word.immediate(word);
        if (callee == image.entry()) {
            throw failure(Rule.CALL, "of the entry");
        }
        int result = image.function(callee, ImageLayout.RESULT_TYPE);
        checkResult(Rule.CALL, result, TypeIds.bank(result));
        int first = image.function(callee, ImageLayout.SLOT_START);
        int arguments =
                image.function(callee, ImageLayout.REF_ARGS)
                        + image.function(callee, ImageLayout.ANY_ARGS)
                        + image.function(callee, ImageLayout.NUMBER_ARGS);
        for (int i = 0; i < arguments; i++) {
            int type = image.slotType(first + i);
            argument(i, image.slotOffset(first + i), type, TypeIds.bank(type));
        }
        return result;
    }

    /// A result and a place for it belong together: without one, nothing may be returned.
    private void checkResult(Rule rule, int result, Bank bank) {
        if (opcode.a().bank() != bank) {
            throw failure(rule, "the result is " + image.typeName(result));
        }
    }

    /// Returns the type of an argument, which has to be accepted where `type` is expected.
    private int argument(int number, int offset, int type, Bank bank) {
        int found = outgoing.type(offset, bank);
        boolean isRight =
                switch (type) {
                    case Typing.BANK -> true;
                    case Typing.ARRAY -> isAnyArray(found);
                    default -> accepts(type, found);
                };
        if (found == TypeIds.NONE || !isRight) {
            throw failure(Rule.ARGUMENT, "argument " + number + " in the order of the frame");
        }
        return found;
    }

    private int builtin() {
        int id = Word.immediate(word);
        BuiltinRules.Kind kind = BuiltinRules.kind(id);
        if (kind == BuiltinRules.Kind.NO_BODY) {
            throw failure(Rule.BUILTIN, Builtin.byId(id).text() + " has no body");
        }
        Builtin builtin = Builtin.byId(id);
        int first = TypeIds.NONE;
        int second = TypeIds.NONE;
        for (int i = 0; i < builtin.parameters().size(); i++) {
            Shape shape = builtin.parameters().get(i);
            int type = BuiltinRules.type(shape);
            int offset = BuiltinRules.offset(id, i);
            int found = argument(i, offset, type, BuiltinRules.bank(shape));
            first = i == 0 ? found : first;
            second = i == 1 ? found : second;
        }
        Bank bank = BuiltinRules.bank(builtin.result());
        int result =
                switch (kind) {
                    case PLAIN -> BuiltinRules.type(builtin.result());
                    case STRING_FIRST -> {
                        isBuiltin(first == TypeIds.STRING);
                        yield BuiltinRules.type(builtin.result());
                    }
                    case SAME_ARRAY -> {
                        isBuiltin(isAnyArray(first));
                        yield first;
                    }
                    case ELEMENT_IN -> {
                        checkElement(first, bankOf(builtin, 1), BuiltinRules.hasBoolElements(id));
                        isBuiltin(accepts(image.elementType(first), second));
                        yield TypeIds.VOID;
                    }
                    case ELEMENT_OUT -> {
                        checkElement(first, bank, BuiltinRules.hasBoolElements(id));
                        yield image.elementType(first);
                    }
                    case NO_BODY -> throw new AssertionError();
                };
        checkResult(Rule.BUILTIN, result, bank);
        return result;
    }

    private static Bank bankOf(Builtin builtin, int parameter) {
        return BuiltinRules.bank(builtin.parameters().get(parameter));
    }

    private void isBuiltin(boolean holds) {
        if (!holds) {
            throw failure(Rule.BUILTIN, Builtin.byId(Word.immediate(word)).text());
        }
    }

    // module variables

    private int global() {
        int at = image.globalAt(Word.immediate(word));
        if (at < 0 || TypeIds.bank(image.globalType(at)) != opcode.a().bank()) {
            throw failure(Rule.GLOBAL, "offset " + Word.immediate(word));
        }
        return image.globalType(at);
    }

    private int setGlobal() {
        int type = global();
        int from = typeA();
        if (!accepts(type, from)) {
            throw failure(Rule.TYPE, image.typeName(from) + " into " + image.typeName(type));
        }
        return Typing.NONE;
    }

    // any and arrays

    private int box() {
        // The void value has a tag only; an i32 stands in for its payload.
        boolean isVoid = Word.c(word) == TypeIds.VOID && typeB() == TypeIds.I32;
        if (typeB() != Word.c(word) && !isVoid) {
            throw failure(Rule.TYPE, image.typeName(typeB()) + " as type " + Word.c(word));
        }
        return TypeIds.ANY;
    }

    private int newArray() {
        int type = Word.c(word);
        if (!image.isArray(type)) {
            throw failure(Rule.TYPE, "type " + type + " is not an array");
        }
        Bank bank = TypeIds.bank(image.elementType(type));
        if (bank == Bank.REF || bank == Bank.ANY) {
            if (Word.a(word) >= frameBytes) {
                throw failure(Rule.FILL, "the array is in an outgoing slot");
            }
            unfilled = Word.a(word);
            isFillReady = false;
        }
        return type;
    }

    private int newLiteral() {
        if (!isAnyArray(Word.c(word))) {
            throw failure(Rule.TYPE, "type " + Word.c(word) + " is not an array");
        }
        if (Word.signedB(word) < 0) {
            throw failure(Rule.INDEX, "room for " + Word.signedB(word));
        }
        return Word.c(word);
    }

    /// A new array of refs or any is null in every element, which no other instruction expects.
    /// Until it is filled, only plain instructions may follow, and they may only pass it to the
    /// filling.
    private void checkUnfilled() {
        int fill = frameBytes + FrameLayout.HEADER_BYTES;
        boolean isCall = opcode.has(Effect.CALLS);
        if (isCall && opcode == Opcode.BUILTIN && isFillReady) {
            if (BuiltinRules.isFill(Word.immediate(word))) {
                unfilled = 0;
                return;
            }
        }
        boolean isPlain =
                !isCall
                        && !opcode.has(Effect.TRAPS)
                        && !opcode.has(Effect.ALLOCATES)
                        && !opcode.has(Effect.BRANCHES)
                        && !opcode.has(Effect.ENDS);
        if (!isPlain) {
            throw failure(Rule.FILL, "not allowed before the array is filled");
        }
        boolean isPassed =
                opcode == Opcode.MOVE_REF && Word.b(word) == unfilled && Word.a(word) == fill;
        if (!isPassed && touches(unfilled)) {
            throw failure(Rule.FILL, "uses the array before it is filled");
        }
        if (opcode.a().writes() && Word.a(word) == fill) {
            isFillReady = isPassed;
        }
    }

    private boolean touches(int offset) {
        return opcode.a().isRegister() && Word.a(word) == offset
                || opcode.b().isRegister() && Word.b(word) == offset
                || opcode.c().isRegister() && Word.c(word) == offset;
    }

    private void checkElement(int array, Bank bank, boolean isBool) {
        boolean isRight = image.isArray(array) && TypeIds.bank(image.elementType(array)) == bank;
        if (!isRight || (image.elementType(array) == TypeIds.BOOL) != isBool) {
            throw failure(Rule.TYPE, "elements of " + image.typeName(array));
        }
    }

    /// The element type of an array, whose elements have to be of this bank.
    private int element(int array, Bank bank) {
        checkElement(array, bank, Typing.hasBoolElements(opcode));
        return image.elementType(array);
    }

    private int setElement(int value, Bank bank) {
        if (!accepts(element(typeA(), bank), value)) {
            throw failure(Rule.TYPE, image.typeName(value) + " into " + image.typeName(typeA()));
        }
        return Typing.NONE;
    }
}
