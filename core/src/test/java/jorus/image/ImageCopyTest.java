package jorus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.engine.Compilation;
import jorus.engine.Images;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

/// An image reads the same through a copy of its bytes.
class ImageCopyTest {
    private static final String PROGRAM =
            """
            struct Point:
                x: f64
                name: string
            fn f(p: Point, n: i32) -> f64: return p.x * (n as f64)
            print(f(Point{x: 1.5, name: "ä"}, 3))
            try:
                print([1, 2][3])
            catch e:
                print(e)
            """;

    @Test
    void every_read_gives_what_memory_has() {
        try (Compilation program = Images.compile(PROGRAM);
                OffHeap memory = new OffHeap()) {
            Image from = Images.image(program).image();
            long base = memory.allocate(Category.CODE, from.bytes(), Memory.CACHE_LINE);
            Memory.copy(from.base(), base, from.bytes());
            Image image = new Image(base, from.bytes());
            String listing = Listing.of(image, null);
            long sum = image.checksum();
            image.takeCopy();
            // Only what reads the copy does not see this.
            Memory.fill(base + ImageLayout.HEADER_BYTES, 8, (byte) 0x5A);
            long end = base + from.bytes();
            long other = from.base() - base;
            for (long at = base; at < end; at++) {
                assertEquals(Memory.u8(at + other), image.int8(at));
                if (at % 4 == 0) {
                    assertEquals(Memory.i32(at + other), image.int32(at));
                }
                if (at % 8 == 0) {
                    assertEquals(Memory.i64(at + other), image.int64(at));
                }
            }
            assertEquals(sum, image.checksum());
            image.dropCopy();
            assertEquals(0x5A, image.int8(base + ImageLayout.HEADER_BYTES));
            Memory.copy(from.base(), base, from.bytes());
            assertEquals(listing, Listing.of(image, null));
        }
    }

    @Test
    void what_is_no_whole_image_is_read_where_it_is() {
        try (OffHeap memory = new OffHeap()) {
            long base = memory.allocate(Category.CODE, 8192, Memory.CACHE_LINE);
            Memory.fill(base, 8192, (byte) 0);
            long[] bytes = {0, 8, ImageLayout.HEADER_BYTES - 8, ImageLayout.HEADER_BYTES + 4};
            for (long size : bytes) {
                Image image = new Image(base, size);
                image.takeCopy();
                Memory.i8(base, 7);
                assertEquals(7, image.int8(base), size + " bytes");
                Memory.i8(base, 0);
            }
        }
    }
}
