package jorus.profile;

import jorus.memory.arena.Category;
import jorus.memory.heap.BlockUse;
import jorus.memory.heap.CellKind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a memory profile says, added up for people: the table, the JSON and the page show this.
final class MemoryProfile {
    /// A category of off-heap memory. `end` is when the program has ended.
    record Use(String name, long peak, long end) {}

    /// Cells of one kind and size, runs or large blocks, when the heap had most.
    record SizeClass(String kind, long cellBytes, long blocks, long bytes, long usedBytes) {}

    /// Sums over rows with something in common. Bytes and counts: allocated in all, in use at the
    /// peak, still reachable after the run.
    static final class Sum {
        long allocatedBytes;
        long allocatedCount;
        long peakBytes;
        long peakCount;
        long exitBytes;
        long exitCount;
        final List<SiteTable.Row> rows = new ArrayList<>();

        void add(SiteTable.Row row) {
            allocatedBytes += row.allocatedBytes;
            allocatedCount += row.allocatedCount;
            peakBytes += row.peakBytes;
            peakCount += row.peakCount;
            exitBytes += row.exitBytes;
            exitCount += row.exitCount;
            rows.add(row);
        }
    }

    /// A place in the source that allocates.
    record Site(String function, String file, int line) {
        @Override
        public String toString() {
            return function + " " + file + ":" + line;
        }
    }

    /// A call that was open at an allocation.
    record Call(String function, String file, int line) {}

    final MemoryProfiler of;
    final Places places;
    final List<Use> categories = new ArrayList<>();
    final List<SizeClass> sizeClasses = new ArrayList<>();
    final Map<String, Sum> types;
    final Map<Site, Sum> sites;

    /// Blocks nobody has, when the heap had most.
    long freeBlockBytes;

    /// Of the blocks that somebody has, what is in use; both at that time.
    long blockBytes;

    long blockUsedBytes;

    MemoryProfile(MemoryProfiler of, Places places) {
        this.of = of;
        this.places = places;
        categories();
        sizeClasses();
        Map<String, Sum> byType = new LinkedHashMap<>();
        Map<Site, Sum> bySite = new LinkedHashMap<>();
        for (SiteTable.Row row : of.recorder.sites.rows()) {
            String type = of.machine.typeName(row.type);
            byType.computeIfAbsent(type, _ -> new Sum()).add(row);
            bySite.computeIfAbsent(site(row.stack), _ -> new Sum()).add(row);
        }
        types = sorted(byType);
        sites = sorted(bySite);
    }

    private static <K> Map<K, Sum> sorted(Map<K, Sum> map) {
        Map<K, Sum> sorted = new LinkedHashMap<>();
        map.entrySet().stream()
                .sorted(
                        Comparator.comparingLong((Map.Entry<K, Sum> e) -> -e.getValue().peakBytes)
                                .thenComparing(e -> -e.getValue().allocatedBytes)
                                .thenComparing(e -> e.getKey().toString()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    private void categories() {
        long imagePeak = 0;
        long imageEnd = 0;
        for (Category category : Category.values()) {
            int row = category.ordinal();
            imagePeak += of.image.peakBytes(category);
            imageEnd += of.image.bytes(category);
            long peak = of.peakBytes[row] - of.image.peakBytes(category);
            long end = of.endBytes[row] - of.image.bytes(category);
            if (peak > 0) {
                categories.add(new Use(name(category), peak, end));
            }
        }
        categories.add(new Use("image", imagePeak, imageEnd));
    }

    static String name(Category category) {
        return switch (category) {
            case CODE -> "code (call tables)";
            case CONSTANTS -> "constants";
            case REGISTERS -> "register stack";
            case GLOBALS -> "module variables";
            case HEAP_OBJECTS -> "heap, size classes";
            case HEAP_LARGE -> "heap, large objects";
            case HEAP_METADATA -> "collector metadata";
            case OUTPUT -> "output";
            case OTHER -> "other";
        };
    }

    static String name(CellKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void sizeClasses() {
        Map<String, long[]> sums = new LinkedHashMap<>();
        List<BlockUse> blocks = new ArrayList<>(of.recorder.peakBlocks());
        blocks.removeIf(block -> block.kind() == null);
        blocks.sort(
                Comparator.comparing(BlockUse::kind).thenComparingLong(MemoryProfile::classBytes));
        for (BlockUse block : of.recorder.peakBlocks()) {
            if (block.kind() == null) {
                freeBlockBytes += block.bytes();
            }
        }
        for (BlockUse block : blocks) {
            String key = name(block.kind()) + " " + classBytes(block);
            long[] sum = sums.computeIfAbsent(key, _ -> new long[5]);
            sum[0] = block.kind().ordinal();
            sum[1] = classBytes(block);
            sum[2]++;
            sum[3] += block.bytes();
            sum[4] += block.usedBytes();
            blockBytes += block.bytes();
            blockUsedBytes += block.usedBytes();
        }
        for (long[] sum : sums.values()) {
            String kind = name(CellKind.values()[(int) sum[0]]);
            sizeClasses.add(new SizeClass(kind, sum[1], sum[2], sum[3], sum[4]));
        }
    }

    /// The size of the cells; for runs and large blocks the power of two they reach.
    private static long classBytes(BlockUse block) {
        return block.cells() == 1 && block.cellBytes() > (1 << 14)
                ? Long.highestOneBit(block.cellBytes() - 1) << 1
                : block.cellBytes();
    }

    private Site site(int stack) {
        Stacks stacks = of.recorder.stacks;
        if (stack == Stacks.ROOT) {
            return new Site("(before the program)", "", Places.NO_LINE);
        }
        int function = stacks.function(stack);
        return new Site(
                places.name(function),
                places.file(function),
                places.line(function, stacks.word(stack)));
    }

    /// The calls of a stack, innermost first.
    List<Call> calls(int stack) {
        Stacks stacks = of.recorder.stacks;
        List<Call> calls = new ArrayList<>();
        for (int node = stack; node != Stacks.ROOT; node = stacks.parent(node)) {
            Site site = site(node);
            calls.add(new Call(site.function(), site.file(), site.line()));
        }
        return calls;
    }

    /// The sum of the size classes, free blocks and metadata when the heap had most.
    long explainedPeak() {
        long metadata = of.run.peakBytes(Category.HEAP_METADATA);
        return blockBytes + freeBlockBytes + metadata;
    }

    long heapPeak() {
        return of.recorder.peakCommitted();
    }

    /// Share of the blocks' bytes that nothing is in, when the heap had most; 0 to 1.
    double fragmentation() {
        long all = blockBytes + freeBlockBytes;
        return all == 0 ? 0 : 1 - (double) blockUsedBytes / all;
    }

    long offHeapPeak() {
        return of.image.totalPeakBytes() + of.run.totalPeakBytes();
    }

    long offHeapEnd() {
        long sum = 0;
        for (long bytes : of.endBytes) {
            sum += bytes;
        }
        return sum;
    }

    long exitBytes() {
        long sum = 0;
        for (Sum type : types.values()) {
            sum += type.exitBytes;
        }
        return sum;
    }
}
