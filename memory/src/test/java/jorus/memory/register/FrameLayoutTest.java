package jorus.memory.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;

import org.junit.jupiter.api.Test;

import java.util.random.RandomGenerator;

class FrameLayoutTest {
    private static FrameLayout randomLayout(RandomGenerator random) {
        int most = 1 + random.nextInt(300);
        return new FrameLayout(
                random.nextInt(most),
                random.nextInt(most),
                random.nextInt(most),
                random.nextInt(most),
                random.nextInt(most),
                random.nextInt(most),
                random.nextInt(most));
    }

    @Test
    void far_banks_follow_the_near_ones_and_all_up_to_the_far_any_is_zeroed() {
        FrameLayout frame = new FrameLayout(1, 1, 1, 2, 1, 3, 1, 4, 5, 6, 7);
        assertEquals(frame.narrowBank() + 4, frame.nearEnd());
        assertEquals(frame.nearEnd() + 4, frame.farRefBank());
        assertEquals(frame.farRefBank() + 4 * 8, frame.farAnyBank());
        assertEquals(frame.farAnyBank() + 5 * 16, frame.farWideBank());
        assertEquals(frame.farWideBank() + 6 * 8, frame.farNarrowBank());
        assertTrue(frame.bytes() >= frame.farNarrowBank() + 7 * 4);
        assertEquals(frame.farWideBank(), frame.refBank() + frame.zeroedBytes());
        assertEquals(22, frame.farSlots());
        FrameLayout numbers = new FrameLayout(1, 1, 1, 2, 1, 3, 1, 0, 0, 6, 7);
        assertEquals(numbers.wideBank(), numbers.refBank() + numbers.zeroedBytes());
    }

    @Test
    void areas_follow_each_other_without_gap_or_overlap() {
        RandomGenerator random = Seed.random("areas_follow_each_other");
        for (int round = 0; round < 2000; round++) {
            FrameLayout frame = randomLayout(random);
            assertEquals(32, frame.refArguments());
            assertEquals(frame.refArguments() + 8 * frame.refArgs(), frame.anyArguments());
            assertEquals(frame.anyArguments() + 16 * frame.anyArgs(), frame.numberArguments());
            assertEquals(frame.numberArguments() + 8 * frame.numberArgs(), frame.refBank());
            assertEquals(frame.refBank() + 8 * frame.refs(), frame.anyBank());
            assertEquals(frame.anyBank() + 16 * frame.anys(), frame.wideBank());
            assertEquals(frame.wideBank() + 8 * frame.wides(), frame.narrowBank());
        }
    }

    @Test
    void a_frame_is_the_fewest_lines_that_hold_its_slots() {
        RandomGenerator random = Seed.random("a_frame_is_the_fewest_lines");
        for (int round = 0; round < 2000; round++) {
            FrameLayout frame = randomLayout(random);
            int end = frame.narrowBank() + 4 * frame.narrows();
            assertEquals(0, frame.bytes() % 64, frame.toString());
            assertTrue(frame.bytes() >= end && frame.bytes() < end + 64, frame.toString());
        }
    }

    @Test
    void every_slot_is_aligned_to_its_word() {
        RandomGenerator random = Seed.random("every_slot_is_aligned");
        for (int round = 0; round < 2000; round++) {
            FrameLayout frame = randomLayout(random);
            int eights =
                    frame.anyArguments()
                            | frame.numberArguments()
                            | frame.refBank()
                            | frame.anyBank()
                            | frame.wideBank();
            assertEquals(0, eights % 8, frame.toString());
            assertEquals(0, frame.narrowBank() % 4, frame.toString());
        }
    }

    @Test
    void the_argument_area_depends_on_the_signature_alone() {
        FrameLayout small = new FrameLayout(3, 2, 5, 0, 0, 0, 0);
        FrameLayout large = new FrameLayout(3, 2, 5, 70, 80, 90, 11);
        assertEquals(small.refArguments(), large.refArguments());
        assertEquals(small.anyArguments(), large.anyArguments());
        assertEquals(small.numberArguments(), large.numberArguments());
        assertEquals(small.argumentEnd(), large.argumentEnd());
        assertEquals(32 + 24 + 32 + 40, large.argumentEnd());
    }

    @Test
    void the_zeroed_bytes_are_the_ref_and_any_banks() {
        FrameLayout frame = new FrameLayout(1, 1, 1, 3, 4, 5, 6);
        assertEquals(3 * 8 + 4 * 16, frame.zeroedBytes());
        assertEquals(frame.wideBank(), frame.refBank() + frame.zeroedBytes());
    }

    @Test
    void the_header_has_its_words_at_fixed_offsets() {
        assertEquals(0, FrameLayout.FUNCTION);
        assertEquals(4, FrameLayout.FLAGS);
        assertEquals(8, FrameLayout.CALLER_FP);
        assertEquals(16, FrameLayout.RETURN_PC);
        assertEquals(24, FrameLayout.SPARE);
        assertEquals(64, new FrameLayout(0, 0, 0, 0, 0, 0, 0).bytes());
    }

    @Test
    void a_frame_of_the_largest_size_is_accepted_and_one_slot_more_is_not() {
        int most = (FrameLayout.MAX_BYTES - FrameLayout.HEADER_BYTES) / 8;
        assertEquals(FrameLayout.MAX_BYTES, new FrameLayout(0, 0, 0, 0, 0, most, 0).bytes());
        assertThrows(IllegalArgumentException.class, () -> new FrameLayout(0, 0, 0, 0, 0, most, 1));
        int huge = Integer.MAX_VALUE;
        assertThrows(
                IllegalArgumentException.class,
                () -> new FrameLayout(huge, huge, huge, huge, huge, huge, huge));
    }

    @Test
    void negative_counts_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new FrameLayout(0, 0, -1, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrameLayout(0, 0, 0, 0, 0, 0, -1));
    }
}
