package jorus.fuzz;

import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Changes that know nothing of what the bytes mean, except where the header and the tables are.
final class ByteMutator {
    private static final int[] BORDERS = {
        0,
        1,
        2,
        7,
        8,
        31,
        32,
        63,
        64,
        127,
        128,
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        -1,
        -2,
        -8,
        -128,
        -32768,
        -65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE - 7
    };

    private final Random random;
    private final List<byte[]> corpus;

    ByteMutator(Random random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /// Anything at all, anywhere.
    void anywhere(ImageBytes image) {
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(image.length());
            byte[] bytes = image.bytes();
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> image.i32(at & -4, interesting(image.i32(at & -4)));
                case 3 -> image.i64(at & -8, random.nextLong());
                case 4 -> splice(bytes, at);
                case 5 -> Arrays.fill(bytes, at, end(bytes, at, 64), (byte) -random.nextInt(2));
                default -> {
                    int to = random.nextInt(image.length());
                    int count = end(bytes, Math.max(at, to), 256) - Math.max(at, to);
                    System.arraycopy(bytes, at, bytes, to, count);
                }
            }
        }
    }

    private int end(byte[] bytes, int at, int most) {
        return Math.min(bytes.length, at + 1 + random.nextInt(most));
    }

    /// Bytes of another image, from the same place or any other.
    private void splice(byte[] bytes, int at) {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = random.nextBoolean() ? at : random.nextInt(other.length);
        int count = Math.min(end(bytes, at, 512) - at, other.length - from);
        if (count > 0) {
            System.arraycopy(other, from, bytes, at, count);
        }
    }

    /// A shorter or longer file; the header may know.
    void resize(ImageBytes image) {
        int length = image.length();
        int change =
                switch (random.nextInt(4)) {
                    case 0 -> -1 - random.nextInt(length);
                    case 1 -> -64 * (1 + random.nextInt(length / 64));
                    case 2 -> 64 * (1 + random.nextInt(8));
                    default -> 1 + random.nextInt(200);
                };
        int size = Math.max(0, length + change);
        image.replace(Arrays.copyOf(image.bytes(), size));
        if (size > ImageLayout.TOTAL_BYTES + 8 && random.nextBoolean()) {
            image.i64(ImageLayout.TOTAL_BYTES, size);
        }
    }

    /// One number of the header.
    void header(ImageBytes image) {
        int at = 4 * random.nextInt(ImageLayout.HEADER_BYTES / 4);
        if (random.nextInt(4) > 0) {
            int rows = ImageLayout.SECTIONS + Section.total() * ImageLayout.SECTION_SIZE;
            at = 8 * random.nextInt(rows / 8);
        }
        if (random.nextInt(3) == 0) {
            image.i64(at & -8, image.i64(at & -8) + random.nextInt(17) - 8);
        } else {
            image.i32(at, interesting(image.i32(at)));
        }
    }

    /// One number of one entry of one table.
    void table(ImageBytes image) {
        Section section = Section.at(random.nextInt(Section.total()));
        int size = image.size(section);
        if (size < 4) {
            header(image);
            return;
        }
        int at = image.offset(section) + 4 * random.nextInt(size / 4);
        image.i32(at, interesting(image.i32(at)));
    }

    int interesting(int value) {
        return switch (random.nextInt(6)) {
            case 0 -> BORDERS[random.nextInt(BORDERS.length)];
            case 1 -> value + 1;
            case 2 -> value - 1;
            case 3 -> value + 8 * (random.nextInt(9) - 4);
            case 4 -> random.nextInt(48);
            default -> value ^ 1 << random.nextInt(32);
        };
    }
}
