package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Arrays and strings of static type any (language.md 2, 4.8, 11). Operands and results are
/// addresses of any slots.
///
/// Arrays here are views: what is stored has to be of the element type that the array has.
final class AnySequences {
    private static final int SLICE_HAS_START = 1;
    private static final int SLICE_HAS_END = 2;
    private static final int SLICE_OF_ANY = 4;

    private AnySequences() {}

    /// The array in the any slot at `x`.
    static long array(Machine machine, long x) {
        if (!machine.typeTable.isArray(Memory.i64(x))) {
            Any.tag(x);
            throw machine.trap(TrapKind.TYPE, "Value is not an array");
        }
        return Memory.i64(x + Machine.ANY_PAYLOAD);
    }

    private static int elementType(Machine machine, long array) {
        return machine.typeTable.elementType(ObjectLayout.typeId(array));
    }

    /// The index in the any slot at `index`, checked against the length of `array`.
    private static int index(Machine machine, long array, long index) {
        long tag = Any.tag(index);
        if (!Any.isInteger(tag)) {
            throw machine.trap(TrapKind.ARRAY_INDEX_SIGN);
        }
        int at = Any.toIndex(tag, Any.payload(index));
        if (at < 0 || at >= ArrayLayout.length(array)) {
            throw Arrays.bounds(machine, at);
        }
        return at;
    }

    /// Element `index` of the array at `x`.
    static void element(Machine machine, long x, long index, long to) {
        long array = array(machine, x);
        int at = index(machine, array, index);
        int type = elementType(machine, array);
        Any.write(to, Parts.elementTag(array, at, type), Parts.elementPayload(array, at, type));
    }

    /// As `element`; of a string the one-byte string.
    static void index(Machine machine, long x, long index, long to) {
        if (Memory.i64(x) != TypeIds.STRING) {
            element(machine, x, index, to);
            return;
        }
        long tag = Any.tag(index);
        if (!Any.isInteger(tag)) {
            throw machine.trap(TrapKind.STRING_INDEX_SIGN);
        }
        int at = Any.toIndex(tag, Any.payload(index));
        long string = Memory.i64(x + Machine.ANY_PAYLOAD);
        Any.write(to, TypeIds.STRING, Strings.byteAt(machine, string, at));
    }

    /// Stores the any slot at `value` into the array at `x`.
    static void store(Machine machine, long x, long index, long value) {
        long array = array(machine, x);
        int at = index(machine, array, index);
        int type = elementType(machine, array);
        long tag = Any.tag(value);
        long payload = Any.payload(value);
        TypeChecks.check(machine, type, tag, payload);
        Parts.storeElement(array, at, type, tag, payload);
    }

    /// Elements or bytes `from` to `to`, the last one included; `given` says which bounds count
    /// and whether the elements of the new array are `any` for sure. May collect.
    static void slice(Machine machine, long x, long from, long to, int given, long result) {
        if (given < 0 || given > (SLICE_HAS_START | SLICE_HAS_END | SLICE_OF_ANY)) {
            throw machine.badState("A slice has unknown bounds");
        }
        boolean hasEnd = (given & SLICE_HAS_END) != 0;
        boolean isString = Memory.i64(x) == TypeIds.STRING;
        long sequence = isString ? Memory.i64(x + Machine.ANY_PAYLOAD) : array(machine, x);
        int start = (given & SLICE_HAS_START) != 0 ? bound(from) : 0;
        int end = hasEnd ? bound(to) : 0;
        long slice =
                isString
                        ? Strings.slice(machine, sequence, start, end, hasEnd)
                        : Arrays.slice(machine, sequence, start, end, hasEnd);
        if (!isString) {
            decideCopy(machine, slice, (given & SLICE_OF_ANY) != 0);
        }
        Casts.box(slice, result);
    }

    /// A bound of a slice; what is no integer is as bad as a negative one.
    private static int bound(long x) {
        long tag = Any.tag(x);
        return Any.isInteger(tag) ? Any.toIndex(tag, Any.payload(x)) : -1;
    }

