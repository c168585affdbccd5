package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;
import jorus.syntax.Suffix;

import java.util.ArrayList;
import java.util.List;

/// Collects what is legal but probably a mistake, and reports a few of it for a module without
/// errors. Whatever could be meant is left alone.
final class Warnings {
    private record Candidate(Code code, Span span, String message, Hint hint) {}

    private final ModuleChecker module;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Binding.OfVariable> variables = new ArrayList<>();

    Warnings(ModuleChecker module) {
        this.module = module;
    }

    /// Notes a local variable that was given a value without any effect of its own.
    void declared(Binding.OfVariable variable, TExpr value) {
        boolean hasNoEffect =
                value instanceof TExpr.Literal
                        || value instanceof TExpr.Text
                        || value instanceof TExpr.Read
                        || value instanceof TExpr.FunctionValue;
        if (hasNoEffect && !variable.name().startsWith("_")) {
            variables.add(variable);
        }
    }

    /// Looks at two statements of a suite, one behind the other.
    void sequence(Stmt first, Stmt second) {
        String word = null;
        if (first instanceof Stmt.Return) {
            word = "return";
        } else if (first instanceof Stmt.Break) {
            word = "break";
        } else if (first instanceof Stmt.Continue) {
            word = "continue";
        }
        boolean isDeclaration =
                second instanceof Stmt.FnDecl
                        || second instanceof Stmt.StructDecl
                        || second instanceof Stmt.EnumDecl
                        || second instanceof Stmt.ImplDecl
                        || second instanceof Stmt.Use
                        || second instanceof Stmt.Pass;
        if (word != null && !isDeclaration) {
            candidates.add(
                    new Candidate(
                            Code.UNREACHABLE,
                            second.span(),
                            "this can never run: it stands behind '" + word + "'",
                            Hint.help("remove it, or make the '" + word + "' conditional")));
        }
    }

    /// Looks at a fill `[value, count]`: zeros and ones are a usual start, other numbers rather a
    /// pair.
    void fill(Expr.ArrayLit e) {
        boolean arePlain =
                e.elements().get(0) instanceof Expr.IntLit value
                        && value.suffix() == Suffix.NONE
                        && !value.isHex()
                        && (value.value() > 1 || value.value() < 0)
                        && e.elements().get(1) instanceof Expr.IntLit count
                        && count.suffix() == Suffix.NONE
                        && count.value() != 0
                        && !count.isHex();
        if (arePlain) {
            long value = ((Expr.IntLit) e.elements().get(0)).value();
            long count = ((Expr.IntLit) e.elements().get(1)).value();
            String first = Long.toUnsignedString(value);
            String second = Long.toUnsignedString(count);
            candidates.add(
                    new Candidate(
                            Code.UNINTENDED_FILL,
                            e.span(),
                            "this array is " + second + " times " + first,
                            Hint.help(
                                    "write '["
                                            + first
                                            + ", "
                                            + second
                                            + ",]' for the two elements")));
        }
    }

    /// The fill at `span` is meant: its place says how long it must be.
    void intended(Span span) {
        for (int i = candidates.size() - 1; i >= 0; i--) {
            if (candidates.get(i).span().start() == span.start()) {
                candidates.remove(i);
                return;
            }
        }
    }

    /// After the module was checked without errors.
    void report() {
        for (int i = 0; i < candidates.size(); i++) {
            report(candidates.get(i));
        }
        for (int i = 0; i < variables.size(); i++) {
            Binding.OfVariable variable = variables.get(i);
            if (!variable.isUsed()) {
                String name = variable.name();
                report(
                        new Candidate(
                                Code.UNUSED,
                                variable.span(),
                                "the variable '" + name + "' is never read",
                                Hint.help("remove it, or call it '_" + name + "'")));
            }
        }
    }

    private void report(Candidate one) {
        if (module.program().mayWarn()) {
            module.diagnostics()
                    .report(
                            new Diagnostic(
                                    Diagnostic.Severity.WARNING,
                                    one.code(),
                                    module.file(),
                                    one.span(),
                                    one.message(),
                                    List.of(one.hint())));
        }
    }
}
