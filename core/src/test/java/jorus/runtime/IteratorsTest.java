package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IteratorsTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    /// At most ten values of an iterator, with their type.
    private String rest(long iterator) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            if (Memory.i32(instance.call(Builtin.HAS_NEXT, iterator)) == 0) {
                return text.append('.').toString();
            }
            text.append(instance.show(instance.call(Builtin.NEXT_VALUE, iterator))).append(' ');
        }
        return text.toString();
    }

    private long range(String... values) {
        long[] words = new long[7];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(instance.any(values[i]), 0, words, 2 * i, 2);
        }
        words[6] = values.length;
        return instance.keep(Memory.i64(instance.call(Builtin.RANGE_ANY, words)));
    }

    /// A forged image could make a reference of any number.
    @Test
    void the_values_of_a_range_are_integers() {
        for (int type : new int[] {-1, TypeIds.STRING, TypeIds.F64}) {
            assertThrows(
                    Malformed.class, () -> instance.call(Builtin.RANGE_VALUE, 5L, (long) type));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|i32 0 i32 1 i32 2 .",
                "0|.",
                "-1|.",
                "2L|i64 0 i64 1 .",
                "2 4|i32 2 i32 3 .",
                "2 4L|i64 2 i64 3 .",
                "5 0 -2|i32 5 i32 3 i32 1 .",
                "#5 #6|i32 5 .",
                "9223372036854775806L 9223372036854775807L 5|i64 9223372036854775806 .",
            })
    void ranges(String arguments, String expected) {
        assertEquals(expected, rest(range(arguments.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({"1.0", "true", "18446744073709551615U", "void", "1 5 0"})
    void bad_arguments_of_range(String arguments) {
        assertEquals(
                "RANGE_ARGUMENTS: Invalid arguments provided to range()",
                instance.trap(() -> range(arguments.split(" "))));
    }

    @Test
    void a_number_of_arguments_that_range_does_not_take() {
        assertEquals(
                "STATE: range() has too few or too many arguments", instance.trap(() -> range()));
    }

    private long iterate(String value) {
        long[] v = instance.any(value);
        return instance.keep(Memory.i64(instance.call(Builtin.ITERATE, v[0], v[1])));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ints,i32 1 i32 2 i32 3 .",
                "open,.",
                "'ab',string \"a\" string \"b\" .",
                "'',.",
                "2,i32 0 i32 1 .",
                "2u,u32 0 u32 1 .",
                "2U,u64 0 u64 1 .",
                "0L,.",
                "range,i64 0 i64 1 i64 2 i64 3 i64 4 .",
            })
    void iteration(String value, String expected) {
        assertEquals(expected, rest(iterate(value)));
    }

    @ParameterizedTest
    @CsvSource({
        "-1,TYPE: Cannot iterate negative integer",
        "-1L,TYPE: Cannot iterate negative integer",
        "1.5,TYPE: Value not iterable",
        "true,TYPE: Value not iterable",
        "point,TYPE: Value not iterable",
        "dot,TYPE: Value not iterable",
        "function,TYPE: Value not iterable",
        "void,TYPE: Value not iterable",
    })
    void what_cannot_be_iterated(String value, String expected) {
        assertEquals(expected, instance.trap(() -> iterate(value)));
    }

    @Test
    void a_large_unsigned_number_is_a_long_loop() {
        assertEquals(10, rest(iterate("18446744073709551615U")).split("u64").length - 1);
    }

    @Test
    void arrays_are_live() {
        long array = instance.ints(1);
        long iterator =
                instance.keep(Memory.i64(instance.call(Builtin.ITERATE, instance.i32s, array)));
        instance.call(Builtin.NEXT_VALUE, iterator);
        instance.call(Builtin.PUSH_VALUE, instance.i32s, array, TypeIds.I32, 5);
        assertEquals("i32 5 .", rest(iterator));
    }

    @Test
    void a_second_loop_goes_on_where_the_first_stopped() {
        long range = range("3");
        instance.call(Builtin.NEXT_VALUE, range);
        long again = Memory.i64(instance.call(Builtin.ITERATE, TypeIds.RANGE, range));
        assertEquals(range, again);
        assertEquals("i32 1 i32 2 .", rest(range));
        assertEquals(
                "STATE: An iterator has no next value",
                instance.trap(() -> instance.call(Builtin.NEXT_VALUE, range)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 5|range(0..5)", "2 9 3|range(2..9 step=3)", "5|range(0..5)"})
    void print_shows_what_is_left(String arguments, String expected) {
        Values.print(instance.machine, TypeIds.RANGE, range(arguments.split(" ")));
        assertEquals(expected, instance.take());
    }

    @ParameterizedTest
    @CsvSource({
        "1,2,true",
        "1,#2,true",
        "#0,5U,true",
        "1,2L,false",
        "1.0,2.0,false",
        "#-1,5u,false",
        "true,1,false"
    })
    void bounds_of_a_for_loop(String x, String y, boolean isGood) {
        String trap = instance.trap(() -> instance.callAny(Builtin.RANGE_BOUND, x, y));
        assertEquals(isGood ? null : "TYPE: Range bounds must be integers of one type", trap);
    }
}
