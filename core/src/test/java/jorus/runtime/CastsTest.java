package jorus.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastsTest {
    private final Instance instance = new Instance();

    @AfterEach
    void close() {
        instance.close();
    }

    private String cast(String x, int type) {
        long[] value = instance.any(x);
        long[] slot = new long[1];
        String trap =
                instance.trap(
                        () -> slot[0] = instance.call(Builtin.CAST_ANY, value[0], value[1], type));
        return trap == null ? instance.show(slot[0]) : trap;
    }

    private int type(String name) {
        return switch (name) {
            case "Point" -> instance.types.point;
            case "Shape" -> instance.types.shape;
            case "[i32]" -> instance.i32s;
            case "[f64]" -> instance.f64s;
            case "[any]" -> TypeIds.OPEN_ARRAY;
            case "function" -> TypeIds.FUNCTION;
            case "any" -> TypeIds.ANY;
            case "string" -> TypeIds.STRING;
            case "error" -> TypeIds.ERROR;
            case "bool" -> TypeIds.BOOL;
            default ->
                    TypeIds.I32
                            + java.util.List.of("i32", "i64", "u32", "u64", "f64").indexOf(name);
        };
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "300,i64,i64 300",
                "4294967295u,i32,i32 -1",
                "-1,u32,u32 4294967295",
                "-1,u64,CONVERSION_RANGE: Cannot convert negative i32 to u64",
                "4294967296L,i32,i32 0",
                "4294967296L,u32,CONVERSION_RANGE: i64 value out of u32 range",
                "-1L,u64,CONVERSION_RANGE: Cannot convert negative i64 to u64",
                "4294967295u,u64,u64 4294967295",
                "4294967295u,f64,f64 4.29497e+09",
                "2147483648U,i32,CONVERSION_RANGE: u64 value too large for i32",
                "18446744073709551615U,i64,CONVERSION_RANGE: u64 value too large for i64",
                "18446744073709551615U,f64,f64 1.84467e+19",
                "-2.9,i32,i32 -2",
                "1e10,i32,CONVERSION_RANGE: f64 value out of i32 range",
                "-0.5,u32,CONVERSION_RANGE: f64 value out of u32 range",
                "true,f64,f64 1",
                "true,u64,u64 1",
                "NaN,bool,bool true",
                "0L,bool,bool false",
                "5,string,string \"5\"",
                "3.14,string,string \"3.14\"",
                "false,string,string \"false\"",
                "error,string,string \"Out of memory\"",
                "'a','string',string \"a\"",
                "'5',i32,TYPE: expected i32; found string",
                "point,string,TYPE: expected string; found Point",
                "point,i32,TYPE: expected i32; found Point",
                "point,any,Point [1; 2.5; false]",
                "point,Point,Point [1; 2.5; false]",
                "box,Shape,Shape Shape.Box(3; 4)",
                "box,Point,TYPE: expected Point; found Shape",
                "void,i32,TYPE: expected i32; found void",
                "open,i32,TYPE: expected i32; found [any]",
                "ints,[f64],TYPE: expected [f64]; found [i32]",
                "range,error,TYPE: expected error; found range_iterator",
                "1,function,TYPE: expected function; found i32",
                "error,[any],TYPE: expected [any]; found error",
                "function,function,function <function>",
            })
    void casts_from_any(String x, String name, String expected) {
        assertEquals(expected.replace(';', ','), cast(x, type(name.replace("'", ""))));
    }

    @Test
    void a_cast_to_no_type_is_an_impossible_state() {
        assertEquals("STATE: A conversion is to no type", cast("1", 0));
        assertEquals("STATE: A conversion is to no type", cast("1", -5));
        assertEquals("STATE: A conversion is to no type", cast("1", 1 << 20));
    }

    @Test
    void an_open_array_takes_the_type_of_its_place() {
        long open = instance.array(TypeIds.OPEN_ARRAY);
        TypeChecks.checkRef(instance.machine, instance.f64s, open);
        assertEquals(instance.f64s, ObjectLayout.typeId(open));
        assertEquals(
                "TYPE: expected [i32], found [f64]",
                instance.trap(() -> TypeChecks.checkRef(instance.machine, instance.i32s, open)));
    }

    @Test
    void some_array_accepts_every_array_and_changes_none() {
        long open = instance.array(TypeIds.OPEN_ARRAY);
        TypeChecks.checkRef(instance.machine, TypeIds.OPEN_ARRAY, open);
        TypeChecks.checkRef(instance.machine, TypeIds.OPEN_ARRAY, instance.ints(1));
        assertEquals(TypeIds.OPEN_ARRAY, ObjectLayout.typeId(open));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1,i32",
                "1L,i64",
                "1u,u32",
                "1U,u64",
                "1.5,f64",
                "true,bool",
                "'a',string",
                "void,void",
                "point,Point",
                "dot,Shape",
                "box,Shape",
                "ints,array",
                "open,array",
                "function,function",
                "range,range_iterator",
                "error,runtime error Out of memory",
                "#5,i32",
            })
    void type_names(String x, String expected) {
        long[] value = instance.any(x);
        long slot = instance.call(Builtin.TYPEOF, value);
        assertEquals(expected, Instance.text(jorus.memory.layout.Memory.i64(slot)));
        for (String name : new String[] {expected, "other"}) {
            long isType = instance.call(Builtin.ISTYPE, instance.string(name), value[0], value[1]);
            int holds = name.equals(expected) ? 1 : 0;
            assertEquals(holds, jorus.memory.layout.Memory.i32(isType));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "CONDITION_ANY,1,TYPE: Condition must be boolean",
                "CONDITION_ANY,'true',TYPE: Condition must be boolean",
                "MATCH_SUBJECT,1,TYPE: Match subject is not an enum value",
                "MATCH_SUBJECT,point,TYPE: Match subject is not an enum value",
                "LEN_ANY,1,TYPE: Value is not an array",
                "TEXT_ANY,void,\"TYPE: expected string, found void\"",
                "TEXT_ANY,range,\"TYPE: expected string, found range_iterator\"",
                "MATCH_SUBJECT,dot,none",
                "MATCH_SUBJECT,box,none",
                "CONDITION_ANY,true,none",
            })
    void checks_of_one_value(Builtin row, String x, String expected) {
        String trap = instance.trap(() -> instance.callAny(row, x));
        assertEquals(expected, trap == null ? "none" : trap);
    }
}
