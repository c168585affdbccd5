package jorus.check;

import jorus.source.Diagnostics;
import jorus.syntax.Module;

import java.util.List;

/// A module as the checker gets it: parsed, with its `use` lines resolved.
///
/// Identity is the module's identity: a file that several modules use is one object. What is wrong
/// with the module goes to its own `diagnostics`, where the errors of the parser and the loader are
/// already.
public final class ModuleSource {
    private final Module tree;
    private final String name;
    private final List<ModuleSource> uses;
    private final Diagnostics diagnostics;

    /// `name` is the dotted name for messages. `uses` has one element for each `Stmt.Use` among the
    /// statements of `tree`, in their order: the module it names, or null for `std.math` and for
    /// what could not be found (which the loader reports).
    public ModuleSource(
            Module tree, String name, List<ModuleSource> uses, Diagnostics diagnostics) {
        this.tree = tree;
        this.name = name;
        this.uses = uses;
        this.diagnostics = diagnostics;
    }

    public Module tree() {
        return tree;
    }

    public String name() {
        return name;
    }

    public List<ModuleSource> uses() {
        return uses;
    }

    public Diagnostics diagnostics() {
        return diagnostics;
    }
}
