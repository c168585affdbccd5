package jorus.check;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks calls of declared functions and of builtins, and members (language.md 4.10 and 11).
final class Calls {
    private final ModuleChecker module;

    Calls(ModuleChecker module) {
        this.module = module;
    }

    TExpr call(Expr.Call e) {
        Expr callee = e.callee();
        while (callee instanceof Expr.Paren paren) {
            callee = paren.inner();
        }
        if (callee instanceof Expr.Name name) {
            return named(e, name);
        }
        if (callee instanceof Expr.Member member) {
            return module.members.call(e, member);
        }
        return value(e, module.expressions.value(callee, null));
    }

    private TExpr named(Expr.Call e, Expr.Name name) {
        Binding binding = module.names.find(name.name());
        if (binding != null) {
            return binding(e, binding, name.span());
        }
        Builtin builtin = Names.builtin(name.name());
        if (builtin != null) {
            return builtin(e, builtin);
        }
        if (name.name().equals("print")) {
            module.error(Code.SYNTAX, name.span(), "'print' is a statement and gives no value");
        } else {
            module.names.reportUndefined(name.name(), name.span());
        }
        return skip(e);
    }

    /// A call of what a name stands for; `span` is the name.
    TExpr binding(Expr.Call e, Binding binding, Span span) {
        if (binding instanceof Binding.OfFunction function) {
            return function(e, function.function(), null);
        }
        if (binding instanceof Binding.OfBuiltin builtin) {
            return builtin(e, builtin.builtin());
        }
        if (binding instanceof Binding.OfUnknown) {
            return skip(e);
        }
        if (binding instanceof Binding.OfType type) {
            notAFunction(e, type.declared());
            return skip(e);
        }
        return value(e, module.names.value(binding, span));
    }

    private void notAFunction(Expr.Call e, DeclaredType type) {
        module.error(
                Code.OPERATION,
                e.callee().span(),
                (type.isEnum() ? "the enum '" : "the struct '") + type.name() + "' can't be called",
                Hint.help(
                        type.isEnum()
                                ? "write one of its variants: '" + type.name() + ".Variant(...)'"
                                : "a literal makes a value: '" + type.name() + "{ ... }'"),
                ModuleChecker.declaredHere(type));
    }

    /// The call can't be checked; its arguments still are.
    TExpr skip(Expr.Call e) {
        for (int i = 0; i < e.arguments().size(); i++) {
            module.expressions.check(e.arguments().get(i), null);
        }
        return module.tree.error(e.span());
    }

