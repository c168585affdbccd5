package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Checked mode is chosen when the JVM starts, so these run in child JVMs.
class CheckedModeTest {
    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-ea", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
        command.add(CheckedModeScenario.class.getName());
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = child.getInputStream().readAllBytes();
        int status = child.waitFor();
        return status + ": " + new String(output, StandardCharsets.UTF_8).strip();
    }

    @Test
    void everything_holds_in_checked_mode_even_with_corrupt_memory() throws Exception {
        assertEquals(
                "0: ok",
                run(
                        "-Djorus.checked=true",
                        "-Djorus.checked.bytes=200000000",
                        "--enable-native-access=ALL-UNNAMED"));
    }

    @Test
    void without_native_access_checked_mode_is_chosen_and_nothing_is_printed() throws Exception {
        assertEquals("0: ok", run("-Djorus.checked.bytes=100000000"));
    }
}
