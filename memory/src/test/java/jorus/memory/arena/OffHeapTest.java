package jorus.memory.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class OffHeapTest {
    private record Block(long address, Category category, long footprint) {}

    @Test
    void a_block_is_zero_and_on_its_boundary() {
        try (OffHeap memory = new OffHeap()) {
            for (long alignment = 1; alignment <= 1 << 20; alignment *= 4) {
                long block = memory.allocate(Category.OTHER, 1000, alignment);
                assertEquals(0, block % Math.max(alignment, 64), "alignment " + alignment);
                for (int i = 0; i < 1000; i++) {
                    assertEquals(0, Memory.i8(block + i));
                }
                Memory.fill(block, 1000, (byte) 0xFF);
                if (alignment > 64) {
                    memory.release(block); // what follows may get these bytes again
                }
            }
        }
    }

    @Test
    void constants_are_zero_and_have_lines_of_their_own() {
        long first = OffHeap.constants(65);
        for (int i = 0; i < 65; i++) {
            assertEquals(0, Memory.i8(first + i));
            Memory.i8(first + i, -1);
        }
        long second = OffHeap.constants(1);
        assertEquals(0, Memory.i8(second));
        assertEquals(0, (first | second) % Memory.CACHE_LINE);
        Memory.i8(second, 1);
        assertEquals(-1, Memory.i8(first + 64));
        assertTrue(Math.abs(second - first) >= Memory.CACHE_LINE);
    }

    @Test
    void a_large_block_is_zero_and_on_its_boundary() {
        Assumptions.assumeFalse(Memory.CHECKED);
        try (OffHeap memory = new OffHeap()) {
            for (long alignment = 16; alignment <= 1 << 20; alignment *= 16) {
                for (int change = -64; change <= 64; change += 64) {
                    long bytes = LargeBlocks.LEAST_BYTES + change;
                    long block = memory.allocate(Category.OTHER, bytes, alignment);
                    assertEquals(0, block % Math.max(alignment, 64), "alignment " + alignment);
                    for (long at = 0; at < bytes; at += 1 << 20) {
                        assertEquals(0, Memory.i64(block + at));
                    }
                    Memory.fill(block, 1 << 20, (byte) 0xFF);
                    Memory.fill(block + bytes - 64, 64, (byte) 0xFF);
                    memory.release(block);
                }
            }
            assertEquals(0, memory.accounting().totalBytes());
        }
    }

    @Test
    void a_large_block_is_had_at_once() {
        Assumptions.assumeFalse(Memory.CHECKED);
        long gigabyte = 1L << 30;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        try (OffHeap memory = new OffHeap()) {
            // The first one links the functions of the C library.
            for (int i = 0; i < 4; i++) {
                long before = threads.getCurrentThreadCpuTime();
                long block = memory.allocate(Category.OTHER, gigabyte, 64);
                least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
                memory.release(block);
            }
        }
        // Zeroing takes 200 ms at 5 GB a second.
        assertTrue(least < 50_000_000, least + " ns");
    }

    @Test
    void blocks_do_not_overlap() {
        try (OffHeap memory = new OffHeap()) {
            long[] blocks = new long[200];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = memory.allocate(Category.OTHER, 64 + i, 64);
                Memory.fill(blocks[i], 64 + i, (byte) i);
            }
            for (int i = 0; i < blocks.length; i++) {
                for (int k = 0; k < 64 + i; k++) {
                    assertEquals((byte) i, Memory.i8(blocks[i] + k), "block " + i);
                }
            }
        }
    }

    @Test
    void accounting_adds_up_over_random_allocations_and_releases() {
        RandomGenerator random = Seed.random("accounting_adds_up");
        Category[] categories = Category.values();
        try (OffHeap memory = new OffHeap()) {
            List<Block> open = new ArrayList<>();
            long[] bytes = new long[categories.length];
            long[] blocks = new long[categories.length];
            long[] peaks = new long[categories.length];
            long peak = 0;
            for (int step = 0; step < 3000; step++) {
                if (open.isEmpty() || random.nextInt(5) < 3) {
                    int row = random.nextInt(categories.length);
                    long size = random.nextInt(5000);
                    long alignment = 1L << random.nextInt(13);
                    long address = memory.allocate(categories[row], size, alignment);
                    long footprint = OffHeap.footprint(size, alignment);
                    open.add(new Block(address, categories[row], footprint));
                    bytes[row] += footprint;
                    blocks[row]++;
                } else {
                    Block block = open.remove(random.nextInt(open.size()));
                    memory.release(block.address());
                    bytes[block.category().ordinal()] -= block.footprint();
                    blocks[block.category().ordinal()]--;
                }
                long total = 0;
                for (int row = 0; row < categories.length; row++) {
                    peaks[row] = Math.max(peaks[row], bytes[row]);
                    total += bytes[row];
                    assertEquals(bytes[row], memory.accounting().bytes(categories[row]));
                    assertEquals(blocks[row], memory.accounting().blocks(categories[row]));
                    assertEquals(peaks[row], memory.accounting().peakBytes(categories[row]));
                }
                peak = Math.max(peak, total);
                assertEquals(total, memory.accounting().totalBytes());
                assertEquals(peak, memory.accounting().totalPeakBytes());
                assertEquals(open.size(), memory.accounting().totalBlocks());
            }
        }
    }

    @Test
    void the_limit_is_reached_exactly_and_not_passed() {
        long limit = 10 * OffHeap.footprint(1000, 64);
        try (OffHeap memory = new OffHeap(limit)) {
            for (int i = 0; i < 10; i++) {
                memory.allocate(Category.OTHER, 1000, 64);
            }
            assertEquals(limit, memory.accounting().totalBytes());
            assertThrows(OutOfMemory.class, () -> memory.allocate(Category.OTHER, 0, 1));
            assertEquals(limit, memory.accounting().totalPeakBytes());
            assertEquals(10, memory.accounting().totalBlocks());
        }
    }

    @Test
    void a_footprint_covers_the_size_and_the_way_to_its_boundary() {
        for (long size : new long[] {0, 1, 63, 64, 65, 100_000}) {
            for (long alignment = 1; alignment <= 1 << 16; alignment *= 2) {
                long needed = size + Math.max(alignment, 64) - 16;
                long footprint = OffHeap.footprint(size, alignment);
                assertTrue(footprint >= needed, size + " aligned to " + alignment);
                assertTrue(footprint < needed + 128, size + " aligned to " + alignment);
            }
        }
    }

    @Test
    void sizes_beyond_any_address_space_are_out_of_memory() {
        try (OffHeap memory = new OffHeap()) {
            for (long size : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 4096, 1L << 47}) {
                assertThrows(
                        OutOfMemory.class, () -> memory.allocate(Category.OTHER, size, 1 << 14));
            }
            assertEquals(0, memory.accounting().totalBytes());
        }
    }

    @Test
    void negative_sizes_and_crooked_alignments_are_refused() {
        try (OffHeap memory = new OffHeap()) {
            assertThrows(
                    IllegalArgumentException.class, () -> memory.allocate(Category.OTHER, -1, 64));
            assertThrows(
                    IllegalArgumentException.class, () -> memory.allocate(Category.OTHER, 1, 48));
            assertThrows(
                    IllegalArgumentException.class, () -> memory.allocate(Category.OTHER, 1, 0));
        }
    }

    @Test
    void closing_gives_everything_back() {
        int instances = OffHeap.openInstances();
        long bytes = OffHeap.openBytes();
        OffHeap memory = new OffHeap();
        for (int i = 0; i < 100; i++) {
            memory.allocate(Category.CODE, 1 << i % 16, 64);
        }
        assertEquals(instances + 1, OffHeap.openInstances());
        assertEquals(bytes + memory.accounting().totalBytes(), OffHeap.openBytes());
        memory.close();
        memory.close();
        assertEquals(instances, OffHeap.openInstances());
        assertEquals(bytes, OffHeap.openBytes());
        assertEquals(0, memory.accounting().totalBytes());
        assertEquals(0, memory.accounting().totalBlocks());
        assertTrue(memory.isClosed());
    }

    @Test
    void nothing_can_be_allocated_after_closing() {
        OffHeap memory = new OffHeap();
        memory.close();
        assertThrows(IllegalStateException.class, () -> memory.allocate(Category.OTHER, 1, 64));
    }

    @Test
    void only_open_blocks_can_be_released() {
        try (OffHeap memory = new OffHeap()) {
            long block = memory.allocate(Category.OTHER, 100, 64);
            assertThrows(AssertionError.class, () -> memory.release(block + 64));
            memory.release(block);
            assertThrows(AssertionError.class, () -> memory.release(block));
        }
    }

    @Test
    void another_thread_may_use_release_and_close() throws InterruptedException {
        OffHeap memory = new OffHeap();
        long first = memory.allocate(Category.OTHER, 100, 64);
        memory.allocate(Category.OTHER, 100, 64);
        long[] seen = new long[1];
        Thread other =
                new Thread(
                        () -> {
                            Memory.i64(first, 42);
                            seen[0] = Memory.i64(first);
                            memory.release(first);
                            memory.allocate(Category.OTHER, 100, 64);
                            memory.close();
                        });
        other.start();
        other.join();
        assertEquals(42, seen[0]);
        assertTrue(memory.isClosed());
        assertEquals(0, memory.accounting().totalBytes());
    }

    @Test
    void the_nth_allocation_fails_once_when_so_armed() {
        try (OffHeap memory = new OffHeap()) {
            memory.failures().arm(3, false);
            assertEquals("ok ok failed ok ok", outcomes(memory));
            assertEquals(5, memory.failures().asked());
        }
    }

    @Test
    void all_allocations_from_the_nth_on_fail_when_so_armed() {
        try (OffHeap memory = new OffHeap()) {
            memory.failures().arm(3, true);
            assertEquals("ok ok failed failed failed", outcomes(memory));
            memory.failures().disarm();
            assertFalse(memory.failures().isArmed());
            assertEquals("ok ok ok ok ok", outcomes(memory));
        }
    }

    private static String outcomes(OffHeap memory) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            try {
                memory.allocate(Category.OTHER, 10, 64);
                text.append("ok ");
            } catch (OutOfMemory _) {
                text.append("failed ");
            }
        }
        return text.toString().strip();
    }

    @Test
    void the_failure_is_one_object_without_a_stack_trace() {
        try (OffHeap memory = new OffHeap(0)) {
            OutOfMemory failure =
                    assertThrows(OutOfMemory.class, () -> memory.allocate(Category.OTHER, 1, 64));
            assertSame(OutOfMemory.INSTANCE, failure);
            assertEquals(0, failure.getStackTrace().length);
        }
    }
}
