package jorus.image;

import jorus.image.ImageLayout.Section;
import jorus.memory.layout.Memory;

import java.nio.charset.StandardCharsets;

/// The sections of an image: where each is, its entries, and texts.
abstract class ImageSections {
    final long base;
    private final long bytes;
    private final long[] offsets = new long[Section.total()];
    private final long[] counts = new long[Section.total()];

    ImageSections(long base, long bytes) {
        this.base = base;
        this.bytes = bytes;
        if (bytes >= ImageLayout.HEADER_BYTES) {
            for (int i = 0; i < offsets.length; i++) {
                long row = ImageLayout.sectionRow(base, i);
                offsets[i] = Memory.i64(row + ImageLayout.SECTION_OFFSET);
                counts[i] = Memory.i64(row + ImageLayout.SECTION_COUNT);
            }
        }
    }

    public long base() {
        return base;
    }

    /// Size of the block that the image was found in.
    public long bytes() {
        return bytes;
    }

    /// What the stored checksum has to be; `bytes()` is a multiple of 8.
    public long checksum() {
        return ImageLayout.checksum(base, bytes);
    }

    public long sectionOffset(Section section) {
        return offsets[section.ordinal()];
    }

    public long sectionBytes(Section section) {
        return Memory.i64(
                ImageLayout.sectionRow(base, section.ordinal()) + ImageLayout.SECTION_BYTES);
    }

    public long sectionCount(Section section) {
        return counts[section.ordinal()];
    }

    /// Address of a section's first entry.
    public long address(Section section) {
        return base + offsets[section.ordinal()];
    }

    /// Number of a section's entries.
    public int count(Section section) {
        return (int) counts[section.ordinal()];
    }

    final long entry(Section section, int index) {
        assert index >= 0 && index < count(section) : section + " " + index;
        return address(section) + (long) index * section.entryBytes();
    }

    final long textAddress(Section section, int index) {
        long text = address(section) + (long) count(section) * section.entryBytes();
        return text + textStart(section, index);
    }

    private int textStart(Section section, int index) {
        return index == 0 ? 0 : Memory.i32(entry(section, index - 1));
    }

    final int textBytes(Section section, int index) {
        return Memory.i32(entry(section, index)) - textStart(section, index);
    }

    final String text(Section section, int index) {
        byte[] copy = new byte[textBytes(section, index)];
        Memory.copyOut(textAddress(section, index), copy, 0, copy.length);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /// Address of the first byte of an entry of the names.
    public long nameAddress(int index) {
        return textAddress(Section.NAMES, index);
    }

    public int nameBytes(int index) {
        return textBytes(Section.NAMES, index);
    }

    /// An entry of the names.
    public String name(int index) {
        return text(Section.NAMES, index);
    }
}
