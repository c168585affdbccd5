package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;
import jorus.image.ImageBuilder;
import jorus.image.ImageBuilder.GlobalEntry;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Operand;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchTest {
    private static int type(Opcode opcode) {
        String name = opcode.name();
        if (name.endsWith("U32")) {
            return TypeIds.U32;
        }
        return name.endsWith("U64")
                ? TypeIds.U64
                : name.endsWith("I64")
                        ? TypeIds.I64
                        : name.endsWith("F64") ? TypeIds.F64 : TypeIds.I32;
    }

    private static void load(
            TestFunction main, ImageBuilder builder, int slot, int type, String x) {
        switch (type) {
            case TypeIds.F64 -> main.op(LOAD_F64, slot, builder.f64(Double.parseDouble(x)));
            case TypeIds.I64, TypeIds.U64 ->
                    main.op(LOAD_I64, slot, builder.i64(Long.parseLong(x)));
            default -> main.op(CONST_I32, slot, Integer.parseInt(x));
        }
    }

    private static String value(TestMachine m, int slot, int type) {
        return switch (type) {
            case TypeIds.F64 -> String.valueOf(m.f64(slot));
            case TypeIds.I64, TypeIds.U64 -> String.valueOf(m.i64(slot));
            default -> String.valueOf(m.i32(slot));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "ADD_I32,2147483646,1,2147483647",
        "ADD_I32,-5,3,-2",
        "SUB_I32,-2147483647,1,-2147483648",
        "MUL_I32,46340,46340,2147395600",
        "MUL_I32,-65536,32768,-2147483648",
        "ADD_I64,9223372036854775806,1,9223372036854775807",
        "SUB_I64,-1,9,-10",
        "MUL_I64,3037000499,3037000499,9223372030926249001",
        "MUL_I64,-4294967296,2147483648,-9223372036854775808",
        "ADD_U32,-1,2,1",
        "SUB_U32,0,1,-1",
        "MUL_U32,65536,65537,65536",
        "ADD_U64,-1,2,1",
        "SUB_U64,0,1,-1",
        "MUL_U64,4294967296,4294967297,4294967296",
        "ADD_F64,0.1,0.2,0.30000000000000004",
        "SUB_F64,1,0.5,0.5",
        "MUL_F64,1e200,1e200,Infinity",
        "DIV_F64,1,3,0.3333333333333333",
        "REM_F64,-5.5,2,-1.5",
        "DIV_I32,-7,2,-3",
        "REM_I32,-7,2,-1",
        "REM_I32,-2147483648,-1,0",
        "DIV_I64,7,-2,-3",
        "REM_I64,7,-2,1",
        "DIV_U32,-1,2,2147483647",
        "REM_U32,-1,10,5",
        "DIV_U64,-1,2,9223372036854775807",
        "REM_U64,-1,10,5",
        "AND_I32,12,10,8",
        "OR_I32,12,10,14",
        "AND_I64,-1,4294967296,4294967296",
        "OR_I64,1,4294967296,4294967297",
    })
    void arithmetic(Opcode opcode, String x, String y, String expected) {
        ImageBuilder builder = new ImageBuilder();
        int type = type(opcode);
        TestFunction main = TestFunction.entry(type, type, type);
        load(main, builder, main.local(0), type, x);
        load(main, builder, main.local(1), type, y);
        main.op(opcode, main.local(2), main.local(0), main.local(1)).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            assertEquals(expected, value(m.finish(), main.local(2), type));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NEG_I32,5,-5", "NEG_I64,-5,5", "NEG_F64,0.0,-0.0", "SQRT_F64,2,1.4142135623730951",
        "SQRT_F64,-1,NaN", "ABS_F64,-0.0,0.0", "FLOOR_F64,-1.5,-2.0", "MOVE_I32,7,7",
        "MOVE_I64,8,8", "MOVE_F64,1.5,1.5",
    })
    void unary(Opcode opcode, String x, String expected) {
        ImageBuilder builder = new ImageBuilder();
        int type = type(opcode);
        TestFunction main = TestFunction.entry(type, type);
        load(main, builder, main.local(0), type, x);
        main.op(opcode, main.local(1), main.local(0)).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            assertEquals(expected, value(m.finish(), main.local(1), type));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "I64_I32,1,2,-1,-1",
        "I64_U32,3,2,-1,4294967295",
        "I32_I64,2,1,4294967297,1",
        "F64_I32,1,5,-3,-3.0",
        "F64_I64,2,5,9007199254740993,9.007199254740992E15",
        "I32_F64,5,1,-2.9,-2",
        "I64_F64,5,2,1e15,1000000000000000",
        "INDEX_I64,2,1,4294967296,2147483647",
    })
    void conversions(Opcode opcode, int from, int to, String x, String expected) {
        ImageBuilder builder = new ImageBuilder();
        boolean isOrdered = from == TypeIds.I32 || from == TypeIds.U32;
        TestFunction main = isOrdered ? TestFunction.entry(to, from) : TestFunction.entry(from, to);
        int source = main.local(isOrdered ? 1 : 0);
        int target = main.local(isOrdered ? 0 : 1);
        load(main, builder, source, from, x);
        main.op(opcode, target, source).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            assertEquals(expected, value(m.finish(), target, to));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the opcode without type, then its results for less, equal, greater
        "EQ_I32,0,1,0", "NE_I32,1,0,1", "LT_I32,1,0,0", "LE_I32,1,1,0", "EQ_I64,0,1,0",
        "NE_I64,1,0,1", "LT_I64,1,0,0", "LE_I64,1,1,0", "EQ_F64,0,1,0", "NE_F64,1,0,1",
        "LT_F64,1,0,0", "LE_F64,1,1,0", "LT_U32,1,0,0", "LE_U32,1,1,0", "LT_U64,1,0,0",
        "LE_U64,1,1,0",
    })
    void comparisons_and_their_branches_agree(Opcode opcode, int less, int equal, int greater) {
        int type = type(opcode);
        boolean isUnsigned = type == TypeIds.U32 || type == TypeIds.U64;
        String[][] pairs = {
            isUnsigned ? new String[] {"1", "-1"} : new String[] {"-1", "1"},
            {"5", "5"},
            isUnsigned ? new String[] {"-1", "1"} : new String[] {"1", "-1"},
        };
        int[] expected = {less, equal, greater};
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], compared(opcode, type, pairs[i][0], pairs[i][1]));
            Opcode branch = Opcode.valueOf("BR_" + opcode.name());
            assertEquals(expected[i], branched(branch, type, pairs[i][0], pairs[i][1]));
        }
    }

    private static int compared(Opcode opcode, int type, String x, String y) {
        ImageBuilder builder = new ImageBuilder();
        boolean isNarrow = type == TypeIds.I32 || type == TypeIds.U32;
        TestFunction main = TestFunction.entry(type, type, TypeIds.BOOL);
        assert isNarrow || main.local(2) > main.local(1);
        load(main, builder, main.local(0), type, x);
        load(main, builder, main.local(1), type, y);
        main.op(opcode, main.local(2), main.local(0), main.local(1)).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            return m.finish().i32(main.local(2));
        }
    }

    /// 1 if the branch was taken.
    private static int branched(Opcode opcode, int type, String x, String y) {
        ImageBuilder builder = new ImageBuilder();
        TestFunction main = TestFunction.entry(type, type, TypeIds.I32);
        load(main, builder, main.local(0), type, x);
        boolean isConstant = opcode.b() == Operand.IMM16;
        if (!isConstant) {
            load(main, builder, main.local(1), type, y);
        }
        main.op(CONST_I32, main.local(2), 1);
        main.op(opcode, main.local(0), isConstant ? Integer.parseInt(y) : main.local(1), 1);
        main.op(CONST_I32, main.local(2), 0).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            return m.finish().i32(main.local(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BR_EQK_I32,0,1,0", "BR_NEK_I32,1,0,1", "BR_LTK_I32,1,0,0", "BR_LEK_I32,1,1,0",
        "BR_GTK_I32,0,0,1", "BR_GEK_I32,0,1,1", "BR_EQK_I64,0,1,0", "BR_NEK_I64,1,0,1",
        "BR_LTK_I64,1,0,0", "BR_LEK_I64,1,1,0", "BR_GTK_I64,0,0,1", "BR_GEK_I64,0,1,1",
    })
    void branches_on_constants(Opcode opcode, int less, int equal, int greater) {
        int type = type(opcode);
        assertEquals(less, branched(opcode, type, "-40000", "-32768"));
        assertEquals(equal, branched(opcode, type, "-32768", "-32768"));
        assertEquals(greater, branched(opcode, type, "40000", "32767"));
    }

    @ParameterizedTest
    @CsvSource({
        "BR_EQ_F64,0",
        "BR_NE_F64,1",
        "BR_LT_F64,0",
        "BR_LE_F64,0",
        "BR_NLT_F64,1",
        "BR_NLE_F64,1"
    })
    void nan_takes_the_negated_branches(Opcode opcode, int expected) {
        assertEquals(expected, branched(opcode, TypeIds.F64, "NaN", "1"));
        assertEquals(expected, branched(opcode, TypeIds.F64, "1", "NaN"));
    }

    @Test
    void negated_branches_are_negations() {
        assertEquals(0, branched(BR_NLT_F64, TypeIds.F64, "1", "2"));
        assertEquals(1, branched(BR_NLT_F64, TypeIds.F64, "2", "2"));
        assertEquals(0, branched(BR_NLE_F64, TypeIds.F64, "2", "2"));
        assertEquals(1, branched(BR_NLE_F64, TypeIds.F64, "3", "2"));
    }

    @Test
    void equality_with_a_constant() {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.BOOL, TypeIds.BOOL);
        main.op(CONST_I32, main.local(0), -7);
        main.op(EQK_I32, main.local(1), main.local(0), -7);
        main.op(EQK_I32, main.local(2), main.local(0), 7).op(HALT);
        try (var m = new TestMachine(main)) {
            assertEquals(1, m.finish().i32(main.local(1)));
            assertEquals(0, m.i32(main.local(2)));
        }
    }

    @Test
    void a_counter_stops_at_the_largest_number() {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32, TypeIds.I32);
        main.op(CONST_I32, main.local(0), Integer.MAX_VALUE - 2);
        main.op(CONST_I32, main.local(1), Integer.MAX_VALUE).op(CONST_I32, main.local(2), 0);
        main.op(ADDK_I32, main.local(2), main.local(2), 1);
        main.op(NEXT_I32, main.local(0), main.local(1), -2).op(HALT);
        try (var m = new TestMachine(main)) {
            assertEquals(3, m.finish().i32(main.local(2)));
            assertEquals(Integer.MAX_VALUE, m.i32(main.local(0)));
        }
    }

    @Test
    void globals_keep_every_bank() {
        ImageBuilder builder = new ImageBuilder();
        builder.globals(
                java.util.List.of(
                        new GlobalEntry(0, TypeIds.STRING, "s"),
                        new GlobalEntry(8, TypeIds.ANY, "a"),
                        new GlobalEntry(24, TypeIds.I64, "l"),
                        new GlobalEntry(32, TypeIds.F64, "d"),
                        new GlobalEntry(40, TypeIds.I32, "i")),
                1,
                1,
                44);
        TestFunction main =
                TestFunction.entry(
                        TypeIds.STRING, TypeIds.ANY, TypeIds.I64, TypeIds.F64, TypeIds.I32);
        int text = builder.string("x".getBytes());
        main.op(LOAD_STRING, main.local(0), text).op(BOX_REF, main.local(1), main.local(0));
        main.op(CONST_I64, main.local(2), -6).op(LOAD_F64, main.local(3), builder.f64(0.5));
        main.op(CONST_I32, main.local(4), 9);
        main.op(SET_GLOBAL_REF, main.local(0), 0).op(SET_GLOBAL_ANY, main.local(1), 8);
        main.op(SET_GLOBAL_I64, main.local(2), 24).op(SET_GLOBAL_F64, main.local(3), 32);
        main.op(SET_GLOBAL_I32, main.local(4), 40);
        main.op(CONST_I64, main.local(2), 0).op(LOAD_F64, main.local(3), builder.f64(0));
        main.op(CONST_I32, main.local(4), 0).op(BOX_I32, main.local(1), main.local(4), 1);
        main.op(GET_GLOBAL_REF, main.local(0), 0).op(GET_GLOBAL_ANY, main.local(1), 8);
        main.op(GET_GLOBAL_I64, main.local(2), 24).op(GET_GLOBAL_F64, main.local(3), 32);
        main.op(GET_GLOBAL_I32, main.local(4), 40).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            m.finish();
            assertEquals(m.machine.string(text), m.i64(main.local(0)));
            assertEquals(TypeIds.STRING, m.i64(main.local(1)));
            assertEquals(m.machine.string(text), m.i64(main.local(1) + 8));
            assertEquals(-6, m.i64(main.local(2)));
            assertEquals(0.5, m.f64(main.local(3)));
            assertEquals(9, m.i32(main.local(4)));
        }
    }

    @ParameterizedTest
    @CsvSource({"BOOL,6,1", "I32,1,-5", "I64,2,-5", "F64,5,0.5"})
    void elements_are_pushed_set_and_read(String bank, int element, String x) {
        ImageBuilder builder = new ImageBuilder();
        int array = builder.arrayType(element, "[]");
        TestFunction main = TestFunction.entry(array, element, TypeIds.I32, TypeIds.I32);
        load(main, builder, main.local(1), element, x);
        main.op(NEW_LITERAL, main.local(0), 1, array).op(CONST_I32, main.local(2), 0);
        main.op(Opcode.valueOf("PUSH_" + bank), main.local(0), main.local(1));
        main.op(Opcode.valueOf("PUSH_" + bank), main.local(0), main.local(1));
        load(main, builder, main.local(1), element, "0");
        main.op(Opcode.valueOf("SET_" + bank), main.local(0), main.local(2), main.local(1));
        main.op(CONST_I32, main.local(2), 1);
        main.op(Opcode.valueOf("GET_" + bank), main.local(1), main.local(0), main.local(2));
        main.op(LENGTH_ARRAY, main.local(3), main.local(0));
        main.op(MOVE_REF, main.out(0), main.local(0));
        main.op(BUILTIN, Builtin.PUT_REF.id()).op(BUILTIN, Builtin.PRINT.id()).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            m.finish();
            assertEquals(x, value(m, main.local(1), element));
            assertEquals(2, m.i32(main.local(3)));
            assertEquals(element == 6 ? "false, true\n" : "0, " + x + "\n", m.output());
        }
    }

    @Test
    void refs_and_any_values_are_elements_too() {
        ImageBuilder builder = new ImageBuilder();
        int strings = builder.arrayType(TypeIds.STRING, "[string]");
        int anys = builder.arrayType(TypeIds.ANY, "[any]");
        TestFunction main =
                TestFunction.entry(
                        strings, anys, TypeIds.STRING, TypeIds.ANY, TypeIds.I32, TypeIds.BOOL);
        main.op(NEW_LITERAL, main.local(0), 0, strings).op(NEW_LITERAL, main.local(1), 0, anys);
        main.op(LOAD_STRING, main.local(2), builder.string("x".getBytes()));
        main.op(PUSH_REF, main.local(0), main.local(2)).op(BOX_REF, main.local(3), main.local(0));
        main.op(PUSH_ANY, main.local(1), main.local(3)).op(PUSH_ANY, main.local(1), main.local(3));
        main.op(CONST_I32, main.local(4), 0);
        main.op(CONST_I32, main.local(5), 0);
        main.op(BOX_I32, main.local(3), main.local(5), TypeIds.BOOL);
        main.op(SET_ANY, main.local(1), main.local(4), main.local(3));
        main.op(GET_REF, main.local(2), main.local(0), main.local(4));
        main.op(SET_REF, main.local(0), main.local(4), main.local(2));
        main.op(CONST_I32, main.local(4), 1);
        main.op(GET_ANY, main.local(3), main.local(1), main.local(4));
        main.op(MOVE_REF, main.out(0), main.local(1)).op(BUILTIN, Builtin.PUT_REF.id());
        main.op(MOVE_ANY, main.out(0), main.local(3)).op(BUILTIN, Builtin.PUT_ANY.id());
        main.op(BUILTIN, Builtin.PRINT.id()).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            assertEquals("false, x x\n", m.finish().output());
        }
    }

    @Test
    void strings_have_length_bytes_and_equality() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction main =
                TestFunction.entry(
                        TypeIds.STRING,
                        TypeIds.STRING,
                        TypeIds.STRING,
                        TypeIds.I32,
                        TypeIds.BOOL,
                        TypeIds.BOOL);
        main.op(LOAD_STRING, main.local(0), builder.string("ab".getBytes()));
        main.op(CONCAT, main.local(1), main.local(0), main.local(0));
        main.op(CONCAT, main.local(2), main.local(0), main.local(0));
        main.op(EQ_STRING, main.local(4), main.local(1), main.local(2));
        main.op(EQ_REF, main.local(5), main.local(1), main.local(2));
        main.op(LENGTH_STRING, main.local(3), main.local(1));
        main.op(ADDK_I32, main.local(3), main.local(3), -1);
        main.op(GET_STRING, main.local(2), main.local(1), main.local(3));
        main.op(MOVE_REF, main.out(0), main.local(2)).op(BUILTIN, Builtin.PUT_REF.id());
        main.op(BUILTIN, Builtin.PRINT.id()).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            assertEquals("b\n", m.finish().output());
            assertEquals(1, m.i32(main.local(4)));
            assertEquals(0, m.i32(main.local(5)));
            assertEquals(3, m.i32(main.local(3)));
        }
    }
}
