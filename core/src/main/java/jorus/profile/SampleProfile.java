package jorus.profile;

import jorus.image.ImageLayout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What samples say, added up by function and by line.
final class SampleProfile {
    /// A function; weights are in the unit of the options.
    static final class FunctionRow {
        final int function;
        long self;
        long total;
        int samples;

        FunctionRow(int function) {
            this.function = function;
        }
    }

    /// A line of a file. `instructions` is 0 unless they were counted.
    static final class LineRow {
        final String file;
        final int line;
        long self;
        long total;
        long instructions;

        LineRow(String file, int line) {
            this.file = file;
            this.line = line;
        }
    }

    final Sampler of;
    final Places places;
    final List<FunctionRow> functions = new ArrayList<>();

    /// By file, then by line.
    final Map<String, TreeMap<Integer, LineRow>> lines = new LinkedHashMap<>();

    long sampled;

    SampleProfile(Sampler of, Places places) {
        this.of = of;
        this.places = places;
        Stacks stacks = of.stacks;
        FunctionRow[] rows = new FunctionRow[places.image.functionCount() + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new FunctionRow(i - 1);
        }
        BitSet seen = new BitSet();
        for (int stack = 1; stack < stacks.count(); stack++) {
            long weight = of.samples.weight(stack);
            if (of.samples.count(stack) == 0) {
                continue;
            }
            sampled += weight;
            FunctionRow leaf = rows[stacks.function(stack) + 1];
            leaf.self += weight;
            leaf.samples += of.samples.count(stack);
            line(stack).self += weight;
            seen.clear();
            List<LineRow> open = new ArrayList<>();
            for (int node = stack; node != Stacks.ROOT; node = stacks.parent(node)) {
                int row = stacks.function(node) + 1;
                if (!seen.get(row)) {
                    seen.set(row);
                    rows[row].total += weight;
                }
                LineRow line = line(node);
                if (!open.contains(line)) {
                    open.add(line);
                    line.total += weight;
                }
            }
        }
        for (FunctionRow row : rows) {
            if (row.total > 0) {
                functions.add(row);
            }
        }
        functions.sort(
                Comparator.comparingLong((FunctionRow row) -> -row.self)
                        .thenComparingLong(row -> -row.total)
                        .thenComparingInt(row -> row.function));
        if (of.counts != null) {
            countLines();
        }
    }

    private LineRow line(int node) {
        int function = of.stacks.function(node);
        return line(places.file(function), places.line(function, of.stacks.word(node)));
    }

    private LineRow line(String file, int line) {
        return lines.computeIfAbsent(file, _ -> new TreeMap<>())
                .computeIfAbsent(line, _ -> new LineRow(file, line));
    }

    private void countLines() {
        for (int f = 0; f < places.image.functionCount(); f++) {
            int start = places.image.function(f, ImageLayout.CODE_START);
            int length = places.image.function(f, ImageLayout.CODE_LENGTH);
            for (int i = 0; i < length; i++) {
                long count = of.counts.byWord[start + i];
                if (count > 0) {
                    line(places.file(f), places.line(f, i)).instructions += count;
                }
            }
        }
    }

    /// How a function was executed at the end.
    String tier(int function) {
        if (function < 0) {
            return "";
        }
        int loops = 0;
        boolean isTooLarge = false;
        for (CompileCosts.Unit unit : of.compiling.units()) {
            if (unit.function() == function) {
                loops += unit.word() >= 0 && unit.classBytes() > 0 ? 1 : 0;
                isTooLarge |= unit.classBytes() == 0;
            }
        }
        boolean isCompiled = of.machine.compiled != null && of.machine.compiled[function] != null;
        if (isTooLarge) {
            return "interp (too large)";
        }
        if (isCompiled) {
            return "jit";
        }
        return loops == 0 ? "interp" : "jit (" + loops + (loops == 1 ? " loop)" : " loops)");
    }
}
