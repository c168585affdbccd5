package jorus.image;

import jorus.image.ImageLayout.Section;
import jorus.memory.layout.Memory;

import java.nio.charset.StandardCharsets;

/// The sections of an image: where each is, its entries, and texts.
abstract class ImageSections {
    /// Larger images are read where they are.
    static final long MAX_COPY_BYTES = 2 << 20;

    final long base;
    private final long bytes;
    private final long[] offsets = new long[Section.total()];
    private final long[] counts = new long[Section.total()];

    /// The bytes of the image until it runs; else null. Threads may see the array longer.
    private long[] copy;

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

    /// Lets all reads go to an array until [#dropCopy()]. Verification, and what is made for a run,
    /// come before the JVM has compiled anything, and a read of memory takes it a microsecond then,
    /// one of an array a twentieth of that. Does nothing if the image is large: its verifier is
    /// soon compiled.
    public void takeCopy() {
        boolean isWhole = base % Memory.WORD_BYTES == 0 && bytes % Memory.WORD_BYTES == 0;
        if (isWhole && bytes >= ImageLayout.HEADER_BYTES && bytes <= MAX_COPY_BYTES) {
            long[] words = new long[(int) (bytes / Memory.WORD_BYTES)];
            Memory.copyOut(base, words, words.length);
            copy = words;
        }
    }

    /// The array, the first word of the image first; null if there is none.
    public long[] copy() {
        return copy;
    }

    /// Gives the array back. Any thread, also while others read.
    public void dropCopy() {
        copy = null;
    }

    /// The 8 bytes at `address`, in the image and a multiple of 8.
    public final long int64(long address) {
        long[] words = copy;
        return words == null ? Memory.i64(address) : words[(int) (address - base >>> 3)];
    }

    /// The 4 bytes at `address`, in the image and a multiple of 4.
    public final int int32(long address) {
        long[] words = copy;
        if (words == null) {
            return Memory.i32(address);
        }
        int offset = (int) (address - base);
        return (int) (words[offset >>> 3] >>> (offset << 3));
    }

    /// The byte at `address`, in the image, 0 to 255.
    public final int int8(long address) {
        long[] words = copy;
        if (words == null) {
            return Memory.u8(address);
        }
        int offset = (int) (address - base);
        return (int) (words[offset >>> 3] >>> (offset << 3)) & 0xFF;
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
        return copy == null ? ImageLayout.checksum(base, bytes) : ImageLayout.checksum(copy, bytes);
    }

    /// The checksum that the header says.
    public long storedChecksum() {
        return int64(base + ImageLayout.CHECKSUM);
    }

    public long sectionOffset(Section section) {
        return offsets[section.ordinal()];
    }

    public long sectionBytes(Section section) {
        return int64(ImageLayout.sectionRow(base, section.ordinal()) + ImageLayout.SECTION_BYTES);
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
        return index == 0 ? 0 : int32(entry(section, index - 1));
    }

    final int textBytes(Section section, int index) {
        return int32(entry(section, index)) - textStart(section, index);
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
