package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ElementKind;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// sorted() (language.md 11): a stable merge sort from the bottom up; of many numbers a radix sort,
/// one byte of the keys after the other from the lowest. All in memory of the heap.
///
/// What is sorted are keys of 8 bytes: refs of strings, and for all others an i64 whose order is
/// that of the values and that gives the value back. An f64 counts as its bits, with the lower ones
/// of negative numbers inverted; that puts -0.0 before 0.0, which are equal, so zeros get their old
/// order again at the end.
final class Sorting {
    private static final int INSERTION = 8;
    private static final int KEY_SHIFT = 3;
    private static final long NAN_KEY = Double.doubleToRawLongBits(Double.NaN);

    /// From this length on numbers are sorted by their bytes.
    private static final int RADIX_LENGTH = 1024;

    private static final int DIGIT_BITS = 8;
    private static final int DIGIT_VALUES = 1 << DIGIT_BITS;
    private static final int DIGITS = Long.SIZE / DIGIT_BITS;

    /// Keys of -0.0 and 0.0.
    private static final long LEAST_ZERO = -1;

    private Sorting() {}

    /// A new array of the same type with the elements in order; may collect.
    ///
    /// @throws Trap `UNSORTABLE` if the elements are not of one type that has an order
    static long sorted(Machine machine, long array) {
        int length = ArrayLayout.length(array);
        int arrayType = ObjectLayout.typeId(array);
        int type = machine.typeTable.elementType(arrayType);
        int keyType = length == 0 ? TypeIds.I32 : keyType(machine, array, type);
        long depth = machine.heap.roots().depth();
        machine.heap.roots().push(array);
        long result = machine.heap.newArray(arrayType, length, length);
        machine.heap.roots().push(result);
        ElementKind elements = TypeTable.elementKind(type);
        boolean isWide = elements == ElementKind.BYTES8 || elements == ElementKind.REF;
        long keys = isWide ? result : scratch(machine, length);
        machine.heap.roots().push(keys);
        boolean areStrings = keyType == TypeIds.STRING;
        long other = scratch(machine, length);
        machine.heap.roots().push(other);
        boolean isRadix = length >= RADIX_LENGTH && !areStrings;
        long counters = isRadix ? scratch(machine, DIGITS * DIGIT_VALUES) : 0;
        machine.heap.roots().truncate(depth);
        if (length > 0) {
            long from = ArrayLayout.data(keys);
            loadKeys(machine, array, type, keyType, from);
            long spare = ArrayLayout.data(other);
            long last =
                    isRadix
                            ? radixSort(machine, from, spare, length, ArrayLayout.data(counters))
                            : sort(machine, from, spare, length, areStrings);
            if (keyType == TypeIds.F64) {
                restoreZeros(machine, array, type, last, length);
            }
            store(machine, result, type, keyType, last);
        }
        return result;
    }

    private static long scratch(Machine machine, int length) {
        return machine.heap.newArray(machine.typeTable.arrayOf(TypeIds.I64), length, length);
    }

    /// The one type of the elements.
    private static int keyType(Machine machine, long array, int type) {
        int found = type;
        if (type == TypeIds.ANY) {
            found = (int) Parts.elementTag(array, 0, type);
            int length = ArrayLayout.length(array);
            for (int i = 1; i < length; i++) {
                machine.pollAt(i - 1, length - 1);
                if (Parts.elementTag(array, i, type) != found) {
                    throw machine.trap(TrapKind.UNSORTABLE);
                }
            }
        }
        if (found > TypeIds.STRING) {
            throw machine.trap(TrapKind.UNSORTABLE);
        }
        return found;
    }

