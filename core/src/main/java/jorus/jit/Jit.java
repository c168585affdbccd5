package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.LineTable;
import jorus.memory.heap.Heap;
import jorus.runtime.CompiledFunction;
import jorus.runtime.CompiledLoop;
import jorus.runtime.Machine;
import jorus.verify.VerifiedImage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Translates functions and loops of one program to JVM classes, for one machine.
///
/// Used by the machine's thread; only `prepare` and `close` may be called by others. What
/// translates holds the lock of the class loader, which it also takes when compiled code first
/// calls a function. What is compiled is unloaded with this object.
public final class Jit implements AutoCloseable {
    private final VerifiedImage verified;
    private final ClassDump dump;
    private final CompiledClasses classes;
    private final VectorKernels kernels;

    /// Functions that the interpreter runs, because they are too large.
    private final BitSet tooLarge = new BitSet();

    /// A function or loop that another thread has compiled: `loop` for a loop that is entered at
    /// `word`, else `code`.
    public record Prepared(int function, int word, CompiledLoop loop, CompiledFunction code) {}

    /// What was entered: a function, or a loop of it if `word` is not -1.
    private record Part(int function, int word) {}

    /// In the order of their first calls. Guarded by itself: the loader's lock may be held for long
    /// by what translates beside the program.
    private final List<Part> entered = new ArrayList<>();

    /// Of functions that were resolved, if that is not done yet for calls of compiled code.
    private CompiledFunction prepared;

    private boolean isPreparing;

    /// Whether what is translated is so ahead, by a thread that is not the program's.
    private boolean isAhead;

    private boolean isResolving;
    private static final long LONG_RUN_NANOS = 350_000_000L;

    /// With its kernels at once, a run is shorter.
    private static final long LONG_HURRIED_RUN_NANOS = 150_000_000L;

    /// Larger functions are not compiled as a whole for a loop of theirs.
    private static final int MAX_WHOLE_WORDS = 150;

    private final long madeAt = System.nanoTime();
    private final Flow[] flows;

    private final Quiet quiet;

    /// Those without splices, for what is too large with them.
    private final Flow[] plainFlows;

    /// Objects are made where the machine says.
    private final Flow.Allocating allocations =
            new Flow.Allocating() {
                @Override
                public long address() {
                    return awaitMachine().allocations;
                }

                @Override
                public Heap heap() {
                    return awaitMachine().heap;
                }
            };

    /// What may be inlined.
    private final Inlining.Flows splicedFlows =
            new Inlining.Flows() {
                @Override
                public Flow flow(int function) {
                    return Jit.this.flow(function);
                }
            };

    private final LongLoops longLoops = new LongLoops();

    private int functionCount;
    private int loopCount;
    private int tooLargeCount;
    private long nanos;

    /// Guards the two below; never held for long.
    private final Object meeting = new Object();

    private volatile Machine machine;
    private boolean isAbandoned;

    /// As [Machine#countsCalls()].
    private boolean countsCalls;

    /// `machine` must run the image that `verified` vouches for, and must have been enabled for
    /// compiled code. Classes are written to `dump` if it is not null.
    public Jit(VerifiedImage verified, Machine machine, ClassDump dump) {
        this(verified, dump);
        kernels.attach(machine);
        this.machine = machine;
        countsCalls = machine.countsCalls();
    }

    /// For a machine that is to be made: until it is attached, only `prepare` may be called.
    public Jit(VerifiedImage verified, ClassDump dump) {
        this.verified = verified;
        this.dump = dump;
        quiet = new Quiet(verified.image());
        flows = new Flow[verified.image().functionCount()];
        plainFlows = new Flow[flows.length];
        classes = new CompiledClasses(this);
        kernels = new VectorKernels(classes, this);
    }

    /// Has the JVM load and link what translating any program needs, on a thread that would
    /// otherwise wait for the first one. Changes nothing else.
    public static void prime() {
        assert Primer.USED.length > 0;
        Primer.run();
    }

    /// Says which machine will run what is compiled, as in the constructor. Any thread, once.
    public void attach(Machine made) {
        assert made.countsCalls() == countsCalls : "translated for another machine";
        synchronized (meeting) {
            kernels.attach(made);
            machine = made;
            made.meetNewCode();
            meeting.notifyAll();
        }
    }

    /// The machine that will be attached counts calls. Before anything is compiled.
    public void countCalls() {
        countsCalls = true;
    }

    /// There will be no machine: what waits for one fails.
    public void abandon() {
        synchronized (meeting) {
            isAbandoned = true;
            meeting.notifyAll();
        }
    }

