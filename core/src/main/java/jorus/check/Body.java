package jorus.check;

import jorus.source.Span;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The function (or the statements of a module) that is being checked: its current scope, its open
/// loops and what flow analysis knows.
final class Body {
    /// A loop around the current statement, and the states in which its `break`s leave it.
    static final class OpenLoop {
        private final Loop loop;
        private final int start;
        private Flow.State exits = Flow.UNREACHABLE;

        OpenLoop(Loop loop, int start) {
            this.loop = loop;
            this.start = start;
        }

        /// Where the loop begins in the order of [Binding#sequence()].
        int start() {
            return start;
        }

        Loop loop() {
            return loop;
        }

        Flow.State exits() {
            return exits;
        }

        void leave(Flow.State state) {
            exits = Flow.merge(exits, state);
        }
    }

    private final TFunction function;
    private final Body outer;
    private final int declaredAt;
    private final boolean isMethod;
    private final Flow flow = new Flow();
    private final List<OpenLoop> loops = new ArrayList<>();
    private Scope scope;
    // Module variables that this function itself assigns, by their number in its flow.
    private Map<Binding.OfVariable, Integer> assignedGlobals;

    /// `declaredAt` is the place of the declaration in the order of [Binding#sequence()]: later
    /// variables of enclosing scopes are not visible in the body (language.md 3.2).
    Body(TFunction function, Scope parent, int declaredAt, boolean isMethod) {
        this.function = function;
        this.outer = parent == null ? null : parent.owner();
        this.declaredAt = declaredAt;
        this.isMethod = isMethod;
        this.scope =
                new Scope(parent == null ? Scope.Kind.MODULE : Scope.Kind.FUNCTION, parent, this);
    }

    /// The scope of the whole module.
    Scope moduleScope() {
        Scope at = scope;
        while (!at.isModule()) {
            at = at.parent();
        }
        return at;
    }

    TFunction function() {
        return function;
    }

    boolean isModule() {
        return function.isModule();
    }

    /// The body around this function's declaration; null for the statements of a module.
    Body outer() {
        return outer;
    }

    /// Whether the function belongs to an `impl` block.
    boolean isMethod() {
        return isMethod;
    }

    int declaredAt() {
        return declaredAt;
    }

    Flow flow() {
        return flow;
    }

    Scope scope() {
        return scope;
    }

    void enter(Scope.Kind kind) {
        scope = new Scope(kind, scope, this);
    }

    void exit() {
        scope = scope.parent();
    }

    OpenLoop openLoop(String label, int start) {
        OpenLoop open = new OpenLoop(new Loop(label), start);
        loops.add(open);
        return open;
    }

    void closeLoop() {
        loops.remove(loops.size() - 1);
    }

    /// The innermost loop, or with a label the innermost of that label; null if there is none.
    OpenLoop findLoop(String label) {
        for (int i = loops.size() - 1; i >= 0; i--) {
            OpenLoop open = loops.get(i);
            if (label == null || label.equals(open.loop.label())) {
                return open;
            }
        }
        return null;
    }

    List<OpenLoop> loops() {
        return loops;
    }

    Variable newLocal(String name, Type type, Span span) {
        Variable made = new Variable(name, type, span, function, function.locals().size(), false);
        function.locals().add(made);
        return made;
    }

    /// A variable that no program can name.
    Variable newTemporary(Type type, Span span) {
        return newLocal("", type, span);
    }

    /// Notes that from here on a module variable has the value this function gave it.
    void assignGlobal(Binding.OfVariable global) {
        if (assignedGlobals == null) {
            assignedGlobals = new HashMap<>();
        }
        Integer number = assignedGlobals.get(global);
        if (number == null) {
            number = flow.track();
            assignedGlobals.put(global, number);
        }
        if (!flow.isAssigned(number)) {
            flow.assign(number);
        }
    }

    boolean hasAssignedGlobal(Binding.OfVariable global) {
        Integer number = assignedGlobals == null ? null : assignedGlobals.get(global);
        return number != null && flow.isAssigned(number);
    }
}
