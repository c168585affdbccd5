package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.FailureSchedule;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import java.util.ArrayList;
import java.util.List;

/// Decides when to collect, runs the phases, and is the slow path of every allocation.
final class Collector {
    /// A collection that was made for want of room and leaves less than this part of the limit
    /// free has failed.
    private static final int MIN_FREE_PART = 64;

    /// After so many failed collections in a row the memory counts as full: what little they free
    /// would only be paid with ever more of them.
    private static final int MAX_FAILED_COLLECTIONS = 16;

    /// A heap may grow to twice what lives in it, and further by as much again, but by no more than
    /// this: marking a third less often is worth that.
    private static final long MAX_EXTRA_BYTES = 64L << 20;

    private final HeapBudget budget;
    private final HeapOptions options;
    private final BlockSpace blocks;
    private final CellSpace cells;
    private final MarkPhase marker;
    private final Sweep sweep;
    private final HeapVerifier verifier;
    private final TemporaryRoots temporaryRoots;
    private final FailureSchedule failures = new FailureSchedule();
    private final long workArea;
    private final long workAreaBytes;
    private RootScanner scanner;

    /// What the running call of the heap holds: its arguments, and an object it has made.
    private long operandA;

    private long operandB;
    private long made;

    private boolean isHooked;
    private HeapObserver observer;
    private boolean observesAll;
    private long triggerBytes;
    private int failedCollections;

    private long collections;
    private long totalPauseNanos;
    private long maxPauseNanos;
    private long allocatedBytes;
    private long allocatedObjects;
    private long liveObjects;
    private long freedObjects;

    /// @throws OutOfMemory if there is no room for the fixed part of the metadata
    Collector(HeapBudget budget, TypeDescriptors types, HeapOptions options) {
        this.budget = budget;
        this.options = options;
        long stackBytes = (long) options.markStackEntries() * MarkPhase.ENTRY_BYTES;
        workAreaBytes = AllocationLine.TOTAL_BYTES + stackBytes;
        workArea = budget.allocate(Category.HEAP_METADATA, workAreaBytes, Memory.CACHE_LINE);
        blocks = new BlockSpace(budget, options.poisons());
        cells = new CellSpace(blocks, workArea, options.poisons());
        long stack = workArea + AllocationLine.TOTAL_BYTES;
        marker = new MarkPhase(types, blocks.map, stack, options.markStackEntries());
        sweep = new Sweep(blocks, cells, options.poisons());
        verifier = new HeapVerifier(types, blocks);
        temporaryRoots = new TemporaryRoots(budget);
        triggerBytes = options.firstCollectionBytes();
        rehook();
    }

    BlockSpace blocks() {
        return blocks;
    }

    CellSpace cells() {
        return cells;
    }

    TemporaryRoots temporaryRoots() {
        return temporaryRoots;
    }

    void setRoots(RootScanner roots) {
        scanner = roots;
    }

    void holdOperands(long a, long b) {
        operandA = a;
        operandB = b;
    }

    void holdNew(long object) {
        made = object;
    }

    /// The failure of the running call, which holds nothing any more.
    OutOfMemory outOfMemory() {
        holdOperands(0, 0);
        holdNew(0);
        return OutOfMemory.INSTANCE;
    }

    /// Makes the `nth` allocation from now fail, counted from 1; 0 ends that.
    void failAllocation(long nth, boolean isPersistent) {
        failures.arm(nth, isPersistent);
        rehook();
    }

    /// Tells `other` of every allocation, or of one for each run of cells; null ends that.
    void observe(HeapObserver other, boolean isEach) {
        observer = other;
        observesAll = other != null && isEach;
        rehook();
    }

    private void rehook() {
        isHooked = options.isStress() || failures.isArmed();
        cells.setSingleStep(isHooked || observesAll);
    }

    /// A data block is about to be freed, not by a collection.
    void beforeFree(long address) {
        if (observer != null) {
            observer.freed(address);
        }
    }

    /// Tells the observer of a cell, which begins a run of `weight` bytes, or of a single.
    private void tell(int kind, long address, long weight) {
        long owner = kind == CellKind.OBJECT_CODE ? 0 : made != 0 ? made : operandA;
        observer.allocated(CellKind.of(kind), address, weight, owner);
    }

    long failuresAsked() {
        return failures.asked();
    }

    /// Allocates a zeroed cell when the line's run has ended.
    ///
    /// @throws OutOfMemory if there is no memory even after a collection
    long allocateCell(int lineIndex) {
        long cell = tryAllocateCell(lineIndex);
        if (cell == 0) {
            throw outOfMemory();
        }
        return cell;
    }

    /// As `allocateCell`, but returns 0 if there is no memory.
    long tryAllocateCell(int lineIndex) {
        if (isHooked && !passHooks()) {
            return 0;
        }
        collectIfDue(0);
        long cell = cells.allocate(lineIndex);
        if (cell == 0 && collectForRoom()) {
            cell = cells.allocate(lineIndex);
        }
        if (observer != null && cell != 0) {
            long limit = Memory.i64(cells.line(lineIndex) + AllocationLine.LIMIT);
            tell(AllocationLine.kind(lineIndex), cell, limit - cell);
        }
        return cell;
    }

    /// Allocates a run or large block of a size that `BlockSpace.roundUp` gave and returns its
    /// address, or 0 if there is no memory even after a collection.
    long tryAllocateSingle(int kind, long bytes) {
        if (isHooked && !passHooks()) {
            return 0;
        }
        collectIfDue(bytes);
        long block = blocks.newSingle(kind, bytes);
        if (block == 0 && bytes <= budget.limitBytes() && collectForRoom()) {
            blocks.chunks.releaseEmpty(0);
            block = blocks.newSingle(kind, bytes);
        }
        if (block == 0) {
            return 0;
        }
        allocatedBytes += bytes;
        if (kind == CellKind.OBJECT_CODE) {
            allocatedObjects++;
        }
        if (observer != null) {
            tell(kind, BlockDescriptor.address(block), bytes);
        }
        return BlockDescriptor.address(block);
    }

