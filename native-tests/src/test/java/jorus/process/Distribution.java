package jorus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A copy of the launcher and its jars in a folder of its own, whose files a test may damage.
final class Distribution {
    private static final Path ROOT =
            Path.of(System.getProperty("jorus.root", "..")).toAbsolutePath().normalize();
    private static final long SECONDS = 300;

    /// What a process left behind.
    record Result(int code, String out, String err) {}

    final Path home;
    private final Path caches;

    /// In the empty folder `folder`.
    Distribution(Path folder) throws IOException {
        home = folder.resolve("home");
        caches = folder.resolve("caches");
        Path target = home.resolve("core/target");
        Files.createDirectories(target.resolve("lib"));
        copy(ROOT.resolve("jorus"), home.resolve("jorus"));
        copy(ROOT.resolve("core/target/jorus.jar"), target.resolve("jorus.jar"));
        for (String jar : List.of("jorus-memory.jar", "picocli.jar")) {
            copy(ROOT.resolve("core/target/lib").resolve(jar), target.resolve("lib").resolve(jar));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    Path target() {
        return home.resolve("core/target");
    }

    Path caches() {
        return caches;
    }

    /// The archive, or null if there is none.
    Path archive() throws IOException {
        try (Stream<Path> files = Files.list(target())) {
            return files.filter(file -> file.toString().endsWith(".jsa")).findAny().orElse(null);
        }
    }

    /// Files that should not stay.
    List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(target())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".jsa") && !name.endsWith(".jsa"))
                    .toList();
        }
    }

    /// Waits for the archive that a start makes beside the program.
    Path awaitArchive() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (archive() == null || !leftovers().isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no archive after " + SECONDS + " s: " + leftovers());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return archive();
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Result run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return await(start(environment, arguments));
    }

    /// A process and the files that it writes to.
    record Running(Process process, File out, File err) {}

    Running start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("jorus").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JORUS_JAVA_OPTS");
        builder.environment().remove("JORUS_ARCHIVE");
        builder.environment().put("JORUS_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", caches.toString());
        builder.environment().putAll(environment);
        builder.directory(home.toFile());
        File out = File.createTempFile("jorus", ".out");
        File err = File.createTempFile("jorus", ".err");
        Process process = builder.redirectOutput(out).redirectError(err).start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    Result await(Running running) throws IOException, InterruptedException {
        try {
            if (!running.process().waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + SECONDS + " s");
            }
            return new Result(
                    running.process().exitValue(), text(running.out()), text(running.err()));
        } finally {
            running.process().destroyForcibly();
            Files.delete(running.out().toPath());
            Files.delete(running.err().toPath());
        }
    }

    private static String text(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    }

    /// Runs hello, which has to do what it always does.
    void checkHello() throws IOException, InterruptedException {
        checkHello(Map.of());
    }

    void checkHello(Map<String, String> environment) throws IOException, InterruptedException {
        assertEquals(new Result(0, "hello\n", ""), run(environment, "run", hello()));
    }

    /// The path of a program that prints hello.
    String hello() throws IOException {
        Path program = home.resolve("hello.orus");
        if (!Files.exists(program)) {
            Files.writeString(program, "print(\"hello\")\n");
        }
        return program.toString();
    }

    /// Waits until nothing works in `folder` any more: a start makes an archive beside the run,
    /// and goes on when the test has ended and its folder is deleted.
    static void awaitMakers(Path folder) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end
                && ProcessHandle.allProcesses().anyMatch(each -> works(each, folder))) {
            Thread.sleep(50);
        }
    }

    private static boolean works(ProcessHandle process, Path folder) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }
}
