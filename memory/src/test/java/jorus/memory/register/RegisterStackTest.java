package jorus.memory.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

class RegisterStackTest {
    private static final long MIB = 1 << 20;

    private final OffHeap memory = new OffHeap();

    @AfterEach
    void close() {
        memory.close();
    }

    private RegisterStack stack(long limitBytes) {
        return new RegisterStack(memory, limitBytes);
    }

    @Test
    void it_starts_with_one_chunk_of_256_kib() {
        RegisterStack stack = stack(64 * MIB);
        assertEquals(256 << 10, stack.totalBytes());
        assertEquals((256 << 10) - 64, stack.limit() - stack.base());
        assertEquals(1, memory.accounting().blocks(Category.REGISTERS));
    }

    @Test
    void frames_can_begin_on_lines() {
        RegisterStack stack = stack(64 * MIB);
        assertEquals(0, stack.base() % 64);
        assertEquals(0, stack.grow(100) % 64);
    }

    @Test
    void a_grown_chunk_has_room_for_the_frame_that_asked() {
        RegisterStack stack = stack(64 * MIB);
        for (long bytes : new long[] {64, 300 << 10, 5 * MIB, 5 * MIB + 1, 64}) {
            long fp = stack.grow(bytes);
            assertTrue(fp + bytes <= stack.limit(), bytes + " bytes");
            assertEquals(fp, stack.base());
            Memory.i64(stack.limit() - 8, 1);
        }
    }

    @Test
    void chunks_double_up_to_four_mib() {
        RegisterStack stack = stack(64 * MIB);
        long expected = 256 << 10;
        for (int i = 0; i < 7; i++) {
            assertEquals(expected, stack.limit() - stack.base() + 64, "chunk " + i);
            stack.grow(64);
            expected = Math.min(2 * expected, 4 * MIB);
        }
    }

    @Test
    void earlier_frames_stay_where_they_are_with_what_they_have() {
        RegisterStack stack = stack(64 * MIB);
        long first = stack.base();
        Memory.i64(first, 123);
        Memory.i64(stack.limit() - 8, 456);
        long limit = stack.limit();
        for (int i = 0; i < 5; i++) {
            Memory.fill(stack.grow(64), stack.limit() - stack.base(), (byte) 0xFF);
        }
        assertEquals(123, Memory.i64(first));
        assertEquals(456, Memory.i64(limit - 8));
        assertEquals(limit, stack.limitFor(first));
    }

    @Test
    void returning_to_a_frame_makes_its_chunk_the_current_one() {
        RegisterStack stack = stack(64 * MIB);
        long caller = stack.limit() - 64;
        long callerLimit = stack.limit();
        long callee = stack.grow(64);
        assertTrue(stack.beginsChunk(callee));
        assertFalse(stack.beginsChunk(callee + 64));
        assertEquals(stack.limit(), stack.limitFor(callee + 64));
        assertNotEquals(callerLimit, stack.limit());
        assertEquals(callerLimit, stack.limitFor(caller));
        assertEquals(callerLimit, stack.limit());
    }

    @Test
    void the_chunk_that_was_left_is_used_again() {
        RegisterStack stack = stack(64 * MIB);
        long caller = stack.base();
        long callee = stack.grow(64);
        long bytes = stack.totalBytes();
        memory.failures().arm(1, true);
        for (int i = 0; i < 1000; i++) {
            stack.limitFor(caller);
            assertEquals(callee, stack.grow(64));
        }
        assertEquals(bytes, stack.totalBytes());
    }

    @Test
    void a_kept_chunk_that_is_too_small_is_replaced() {
        RegisterStack stack = stack(64 * MIB);
        long caller = stack.base();
        stack.grow(64);
        stack.limitFor(caller);
        long fp = stack.grow(3 * MIB);
        assertTrue(fp + 3 * MIB <= stack.limit());
        assertEquals(2, memory.accounting().blocks(Category.REGISTERS));
        assertEquals((256 << 10) + stack.limit() - fp + 64, stack.totalBytes());
    }

    @Test
    void unwinding_over_many_chunks_keeps_one_of_them() {
        RegisterStack stack = stack(64 * MIB);
        long first = stack.base();
        long limit = stack.limit();
        for (int i = 0; i < 10; i++) {
            stack.grow(64);
        }
        assertEquals(11, memory.accounting().blocks(Category.REGISTERS));
        assertEquals(limit, stack.limitFor(first));
        assertEquals(2, memory.accounting().blocks(Category.REGISTERS));
        assertEquals((256 << 10) + (512 << 10), stack.totalBytes());
    }

