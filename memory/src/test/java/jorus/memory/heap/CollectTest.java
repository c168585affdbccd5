package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;
import jorus.memory.register.RegisterStack;

import org.junit.jupiter.api.Test;

class CollectTest {
    @Test
    void what_no_root_reaches_is_freed() {
        try (Fixture f = new Fixture()) {
            for (int i = 0; i < 1000; i++) {
                f.heap.newRecord(f.leaf);
            }
            long kept = f.keep(f.heap.newRecord(f.leaf));
            Memory.i64(kept + 8, 77);
            assertEquals(1, f.liveObjects());
            assertEquals(77, Memory.i64(kept + 8));
            assertEquals(1000, f.heap.statistics().freedObjects());
        }
    }

    @Test
    void the_root_scanner_keeps_refs_and_any_slots_and_their_ranges() {
        try (Fixture f = new Fixture()) {
            long slots = f.memory.allocate(Category.GLOBALS, 1000, 64);
            f.heap.setRoots(
                    marker -> {
                        marker.ref(Memory.i64(slots));
                        marker.any(slots + 8);
                        marker.refRange(slots + 24, 3);
                        marker.anyRange(slots + 48, 2);
                    });
            Memory.i64(slots, f.text("ref"));
            Fixture.any(slots + 8, f.string, f.text("any"));
            Memory.i64(slots + 24, f.text("range 0"));
            Memory.i64(slots + 40, f.text("range 2"));
            Fixture.any(slots + 48, f.number, f.text("a number, not a ref"));
            Fixture.any(slots + 64, f.string, f.text("any range 1"));
            f.text("garbage");
            assertEquals(5, f.liveObjects());
            assertEquals("any range 1", Fixture.text(Memory.i64(slots + 72)));
        }
    }

    @Test
    void cycles_are_kept_by_a_root_and_freed_without_one() {
        try (Fixture f = new Fixture()) {
            long a = f.keep(f.heap.newRecord(f.pair));
            long b = f.heap.newRecord(f.pair);
            Memory.i64(Fixture.field(a, 0), b);
            Memory.i64(Fixture.field(a, 1), a);
            Memory.i64(Fixture.field(b, 1), a);
            assertEquals(2, f.liveObjects());
            f.heap.roots().truncate(0);
            assertEquals(0, f.liveObjects());
        }
    }

    @Test
    void an_any_field_is_traced_if_its_tag_is_a_reference_type() {
        try (Fixture f = new Fixture()) {
            long record = f.keep(f.heap.newRecord(f.mixed));
            long first = record + 16;
            long second = record + 32;
            Fixture.any(first, f.string, f.text("kept"));
            Fixture.any(second, f.number, f.text("not kept"));
            assertEquals(2, f.liveObjects());
            Fixture.any(second, f.reference, f.text("by another type id"));
            assertEquals(3, f.liveObjects());
            Fixture.any(first, f.string, 0);
            assertEquals(2, f.liveObjects());
        }
    }

    @Test
    void the_numbers_of_a_record_are_never_taken_for_refs() {
        try (Fixture f = new Fixture()) {
            long record = f.keep(f.heap.newRecord(f.pair));
            Memory.i64(record + 8 + 16, f.text("its address as a number"));
            assertEquals(1, f.liveObjects());
        }
    }

    @Test
    void a_sized_record_is_traced_by_its_own_counts() {
        try (Fixture f = new Fixture()) {
            for (int refCount : new int[] {0, 1, 7, 3000}) {
                long closure = f.keep(f.heap.newSizedRecord(f.closure, refCount, 2, 8));
                long bytes = 16 + 16 + 8L * refCount + 32 + 8;
                assertEquals(bytes, ObjectLayout.aux(closure));
                long refs = closure + RecordLayout.sizedRefs(16);
                Memory.i64(closure + RecordLayout.SIZED_PREFIX, f.text("prefix is numbers"));
                for (int i = 0; i < refCount; i++) {
                    Memory.i64(refs + 8L * i, f.heap.newRecord(f.leaf));
                }
                Fixture.any(refs + 8L * refCount + 16, f.string, f.text("any 1"));
                Memory.i64(refs + 8L * refCount + 32, f.text("numbers are numbers"));
                assertEquals(1 + refCount + 1, f.liveObjects());
                f.heap.roots().truncate(0);
            }
        }
    }

