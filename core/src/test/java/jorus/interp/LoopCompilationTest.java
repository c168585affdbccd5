package jorus.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What HotSpot does with the loop, with the options that the launcher gives: each test starts a
/// JVM.
class LoopCompilationTest {
    private static final Path ROOT = Path.of(System.getProperty("jorus.root", ".."));

    /// An option of the launcher that matters to the compilers; those of the archive do not.
    private static final Pattern OPTION =
            Pattern.compile("-XX:(?!Archive)[A-Z]\\w*=\\d+|-Djava\\.lang[^\\s\"]+");

    private static final Pattern COMPILED =
            Pattern.compile("^.*?([1-4]) +jorus\\.interp\\.Interpreter::run .*bytes\\)$");

    private static final long SECONDS = 120;

    /// Where a class comes from; how tests are started decides what the class path says.
    private static String folder(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// The output of a run of `program` in a JVM with these further options.
    private static List<String> run(Path program, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        Matcher given = OPTION.matcher(Files.readString(ROOT.resolve("jorus")));
        while (given.find()) {
            command.add(given.group());
        }
        assertTrue(command.size() >= 5, "the launcher's options: " + command);
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(
                String.join(
                        File.pathSeparator,
                        folder(Memory.class),
                        folder(Execution.class),
                        folder(CommandLine.class)));
        command.addAll(List.of("jorus.cli.Main", "run", "--engine=interp", "--warnings=off"));
        command.add(program.toString());
        File output = File.createTempFile("jorus-run", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output)
                            .start();
            try {
                assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still running");
            } finally {
                process.destroyForcibly();
            }
            List<String> lines = Files.readAllLines(output.toPath());
            assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
            return lines;
        } finally {
            Files.delete(output.toPath());
        }
    }

    /// C1 runs out of virtual registers after some programs and not after others: it compiles what
    /// has been linked.
    @ParameterizedTest
    @CsvSource({"nbody,20000", "closures,200", "sor,30", "binary_trees,10"})
    void both_compilers_take_the_loop(String name, int size) throws Exception {
        String text = Files.readString(ROOT.resolve("bench/programs/" + name + "/prog.orus"));
        Path program = Files.createTempFile(name, ".orus");
        Files.writeString(program, text.replaceFirst("SIZE: i32 := \\d+", "SIZE: i32 := " + size));
        List<String> lines;
        try {
            // A compiler that works in the foreground has finished before the program has.
            lines = run(program, "-XX:+PrintCompilation", "-Xbatch");
        } finally {
            Files.delete(program);
        }
        List<String> levels = new ArrayList<>();
        for (String line : lines) {
            assertFalse(
                    line.contains("jorus.interp.Interpreter::run ") && line.contains("SKIPPED"),
                    line);
            Matcher matcher = COMPILED.matcher(line);
            if (matcher.matches()) {
                levels.add(matcher.group(1));
            }
        }
        assertTrue(levels.contains("3"), "compiled at " + levels);
        assertTrue(levels.contains("4"), "compiled at " + levels);
    }

    /// The copies for one program are for processes that run several.
    @Test
    void a_process_of_one_program_has_one_loop() throws Exception {
        Path program = Files.createTempFile("single", ".orus");
        Files.writeString(
                program,
                """
                mut sum = 0
                for i in 0..20000000: sum = (sum + i) % 1000
                print(sum)
                """);
        List<String> lines;
        try {
            lines = run(program, "-Xlog:class+load:stdout");
        } finally {
            Files.delete(program);
        }
        int loops = 0;
        int cold = 0;
        for (String line : lines) {
            loops += line.contains(" jorus.interp.Interpreter") ? 1 : 0;
            assertFalse(line.contains(" jorus.interp.OwnLoop"), line);
            assertFalse(line.contains(" jorus.interp.LoopChoice"), line);
            cold += line.contains(" jorus.interp.ColdLoop ") ? 1 : 0;
        }
        assertEquals(1, loops);
        assertEquals(1, cold);
    }

    /// A collector that never frees anything, and 32 MB for the compiler, HotSpot's own objects and
    /// 1,000,000,000 instructions.
    @Test
    void a_thousand_million_instructions_make_no_java_objects() throws Exception {
        Path program = Files.createTempFile("instructions", ".orus");
        Files.writeString(
                program,
                """
                fn kernel(turns: i32) -> i32:
                    mut x = 0
                    mut i = 0
                    while i < turns:
                        x = i - x
                        i = i + 1
                    return x
                print(kernel(334000000))
                """);
        try {
            List<String> lines =
                    run(
                            program,
                            "-XX:+UnlockExperimentalVMOptions",
                            "-XX:+UseEpsilonGC",
                            "-Xmx32m");
            assertEquals("167000000", lines.get(lines.size() - 1));
        } finally {
            Files.delete(program);
        }
    }
}
