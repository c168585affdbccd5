package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Binds what `use` lines import and collects what a module exports (language.md 10).
final class Imports {
    private final ModuleChecker module;
    private final Map<String, Binding> exports = new LinkedHashMap<>();

    Imports(ModuleChecker module) {
        this.module = module;
    }

    /// Imports are visible in the whole module, so they come first. `targets` has the module of
    /// each `use` line; it may be too short for a program that was given no other modules.
    void declareAll(List<Stmt> statements, List<ModuleSource> targets) {
        int next = 0;
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.Use use) {
                ModuleSource target = next < targets.size() ? targets.get(next) : null;
                boolean isMissing = next >= targets.size() && !StandardMath.isPath(use.path());
                if (isMissing) {
                    module.error(
                            Code.MODULE_NOT_FOUND,
                            use.pathSpan(),
                            "the module '" + String.join(".", use.path()) + "' was not found");
                }
                declare(use, module.program().module(target));
                next++;
            }
        }
    }

    /// `target` is null for `std.math` and for a module that was not found.
    private void declare(Stmt.Use use, ModuleChecker target) {
        List<String> path = use.path();
        boolean isMath = target == null && StandardMath.isPath(path);
        boolean isUnknown = target == null && !isMath;
        if (use.items() == null) {
            String name = use.alias() != null ? use.alias() : path.get(path.size() - 1);
            Span span = use.pathSpan();
            bind(
                    isUnknown
                            ? new Binding.OfUnknown(name, span)
                            : new Binding.OfNamespace(name, span, String.join(".", path), target));
        } else if (use.items().isEmpty()) {
            if (isUnknown) {
                module.names.expectUnknownNames();
            } else {
                bindAll(target, use.pathSpan());
            }
        } else {
            String name = String.join(".", path);
            for (int i = 0; i < use.items().size(); i++) {
                Stmt.Use.Item item = use.items().get(i);
                String alias = item.alias() != null ? item.alias() : item.name();
                bind(
                        isUnknown
                                ? new Binding.OfUnknown(alias, item.span())
                                : exported(target, name, item.name(), alias, item.span()));
            }
        }
    }

    private void bindAll(ModuleChecker target, Span span) {
        if (target == null) {
            List<String> names = StandardMath.names();
            for (int i = 0; i < names.size(); i++) {
                bind(StandardMath.export(names.get(i), names.get(i), span));
            }
            return;
        }
        for (Binding export : target.imports.exports.values()) {
            bind(renamed(export, export.name(), span));
        }
    }

    private void bind(Binding binding) {
        String name = binding.name();
        Scope scope = module.main().scope();
        Binding known = scope.find(name);
        if (known == null) {
            scope.bind(name, binding);
        } else if (!isSame(known, binding)) {
            module.functions.reportDuplicate(name, known, binding.span());
        }
    }

    /// Importing one thing twice under one name is no conflict.
    private static boolean isSame(Binding one, Binding two) {
        if (one instanceof Binding.OfBuiltin a && two instanceof Binding.OfBuiltin b) {
            return a.builtin() == b.builtin();
        }
        if (one instanceof Binding.OfNumber a && two instanceof Binding.OfNumber b) {
            return Double.compare(a.value(), b.value()) == 0;
        }
        if (one instanceof Binding.OfVariable a && two instanceof Binding.OfVariable b) {
            return a.variable() == b.variable();
        }
        if (one instanceof Binding.OfFunction a && two instanceof Binding.OfFunction b) {
            return a.function() == b.function();
        }
        if (one instanceof Binding.OfType a && two instanceof Binding.OfType b) {
            return a.declared() == b.declared();
        }
        if (one instanceof Binding.OfNamespace a && two instanceof Binding.OfNamespace b) {
            return a.target() == b.target();
        }
        return one instanceof Binding.OfUnknown || two instanceof Binding.OfUnknown;
    }

    /// The export `name` of a module that a namespace stands for; E3004 if there is none.
    Binding export(Binding.OfNamespace namespace, String name, Span span) {
        return exported(namespace.target(), namespace.path(), name, name, span);
    }

    private Binding exported(
            ModuleChecker target, String path, String name, String alias, Span span) {
        Binding found =
                target == null
                        ? StandardMath.export(name, alias, span)
                        : target.imports.exports.get(name);
        if (found != null) {
            return target == null ? found : renamed(found, alias, span);
        }
        notExported(target, path, name, span);
        return new Binding.OfUnknown(alias, span);
    }

    private static Binding renamed(Binding export, String alias, Span span) {
        if (export instanceof Binding.OfVariable variable) {
            return Binding.OfVariable.imported(alias, span, variable);
        }
        if (export instanceof Binding.OfFunction function) {
            return new Binding.OfFunction(alias, span, 0, function.function());
        }
        if (export instanceof Binding.OfType type) {
            return new Binding.OfType(alias, span, type.declared());
        }
        throw new AssertionError(export.description() + " is no export");
    }

    private void notExported(ModuleChecker target, String path, String name, Span span) {
        String message = "the module '" + path + "' does not export '" + name + "'";
        Spelling spelling = new Spelling(name);
        if (target == null) {
            List<String> names = StandardMath.names();
            for (int i = 0; i < names.size(); i++) {
                spelling.consider(names.get(i));
            }
            module.misspelt(Code.NOT_EXPORTED, span, message, spelling);
            return;
        }
        Binding hidden = target.main().scope().find(name);
        if (hidden != null && hidden.span().end() <= target.file().length()) {
            module.error(
                    Code.NOT_EXPORTED,
                    span,
                    message,
                    Hint.help("declare it there with 'pub'"),
                    Hint.note("'" + name + "' is declared here", target.file(), hidden.span()));
            return;
        }
        for (String export : target.imports.exports.keySet()) {
            spelling.consider(export);
        }
        module.misspelt(Code.NOT_EXPORTED, span, message, spelling);
    }

    /// After the module was checked: its `pub` declarations.
    void collectExports(List<Stmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            Stmt statement = statements.get(i);
            if (statement instanceof Stmt.Declare s && s.isPublic()) {
                export(s.name());
            } else if (statement instanceof Stmt.Assign s && s.isPublic()) {
                for (int j = 0; j < s.targets().size(); j++) {
                    if (s.targets().get(j) instanceof Expr.Name name) {
                        export(name.name());
                    }
                }
            } else if (statement instanceof Stmt.FnDecl s && s.isPublic()) {
                export(s.function().name());
            } else if (statement instanceof Stmt.StructDecl s && s.isPublic()) {
                export(s.name());
            } else if (statement instanceof Stmt.EnumDecl s && s.isPublic()) {
                export(s.name());
            }
        }
    }

    private void export(String name) {
        Binding found = module.main().scope().find(name);
        boolean isOwn =
                found instanceof Binding.OfFunction
                        || found instanceof Binding.OfType
                        || found instanceof Binding.OfVariable variable
                                && variable.variable() != null;
        if (isOwn) {
            exports.put(name, found);
            if (found instanceof Binding.OfVariable variable) {
                variable.markUsed();
            }
        }
    }
}
