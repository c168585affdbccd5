package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.StringJoiner;

class MembersTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private String get(long[] x, String name) {
        long[] slot = new long[1];
        String trap =
                instance.trap(
                        () ->
                                slot[0] =
                                        instance.call(
                                                Builtin.GET_MEMBER,
                                                instance.string(name),
                                                x[0],
                                                x[1]));
        return trap == null ? instance.show(slot[0]) : trap;
    }

    private String set(long[] x, String name, String value) {
        long[] v = instance.any(value);
        return instance.trap(
                () ->
                        instance.call(
                                Builtin.SET_MEMBER, instance.string(name), x[0], x[1], v[0], v[1]));
    }

    @ParameterizedTest
    @CsvSource({
        "point,x,i32 1",
        "point,y,f64 2.5",
        "point,on,bool false",
        "point,z,ATTRIBUTE: No field 'z'",
        "point,grow,ATTRIBUTE: No field 'grow'",
        "dot,x,ATTRIBUTE: No field 'x'",
        "box,w,ATTRIBUTE: No field 'w'",
        "5,x,ATTRIBUTE: No field 'x'",
        "ints,length,ATTRIBUTE: No field 'length'",
        "function,x,ATTRIBUTE: No field 'x'",
        "void,x,ATTRIBUTE: No field 'x'",
    })
    void fields_are_found_by_name(String x, String name, String expected) {
        assertEquals(expected, get(instance.any(x), name));
    }

    @Test
    void fields_are_stored_with_their_type() {
        long[] point = instance.any("point");
        assertEquals(null, set(point, "x", "7"));
        assertEquals(null, set(point, "on", "true"));
        assertEquals("TYPE: expected i32, found f64", set(point, "x", "1.5"));
        assertEquals("TYPE: expected f64, found i32", set(point, "y", "1"));
        assertEquals("ATTRIBUTE: No field 'z'", set(point, "z", "1"));
        assertEquals("i32 7", get(point, "x"));
        assertEquals("bool true", get(point, "on"));
    }

    private long[] node() {
        long node = instance.keep(Objects.make(instance.machine, instance.types.node));
        Any.write(node + Types.NEXT, TypeIds.VOID, 0);
        Any.write(node + Types.CALL, TypeIds.I32, 3);
        Memory.i64(node + Types.TAGS, instance.ints());
        return new long[] {instance.types.node, node};
    }

    @Test
    void an_open_array_takes_the_type_of_its_field() {
        long[] node = node();
        assertEquals(null, set(node, "tags", "open"));
        assertEquals(instance.i32s, ObjectLayout.typeId(Memory.i64(node[1] + Types.TAGS)));
        assertEquals(null, set(node, "next", "'any value'"));
        assertEquals("string \"any value\"", get(node, "next"));
    }

    private String find(long[] x, String name, int count) {
        long[] slot = new long[1];
        String trap =
                instance.trap(
                        () ->
                                slot[0] =
                                        instance.call(
                                                Builtin.FIND_METHOD,
                                                instance.string(name),
                                                x[0],
                                                x[1],
                                                count));
        if (trap != null) {
            return trap;
        }
        return ObjectLayout.typeId(Memory.i64(slot[0])) == TypeIds.FUNCTION ? "field" : "method";
    }

    @ParameterizedTest
    @CsvSource({
        "point,grow,0,method",
        "point,grow,2,ARITY: Function 'f' expects 0 arguments but received 2",
        "point,x,0,TYPE: Value is not callable",
        "point,none,0,ATTRIBUTE: No method 'none'",
        "dot,grow,0,ATTRIBUTE: No method 'grow'",
        "5,grow,0,ATTRIBUTE: No method 'grow'",
        "true,grow,0,ATTRIBUTE: No method 'grow'",
    })
    void methods_belong_to_types(String x, String name, int count, String expected) {
        assertEquals(expected, find(instance.any(x), name, count));
    }

    @Test
    void a_field_that_holds_a_function_can_be_called() {
        long[] node = node();
        assertEquals("TYPE: Value is not callable", find(node, "call", 1));
        assertEquals(null, set(node, "call", "function"));
        assertEquals("field", find(node, "call", 1));
        assertEquals(
                "ARITY: Function 'f' expects 1 arguments but received 3", find(node, "call", 3));
    }

    /// What a name stands for in the values given, with the same string each time.
    private String all(String name, boolean isMethod, long[]... values) {
        long string = instance.string(name);
        StringJoiner text = new StringJoiner("; ");
        for (long[] x : values) {
            long[] slot = new long[1];
            String trap =
                    instance.trap(
                            () ->
                                    slot[0] =
                                            isMethod
                                                    ? instance.call(
                                                            Builtin.FIND_METHOD,
                                                            string,
                                                            x[0],
                                                            x[1],
                                                            0)
                                                    : instance.call(
                                                            Builtin.GET_MEMBER,
                                                            string,
                                                            x[0],
                                                            x[1]));
            text.add(trap != null ? trap : isMethod ? "found" : instance.show(slot[0]));
        }
        return text.toString();
    }

    @Test
    void a_name_is_looked_up_anew_for_another_type() {
        long[] point = instance.any("point");
        long[] node = node();
        assertEquals(
                "f64 2.5; f64 2.5; ATTRIBUTE: No field 'y'; f64 2.5",
                all("y", false, point, point, node, point));
        assertEquals(2, instance.machine.memberHits);
        assertEquals(2, instance.machine.memberMisses);
        String none = "ATTRIBUTE: No method 'grow'";
        assertEquals("found; found; " + none, all("grow", true, point, point, node));
        assertEquals(3, instance.machine.memberHits);
        long misses = instance.machine.memberMisses;
        // A method is no field, whatever was found for the name before.
        long name = instance.string("grow");
        assertTrue(Memory.i64(name + StringLayout.SPARE) == 0);
        instance.call(Builtin.FIND_METHOD, name, point[0], point[1], 0);
        assertTrue(Memory.i64(name + StringLayout.SPARE) != 0);
        assertEquals(misses + 1, instance.machine.memberMisses);
        assertEquals(
                "ATTRIBUTE: No field 'grow'",
                instance.trap(() -> instance.call(Builtin.GET_MEMBER, name, point[0], point[1])));
    }

    @Test
    void callees_are_functions_with_the_right_arity() {
        long[] function = instance.any("function");
        long slot = instance.call(Builtin.CALLEE, function[0], function[1], 1);
        assertEquals(function[1], Memory.i64(slot));
        assertEquals(
                "ARITY: Function 'f' expects 1 arguments but received 0",
                instance.trap(() -> instance.call(Builtin.CALLEE, function[0], function[1], 0)));
        assertEquals(
                "TYPE: Value is not callable",
                instance.trap(() -> instance.call(Builtin.CALLEE, TypeIds.I32, 5, 0)));
        assertEquals(
                "STATE: A call has fewer than no arguments",
                instance.trap(() -> instance.call(Builtin.CALLEE, function[0], function[1], -1)));
    }
}
