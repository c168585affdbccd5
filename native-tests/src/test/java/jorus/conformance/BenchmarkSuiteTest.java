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
            Path program = programs.resolve(words[0]);
            for (String engine : List.of("interp", "jit", "auto")) {
                String name = programs.getFileName() + " " + words[0] + " " + engine;
                tests.add(DynamicTest.dynamicTest(name, () -> check(program, words[2], engine)));
            }
        }
    }

    private void check(Path program, String size, String engine) throws IOException {
        String source = Files.readString(program.resolve("prog.orus"));
        Path copy = folder.resolve(program.getFileName() + "_" + engine + ".orus");
        Files.writeString(copy, source.replaceFirst(SIZE_LINE, "SIZE: i32 := " + size));
        GoldenRunner.Result result =
                new CliRunner(List.of("--engine=" + engine)).run(copy, Mode.INTERPRETED);
        assertEquals("", result.stderr());
        assertEquals(Files.readString(program.resolve("tiny.txt")), result.stdout());
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
