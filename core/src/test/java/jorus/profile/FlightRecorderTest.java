package jorus.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import jorus.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Recordings of `--jfr`, and that nothing of profiling is there without being asked for.
@Timeout(120)
class FlightRecorderTest {
    private static final String PROGRAM =
            """
            struct Item:
                value: i32
            fn fill(n: i32) -> i32:
                mut sum = 0
                items = [Item{value: 1}]
                for i in 0..n:
                    items[i / n] = Item{value: i % 10}
                    sum += items[0].value
                return sum
            for i in 0..300: fill(2000)
            print(1 / (fill(10) - 45))
            """;

    @TempDir Path folder;

    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                arguments,
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(complaints, true, StandardCharsets.UTF_8));
    }

    private Path program() throws IOException {
        return Files.writeString(folder.resolve("p.orus"), PROGRAM);
    }

    private static RecordedEvent first(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    @Test
    void a_recording_has_every_kind_of_event() throws IOException {
        Path file = folder.resolve("run.jfr");
        int code = run("run", "--jfr", file.toString(), program().toString());
        assertEquals(70, code, complaints.toString(StandardCharsets.UTF_8));
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        RecordedEvent compile = first(events, "jorus.Compile");
        assertTrue(compile.getLong("classBytes") > 100);
        assertEquals("fill", compile.getString("function"));
        assertEquals("jit", first(events, "jorus.Tier").getString("tier"));
        RecordedEvent collect = first(events, "jorus.Collect");
        assertTrue(collect.getLong("after") < collect.getLong("before"));
        RecordedEvent sample = first(events, "jorus.AllocationSample");
        assertEquals("Item", sample.getString("type"));
        assertEquals(7, sample.getInt("line"));
        RecordedEvent trap = first(events, "jorus.Trap");
        assertEquals(11, trap.getInt("line"));
        assertTrue(trap.getString("message").contains("ivision"), trap.getString("message"));
    }

    @Test
    void a_file_that_cannot_be_written_is_a_complaint() throws IOException {
        Path file = folder.resolve("missing/run.jfr");
        assertEquals(73, run("run", "--jfr", file.toString(), program().toString()));
        String text = complaints.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("run.jfr can't be written"), text);
        assertFalse(text.contains("Exception:"), text);
    }

    @Test
    void a_run_loads_nothing_of_profiling_unless_asked() throws Exception {
        Path log = folder.resolve("classes.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xlog:class+load:file=" + log,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "run",
                                program().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String classes = Files.readString(log);
        assertTrue(classes.contains("jorus.engine.Instance"), classes);
        for (String name :
                List.of("jorus.profile.", "jorus.page.", "jdk.jfr.", "jorus.memory.arena.Guard")) {
            assertFalse(
                    classes.lines().anyMatch(line -> line.contains(" " + name)),
                    name + " is loaded");
        }
    }
}
