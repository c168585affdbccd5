package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The programs in `examples/` print what `examples/expected/` holds; a module prints nothing. They
/// compute too much to collect at every allocation.
class ExamplesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("jorus.root", "..")).resolve("examples").normalize();

    private static final int MIN_EXAMPLES = 20;

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".orus")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> example() throws IOException {
        return examples().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getFileName().toString(),
                                        file.toUri(),
                                        () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".orus", ".txt");
        Path expected = FOLDER.resolve("expected").resolve(name);
        for (Mode mode : List.of(Mode.INTERPRETED, Mode.AUTO, Mode.JIT)) {
            GoldenRunner.Result result = new CliRunner(List.of()).run(file, mode);
            assertEquals("", result.stderr());
            assertEquals(Files.readString(expected, StandardCharsets.ISO_8859_1), result.stdout());
            assertEquals(0, result.exitCode());
        }
    }

    @Test
    void there_are_enough_examples() throws IOException {
        int count = examples().size();
        assertTrue(count >= MIN_EXAMPLES, count + " examples, expected " + MIN_EXAMPLES);
    }
}
