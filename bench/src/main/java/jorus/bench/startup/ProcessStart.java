package jorus.bench.startup;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Time of a whole process that prints one line, launcher included.
///
/// Run from the top folder, or say where it is with `-Djorus.root=...`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 40)
@Fork(1)
public class ProcessStart {
    /// What is started: the launcher, or nothing but the shell that it runs in.
    @Param({"jorus", "sh"})
    public String command;

    private Path script;
    private List<String> line;

    /// Writes the program.
    @Setup
    public void write() throws IOException {
        script = Files.createTempFile("hello", ".orus");
        Files.writeString(script, "print(\"hello\")\n");
        Path launcher = Path.of(System.getProperty("jorus.root", "."), "jorus");
        line =
                command.equals("sh")
                        ? List.of("sh", "-c", "echo hello")
                        : List.of(launcher.toString(), "run", script.toString());
    }

    /// Removes the program.
    @TearDown
    public void remove() throws IOException {
        Files.delete(script);
    }

    /// Starts the process and waits for its end.
    @Benchmark
    public byte[] start() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).start();
        byte[] output = process.getInputStream().readAllBytes();
        int exit = process.waitFor();
        if (exit != 0 || output.length == 0) {
            throw new AssertionError(line + " ended with " + exit);
        }
        return output;
    }
}
