package jorus.profile;

import jorus.memory.arena.Accounting;
import jorus.memory.arena.Category;
import jorus.memory.heap.BlockUse;
import jorus.memory.heap.Statistics;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;

import java.util.List;

/// Watches the memory of a run: what `jorus mem` shows.
public final class MemoryProfiler implements Instrument {
    final MemoryOptions options;
    final Accounting image;
    final Accounting run;
    final CompileCosts compiling = new CompileCosts(false);
    Machine machine;
    HeapRecorder recorder;
    private Timeline timeline;

    // What was measured, from `end` on.

    List<Timeline.Point> points;
    ProcessMemory process;
    Statistics heap;
    List<BlockUse> endBlocks;
    final long[] endBytes = new long[Category.values().length];
    final long[] peakBytes = new long[Category.values().length];
    long javaRunBytes;
    long javaOtherBytes;
    long javaCompileBytes;
    long javaCollections;
    long runNanos;

    private long startNanos;
    private long startThreadBytes;
    private long startAllBytes;
    private long startCompileBytes;
    private long startCollections;

    /// `image` and `run` count what the program's image and the run have taken.
    public MemoryProfiler(MemoryOptions options, Accounting image, Accounting run) {
        this.options = options;
        this.image = image;
        this.run = run;
    }

    @Override
    public void attach(Machine of) {
        machine = of;
        JavaMemory.rehearse();
        of.compiling = compiling;
        startCollections = JavaMemory.collections();
    }

    @Override
    public void begin() {
        recorder = new HeapRecorder(machine);
        machine.heap.observe(recorder, options.isExact());
        timeline = new Timeline(machine.heap, run, options.intervalNanos());
        timeline.start();
        startNanos = System.nanoTime();
        startCompileBytes = compiling.javaBytes();
        startAllBytes = JavaMemory.allBytes();
        startThreadBytes = JavaMemory.threadBytes();
    }

    @Override
    public void end() {
        long threadBytes = JavaMemory.threadBytes() - startThreadBytes;
        long allBytes = JavaMemory.allBytes() - startAllBytes;
        runNanos = System.nanoTime() - startNanos;
        javaCollections = JavaMemory.collections() - startCollections;
        javaCompileBytes = compiling.javaBytes() - startCompileBytes;
        javaRunBytes = threadBytes - javaCompileBytes - recorder.costs.bytes();
        javaOtherBytes = Math.max(0, allBytes - threadBytes);
        recorder.finish();
        heap = machine.heap.statistics();
        for (Category category : Category.values()) {
            int row = category.ordinal();
            endBytes[row] = image.bytes(category) + run.bytes(category);
            peakBytes[row] = image.peakBytes(category) + run.peakBytes(category);
        }
        endBlocks = machine.heap.blocks();
        points = timeline.finish();
        process = ProcessMemory.now(image.totalBytes() + run.totalBytes());
        machine.leaveCalls();
        machine.heap.collect();
        recorder.keepExit();
        machine.heap.observe(null, false);
        machine.compiling = null;
    }

    @Override
    public InstructionObserver observer() {
        return null;
    }

    @Override
    public void trapped(String message, String file, int line) {
        // The report of the run says so.
    }
}
