package jorus.engine;

import jorus.image.Image;
import jorus.memory.layout.Memory;
import jorus.verify.VerifiedImage;

/// What fuzzers need of a compilation and nobody else should have: the image behind it.
public final class CompiledBytes {
    private CompiledBytes() {}

    /// A copy of the image of a program without errors.
    public static byte[] of(Compilation program) {
        Image image = program.image().image();
        byte[] bytes = new byte[(int) image.bytes()];
        Memory.copyOut(image.base(), bytes, 0, bytes.length);
        return bytes;
    }

    /// The image itself; it goes when `program` is closed.
    public static VerifiedImage image(Compilation program) {
        return program.image();
    }
}
