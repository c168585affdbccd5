package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The image of a golden program does what the program does: a seventh of them in each build, all
/// with `-Djorus.images.every=1`.
class ImagesOfGoldensTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int EVERY = Integer.getInteger("jorus.images.every", 7);

    @TempDir Path folder;

    private record Result(int code, String output, String errors) {}

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Main.run(
                        arguments,
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".orus")).sorted().toList();
        }
    }

    /// The lines of a report that say what and where, without the source text and folders.
    private static List<String> essence(Path program, String report) {
        String folder = program.getParent() + "/";
        return report.replace(folder, "")
                .lines()
                .filter(line -> line.startsWith("    = "))
                .toList();
    }

    private boolean compare(Path program) throws IOException {
        String image = folder.resolve("golden.orb").toString();
        String stripped = folder.resolve("stripped.orb").toString();
        Result compiled = run("compile", program.toString(), "-o", image, "--warnings=off");
        if (compiled.code() != 0) {
            assertEquals(65, compiled.code(), program + ": " + compiled.errors());
            return false;
        }
        byte[] first = Files.readAllBytes(Path.of(image));
        assertEquals(0, run("compile", program.toString(), "-o", image).code());
        assertArrayEquals(first, Files.readAllBytes(Path.of(image)), program.toString());
        assertEquals(0, run("compile", program.toString(), "-o", stripped, "--strip").code());
        Result expected = run("run", "--warnings=off", program.toString());
        Result found = run("run", image);
        assertEquals(expected.output(), found.output(), program.toString());
        assertEquals(expected.code(), found.code(), program.toString());
        assertEquals(
                essence(program, expected.errors()),
                essence(program, found.errors()),
                program.toString());
        Result bare = run("run", stripped);
        assertEquals(expected.output(), bare.output(), program.toString());
        assertEquals(expected.code(), bare.code(), program.toString());
        return true;
    }

    @Test
    void an_image_does_what_its_program_does() throws IOException {
        List<Path> programs = programs();
        int compared = 0;
        for (int i = 0; i < programs.size(); i += EVERY) {
            compared += compare(programs.get(i)) ? 1 : 0;
        }
        assertTrue(compared > programs.size() / EVERY / 2, compared + " programs");
    }
}
