package jorus.memory.heap;

import jorus.memory.layout.Memory;

/// What the launcher tells C2 to leave calls, as what has the same name for the runtime: a method
/// that joins strings would otherwise have more accesses to memory than C2 inlines in one.
final class Outlined {
    private Outlined() {}

    /// [Heap#tryExtendCopy].
    static long tryExtendCopy(Heap heap, long a, int length, int steps) {
        return heap.tryExtendCopy(a, length, steps);
    }

    /// Copies more than a word of bytes between ranges that don't overlap.
    static void copy(long source, long target, int count) {
        if (count <= Memory.SHORT_BYTES) {
            Memory.copyShort(source, target, count);
        } else {
            Memory.copy(source, target, count);
        }
    }
}
