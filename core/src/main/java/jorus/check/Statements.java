package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks statements (language.md 5) and makes implicit returns explicit (section 6).
final class Statements implements Stmt.Visitor<Void> {
    private final ModuleChecker module;
    private final Loops loops;
    // Where the statement being visited adds its typed form, and whether it is the last one of a
    // function, whose value is the result.
    private List<TStmt> out;
    private boolean isTail;

    Statements(ModuleChecker module) {
        this.module = module;
        this.loops = new Loops(module);
    }

    void add(TStmt statement) {
        out.add(statement);
    }

    /// Where statements are added now.
    List<TStmt> statements() {
        return out;
    }

    /// Checks the statements of a suite into `into`; its scope must be open. `hasTail` if the value
    /// of the last statement is the function's result.
    void suite(List<Stmt> statements, boolean hasTail, List<TStmt> into) {
        List<TStmt> outer = out;
        boolean wasTail = isTail;
        out = into;
        module.body().scope().statements(into);
        module.functions.declareSuite(statements);
        boolean isModuleLevel = module.body().isModule() && module.body().scope().isModule();
        for (int i = 0; i < statements.size(); i++) {
            isTail = hasTail && i == statements.size() - 1;
            if (i > 0) {
                module.warnings.sequence(statements.get(i - 1), statements.get(i));
            }
            statements.get(i).accept(this);
            if (isModuleLevel) {
                module.assignments.settleDeclared();
            }
        }
        out = outer;
        isTail = wasTail;
    }

    /// A suite in a scope of its own.
    List<TStmt> scopedSuite(List<Stmt> statements, boolean hasTail, Scope.Kind kind) {
        List<TStmt> typed = new ArrayList<>(statements.size());
        module.body().enter(kind);
        suite(statements, hasTail, typed);
        module.body().exit();
        return typed;
    }

    @Override
    public Void exprStmt(Stmt.ExprStmt s) {
        if (!isTail) {
            add(new TStmt.Evaluate(s.span(), module.expressions.check(s.expr(), null)));
            return null;
        }
        Type result = module.body().function().result();
        TExpr value = module.expressions.check(s.expr(), result);
        if (value.type() == Type.VOID) {
            add(new TStmt.Evaluate(s.span(), value));
            return null;
        }
        returnValue(s.span(), value, s.expr().span(), true);
        return null;
    }

    private void returnValue(Span span, TExpr value, Span valueSpan, boolean isImplicit) {
        TFunction function = module.body().function();
        Hint note =
                module.note(
                        isImplicit
                                ? "the last expression is the result of '"
                                        + function.name()
                                        + "', declared here"
                                : "'" + function.name() + "' is declared here",
                        function.span());
        TExpr fitted = module.expressions.fit(value, function.result(), valueSpan, note);
        add(new TStmt.Return(span, fitted));
        module.body().flow().leave();
    }

    @Override
    public Void declare(Stmt.Declare s) {
        module.assignments.declare(s);
        return null;
    }

    @Override
    public Void assign(Stmt.Assign s) {
        module.assignments.assign(s);
        return null;
    }

    @Override
    public Void update(Stmt.Update s) {
        module.assignments.update(s);
        return null;
    }

    @Override
    public Void destructure(Stmt.Destructure s) {
        module.assignments.destructure(s);
        return null;
    }

    @Override
    public Void print(Stmt.Print s) {
        List<TExpr> arguments = new ArrayList<>(s.arguments().size());
        for (int i = 0; i < s.arguments().size(); i++) {
            arguments.add(module.expressions.check(s.arguments().get(i), null));
        }
        add(new TStmt.Print(s.span(), arguments));
        return null;
    }

    @Override
    public Void pass(Stmt.Pass s) {
        return null;
    }

    @Override
    public Void breakOut(Stmt.Break s) {
        Body.OpenLoop loop = findLoop(s.label(), s.span(), Code.BREAK, "break");
        if (loop != null) {
            loop.leave(module.body().flow().save());
            module.body().flow().leave();
            add(new TStmt.Break(s.span(), loop.loop()));
        }
        return null;
    }

