package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.interp.Execution;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.HeapOptions;
import jorus.profile.Instrument;
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
/// Runs on one thread; others may call [#cancel()] and [#close()]. Closing gives back all memory,
/// and must come before the compilation is closed.
public final class Instance implements AutoCloseable {
    /// Room for the frames of [RunOptions#maxDepth()] calls of usual size.
    private static final long STACK_BYTES_PER_CALL = 4096;

    private static final long MIN_STACK_BYTES = 1L << 20;
    private static final long MAX_STACK_BYTES = 1L << 30;

    /// For tests: collects at every allocation, poisons what is freed, checks the heap.
    private static final String STRESS_PROPERTY = "jorus.stress";

    /// More of a message is not for people. Programs can make messages of any length.
    private static final int MAX_MESSAGE_BYTES = 1 << 14;

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
    private Instrument instrument;

    /// The thread that runs the program, or null. Guarded by this, as is `isClosed`.
    private Thread runner;

    private boolean isClosed;

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
            if (options.measures()) {
                machine.countCalls();
            }
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
                heapOptions(),
                options.limits().fuel(),
                options.limits().outputBytes());
    }

    private static HeapOptions heapOptions() {
        if (Boolean.getBoolean(STRESS_PROPERTY)) {
            return HeapOptions.STRESS;
        }
        return OffHeap.isGuarding() ? HeapOptions.GUARDED : HeapOptions.DEFAULT;
    }

    /// Runs the program to its end; output is flushed when it returns. Once only.
    ///
    /// Compiled code runs on a thread of its own unless this one is deep enough ([DeepThread]).
    ///
    /// @throws IllegalStateException if this is closed or running
    public Outcome run() {
        begin();
        try {
            return runOnce();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (isClosed || runner != null) {
            throw new IllegalStateException(isClosed ? "closed" : "running");
        }
        runner = Thread.currentThread();
    }

    private synchronized void runsHere() {
        runner = Thread.currentThread();
    }

    private synchronized void end() {
        runner = null;
        notifyAll();
    }

    private Outcome runOnce() {
        execution = new Execution(program.image(), machine);
        if (instrument != null) {
            instrument.attach(machine);
            times.begin(Phase.PREPARE);
            Rehearsal.run(instrument.observer() != null);
            if (options.engine() != Engine.INTERP) {
                WarmUp.run(Engine.JIT);
            }
            times.end();
        }
        boolean observes = observes();
        if (options.observes()) {
            counter = new ExecutionCounter(observer());
        } else if (options.measures()) {
            counter = new ExecutionCounter(null);
        }
        boolean isInterpreted = observes || options.engine() == Engine.INTERP;
        if (!isInterpreted) {
            boolean expects = options.engine() == Engine.AUTO && options.dumpClasses() == null;
            Forehand forehand = expects ? program.forehand(machine.countsCalls()) : null;
            compiled = new CompiledCode(program.image(), machine, options.dumpClasses(), forehand);
            compiled.enable(options.engine(), execution);
        }
        Image image = program.image().image();
        if (compiled == null || !compiled.isExpecting()) {
            image.dropCopy();
        }
        try {
            if (isInterpreted) {
                execute();
            } else {
                DeepThread.run(
                        new Runnable() {
                            @Override
                            public void run() {
                                runsHere();
                                execute();
                            }
                        });
            }
        } catch (RuntimeException | AssertionError | StackOverflowError | InternalError e) {
            return failed(image, e);
        }
        return switch (outcome.end()) {
            case FINISHED -> Outcome.of(Outcome.End.FINISHED);
            case CANCELLED -> Outcome.of(Outcome.End.CANCELLED);
            case OUTPUT_CLOSED -> Outcome.of(Outcome.End.OUTPUT_CLOSED);
            case TRAPPED -> trapped(trapReport(image, outcome));
            case LIMITED -> limited(image, outcome);
            case FAILED -> throw new AssertionError("no execution ends like this");
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
        Rehearsal.run(true);
        return next;
    }

    /// Whether the interpreter runs everything and is watched.
    private boolean observes() {
        return options.observes() || instrument != null && instrument.observer() != null;
    }

    private InstructionObserver watcher() {
        return options.observes() ? counter : instrument.observer();
    }

    private void execute() {
        times.begin(Phase.RUN);
        if (counter != null && !observes()) {
            counter.begin();
        }
        // Without a limit the class is not even loaded.
        long timeoutNanos = options.limits().timeoutNanos();
        Deadline deadline =
                timeoutNanos == Limits.UNLIMITED ? null : Deadline.start(machine, timeoutNanos);
        if (instrument != null) {
            instrument.begin();
        }
        try {
            outcome = observes() ? execution.run(watcher()) : execution.run();
            if (instrument != null) {
                instrument.end();
            }
        } finally {
            if (deadline != null) {
                deadline.close();
            }
            times.end();
        }
        if (counter != null) {
            counter.end();
        }
    }

    private Outcome trapped(TrapReport report) {
        if (instrument != null) {
            instrument.trapped(report.message(), report.path(), report.line());
        }
        return Outcome.of(Outcome.End.TRAPPED, report);
    }

    /// Memory may be damaged: nothing but the frames and the output is looked at.
    private Outcome failed(Image image, Throwable fault) {
        try {
            machine.output.flush();
        } catch (RuntimeException _) {
            // The fault is what matters.
        }
        String message = "Internal inconsistency: " + fault;
        jorus.runtime.Outcome place = jorus.runtime.Outcome.failed(machine);
        return new Outcome(Outcome.End.FAILED, report(image, place, Code.INTERNAL, message), fault);
    }

    private Outcome limited(Image image, jorus.runtime.Outcome outcome) {
        Limits limits = options.limits();
        return switch (outcome.limit()) {
            case FUEL ->
                    Outcome.of(
                            Outcome.End.FUEL_LIMIT,
                            report(
                                    image,
                                    outcome,
                                    Code.FUEL,
                                    "The fuel limit of " + limits.fuel() + " is reached"));
            case TIME ->
                    Outcome.of(
                            Outcome.End.TIME_LIMIT,
                            report(
                                    image,
                                    outcome,
                                    Code.TIME,
                                    "The time limit of "
                                            + duration(limits.timeoutNanos())
                                            + " is reached"));
            case OUTPUT ->
                    Outcome.of(
                            Outcome.End.OUTPUT_LIMIT,
                            report(
                                    image,
                                    outcome,
                                    Code.OUTPUT,
                                    "The output limit of "
                                            + limits.outputBytes()
                                            + " bytes is reached"));
        };
    }

    private static String duration(long nanos) {
        long millis = nanos / 1_000_000;
        if (millis * 1_000_000 != nanos) {
            return nanos + " ns";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private TrapReport trapReport(Image image, jorus.runtime.Outcome outcome) {
        byte[] bytes = outcome.message();
        int shown = Math.min(bytes.length, MAX_MESSAGE_BYTES);
        String message = new String(bytes, 0, shown, StandardCharsets.UTF_8);
        if (shown < bytes.length) {
            message = message + "... (" + (bytes.length - shown) + " bytes more)";
        }
        TrapReport report = report(image, outcome, Code.numbered(outcome.kind().code()), message);
        return report.with(outcome.detail(), Remedy.of(outcome.kind(), message));
    }

    private TrapReport report(
            Image image, jorus.runtime.Outcome outcome, Code code, String message) {
        List<String> notes = new ArrayList<>();
        LineTable.Position at = null;
        List<jorus.runtime.Outcome.Call> trace = outcome.trace();
        for (int i = 0; i < trace.size(); i++) {
            int function = trace.get(i).function();
            int word = trace.get(i).word();
            int start = image.function(function, ImageLayout.CODE_START);
            for (LineTable.Call call : LineTable.calls(image, function, start + word)) {
                at = at == null ? call.position() : at;
                // The program does not know of what stands between a call and what it calls. All
                // its own calls have a position.
                boolean isBetween = !notes.isEmpty() && image.hasLines() && call.position() == null;
                if (!isBetween && !image.isAdapter(call.function())) {
                    notes.add(call(image, call.function(), word, call.position()));
                }
            }
        }
        if (outcome.hidden() > 0) {
            notes.add("... and " + outcome.hidden() + " calls more");
        }
        if (notes.size() == 1 && image.hasLines()) {
            notes.clear();
        }
        if (at == null) {
            at = new LineTable.Position(program.path(), TrapReport.NO_LINE, 0);
        }
        // A program that can't trap has no lines either.
        if (!image.hasLines() && image.functionName(image.entry()).isEmpty()) {
            notes.add("the image has no lines and names, it was made with --strip");
        }
        SourceFile file = program.file(at.file());
        return new TrapReport(
                code.number(),
                code.title(),
                message,
                file,
                at.file(),
                at.line(),
                at.column(),
                null,
                notes);
    }

    /// A line of the call stack.
    private static String call(Image image, int function, int word, LineTable.Position place) {
        String name = image.functionName(function);
        String of = name.isEmpty() ? "function " + function : name;
        if (place != null) {
            return "in " + of + " at " + place.file() + ":" + place.line();
        }
        // The first instruction of a function, or a loop without statements, may have no line.
        return image.hasLines() ? "in " + of : "in " + of + " at instruction " + word;
    }

    /// Makes the run end at its next poll, also if it has not begun. Any thread, at any time, any
    /// number of times; without effect after the end.
    public void cancel() {
        machine.cancel();
    }

    /// What the run has used of [Limits#fuel()] so far, or in all. Without such a limit calls of
    /// compiled code are not counted, unless [#countFuel()] has asked for it.
    public long fuelUsed() {
        return Math.min(machine.pollCount(), options.limits().fuel());
    }

    /// Counts what the run uses of fuel although there is no limit; before it begins. Programs that
    /// call much are slower then.
    public void countFuel() {
        machine.countCalls();
    }

    /// Lets `watcher` watch the run, which has not begun.
    void watch(Instrument watcher) {
        instrument = watcher;
    }

    Program program() {
        return program;
    }

    OffHeap memory() {
        return memory;
    }

    PhaseTimes times() {
        return times;
    }

    /// For tests and profiles.
    Machine machine() {
        return machine;
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

    /// What the program's next run should compile at once; null if nothing was hot.
    HotList hot() {
        return compiled == null || options.engine() != Engine.AUTO ? null : compiled.hot();
    }

    /// Nanoseconds spent with translating hot code to classes.
    long translationNanos() {
        return compiled == null || compiled.jitOrNull() == null ? 0 : compiled.jitOrNull().nanos();
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

    /// Instead of [#close()] at the end of the process, which takes all memory with it: nothing
    /// goes on beside the program that the JVM would wait for.
    public synchronized void settle() {
        if (compiled != null) {
            compiled.settle();
        }
    }

    /// Gives back all memory. Ends a run on another thread and waits for that; again, it does
    /// nothing.
    ///
    /// @throws IllegalStateException if this thread is running the program
    @Override
    public synchronized void close() {
        if (runner == Thread.currentThread()) {
            throw new IllegalStateException("running");
        }
        boolean isInterrupted = false;
        while (runner != null) {
            machine.cancel();
            try {
                wait();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (!isClosed) {
            isClosed = true;
            try {
                if (compiled != null) {
                    compiled.close();
                }
                machine.close();
            } finally {
                memory.close();
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
