package jorus.runtime;

import jorus.builtin.TrapKind;

/// The bounds of slices (language.md 4.8).
final class Slices {
    private Slices() {}

    /// Index of the last element of `[start..end]` on `length` elements; `start - 1` if the slice
    /// is empty.
    ///
    /// @throws Trap `SLICE` or `SLICE_SIGN`
    static int last(Machine machine, int length, int start, int end, boolean hasEnd) {
        int bound = hasEnd ? end : length;
        if (start < 0) {
            throw machine.trap(
                            TrapKind.SLICE_SIGN, "Array slice start must be a non-negative integer")
                    .about("the start is ", start);
        }
        if (bound < 0) {
            throw machine.trap(
                            TrapKind.SLICE_SIGN, "Array slice end must be a non-negative integer")
                    .about("the end is ", bound);
        }
        if (start > length) {
            throw machine.trap(TrapKind.SLICE, "Array slice start out of bounds")
                    .about("the start is ", start, ", the length is ", length);
        }
        if (bound > length) {
            throw machine.trap(TrapKind.SLICE, "Array slice end out of bounds")
                    .about("the end is ", bound, ", the length is ", length);
        }
        if (start == length && bound == length) {
            return start - 1;
        }
        int last = bound == length ? length - 1 : bound;
        if (last < start) {
            throw machine.trap(TrapKind.SLICE, "Array slice end before start")
                    .about("the start is ", start, ", the last element taken is ", last);
        }
        return last;
    }
}
