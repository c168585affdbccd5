package jorus.bench.dispatch;

import jorus.engine.Compilation;
import jorus.engine.Engine;
import jorus.engine.Instance;
import jorus.engine.Limits;
import jorus.engine.Outcome;
import jorus.engine.PhaseTimes;
import jorus.engine.RunOptions;
import jorus.source.SourceFile;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The programs of [InterpreterLoop], each with the number of instructions that one run executes.
///
/// The numbers are annotations of the benchmarks, so they have to be constants; [Program] counts
/// and refuses to measure when one is off by more than 1%.
final class Kernels {
    static final int LOOP_INSTRUCTIONS = 6_000_000;
    static final String LOOP =
            """
            fn loop(turns: i32) -> i32:
                mut x = 1
                for i in 0..turns:
                    x = i - x
                    if x > 1000: x = x - 1000
                return x
            print(loop(1500000))
            """;

    static final int FLOAT_INSTRUCTIONS = 8_800_000;
    static final String FLOAT =
            """
            fn orbit(cr: f64, ci: f64, turns: i32) -> i32:
                mut zr = 0.0
                mut zi = 0.0
                mut n = 0
                while n < turns:
                    r2 = zr * zr
                    i2 = zi * zi
                    if r2 + i2 > 4.0: return n
                    zi = 2.0 * zr * zi + ci
                    zr = r2 - i2 + cr
                    n = n + 1
                return n
            print(orbit(-0.1, 0.1, 800000))
            """;

    static final int CALL_INSTRUCTIONS = 2_860_000;
    static final String CALL =
            """
            fn fib(n: i32) -> i32:
                if n < 2: return n
                return fib(n - 1) + fib(n - 2)
            print(fib(27))
            """;

    private Kernels() {}

    /// A compiled kernel.
    static final class Program {
        private static final double TOLERANCE = 0.01;

        private final Compilation compilation;
        private final RunOptions options =
                RunOptions.of(64L << 20, RunOptions.DEFAULT_MAX_DEPTH, Engine.INTERP);

        Program(String text, long instructions) {
            SourceFile source =
                    new SourceFile("kernel.orus", text.getBytes(StandardCharsets.UTF_8));
            compilation = Compilation.compile(source, new PhaseTimes());
            if (!compilation.isRunnable()) {
                throw new IllegalStateException(compilation.diagnostics().toString());
            }
            long counted = count();
            if (Math.abs(counted - instructions) > TOLERANCE * instructions) {
                throw new IllegalStateException(
                        "the kernel executes " + counted + " instructions, not " + instructions);
            }
        }

        private long count() {
            RunOptions counting =
                    new RunOptions(
                            64L << 20,
                            RunOptions.DEFAULT_MAX_DEPTH,
                            Engine.INTERP,
                            true,
                            false,
                            null,
                            null,
                            Limits.NONE);
            try (Instance instance = instance(counting)) {
                instance.run();
                return instance.instructions();
            }
        }

        private Instance instance(RunOptions how) {
            return new Instance(
                    compilation,
                    how,
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    new PhaseTimes());
        }

        Outcome run() {
            try (Instance instance = instance(options)) {
                return instance.run();
            }
        }

        void close() {
            compilation.close();
        }
    }

    // The same kernels in Java, with the overflow checks that Orus asks for.

    static int loop(int turns) {
        int x = 1;
        for (int i = 0; i < turns; i++) {
            x = Math.subtractExact(i, x);
            if (x > 1000) {
                x = Math.subtractExact(x, 1000);
            }
        }
        return x;
    }

    static int orbit(double cr, double ci, int turns) {
        double zr = 0.0;
        double zi = 0.0;
        int n = 0;
        while (n < turns) {
            double r2 = zr * zr;
            double i2 = zi * zi;
            if (r2 + i2 > 4.0) {
                return n;
            }
            zi = 2.0 * zr * zi + ci;
            zr = r2 - i2 + cr;
            n = Math.addExact(n, 1);
        }
        return n;
    }

    static int fib(int n) {
        if (n < 2) {
            return n;
        }
        return Math.addExact(fib(Math.subtractExact(n, 1)), fib(Math.subtractExact(n, 2)));
    }
}
