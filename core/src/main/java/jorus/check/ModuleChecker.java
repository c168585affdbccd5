package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.syntax.Function;
import jorus.syntax.Module;
import jorus.syntax.Stmt;
import jorus.type.Type;
import jorus.type.Types;

import java.util.ArrayDeque;
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
    private final SourceFile file;
    private final List<Stmt> statements;
    private final Body main;
    private final ArrayDeque<PendingBody> pending = new ArrayDeque<>();
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
    final Imports imports;

    private record PendingBody(Function function, TFunction target, Scope scope, int declaredAt) {}

    ModuleChecker(Checker program, Module module) {
        this.program = program;
        this.file = module.file();
        this.statements = module.statements();
        this.main = new Body(program.newModule(file), null, Integer.MAX_VALUE);
        this.body = main;
        this.premature = new PrematureReads();
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
        this.imports = new Imports(this);
    }

    void check() {
        imports.declareAll(statements);
        functions.declareConstants(statements);
        main.function().complete(functions.mainBody(statements));
        while (!pending.isEmpty()) {
            PendingBody next = pending.removeFirst();
            Body inner = new Body(next.target(), next.scope(), next.declaredAt());
            body = inner;
            functions.checkBody(next.function(), inner);
            body = main;
        }
        premature.decide(program.functionCount());
    }

    /// Leaves the body of a function for later.
    void postpone(Function function, TFunction target) {
        pending.addLast(new PendingBody(function, target, body.scope(), nextSequence()));
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
        program.diagnostics().error(code, file, span, message, hints);
    }

    void unsupported(Span span, String what) {
        error(Code.UNSUPPORTED, span, what + " are not supported yet");
    }

    /// A note that points at an earlier declaration.
    Hint note(String text, Span span) {
        return Hint.note(text, file, span);
    }

    /// `code` at the place where a value of type `found` can't be used as `expected`.
    void mismatch(Span span, Type expected, Type found, Hint... hints) {
        error(Code.TYPE, span, "expected '" + expected + "', found '" + found + "'", hints);
    }
}
