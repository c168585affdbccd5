package jorus.engine;

import jorus.memory.arena.Accounting;
import jorus.memory.arena.Category;
import jorus.memory.heap.Statistics;

import java.io.PrintStream;

/// What `--stats` prints. All on stderr, so that the program's output stays its own.
final class StatsReport {
    private static final int NAME_COLUMNS = 24;
    private static final int NUMBER_COLUMNS = 16;

    private final StringBuilder text = new StringBuilder(1024);

    private StatsReport() {}

    static void print(
            Instance instance,
            Accounting image,
            Accounting run,
            Statistics heap,
            PhaseTimes times,
            PrintStream err) {
        StatsReport report = new StatsReport();
        report.times(times);
        report.execution(instance);
        report.memory(image, run);
        report.heap(heap);
        err.print(report.text);
    }

    private void times(PhaseTimes times) {
        text.append("time per phase\n");
        long total = 0;
        for (Phase phase : Phase.values()) {
            total += times.nanos(phase);
            row(phase.text(), times.nanos(phase) / 1000, " us");
        }
        row("total", total / 1000, " us");
    }

    private void execution(Instance instance) {
        if (instance.instructions() >= 0) {
            text.append("execution (every instruction observed, which slows the run)\n");
            row("instructions", instance.instructions(), "");
        } else {
            text.append("execution\n");
        }
        row("fuel used", instance.fuelUsed(), "");
        row("Java heap while running", instance.javaHeapBytes(), " bytes");
        if (instance.machine().memberHits + instance.machine().memberMisses > 0) {
            row("member cache hits", instance.machine().memberHits, "");
            row("member cache misses", instance.machine().memberMisses, "");
        }
    }

    private void memory(Accounting image, Accounting run) {
        text.append("off-heap memory          now (bytes)     peak (bytes)\n");
        long now = 0;
        long peak = 0;
        for (Category category : Category.values()) {
            long bytes = image.bytes(category) + run.bytes(category);
            long most = image.peakBytes(category) + run.peakBytes(category);
            now += bytes;
            peak += most;
            if (most > 0) {
                row2(category.name().toLowerCase(java.util.Locale.ROOT), bytes, most);
            }
        }
        row2("sum of the categories", now, peak);
        row("total of the allocator", image.totalBytes() + run.totalBytes(), "");
    }

    private void heap(Statistics heap) {
        text.append("heap of the program\n");
        row("limit", heap.limitBytes(), " bytes");
        row("allocated in all", heap.allocatedBytes(), " bytes");
        row("objects in all", heap.allocatedObjects(), "");
        row("peak", heap.peakBytes(), " bytes");
        row("collections", heap.collections(), "");
        row("longest pause", heap.maxPauseNanos() / 1000, " us");
    }

    private void row(String name, long number, String unit) {
        cell(name);
        number(number);
        text.append(unit).append('\n');
    }

    private void row2(String name, long first, long second) {
        cell(name);
        number(first);
        number(second);
        text.append('\n');
    }

    private void cell(String name) {
        text.append("  ").append(name);
        for (int i = name.length() + 2; i < NAME_COLUMNS; i++) {
            text.append(' ');
        }
    }

    private void number(long number) {
        String digits = Long.toString(number);
        for (int i = digits.length(); i < NUMBER_COLUMNS; i++) {
            text.append(' ');
        }
        text.append(digits);
    }
}
