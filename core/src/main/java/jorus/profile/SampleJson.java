package jorus.profile;

import jorus.page.Json;
import jorus.profile.SampleProfile.FunctionRow;
import jorus.profile.SampleProfile.LineRow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A profile as JSON; weights are in `unit`. `version` grows when a field changes its meaning or
/// goes away.
final class SampleJson {
    private static final int VERSION = 1;

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
        FlameBoxes.write(json, of.stacks, profile.places, of.samples::weight);
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
            json.field("line", profile.places.firstLine(row.function));
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
