package jorus.profile;

import jorus.memory.heap.BlockUse;
import jorus.memory.heap.CellKind;
import jorus.memory.heap.Heap;
import jorus.memory.heap.HeapObserver;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;

import java.util.ArrayList;
import java.util.List;

/// Records what a program allocates, where, and what of it was in use when most was.
///
/// An object is told of before it has a type id, so it is entered when the next one comes. The
/// state at the peak is copied only when the peak is over: when something is freed after it.
final class HeapRecorder implements HeapObserver, LiveTable.Survivors {
    /// Further collections are only counted.
    static final int MAX_COLLECTIONS = 5000;

    /// Times are nanoseconds since the begin of the run, sizes bytes in use.
    record Collection(long startNanos, long pauseNanos, long before, long after) {}

    final OwnCosts costs = new OwnCosts();
    final SiteTable sites = new SiteTable(costs);
    final Stacks stacks = new Stacks(costs);
    final List<Collection> collections = new ArrayList<>(MAX_COLLECTIONS);
    private final Machine machine;
    private final Heap heap;
    private final LiveTable live = new LiveTable(costs);
    private final long startNanos = System.nanoTime();

    private long pending;
    private int pendingStack;
    private long pendingWeight;

    private long used;
    private long peakUsed;
    private boolean isPeak;
    private long peakNanos;

    /// The largest allocation since something was last freed, and that of the peak.
    private long climbWeight;

    private int climbRow;
    private int peakRow = -1;

    private List<BlockUse> peakBlocks = List.of();
    private long peakCommitted;
    private long beforeCollection;
    private long collectionStart;
    private long collectionCount;
    private boolean isEnded;

    HeapRecorder(Machine machine) {
        this.machine = machine;
        this.heap = machine.heap;
    }

    @Override
    public void allocated(CellKind kind, long address, long weight, long owner) {
        flush();
        int stack = stacks.capture(machine);
        if (kind == CellKind.OBJECT) {
            pending = address;
            pendingStack = stack;
            pendingWeight = weight;
        } else {
            enter(address, stack, ObjectLayout.typeId(owner), kind.ordinal(), weight);
        }
    }

    /// Enters the last object, which has its type by now.
    private void flush() {
        if (pending != 0) {
            long address = pending;
            pending = 0;
            int type = Memory.i32(address + ObjectLayout.TYPE_ID);
            enter(address, pendingStack, type, CellKind.OBJECT.ordinal(), pendingWeight);
        }
    }

    private void enter(long address, int stack, int type, int kind, long weight) {
        int number = sites.number(stack, type, kind);
        SiteTable.Row row = sites.row(number);
        row.allocatedBytes += weight;
        row.allocatedCount++;
        row.liveBytes += weight;
        row.liveCount++;
        live.put(address, number, weight);
        used += weight;
        if (weight > climbWeight) {
            climbWeight = weight;
            climbRow = number;
        }
        if (used > peakUsed) {
            peakUsed = used;
            isPeak = true;
            peakRow = climbRow;
            peakNanos = System.nanoTime() - startNanos;
        }
    }

    @Override
    public void freed(long address) {
        beforeLoss();
        live.remove(address, this);
    }

    /// Something is about to be given back: the last moment to see the peak.
    private void beforeLoss() {
        flush();
        if (isPeak) {
            sites.keepPeak();
            isPeak = false;
        }
        climbWeight = 0;
        keepBlocks();
    }

    private void keepBlocks() {
        long committed = heap.committedBytes();
        if (committed == heap.peakBytes() && committed > peakCommitted) {
            peakCommitted = committed;
            costs.begin();
            peakBlocks = heap.blocks();
            costs.end();
        }
    }

    @Override
    public void collecting() {
        beforeLoss();
        beforeCollection = used;
        collectionStart = System.nanoTime() - startNanos;
    }

    @Override
    public void collected(long pauseNanos) {
        live.sweep(this);
        if (isEnded) {
            return;
        }
        collectionCount++;
        if (collections.size() < MAX_COLLECTIONS) {
            collections.add(new Collection(collectionStart, pauseNanos, beforeCollection, used));
        }
    }

    @Override
    public boolean stays(long address) {
        return heap.survived(address);
    }

    @Override
    public void gone(int row, long weight) {
        SiteTable.Row of = sites.row(row);
        of.liveBytes -= weight;
        of.liveCount--;
        used -= weight;
    }

    /// The run has ended: all that counts as peak has been.
    void finish() {
        beforeLoss();
        isEnded = true;
    }

    /// After the collection that follows the run.
    void keepExit() {
        sites.keepExit();
    }

    /// Bytes in use as far as recorded; any thread.
    long used() {
        return used;
    }

    long peakUsed() {
        return peakUsed;
    }

    /// The row of the allocation that made the peak; null if nothing was allocated.
    SiteTable.Row peakRow() {
        return peakRow < 0 ? null : sites.row(peakRow);
    }

    long peakNanos() {
        return peakNanos;
    }

    /// The blocks when the heap had most from the system.
    List<BlockUse> peakBlocks() {
        return peakBlocks;
    }

    long peakCommitted() {
        return peakCommitted;
    }

    long collectionCount() {
        return collectionCount;
    }
}