    /// A call of a value.
    TExpr value(Expr.Call e, TExpr callee) {
        Type type = callee.type();
        List<Expr> written = e.arguments();
        if (type.isAny()) {
            List<TExpr> arguments = new ArrayList<>(written.size());
            for (int i = 0; i < written.size(); i++) {
                arguments.add(module.expressions.place(written.get(i), Type.ANY));
            }
            return module.tree.callValue(Type.ANY, e.span(), callee, arguments);
        }
        if (type.kind() != Type.Kind.FUNCTION) {
            if (type != Type.NEVER) {
                String message = "a value of type '" + type + "' can't be called";
                module.error(Code.OPERATION, e.callee().span(), message);
            }
            return skip(e);
        }
        List<Type> parameters = type.parameters();
        if (written.size() != parameters.size()) {
            String what = "a function of type '" + type + "'";
            arity(e, what, parameters.size());
            return skip(e);
        }
        List<TExpr> arguments = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            arguments.add(module.expressions.place(written.get(i), parameters.get(i)));
        }
        return module.tree.callValue(type.result(), e.span(), callee, arguments);
    }

    /// A call of a declared function; `self` is a first argument that was checked already, or null.
    TExpr function(Expr.Call e, TFunction function, TExpr self) {
        int given = self == null ? 0 : 1;
        int expected = function.parameterCount() - given;
        if (e.arguments().size() != expected) {
            String what = "'" + function.name() + "'";
            arity(e, what, expected, ModuleChecker.declaredHere(function));
            return skip(e);
        }
        List<TExpr> arguments = new ArrayList<>(expected + given);
        if (self != null) {
            Type type = function.locals().get(0).type();
            arguments.add(module.expressions.fit(self, type, self.span()));
        }
        for (int i = 0; i < expected; i++) {
            Variable parameter = function.locals().get(i + given);
            arguments.add(module.expressions.place(e.arguments().get(i), parameter.type()));
        }
        // After the arguments: what they declare runs first, and so do the calls in them.
        module.names.note(function);
        if (function.result() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        return module.tree.call(e.span(), function, arguments);
    }

    private void arity(Expr.Call e, String what, int expected, Hint... hints) {
        int found = e.arguments().size();
        module.error(
                Code.ARITY,
                e.callee().span(),
                what
                        + " expects "
                        + expected
                        + (expected == 1 ? " argument" : " arguments")
                        + ", found "
                        + found,
                hints);
    }

    private TExpr builtin(Expr.Call e, Builtin builtin) {
        int most = builtin.parameters().size();
        int least = builtin == Builtin.RANGE ? 1 : builtin == Builtin.INPUT ? 0 : most;
        if (e.arguments().size() < least || e.arguments().size() > most) {
            if (least == most) {
                arity(e, "'" + builtin.text() + "'", most);
            } else {
                module.error(
                        Code.ARITY,
                        e.callee().span(),
                        "'"
                                + builtin.text()
                                + "' expects "
                                + least
                                + " to "
                                + most
                                + (most == 1 ? " argument" : " arguments")
                                + ", found "
                                + e.arguments().size());
            }
            return skip(e);
        }
        if (builtin.result() == Shape.NUMBER) {
            return numeric(e, builtin);
        }
        if (builtin == Builtin.PUSH || builtin == Builtin.POP || builtin == Builtin.SORTED) {
            return ofArray(e, builtin);
        }
        if (builtin == Builtin.RANGE) {
            return range(e);
        }
        List<TExpr> arguments = new ArrayList<>(e.arguments().size());
        for (int i = 0; i < e.arguments().size(); i++) {
            Expr written = e.arguments().get(i);
            Shape shape = builtin.parameters().get(i);
            arguments.add(
                    shape == Shape.SEQUENCE
                            ? sequence(written)
                            : module.expressions.place(written, type(shape)));
        }
        return module.tree.callBuiltin(type(builtin.result()), e.span(), builtin, arguments);
    }

    /// The arguments keep their types: i32 alone makes a range of i32.
    private TExpr range(Expr.Call e) {
        List<TExpr> arguments = new ArrayList<>(e.arguments().size());
        for (int i = 0; i < e.arguments().size(); i++) {
            Expr written = e.arguments().get(i);
            TExpr argument = module.expressions.value(written, null);
            Type type = argument.type();
            if (!type.isInteger() && !type.isAny() && type != Type.NEVER) {
                module.error(
                        Code.TYPE, written.span(), "'range' takes integers, found '" + type + "'");
                argument = module.tree.error(written.span());
            }
            arguments.add(argument);
        }
        return module.tree.callBuiltin(Type.RANGE, e.span(), Builtin.RANGE, arguments);
    }

    private static Type type(Shape shape) {
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
                    throw new AssertionError(shape + " is no single type");
        };
    }

    private TExpr sequence(Expr written) {
        TExpr argument = module.expressions.value(written, null);
        Type type = argument.type();
        if (type.isArray() || type == Type.STRING || type.isAny() || type == Type.NEVER) {
            return argument;
        }
        module.error(
                Code.TYPE, written.span(), "expected an array or 'string', found '" + type + "'");
        return module.tree.error(written.span());
    }

    /// `push`, `pop` and `sorted`.
    private TExpr ofArray(Expr.Call e, Builtin builtin) {
        Expr first = e.arguments().get(0);
        TExpr array = module.expressions.value(first, null);
        Type type = array.type();
        boolean isArray = type.isArray() || type.isAny();
        if (!isArray && type != Type.NEVER) {
            module.error(Code.TYPE, first.span(), "expected an array, found '" + type + "'");
        }
        if (!isArray) {
            for (int i = 1; i < e.arguments().size(); i++) {
                module.expressions.value(e.arguments().get(i), null);
            }
            return module.tree.error(e.span());
        }
        Type element = ArrayExpressions.elementType(type);
        if (builtin != Builtin.PUSH) {
            Type result = builtin == Builtin.POP ? element : type;
            return module.tree.callBuiltin(result, e.span(), builtin, List.of(array));
        }
        TExpr value = module.expressions.place(e.arguments().get(1), element);
        return module.tree.callBuiltin(type, e.span(), builtin, List.of(array, value));
    }

    /// Builtins whose arguments have any one numeric type: `abs`, `min`, `max`.
    private TExpr numeric(Expr.Call e, Builtin builtin) {
        List<Expr> written = e.arguments();
        NumberLiteral[] literals = new NumberLiteral[written.size()];
        TExpr[] checked = new TExpr[written.size()];
        Type type = null;
        boolean hasAny = false;
        for (int i = 0; i < checked.length; i++) {
            literals[i] = NumberLiteral.adaptable(written.get(i));
            if (literals[i] == null) {
                checked[i] = number(written.get(i));
                Type found = checked[i].type();
                hasAny |= found.isAny();
                if (type == null && !found.isAny()) {
                    type = found;
                }
            }
        }
        if (type == null) {
            type = hasAny ? Type.ANY : ofLiterals(literals, e.span());
        }
        if (type == null || type == Type.NEVER) {
            return module.tree.error(e.span());
        }
        List<TExpr> arguments = new ArrayList<>(checked.length);
        for (int i = 0; i < checked.length; i++) {
            arguments.add(numericArgument(written.get(i), literals[i], checked[i], type));
        }
        return module.tree.callBuiltin(type, e.span(), builtin, arguments);
    }

    private TExpr numericArgument(Expr written, NumberLiteral literal, TExpr checked, Type type) {
        if (literal == null) {
            return module.expressions.fit(checked, type, written.span());
        }
        if (type.isAny() && literal.defaultType() != null) {
            return module.tree.adaptable(literal, written.span());
        }
        return module.expressions.literal(literal, type, written.span());
    }

    private TExpr number(Expr written) {
        TExpr argument = module.expressions.value(written, null);
        Type type = argument.type();
        if (type.isNumeric() || type.isAny() || type == Type.NEVER) {
            return argument;
        }
        module.error(Code.TYPE, written.span(), "expected a number, found '" + type + "'");
        return module.tree.error(written.span());
    }

    private Type ofLiterals(NumberLiteral[] literals, Span span) {
        NumberLiteral last = literals[literals.length - 1];
        return module.operators.wider(literals[0], last, span);
    }
}
