package jorus.fuzz;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Disassembler;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.InstructionObserver;

/// Watches a run and checks at every instruction what the verifier has promised: each slot that is
/// read has a value of its type. A wrong value shows here long before it does damage.
final class TypeOracle implements InstructionObserver {
    private static final int UNIT = FrameLayout.NARROW_BYTES;

    private final Image image;
    private final int imageTypes;

    /// Per function: the type of the slot at each 4 bytes of its frame; null until it runs.
    private final int[][] slots;

    private final Demands demands;

    TypeOracle(Image image) {
        this.image = image;
        demands = new Demands(image);
        imageTypes = image.typeIdEnd();
        slots = new int[image.functionCount()][];
    }

    @Override
    public void beforeInstruction(long pc, long fp) {
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        long word = Memory.i64(pc);
        Opcode opcode = Opcode.byCode(Word.op(word));
        int[] types = slots[function] == null ? types(function) : slots[function];
        for (int field = 0; field < 3; field++) {
            Operand operand = Disassembler.operand(opcode, field);
            if (operand.reads()) {
                int offset = Word.value(word, operand, field);
                check(types[offset / UNIT], fp + offset, opcode, function, pc);
            }
        }
        if (!demands.areMet(opcode, word, fp)) {
            throw wrong(opcode, function, pc, "object of another kind");
        }
        int place = demands.place(opcode, word, fp, function);
        boolean isWrong =
                place != TypeIds.NONE
                        && !isRef(place, Memory.i64(fp + Demands.stored(opcode, word)));
        if (isWrong) {
            throw wrong(opcode, function, pc, "value for a " + image.typeName(place));
        }
    }

    private int[] types(int function) {
        int[] types = new int[image.function(function, ImageLayout.FRAME_BYTES) / UNIT];
        int first = image.function(function, ImageLayout.SLOT_START);
        int end = first + image.function(function, ImageLayout.SLOT_COUNT);
        for (int slot = first; slot < end; slot++) {
            types[image.slotOffset(slot) / UNIT] = image.slotType(slot);
        }
        slots[function] = types;
        return types;
    }

    private void check(int type, long slot, Opcode opcode, int function, long pc) {
        boolean isRight =
                switch (TypeIds.bank(type)) {
                    case I32 -> type != TypeIds.BOOL || Memory.i32(slot) >>> 1 == 0;
                    case I64, F64 -> true;
                    case REF -> isRef(type, Memory.i64(slot));
                    case ANY -> isAny(Memory.i64(slot), Memory.i64(slot + 8));
                };
        if (!isRight) {
            String value = Long.toHexString(Memory.i64(slot));
            throw wrong(opcode, function, pc, image.typeName(type) + " that is " + value);
        }
    }

    private AssertionError wrong(Opcode opcode, int function, long pc, String what) {
        long word = (pc - image.functionCode(function)) / Word.BYTES;
        return new AssertionError(
                opcode.mnemonic()
                        + " at word "
                        + word
                        + " of function "
                        + function
                        + " reads a "
                        + what);
    }

    private boolean isAny(long tag, long payload) {
        if (tag >= TypeIds.FIRST_FREE) {
            return payload != 0 && isHeader((int) tag, payload);
        }
        return switch ((int) tag) {
            case TypeIds.BOOL -> payload >>> 1 == 0;
            // NONE is in a variable that is not set; the first use of it ends the run.
            case TypeIds.VOID, TypeIds.NONE -> true;
            case TypeIds.STRING, TypeIds.ERROR, TypeIds.RANGE, TypeIds.FUNCTION ->
                    payload != 0 && isHeader((int) tag, payload);
            // An open array may have got its type after it was boxed.
            case TypeIds.OPEN_ARRAY -> payload != 0 && isArray(ObjectLayout.typeId(payload));
            default -> {
                int number = (int) tag & ~TypeIds.LITERAL;
                yield number >= TypeIds.I32 && number <= TypeIds.F64;
            }
        };
    }

    private static boolean isHeader(int type, long object) {
        return ObjectLayout.typeId(object) == type;
    }

    private boolean isArray(int type) {
        return type == TypeIds.OPEN_ARRAY || type >= imageTypes || image.isArray(type);
    }

    private boolean isFunction(int type) {
        return type == TypeIds.FUNCTION
                || type >= TypeIds.FIRST_FREE
                        && type < imageTypes
                        && image.typeKind(type) == TypeKind.CLOSURE;
    }

    private boolean isRef(int expected, long object) {
        if (object == 0) {
            return false;
        }
        int found = ObjectLayout.typeId(object);
        if (found == expected) {
            return true;
        }
        if (found < 0) {
            return false;
        }
        return switch (expected) {
            case TypeIds.OPEN_ARRAY -> isArray(found);
            case TypeIds.FUNCTION -> isFunction(found);
            case TypeIds.ITERATOR -> found == TypeIds.RANGE;
            case TypeIds.STRING, TypeIds.ERROR, TypeIds.RANGE -> false;
            default -> isOfKind(expected, found);
        };
    }

    private boolean isOfKind(int expected, int found) {
        boolean isOwn = found >= TypeIds.FIRST_FREE && found < imageTypes;
        return switch (image.typeKind(expected)) {
            case ENUM ->
                    isOwn
                            && image.typeKind(found) == TypeKind.VARIANT
                            && image.enumOf(found) == expected;
            case FUNCTION -> isFunction(found);
            // Which functions an array holds is not checked (language.md 15.4.10).
            case ARRAY ->
                    isOwn
                            && image.isArray(found)
                            && isFunctionType(image.elementType(expected))
                            && isFunctionType(image.elementType(found));
            case BASIC, STRUCT, CELL, VARIANT, CLOSURE -> false;
        };
    }

    private boolean isFunctionType(int type) {
        return type == TypeIds.FUNCTION || image.typeKind(type) == TypeKind.FUNCTION;
    }
}
