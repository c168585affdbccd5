package jorus.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

class VariantsTest {
    private static final int RUNS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static String output(Kernel kernel, Variant variant) throws Throwable {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Prepared prepared = new Prepared(kernel, variant.isFused(), out)) {
            Loop loop = variant.loop(prepared);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < RUNS; i++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                prepared.run(loop);
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            // While its code is cold, a flush of the output makes a buffer of 104 bytes, and a
            // large
            // fill a slice of 40, and now and then the sink grows. An instruction that made an
            // object would make more than 100,000 of them in a run.
            assertTrue(least <= 4096, variant + " makes Java objects");
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void every_variant_prints_what_production_prints(Kernel kernel) throws Throwable {
        String expected = output(kernel, Variant.PRODUCTION);
        String[] lines = expected.split("\n");
        assertEquals(RUNS, lines.length, expected);
        assertEquals(lines[0], lines[RUNS - 1]);
        for (Variant variant : Variant.values()) {
            assertEquals(expected, output(kernel, variant), variant.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void fusion_adds_no_instructions(Kernel kernel) throws Throwable {
        long plain = count(kernel, false);
        assertTrue(plain > 100_000, "only " + plain);
        // Arguments are computed where the callee expects them: fewer moves.
        long fused = count(kernel, true);
        assertTrue(fused <= plain, fused + " instead of " + plain);
    }

    private static long count(Kernel kernel, boolean isFused) throws Throwable {
        try (Prepared prepared = new Prepared(kernel, isFused, new ByteArrayOutputStream())) {
            return prepared.countInstructions();
        }
    }

    @Test
    void only_production_runs_superinstructions() {
        for (Variant variant : Variant.values()) {
            assertEquals(variant == Variant.PRODUCTION, variant.isFused());
            assertFalse(variant.title().isEmpty());
        }
    }
}
