package jorus.image;

import jorus.image.ImageLayout.Section;
import jorus.memory.layout.Memory;

/// Changes images behind the writer's back, and makes the checksum right again.
public final class Forgery {
    private Forgery() {}

    /// Returns the image as it is now, with the checksum it should have.
    public static Image seal(Image image) {
        ImageWriter.seal(image.base(), image.bytes());
        return new Image(image.base(), image.bytes());
    }

    /// Changes the i32 at byte `offset` of the image.
    public static Image i32(Image image, long offset, int value) {
        Memory.i32(image.base() + offset, value);
        return seal(image);
    }

    /// Changes a field of a section's entry.
    public static Image entry(Image image, Section section, int index, int field, int value) {
        long at = image.address(section) + (long) index * section.entryBytes() + field;
        return i32(image, at - image.base(), value);
    }

    /// Changes the offset, size or count (0, 1, 2) of a section in the header.
    public static Image section(Image image, Section section, int field, long value) {
        long row = ImageLayout.sectionRow(image.base(), section.ordinal());
        Memory.i64(row + 8L * field, value);
        return seal(image);
    }
}
