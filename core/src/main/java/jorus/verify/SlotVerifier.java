package jorus.verify;

import jorus.image.HandlerRanges;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Word;

/// Checks what a function's instructions do to its slots, after the prescan has accepted each of
/// them alone: every register is a slot of the table with the type that the opcode wants, calls
/// find their arguments, and [WrittenSlots] hears of every read and write.
///
/// A slot has one type for its life, so one pass in the order of the code is enough.
///
/// A trap of a protected instruction goes on at its handler, with the slots as they were before the
/// instruction. For [WrittenSlots] this becomes a branch: each block in a handler's range is
/// preceded by an empty one, which branches to the handler's *landing*, a block that writes the
/// slot of the error and goes on at the target. What a block writes itself thus never counts for
/// its handler. Landings stand behind the function's last word. Blocks are numbered in this order,
/// the empty ones and the landings too, as [ImageLayout] says.
final class SlotVerifier {
    private static final int UNIT = CurrentInstruction.UNIT;

    private final Image image;
    private final long[] leaders;
    private final CurrentInstruction now;
    private final WrittenSlots written;
    private final Outgoing outgoing = new Outgoing();
    private final ElementRules elements;
    private final ObjectRules objects;
    private final CallRules calls;
    private final HandlerRanges handlers;
    private final QuickTyping typing = new QuickTyping();

    SlotVerifier(Image image, Marks marks) {
        this.image = image;
        leaders = marks.leaders();
        now = new CurrentInstruction(image);
        written = new WrittenSlots(now);
        elements = new ElementRules(now);
        objects = new ObjectRules(now);
        calls = new CallRules(now, outgoing, elements);
        handlers = new HandlerRanges();
    }

    /// What [WrittenSlots] has used of its budget.
    long spent() {
        return written.spent();
    }

    /// Whether so much more is left of it.
    boolean canSpend(long more) {
        return written.canSpend(more);
    }

    /// Checks the code of a function.
    void verify(int function) {
        now.enter(function);
        outgoing.begin(now.frameBytes);
        written.begin();
        elements.enter();
        objects.enter();
        int length = image.function(function, ImageLayout.CODE_LENGTH);
        handlers.enter(image.handlers(function), length);
        instructions(length);
        landings(length);
        written.solve(length + handlers.count());
        now.leave();
    }

    private void instructions(int length) {
        long at = image.wordAddress(now.start);
        boolean isLeader = true;
        for (int i = 0; i < length; i++, at += Word.BYTES) {
            now.set(i, image.int64(at));
            if (now.code != ((int) now.word & Word.MAX_FIELD)) {
                now.checkFusion(length);
            }
            int word = now.start + i;
            if (isLeader || (leaders[word >>> 6] >>> word & 1) != 0) {
                block(i, length);
            }
            int flags = typing.flags(now.code);
            isLeader = (flags & (QuickTyping.BRANCHES | QuickTyping.ENDS)) != 0;
            if (now.isWatched) {
                elements.before();
                objects.before();
            }
            reads(flags);
            if ((flags & QuickTyping.USUAL) == 0 || !isWritten(flags)) {
                rest(flags);
            }
            if (isLeader) {
                leave(flags);
            }
        }
    }

    /// The block ends with the current instruction.
    private void leave(int flags) {
        if ((flags & QuickTyping.BRANCHES) != 0) {
            int distance = (int) (now.word >> ((flags & QuickTyping.FAR) != 0 ? 32 : 48));
            written.branch(now.index + 1 + distance);
        }
        if ((flags & QuickTyping.ENDS) != 0) {
            written.end();
        }
    }

    private void block(int index, int length) {
        if (now.isWatched) {
            elements.block();
            objects.block();
            now.isWatched = false;
        }
        outgoing.forget();
        int handler = handlers.at(index);
        if (handler != HandlerRanges.NONE) {
            written.block(index);
            written.branch(length + handler);
        }
        written.block(index);
    }

    private void landings(int length) {
        int first = image.function(now.function, ImageLayout.HANDLER_START);
        for (int i = 0; i < handlers.count(); i++) {
            int slot = image.handlerSlot(first + i);
            written.block(length + i);
            if (slot >= 0) {
                if (now.typeAt(slot) != TypeIds.ERROR) {
                    String detail = "slot " + slot + " of a handler is no error";
                    throw new VerifyFailure(Rule.HANDLERS, now.function, -1, detail);
                }
                if (slot >= now.argumentBytes) {
                    written.write(slot / UNIT);
                }
            }
            written.branch(image.handlerTarget(first + i));
            written.end();
        }
    }

