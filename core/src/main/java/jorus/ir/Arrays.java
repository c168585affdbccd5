package jorus.ir;

import jorus.builtin.Builtin;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.Type;

/// Lowers what arrays and strings are made of and taken apart by.
final class Arrays {
    private static final int NONE = Instruction.NONE;

    /// The flag of SLICE_ANY for a result whose element type is `any`.
    private static final int ANY_EXPECTED = 4;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    Arrays(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    /// Whether the elements of an array of this type are exactly of its element type.
    static boolean hasTypedElements(Type type) {
        return type.isArray() && !HiddenType.isView(type) && Scope.hasRegister(type.element());
    }

    int element(TExpr.Index e, int wanted) {
        Type type = scope.typeOf(e.base());
        Type index = scope.typeOf(e.index());
        int base = expressions.value(e.base());
        boolean isText = type == Type.STRING && !e.isArrayOnly() && !index.isAny();
        if (!isText && (!hasTypedElements(type) || !index.isInteger())) {
            return dynamicElement(e, type, base, wanted);
        }
        int at = expressions.index(e.index(), type);
        if (code.isDead()) {
            return NONE;
        }
        Type element = type == Type.STRING ? Type.STRING : type.element();
        Type known = scope.typeOf(e);
        int target = element == known ? code.target(element, wanted) : code.newRegister(element);
        code.binary(IrOp.GET, target, base, at, e.span().start());
        return known == Type.NEVER
                ? NONE
                : expressions.conversions.coerce(target, element, known, wanted, e.span());
    }

    private int dynamicElement(TExpr.Index e, Type type, int base, int wanted) {
        int array = expressions.dynamic.boxed(base, type);
        int index = expressions.dynamic.any(e.index());
        Builtin row = e.isArrayOnly() ? Builtin.ELEMENT_ANY : Builtin.INDEX_ANY;
        return expressions.dynamic.call(row, scope.typeOf(e), wanted, e.span(), array, index);
    }

    void store(TExpr base, TExpr index, TExpr value, Span span) {
        Type type = scope.typeOf(base);
        int array = expressions.value(base);
        // A bad index is found after the value was evaluated.
        if (!hasTypedElements(type) || !scope.typeOf(index).isInteger()) {
            int object = expressions.dynamic.boxed(array, type);
            int at = expressions.dynamic.any(index);
            expressions.dynamic.store(object, at, expressions.dynamic.any(value), span);
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
        Type known = scope.typeOf(e);
        int base = expressions.value(e.base());
        if (code.isDead()) {
            return NONE;
        }
        int given = (e.from() != null ? 1 : 0) | (e.to() != null ? 2 : 0);
        given |= e.isAnyExpected() ? ANY_EXPECTED : 0;
        boolean isTyped = type == Type.STRING || hasTypedElements(type);
        boolean isKnown =
                isTyped
                        && known == type
                        && !e.isAnyExpected()
                        && isPosition(e.from())
                        && isPosition(e.to());
        if (!isKnown) {
            int array = expressions.dynamic.boxed(base, type);
            int from = anyBound(e.from());
            int to = anyBound(e.to());
            int flags = code.constant(Type.I32, given, NONE);
            return expressions.dynamic.call(
                    Builtin.SLICE_ANY, known, wanted, e.span(), array, from, to, flags);
        }
        int from = bound(e.from(), type);
        int to = bound(e.to(), type);
        if (code.isDead()) {
            return NONE;
        }
        int flags = code.constant(Type.I32, given, NONE);
        Builtin row = type == Type.STRING ? Builtin.SLICE_STRING : Builtin.SLICE_ARRAY;
        return expressions.builtinResult(row, type, wanted, e.span(), base, from, to, flags);
    }

    private boolean isPosition(TExpr e) {
        return e == null || scope.typeOf(e).isInteger();
    }

    private int anyBound(TExpr e) {
        return e == null
                ? expressions.conversions.box(NONE, Type.VOID, NONE)
                : expressions.dynamic.any(e);
    }

    private int bound(TExpr e, Type base) {
        return e == null ? code.constant(Type.I32, 0, NONE) : expressions.index(e, base);
    }

    int literal(TExpr.ArrayOf e, Type type, int wanted) {
        if (!type.isArray()) {
            // One of the elements fails.
            for (int i = 0; i < e.elements().size(); i++) {
                expressions.effect(e.elements().get(i));
            }
            return NONE;
        }
        if (HiddenType.isView(type)) {
            return viewLiteral(e, type, wanted);
        }
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

    /// A literal whose element type is `any` because that was asked for, or because only the
    /// actual elements can tell it; then they are all computed before the array is made.
    private int viewLiteral(TExpr.ArrayOf e, Type type, int wanted) {
        Type element = type.element();
        boolean isOpen = element.isAny() && !e.isAnyExpected();
        int[] values = new int[e.elements().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = expressions.valueAs(e.elements().get(i), element, NONE);
        }
        if (code.isDead()) {
            return NONE;
        }
        int array = code.newRegister(isOpen ? type : scope.shared.hidden.array(element));
        code.newLiteral(array, values.length, e.span().start());
        for (int i = 0; i < values.length; i++) {
            code.push(array, values[i], e.elements().get(i).span().start());
        }
        if (isOpen && values.length > 0) {
            code.builtin(NONE, Builtin.LITERAL_TYPE, e.span().start(), array);
        }
        return asView(array, type, wanted);
    }

    private int asView(int array, Type type, int wanted) {
        Type from = code.function.type(array);
        return expressions.conversions.coerce(array, from, type, wanted, null);
    }

    /// `[]` where an array of another element type is wanted is made as such; else NONE.
    int emptyLiteral(TExpr e, Type type, int wanted) {
        boolean isEmpty = e instanceof TExpr.ArrayOf array && array.elements().isEmpty();
        if (!isEmpty || !type.isArray() || HiddenType.isView(type) || code.isDead()) {
            return NONE;
        }
        int target = code.target(type, wanted);
        code.newLiteral(target, 0, e.span().start());
        return target;
    }

    int fill(TExpr.Fill e, int wanted) {
        Type type = scope.typeOf(e);
        if (type == Type.NEVER) {
            expressions.effect(e.value());
            return NONE;
        }
        Type element = type.element();
        boolean isView = HiddenType.isView(type);
        if (isView && element.isAny() && !e.isAnyExpected()) {
            return openFill(e, type, wanted);
        }
        int value =
                isZero(e.value(), element) ? NONE : expressions.valueAs(e.value(), element, NONE);
        if (code.isDead()) {
            return NONE;
        }
        int count = code.constant(Type.I32, e.count(), NONE);
        int target = code.newRegister(isView ? scope.shared.hidden.array(element) : type);
        code.unary(IrOp.NEW_ARRAY, target, count, e.span().start());
        if (value != NONE) {
            code.builtin(NONE, fillRow(element), e.span().start(), target, value);
        }
        return asView(target, type, wanted);
    }

    /// A fill with a value whose actual type is the element type: a literal of one, repeated.
    private int openFill(TExpr.Fill e, Type type, int wanted) {
        int value = expressions.dynamic.any(e.value());
        if (code.isDead()) {
            return NONE;
        }
        int start = e.span().start();
        int one = code.newRegister(type);
        code.newLiteral(one, 1, start);
        if (e.count() == 0) {
            return asView(one, type, wanted);
        }
        code.push(one, value, start);
        code.builtin(NONE, Builtin.LITERAL_TYPE, start, one);
        if (e.count() == 1) {
            return asView(one, type, wanted);
        }
        int times = code.constant(Type.I64, e.count(), NONE);
        return expressions.builtinResult(Builtin.REPEAT, type, wanted, e.span(), one, times);
    }

    private static boolean hasPlainElements(Type type) {
        return hasTypedElements(type)
                && (type.element().isNumeric() || type.element() == Type.BOOL);
    }

    /// `[one] * count`: the usual way to make an array whose length is computed. The array of one
    /// is never made.
    private int filled(TExpr e, TExpr one, Type type, TExpr count, int wanted) {
        int value =
                isZero(one, type.element()) ? NONE : expressions.valueAs(one, type.element(), NONE);
        int times = expressions.value(count);
        if (code.isDead()) {
            return NONE;
        }
        int target = code.newRegister(type);
        code.unary(IrOp.NEW_ARRAY, target, times, e.span().start());
        if (value != NONE) {
            code.builtin(NONE, fillRow(type.element()), e.span().start(), target, value);
        }
        return asView(target, type, wanted);
    }

    private static boolean isZero(TExpr value, Type element) {
        return value instanceof TExpr.Literal zero
                && zero.bits() == 0
                && (element.isNumeric() || element == Type.BOOL);
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

    /// `array * count`; `isAnyExpected` says whether the elements of the result are `any` for sure.
    int repeat(
            TExpr e,
            TExpr array,
            TExpr count,
            boolean isCountFirst,
            boolean isAnyExpected,
            int wanted) {
        Type type = scope.typeOf(array);
        Type from = scope.typeOf(count);
        Type known = scope.typeOf(e);
        if (known == type
                && from == Type.I32
                && !isCountFirst
                && !isAnyExpected
                && hasPlainElements(type)
                && array instanceof TExpr.ArrayOf one
                && one.elements().size() == 1) {
            return filled(e, one.elements().getFirst(), type, count, wanted);
        }
        int times = isCountFirst ? expressions.value(count) : NONE;
        int base = expressions.value(array);
        times = isCountFirst ? times : expressions.value(count);
        if (code.isDead()) {
            return NONE;
        }
        boolean isTyped = hasTypedElements(type) && known == type && !isAnyExpected;
        if (!isTyped || !from.isInteger()) {
            int flag = code.constant(Type.I32, isAnyExpected ? 1 : 0, NONE);
            int boxed = expressions.dynamic.boxed(base, type);
            int boxedTimes = expressions.dynamic.boxed(times, from);
            return expressions.dynamic.call(
                    Builtin.REPEAT_ANY, known, wanted, e.span(), boxed, boxedTimes, flag);
        }
        if (from != Type.U64) {
            // A u64 above the i64 range is negative there: the same error as too large.
            times = expressions.conversions.widen(times, from, Type.I64);
        }
        return expressions.builtinResult(Builtin.REPEAT, type, wanted, e.span(), base, times);
    }
}
