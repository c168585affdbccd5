package jorus.check;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Function types, or functions, that the same calls may enter: [CallClasses] joins what they take
/// and give.
final class CallClass {
    CallClass standsFor;
    final Type[] parameters;
    Type result = Type.NEVER;

    /// Whether values may enter functions that are not the program's, and give anything.
    boolean isOpen;

    List<Version> functions = new ArrayList<>(2);
    Set<Version> callers = new LinkedHashSet<>();

    CallClass(int count) {
        parameters = new Type[count];
        Arrays.fill(parameters, Type.NEVER);
    }

    /// The class that this one has become one with.
    CallClass root() {
        CallClass root = this;
        while (root.standsFor != null) {
            root = root.standsFor;
        }
        return root;
    }
}
