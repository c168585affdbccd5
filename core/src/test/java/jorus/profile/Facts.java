package jorus.profile;

import jorus.page.JsonReader;

import java.util.List;
import java.util.Map;

/// Reads parts of a report's JSON.
final class Facts {
    private Facts() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(String json) {
        return (Map<String, Object>) JsonReader.read(json);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> of, String name) {
        return (Map<String, Object>) of.get(name);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Map<String, Object> of, String name) {
        return (List<Map<String, Object>>) of.get(name);
    }

    static long number(Map<String, Object> of, String name) {
        return ((Double) of.get(name)).longValue();
    }

    /// The first object of the list whose `field` is `value`.
    static Map<String, Object> where(List<Map<String, Object>> all, String field, Object value) {
        for (Map<String, Object> one : all) {
            if (value.equals(one.get(field))) {
                return one;
            }
        }
        throw new AssertionError("no " + field + " is " + value + " in " + all);
    }
}
