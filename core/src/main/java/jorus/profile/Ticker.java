package jorus.profile;

import java.util.concurrent.locks.LockSupport;

/// Says that a sample is due, so and so often. The distances vary, so that they don't keep step
/// with what the program does.
final class Ticker extends Thread {
    private final long periodNanos;

    /// Set here, cleared by the thread that samples.
    volatile boolean isDue;

    private volatile boolean isOver;

    Ticker(long periodNanos) {
        super("jorus-ticker");
        setDaemon(true);
        this.periodNanos = periodNanos;
    }

    @Override
    public void run() {
        long random = 0x9E3779B97F4A7C15L;
        while (!isOver) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            LockSupport.parkNanos(periodNanos / 2 + Long.remainderUnsigned(random, periodNanos));
            isDue = true;
        }
    }

    void finish() {
        isOver = true;
    }
}
