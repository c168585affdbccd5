package jorus.runtime;

import jorus.memory.layout.Memory;

/// Structs, enum values, cells and function values.
public final class Objects {
    private Objects() {}

    /// A new object of this type with all fields zero, or the only one of a function value that
    /// captures nothing or a variant without payloads; may collect.
    public static long make(Machine machine, int type) {
        long entry = machine.allocations + ((long) type << Allocations.ENTRY_SHIFT);
        long single = Memory.i64(entry + Allocations.SINGLE);
        if (single != 0) {
            return single;
        }
        long object = machine.heap.newRecord(type);
        Memory.i64(object, Memory.i64(entry + Allocations.HEADER));
        return object;
    }

    /// A new value of variant `number` with all payloads zero, or the only one if it has none; may
    /// collect.
    public static long makeVariant(Machine machine, int enumType, int number) {
        return make(machine, machine.image.variantType(enumType, number));
    }

    /// The trap of a module variable, or a field of a cell, that is read before it is set, to be
    /// thrown. Programs test that first: neither a ref of 0 nor a tag of 0 gets into a register.
    public static Trap unset(Machine machine) {
        return machine.badState("A variable without a value was read");
    }
}
