package jorus.runtime;

import jorus.memory.layout.Memory;

/// Operations on large blocks, done in parts with polls between them, so that a run can be stopped
/// in the middle. One element of work is one element of the array, or one byte of a string.
final class Bulk {
    /// The most bytes that are gone through between two polls: some 50 microseconds.
    private static final long PART_BYTES = 1L << 20;

    private Bulk() {}

    /// Copies `bytes` bytes between ranges that don't overlap; elements have `1 << shift` bytes.
    static void copy(Machine machine, long from, long to, long bytes, int shift) {
        if (bytes <= Memory.SHORT_BYTES) {
            machine.chargeElements(bytes >> shift);
            if (bytes > 0) {
                Memory.copyShort(from, to, bytes);
            }
            return;
        }
        for (long done = 0; done < bytes; done += PART_BYTES) {
            long part = Math.min(bytes - done, PART_BYTES);
            machine.chargeElements(part >> shift);
            Memory.copy(from + done, to + done, part);
        }
    }

    /// Sets `bytes` bytes.
    static void fill(Machine machine, long address, long bytes, byte value) {
        for (long done = 0; done < bytes; done += PART_BYTES) {
            long part = Math.min(bytes - done, PART_BYTES);
            machine.chargeElements(part);
            Memory.fill(address + done, part, value);
        }
    }

    /// Offset of the first difference of two ranges, -1 if there is none. What has been compared is
    /// charged, so a difference near the beginning costs nothing.
    static long mismatch(Machine machine, long a, long b, long bytes) {
        for (long done = 0; done < bytes; done += PART_BYTES) {
            long part = Math.min(bytes - done, PART_BYTES);
            long at = Memory.mismatch(a + done, b + done, part);
            machine.chargeElements(at < 0 ? part : at);
            if (at >= 0) {
                return done + at;
            }
        }
        return -1;
    }
}
