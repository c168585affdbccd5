package jorus.engine;

import jorus.runtime.InstructionObserver;

import java.lang.management.ManagementFactory;

/// Counts instructions and what the thread allocates on the Java heap meanwhile.
final class ExecutionCounter implements InstructionObserver {
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final InstructionObserver next;
    private long instructions;
    private long allocatedBefore;
    private long allocated;

    /// `next` is told of every instruction too; it may be null.
    ExecutionCounter(InstructionObserver next) {
        this.next = next;
        // The first call loads classes; that is not the program's allocation.
        threads.getCurrentThreadAllocatedBytes();
    }

    @Override
    public void beforeInstruction(long pc, long fp) {
        if (instructions++ == 0) {
            allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        }
        if (next != null) {
            next.beforeInstruction(pc, fp);
        }
    }

    /// The program begins, and its instructions are not counted.
    void begin() {
        instructions = -1;
        allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    }

    void end() {
        allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    long instructions() {
        return instructions;
    }

    long javaHeapBytes() {
        return allocated;
    }
}
