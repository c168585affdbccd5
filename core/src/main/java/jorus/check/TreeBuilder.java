package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Span;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Makes the expressions of the typed tree, numbered within the current function.
final class TreeBuilder {
    private final ModuleChecker module;

    private Span shown;

    TreeBuilder(ModuleChecker module) {
        this.module = module;
    }

    /// From now on all nodes are at `place`, whatever place they are made for; null for none. Gives
    /// what it was before.
    Span showAt(Span place) {
        Span before = shown;
        shown = place;
        return before;
    }

    private Span at(Span span) {
        return shown != null ? shown : span;
    }

    private int next() {
        return module.body().function().nextExpression();
    }

    /// Stands for an expression whose error was reported: compatible with everything.
    TExpr error(Span span) {
        return new TExpr.Literal(next(), Type.NEVER, at(span), 0, false);
    }

    TExpr literal(Type type, Span span, long bits) {
        return new TExpr.Literal(next(), type, at(span), bits, false);
    }

    TExpr number(NumberLiteral value, Type type, Span span) {
        return literal(type, at(span), value.bits(type));
    }

    /// A literal that takes the actual type of a neighbour of static type `any`.
    TExpr adaptable(NumberLiteral value, Span span) {
        Type type = value.defaultType();
        return new TExpr.Literal(next(), type, at(span), value.bits(type), true, value.isBits32());
    }

    TExpr text(Span span, byte[] bytes) {
        return new TExpr.Text(next(), Type.STRING, at(span), bytes);
    }

    TExpr.Read read(Variable variable, Span span) {
        return new TExpr.Read(next(), variable.type(), at(span), variable);
    }

    TExpr arith(Type type, Span span, ArithOp op, TExpr left, TExpr right) {
        return new TExpr.Arith(next(), type, at(span), op, left, right);
    }

    TExpr negate(Span span, TExpr operand) {
        return new TExpr.Negate(next(), operand.type(), at(span), operand);
    }

    TExpr concat(Span span, TExpr left, TExpr right) {
        return new TExpr.Concat(next(), Type.STRING, at(span), left, right);
    }

    TExpr toText(Span span, TExpr operand) {
        return new TExpr.ToText(next(), Type.STRING, at(span), operand);
    }

    TExpr repeat(Span span, TExpr array, TExpr count, boolean isCountFirst) {
        return new TExpr.Repeat(next(), array.type(), at(span), array, count, isCountFirst, false);
    }

    TExpr compare(Span span, CompareOp op, TExpr left, TExpr right) {
        return new TExpr.Compare(next(), Type.BOOL, at(span), op, left, right);
    }

    TExpr logic(Type type, Span span, boolean isAnd, TExpr left, TExpr right) {
        return new TExpr.Logic(next(), type, at(span), isAnd, left, right);
    }

    TExpr not(Span span, TExpr operand) {
        return new TExpr.Not(next(), Type.BOOL, at(span), operand);
    }

    TExpr cast(Type type, Span span, TExpr operand) {
        return new TExpr.Cast(next(), type, at(span), operand);
    }

    /// `operand` at a place of a compatible type; itself if nothing changes.
    TExpr convert(Type type, Span span, TExpr operand) {
        if (operand.type() == type || operand.type() == Type.NEVER || type == Type.NEVER) {
            return operand;
        }
        return new TExpr.Convert(next(), type, at(span), operand);
    }

    TExpr choose(Type type, Span span, TExpr condition, TExpr whenTrue, TExpr whenFalse) {
        return new TExpr.Choose(next(), type, at(span), condition, whenTrue, whenFalse);
    }

    TExpr index(Type type, Span span, TExpr base, TExpr index) {
        return new TExpr.Index(next(), type, at(span), base, index, false);
    }

    /// The read of a destructuring.
    TExpr element(Type type, Span span, TExpr array, int index) {
        TExpr position = literal(Type.I32, at(span), index);
        return new TExpr.Index(next(), type, at(span), array, position, true);
    }

