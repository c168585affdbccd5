package jorus.engine;

import jorus.interp.Execution;
import jorus.memory.arena.OffHeap;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;
import jorus.source.SourceFile;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Runs a small program once before a counted run, so that the JVM loads and links there what any
/// program needs, and the count shows what the program itself takes.
final class Rehearsal {
    private static final String PROGRAM =
            """
            fn add(a: i32, b: f64) -> f64: return a as f64 + b
            mut all: [f64] = []
            for i in 0..100: push(all, add(i, 0.5))
            mut big: i64 = 1
            while big < 1000000: big = big * 3
            words = "a" + (big as string)
            struct Pair:
                a: i32
                b: string
            pairs = [Pair{a: 1, b: "x"}, Pair{a: 2, b: "y"}]
            for p in pairs: print(p.a, p.b)
            print("@ @.3f @ @", big, all[7], words, true)
            print(0.1, 1e-9, 1e300, len(all), words[1], all[0..2])
            """;

    private Rehearsal() {}

    /// With `isObserved` by the loop that has an observer, else by the usual one.
    static void run(boolean isObserved) {
        SourceFile source = new SourceFile("<rehearsal>", PROGRAM.getBytes(StandardCharsets.UTF_8));
        try (Compilation program = Compilation.compile(source, new PhaseTimes());
                OffHeap memory = new OffHeap();
                Machine machine =
                        new Machine(
                                program.image().image(),
                                memory,
                                OutputStream.nullOutputStream(),
                                Instance.machineOptions(RunOptions.small()))) {
            Execution execution = new Execution(program.image(), machine);
            execution.rehearse();
            execution.run(isObserved ? new Nothing() : null);
        }
    }

    private static final class Nothing implements InstructionObserver {
        @Override
        public void beforeInstruction(long pc, long fp) {
            // Only the loop that calls it matters.
        }
    }
}
