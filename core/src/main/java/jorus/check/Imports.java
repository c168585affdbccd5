package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Stmt;

import java.util.List;

/// Binds what `use` lines import (language.md 10); so far from `std.math` only.
final class Imports {
    private static final String MATH = "std.math";
    private static final Builtin[] BUILTINS = Builtin.values();
    private static final String[] NUMBERS = {"PI", "E", "INF", "NAN"};
    private static final double[] VALUES = {Math.PI, Math.E, Double.POSITIVE_INFINITY, Double.NaN};

    private final ModuleChecker module;

    Imports(ModuleChecker module) {
        this.module = module;
    }

    /// Imports are visible in the whole module, so they come first.
    void declareAll(List<Stmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.Use use) {
                declare(use);
            }
        }
    }

    private void declare(Stmt.Use use) {
        List<String> path = use.path();
        String last = path.get(path.size() - 1);
        boolean isMath = path.size() == 2 && path.get(0).equals("std") && last.equals("math");
        if (!isMath) {
            module.unsupported(use.pathSpan(), "modules other than 'std.math'");
        }
        if (use.items() == null) {
            String name = use.alias() != null ? use.alias() : last;
            bind(
                    isMath
                            ? new Binding.OfNamespace(name, use.pathSpan())
                            : new Binding.OfUnknown(name, use.pathSpan()));
        } else if (use.items().isEmpty()) {
            if (isMath) {
                bindAll(use.pathSpan());
            } else {
                module.names.expectUnknownNames();
            }
        } else {
            for (int i = 0; i < use.items().size(); i++) {
                Stmt.Use.Item item = use.items().get(i);
                String name = item.alias() != null ? item.alias() : item.name();
                Binding export = isMath ? mathExport(item.name(), name, item.span()) : null;
                if (export == null) {
                    export =
                            isMath
                                    ? notExported(item.name(), item.span())
                                    : new Binding.OfUnknown(name, item.span());
                }
                bind(name, export);
            }
        }
    }

    private void bindAll(Span span) {
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].module().equals(MATH)) {
                bind(new Binding.OfBuiltin(BUILTINS[i].text(), span, BUILTINS[i]));
            }
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            bind(new Binding.OfNumber(NUMBERS[i], span, VALUES[i]));
        }
    }

    private void bind(Binding binding) {
        bind(binding.name(), binding);
    }

    private void bind(String name, Binding binding) {
        Scope scope = module.main().scope();
        Binding known = scope.find(name);
        if (known != null && !isSame(known, binding)) {
            module.functions.reportDuplicate(name, known, binding.span());
            return;
        }
        scope.bind(name, binding);
    }

    /// Importing one thing twice under one name is no conflict.
    private static boolean isSame(Binding one, Binding two) {
        if (one instanceof Binding.OfBuiltin a && two instanceof Binding.OfBuiltin b) {
            return a.builtin() == b.builtin();
        }
        if (one instanceof Binding.OfNumber a && two instanceof Binding.OfNumber b) {
            return Double.compare(a.value(), b.value()) == 0;
        }
        return one instanceof Binding.OfNamespace && two instanceof Binding.OfNamespace;
    }

    /// The export `name` of `std.math`, bound to `alias`; null if there is none.
    static Binding mathExport(String name, String alias, Span span) {
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].text().equals(name) && BUILTINS[i].module().equals(MATH)) {
                return new Binding.OfBuiltin(alias, span, BUILTINS[i]);
            }
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            if (NUMBERS[i].equals(name)) {
                return new Binding.OfNumber(alias, span, VALUES[i]);
            }
        }
        return null;
    }

    /// Reports that `std.math` has no such name.
    Binding notExported(String name, Span span) {
        Spelling spelling = new Spelling(name);
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].module().equals(MATH)) {
                spelling.consider(BUILTINS[i].text());
            }
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            spelling.consider(NUMBERS[i]);
        }
        String message = "the module 'std.math' does not export '" + name + "'";
        if (spelling.best() == null) {
            module.error(Code.NOT_EXPORTED, span, message);
        } else {
            module.error(
                    Code.NOT_EXPORTED,
                    span,
                    message,
                    Hint.help("did you mean '" + spelling.best() + "'?"));
        }
        return new Binding.OfUnknown(name, span);
    }
}
