package jorus.image;

import jorus.builtin.TrapKind;
import jorus.image.ImageLayout.Section;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.nio.charset.StandardCharsets;

/// A view of an image in memory, laid out as [ImageLayout] draws it.
///
/// The bytes belong to whoever allocated them; this neither copies nor releases them. They may be
/// anything until verification has accepted the image: only then are the accessors safe, except
/// `base()`, `bytes()` and the header fields. Any thread.
public final class Image {
    private final long base;
    private final long bytes;
    private final long[] offsets = new long[Section.total()];
    private final long[] counts = new long[Section.total()];

    /// The start of the instructions, an address.
    public final long code;

    /// The start of the i64 constants, an address.
    public final long longs;

    /// The start of the f64 constants, an address.
    public final long doubles;

    /// The start of the function table, an address; see [ImageLayout#functionEntry].
    public final long functions;

    /// Views the `bytes` bytes at the address `base`; checks nothing.
    public Image(long base, long bytes) {
        this.base = base;
        this.bytes = bytes;
        if (bytes >= ImageLayout.HEADER_BYTES) {
            for (int i = 0; i < offsets.length; i++) {
                long row = ImageLayout.sectionRow(base, i);
                offsets[i] = Memory.i64(row + ImageLayout.SECTION_OFFSET);
                counts[i] = Memory.i64(row + ImageLayout.SECTION_COUNT);
            }
        }
        code = address(Section.CODE);
        longs = address(Section.LONGS);
        doubles = address(Section.DOUBLES);
        functions = address(Section.FUNCTIONS);
    }

    public long base() {
        return base;
    }

    /// Size of the block that the image was found in.
    public long bytes() {
        return bytes;
    }

    /// Address of a section's first entry.
    public long address(Section section) {
        return base + offsets[section.ordinal()];
    }

    /// Number of a section's entries.
    public int count(Section section) {
        return (int) counts[section.ordinal()];
    }

    private long entry(Section section, int index) {
        assert index >= 0 && index < count(section) : section + " " + index;
        return address(section) + (long) index * section.entryBytes();
    }

    // header, and what only verification asks for: values as they are in the file

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

    public int functionCountOfHeader() {
        return Memory.i32(base + ImageLayout.FUNCTION_COUNT);
    }

    public int typeNameIndex(int type) {
        return Memory.i32(typeEntry(type) + ImageLayout.TYPE_NAME);
    }

    public int trapKindId(int trap) {
        return Memory.i32(entry(Section.TRAPS, trap) + ImageLayout.TRAP_KIND);
    }

