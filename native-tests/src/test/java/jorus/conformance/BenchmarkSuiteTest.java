package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The programs of `bench/programs` and `bench/loops` print, with the tiny size of the table
/// `sizes`, what their `tiny.txt` holds: what the C program printed. The tools around them pass
/// their own tests.
class BenchmarkSuiteTest {
    private static final Path ROOT =
            Path.of(System.getProperty("jorus.root", "..")).toAbsolutePath().normalize();

    private static final List<Path> FOLDERS =
            List.of(ROOT.resolve("bench/programs"), ROOT.resolve("bench/loops"));
    private static final String SIZE_LINE = "(?m)^SIZE: i32 := \\d+$";
    private static final String ROW_LINE = "(?m)^ROW: i32 := \\d+$";
    private static final long MAX_SECONDS = 120;

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> program() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path programs : FOLDERS) {
            addTests(programs, tests);
        }
        assertTrue(tests.size() > 100, "only " + tests.size() + " tests");
        return tests.stream();
    }

    private void addTests(Path programs, List<DynamicTest> tests) throws IOException {
        for (String line : Files.readAllLines(programs.resolve("sizes"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length < 3 || line.startsWith("#")) {
                continue;
            }
            String[] nameAndRow = words[0].split(":");
            Path program = programs.resolve(nameAndRow[0]);
            String row = nameAndRow.length > 1 ? nameAndRow[1] : "";
            for (String engine : List.of("interp", "jit", "auto")) {
                String name = programs.getFileName() + " " + words[0] + " " + engine;
                tests.add(
                        DynamicTest.dynamicTest(name, () -> check(program, row, words[2], engine)));
            }
        }
    }

    /// With rows of `row` elements, unless that is empty.
    private void check(Path program, String row, String size, String engine) throws IOException {
        String source = Files.readString(program.resolve("prog.orus"));
        Path copy = folder.resolve(program.getFileName() + row + "_" + engine + ".orus");
        String sized = source.replaceFirst(SIZE_LINE, "SIZE: i32 := " + size);
        if (!row.isEmpty()) {
            sized = sized.replaceFirst(ROW_LINE, "ROW: i32 := " + row);
        }
        Files.writeString(copy, sized);
        GoldenRunner.Result result =
                new CliRunner(List.of("--engine=" + engine)).run(copy, Mode.INTERPRETED);
        assertEquals("", result.stderr());
        String tiny = row.isEmpty() ? "tiny.txt" : "tiny_" + row + ".txt";
        assertEquals(Files.readString(program.resolve(tiny)), result.stdout());
        assertEquals(0, result.exitCode());
    }

    @Test
    void the_comparison_and_the_regression_guard_pass_their_tests() throws Exception {
        assumeTrue(exitCode("python3", "--version") == 0, "python3 is not installed");
        assertEquals(0, exitCode("python3", "-m", "unittest", "discover", "bench/peers"));
    }

    /// -1 if there is no such program.
    private int exitCode(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("python.log");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(ROOT.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            return -1;
        }
        try {
            assertTrue(
                    process.waitFor(MAX_SECONDS, TimeUnit.SECONDS),
                    "takes too long: " + command[0]);
            if (process.exitValue() != 0) {
                System.err.println(Files.readString(log, StandardCharsets.UTF_8));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
