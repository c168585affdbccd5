package jorus.profile;

/// How memory is profiled: every allocation, or one for each run of free cells, which is about one
/// per 16 KiB; and how often the timeline is looked at.
public record MemoryOptions(boolean isExact, long intervalNanos) {
    public static final long DEFAULT_INTERVAL_NANOS = 10_000_000;

    public MemoryOptions {
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("interval " + intervalNanos);
        }
    }
}
