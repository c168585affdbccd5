package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.builtin.TrapKind;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// Lowers calls of builtins: generic rows to instructions or typed rows, the rest as they are.
final class Builtins {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    Builtins(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    int call(TExpr.CallBuiltin e, int wanted) {
        return switch (e.builtin()) {
            case LEN -> length(e, wanted);
            case PUSH -> push(e, wanted);
            case POP -> pop(e, wanted);
            case SORTED -> sorted(e, wanted);
            case ABS -> absolute(e, wanted);
            case MIN -> extreme(e, true, wanted);
            case MAX -> extreme(e, false, wanted);
            case SQRT -> instruction(IrOp.SQRT, e, wanted);
            case FLOOR -> instruction(IrOp.FLOOR, e, wanted);
            case RANGE -> range(e, wanted);
            case INPUT -> input(e, wanted);
            default -> plain(e, wanted);
        };
    }

    private int length(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        int sequence = expressions.value(argument);
        if (code.isDead()) {
            return NONE;
        }
        if (type != Type.STRING && !type.isArray()) {
            return bad(type, "Value is not an array", argument.span());
        }
        int target = code.target(Type.I32, wanted);
        code.unary(IrOp.LENGTH, target, sequence, NONE);
        return target;
    }

    private int bad(Type type, String message, Span span) {
        if (type.isAny()) {
            scope.unsupported(span);
        } else {
            scope.typeTrap(message, span);
        }
        return NONE;
    }

    private int push(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        int array = expressions.value(argument);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isArray()) {
            return bad(type, "Value is not an array", argument.span());
        }
        int value = expressions.valueAs(e.arguments().get(1), type.element(), NONE);
        if (code.isDead()) {
            return NONE;
        }
        code.push(array, value, e.span().start());
        if (wanted == NONE) {
            return array;
        }
        code.move(wanted, array);
        return wanted;
    }

