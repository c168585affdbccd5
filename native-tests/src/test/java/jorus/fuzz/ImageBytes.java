package jorus.fuzz;

import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.isa.Opcode;
import jorus.isa.Word;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An image as bytes that mutators read and write. Where things are was read before the first
/// change, so that mutators stay inside whatever they did to the header.
final class ImageBytes {
    private static final int SECTION_ROW_BYTES = ImageLayout.SECTION_SIZE;

    private final int[] offsets = new int[Section.total()];
    private final int[] sizes = new int[Section.total()];
    private final int[] counts = new int[Section.total()];
    private byte[] bytes;
    private ByteBuffer view;

    /// Mutates a copy of `original`, which is well-formed.
    ImageBytes(byte[] original) {
        replace(original.clone());
        for (int i = 0; i < offsets.length; i++) {
            int row = ImageLayout.SECTIONS + i * SECTION_ROW_BYTES;
            offsets[i] = (int) view.getLong(row);
            sizes[i] = (int) view.getLong(row + 8);
            counts[i] = (int) view.getLong(row + 16);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /// Other bytes instead; only as the last change if they are fewer.
    void replace(byte[] other) {
        bytes = other;
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Makes the code section longer by as many words as it is padded to.
    void growCode() {
        int added = ImageLayout.CODE_PAD_WORDS * Word.BYTES;
        int code = Section.CODE.ordinal();
        int end = offsets[code] + sizes[code];
        byte[] longer = new byte[bytes.length + added];
        System.arraycopy(bytes, 0, longer, 0, end);
        System.arraycopy(bytes, end, longer, end + added, bytes.length - end);
        replace(longer);
        for (int at = end; at < end + added; at += Word.BYTES) {
            i64(at, Opcode.HALT.code());
        }
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] += i == code ? 0 : added;
            i64(ImageLayout.SECTIONS + i * SECTION_ROW_BYTES, offsets[i]);
        }
        sizes[code] += added;
        counts[code] += ImageLayout.CODE_PAD_WORDS;
        int row = ImageLayout.SECTIONS + code * SECTION_ROW_BYTES;
        i64(row + 8, sizes[code]);
        i64(row + 16, counts[code]);
        i64(ImageLayout.TOTAL_BYTES, bytes.length);
    }

    int i32(int at) {
        return view.getInt(at);
    }

    void i32(int at, int value) {
        view.putInt(at, value);
    }

    long i64(int at) {
        return view.getLong(at);
    }

    void i64(int at, long value) {
        view.putLong(at, value);
    }

    int offset(Section section) {
        return offsets[section.ordinal()];
    }

    int size(Section section) {
        return sizes[section.ordinal()];
    }

    int count(Section section) {
        return counts[section.ordinal()];
    }

    int entry(Section section, int index) {
        return offset(section) + index * section.entryBytes();
    }

    int functions() {
        return count(Section.FUNCTIONS);
    }

    int function(int function, int field) {
        return i32(entry(Section.FUNCTIONS, function) + field);
    }

    /// Where word `index` of a function stands.
    int word(int function, int index) {
        return entry(Section.CODE, function(function, ImageLayout.CODE_START) + index);
    }

    /// Where entry `index` of a function's slots stands: offset, then type.
    int slot(int function, int index) {
        return entry(Section.SLOTS, function(function, ImageLayout.SLOT_START) + index);
    }
}
