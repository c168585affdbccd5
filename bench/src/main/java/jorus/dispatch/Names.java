package jorus.dispatch;

import jorus.isa.Opcode;

/// The methods of [Operations] by opcode.
final class Names {
    private Names() {}

    /// The method of an instruction that goes on with the next; null if kernels execute it rarely.
    static String straight(Opcode opcode) {
        return switch (opcode) {
            case MOVE_I32 -> "moveI32";
            case MOVE_I64, MOVE_F64, MOVE_REF -> "move64";
            case ADD_I32 -> "addI32";
            case SUB_I32 -> "subI32";
            case MUL_I32 -> "mulI32";
            case ADDK_I32 -> "addkI32";
            case REM_I32 -> "remI32";
            case ADD_F64 -> "addF64";
            case SUB_F64 -> "subF64";
            case MUL_F64 -> "mulF64";
            case GET_I32 -> "getI32";
            case GET_I64, GET_F64, GET_REF -> "get64";
            case SET_I32 -> "setI32";
            case SET_I64, SET_F64, SET_REF -> "set64";
            case LENGTH_ARRAY -> "lengthArray";
            case GET_FIELD_I32 -> "getFieldI32";
            case GET_FIELD_I64, GET_FIELD_F64 -> "getField64";
            case SET_FIELD_I32 -> "setFieldI32";
            default -> null;
        };
    }

    /// The method that says whether a branch is taken; null for other instructions.
    static String test(Opcode opcode) {
        return switch (opcode) {
            case BR_LT_I32 -> "isLess";
            case BR_LE_I32 -> "isLessOrEqual";
            case BR_NEK_I32 -> "isNotConstant";
            case BR_LEK_I32 -> "isAtMostConstant";
            case BR_GEK_I32 -> "isAtLeastConstant";
            case NEXT_I32 -> "counts";
            default -> null;
        };
    }
}
