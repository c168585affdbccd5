package jorus.check;

import jorus.source.Span;
import jorus.type.Type;

/// A variable of the typed tree: a local of one function or a variable of a module.
///
/// The checker fills it in; the type is fixed when it is declared. Identity is the variable's
/// identity: shadowing makes a new one.
public final class Variable {
    private final String name;
    private final Type type;
    private final Span declaration;
    private final TFunction owner;
    private final int index;
    private final boolean isModuleLevel;
    private boolean isAssignedLater;
    private boolean needsFlag;
    private boolean isCaptured;
    private boolean isCell;

    /// `owner` is the function (the module's main function for a module variable); `index` counts
    /// from 0 within the owner's locals, or within the program's module variables.
    Variable(
            String name,
            Type type,
            Span declaration,
            TFunction owner,
            int index,
            boolean isModuleLevel) {
        this.name = name;
        this.type = type;
        this.declaration = declaration;
        this.owner = owner;
        this.index = index;
        this.isModuleLevel = isModuleLevel;
    }

    public String name() {
        return name;
    }

    /// The static type; refinement may know better (see [Version#typeOf(Variable)]).
    public Type type() {
        return type;
    }

    public Span declaration() {
        return declaration;
    }

    public TFunction owner() {
        return owner;
    }

    public int index() {
        return index;
    }

    /// Whether it lives in the globals segment: visible to the module's functions.
    public boolean isModuleLevel() {
        return isModuleLevel;
    }

    /// Whether any statement but its declaration stores into it.
    public boolean isAssignedLater() {
        return isAssignedLater;
    }

    void markAssignedLater() {
        isAssignedLater = true;
    }

    /// Whether some read of it must first test that it has a value (language.md 3.3).
    public boolean needsFlag() {
        return needsFlag;
    }

    void markNeedsFlag() {
        needsFlag = true;
    }

    /// Whether a closure reads or stores it.
    public boolean isCaptured() {
        return isCaptured;
    }

    void markCaptured() {
        isCaptured = true;
    }

    /// Whether it lives in a heap cell of its own per execution of its declaration, because it is
    /// captured and may be stored into after a capture. A captured variable that is no cell is
    /// copied into the closure.
    public boolean isCell() {
        return isCell;
    }

    void markCell() {
        isCell = true;
    }

    @Override
    public String toString() {
        return name + ": " + type;
    }
}
