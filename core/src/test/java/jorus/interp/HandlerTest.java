package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// Traps that the program catches.
class HandlerTest {
    private static final MachineOptions STRESS =
            MachineOptions.DEFAULT.withHeap(HeapOptions.STRESS);

    /// Prints the error in slot 0 with its type, then ends.
    private static TestFunction report(TestFunction main) {
        main.op(BOX_REF, main.out(0), main.local(0));
        main.op(BUILTIN_REF, main.local(1), Builtin.TYPEOF.id());
        main.op(MOVE_REF, main.out(0), main.local(0)).op(BUILTIN, Builtin.PUT_REF.id());
        main.op(MOVE_REF, main.out(0), main.local(1)).op(BUILTIN, Builtin.PUT_REF.id());
        return main.op(BUILTIN, Builtin.PRINT.id()).op(HALT);
    }

    private static TestFunction entry() {
        return TestFunction.entry(TypeIds.ERROR, TypeIds.STRING, TypeIds.I32);
    }

    /// Divides by zero in the protected word 1; the handler is word 3.
    private static TestFunction dividing() {
        TestFunction main = entry();
        main.op(CONST_I32, main.local(2), 0);
        main.op(DIV_I32, main.local(2), main.local(2), main.local(2)).op(HALT);
        return report(main).handler(1, 2, 3, main.local(0));
    }

    private static final String DIVISION =
            "Error: Division by zero runtime error Division by zero\n";

    @Test
    void a_trap_goes_on_at_its_handler() {
        try (var m = new TestMachine(dividing())) {
            assertEquals(DIVISION, m.finish().output());
        }
    }

    @Test
    void an_observed_run_catches_too() {
        try (var m = new TestMachine(dividing())) {
            List<Integer> words = new ArrayList<>();
            Outcome outcome =
                    new Execution(m.verified, m.machine)
                            .run((pc, fp) -> words.add((int) (pc - m.image.code) / 8));
            assertEquals(Outcome.End.FINISHED, outcome.end());
            assertEquals(DIVISION, m.output());
            assertEquals(List.of(0, 1, 3), words.subList(0, 3));
        }
    }

    @Test
    void errors_survive_a_collection_at_every_allocation() {
        try (var m = new TestMachine(STRESS, new ImageBuilder(), dividing())) {
            assertEquals(DIVISION, m.finish().output());
        }
    }

    @Test
    void a_trap_outside_every_range_ends_the_program() {
        TestFunction main = entry();
        main.op(CONST_I32, main.local(2), 0).op(NOP);
        main.op(DIV_I32, main.local(2), main.local(2), main.local(2)).op(HALT);
        report(main).handler(1, 2, 4, main.local(0));
        try (var m = new TestMachine(main)) {
            Outcome outcome = m.run();
            assertEquals(TrapKind.DIVISION_BY_ZERO, outcome.kind());
            assertEquals(List.of(new Outcome.Call(0, 2)), outcome.trace());
        }
    }

    @Test
    void the_inner_handler_is_the_first_row() {
        TestFunction main = entry();
        main.op(CONST_I32, main.local(2), 0);
        main.op(DIV_I32, main.local(2), main.local(2), main.local(2));
        main.op(HALT).op(HALT).op(CONST_I32, main.local(2), 7).op(HALT);
        main.handler(1, 2, 4, -1).handler(1, 3, 3, -1);
        try (var m = new TestMachine(main)) {
            assertEquals(7, m.finish().i32(main.local(2)));
        }
    }

    /// Calls function 1 with `argument` in the protected word 1; the handler is word 3.
    private static TestFunction calling(int argument) {
        TestFunction main = entry();
        main.op(CONST_I32, main.out(0), argument).op(CALL_I32, main.local(2), 1).op(HALT);
        return report(main).handler(0, 2, 3, main.local(0));
    }

