package jorus.profile;

import jorus.memory.arena.Accounting;
import jorus.memory.heap.Heap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Looks at the memory of a run every so often, from a thread of its own.
///
/// When there are too many points, every other one is dropped and the interval doubled, so that a
/// run of any length has some thousand.
final class Timeline extends Thread {
    /// Times are nanoseconds since the begin; `used` and `committed` are of the program's heap,
    /// `offHeap` is all of the run.
    record Point(long nanos, long used, long committed, long offHeap, long javaHeap) {}

    static final int MAX_POINTS = 2000;

    private final Heap heap;
    private final Accounting accounting;
    private List<Point> points = new ArrayList<>();
    private long intervalNanos;
    private final long startNanos = System.nanoTime();
    private boolean isOver;

    Timeline(Heap heap, Accounting accounting, long intervalNanos) {
        super("jorus-timeline");
        setDaemon(true);
        this.heap = heap;
        this.accounting = accounting;
        this.intervalNanos = intervalNanos;
    }

    @Override
    public synchronized void run() {
        while (!isOver) {
            look();
            try {
                TimeUnit.NANOSECONDS.timedWait(this, intervalNanos);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        points.add(
                new Point(
                        System.nanoTime() - startNanos,
                        heap.usedBytes(),
                        heap.committedBytes(),
                        accounting.totalBytes(),
                        JavaMemory.heap().getUsed()));
        if (points.size() > MAX_POINTS) {
            List<Point> kept = new ArrayList<>();
            for (int i = 0; i < points.size(); i += 2) {
                kept.add(points.get(i));
            }
            points = kept;
            intervalNanos *= 2;
        }
    }

    /// Takes the last point; after this the thread looks at nothing any more.
    synchronized List<Point> finish() {
        if (!isOver) {
            look();
            isOver = true;
            notifyAll();
        }
        return points;
    }
}