    public int globalNameIndex(int index) {
        return Memory.i32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_NAME);
    }

    public int globalSpare(int index) {
        return Memory.i32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_END);
    }

    public int fileNameIndex(int file) {
        return Memory.i32(entry(Section.FILES, file));
    }

    // header

    /// Index of the function that runs first.
    public int entry() {
        return Memory.i32(base + ImageLayout.ENTRY);
    }

    /// Number of ref slots at the start of the globals segment.
    public int globalRefs() {
        return Memory.i32(base + ImageLayout.GLOBAL_REFS);
    }

    /// Number of any slots that follow the ref slots of the globals segment.
    public int globalAnys() {
        return Memory.i32(base + ImageLayout.GLOBAL_ANYS);
    }

    /// Size of the globals segment.
    public long globalBytes() {
        return Memory.i64(base + ImageLayout.GLOBAL_BYTES);
    }

    // constants

    /// Number of instruction words, padding included.
    public int wordCount() {
        return count(Section.CODE);
    }

    public long i64(int index) {
        return Memory.i64(entry(Section.LONGS, index));
    }

    public double f64(int index) {
        return Memory.f64(entry(Section.DOUBLES, index));
    }

    public int stringCount() {
        return count(Section.STRINGS);
    }

    /// Address of the first byte of a string constant.
    public long stringAddress(int index) {
        return textAddress(Section.STRINGS, index);
    }

    /// Number of bytes of a string constant.
    public int stringBytes(int index) {
        return textBytes(Section.STRINGS, index);
    }

    private long textAddress(Section section, int index) {
        long text = address(section) + (long) count(section) * section.entryBytes();
        return text + textStart(section, index);
    }

    private int textStart(Section section, int index) {
        return index == 0 ? 0 : Memory.i32(entry(section, index - 1));
    }

    private int textBytes(Section section, int index) {
        return Memory.i32(entry(section, index)) - textStart(section, index);
    }

    private String text(Section section, int index) {
        byte[] copy = new byte[textBytes(section, index)];
        Memory.copyOut(textAddress(section, index), copy, 0, copy.length);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /// A string constant as text; bytes that are not UTF-8 are replaced.
    public String string(int index) {
        return text(Section.STRINGS, index);
    }

    /// An entry of the names.
    public String name(int index) {
        return text(Section.NAMES, index);
    }

    // types

    /// All type ids are below this.
    public int typeIdEnd() {
        return TypeIds.FIRST_FREE + count(Section.TYPES);
    }

    /// Whether `type` is an array with a decided element type.
    public boolean isArray(int type) {
        return type >= TypeIds.FIRST_FREE;
    }

    /// Type id of the elements of array type `type`.
    public int elementType(int type) {
        return Memory.i32(typeEntry(type) + ImageLayout.TYPE_ELEMENT);
    }

    private long typeEntry(int type) {
        return entry(Section.TYPES, type - TypeIds.FIRST_FREE);
    }

    /// Name of a type as in messages.
    public String typeName(int type) {
        return type < TypeIds.FIRST_FREE ? TypeIds.name(type) : name(typeNameIndex(type));
    }

    // traps and globals

    public int trapCount() {
        return count(Section.TRAPS);
    }

    public TrapKind trapKind(int trap) {
        return TrapKind.byId(trapKindId(trap));
    }

    /// Index of the string constant that is the trap's message.
    public int trapMessage(int trap) {
        return Memory.i32(entry(Section.TRAPS, trap) + ImageLayout.TRAP_MESSAGE);
    }

    public int globalCount() {
        return count(Section.GLOBALS);
    }

    /// Byte offset of a module variable in the globals segment; rises with `index`.
    public int globalOffset(int index) {
        return Memory.i32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_OFFSET);
    }

    public int globalType(int index) {
        return Memory.i32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_TYPE);
    }

    public String globalName(int index) {
        return name(globalNameIndex(index));
    }

    /// Index of the module variable at this byte offset; -1 if there is none.
    public int globalAt(int offset) {
        int low = 0;
        int high = globalCount() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = globalOffset(middle);
            if (found == offset) {
                return middle;
            }
            if (found < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    // functions

    public int functionCount() {
        return count(Section.FUNCTIONS);
    }

    /// One field of a function's entry: `field` is a constant of [ImageLayout].
    public int function(int function, int field) {
        assert function >= 0 && function < functionCount() : function;
        return Memory.i32(ImageLayout.functionEntry(functions, function) + field);
    }

    /// Address of a function's first instruction.
    public long functionCode(int function) {
        return wordAddress(function(function, ImageLayout.CODE_START));
    }

    /// Address of a word of the image.
    public long wordAddress(int word) {
        return code + (long) word * Memory.WORD_BYTES;
    }

    public FrameLayout frame(int function) {
        return new FrameLayout(
                function(function, ImageLayout.REF_ARGS),
                function(function, ImageLayout.ANY_ARGS),
                function(function, ImageLayout.NUMBER_ARGS),
                function(function, ImageLayout.REFS),
                function(function, ImageLayout.ANYS),
                function(function, ImageLayout.WIDES),
                function(function, ImageLayout.NARROWS));
    }

    public String functionName(int function) {
        return name(function(function, ImageLayout.NAME));
    }

    /// Path of the source file that a function is from.
    public String functionFile(int function) {
        return file(function(function, ImageLayout.FILE));
    }

    /// Byte offset of slot `slot` of all slots (a function's first is its `SLOT_START`).
    public int slotOffset(int slot) {
        return Memory.i32(entry(Section.SLOTS, slot) + ImageLayout.SLOT_OFFSET);
    }

    public int slotType(int slot) {
        return Memory.i32(entry(Section.SLOTS, slot) + ImageLayout.SLOT_TYPE);
    }

    // source positions

    /// Word within its function from which entry `line` of all line tables holds.
    public int lineWord(int line) {
        return Memory.i32(entry(Section.LINES, line) + ImageLayout.LINE_WORD);
    }

    public int lineLine(int line) {
        return Memory.i32(entry(Section.LINES, line) + ImageLayout.LINE_LINE);
    }

    public int lineColumn(int line) {
        return Memory.i32(entry(Section.LINES, line) + ImageLayout.LINE_COLUMN);
    }

    public int fileCount() {
        return count(Section.FILES);
    }

    public String file(int file) {
        return name(fileNameIndex(file));
    }
}
