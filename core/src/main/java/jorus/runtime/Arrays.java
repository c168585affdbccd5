package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ElementKind;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// Arrays (language.md 4.8, 11). Refs are never 0; `shift` is the binary logarithm of the element
/// size in bytes.
public final class Arrays {
    private static final int ANY_SHIFT = 4;
    private static final long MAX_RESERVED_BYTES = 4 << 20;

    private Arrays() {}

    /// A new array of `length` zeros; may collect.
    public static long make(Machine machine, int type, int length) {
        if (length < 0) {
            throw machine.trap(TrapKind.REPETITION).about("the count is ", length);
        }
        // Zeroing takes time, too.
        machine.chargeElements(length);
        return machine.heap.newArray(type, length, length);
    }

    /// As `make` for compiled code, which knows that elements have `1 << shift` bytes: it does not
    /// ask the type, and the loads that lead to a cell are few.
    public static long make(Machine machine, int type, int length, int shift) {
        long array = machine.heap.tryNewSmallArray(type, shift, length);
        if (array == 0) {
            return make(machine, type, length);
        }
        machine.chargeElements(length);
        return array;
    }

    /// The trap of an index out of bounds, to be thrown.
    public static Trap bounds(Machine machine, int index) {
        return about(
                machine.trap(index < 0 ? TrapKind.ARRAY_INDEX_SIGN : TrapKind.ARRAY_INDEX), index);
    }

    /// Adds the index, unless it stands for all that are beyond an i32.
    private static Trap about(Trap trap, int index) {
        boolean isClamped = index == Integer.MAX_VALUE || index == Integer.MIN_VALUE;
        return isClamped ? trap : trap.about("the index is ", index);
    }

    /// Address of element `index`.
    public static long element(Machine machine, long array, int index, int shift) {
        if (index < 0 || index >= ArrayLayout.length(array)) {
            throw bounds(machine, index);
        }
        return ArrayLayout.data(array) + ((long) index << shift);
    }

    /// Makes the array one longer and returns the address of the new element, which the caller
    /// writes at once; may collect.
    public static long append(Machine machine, long array, int shift) {
        int length = ArrayLayout.length(array);
        if (length == ArrayLayout.capacity(array)) {
            grow(machine, array, length);
        }
        Memory.i32(array + ArrayLayout.LENGTH, length + 1);
        return ArrayLayout.data(array) + ((long) length << shift);
    }

    /// Makes room for an element more than the `length` there are, which is all there is room for;
    /// may collect.
    static void grow(Machine machine, long array, int length) {
        machine.chargeElements(length);
        machine.heap.ensureCapacity(array, length + 1L);
    }

    /// Makes room for the elements that a loop appends that counts from `first` to `last`, if it is
    /// not there already and the heap has it; may collect. More than [#MAX_RESERVED_BYTES] are not
    /// made room for: the loop may end in its first turn.
    public static void reserve(Machine machine, long array, int first, int last) {
        int length = ArrayLayout.length(array);
        long elements = length + (long) last - first + 1;
        int shift = shift(machine, array);
        long most = length + (MAX_RESERVED_BYTES >> shift);
        if (machine.heap.tryEnsureCapacity(array, Math.min(elements, most))) {
            machine.chargeElements(length);
        }
    }

    /// Takes the last element off and returns its address, good until the next allocation.
    public static long pop(Machine machine, long array, int shift) {
        int last = ArrayLayout.length(array) - 1;
        if (last < 0) {
            throw machine.trap(TrapKind.EMPTY_POP);
        }
        Memory.i32(array + ArrayLayout.LENGTH, last);
        return ArrayLayout.data(array) + ((long) last << shift);
    }

    public static void fillBool(Machine machine, long array, int value) {
        Bulk.fill(machine, ArrayLayout.data(array), ArrayLayout.length(array), (byte) value);
    }

    public static void fillI32(Machine machine, long array, int value) {
        long data = ArrayLayout.data(array);
        int length = ArrayLayout.length(array);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            Memory.i32(data + 4L * i, value);
        }
    }

    /// Elements of 8 bytes: i64, f64 as raw bits, refs.
    public static void fillI64(Machine machine, long array, long value) {
        long data = ArrayLayout.data(array);
        int length = ArrayLayout.length(array);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            Memory.i64(data + 8L * i, value);
        }
    }

    public static void fillAny(Machine machine, long array, long tag, long payload) {
        long data = ArrayLayout.data(array);
        int length = ArrayLayout.length(array);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            Any.write(data + ((long) i << ANY_SHIFT), tag, payload);
        }
    }

    private static int shift(Machine machine, long array) {
        return elements(machine, array).shift();
    }

    private static ElementKind elements(Machine machine, long array) {
        return machine.types.elements(ObjectLayout.typeId(array));
    }

    /// Elements `start` to `end`, the last one included, in a new array of the same type; may
    /// collect. Without `hasEnd` it goes to the end.
    public static long slice(Machine machine, long array, int start, int end, boolean hasEnd) {
        int last = Slices.last(machine, ArrayLayout.length(array), start, end, hasEnd);
        int count = last - start + 1;
        long slice = makeLike(machine, array, count);
        int shift = shift(machine, array);
        long from = ArrayLayout.data(array) + ((long) start << shift);
        Bulk.copy(machine, from, ArrayLayout.data(slice), (long) count << shift, shift);
        return slice;
    }

    private static long makeLike(Machine machine, long array, long length) {
        long depth = machine.heap.roots().depth();
        machine.heap.roots().push(array);
        long made = machine.heap.newArray(ObjectLayout.typeId(array), length, length);
        machine.heap.roots().truncate(depth);
        return made;
    }

    /// The elements `count` times in a new array of the same type; may collect.
    public static long repeat(Machine machine, long array, long count) {
        int length = ArrayLayout.length(array);
        if (count < 0 || length > 0 && count > ArrayLayout.MAX_LENGTH / length) {
            throw machine.trap(TrapKind.REPETITION)
                    .about("the count is ", count, ", the length is ", length);
        }
        long repeated = makeLike(machine, array, length * count);
        int shift = shift(machine, array);
        long bytes = (long) length << shift;
        long data = ArrayLayout.data(repeated);
        long total = bytes * count;
        if (total > 0) {
            // Each copy doubles what is there.
            Bulk.copy(machine, ArrayLayout.data(array), data, bytes, shift);
            for (long done = bytes; done < total; done *= 2) {
                Bulk.copy(machine, data, data + done, Math.min(done, total - done), shift);
            }
        }
        return repeated;
    }
}
