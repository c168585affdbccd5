package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SizeClassesTest {
    @Test
    void every_request_gets_the_smallest_cell_that_holds_it() {
        for (int bytes = 0; bytes <= SizeClasses.MAX_CELL_BYTES; bytes++) {
            int index = SizeClasses.of(bytes);
            assertTrue(SizeClasses.cellBytes(index) >= bytes, bytes + " bytes");
            assertTrue(index == 0 || SizeClasses.cellBytes(index - 1) < bytes, bytes + " bytes");
        }
    }

    @Test
    void a_cell_holds_exactly_itself() {
        for (int i = 0; i < SizeClasses.COUNT; i++) {
            assertEquals(i, SizeClasses.of(SizeClasses.cellBytes(i)));
            assertEquals(0, SizeClasses.cellBytes(i) % 16);
        }
        assertTrue(SizeClasses.COUNT <= AllocationLine.STRIDE);
    }

    @Test
    void multiples_of_64_get_cells_that_are_multiples_of_64() {
        for (int bytes = 64; bytes <= SizeClasses.MAX_CELL_BYTES; bytes += 64) {
            assertEquals(0, SizeClasses.cellBytes(SizeClasses.of(bytes)) % 64, bytes + " bytes");
        }
    }

    @Test
    void powers_of_two_have_cells_of_their_own() {
        for (int bytes = 16; bytes <= SizeClasses.MAX_CELL_BYTES; bytes *= 2) {
            assertEquals(bytes, SizeClasses.cellBytes(SizeClasses.of(bytes)));
        }
    }

    @Test
    void little_of_a_block_is_left_over() {
        for (int i = 0; i < SizeClasses.COUNT; i++) {
            int cellBytes = SizeClasses.cellBytes(i);
            long unused = SizeClasses.BLOCK_BYTES - SizeClasses.coveredBytes(cellBytes);
            assertTrue(unused < SizeClasses.BLOCK_BYTES / 16, cellBytes + " leaves " + unused);
        }
    }
}
