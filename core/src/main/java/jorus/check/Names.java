package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.type.Type;

/// Looks names up (language.md 3.2 and 3.3) and reads variables.
final class Names {
    /// Suggestions look at every visible name, so a file of mistakes must not ask for many.
    private static final int MAX_SUGGESTIONS = 20;

    private static final Builtin[] BUILTINS = Builtin.values();

    private final ModuleChecker module;
    private int suggestions;
    private boolean hasUnknownNames;

    Names(ModuleChecker module) {
        this.module = module;
    }

    /// After an import that could not be followed any name may be meant to come from it.
    void expectUnknownNames() {
        hasUnknownNames = true;
    }

    /// What a name means at the current place, or null.
    Binding find(String name) {
        Scope scope = module.body().scope();
        Body owner = module.body();
        int visibleBefore = Integer.MAX_VALUE;
        for (; scope != null; scope = scope.parent()) {
            if (scope.owner() != owner) {
                visibleBefore = Math.min(visibleBefore, owner.declaredAt());
                owner = scope.owner();
            }
            Binding found = scope.find(name);
            if (found != null
                    && (found.isVisibleInWholeScope() || found.sequence() < visibleBefore)) {
                return found;
            }
        }
        return name.equals("Result") ? module.program().result() : null;
    }

    /// The builtin function of every module with this name, or null.
    static Builtin builtin(String name) {
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].module().isEmpty() && BUILTINS[i].text().equals(name)) {
                return BUILTINS[i];
            }
        }
        return null;
    }

    /// Whether using the variable here would capture it from an enclosing function or block.
    boolean isCaptured(Binding.OfVariable binding) {
        Variable variable = binding.variable();
        return variable != null
                && !variable.isModuleLevel()
                && variable.owner() != module.body().function();
    }

    /// Reports a name that is not visible, unless it may come from an import that failed.
    void reportUndefined(String name, Span span) {
        if (hasUnknownNames) {
            return;
        }
        String message = "'" + name + "' is not defined";
        if (TypeResolver.isBuiltin(name)) {
            module.error(
                    Code.UNDEFINED,
                    span,
                    message,
                    Hint.help("it is a type; a conversion is written 'value as " + name + "'"));
            return;
        }
        String remedy = elsewhere(name);
        if (remedy != null) {
            module.error(Code.UNDEFINED, span, message, Hint.help(remedy));
            return;
        }
        module.misspelt(Code.UNDEFINED, span, message, suggestion(name));
    }

    /// What to write instead of a word that other languages have, or null.
    private static String elsewhere(String name) {
        return switch (name) {
            case "null", "nil", "None", "undefined" ->
                    "there is no such value; 'Result' or an enum of yours tells what is missing";
            case "this" -> "methods call their object 'self'";
            case "True", "TRUE" -> "it is written 'true'";
            case "False", "FALSE" -> "it is written 'false'";
            default -> null;
        };
    }

    private Spelling suggestion(String name) {
        Spelling spelling = new Spelling(name);
        if (suggestions++ >= MAX_SUGGESTIONS) {
            return spelling;
        }
        for (Scope scope = module.body().scope(); scope != null; scope = scope.parent()) {
            for (String candidate : scope.names()) {
                if (find(candidate) != null) {
                    spelling.consider(candidate);
                }
            }
        }
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].module().isEmpty()) {
                spelling.consider(BUILTINS[i].text());
            }
        }
        spelling.consider("print");
        return spelling;
    }

    /// Considers the visible types.
    void considerTypes(Spelling spelling) {
        if (suggestions++ >= MAX_SUGGESTIONS) {
            return;
        }
        for (Scope scope = module.body().scope(); scope != null; scope = scope.parent()) {
            for (String candidate : scope.names()) {
                if (find(candidate) instanceof Binding.OfType) {
                    spelling.consider(candidate);
                }
            }
        }
        spelling.consider(module.program().result().name());
    }

    boolean mayBeImported() {
        return hasUnknownNames;
    }

    /// A name as a value.
    TExpr value(Expr.Name e) {
        Binding binding = find(e.name());
        Builtin builtin = binding == null ? builtin(e.name()) : null;
        if (builtin != null) {
            return module.tree.builtinValue(e.span(), builtin);
        }
        if (binding == null) {
            reportUndefined(e.name(), e.span());
            return module.tree.error(e.span());
        }
        return value(binding, e.span());
    }

    /// What a name stands for as a value.
    TExpr value(Binding binding, Span span) {
        if (binding instanceof Binding.OfVariable variable) {
            return read(variable, span);
        }
        if (binding instanceof Binding.OfFunction function) {
            Closures.Site site = function.site();
            return site != null && site.body() == module.body()
                    ? declaredFunction(function, span)
                    : functionValue(function.function(), span);
        }
        if (binding instanceof Binding.OfBuiltin builtin) {
            return module.tree.builtinValue(span, builtin.builtin());
        }
        if (binding instanceof Binding.OfNumber number) {
            return module.tree.literal(Type.F64, span, Double.doubleToRawLongBits(number.value()));
        }
        String name = binding.name();
        if (binding instanceof Binding.OfNamespace) {
            module.error(
                    Code.TYPE,
                    span,
                    "the module '" + name + "' is not a value",
                    Hint.help("use one of its names: '" + name + ".name'"));
        } else if (binding instanceof Binding.OfType type) {
            boolean isEnum = type.declared().isEnum();
            module.error(
                    Code.TYPE,
                    span,
                    (isEnum ? "the enum '" : "the struct '") + name + "' is not a value",
                    Hint.help(
                            isEnum
                                    ? "write one of its variants: '" + name + ".Variant'"
                                    : "a literal makes a value: '" + name + "{ ... }'"));
        }
        return module.tree.error(span);
    }

    private TExpr declaredFunction(Binding.OfFunction binding, Span span) {
        TFunction function = binding.function();
        if (!isKnown(function)) {
            return module.tree.error(span);
        }
        module.premature.call(module.body().function(), function);
        return module.closures.declared(
                binding, module.tree.functionValue(binding.span(), function), span);
    }

    private static boolean isKnown(TFunction function) {
        boolean isKnown = function.result() != Type.NEVER;
        for (int i = 0; i < function.parameterCount(); i++) {
            isKnown &= function.locals().get(i).type() != Type.NEVER;
        }
        return isKnown;
    }

    TExpr functionValue(TFunction function, Span span) {
        if (!isKnown(function)) {
            return module.tree.error(span);
        }
        note(function);
        return module.tree.functionValue(span, function);
    }

    /// Notes that the current function calls `function` or makes a value of it.
    void note(TFunction function) {
        module.premature.call(module.body().function(), function);
        if (function.mayCapture()) {
            module.closures.make(function);
        }
    }

    TExpr read(Binding.OfVariable binding, Span span) {
        binding.markUsed();
        Variable variable = variable(binding);
        if (variable.type() == Type.NEVER) {
            return module.tree.error(span);
        }
        boolean isCaptured = isCaptured(binding);
        if (isCaptured) {
            TExpr constant = constant(binding, span);
            return constant != null ? constant : module.closures.read(binding, span);
        }
        if (variable.isModuleLevel() && (!module.body().isModule() || binding.isImported())) {
            return readInFunction(binding, variable, span);
        }
        boolean isSafe =
                binding.constant() != null
                        ? binding.isDeclared()
                        : binding.track() < 0 || module.body().flow().isAssigned(binding.track());
        if (isSafe) {
            TExpr constant = constant(binding, span);
            return constant != null ? constant : module.tree.read(variable, span);
        }
        TExpr.Read read = module.tree.read(variable, span);
        read.markChecked();
        return read;
    }

    /// Bodies are checked after the statements of the module, so all of those are known.
    private TExpr readInFunction(Binding.OfVariable binding, Variable variable, Span span) {
        boolean isSafe =
                binding.isSettled() && binding.settledAt() == 0
                        || module.body().hasAssignedGlobal(binding);
        if (isSafe) {
            TExpr constant = constant(binding, span);
            return constant != null ? constant : module.tree.read(variable, span);
        }
        TExpr.Read read = module.tree.read(variable, span);
        if (binding.isSettled()) {
            module.premature.read(read, module.body().function(), binding.settledAt());
        } else {
            read.markChecked();
        }
        return read;
    }

    private TExpr constant(Binding.OfVariable binding, Span span) {
        Type type = binding.variable().type();
        Expr.IntLit literal = binding.literal();
        if (literal == null || !type.isNumeric()) {
            return null;
        }
        NumberLiteral value = NumberLiteral.adaptable(literal);
        if (value == null) {
            value = NumberLiteral.unsigned(literal);
        }
        if (!value.fits(type)) {
            return null;
        }
        return module.tree.number(value, type, span);
    }

    /// The variable of a binding; for a constant of the module that was not reached yet it is made
    /// here, with the type that can be known.
    private Variable variable(Binding.OfVariable binding) {
        if (binding.variable() == null) {
            module.functions.makeConstantEarly(binding);
        }
        return binding.variable();
    }
}
