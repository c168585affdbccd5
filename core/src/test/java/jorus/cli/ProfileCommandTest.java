package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

@Timeout(60)
class ProfileCommandTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                arguments,
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String program(String text) throws IOException {
        return Files.writeString(folder.resolve("p.orus"), text).toString();
    }

    @Test
    void the_report_goes_to_stderr_and_the_output_stays_its_own() throws IOException {
        assertEquals(0, run("mem", program("print([1, 2, 3])")));
        assertEquals("[1, 2, 3]\n", out());
        assertTrue(err().startsWith("off-heap memory by category"), err());
        assertTrue(err().contains("(main) " + folder.resolve("p.orus") + ":1"), err());
    }

    @Test
    void files_are_written_as_asked() throws IOException {
        String json = folder.resolve("p.json").toString();
        String flame = folder.resolve("p.html").toString();
        String scope = folder.resolve("p.speedscope.json").toString();
        String stacks = folder.resolve("p.txt").toString();
        String file = program("mut s = 0\nfor i in 0..5000: s += i\nprint(s)");
        int code =
                run(
                        "profile",
                        "--every",
                        "100",
                        "--json",
                        json,
                        "--flame",
                        flame,
                        "--speedscope",
                        scope,
                        "--collapsed",
                        stacks,
                        file);
        assertEquals(0, code, err());
        assertTrue(err().startsWith("49 samples, one each 100 loop turns and calls"), err());
        assertEquals("(main) 4900\n", Files.readString(Path.of(stacks)));
        assertTrue(Files.readString(Path.of(json)).startsWith("{\"version\":1,"));
        assertTrue(Files.readString(Path.of(scope)).startsWith("{\"$schema\":"));
        assertTrue(Files.readString(Path.of(flame)).startsWith("<!doctype html>"));
    }

    @Test
    void json_can_go_to_stdout() throws IOException {
        assertEquals(0, run("mem", "--json", "-", program("x = [1]")));
        assertTrue(out().startsWith("{\"version\":1,"), out());
    }

    @Test
    void a_program_that_fails_is_reported_all_the_same() throws IOException {
        assertEquals(70, run("profile", program("print(1 / 0)")));
        assertTrue(err().contains("p.orus:1"), err());
        assertTrue(err().contains("samples in "), err());
    }

    @Test
    void images_are_profiled_without_source() throws IOException {
        String image = folder.resolve("p.orb").toString();
        assertEquals(0, run("compile", program("print([1, 2, 3])"), "-o", image));
        assertEquals(0, run("mem", image));
        assertTrue(err().contains("heap by allocation site"), err());
        String stripped = folder.resolve("s.orb").toString();
        assertEquals(0, run("compile", "--strip", program("print([1])"), "-o", stripped));
        assertEquals(0, run("mem", stripped), err());
        assertEquals(0, run("profile", "--instructions", stripped), err());
    }

    @ParameterizedTest
    @CsvSource({
        "mem, --sites, all, must be exact or sampled",
        "mem, --interval, 10, must be a time above 0",
        "profile, --rate, 0, must be from 1 to 100000",
        "profile, --every, x, must be a number from 1",
    })
    void wrong_values_are_refused(String command, String flag, String value, String reason)
            throws IOException {
        assertEquals(64, run(command, flag, value, program("print(1)")));
        assertTrue(err().contains("jorus: " + flag + " " + value), err());
        assertTrue(err().contains(reason), err());
        assertEquals("", out());
    }

    @Test
    void options_that_have_no_effect_are_refused() throws IOException {
        String file = program("print(1)");
        assertEquals(64, run("profile", "--rate", "10", "--every", "5", file));
        assertEquals(64, run("mem", "--rate", "10", file));
        assertEquals(64, run("run", "--sites", "exact", file));
        assertEquals(64, run("mem", "--jfr", "x.jfr", file));
    }

    @Test
    void debug_alloc_disturbs_no_correct_program() throws IOException {
        String file =
                program("mut a: [string] = []\nfor i in 0..3000: push(a, \"x\" + (i as string))");
        assertEquals(0, run("run", "--debug-alloc", file), err());
        assertEquals("", err());
    }
}
