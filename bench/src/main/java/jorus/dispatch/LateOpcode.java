package jorus.dispatch;

import jorus.interp.ProductionLoop;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/// What it costs in the long run that opcodes are first executed when the loop is hot: C2 has left
/// them out, throws its code away and makes it again.
///
/// The production loop runs one kernel until C2 has compiled it, and before or after that, or
/// never, once another that has other opcodes; what is measured is the first again. What coming
/// late costs is the difference between before and after: a profile with other opcodes in it has a
/// price of its own, whenever they come.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:MinJumpTableSize=40",
            "-XX:C1MaxInlineSize=16",
            "-XX:MaxTrivialSize=20",
            "-XX:-ClipInlining",
            "-XX:-UseFPUForSpilling",
            "-Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1"
        })
public class LateOpcode {
    /// What else runs once, or `NONE`.
    @Param({"NONE", "STRAIGHT_F64", "MIXED"})
    public String other;

    /// Whether it runs after the training.
    @Param({"false", "true"})
    public boolean isLate;

    /// How often the measured kernel has run before.
    @Param("300")
    public int training;

    private Prepared prepared;
    private long instructions;

    /// Makes the loop hot.
    @Setup(Level.Trial)
    public void prepare() throws Throwable {
        prepared = new Prepared(Kernel.STRAIGHT_I32, true, OutputStream.nullOutputStream());
        instructions = prepared.countInstructions();
        if (!isLate) {
            runOther();
        }
        for (int i = 0; i < training; i++) {
            prepared.run(ProductionLoop::run);
        }
        if (isLate) {
            runOther();
        }
    }

    private void runOther() throws Throwable {
        if (other.equals("NONE")) {
            return;
        }
        Kernel kernel = Kernel.valueOf(other);
        try (Prepared once = new Prepared(kernel, true, OutputStream.nullOutputStream())) {
            once.run(ProductionLoop::run);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        prepared.close();
    }

    /// One run of the kernel.
    @Benchmark
    public void run(Laboratory.Work work) throws Throwable {
        work.run(prepared, ProductionLoop::run, instructions);
    }
}
