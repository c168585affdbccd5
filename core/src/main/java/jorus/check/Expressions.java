package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Suffix;
import jorus.syntax.UnaryOp;
import jorus.type.Type;

/// Checks expressions (language.md 4); the larger kinds are left to [Operators],
/// [ArrayExpressions] and [Calls].
final class Expressions implements Expr.Visitor<TExpr> {
    private final ModuleChecker module;
    // What the place of the expression being visited expects, or null. Read at the start of each
    // visit, before inner expressions change it.
    private Type expected;

    Expressions(ModuleChecker module) {
        this.module = module;
    }

    /// Checks `e`; `wanted` is the type its place expects, or null. Literals adapt to it; the
    /// result may still have another type. VOID is possible.
    TExpr check(Expr e, Type wanted) {
        expected = wanted;
        return e.accept(this);
    }

    /// Like [#check] where a value is needed.
    TExpr value(Expr e, Type wanted) {
        return requireValue(check(e, wanted), e);
    }

    TExpr requireValue(TExpr checked, Expr e) {
        if (checked.type() != Type.VOID) {
            return checked;
        }
        String what =
                checked instanceof TExpr.Call call
                        ? "'" + call.function().name() + "' returns no value"
                        : "this has no value";
        module.error(Code.TYPE, e.span(), what);
        return module.tree.error(e.span());
    }

    /// The value of `e` as a `target`: adapted, converted, or E2001.
    TExpr place(Expr e, Type target, Hint... hints) {
        return fit(value(e, target), target, e.span(), hints);
    }

    /// A checked value at a place of type `target`.
    TExpr fit(TExpr value, Type target, Span span, Hint... hints) {
        if (target.accepts(value.type())) {
            return module.tree.convert(target, span, value);
        }
        String remedy = hints.length == 0 ? conversion(value.type(), target) : null;
        if (remedy != null) {
            module.mismatch(span, target, value.type(), Hint.help(remedy));
        } else {
            module.mismatch(span, target, value.type(), hints);
        }
        return module.tree.error(span);
    }

    /// How a value of one type becomes one of another, or null.
    private static String conversion(Type from, Type to) {
        boolean isPlain = from.isNumeric() || from == Type.BOOL;
        boolean isCast = isPlain && (to.isNumeric() || to == Type.BOOL || to == Type.STRING);
        if (isCast || from == Type.ERROR && to == Type.STRING) {
            return "convert it with 'as " + to + "'";
        }
        if (from == Type.STRING && to.isNumeric()) {
            return "'" + (to == Type.F64 ? "float" : "int") + "(...)' reads a number from a string";
        }
        return null;
    }

    /// A literal where `wanted` is expected, or without expectation if that is null or no number.
    TExpr literal(NumberLiteral literal, Type wanted, Span span) {
        if (wanted != null && wanted.isNumeric()) {
            if (literal.fits(wanted)) {
                return module.tree.number(literal, wanted, span);
            }
            boolean isFraction = literal.isFloat();
            module.error(
                    Code.TYPE,
                    span,
                    isFraction
                            ? "expected '" + wanted + "', found a float literal"
                            : "the literal " + literal.text() + " does not fit '" + wanted + "'",
                    NumberLiteral.remedy(isFraction, wanted));
            return module.tree.error(span);
        }
        Type type = literal.defaultType();
        if (type == null) {
            module.error(
                    Code.SYNTAX,
                    span,
                    "the integer literal " + literal.text() + " does not fit any type",
                    NumberLiteral.remedy(false, Type.I64));
            return module.tree.error(span);
        }
        return module.tree.number(literal, type, span);
    }

    @Override
    public TExpr intLit(Expr.IntLit e) {
        if (e.suffix() == Suffix.NONE) {
            return literal(NumberLiteral.adaptable(e), expected, e.span());
        }
        return suffixed(NumberLiteral.unsigned(e), e.suffix(), e.span());
    }

    @Override
    public TExpr floatLit(Expr.FloatLit e) {
        if (e.suffix() == Suffix.NONE) {
            return literal(NumberLiteral.adaptable(e), expected, e.span());
        }
        if (e.suffix() == Suffix.F64) {
            long bits = Double.doubleToRawLongBits(e.value());
            return module.tree.literal(Type.F64, e.span(), bits);
        }
        return suffixed(NumberLiteral.integral(e.value()), e.suffix(), e.span());
    }

