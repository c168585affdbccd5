package jorus.check;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The methods of a program by name.
final class Methods {
    private final Map<String, List<TProgram.Method>> byName = new HashMap<>();

    Methods(TProgram program) {
        for (int i = 0; i < program.methods().size(); i++) {
            TProgram.Method method = program.methods().get(i);
            List<TProgram.Method> known = byName.get(method.name());
            if (known == null) {
                known = new ArrayList<>(2);
                byName.put(method.name(), known);
            }
            known.add(method);
        }
    }

    List<TProgram.Method> named(String name) {
        List<TProgram.Method> found = byName.get(name);
        return found == null ? List.of() : found;
    }

    /// The method of a type, or null; an associated function is none.
    TFunction find(Type owner, String name) {
        List<TProgram.Method> found = named(name);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).owner() == owner && !found.get(i).isAssociated()) {
                return found.get(i).function();
            }
        }
        return null;
    }

    boolean hasFunction(Type owner, String name) {
        List<TProgram.Method> found = named(name);
        boolean has = false;
        for (int i = 0; i < found.size() && !has; i++) {
            has = found.get(i).owner() == owner;
        }
        return has;
    }
}
