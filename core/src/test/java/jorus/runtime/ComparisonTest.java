package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private boolean equal(String x, String y) {
        long[] a = instance.any(x);
        long[] b = instance.any(y);
        return Comparison.equal(instance.machine, Any.plain(a[0]), a[1], Any.plain(b[0]), b[1]);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1,1L,true",
                "1u,1.0,true",
                "-1,18446744073709551615U,false",
                "-1,4294967295u,false",
                "9007199254740993L,9007199254740992.0,true",
                "1,true,true",
                "7,true,true",
                "0.0,false,true",
                "NaN,true,true",
                "NaN,NaN,false",
                "0.0,-0.0,true",
                "'a','a',true",
                "'a','b',false",
                "'1',1,false",
                "dot,dot,true",
                "box,box,true",
                "dot,box,false",
                "point,point,false",
                "ints,ints,false",
                "function,function,true",
                "void,void,true",
                "#5,5L,true",
                "error,'Out of memory',false",
            })
    void equality(String x, String y, boolean result) {
        assertEquals(result, equal(x, y));
        assertEquals(result, equal(y, x));
    }

    /// `Wrap(inner)`.
    private long wrap(long tag, long payload) {
        long wrap = Objects.makeVariant(instance.machine, instance.types.shape, Types.WRAP);
        Any.write(instance.keep(wrap) + Types.INNER, tag, payload);
        return wrap;
    }

    private long wrap(long ref) {
        return wrap(ObjectLayout.typeId(ref), ref);
    }

    @Test
    void payloads_are_compared_by_value_but_arrays_in_them_by_identity() {
        Machine m = instance.machine;
        assertEquals(true, Comparison.equalRefs(m, wrap(TypeIds.I32, 1), wrap(TypeIds.I64, 1)));
        assertEquals(false, Comparison.equalRefs(m, wrap(TypeIds.I32, 1), wrap(TypeIds.I64, 2)));
        long ints = instance.ints(1);
        assertEquals(true, Comparison.equalRefs(m, wrap(ints), wrap(ints)));
        assertEquals(false, Comparison.equalRefs(m, wrap(ints), wrap(instance.ints(1))));
    }

    @Test
    void deep_enum_values_need_no_java_stack() {
        long a = wrap(TypeIds.I32, 1);
        long b = wrap(TypeIds.I32, 1);
        for (int i = 0; i < 300_000; i++) {
            a = wrap(a);
            b = wrap(b);
        }
        assertEquals(true, Comparison.equalRefs(instance.machine, a, b));
        assertEquals(0, instance.machine.values.depth());
    }

    @Test
    void payloads_that_contain_themselves_are_a_stack_overflow() {
        long a = wrap(TypeIds.I32, 1);
        Any.write(a + Types.INNER, ObjectLayout.typeId(a), a);
        long b = wrap(a);
        assertEquals(
                "RECURSION: Stack overflow",
                instance.trap(() -> Comparison.equalRefs(instance.machine, a, b)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1,2L,-1",
                "-1,18446744073709551615U,-1",
                "4294967295u,-1,1",
                "1,1.5,-1",
                "'a','ab',-1",
                "'b','a',1",
                "2,2.0,0",
                "NaN,1,2",
            })
    void order(String x, String y, int result) {
        long[] a = instance.any(x);
        long[] b = instance.any(y);
        long slots = instance.call(Builtin.MAX_I32, 0, 0);
        Any.write(slots, a[0], a[1]);
        Any.write(slots + 16, b[0], b[1]);
        boolean isLess = Comparison.less(instance.machine, slots, slots + 16);
        boolean isNotMore = Comparison.lessOrEqual(instance.machine, slots, slots + 16);
        assertEquals(result == -1, isLess);
        assertEquals(result == -1 || result == 0, isNotMore);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"1,'a'", "true,false", "point,point", "dot,1"})
    void what_has_no_order_traps(String x, String y) {
        long[] a = instance.any(x);
        long[] b = instance.any(y);
        long slots = instance.call(Builtin.MAX_I32, 0, 0);
        Any.write(slots, a[0], a[1]);
        Any.write(slots + 16, b[0], b[1]);
        assertEquals(
                "TYPE: Operands must be numbers or strings",
                instance.trap(() -> Comparison.less(instance.machine, slots, slots + 16)));
    }

    @Test
    void a_slot_without_a_value_is_a_malformed_image() {
        long slots = instance.call(Builtin.MAX_I32, 0, 0);
        Any.write(slots, TypeIds.NONE, 0);
        Any.write(slots + 16, TypeIds.I32, 0);
        assertThrows(Malformed.class, () -> Comparison.equal(instance.machine, slots, slots + 16));
    }

    private String assertEq(long[] actual, long[] expected) {
        long label = instance.string("");
        return instance.trap(
                () ->
                        instance.call(
                                Builtin.ASSERT_EQ,
                                label,
                                actual[0],
                                actual[1],
                                expected[0],
                                expected[1]));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"point,point", "box,box", "dot,dot", "ints,ints", "function,function"})
    void assert_eq_compares_objects_deeply(String x, String y) {
        assertEquals(null, assertEq(instance.any(x), instance.any(y)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "point,box,[1; 2.5; false],Shape.Box(3; 4)",
                "dot,box,Shape.Dot,Shape.Box(3; 4)",
                "function,range,<function>,<range>",
                "error,5,Error(Out of memory),5",
                "1,1L,1,1",
            })
    void assert_eq_shows_both(String x, String y, String actual, String expected) {
        assertEquals(
                "ASSERTION: assert_eq failed\n  expected: "
                        + expected.replace(';', ',')
                        + "\n  actual:   "
                        + actual.replace(';', ','),
                assertEq(instance.any(x), instance.any(y)));
    }

    @Test
    void structs_that_differ_in_one_field_are_not_equal() {
        long a = instance.point(1, 2.5);
        long b = instance.point(1, 2.5);
        Memory.i32(b + Types.ON, 1);
        int type = instance.types.point;
        assertEquals(
                "ASSERTION: assert_eq failed\n  expected: [1, 2.5, true]\n"
                        + "  actual:   [1, 2.5, false]",
                assertEq(new long[] {type, a}, new long[] {type, b}));
    }
}
