package jorus.profile;

/// What the profiler itself allocates on the Java heap while the program runs, which is not the
/// program's. Its tables ask for this when they grow; otherwise they allocate nothing.
final class OwnCosts {
    private long bytes;
    private long before;

    void begin() {
        before = JavaMemory.threadBytes();
    }

    void end() {
        bytes += JavaMemory.threadBytes() - before;
    }

    long bytes() {
        return bytes;
    }
}
