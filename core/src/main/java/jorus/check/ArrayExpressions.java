package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.syntax.Expr;
import jorus.syntax.Suffix;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks array literals, fills, indexing and slices, and finds the common type of the sides of a
/// conditional (language.md 4.7 to 4.9).
final class ArrayExpressions {
    private final ModuleChecker module;

    ArrayExpressions(ModuleChecker module) {
        this.module = module;
    }

    /// `expected` is the type that the place of the literal asks for, or null.
    TExpr literal(Expr.ArrayLit e, Type expected) {
        Type element = expected != null && expected.isArray() ? expected.element() : null;
        long count = fillCount(e);
        if (count >= 0) {
            return fill(e, element, (int) Math.min(count, Integer.MAX_VALUE));
        }
        List<TExpr> elements;
        Type type = element;
        if (element == null) {
            CommonType common = new CommonType(module, null);
            for (int i = 0; i < e.elements().size(); i++) {
                common.add(e.elements().get(i));
            }
            type = common.type();
            elements =
                    common.fitted(
                            "the elements of an array have one type, unless it is declared as"
                                    + " '[any]'");
        } else {
            elements = new ArrayList<>(e.elements().size());
            for (int i = 0; i < e.elements().size(); i++) {
                elements.add(module.expressions.place(e.elements().get(i), element));
            }
        }
        if (type == Type.NEVER) {
            return module.tree.error(e.span());
        }
        boolean isAnyExpected = element != null && element.isAny();
        return module.tree.arrayOf(module.types().array(type), e.span(), elements, isAnyExpected);
    }

    private TExpr fill(Expr.ArrayLit e, Type element, int count) {
        module.warnings.fill(e);
        Expr written = e.elements().get(0);
        TExpr value =
                element == null
                        ? module.expressions.value(written, null)
                        : module.expressions.place(written, element);
        if (value.type() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        boolean isAnyExpected = element != null && element.isAny();
        Type type = module.types().array(value.type());
        return module.tree.fill(type, e.span(), value, count, isAnyExpected);
    }

    /// How often a fill repeats its value (unsigned counts that don't fit a long are clamped), or
    /// -1 if the literal is no fill.
    private long fillCount(Expr.ArrayLit e) {
        if (!e.isFillShape()) {
            return -1;
        }
        Expr second = e.elements().get(1);
        Expr.IntLit literal = null;
        if (second instanceof Expr.IntLit written && written.suffix() != Suffix.F64) {
            literal = written;
        } else if (second instanceof Expr.Name name) {
            literal = module.typeNames.constant(name);
        }
        if (literal == null) {
            return -1;
        }
        return literal.value() < 0 ? Long.MAX_VALUE : literal.value();
    }

    /// The number of elements of an array literal or fill, or -1 for any other expression.
    long knownLength(Expr e) {
        Expr at = e;
        while (at instanceof Expr.Paren paren) {
            at = paren.inner();
        }
        if (!(at instanceof Expr.ArrayLit literal)) {
            return -1;
        }
        long count = fillCount(literal);
        return count >= 0 ? count : literal.elements().size();
    }

    /// A conditional whose condition was checked.
    TExpr choose(Expr.Conditional e, TExpr condition, Type expected) {
        boolean isOpen = expected == null || expected.isAny();
        CommonType common = new CommonType(module, isOpen ? null : expected);
        common.add(e.whenTrue());
        common.add(e.whenFalse());
        List<TExpr> sides = common.fitted("both sides of a conditional have one type");
        Type type = common.type();
        TExpr whenTrue = sides.get(0);
        TExpr whenFalse = sides.get(1);
        if (type == Type.NEVER
                || condition.type() == Type.NEVER
                || whenTrue.type() == Type.NEVER
                || whenFalse.type() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        return module.tree.choose(type, e.span(), condition, whenTrue, whenFalse);
    }

    TExpr index(Expr.Index e) {
        TExpr base = module.expressions.value(e.base(), null);
        TExpr index = position(e.index());
        Type type = elementType(base.type());
        if (type == null) {
            module.error(
                    Code.TYPE,
                    e.base().span(),
                    "'" + base.type() + "' can't be indexed",
                    Hint.note("only arrays and strings have elements"));
        }
        if (type == null || type == Type.NEVER || index.type() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        return module.tree.index(type, e.span(), base, index);
    }

    /// What an index gives, or null if the type can't be indexed.
    static Type elementType(Type base) {
        if (base.isArray()) {
            return base.element();
        }
        boolean isOwnElement = base == Type.STRING || base.isAny() || base == Type.NEVER;
        return isOwnElement ? base : null;
    }

    /// An index or slice bound.
    TExpr position(Expr e) {
        TExpr index = module.expressions.value(e, null);
        Type type = index.type();
        if (type.isInteger() || type.isAny() || type == Type.NEVER) {
            return index;
        }
        String message = "an index must be an integer, found '" + type + "'";
        if (type == Type.F64) {
            module.error(Code.TYPE, e.span(), message, Hint.help("convert it with 'as i32'"));
        } else {
            module.error(Code.TYPE, e.span(), message);
        }
        return module.tree.error(e.span());
    }

    /// A slice at a place of type `expected`, null if that is open.
    TExpr slice(Expr.Slice e, Type expected) {
        TExpr base = module.expressions.value(e.base(), null);
        TExpr from = e.from() == null ? null : position(e.from());
        TExpr to = e.to() == null ? null : position(e.to());
        if (elementType(base.type()) == null) {
            module.error(
                    Code.TYPE,
                    e.base().span(),
                    "'" + base.type() + "' can't be sliced",
                    Hint.note("only arrays and strings have slices"));
            return module.tree.error(e.span());
        }
        if (base.type() == Type.NEVER
                || from != null && from.type() == Type.NEVER
                || to != null && to.type() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        return module.tree.slice(e.span(), base, from, to, expected);
    }
}
