package jorus.profile;

import jorus.memory.heap.BlockUse;
import jorus.page.Json;
import jorus.profile.MemoryProfile.Call;
import jorus.profile.MemoryProfile.Site;
import jorus.profile.MemoryProfile.SizeClass;
import jorus.profile.MemoryProfile.Sum;
import jorus.profile.MemoryProfile.Use;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A memory profile as JSON. Sizes are bytes, times nanoseconds; `version` grows when a field
/// changes its meaning or goes away.
final class MemoryJson {
    private static final int VERSION = 1;

    /// Stacks of a site, the one with most at the peak first; others are only in its sums.
    private static final int STACKS = 5;

    private static final int SITES = 2000;

    /// A page with more blocks would be larger than anybody wants to look at.
    private static final int BLOCKS = 20_000;

    private final MemoryProfile profile;
    private final Json json = new Json();

    private MemoryJson(MemoryProfile profile) {
        this.profile = profile;
    }

    /// With `isPage`, what only the page draws is there too: source lines and blocks.
    static Json of(MemoryProfile profile, List<JavaPhase> phases, boolean isPage) {
        MemoryJson writer = new MemoryJson(profile);
        writer.write(phases, isPage);
        return writer.json;
    }

    private void write(List<JavaPhase> phases, boolean isPage) {
        MemoryProfiler of = profile.of;
        json.open('{').field("version", VERSION).field("program", profile.places.path);
        json.field("sites_mode", of.options.isExact() ? "exact" : "sampled");
        json.field("run_nanos", of.runNanos);
        categories();
        heap();
        types();
        sites();
        peak();
        json.name("exit").open('{').field("reachable_bytes", profile.exitBytes()).close('}');
        collections();
        process();
        java(phases);
        timeline();
        if (isPage) {
            blocks();
            frames();
            flame();
        }
        json.close('}');
    }

    private void categories() {
        json.name("categories").open('[');
        for (Use use : profile.categories) {
            json.open('{').field("name", use.name()).field("peak", use.peak());
            json.field("end", use.end()).close('}');
        }
        json.close(']');
        json.name("off_heap").open('{').field("peak", profile.offHeapPeak());
        json.field("end", profile.offHeapEnd()).close('}');
    }

    private void heap() {
        json.name("heap").open('{').field("peak", profile.heapPeak());
        json.field("sum_of_size_classes", profile.explainedPeak());
        json.field("free_block_bytes", profile.freeBlockBytes);
        json.field("fragmentation", profile.fragmentation());
        json.field("allocated_bytes", profile.of.heap.allocatedBytes());
        json.field("allocated_objects", profile.of.heap.allocatedObjects());
        json.field("peak_in_use", profile.of.recorder.peakUsed());
        json.name("size_classes").open('[');
        for (SizeClass row : profile.sizeClasses) {
            json.open('{').field("kind", row.kind()).field("cell_bytes", row.cellBytes());
            json.field("blocks", row.blocks()).field("bytes", row.bytes());
            json.field("used_bytes", row.usedBytes()).close('}');
        }
        json.close(']').close('}');
    }

    private void sum(Sum sum) {
        json.field("allocated_bytes", sum.allocatedBytes).field("count", sum.allocatedCount);
        json.field("peak_bytes", sum.peakBytes).field("peak_count", sum.peakCount);
        json.field("exit_bytes", sum.exitBytes).field("exit_count", sum.exitCount);
    }

    private void types() {
        json.name("types").open('[');
        for (Map.Entry<String, Sum> type : profile.types.entrySet()) {
            json.open('{').field("type", type.getKey());
            sum(type.getValue());
            json.close('}');
        }
        json.close(']');
    }

    private void sites() {
        json.name("sites").open('[');
        int count = 0;
        for (Map.Entry<Site, Sum> entry : profile.sites.entrySet()) {
            if (count++ == SITES) {
                break;
            }
            Site site = entry.getKey();
            json.open('{').field("function", site.function()).field("file", site.file());
            json.field("line", site.line());
            json.field("source", profile.places.text(site.file(), site.line()).strip());
            sum(entry.getValue());
            stacks(entry.getValue());
            json.close('}');
        }
        json.close(']');
    }

