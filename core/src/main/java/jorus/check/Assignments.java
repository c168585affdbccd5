package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;
import jorus.type.Type;

import java.util.List;

/// Checks declarations and assignments (language.md 3 and 5).
final class Assignments {
    private final ModuleChecker module;
    private boolean mayModuleHaveEnded;

    Assignments(ModuleChecker module) {
        this.module = module;
    }

    /// A `return` of the module was seen: what follows may never run although others use it.
    void moduleMayEndHere() {
        mayModuleHaveEnded = true;
    }

    /// Whether the declaration makes a compile-time constant (language.md 3.4).
    static boolean isCompileTime(Stmt.Declare s) {
        if (!(s.value() instanceof Expr.IntLit)) {
            return false;
        }
        return s.form() == Stmt.Declare.Form.CONSTANT
                || s.form() == Stmt.Declare.Form.PLAIN && !s.isMut();
    }

    void declare(Stmt.Declare s) {
        Scope scope = module.body().scope();
        module.checker.requireModuleLevel(s.isPublic(), s.span());
        boolean isConstant = s.form() == Stmt.Declare.Form.CONSTANT;
        if (isConstant && s.isMut()) {
            module.error(
                    Code.SYNTAX,
                    s.nameSpan(),
                    "a constant can't be 'mut'",
                    Hint.help("write 'mut " + s.name() + " = ...' for a variable"));
        }
        if (isConstant && scope.isModule()) {
            requireConstantName(s);
        }
        Binding known = scope.find(s.name());
        Binding.OfVariable constant =
                known instanceof Binding.OfVariable found && found.constant() == s ? found : null;
        if (known != null && constant == null && !s.name().equals("_")) {
            module.functions.reportDuplicate(s.name(), known, s.nameSpan());
        }
        TExpr value = initializer(s, constant);
        if (constant == null) {
            boolean isAssignable = s.form() == Stmt.Declare.Form.LET || !isConstant && s.isMut();
            Variable variable = newVariable(scope, s.name(), value.type(), s.nameSpan());
            constant = bind(scope, variable, isAssignable, false);
            if (!scope.isModule()) {
                module.warnings.declared(constant, value);
            }
            if (isCompileTime(s)) {
                constant.literal((Expr.IntLit) s.value());
            }
        } else if (constant.variable() == null) {
            module.functions.makeConstant(constant, value.type());
        }
        module.checker.add(
                new TStmt.Store(
                        s.span(),
                        constant.variable(),
                        module.expressions.fit(value, constant.variable().type(), s.span())));
        constant.markDeclared();
        if (scope.isModule() && !mayModuleHaveEnded) {
            constant.settle(module.premature.callCount());
        }
    }

    /// The value with the type of the variable; `constant` if that may exist already.
    private TExpr initializer(Stmt.Declare s, Binding.OfVariable constant) {
        boolean isMade = constant != null && constant.variable() != null;
        if (s.type() == null) {
            return module.expressions.value(s.value(), isMade ? constant.variable().type() : null);
        }
        // The annotation of a constant that was needed before was resolved then.
        Type type = isMade ? constant.variable().type() : module.typeNames.resolve(s.type());
        TExpr value = module.expressions.place(s.value(), type);
        long length = module.typeNames.knownLength(s.type());
        long found = length == TypeResolver.NO_LENGTH ? -1 : module.arrays.knownLength(s.value());
        if (found == length && found >= 0) {
            module.warnings.intended(s.value().span());
        }
        if (found >= 0 && found != length) {
            module.error(
                    Code.TYPE,
                    s.value().span(),
                    "expected an array of length " + length + ", found length " + found);
        }
        // After a mismatch the annotation still is the variable's type.
        return value.type() == Type.NEVER && type != Type.NEVER
                ? new TExpr.Literal(value.id(), type, value.span(), 0, false)
                : value;
    }

