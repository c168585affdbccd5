package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every program below `golden/` does what its comments expect ([Golden] explains them).
class GoldenProgramsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("jorus.root", ".."))
                    .resolve("native-tests/src/test/resources/golden")
                    .normalize();

    /// One path per line; a program listed here must fail.
    private static final Path KNOWN_FAILURES = FOLDER.resolve("known-failures.txt");

    /// Hardly any program runs long enough to be compiled while it runs.
    private static final List<Mode> MODES =
            List.of(
                    Mode.INTERPRETED,
                    Mode.PLAIN,
                    Mode.MOVED,
                    Mode.COLD,
                    Mode.STRESS,
                    Mode.JIT,
                    Mode.JIT_STRESS);

    private static final int MIN_PROGRAMS = 1500;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);
    private static final Pattern CLAIM = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+(\\.orus)?");

    /// Every folder in it is one program: `main.orus`, with the other files as its modules.
    private static final Path MODULES = FOLDER.resolve("modules");

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(GoldenProgramsTest::isProgram).sorted().toList();
        }
    }

    private static boolean isProgram(Path file) {
        if (file.startsWith(MODULES)) {
            return file.getParent().getParent().equals(MODULES) && file.endsWith(Golden.MAIN);
        }
        return file.toString().endsWith(".orus");
    }

    static String name(Path program) {
        return FOLDER.relativize(program).toString().replace('\\', '/');
    }

    private static Set<String> knownFailures() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(KNOWN_FAILURES)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                names.add(line.strip());
            }
        }
        return names;
    }

    @TestFactory
    Stream<DynamicTest> golden() throws IOException {
        Set<String> failing = knownFailures();
        List<DynamicTest> tests = new ArrayList<>();
        for (Mode mode : MODES) {
            for (Path program : programs()) {
                String name = name(program);
                if (mode.isStress() && Golden.read(program).isSlowInStress()) {
                    continue;
                }
                boolean mustFail = failing.contains(name);
                tests.add(
                        DynamicTest.dynamicTest(
                                name + " [" + mode + "]",
                                program.toUri(),
                                () -> check(program, mode, mustFail)));
            }
        }
        return tests.stream();
    }

    private static void check(Path program, Mode mode, boolean mustFail) throws IOException {
        Golden golden = Golden.read(program);
        GoldenRunner runner =
                golden.environment().isEmpty()
                        ? new CliRunner(golden.flags(), golden.stdin())
                        : new ProcessRunner(golden.flags(), golden.environment());
        GoldenRunner.Result result =
                assertTimeoutPreemptively(TIME_LIMIT, () -> runner.run(program, mode));
        List<String> differences = GoldenChecks.differences(golden, result);
        if (mustFail) {
            assertTrue(!differences.isEmpty(), "passes: take it off " + KNOWN_FAILURES);
        } else if (!differences.isEmpty()) {
            fail(String.join("\n", differences) + "\n--- stderr\n" + result.stderr());
        }
    }

    @Test
    void there_are_enough_programs() throws IOException {
        int count = programs().size();
        assertTrue(count >= MIN_PROGRAMS, count + " programs, expected " + MIN_PROGRAMS);
    }

    @Test
    void every_program_expects_something() throws IOException {
        for (Path program : programs()) {
            Golden.read(program);
        }
    }

    @Test
    void the_name_of_every_program_is_a_claim() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path program : programs()) {
            Path claim = program.endsWith(Golden.MAIN) ? program.getParent() : program;
            if (!CLAIM.matcher(claim.getFileName().toString()).matches()) {
                found.add(name(program));
            }
        }
        assertEquals(Set.of(), found);
    }

    @Test
    void the_list_of_known_failures_names_only_programs() throws IOException {
        Set<String> stale = knownFailures();
        for (Path program : programs()) {
            stale.remove(name(program));
        }
        assertEquals(Set.of(), stale);
    }
}
