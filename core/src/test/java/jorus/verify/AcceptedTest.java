package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/// Right programs of each kind, which have to stay accepted.
class AcceptedTest extends Verifying {
    private static final int I32 = TypeIds.I32;
    private static final int BOOL = TypeIds.BOOL;
    private static final int U32 = TypeIds.U32;

    @Test
    void a_counting_loop() {
        TestFunction main = TestFunction.entry(I32, I32, I32);
        int counter = main.local(0);
        int last = main.local(1);
        int sum = main.local(2);
        main.op(Opcode.CONST_I32, counter, 0)
                .op(Opcode.CONST_I32, last, 99)
                .op(Opcode.CONST_I32, sum, 0)
                .op(Opcode.ADD_I32, sum, sum, counter)
                .op(Opcode.NEXT_I32, counter, last, -2)
                .op(Opcode.HALT);
        VerifiedImage verified = accepted(main);
        assertTrue(verified.isTarget(3));
        assertTrue(verified.isLoopHeader(3));
        assertFalse(verified.isTarget(2));
        assertFalse(verified.isLoopHeader(4));
    }

    @Test
    void a_recursive_function() {
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.CONST_I32, main.out(0), 20)
                .op(Opcode.CALL_I32, main.local(0), 1)
                .op(Opcode.MOVE_I32, main.out(0), main.local(0))
                .op(Opcode.BUILTIN, Builtin.PUT_I32.id())
                .op(Opcode.BUILTIN, Builtin.PRINT.id())
                .op(Opcode.HALT);
        TestFunction fib = new TestFunction("fib", I32, new int[] {I32}, I32, I32);
        int n = fib.argument(0);
        fib.op(Opcode.BR_GEK_I32, n, 2, 1)
                .op(Opcode.RET_I32, n)
                .op(Opcode.ADDK_I32, fib.out(0), n, -1)
                .op(Opcode.CALL_I32, fib.local(0), 1)
                .op(Opcode.ADDK_I32, fib.out(0), n, -2)
                .op(Opcode.CALL_I32, fib.local(1), 1)
                .op(Opcode.ADD_I32, fib.local(0), fib.local(0), fib.local(1))
                .op(Opcode.RET_I32, fib.local(0));
        VerifiedImage verified = accepted(main, fib);
        assertTrue(verified.isCall(1));
        assertTrue(verified.isCall(3));
        assertTrue(verified.isTarget(8));
        assertFalse(verified.isLoopHeader(8));
    }

    @Test
    void a_variable_written_on_both_branches() {
        TestFunction main = TestFunction.entry(BOOL, I32);
        main.op(Opcode.CONST_I32, main.local(0), 1)
                .op(Opcode.BR_EQK_I32, main.local(0), 0, 2)
                .op(Opcode.CONST_I32, main.local(1), 1)
                .op(Opcode.JUMP, 1)
                .op(Opcode.CONST_I32, main.local(1), 2)
                .op(Opcode.ADDK_I32, main.local(1), main.local(1), 1)
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void code_that_cannot_be_reached_may_read_anything() {
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.JUMP, 1)
                .op(Opcode.ADDK_I32, main.local(0), main.local(0), 1)
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void all_arguments_of_all_banks() {
        int[] signature = {TypeIds.STRING, TypeIds.ANY, I32, TypeIds.I64, TypeIds.F64};
        image.f64(0.5);
        image.string(new byte[] {'s'});
        TestFunction main = TestFunction.entry(TypeIds.STRING, TypeIds.ANY);
        main.op(Opcode.LOAD_STRING, main.local(0), 0)
                .op(Opcode.CONST_I32, main.out(24), 7)
                .op(Opcode.CONST_I64, main.out(32), 8)
                .op(Opcode.LOAD_F64, main.out(40), 0)
                .op(Opcode.BOX_REF, main.local(1), main.local(0))
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.MOVE_ANY, main.out(8), main.local(1))
                .op(Opcode.CALL_ANY, main.local(1), 1)
                .op(Opcode.HALT);
        TestFunction callee = new TestFunction("f", TypeIds.ANY, signature);
        callee.op(Opcode.RET_ANY, callee.argument(1));
        accepted(main, callee);
    }

    @Test
    void arrays_of_every_element_kind() {
        int bools = image.arrayType(BOOL, "[bool]");
        int words = image.arrayType(U32, "[u32]");
        int floats = image.arrayType(TypeIds.F64, "[f64]");
        int nested = image.arrayType(floats, "[[f64]]");
        TestFunction main =
                TestFunction.entry(bools, words, floats, nested, TypeIds.F64, I32, BOOL, U32);
        int f = main.local(4);
        int i = main.local(5);
        int flag = main.local(6);
        int u = main.local(7);
        main.op(Opcode.CONST_I32, i, 3)
                .op(Opcode.CONST_I32, u, 5)
                .op(Opcode.CONST_I32, flag, 1)
                .op(Opcode.NEW_ARRAY, main.local(0), i, bools)
                .op(Opcode.SET_BOOL, main.local(0), i, flag)
                .op(Opcode.GET_BOOL, flag, main.local(0), i)
                .op(Opcode.NEW_ARRAY, main.local(1), i, words)
                .op(Opcode.PUSH_I32, main.local(1), u)
                .op(Opcode.GET_I32, u, main.local(1), i)
                .op(Opcode.NEW_LITERAL, main.local(2), 2, floats)
                .op(Opcode.LOAD_F64, f, image.f64(1.5))
                .op(Opcode.PUSH_F64, main.local(2), f)
                .op(Opcode.NEW_LITERAL, main.local(3), 0, nested)
                .op(Opcode.PUSH_REF, main.local(3), main.local(2))
                .op(Opcode.GET_REF, main.local(2), main.local(3), i)
                .op(Opcode.LENGTH_ARRAY, i, main.local(3))
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void an_array_of_refs_that_is_filled_at_once() {
        int strings = image.arrayType(TypeIds.STRING, "[string]");
        TestFunction main = TestFunction.entry(strings, TypeIds.STRING, I32);
        main.op(Opcode.LOAD_STRING, main.local(1), image.string(new byte[0]))
                .op(Opcode.CONST_I32, main.local(2), 3)
                .op(Opcode.NEW_ARRAY, main.local(0), main.local(2), strings)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.MOVE_REF, main.out(8), main.local(1))
                .op(Opcode.BUILTIN, Builtin.FILL_REF.id())
                .op(Opcode.LENGTH_ARRAY, main.local(2), main.local(0))
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void any_array_where_some_array_is_expected() {
        int anys = image.arrayType(TypeIds.ANY, "[any]");
        TestFunction main = TestFunction.entry(TypeIds.OPEN_ARRAY);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, TypeIds.OPEN_ARRAY)
                .op(Opcode.NEW_LITERAL, main.local(0), 0, anys)
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void module_variables_of_every_bank() {
        image.globals(
                List.of(
                        new ImageBuilder.GlobalEntry(0, TypeIds.STRING, "s"),
                        new ImageBuilder.GlobalEntry(8, TypeIds.ANY, "a"),
                        new ImageBuilder.GlobalEntry(32, I32, "i"),
                        new ImageBuilder.GlobalEntry(24, TypeIds.F64, "f"),
                        new ImageBuilder.GlobalEntry(36, BOOL, "b")),
                1,
                1,
                64);
        TestFunction main = TestFunction.entry(TypeIds.STRING, TypeIds.ANY, TypeIds.F64, I32, BOOL);
        main.op(Opcode.GET_GLOBAL_REF, main.local(0), 0)
                .op(Opcode.GET_GLOBAL_ANY, main.local(1), 8)
                .op(Opcode.GET_GLOBAL_F64, main.local(2), 24)
                .op(Opcode.GET_GLOBAL_I32, main.local(3), 32)
                .op(Opcode.GET_GLOBAL_I32, main.local(4), 36)
                .op(Opcode.SET_GLOBAL_REF, main.local(0), 0)
                .op(Opcode.SET_GLOBAL_I32, main.local(4), 36)
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void casts_that_only_rename_bits() {
        TestFunction main = TestFunction.entry(TypeIds.I64, TypeIds.U64, I32, U32, BOOL);
        main.op(Opcode.CONST_I32, main.local(4), 0)
                .op(Opcode.MOVE_I32, main.local(2), main.local(4))
                .op(Opcode.MOVE_I32, main.local(3), main.local(2))
                .op(Opcode.MOVE_I32, main.local(2), main.local(3))
                .op(Opcode.I64_U32, main.local(1), main.local(3))
                .op(Opcode.MOVE_I64, main.local(0), main.local(1))
                .op(Opcode.I32_I64, main.local(3), main.local(0))
                .op(Opcode.HALT);
        accepted(main);
    }

    @Test
    void a_trap_may_end_a_function() {
        int trap = image.trap(TrapKind.NAME, "Variable 'x' used before it was initialized");
        accepted(TestFunction.entry().op(Opcode.TRAP, trap));
    }

    @Test
    void the_result_of_a_call_as_the_next_argument() {
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.CONST_I32, main.out(0), 1)
                .op(Opcode.CALL_I32, main.out(0), 1)
                .op(Opcode.CALL_I32, main.local(0), 1)
                .op(Opcode.HALT);
        TestFunction same = new TestFunction("same", I32, new int[] {I32});
        same.op(Opcode.RET_I32, same.argument(0));
        accepted(main, same);
    }

    @Test
    void a_slot_that_only_one_inner_loop_uses() {
        TestFunction main = TestFunction.entry(I32, I32, I32);
        main.op(Opcode.CONST_I32, main.local(0), 0)
                .op(Opcode.CONST_I32, main.local(1), 9)
                .op(Opcode.CONST_I32, main.local(2), 0)
                .op(Opcode.NEXT_I32, main.local(2), main.local(1), -1)
                .op(Opcode.NEXT_I32, main.local(0), main.local(1), -3)
                .op(Opcode.HALT);
        VerifiedImage verified = accepted(main);
        assertTrue(verified.isLoopHeader(3));
        assertTrue(verified.isLoopHeader(2));
    }

    @Test
    void the_largest_frame() {
        int slots = (65_536 - 64) / 8 + 4;
        int[] types = new int[slots];
        Arrays.fill(types, TypeIds.F64);
        TestFunction main = TestFunction.entry(types);
        int last = main.local(slots - 1);
        main.op(Opcode.LOAD_F64, last, image.f64(2.0))
                .op(Opcode.SQRT_F64, last, last)
                .op(Opcode.HALT);
        assertEquals(65_536, main.frame().bytes());
        accepted(main);
    }

    @Test
    void logic_on_bools_gives_a_bool() {
        TestFunction main = TestFunction.entry(BOOL, I32);
        main.op(Opcode.CONST_I32, main.local(1), 5)
                .op(Opcode.EQK_I32, main.local(0), main.local(1), 5)
                .op(Opcode.AND_I32, main.local(0), main.local(0), main.local(0))
                .op(Opcode.AND_I32, main.local(1), main.local(1), main.local(1))
                .word(Word.encode(Opcode.HALT, 0, 0, 0));
        accepted(main);
    }
}
