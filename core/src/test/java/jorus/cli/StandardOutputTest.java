package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a command does when the system takes no more output.
class StandardOutputTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String reason, String command, String program) throws IOException {
        Path file = Files.writeString(folder.resolve("p.orus"), program);
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException(reason);
                    }
                };
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        String[] arguments = {command, file.toString()};
        return Main.run(arguments, InputStream.nullInputStream(), out, errors);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "disasm", "check"})
    void nobody_reads_any_more(String command) throws IOException {
        assertEquals(0, run("Broken pipe", command, "print(1)\n"));
        assertEquals("", errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "disasm"})
    void the_disk_is_full(String command) throws IOException {
        assertEquals(ExitCode.CANNOT_WRITE, run("No space left on device", command, "print(1)\n"));
        assertTrue(errors().startsWith("jorus: the output can't be written: No space"), errors());
        assertEquals(2, errors().lines().count());
    }

    @Test
    void a_trap_keeps_its_exit_code_when_the_disk_is_full() throws IOException {
        String program = "print(1)\nxs = [1]\nfor i in 0..2: print(xs[i])\n";
        assertEquals(ExitCode.RUNTIME_ERROR, run("No space left on device", "run", program));
        assertTrue(errors().contains("can't be written"), errors());
        assertTrue(errors().contains("p.orus:3"), errors());
    }
}
