package jorus.profile;

import jorus.page.Json;
import jorus.profile.SampleProfile.FunctionRow;
import jorus.profile.SampleProfile.LineRow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A profile as JSON; weights are in `unit`. `version` grows when a field changes its meaning or
/// goes away.
final class SampleJson {
    private static final int VERSION = 1;

    /// A flame graph with more boxes is cut: the smallest go.
    private static final int BOXES = 20_000;

    private static final int LINES = 5000;

    private final SampleProfile profile;
    private final Json json = new Json();

    private SampleJson(SampleProfile profile) {
        this.profile = profile;
    }

    static Json of(SampleProfile profile) {
        SampleJson writer = new SampleJson(profile);
        writer.write();
        return writer.json;
    }

    private void write() {
        Sampler of = profile.of;
        json.open('{').field("version", VERSION).field("program", profile.places.path);
        json.field("unit", of.options.unit()).field("samples", of.sampleCount);
        json.field("sampled", profile.sampled).field("nanos", of.totalNanos);
        json.field("collector_nanos", of.collectorNanos);
        json.field("compilation_nanos", of.compiling.nanos());
        functions();
        lines();
        boxes();
        if (of.counts != null) {
            counts("opcodes", of.counts.byOpcode(), false);
            counts("pairs", of.counts.pairs, true);
        }
        json.close('}');
    }

    private void functions() {
        json.name("functions").open('[');
        for (FunctionRow row : profile.functions) {
            json.open('{').field("function", profile.places.name(row.function));
            json.field("file", profile.places.file(row.function));
            json.field("line", profile.firstLine(row.function));
            json.field("self", row.self).field("total", row.total);
            json.field("samples", row.samples).field("tier", profile.tier(row.function));
            json.close('}');
        }
        json.close(']');
    }

    private void lines() {
        json.name("lines").open('[');
        int count = 0;
        for (Map.Entry<String, TreeMap<Integer, LineRow>> file : profile.lines.entrySet()) {
            for (LineRow row : file.getValue().values()) {
                if (count++ < LINES) {
                    json.open('{').field("file", row.file).field("line", row.line);
                    json.field("self", row.self).field("total", row.total);
                    if (profile.of.counts != null) {
                        json.field("instructions", row.instructions);
                    }
                    json.field("source", profile.places.text(row.file, row.line)).close('}');
                }
            }
        }
        json.close(']');
    }

    private static final class Box {
        final int parent;
        final int function;
        long self;
        long total;
        int number;

        Box(int parent, int function) {
            this.parent = parent;
            this.function = function;
        }
    }

    private record Key(int parent, int function) {}

    /// The flame graph: name, parent and weights of each box, parents first. Boxes are functions,
    /// whatever line they were called from.
    private void boxes() {
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(-1, -1));
        Map<Key, Integer> known = new HashMap<>();
        Stacks stacks = profile.of.stacks;
        int[] boxOf = new int[stacks.count()];
        for (int node = 1; node < stacks.count(); node++) {
            Key key = new Key(boxOf[stacks.parent(node)], stacks.function(node));
            Integer box = known.get(key);
            if (box == null) {
                box = boxes.size();
                known.put(key, box);
                boxes.add(new Box(key.parent, key.function));
            }
            boxOf[node] = box;
            boxes.get(box).self += profile.of.samples.weight(node);
        }
        for (int i = boxes.size() - 1; i > 0; i--) {
            Box box = boxes.get(i);
            box.total += box.self;
            boxes.get(box.parent).total += box.total;
        }
        long least = least(boxes);
        json.name("flame").open('[');
        int count = 0;
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            box.number = -1;
            boolean isShown = i == 0 || box.total > 0 && box.total >= least;
            if (isShown && (i == 0 || boxes.get(box.parent).number >= 0)) {
                box.number = count++;
                String name = i == 0 ? "all" : profile.places.name(box.function);
                json.open('[').value(name).value(i == 0 ? -1L : boxes.get(box.parent).number);
                json.value(box.self).value(box.total).value(profile.places.file(box.function));
                json.value((long) profile.firstLine(box.function)).close(']');
            }
        }
        json.close(']').field("boxes_cut", boxes.size() - count);
    }

    private static long least(List<Box> boxes) {
        if (boxes.size() <= BOXES) {
            return 0;
        }
        List<Long> totals = new ArrayList<>();
        for (Box box : boxes) {
            totals.add(box.total);
        }
        totals.sort(Comparator.reverseOrder());
        return totals.get(BOXES);
    }

    private void counts(String name, long[] counts, boolean arePairs) {
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                codes.add(i);
            }
        }
        codes.sort(Comparator.comparingLong((Integer code) -> -counts[code]));
        json.name(name).open('[');
        for (int code : codes) {
            json.open('[').value(SampleText.name(code, arePairs)).value(counts[code]).close(']');
        }
        json.close(']');
    }
}
