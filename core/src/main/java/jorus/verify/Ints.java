package jorus.verify;

import java.util.Arrays;

/// A growing list of numbers.
final class Ints {
    private int[] values = new int[64];
    private int count;

    int count() {
        return count;
    }

    int get(int index) {
        assert index < count : index;
        return values[index];
    }

    void set(int index, int value) {
        assert index < count : index;
        values[index] = value;
    }

    void add(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int removeLast() {
        return values[--count];
    }

    void clear() {
        count = 0;
    }

    /// Makes this `size` times `value`.
    void fill(int size, int value) {
        if (values.length < size) {
            values = new int[Math.max(size, 2 * values.length)];
        }
        count = size;
        Arrays.fill(values, 0, size, value);
    }
}
