package jorus.image;

/// What an image was made for. Generated from the opcode and builtin tables;
/// compared by a test, which rewrites it with `-Djorus.bless=true`.
public final class ImageVersion {
    public static final long VERSION = 0xA724D655178CCCB7L;

    private ImageVersion() {}
}
