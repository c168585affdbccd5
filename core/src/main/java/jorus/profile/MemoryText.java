package jorus.profile;

import jorus.profile.MemoryProfile.Call;
import jorus.profile.MemoryProfile.SizeClass;
import jorus.profile.MemoryProfile.Sum;
import jorus.profile.MemoryProfile.Use;

import java.util.List;
import java.util.Map;

/// A memory profile as a report for the terminal.
final class MemoryText {
    private static final int ROWS = 15;
    private static final int CALLS = 12;

    private final MemoryProfile profile;
    private final StringBuilder text = new StringBuilder();

    private MemoryText(MemoryProfile profile) {
        this.profile = profile;
    }

    /// `phases` has a row of text for each phase.
    static String of(MemoryProfile profile, List<JavaPhase> phases) {
        MemoryText report = new MemoryText(profile);
        report.categories();
        report.sizeClasses();
        report.types();
        report.sites();
        report.peak();
        report.collections();
        report.process();
        report.java(phases);
        return report.text.toString();
    }

    private void categories() {
        text.append("off-heap memory by category\n");
        Table table = new Table("lrr");
        table.row("", "peak", "at the end");
        for (Use use : profile.categories) {
            table.row(use.name(), Table.bytes(use.peak()), Table.bytes(use.end()));
        }
        table.row(
                "all together, at one moment",
                Table.bytes(profile.offHeapPeak()),
                Table.bytes(profile.offHeapEnd()));
        table.print(text);
    }

    private void sizeClasses() {
        text.append("heap by size class, when it had most\n");
        Table table = new Table("lrrrr");
        table.row("kind", "size", "blocks", "bytes", "in use");
        for (SizeClass row : profile.sizeClasses) {
            double used = (double) row.usedBytes() / Math.max(1, row.bytes());
            table.row(
                    row.kind(),
                    (row.cellBytes() > 1 << 14 ? "<= " : "") + Table.bytes(row.cellBytes()),
                    "" + row.blocks(),
                    Table.bytes(row.bytes()),
                    Table.percent(used));
        }
        table.row("free blocks", "", "", Table.bytes(profile.freeBlockBytes), "");
        table.print(text);
        text.append("  sum with metadata ").append(Table.bytes(profile.explainedPeak()));
        text.append(", peak by the allocator ").append(Table.bytes(profile.heapPeak()));
        text.append(", fragmentation ").append(Table.percent(profile.fragmentation()));
        text.append('\n');
    }

    private void types() {
        text.append("heap by type\n");
        sums(profile.types, "type");
    }

    private void sites() {
        text.append("heap by allocation site, ");
        text.append(profile.of.options.isExact() ? "each allocation counted\n" : "sampled\n");
        sums(profile.sites, "function and line");
    }

    private void sums(Map<?, Sum> sums, String title) {
        Table table = new Table("lrrrrr");
        table.row(title, "at the peak", "at exit", "in all", "share", "count");
        long all = Math.max(1, profile.of.recorder.peakUsed());
        int rows = 0;
        for (Map.Entry<?, Sum> entry : sums.entrySet()) {
            if (rows++ == ROWS) {
                table.row("... " + (sums.size() - ROWS) + " more", "", "", "", "", "");
                break;
            }
            Sum sum = entry.getValue();
            table.row(
                    entry.getKey().toString(),
                    Table.bytes(sum.peakBytes),
                    Table.bytes(sum.exitBytes),
                    Table.bytes(sum.allocatedBytes),
                    Table.percent((double) sum.peakBytes / all),
                    "" + sum.allocatedCount);
        }
        table.print(text);
    }

    private void peak() {
        SiteTable.Row row = profile.of.recorder.peakRow();
        if (row == null) {
            return;
        }
        text.append("the peak of ").append(Table.bytes(profile.of.recorder.peakUsed()));
        text.append(" in use was made by an allocation of type ");
        text.append(profile.of.machine.typeName(row.type)).append('\n');
        calls(profile.calls(row.stack));
        text.append("still reachable at exit: ").append(Table.bytes(profile.exitBytes()));
        text.append('\n');
    }

    /// Equal calls that follow each other are one row.
    private void calls(List<Call> calls) {
        int rows = 0;
        for (int i = 0; i < calls.size(); ) {
            int end = i + 1;
            while (end < calls.size() && calls.get(end).equals(calls.get(i))) {
                end++;
            }
            if (rows++ == CALLS) {
                text.append("  ... and ").append(calls.size() - i).append(" calls more\n");
                return;
            }
            Call call = calls.get(i);
            text.append("  in ").append(call.function()).append(" at ").append(call.file());
            text.append(':').append(call.line());
            text.append(end - i > 1 ? ", " + (end - i) + " times\n" : "\n");
            i = end;
        }
    }

    private void collections() {
        var heap = profile.of.heap;
        text.append("collections: ").append(heap.collections());
        text.append(", in all ").append(Table.micros(heap.totalPauseNanos()));
        text.append(", longest ").append(Table.micros(heap.maxPauseNanos())).append('\n');
    }

    private void process() {
        ProcessMemory process = profile.of.process;
        text.append("memory of the process at the end (resident ");
        text.append(Table.bytes(process.rssBytes)).append(", most so far ");
        text.append(Table.bytes(process.peakRssBytes)).append(")\n");
        if (process.rows.isEmpty()) {
            text.append("  the JVM's part is unknown: it was started without");
            text.append(" -XX:NativeMemoryTracking=summary\n");
            return;
        }
        Table table = new Table("lr");
        for (ProcessMemory.Row row : process.rows) {
            table.row(row.name(), Table.bytes(row.bytes()));
        }
        table.row("sum", Table.bytes(process.explainedBytes()));
        table.row("difference", Table.bytes(process.rssBytes - process.explainedBytes()));
        table.print(text);
    }

    private void java(List<JavaPhase> phases) {
        text.append("Java heap allocated\n");
        Table table = new Table("lr");
        for (JavaPhase phase : phases) {
            table.row(phase.name(), Table.bytes(phase.bytes()));
        }
        table.row("run, by the program", Table.bytes(profile.of.javaRunBytes));
        table.row("run, by compilation", Table.bytes(profile.of.javaCompileBytes));
        table.row("run, by other threads", Table.bytes(profile.of.javaOtherBytes));
        table.row("run, by this profiler", Table.bytes(profile.of.recorder.costs.bytes()));
        table.row("Java collections", "" + profile.of.javaCollections);
        table.print(text);
    }
}
