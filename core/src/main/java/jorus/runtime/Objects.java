package jorus.runtime;

import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// Structs, enum values, cells and function values.
public final class Objects {
    private Objects() {}

    /// A new object of this type with all fields zero, or the only one of a function value that
    /// captures nothing; may collect.
    public static long make(Machine machine, int type) {
        long single = machine.single(type);
        return single != 0 ? single : machine.heap.newRecord(type);
    }

    /// A new value of variant `number` with all payloads zero, or the only one if it has none; may
    /// collect.
    public static long makeVariant(Machine machine, int enumType, int number) {
        int type = machine.image.variantType(enumType, number);
        long single = machine.single(type);
        if (single != 0) {
            return single;
        }
        long value = machine.heap.newRecord(type);
        ObjectLayout.aux(value, number);
        return value;
    }

    /// The ref at `address`: in a module variable or a field that is never read before it is set.
    ///
    /// @throws Malformed if it is null
    public static long setRef(long address) {
        long ref = Memory.i64(address);
        if (ref == 0) {
            throw new Malformed("a variable is read before it is set");
        }
        return ref;
    }
}
