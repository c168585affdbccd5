package jorus.emit;

import jorus.ir.Condition;
import jorus.ir.IrOp;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.type.Type;

/// Chooses the opcode for an IR operation and the type of its operands.
final class Selection {
    private Selection() {}

    private static Opcode byBank(
            Type type, Opcode i32, Opcode i64, Opcode f64, Opcode ref, Opcode any) {
        return switch (Banks.of(type)) {
            case I32 -> i32;
            case I64 -> i64;
            case F64 -> f64;
            case REF -> ref;
            case ANY -> any;
        };
    }

    private static Opcode byNumber(
            Type type, Opcode i32, Opcode i64, Opcode u32, Opcode u64, Opcode f64) {
        return switch (type.kind()) {
            case I32 -> i32;
            case I64 -> i64;
            case U32 -> u32;
            case U64 -> u64;
            case F64 -> f64;
            default -> throw new AssertionError("arithmetic on " + type);
        };
    }

    private static Opcode dynamic(IrOp op) {
        return switch (op) {
            case ADD -> Opcode.ADD_ANY;
            case SUB -> Opcode.SUB_ANY;
            case MUL -> Opcode.MUL_ANY;
            case DIV -> Opcode.DIV_ANY;
            case REM -> Opcode.REM_ANY;
            default -> throw new AssertionError(op + " on any");
        };
    }

    /// Arithmetic and logic on operands of `type`.
    static Opcode arithmetic(IrOp op, Type type) {
        if (type.isAny()) {
            return dynamic(op);
        }
        return switch (op) {
            case ADD ->
                    byNumber(
                            type,
                            Opcode.ADD_I32,
                            Opcode.ADD_I64,
                            Opcode.ADD_U32,
                            Opcode.ADD_U64,
                            Opcode.ADD_F64);
            case SUB ->
                    byNumber(
                            type,
                            Opcode.SUB_I32,
                            Opcode.SUB_I64,
                            Opcode.SUB_U32,
                            Opcode.SUB_U64,
                            Opcode.SUB_F64);
            case MUL ->
                    byNumber(
                            type,
                            Opcode.MUL_I32,
                            Opcode.MUL_I64,
                            Opcode.MUL_U32,
                            Opcode.MUL_U64,
                            Opcode.MUL_F64);
            case DIV ->
                    byNumber(
                            type,
                            Opcode.DIV_I32,
                            Opcode.DIV_I64,
                            Opcode.DIV_U32,
                            Opcode.DIV_U64,
                            Opcode.DIV_F64);
            case REM ->
                    byNumber(
                            type,
                            Opcode.REM_I32,
                            Opcode.REM_I64,
                            Opcode.REM_U32,
                            Opcode.REM_U64,
                            Opcode.REM_F64);
            case NEG -> byBank(type, Opcode.NEG_I32, Opcode.NEG_I64, Opcode.NEG_F64, null, null);
            case ADDK -> byBank(type, Opcode.ADDK_I32, Opcode.ADDK_I64, null, null, null);
            case AND -> byBank(type, Opcode.AND_I32, Opcode.AND_I64, null, null, null);
            case OR -> byBank(type, Opcode.OR_I32, Opcode.OR_I64, null, null, null);
            case SQRT -> Opcode.SQRT_F64;
            case ABS -> Opcode.ABS_F64;
            case FLOOR -> Opcode.FLOOR_F64;
            default -> throw new AssertionError(op + " is not arithmetic");
        };
    }

    static Opcode move(Type type) {
        return byBank(
                type,
                Opcode.MOVE_I32,
                Opcode.MOVE_I64,
                Opcode.MOVE_F64,
                Opcode.MOVE_REF,
                Opcode.MOVE_ANY);
    }

    static Opcode farLoad(Type type) {
        return byBank(
                type,
                Opcode.FAR_LOAD_I32,
                Opcode.FAR_LOAD_I64,
                Opcode.FAR_LOAD_F64,
                Opcode.FAR_LOAD_REF,
                Opcode.FAR_LOAD_ANY);
    }

    static Opcode farStore(Type type) {
        return byBank(
                type,
                Opcode.FAR_STORE_I32,
                Opcode.FAR_STORE_I64,
                Opcode.FAR_STORE_F64,
                Opcode.FAR_STORE_REF,
                Opcode.FAR_STORE_ANY);
    }

