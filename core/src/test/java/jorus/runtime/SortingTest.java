package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.HeapOptions;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Random;

class SortingTest {
    private Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private long array(String... values) {
        long array = instance.array(TypeIds.OPEN_ARRAY);
        for (String value : values) {
            long[] v = instance.any(value);
            instance.appendAny(array, v[0], v[1]);
        }
        return array;
    }

    private String sorted(long array) {
        long[] result = new long[1];
        String trap =
                instance.trap(() -> result[0] = Memory.i64(instance.call(Builtin.SORTED, array)));
        if (trap != null) {
            return trap;
        }
        assertEquals(ObjectLayout.typeId(array), ObjectLayout.typeId(result[0]));
        Values.represent(instance.machine, ObjectLayout.typeId(array), result[0]);
        return instance.take();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "3 1 2|[1, 2, 3]",
                "-1 5 -2147483648 0|[-2147483648, -1, 0, 5]",
                "2L -3L|[-3, 2]",
                "4294967295u 1u|[1, 4294967295]",
                "18446744073709551615U 1U 9223372036854775808U|"
                        + "[1, 9223372036854775808, 18446744073709551615]",
                "2.5 NaN -1.0 Infinity -Infinity|[-inf, -1, 2.5, inf, nan]",
                "0.0 -0.0 0.0 -1.0 -0.0 1.0|[-1, 0, -0, 0, -0, 1]",
                "-0.0 0.0|[-0, 0]",
                "true false true|[false, true, true]",
                "'b' 'ab' 'a' ''|[``, `a`, `ab`, `b`]",
            })
    void values_of_one_type(String values, String expected) {
        String shown = expected.replace('`', '"').replace("\"\"", "\"\"");
        long untyped = array(values.split(" "));
        assertEquals(shown, sorted(untyped).replace("``", "\"\""));
        long typed = array(values.split(" "));
        instance.call(Builtin.LITERAL_TYPE, typed);
        assertTrue(ObjectLayout.typeId(typed) != TypeIds.OPEN_ARRAY);
        assertEquals(shown, sorted(typed));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"1 2L", "1 'a'", "point", "dot dot", "ints ints", "void", "1 1.0", "range"})
    void values_without_an_order(String values) {
        assertEquals(
                "UNSORTABLE: sorted() requires an array of comparable elements",
                sorted(array(values.split(" "))));
    }

    @Test
    void an_empty_array_of_anything_is_fine() {
        assertEquals("[]", sorted(instance.array(instance.nested)));
        assertEquals("[]", sorted(array()));
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "8", "9", "16", "17", "63", "1000", "1024", "12345"})
    void numbers_of_every_length(int length) {
        Random random = new Random(length);
        int[] numbers = new int[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = random.nextInt(2 * length) - length;
        }
        long result = Memory.i64(instance.call(Builtin.SORTED, instance.ints(numbers)));
        Arrays.sort(numbers);
        for (int i = 0; i < length; i++) {
            assertEquals(numbers[i], Memory.i32(ArrayLayout.data(result) + 4L * i));
        }
    }

    @Test
    void strings_survive_a_collection_at_every_allocation() {
        instance.close();
        instance = new Instance(MachineOptions.DEFAULT.withHeap(HeapOptions.STRESS));
        long array = instance.array(instance.strings);
        for (int i = 0; i < 50; i++) {
            instance.append(array, instance.string("s" + (char) ('a' + i * 7 % 26)));
        }
        instance.machine.heap.roots().truncate(0);
        instance.machine.heap.roots().push(array);
        String text = sorted(array);
        assertTrue(text.startsWith("[\"sa\", \"sa\", \"sb\""), text);
    }

    @Test
    void a_million_numbers_are_sorted_with_polls() {
        int length = 1_000_000;
        long array = instance.machine.heap.newArray(instance.f64s, length, length);
        instance.machine.heap.roots().push(array);
        Random random = new Random(1);
        for (int i = 0; i < length; i++) {
            Memory.f64(ArrayLayout.data(array) + 8L * i, random.nextGaussian());
        }
        long polls = instance.machine.pollCount();
        long result = Memory.i64(instance.call(Builtin.SORTED, array));
        assertTrue(instance.machine.pollCount() - polls >= length / 1024 * 8);
        for (int i = 1; i < length; i++) {
            double before = Memory.f64(ArrayLayout.data(result) + 8L * (i - 1));
            assertTrue(before <= Memory.f64(ArrayLayout.data(result) + 8L * i));
        }
    }
}
