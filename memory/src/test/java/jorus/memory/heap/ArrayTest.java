package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.arena.Category;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

class ArrayTest {
    @Test
    void a_new_array_is_zero_and_its_data_block_is_on_a_line() {
        try (Fixture f = new Fixture()) {
            for (int type : new int[] {f.bools, f.ints, f.floats, f.refs, f.anys}) {
                int bytes = f.types.elements(type).bytes();
                for (int length : new int[] {1, 7, 100, 3000, 20_000, 300_000}) {
                    long array = f.heap.newArray(type, length, 0);
                    assertEquals(type, ObjectLayout.typeId(array));
                    assertEquals(length, ArrayLayout.length(array));
                    assertTrue(ArrayLayout.capacity(array) >= length);
                    long data = ArrayLayout.data(array);
                    long end = data + (long) length * bytes;
                    boolean isOwn = (long) length * bytes <= ArrayLayout.MAX_OWN_BYTES;
                    assertEquals(isOwn, data == array + ArrayLayout.BYTES, "length " + length);
                    assertEquals(0, data % (isOwn ? 8 : 64), "length " + length);
                    for (long at = data; at < end; at++) {
                        assertEquals(0, Memory.i8(at), "length " + length);
                    }
                    Memory.fill(data, (long) ArrayLayout.capacity(array) * bytes, (byte) -1);
                }
            }
        }
    }

    @Test
    void an_array_without_capacity_has_no_data() {
        try (Fixture f = new Fixture()) {
            long array = f.heap.newArray(f.ints, 0, 0);
            assertEquals(0, ArrayLayout.data(array));
            assertEquals(0, ArrayLayout.capacity(array));
            assertEquals(0, f.heap.newArray(f.ints, 0, 5) % 16);
        }
    }

