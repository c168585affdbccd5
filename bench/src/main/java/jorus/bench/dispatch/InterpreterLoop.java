package jorus.bench.dispatch;

import jorus.engine.Outcome;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// Nanoseconds per Orus instruction of the dispatch loop, and the same kernels in Java per the same
/// unit.
///
/// A warm-up runs all three kernels, so that the loop is compiled with more than one program's
/// profile, as it is in a process that runs different programs.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:MinJumpTableSize=40"
        })
public class InterpreterLoop {
    private static final int TRAINING_RUNS = 30;

    private Kernels.Program loop;
    private Kernels.Program floats;
    private Kernels.Program calls;

    /// Compiles the kernels and trains the loop.
    @Setup(Level.Trial)
    public void compile() {
        loop = new Kernels.Program(Kernels.LOOP, Kernels.LOOP_INSTRUCTIONS);
        floats = new Kernels.Program(Kernels.FLOAT, Kernels.FLOAT_INSTRUCTIONS);
        calls = new Kernels.Program(Kernels.CALL, Kernels.CALL_INSTRUCTIONS);
        for (int i = 0; i < TRAINING_RUNS; i++) {
            loop.run();
            floats.run();
            calls.run();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        loop.close();
        floats.close();
        calls.close();
    }

    @Benchmark
    @OperationsPerInvocation(Kernels.LOOP_INSTRUCTIONS)
    public Outcome tightLoop() {
        return loop.run();
    }

    @Benchmark
    @OperationsPerInvocation(Kernels.LOOP_INSTRUCTIONS)
    public int tightLoopInJava() {
        return Kernels.loop(1_500_000);
    }

    @Benchmark
    @OperationsPerInvocation(Kernels.FLOAT_INSTRUCTIONS)
    public Outcome floatLoop() {
        return floats.run();
    }

    @Benchmark
    @OperationsPerInvocation(Kernels.FLOAT_INSTRUCTIONS)
    public int floatLoopInJava() {
        return Kernels.orbit(-0.1, 0.1, 800_000);
    }

    @Benchmark
    @OperationsPerInvocation(Kernels.CALL_INSTRUCTIONS)
    public Outcome calls() {
        return calls.run();
    }

    @Benchmark
    @OperationsPerInvocation(Kernels.CALL_INSTRUCTIONS)
    public int callsInJava() {
        return Kernels.fib(27);
    }
}
