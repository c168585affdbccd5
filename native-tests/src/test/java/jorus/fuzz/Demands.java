package jorus.fuzz;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// What single opcodes rely on in the objects that they use, said once more, apart from the
/// verifier: the kind of object, its elements, its fields.
final class Demands {
    private final Image image;
    private final int imageTypes;

    Demands(Image image) {
        this.image = image;
        imageTypes = image.typeIdEnd();
    }

    /// Whether the objects are what the instruction `word` of the frame at `fp` takes them for.
    boolean areMet(Opcode opcode, long word, long fp) {
        int a = type(fp + Word.a(word), opcode.a());
        int b = type(fp + Word.b(word), opcode.b());
        int c = type(fp + Word.c(word), opcode.c());
        return switch (opcode) {
            case LENGTH_STRING, GET_STRING -> b == TypeIds.STRING;
            case EQ_STRING, CONCAT -> b == TypeIds.STRING && c == TypeIds.STRING;
            // Array types behind those of the image were made while it ran.
            case LENGTH_ARRAY ->
                    b == TypeIds.OPEN_ARRAY || b >= imageTypes || element(b) != TypeIds.NONE;
            case GET_BOOL -> element(b) == TypeIds.BOOL;
            case SET_BOOL, PUSH_BOOL -> element(a) == TypeIds.BOOL;
            case GET_I32, GET_I64, GET_F64, GET_REF, GET_ANY -> hasElements(b, opcode.a().bank());
            case SET_I32, SET_I64, SET_F64, SET_REF, SET_ANY -> hasElements(a, opcode.c().bank());
            case PUSH_I32, PUSH_I64, PUSH_F64, PUSH_REF -> hasElements(a, opcode.b().bank());
            case PUSH_ANY -> a == TypeIds.OPEN_ARRAY || hasElements(a, Bank.ANY);
            case GET_FIELD_I32, GET_FIELD_I64, GET_FIELD_F64, GET_FIELD_REF, GET_FIELD_ANY ->
                    hasField(b, Word.signedC(word), opcode.a().bank());
            case SET_FIELD_I32, SET_FIELD_I64, SET_FIELD_F64, SET_FIELD_REF, SET_FIELD_ANY ->
                    hasField(a, Word.signedB(word), opcode.c().bank());
            case VARIANT -> isKind(b, TypeKind.VARIANT);
            case CALL_VALUE,
                    CALL_VALUE_I32,
                    CALL_VALUE_I64,
                    CALL_VALUE_F64,
                    CALL_VALUE_REF,
                    CALL_VALUE_ANY,
                    CALL_DYNAMIC ->
                    b == TypeIds.FUNCTION || isKind(b, TypeKind.CLOSURE);
            default -> true;
        };
    }

    /// The type of the object in a ref slot that is read; NONE for other operands.
    private static int type(long slot, Operand operand) {
        boolean isRef = operand.reads() && operand.bank() == Bank.REF;
        return isRef ? ObjectLayout.typeId(Memory.i64(slot)) : TypeIds.NONE;
    }

    /// The type id of the place that the instruction of a function stores a ref in; NONE if it
    /// stores none.
    int place(Opcode opcode, long word, long fp, int function) {
        int into = type(fp + Word.a(word), opcode.a());
        return switch (opcode) {
            case SET_REF, PUSH_REF -> element(into);
            case SET_FIELD_REF -> image.fieldType(into, field(into, Word.signedB(word)));
            case SET_GLOBAL_REF -> image.globalType(image.globalAt(Word.immediate(word)));
            case RET_REF -> image.function(function, ImageLayout.RESULT_TYPE);
            default -> TypeIds.NONE;
        };
    }

    /// Offset of the slot with the ref that such an instruction stores.
    static int stored(Opcode opcode, long word) {
        return switch (opcode) {
            case SET_REF, SET_FIELD_REF -> Word.c(word);
            case PUSH_REF -> Word.b(word);
            default -> Word.a(word);
        };
    }

    private boolean isKind(int type, TypeKind kind) {
        return type >= TypeIds.FIRST_FREE && type < imageTypes && image.typeKind(type) == kind;
    }

    private int element(int type) {
        return isKind(type, TypeKind.ARRAY) ? image.elementType(type) : TypeIds.NONE;
    }

    private boolean hasElements(int type, Bank bank) {
        int element = element(type);
        return element != TypeIds.BOOL && TypeIds.bank(element) == bank;
    }

    private boolean hasField(int type, int offset, Bank bank) {
        boolean isRecord =
                type >= TypeIds.FIRST_FREE && type < imageTypes && image.typeKind(type).isRecord();
        int field = isRecord ? field(type, offset) : -1;
        return field >= 0 && TypeIds.bank(image.fieldType(type, field)) == bank;
    }

    /// Index of the field at `offset`; -1 if there is none.
    private int field(int type, int offset) {
        for (int i = 0; i < image.fieldCount(type); i++) {
            if (image.fieldOffset(type, i) == offset) {
                return i;
            }
        }
        return -1;
    }
}