    /// Checks the registers that the instruction reads. The prescan has seen to it that they lie in
    /// the frame, and are aligned.
    private void reads(int flags) {
        int[] types = now.types;
        long[] sets = typing.sets;
        int row = QuickTyping.SETS_PER_OPCODE * now.code;
        long word = now.word;
        if ((flags & QuickTyping.READS_A) != 0) {
            int a = (int) (word >>> 16) & Word.MAX_FIELD;
            if ((sets[row] >>> types[a / UNIT] & 1) == 0) {
                demand(a, now.opcode.a().bank(), Typing.a(Typing.row(now.code)), 'A');
            }
            if (a >= now.argumentBytes) {
                written.read(a / UNIT, now.index);
            }
        }
        if ((flags & QuickTyping.READS_B) != 0) {
            int b = (int) (word >>> 32) & Word.MAX_FIELD;
            if ((sets[row + 1] >>> types[b / UNIT] & 1) == 0) {
                demand(b, now.opcode.b().bank(), Typing.b(Typing.row(now.code)), 'B');
            }
            if (b >= now.argumentBytes) {
                written.read(b / UNIT, now.index);
            }
        }
        if ((flags & QuickTyping.READS_C) != 0) {
            int c = (int) (word >>> 48);
            if ((sets[row + 2] >>> types[c / UNIT] & 1) == 0) {
                demand(c, now.opcode.c().bank(), Typing.c(Typing.row(now.code)), 'C');
            }
            if (c >= now.argumentBytes) {
                written.read(c / UNIT, now.index);
            }
        }
    }

    /// Whether the instruction, a usual one, writes nothing, or a near slot whose type is in the
    /// set of those that can hold the result. If not, it may still be right.
    private boolean isWritten(int flags) {
        if ((flags & QuickTyping.ALLOCATES) != 0) {
            return false;
        }
        if ((flags & QuickTyping.WRITES) == 0) {
            return true;
        }
        int a = (int) (now.word >>> 16) & Word.MAX_FIELD;
        if (a >= now.farStart) {
            return false;
        }
        int[] types = now.types;
        int type = types[a / UNIT];
        int set = QuickTyping.SETS_PER_OPCODE * now.code + QuickTyping.RESULT;
        boolean isRight =
                (flags & QuickTyping.MOVES) != 0
                        ? type == types[Word.b(now.word) / UNIT]
                        : (typing.sets[set] >>> type & 1) != 0;
        if (isRight && a >= now.argumentBytes) {
            written.write(a / UNIT);
        }
        return isRight;
    }

    /// Checks what the opcode's rule says, and what is written.
    private void rest(int flags) {
        int result = special(Typing.row(now.code));
        if ((flags & QuickTyping.CALLS) != 0) {
            outgoing.forget();
        } else if ((flags & QuickTyping.ALLOCATES) != 0) {
            outgoing.allocated();
        }
        if ((flags & QuickTyping.WRITES) != 0) {
            int offset = Word.a(now.word);
            if (offset >= now.farStart && offset < now.frameBytes) {
                throw now.failure(Rule.OPERAND, "operand A is the far offset " + offset);
            }
            define(offset, now.opcode.a().bank(), result);
        }
    }

    /// Checks a register that is read against a demand.
    private void demand(int offset, Bank bank, int demand, char field) {
        int type = now.type(offset, bank);
        if (!now.meets(demand, type)) {
            throw now.failure(Rule.TYPE, "operand " + field + " is " + image.typeName(type));
        }
    }

    private void define(int offset, Bank bank, int result) {
        if (offset >= now.frameBytes) {
            if (!outgoing.isSlot(offset)) {
                throw now.failure(Rule.SLOT, "outgoing offset " + (offset - now.frameBytes));
            }
            outgoing.write(offset, bank, result);
            return;
        }
        int type = now.type(offset, bank);
        if (!now.accepts(type, result)) {
            throw now.failure(Rule.TYPE, "result does not fit " + image.typeName(type));
        }
        if (offset >= now.argumentBytes) {
            written.write(offset / UNIT);
        }
    }

    // rules of single opcodes

