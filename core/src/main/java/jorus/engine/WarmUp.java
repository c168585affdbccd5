package jorus.engine;

import jorus.source.SourceFile;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Prepares a process that will run programs later: the JVM loads, links and begins to compile now
/// what the first program would have to wait for.
public final class WarmUp {
    private static final String PROGRAM =
            """
            fn add(a: i32, b: f64) -> f64: return a as f64 + b
            fn fib(n: i32) -> i32:
                if n < 2: return n
                return fib(n - 1) + fib(n - 2)
            mut all: [f64] = []
            for i in 0..3000: push(all, add(i, 0.5))
            mut total = 0.0
            for i in 0..3000: total = total + all[i] * 1.5
            mut big: i64 = 1
            while big < 1000000: big = big * 3
            words = "a" + (big as string)
            print("@ @.3f @ @", big, all[7], words, fib(16), total)
            try:
                print(all[-1], words[1], all[0..2])
            catch e:
                print(e)
            """;

    private WarmUp() {}

    /// Takes a small program through the compiler and each engine. Nothing of it stays: no output,
    /// no memory outside the Java heap, no thread. Some 300 ms in a new process; from any thread.
    public static void run() {
        for (Engine engine : Engine.values()) {
            run(engine);
        }
    }

    /// Takes the program through the compiler and one engine.
    static void run(Engine engine) {
        SourceFile source = new SourceFile("<warm-up>", PROGRAM.getBytes(StandardCharsets.UTF_8));
        RunOptions options = RunOptions.of(16L << 20, 1000, engine);
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
                throw new AssertionError(engine + ": " + outcome.end());
            }
        }
    }
}
