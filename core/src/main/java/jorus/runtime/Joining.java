package jorus.runtime;

import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Several strings one after the other in one new string (language.md 4.3): what a chain of `+`
/// gives, without the strings in between. Their refs lie one behind the other at an address.
///
/// Charges as one concatenation: for what is copied. May collect.
public final class Joining {
    /// The most parts that one call takes.
    public static final int MAX_PARTS = 6;

    private Joining() {}

    /// What a loop does that builds a string of parts and something between them, so written out:
    /// C2 does not inline `join`, which it has compiled before, and would not know the count there.
    public static long join3(Machine machine, long at) {
        long a = part(at, 0);
        long b = part(at, 1);
        long c = part(at, 2);
        int lengthA = StringLayout.length(a);
        int lengthB = StringLayout.length(b);
        int lengthC = StringLayout.length(c);
        long length = (long) lengthA + lengthB + lengthC;
        boolean isPlain = lengthA > 0 && lengthB > 0 && lengthC > 0;
        if (!isPlain || length > StringLayout.MAX_LENGTH) {
            return join(machine, at, 3);
        }
        long string = machine.heap.tryExtend(a, lengthA, (int) length, 2);
        if (string == 0) {
            return join(machine, at, 3);
        }
        StringLayout.append(string, lengthA, b, lengthB);
        StringLayout.append(string, lengthA + lengthB, c, lengthC);
        boolean isCopied = StringLayout.data(string) != StringLayout.data(a);
        machine.chargeElements(isCopied ? length : length - lengthA);
        return string;
    }

    public static long join4(Machine machine, long at) {
        return join(machine, at, 4);
    }

    public static long join5(Machine machine, long at) {
        return join(machine, at, 5);
    }

    public static long join6(Machine machine, long at) {
        return join(machine, at, 6);
    }

    private static long part(long at, int index) {
        return Memory.i64(at + (long) index * Memory.WORD_BYTES);
    }

    private static long join(Machine machine, long at, int count) {
        long length = StringLayout.length(part(at, 0));
        int first = 0;
        int steps = 0;
        for (int i = 1; i < count; i++) {
            int more = StringLayout.length(part(at, i));
            if (length == 0) {
                first = i;
            } else if (more > 0) {
                steps++;
            }
            length += more;
        }
        long begin = part(at, first);
        if (steps == 0) {
            // At most one is not empty.
            return begin;
        }
        if (length > StringLayout.MAX_LENGTH) {
            throw OutOfMemory.INSTANCE;
        }
        int done = StringLayout.length(begin);
        long string = machine.heap.tryExtend(begin, done, (int) length, steps);
        if (string == 0) {
            string = extend(machine, at, count, begin, (int) length, steps);
        }
        boolean isCopied = StringLayout.data(string) != StringLayout.data(begin);
        long copied = isCopied ? length : length - done;
        for (int i = first + 1; i < count; i++) {
            long part = part(at, i);
            int more = StringLayout.length(part);
            StringLayout.append(string, done, part, more);
            done += more;
        }
        machine.chargeElements(copied);
        return string;
    }

    /// As `Heap.extend`, with the parts held.
    private static long extend(
            Machine machine, long at, int count, long begin, int length, int steps) {
        long depth = machine.heap.roots().depth();
        for (int i = 0; i < count; i++) {
            machine.heap.roots().push(part(at, i));
        }
        try {
            return machine.heap.extend(begin, length, steps);
        } finally {
            machine.heap.roots().truncate(depth);
        }
    }
}
