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

class AnySequencesTest {
    private Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "INDEX_ANY,ints,1,i32 2",
                "INDEX_ANY,ints,2U,i32 3",
                "INDEX_ANY,'abc',1L,string \"b\"",
                "INDEX_ANY,ints,3,ARRAY_INDEX: Array index out of bounds",
                "INDEX_ANY,ints,-1,sign",
                "INDEX_ANY,ints,1.0,sign",
                "INDEX_ANY,ints,true,sign",
                "INDEX_ANY,ints,18446744073709551615U,ARRAY_INDEX: Array index out of bounds",
                "INDEX_ANY,'abc',3,STRING_INDEX: String index out of bounds",
                "INDEX_ANY,5,0,TYPE: Value is not an array",
                "INDEX_ANY,point,0,TYPE: Value is not an array",
                "ELEMENT_ANY,ints,0,i32 1",
                "ELEMENT_ANY,'abc',0,TYPE: Value is not an array",
                "POP_VALUE,ints,0,i32 3",
                "POP_VALUE,open,0,EMPTY_POP: Cannot pop from an empty array",
                "POP_VALUE,'abc',0,TYPE: Value is not an array",
                "SORTED_ANY,ints,0,\"array [1, 2, 3]\"",
                "SORTED_ANY,5,0,TYPE: Value is not an array",
            })
    void reading(Builtin row, String x, String y, String expected) {
        String sign = "ARRAY_INDEX_SIGN: Array index must be a non-negative integer";
        assertEquals(expected.equals("sign") ? sign : expected, instance.result(row, x, y));
    }

    private String store(long array, String index, String value) {
        long[] at = instance.any(index);
        long[] v = instance.any(value);
        long tag = ObjectLayout.typeId(array);
        String trap =
                instance.trap(
                        () ->
                                instance.call(
                                        Builtin.STORE_ANY, tag, array, at[0], at[1], v[0], v[1]));
        return trap == null ? show(array) : trap;
    }

    private String push(long array, String value) {
        long[] v = instance.any(value);
        long tag = ObjectLayout.typeId(array);
        String trap =
                instance.trap(() -> instance.call(Builtin.PUSH_VALUE, tag, array, v[0], v[1]));
        return trap == null ? show(array) : trap;
    }

    private String show(long array) {
        Values.represent(instance.machine, ObjectLayout.typeId(array), array);
        return instance.take();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0,9,\"[9, 2, 3]\"",
                "3,9,ARRAY_INDEX: Array index out of bounds",
                "0,9L,\"TYPE: expected i32, found i64\"",
                "0,'a',\"TYPE: expected i32, found string\"",
                "0,void,\"TYPE: expected i32, found void\"",
            })
    void stores_are_checked_against_the_element_type(String index, String v, String expected) {
        assertEquals(expected, store(instance.ints(1, 2, 3), index, v));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1,[i32],'a',\"TYPE: expected i32, found string\"",
                "true,[bool],1,\"TYPE: expected bool, found i32\"",
                "'a',[string],1,\"TYPE: expected string, found i32\"",
                "2.5,[f64],ints,\"TYPE: expected f64, found [i32]\"",
                "point,[Point],dot,\"TYPE: expected Point, found Shape\"",
                "dot,[Shape],1,\"TYPE: expected Shape, found i32\"",
                "ints,[[i32]],'a',\"TYPE: expected [i32], found string\"",
                "error,[error],1,\"TYPE: expected error, found i32\"",
                "function,[function],1,\"TYPE: expected function, found i32\"",
                "5u,[u32],5U,\"TYPE: expected u32, found u64\"",
            })
    void an_open_array_takes_the_type_of_its_first_value(
            String first, String type, String second, String expected) {
        long open = instance.array(TypeIds.OPEN_ARRAY);
        push(open, first);
        assertEquals(type, instance.machine.typeTable.name(ObjectLayout.typeId(open)));
        assertEquals(expected, push(open, second));
        assertEquals(1, ArrayLayout.length(open));
    }

    @Test
    void types_of_arrays_that_nobody_wrote_are_canonical() {
        long first = instance.array(TypeIds.OPEN_ARRAY);
        long second = instance.array(TypeIds.OPEN_ARRAY);
        push(first, "point");
        push(second, "point");
        assertEquals(ObjectLayout.typeId(first), ObjectLayout.typeId(second));
        assertTrue(ObjectLayout.typeId(first) >= instance.machine.image.typeIdEnd());
    }

    @Test
    void arrays_nest_as_deep_as_the_program_likes() {
        long inner = instance.ints(7);
        for (int i = 0; i < 100; i++) {
            long outer = instance.array(TypeIds.OPEN_ARRAY);
            long tag = ObjectLayout.typeId(inner);
            long content = inner;
            instance.call(Builtin.PUSH_VALUE, TypeIds.OPEN_ARRAY, outer, tag, content);
            inner = outer;
        }
        assertEquals("[".repeat(101) + "7" + "]".repeat(101), show(inner));
    }

    private long literal(String... values) {
        long array = instance.array(TypeIds.OPEN_ARRAY);
        for (String value : values) {
            long[] v = instance.any(value);
            instance.appendAny(array, v[0], v[1]);
        }
        instance.call(Builtin.LITERAL_TYPE, array);
        return array;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "1 2 3|[i32]|[1, 2, 3]",
                "1L 2L|[i64]|[1, 2]",
                "1u 2u|[u32]|[1, 2]",
                "1.5 2.5|[f64]|[1.5, 2.5]",
                "true false|[bool]|[true, false]",
                "point point|[Point]|[[1, 2.5, false], [1, 2.5, false]]",
                "dot box|[Shape]|[Shape.Dot, Shape.Box(3, 4)]",
                "ints ints|[[i32]]|[[1, 2, 3], [1, 2, 3]]",
                "1 2L|[any]|[1, 2]",
                "1 point|[any]|[1, [1, 2.5, false]]",
                "void void|[any]|[void, void]",
                "function function|[function]|[<function>, <function>]",
            })
    void literals_take_the_common_type(String values, String type, String shown) {
        long array = literal(values.split(" "));
        assertEquals(type, instance.machine.typeTable.name(ObjectLayout.typeId(array)));
        assertEquals(shown, show(array));
        instance.machine.heap.verify();
    }

    @Test
    void an_empty_literal_stays_open() {
        assertEquals(TypeIds.OPEN_ARRAY, ObjectLayout.typeId(literal()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "ints|1|2|3|array [2, 3]",
                "ints|9|1|2|array [1, 2]",
                "ints|1L|9|1|array [2, 3]",
                "'abc'|1|1|3|string 'b'",
                "ints|-1|2|3|SLICE_SIGN: Array slice start must be a non-negative integer",
                "ints|0|'a'|3|SLICE_SIGN: Array slice end must be a non-negative integer",
                "ints|4|4|3|SLICE: Array slice start out of bounds",
                "5|0|0|0|TYPE: Value is not an array",
            })
    void slices(String x, String from, String to, int given, String expected) {
        long[] a = instance.any(x);
        long[] b = instance.any(from);
        long[] c = instance.any(to);
        long[] slot = new long[1];
        String trap =
                instance.trap(
                        () ->
                                slot[0] =
                                        instance.call(
                                                Builtin.SLICE_ANY,
                                                a[0],
                                                a[1],
                                                b[0],
                                                b[1],
                                                c[0],
                                                c[1],
                                                given));
        assertEquals(expected.replace('\'', '"'), trap == null ? instance.show(slot[0]) : trap);
    }

    @Test
    void a_slice_with_unknown_flags() {
        long[] a = instance.any("ints");
        assertEquals(
                "STATE: A slice has unknown bounds",
                instance.trap(() -> instance.call(Builtin.SLICE_ANY, a[0], a[1], 1, 0, 1, 0, 8)));
    }

    @Test
    void pushed_objects_survive_a_collection_at_every_allocation() {
        instance.close();
        instance = new Instance(MachineOptions.DEFAULT.withHeap(HeapOptions.STRESS));
        long array = instance.array(TypeIds.OPEN_ARRAY);
        long depth = instance.machine.heap.roots().depth();
        for (int i = 0; i < 100; i++) {
            long box = instance.box(i, i);
            long tag = ObjectLayout.typeId(box);
            instance.machine.heap.roots().truncate(depth);
            instance.call(Builtin.PUSH_VALUE, ObjectLayout.typeId(array), array, tag, box);
        }
        for (int i = 0; i < 100; i++) {
            long box = Memory.i64(ArrayLayout.data(array) + 8L * i);
            assertEquals(i, Memory.i32(box + Types.WIDTH));
        }
    }
}
