package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class TrapTest {
    private static void expect(TrapKind kind, ImageBuilder builder, TestFunction... functions) {
        try (var m = new TestMachine(builder, functions)) {
            assertEquals(kind, m.run().kind());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ADD_I32,2147483647,1,OVERFLOW",
        "ADD_I32,-2147483648,-1,OVERFLOW",
        "SUB_I32,-2147483648,1,OVERFLOW",
        "SUB_I32,2147483647,-1,OVERFLOW",
        "SUB_I32,0,-2147483648,OVERFLOW",
        "MUL_I32,65536,32768,OVERFLOW",
        "MUL_I32,-2147483648,-1,OVERFLOW",
        "DIV_I32,-2147483648,-1,OVERFLOW",
        "DIV_I32,1,0,DIVISION_BY_ZERO",
        "REM_I32,1,0,DIVISION_BY_ZERO",
        "DIV_U32,1,0,DIVISION_BY_ZERO",
        "REM_U32,1,0,DIVISION_BY_ZERO",
    })
    void i32_arithmetic_traps(Opcode opcode, int x, int y, TrapKind kind) {
        int type = opcode.name().endsWith("U32") ? TypeIds.U32 : TypeIds.I32;
        TestFunction main = TestFunction.entry(type, type, type);
        main.op(CONST_I32, main.local(0), x).op(CONST_I32, main.local(1), y);
        main.op(opcode, main.local(2), main.local(0), main.local(1)).op(HALT);
        expect(kind, new ImageBuilder(), main);
    }

    @ParameterizedTest
    @CsvSource({
        "ADD_I64,9223372036854775807,1,OVERFLOW",
        "SUB_I64,-9223372036854775808,1,OVERFLOW",
        "SUB_I64,0,-9223372036854775808,OVERFLOW",
        "MUL_I64,4294967296,2147483648,OVERFLOW",
        "MUL_I64,-9223372036854775808,-1,OVERFLOW",
        "DIV_I64,-9223372036854775808,-1,OVERFLOW",
        "DIV_I64,1,0,DIVISION_BY_ZERO",
        "REM_I64,1,0,DIVISION_BY_ZERO",
        "DIV_U64,1,0,DIVISION_BY_ZERO",
        "REM_U64,1,0,DIVISION_BY_ZERO",
    })
    void i64_arithmetic_traps(Opcode opcode, long x, long y, TrapKind kind) {
        ImageBuilder builder = new ImageBuilder();
        int type = opcode.name().endsWith("U64") ? TypeIds.U64 : TypeIds.I64;
        TestFunction main = TestFunction.entry(type, type, type);
        main.op(LOAD_I64, main.local(0), builder.i64(x));
        main.op(LOAD_I64, main.local(1), builder.i64(y));
        main.op(opcode, main.local(2), main.local(0), main.local(1)).op(HALT);
        expect(kind, builder, main);
    }

    @ParameterizedTest
    @CsvSource({"DIV_F64,0.0", "DIV_F64,-0.0", "REM_F64,0.0"})
    void f64_division_by_zero_traps(Opcode opcode, double y) {
        ImageBuilder builder = new ImageBuilder();
        TestFunction main = TestFunction.entry(TypeIds.F64, TypeIds.F64);
        main.op(LOAD_F64, main.local(0), builder.f64(1));
        main.op(LOAD_F64, main.local(1), builder.f64(y));
        main.op(opcode, main.local(0), main.local(0), main.local(1)).op(HALT);
        expect(TrapKind.DIVISION_BY_ZERO, builder, main);
    }

    @ParameterizedTest
    @CsvSource({"ADDK_I32,2147483647,1", "ADDK_I32,-2147483648,-1"})
    void adding_a_constant_overflows(Opcode opcode, int x, int k) {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(CONST_I32, main.local(0), x).op(opcode, main.local(0), main.local(0), k).op(HALT);
        expect(TrapKind.OVERFLOW, new ImageBuilder(), main);
    }

    @Test
    void adding_a_constant_to_an_i64_overflows() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction main = TestFunction.entry(TypeIds.I64);
        main.op(LOAD_I64, main.local(0), builder.i64(Long.MIN_VALUE + 1));
        main.op(ADDK_I64, main.local(0), main.local(0), -2).op(HALT);
        expect(TrapKind.OVERFLOW, builder, main);
    }

    @ParameterizedTest
    @CsvSource({"NEG_I32", "NEG_I64"})
    void negating_the_smallest_number_overflows(Opcode opcode) {
        ImageBuilder builder = new ImageBuilder();
        boolean isNarrow = opcode == NEG_I32;
        TestFunction main = TestFunction.entry(isNarrow ? TypeIds.I32 : TypeIds.I64);
        if (isNarrow) {
            main.op(CONST_I32, main.local(0), Integer.MIN_VALUE);
        } else {
            main.op(LOAD_I64, main.local(0), builder.i64(Long.MIN_VALUE));
        }
        main.op(opcode, main.local(0), main.local(0)).op(HALT);
        expect(TrapKind.OVERFLOW, builder, main);
    }

    @ParameterizedTest
    @CsvSource({"I32_F64,1e10", "I32_F64,NaN", "I64_F64,1e19", "I64_F64,-1e19"})
    void casts_out_of_range_trap(Opcode opcode, double x) {
        ImageBuilder builder = new ImageBuilder();
        int type = opcode == I32_F64 ? TypeIds.I32 : TypeIds.I64;
        TestFunction main = TestFunction.entry(TypeIds.F64, type);
        main.op(LOAD_F64, main.local(0), builder.f64(x));
        main.op(opcode, main.local(1), main.local(0)).op(HALT);
        expect(TrapKind.CONVERSION_RANGE, builder, main);
    }

    @ParameterizedTest
    @CsvSource({"BOOL,6", "I32,1", "I64,2", "F64,5", "REF,7", "ANY,9"})
    void element_accesses_are_checked(String bank, int element) {
        for (int index : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            TrapKind kind = index < 0 ? TrapKind.ARRAY_INDEX_SIGN : TrapKind.ARRAY_INDEX;
            for (boolean isGet : new boolean[] {true, false}) {
                ImageBuilder builder = new ImageBuilder();
                int array = builder.arrayType(element, "[]");
                TestFunction main = TestFunction.entry(array, element, TypeIds.I32);
                zero(main, builder, element);
                main.op(NEW_LITERAL, main.local(0), 3, array);
                for (int i = 0; i < 3; i++) {
                    main.op(Opcode.valueOf("PUSH_" + bank), main.local(0), main.local(1));
                }
                main.op(CONST_I32, main.local(2), index);
                if (isGet) {
                    Opcode get = Opcode.valueOf("GET_" + bank);
                    main.op(get, main.local(1), main.local(0), main.local(2));
                } else {
                    Opcode set = Opcode.valueOf("SET_" + bank);
                    main.op(set, main.local(0), main.local(2), main.local(1));
                }
                main.op(HALT);
                expect(kind, builder, main);
            }
        }
    }

    private static void zero(TestFunction main, ImageBuilder builder, int type) {
        switch (type) {
            case TypeIds.F64 -> main.op(LOAD_F64, main.local(1), builder.f64(0));
            case TypeIds.I64 -> main.op(CONST_I64, main.local(1), 0);
            case TypeIds.STRING -> main.op(LOAD_STRING, main.local(1), builder.string(new byte[1]));
            case TypeIds.ANY -> {
                main.op(CONST_I32, main.local(2), 0);
                main.op(BOX_I32, main.local(1), main.local(2), TypeIds.I32);
            }
            default -> main.op(CONST_I32, main.local(1), 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,STRING_INDEX_SIGN", "3,STRING_INDEX"})
    void string_accesses_are_checked(int index, TrapKind kind) {
        ImageBuilder builder = new ImageBuilder();
        TestFunction main = TestFunction.entry(TypeIds.STRING, TypeIds.I32);
        main.op(LOAD_STRING, main.local(0), builder.string("abc".getBytes()));
        main.op(CONST_I32, main.local(1), index);
        main.op(GET_STRING, main.local(0), main.local(0), main.local(1)).op(HALT);
        expect(kind, builder, main);
    }

    @Test
    void a_trap_of_the_image_has_its_own_message() {
        ImageBuilder builder = new ImageBuilder();
        int id = builder.trap(TrapKind.NAME, "Variable 'x' used before it was initialized");
        try (var m = new TestMachine(builder, TestFunction.entry().op(TRAP, id))) {
            Outcome outcome = m.run();
            assertEquals(TrapKind.NAME, outcome.kind());
            assertEquals(
                    "Variable 'x' used before it was initialized", TestMachine.message(outcome));
        }
    }

    @Test
    void the_trace_names_the_words_from_the_inside_out() {
        TestFunction inner = new TestFunction("inner", TypeIds.VOID, new int[0], TypeIds.I32);
        inner.op(CONST_I32, inner.local(0), 0).op(NOP);
        inner.op(DIV_I32, inner.local(0), inner.local(0), inner.local(0)).op(RET);
        TestFunction outer = new TestFunction("outer", TypeIds.VOID, new int[0]);
        outer.op(NOP).op(CALL, 2).op(RET);
        TestFunction main = TestFunction.entry();
        main.op(CALL, 1).op(HALT);
        try (var m = new TestMachine(main, outer, inner)) {
            Outcome outcome = m.run();
            assertEquals(
                    List.of(new Outcome.Call(2, 2), new Outcome.Call(1, 1), new Outcome.Call(0, 0)),
                    outcome.trace());
            assertEquals(0, outcome.hidden());
        }
    }

    @Test
    void inline_traps_name_their_word_too() {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(CONST_I32, main.local(0), Integer.MAX_VALUE).op(NOP).op(NOP);
        main.op(ADD_I32, main.local(0), main.local(0), main.local(0)).op(HALT);
        try (var m = new TestMachine(main)) {
            assertEquals(List.of(new Outcome.Call(0, 3)), m.run().trace());
        }
    }

    @Test
    void a_heap_that_is_full_is_out_of_memory() {
        ImageBuilder builder = new ImageBuilder();
        int array = builder.arrayType(TypeIds.I32, "[i32]");
        TestFunction main = TestFunction.entry(array, TypeIds.I32);
        main.op(CONST_I32, main.local(1), 1).op(NEW_LITERAL, main.local(0), 0, array);
        main.op(PUSH_I32, main.local(0), main.local(1)).op(JUMP, -2);
        MachineOptions small = new MachineOptions(4 << 20, 1 << 20, 100, 1000, HeapOptions.DEFAULT);
        try (var m = new TestMachine(small, builder, main)) {
            Outcome outcome = m.run();
            assertEquals(TrapKind.MEMORY, outcome.kind());
            assertEquals("Out of memory", TestMachine.message(outcome));
            assertEquals(new Outcome.Call(0, 2), outcome.trace().get(0));
        }
    }

    @Test
    void a_trap_between_put_and_print_writes_nothing() {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(CONST_I32, main.out(0), 5).op(BUILTIN, Builtin.PUT_I32.id());
        main.op(CONST_I32, main.local(0), 0);
        main.op(REM_I32, main.local(0), main.local(0), main.local(0)).op(HALT);
        try (var m = new TestMachine(main)) {
            assertEquals(TrapKind.DIVISION_BY_ZERO, m.run().kind());
            assertEquals("", m.output());
        }
    }

    @Test
    void builtins_trap_at_their_call() {
        TestFunction main = TestFunction.entry(TypeIds.U64);
        main.op(NOP).op(CONST_I32, main.out(0), -1);
        main.op(BUILTIN_I64, main.local(0), Builtin.U64_FROM_I32.id()).op(HALT);
        try (var m = new TestMachine(main)) {
            Outcome outcome = m.run();
            assertEquals("Cannot convert negative i32 to u64", TestMachine.message(outcome));
            assertEquals(List.of(new Outcome.Call(0, 2)), outcome.trace());
        }
    }
}
