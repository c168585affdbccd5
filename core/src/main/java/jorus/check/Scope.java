package jorus.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One scope of language.md 3.2 and the names bound in it.
final class Scope {
    enum Kind {
        MODULE,
        FUNCTION,
        /// A `for` loop with its variable.
        LOOP,
        /// A `try` suite, a `catch` suite with its variable, or a match arm with its bindings.
        SUITE,
        /// A branch of an `if` or the body of a `while`: holds explicit declarations only.
        BRANCH
    }

    private final Kind kind;
    private final Scope parent;
    private final Body owner;
    private final int loopDepth;
    private List<TStmt> statements;
    // Most branches declare nothing: the table is made by the first declaration.
    private Map<String, Binding> names;

    /// `parent` is null for a module.
    Scope(Kind kind, Scope parent, Body owner) {
        this.kind = kind;
        this.parent = parent;
        this.owner = owner;
        this.loopDepth = owner.loops().size();
    }

    Kind kind() {
        return kind;
    }

    Scope parent() {
        return parent;
    }

    /// The function (or module) whose variables this scope holds.
    Body owner() {
        return owner;
    }

    /// How many loops of the owner enclose the scope.
    int loopDepth() {
        return loopDepth;
    }

    /// The typed statements of the scope; null before they are checked.
    List<TStmt> statements() {
        return statements;
    }

    void statements(List<TStmt> typed) {
        statements = typed;
    }

    boolean isModule() {
        return kind == Kind.MODULE;
    }

    /// What `name` is bound to in this very scope, or null.
    Binding find(String name) {
        return names == null ? null : names.get(name);
    }

    void bind(String name, Binding binding) {
        if (names == null) {
            names = new HashMap<>();
        }
        names.put(name, binding);
    }

    /// Where a plain assignment declares (language.md 3.3, rule 1).
    Scope plainTarget() {
        Scope scope = this;
        while (scope.kind == Kind.BRANCH) {
            scope = scope.parent;
        }
        return scope;
    }

    /// The names bound here, for suggestions.
    Iterable<String> names() {
        return names == null ? List.of() : names.keySet();
    }
}
