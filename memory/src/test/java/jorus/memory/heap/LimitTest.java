package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;
import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

import java.util.random.RandomGenerator;

class LimitTest {
    private static final long MIB = 1 << 20;

    private static long heapBytes(Fixture f) {
        return f.memory.accounting().bytes(Category.HEAP_OBJECTS)
                + f.memory.accounting().bytes(Category.HEAP_LARGE)
                + f.memory.accounting().bytes(Category.HEAP_METADATA);
    }

    /// Pushes live records onto a list until memory runs out; returns how many there were.
    private static int fill(Fixture f) {
        f.keep(0);
        long slot = f.heap.roots().depth() - 1;
        int count = 0;
        try {
            for (; ; count++) {
                long node = f.heap.newRecord(f.pair);
                Memory.i64(Fixture.field(node, 0), f.heap.roots().get(slot));
                f.heap.roots().set(slot, node);
            }
        } catch (OutOfMemory _) {
            return count;
        }
    }

    @Test
    void live_objects_fill_the_limit_and_never_exceed_it() {
        for (long limit : new long[] {MIB, 7 * MIB, 40 * MIB}) {
            try (Fixture f = new Fixture(limit, HeapOptions.DEFAULT)) {
                int count = fill(f);
                Statistics end = f.heap.statistics();
                assertTrue(end.peakBytes() <= limit, end.toString());
                assertTrue(count * 32L > limit * 7 / 10, count + " records in " + limit);
                assertEquals(heapBytes(f), end.committedBytes());
            }
        }
    }

    @Test
    void the_heap_goes_on_after_running_out_of_memory() {
        try (Fixture f = new Fixture(8 * MIB, HeapOptions.DEFAULT)) {
            int first = fill(f);
            f.heap.roots().truncate(0);
            f.heap.verify();
            assertEquals(0, f.heap.statistics().liveObjects());
            int second = fill(f);
            assertTrue(second >= first * 9L / 10, first + " then " + second);
        }
    }

    @Test
    void garbage_is_never_the_reason_for_running_out() {
        try (Fixture f = new Fixture(2 * MIB, HeapOptions.DEFAULT)) {
            RandomGenerator random = Seed.random("garbage_is_never_the_reason");
            for (int i = 0; i < 200_000; i++) {
                f.heap.newArray(
                        f.floats, random.nextInt(random.nextInt(100) == 0 ? 60_000 : 60), 0);
            }
            assertTrue(f.heap.statistics().peakBytes() <= 2 * MIB);
        }
    }

    @Test
    void large_garbage_is_given_back_before_running_out() {
        try (Fixture f = new Fixture(20 * MIB, HeapOptions.DEFAULT)) {
            for (int i = 0; i < 100; i++) {
                f.heap.newArray(f.bools, 15 * MIB, 0);
            }
            assertTrue(f.heap.statistics().peakBytes() <= 20 * MIB);
        }
    }

    @Test
    void an_array_grows_by_less_when_the_limit_is_near() {
        try (Fixture f = new Fixture(20 * MIB, HeapOptions.DEFAULT)) {
            long array = f.keep(f.heap.newArray(f.bools, 8 * MIB, 0));
            f.heap.ensureCapacity(array, 8 * MIB + 1);
            assertEquals(9 * MIB, ArrayLayout.capacity(array));
        }
    }

    @Test
    void room_that_only_may_be_needed_is_not_made_beyond_the_limit() {
        try (Fixture f = new Fixture(20 * MIB, HeapOptions.DEFAULT)) {
            long array = f.keep(f.heap.newArray(f.bools, 8 * MIB, 0));
            long data = ArrayLayout.data(array);
            assertFalse(f.heap.tryEnsureCapacity(array, 16 * MIB));
            assertFalse(f.heap.tryEnsureCapacity(array, 1L << 40));
            assertEquals(8 * MIB, ArrayLayout.capacity(array));
            assertEquals(data, ArrayLayout.data(array));
            f.heap.verify();
        }
    }

    @Test
    void empty_chunks_make_room_for_a_large_block() {
        try (Fixture f = new Fixture(20 * MIB, HeapOptions.DEFAULT)) {
            fill(f);
            f.heap.roots().truncate(0);
            long array = f.heap.newArray(f.bools, 18 * MIB, 0);
            assertEquals(18 * MIB, ArrayLayout.length(array));
        }
    }

    @Test
    void allocation_bombs_end_in_out_of_memory_below_the_limit() {
        RandomGenerator random = Seed.random("allocation_bombs");
        for (int bomb = 0; bomb < 30; bomb++) {
            long limit = MIB + random.nextInt(16 << 20);
            try (Fixture f = new Fixture(limit, HeapOptions.DEFAULT)) {
                int kind = bomb % 5;
                assertThrows(OutOfMemory.class, () -> explode(f, kind, random));
                Statistics end = f.heap.statistics();
                assertTrue(end.peakBytes() <= limit, end.toString());
                f.heap.verify();
            }
        }
    }

