package jorus.profile;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/// What the JVM has allocated on its own heap, and how often it has collected that.
public final class JavaMemory {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private JavaMemory() {}

    /// Bytes that the current thread has allocated so far.
    public static long threadBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /// Bytes that all threads have allocated so far.
    static long allBytes() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    /// Nanoseconds of processor time that the current thread has used.
    static long threadNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += collector.getCollectionCount();
        }
        return count;
    }

    static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    /// So that the figures of a run don't contain what asking for them costs the first time.
    static void rehearse() {
        threadBytes();
        allBytes();
        threadNanos();
        collections();
        heap();
    }
}
