package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.TypeExpr;
import jorus.type.Type;

/// Turns types as written into types (language.md 2). A type in error is NEVER, which silences
/// whatever depends on it.
final class TypeResolver {
    /// No length, or one that is not known.
    static final long NO_LENGTH = -1;

    private static final String[] WRITABLE = {
        "i32", "i64", "u32", "u64", "f64", "bool", "string", "any", "void"
    };

    private final ModuleChecker module;

    TypeResolver(ModuleChecker module) {
        this.module = module;
    }

    /// The type of a variable, parameter or element.
    Type resolve(TypeExpr written) {
        Type type = resolveResult(written);
        if (type != Type.VOID) {
            return type;
        }
        module.error(
                Code.TYPE,
                written.span(),
                "'void' is the absence of a value",
                Hint.help("it can only be the result type of a function"));
        return Type.NEVER;
    }

    /// The type of a result, which may be `void`.
    Type resolveResult(TypeExpr written) {
        if (written instanceof TypeExpr.Named named) {
            return named(named);
        }
        if (written instanceof TypeExpr.ArrayOf array) {
            length(array);
            Type element = resolve(array.element());
            return element == Type.NEVER ? element : module.types().array(element);
        }
        module.unsupported(written.span(), "function types");
        return Type.NEVER;
    }

    private Type named(TypeExpr.Named written) {
        String name = written.path().get(written.path().size() - 1);
        Type builtin = written.path().size() == 1 ? builtin(name) : null;
        if (builtin != null) {
            return builtin;
        }
        Binding known = module.names.find(written.path().get(0));
        if (known instanceof Binding.OfUnknown) {
            return Type.NEVER;
        }
        if (written.path().size() == 1 && name.equals("bytes")) {
            module.unsupported(written.span(), "values of type 'bytes'");
        } else if (written.path().size() == 1 && name.equals("Result")) {
            module.unsupported(written.span(), "enums");
        } else {
            undefined(written.span(), name);
        }
        return Type.NEVER;
    }

    private void undefined(Span span, String name) {
        Spelling spelling = new Spelling(name);
        for (int i = 0; i < WRITABLE.length; i++) {
            spelling.consider(WRITABLE[i]);
        }
        String message = "the type '" + name + "' is not defined";
        if (spelling.best() == null) {
            module.error(Code.UNKNOWN_TYPE, span, message);
        } else {
            module.error(
                    Code.UNKNOWN_TYPE,
                    span,
                    message,
                    Hint.help("did you mean '" + spelling.best() + "'?"));
        }
    }

    private static Type builtin(String name) {
        return switch (name) {
            case "i32" -> Type.I32;
            case "i64" -> Type.I64;
            case "u32" -> Type.U32;
            case "u64" -> Type.U64;
            case "f64" -> Type.F64;
            case "bool" -> Type.BOOL;
            case "string", "str" -> Type.STRING;
            case "void" -> Type.VOID;
            case "any" -> Type.ANY;
            default -> null;
        };
    }

    /// The N of `[T, N]`, or [#NO_LENGTH]; what is wrong with it was reported by [#resolve].
    long knownLength(TypeExpr written) {
        Expr length = written instanceof TypeExpr.ArrayOf array ? array.length() : null;
        if (length instanceof Expr.IntLit literal) {
            return literal.value();
        }
        Expr.IntLit constant = length instanceof Expr.Name name ? constant(name) : null;
        return constant == null ? NO_LENGTH : constant.value();
    }

    private void length(TypeExpr.ArrayOf written) {
        if (!(written.length() instanceof Expr.Name name) || constant(name) != null) {
            return;
        }
        Binding known = module.names.find(name.name());
        if (known == null && !module.functions.isLaterConstant(name.name())) {
            module.names.reportUndefined(name.name(), name.span());
        } else if (known instanceof Binding.OfVariable) {
            module.error(
                    Code.TYPE,
                    name.span(),
                    "the array length '" + name.name() + "' is not a compile-time constant",
                    Hint.help("declare it as '" + name.name() + " := 8' with a literal"),
                    module.note("'" + name.name() + "' is declared here", known.span()));
        }
    }

    /// The literal behind the name of a compile-time constant (language.md 3.4), or null.
    Expr.IntLit constant(Expr.Name name) {
        Binding known = module.names.find(name.name());
        if (known instanceof Binding.OfVariable variable) {
            return variable.literal();
        }
        return known == null ? module.functions.laterConstant(name.name()) : null;
    }
}
