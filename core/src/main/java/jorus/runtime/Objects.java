package jorus.runtime;

import jorus.memory.heap.ObjectLayout;

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

    /// The trap of a module variable, or a field of a cell, that is read before it is set, to be
    /// thrown. Programs test that first: neither a ref of 0 nor a tag of 0 gets into a register.
    public static Trap unset(Machine machine) {
        return machine.badState("A variable without a value was read");
    }
}
