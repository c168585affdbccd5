package jorus.engine;

import jorus.runtime.Machine;

import java.util.concurrent.locks.LockSupport;

/// Ends a run when its time is over. Only runs with a time limit have this thread.
final class Deadline extends Thread implements AutoCloseable {
    private final Machine machine;
    private final long endNanos;
    private volatile boolean isClosed;

    private Deadline(Machine machine, long endNanos) {
        super(null, null, "jorus-deadline", 0, false);
        this.machine = machine;
        this.endNanos = endNanos;
        setDaemon(true);
    }

    /// Begins to measure.
    static Deadline start(Machine machine, long timeoutNanos) {
        // Nanosecond times wrap around, so only differences below 2^63 mean something.
        long timeout = Math.min(timeoutNanos, Long.MAX_VALUE / 2);
        Deadline deadline = new Deadline(machine, System.nanoTime() + timeout);
        deadline.start();
        return deadline;
    }

    @Override
    public void run() {
        while (!isClosed) {
            long left = endNanos - System.nanoTime();
            if (left <= 0) {
                machine.timeOut();
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    /// The run has ended.
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(this);
    }
}
