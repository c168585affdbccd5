package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Span;
import jorus.type.Type;

import java.util.List;

/// Makes the expressions of the typed tree, numbered within the current function.
final class TreeBuilder {
    private final ModuleChecker module;

    TreeBuilder(ModuleChecker module) {
        this.module = module;
    }

    private int next() {
        return module.body().function().nextExpression();
    }

    /// Stands for an expression whose error was reported: compatible with everything.
    TExpr error(Span span) {
        return new TExpr.Literal(next(), Type.NEVER, span, 0, false);
    }

    TExpr literal(Type type, Span span, long bits) {
        return new TExpr.Literal(next(), type, span, bits, false);
    }

    TExpr number(NumberLiteral value, Type type, Span span) {
        return literal(type, span, value.bits(type));
    }

    /// A literal that takes the actual type of a neighbour of static type `any`.
    TExpr adaptable(NumberLiteral value, Span span) {
        Type type = value.defaultType();
        return new TExpr.Literal(next(), type, span, value.bits(type), true, value.isBits32());
    }

    TExpr text(Span span, byte[] bytes) {
        return new TExpr.Text(next(), Type.STRING, span, bytes);
    }

    TExpr.Read read(Variable variable, Span span) {
        return new TExpr.Read(next(), variable.type(), span, variable);
    }

    TExpr arith(Type type, Span span, ArithOp op, TExpr left, TExpr right) {
        return new TExpr.Arith(next(), type, span, op, left, right);
    }

    TExpr negate(Span span, TExpr operand) {
        return new TExpr.Negate(next(), operand.type(), span, operand);
    }

    TExpr concat(Span span, TExpr left, TExpr right) {
        return new TExpr.Concat(next(), Type.STRING, span, left, right);
    }

    TExpr toText(Span span, TExpr operand) {
        return new TExpr.ToText(next(), Type.STRING, span, operand);
    }

    TExpr repeat(Span span, TExpr array, TExpr count, boolean isCountFirst) {
        return new TExpr.Repeat(next(), array.type(), span, array, count, isCountFirst);
    }

    TExpr compare(Span span, CompareOp op, TExpr left, TExpr right) {
        return new TExpr.Compare(next(), Type.BOOL, span, op, left, right);
    }

    TExpr logic(Type type, Span span, boolean isAnd, TExpr left, TExpr right) {
        return new TExpr.Logic(next(), type, span, isAnd, left, right);
    }

    TExpr not(Span span, TExpr operand) {
        return new TExpr.Not(next(), Type.BOOL, span, operand);
    }

    TExpr cast(Type type, Span span, TExpr operand) {
        return new TExpr.Cast(next(), type, span, operand);
    }

    /// `operand` at a place of a compatible type; itself if nothing changes.
    TExpr convert(Type type, Span span, TExpr operand) {
        if (operand.type() == type || operand.type() == Type.NEVER || type == Type.NEVER) {
            return operand;
        }
        return new TExpr.Convert(next(), type, span, operand);
    }

    TExpr choose(Type type, Span span, TExpr condition, TExpr whenTrue, TExpr whenFalse) {
        return new TExpr.Choose(next(), type, span, condition, whenTrue, whenFalse);
    }

    TExpr index(Type type, Span span, TExpr base, TExpr index) {
        return new TExpr.Index(next(), type, span, base, index, false);
    }

    /// The read of a destructuring.
    TExpr element(Type type, Span span, TExpr array, int index) {
        TExpr position = literal(Type.I32, span, index);
        return new TExpr.Index(next(), type, span, array, position, true);
    }

    TExpr slice(Span span, TExpr base, TExpr from, TExpr to) {
        return new TExpr.Slice(next(), base.type(), span, base, from, to);
    }

    TExpr arrayOf(Type type, Span span, List<TExpr> elements, boolean isAnyExpected) {
        return new TExpr.ArrayOf(next(), type, span, elements, isAnyExpected);
    }

    TExpr fill(Type type, Span span, TExpr value, int count, boolean isAnyExpected) {
        return new TExpr.Fill(next(), type, span, value, count, isAnyExpected);
    }

    TExpr call(Span span, TFunction function, List<TExpr> arguments) {
        return new TExpr.Call(next(), function.result(), span, function, arguments);
    }

    TExpr callBuiltin(Type type, Span span, Builtin builtin, List<TExpr> arguments) {
        return new TExpr.CallBuiltin(next(), type, span, builtin, arguments);
    }
}
