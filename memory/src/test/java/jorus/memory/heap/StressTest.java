package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

class StressTest {
    @Test
    void stress_mode_collects_at_every_allocation() {
        try (Fixture f = new Fixture(1L << 28, HeapOptions.STRESS)) {
            for (int i = 1; i <= 20; i++) {
                f.heap.newRecord(f.leaf);
                assertEquals(i, f.heap.statistics().collections());
            }
        }
    }

    @Test
    void freed_memory_is_poisoned() {
        try (Fixture f = new Fixture(1L << 28, HeapOptions.STRESS)) {
            f.keep(f.heap.newRecord(f.leaf));
            long lost = f.heap.newRecord(f.leaf);
            f.heap.collect();
            assertEquals(0x5A5A5A5A5A5A5A5AL, Memory.i64(lost));
            assertEquals(0x5A5A5A5A5A5A5A5AL, Memory.i64(lost + 24));
        }
    }

    @Test
    void data_that_an_array_has_left_is_poisoned() {
        try (Fixture f = new Fixture(1L << 28, HeapOptions.STRESS)) {
            for (int length : new int[] {8, 100, 4000}) {
                long array = f.keep(f.heap.newArray(f.floats, length, 0));
                long old = ArrayLayout.data(array);
                f.heap.ensureCapacity(array, 2L * ArrayLayout.capacity(array));
                assertEquals(0x5A5A5A5A5A5A5A5AL, Memory.i64(old), "length " + length);
            }
        }
    }

    @Test
    void a_write_to_freed_memory_is_found_when_it_is_used_again() {
        try (Fixture f = new Fixture(1L << 28, HeapOptions.STRESS)) {
            f.keep(f.heap.newRecord(f.leaf));
            long lost = f.heap.newRecord(f.leaf);
            f.heap.collect();
            Memory.i32(lost + 12, 1);
            // The collection of this allocation poisons anew, so write after it, as a bug would.
            HeapOptions poisoning = new HeapOptions(1 << 20, 16, false, true);
            try (Fixture g = new Fixture(1L << 28, poisoning)) {
                g.keep(g.heap.newRecord(g.leaf));
                long freed = g.heap.newRecord(g.leaf);
                g.heap.collect();
                Memory.i32(freed + 12, 1);
                AssertionError error =
                        assertThrows(AssertionError.class, () -> g.heap.newRecord(g.leaf));
                assertTrue(error.getMessage().contains("was written"), error.getMessage());
            }
        }
    }

    @Test
    void arguments_and_parts_of_the_running_call_are_safe_without_roots() {
        try (Fixture f = new Fixture(1L << 28, HeapOptions.STRESS)) {
            long array = f.heap.newArray(f.refs, 10, 0);
            f.heap.ensureCapacity(array, 500);
            f.heap.ensureCapacity(array, 2000);
            f.heap.ensureCapacity(array, 300_000);
            assertEquals(10, ArrayLayout.length(array));
            f.keep(array);
            long a = f.keep(f.text("left"));
            long b = f.keep(f.text("right"));
            f.heap.roots().truncate(1);
            long sum = f.heap.concat(a, b);
            assertEquals("leftright", Fixture.text(sum));
            f.keep(sum);
            long more = f.heap.concat(sum, sum);
            assertEquals("leftrightleftright", Fixture.text(more));
            f.heap.verify();
        }
    }

    @Test
    void results_do_not_depend_on_stress_mode() {
        String expected = null;
        for (HeapOptions options : new HeapOptions[] {HeapOptions.DEFAULT, HeapOptions.STRESS}) {
            try (Fixture f = new Fixture(1L << 28, options)) {
                long s = f.keep(f.text(""));
                for (int i = 0; i < 300; i++) {
                    s = f.heap.concat(s, f.text(i + " "));
                    f.heap.roots().set(0, s);
                }
                expected = expected == null ? Fixture.text(s) : expected;
                assertEquals(expected, Fixture.text(s));
            }
        }
    }
}