    @Test
    void few_elements_are_in_the_cell_of_their_array() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int i = 0; i < 10_000; i++) {
                f.heap.newArray(f.floats, 3, 0);
            }
            assertEquals(10_000 * 48, f.heap.usedBytes(), SizeClasses.BLOCK_BYTES);
            assertEquals(10_000, f.heap.statistics().allocatedObjects());
        }
    }

    @Test
    void a_small_array_is_taken_from_a_line_as_the_heap_would() {
        try (Fixture f = new Fixture()) {
            for (int type : new int[] {f.bools, f.ints, f.floats, f.refs, f.anys}) {
                int shift = f.heap.elementShift(type);
                int most = ArrayLayout.MAX_OWN_BYTES >> shift;
                for (int length = 1; length <= most; length++) {
                    long other;
                    long array;
                    do {
                        // It takes the first cell of a run, so the next time there is one more.
                        other = f.keep(f.heap.newArray(type, length, 0));
                        array = f.heap.tryNewSmallArray(type, shift, length);
                    } while (array == 0);
                    f.keep(array);
                    assertEquals(type, ObjectLayout.typeId(array));
                    assertEquals(length, ArrayLayout.length(array));
                    assertEquals(ArrayLayout.capacity(other), ArrayLayout.capacity(array));
                    assertTrue(ArrayLayout.isOwn(array, ArrayLayout.data(array)));
                }
                f.keep(f.heap.newArray(type, most + 1, 0));
                for (int length : new int[] {Integer.MIN_VALUE, -1, 0, most + 1, 1 << 30}) {
                    assertEquals(0, f.heap.tryNewSmallArray(type, shift, length), "" + length);
                }
            }
            f.heap.collect();
        }
    }

    @Test
    void a_line_without_cells_has_no_small_array() {
        try (Fixture f = new Fixture()) {
            assertEquals(0, f.heap.tryNewSmallArray(f.ints, 2, 3));
        }
    }

    @Test
    void elements_in_the_cell_of_their_array_are_roots_of_what_they_point_to() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.refs, 2, 0));
            f.element(array, 1, f.text("kept"));
            long anys = f.keep(f.heap.newArray(f.anys, 2, 0));
            Fixture.any(ArrayLayout.data(anys) + 16, f.string, f.text("too"));
            assertEquals(4, f.liveObjects());
            assertEquals("kept", Fixture.text(Memory.i64(ArrayLayout.data(array) + 8)));
        }
    }

    @Test
    void an_array_that_grows_leaves_its_cell_with_its_elements() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.refs, 2, 0));
            long own = ArrayLayout.data(array);
            f.element(array, 0, f.text("first"));
            f.heap.ensureCapacity(array, ArrayLayout.capacity(array) + 1L);
            assertTrue(ArrayLayout.data(array) != own);
            Memory.i64(own, -8);
            f.heap.verify();
            assertEquals("first", Fixture.text(Memory.i64(ArrayLayout.data(array))));
            f.heap.ensureCapacity(array, 1000);
            f.heap.verify();
            assertEquals("first", Fixture.text(Memory.i64(ArrayLayout.data(array))));
        }
    }

    @Test
    void an_array_takes_the_elements_of_another() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int length : new int[] {0, 1, 14, 15, 29, 30, 500}) {
                int[] types = {f.bools, f.ints, f.floats, f.anys};
                for (int from : types) {
                    for (int to : types) {
                        long other = f.keep(f.heap.newArray(from, length, 0));
                        long bytes = (long) length * f.types.elements(from).bytes();
                        Memory.fill(ArrayLayout.data(other), bytes, (byte) 1);
                        long array = f.keep(f.heap.newArray(to, length, 0));
                        f.heap.takeElements(array, other);
                        String what = length + " from " + from + " to " + to;
                        assertEquals(from, ObjectLayout.typeId(array), what);
                        assertEquals(length, ArrayLayout.length(array), what);
                        assertTrue(ArrayLayout.capacity(array) >= length, what);
                        assertEquals(0, ArrayLayout.length(other), what);
                        assertEquals(0, ArrayLayout.data(other), what);
                        for (long i = 0; i < bytes; i++) {
                            assertEquals(1, Memory.i8(ArrayLayout.data(array) + i), what);
                        }
                    }
                }
                f.heap.verify();
            }
        }
    }

    @Test
    void growth_keeps_the_contents_at_every_size() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.ints, 0, 0));
            for (int i = 0; i < 700_000; i++) {
                if (i == ArrayLayout.capacity(array)) {
                    f.heap.ensureCapacity(array, i + 1L);
                    for (int k = 0; k < i; k += 1 + i / 1000) {
                        assertEquals(k * 7, Memory.i32(ArrayLayout.data(array) + 4L * k));
                    }
                }
                Memory.i32(ArrayLayout.data(array) + 4L * i, i * 7);
                ArrayLayout.length(array, i + 1);
            }
        }
    }

    @Test
    void pushing_moves_the_data_a_logarithmic_number_of_times() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.bools, 0, 0));
            int moves = 0;
            for (int i = 0; i < 10_000_000; i++) {
                if (i == ArrayLayout.capacity(array)) {
                    f.heap.ensureCapacity(array, i + 1L);
                    moves++;
                }
                ArrayLayout.length(array, i + 1);
            }
            assertTrue(moves < 30, moves + " moves");
        }
    }

    @Test
    void room_made_in_advance_is_what_is_asked_for_but_at_least_double() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.ints, 0, 0));
            assertTrue(f.heap.tryEnsureCapacity(array, 100));
            long capacity = ArrayLayout.capacity(array);
            assertTrue(capacity >= 100 && capacity < 200, capacity + " elements");
            assertFalse(f.heap.tryEnsureCapacity(array, capacity));
            ArrayLayout.length(array, 3);
            Memory.i32(ArrayLayout.data(array) + 8, 77);
            assertTrue(f.heap.tryEnsureCapacity(array, capacity + 1));
            assertTrue(ArrayLayout.capacity(array) >= 2 * capacity);
            assertEquals(3, ArrayLayout.length(array));
            assertEquals(77, Memory.i32(ArrayLayout.data(array) + 8));
            f.heap.verify();
        }
    }

    @Test
    void the_old_data_block_is_free_at_once() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int length : new int[] {32, 1000, 5000, 500_000}) {
                long array = f.keep(f.heap.newArray(f.floats, length, 0));
                long before = f.heap.usedBytes();
                long oldBytes = 8L * ArrayLayout.capacity(array);
                f.heap.ensureCapacity(array, ArrayLayout.capacity(array) + 1L);
                long newBytes = 8L * ArrayLayout.capacity(array);
                long change = f.heap.usedBytes() - before;
                // A run of small cells is handed out as a whole.
                long slack = length < 1000 ? SizeClasses.BLOCK_BYTES : 0;
                assertTrue(change <= newBytes - oldBytes + slack, length + ": " + change);
                assertEquals(0, f.heap.statistics().collections());
            }
        }
    }

    @Test
    void freed_small_data_blocks_are_used_again_without_a_collection() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int i = 0; i < 20_000; i++) {
                long array = f.heap.newArray(f.floats, 0, 128);
                f.heap.ensureCapacity(array, 129);
                f.heap.retype(array, f.ints);
            }
            long data = f.heap.statistics().usedBytes() - 20_000L * 32;
            assertTrue(data < 64 << 10, data + " bytes");
        }
    }

    @Test
    void data_cells_that_an_array_has_left_are_zero_when_used_again() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int round = 0; round < 100; round++) {
                long array = f.keep(f.heap.newArray(f.floats, 128, 0));
                for (int i = 0; i < 128; i++) {
                    assertEquals(0, Memory.i64(ArrayLayout.data(array) + 8L * i));
                }
                Memory.fill(ArrayLayout.data(array), 1024, (byte) -1);
                f.heap.ensureCapacity(array, 129);
            }
        }
    }

    @Test
    void data_cells_freed_before_a_collection_are_not_handed_out_twice_after_it() {
        try (Fixture f = new Fixture(1L << 30, Fixture.lazy(16))) {
            for (int i = 0; i < 5; i++) {
                long array = f.keep(f.heap.newArray(f.floats, 128, 0));
                f.keep(f.heap.newArray(f.floats, 128, 0));
                f.heap.ensureCapacity(array, 129);
            }
            f.heap.collect();
            long[] arrays = new long[40];
            for (int i = 0; i < arrays.length; i++) {
                arrays[i] = f.keep(f.heap.newArray(f.floats, 128, 0));
                Memory.fill(ArrayLayout.data(arrays[i]), 1024, (byte) i);
            }
            for (int i = 0; i < arrays.length; i++) {
                assertEquals((byte) i, Memory.i8(ArrayLayout.data(arrays[i])), "array " + i);
            }
        }
    }

    @Test
    void a_capacity_that_is_there_changes_nothing() {
        try (Fixture f = new Fixture()) {
            long array = f.heap.newArray(f.ints, 3, 10);
            long data = ArrayLayout.data(array);
            f.heap.ensureCapacity(array, 10);
            f.heap.ensureCapacity(array, -5);
            assertEquals(data, ArrayLayout.data(array));
        }
    }

    @Test
    void lengths_beyond_the_largest_are_out_of_memory() {
        try (Fixture f = new Fixture()) {
            long tooLong = 1L << 31;
            assertThrows(OutOfMemory.class, () -> f.heap.newArray(f.bools, tooLong, 0));
            assertThrows(OutOfMemory.class, () -> f.heap.newArray(f.bools, 0, tooLong));
            assertThrows(OutOfMemory.class, () -> f.heap.newArray(f.bools, -1, 0));
            assertThrows(OutOfMemory.class, () -> f.heap.newArray(f.anys, tooLong - 1, 0));
            long array = f.keep(f.heap.newArray(f.bools, 1, 0));
            assertThrows(OutOfMemory.class, () -> f.heap.ensureCapacity(array, tooLong));
            assertThrows(OutOfMemory.class, () -> f.heap.ensureCapacity(array, Long.MAX_VALUE));
            assertEquals(1, f.liveObjects());
        }
    }

    @Test
    void an_empty_array_can_change_its_type_once_it_has_no_data() {
        try (Fixture f = new Fixture()) {
            long array = f.keep(f.heap.newArray(f.bools, 0, 100));
            f.heap.retype(array, f.anys);
            assertEquals(f.anys, ObjectLayout.typeId(array));
            assertEquals(0, ArrayLayout.capacity(array));
            f.heap.ensureCapacity(array, 3);
            ArrayLayout.length(array, 3);
            Fixture.any(ArrayLayout.data(array) + 32, f.string, f.text("kept"));
            assertEquals(2, f.liveObjects());
            assertThrows(AssertionError.class, () -> f.heap.retype(array, f.ints));
        }
    }

    @Test
    void a_large_array_has_memory_of_its_own_that_the_collection_gives_back() {
        try (Fixture f = new Fixture()) {
            long kept = f.keep(f.heap.newArray(f.floats, 1 << 20, 0));
            long before = f.memory.accounting().bytes(Category.HEAP_LARGE);
            f.heap.newArray(f.floats, 4 << 20, 0);
            assertTrue(f.memory.accounting().bytes(Category.HEAP_LARGE) > before + (32 << 20));
            f.heap.collect();
            assertEquals(before, f.memory.accounting().bytes(Category.HEAP_LARGE));
            assertEquals(1, f.memory.accounting().blocks(Category.HEAP_LARGE));
            Memory.i64(ArrayLayout.data(kept) + (8L << 20) - 8, 1);
            f.heap.roots().truncate(0);
            f.heap.collect();
            assertEquals(0, f.memory.accounting().bytes(Category.HEAP_LARGE));
        }
    }
}