    @Test
    void the_limit_is_used_up_exactly_and_then_the_stack_is_exhausted() {
        RegisterStack stack = stack(MIB);
        stack.grow(64);
        long fp = stack.grow(64); // 256 + 512, so 256 KiB are left
        assertEquals(MIB, stack.totalBytes());
        assertEquals(256 << 10, stack.limit() - fp + 64);
        long limit = stack.limit();
        assertThrows(StackExhausted.class, () -> stack.grow(64));
        assertEquals(limit, stack.limitFor(fp));
        assertEquals(fp, stack.base());
    }

    @Test
    void a_frame_as_large_as_what_is_left_fits_and_a_byte_more_does_not() {
        RegisterStack stack = stack(2 * MIB);
        long left = 2 * MIB - (256 << 10) - 64;
        assertThrows(StackExhausted.class, () -> stack.grow(left + 1));
        assertThrows(StackExhausted.class, () -> stack.grow(Long.MAX_VALUE));
        assertEquals(left, -stack.grow(left) + stack.limit());
    }

    @Test
    void without_memory_the_current_chunk_stays() {
        RegisterStack stack = stack(64 * MIB);
        long base = stack.base();
        memory.failures().arm(1, false);
        assertThrows(OutOfMemory.class, () -> stack.grow(64));
        assertEquals(base, stack.base());
        assertEquals(256 << 10, stack.totalBytes());
        assertNotEquals(base, stack.grow(64));
    }

    @Test
    void a_frame_of_no_chunk_is_refused() {
        RegisterStack stack = stack(64 * MIB);
        stack.grow(64);
        assertThrows(AssertionError.class, () -> stack.limitFor(64));
    }

    @Test
    @Timeout(10)
    void a_list_of_chunks_that_leads_in_a_circle_ends_the_search() {
        RegisterStack stack = new RegisterStack(memory, 4096, 1 << 20);
        stack.grow(64);
        // The first word of a chunk leads to the one before.
        long chunk = stack.base() - Memory.CACHE_LINE;
        Memory.i64(chunk, chunk);
        assertThrows(AssertionError.class, () -> stack.limitFor(64));
    }

    @Test
    void closing_gives_all_chunks_back() {
        RegisterStack stack = stack(64 * MIB);
        long first = stack.base();
        for (int i = 0; i < 4; i++) {
            stack.grow(64);
        }
        stack.close();
        stack.close();
        assertEquals(0, memory.accounting().totalBytes());
        RegisterStack second = stack(64 * MIB);
        first = second.base();
        second.grow(64);
        second.limitFor(first); // leaves a kept chunk
        second.close();
        assertEquals(0, memory.accounting().totalBytes());
    }

    @Test
    void closing_after_the_memory_does_nothing() {
        RegisterStack stack = stack(64 * MIB);
        memory.close();
        stack.close();
        assertEquals(0, stack.totalBytes());
    }

    @Test
    void random_calls_and_returns_never_mix_up_frames() {
        RandomGenerator random = Seed.random("random_calls_and_returns");
        RegisterStack stack = new RegisterStack(memory, 4096, 64 * MIB);
        Deque<long[]> frames = new ArrayDeque<>(); // {fp, bytes}
        long fp = stack.base();
        long bytes = 64;
        for (int step = 0; step < 50_000; step++) {
            boolean calls =
                    frames.size() < 3 || random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30);
            if (calls) {
                Memory.i64(fp, fp ^ frames.size());
                Memory.i64(fp + bytes - 8, fp);
                frames.push(new long[] {fp, bytes});
                fp += bytes;
                bytes = 64L * (1 + random.nextInt(random.nextInt(20) == 0 ? 500 : 10));
                if (fp + bytes > stack.limit()) {
                    fp = stack.grow(bytes);
                }
            } else {
                long[] frame = frames.pop();
                fp = frame[0];
                bytes = frame[1];
                long limit = stack.limitFor(fp);
                assertTrue(fp + bytes <= limit);
                assertEquals(fp ^ frames.size(), Memory.i64(fp));
                assertEquals(fp, Memory.i64(fp + bytes - 8));
            }
        }
    }
}
