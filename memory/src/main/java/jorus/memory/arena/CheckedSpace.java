package jorus.memory.arena;

import jorus.memory.layout.Memory;

import java.util.Arrays;

/// Divides the reserved segment of checked mode among all instances of the process: first fit over
/// free ranges sorted by address, neighbours joined again on release.
///
/// Memory that was given back stays resident; checked mode is for tests and for hosts that do not
/// enable native access.
final class CheckedSpace {
    private static long[] starts = {Memory.align(Memory.reservedAddress(), Memory.CACHE_LINE)};
    private static long[] ends = {Memory.reservedAddress() + Memory.reservedBytes()};
    private static int count = 1;

    /// Memory from here on was never handed out, so it is still zero.
    private static long untouched = starts[0];

    private CheckedSpace() {}

    /// Returns zeroed memory; both sizes are multiples of a cache line.
    ///
    /// @throws OutOfMemory if no free range is large enough; nothing has changed
    static synchronized long allocate(long bytes, long alignment) {
        for (int i = 0; i < count; i++) {
            long start = Memory.align(starts[i], alignment);
            if (start <= ends[i] - bytes) {
                take(i, start, start + bytes);
                long dirty = Math.min(start + bytes, untouched) - start;
                if (dirty > 0) {
                    Memory.fill(start, dirty, (byte) 0);
                }
                untouched = Math.max(untouched, start + bytes);
                return start;
            }
        }
        throw OutOfMemory.INSTANCE;
    }

    /// Cuts `[start, end)` out of free range `i`, leaving up to two ranges.
    private static void take(int i, long start, long end) {
        long oldStart = starts[i];
        long oldEnd = ends[i];
        if (oldStart < start && end < oldEnd) {
            insert(i + 1, end, oldEnd);
            ends[i] = start;
        } else if (oldStart < start) {
            ends[i] = start;
        } else if (end < oldEnd) {
            starts[i] = end;
        } else {
            delete(i);
        }
    }

    static synchronized void release(long address, long bytes) {
        long end = address + bytes;
        int i = Arrays.binarySearch(starts, 0, count, address);
        assert i < 0 : "released twice: " + address;
        int at = -i - 1;
        assert at == 0 || ends[at - 1] <= address : "released free memory: " + address;
        assert at == count || end <= starts[at] : "released free memory: " + address;
        boolean joinsLeft = at > 0 && ends[at - 1] == address;
        boolean joinsRight = at < count && starts[at] == end;
        if (joinsLeft && joinsRight) {
            ends[at - 1] = ends[at];
            delete(at);
        } else if (joinsLeft) {
            ends[at - 1] = end;
        } else if (joinsRight) {
            starts[at] = address;
        } else {
            insert(at, address, end);
        }
    }

    private static void insert(int at, long start, long end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        System.arraycopy(starts, at, starts, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        starts[at] = start;
        ends[at] = end;
        count++;
    }

    private static void delete(int at) {
        count--;
        System.arraycopy(starts, at + 1, starts, at, count - at);
        System.arraycopy(ends, at + 1, ends, at, count - at);
    }
}
