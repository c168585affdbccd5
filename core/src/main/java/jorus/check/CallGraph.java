package jorus.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which functions of a program may be called because a function runs: those it calls or makes
/// values of, and all methods of the names it calls on values of type `any`.
final class CallGraph {
    private final Map<TFunction, List<TFunction>> callees = new HashMap<>();
    private final Map<TFunction, List<String>> dynamicCalls = new HashMap<>();
    private final Map<String, List<TFunction>> methods = new HashMap<>();

    void call(TFunction caller, TFunction callee) {
        add(callees, caller, callee);
    }

    void dynamicCall(TFunction caller, String method) {
        add(dynamicCalls, caller, method);
    }

    void method(String name, TFunction function) {
        add(methods, name, function);
    }

    private static <K, V> void add(Map<K, List<V>> map, K key, V value) {
        List<V> list = map.get(key);
        if (list == null) {
            list = new ArrayList<>(2);
            map.put(key, list);
        }
        list.add(value);
    }

    /// All methods of a name.
    List<TFunction> methods(String name) {
        List<TFunction> found = methods.get(name);
        return found == null ? List.of() : found;
    }

    /// What `caller` calls by declaration.
    List<TFunction> callees(TFunction caller) {
        List<TFunction> found = callees.get(caller);
        return found == null ? List.of() : found;
    }

    /// The names of the methods that `caller` calls on values of type `any`.
    List<String> dynamicCalls(TFunction caller) {
        List<String> found = dynamicCalls.get(caller);
        return found == null ? List.of() : found;
    }
}
