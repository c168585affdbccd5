package jorus.explore;

import java.util.ArrayList;
import java.util.List;

/// A long program without errors: many small functions, and module code that calls them.
final class LongProgram {
    private LongProgram() {}

    static String[] lines(int count) {
        List<String> lines = new ArrayList<>(List.of("use std.math: sqrt", "mut total = 0.0"));
        for (int i = 0; lines.size() < count; i++) {
            lines.add("fn work" + i + "(a, b: i32) -> f64:");
            lines.add("    mut s = 0.0");
            lines.add("    for k in 0..b:");
            lines.add("        if k % " + (i % 7 + 2) + " == 0: s = s + sqrt((k * a) as f64)");
            lines.add("        else:");
            lines.add("            s = s - 0.5");
            lines.add("    return s");
            lines.add("total = total + work" + i + "(" + i + ", 10)");
            lines.add("if total > 1.0e9: total = " + i + ".5");
            lines.add("print(\"after " + i + "\", total)");
        }
        return lines.toArray(String[]::new);
    }
}