    @Override
    public Void continueLoop(Stmt.Continue s) {
        Body.OpenLoop loop = findLoop(s.label(), s.span(), Code.CONTINUE, "continue");
        if (loop != null) {
            module.body().flow().leave();
            add(new TStmt.Continue(s.span(), loop.loop()));
        }
        return null;
    }

    private Body.OpenLoop findLoop(String label, Span span, Code code, String word) {
        Body.OpenLoop loop = module.body().findLoop(label);
        if (loop != null) {
            return loop;
        }
        if (module.body().loops().isEmpty()) {
            module.error(code, span, "'" + word + "' outside a loop");
            return null;
        }
        Spelling spelling = new Spelling(label);
        for (int i = 0; i < module.body().loops().size(); i++) {
            String candidate = module.body().loops().get(i).loop().label();
            if (candidate != null) {
                spelling.consider(candidate);
            }
        }
        String message = "no enclosing loop has the label '" + label + "'";
        if (spelling.best() == null) {
            module.error(code, span, message);
        } else {
            module.error(code, span, message, Hint.help("did you mean '" + spelling.best() + "'?"));
        }
        return null;
    }

    @Override
    public Void returnFrom(Stmt.Return s) {
        Body body = module.body();
        if (body.isModule()) {
            for (int i = 0; i < s.values().size(); i++) {
                Expr value = s.values().get(i);
                add(new TStmt.Evaluate(s.span(), module.expressions.check(value, null)));
            }
            module.assignments.moduleMayEndHere();
            add(new TStmt.Return(s.span(), null));
            body.flow().leave();
            return null;
        }
        Type result = body.function().result();
        if (s.values().isEmpty()) {
            bareReturn(s.span(), result);
        } else if (result == Type.VOID) {
            valueOfVoid(s);
        } else if (s.values().size() == 1) {
            Expr written = s.values().get(0);
            TExpr value = module.expressions.value(written, result);
            returnValue(s.span(), value, written.span(), false);
        } else {
            returnSeveral(s, result);
        }
        return null;
    }

    private void bareReturn(Span span, Type result) {
        if (result != Type.VOID && !result.isAny() && result != Type.NEVER) {
            TFunction function = module.body().function();
            module.error(
                    Code.TYPE,
                    span,
                    "'" + function.name() + "' must return a value of type '" + result + "'",
                    module.note("'" + function.name() + "' is declared here", function.span()));
        }
        add(new TStmt.Return(span, null));
        module.body().flow().leave();
    }

    private void valueOfVoid(Stmt.Return s) {
        TFunction function = module.body().function();
        module.error(
                Code.TYPE,
                s.values().get(0).span(),
                "'" + function.name() + "' has the result type 'void' and can't return a value",
                module.note("'" + function.name() + "' is declared here", function.span()));
        for (int i = 0; i < s.values().size(); i++) {
            module.expressions.check(s.values().get(i), null);
        }
        module.body().flow().leave();
    }

    /// `return a, b`: an array.
    private void returnSeveral(Stmt.Return s, Type result) {
        if (!result.isArray() && !result.isAny() && result != Type.NEVER) {
            module.error(
                    Code.TYPE,
                    s.span(),
                    "'"
                            + module.body().function().name()
                            + "' returns '"
                            + result
                            + "', found "
                            + s.values().size()
                            + " values",
                    Hint.note("several values are returned as an array"));
            module.body().flow().leave();
            return;
        }
        Type array = result.isArray() ? result : module.types().array(Type.ANY);
        Type element = array.element();
        List<TExpr> elements = new ArrayList<>(s.values().size());
        for (int i = 0; i < s.values().size(); i++) {
            elements.add(module.expressions.place(s.values().get(i), element));
        }
        TExpr made = module.tree.arrayOf(array, s.span(), elements, element.isAny());
        add(new TStmt.Return(s.span(), module.tree.convert(result, s.span(), made)));
        module.body().flow().leave();
    }

