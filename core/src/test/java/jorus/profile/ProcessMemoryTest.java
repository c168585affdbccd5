package jorus.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `jorus mem` as the launcher starts it, in a JVM that tracks its native memory.
@Timeout(240)
class ProcessMemoryTest {
    @TempDir Path folder;

    private Map<String, Object> facts(Path program, String... options)
            throws IOException, InterruptedException {
        Path json = folder.resolve("mem.json");
        Path output = folder.resolve("output");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:NativeMemoryTracking=summary",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "mem",
                                "--json",
                                json.toString()));
        command.addAll(List.of(options));
        command.add(program.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertTrue(process.waitFor(200, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(output));
        return Facts.of(Files.readString(json));
    }

    @Test
    void binary_trees_are_explained() throws IOException, InterruptedException {
        Path program = Path.of("../examples/binary_trees.orus");
        Map<String, Object> facts = facts(program, "--sites", "sampled");
        Map<String, Object> heap = Facts.object(facts, "heap");
        double peak = Facts.number(heap, "peak");
        assertEquals(1, Facts.number(heap, "sum_of_size_classes") / peak, 0.05, heap.toString());
        Map<String, Object> process = Facts.object(facts, "process");
        double rss = Facts.number(process, "rss");
        assertEquals(1, Facts.number(process, "explained") / rss, 0.15, process.toString());
        List<Map<String, Object>> rows = Facts.objects(process, "rows");
        for (String name :
                List.of(
                        "off-heap memory of Jorus",
                        "Java heap",
                        "JVM: compiled code",
                        "JVM: classes (metaspace)")) {
            assertTrue(Facts.number(Facts.where(rows, "name", name), "bytes") > 1 << 16, name);
        }
        String source = (String) Facts.objects(facts, "sites").get(0).get("source");
        assertTrue(source.contains("Tree.Node("), source);
        assertEquals(0, Facts.number(Facts.object(facts, "java"), "collections"));
    }

    @Test
    void the_java_heap_stays_small_while_a_long_program_runs()
            throws IOException, InterruptedException {
        String text =
                Files.readString(Path.of("../examples/nbody.orus"))
                        .replaceFirst("STEPS: i32 := .*", "STEPS: i32 := 1_000_000");
        Path program = Files.writeString(folder.resolve("nbody.orus"), text);
        Map<String, Object> java = Facts.object(facts(program), "java");
        assertTrue(Facts.number(java, "run_bytes") < 1 << 20, java.toString());
        assertTrue(Facts.number(java, "compilation_bytes") > 1 << 16, java.toString());
        assertTrue(Facts.number(java, "compilation_bytes") < 16 << 20, java.toString());
        assertEquals(0, Facts.number(java, "collections"));
    }
}
