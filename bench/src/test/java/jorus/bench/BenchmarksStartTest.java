package jorus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Benchmarks are no part of the build otherwise: one that no longer starts would go unnoticed.
class BenchmarksStartTest {
    /// Parameters whose first value does not do here: the launcher needs jars that are not yet
    /// made, a JVM with checked memory runs nothing else, and nothing has to be trained.
    private static final Map<String, Map<String, String>> PARAMETERS =
            Map.of(
                    "jorus.bench.startup.ProcessStart.start",
                    Map.of("command", "sh"),
                    "jorus.dispatch.CheckedLaboratory.run",
                    Map.of("variant", "CHECKED", "training", "1"),
                    "jorus.dispatch.LateOpcode.run",
                    Map.of("training", "1"),
                    "jorus.dispatch.Laboratory.run",
                    Map.of("training", "1"));

    private static final String ONLY_IN_A_PROCESS_OF_ITS_OWN = "jorus.dispatch.CheckedLaboratory";

    static {
        // Somebody else on the machine may be measuring; this measures nothing.
        System.setProperty("jmh.ignoreLock", "true");
    }

    private static List<BenchmarkListEntry> benchmarks() {
        Map<String, BenchmarkListEntry> byName = new TreeMap<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(null, List.of())) {
            byName.put(entry.getUsername(), entry);
        }
        return new ArrayList<>(byName.values());
    }

    @Test
    void the_benchmarks_are_found() {
        List<String> names = benchmarks().stream().map(BenchmarkListEntry::getUsername).toList();
        assertTrue(names.contains("jorus.verify.PrescanThroughput.checks"), names::toString);
        assertTrue(names.contains("jorus.dispatch.Laboratory.run"), names::toString);
        assertTrue(names.containsAll(PARAMETERS.keySet()), names::toString);
    }

    @TestFactory
    Stream<DynamicTest> each_benchmark_starts() {
        return benchmarks().stream()
                .map(each -> DynamicTest.dynamicTest(each.getUsername(), () -> start(each)));
    }

    private static void start(BenchmarkListEntry benchmark) throws Exception {
        String name = benchmark.getUsername();
        boolean isForked = name.startsWith(ONLY_IN_A_PROCESS_OF_ITS_OWN);
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(name) + "$")
                        .mode(Mode.SingleShotTime)
                        .forks(isForked ? 1 : 0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        Map<String, String> chosen = PARAMETERS.getOrDefault(name, Map.of());
        benchmark
                .getParams()
                .orElse(Map.of())
                .forEach((key, values) -> options.param(key, chosen.getOrDefault(key, values[0])));
        Collection<RunResult> results = new Runner(options.build()).run();
        assertEquals(1, results.size(), name);
    }
}
