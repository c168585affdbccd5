import jorus.engine.Compilation;
import jorus.engine.Engine;
import jorus.engine.Instance;
import jorus.engine.Outcome;
import jorus.engine.PhaseTimes;
import jorus.engine.RunOptions;
import jorus.source.SourceFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// An agent: runs a program in the interpreter before the process begins with what it is for, so
/// that the process has seen all instructions. `-javaagent:trained.jar=training.orus`.
///
/// It then waits until the JVM's compilers have nothing left to do, because that of the
/// interpreter's loop takes seconds on a busy machine, and what comes next would wait for it. The
/// file `training.orus.took` gets the wall-clock and CPU seconds from the JVM's start to the end of
/// all that, so that they can be subtracted.
public final class Trained {
    private static final long HEAP_BYTES = 256L << 20;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int IDLE_PAUSES = 6;

    private Trained() {}

    public static void premain(String path) throws IOException {
        SourceFile source = new SourceFile(path, Files.readAllBytes(Path.of(path)));
        RunOptions options = RunOptions.of(HEAP_BYTES, RunOptions.DEFAULT_MAX_DEPTH, Engine.INTERP);
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                Instance instance =
                        new Instance(
                                program,
                                options,
                                InputStream.nullInputStream(),
                                OutputStream.nullOutputStream(),
                                new PhaseTimes())) {
            Outcome outcome = instance.run();
            if (outcome.end() != Outcome.End.FINISHED) {
                throw new AssertionError("the training ended with " + outcome);
            }
        }
        awaitCompilers();
        Files.writeString(Path.of(path + ".took"), took());
    }

    /// Waits until the threads of the compilers have used no CPU for a while, as far as this system
    /// tells that.
    private static void awaitCompilers() {
        long used = compilerTicks();
        for (int idle = 0; idle < IDLE_PAUSES; idle++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long now = compilerTicks();
            if (now > used) {
                used = now;
                idle = -1;
            }
        }
    }

    /// CPU time of the compiler threads in ticks of 10 ms; 0 if unknown.
    private static long compilerTicks() {
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).contains("CompilerThre")) {
                    String stat = Files.readString(task.resolve("stat"));
                    // Behind the name, which ends with the last parenthesis: user time is the 12th.
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        } catch (IOException _) {
            // No such folder here, or a thread has just ended.
        }
        return sum;
    }

    private static String took() {
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        long cpu =
                ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime();
        return (System.currentTimeMillis() - started) / 1e3 + " " + cpu / 1e9 + "\n";
    }
}
