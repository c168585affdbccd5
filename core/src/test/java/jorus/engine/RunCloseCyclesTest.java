package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Closing gives everything back (reliability.md, P10). All of it with `-Djorus.cycles=10000`.
class RunCloseCyclesTest {
    private static final int CYCLES = Integer.getInteger("jorus.cycles", 500);
    private static final long MAX_GROWTH_BYTES = 1 << 20;

    /// Loaded classes that differ when the JVM has unloaded a few later.
    private static final long MAX_CLASSES = 200;

    @TempDir Path folder;

    @Test
    void runs_that_are_closed_leave_nothing_behind() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:NativeMemoryTracking=summary",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RunCloseCycles.class.getName(),
                                Integer.toString(CYCLES))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean hasEnded = process.waitFor(120 + CYCLES / 10, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        System.out.print(text);
        assertTrue(hasEnded, text);
        assertEquals(0, process.exitValue(), text);
        assertEquals(CYCLES, number(text, "cycles"));
        assertTrue(number(text, "other") < MAX_GROWTH_BYTES, text);
        assertTrue(number(text, "classes") < MAX_CLASSES, text);
        assertEquals(0, number(text, "open bytes"));
        assertEquals(0, number(text, "open instances"));
    }

    private static long number(String text, String name) {
        for (String line : text.split("\n")) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1).strip());
            }
        }
        throw new AssertionError("no " + name + " in\n" + text);
    }
}