    static int length(Machine machine, long x) {
        return Memory.i64(x) == TypeIds.STRING
                ? StringLayout.length(Memory.i64(x + Machine.ANY_PAYLOAD))
                : ArrayLayout.length(array(machine, x));
    }

    /// Appends the any slot at `value` to the array at `x`, which becomes the result; may collect.
    static void push(Machine machine, long x, long value, long to) {
        long array = array(machine, x);
        long tag = Any.tag(value);
        long payload = Any.payload(value);
        if (ObjectLayout.typeId(array) == TypeIds.OPEN_ARRAY) {
            if (ArrayLayout.length(array) != 0) {
                throw machine.badState("An array has elements before it has a type");
            }
            machine.heap.retype(array, TypeChecks.arrayTypeFor(machine, tag));
        }
        int type = elementType(machine, array);
        TypeChecks.check(machine, type, tag, payload);
        int length = ArrayLayout.length(array);
        if (length == ArrayLayout.capacity(array)) {
            long depth = machine.heap.roots().depth();
            machine.heap.roots().push(array);
            Casts.holdRef(machine, value);
            Arrays.grow(machine, array, length);
            machine.heap.roots().truncate(depth);
        }
        Parts.storeElement(array, length, type, tag, payload);
        ArrayLayout.length(array, length + 1);
        Casts.box(array, to);
    }

    /// Takes the last element off the array at `x`.
    static void pop(Machine machine, long x, long to) {
        long array = array(machine, x);
        int last = ArrayLayout.length(array) - 1;
        if (last < 0) {
            throw machine.trap(TrapKind.EMPTY_POP);
        }
        int type = elementType(machine, array);
        Any.write(to, Parts.elementTag(array, last, type), Parts.elementPayload(array, last, type));
        ArrayLayout.length(array, last);
    }

    static void sorted(Machine machine, long x, long to) {
        Casts.box(Sorting.sorted(machine, array(machine, x)), to);
    }

    /// Gives a literal whose elements were pushed as any the element type that they have in common
    /// (language.md 2); may collect.
    static void decideType(Machine machine, long array) {
        int length = ArrayLayout.length(array);
        if (ObjectLayout.typeId(array) == TypeIds.OPEN_ARRAY && length > 0) {
            setElements(machine, array, commonType(machine, array, length));
        }
    }

    /// Gives a new slice or repetition of static type `[any]` its element type: `any` if that was
    /// expected, else, if the elements are any, what they have in common; may collect.
    static void decideCopy(Machine machine, long array, boolean isAnyExpected) {
        if (isAnyExpected) {
            setElements(machine, array, TypeIds.ANY);
        } else if (elementType(machine, array) != TypeIds.ANY) {
            return;
        } else if (ArrayLayout.length(array) == 0) {
            machine.heap.retype(array, TypeIds.OPEN_ARRAY);
        } else {
            setElements(machine, array, commonType(machine, array, ArrayLayout.length(array)));
        }
    }

    /// Makes `common` the element type of an array whose elements all fit it.
    private static void setElements(Machine machine, long array, int common) {
        int length = ArrayLayout.length(array);
        int found = elementType(machine, array);
        int type = machine.typeTable.arrayOf(common);
        if (common == found) {
            Memory.i32(array + ObjectLayout.TYPE_ID, type);
            return;
        }
        long depth = machine.heap.roots().depth();
        machine.heap.roots().push(array);
        long typed = machine.heap.newArray(type, length, length);
        machine.heap.roots().truncate(depth);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            long tag = Parts.elementTag(array, i, found);
            long payload = Parts.elementPayload(array, i, found);
            Parts.storeElement(typed, i, common, tag, payload);
        }
        machine.heap.takeElements(array, typed);
    }

    private static int commonType(Machine machine, long array, int length) {
        int common = TypeIds.NONE;
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            long tag = Any.plain(Parts.elementTag(array, i, TypeIds.ANY));
            int type = machine.typeTable.valueType(tag);
            if (type == TypeIds.VOID || common != TypeIds.NONE && type != common) {
                return TypeIds.ANY;
            }
            common = type;
        }
        return common;
    }
}