    private static void explode(Fixture f, int kind, RandomGenerator random) {
        long array = f.keep(f.heap.newArray(f.refs, 0, 0));
        long s = f.keep(f.text("bomb"));
        for (int i = 0; ; i++) {
            switch (kind) {
                case 0 -> s = f.heap.concat(s, s);
                case 1 -> push(f, array, i, f.heap.newRecord(f.mixed));
                case 2 -> push(f, array, i, f.heap.newArray(f.anys, random.nextInt(500), 0));
                case 3 -> push(f, array, i, f.heap.newSizedRecord(f.closure, i, i, 8));
                default -> push(f, array, i, f.heap.newArray(f.bools, 1L << Math.min(i, 40), 0));
            }
            f.heap.roots().set(1, s);
        }
    }

    private static void push(Fixture f, long array, int index, long ref) {
        f.keep(ref);
        f.heap.ensureCapacity(array, index + 1L);
        ArrayLayout.length(array, index + 1);
        f.element(array, index, ref);
        f.heap.roots().truncate(2);
    }

    @Test
    void a_full_heap_with_a_little_garbage_gives_up_soon() {
        try (Fixture f = new Fixture(2 * MIB, HeapOptions.DEFAULT)) {
            f.keep(0);
            assertThrows(
                    OutOfMemory.class,
                    () -> {
                        for (; ; ) {
                            for (int i = 0; i < 100; i++) {
                                f.heap.newRecord(f.pair);
                            }
                            long node = f.heap.newRecord(f.pair);
                            Memory.i64(Fixture.field(node, 0), f.heap.roots().get(0));
                            f.heap.roots().set(0, node);
                        }
                    });
            long collections = f.heap.statistics().collections();
            assertTrue(collections < 700, collections + " collections");
        }
    }

    @Test
    void a_limit_without_room_for_the_empty_heap_is_out_of_memory() {
        assertThrows(OutOfMemory.class, () -> new Fixture(1000, HeapOptions.DEFAULT));
    }

    @Test
    void failing_every_allocation_in_turn_leaves_the_heap_consistent() {
        long count;
        try (Fixture f = new Fixture()) {
            f.heap.failAllocation(Long.MAX_VALUE, false);
            scenario(f);
            count = f.heap.allocationsSeen();
        }
        assertTrue(count > 50, count + " allocations");
        for (int persistent = 0; persistent < 2; persistent++) {
            for (long n = 1; n <= count; n++) {
                try (Fixture f = new Fixture()) {
                    f.heap.failAllocation(n, persistent == 1);
                    try {
                        scenario(f);
                    } catch (OutOfMemory _) {
                        // The point is what is left behind.
                    }
                    f.heap.failAllocation(0, false);
                    f.heap.verify();
                    f.heap.roots().truncate(0);
                    assertEquals("abc, 100, 49500", scenario(f), "after failure " + n);
                    f.heap.roots().truncate(0);
                    assertEquals(0, f.liveObjects(), "after failure " + n);
                }
            }
        }
    }

    @Test
    void failing_every_system_allocation_in_turn_leaves_the_heap_consistent() {
        for (long n = 1; n <= 40; n++) {
            for (int persistent = 0; persistent < 2; persistent++) {
                try (Fixture f = new Fixture(64 * MIB, new HeapOptions(MIB / 2, 16, false, true))) {
                    f.memory.failures().arm(n, persistent == 1);
                    try {
                        scenario(f);
                        for (int i = 0; i < 20_000; i++) {
                            f.keep(f.heap.newRecord(f.mixed));
                        }
                        f.keep(f.heap.newArray(f.bools, 2 * MIB, 0));
                    } catch (OutOfMemory _) {
                        // The point is what is left behind.
                    }
                    f.memory.failures().disarm();
                    f.heap.verify();
                    f.heap.roots().truncate(0);
                    assertEquals("abc, 100, 49500", scenario(f), "after failure " + n);
                    assertEquals(heapBytes(f), f.heap.statistics().committedBytes());
                }
            }
        }
    }

    /// A little of everything that allocates.
    private static String scenario(Fixture f) {
        long base = f.heap.roots().depth();
        long s = f.keep(f.text("a"));
        s = f.heap.concat(s, f.text("b"));
        f.heap.roots().set(base, s);
        s = f.heap.concat(s, f.text("c"));
        f.heap.roots().set(base, s);
        long array = f.keep(f.heap.newArray(f.refs, 0, 0));
        for (int i = 0; i < 100; i++) {
            long record = f.heap.newRecord(f.pair);
            Memory.i64(record + 24, 10L * i);
            if (i == ArrayLayout.capacity(array)) {
                f.keep(record);
                f.heap.ensureCapacity(array, i + 1L);
                f.heap.roots().truncate(base + 2);
            }
            ArrayLayout.length(array, i + 1);
            f.element(array, i, record);
        }
        f.keep(f.heap.newRecord(f.wide));
        f.keep(f.heap.newSizedRecord(f.closure, 3, 1, 0));
        f.keep(f.heap.newArray(f.floats, 10_000, 0));
        long sum = 0;
        for (int i = 0; i < ArrayLayout.length(array); i++) {
            sum += Memory.i64(Memory.i64(ArrayLayout.data(array) + 8L * i) + 24);
        }
        return Fixture.text(s) + ", " + ArrayLayout.length(array) + ", " + sum;
    }
}
