package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.interp.Execution;
import jorus.jit.Jit;
import jorus.memory.arena.OffHeap;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.source.SourceFile;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Runs compiled programs with an engine of the caller's choice, for tests that compare engines:
/// they have to see what no client of the engine sees, and to choose limits that no client can.
public final class EngineRun {
    /// Ends at once, but not before a reader asks: a program that waits for input looks whether it
    /// is to stop, so it would be chance where a cancelled run ends.
    private static final InputStream ENDED =
            new InputStream() {
                @Override
                public int available() {
                    return 1;
                }

                @Override
                public int read() {
                    return -1;
                }
            };

    private EngineRun() {}

    /// What executes a program.
    public enum Engine {
        INTERPRETER,
        AUTO,
        /// Interprets and compiles in turn, see [EveryLoop].
        MIXED,
        JIT,
        /// Compiles everything, and leaves each loop in another to a method of its own.
        OUTLINED,
        /// As `JIT`, and compiled calls are not counted, as in runs without a limit of fuel.
        UNCOUNTED,
        /// As `MIXED`, and they are not.
        UNCOUNTED_MIXED;

        public boolean counts() {
            return this != UNCOUNTED && this != UNCOUNTED_MIXED;
        }
    }

    /// How to run: limits that make rare ways frequent. `javaStackBytes` is what compiled code may
    /// use of the Java stack.
    public record Settings(
            int maxDepth,
            int pollInterval,
            long heapBytes,
            int javaStackBytes,
            boolean isStress,
            boolean isCancelled) {
        /// The same, collecting at every allocation.
        public Settings stressed() {
            return new Settings(
                    maxDepth, pollInterval, heapBytes, javaStackBytes, true, isCancelled);
        }

        /// The same, but the run ends when it looks at its flags for the first time: after `polls`.
        public Settings stoppedAt(int polls) {
            return new Settings(
                    maxDepth, Math.max(1, polls), heapBytes, javaStackBytes, isStress, true);
        }
    }

    /// All that a run shows: output, the end with trap and call stack, the lines of that, and the
    /// polls it has counted.
    public record Result(String output, String end, String lines, long polls) {
        /// The same with as many polls as `other`.
        public Result withPollsOf(Result other) {
            return new Result(output, end, lines, other.polls);
        }
    }

    /// The program in `source`, or null if it has errors, which go to `problems`.
    public static Compilation compile(String source, Consumer<String> problems) {
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        SourceFile file = new SourceFile("random.orus", bytes);
        Compilation compilation = Compilation.compile(file, new PhaseTimes());
        if (compilation.isRunnable()) {
            return compilation;
        }
        compilation
                .diagnostics()
                .forEach(
                        each ->
                                problems.accept(
                                        each.file().line(each.span().start())
                                                + ": "
                                                + each.message()));
        compilation.close();
        return null;
    }

    /// Runs `program` to its end on this thread. `started` gets the machine, to cancel it.
    public static Result run(
            Compilation program, Engine engine, Settings settings, Consumer<Machine> started) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MachineOptions options =
                new MachineOptions(
                        settings.heapBytes,
                        16L << 20,
                        settings.maxDepth,
                        settings.pollInterval,
                        settings.isStress ? HeapOptions.STRESS : HeapOptions.DEFAULT);
        Image image = program.image().image();
        Jit jit = null;
        try (OffHeap memory = new OffHeap();
                Machine machine = new Machine(image, memory, ENDED, out, options)) {
            if (engine.counts()) {
                machine.countCalls();
            }
            Execution execution = new Execution(program.image(), machine);
            if (engine != Engine.INTERPRETER) {
                jit = new Jit(program.image(), machine, null);
                enable(jit, machine, execution, engine, settings.javaStackBytes);
            }
            started.accept(machine);
            if (settings.isCancelled) {
                machine.cancel();
            }
            Outcome outcome = execution.run();
            String text = out.toString(StandardCharsets.ISO_8859_1);
            return new Result(text, describe(outcome), lines(image, outcome), machine.pollCount());
        } finally {
            if (jit != null) {
                jit.close();
            }
        }
    }

    /// Makes `execution` run with an engine that compiles. The caller closes `jit` afterwards.
    public static void enable(
            Jit jit, Machine machine, Execution execution, Engine engine, int javaStackBytes) {
        Image image = machine.image;
        machine.enableCompiled(Execution::runFrame, null, javaStackBytes);
        machine.tiering =
                engine == Engine.MIXED || engine == Engine.UNCOUNTED_MIXED
                        ? new EveryLoop(jit, image)
                        : new Tiers(() -> jit, image);
        if (engine == Engine.OUTLINED) {
            for (int function = 0; function < image.functionCount(); function++) {
                int words = image.function(function, ImageLayout.CODE_LENGTH);
                for (int word = 0; word < words; word++) {
                    jit.ranLong(function, word);
                }
            }
        }
        if (engine == Engine.JIT || engine == Engine.OUTLINED || engine == Engine.UNCOUNTED) {
            for (int function = 0; function < image.functionCount(); function++) {
                jit.compileFunction(function);
            }
            CompiledLoop code = jit.compileLoop(image.entry(), 0);
            if (code != null) {
                execution.startWith(code);
            }
        }
    }

    private static String lines(Image image, Outcome outcome) {
        StringBuilder text = new StringBuilder();
        for (Outcome.Call call : outcome.trace()) {
            int start = image.function(call.function(), ImageLayout.CODE_START);
            for (LineTable.Call one :
                    LineTable.calls(image, call.function(), start + call.word())) {
                text.append(one).append('\n');
            }
        }
        return text.toString();
    }

    private static String describe(Outcome outcome) {
        if (!outcome.isTrap()) {
            return outcome.end().toString();
        }
        StringBuilder text = new StringBuilder(outcome.kind() + ": ");
        text.append(new String(outcome.message(), StandardCharsets.UTF_8));
        for (Outcome.Call call : outcome.trace()) {
            text.append("\n  in ").append(call.function()).append(" at ").append(call.word());
        }
        return text.append("\n  hidden ").append(outcome.hidden()).toString();
    }
}
