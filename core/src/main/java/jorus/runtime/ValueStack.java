package jorus.runtime;

import jorus.builtin.TrapKind;

import java.util.Arrays;

/// Where a walk through nested values is: the open objects from the outermost on, one or two walked
/// in step, and the next index in each.
///
/// A walk that enters an object which is already open repeats itself for ever, so its path becomes
/// periodic. Brent's method finds that: the entry at the last power of two is compared with each
/// new one. Only open objects are compared, so there are no false alarms.
final class ValueStack {
    private static final int FIRST_ENTRIES = 32;
    private static final int NO_MARK = -1;
    private static final int FIELDS = 3;

    private long[] fields = new long[FIRST_ENTRIES * FIELDS];
    private int depth;
    private int mark = NO_MARK;
    private int nextMark = 1;

    /// Number of open objects, or pairs of them.
    int depth() {
        return depth;
    }

    /// Enters `first`, and `second` beside it.
    ///
    /// @throws Trap `RECURSION` if the data contains itself
    void push(Machine machine, long first, long second) {
        if (mark >= 0 && fields[mark * FIELDS] == first && fields[mark * FIELDS + 1] == second) {
            throw machine.trap(TrapKind.RECURSION);
        }
        int at = depth * FIELDS;
        if (at == fields.length) {
            fields = Arrays.copyOf(fields, 2 * at);
        }
        fields[at] = first;
        fields[at + 1] = second;
        fields[at + 2] = 0;
        if (depth == nextMark) {
            mark = depth;
            nextMark = 2 * depth;
        }
        depth++;
    }

    long first() {
        return fields[(depth - 1) * FIELDS];
    }

    long second() {
        return fields[(depth - 1) * FIELDS + 1];
    }

    /// The index that comes next in the innermost object; counts it.
    int takeIndex() {
        return (int) fields[(depth - 1) * FIELDS + 2]++;
    }

    void pop() {
        depth--;
        if (depth <= mark) {
            mark = NO_MARK;
            nextMark = Math.max(1, 2 * Integer.highestOneBit(depth));
        }
    }

    /// Leaves all objects, after a trap.
    void clear() {
        depth = 0;
        mark = NO_MARK;
        nextMark = 1;
    }
}
