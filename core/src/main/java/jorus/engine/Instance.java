package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.interp.Execution;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.HeapOptions;
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

    private final Compilation program;
    private final RunOptions options;
    private final PhaseTimes times;
    private final OffHeap memory = new OffHeap();
    private final Machine machine;
    private ExecutionCounter counter;

    /// The thread that runs the program, or null. Guarded by this, as is `isClosed`.
    private Thread runner;

    private boolean isClosed;

    /// Prepares a run that reads from `in` and writes to `out`.
    ///
    /// @throws OutOfMemory if not even the program's constants fit; nothing is kept then
    public Instance(
            Compilation program,
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
                Boolean.getBoolean(STRESS_PROPERTY) ? HeapOptions.STRESS : HeapOptions.DEFAULT,
                options.limits().fuel(),
                options.limits().outputBytes());
    }

    /// Runs the program to its end on this thread; output is flushed when it returns. Once only.
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

    private synchronized void end() {
        runner = null;
        notifyAll();
    }

    private Outcome runOnce() {
        Execution execution = new Execution(program.image(), machine);
        Image image = program.image().image();
        PrintStream trace = options.trace();
        if (trace != null || options.countsInstructions()) {
            Tracer tracer = trace == null ? null : new Tracer(image, trace);
            Rehearsal.run();
            counter = new ExecutionCounter(tracer);
        }
        times.begin(Phase.RUN);
        jorus.runtime.Outcome outcome;
        // Without a limit the class is not even loaded.
        long timeoutNanos = options.limits().timeoutNanos();
        Deadline deadline =
                timeoutNanos == Limits.UNLIMITED ? null : Deadline.start(machine, timeoutNanos);
        try {
            outcome = counter == null ? execution.run() : execution.run(counter);
        } catch (RuntimeException | AssertionError | StackOverflowError | InternalError e) {
            return failed(image, e);
        } finally {
            if (deadline != null) {
                deadline.close();
            }
            times.end();
        }
        if (counter != null) {
            counter.end();
        }
        return switch (outcome.end()) {
            case FINISHED -> Outcome.of(Outcome.End.FINISHED);
            case CANCELLED -> Outcome.of(Outcome.End.CANCELLED);
            case OUTPUT_CLOSED -> Outcome.of(Outcome.End.OUTPUT_CLOSED);
            case TRAPPED -> Outcome.of(Outcome.End.TRAPPED, trapReport(image, outcome));
            case LIMITED -> limited(image, outcome);
            case FAILED -> throw new AssertionError("no execution ends like this");
        };
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
        return report(image, outcome, Code.numbered(outcome.kind().code()), message);
    }

    private TrapReport report(
            Image image, jorus.runtime.Outcome outcome, Code code, String message) {
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
            // A loop without statements has no line of its own.
            String where = place == null ? "" : " at " + place.file() + ":" + place.line();
            notes.add("in " + image.functionName(function) + where);
        }
        if (outcome.hidden() > 0) {
            notes.add("... and " + outcome.hidden() + " calls more");
        }
        if (trace.size() == 1) {
            notes.clear();
        }
        if (at == null) {
            at = new LineTable.Position(program.source().path(), 1, 1);
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
                notes);
    }

    /// Makes the run end at its next poll, also if it has not begun. Any thread, at any time, any
    /// number of times; without effect after the end.
    public void cancel() {
        machine.cancel();
    }

    /// What the run has used of [Limits#fuel()] so far, or in all.
    public long fuelUsed() {
        return Math.min(machine.pollCount(), options.limits().fuel());
    }

    /// For tests.
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

    /// Writes what the run took: times per phase, instructions, memory by category.
    public void printStatistics(PrintStream out) {
        StatsReport.print(
                this,
                program.memory().accounting(),
                memory.accounting(),
                machine.heap.statistics(),
                times,
                out);
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
