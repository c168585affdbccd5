package jorus.memory.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.random.RandomGenerator;

class MemoryTest {
    private static final int BYTES = 4096;

    private OffHeap memory;
    private long at;

    @BeforeEach
    void allocate() {
        memory = new OffHeap();
        at = memory.allocate(Category.OTHER, BYTES, 64);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private byte[] bytes(long address, int count) {
        byte[] result = new byte[count];
        Memory.copyOut(address, result, 0, count);
        return result;
    }

    @Test
    void every_width_reads_back_its_extreme_values() {
        for (long value :
                new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x1234567890ABCDEFL}) {
            Memory.i8(at, (int) value);
            assertEquals((byte) value, Memory.i8(at));
            Memory.i16(at, (int) value);
            assertEquals((short) value, Memory.i16(at));
            Memory.i32(at, (int) value);
            assertEquals((int) value, Memory.i32(at));
            Memory.i64(at, value);
            assertEquals(value, Memory.i64(at));
        }
    }

    @Test
    void unsigned_reads_are_never_negative() {
        Memory.i64(at, -1);
        assertEquals(0xFF, Memory.u8(at));
        assertEquals(0xFFFF, Memory.u16(at));
    }

    @Test
    void a_store_changes_only_its_own_bytes() {
        for (int width : new int[] {1, 2, 4, 8}) {
            Memory.fill(at, 32, (byte) 0x11);
            long target = at + 11; // no width is aligned here
            if (width == 1) {
                Memory.i8(target, 0);
            } else if (width == 2) {
                Memory.i16(target, 0);
            } else if (width == 4) {
                Memory.i32(target, 0);
            } else {
                Memory.i64(target, 0);
            }
            for (int i = 0; i < 32; i++) {
                int expected = i >= 11 && i < 11 + width ? 0 : 0x11;
                assertEquals(expected, Memory.u8(at + i), "width " + width + ", byte " + i);
            }
        }
    }

