package jorus.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes array and function types canonical for one compilation. Not thread-safe.
public final class Types {
    private final Map<Type, Type> arrays = new HashMap<>();
    private final Map<List<Type>, Type> functions = new HashMap<>();

    /// `[element]`.
    public Type array(Type element) {
        Type known = arrays.get(element);
        if (known == null) {
            known = new ArrayType(element);
            arrays.put(element, known);
        }
        return known;
    }

    /// `fn(parameters) -> result`.
    public Type function(List<Type> parameters, Type result) {
        Type[] all = new Type[parameters.size() + 1];
        StringBuilder name = new StringBuilder("fn(");
        for (int i = 0; i < parameters.size(); i++) {
            all[i] = parameters.get(i);
            name.append(i == 0 ? "" : ", ").append(all[i].name());
        }
        all[parameters.size()] = result;
        List<Type> key = List.of(all);
        Type known = functions.get(key);
        if (known == null) {
            name.append(')');
            if (result != Type.VOID) {
                name.append(" -> ").append(result.name());
            }
            known = new FunctionType(name.toString(), List.copyOf(parameters), result);
            functions.put(key, known);
        }
        return known;
    }
}