    @Override
    public Void use(Stmt.Use s) {
        if (!module.body().isModule() || !module.body().scope().isModule()) {
            module.error(Code.SYNTAX, s.span(), "'use' is allowed at module level only");
        }
        return null;
    }

    @Override
    public Void ifElse(Stmt.If s) {
        boolean isTailIf = isTail && s.otherwise() != null;
        Flow flow = module.body().flow();
        int count = s.branches().size();
        List<TExpr> conditions = new ArrayList<>(count);
        List<List<TStmt>> bodies = new ArrayList<>(count);
        Flow.State before = flow.save();
        Flow.State after = Flow.UNREACHABLE;
        for (int i = 0; i < count; i++) {
            Stmt.If.Branch branch = s.branches().get(i);
            conditions.add(module.expressions.condition(branch.condition()));
            bodies.add(scopedSuite(branch.body(), isTailIf, Scope.Kind.BRANCH));
            after = Flow.merge(after, flow.save());
            flow.restore(before);
        }
        List<TStmt> otherwise = List.of();
        if (s.otherwise() != null) {
            otherwise = scopedSuite(s.otherwise(), isTailIf, Scope.Kind.BRANCH);
        }
        flow.restore(Flow.merge(after, flow.save()));
        for (int i = count - 1; i >= 0; i--) {
            Span span = i == 0 ? s.span() : s.branches().get(i).span();
            TStmt made = new TStmt.If(span, conditions.get(i), bodies.get(i), otherwise);
            otherwise = List.of(made);
        }
        add(otherwise.get(0));
        return null;
    }

    @Override
    public Void whileLoop(Stmt.While s) {
        add(loops.whileLoop(s));
        return null;
    }

    @Override
    public Void forRange(Stmt.ForRange s) {
        add(loops.forRange(s));
        return null;
    }

    @Override
    public Void forEach(Stmt.ForEach s) {
        add(loops.forEach(s));
        return null;
    }

    @Override
    public Void fnDecl(Stmt.FnDecl s) {
        requireModuleLevel(s.isPublic(), s.span());
        module.functions.passDeclaration(s.function());
        return null;
    }

    /// E1006 for `pub` inside a suite.
    void requireModuleLevel(boolean isPublic, Span span) {
        if (isPublic && !(module.body().isModule() && module.body().scope().isModule())) {
            module.error(Code.SYNTAX, span, "'pub' is allowed at module level only");
        }
    }

    @Override
    public Void tryCatch(Stmt.Try s) {
        Body body = module.body();
        Flow.State before = body.flow().save();
        List<TStmt> guarded = scopedSuite(s.body(), false, Scope.Kind.SUITE);
        Flow.State after = body.flow().save();
        // The body may have been left anywhere, so nothing it assigns is certain.
        body.flow().restore(before);
        List<TStmt> handler = new ArrayList<>();
        body.enter(Scope.Kind.SUITE);
        if (s.errorName() != null) {
            Variable error = body.newLocal(s.errorName(), Type.ERROR, s.errorSpan());
            Binding.OfVariable binding = module.assignments.bind(body.scope(), error, true, false);
            binding.markUsed();
            handler.add(
                    new TStmt.Store(s.errorSpan(), error, module.tree.errorValue(s.errorSpan())));
        }
        suite(s.handler(), false, handler);
        body.exit();
        body.flow().restore(Flow.merge(after, body.flow().save()));
        add(new TStmt.Try(s.span(), guarded, handler));
        return null;
    }

    @Override
    public Void match(Stmt.Match s) {
        module.matches.statement(s, isTail);
        return null;
    }

    @Override
    public Void structDecl(Stmt.StructDecl s) {
        requireModuleLevel(s.isPublic(), s.span());
        module.typeDeclarations.passStruct(s);
        return null;
    }

    @Override
    public Void enumDecl(Stmt.EnumDecl s) {
        requireModuleLevel(s.isPublic(), s.span());
        return null;
    }

    @Override
    public Void implDecl(Stmt.ImplDecl s) {
        requireModuleLevel(s.isPublic(), s.span());
        module.typeDeclarations.passImpl(s);
        return null;
    }
}
