package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Stmt;

/// What a name stands for in a scope.
abstract sealed class Binding {
    private final String name;
    private final Span span;
    private final int sequence;

    /// `span` is the name in the declaration; `sequence` orders the declarations of a module.
    Binding(String name, Span span, int sequence) {
        this.name = name;
        this.span = span;
        this.sequence = sequence;
    }

    String name() {
        return name;
    }

    Span span() {
        return span;
    }

    int sequence() {
        return sequence;
    }

    /// Whether the whole scope sees the name, not only what follows the declaration.
    boolean isVisibleInWholeScope() {
        return true;
    }

    /// With article, for messages.
    abstract String description();

    /// A variable or constant.
    static final class OfVariable extends Binding {
        private static final int UNSETTLED = -1;

        private final boolean isAssignable;
        private final boolean isPlain;
        private final Stmt.Declare constant;
        private Variable variable;
        private Expr.IntLit literal;
        private int track = -1;
        private int settledAt = UNSETTLED;
        private boolean isDeclared;
        private boolean isImported;
        private Scope scope;
        private int loopDepth;
        private int lastStore;
        private boolean isUsed;

        /// `isPlain`: declared by an assignment without `mut` or `let`. `constant` is the
        /// declaration of a `:=` constant of a module, whose variable is made on demand; else null.
        OfVariable(
                String name,
                Span span,
                int sequence,
                Variable variable,
                boolean isAssignable,
                boolean isPlain,
                Stmt.Declare constant) {
            super(name, span, sequence);
            this.variable = variable;
            this.isAssignable = isAssignable;
            this.isPlain = isPlain;
            this.constant = constant;
        }

        @Override
        boolean isVisibleInWholeScope() {
            return constant != null || isImported;
        }

        @Override
        String description() {
            return isImported ? "an imported variable" : "a variable";
        }

        /// Null for a module's constant whose type was not asked for yet.
        Variable variable() {
            return variable;
        }

        void variable(Variable made) {
            assert variable == null : this;
            variable = made;
        }

        boolean isAssignable() {
            return isAssignable;
        }

        boolean isPlain() {
            return isPlain;
        }

        Stmt.Declare constant() {
            return constant;
        }

        /// The initializer of a compile-time constant (language.md 3.4), else null.
        Expr.IntLit literal() {
            return literal;
        }

        void literal(Expr.IntLit initializer) {
            literal = initializer;
        }

        /// Number in the owner's [Flow] if some path may reach a read without a value, else -1.
        int track() {
            return track;
        }

        void track(int number) {
            track = number;
        }

        /// A live view of a variable of another module, under the name of this module.
        static OfVariable imported(String name, Span span, OfVariable exported) {
            OfVariable made = new OfVariable(name, span, 0, exported.variable, false, false, null);
            made.isImported = true;
            made.literal = exported.literal;
            if (exported.isSettled()) {
                // The statements of the other module have run before any of this one.
                made.settle(0);
            }
            return made;
        }

        /// Whether something reads the variable.
        boolean isUsed() {
            return isUsed;
        }

        void markUsed() {
            isUsed = true;
        }

        boolean isImported() {
            return isImported;
        }

        /// The scope whose statements begin with the variable's cell, if it needs one; null for
        /// parameters and loop variables, whose cells the lowering makes.
        Scope scope() {
            return scope;
        }

        /// How many loops of the function enclose the place where the variable is made anew.
        int loopDepth() {
            return loopDepth;
        }

        void place(Scope holder, int depth) {
            scope = holder;
            loopDepth = depth;
        }

        /// The place of the last store by the function that owns the variable.
        int lastStore() {
            return lastStore;
        }

        void lastStore(int sequence) {
            lastStore = sequence;
        }

        /// Whether the statements of the module have passed the declaration.
        boolean isDeclared() {
            return isDeclared;
        }

        void markDeclared() {
            isDeclared = true;
        }

        boolean isSettled() {
            return settledAt != UNSETTLED;
        }

        /// How many calls the module's statements make before a module variable certainly has a
        /// value; only when [#isSettled()].
        int settledAt() {
            assert isSettled() : name();
            return settledAt;
        }

        void settle(int callsBefore) {
            if (settledAt == UNSETTLED) {
                settledAt = callsBefore;
            }
        }
    }

    static final class OfFunction extends Binding {
        private final TFunction function;
        private Closures.Site site;
        private Variable value;

        OfFunction(String name, Span span, int sequence, TFunction function) {
            super(name, span, sequence);
            this.function = function;
        }

        @Override
        String description() {
            return "a function";
        }

        TFunction function() {
            return function;
        }

        /// Where its declaration stands, if that was passed and the function may capture.
        Closures.Site site() {
            return site;
        }

        void site(Closures.Site passed) {
            site = passed;
        }

        /// What holds it as a value behind its declaration; null as long as nothing needs it.
        Variable value() {
            return value;
        }

        void value(Variable made) {
            value = made;
        }
    }

    /// An imported function of the standard library.
    static final class OfBuiltin extends Binding {
        private final Builtin builtin;

        OfBuiltin(String name, Span span, Builtin builtin) {
            super(name, span, 0);
            this.builtin = builtin;
        }

        @Override
        String description() {
            return "an imported function";
        }

        Builtin builtin() {
            return builtin;
        }
    }

    /// An imported number of the standard library.
    static final class OfNumber extends Binding {
        private final double value;

        OfNumber(String name, Span span, double value) {
            super(name, span, 0);
            this.value = value;
        }

        @Override
        String description() {
            return "an imported constant";
        }

        double value() {
            return value;
        }
    }

    /// A struct or enum.
    static final class OfType extends Binding {
        private final DeclaredType declared;

        OfType(String name, Span span, DeclaredType declared) {
            super(name, span, 0);
            this.declared = declared;
        }

        @Override
        String description() {
            return declared.isEnum() ? "an enum" : "a struct";
        }

        DeclaredType declared() {
            return declared;
        }
    }

    /// A module under a name.
    static final class OfNamespace extends Binding {
        private final String path;
        private final ModuleChecker target;

        /// `target` is null for `std.math`.
        OfNamespace(String name, Span span, String path, ModuleChecker target) {
            super(name, span, 0);
            this.path = path;
            this.target = target;
        }

        /// The module's own name.
        String path() {
            return path;
        }

        ModuleChecker target() {
            return target;
        }

        @Override
        String description() {
            return "a module";
        }
    }

    /// A name whose declaration was reported as wrong: all its uses are silent.
    static final class OfUnknown extends Binding {
        OfUnknown(String name, Span span) {
            super(name, span, 0);
        }

        @Override
        String description() {
            return "a declaration";
        }
    }
}
