package jorus.runtime;

import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// The visible parts of objects: elements of arrays, fields of structs, payloads of enum values;
/// and the typed places that they are.
///
/// A place is an address and a type id. Bools take one byte in arrays and four elsewhere.
final class Parts {
    private Parts() {}

    /// Whether values with this tag have parts.
    static boolean hasParts(Machine machine, long tag) {
        return tag >= TypeIds.OPEN_ARRAY
                && (machine.typeTable.isArray(tag) || machine.typeTable.isRecord(tag));
    }

    static int count(Machine machine, long object) {
        int type = ObjectLayout.typeId(object);
        return machine.typeTable.isArray(type)
                ? ArrayLayout.length(object)
                : machine.image.fieldCount(type);
    }

    /// The tag of part `index`.
    static long tag(Machine machine, long object, int index) {
        int type = ObjectLayout.typeId(object);
        return machine.typeTable.isArray(type)
                ? elementTag(object, index, machine.typeTable.elementType(type))
                : fieldTag(machine, object, type, index);
    }

    /// The payload of part `index`.
    static long payload(Machine machine, long object, int index) {
        int type = ObjectLayout.typeId(object);
        return machine.typeTable.isArray(type)
                ? elementPayload(object, index, machine.typeTable.elementType(type))
                : fieldPayload(machine, object, type, index);
    }

    // Fields.

    static long fieldTag(Machine machine, long object, int type, int index) {
        long place = object + machine.image.fieldOffset(type, index);
        return tagAt(place, machine.image.fieldType(type, index));
    }

    static long fieldPayload(Machine machine, long object, int type, int index) {
        long place = object + machine.image.fieldOffset(type, index);
        int fieldType = machine.image.fieldType(type, index);
        return fieldType == TypeIds.BOOL ? Memory.i32(place) : payloadAt(place, fieldType);
    }

    /// Stores a value that `TypeChecks` has accepted.
    static void storeField(Machine machine, long object, int index, long tag, long payload) {
        int type = ObjectLayout.typeId(object);
        long place = object + machine.image.fieldOffset(type, index);
        int fieldType = machine.image.fieldType(type, index);
        if (fieldType == TypeIds.BOOL) {
            Memory.i32(place, (int) payload);
        } else {
            storeAt(place, fieldType, tag, payload);
        }
    }

    // Elements.

    /// Address of element `index`, which exists or is about to.
    static long element(long array, long index, int type) {
        return ArrayLayout.data(array) + (index << TypeTable.elementKind(type).shift());
    }

    static long elementTag(long array, long index, int type) {
        return type <= TypeIds.BOOL ? type : tagAt(element(array, index, type), type);
    }

    static long elementPayload(long array, long index, int type) {
        long place = element(array, index, type);
        return type == TypeIds.BOOL ? Memory.u8(place) : payloadAt(place, type);
    }

    /// Stores a value that `TypeChecks` has accepted.
    static void storeElement(long array, long index, int type, long tag, long payload) {
        long place = element(array, index, type);
        if (type == TypeIds.BOOL) {
            Memory.i8(place, (int) payload);
        } else {
            storeAt(place, type, tag, payload);
        }
    }

    // Places.

    private static long tagAt(long place, int type) {
        if (type <= TypeIds.BOOL) {
            return type;
        }
        return type == TypeIds.ANY ? Any.tag(place) : ObjectLayout.typeId(Memory.i64(place));
    }

    private static long payloadAt(long place, int type) {
        return switch (type) {
            case TypeIds.I32 -> Memory.i32(place);
            case TypeIds.U32 -> Memory.i32(place) & Any.U32_MASK;
            case TypeIds.ANY -> Any.payload(place);
            default -> Memory.i64(place);
        };
    }

    private static void storeAt(long place, int type, long tag, long payload) {
        switch (type) {
            case TypeIds.I32, TypeIds.U32 -> Memory.i32(place, (int) payload);
            case TypeIds.ANY -> Any.write(place, tag, payload);
            default -> Memory.i64(place, payload);
        }
    }
}
