package jorus.check;

import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Several expressions on their way to one type: the element rule of language.md 4.9, which also
/// serves the sides of a conditional and the arms of a match expression.
final class CommonType {
    private final ModuleChecker module;
    private final Type expected;
    private final List<Expr> written = new ArrayList<>();
    private final List<TExpr> checked = new ArrayList<>();
    private final List<NumberLiteral> literals = new ArrayList<>();
    private Type first;
    private int firstTyped;
    private Type ofLiterals = Type.I32;
    private boolean hasAny;
    private boolean hasError;

    /// `expected` is the type that the place asks for, or null.
    CommonType(ModuleChecker module, Type expected) {
        this.module = module;
        this.expected = expected;
    }

    /// Checks the next expression; its names are looked up in the current scope.
    void add(Expr e) {
        written.add(e);
        if (expected != null) {
            TExpr placed = module.expressions.place(e, expected);
            hasError |= placed.type() == Type.NEVER;
            checked.add(placed);
            literals.add(null);
            return;
        }
        NumberLiteral literal = NumberLiteral.adaptable(e);
        literals.add(literal);
        if (literal != null) {
            checked.add(null);
            ofLiterals = wider(ofLiterals, literal.defaultType());
            return;
        }
        TExpr value = module.expressions.value(e, null);
        checked.add(value);
        Type type = value.type();
        hasError |= type == Type.NEVER;
        hasAny |= type.isAny();
        if (first == null && !type.isAny() && type != Type.NEVER) {
            first = type;
            firstTyped = written.size() - 1;
        }
    }

    private static Type wider(Type one, Type two) {
        if (two == null || one == Type.F64 || two == Type.F64) {
            return two == null ? one : Type.F64;
        }
        return two.kind().ordinal() > one.kind().ordinal() ? two : one;
    }

    /// The one type; NEVER if it can't be told because of errors.
    Type type() {
        if (expected != null) {
            return expected;
        }
        if (first != null) {
            return first;
        }
        if (hasError) {
            return Type.NEVER;
        }
        return hasAny || written.isEmpty() ? Type.ANY : ofLiterals;
    }

    /// Whether a number literal stands before the first value with a type of its own, which is no
    /// number: then that value is the surprise, not the literal.
    private boolean isLedByLiteral() {
        boolean isOther = first != null && !first.isNumeric() && firstTyped > 0;
        for (int i = 0; isOther && i < firstTyped; i++) {
            if (literals.get(i) != null) {
                return true;
            }
        }
        return false;
    }

    /// All converted to [#type()]; `rule` explains a mismatch.
    List<TExpr> fitted(String rule) {
        Type type = type();
        if (isLedByLiteral()) {
            Span later = written.get(firstTyped).span();
            module.mismatch(later, ofLiterals, first, Hint.note(rule));
            return List.copyOf(Collections.nCopies(written.size(), module.tree.error(later)));
        }
        List<TExpr> fitted = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            Span span = written.get(i).span();
            NumberLiteral literal = literals.get(i);
            TExpr value =
                    literal == null
                            ? checked.get(i)
                            : module.expressions.literal(literal, type, span);
            fitted.add(
                    literal == null
                            ? module.expressions.fit(value, type, span, Hint.note(rule))
                            : module.expressions.fit(value, type, span));
        }
        return fitted;
    }
}
