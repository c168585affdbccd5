package jorus.bench.program;

import jorus.engine.Compilation;
import jorus.engine.Engine;
import jorus.engine.Instance;
import jorus.engine.Outcome;
import jorus.engine.PhaseTimes;
import jorus.engine.RunOptions;
import jorus.source.SourceFile;

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

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// An embedder's life of a program: an instance is made, runs, and is closed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RunAndClose {
    private static final String PROGRAM =
            """
            mut all: [f64] = []
            for i in 0..COUNT: push(all, i as f64)
            """;

    /// Elements that the program puts into an array.
    @Param({"0", "100000"})
    public int count;

    private Compilation program;

    /// Compiles the program.
    @Setup
    public void compile() {
        byte[] text = PROGRAM.replace("COUNT", "" + count).getBytes(StandardCharsets.UTF_8);
        program = Compilation.compile(new SourceFile("bench.orus", text), new PhaseTimes());
    }

    @TearDown
    public void close() {
        program.close();
    }

    @Benchmark
    public Outcome.End runAndClose() {
        try (Instance instance =
                new Instance(
                        program,
                        RunOptions.of(64L << 20, 1000, Engine.INTERP),
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PhaseTimes())) {
            return instance.run().end();
        }
    }
}