    @Test
    void only_elements_below_the_length_are_roots() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.refs, 3, 0));
            for (int i = 0; i < 3; i++) {
                f.element(array, i, f.text("element " + i));
            }
            assertEquals(4, f.liveObjects());
            ArrayLayout.length(array, 1);
            assertEquals(2, f.liveObjects());
        }
    }

    @Test
    void immortal_objects_are_ignored_and_not_written() {
        try (Fixture f = new Fixture()) {
            long outside = f.memory.allocate(Category.CONSTANTS, 4096, 64);
            Memory.fill(outside, 4096, (byte) 0x33);
            long array = f.keep(f.heap.newArray(f.refs, 100, 0));
            for (int i = 0; i < 100; i++) {
                f.element(array, i, outside + 32L * i);
            }
            f.keep(outside);
            assertEquals(1, f.liveObjects());
            assertFalse(f.heap.owns(outside));
            assertTrue(f.heap.owns(array));
            for (int i = 0; i < 4096; i++) {
                assertEquals(0x33, Memory.i8(outside + i));
            }
        }
    }

    @Test
    void objects_never_move() {
        try (Fixture f = new Fixture()) {
            long[] kept = new long[1000];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = f.keep(f.text("kept " + i));
                f.text("garbage " + i);
            }
            f.heap.verify();
            for (int i = 0; i < kept.length; i++) {
                assertEquals(kept[i], f.heap.roots().get(i));
                assertEquals("kept " + i, Fixture.text(kept[i]));
            }
        }
    }

    @Test
    void freed_cells_are_used_again_and_are_zero() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int round = 0; round < 50; round++) {
                f.heap.roots().truncate(0);
                f.heap.collect();
                for (int i = 0; i < 5000; i++) {
                    long record = f.heap.newRecord(f.leaf);
                    assertEquals(f.leaf, Memory.i64(record));
                    assertEquals(0, Memory.i64(record + 8) | Memory.i64(record + 24));
                    Memory.fill(record + 8, 24, (byte) -1);
                    if (i % 3 == round % 3) {
                        f.keep(record);
                    }
                }
            }
            long bytes = f.memory.accounting().peakBytes(Category.HEAP_OBJECTS);
            assertTrue(bytes < 1 << 20, bytes + " bytes for 160,000 at a time");
        }
    }

    @Test
    void records_larger_than_a_cell_are_kept_traced_and_freed() {
        try (Fixture f = new Fixture()) {
            int huge = f.types.addRecord(200_000, 0, 0); // 1.6 MB
            long wide = f.keep(f.heap.newRecord(f.wide));
            long large = f.heap.newRecord(huge);
            Memory.i64(Fixture.field(wide, 1999), large);
            Memory.i64(Fixture.field(large, 199_999), f.text("end"));
            assertEquals(3, f.liveObjects());
            assertEquals(1, f.memory.accounting().blocks(Category.HEAP_LARGE));
            f.heap.roots().truncate(0);
            assertEquals(0, f.liveObjects());
            assertEquals(0, f.memory.accounting().blocks(Category.HEAP_LARGE));
        }
    }

    @Test
    void a_long_list_is_marked_whichever_way_its_nodes_point() {
        for (int next = 0; next < 2; next++) {
            for (int entries : new int[] {2, 3, 1024}) {
                try (Fixture f = new Fixture(1L << 30, Fixture.lazy(entries))) {
                    f.keep(0);
                    for (int i = 0; i < 100_000; i++) {
                        long payload = f.heap.newRecord(f.pair);
                        long node = f.heap.newRecord(f.pair);
                        Memory.i64(Fixture.field(node, next), f.heap.roots().get(0));
                        Memory.i64(Fixture.field(node, 1 - next), payload);
                        f.heap.roots().set(0, node);
                    }
                    assertEquals(200_000, f.liveObjects());
                }
            }
        }
    }

    @Test
    void wide_arrays_of_arrays_are_marked_with_a_mark_stack_of_two() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(2))) {
            long top = f.keep(f.heap.newArray(f.refs, 300, 0));
            for (int i = 0; i < 300; i++) {
                long row = f.heap.newArray(f.anys, 300, 0);
                f.element(top, i, row);
                for (int k = 0; k < 300; k++) {
                    long slot = ArrayLayout.data(row) + 16L * k;
                    Fixture.any(slot, f.pair, f.heap.newRecord(f.pair));
                }
            }
            assertEquals(1 + 300 + 90_000, f.liveObjects());
        }
    }

    @Test
    void the_heap_collects_by_itself_when_it_has_doubled() {
        try (Fixture f = new Fixture()) {
            for (int i = 0; i < 1_000_000; i++) {
                f.heap.newRecord(f.leaf);
            }
            Statistics after = f.heap.statistics();
            assertTrue(after.collections() >= 5 && after.collections() <= 10, after.toString());
            assertTrue(after.committedBytes() < 6 << 20, after.toString());
        }
    }

    /// How often `count` short-lived records are collected beside an array of so many refs.
    private static long collections(int liveRefs, int count) {
        try (Fixture f = new Fixture()) {
            f.keep(f.heap.newArray(f.refs, liveRefs, 0));
            f.heap.collect();
            long before = f.heap.statistics().collections();
            for (int i = 0; i < count; i++) {
                f.heap.newRecord(f.leaf);
            }
            return f.heap.statistics().collections() - before;
        }
    }

    @Test
    void a_heap_grows_to_three_times_what_lives_and_later_by_as_much_and_64_mib() {
        long recordBytes;
        try (Fixture f = new Fixture()) {
            f.heap.newRecord(f.leaf);
            recordBytes = f.heap.statistics().allocatedBytes();
        }
        // 8 MiB live and 16 MiB of records between two collections, four times.
        int records = (int) ((65L << 20) / recordBytes);
        assertEquals(4, collections((8 << 20) / Long.BYTES, records));
        // 96 MiB live, so 160 MiB of records.
        records = (int) ((155L << 20) / recordBytes);
        assertEquals(0, collections((96 << 20) / Long.BYTES, records));
        records = (int) ((165L << 20) / recordBytes);
        assertEquals(1, collections((96 << 20) / Long.BYTES, records));
    }

    @Test
    void memory_of_a_high_tide_goes_back_to_the_system() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.refs, 500_000, 0));
            for (int i = 0; i < 500_000; i++) {
                f.element(array, i, f.heap.newRecord(f.leaf));
            }
            long high = f.heap.statistics().committedBytes();
            f.heap.roots().truncate(0);
            f.heap.collect();
            long low = f.heap.statistics().committedBytes();
            assertTrue(high > 20 << 20 && low < 7 << 20, high + " to " + low);
        }
    }

    @Test
    void a_ref_to_what_was_freed_is_found_by_the_verifier() {
        try (Fixture f = new Fixture()) {
            long lost = f.heap.newRecord(f.pair);
            long kept = f.keep(f.heap.newRecord(f.pair));
            f.keep(f.heap.newRecord(f.pair)); // so that the block of `lost` survives
            f.heap.collect();
            boolean[] isChecking = new boolean[1];
            f.heap.setRoots(
                    marker -> {
                        // Shown to the verifier and not to the marker, as a forgotten root is.
                        if (isChecking[0]) {
                            marker.ref(lost);
                        }
                        isChecking[0] = true;
                    });
            AssertionError error = assertThrows(AssertionError.class, f.heap::verify);
            assertTrue(error.getMessage().startsWith("ref to a freed object"), error.getMessage());
            assertTrue(f.heap.owns(kept));
        }
    }

    @Test
    void broken_objects_are_found_by_the_verifier() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.ints, 4, 0));
            Memory.i32(array + ArrayLayout.LENGTH, 1 << 20);
            assertThrows(AssertionError.class, f.heap::verify);
            Memory.i32(array + ArrayLayout.LENGTH, 4);
            Memory.i64(array + ArrayLayout.DATA, ArrayLayout.data(array) + 16);
            assertThrows(AssertionError.class, f.heap::verify);
            Memory.i64(array + ArrayLayout.DATA, ArrayLayout.data(array) - 16);
            f.heap.verify();
            long middle = f.heap.newRecord(f.pair) + 16;
            f.keep(middle);
            assertThrows(AssertionError.class, f.heap::verify);
        }
    }

    @Test
    void temporary_roots_grow_and_are_cut_back() {
        try (Fixture f = new Fixture()) {
            long depth = f.heap.roots().depth();
            for (int i = 0; i < 1000; i++) {
                f.keep(f.heap.newRecord(f.leaf));
            }
            f.keep(0);
            assertEquals(1000, f.liveObjects());
            f.heap.roots().truncate(depth + 10);
            assertEquals(10, f.liveObjects());
        }
    }

    @Test
    void many_instances_one_after_the_other_leave_nothing_open() {
        int instances = OffHeap.openInstances();
        long bytes = OffHeap.openBytes();
        for (int i = 0; i < 300; i++) {
            try (Fixture f = new Fixture(2 << 20, HeapOptions.DEFAULT)) {
                RegisterStack stack = new RegisterStack(f.memory, 4096, 1 << 20);
                stack.grow(100);
                f.keep(f.heap.newArray(f.bools, 1_100_000, 0));
                f.keep(f.text("text"));
                if (i % 3 == 0) {
                    assertThrows(OutOfMemory.class, () -> f.heap.newArray(f.bools, 2 << 20, 0));
                }
            }
        }
        assertEquals(instances, OffHeap.openInstances());
        assertEquals(bytes, OffHeap.openBytes());
    }

    @Test
    void closing_the_heap_gives_all_its_memory_back() {
        Fixture f = new Fixture();
        long before = f.memory.accounting().totalBytes() - f.heap.statistics().committedBytes();
        for (int i = 0; i < 100; i++) {
            f.keep(f.heap.newArray(f.floats, i * 3000, 0));
        }
        f.heap.close();
        f.heap.close();
        assertEquals(before, f.memory.accounting().totalBytes());
        f.memory.close();
        f.heap.close();
        assertEquals(0, f.memory.accounting().totalBytes());
    }
}
