package jorus.differential;

import java.util.ArrayList;
import java.util.List;

/// Makes a program that engines disagree on smaller: leaves lines with what is indented below them
/// out, or only the line, as long as the difference in the same way of running stays.
final class Reduction {
    private static final int MAX_ATTEMPTS = 3000;
    private static final long MAX_NANOS = 25_000_000_000L;

    private final long seed;
    private int attempts;
    private final long start = System.nanoTime();

    Reduction(long seed) {
        this.seed = seed;
    }

    String reduce(String source, Differential.Way way) {
        List<String> lines = new ArrayList<>(source.lines().toList());
        boolean changed = true;
        while (changed && attempts < MAX_ATTEMPTS && System.nanoTime() - start < MAX_NANOS) {
            changed = false;
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (i >= lines.size()) {
                    continue;
                }
                for (int kind = 0; kind < 4; kind++) {
                    List<String> fewer = without(lines, i, kind);
                    if (fewer != null && differs(fewer, way)) {
                        lines = fewer;
                        changed = true;
                        break;
                    }
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private boolean differs(List<String> lines, Differential.Way way) {
        attempts++;
        String text = String.join("\n", lines) + "\n";
        Differential.Verdict verdict =
                Differential.compare(
                        text, Differential.settings(seed), way.isStress(), new StringBuilder());
        return verdict.difference() != null && verdict.way().equals(way);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /// The end of what belongs to line `i`.
    private static int end(List<String> lines, int i) {
        int end = i + 1;
        while (end < lines.size() && indent(lines.get(end)) > indent(lines.get(i))) {
            end++;
        }
        return end;
    }

    /// Without line `i` and what belongs to it (0), also the same of the next such line (1), with
    /// `pass` instead (2), or with what belongs to it in its place (3).
    private static List<String> without(List<String> lines, int i, int kind) {
        List<String> fewer = new ArrayList<>(lines);
        int end = end(lines, i);
        String blanks = " ".repeat(indent(lines.get(i)));
        if (kind == 1) {
            if (end >= lines.size() || indent(lines.get(end)) != blanks.length()) {
                return null;
            }
            end = end(lines, end);
        }
        if (kind == 2 && lines.get(i).strip().equals("pass") || kind == 3 && end == i + 1) {
            return null;
        }
        fewer.subList(i, end).clear();
        if (kind == 2) {
            fewer.add(i, blanks + "pass");
        }
        if (kind == 3) {
            for (int k = end - 1; k > i; k--) {
                fewer.add(i, lines.get(k).substring(Math.min(4, indent(lines.get(k)))));
            }
            // A `catch` or `else` that belonged to the line goes too.
            int at = i + end - i - 1;
            boolean isTail =
                    at < fewer.size()
                            && (fewer.get(at).strip().startsWith("catch")
                                    || fewer.get(at).strip().startsWith("else"))
                            && indent(fewer.get(at)) == blanks.length();
            if (isTail) {
                fewer.subList(at, end(fewer, at)).clear();
            }
        }
        return fewer;
    }
}
