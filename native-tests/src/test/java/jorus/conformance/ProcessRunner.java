package jorus.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the `jorus` script in a process of its own, in the folder of the program, because the
/// environment of this process cannot be changed.
final class ProcessRunner implements GoldenRunner {
    private static final Path SCRIPT =
            Path.of(System.getProperty("jorus.root", ".."), "jorus").toAbsolutePath().normalize();

    private static final Path CACHES = Path.of("target", "caches").toAbsolutePath();

    private final List<String> flags;
    private final Map<String, String> environment;

    ProcessRunner(List<String> flags, Map<String, String> environment) {
        this.flags = List.copyOf(flags);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Result run(Path file, Mode mode) {
        List<String> command = new ArrayList<>();
        command.add(SCRIPT.toString());
        command.add("run");
        command.addAll(mode.flags());
        command.addAll(flags);
        command.add(file.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(file.toAbsolutePath().getParent().toFile());
        // Not in the cache of who runs the tests.
        builder.environment().put("XDG_CACHE_HOME", CACHES.toString());
        builder.environment().putAll(environment);
        builder.environment().put("JORUS_JAVA_OPTS", String.join(" ", mode.properties()));
        try {
            Path out = Files.createTempFile("jorus", ".out");
            Path err = Files.createTempFile("jorus", ".err");
            try {
                builder.redirectOutput(out.toFile()).redirectError(err.toFile());
                Process process = builder.start();
                try {
                    process.getOutputStream().close();
                    int code = process.waitFor();
                    return new Result(code, latin1(out), latin1(err));
                } finally {
                    process.destroyForcibly();
                }
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String latin1(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