    static Opcode getGlobal(Type type) {
        return byBank(
                type,
                Opcode.GET_GLOBAL_I32,
                Opcode.GET_GLOBAL_I64,
                Opcode.GET_GLOBAL_F64,
                Opcode.GET_GLOBAL_REF,
                Opcode.GET_GLOBAL_ANY);
    }

    static Opcode setGlobal(Type type) {
        return byBank(
                type,
                Opcode.SET_GLOBAL_I32,
                Opcode.SET_GLOBAL_I64,
                Opcode.SET_GLOBAL_F64,
                Opcode.SET_GLOBAL_REF,
                Opcode.SET_GLOBAL_ANY);
    }

    static Opcode getField(Type type) {
        return byBank(
                type,
                Opcode.GET_FIELD_I32,
                Opcode.GET_FIELD_I64,
                Opcode.GET_FIELD_F64,
                Opcode.GET_FIELD_REF,
                Opcode.GET_FIELD_ANY);
    }

    static Opcode setField(Type type) {
        return byBank(
                type,
                Opcode.SET_FIELD_I32,
                Opcode.SET_FIELD_I64,
                Opcode.SET_FIELD_F64,
                Opcode.SET_FIELD_REF,
                Opcode.SET_FIELD_ANY);
    }

    static Opcode unbox(Type type) {
        return byBank(
                type, Opcode.UNBOX_I32, Opcode.UNBOX_I64, Opcode.UNBOX_F64, Opcode.UNBOX_REF, null);
    }

    /// `type` is null for no result.
    static Opcode callValue(Type type) {
        if (type == null) {
            return Opcode.CALL_VALUE;
        }
        return byBank(
                type,
                Opcode.CALL_VALUE_I32,
                Opcode.CALL_VALUE_I64,
                Opcode.CALL_VALUE_F64,
                Opcode.CALL_VALUE_REF,
                Opcode.CALL_VALUE_ANY);
    }

    /// `type` is null for no result.
    static Opcode call(Type type) {
        if (type == null) {
            return Opcode.CALL;
        }
        return byBank(
                type,
                Opcode.CALL_I32,
                Opcode.CALL_I64,
                Opcode.CALL_F64,
                Opcode.CALL_REF,
                Opcode.CALL_ANY);
    }

    static Opcode builtin(Type type) {
        if (type == null) {
            return Opcode.BUILTIN;
        }
        return byBank(
                type,
                Opcode.BUILTIN_I32,
                Opcode.BUILTIN_I64,
                Opcode.BUILTIN_F64,
                Opcode.BUILTIN_REF,
                Opcode.BUILTIN_ANY);
    }

    static Opcode returnValue(Type type) {
        if (type == null) {
            return Opcode.RET;
        }
        return byBank(
                type,
                Opcode.RET_I32,
                Opcode.RET_I64,
                Opcode.RET_F64,
                Opcode.RET_REF,
                Opcode.RET_ANY);
    }

    static Opcode box(Type type) {
        return byBank(type, Opcode.BOX_I32, Opcode.BOX_I64, Opcode.BOX_F64, Opcode.BOX_REF, null);
    }

    /// Element access by element type.
    static Opcode get(Type element) {
        if (element == Type.BOOL) {
            return Opcode.GET_BOOL;
        }
        return byBank(
                element,
                Opcode.GET_I32,
                Opcode.GET_I64,
                Opcode.GET_F64,
                Opcode.GET_REF,
                Opcode.GET_ANY);
    }

    static Opcode set(Type element) {
        if (element == Type.BOOL) {
            return Opcode.SET_BOOL;
        }
        return byBank(
                element,
                Opcode.SET_I32,
                Opcode.SET_I64,
                Opcode.SET_F64,
                Opcode.SET_REF,
                Opcode.SET_ANY);
    }

    static Opcode push(Type element) {
        if (element == Type.BOOL) {
            return Opcode.PUSH_BOOL;
        }
        return byBank(
                element,
                Opcode.PUSH_I32,
                Opcode.PUSH_I64,
                Opcode.PUSH_F64,
                Opcode.PUSH_REF,
                Opcode.PUSH_ANY);
    }

