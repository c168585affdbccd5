package jorus.profile;

import jorus.memory.heap.CellKind;
import jorus.memory.heap.HeapObserver;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;
import jorus.runtime.PollHook;

/// Samples where a program is: what `jorus profile` shows.
///
/// A sample is taken when a countdown of polls has ended, which is where any engine says where it
/// is. By time, a thread says when one is due, and it weighs the processor time since the last one;
/// what collecting and translating took is kept apart.
public final class Sampler implements Instrument, HeapObserver, PollHook {
    /// Polls between two looks whether a sample is due, at most; strips of compiled loops are a
    /// multiple of it. Alone the interpreter has none, and its turns take longer.
    private static final int LOOK_POLLS = 2048;

    private static final int INTERPRETER_LOOK_POLLS = 128;

    final SampleOptions options;
    final OwnCosts costs = new OwnCosts();
    final Stacks stacks = new Stacks(costs);
    final SampleTable samples = new SampleTable(costs);
    final CompileCosts compiling = new CompileCosts(true);
    Machine machine;
    InstructionCounts counts;
    long totalNanos;
    long collectorNanos;
    long sampleCount;

    private Ticker ticker;
    private long nextPoll;
    private long lastNanos;
    private long lastAside;
    private long collectionStart;
    private long startNanos;
    private int random = 1;

    public Sampler(SampleOptions options) {
        this.options = options;
    }

    @Override
    public void attach(Machine of) {
        machine = of;
        JavaMemory.rehearse();
        of.compiling = compiling;
        // Recursion has no other polls.
        of.countCalls();
        if (options.countsInstructions()) {
            counts = new InstructionCounts(of.image, this, options.every());
        }
    }

    @Override
    public InstructionObserver observer() {
        return counts;
    }

    @Override
    public void begin() {
        machine.heap.observe(this, false);
        startNanos = JavaMemory.threadNanos();
        lastNanos = startNanos;
        lastAside = aside();
        if (counts != null) {
            return;
        }
        machine.setPollHook(this);
        if (options.every() == 0) {
            ticker = new Ticker(1_000_000_000L / options.ratePerSecond());
            ticker.start();
            machine.pollSoon(look());
        } else {
            nextPoll = options.every();
            soon();
        }
    }

    @Override
    public void polled() {
        if (options.every() > 0) {
            long polls = machine.pollCount();
            if (polls >= nextPoll) {
                long due = (polls - nextPoll) / options.every() + 1;
                sample(due * options.every());
                nextPoll += due * options.every();
            }
            soon();
            return;
        }
        machine.pollSoon(look());
        if (ticker.isDue) {
            ticker.isDue = false;
            sampleTime();
        }
    }

    @Override
    public boolean stretches() {
        return options.every() == 0;
    }

    private void soon() {
        machine.pollSoon((int) Math.min(nextPoll - machine.pollCount() - 1, Integer.MAX_VALUE));
    }

    private int look() {
        int most = machine.compiled == null ? INTERPRETER_LOOK_POLLS : LOOK_POLLS;
        random = random * 1_103_515_245 + 12_345;
        return most / 2 + (random >>> 16 & most / 2 - 1);
    }

    private void sampleTime() {
        long now = JavaMemory.threadNanos();
        long aside = aside();
        long weight = Math.max(0, now - lastNanos - (aside - lastAside));
        lastNanos = now;
        lastAside = aside;
        sample(weight);
    }

    /// What was not the program's own time.
    private long aside() {
        return collectorNanos + compiling.nanos();
    }

    /// Where a poll is.
    private void sample(long weight) {
        samples.add(stacks.capture(machine), weight);
        sampleCount++;
    }

    void sample(long pc, long fp, long weight) {
        samples.add(stacks.capture(machine.image, pc, fp), weight);
        sampleCount++;
    }

    @Override
    public void end() {
        totalNanos = JavaMemory.threadNanos() - startNanos;
        if (ticker != null) {
            ticker.finish();
        }
        machine.setPollHook(null);
        machine.heap.observe(null, false);
        machine.compiling = null;
    }

    @Override
    public void collecting() {
        collectionStart = JavaMemory.threadNanos();
    }

    @Override
    public void collected(long pauseNanos) {
        collectorNanos += JavaMemory.threadNanos() - collectionStart;
    }

    @Override
    public void allocated(CellKind kind, long address, long weight, long owner) {
        // Time is what counts here.
    }

    @Override
    public void freed(long address) {
        // Likewise.
    }

    @Override
    public void trapped(String message, String file, int line) {
        // The report of the run says so.
    }
}
