package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.source.Span;
import jorus.type.Type;

/// Lowers changes of type: casts, text, boxing, index operands.
///
/// All methods take the register of the value and give the register of the result, in `wanted` if
/// that is not NONE; without a change that is the register itself.
final class Conversions {
    private static final int NONE = Instruction.NONE;

    private final Code code;

    Conversions(Code code) {
        this.code = code;
    }

    private int same(int register, int wanted) {
        if (wanted == NONE || code.isDead()) {
            return register;
        }
        code.move(wanted, register);
        return wanted;
    }

    /// Brings a value to a place of type `to`.
    int coerce(int register, Type from, Type to, int wanted, Span span) {
        if (code.isDead() || to == Type.VOID || to == Type.NEVER) {
            return NONE;
        }
        if (from == to) {
            return same(register, wanted);
        }
        if (to.isAny()) {
            return box(register, from, wanted);
        }
        if (from.isAny() || from == Type.VOID) {
            int any = box(register, from, NONE);
            int target = code.target(to, wanted);
            code.unary(IrOp.UNBOX, target, any, position(span));
            return target;
        }
        boolean areFunctions = to.kind() == Type.Kind.FUNCTION && from.kind() == Type.Kind.FUNCTION;
        boolean isExact = from instanceof HiddenType.ExactArray && HiddenType.isView(to);
        if (!areFunctions && !isExact && !from.accepts(to)) {
            return mismatch(register, from, to, span);
        }
        int target = code.target(to, wanted);
        if (areFunctions || HiddenType.isView(to)) {
            // Calls check what they pass and get, reads of elements what they find.
            code.move(target, register);
        } else {
            code.unary(IrOp.AS_REF, target, register, position(span));
        }
        return target;
    }

    /// A value of type `from` is certainly none of type `to`.
    int mismatch(int register, Type from, Type to, Span span) {
        if (HiddenType.isView(from)) {
            // The message names the type that the array has at run time.
            int any = box(register, from, NONE);
            code.unary(IrOp.UNBOX, code.newRegister(to), any, position(span));
        }
        String message = "expected " + nameOf(to) + ", found " + nameOf(from);
        code.trap(TrapKind.TYPE, message, position(span));
        return NONE;
    }

    private static int position(Span span) {
        return span == null ? NONE : span.start();
    }

    /// As messages write the type of a value.
    String nameOf(Type type) {
        return type.kind() == Type.Kind.FUNCTION ? "function" : type.name();
    }

    int box(int register, Type from, int wanted) {
        if (code.isDead()) {
            return NONE;
        }
        if (from.isAny()) {
            return same(register, wanted);
        }
        int target = code.target(Type.ANY, wanted);
        if (from == Type.VOID) {
            // The tag alone is the value; no register can have type void.
            code.boxVoid(target, code.constant(Type.I32, 0, NONE));
        } else {
            code.unary(IrOp.BOX, target, register, NONE);
        }
        return target;
    }

    /// The text of a value by the rules of `as string`.
    int text(int register, Type from, int wanted, Span span) {
        if (code.isDead()) {
            return NONE;
        }
        Builtin builtin =
                switch (from.kind()) {
                    case I32 -> Builtin.TEXT_I32;
                    case I64 -> Builtin.TEXT_I64;
                    case U32 -> Builtin.TEXT_U32;
                    case U64 -> Builtin.TEXT_U64;
                    case F64 -> Builtin.TEXT_F64;
                    case BOOL -> Builtin.TEXT_BOOL;
                    default -> null;
                };
        if (builtin != null) {
            return builtin(builtin, register, Type.STRING, wanted, span);
        }
        if (from == Type.STRING) {
            return same(register, wanted);
        }
        if (from.isAny()) {
            return builtin(Builtin.TEXT_ANY, register, Type.STRING, wanted, span);
        }
        if (from == Type.ERROR) {
            return builtin(Builtin.TEXT_ERROR, register, Type.STRING, wanted, span);
        }
        return mismatch(register, from, Type.STRING, span);
    }

    private int builtin(Builtin row, int register, Type type, int wanted, Span span) {
        int target = code.target(type, wanted);
        code.builtin(target, row, position(span), register);
        return target;
    }

    /// An index of an integer type as i32: what does not fit becomes the largest i32, what is
    /// negative stays negative, so that the bounds check gives the right error.
    int index(int register, Type from) {
        if (code.isDead() || from == Type.I32) {
            return register;
        }
        int target = code.newRegister(Type.I32);
        if (from == Type.U64) {
            code.builtin(target, Builtin.INDEX_U64, NONE, register);
            return target;
        }
        int wide = from == Type.U32 ? convert(register, Type.I64, NONE, NONE) : register;
        code.unary(IrOp.INDEX, target, wide, NONE);
        return target;
    }

    private int convert(int register, Type to, int wanted, int position) {
        int target = code.target(to, wanted);
        code.unary(IrOp.CONVERT, target, register, position);
        return target;
    }

    /// An explicit cast (language.md 13.4); also the conversions of mixed comparisons.
    int cast(int register, Type from, Type to, int wanted, Span span) {
        if (code.isDead()) {
            return NONE;
        }
        if (from == to) {
            return same(register, wanted);
        }
        boolean isPlain = from.isNumeric() || from == Type.BOOL;
        if (isPlain && to == Type.BOOL) {
            return isNotZero(register, from, wanted);
        }
        if (isPlain && to.isNumeric()) {
            return number(register, from, to, wanted, span);
        }
        if (from.isAny() && (to.isNumeric() || to == Type.BOOL)) {
            int any = code.newRegister(Type.ANY);
            int id = code.typeId(to);
            code.builtin(any, Builtin.CAST_ANY, position(span), register, id);
            return coerce(any, Type.ANY, to, wanted, span);
        }
        return coerce(register, from, to, wanted, span);
    }

    private int isNotZero(int register, Type from, int wanted) {
        int zero = code.constant(from, 0, NONE);
        int target = code.target(Type.BOOL, wanted);
        code.compare(Condition.NE, target, register, zero);
        return target;
    }

    private int number(int register, Type from, Type to, int wanted, Span span) {
        Builtin row = trappingCast(from, to);
        if (row != null) {
            return builtin(row, register, to, wanted, span);
        }
        if (from == Type.U32 && to == Type.F64) {
            int wide = convert(register, Type.I64, NONE, NONE);
            return convert(wide, to, wanted, NONE);
        }
        return convert(register, to, wanted, position(span));
    }

    /// The builtin for a cast that no instruction does, or null.
    private static Builtin trappingCast(Type from, Type to) {
        return switch (to.kind()) {
            case I32 -> from == Type.U64 ? Builtin.I32_FROM_U64 : null;
            case I64 -> from == Type.U64 ? Builtin.I64_FROM_U64 : null;
            case U32 ->
                    switch (from.kind()) {
                        case I64 -> Builtin.U32_FROM_I64;
                        case U64 -> Builtin.U32_FROM_U64;
                        case F64 -> Builtin.U32_FROM_F64;
                        default -> null;
                    };
            case U64 ->
                    switch (from.kind()) {
                        case I32 -> Builtin.U64_FROM_I32;
                        case I64 -> Builtin.U64_FROM_I64;
                        case F64 -> Builtin.U64_FROM_F64;
                        default -> null;
                    };
            case F64 -> from == Type.U64 ? Builtin.F64_FROM_U64 : null;
            default -> null;
        };
    }

    /// An integer or bool in i64 or u64 without a range check: signed ones sign-extended.
    int widen(int register, Type from, Type to) {
        return code.isDead() || from == to ? register : convert(register, to, NONE, NONE);
    }
}
