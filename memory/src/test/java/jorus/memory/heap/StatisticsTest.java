package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void allocated_freed_and_live_objects_add_up() {
        try (Fixture f = new Fixture(1L << 28, new HeapOptions(1 << 20, 64, false, false))) {
            for (int i = 0; i < 100_000; i++) {
                long record = f.heap.newRecord(f.pair);
                if (i % 100 == 0) {
                    f.keep(record);
                }
            }
            f.heap.newRecord(f.wide);
            Statistics running = f.heap.statistics();
            assertEquals(100_001, running.allocatedObjects());
            assertTrue(running.collections() > 1, running.toString());
            f.heap.collect();
            Statistics after = f.heap.statistics();
            assertEquals(1000, after.liveObjects());
            assertEquals(100_001 - 1000, after.freedObjects());
            assertEquals(100_000 * 32L + SizeClasses.BLOCK_BYTES, after.allocatedBytes());
            assertEquals(32_000, after.liveBytes());
            assertEquals(32_000, after.usedBytes());
        }
    }

    @Test
    void pauses_are_measured() {
        try (Fixture f = new Fixture()) {
            f.heap.collect();
            f.heap.collect();
            Statistics after = f.heap.statistics();
            assertEquals(2, after.collections());
            assertTrue(after.maxPauseNanos() > 0);
            assertTrue(after.totalPauseNanos() >= after.maxPauseNanos());
        }
    }

    @Test
    void every_kind_and_size_of_cells_has_its_row() {
        try (Fixture f = new Fixture()) {
            for (int i = 0; i < 600; i++) {
                f.keep(f.heap.newRecord(f.leaf));
            }
            f.heap.collect();
            f.heap.newArray(f.ints, 100, 0);
            Statistics now = f.heap.statistics();
            assertEquals(
                    new Statistics.CellUse(CellKind.OBJECT, 32, 2, 600, 1), now.cells().get(0));
            assertEquals(new Statistics.CellUse(CellKind.DATA, 448, 1, 0, 1), now.cells().get(1));
            assertEquals(2, now.cells().size());
        }
    }

    @Test
    void collections_in_single_steps_count_the_same() {
        try (Fixture f = new Fixture()) {
            f.heap.newRecord(f.leaf);
            f.heap.failAllocation(Long.MAX_VALUE, false);
            for (int i = 0; i < 9; i++) {
                f.heap.newRecord(f.leaf);
            }
            f.heap.failAllocation(0, false);
            f.heap.newRecord(f.leaf);
            assertEquals(11, f.heap.statistics().allocatedObjects());
            assertEquals(9, f.heap.allocationsSeen());
        }
    }
}
