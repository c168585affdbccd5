package jorus.emit;

import java.util.Arrays;

/// Registers that hold a slot, ordered by the time they end: a binary heap.
final class ActiveQueue {
    private long[] entries = new long[16];
    private int count;

    /// The least end, or the largest number if there is none.
    long leastEnd() {
        return count == 0 ? Long.MAX_VALUE : entries[0] >> 32;
    }

    void add(int end, int register) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, count * 2);
        }
        long entry = (long) end << 32 | register;
        int at = count++;
        while (at > 0 && entries[(at - 1) / 2] > entry) {
            entries[at] = entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        entries[at] = entry;
    }

    /// Removes the register with the least end and returns it.
    int removeLeast() {
        int least = (int) entries[0];
        long moved = entries[--count];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= count) {
                break;
            }
            if (child + 1 < count && entries[child + 1] < entries[child]) {
                child++;
            }
            if (entries[child] >= moved) {
                break;
            }
            entries[at] = entries[child];
            at = child;
        }
        entries[at] = moved;
        return least;
    }
}