    /// Function 1: divides by its argument after counting it down to 0 in nested calls.
    private static TestFunction failing() {
        TestFunction f = new TestFunction("f", TypeIds.I32, new int[] {TypeIds.I32}, TypeIds.I32);
        f.op(BR_GTK_I32, f.argument(0), 0, 2);
        f.op(DIV_I32, f.local(0), f.argument(0), f.argument(0)).op(RET_I32, f.local(0));
        f.op(ADDK_I32, f.out(0), f.argument(0), -1);
        f.op(CALL_I32, f.local(0), 1).op(RET_I32, f.local(0));
        return f;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 20_000})
    void frames_are_left_up_to_the_handler(int depth) {
        try (var m = new TestMachine(calling(depth), failing())) {
            assertEquals(DIVISION, m.finish().output());
        }
    }

    @Test
    void a_stack_overflow_can_be_caught_again_and_again() {
        TestFunction main =
                TestFunction.entry(TypeIds.ERROR, TypeIds.I32, TypeIds.I32, TypeIds.I32);
        int turn = main.local(1);
        main.op(CONST_I32, turn, 0).op(CONST_I32, main.local(2), 3);
        main.op(CONST_I32, main.out(0), 10_000_000).op(CALL_I32, main.local(3), 1);
        main.op(HALT);
        main.op(NEXT_I32, turn, main.local(2), -4);
        main.op(MOVE_REF, main.out(0), main.local(0)).op(BUILTIN, Builtin.PUT_REF.id());
        main.op(BUILTIN, Builtin.PRINT.id()).op(HALT);
        main.handler(2, 4, 5, main.local(0));
        try (var m = new TestMachine(main, Samples.depth(0))) {
            assertEquals("Error: Stack overflow\n", m.finish().output());
            assertEquals(3, m.i32(turn));
        }
    }

    @Test
    void out_of_memory_can_be_caught_when_nothing_is_left() {
        ImageBuilder builder = new ImageBuilder();
        int array = builder.arrayType(TypeIds.I64, "[i64]");
        TestFunction main =
                TestFunction.entry(TypeIds.ERROR, TypeIds.STRING, array, TypeIds.I64, TypeIds.I32);
        main.op(NEW_LITERAL, main.local(2), 0, array).op(CONST_I64, main.local(3), 1);
        main.op(PUSH_I64, main.local(2), main.local(3)).op(JUMP, -2);
        report(main).handler(2, 3, 4, main.local(0));
        MachineOptions small = new MachineOptions(1 << 20, 1 << 20, 100, 1000, HeapOptions.DEFAULT);
        try (var m = new TestMachine(small, builder, main)) {
            assertEquals("Error: Out of memory runtime error Out of memory\n", m.finish().output());
        }
    }

    @Test
    void traps_of_builtins_are_caught_and_leave_no_half_line() {
        TestFunction all =
                TestFunction.entry(TypeIds.ERROR, TypeIds.STRING, TypeIds.RANGE, TypeIds.I32);
        all.op(CONST_I32, all.out(0), 5).op(BUILTIN, Builtin.PUT_I32.id());
        all.op(CONST_I64, all.out(0), 0).op(CONST_I64, all.out(8), 1);
        all.op(CONST_I64, all.out(16), 0);
        all.op(BUILTIN_REF, all.local(2), Builtin.RANGE.id()).op(HALT);
        report(all).handler(2, 6, 7, all.local(0));
        String message = "Invalid arguments provided to range()";
        try (var m = new TestMachine(all)) {
            assertEquals(
                    "Error: " + message + " argument error " + message + "\n", m.finish().output());
        }
    }

    @Test
    void handlers_that_protect_each_other_can_be_cancelled() throws InterruptedException {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(CONST_I32, main.local(0), 0);
        main.op(DIV_I32, main.local(0), main.local(0), main.local(0));
        main.op(DIV_I32, main.local(0), main.local(0), main.local(0));
        main.op(HALT);
        main.handler(1, 2, 2, -1).handler(2, 3, 1, -1);
        try (var m = new TestMachine(main)) {
            List<Outcome> outcomes = new ArrayList<>();
            Thread runner = new Thread(() -> outcomes.add(m.run()));
            runner.start();
            runner.join(50);
            assertTrue(runner.isAlive());
            m.machine.cancel();
            runner.join(20_000);
            assertEquals(Outcome.End.CANCELLED, outcomes.get(0).end());
        }
    }

    @Test
    void catching_allocates_next_to_nothing_on_the_java_heap() {
        TestFunction main =
                TestFunction.entry(TypeIds.ERROR, TypeIds.I32, TypeIds.I32, TypeIds.I32);
        main.op(CONST_I32, main.local(1), 0).op(CONST_I32, main.local(2), 20_000);
        main.op(CONST_I32, main.local(3), 0);
        main.op(DIV_I32, main.local(3), main.local(3), main.local(3)).op(HALT);
        main.op(NEXT_I32, main.local(1), main.local(2), -3).op(HALT);
        main.handler(3, 4, 5, main.local(0));
        var threads =
                (com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean();
        try (var m = new TestMachine(main)) {
            long before = threads.getCurrentThreadAllocatedBytes();
            m.finish();
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(bytes < 200_000, bytes + " bytes for 20,000 traps");
            assertEquals(20_000, m.i32(main.local(1)));
        }
    }
}