    /// Checks what the table does not say, and returns the type of the result.
    private int special(long row) {
        return switch (Typing.rule(row)) {
            case Typing.PLAIN -> Typing.a(row);
            case Typing.MOVE -> moved(now.typeB(), now.opcode.b().bank());
            case Typing.FAR_LOAD -> farLoad();
            case Typing.FAR_STORE -> farStore();
            case Typing.LOGIC -> logic();
            case Typing.CONSTANT ->
                    Word.immediate(now.word) >>> 1 == 0 ? Typing.BIT : Typing.INTEGER_32;
            case Typing.HALT -> halt();
            case Typing.RETURN -> checkReturn();
            case Typing.CALL -> calls.function();
            case Typing.CALL_VALUE -> calls.value();
            case Typing.CALL_DYNAMIC -> calls.dynamic();
            case Typing.BUILTIN -> calls.builtin();
            case Typing.GET_GLOBAL -> global();
            case Typing.SET_GLOBAL -> setGlobal();
            case Typing.BOX -> box();
            case Typing.NEW_ARRAY -> elements.newArray();
            case Typing.NEW_LITERAL -> elements.newLiteral();
            case Typing.GET_ELEMENT -> elements.element(now.typeB(), now.opcode.a().bank());
            case Typing.SET_ELEMENT -> elements.store(now.typeC(), now.opcode.c().bank());
            case Typing.PUSH_ELEMENT -> elements.push();
            case Typing.NEW_OBJECT -> objects.newObject();
            case Typing.NEW_VARIANT -> objects.newVariant();
            case Typing.GET_FIELD -> objects.load();
            case Typing.SET_FIELD -> objects.store();
            case Typing.CHECKED -> objects.checked();
            default -> throw new AssertionError("rule " + Typing.rule(row));
        };
    }

    private int farLoad() {
        int offset = Word.immediate(now.word);
        Bank bank = now.opcode.a().bank();
        int type = now.type(offset, bank);
        written.read(offset / UNIT, now.index);
        return moved(type, bank);
    }

    private int farStore() {
        Bank bank = now.opcode.a().bank();
        int offset = Word.immediate(now.word);
        int reserve = image.function(now.function, ImageLayout.RESERVE_BYTES);
        if (offset > reserve - bank.bytes()) {
            throw now.failure(Rule.OPERAND, "offset " + offset + " of " + reserve);
        }
        define(offset, bank, moved(now.typeA(), bank));
        return Typing.NONE;
    }

    /// What a copy of a value of this type is: the same bits.
    private static int moved(int type, Bank bank) {
        return switch (bank) {
            case I32 -> type == TypeIds.BOOL ? Typing.BIT : Typing.INTEGER_32;
            case I64 -> Typing.INTEGER_64;
            case F64, REF, ANY -> type;
        };
    }

    private int logic() {
        boolean isBool = now.typeB() == TypeIds.BOOL && now.typeC() == TypeIds.BOOL;
        return isBool ? Typing.BIT : Typing.INTEGER_32;
    }

    private int halt() {
        if (now.function != image.entry()) {
            throw now.failure(Rule.RETURN, "not in the entry");
        }
        return Typing.NONE;
    }

    private int checkReturn() {
        int expected = image.function(now.function, ImageLayout.RESULT_TYPE);
        if (now.function == image.entry()) {
            throw now.failure(Rule.RETURN, "in the entry");
        }
        int type = now.opcode.a().isRegister() ? now.typeA() : TypeIds.VOID;
        if (!now.accepts(expected, type)) {
            String detail = image.typeName(type) + " instead of " + image.typeName(expected);
            throw now.failure(Rule.RETURN, detail);
        }
        return Typing.NONE;
    }

    private int global() {
        int offset = Word.immediate(now.word);
        int at = image.globalAt(offset);
        if (at < 0 || TypeIds.bank(image.globalType(at)) != now.opcode.a().bank()) {
            throw now.failure(Rule.GLOBAL, "offset " + offset);
        }
        return image.globalType(at);
    }

    private int setGlobal() {
        int type = global();
        int from = now.typeA();
        if (!now.accepts(type, from)) {
            throw now.failure(Rule.TYPE, image.typeName(from) + " into " + image.typeName(type));
        }
        return Typing.NONE;
    }

    private int box() {
        int type = now.typeB();
        int tag = Word.c(now.word);
        boolean isNumber = type != TypeIds.BOOL;
        // The void value has a tag only; an i32 stands in for its payload.
        boolean isVoid = tag == TypeIds.VOID && type == TypeIds.I32;
        boolean isLiteral = isNumber && tag == (type | TypeIds.LITERAL);
        if (type != tag && !isVoid && !isLiteral) {
            throw now.failure(Rule.TYPE, image.typeName(type) + " as type " + tag);
        }
        return TypeIds.ANY;
    }
}