    private void stacks(Sum sum) {
        List<SiteTable.Row> rows = new ArrayList<>(sum.rows);
        rows.sort(
                Comparator.comparingLong((SiteTable.Row row) -> -row.peakBytes)
                        .thenComparingLong(row -> -row.allocatedBytes)
                        .thenComparingInt(row -> row.stack));
        json.name("stacks").open('[');
        for (SiteTable.Row row : rows.subList(0, Math.min(STACKS, rows.size()))) {
            json.open('{').field("type", profile.of.machine.typeName(row.type));
            json.field("kind", MemoryProfile.name(kind(row)));
            json.field("allocated_bytes", row.allocatedBytes);
            json.field("peak_bytes", row.peakBytes).field("exit_bytes", row.exitBytes);
            calls(row.stack);
            json.close('}');
        }
        json.close(']');
    }

    private static jorus.memory.heap.CellKind kind(SiteTable.Row row) {
        return jorus.memory.heap.CellKind.values()[row.kind];
    }

    /// Innermost first.
    private void calls(int stack) {
        json.name("calls").open('[');
        for (Call call : profile.calls(stack)) {
            json.open('{').field("function", call.function()).field("file", call.file());
            json.field("line", call.line()).close('}');
        }
        json.close(']');
    }

    private void peak() {
        SiteTable.Row row = profile.of.recorder.peakRow();
        json.name("peak");
        if (row == null) {
            json.value(null);
            return;
        }
        json.open('{').field("in_use", profile.of.recorder.peakUsed());
        json.field("at_nanos", profile.of.recorder.peakNanos());
        json.field("type", profile.of.machine.typeName(row.type));
        calls(row.stack);
        json.close('}');
    }

    private void collections() {
        HeapRecorder recorder = profile.of.recorder;
        json.name("collections").open('{').field("count", recorder.collectionCount());
        json.field("pause_nanos", profile.of.heap.totalPauseNanos());
        json.field("longest_nanos", profile.of.heap.maxPauseNanos());
        json.name("each").open('[');
        for (HeapRecorder.Collection collection : recorder.collections) {
            json.open('[').value(collection.startNanos()).value(collection.pauseNanos());
            json.value(collection.before()).value(collection.after()).close(']');
        }
        json.close(']').close('}');
    }

    private void process() {
        ProcessMemory process = profile.of.process;
        json.name("process").open('{').field("rss", process.rssBytes);
        json.field("peak_rss", process.peakRssBytes);
        json.field("explained", process.explainedBytes());
        json.field("difference", process.rssBytes - process.explainedBytes());
        json.name("rows").open('[');
        for (ProcessMemory.Row row : process.rows) {
            json.open('{').field("name", row.name()).field("bytes", row.bytes()).close('}');
        }
        json.close(']').close('}');
    }

    private void java(List<JavaPhase> phases) {
        MemoryProfiler of = profile.of;
        json.name("java").open('{').name("phases").open('[');
        for (JavaPhase phase : phases) {
            json.open('{').field("phase", phase.name()).field("bytes", phase.bytes()).close('}');
        }
        json.close(']').field("run_bytes", of.javaRunBytes);
        json.field("compilation_bytes", of.javaCompileBytes);
        json.field("other_threads_bytes", of.javaOtherBytes);
        json.field("profiler_bytes", of.recorder.costs.bytes());
        json.field("class_file_bytes", of.compiling.classBytes());
        json.field("collections", of.javaCollections).close('}');
    }

    private void timeline() {
        json.name("timeline").open('[');
        for (Timeline.Point point : profile.of.points) {
            json.open('[').value(point.nanos()).value(point.used()).value(point.committed());
            json.value(point.offHeap()).value(point.javaHeap()).close(']');
        }
        json.close(']');
    }

    /// What is in each block at the end: kind (-1 for free ones), size of cells, cells, in use.
    private void blocks() {
        List<BlockUse> blocks = new ArrayList<>(profile.of.endBlocks);
        blocks.sort(Comparator.comparingLong(BlockUse::address));
        json.field("block_count", blocks.size());
        json.name("blocks").open('[');
        for (BlockUse block : blocks.subList(0, Math.min(BLOCKS, blocks.size()))) {
            json.open('[').value(block.kind() == null ? -1 : block.kind().ordinal());
            json.value(block.cellBytes()).value(block.cells()).value(block.usedCells());
            json.close(']');
        }
        json.close(']');
    }

    /// What was in use at the peak, by call stack.
    private void flame() {
        long[] weights = new long[profile.of.recorder.stacks.count()];
        for (SiteTable.Row row : profile.of.recorder.sites.rows()) {
            weights[row.stack] += row.peakBytes;
        }
        Stacks stacks = profile.of.recorder.stacks;
        FlameBoxes.write(json, stacks, profile.places, node -> weights[node]);
    }

    private void frames() {
        json.name("frames");
        new FrameDrawing(profile.places, json).write();
    }
}
