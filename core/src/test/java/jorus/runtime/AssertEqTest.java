package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssertEqTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private String check(String label, long tagA, long a, long tagB, long b) {
        long text = instance.string(label);
        return instance.trap(
                () -> {
                    long result = instance.call(Builtin.ASSERT_EQ, text, tagA, a, tagB, b);
                    assertEquals(1, Memory.i32(result));
                });
    }

    private String check(long tagA, long a, long tagB, long b) {
        return check("", tagA, a, tagB, b);
    }

    private static String message(String expected, String actual) {
        return "ASSERTION: assert_eq failed\n  expected: " + expected + "\n  actual:   " + actual;
    }

    private static long bits(double x) {
        return Double.doubleToRawLongBits(x);
    }

    @Test
    void equal_scalars_pass() {
        assertNull(check(TypeIds.I32, 5, TypeIds.I32, 5));
        assertNull(check(TypeIds.F64, bits(0.0), TypeIds.F64, bits(-0.0)));
        assertNull(check(TypeIds.BOOL, 1, TypeIds.BOOL, 1));
        long a = instance.string("x");
        assertNull(check(TypeIds.STRING, a, TypeIds.STRING, instance.string("x")));
    }

    @Test
    void the_message_has_three_lines() {
        assertEquals(
                "ASSERTION: assert_eq failed (sum)\n  expected: 4\n  actual:   5",
                check("sum", TypeIds.I32, 5, TypeIds.I32, 4));
    }

    @Test
    void an_i32_never_equals_an_i64() {
        assertEquals(message("5", "5"), check(TypeIds.I32, 5, TypeIds.I64, 5));
    }

    @Test
    void nan_differs_from_itself() {
        long nan = bits(Double.NaN);
        assertEquals(message("nan", "nan"), check(TypeIds.F64, nan, TypeIds.F64, nan));
    }

    @Test
    void strings_are_quoted_and_escaped() {
        long a = instance.string("a\"b\\c\nd\te");
        assertEquals(
                message("1", "\"a\\\"b\\\\c\\nd\\te\""), check(TypeIds.STRING, a, TypeIds.I32, 1));
    }

    @Test
    void f64_is_represented_as_by_as_string() {
        assertEquals(message("0.1", "0.3"), check(TypeIds.F64, bits(0.3), TypeIds.F64, bits(0.1)));
    }

    @Test
    void arrays_are_compared_element_by_element() {
        int type = instance.i32s;
        assertNull(check(type, instance.ints(1, 2), type, instance.ints(1, 2)));
        assertEquals(
                message("[1, 2]", "[1, 3]"),
                check(type, instance.ints(1, 3), type, instance.ints(1, 2)));
        assertEquals(message("[]", "[1]"), check(type, instance.ints(1), type, instance.ints()));
    }

    @Test
    void nested_arrays_keep_their_brackets() {
        long a = instance.array(instance.nested);
        instance.append(a, instance.ints(1));
        instance.append(a, instance.ints());
        long b = instance.array(instance.nested);
        instance.append(b, instance.ints(1));
        instance.append(b, instance.ints(2));
        assertEquals(
                message("[[1], [2]]", "[[1], []]"), check(instance.nested, a, instance.nested, b));
    }

    @Test
    void element_types_count_not_array_types() {
        long any = instance.array(instance.anys);
        instance.appendAny(any, TypeIds.I32, 1);
        assertNull(check(instance.i32s, instance.ints(1), instance.anys, any));
        long other = instance.array(instance.anys);
        instance.appendAny(other, TypeIds.I64, 1);
        assertEquals(
                message("[1]", "[1]"),
                check(instance.i32s, instance.ints(1), instance.anys, other));
    }

    @Test
    void comparing_a_cycle_is_a_stack_overflow() {
        long loop = instance.array(instance.anys);
        instance.appendAny(loop, instance.anys, loop);
        long twin = instance.array(instance.anys);
        instance.appendAny(twin, instance.anys, twin);
        assertEquals("RECURSION: Stack overflow", check(instance.anys, loop, instance.anys, twin));
    }
}
