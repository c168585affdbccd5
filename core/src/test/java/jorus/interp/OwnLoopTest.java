package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import jorus.image.ImageBuilder;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Programs that leave the shared loop. Others have been in it: the tests see to that.
class OwnLoopTest {
    private static final int PATIENCE = 5_000;

    @BeforeEach
    void others_have_run() {
        System.setProperty(LoopChoice.MOVE_PROPERTY, String.valueOf(PATIENCE));
        for (int count = 1; count <= 2; count++) {
            try (var other = new TestMachine(Samples.sum(count))) {
                other.finish();
            }
        }
    }

    @AfterEach
    void by_default() {
        System.clearProperty(LoopChoice.MOVE_PROPERTY);
    }

    private static OwnLoop loopOf(TestMachine m) {
        LoopChoice choice = (LoopChoice) m.verified.companion();
        return choice == null ? null : choice.loop();
    }

    private static long result(int turns) {
        return (long) turns * (turns - 1) / 2;
    }

    @Test
    void a_program_that_stays_long_moves_and_goes_on_where_it_was() {
        try (var m = new TestMachine(Samples.sum(123_456))) {
            m.finish();
            assertNotNull(loopOf(m));
            assertEquals(result(123_456), m.i64(TestFunction.entry(TypeIds.I64).local(0)));
            assertEquals(123_455, m.machine.pollCount());
            assertNull(m.machine.tiering);
        }
    }

    @Test
    void the_warmer_the_shared_loop_the_longer_a_program_stays() {
        assertEquals(2_000, LoopChoice.patience(0));
        assertEquals(10_000, LoopChoice.patience(80_000));
        assertEquals(1_000_000, LoopChoice.patience(1L << 40));
    }

    @Test
    void what_runs_in_the_shared_loop_warms_it() {
        long before = Execution.sharedPolls();
        try (var few = new TestMachine(Samples.sum(1001))) {
            few.finish();
        }
        assertEquals(before + 1000, Execution.sharedPolls());
        try (var moved = new TestMachine(Samples.sum(2 * PATIENCE))) {
            moved.finish();
        }
        assertEquals(before + 1000, Execution.sharedPolls());
    }

    @Test
    void it_moves_between_a_call_and_the_callee_too() {
        try (var m = new TestMachine(Samples.callWith(20), Samples.fibonacci())) {
            assertEquals(6765, m.finish().i32(TestFunction.entry(TypeIds.I32).local(0)));
            assertNotNull(loopOf(m));
            assertEquals(21_891, m.machine.pollCount());
        }
    }

    /// Machines of equal images stand for a program that is compiled again and again.
    @Test
    void equal_programs_share_their_time_and_their_loop() {
        OwnLoop loop = null;
        for (int run = 1; run <= 4; run++) {
            try (var m = new TestMachine(Samples.sum(PATIENCE * 2 / 5))) {
                m.finish();
                assertEquals(run > 2, loopOf(m) != null, "run " + run);
                assertTrue(loop == null || loop == loopOf(m), "run " + run);
                loop = loopOf(m);
            }
        }
        try (var other = new TestMachine(Samples.sum(PATIENCE * 2))) {
            other.finish();
            assertNotNull(loopOf(other));
            assertNotSame(loop, loopOf(other));
            assertNotSame(loop.type(), loopOf(other).type());
        }
    }

    @Test
    void instructions_allocate_nothing_in_a_loop_of_ones_own() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (int run = 1; run <= 3; run++) {
            try (var m = new TestMachine(Samples.sum(2_000_000))) {
                long before = threads.getCurrentThreadAllocatedBytes();
                m.finish();
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
                assertNotNull(loopOf(m));
            }
        }
        assertTrue(bytes <= 2048, "6 million instructions allocate " + bytes);
    }

    @Test
    void fuel_ends_a_moved_program_at_its_poll() {
        for (long fuel : new long[] {PATIENCE - 1, PATIENCE, PATIENCE + 1, PATIENCE * 3L}) {
            MachineOptions options = MachineOptions.DEFAULT.withFuel(fuel);
            try (var m = new TestMachine(options, new ImageBuilder(), Samples.sum(900_000))) {
                Outcome outcome = m.run();
                assertEquals(Outcome.End.LIMITED, outcome.end());
                assertEquals(fuel + 1, m.machine.pollCount());
                long turns = fuel + 1;
                assertEquals(result((int) turns), m.i64(TestFunction.entry(TypeIds.I64).local(0)));
            }
        }
    }

    /// Counts to `turns`, divides by zero, and in the handler does it all again without end.
    private static TestFunction trapping(int turns) {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32, TypeIds.I32);
        main.op(CONST_I32, main.local(2), 0);
        main.op(CONST_I32, main.local(0), 0).op(CONST_I32, main.local(1), turns - 1);
        main.op(NEXT_I32, main.local(0), main.local(1), -1);
        main.op(DIV_I32, main.local(2), main.local(2), main.local(2)).op(HALT);
        return main.handler(4, 5, 1, -1);
    }

    @Test
    void a_trap_of_a_moved_program_finds_its_handler_and_the_loop_again() {
        long fuel = 200_000;
        MachineOptions options = MachineOptions.DEFAULT.withFuel(fuel);
        try (var m = new TestMachine(options, new ImageBuilder(), trapping(1000))) {
            assertEquals(Outcome.End.LIMITED, m.run().end());
            assertNotNull(loopOf(m));
            assertEquals(fuel + 1, m.machine.pollCount());
        }
    }

    @Test
    void a_moved_program_can_be_cancelled() throws InterruptedException {
        TestFunction endless = TestFunction.entry().op(NOP).op(NOP).op(JUMP, -3);
        try (var m = new TestMachine(endless)) {
            List<Outcome> outcomes = new ArrayList<>();
            Thread runner = new Thread(() -> outcomes.add(m.run()));
            runner.start();
            for (int i = 0; i < 2000 && loopOf(m) == null; i++) {
                Thread.sleep(10);
            }
            assertNotNull(loopOf(m));
            m.machine.cancel();
            runner.join(20_000);
            assertEquals(Outcome.End.CANCELLED, outcomes.get(0).end());
        }
    }

    private static WeakReference<Class<?>> typeOfShort() {
        try (var m = new TestMachine(Samples.sum(PATIENCE + 3000))) {
            m.finish();
            return new WeakReference<>(loopOf(m).type());
        }
    }

    @Test
    void the_loop_of_a_program_goes_when_others_have_come() throws InterruptedException {
        WeakReference<Class<?>> type = typeOfShort();
        for (int i = 0; i < LoopChoice.MOST_KEPT; i++) {
            assertNotNull(type.get(), "it may come again");
            try (var other = new TestMachine(Samples.sum(10 + i))) {
                other.finish();
            }
        }
        for (int i = 0; i < 50 && type.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(type.get());
    }

    @Test
    void every_gate_of_a_copy_is_its_own() {
        ClassModel copy = ClassFile.of().parse(OwnLoop.copy());
        List<MethodTypeDesc> gates = new ArrayList<>();
        for (MethodModel method : copy.methods()) {
            for (CodeElement element : method.code().orElseThrow()) {
                assertTrue(
                        !(element instanceof FieldInstruction field)
                                || !field.owner().asInternalName().contains("Gates"),
                        element::toString);
                if (element instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof MethodTypeDesc type) {
                    gates.add(type);
                }
            }
        }
        assertEquals(Gates.class.getDeclaredClasses().length, gates.size());
        assertEquals(gates.size(), new HashSet<>(gates).size());
    }
}
