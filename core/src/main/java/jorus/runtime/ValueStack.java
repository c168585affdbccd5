package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

/// Where a walk through nested values is: the open objects from the outermost on, one or two walked
/// in step, and the next index in each. Outside the Java heap.
///
/// A walk that enters an object which is already open repeats itself for ever, so its path becomes
/// periodic. Brent's method finds that: the entry at the last power of two is compared with each
/// new one. Only open objects are compared, so there are no false alarms.
final class ValueStack {
    private static final int FIRST_ENTRIES = 32;
    private static final int KEPT_ENTRIES = 1 << 12;
    private static final int NO_MARK = -1;

    private static final int SECOND = 8;
    private static final int INDEX = 16;
    private static final long ENTRY_BYTES = 24;

    private final OffHeap memory;
    private long base;
    private int capacity;
    private int depth;
    private int mark = NO_MARK;
    private int nextMark = 1;

    ValueStack(OffHeap memory) {
        this.memory = memory;
    }

    /// Number of open objects, or pairs of them.
    int depth() {
        return depth;
    }

    private long entry(int index) {
        return base + index * ENTRY_BYTES;
    }

    /// Enters `first`, and `second` beside it.
    ///
    /// @throws Trap `RECURSION` if the data contains itself
    void push(Machine machine, long first, long second) {
        if (mark >= 0) {
            long marked = entry(mark);
            if (Memory.i64(marked) == first && Memory.i64(marked + SECOND) == second) {
                throw machine.trap(TrapKind.RECURSION);
            }
        }
        if (depth == capacity) {
            grow();
        }
        long at = entry(depth);
        Memory.i64(at, first);
        Memory.i64(at + SECOND, second);
        Memory.i64(at + INDEX, 0);
        if (depth == nextMark) {
            mark = depth;
            nextMark = 2 * depth;
        }
        depth++;
    }

    private void grow() {
        int larger = capacity == 0 ? FIRST_ENTRIES : 2 * capacity;
        long block = memory.allocate(Category.OTHER, larger * ENTRY_BYTES, Memory.CACHE_LINE);
        if (capacity > 0) {
            Memory.copy(base, block, depth * ENTRY_BYTES);
            memory.release(base);
        }
        base = block;
        capacity = larger;
    }

    long first() {
        return Memory.i64(entry(depth - 1));
    }

    long second() {
        return Memory.i64(entry(depth - 1) + SECOND);
    }

    /// The index that comes next in the innermost object; counts and charges it.
    int takeIndex(Machine machine) {
        machine.chargeElements(1);
        long at = entry(depth - 1) + INDEX;
        long index = Memory.i64(at);
        Memory.i64(at, index + 1);
        return (int) index;
    }

    void pop() {
        cut(depth - 1);
    }

    /// Leaves objects until `newDepth` are open.
    void cut(int newDepth) {
        depth = newDepth;
        if (depth <= mark) {
            mark = NO_MARK;
            nextMark = Math.max(1, 2 * Integer.highestOneBit(depth));
        }
        if (depth == 0 && capacity > KEPT_ENTRIES) {
            memory.release(base);
            capacity = 0;
        }
    }

    /// Leaves all objects, after a trap.
    void clear() {
        cut(0);
        nextMark = 1;
    }
}
