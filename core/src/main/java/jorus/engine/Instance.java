package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.interp.Execution;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.source.Code;
import jorus.source.SourceFile;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One program ready to run once, with memory of its own.
///
/// Used by one thread; only [#cancel()] may be called by another. Closing gives back all memory,
/// and must come before the compilation is closed.
public final class Instance implements AutoCloseable {
    /// Room for the frames of [RunOptions#maxDepth()] calls of usual size.
    private static final long STACK_BYTES_PER_CALL = 4096;

    private static final long MIN_STACK_BYTES = 1L << 20;
    private static final long MAX_STACK_BYTES = 1L << 30;

    /// For tests: collects at every allocation, poisons what is freed, checks the heap.
    private static final String STRESS_PROPERTY = "jorus.stress";

    private final Program program;
    private final RunOptions options;
    private final PhaseTimes times;
    private final OffHeap memory = new OffHeap();
    private final Machine machine;
    private Execution execution;
    private jorus.runtime.Outcome outcome;
    private CompiledCode compiled;
    private ExecutionCounter counter;
    private PairCounter pairs;

    /// Prepares a run that reads from `in` and writes to `out`.
    ///
    /// @throws OutOfMemory if not even the program's constants fit; nothing is kept then
    public Instance(
            Program program,
            RunOptions options,
            InputStream in,
            OutputStream out,
            PhaseTimes times) {
        this.program = program;
        this.options = options;
        this.times = times;
        times.begin(Phase.PREPARE);
        try {
            machine =
                    new Machine(program.image().image(), memory, in, out, machineOptions(options));
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        } finally {
            times.end();
        }
    }

    static MachineOptions machineOptions(RunOptions options) {
        long stack = (long) options.maxDepth() * STACK_BYTES_PER_CALL;
        return new MachineOptions(
                options.heapBytes(),
                Math.clamp(stack, MIN_STACK_BYTES, MAX_STACK_BYTES),
                options.maxDepth(),
                MachineOptions.DEFAULT.pollInterval(),
                Boolean.getBoolean(STRESS_PROPERTY) ? HeapOptions.STRESS : HeapOptions.DEFAULT);
    }

    /// Runs the program to its end; output is flushed when it returns.
    ///
    /// Compiled code runs on a thread of its own unless this one is deep enough ([DeepThread]).
    public Outcome run() {
        execution = new Execution(program.image(), machine);
        boolean observes = options.observes();
        if (observes) {
            counter = new ExecutionCounter(observer());
        } else if (options.measures()) {
            counter = new ExecutionCounter(null);
        }
        if (observes || options.engine() == Engine.INTERP) {
            execute();
        } else {
            compiled = new CompiledCode(program.image(), machine, options.dumpClasses());
            compiled.enable(options.engine(), execution);
            DeepThread.run(
                    new Runnable() {
                        @Override
                        public void run() {
                            execute();
                        }
                    });
        }
        Image image = program.image().image();
        return switch (outcome.end()) {
            case FINISHED -> new Outcome(Outcome.End.FINISHED, null);
            case CANCELLED -> new Outcome(Outcome.End.CANCELLED, null);
            case OUTPUT_CLOSED -> new Outcome(Outcome.End.OUTPUT_CLOSED, null);
            case TRAPPED -> new Outcome(Outcome.End.TRAPPED, report(image, outcome));
        };
    }

    private InstructionObserver observer() {
        Image image = program.image().image();
        InstructionObserver next =
                options.trace() == null ? null : new Tracer(image, options.trace());
        if (options.countsPairs()) {
            pairs = new PairCounter(image);
            next = pairs;
        }
        Rehearsal.run();
        return next;
    }

    private void execute() {
        times.begin(Phase.RUN);
        if (counter != null && !options.observes()) {
            counter.begin();
        }
        outcome = options.observes() ? execution.run(counter) : execution.run();
        times.end();
        if (counter != null) {
            counter.end();
        }
    }

    private TrapReport report(Image image, jorus.runtime.Outcome outcome) {
        List<String> notes = new ArrayList<>();
        LineTable.Position at = null;
        List<jorus.runtime.Outcome.Call> trace = outcome.trace();
        for (int i = 0; i < trace.size(); i++) {
            int function = trace.get(i).function();
            int start = image.function(function, ImageLayout.CODE_START);
            LineTable.Position place = LineTable.position(image, start + trace.get(i).word());
            if (at == null) {
                at = place;
            }
            notes.add(call(image, function, trace.get(i).word(), place));
        }
        if (outcome.hidden() > 0) {
            notes.add("... and " + outcome.hidden() + " calls more");
        }
        if (trace.size() == 1 && image.hasLines()) {
            notes.clear();
        }
        if (at == null) {
            at = new LineTable.Position(program.path(), TrapReport.NO_LINE, 0);
        }
        if (!image.hasLines()) {
            notes.add("the image has no lines and names, it was made with --strip");
        }
        SourceFile file = program.file(at.file());
        return new TrapReport(
                outcome.kind().code(),
                Code.titleOf(outcome.kind().code()),
                new String(outcome.message(), StandardCharsets.UTF_8),
                file,
                at.file(),
                at.line(),
                at.column(),
                notes);
    }

    /// A line of the call stack.
    private static String call(Image image, int function, int word, LineTable.Position place) {
        String name = image.functionName(function);
        String of = name.isEmpty() ? "function " + function : name;
        String where = place == null ? "instruction " + word : place.file() + ":" + place.line();
        return "in " + of + " at " + where;
    }

    /// Makes the run end at its next poll. Any thread, at any time before `close`.
    public void cancel() {
        machine.cancel();
    }

    /// Instructions executed; -1 if they were not counted.
    public long instructions() {
        return counter == null ? -1 : counter.instructions();
    }

    /// Bytes that the executing thread allocated on the Java heap between the first and the last
    /// instruction; -1 if not measured.
    public long javaHeapBytes() {
        return counter == null ? -1 : counter.javaHeapBytes();
    }

    /// Writes which instructions followed each other; the options must have asked for it.
    public void printPairs(PrintStream out) {
        pairs.print(out);
    }

    /// Writes what the run took: times per phase, instructions, memory by category.
    public void printStatistics(PrintStream out) {
        StatsReport.print(
                this,
                program.memory().accounting(),
                memory.accounting(),
                machine.heap.statistics(),
                times,
                out);
        if (compiled != null && compiled.jitOrNull() != null) {
            out.print(compiled.jitOrNull().report());
        }
    }

    @Override
    public void close() {
        if (compiled != null) {
            compiled.close();
        }
        machine.close();
        memory.close();
    }
}
