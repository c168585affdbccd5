package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.syntax.Function;
import jorus.syntax.Stmt;
import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayList;
import java.util.List;

/// Checks one module: first what is visible everywhere in it, then its statements, then the bodies
/// of its functions.
///
/// Bodies come last because they may use constants declared after them; what else they see is
/// decided by [Binding#sequence()]. This object joins the parts that check expressions and
/// statements and knows the function they are in.
final class ModuleChecker {
    private final Checker program;
    private final ModuleSource source;
    private final SourceFile file;
    private final List<Stmt> statements;
    private final Body main;
    private final List<Binding.OfVariable> unsettled = new ArrayList<>();
    private Body body;
    private int sequence;

    final PrematureReads premature;
    final Names names;
    final TreeBuilder tree;
    final TypeResolver typeNames;
    final Operators operators;
    final ArrayExpressions arrays;
    final Calls calls;
    final Expressions expressions;
    final Functions functions;
    final Assignments assignments;
    final Statements checker;
    final Targets targets;
    final Imports imports;
    final TypeDeclarations typeDeclarations;
    final Structs structs;
    final Enums enums;
    final Members members;
    final Matches matches;
    final Closures closures;
    final Warnings warnings;

    ModuleChecker(Checker program, ModuleSource source) {
        this.program = program;
        this.source = source;
        this.file = source.tree().file();
        this.statements = source.tree().statements();
        this.main = new Body(program.newModule(file), null, Integer.MAX_VALUE, false);
        this.body = main;
        this.premature = new PrematureReads(program.callGraph());
        this.names = new Names(this);
        this.tree = new TreeBuilder(this);
        this.typeNames = new TypeResolver(this);
        this.operators = new Operators(this);
        this.arrays = new ArrayExpressions(this);
        this.calls = new Calls(this);
        this.expressions = new Expressions(this);
        this.functions = new Functions(this);
        this.assignments = new Assignments(this);
        this.checker = new Statements(this);
        this.targets = new Targets(this);
        this.imports = new Imports(this);
        this.typeDeclarations = new TypeDeclarations(this);
        this.structs = new Structs(this);
        this.enums = new Enums(this);
        this.members = new Members(this);
        this.matches = new Matches(this);
        this.closures = new Closures(this);
        this.warnings = new Warnings(this);
    }

    void check() {
        int before = source.diagnostics().count();
        imports.declareAll(statements, source.uses());
        functions.declareConstants(statements);
        main.function().complete(functions.mainBody(statements));
        for (PendingBody next = program.nextBody(); next != null; next = program.nextBody()) {
            next.module().checkBody(next);
        }
        closures.decide();
        premature.decide();
        imports.collectExports(statements);
        if (!source.diagnostics().hasErrors()) {
            warnings.report();
        }
        source.diagnostics().sortFrom(before);
    }

    private void checkBody(PendingBody pending) {
        Body inner =
                new Body(
                        pending.target(),
                        pending.scope(),
                        pending.declaredAt(),
                        pending.isMethod());
        Body outer = enter(inner);
        functions.checkBody(pending.function(), inner);
        enter(outer);
    }

    /// Leaves the body of a function for later.
    void postpone(Function function, TFunction target, boolean isMethod) {
        program.postpone(
                new PendingBody(this, function, target, body.scope(), nextSequence(), isMethod));
    }

    /// Leaves the default value of a field for later: it sees only the names of the module.
    void postponeDefault(Function function, TFunction target) {
        program.postpone(
                new PendingBody(this, function, target, main.moduleScope(), nextSequence(), false));
    }

    /// Goes on with the body of another function; returns that of the current one.
    Body enter(Body next) {
        Body left = body;
        body = next;
        return left;
    }

    String name() {
        return source.name();
    }

    Diagnostics diagnostics() {
        return source.diagnostics();
    }

    Types types() {
        return program.types();
    }

    Checker program() {
        return program;
    }

    SourceFile file() {
        return file;
    }

    /// The function that is being checked.
    Body body() {
        return body;
    }

    Body main() {
        return main;
    }

    int nextSequence() {
        return sequence++;
    }

    /// Module variables declared in a branch by the current statement of the module.
    List<Binding.OfVariable> unsettled() {
        return unsettled;
    }

    void error(Code code, Span span, String message, Hint... hints) {
        source.diagnostics().error(code, file, span, message, hints);
    }

    /// An error about a misspelt name: the nearest one that was considered is suggested.
    void misspelt(Code code, Span span, String message, Spelling spelling, Hint... hints) {
        if (spelling.best() == null) {
            error(code, span, message, hints);
            return;
        }
        Hint[] all = new Hint[hints.length + 1];
        all[0] = Hint.help("did you mean '" + spelling.best() + "'?");
        System.arraycopy(hints, 0, all, 1, hints.length);
        error(code, span, message, all);
    }

    /// A note that points at an earlier declaration.
    Hint note(String text, Span span) {
        return Hint.note(text, file, span);
    }

    /// A note that points at the declaration of a function of any module.
    static Hint declaredHere(TFunction function) {
        String text = "'" + function.name() + "' is declared here";
        return Hint.note(text, function.file(), function.span());
    }

    /// A note that points at the declaration of a type of any module.
    static Hint declaredHere(DeclaredType type) {
        String text = "'" + type.name() + "' is declared here";
        return type.file() == null
                ? Hint.note("'" + type.name() + "' is predeclared")
                : Hint.note(text, type.file(), type.span());
    }

    /// `code` at the place where a value of type `found` can't be used as `expected`.
    void mismatch(Span span, Type expected, Type found, Hint... hints) {
        error(Code.TYPE, span, "expected '" + expected + "', found '" + found + "'", hints);
    }
}
