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
        boolean hasFunctions = false;
        for (int i = 0; i < statements.size(); i++) {
            Stmt statement = statements.get(i);
            hasFunctions |= statement instanceof Stmt.FnDecl;
            if (statement instanceof Stmt.StructDecl declaration) {
                bindUnknown(declaration.name(), declaration.nameSpan());
            } else if (statement instanceof Stmt.EnumDecl declaration) {
                bindUnknown(declaration.name(), declaration.nameSpan());
            }
        }
        if (!hasFunctions) {
            return;
        }
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.FnDecl declaration) {
                declareFunction(declaration.function());
            }
        }
    }

    private void bindUnknown(String name, Span span) {
        Scope scope = module.body().scope();
        Binding known = scope.find(name);
        if (known != null) {
            reportDuplicate(name, known, span);
        } else {
            scope.bind(name, new Binding.OfUnknown(name, span));
        }
    }

    private void declareFunction(Function written) {
        TFunction function =
                module.program().newFunction(written.name(), module.file(), written.nameSpan());
        Scope scope = module.body().scope();
        Binding known = scope.find(written.name());
        if (known != null) {
            reportDuplicate(written.name(), known, written.nameSpan());
        } else {
            scope.bind(
                    written.name(),
                    new Binding.OfFunction(
                            written.name(), written.nameSpan(), module.nextSequence(), function));
        }
        List<Function.Parameter> parameters = written.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Function.Parameter parameter = parameters.get(i);
            Type type =
                    parameter.type() == null
                            ? Type.ANY
                            : module.typeNames.resolve(parameter.type());
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
        declared.put(written, function);
    }

    /// The statement that declares a function: what follows in the text is not visible in it.
    void passDeclaration(Function written) {
        TFunction function = declared.remove(written);
        if (function != null) {
            module.postpone(written, function);
        }
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
            scope.bind(
                    parameter.name(),
                    new Binding.OfVariable(
                            parameter.name(),
                            parameter.span(),
                            module.nextSequence(),
                            function.locals().get(i),
                            parameter.isMut(),
                            false,
                            null));
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
        Span later = isLater ? span : known.span();
        Span earlier = isLater ? known.span() : span;
        Hint note = module.note("'" + name + "' is first declared here", earlier);
        module.error(
                Code.DUPLICATE, later, "'" + name + "' is already declared in this scope", note);
    }
}
