package jorus.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.engine.Engine;
import jorus.engine.ProfiledRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

/// What profiles say of programs whose time is known.
@Timeout(120)
class SampleProfileTest {
    /// Seventy, twenty and ten parts of the same work.
    private static final String SPLIT =
            """
            fn large(n: i32) -> f64:
                mut s = 0.0
                for i in 0..n * 7:
                    s = s * 0.5 + (i as f64)
                return s
            fn middle(n: i32) -> f64:
                mut s = 0.0
                for i in 0..n * 2:
                    s = s * 0.5 + (i as f64)
                return s
            fn little(n: i32) -> f64:
                mut s = 0.0
                for i in 0..n:
                    s = s * 0.5 + (i as f64)
                return s
            mut sum = 0.0
            for i in 0..ROUNDS:
                sum += large(10000)
                sum += middle(10000)
                sum += little(10000)
            print(sum)
            """;

    private static final SampleOptions COUNTED = new SampleOptions(1, 1009, false);

    private static String split(int rounds) {
        return SPLIT.replace("ROUNDS", "" + rounds);
    }

    private static double percent(Map<String, Object> facts, String function) {
        Map<String, Object> row =
                Facts.where(Facts.objects(facts, "functions"), "function", function);
        return 100.0 * Facts.number(row, "self") / Facts.number(facts, "sampled");
    }

    private static void assertSplit(Map<String, Object> facts, double tolerance) {
        assertEquals(70, percent(facts, "large"), tolerance);
        assertEquals(20, percent(facts, "middle"), tolerance);
        assertEquals(10, percent(facts, "little"), tolerance);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void time_is_where_it_is_known_to_be(Engine engine) {
        // Enough for a thousand samples or more, also of compiled code.
        int rounds = engine == Engine.INTERP ? 2000 : 15_000;
        SampleOptions options = SampleOptions.ofRate(4000);
        Map<String, Object> facts =
                Facts.of(ProfiledRun.time(split(rounds), engine, options).json());
        assertTrue(Facts.number(facts, "samples") > 500, facts.get("samples").toString());
        assertSplit(facts, 3);
    }

    @Test
    void counted_profiles_are_the_same_in_every_engine_and_run() {
        String first = ProfiledRun.time(split(30), Engine.INTERP, COUNTED).collapsed();
        assertSplit(Facts.of(ProfiledRun.time(split(30), Engine.JIT, COUNTED).json()), 1);
        for (Engine engine : Engine.values()) {
            assertEquals(first, ProfiledRun.time(split(30), engine, COUNTED).collapsed());
        }
    }

    @Test
    void instructions_are_counted_by_line_opcode_and_pair() {
        SampleOptions options = new SampleOptions(1, 97, true);
        Map<String, Object> facts =
                Facts.of(ProfiledRun.time(split(3), Engine.AUTO, options).json());
        assertSplit(facts, 3);
        Map<String, Object> line = Facts.where(Facts.objects(facts, "lines"), "line", 4.0);
        assertTrue(Facts.number(line, "instructions") >= 3 * 4 * 70_000, line.toString());
        assertEquals("        s = s * 0.5 + (i as f64)", line.get("source"));
        assertTrue(facts.get("opcodes").toString().contains("next.i32"));
        assertTrue(facts.get("pairs").toString().contains("add.f64 + next.i32"));
    }

    @Test
    void a_recursive_function_counts_once_in_its_total() {
        String fib =
                """
                fn fib(n: i32) -> i32:
                    if n < 2: return n
                    return fib(n - 1) + fib(n - 2)
                print(fib(22))
                """;
        Map<String, Object> facts = Facts.of(ProfiledRun.time(fib, Engine.JIT, COUNTED).json());
        Map<String, Object> row = Facts.where(Facts.objects(facts, "functions"), "function", "fib");
        assertEquals(Facts.number(facts, "sampled"), Facts.number(row, "total"));
        assertEquals("jit", row.get("tier"));
    }

    @Test
    void collapsed_stacks_have_a_line_each() {
        String text = ProfiledRun.time(split(30), Engine.INTERP, COUNTED).collapsed();
        for (String line : text.split("\n")) {
            assertTrue(line.matches("\\(main\\)(;(large|middle|little))? \\d+"), line);
        }
    }

    @Test
    void speedscope_files_follow_its_schema() {
        String text = ProfiledRun.time(split(30), Engine.AUTO, COUNTED).speedscope();
        Map<String, Object> file = Facts.of(text);
        assertEquals("https://www.speedscope.app/file-format-schema.json", file.get("$schema"));
        List<Map<String, Object>> frames = Facts.objects(Facts.object(file, "shared"), "frames");
        for (Map<String, Object> frame : frames) {
            assertTrue(frame.get("name") instanceof String);
            assertTrue(List.of("name", "file", "line").containsAll(frame.keySet()));
        }
        Map<String, Object> profile = Facts.objects(file, "profiles").get(0);
        assertEquals("sampled", profile.get("type"));
        assertTrue(
                List.of("none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes")
                        .contains(profile.get("unit")));
        List<?> samples = (List<?>) profile.get("samples");
        List<?> weights = (List<?>) profile.get("weights");
        assertEquals(samples.size(), weights.size());
        double sum = 0;
        for (Object weight : weights) {
            sum += (Double) weight;
        }
        assertEquals(
                sum, (Double) profile.get("endValue") - (Double) profile.get("startValue"), 0.0);
        for (Object sample : samples) {
            for (Object frame : (List<?>) sample) {
                assertTrue((Double) frame < frames.size());
            }
        }
    }
}
