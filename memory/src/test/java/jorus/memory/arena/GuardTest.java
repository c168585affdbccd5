package jorus.memory.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class GuardTest {
    private OffHeap memory;

    @BeforeEach
    void open() {
        Assumptions.assumeFalse(Memory.CHECKED, "checked mode has bounds instead");
        OffHeap.guardNew(true);
        memory = new OffHeap();
        OffHeap.guardNew(false);
    }

    private void assertDamage(String message) {
        AssertionError error = assertThrows(AssertionError.class, memory::close);
        assertTrue(error.getMessage().contains(message), error.getMessage());
        assertTrue(memory.isClosed());
    }

    @AfterEach
    void close() {
        memory.close();
        assertEquals(List.of(), OffHeap.unclosed());
    }

    @Test
    void correct_use_is_not_disturbed() {
        for (long alignment = 64; alignment <= 1 << 16; alignment *= 4) {
            long block = memory.allocate(Category.OTHER, 1000, alignment);
            assertEquals(0, block % alignment);
            assertEquals(0, Memory.i64(block));
            Memory.fill(block, 1000, (byte) 7);
            memory.release(block);
        }
        memory.allocate(Category.OTHER, 64, 64);
        memory.close();
        assertEquals(0, memory.accounting().totalBytes());
    }

    @Test
    void a_write_behind_a_block_is_found() {
        long block = memory.allocate(Category.GLOBALS, 128, 64);
        Memory.i8(block + 128, (byte) 1);
        assertDamage("memory behind a block of 128 bytes for GLOBALS was written at byte 0: 1");
    }

    @Test
    void a_write_before_a_block_is_found_when_it_is_released() {
        long block = memory.allocate(Category.OTHER, 128, 64);
        Memory.i8(block - 1, (byte) 1);
        AssertionError error = assertThrows(AssertionError.class, () -> memory.release(block));
        assertTrue(error.getMessage().contains("before a block"), error.getMessage());
    }

    @Test
    void a_write_to_a_released_block_is_found() {
        long block = memory.allocate(Category.OTHER, 128, 64);
        memory.release(block);
        assertEquals(Guard.POISON, Memory.i8(block));
        Memory.i8(block + 5, (byte) 9);
        assertDamage("a released block of 128 bytes for OTHER was written at byte 5: 9");
    }

    @Test
    void the_quarantine_is_bounded() {
        long first = memory.allocate(Category.OTHER, 64, 64);
        memory.release(first);
        Memory.i8(first, (byte) 1);
        long second = memory.allocate(Category.OTHER, Guard.QUARANTINE_BYTES, 64);
        assertThrows(AssertionError.class, () -> memory.release(second));
    }

    @Test
    void who_has_opened_what_is_not_closed_is_said() {
        memory.allocate(Category.OTHER, 64, 64);
        String line = String.join("\n", OffHeap.unclosed());
        assertTrue(line.startsWith("1 blocks, 112 bytes, opened by "), line);
        assertTrue(line.contains("GuardTest.open(GuardTest.java:"), line);
    }
}
