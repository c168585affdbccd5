package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.layout.Memory;

/// A small off-heap stack of refs, for runtime code that allocates while it holds a ref in a Java
/// local, where no scanner sees it.
///
/// ```java
/// long depth = heap.roots().depth();
/// heap.roots().push(first);
/// long second = heap.newRecord(typeId);     // may collect: `first` is safe
/// heap.roots().truncate(depth);
/// ```
public final class TemporaryRoots {
    private static final int FIRST_SLOTS = 64;

    private final HeapBudget budget;
    private long base;
    private long capacity = FIRST_SLOTS;
    private long depth;

    TemporaryRoots(HeapBudget budget) {
        this.budget = budget;
        base = allocate(capacity);
    }

    private long allocate(long slots) {
        return budget.allocate(
                Category.HEAP_METADATA, slots * Memory.WORD_BYTES, Memory.CACHE_LINE);
    }

    /// Number of refs on the stack.
    public long depth() {
        return depth;
    }

    /// Keeps the object at `ref` alive until the stack is cut below it; 0 is allowed.
    ///
    /// @throws jorus.memory.arena.OutOfMemory if the stack cannot grow; `ref` is not on it
    public void push(long ref) {
        if (depth == capacity) {
            grow();
        }
        Memory.i64(base + depth * Memory.WORD_BYTES, ref);
        depth++;
    }

    private void grow() {
        long old = base;
        base = allocate(2 * capacity);
        Memory.copy(old, base, capacity * Memory.WORD_BYTES);
        budget.release(old, capacity * Memory.WORD_BYTES, Memory.CACHE_LINE);
        capacity *= 2;
    }

    /// The ref that was pushed at `index`, counted from 0.
    public long get(long index) {
        assert 0 <= index && index < depth : index + " of " + depth;
        return Memory.i64(base + index * Memory.WORD_BYTES);
    }

    /// Replaces the ref that was pushed at `index`.
    public void set(long index, long ref) {
        assert 0 <= index && index < depth : index + " of " + depth;
        Memory.i64(base + index * Memory.WORD_BYTES, ref);
    }

    /// Cuts the stack back to a depth it had before.
    public void truncate(long oldDepth) {
        assert 0 <= oldDepth && oldDepth <= depth : oldDepth + " of " + depth;
        depth = oldDepth;
    }

    void scan(Marker marker) {
        marker.refRange(base, depth);
    }

    void close() {
        budget.release(base, capacity * Memory.WORD_BYTES, Memory.CACHE_LINE);
    }
}
