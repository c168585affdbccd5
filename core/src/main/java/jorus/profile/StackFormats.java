package jorus.profile;

import jorus.page.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Profiles for other programs: collapsed stacks, and what speedscope reads.
final class StackFormats {
    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";
    private static final long NANOS_PER_MICRO = 1000;

    private StackFormats() {}

    /// A line per stack: the functions from the outside in, and the weight; times are in
    /// microseconds.
    static String collapsed(SampleProfile profile) {
        long unit = profile.of.options.every() > 0 ? 1 : NANOS_PER_MICRO;
        Map<String, Long> lines = new LinkedHashMap<>();
        for (int stack = 1; stack < profile.of.stacks.count(); stack++) {
            if (profile.of.samples.count(stack) > 0) {
                StringBuilder line = new StringBuilder();
                for (int function : functions(profile, stack)) {
                    String name = profile.places.name(function).replace(';', ':');
                    line.append(line.isEmpty() ? "" : ";").append(name);
                }
                lines.merge(line.toString(), profile.of.samples.weight(stack), Long::sum);
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (line, weight) -> text.append(line).append(' ').append(weight / unit).append('\n'));
        return text.toString();
    }

    /// Outermost first.
    static List<Integer> functions(SampleProfile profile, int stack) {
        List<Integer> functions = new ArrayList<>();
        for (int node = stack; node != Stacks.ROOT; node = profile.of.stacks.parent(node)) {
            functions.addFirst(profile.of.stacks.function(node));
        }
        return functions;
    }

    static String speedscope(SampleProfile profile) {
        SampleTable samples = profile.of.samples;
        int count = profile.of.stacks.count();
        Json json = new Json();
        json.open('{').field("$schema", SCHEMA);
        json.field("name", profile.places.path).field("exporter", "jorus");
        json.field("activeProfileIndex", 0L);
        json.name("shared").open('{').name("frames").open('[');
        for (int f = -1; f < profile.places.image.functionCount(); f++) {
            json.open('{').field("name", profile.places.name(f));
            if (!profile.places.file(f).isEmpty()) {
                json.field("file", profile.places.file(f));
                json.field("line", Math.max(1, profile.places.firstLine(f)));
            }
            json.close('}');
        }
        json.close(']').close('}');
        boolean isTime = profile.of.options.every() == 0;
        json.name("profiles").open('[').open('{').field("type", "sampled");
        json.field("name", isTime ? "processor time" : profile.of.options.unit());
        json.field("unit", isTime ? "nanoseconds" : "none");
        json.field("startValue", 0L).field("endValue", profile.sampled);
        json.name("samples").open('[');
        for (int stack = 1; stack < count; stack++) {
            if (samples.count(stack) > 0) {
                json.open('[');
                for (int function : functions(profile, stack)) {
                    json.value(function + 1L);
                }
                json.close(']');
            }
        }
        json.close(']').name("weights").open('[');
        for (int stack = 1; stack < count; stack++) {
            if (samples.count(stack) > 0) {
                json.value(samples.weight(stack));
            }
        }
        json.close(']').close('}').close(']').close('}');
        return json + "\n";
    }
}