    /// The conversion that one opcode does.
    static Opcode convert(Type from, Type to) {
        Bank source = Banks.of(from);
        return switch (Banks.of(to)) {
            case I32 ->
                    switch (source) {
                        case I32 -> Opcode.MOVE_I32;
                        case I64 -> Opcode.I32_I64;
                        default -> Opcode.I32_F64;
                    };
            case I64 ->
                    switch (source) {
                        case I32 -> from == Type.I32 ? Opcode.I64_I32 : Opcode.I64_U32;
                        case I64 -> Opcode.MOVE_I64;
                        default -> Opcode.I64_F64;
                    };
            case F64 -> source == Bank.I32 ? Opcode.F64_I32 : Opcode.F64_I64;
            case REF, ANY -> throw new AssertionError("conversion of " + from + " to " + to);
        };
    }

    /// Whether a comparison is written with its operands exchanged.
    static boolean isSwapped(Condition condition) {
        return switch (condition) {
            case GT, GE, NGT, NGE -> true;
            case EQ, NE, LT, LE, NLT, NLE -> false;
        };
    }

    /// A comparison of registers by a condition that is not swapped, giving a bool.
    static Opcode compare(Condition condition, Type type) {
        if (type.isAny() && condition != Condition.EQ) {
            return condition == Condition.LT ? Opcode.LT_ANY : Opcode.LE_ANY;
        }
        return switch (condition) {
            case EQ ->
                    type == Type.STRING
                            ? Opcode.EQ_STRING
                            : byBank(
                                    type,
                                    Opcode.EQ_I32,
                                    Opcode.EQ_I64,
                                    Opcode.EQ_F64,
                                    Opcode.EQ_REF,
                                    Opcode.EQ_ANY);
            case NE -> byBank(type, Opcode.NE_I32, Opcode.NE_I64, Opcode.NE_F64, null, null);
            case LT ->
                    byNumber(
                            type,
                            Opcode.LT_I32,
                            Opcode.LT_I64,
                            Opcode.LT_U32,
                            Opcode.LT_U64,
                            Opcode.LT_F64);
            case LE ->
                    byNumber(
                            type,
                            Opcode.LE_I32,
                            Opcode.LE_I64,
                            Opcode.LE_U32,
                            Opcode.LE_U64,
                            Opcode.LE_F64);
            default -> throw new AssertionError("no value of condition " + condition);
        };
    }

    /// A branch on registers by a condition that is not swapped.
    static Opcode branch(Condition condition, Type type) {
        return switch (condition) {
            case EQ ->
                    byBank(type, Opcode.BR_EQ_I32, Opcode.BR_EQ_I64, Opcode.BR_EQ_F64, null, null);
            case NE ->
                    byBank(type, Opcode.BR_NE_I32, Opcode.BR_NE_I64, Opcode.BR_NE_F64, null, null);
            case LT ->
                    byNumber(
                            type,
                            Opcode.BR_LT_I32,
                            Opcode.BR_LT_I64,
                            Opcode.BR_LT_U32,
                            Opcode.BR_LT_U64,
                            Opcode.BR_LT_F64);
            case LE ->
                    byNumber(
                            type,
                            Opcode.BR_LE_I32,
                            Opcode.BR_LE_I64,
                            Opcode.BR_LE_U32,
                            Opcode.BR_LE_U64,
                            Opcode.BR_LE_F64);
            case NLT -> Opcode.BR_NLT_F64;
            case NLE -> Opcode.BR_NLE_F64;
            case GT, GE, NGT, NGE -> throw new AssertionError("swapped before: " + condition);
        };
    }

    /// A branch on a register and a constant.
    static Opcode branchConstant(Condition condition, Type type) {
        boolean isWide = Banks.of(type) == Bank.I64;
        return switch (condition) {
            case EQ -> isWide ? Opcode.BR_EQK_I64 : Opcode.BR_EQK_I32;
            case NE -> isWide ? Opcode.BR_NEK_I64 : Opcode.BR_NEK_I32;
            case LT -> isWide ? Opcode.BR_LTK_I64 : Opcode.BR_LTK_I32;
            case LE -> isWide ? Opcode.BR_LEK_I64 : Opcode.BR_LEK_I32;
            case GT -> isWide ? Opcode.BR_GTK_I64 : Opcode.BR_GTK_I32;
            case GE -> isWide ? Opcode.BR_GEK_I64 : Opcode.BR_GEK_I32;
            case NLT, NLE, NGT, NGE -> throw new AssertionError("f64 condition " + condition);
        };
    }
}
