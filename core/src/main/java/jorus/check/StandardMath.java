package jorus.check;

import jorus.builtin.Builtin;
import jorus.source.Span;

import java.util.ArrayList;
import java.util.List;

/// The exports of the module `std.math`, which is part of every program's world.
final class StandardMath {
    private static final String NAME = "std.math";
    private static final Builtin[] BUILTINS = Builtin.values();
    private static final String[] NUMBERS = {"PI", "E", "INF", "NAN"};
    private static final double[] VALUES = {Math.PI, Math.E, Double.POSITIVE_INFINITY, Double.NaN};

    private StandardMath() {}

    static boolean isPath(List<String> path) {
        return path.size() == 2 && path.get(0).equals("std") && path.get(1).equals("math");
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].module().equals(NAME)) {
                names.add(BUILTINS[i].text());
            }
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            names.add(NUMBERS[i]);
        }
        return names;
    }

    /// The export `name`, bound to `alias`; null if there is none.
    static Binding export(String name, String alias, Span span) {
        for (int i = 0; i < BUILTINS.length; i++) {
            if (BUILTINS[i].text().equals(name) && BUILTINS[i].module().equals(NAME)) {
                return new Binding.OfBuiltin(alias, span, BUILTINS[i]);
            }
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            if (NUMBERS[i].equals(name)) {
                return new Binding.OfNumber(alias, span, VALUES[i]);
            }
        }
        return null;
    }
}
