package jorus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class InterruptTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static Process start(String code) throws IOException {
        // What starts the build in the background may have it ignore interrupts.
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        JAVA,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "jorus.cli.Main",
                        "--max-stack",
                        "1000",
                        "-e",
                        code)
                .start();
    }

    /// What the process printed until it ended; it is given time to begin before.
    private static String interrupt(Process process) throws Exception {
        TimeUnit.MILLISECONDS.sleep(1500);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        try (InputStream out = process.getInputStream()) {
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), "still running");
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            if (process.isAlive()) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void an_interrupted_program_ends_with_130_and_keeps_its_output() throws Exception {
        Process process = start("mut i = 0\nprint(\"begun\")\nwhile true: i = (i + 1) % 100");
        assertEquals("begun\n", interrupt(process));
        assertEquals(130, process.exitValue());
        assertEquals(0, process.getErrorStream().readAllBytes().length);
    }
}
