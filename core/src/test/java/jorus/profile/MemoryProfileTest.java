package jorus.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.Engine;
import jorus.engine.ProfiledRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What memory profiles say of programs whose use of memory is known. With `-Djorus.bless=true` the
/// golden files are written anew.
@Timeout(120)
class MemoryProfileTest {
    private static final Path GOLDEN = Path.of("src/test/resources/jorus/profile");

    /// Keeps every record for ever.
    static final String LEAK =
            """
            struct Record:
                id: i32
                value: f64
            mut all: [Record] = []
            fn remember(id: i32):
                push(all, Record{id: id, value: 0.5})
            fn work(n: i32):
                for i in 0..n:
                    remember(i)
            work(200000)
            print(len(all))
            """;

    /// Takes much for a moment.
    static final String PEAK =
            """
            fn average(n: i32) -> f64:
                big: [f64] = [1.5, 2000000]
                mut sum = 0.0
                for x in big: sum += x
                return sum / (n as f64)
            fn small() -> i32:
                mut count = 0
                for i in 0..300000:
                    text = "a" + (i as string)
                    count += len(text)
                return count
            print(small())
            print(average(10))
            print(small())
            """;

    private static Map<String, Object> facts(String text, Engine engine) {
        return Facts.of(ProfiledRun.memory(text, engine, true).json());
    }

    /// What does not depend on time, machine and engine, a line per fact.
    private static String stable(Map<String, Object> facts) {
        StringBuilder text = new StringBuilder("{\n");
        Map<String, Object> heap = Facts.object(facts, "heap");
        text.append("\"peak_in_use\": ").append(Facts.number(heap, "peak_in_use")).append(",\n");
        Map<String, Object> peak = Facts.object(facts, "peak");
        text.append("\"peak_type\": \"").append(peak.get("type")).append("\",\n");
        text.append("\"peak_calls\": \"").append(calls(peak)).append("\",\n");
        long exit = Facts.number(Facts.object(facts, "exit"), "reachable_bytes");
        text.append("\"reachable_at_exit\": ").append(exit).append(",\n");
        for (String list : List.of("types", "sites")) {
            text.append('"').append(list).append("\": [\n");
            List<Map<String, Object>> rows = Facts.objects(facts, list);
            for (int i = 0; i < rows.size(); i++) {
                row(text, rows.get(i));
                text.append(i + 1 < rows.size() ? ",\n" : "\n");
            }
            text.append(list.equals("types") ? "],\n" : "]\n");
        }
        return text.append("}\n").toString();
    }

    private static void row(StringBuilder text, Map<String, Object> row) {
        text.append("  {");
        if (row.containsKey("type")) {
            text.append("\"type\": \"").append(row.get("type"));
        } else {
            text.append("\"function\": \"").append(row.get("function"));
            text.append("\", \"line\": \"").append(Facts.number(row, "line"));
        }
        text.append('"');
        for (String name :
                List.of("allocated_bytes", "count", "peak_bytes", "exit_bytes", "exit_count")) {
            text.append(", \"").append(name).append("\": ").append(Facts.number(row, name));
        }
        text.append('}');
    }

    private static String calls(Map<String, Object> of) {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> call : Facts.objects(of, "calls")) {
            text.append(text.isEmpty() ? "" : " < ").append(call.get("function"));
            text.append(':').append(Facts.number(call, "line"));
        }
        return text.toString();
    }

    private static void check(String name, String program, Engine engine) throws IOException {
        String found = stable(facts(program, engine));
        Path golden = GOLDEN.resolve(name);
        if (Boolean.getBoolean("jorus.bless") && engine == Engine.INTERP) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, found);
        }
        assertEquals(Files.readString(golden), found, name);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_leak_is_explained(Engine engine) throws IOException {
        check("leak.json", LEAK, engine);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_peak_is_explained(Engine engine) throws IOException {
        check("peak.json", PEAK, engine);
    }

    @Test
    void the_leak_is_at_exit_where_it_was_made() {
        Map<String, Object> facts = facts(LEAK, Engine.AUTO);
        Map<String, Object> record = Facts.where(Facts.objects(facts, "types"), "type", "Record");
        assertEquals(200_000, Facts.number(record, "exit_count"));
        Map<String, Object> site = Facts.objects(facts, "sites").get(0);
        assertEquals("remember", site.get("function"));
        assertEquals(6, Facts.number(site, "line"));
        assertEquals("push(all, Record{id: id, value: 0.5})", site.get("source"));
    }

    @Test
    void the_peak_is_made_by_the_temporary_array_and_gone_at_exit() {
        Map<String, Object> facts = facts(PEAK, Engine.AUTO);
        Map<String, Object> peak = Facts.object(facts, "peak");
        assertEquals("[f64]", peak.get("type"));
        assertEquals("average:2 < (main):13", calls(peak));
        Map<String, Object> array = Facts.where(Facts.objects(facts, "types"), "type", "[f64]");
        assertTrue(Facts.number(array, "peak_bytes") >= 16_000_000);
        assertEquals(0, Facts.number(array, "exit_bytes"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void size_classes_add_up_to_the_peak_of_the_heap(Engine engine) {
        for (String program : List.of(LEAK, PEAK)) {
            Map<String, Object> heap = Facts.object(facts(program, engine), "heap");
            double peak = Facts.number(heap, "peak");
            double sum = Facts.number(heap, "sum_of_size_classes");
            assertEquals(1.0, sum / peak, 0.05, sum + " of " + peak);
        }
    }

    @Test
    void samples_agree_with_exact_counts() {
        Map<String, Object> exact = facts(LEAK, Engine.INTERP);
        Map<String, Object> sampled =
                Facts.of(ProfiledRun.memory(LEAK, Engine.INTERP, false).json());
        for (String type : List.of("Record", "[Record]")) {
            Map<String, Object> a = Facts.where(Facts.objects(exact, "types"), "type", type);
            Map<String, Object> b = Facts.where(Facts.objects(sampled, "types"), "type", type);
            for (String name : List.of("allocated_bytes", "exit_bytes")) {
                double ratio = (double) Facts.number(b, name) / Facts.number(a, name);
                assertEquals(1.0, ratio, 0.05, type + " " + name);
            }
        }
    }

    @Test
    void nothing_is_allocated_on_the_java_heap_by_a_loop() {
        String loop =
                """
                fn f(n: i32) -> f64:
                    mut s = 0.0
                    for i in 0..n: s += (i % 7) as f64
                    return s
                print(f(100))
                print(f(10000000))
                """;
        Map<String, Object> java = Facts.object(facts(loop, Engine.INTERP), "java");
        assertTrue(Facts.number(java, "run_bytes") < 1 << 18, java.toString());
    }

    @Test
    void a_report_for_people_has_every_part() {
        String text = ProfiledRun.memory(LEAK, Engine.AUTO, true).text();
        for (String part :
                List.of(
                        "off-heap memory by category",
                        "heap by size class",
                        "heap by type",
                        "heap by allocation site",
                        "in remember at test.orus:6",
                        "still reachable at exit",
                        "Java collections")) {
            assertTrue(text.contains(part), part + " is missing in\n" + text);
        }
    }
}