    private void requireConstantName(Stmt.Declare s) {
        String name = s.name();
        boolean isConstantName = name.charAt(0) >= 'A' && name.charAt(0) <= 'Z';
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            isConstantName &= c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
        }
        if (!isConstantName) {
            module.error(
                    Code.CONSTANT_NAME,
                    s.nameSpan(),
                    "the constant '" + name + "' must be written in SCREAMING_SNAKE_CASE",
                    Hint.help(
                            screaming(name).isEmpty()
                                    ? "such as 'MAX_SIZE'"
                                    : "rename it to '" + screaming(name) + "'"));
        }
    }

    /// The name as a constant's, which starts with a letter; empty if it has none.
    private static String screaming(String name) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        while (start < name.length() && !Character.isLetter(name.charAt(start))) {
            start++;
        }
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean isAfterLower =
                    i > start && name.charAt(i - 1) >= 'a' && name.charAt(i - 1) <= 'z';
            if (isUpper && isAfterLower) {
                text.append('_');
            }
            text.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        return text.toString();
    }

    private Variable newVariable(Scope scope, String name, Type type, Span span) {
        return scope.isModule()
                ? module.program().newGlobal(name, type, span, module.main().function())
                : module.body().newLocal(name, type, span);
    }

    /// Binds a new variable in a scope.
    Binding.OfVariable bind(Scope scope, Variable variable, boolean isAssignable, boolean isPlain) {
        Binding.OfVariable binding =
                new Binding.OfVariable(
                        variable.name(),
                        variable.declaration(),
                        module.nextSequence(),
                        variable,
                        isAssignable,
                        isPlain,
                        null);
        binding.place(scope, scope.loopDepth());
        binding.lastStore(binding.sequence());
        scope.bind(variable.name(), binding);
        return binding;
    }

    void assign(Stmt.Assign s) {
        module.checker.requireModuleLevel(s.isPublic(), s.span());
        List<Expr> targets = s.targets();
        Expr last = targets.get(targets.size() - 1);
        if (targets.size() == 1) {
            assignOne(s.span(), last, s.value());
            return;
        }
        TExpr value = assignInnermost(s.span(), last, s.value());
        for (int i = targets.size() - 2; i >= 0; i--) {
            assignTyped(s.span(), targets.get(i), value);
        }
    }

    private void assignOne(Span span, Expr target, Expr value) {
        if (target instanceof Expr.Name name) {
            Binding.OfVariable known = assignable(name.name(), name.span());
            if (known != null) {
                Type type = known.variable().type();
                Hint note = declaredHere(known);
                store(span, known, module.expressions.place(value, type, note));
            } else if (isNew(name.name())) {
                declarePlain(span, name, module.expressions.value(value, null));
            } else {
                module.expressions.value(value, null);
            }
        } else {
            module.targets.assign(span, target, value);
        }
    }

    private Hint declaredHere(Binding.OfVariable known) {
        return module.note(
                "'" + known.name() + "' is declared as '" + known.variable().type() + "' here",
                known.span());
    }

    /// The last `target = value` of a chain; gives the assigned value again for the next target.
    private TExpr assignInnermost(Span span, Expr target, Expr value) {
        if (!(target instanceof Expr.Name name)) {
            return module.targets.assignInnermost(span, target, value);
        }
        Binding.OfVariable known = assignable(name.name(), name.span());
        TExpr checked =
                known == null
                        ? module.expressions.value(value, null)
                        : module.expressions.place(
                                value, known.variable().type(), declaredHere(known));
        Variable kept = module.targets.save(span, checked);
        TExpr again = module.tree.read(kept, value.span());
        assignTyped(span, target, again);
        return again;
    }

    /// `target = value` with a value that was checked already; it is read from a temporary, so it
    /// may be evaluated again.
    private void assignTyped(Span span, Expr target, TExpr value) {
        TExpr again =
                value instanceof TExpr.Read read
                        ? module.tree.read(read.variable(), read.span())
                        : value;
        if (target instanceof Expr.Name name) {
            assignName(span, name, again);
        } else {
            module.targets.assignTyped(span, target, again);
        }
    }

    private void assignName(Span span, Expr.Name name, TExpr value) {
        Binding.OfVariable known = assignable(name.name(), name.span());
        if (known != null) {
            Type type = known.variable().type();
            store(span, known, module.expressions.fit(value, type, name.span()));
        } else if (isNew(name.name())) {
            declarePlain(span, name, value);
        }
    }

    /// Whether an assignment to the name declares it (language.md 3.3, rule 1).
    private boolean isNew(String name) {
        return name.equals("_") || module.names.find(name) == null;
    }

    /// The variable that an assignment to a name stores into; null if there is none yet, or if it
    /// can't be assigned, which is reported.
    private Binding.OfVariable assignable(String name, Span span) {
        Binding known = name.equals("_") ? null : module.names.find(name);
        if (known == null || known instanceof Binding.OfUnknown) {
            return null;
        }
        if (!(known instanceof Binding.OfVariable variable)) {
            notAssignable(
                    span,
                    "'" + name + "' is " + known.description() + " and can't be assigned",
                    module.note("'" + name + "' is declared here", known.span()));
            return null;
        }
        if (!variable.isAssignable()) {
            immutable(variable, span);
            return null;
        }
        if (module.names.isCaptured(variable) && !mayCapture(variable, span)) {
            return null;
        }
        return variable;
    }

    /// Whether the current function may assign a variable of an enclosing one.
    private boolean mayCapture(Binding.OfVariable variable, Span span) {
        if (variable.isPlain() && !variable.variable().owner().isModule()) {
            String name = variable.name();
            notAssignable(
                    span,
                    "'" + name + "' belongs to the enclosing function and can't be assigned here",
                    Hint.help("declare it with 'mut': 'mut " + name + "'"),
                    module.note("'" + name + "' is declared here", variable.span()));
            return false;
        }
        return module.closures.capture(variable, span);
    }

    private void notAssignable(Span span, String message, Hint... hints) {
        module.error(Code.NOT_ASSIGNABLE, span, message, hints);
    }

    private void immutable(Binding.OfVariable variable, Span span) {
        String name = variable.name();
        if (variable.isImported()) {
            notAssignable(
                    span,
                    "'" + name + "' is imported and can't be assigned",
                    Hint.help("call a function of its module that assigns it"),
                    module.note("it is imported here", variable.span()));
            return;
        }
        Hint note = module.note("'" + name + "' is declared here", variable.span());
        boolean isParameter =
                variable.variable() != null
                        && variable.variable().index()
                                < variable.variable().owner().parameterCount()
                        && !variable.variable().isModuleLevel();
        if (variable.constant() != null) {
            notAssignable(span, "the constant '" + name + "' can't be assigned", note);
        } else {
            notAssignable(
                    span,
                    isParameter
                            ? "the parameter '" + name + "' can't be assigned"
                            : "'" + name + "' can't be assigned again",
                    Hint.help("declare it with 'mut': 'mut " + name + "'"),
                    note);
        }
    }

    private void declarePlain(Span span, Expr.Name name, TExpr value) {
        Body body = module.body();
        Scope scope = body.scope().plainTarget();
        boolean isInSuite = !body.scope().isModule();
        Variable variable = newVariable(scope, name.name(), value.type(), name.span());
        Binding.OfVariable binding = bind(scope, variable, isInSuite, true);
        if (!scope.isModule()) {
            module.warnings.declared(binding, value);
        }
        if (scope != body.scope()) {
            binding.track(body.flow().track());
            if (scope.isModule()) {
                module.unsettled().add(binding);
            } else if (scope.kind() != Scope.Kind.FUNCTION) {
                module.closures.declaredInBranch(binding);
            }
        } else if (scope.isModule() && !mayModuleHaveEnded) {
            binding.settle(module.premature.callCount());
        }
        module.checker.add(new TStmt.Store(span, variable, value));
        noteStore(binding);
    }

    private void store(Span span, Binding.OfVariable binding, TExpr value) {
        binding.variable().markAssignedLater();
        module.checker.add(new TStmt.Store(span, binding.variable(), value));
        noteStore(binding);
    }

    /// The variable has a value from here on.
    private void noteStore(Binding.OfVariable binding) {
        Body body = module.body();
        if (module.names.isCaptured(binding)) {
            module.closures.store(binding);
            return;
        }
        binding.lastStore(module.nextSequence());
        if (binding.variable().isModuleLevel() && !body.isModule()) {
            boolean isAlwaysSafe = binding.isSettled() && binding.settledAt() == 0;
            if (!isAlwaysSafe) {
                body.assignGlobal(binding);
            }
            return;
        }
        if (binding.track() >= 0 && !body.flow().isAssigned(binding.track())) {
            body.flow().assign(binding.track());
        }
        if (body.scope().isModule() && !mayModuleHaveEnded) {
            binding.settle(module.premature.callCount());
        }
    }

    /// After a statement of the module: what it declared in branches may be certain by now.
    void settleDeclared() {
        List<Binding.OfVariable> declared = module.unsettled();
        if (!mayModuleHaveEnded) {
            for (int i = 0; i < declared.size(); i++) {
                if (module.main().flow().isAssigned(declared.get(i).track())) {
                    declared.get(i).settle(module.premature.callCount());
                }
            }
        }
        declared.clear();
    }

    void update(Stmt.Update s) {
        if (s.target() instanceof Expr.Name name) {
            updateName(s, name);
        } else {
            module.targets.update(s);
        }
    }

    private void updateName(Stmt.Update s, Expr.Name name) {
        if (module.names.find(name.name()) == null) {
            module.names.reportUndefined(name.name(), name.span());
            module.expressions.value(s.value(), null);
            return;
        }
        Binding.OfVariable known = assignable(name.name(), name.span());
        if (known == null) {
            module.expressions.value(s.value(), null);
            return;
        }
        TExpr read = module.names.read(known, name.span());
        TExpr result = module.operators.arith(s.op(), s.opSpan(), null, read, s.value());
        TExpr value = TreeBuilder.expecting(known.variable().type(), result);
        Hint note = declaredHere(known);
        store(
                s.span(),
                known,
                module.expressions.fit(value, known.variable().type(), s.opSpan(), note));
    }

    void destructure(Stmt.Destructure s) {
        TExpr value = module.expressions.value(s.value(), null);
        Type type = value.type();
        Type element = Type.NEVER;
        if (type.isArray() || type.isAny()) {
            element = ArrayExpressions.elementType(type);
        } else if (type != Type.NEVER) {
            module.error(
                    Code.TYPE,
                    s.value().span(),
                    "only arrays can be taken apart, found '" + type + "'");
            value = module.tree.error(s.value().span());
        }
        Variable kept = module.targets.save(s.span(), value);
        for (int i = 0; i < s.names().size(); i++) {
            TExpr array = module.tree.read(kept, s.value().span());
            TExpr read =
                    element == Type.NEVER
                            ? array
                            : module.tree.element(element, s.value().span(), array, i);
            assignName(s.span(), s.names().get(i), read);
        }
    }
}
