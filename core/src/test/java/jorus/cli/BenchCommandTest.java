package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void the_curve_has_a_bar_per_run_as_high_as_its_time() {
        assertEquals("█▅▃▁", BenchCommand.curve(new long[] {800, 400, 200, 1}));
        assertEquals("██", BenchCommand.curve(new long[] {7, 7}));
    }

    @Test
    void many_runs_share_columns_but_for_the_first_and_the_fastest_counts() {
        long[] nanos = new long[119];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = i % 2 == 0 ? 80 : 10;
        }
        assertEquals("█" + "▂".repeat(59), BenchCommand.curve(nanos));
    }
}