    private static void loadKeys(Machine machine, long array, int type, int keyType, long to) {
        int length = ArrayLayout.length(array);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            long payload = Parts.elementPayload(array, i, type);
            Memory.i64(to + ((long) i << KEY_SHIFT), key(keyType, payload));
        }
    }

    private static long key(int type, long payload) {
        return switch (type) {
            case TypeIds.U64 -> payload ^ Long.MIN_VALUE;
            case TypeIds.F64 ->
                    Double.isNaN(Double.longBitsToDouble(payload)) ? NAN_KEY : f64Key(payload);
            default -> payload;
        };
    }

    /// Its own inverse.
    private static long f64Key(long bits) {
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    private static void store(Machine machine, long result, int type, int keyType, long keys) {
        int length = ArrayLayout.length(result);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            long key = Memory.i64(keys + ((long) i << KEY_SHIFT));
            long payload =
                    keyType == TypeIds.F64
                            ? f64Key(key)
                            : keyType == TypeIds.U64 ? key ^ Long.MIN_VALUE : key;
            Parts.storeElement(result, i, type, keyType, payload);
        }
    }

    /// Gives the zeros among the sorted keys the order that they have in `array`.
    private static void restoreZeros(Machine machine, long array, int type, long keys, int length) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Memory.i64(keys + ((long) middle << KEY_SHIFT)) < LEAST_ZERO) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long to = keys + ((long) low << KEY_SHIFT);
        long end = keys + ((long) length << KEY_SHIFT);
        for (int i = 0; i < length && to < end; i++) {
            machine.pollAt(i, length);
            long bits = Parts.elementPayload(array, i, type);
            if (bits << 1 == 0) {
                Memory.i64(to, f64Key(bits));
                to += Long.BYTES;
            }
        }
    }

    /// Sorts `length` keys at `keys` with as much room at `spare`, and returns where they are then.
    private static long sort(Machine machine, long keys, long spare, int length, boolean strings) {
        long bytes = (long) length << KEY_SHIFT;
        long run = (long) INSERTION << KEY_SHIFT;
        for (long at = 0; at < bytes; at += run) {
            machine.chargeElements(INSERTION);
            insertionSort(machine, keys + at, keys + Math.min(at + run, bytes), strings);
        }
        long from = keys;
        long to = spare;
        for (long width = run; width < bytes; width *= 2) {
            for (long at = 0; at < bytes; at += 2 * width) {
                long middle = from + Math.min(at + width, bytes);
                long end = from + Math.min(at + 2 * width, bytes);
                if (strings) {
                    mergeStrings(machine, from + at, middle, end, to + at);
                } else {
                    machine.chargeElements(end - (from + at) >> KEY_SHIFT);
                    merge(from + at, middle, end, to + at);
                }
            }
            long swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /// As `sort`, for numbers; `counters` are 8 times 256 i64 zeros.
    private static long radixSort(
            Machine machine, long keys, long spare, int length, long counters) {
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            // With the sign inverted, the bytes have the order of the number.
            long key = Memory.i64(keys + ((long) i << KEY_SHIFT)) ^ Long.MIN_VALUE;
            for (int digit = 0; digit < DIGITS; digit++) {
                long counter = counter(counters, digit, key);
                Memory.i64(counter, Memory.i64(counter) + 1);
            }
        }
        long from = keys;
        long to = spare;
        for (int digit = 0; digit < DIGITS; digit++) {
            long first = counter(counters, digit, Memory.i64(from) ^ Long.MIN_VALUE);
            if (Memory.i64(first) != length) {
                distribute(machine, from, to, length, counters, digit);
                long swap = from;
                from = to;
                to = swap;
            }
        }
        return from;
    }

    /// Address of the counter of the byte `digit` of `key`.
    private static long counter(long counters, int digit, long key) {
        long value = key >>> digit * DIGIT_BITS & DIGIT_VALUES - 1;
        return counters + ((digit * DIGIT_VALUES + value) << KEY_SHIFT);
    }

    /// Copies the keys in the order of one of their bytes, which has been counted.
    private static void distribute(
            Machine machine, long from, long to, int length, long counters, int digit) {
        long next = to;
        for (int value = 0; value < DIGIT_VALUES; value++) {
            long counter = counters + ((long) (digit * DIGIT_VALUES + value) << KEY_SHIFT);
            long count = Memory.i64(counter);
            Memory.i64(counter, next);
            next += count << KEY_SHIFT;
        }
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            long key = Memory.i64(from + ((long) i << KEY_SHIFT));
            long counter = counter(counters, digit, key ^ Long.MIN_VALUE);
            long place = Memory.i64(counter);
            Memory.i64(place, key);
            Memory.i64(counter, place + Long.BYTES);
        }
    }

    private static void insertionSort(Machine machine, long start, long end, boolean strings) {
        for (long at = start + Long.BYTES; at < end; at += Long.BYTES) {
            long key = Memory.i64(at);
            long hole = at;
            while (hole > start) {
                long before = Memory.i64(hole - Long.BYTES);
                if (strings ? Strings.compare(machine, before, key) <= 0 : before <= key) {
                    break;
                }
                Memory.i64(hole, before);
                hole -= Long.BYTES;
            }
            Memory.i64(hole, key);
        }
    }

    /// Merges the runs `left..middle` and `middle..end`; of equal keys those of the left come
    /// first.
    private static void merge(long left, long middle, long end, long to) {
        long a = left;
        long b = middle;
        long at = to;
        if (b < end) {
            long keyA = Memory.i64(a);
            long keyB = Memory.i64(b);
            while (true) {
                if (keyA <= keyB) {
                    Memory.i64(at, keyA);
                    at += Long.BYTES;
                    a += Long.BYTES;
                    if (a == middle) {
                        break;
                    }
                    keyA = Memory.i64(a);
                } else {
                    Memory.i64(at, keyB);
                    at += Long.BYTES;
                    b += Long.BYTES;
                    if (b == end) {
                        break;
                    }
                    keyB = Memory.i64(b);
                }
            }
        }
        copyRest(a, middle, b, end, at);
    }

    private static void mergeStrings(Machine machine, long left, long middle, long end, long to) {
        long a = left;
        long b = middle;
        long at = to;
        while (a < middle && b < end) {
            long keyA = Memory.i64(a);
            long keyB = Memory.i64(b);
            machine.chargeElements(1);
            boolean takesLeft = Strings.compare(machine, keyA, keyB) <= 0;
            Memory.i64(at, takesLeft ? keyA : keyB);
            a += takesLeft ? Long.BYTES : 0;
            b += takesLeft ? 0 : Long.BYTES;
            at += Long.BYTES;
        }
        Bulk.copy(machine, a, at, middle - a, KEY_SHIFT);
        Bulk.copy(machine, b, at + (middle - a), end - b, KEY_SHIFT);
    }

    /// One of the runs is used up.
    private static void copyRest(long a, long middle, long b, long end, long to) {
        Memory.copy(a, to, middle - a);
        Memory.copy(b, to + (middle - a), end - b);
    }
}
