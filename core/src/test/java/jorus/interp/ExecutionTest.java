package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;

import jorus.builtin.Builtin;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.verify.Verifier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class ExecutionTest {
    /// Prints the numbers below `count`, each in a line.
    private static TestFunction printer(int count) {
        TestFunction main = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        main.op(CONST_I32, main.local(0), 0).op(CONST_I32, main.local(1), count - 1);
        main.op(MOVE_I32, main.out(0), main.local(0)).op(BUILTIN, Builtin.PUT_I32.id());
        main.op(BUILTIN, Builtin.PRINT.id());
        main.op(NEXT_I32, main.local(0), main.local(1), -4).op(HALT);
        return main;
    }

    private static TestFunction endless() {
        return TestFunction.entry().op(NOP).op(JUMP, -2);
    }

    @Test
    void output_is_complete_and_in_order() {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            expected.append(i).append('\n');
        }
        try (var m = new TestMachine(printer(20_000))) {
            assertEquals(expected.toString(), m.finish().output());
        }
    }

    @Test
    void output_that_nobody_takes_ends_the_run() {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        try (OffHeap memory = new OffHeap()) {
            for (int lines : new int[] {1, 100_000}) {
                Image image =
                        ImageWriter.write(
                                TestFunction.image(new ImageBuilder(), printer(lines)), memory);
                try (Machine machine = new Machine(image, memory, closed, MachineOptions.DEFAULT)) {
                    Outcome outcome = new Execution(Verifier.verify(image), machine).run();
                    assertEquals(Outcome.End.OUTPUT_CLOSED, outcome.end());
                }
            }
        }
    }

    @Test
    void closing_gives_all_memory_back() {
        long before = OffHeap.openBytes();
        new TestMachine(printer(10)).finish().close();
        assertEquals(before, OffHeap.openBytes());
    }

    @Test
    void an_endless_loop_can_be_cancelled() throws InterruptedException {
        try (var m = new TestMachine(endless())) {
            List<Outcome> outcomes = new ArrayList<>();
            Thread runner = new Thread(() -> outcomes.add(m.run()));
            runner.start();
            runner.join(100);
            assertTrue(runner.isAlive());
            m.machine.cancel();
            runner.join(TimeUnit.SECONDS.toMillis(20));
            assertEquals(Outcome.End.CANCELLED, outcomes.get(0).end());
        }
    }

    @Test
    void polls_are_taken_backward_branches_and_calls() {
        try (var loop = new TestMachine(Samples.sum(12_345));
                var calls = new TestMachine(Samples.callWith(10), Samples.fibonacci())) {
            assertEquals(12_344, loop.finish().machine.pollCount());
            assertEquals(177, calls.finish().machine.pollCount());
        }
    }

    @Test
    void an_observer_sees_each_instruction_once_and_in_order() {
        try (var m = new TestMachine(Samples.sum(1000))) {
            List<Opcode> seen = new ArrayList<>();
            Outcome outcome =
                    new Execution(m.verified, m.machine)
                            .run(
                                    (pc, fp) -> {
                                        assertEquals(m.machine.stackBase, fp);
                                        seen.add(Opcode.byCode(Word.op(Memory.i64(pc))));
                                    });
            assertEquals(Outcome.End.FINISHED, outcome.end());
            assertEquals(Samples.sumInstructions(1000), seen.size());
            assertEquals(
                    List.of(CONST_I64, CONST_I64, CONST_I64, ADD_I64, NOP, NEXT_I64, ADD_I64),
                    seen.subList(0, 7));
            assertEquals(HALT, seen.get(seen.size() - 1));
            assertEquals(499_500, m.i64(Samples.sum(0).local(0)));
        }
    }

    @Test
    void observed_runs_trap_in_the_same_place() {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(CONST_I32, main.local(0), 0);
        main.op(DIV_I32, main.local(0), main.local(0), main.local(0)).op(HALT);
        try (var plain = new TestMachine(main);
                var observed = new TestMachine(main)) {
            Outcome expected = plain.run();
            Outcome outcome =
                    new Execution(observed.verified, observed.machine).run((pc, fp) -> {});
            assertEquals(expected.kind(), outcome.kind());
            assertEquals(expected.trace(), outcome.trace());
        }
    }

    /// In the shared loop: making another takes some kilobytes ([OwnLoopTest] looks at that).
    private static long allocatedBy(TestFunction... functions) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        System.setProperty(LoopChoice.MOVE_PROPERTY, String.valueOf(Integer.MAX_VALUE));
        try (var m = new TestMachine(functions)) {
            Execution execution = new Execution(m.verified, m.machine);
            long before = threads.getCurrentThreadAllocatedBytes();
            Outcome outcome = execution.run();
            long after = threads.getCurrentThreadAllocatedBytes();
            assertEquals(Outcome.End.FINISHED, outcome.end());
            return after - before;
        } finally {
            System.clearProperty(LoopChoice.MOVE_PROPERTY);
        }
    }

    @Test
    void instructions_allocate_nothing_on_the_java_heap() {
        allocatedBy(Samples.sum(100_000));
        long few = allocatedBy(Samples.sum(1000));
        long many = allocatedBy(Samples.sum(4_000_000));
        assertTrue(many <= few + 2048, "12 million instructions allocate " + many + ", not " + few);
    }

    @Test
    void calls_allocate_nothing_on_the_java_heap() {
        allocatedBy(Samples.callWith(18), Samples.fibonacci());
        long few = allocatedBy(Samples.callWith(3), Samples.fibonacci());
        long many = allocatedBy(Samples.callWith(25), Samples.fibonacci());
        assertTrue(many <= few + 2048, "250,000 calls allocate " + many + ", not " + few);
    }

    @Test
    void printing_integers_allocates_nothing_on_the_java_heap() {
        allocatedBy(printer(20_000));
        // The sink of the test grows, so it is the whole difference: 10 bytes a line at most.
        long lines = 100_000;
        long bytes = allocatedBy(printer((int) lines));
        assertTrue(bytes < 64 * lines, bytes + " bytes for " + lines + " lines");
    }

    private static String folder(Class<?> type) {
        String url = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return Path.of(url).toString();
    }

    @Test
    @Timeout(120)
    void c2_compiles_the_dispatch_loop() throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+PrintCompilation",
                                "-cp",
                                String.join(
                                        File.pathSeparator,
                                        folder(Memory.class),
                                        folder(Execution.class),
                                        folder(LongRun.class)),
                                LongRun.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String log = new String(child.getInputStream().readAllBytes());
        assertEquals(0, child.waitFor(), log);
        boolean isCompiled = false;
        for (String line : log.lines().toList()) {
            if (line.contains("jorus.interp.Interpreter::run") && line.matches(".*\\s4\\s.*")) {
                if (line.contains("SKIPPED")) {
                    fail("C2 gave up: " + line);
                }
                isCompiled = true;
            }
        }
        assertTrue(isCompiled, () -> "run() was never compiled by C2");
    }
}