    TExpr slice(Span span, TExpr base, TExpr from, TExpr to, Type expected) {
        boolean isAnyExpected = isAnyArray(expected) && isAnyArray(base.type());
        return new TExpr.Slice(next(), base.type(), at(span), base, from, to, isAnyExpected);
    }

    /// An operation at a place of type `expected`, null if that is open.
    static TExpr expecting(Type expected, TExpr operation) {
        boolean isAnyExpected =
                operation instanceof TExpr.Repeat
                        && isAnyArray(expected)
                        && isAnyArray(operation.type());
        return isAnyExpected ? ((TExpr.Repeat) operation).withAnyExpected() : operation;
    }

    private static boolean isAnyArray(Type type) {
        return type != null && type.isArray() && type.element().isAny();
    }

    TExpr arrayOf(Type type, Span span, List<TExpr> elements, boolean isAnyExpected) {
        return new TExpr.ArrayOf(next(), type, at(span), elements, isAnyExpected);
    }

    TExpr fill(Type type, Span span, TExpr value, int count, boolean isAnyExpected) {
        return new TExpr.Fill(next(), type, at(span), value, count, isAnyExpected);
    }

    TExpr call(Span span, TFunction function, List<TExpr> arguments) {
        TExpr.FunctionValue closure = function.mayCapture() ? functionValue(span, function) : null;
        return new TExpr.Call(next(), function.result(), at(span), function, arguments, closure);
    }

    TExpr.FunctionValue functionValue(Span span, TFunction function) {
        List<Type> parameters = new ArrayList<>(function.parameterCount());
        for (int i = 0; i < function.parameterCount(); i++) {
            parameters.add(function.locals().get(i).type());
        }
        Type type = module.types().function(parameters, function.result());
        return new TExpr.FunctionValue(next(), type, at(span), function);
    }

    TExpr builtinValue(Span span, Builtin builtin) {
        return new TExpr.BuiltinValue(next(), Type.ANY, at(span), builtin);
    }

    TExpr callValue(Type result, Span span, TExpr callee, List<TExpr> arguments) {
        return new TExpr.CallValue(next(), result, at(span), callee, arguments);
    }

    TExpr callMember(Span span, TExpr base, String name, List<TExpr> arguments) {
        return new TExpr.CallMember(next(), Type.ANY, at(span), base, name, arguments);
    }

    TExpr newStruct(Type type, Span span, List<Integer> indexes, List<TExpr> values) {
        return new TExpr.NewStruct(next(), type, at(span), indexes, values);
    }

    TExpr getField(StructType struct, Span span, TExpr base, int field) {
        Type type = struct.fields().get(field).type();
        return new TExpr.GetField(next(), type, at(span), base, field);
    }

    TExpr getMember(Span span, TExpr base, String name) {
        return new TExpr.GetMember(next(), Type.ANY, at(span), base, name);
    }

    TExpr newVariant(EnumType type, Span span, int variant, List<TExpr> payloads) {
        return new TExpr.NewVariant(next(), type, at(span), variant, payloads);
    }

    TExpr testVariant(Span span, TExpr subject, EnumType type, int variant, boolean isStrict) {
        return new TExpr.TestVariant(next(), Type.BOOL, at(span), subject, type, variant, isStrict);
    }

    TExpr getPayload(Span span, TExpr subject, EnumType type, int variant, int payload) {
        Type found = type.variants().get(variant).payloads().get(payload);
        return new TExpr.GetPayload(next(), found, at(span), subject, type, variant, payload);
    }

    TExpr select(Type type, Span span, Variable variable, TExpr subject, List<TExpr.Case> cases) {
        return new TExpr.Select(next(), type, at(span), variable, subject, cases);
    }

    TExpr errorValue(Span span) {
        return new TExpr.ErrorValue(next(), Type.ERROR, span);
    }

    TExpr callBuiltin(Type type, Span span, Builtin builtin, List<TExpr> arguments) {
        return new TExpr.CallBuiltin(next(), type, at(span), builtin, arguments);
    }
}
