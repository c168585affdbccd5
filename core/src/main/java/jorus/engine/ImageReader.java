package jorus.engine;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;
import jorus.verify.VerifyFailure;

import java.io.IOException;
import java.io.InputStream;

/// Copies an image file into private memory and verifies that copy, which is then executed as it
/// is. What happens to the file later has no effect.
final class ImageReader {
    /// Larger files are refused.
    static final long MAX_IMAGE_BYTES = 1L << 30;

    /// Bytes that tell an image from a source text.
    static final int MAGIC_BYTES = 8;

    private static final String ENDING = ".orb";
    private static final int BUFFER_BYTES = 1 << 13;
    private static final long FIRST_BYTES = 1 << 16;

    private final String path;
    private final OffHeap memory = new OffHeap();
    private long base;
    private long capacity;
    private long bytes;
    private ImageProblem problem;

    private ImageReader(String path) {
        this.path = path;
    }

    /// Whether a file is to be read as an image: it begins like one, or its name says so.
    static boolean isImage(String path, byte[] head) {
        long magic = magic(head);
        return path.endsWith(ENDING)
                || magic == ImageLayout.MAGIC_NUMBER
                || magic == Long.reverseBytes(ImageLayout.MAGIC_NUMBER);
    }

    /// Whether these are the first bytes of an image that this version may have written.
    static boolean isMagic(byte[] head) {
        return magic(head) == ImageLayout.MAGIC_NUMBER;
    }

    private static long magic(byte[] head) {
        long magic = 0;
        for (int i = 0; i < MAGIC_BYTES && head.length >= MAGIC_BYTES; i++) {
            magic |= (head[i] & 0xFFL) << (Byte.SIZE * i);
        }
        return magic;
    }

    /// Reads the image that begins with `head` and goes on with what `stream` has; about
    /// `likelyBytes` in all. Gives a [LoadedImage] or an [ImageProblem] to `to`.
    static void read(
            String path, byte[] head, InputStream stream, long likelyBytes, ProgramReader to)
            throws IOException {
        ImageReader reader = new ImageReader(path);
        boolean isLoaded = false;
        try {
            VerifiedImage image =
                    reader.copy(head, stream, likelyBytes) ? reader.verified(head) : null;
            if (image != null) {
                to.loaded(new LoadedImage(path, reader.memory, image));
                isLoaded = true;
            } else {
                to.failed(reader.problem);
            }
        } catch (OutOfMemory _) {
            to.failed(
                    new ImageProblem(
                            path + ": there is no memory for the image",
                            "give the process more memory"));
        } finally {
            if (!isLoaded) {
                reader.memory.close();
            }
        }
    }

    // the copy

    private boolean copy(byte[] head, InputStream stream, long likelyBytes) throws IOException {
        if (likelyBytes > MAX_IMAGE_BYTES) {
            return tooLarge(likelyBytes);
        }
        reserve(Math.max(likelyBytes, FIRST_BYTES));
        append(head, head.length);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            if (bytes + count > MAX_IMAGE_BYTES) {
                return tooLarge(bytes + count);
            }
            append(buffer, count);
        }
        return true;
    }

    private boolean tooLarge(long size) {
        return fail(
                "the image is too large: " + size + " bytes or more of at most " + MAX_IMAGE_BYTES,
                "give an image that jorus compile has written");
    }

    private void append(byte[] buffer, int count) {
        if (bytes + count > capacity) {
            reserve(2 * capacity);
        }
        Memory.copyIn(buffer, 0, base + bytes, count);
        bytes += count;
    }

    private void reserve(long size) {
        long block = memory.allocate(Category.CODE, size, Memory.CACHE_LINE);
        if (base != 0) {
            Memory.copy(base, block, bytes);
            memory.release(base);
        }
        base = block;
        capacity = size;
    }

    // the verdict

    private VerifiedImage verified(byte[] head) {
        if (!isWhole(head)) {
            return null;
        }
        Image image = new Image(base, bytes);
        try {
            return Verifier.verify(image);
        } catch (VerifyFailure e) {
            reject(e);
            return null;
        }
    }

    /// Says in words of its own what is wrong with the most usual broken files.
    private boolean isWhole(byte[] head) {
        if (bytes == 0) {
            return fail("the image is empty", recompile());
        }
        if (magic(head) == Long.reverseBytes(ImageLayout.MAGIC_NUMBER)) {
            return fail("the image is of a machine with another byte order", recompile());
        }
        if (!isMagic(head)) {
            return fail(
                    "this is no image: it does not begin with JORUSIMG",
                    "give an image that jorus compile has written, or an .orus file");
        }
        if (bytes < ImageLayout.HEADER_BYTES) {
            String size = bytes + " bytes, its header alone has " + ImageLayout.HEADER_BYTES;
            return fail("the image is truncated: it has " + size, recompile());
        }
        return true;
    }

    private void reject(VerifyFailure failure) {
        long stated = Memory.i64(base + ImageLayout.TOTAL_BYTES);
        switch (failure.rule()) {
            case VERSION -> fail("the image was made by another version of Jorus", recompile());
            case SIZE -> {
                if (bytes < stated) {
                    fail(
                            "the image is truncated: it has " + bytes + " of " + stated + " bytes",
                            recompile());
                } else {
                    fail(
                            "bytes follow the image: it has " + bytes + " instead of " + stated,
                            recompile());
                }
            }
            case CHECKSUM -> fail("the image is damaged: its checksum is wrong", recompile());
            default ->
                    fail(
                            "the image is rejected: " + failure.getMessage(),
                            recompile() + "; if that is rejected too, please report it");
        }
    }

    private static String recompile() {
        return "compile the program again, with jorus compile";
    }

    private boolean fail(String what, String remedy) {
        problem = new ImageProblem(path + ": " + what, remedy);
        return false;
    }
}
