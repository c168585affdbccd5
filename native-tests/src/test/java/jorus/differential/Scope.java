package jorus.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/// The names that are visible at a place of a generated program.
final class Scope {
    /// A variable; a counter must not be assigned, so that loops end.
    record Variable(String name, Type type, boolean isAssignable, boolean isCounter) {}

    final Scope parent;
    private final List<Variable> own = new ArrayList<>();

    Scope(Scope parent) {
        this.parent = parent;
    }

    void add(String name, Type type, boolean isAssignable, boolean isCounter) {
        own.add(new Variable(name, type, isAssignable, isCounter));
    }

    private void collect(Predicate<Variable> wanted, List<Variable> found) {
        for (Variable each : own) {
            if (wanted.test(each)) {
                found.add(each);
            }
        }
        if (parent != null) {
            parent.collect(wanted, found);
        }
    }

    /// One of the variables that are `wanted`; null if there is none.
    Variable pick(Random random, Predicate<Variable> wanted) {
        List<Variable> found = new ArrayList<>();
        collect(wanted, found);
        return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
    }

    Variable pick(Random random, Type type) {
        return pick(random, v -> v.type == type);
    }
}
