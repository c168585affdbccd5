package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.Image;
import jorus.runtime.Machine;
import jorus.source.SourceFile;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class HotListTest {
    /// Where the time is in the bytes of a list.
    private static final int TIME = 12;

    private static Compilation compiled() {
        String text = "mut s = 0\nfor i in 0..1000: s += i * 3\nprint(s)\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Compilation.compile(new SourceFile("hot.orus", bytes), new PhaseTimes());
    }

    @Test
    void a_list_has_an_end() {
        try (Compilation program = compiled()) {
            Image image = program.image().image();
            int[] tooMany = new int[4 * HotList.MAX_PARTS];
            byte[] bytes = new HotList(tooMany, tooMany, tooMany, 5).bytes(image);
            assertEquals(HotList.MAX_BYTES, bytes.length);
            HotList read = HotList.read(bytes, image);
            assertEquals(HotList.MAX_PARTS, read.count());
            assertEquals(2 * Machine.MAX_KERNELS, read.kernels().length);
            assertArrayEquals(bytes, read.bytes(image));
        }
    }

    @Test
    void kernels_are_kept_and_checked_as_parts_are() {
        try (Compilation program = compiled()) {
            Image image = program.image().image();
            HotList list =
                    new HotList(new int[] {0, -1}, new int[] {0, 0, 0, 1}, new int[] {0, 2}, 1000);
            HotList read = HotList.read(list.bytes(image), image);
            assertArrayEquals(new int[] {0, 0, 0, 1}, read.kernels());
            assertArrayEquals(new int[] {0, 2}, read.longLoops());
            assertEquals(1000, read.millis());
            assertTrue(read.isSame(list));
            int[] parts = {0, -1};
            assertFalse(read.isSame(new HotList(parts, read.kernels(), new int[0], 1000)));
            assertFalse(read.isSame(new HotList(parts, new int[] {0, 1}, new int[] {0, 2}, 1000)));
            int[][] wrong = {{-1, 0}, {1 << 20, 0}, {0, -2}, {0, 1 << 20}};
            for (int[] kernel : wrong) {
                byte[] bytes = new HotList(new int[] {0, -1}, kernel, kernel, 0).bytes(image);
                assertNull(HotList.read(bytes, image), Arrays.toString(kernel));
            }
            byte[] negative = list.bytes(image);
            negative[TIME] = -1;
            assertNull(HotList.read(negative, image));
            byte[] cut = Arrays.copyOf(list.bytes(image), list.bytes(image).length - 8);
            assertNull(HotList.read(cut, image));
        }
    }

    @Test
    void a_run_of_another_length_is_news() {
        int[] none = {};
        HotList list = new HotList(none, none, none, 1000);
        assertTrue(list.isSame(new HotList(none, none, none, 1300)));
        assertFalse(list.isSame(new HotList(none, none, none, 1800)));
        assertFalse(list.isSame(new HotList(none, none, none, 500)));
        assertTrue(new HotList(none, none, none, 5).isSame(new HotList(none, none, none, 90)));
        assertFalse(list.isSame(null));
    }
}
