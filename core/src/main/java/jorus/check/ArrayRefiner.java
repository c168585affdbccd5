package jorus.check;

import jorus.type.Type;

/// Finds the refined types of the expressions that make arrays or take them apart.
final class ArrayRefiner {
    private final Refiner refiner;
    private final StmtRefiner statements;
    private final ExprRefiner expressions;

    ArrayRefiner(Refiner refiner, StmtRefiner statements, ExprRefiner expressions) {
        this.refiner = refiner;
        this.statements = statements;
        this.expressions = expressions;
    }

    Type index(TExpr.Index e) {
        Type base = expressions.typeOrSite(e.base());
        if (base == Type.NEVER || !ExprRefiner.isPosition(expressions.type(e.index()))) {
            return Type.NEVER;
        }
        if (base instanceof Tuple tuple) {
            return Refiner.limit(refiner.tuples().element(tuple, e.index()), e.type());
        }
        if (base.isArray()) {
            return Refiner.limit(base.element(), e.type());
        }
        boolean isText = base == Type.STRING && !e.isArrayOnly();
        return isText || base.isAny() ? base : Type.NEVER;
    }

    Type slice(TExpr.Slice e) {
        Type base = expressions.typeOrElements(e.base());
        if (base == Type.NEVER) {
            return base;
        }
        // Both bounds are evaluated before either is found to be no position.
        boolean isFrom = e.from() == null || isPosition(e.from());
        boolean isTo = e.to() == null || isPosition(e.to());
        if (!isFrom || !isTo) {
            return Type.NEVER;
        }
        if (e.isAnyExpected() && base instanceof Site site) {
            refiner.sites().giveUp(site);
        }
        boolean isDefined = base.isArray() || base == Type.STRING || base.isAny();
        return isDefined ? copyOf(e.isAnyExpected() ? e.type() : base, e.type()) : Type.NEVER;
    }

    private boolean isPosition(TExpr bound) {
        return ExprRefiner.isPosition(expressions.type(bound));
    }

    Type repeat(TExpr.Repeat e) {
        TExpr first = e.isCountFirst() ? e.count() : e.array();
        TExpr second = e.isCountFirst() ? e.array() : e.count();
        if (!isReached(e, first) || !isReached(e, second)) {
            return Type.NEVER;
        }
        return e.isAnyExpected()
                ? e.type()
                : copyOf(statements.version().typeOf(e.array()), e.type());
    }

    private boolean isReached(TExpr.Repeat e, TExpr operand) {
        boolean isCopied = operand == e.array() && !e.isAnyExpected();
        Type type = isCopied ? expressions.typeOrElements(operand) : expressions.type(operand);
        return type != Type.NEVER;
    }

    /// The type of a slice or repetition. Where the static element type is `any`, the new array has
    /// the element type of the source; if that has none, it takes the type of its elements when it
    /// is made, and is open if there are none of those either.
    Type copyOf(Type source, Type declared) {
        boolean isUnknown = declared.isArray() ? isView(declared) : source.isArray();
        if (!isUnknown) {
            return declared.isArray() ? declared : source;
        }
        Type known = refiner.resolved(source);
        boolean isKnown = known instanceof Site || known.isArray() && !known.mentionsAny();
        return isKnown ? known : refiner.types().array(Type.ANY);
    }

    private static boolean isView(Type declared) {
        return declared.element().isAny();
    }

    Type arrayOf(TExpr.ArrayOf e) {
        if (e.isAnyExpected() && !e.elements().isEmpty()) {
            return tuple(e);
        }
        Type common = Type.NEVER;
        for (int i = 0; i < e.elements().size(); i++) {
            Type element = expressions.type(e.elements().get(i));
            if (element == Type.NEVER) {
                return element;
            }
            common = refiner.join(common, Refiner.held(element), Type.ANY);
        }
        if (e.isAnyExpected()) {
            return e.type();
        }
        if (e.elements().isEmpty()) {
            return isView(e.type()) ? refiner.made(statements.version(), e) : e.type();
        }
        return arrayOfCommon(common, e.type());
    }

    private Type tuple(TExpr.ArrayOf e) {
        Version version = statements.version();
        Type[] elements = new Type[e.elements().size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = expressions.typeOrSite(e.elements().get(i));
            if (elements[i] == Type.NEVER) {
                return Type.NEVER;
            }
        }
        return refiner.tuples().made(version, e, elements);
    }

    /// The array of elements of the refined type `element`. If that leaves their actual type open,
    /// so is the type of the array.
    private Type arrayOfCommon(Type element, Type declared) {
        boolean isKnown = isView(declared) && !element.mentionsAny();
        return isKnown ? refiner.types().array(element) : declared;
    }

    Type fill(TExpr.Fill e) {
        Type value = expressions.type(e.value());
        if (value == Type.NEVER) {
            return value;
        }
        boolean isOpen = e.count() == 0 || e.isAnyExpected();
        return isOpen ? e.type() : arrayOfCommon(Refiner.held(value), e.type());
    }
}
