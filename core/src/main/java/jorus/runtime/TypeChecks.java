package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// What happens where a value of type any reaches a typed place (language.md 2).
public final class TypeChecks {
    private TypeChecks() {}

    /// The payload of the any slot at `slot`, which must be of type `type`. An open array takes the
    /// type of the place.
    ///
    /// @throws Trap `TYPE` if it is not
    public static long unbox(Machine machine, long slot, int type) {
        long tag = Memory.i64(slot);
        long payload = Memory.i64(slot + Machine.ANY_PAYLOAD);
        if (tag != type) {
            tag = Any.plain(tag);
            payload = Any.payload(slot);
            check(machine, type, tag, payload);
        }
        return payload;
    }

    /// Checks that the object at `ref` is of type `type`; an open array takes that type.
    ///
    /// @throws Trap `TYPE` if it is not
    public static void checkRef(Machine machine, int type, long ref) {
        int found = ObjectLayout.typeId(ref);
        if (found == type) {
            return;
        }
        if (machine.typeTable.kind(type) == TypeKind.VARIANT) {
            throw machine.badState("A value is of another variant");
        }
        check(machine, type, found, ref);
    }

    /// As `checkRef` for any value.
    static void check(Machine machine, int type, long tag, long payload) {
        long found = decided(tag, payload);
        if (!accepts(machine, type, found, payload)) {
            throw mismatch(machine, type, found);
        }
    }

    /// The tag of a value now: an array that was open when it became an any may have got a type.
    private static long decided(long tag, long payload) {
        return tag == TypeIds.OPEN_ARRAY ? ObjectLayout.typeId(payload) : tag;
    }

    /// Whether a value may stand in a place of type `type`; an open array takes that type then.
    static boolean accepts(Machine machine, int type, long oldTag, long payload) {
        long tag = decided(oldTag, payload);
        if (type == tag || type == TypeIds.ANY) {
            return true;
        }
        if (type <= TypeIds.BOOL || tag <= TypeIds.BOOL || tag == TypeIds.VOID) {
            return false;
        }
        TypeTable types = machine.typeTable;
        if (types.accepts(type, (int) tag)) {
            return true;
        }
        boolean adopts =
                tag == TypeIds.OPEN_ARRAY
                        && types.isArray(type)
                        && ArrayLayout.length(payload) == 0;
        if (adopts) {
            machine.heap.retype(payload, type);
        }
        return adopts;
    }

    /// The trap of a value of another type, to be thrown.
    static Trap mismatch(Machine machine, int expected, long found) {
        TypeTable types = machine.typeTable;
        return machine.trap(
                TrapKind.TYPE,
                "expected " + types.name(expected) + ", found " + types.name((int) found));
    }

    /// The array type for elements like the value with this tag.
    static int arrayTypeFor(Machine machine, long tag) {
        int element = machine.typeTable.valueType(tag);
        return machine.typeTable.arrayOf(element == TypeIds.VOID ? TypeIds.ANY : element);
    }
}
