package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Function;
import jorus.syntax.Stmt;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Declares what is visible before its place in the text, functions and the constants of a module
/// (language.md 3.2), and checks function bodies (section 6).
final class Functions {
    private final ModuleChecker module;
    // Typed declarations with an integer literal: array lengths may name them from everywhere.
    private final Map<String, Expr.IntLit> laterConstants = new HashMap<>();
    // Keyed by identity: a record of the syntax tree would hash its whole body.
    private final Map<Function, TFunction> declared = new IdentityHashMap<>();

    Functions(ModuleChecker module) {
        this.module = module;
    }

    /// Binds the `:=` constants of the module.
    void declareConstants(List<Stmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (!(statements.get(i) instanceof Stmt.Declare declare)) {
                continue;
            }
            if (declare.form() == Stmt.Declare.Form.CONSTANT) {
                declareConstant(declare);
            } else if (Assignments.isCompileTime(declare)) {
                laterConstants.put(declare.name(), (Expr.IntLit) declare.value());
            }
        }
    }

    private void declareConstant(Stmt.Declare declare) {
        Scope scope = module.main().scope();
        Binding known = scope.find(declare.name());
        if (known != null) {
            // Reported when the statements of the module are checked.
            return;
        }
        Binding.OfVariable constant =
                new Binding.OfVariable(
                        declare.name(),
                        declare.nameSpan(),
                        module.nextSequence(),
                        null,
                        false,
                        false,
                        declare);
        if (Assignments.isCompileTime(declare)) {
            constant.literal((Expr.IntLit) declare.value());
        }
        scope.bind(declare.name(), constant);
    }

    boolean isLaterConstant(String name) {
        return laterConstants.containsKey(name);
    }

    Expr.IntLit laterConstant(String name) {
        return laterConstants.get(name);
    }

    /// Makes the variable of a constant that is used before the statements of the module reach it.
    ///
    /// Its type is its annotation or that of a literal. Any other initializer can't be checked
    /// here, for what it uses may not be declared yet; such a read always comes too early when the
    /// program runs, so `any` will do.
    void makeConstantEarly(Binding.OfVariable binding) {
        Stmt.Declare declare = binding.constant();
        Type type = Type.ANY;
        if (declare.type() != null) {
            type = module.typeNames.resolve(declare.type());
        } else if (NumberLiteral.isNumberLiteral(declare.value())
                || declare.value() instanceof Expr.StringLit
                || declare.value() instanceof Expr.BoolLit) {
            type = module.expressions.check(declare.value(), null).type();
        }
        makeConstant(binding, type);
    }

    void makeConstant(Binding.OfVariable binding, Type type) {
        binding.variable(
                module.program()
                        .newGlobal(binding.name(), type, binding.span(), module.main().function()));
    }

    /// Binds the functions and types that are visible in the whole suite.
    void declareSuite(List<Stmt> statements) {
        module.typeDeclarations.declareSuite(statements);
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.FnDecl declaration) {
                declareFunction(declaration.function());
            }
        }
    }

    private void declareFunction(Function written) {
        TFunction function = newFunction(written, written.name(), null);
        Scope scope = module.body().scope();
        Binding known = scope.find(written.name());
        if (known != null && !written.name().equals("_")) {
            reportDuplicate(written.name(), known, written.nameSpan());
        } else {
            scope.bind(
                    written.name(),
                    new Binding.OfFunction(
                            written.name(), written.nameSpan(), module.nextSequence(), function));
        }
        declared.put(written, function);
    }

    /// A function with its signature. `self` is the type of a first parameter without annotation,
    /// or null.
    TFunction newFunction(Function written, String name, Type self) {
        TFunction function = module.program().newFunction(name, module.file(), written.nameSpan());
        if (!module.body().scope().isModule()) {
            function.markMayCapture();
        }
        List<Function.Parameter> parameters = written.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Function.Parameter parameter = parameters.get(i);
            Type type = Type.ANY;
            if (parameter.type() != null) {
                type = module.typeNames.resolve(parameter.type());
            } else if (i == 0 && self != null) {
                type = self;
            }
            function.locals()
                    .add(
                            new Variable(
                                    parameter.name(), type, parameter.span(), function, i, false));
        }
        Type result =
                written.result() == null
                        ? Type.ANY
                        : module.typeNames.resolveResult(written.result());
        function.signature(parameters.size(), result);
        return function;
    }

    /// The statement that declares a function: what follows in the text is not visible in it.
    void passDeclaration(Function written) {
        TFunction function = declared.remove(written);
        if (function != null) {
            Binding known = module.body().scope().find(written.name());
            boolean isBound =
                    known instanceof Binding.OfFunction binding && binding.function() == function;
            if (isBound && function.mayCapture()) {
                List<TStmt> statements = module.checker.statements();
                ((Binding.OfFunction) known).site(module.closures.site(statements));
            }
            module.postpone(written, function, false);
        }
    }

    /// A function expression.
    TExpr lambda(Expr.Lambda e) {
        TFunction function = newFunction(e.function(), "(lambda)", null);
        TExpr value = module.names.functionValue(function, e.span());
        module.postpone(e.function(), function, false);
        return value;
    }

    void checkBody(Function written, Body body) {
        TFunction function = body.function();
        Scope scope = body.scope();
        for (int i = 0; i < written.parameters().size(); i++) {
            Function.Parameter parameter = written.parameters().get(i);
            Binding known = scope.find(parameter.name());
            if (known != null && !parameter.name().equals("_")) {
                reportDuplicate(parameter.name(), known, parameter.span());
            }
            Binding.OfVariable binding =
                    new Binding.OfVariable(
                            parameter.name(),
                            parameter.span(),
                            module.nextSequence(),
                            function.locals().get(i),
                            parameter.isMut(),
                            false,
                            null);
            binding.lastStore(binding.sequence());
            scope.bind(parameter.name(), binding);
        }
        List<TStmt> statements = new ArrayList<>();
        boolean hasTail = function.result() != Type.VOID;
        module.checker.suite(written.body(), hasTail, statements);
        finish(statements, written.nameSpan(), body);
    }

    /// The statements of the module.
    List<TStmt> mainBody(List<Stmt> written) {
        List<TStmt> statements = new ArrayList<>();
        module.checker.suite(written, false, statements);
        int end = module.file().length();
        finish(statements, new Span(end, end), module.main());
        return statements;
    }

    /// Makes the end of a body explicit if control can reach it.
    private static void finish(List<TStmt> statements, Span end, Body body) {
        TFunction function = body.function();
        if (body.flow().isReachable()) {
            Type result = function.result();
            boolean needsValue = result != Type.VOID && !result.isAny();
            statements.add(
                    needsValue
                            ? new TStmt.MissingReturn(end, function)
                            : new TStmt.Return(end, null));
        }
        function.complete(statements);
    }

    /// E1011 at the later of two declarations.
    void reportDuplicate(String name, Binding known, Span span) {
        boolean isLater = span.start() >= known.span().start();
        if (name.equals("_")) {
            return;
        }
        Span later = isLater ? span : known.span();
        Span earlier = isLater ? known.span() : span;
        Hint note = module.note("'" + name + "' is first declared here", earlier);
        module.error(
                Code.DUPLICATE, later, "'" + name + "' is already declared in this scope", note);
    }
}