    private int pop(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        int array = expressions.value(argument);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isArray()) {
            return bad(type, "Value is not an array", argument.span());
        }
        Type element = type.element();
        if (!Scope.hasRegister(element)) {
            scope.trap(TrapKind.EMPTY_POP, TrapKind.EMPTY_POP.message(), e.span());
            return NONE;
        }
        return expressions.builtinResult(popRow(element), element, wanted, e.span(), array);
    }

    private static Builtin popRow(Type element) {
        return switch (element.kind()) {
            case BOOL -> Builtin.POP_BOOL;
            case I32, U32 -> Builtin.POP_I32;
            case I64, U64 -> Builtin.POP_I64;
            case F64 -> Builtin.POP_F64;
            case ANY -> Builtin.POP_ANY;
            case STRING, VOID, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION, NEVER ->
                    Builtin.POP_REF;
        };
    }

    private int sorted(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        int array = expressions.value(argument);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isArray()) {
            return bad(type, "Value is not an array", argument.span());
        }
        return expressions.builtinResult(Builtin.SORTED, type, wanted, e.span(), array);
    }

    private int absolute(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        if (type == Type.F64) {
            return instruction(IrOp.ABS, e, wanted);
        }
        int value = expressions.value(argument, type.isSigned() ? NONE : wanted);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isNumeric()) {
            return bad(type, "Operands must be numeric", e.span());
        }
        if (!type.isSigned()) {
            return value;
        }
        Builtin row = type == Type.I32 ? Builtin.ABS_I32 : Builtin.ABS_I64;
        return expressions.builtinResult(row, type, wanted, e.span(), value);
    }

    private int extreme(TExpr.CallBuiltin e, boolean isMinimum, int wanted) {
        TExpr left = e.arguments().get(0);
        TExpr right = e.arguments().get(1);
        Type type = scope.typeOf(left);
        if (!type.isNumeric() || scope.typeOf(right) != type) {
            expressions.badOperands(left, right, "Operands must be numeric", e.span());
            return NONE;
        }
        int a = expressions.value(left);
        int b = expressions.value(right);
        if (code.isDead()) {
            return NONE;
        }
        Builtin row = isMinimum ? minimum(type) : maximum(type);
        return expressions.builtinResult(row, type, wanted, e.span(), a, b);
    }

    private static Builtin minimum(Type type) {
        return switch (type.kind()) {
            case I32 -> Builtin.MIN_I32;
            case I64 -> Builtin.MIN_I64;
            case U32 -> Builtin.MIN_U32;
            case U64 -> Builtin.MIN_U64;
            default -> Builtin.MIN_F64;
        };
    }

    private static Builtin maximum(Type type) {
        return switch (type.kind()) {
            case I32 -> Builtin.MAX_I32;
            case I64 -> Builtin.MAX_I64;
            case U32 -> Builtin.MAX_U32;
            case U64 -> Builtin.MAX_U64;
            default -> Builtin.MAX_F64;
        };
    }

    private int instruction(IrOp op, TExpr.CallBuiltin e, int wanted) {
        int operand = expressions.valueAs(e.arguments().get(0), Type.F64, NONE);
        if (code.isDead()) {
            return NONE;
        }
        int target = code.target(Type.F64, wanted);
        code.unary(op, target, operand, NONE);
        return target;
    }

    private int range(TExpr.CallBuiltin e, int wanted) {
        List<TExpr> given = e.arguments();
        int[] bounds = new int[3];
        int count = given.size();
        for (int i = 0; i < count; i++) {
            bounds[i] = rangeArgument(given.get(i));
        }
        if (code.isDead()) {
            return NONE;
        }
        int from = count == 1 ? code.constant(Type.I64, 0, NONE) : bounds[0];
        int to = count == 1 ? bounds[0] : bounds[1];
        int step = count == 3 ? bounds[2] : code.constant(Type.I64, 1, NONE);
        return expressions.builtinResult(
                Builtin.RANGE, Type.RANGE, wanted, e.span(), from, to, step);
    }

    /// An argument of `range()` as i64.
    int rangeArgument(TExpr e) {
        Type type = scope.typeOf(e);
        int register = expressions.value(e);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isInteger()) {
            TrapKind kind = TrapKind.RANGE_ARGUMENTS;
            if (type.isAny()) {
                scope.unsupported(e.span());
            } else {
                scope.trap(kind, kind.message(), e.span());
            }
            return NONE;
        }
        if (type != Type.U64) {
            return expressions.conversions.widen(register, type, Type.I64);
        }
        // Tested first: the cast would raise another error.
        int limit = code.constant(Type.U64, Long.MAX_VALUE, NONE);
        Block good = new Block();
        Block bad = new Block();
        code.branch(Condition.LE, register, limit, good, bad);
        code.begin(bad);
        TrapKind kind = TrapKind.RANGE_ARGUMENTS;
        scope.trap(kind, kind.message(), e.span());
        code.begin(good);
        return expressions.conversions.cast(register, type, Type.I64, NONE, e.span());
    }

    private int input(TExpr.CallBuiltin e, int wanted) {
        int prompt =
                e.arguments().isEmpty()
                        ? code.text(new byte[0], NONE)
                        : expressions.valueAs(e.arguments().get(0), Type.STRING, NONE);
        if (code.isDead()) {
            return NONE;
        }
        return expressions.builtinResult(Builtin.INPUT, Type.STRING, wanted, e.span(), prompt);
    }

    /// A row whose shapes are types.
    private int plain(TExpr.CallBuiltin e, int wanted) {
        Builtin row = e.builtin();
        int[] arguments = new int[e.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            Type type = typeOf(row.parameters().get(i));
            arguments[i] = expressions.valueAs(e.arguments().get(i), type, NONE);
        }
        if (code.isDead()) {
            return NONE;
        }
        Type type = typeOf(row.result());
        int target = Scope.hasRegister(type) ? code.target(type, wanted) : NONE;
        code.builtin(target, row, e.span().start(), arguments);
        return target;
    }

    private static Type typeOf(Shape shape) {
        return switch (shape) {
            case VOID -> Type.VOID;
            case BOOL -> Type.BOOL;
            case I32 -> Type.I32;
            case I64 -> Type.I64;
            case U32 -> Type.U32;
            case U64 -> Type.U64;
            case F64 -> Type.F64;
            case STRING -> Type.STRING;
            case ITERATOR -> Type.RANGE;
            case ANY -> Type.ANY;
            case REF, NUMBER, SEQUENCE, ARRAY, ELEMENT ->
                    throw new AssertionError("generic shape " + shape + " has no one type");
        };
    }

    /// Hands one value to `print`; `register` is NONE for void.
    void put(int register, Type type, Span span) {
        Builtin row =
                switch (type.kind()) {
                    case I32 -> Builtin.PUT_I32;
                    case I64 -> Builtin.PUT_I64;
                    case U32 -> Builtin.PUT_U32;
                    case U64 -> Builtin.PUT_U64;
                    case F64 -> Builtin.PUT_F64;
                    case BOOL -> Builtin.PUT_BOOL;
                    case ANY -> Builtin.PUT_ANY;
                    case VOID, NEVER -> Builtin.PUT_VOID;
                    case STRING, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION -> Builtin.PUT_REF;
                };
        if (type == Type.VOID) {
            code.builtin(NONE, row, span.start());
        } else {
            code.builtin(NONE, row, span.start(), register);
        }
    }
}
