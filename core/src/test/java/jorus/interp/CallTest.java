package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.memory.arena.Category;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {
    private static MachineOptions options(long stackBytes, int maxDepth) {
        return new MachineOptions(64 << 20, stackBytes, maxDepth, 1000, HeapOptions.DEFAULT);
    }

    @Test
    void recursion_gives_the_right_result() {
        try (var m = new TestMachine(Samples.callWith(20), Samples.fibonacci())) {
            assertEquals(6765, m.finish().i32(Samples.callWith(0).local(0)));
        }
    }

    @Test
    void every_bank_is_passed_and_returned() {
        ImageBuilder builder = new ImageBuilder();
        int text = builder.string("hello".getBytes());
        int[] arguments = {TypeIds.STRING, TypeIds.ANY, TypeIds.I64, TypeIds.F64, TypeIds.I32};
        TestFunction[] echoes = new TestFunction[5];
        int[] order = {4, 2, 3, 0, 1};
        int[] results = {TypeIds.I32, TypeIds.I64, TypeIds.F64, TypeIds.STRING, TypeIds.ANY};
        jorus.isa.Opcode[] returns = {RET_I32, RET_I64, RET_F64, RET_REF, RET_ANY};
        jorus.isa.Opcode[] calls = {CALL_I32, CALL_I64, CALL_F64, CALL_REF, CALL_ANY};
        for (int i = 0; i < 5; i++) {
            echoes[i] = new TestFunction("echo" + i, results[i], arguments);
            echoes[i].op(returns[i], echoes[i].argument(order[i]));
        }
        TestFunction main =
                TestFunction.entry(
                        TypeIds.STRING,
                        TypeIds.ANY,
                        TypeIds.ANY,
                        TypeIds.I64,
                        TypeIds.F64,
                        TypeIds.I32);
        int[] target = {main.local(5), main.local(3), main.local(4), main.local(0), main.local(1)};
        main.op(CONST_I32, main.local(5), 77).op(BOX_I32, main.local(2), main.local(5), 1);
        for (int i = 0; i < 5; i++) {
            main.op(LOAD_F64, main.out(32), builder.f64(2.5));
            main.op(CONST_I64, main.out(24), -9);
            main.op(CONST_I32, main.out(40), 42);
            main.op(MOVE_ANY, main.out(8), main.local(2));
            main.op(LOAD_STRING, main.out(0), text);
            main.op(calls[i], target[i], 1 + i);
        }
        main.op(HALT);
        try (var m =
                new TestMachine(
                        builder, main, echoes[0], echoes[1], echoes[2], echoes[3], echoes[4])) {
            m.finish();
            assertEquals(42, m.i32(target[0]));
            assertEquals(-9, m.i64(target[1]));
            assertEquals(2.5, m.f64(target[2]));
            assertEquals(m.machine.string(text), m.i64(target[3]));
            assertEquals(TypeIds.I32, m.i64(target[4]));
            assertEquals(77, m.i64(target[4] + 8));
        }
    }

    /// The callee's argument is 8 bytes before the outgoing slot that takes the result.
    @Test
    void an_argument_that_is_returned_over_itself_keeps_its_payload() {
        TestFunction echo = new TestFunction("echo", TypeIds.ANY, new int[] {TypeIds.ANY});
        echo.op(RET_ANY, echo.argument(0));
        int[] places = {TypeIds.STRING, TypeIds.ANY};
        TestFunction second = new TestFunction("second", TypeIds.ANY, places);
        second.op(RET_ANY, second.argument(1));
        ImageBuilder builder = new ImageBuilder();
        int text = builder.string("s".getBytes());
        TestFunction main = TestFunction.entry(TypeIds.ANY, TypeIds.I32);
        main.op(CONST_I32, main.local(1), 77).op(BOX_I32, main.local(0), main.local(1), 1);
        main.op(MOVE_ANY, main.out(0), main.local(0)).op(CALL_ANY, main.out(8), 1);
        main.op(LOAD_STRING, main.out(0), text).op(CALL_ANY, main.local(0), 2).op(HALT);
        try (var m = new TestMachine(builder, main, echo, second)) {
            m.finish();
            assertEquals(TypeIds.I32, m.i64(main.local(0)));
            assertEquals(77, m.i64(main.local(0) + 8));
        }
    }

    @Test
    void refs_are_null_when_a_function_is_entered() {
        TestFunction dirty = new TestFunction("dirty", TypeIds.VOID, new int[0], TypeIds.STRING);
        ImageBuilder builder = new ImageBuilder();
        dirty.op(LOAD_STRING, dirty.local(0), builder.string(new byte[] {65})).op(RET);
        TestFunction main = TestFunction.entry();
        main.op(CALL, 1).op(CALL, 2).op(HALT);
        TestFunction clean = new TestFunction("clean", TypeIds.VOID, new int[0], TypeIds.STRING);
        clean.op(RET);
        try (var m = new TestMachine(builder, main, dirty, clean)) {
            m.finish();
            assertEquals(0, m.i64(main.frame().bytes() + clean.local(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, 100_000, 199_998})
    void deep_recursion_works(int depth) {
        try (var m = new TestMachine(Samples.callWith(depth), Samples.depth(0))) {
            assertEquals(depth, m.finish().i32(Samples.callWith(0).local(0)));
        }
    }

    @Test
    void the_depth_limit_is_exact() {
        try (var fits =
                        new TestMachine(
                                options(64 << 20, 100),
                                new ImageBuilder(),
                                Samples.callWith(99),
                                Samples.depth(0));
                var tooDeep =
                        new TestMachine(
                                options(64 << 20, 100),
                                new ImageBuilder(),
                                Samples.callWith(100),
                                Samples.depth(0))) {
            fits.finish();
            assertEquals(TrapKind.RECURSION, tooDeep.run().kind());
        }
    }

    @Test
    void endless_recursion_is_a_stack_overflow() {
        try (var m = new TestMachine(Samples.callWith(Integer.MAX_VALUE), Samples.depth(0))) {
            Outcome outcome = m.run();
            assertEquals(TrapKind.RECURSION, outcome.kind());
            assertEquals("Stack overflow", TestMachine.message(outcome));
            assertEquals(Outcome.MAX_TRACE, outcome.trace().size());
            assertEquals(200_001, outcome.trace().size() + outcome.hidden());
        }
    }

    @Test
    void the_stack_limit_in_bytes_is_a_stack_overflow() {
        try (var m =
                new TestMachine(
                        options(1 << 20, 1_000_000),
                        new ImageBuilder(),
                        Samples.callWith(500_000),
                        Samples.depth(20))) {
            assertEquals(TrapKind.RECURSION, m.run().kind());
            assertTrue(m.memory.accounting().bytes(Category.REGISTERS) <= 2 << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 50, 1000, 8000})
    void frames_of_every_size_cross_chunks(int padding) {
        int depth = padding > 2000 ? 900 : 3000;
        try (var m = new TestMachine(Samples.callWith(depth), Samples.depth(padding))) {
            assertEquals(depth, m.finish().i32(Samples.callWith(0).local(0)));
        }
    }

    @Test
    void a_call_at_the_edge_of_a_chunk_may_be_repeated() {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32, TypeIds.I32);
        main.op(CONST_I32, main.local(1), 0).op(CONST_I32, main.local(2), 49);
        main.op(CONST_I32, main.out(0), 6000).op(CALL_I32, main.local(0), 1);
        main.op(NEXT_I32, main.local(1), main.local(2), -3).op(HALT);
        try (var m = new TestMachine(main, Samples.depth(0))) {
            assertEquals(6000, m.finish().i32(main.local(0)));
        }
    }

    /// `keep(s, any, n)` = s + (n > 0 ? keep(s + "!", ...) : s + "!"): refs live in arguments and
    /// locals while strings are made.
    private static TestMachine keeping(MachineOptions options) {
        ImageBuilder builder = new ImageBuilder();
        int bang = builder.string("!".getBytes());
        int[] arguments = {TypeIds.STRING, TypeIds.ANY, TypeIds.I32};
        int[] locals = {TypeIds.STRING, TypeIds.STRING, TypeIds.STRING, TypeIds.ANY};
        TestFunction keep = new TestFunction("keep", TypeIds.STRING, arguments, locals);
        keep.op(LOAD_STRING, keep.local(1), bang);
        keep.op(CONCAT, keep.local(0), keep.argument(0), keep.local(1));
        keep.op(BOX_REF, keep.local(3), keep.local(0));
        keep.op(BR_LEK_I32, keep.argument(2), 0, 4);
        keep.op(ADDK_I32, keep.out(24), keep.argument(2), -1);
        keep.op(MOVE_ANY, keep.out(8), keep.local(3));
        keep.op(MOVE_REF, keep.out(0), keep.local(0));
        keep.op(CALL_REF, keep.local(0), 1);
        keep.op(CONCAT, keep.local(2), keep.argument(0), keep.local(0));
        keep.op(RET_REF, keep.local(2));
        TestFunction main = TestFunction.entry(TypeIds.STRING, TypeIds.ANY);
        main.op(LOAD_STRING, main.local(0), builder.string("ab".getBytes()));
        main.op(BOX_REF, main.local(1), main.local(0));
        main.op(CONST_I32, main.out(24), 60).op(MOVE_ANY, main.out(8), main.local(1));
        main.op(MOVE_REF, main.out(0), main.local(0)).op(CALL_REF, main.local(0), 1);
        main.op(MOVE_REF, main.out(0), main.local(0)).op(BUILTIN, PUT_REF).op(BUILTIN, PRINT);
        main.op(HALT);
        return new TestMachine(options, builder, main, keep);
    }

    @Test
    void refs_survive_collections_at_every_allocation_through_calls() {
        MachineOptions stress = MachineOptions.DEFAULT.withHeap(HeapOptions.STRESS);
        try (var plain = keeping(MachineOptions.DEFAULT);
                var m = keeping(stress)) {
            String expected = plain.finish().output();
            assertTrue(expected.startsWith("abab!ab!!"));
            assertEquals(expected, m.finish().output());
            assertTrue(m.machine.heap.statistics().collections() > 100);
        }
    }

    private static final int PUT_REF = jorus.builtin.Builtin.PUT_REF.id();
    private static final int PRINT = jorus.builtin.Builtin.PRINT.id();
}
