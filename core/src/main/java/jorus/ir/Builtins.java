package jorus.ir;

import jorus.builtin.Builtin;
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
        if (type.isAny()) {
            int target = code.target(Type.I32, wanted);
            code.builtin(target, Builtin.LEN_ANY, e.span().start(), sequence);
            return target;
        }
        if (type != Type.STRING && !type.isArray()) {
            return bad("Value is not an array", e.span());
        }
        int target = code.target(Type.I32, wanted);
        code.unary(IrOp.LENGTH, target, sequence, NONE);
        return target;
    }

    private int bad(String message, Span span) {
        scope.typeTrap(message, span);
        return NONE;
    }

    /// Whether elements of the argument can only be got and given as `any`.
    private static boolean isDynamic(Type type) {
        return type.isAny() || type.isArray() && !Arrays.hasTypedElements(type);
    }

    private int push(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        int array = expressions.value(argument);
        if (code.isDead()) {
            return NONE;
        }
        if (isDynamic(type)) {
            int boxed = expressions.dynamic.boxed(array, type);
            int value = expressions.dynamic.any(e.arguments().get(1));
            Type known = scope.typeOf(e);
            return expressions.dynamic.call(
                    Builtin.PUSH_VALUE, known, wanted, e.span(), boxed, value);
        }
        if (!type.isArray()) {
            // The arguments are evaluated before the call fails.
            expressions.effect(e.arguments().get(1));
            return bad("Value is not an array", e.span());
        }
        int value = expressions.valueAs(e.arguments().get(1), type.element(), NONE, e.span());
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
        if (isDynamic(type)) {
            int boxed = expressions.dynamic.boxed(array, type);
            Type known = scope.typeOf(e);
            return expressions.dynamic.call(Builtin.POP_VALUE, known, wanted, e.span(), boxed);
        }
        if (!type.isArray()) {
            return bad("Value is not an array", e.span());
        }
        Type element = type.element();
        Type known = scope.typeOf(e);
        int want = known == element ? wanted : NONE;
        int popped = expressions.builtinResult(popRow(element), element, want, e.span(), array);
        return expressions.conversions.coerce(popped, element, known, wanted, e.span());
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
        if (isDynamic(type)) {
            int boxed = expressions.dynamic.boxed(array, type);
            Type known = scope.typeOf(e);
            return expressions.dynamic.call(Builtin.SORTED_ANY, known, wanted, e.span(), boxed);
        }
        if (!type.isArray()) {
            return bad("Value is not an array", e.span());
        }
        return expressions.builtinResult(Builtin.SORTED, type, wanted, e.span(), array);
    }

    private int absolute(TExpr.CallBuiltin e, int wanted) {
        TExpr argument = e.arguments().get(0);
        Type type = scope.typeOf(argument);
        if (type == Type.F64) {
            return instruction(IrOp.ABS, e, wanted);
        }
        if (type.isAny()) {
            return math(e, argument, argument, wanted);
        }
        int value = expressions.value(argument, type.isSigned() ? NONE : wanted);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isNumeric()) {
            return bad("Operands must be numeric", e.span());
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
        if (type.isAny() || scope.typeOf(right).isAny()) {
            return math(e, left, right, wanted);
        }
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

    /// `abs`, `min` or `max` of `any`: the first argument says which.
    private int math(TExpr.CallBuiltin e, TExpr left, TExpr right, int wanted) {
        int a = expressions.dynamic.operand(left);
        int b = left == right ? a : expressions.dynamic.operand(right);
        int row = code.constant(Type.I32, e.builtin().id(), NONE);
        Type known = scope.typeOf(e);
        return expressions.dynamic.call(Builtin.MATH_ANY, known, wanted, e.span(), row, a, b);
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
        if (!isTypedRange(e) || count > 0 && scope.typeOf(given.get(0)) == Type.I32) {
            return rangeOfAny(e, wanted);
        }
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

    /// Whether all arguments of a `range()` are known to be integers.
    boolean isTypedRange(TExpr.CallBuiltin e) {
        boolean isTyped = true;
        for (int i = 0; i < e.arguments().size(); i++) {
            isTyped &= scope.typeOf(e.arguments().get(i)).isInteger();
        }
        return isTyped;
    }

    /// The type that a range yields depends on the actual types of all arguments.
    private int rangeOfAny(TExpr.CallBuiltin e, int wanted) {
        int[] bounds = new int[4];
        int count = e.arguments().size();
        for (int i = 0; i < 3; i++) {
            bounds[i] =
                    i < count
                            ? expressions.dynamic.any(e.arguments().get(i))
                            : expressions.conversions.box(NONE, Type.VOID, NONE);
        }
        if (code.isDead()) {
            return NONE;
        }
        bounds[3] = code.constant(Type.I32, count, NONE);
        int target = code.target(Type.RANGE, wanted);
        code.builtin(target, Builtin.RANGE_ANY, e.span().start(), bounds);
        return target;
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
            scope.trap(kind, kind.message(), e.span());
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
            Type type = ProgramScope.typeOf(row.parameters().get(i));
            arguments[i] = expressions.valueAs(e.arguments().get(i), type, NONE);
        }
        if (code.isDead()) {
            return NONE;
        }
        Type type = ProgramScope.typeOf(row.result());
        int target = Scope.hasRegister(type) ? code.target(type, wanted) : NONE;
        code.builtin(target, row, e.span().start(), arguments);
        return target;
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
