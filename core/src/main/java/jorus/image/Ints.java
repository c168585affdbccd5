package jorus.image;

import java.util.Arrays;

/// A growing list of numbers, for the writer and the verifier. One thread at a time.
public final class Ints {
    /// Empty.
    public Ints() {}

    private int[] values = new int[64];
    private int count;

    public int count() {
        return count;
    }

    public int get(int index) {
        assert index < count : index;
        return values[index];
    }

    public void set(int index, int value) {
        assert index < count : index;
        values[index] = value;
    }

    public void add(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    public int removeLast() {
        return values[--count];
    }

    public void clear() {
        count = 0;
    }

    /// Makes this `size` times `value`.
    public void fill(int size, int value) {
        if (values.length < size) {
            values = new int[Math.max(size, 2 * values.length)];
        }
        count = size;
        Arrays.fill(values, 0, size, value);
    }

    /// The array behind, of which the first `count()` numbers count; until the next addition.
    int[] values() {
        return values;
    }

    /// The numbers as they are now.
    public int[] toArray() {
        return Arrays.copyOf(values, count);
    }
}