    /// `literal` is null if the value is not an integer although the suffix asks for one.
    private TExpr suffixed(NumberLiteral literal, Suffix suffix, Span span) {
        Type type =
                switch (suffix) {
                    case I32 -> Type.I32;
                    case I64 -> Type.I64;
                    case U32 -> Type.U32;
                    case U64 -> Type.U64;
                    case F64 -> Type.F64;
                    case U -> literal == null || literal.fits(Type.U32) ? Type.U32 : Type.U64;
                    case NONE -> throw new AssertionError("literal without suffix");
                };
        if (literal == null || !literal.fits(type)) {
            module.error(
                    Code.SYNTAX,
                    span,
                    "the literal does not fit its suffix '" + type + "'",
                    NumberLiteral.remedy(literal == null, type));
            return module.tree.error(span);
        }
        return module.tree.number(literal, type, span);
    }

    @Override
    public TExpr boolLit(Expr.BoolLit e) {
        return module.tree.literal(Type.BOOL, e.span(), e.value() ? 1 : 0);
    }

    @Override
    public TExpr stringLit(Expr.StringLit e) {
        return module.tree.text(e.span(), e.bytes());
    }

    @Override
    public TExpr name(Expr.Name e) {
        return module.names.value(e);
    }

    @Override
    public TExpr paren(Expr.Paren e) {
        return e.inner().accept(this);
    }

    @Override
    public TExpr unary(Expr.Unary e) {
        NumberLiteral literal = NumberLiteral.adaptable(e);
        if (literal != null) {
            return literal(literal, expected, e.span());
        }
        TExpr operand = value(e.operand(), null);
        return e.op() == UnaryOp.NEG
                ? module.operators.negate(e.opSpan(), operand)
                : module.operators.not(e.opSpan(), operand);
    }

    @Override
    public TExpr binary(Expr.Binary e) {
        return module.operators.binary(e, expected);
    }

    @Override
    public TExpr matches(Expr.Matches e) {
        return module.matches.matches(e);
    }

    @Override
    public TExpr cast(Expr.Cast e) {
        return module.operators.cast(e);
    }

    @Override
    public TExpr conditional(Expr.Conditional e) {
        Type wanted = expected;
        TExpr condition = condition(e.condition());
        return module.arrays.choose(e, condition, wanted);
    }

    /// The condition of a conditional, `if` or `while`.
    TExpr condition(Expr e) {
        TExpr condition = check(e, null);
        Type type = condition.type();
        if (type == Type.BOOL || type.isAny() || type == Type.NEVER) {
            return condition;
        }
        String found = type == Type.VOID ? "no value" : "'" + type + "'";
        String message = "the condition must be 'bool', found " + found;
        if (type.isNumeric()) {
            module.error(Code.CONDITION, e.span(), message, Hint.help("compare it: '... != 0'"));
        } else {
            module.error(Code.CONDITION, e.span(), message);
        }
        return module.tree.error(e.span());
    }

    @Override
    public TExpr call(Expr.Call e) {
        return module.calls.call(e);
    }

    @Override
    public TExpr index(Expr.Index e) {
        return module.arrays.index(e);
    }

    @Override
    public TExpr slice(Expr.Slice e) {
        return module.arrays.slice(e, expected);
    }

    @Override
    public TExpr member(Expr.Member e) {
        return module.members.member(e);
    }

    @Override
    public TExpr arrayLit(Expr.ArrayLit e) {
        return module.arrays.literal(e, expected);
    }

    @Override
    public TExpr structLit(Expr.StructLit e) {
        return module.structs.literal(e);
    }

    @Override
    public TExpr lambda(Expr.Lambda e) {
        return module.functions.lambda(e);
    }

    @Override
    public TExpr match(Expr.Match e) {
        return module.matches.expression(e, expected);
    }

    @Override
    public TExpr bad(Expr.Bad e) {
        return module.tree.error(e.span());
    }
}
