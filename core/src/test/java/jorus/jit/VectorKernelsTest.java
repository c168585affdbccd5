package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.runtime.Machine;

import org.junit.jupiter.api.Test;

class VectorKernelsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void kernels_are_not_begun_shortly_before_the_end_of_a_run() {
        long now = -500 * MILLI;
        assertEquals(now, VectorKernels.beginning(now, 0), "nothing known");
        assertEquals(now, VectorKernels.beginning(now, now + 1000 * MILLI), "long before");
        long soon = now + 200 * MILLI;
        assertEquals(soon, VectorKernels.beginning(now, soon), "shortly before");
        assertEquals(now, VectorKernels.beginning(now, now - MILLI), "longer than the last one");
    }

    @Test
    void a_loop_that_is_new_polls_often() {
        try (Subject subject = new Subject("print(1)")) {
            Machine machine = subject.machine;
            VectorKernels kernels = new VectorKernels(null, subject.jit);
            kernels.attach(machine);
            strips(machine, 600);
            int far = machine.polls;
            assertTrue(far > 10_000, "after a while: " + far);
            kernels.lacks(0, 24);
            strips(machine, 1);
            assertTrue(machine.polls > 100 && machine.polls <= 320, "new: " + machine.polls);
            strips(machine, 600);
            assertEquals(far, machine.polls, "after a while");
            kernels.lacks(0, 300_000);
            strips(machine, 1);
            assertEquals(far, machine.polls, "old");
        }
    }

    private static void strips(Machine machine, int count) {
        for (int i = 0; i < count; i++) {
            machine.pollStrip();
        }
    }
}
