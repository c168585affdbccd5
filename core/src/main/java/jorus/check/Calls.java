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
            Binding binding = exported(member);
            if (binding instanceof Binding.OfBuiltin builtin) {
                return builtin(e, builtin.builtin());
            }
            if (binding instanceof Binding.OfNumber) {
                return notCallable(e, Type.F64);
            }
            if (binding == null) {
                method(member);
            }
            return skip(e);
        }
        TExpr value = module.expressions.value(callee, null);
        return notCallable(e, value.type());
    }

    private TExpr named(Expr.Call e, Expr.Name name) {
        Binding binding = module.names.find(name.name());
        if (binding instanceof Binding.OfFunction function) {
            return function(e, function);
        }
        if (binding instanceof Binding.OfBuiltin builtin) {
            return builtin(e, builtin.builtin());
        }
        if (binding != null) {
            if (binding instanceof Binding.OfUnknown) {
                return skip(e);
            }
            return notCallable(e, module.names.value(name).type());
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

    /// The call can't be checked; its arguments still are.
    private TExpr skip(Expr.Call e) {
        for (int i = 0; i < e.arguments().size(); i++) {
            module.expressions.check(e.arguments().get(i), null);
        }
        return module.tree.error(e.span());
    }

    private TExpr notCallable(Expr.Call e, Type type) {
        if (type.isAny() || type.kind() == Type.Kind.FUNCTION) {
            module.unsupported(e.callee().span(), "calls of function values");
        } else if (type != Type.NEVER) {
            module.error(
                    Code.OPERATION,
                    e.callee().span(),
                    "a value of type '" + type + "' can't be called");
        }
        return skip(e);
    }

    private TExpr function(Expr.Call e, Binding.OfFunction binding) {
        TFunction function = binding.function();
        module.premature.call(module.body().function(), function);
        int expected = function.parameterCount();
        if (e.arguments().size() != expected) {
            arity(
                    e,
                    function.name(),
                    expected,
                    module.note("'" + function.name() + "' is declared here", binding.span()));
            return skip(e);
        }
        List<TExpr> arguments = new ArrayList<>(expected);
        for (int i = 0; i < expected; i++) {
            Variable parameter = function.locals().get(i);
            arguments.add(module.expressions.place(e.arguments().get(i), parameter.type()));
        }
        if (function.result() == Type.NEVER) {
            return module.tree.error(e.span());
        }
        return module.tree.call(e.span(), function, arguments);
    }

    private void arity(Expr.Call e, String name, int expected, Hint... hints) {
        int found = e.arguments().size();
        module.error(
                Code.ARITY,
                e.callee().span(),
                "'"
                        + name
                        + "' expects "
                        + expected
                        + (expected == 1 ? " argument" : " arguments")
                        + ", found "
                        + found,
                hints);
    }

    private TExpr builtin(Expr.Call e, Builtin builtin) {
        if (isLater(builtin)) {
            module.error(
                    Code.UNSUPPORTED,
                    e.callee().span(),
                    "the builtin '" + builtin.text() + "' is not supported yet");
            return skip(e);
        }
        if (e.arguments().size() != builtin.parameters().size()) {
            arity(e, builtin.text(), builtin.parameters().size());
            return skip(e);
        }
        if (builtin.result() == Shape.NUMBER) {
            return numeric(e, builtin);
        }
        if (builtin == Builtin.PUSH || builtin == Builtin.POP) {
            return ofArray(e, builtin);
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

    private static boolean isLater(Builtin builtin) {
        return builtin == Builtin.SORTED
                || builtin == Builtin.RANGE
                || builtin == Builtin.INPUT
                || builtin == Builtin.INT
                || builtin == Builtin.FLOAT
                || builtin == Builtin.TYPEOF
                || builtin == Builtin.ISTYPE;
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

    /// `push` and `pop`.
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
        if (builtin == Builtin.POP) {
            return module.tree.callBuiltin(element, e.span(), builtin, List.of(array));
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

    /// The export that `module.name` stands for; null if the base is no module. What is wrong with
    /// the name was reported if the result is [Binding.OfUnknown].
    private Binding exported(Expr.Member e) {
        if (!(e.base() instanceof Expr.Name base)) {
            return null;
        }
        Binding found = module.names.find(base.name());
        if (found instanceof Binding.OfUnknown) {
            return found;
        }
        if (!(found instanceof Binding.OfNamespace)) {
            return null;
        }
        Binding export = Imports.mathExport(e.name(), e.name(), e.nameSpan());
        return export != null ? export : module.imports.notExported(e.name(), e.nameSpan());
    }

    /// A member that is not called.
    TExpr member(Expr.Member e) {
        Binding binding = exported(e);
        if (binding instanceof Binding.OfNumber number) {
            long bits = Double.doubleToRawLongBits(number.value());
            return module.tree.literal(Type.F64, e.span(), bits);
        }
        if (binding instanceof Binding.OfBuiltin) {
            module.unsupported(e.nameSpan(), "functions as values");
        } else if (binding == null) {
            method(e);
        }
        return module.tree.error(e.span());
    }

    /// Reports a member of a value.
    private void method(Expr.Member e) {
        if (e.base() instanceof Expr.Name name
                && name.name().equals("Result")
                && module.names.find("Result") == null) {
            module.unsupported(name.span(), "enums");
            return;
        }
        TExpr base = module.expressions.value(e.base(), null);
        Type type = base.type();
        if (type.isAny()) {
            module.unsupported(e.nameSpan(), "fields and methods");
        } else if (type != Type.NEVER) {
            module.error(
                    Code.UNDEFINED,
                    e.nameSpan(),
                    "a value of type '" + type + "' has no member '" + e.name() + "'");
        }
    }
}
