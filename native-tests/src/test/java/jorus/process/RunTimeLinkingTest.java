package jorus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What compiles and runs a program makes no classes by bootstrap methods: the hash of a record, a
/// `switch` over types and a lambda each take a process that has just begun 1 to 16 ms, and the
/// class-data archive has none of what they link.
class RunTimeLinkingTest {
    private static final Path ROOT =
            Path.of(System.getProperty("jorus.root", "..")).toAbsolutePath().normalize();

    /// Written for processes that run long: what makes vector kernels.
    private static final String KERNELS = "jorus.jit.Vector";

    private static final long MAX_SECONDS = 200;

    @TempDir Path folder;

    /// Runs programs with everything compiled, one after the other.
    static final class Programs {
        private Programs() {}

        public static void main(String[] paths) {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
            for (String path : paths) {
                String[] run = {"run", "--no-cache", "--engine=jit", path};
                int code = Main.run(run, InputStream.nullInputStream(), nowhere, nowhere);
                if (code != 0) {
                    throw new AssertionError(path + ": " + code);
                }
            }
        }
    }

    @Test
    void running_programs_links_nothing_at_run_time() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        // Lets the translator look at loops as if they could be vectorised.
        command.add("-Djdk.attach.allowAttachSelf=true");
        Path log = folder.resolve("classes.log");
        command.add("-Xlog:class+load:file=" + log);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Programs.class.getName());
        List<Path> programs = programs();
        assertTrue(programs.size() > 30, programs.size() + " programs");
        for (Path program : programs) {
            command.add(program.toString());
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertTrue(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS), "takes too long");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        assertEquals(new TreeSet<>(), linked(log));
    }

    private List<Path> programs() throws IOException {
        List<Path> programs = new ArrayList<>();
        try (Stream<Path> suite = Files.list(ROOT.resolve("bench/programs"))) {
            for (Path program : suite.filter(Files::isDirectory).sorted().toList()) {
                String source = Files.readString(program.resolve("prog.orus"));
                Path copy = folder.resolve(program.getFileName() + ".orus");
                Files.writeString(
                        copy, source.replaceFirst("(?m)^SIZE: i32 := \\d+$", "SIZE: i32 := 4"));
                programs.add(copy);
            }
        }
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            programs.addAll(
                    examples.filter(path -> path.toString().endsWith(".orus")).sorted().toList());
        }
        return programs;
    }

    /// Classes of the log that bootstrap methods use or have made.
    private static TreeSet<String> linked(Path log) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        boolean isUnderstood = false;
        for (String line : Files.readAllLines(log)) {
            int end = line.indexOf(" source: ");
            if (end < 0) {
                continue;
            }
            String name = line.substring(line.lastIndexOf(' ', end - 1) + 1, end);
            isUnderstood |= name.startsWith("jorus.compiled.");
            boolean isLambda = name.startsWith("jorus.") && name.contains("$$Lambda");
            if (name.startsWith("java.lang.runtime.") || isLambda && !name.startsWith(KERNELS)) {
                found.add(name.replaceAll("/0x.*", ""));
            }
        }
        assertTrue(isUnderstood, "the log is not understood");
        return found;
    }
}
