package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.Type;

/// Lowers what arrays and strings are made of and taken apart by.
final class Arrays {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    Arrays(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    int element(TExpr.Index e, int wanted) {
        Type type = scope.typeOf(e.base());
        int base = expressions.value(e.base());
        if (!isIndexable(type, e.base())) {
            return NONE;
        }
        int index = expressions.index(e.index(), type);
        if (code.isDead()) {
            return NONE;
        }
        int target = code.target(type == Type.STRING ? Type.STRING : type.element(), wanted);
        code.binary(IrOp.GET, target, base, index, e.span().start());
        return target;
    }

    /// Whether `type` has elements; otherwise ends the code.
    private boolean isIndexable(Type type, TExpr e) {
        if (code.isDead()) {
            return false;
        }
        if (type == Type.STRING || type.isArray() && Scope.hasRegister(type.element())) {
            return true;
        }
        if (type.isAny()) {
            scope.unsupported(e.span());
        } else if (type.isArray()) {
            // Nothing was ever stored into it: every index is out of bounds.
            TrapKind kind = TrapKind.ARRAY_INDEX;
            scope.trap(kind, kind.message(), e.span());
        } else {
            scope.typeTrap("Value is not an array", e.span());
        }
        return false;
    }

    void store(TExpr base, TExpr index, TExpr value, Span span) {
        Type type = scope.typeOf(base);
        int array = expressions.value(base);
        if (type == Type.STRING || !isIndexable(type, base)) {
            scope.typeTrap("Value is not an array", span);
            return;
        }
        int at = expressions.index(index, type);
        int stored = expressions.valueAs(value, type.element(), NONE);
        if (!code.isDead()) {
            code.set(array, at, stored, span.start());
        }
    }

    int slice(TExpr.Slice e, int wanted) {
        Type type = scope.typeOf(e.base());
        int base = expressions.value(e.base());
        if (code.isDead()) {
            return NONE;
        }
        if (type != Type.STRING && !type.isArray()) {
            isIndexable(type, e.base());
            return NONE;
        }
        int from = bound(e.from(), type);
        int to = bound(e.to(), type);
        if (code.isDead()) {
            return NONE;
        }
        int given = (e.from() != null ? 1 : 0) | (e.to() != null ? 2 : 0);
        int flags = code.constant(Type.I32, given, NONE);
        Builtin row = type == Type.STRING ? Builtin.SLICE_STRING : Builtin.SLICE_ARRAY;
        return expressions.builtinResult(row, type, wanted, e.span(), base, from, to, flags);
    }

    private int bound(TExpr e, Type base) {
        return e == null ? code.constant(Type.I32, 0, NONE) : expressions.index(e, base);
    }

    int literal(TExpr.ArrayOf e, Type type, int wanted) {
        // The variable that is assigned may occur in the elements, so it gets the array last.
        int target = code.target(type, e.elements().isEmpty() ? wanted : NONE);
        code.newLiteral(target, e.elements().size(), e.span().start());
        for (int i = 0; i < e.elements().size(); i++) {
            TExpr element = e.elements().get(i);
            int value = expressions.valueAs(element, type.element(), NONE);
            if (!code.isDead()) {
                code.push(target, value, element.span().start());
            }
        }
        return target;
    }

    /// `[]` where an array of another element type is wanted is made as such; else NONE.
    int emptyLiteral(TExpr e, Type type, int wanted) {
        boolean isEmpty = e instanceof TExpr.ArrayOf array && array.elements().isEmpty();
        if (!isEmpty || !type.isArray() || code.isDead()) {
            return NONE;
        }
        int target = code.target(type, wanted);
        code.newLiteral(target, 0, e.span().start());
        return target;
    }

    int fill(TExpr.Fill e, int wanted) {
        Type type = scope.typeOf(e);
        Type element = type.element();
        boolean isZero = e.value() instanceof TExpr.Literal zero && zero.bits() == 0;
        int value =
                isZero && !element.isAny() ? NONE : expressions.valueAs(e.value(), element, NONE);
        if (code.isDead()) {
            return NONE;
        }
        int count = code.constant(Type.I32, e.count(), NONE);
        int target = code.newRegister(type);
        code.unary(IrOp.NEW_ARRAY, target, count, e.span().start());
        if (value != NONE) {
            code.builtin(NONE, fillRow(element), e.span().start(), target, value);
        }
        if (wanted != NONE) {
            code.move(wanted, target);
            return wanted;
        }
        return target;
    }

    private static Builtin fillRow(Type element) {
        return switch (element.kind()) {
            case BOOL -> Builtin.FILL_BOOL;
            case I32, U32 -> Builtin.FILL_I32;
            case I64, U64 -> Builtin.FILL_I64;
            case F64 -> Builtin.FILL_F64;
            case ANY -> Builtin.FILL_ANY;
            case STRING, VOID, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION, NEVER ->
                    Builtin.FILL_REF;
        };
    }

    int repeat(TExpr array, TExpr count, boolean isCountFirst, int wanted, Span span) {
        Type type = scope.typeOf(array);
        int times = isCountFirst ? expressions.value(count) : NONE;
        int base = expressions.value(array);
        times = isCountFirst ? times : expressions.value(count);
        Type from = scope.typeOf(count);
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isArray() || !from.isInteger()) {
            if (type.isAny() || from.isAny()) {
                scope.unsupported(span);
            } else {
                scope.typeTrap(ExpressionLowering.DIFFERENT, span);
            }
            return NONE;
        }
        if (from != Type.U64) {
            // A u64 above the i64 range is negative there: the same error as too large.
            times = expressions.conversions.widen(times, from, Type.I64);
        }
        return expressions.builtinResult(Builtin.REPEAT, type, wanted, span, base, times);
    }
}
