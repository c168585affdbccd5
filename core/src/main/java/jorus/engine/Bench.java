package jorus.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Runs a program again and again in this process, each time in a new instance, and measures.
///
/// Its output goes nowhere, its input is empty. The runs begin as a first run does, apart from the
/// JVM's own start, and get faster; the *steady state* is the second half of them.
public final class Bench {
    private static final long ENOUGH_NANOS = 3_000_000_000L;
    private static final int LEAST_RUNS = 6;
    private static final int MOST_RUNS = 200;

    private final Program program;
    private final RunOptions options;
    private long[] nanos = new long[MOST_RUNS];
    private volatile int count;
    private long firstTranslation;
    private long firstJvmCompilation;

    public Bench(Program program, RunOptions options) {
        this.program = program;
        this.options = options;
    }

    /// Runs, for three seconds or six runs, whatever takes longer. Null, or how the first run ended
    /// that did not finish.
    public Outcome run() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long begin = System.nanoTime();
        while (count < MOST_RUNS
                && (count < LEAST_RUNS || System.nanoTime() - begin < ENOUGH_NANOS)) {
            long compiledBefore = compilationMillis(compiler);
            long start = System.nanoTime();
            try (Instance instance =
                    new Instance(
                            program,
                            options,
                            InputStream.nullInputStream(),
                            OutputStream.nullOutputStream(),
                            new PhaseTimes())) {
                Outcome outcome = instance.run();
                nanos[count] = System.nanoTime() - start;
                count = count + 1;
                if (outcome.end() != Outcome.End.FINISHED) {
                    return outcome;
                }
                if (count == 1) {
                    firstTranslation = instance.translationNanos();
                }
            }
            if (count == 1) {
                firstJvmCompilation = compilationMillis(compiler) - compiledBefore;
            }
        }
        nanos = Arrays.copyOf(nanos, count);
        return null;
    }

    /// How many runs have ended; from any thread.
    public int count() {
        return count;
    }

    private static long compilationMillis(CompilationMXBean compiler) {
        boolean isKnown = compiler != null && compiler.isCompilationTimeMonitoringSupported();
        return isKnown ? compiler.getTotalCompilationTime() : 0;
    }

    /// The time of each run.
    public long[] nanos() {
        return nanos.clone();
    }

    /// Nanoseconds that the first run spent with translating to classes.
    public long firstTranslationNanos() {
        return firstTranslation;
    }

    /// Nanoseconds that the JVM's compilers worked during the first run, beside the program; to 1
    /// ms.
    public long firstJvmCompilationNanos() {
        return firstJvmCompilation * 1_000_000;
    }

    /// The runs of the steady state, sorted.
    private long[] steady() {
        long[] steady = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(steady);
        return steady;
    }

    public long medianNanos() {
        return median(steady());
    }

    /// The median of how far runs of the steady state are from their median.
    public long deviationNanos() {
        long[] steady = steady();
        long median = median(steady);
        for (int i = 0; i < steady.length; i++) {
            steady[i] = Math.abs(steady[i] - median);
        }
        Arrays.sort(steady);
        return median(steady);
    }

    public long minNanos() {
        return steady()[0];
    }

    static long median(long[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