    /// What tests hang on every allocation; false if this one is to fail.
    private boolean passHooks() {
        if (failures.shouldFail()) {
            return false;
        }
        if (options.isStress()) {
            collect();
        }
        return true;
    }

    private void collectIfDue(long requestBytes) {
        if (requestBytes > triggerBytes - usedBytes() || usedBytes() >= triggerBytes) {
            collect();
        }
    }

    /// Collects because an allocation found no room; false if that has not helped often enough.
    private boolean collectForRoom() {
        collect();
        long free = budget.leftBytes() + blocks.unusedBytes() - cells.usedBytes();
        boolean helped = free >= budget.limitBytes() / MIN_FREE_PART;
        failedCollections = helped ? 0 : failedCollections + 1;
        return failedCollections < MAX_FAILED_COLLECTIONS;
    }

    long usedBytes() {
        return cells.usedBytes() + blocks.usedBytes();
    }

    void collect() {
        if (observer != null) {
            observer.collecting();
        }
        long start = System.nanoTime();
        countAllocated();
        cells.forgetRuns();
        sweep.prepare();
        scanRoots(marker);
        marker.drain();
        sweep.run();
        countFreed();
        triggerBytes = trigger(sweep.liveBytes());
        blocks.chunks.releaseEmpty(triggerBytes + (triggerBytes >> 2));
        if (options.isStress()) {
            check();
        }
        collections++;
        long pause = System.nanoTime() - start;
        totalPauseNanos += pause;
        maxPauseNanos = Math.max(maxPauseNanos, pause);
        if (observer != null) {
            observer.collected(pause);
        }
    }

    /// What may be in use before the next collection, which marks what lives again.
    private long trigger(long liveBytes) {
        long extra = Math.min(liveBytes, MAX_EXTRA_BYTES);
        return Math.max(options.firstCollectionBytes(), 2 * liveBytes + extra);
    }

    /// Whether the collection that has just ended has kept what is at `address`.
    boolean survived(long address) {
        long block = blocks.map.find(address);
        return block != 0 && BlockDescriptor.isMarked(block, address);
    }

    HeapBudget budget() {
        return budget;
    }

    /// Checks the heap as the last collection has left it.
    void check() {
        scanRoots(verifier);
        verifier.checkBlocks();
    }

    private void scanRoots(Marker target) {
        target.ref(operandA);
        target.ref(operandB);
        target.ref(made);
        temporaryRoots.scan(target);
        if (scanner != null) {
            scanner.scan(target);
        }
    }

    /// Adds the cells that were handed out since the last collection to the totals.
    private void countAllocated() {
        for (int i = 0; i < AllocationLine.COUNT; i++) {
            long line = cells.line(i);
            if (isLine(i)) {
                long count = handedOut(line);
                allocatedBytes += count * Memory.i64(line + AllocationLine.CELL_BYTES);
                if (AllocationLine.kind(i) == CellKind.OBJECT_CODE) {
                    allocatedObjects += count;
                }
                Memory.i64(line + AllocationLine.HANDED_OUT, AllocationLine.unusedCells(line));
            }
        }
    }

    private static boolean isLine(int index) {
        return index % AllocationLine.STRIDE < SizeClasses.COUNT;
    }

    /// Cells of a line that were allocated since the last collection.
    private static long handedOut(long line) {
        return Memory.i64(line + AllocationLine.HANDED_OUT) - AllocationLine.unusedCells(line);
    }

    private void countFreed() {
        liveObjects = sweep.liveSingleObjects();
        for (int i = 0; i < SizeClasses.COUNT; i++) {
            long line = cells.line(AllocationLine.index(CellKind.OBJECT_CODE, i));
            liveObjects += Memory.i64(line + AllocationLine.LIVE);
        }
        freedObjects = allocatedObjects - liveObjects;
    }

    Statistics statistics() {
        long newBytes = 0;
        long newObjects = 0;
        List<Statistics.CellUse> uses = new ArrayList<>();
        for (int i = 0; i < AllocationLine.COUNT; i++) {
            long line = cells.line(i);
            if (isLine(i)) {
                long count = handedOut(line);
                long live = Memory.i64(line + AllocationLine.LIVE);
                int cellBytes = (int) Memory.i64(line + AllocationLine.CELL_BYTES);
                int kind = AllocationLine.kind(i);
                newBytes += count * cellBytes;
                newObjects += kind == CellKind.OBJECT_CODE ? count : 0;
                long blockCount = blocks.countCellBlocks(i);
                if (blockCount > 0) {
                    uses.add(
                            new Statistics.CellUse(
                                    CellKind.of(kind), cellBytes, blockCount, live, count));
                }
            }
        }
        return new Statistics(
                collections,
                totalPauseNanos,
                maxPauseNanos,
                allocatedBytes + newBytes,
                allocatedObjects + newObjects,
                freedObjects,
                collections == 0 ? 0 : sweep.liveBytes(),
                liveObjects,
                usedBytes(),
                budget.bytes(),
                budget.peakBytes(),
                budget.limitBytes(),
                uses);
    }

    void close() {
        blocks.close();
        temporaryRoots.close();
        budget.release(workArea, workAreaBytes, Memory.CACHE_LINE);
    }
}
