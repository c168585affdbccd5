package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
