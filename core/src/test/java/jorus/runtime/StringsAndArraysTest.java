package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringsAndArraysTest {
    private final Instance instance = new Instance();
    private final Machine m = instance.machine;

    @AfterEach
    void close() {
        instance.close();
    }

    private String texts(long array) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ArrayLayout.length(array); i++) {
            text.append(i == 0 ? "" : " ").append(Memory.i32(ArrayLayout.data(array) + 4L * i));
        }
        return text.toString();
    }

    @Test
    void concatenation_joins_bytes() {
        long joined = Outlined.concat(m, instance.string("ab"), instance.string("c"));
        assertEquals("abc", Instance.text(joined));
    }

    @Test
    void equality_compares_bytes() {
        assertTrue(Strings.equal(instance.machine, instance.string("abc"), instance.string("abc")));
        assertFalse(
                Strings.equal(instance.machine, instance.string("abc"), instance.string("abd")));
        assertFalse(Strings.equal(instance.machine, instance.string("abc"), instance.string("ab")));
        assertTrue(Strings.equal(instance.machine, instance.string(""), instance.string("")));
    }

    @ParameterizedTest
    @CsvSource({"a,b,-1", "b,a,1", "a,a,0", "ab,abc,-1", "abc,ab,1", "'',a,-1", "\u00ff,a,1"})
    void order_is_by_unsigned_bytes_and_shorter_first(String a, String b, int expected) {
        assertEquals(
                expected,
                Strings.compare(instance.machine, instance.string(a), instance.string(b)));
    }

    @Test
    void order_is_that_of_bytes_wherever_strings_begin_to_differ() {
        byte[] octets = {0, 1, 'a', 127, (byte) 128, (byte) 255};
        java.util.Random random = new java.util.Random(20_261_123);
        for (int i = 0; i < 20_000; i++) {
            byte[] a = new byte[random.nextInt(24)];
            byte[] b = new byte[random.nextInt(4) > 0 ? a.length : random.nextInt(24)];
            int same = random.nextInt(25);
            for (int k = 0; k < Math.max(a.length, b.length); k++) {
                byte octet = octets[random.nextInt(octets.length)];
                if (k < a.length) {
                    a[k] = octet;
                }
                if (k < b.length) {
                    b[k] = k < same ? octet : octets[random.nextInt(octets.length)];
                }
            }
            long depth = m.heap.roots().depth();
            long x = instance.string(new String(a, java.nio.charset.StandardCharsets.ISO_8859_1));
            long y = instance.string(new String(b, java.nio.charset.StandardCharsets.ISO_8859_1));
            int expected = Integer.signum(java.util.Arrays.compareUnsigned(a, b));
            assertEquals(expected, Strings.compare(m, x, y));
            assertEquals(expected == 0, Strings.equal(m, x, y));
            m.heap.roots().truncate(depth);
        }
    }

    @Test
    void order_does_not_see_what_is_behind_the_end() {
        long begin = Outlined.concat(m, instance.string("a"), instance.string("b"));
        long longer = Outlined.concat(m, begin, instance.string("z"));
        assertEquals(StringLayout.data(begin), StringLayout.data(longer));
        assertEquals(-1, Strings.compare(m, begin, instance.string("abc")));
        assertEquals(1, Strings.compare(m, instance.string("abc"), begin));
        assertEquals(0, Strings.compare(m, begin, instance.string("ab")));
    }

    @Test
    void strings_in_memory_that_was_used_before_show_nothing_of_it() {
        long depth = m.heap.roots().depth();
        for (int i = 0; i < 2000; i++) {
            instance.string("#######");
        }
        m.heap.roots().truncate(depth);
        m.heap.collect();
        for (int i = 0; i < 1000; i++) {
            long x = NumberStrings.ofI32(m, i);
            m.heap.roots().push(x);
            long y = instance.string(String.valueOf(i));
            assertTrue(Strings.equal(m, x, y));
            assertEquals(0, Strings.compare(m, x, y));
            assertEquals(i + "" + i, Instance.text(Outlined.concat(m, x, y)));
        }
    }

    @Test
    void a_byte_of_a_string_is_an_immortal_string() {
        long text = instance.string("x\u00e9");
        assertEquals("\u00e9", Instance.text(Strings.byteAt(m, text, 1)));
        assertEquals(Strings.byteAt(m, text, 0), Strings.byteAt(m, text, 0));
        assertFalse(m.heap.owns(Strings.byteAt(m, text, 0)));
    }

    @Test
    void string_indexes_trap() {
        long text = instance.string("abc");
        assertEquals(
                Instance.fixed(TrapKind.STRING_INDEX_SIGN),
                instance.trap(() -> Strings.byteAt(m, text, -1)));
        assertEquals(
                Instance.fixed(TrapKind.STRING_INDEX),
                instance.trap(() -> Strings.byteAt(m, text, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,true,ab",
        "1,3,true,bc",
        "0,0,false,abc",
        "1,1,true,b",
        "3,3,true,''",
        "2,0,false,c"
    })
    void string_slices_include_their_end(int start, int end, boolean hasEnd, String expected) {
        long slice = Strings.slice(m, instance.string("abc"), start, end, hasEnd);
        assertEquals(expected, Instance.text(slice));
    }

    @ParameterizedTest
    @CsvSource({
        "1,2,true,2 3",
        "0,0,true,1",
        "0,4,true,1 2 3 4",
        "2,0,false,3 4",
        "4,4,true,''",
        "0,3,true,1 2 3 4",
        "3,3,true,4"
    })
    void array_slices_include_their_end(int start, int end, boolean hasEnd, String expected) {
        long array = instance.ints(1, 2, 3, 4);
        assertEquals(expected, texts(Arrays.slice(m, array, start, end, hasEnd)));
    }

    @ParameterizedTest
    @CsvSource({
        "-1,2,SLICE_SIGN: Array slice start must be a non-negative integer",
        "0,-1,SLICE_SIGN: Array slice end must be a non-negative integer",
        "5,4,SLICE: Array slice start out of bounds",
        "0,5,SLICE: Array slice end out of bounds",
        "3,1,SLICE: Array slice end before start",
        "4,2,SLICE: Array slice end before start",
    })
    void bad_slices_trap(int start, int end, String expected) {
        long array = instance.ints(1, 2, 3, 4);
        assertEquals(expected, instance.trap(() -> Arrays.slice(m, array, start, end, true)));
    }

    @Test
    void the_slice_builtin_reads_its_flags() {
        long array = instance.ints(1, 2, 3);
        assertEquals("2 3", texts(Memory.i64(instance.call(Builtin.SLICE_ARRAY, array, 1, 0, 1))));
        assertEquals("1 2", texts(Memory.i64(instance.call(Builtin.SLICE_ARRAY, array, 0, 1, 2))));
        assertEquals("2", texts(Memory.i64(instance.call(Builtin.SLICE_ARRAY, array, 1, 1, 3))));
    }

    @Test
    void a_slice_is_a_new_array_of_the_same_type() {
        long array = instance.ints(1, 2);
        long slice = Arrays.slice(m, array, 0, 0, false);
        assertFalse(array == slice);
        assertEquals(ObjectLayout.typeId(array), ObjectLayout.typeId(slice));
    }

    @Test
    void repetition_repeats_the_elements() {
        long array = instance.ints(0, 1, 2);
        assertEquals("0 1 2 0 1 2 0 1 2 0 1 2 0 1 2", texts(Arrays.repeat(m, array, 5)));
        assertEquals("0 1 2", texts(Arrays.repeat(m, array, 1)));
        assertEquals("", texts(Arrays.repeat(m, array, 0)));
        assertEquals("", texts(Arrays.repeat(m, instance.ints(), Long.MAX_VALUE)));
    }

    @Test
    void bad_repetition_traps() {
        long array = instance.ints(1, 2);
        String expected = Instance.fixed(TrapKind.REPETITION);
        assertEquals(expected, instance.trap(() -> Arrays.repeat(m, array, -1)));
        assertEquals(expected, instance.trap(() -> Arrays.repeat(m, array, 1L << 40)));
    }

    @Test
    void pop_takes_the_last_element() {
        long array = instance.ints(7, 8);
        assertEquals(8, Memory.i32(instance.call(Builtin.POP_I32, array)));
        assertEquals(7, Memory.i32(instance.call(Builtin.POP_I32, array)));
        assertEquals(
                Instance.fixed(TrapKind.EMPTY_POP),
                instance.trap(() -> instance.call(Builtin.POP_I32, array)));
    }

    @Test
    void push_grows_without_end() {
        long array = instance.ints();
        for (int i = 0; i < 100_000; i++) {
            Memory.i32(Arrays.append(m, array, 2), i);
        }
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, Memory.i32(Arrays.element(m, array, i, 2)));
        }
    }

    @Test
    void indexes_out_of_bounds_trap() {
        long array = instance.ints(1);
        assertEquals(
                Instance.fixed(TrapKind.ARRAY_INDEX),
                instance.trap(() -> Arrays.element(m, array, 1, 2)));
        assertEquals(
                Instance.fixed(TrapKind.ARRAY_INDEX_SIGN),
                instance.trap(() -> Arrays.element(m, array, -1, 2)));
    }

    @Test
    void a_fill_reaches_every_element() {
        long array = Arrays.make(m, instance.i32s, 1000);
        instance.call(Builtin.FILL_I32, array, -5);
        for (int i = 0; i < 1000; i++) {
            assertEquals(-5, Memory.i32(Arrays.element(m, array, i, 2)));
        }
        long bools = Arrays.make(m, instance.bools, 300);
        instance.call(Builtin.FILL_BOOL, bools, 1);
        assertEquals(1, Memory.u8(Arrays.element(m, bools, 299, 0)));
        long anys = Arrays.make(m, instance.anys, 3);
        instance.call(Builtin.FILL_ANY, anys, jorus.image.TypeIds.I64, 9);
        assertEquals(9, Memory.i64(Arrays.element(m, anys, 2, 4) + 8));
    }

    @Test
    void a_negative_length_traps() {
        assertEquals(
                Instance.fixed(TrapKind.REPETITION),
                instance.trap(() -> Arrays.make(m, instance.i32s, -1)));
    }

    @Test
    void numbers_become_strings() {
        assertEquals("-5", Instance.text(Memory.i64(instance.call(Builtin.TEXT_I32, -5))));
        assertEquals("4294967291", Instance.text(Memory.i64(instance.call(Builtin.TEXT_U32, -5))));
        assertEquals("-5", Instance.text(Memory.i64(instance.call(Builtin.TEXT_I64, -5))));
        assertEquals(
                "18446744073709551611",
                Instance.text(Memory.i64(instance.call(Builtin.TEXT_U64, -5))));
        assertEquals("true", Instance.text(Memory.i64(instance.call(Builtin.TEXT_BOOL, 1))));
        long bits = Double.doubleToRawLongBits(1e20);
        assertEquals("1e+20", Instance.text(Memory.i64(instance.call(Builtin.TEXT_F64, bits))));
    }
}
