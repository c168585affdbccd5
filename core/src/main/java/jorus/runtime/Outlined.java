package jorus.runtime;

import jorus.memory.heap.StringLayout;

/// What compiled code calls that is long and has loops, and what it does seldom: the launcher tells
/// C2 to leave these methods calls. Otherwise it takes all that is behind them into the loops that
/// call them, once for each place, because ten calls in a thousand turns are often for it; that was
/// half of what it compiled of a loop that pushes, and more of one that joins strings.
///
/// Who runs without the launcher's options only waits longer for C2.
public final class Outlined {
    private Outlined() {}

    /// [Arrays#append] to an array that is full.
    public static long append(Machine machine, long array, int shift) {
        return Arrays.append(machine, array, shift);
    }

    /// [Arrays#reserve].
    public static void reserve(Machine machine, long array, int first, int last) {
        Arrays.reserve(machine, array, first, last);
    }

    /// The bytes of `a` and then `b`; may collect. Charges for what is copied: a string that grows
    /// in place costs what is appended.
    public static long concat(Machine machine, long a, long b) {
        long joined = machine.heap.concat(a, b);
        boolean isCopied = StringLayout.data(joined) != StringLayout.data(a);
        machine.chargeElements(StringLayout.length(isCopied ? joined : b));
        return joined;
    }

    /// [Joining#join3].
    public static long join3(Machine machine, long at) {
        return Joining.join3(machine, at);
    }

    /// [Joining#join4].
    public static long join4(Machine machine, long at) {
        return Joining.join4(machine, at);
    }

    /// [Joining#join5].
    public static long join5(Machine machine, long at) {
        return Joining.join5(machine, at);
    }

    /// [Joining#join6].
    public static long join6(Machine machine, long at) {
        return Joining.join6(machine, at);
    }

    /// The part of [Strings#compare] that looks at bytes.
    static int compareBytes(Machine machine, long a, long b) {
        return Strings.compareBytes(machine, a, b);
    }
}
