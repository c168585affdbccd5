package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.TypeExpr;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Turns types as written into types (language.md 2). A type in error is NEVER, which silences
/// whatever depends on it.
final class TypeResolver {
    /// No length, or one that is not known.
    static final long NO_LENGTH = -1;

    private static final String[] WRITABLE = {
        "i32", "i64", "u32", "u64", "f64", "bool", "string", "any", "void"
    };

    private final ModuleChecker module;
    private List<String> anyNames = List.of();

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
        return function((TypeExpr.FunctionOf) written);
    }

    private Type function(TypeExpr.FunctionOf written) {
        List<Type> parameters = new ArrayList<>(written.parameters().size());
        boolean isValid = true;
        for (int i = 0; i < written.parameters().size(); i++) {
            Type parameter = resolve(written.parameters().get(i));
            isValid &= parameter != Type.NEVER;
            parameters.add(parameter);
        }
        Type result = written.result() == null ? Type.VOID : resolveResult(written.result());
        return isValid && result != Type.NEVER
                ? module.types().function(parameters, result)
                : Type.NEVER;
    }

    /// The payload type of an enum with type parameters: each of these means `any`.
    Type resolvePayload(TypeExpr written, List<String> typeParameters) {
        List<String> outer = anyNames;
        anyNames = typeParameters;
        Type type = resolve(written);
        anyNames = outer;
        return type;
    }

    private Type named(TypeExpr.Named written) {
        for (int i = 0; i < written.arguments().size(); i++) {
            resolve(written.arguments().get(i));
        }
        List<String> path = written.path();
        String name = path.get(path.size() - 1);
        if (path.size() == 1 && anyNames.contains(name)) {
            return Type.ANY;
        }
        Binding known = module.names.find(path.get(0));
        if (path.size() == 2 && known instanceof Binding.OfNamespace namespace) {
            known = module.imports.export(namespace, name, written.span());
        } else if (path.size() > 1 && known != null && !(known instanceof Binding.OfUnknown)) {
            undefined(written.span(), path.get(0) + "." + name);
            return Type.NEVER;
        }
        if (known instanceof Binding.OfType type) {
            DeclaredType declared = type.declared();
            return declared.isGeneric() || takesNone(written, ModuleChecker.declaredHere(declared))
                    ? declared.type()
                    : Type.NEVER;
        }
        if (known instanceof Binding.OfUnknown) {
            return Type.NEVER;
        }
        Type builtin = path.size() == 1 ? builtin(name) : null;
        if (builtin != null) {
            return takesNone(written) ? builtin : Type.NEVER;
        }
        if (path.size() == 1 && name.equals("bytes")) {
            module.error(
                    Code.UNKNOWN_TYPE,
                    written.span(),
                    "the type 'bytes' is reserved and has no values",
                    Hint.help("'[u32]' or 'string' hold bytes"));
        } else if (path.size() > 1 && known == null) {
            module.names.reportUndefined(path.get(0), written.span());
        } else if (!module.names.mayBeImported()) {
            undefined(written.span(), name);
        }
        return Type.NEVER;
    }

    /// Whether no type arguments are written, as only generic enums take them; reports if not.
    private boolean takesNone(TypeExpr.Named written, Hint... notes) {
        if (written.arguments().isEmpty()) {
            return true;
        }
        Hint[] hints = new Hint[notes.length + 1];
        hints[0] = Hint.help("only enums that declare type parameters do; arrays are '[T]'");
        System.arraycopy(notes, 0, hints, 1, notes.length);
        String name = written.path().get(written.path().size() - 1);
        module.error(
                Code.UNKNOWN_TYPE,
                written.span(),
                "the type '" + name + "' takes no type arguments",
                hints);
        return false;
    }

    /// E2003 with the nearest type.
    void undefined(Span span, String name) {
        Spelling spelling = new Spelling(name);
        for (int i = 0; i < WRITABLE.length; i++) {
            spelling.consider(WRITABLE[i]);
        }
        module.names.considerTypes(spelling);
        String known = spelling.best() == null ? elsewhere(name) : null;
        if (known != null) {
            spelling.settle(known);
        }
        String message = "the type '" + name + "' is not defined";
        module.misspelt(Code.UNKNOWN_TYPE, span, message, spelling);
    }

    /// The type that other languages call so, or null.
    private static String elsewhere(String name) {
        return switch (name) {
            case "int", "Int", "integer", "short", "byte", "i8", "i16", "isize" -> "i32";
            case "uint", "u8", "u16", "usize" -> "u32";
            case "long" -> "i64";
            case "float", "Float", "double", "Double", "number", "f32" -> "f64";
            case "boolean", "Boolean" -> "bool";
            case "char", "String" -> "string";
            case "None", "null", "unit" -> "void";
            case "list", "List", "array", "Array", "vec", "Vec" -> "[any]";
            default -> null;
        };
    }

    /// Whether a name is that of a type of the language, which is no value.
    static boolean isBuiltin(String name) {
        return builtin(name) != null;
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
            variable.markUsed();
            return variable.literal();
        }
        return known == null ? module.functions.laterConstant(name.name()) : null;
    }
}
