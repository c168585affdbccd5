package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A heap that somebody has damaged never brings the JVM down: any word in checked mode, numbers
/// and bytes of strings in release mode (reliability.md, P17). More runs with
/// `-Djorus.damage.runs=100000`.
class HeapDamageTest {
    private static final int RUNS = Integer.getInteger("jorus.damage.runs", 300);
    private static final long SECONDS = 120 + RUNS / 10;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void damaged_runs_end_in_a_defined_way(boolean isChecked)
            throws IOException, InterruptedException {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                java,
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:ErrorFile=" + folder.resolve("hs_err"),
                                "-Djorus.checked=" + isChecked,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HeapDamageRuns.class.getName(),
                                Integer.toString(RUNS),
                                Long.toString(seed))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean hasEnded = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        System.out.print(text);
        assertTrue(hasEnded, "still running, seed " + seed + "\n" + text);
        assertEquals(0, process.exitValue(), text);
        assertTrue(text.contains("checked " + isChecked), text);
        assertTrue(text.contains("runs " + RUNS), text);
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.endsWith("hs_err")), text);
        }
    }
}