    @Test
    void numbers_are_little_endian() {
        Memory.i32(at, 0x04030201);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, bytes(at, 4));
    }

    @Test
    void f64_keeps_every_bit_of_a_value() {
        for (double value : new double[] {0.0, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY}) {
            Memory.f64(at + 4, value);
            assertEquals(Double.doubleToRawLongBits(value), Memory.i64(at + 4));
            assertEquals(value, Memory.f64(at + 4));
        }
        Memory.i64(at, 0x7FF8_0000_0000_1234L);
        Memory.f64(at + 8, Memory.f64(at));
        assertEquals(0x7FF8_0000_0000_1234L, Memory.i64(at + 8));
    }

    @Test
    void copy_of_overlapping_ranges_moves_as_if_through_a_buffer() {
        for (int shift : new int[] {-300, -64, -8, -1, 1, 8, 64, 300}) {
            for (int count : new int[] {0, 1, 7, 8, 63, 64, 65, 1000}) {
                for (int i = 0; i < 2000; i++) {
                    Memory.i8(at + i, i * 31);
                }
                byte[] expected = bytes(at + 500, count);
                Memory.copy(at + 500, at + 500 + shift, count);
                assertArrayEquals(expected, bytes(at + 500 + shift, count));
            }
        }
    }

    @Test
    void fill_sets_exactly_its_range() {
        for (int count = 0; count < 600; count++) {
            Memory.fill(at, 700, (byte) 1);
            Memory.fill(at + 50, count, (byte) 0xEE);
            for (int i = 0; i < 700; i++) {
                boolean isInside = i >= 50 && i < 50 + count;
                assertEquals(isInside ? 0xEE : 1, Memory.u8(at + i), count + " bytes, byte " + i);
            }
        }
    }

    @Test
    void mismatch_is_the_offset_of_the_first_difference() {
        long other = at + 2048;
        assertEquals(-1, Memory.mismatch(at, other, 1000));
        for (int i : new int[] {999, 64, 8, 7, 0}) {
            Memory.i8(other + i, 1);
            assertEquals(i, Memory.mismatch(at, other, 1000));
            assertEquals(-1, Memory.mismatch(at, other, i));
        }
    }

    @Test
    void bytes_compare_unsigned_and_by_the_first_difference() {
        RandomGenerator random = Seed.random("bytes_compare_unsigned");
        for (int round = 0; round < 1000; round++) {
            int count = random.nextInt(20);
            byte[] a = new byte[count];
            byte[] b = new byte[count];
            for (int i = 0; i < count; i++) {
                a[i] = (byte) (random.nextBoolean() ? 0x7F : 0x80);
                b[i] = random.nextInt(4) > 0 ? a[i] : (byte) random.nextInt();
            }
            Memory.copyIn(a, 0, at, count);
            Memory.copyIn(b, 0, at + 100, count);
            int expected = Integer.signum(Arrays.compareUnsigned(a, b));
            assertEquals(expected, Integer.signum(Memory.compareBytes(at, at + 100, count)));
        }
    }

    @Test
    void short_copies_write_what_they_are_told_and_nothing_else() {
        for (int count = 1; count <= Memory.SHORT_BYTES; count++) {
            byte[] expected = new byte[100];
            for (int i = 0; i < 40; i++) {
                Memory.i8(at + i, i + 1);
            }
            Memory.fill(at + 100, 100, (byte) 0);
            for (int i = 0; i < count; i++) {
                expected[10 + i] = (byte) (i + 4);
            }
            Memory.copyShort(at + 3, at + 110, count);
            assertArrayEquals(expected, bytes(at + 100, 100), count + " bytes");
        }
    }

    @Test
    void the_first_difference_is_found_wherever_it_is() {
        for (int count = 0; count <= 80; count++) {
            for (int i = 0; i < 100; i++) {
                Memory.i8(at + 1 + i, i);
                // What is behind the range differs.
                Memory.i8(at + 201 + i, i < count ? i : ~i);
            }
            assertEquals(-1, Memory.mismatch(at + 1, at + 201, count));
            for (int place = count - 1; place >= 0; place--) {
                Memory.i8(at + 201 + place, 0x80 | place);
                assertEquals(place, Memory.mismatch(at + 1, at + 201, count), count + " bytes");
            }
        }
    }

    @Test
    void bytes_go_into_and_out_of_a_part_of_a_java_array() {
        Memory.copyIn(new byte[] {1, 2, 3, 4, 5}, 1, at + 3, 3);
        assertArrayEquals(new byte[] {0, 0, 0, 2, 3, 4, 0}, bytes(at, 7));
        byte[] target = {9, 9, 9, 9};
        Memory.copyOut(at + 3, target, 1, 2);
        assertArrayEquals(new byte[] {9, 2, 3, 9}, target);
    }

    @Test
    void a_range_outside_the_java_array_is_refused_and_nothing_is_written() {
        byte[] three = {7, 7, 7};
        assertThrows(IndexOutOfBoundsException.class, () -> Memory.copyIn(three, 1, at, 3));
        assertEquals(0, Memory.i64(at));
    }

    @Test
    void a_flag_is_seen_by_opaque_and_plain_reads() {
        Memory.i32Opaque(at + 4, 77);
        assertEquals(77, Memory.i32(at + 4));
        assertEquals(77, Memory.i32Opaque(at + 4));
    }

    @Test
    void align_rounds_up_to_a_multiple() {
        assertEquals(0, Memory.align(0, 64));
        assertEquals(64, Memory.align(1, 64));
        assertEquals(64, Memory.align(64, 64));
        assertEquals(128, Memory.align(65, 64));
        assertEquals(1L << 40, Memory.align((1L << 40) - 1, 16));
    }

    @Test
    void all_memory_lies_in_what_is_reserved() {
        assertTrue(at >= Memory.reservedAddress());
        assertTrue(at + BYTES - Memory.reservedAddress() <= Memory.reservedBytes());
    }
}
