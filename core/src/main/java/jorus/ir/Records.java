package jorus.ir;

import jorus.builtin.Builtin;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What objects may be taken apart, and how they are made: structs, cells and arrays.
final class Records {
    private static final int NONE = Instruction.NONE;

    /// More fields than this are cheaper in memory, where a move of the object is one move.
    static final int MAX_FIELDS = 16;

    private Records() {}

    /// Whether objects of a type can be taken apart.
    static boolean isRecord(Type type) {
        int fields = fieldCount(type);
        return fields > 0 && fields <= MAX_FIELDS || isArray(type);
    }

    static boolean isArray(Type type) {
        return type.isArray() && !type.element().isAny();
    }

    /// 0 if it is no struct or cell.
    static int fieldCount(Type type) {
        if (type instanceof StructType struct) {
            return struct.fields().size();
        }
        return type instanceof HiddenType.Cell cell ? cell.hasFlag() ? 2 : 1 : 0;
    }

    static Type fieldType(Type type, int field) {
        if (type instanceof StructType struct) {
            return struct.fields().get(field).type();
        }
        if (isArray(type)) {
            return type.element();
        }
        return field == 0 ? ((HiddenType.Cell) type).content() : Type.I32;
    }

    /// Whether the function makes such an object, or a call may.
    static boolean hasAny(IrFunction function) {
        for (int i = 0; i < function.blocks.size(); i++) {
            List<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.target != NONE
                        && makes(instruction.op)
                        && isRecord(function.type(instruction.target))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean makes(IrOp op) {
        return switch (op) {
            case NEW_OBJECT, NEW_LITERAL, NEW_ARRAY, CALL -> true;
            default -> false;
        };
    }

    static boolean isNumber(Type type) {
        return type.isNumeric() || type == Type.BOOL;
    }

    /// All elements of an array become one value.
    static boolean isFill(Instruction instruction) {
        return instruction.op == IrOp.BUILTIN
                && switch (Builtin.byId((int) instruction.immediate)) {
                    case FILL_BOOL, FILL_I32, FILL_I64, FILL_F64 -> true;
                    default -> false;
                };
    }

    /// Writes an object out, and keeps nothing of it.
    static boolean isOutput(Instruction instruction) {
        return instruction.op == IrOp.BUILTIN
                && Builtin.byId((int) instruction.immediate) == Builtin.PUT_REF;
    }

    /// Whether each field that is no number is set right behind the instruction that makes the
    /// object.
    static boolean isComplete(Type type, ArrayList<Instruction> code, int at) {
        BitSet isSet = initialFields(code, at);
        for (int i = 0; i < fieldCount(type); i++) {
            Type field = fieldType(type, i);
            if (!isSet.get(i) && !isNumber(field)) {
                return false;
            }
        }
        return true;
    }

    /// The fields that are stored right behind the instruction at `at`, which makes the object.
    static BitSet initialFields(ArrayList<Instruction> code, int at) {
        BitSet isSet = new BitSet();
        int object = code.get(at).target;
        for (int j = at + 1; j < code.size(); j++) {
            Instruction store = code.get(j);
            if (store.op != IrOp.SET_FIELD || store.a != object) {
                break;
            }
            isSet.set((int) store.immediate);
        }
        return isSet;
    }
}