    /// The machine; waits for it.
    ///
    /// @throws IllegalStateException if there will be none
    Machine awaitMachine() {
        if (machine != null) {
            return machine;
        }
        synchronized (meeting) {
            try {
                while (machine == null && !isAbandoned) {
                    meeting.wait();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            if (machine == null) {
                throw new IllegalStateException("no machine");
            }
            return machine;
        }
    }

    /// The blocks of a function.
    Flow flow(int function) {
        return flow(function, true);
    }

    private Flow flow(int function, boolean isSpliced) {
        Flow[] known = isSpliced ? flows : plainFlows;
        if (known[function] == null) {
            known[function] =
                    new Flow(verified, quiet, function, allocations, isSpliced, countsCalls);
        }
        return known[function];
    }

    /// Compiles `function`, if it is not yet, and links it: from now on calls enter the compiled
    /// code. Does nothing if it is too large.
    public void compileFunction(int function) {
        synchronized (classes) {
            boolean isCompiled = machine != null && machine.compiled[function] != null;
            boolean isSettled = isCompiled || tooLarge.get(function);
            if (!isSettled && function != verified.image().entry()) {
                isResolving = true;
                classes.resolve(function);
                isResolving = false;
            }
        }
    }

    /// Compiles the function, or if `word` is not -1 its loop that is entered there, and changes
    /// nothing that the machine's thread sees: that has to hand the result to `link`. Null if there
    /// is nothing new. Any thread.
    public Prepared prepare(int function, int word) {
        synchronized (classes) {
            isAhead = true;
            try {
                return word >= 0 ? prepareLoop(function, word) : prepareFunction(function);
            } finally {
                isAhead = false;
            }
        }
    }

    private Prepared prepareLoop(int function, int word) {
        CompiledLoop loop = compileLoop(function, word);
        return loop == null ? null : new Prepared(function, word, loop, null);
    }

    private Prepared prepareFunction(int function) {
        prepared = null;
        isPreparing = true;
        try {
            compileFunction(function);
        } finally {
            isPreparing = false;
            isResolving = false;
        }
        return prepared == null ? null : new Prepared(function, -1, null, prepared);
    }

    /// Compiles a function as a whole instead of its loops that are entered at `words`, if these
    /// allow it ([LongLoops#nests]), the function is not large and, outside of them, calls none but
    /// `known` functions: what is called once is not to be compiled for that. Else gives null. The
    /// program's first function is given as a loop that is entered at its first word. Any thread.
    public Prepared prepareWhole(int function, int[] words, BitSet known) {
        synchronized (classes) {
            Flow flow = flow(function);
            boolean isFirst = function == verified.image().entry();
            BitSet nests = longLoops.nests(flow, words, isFirst);
            if (nests == null || flow.words.length > MAX_WHOLE_WORDS) {
                return null;
            }
            BitSet outside = (BitSet) flow.reachable.clone();
            outside.andNot(nests);
            return flow.callsOnly(known, outside) ? prepare(function, isFirst ? 0 : -1) : null;
        }
    }

    /// Lets calls of interpreted code enter a function that `prepare` has compiled.
    public void link(Prepared function) {
        machine.link(function.function, new FirstCall(this, function.function, function.code));
    }

    /// Code enters a loop, or with -1 for its word a function; only the first time counts.
    public void entered(int function, int word) {
        synchronized (entered) {
            for (int i = 0; i < entered.size(); i++) {
                if (entered.get(i).function == function && entered.get(i).word == word) {
                    return;
                }
            }
            entered.add(new Part(function, word));
        }
    }

    /// What has been entered since it was compiled: pairs of function and word, -1 for the function
    /// itself, in the order of the first time.
    public int[] entered() {
        synchronized (entered) {
            int[] pairs = new int[2 * entered.size()];
            for (int i = 0; i < entered.size(); i++) {
                pairs[2 * i] = entered.get(i).function;
                pairs[2 * i + 1] = entered.get(i).word;
            }
            return pairs;
        }
    }

    /// The loops whose kernels the next run should make at once, as pairs like those of `entered`:
    /// those that were used, if the run was long enough to have wanted them earlier.
    public int[] worthyKernels() {
        synchronized (classes) {
            long least = kernels.isHurried() ? LONG_HURRIED_RUN_NANOS : LONG_RUN_NANOS;
            return System.nanoTime() - madeAt > least ? kernels.ready() : new int[0];
        }
    }

    /// How long this has been there, in milliseconds.
    public int ageMillis() {
        return (int) ((System.nanoTime() - madeAt) / 1_000_000);
    }

    /// Says how long the last run was: what would not be ready by then is not begun before.
    public void expectRun(int millis) {
        kernels.expectEnd(madeAt + millis * 1_000_000L);
    }

    /// Makes the kernels of these loops when they are translated, not when they have run long.
    public void hurryKernels(int[] loops) {
        kernels.hurry(loops);
    }

    /// Compiles the loop of `function` that is entered at `word`, or the whole function if that is
    /// 0 and no loop; null if there is no loop, or it is too large.
    public CompiledLoop compileLoop(int function, int word) {
        synchronized (classes) {
            return loop(function, word);
        }
    }

    private CompiledLoop loop(int function, int word) {
        Flow flow = flow(function);
        if (word != 0 && LongLoops.entered(flow, word) == null) {
            return null;
        }
        LongLoops.Made known = longLoops.made(flow, word);
        if (known != null) {
            return known.code();
        }
        // Those that it leaves to classes of their own.
        for (Loop inner : longLoops.parts(flow, word)) {
            loop(function, LongLoops.enteredAt(flow, inner));
        }
        long start = begin();
        byte[] bytes = loopClass(flow, word, splicedFlows);
        if (bytes == null) {
            bytes = loopClass(flow(function, false), word, null);
        }
        CompiledLoop compiled = bytes == null ? null : classes.defineLoop(bytes, loopCount);
        longLoops.made(flow, word, loopCount, compiled);
        loopCount++;
        tooLargeCount += bytes == null ? 1 : 0;
        end(start, function, word, bytes);
        return compiled;
    }

    /// Remembers that the loop that is entered at `word` ran long in one go: classes of loops
    /// around it leave it to its own. Whether that is news. Other words do no harm.
    public boolean ranLong(int function, int word) {
        synchronized (classes) {
            return longLoops.add(function, word);
        }
    }

    /// The loops that ran long, as pairs like those of `entered`.
    public int[] longLoops() {
        synchronized (classes) {
            return longLoops.pairs();
        }
    }

    private byte[] loopClass(Flow flow, int word, Inlining.Flows inlined) {
        int block = flow.block(flow.place(word));
        BitSet region = LongLoops.region(flow, word);
        Outlined outlined = longLoops.outlined(flow, word);
        return ClassWriter.loop(flow, region, block, loopCount, kernels, inlined, outlined);
    }

    /// The word where the outermost loop is entered around the loop that is entered at `word`, in
    /// the function; -1 if there is no loop.
    public int outermost(int function, int word) {
        synchronized (classes) {
            Flow flow = flow(function);
            Loop loop = flow.loopEnteredAt(flow.block(flow.place(word)));
            return loop == null ? -1 : flow.origin(flow.first[flow.entry(loop.outermost())]);
        }
    }

    /// The class of a function as bytes, or of a way into the interpreter if it is too large.
    byte[] functionClass(int function) {
        long start = begin();
        byte[] bytes = ClassWriter.function(flow(function), kernels, splicedFlows);
        if (bytes == null) {
            bytes = ClassWriter.function(flow(function, false), kernels, null);
        }
        if (bytes == null) {
            bytes = ClassWriter.function(flow(function, false), null, null);
        }
        if (bytes == null) {
            tooLarge.set(function);
            tooLargeCount++;
            bytes = ClassWriter.interpreted(verified.image(), function);
        } else {
            functionCount++;
        }
        end(start, function, -1, bytes);
        return bytes;
    }

    private long begin() {
        Machine of = machine;
        if (of != null && of.compiling != null && !isAhead) {
            of.compiling.begins();
        }
        return System.nanoTime();
    }

    private void end(long start, int function, int word, byte[] bytes) {
        nanos += System.nanoTime() - start;
        Machine of = machine;
        if (of == null) {
            return;
        }
        of.meetNewCode();
        if (of.compiling != null) {
            of.compiling.compiled(function, word, bytes == null ? 0 : bytes.length);
            if (!isAhead) {
                of.compiling.ends();
            }
        }
    }

    /// A function's class was defined; the loader's lock is held.
    void defined(int function, CompiledFunction code) {
        if (!isResolving) {
            // Compiled code is about to call it.
            entered(function, -1);
        }
        if (isPreparing) {
            prepared = code;
        } else {
            machine.link(function, new FirstCall(this, function, code));
        }
    }

    void dump(String name, byte[] bytes) {
        if (dump != null) {
            dump.write(name, bytes);
        }
    }

    /// How many functions have been compiled.
    public int functionCount() {
        return functionCount;
    }

    public int loopCount() {
        return loopCount;
    }

    /// How many functions and loops were too large.
    public int tooLargeCount() {
        return tooLargeCount;
    }

    /// Stops what goes on aside, as the process is about to end; compiled code still runs.
    public void settle() {
        kernels.close();
        VectorModule.settle();
    }

    /// Stops what goes on aside; compiled code still runs.
    @Override
    public void close() {
        kernels.close();
    }

    /// Time spent on all that.
    public long nanos() {
        return nanos;
    }

    /// What has been compiled, and of each counted loop whether it is vectorised, for people.
    public String report() {
        StringBuilder text = new StringBuilder("compiled code\n");
        row(text, "functions", functionCount);
        row(text, "loops", loopCount);
        row(text, "too large", tooLargeCount);
        row(text, "microseconds", nanos / 1000);
        for (VectorKernels.Finding finding : kernels.findings()) {
            text.append("  loop at ").append(place(finding)).append(": ");
            text.append(finding.obstacle() == null ? "vectorised" : "scalar, because ");
            text.append(finding.obstacle() == null ? "" : finding.obstacle()).append('\n');
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, long number) {
        String digits = Long.toString(number);
        text.append("  ").append(name);
        text.repeat(' ', Math.max(1, 38 - name.length() - digits.length()));
        text.append(digits).append('\n');
    }

    private String place(VectorKernels.Finding finding) {
        Image image = verified.image();
        int start = image.function(finding.function(), ImageLayout.CODE_START);
        LineTable.Position at = LineTable.position(image, start + finding.word());
        String name = image.functionName(finding.function());
        return at == null ? name + " word " + finding.word() : at.file() + ":" + at.line();
    }
}
