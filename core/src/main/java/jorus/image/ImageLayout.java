package jorus.image;

import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// The layout of an image in memory and in a file: the same bytes.
///
/// ```
/// byte 0       8         16         24           32               36      40
///      | MAGIC | VERSION | CHECKSUM | TOTAL_BYTES | FUNCTION_COUNT | ENTRY | GLOBAL_REFS |
///      44            48                   56
///      | GLOBAL_ANYS | GLOBAL_BYTES (i64) | zero |
///   64 | SECTIONS: per section, in order: OFFSET i64 | BYTES i64 | COUNT i64 | zero to 576
///  576 | code       COUNT words of 8, of which the last ones, up to a multiple of 64, are HALT
///      | i64        COUNT numbers of 8
///      | f64        COUNT numbers of 8, raw bits
///      | strings    COUNT ends (i32, in bytes from the first byte of text) | text
///      | types      COUNT entries of 48 bytes, drawn below; the first has id FIRST_FREE
///      | fields     COUNT times: OFFSET i32 | TYPE i32 | NAME i32; type by type, as declared
///      | parameters COUNT times: TYPE i32; function type by function type
///      | methods    COUNT times: OWNER type id i32 | NAME i32 | CLOSURE type id i32 | zero, by
///      |            rising owner and then by the bytes of the name
///      | traps      COUNT times: KIND i32 | MESSAGE i32, a string
///      | globals    COUNT times: OFFSET i32 | TYPE i32 | NAME i32 | zero, by rising offset
///      | functions  COUNT entries of 128 bytes, drawn below
///      | slots      COUNT times: OFFSET i32 | TYPE i32; function by function, by rising offset
///      | lines      COUNT times: WORD i32 | LINE i32 | COLUMN i32 | INLINED i32; likewise, by
///      |            rising word
///      | inlined    COUNT times: FUNCTION i32 | OUTER i32 | LINE i32 | COLUMN i32
///      | handlers   COUNT times: FIRST i32 | END i32 | TARGET i32 | SLOT i32; function by
///      |            function, inner before outer
///      | joins      COUNT times: BLOCK i32 | PARENT i32 | SLOTS i32; function by function, by
///      |            rising block
///      | written    COUNT times: OFFSET i32; join by join, by rising offset
///      | files      COUNT times: NAME i32
///      | names      COUNT ends | text, UTF-8
/// ```
///
/// Everything is little-endian. Sections follow each other without a gap except zeros up to the
/// next cache line, and the image ends where the last one, rounded up, ends. There are no
/// addresses, and the bytes are never written again. The checksum covers everything behind itself.
///
/// A function's entry; the first cache line has what a call needs:
///
/// ```
/// byte 0            4             8             12              16               20
///      | CODE_START | CODE_LENGTH | FRAME_BYTES | RESERVE_BYTES | ARGUMENT_BYTES | ZERO_BYTES |
///      24         28         32            36     40     44      48        52
///      | REF_ARGS | ANY_ARGS | NUMBER_ARGS | REFS | ANYS | WIDES | NARROWS | RESULT_TYPE |
///      56           60           64           68           72     76     80
///      | SLOT_START | SLOT_COUNT | LINE_START | LINE_COUNT | NAME | FILE |
///      80              84              88           92           96              100
///      | HANDLER_START | HANDLER_COUNT | JOIN_START | JOIN_COUNT | WRITTEN_START | WRITTEN_COUNT |
///      104
///      | zero to 128
/// ```
///
/// CODE_START and CODE_LENGTH are in words; the functions' code lies in order without gaps.
/// RESERVE_BYTES is where the function's writes end: its frame and the outgoing arguments that it
/// stores behind it; a frame may be entered only where that much is free. ARGUMENT_BYTES is the
/// size of header and argument area, which is also the offset of the ref bank, and ZERO_BYTES how
/// much is zeroed on entry from there.
///
/// A type's entry; what its kind has no use for is 0:
///
/// ```
/// byte 0      4      8       12      16            20           24     28
///      | KIND | NAME | FIRST | COUNT | RECORD_REFS | RECORD_ANYS | BYTES | TYPE |
///      32       36       40        44
///      | NUMBER | DIRECT | DYNAMIC | zero |
/// array         TYPE of the elements
/// struct, cell  fields from FIRST on, COUNT of them; RECORD_REFS refs behind the object's header,
///               then RECORD_ANYS any slots, then BYTES bytes of numbers
/// enum          COUNT variants, whose types follow
/// variant       as a struct; TYPE is the enum, NUMBER the variant's
/// closure       as a struct, with the captures; TYPE is the function type of DIRECT, a function,
///               as is DYNAMIC; both take the object first. NUMBER of parameters without it
/// function      parameters from FIRST on, COUNT of them; TYPE of the result
/// ```
///
/// A handler's row: a trap of a word from FIRST to before END continues at word TARGET, all within
/// the function; the error is stored in the slot at offset SLOT, unless that is -1.
///
/// INLINED and OUTER are 0, or 1 more than the number of an entry of inlined calls: the words come
/// from FUNCTION, in whose file the line is, and would be in a frame of its own that was called at
/// LINE and COLUMN of the function of the entry OUTER, which comes before, or of the function that
/// has the words.
///
/// A join's row is for the proof that slots are written before they are read. A function that reads
/// a slot in another block than the one that wrote it has a row for each block that branches go to,
/// any other has none. Block PARENT comes before BLOCK on every path from the function's start, and
/// SLOTS slots are written on every path that are not written in the parent, in what comes before
/// that, and so on; PARENT is -1 if there is no path, and for the first block. Blocks are numbered
/// from 0 in the order of the code. A block begins at the first word, at each word that a branch
/// goes to, behind each branch and each instruction that ends, at the borders of handlers' ranges
/// and where a handler goes; one that a handler protects is preceded by an empty one, which is
/// where branches go, and which itself branches to the handler's *landing*. The landings, one for
/// each handler in order, are the blocks behind the code: they write SLOT and go to TARGET.
public final class ImageLayout {
    /// `JORUSIMG` in ASCII.
    public static final long MAGIC_NUMBER = 0x474D_4953_5552_4F4AL;

    // header
    public static final int MAGIC = 0;
    public static final int VERSION = MAGIC + 8;
    public static final int CHECKSUM = VERSION + 8;
    public static final int TOTAL_BYTES = CHECKSUM + 8;
    public static final int FUNCTION_COUNT = TOTAL_BYTES + 8;
    public static final int ENTRY = FUNCTION_COUNT + 4;
    public static final int GLOBAL_REFS = ENTRY + 4;
    public static final int GLOBAL_ANYS = GLOBAL_REFS + 4;
    public static final int GLOBAL_BYTES = GLOBAL_ANYS + 4;
    public static final int HEADER_END = GLOBAL_BYTES + 8;
    public static final int SECTIONS = 64;
    static final int SECTION_OFFSET = 0;
    static final int SECTION_BYTES = SECTION_OFFSET + 8;
    static final int SECTION_COUNT = SECTION_BYTES + 8;
    public static final int SECTION_SIZE = SECTION_COUNT + 8;

    /// Size of the header and offset of the code.
    public static final int HEADER_BYTES = 576;

    /// The checksum covers the bytes from here on.
    static final int CHECKED_FROM = TOTAL_BYTES;

    /// The code is padded with words that end the program, up to a multiple of this.
    public static final int CODE_PAD_WORDS = 64;

    // an entry of the function table
    public static final int FUNCTION_SIZE = 128;
    public static final int CODE_START = 0;
    public static final int CODE_LENGTH = CODE_START + 4;
    public static final int FRAME_BYTES = CODE_LENGTH + 4;
    public static final int RESERVE_BYTES = FRAME_BYTES + 4;
    public static final int ARGUMENT_BYTES = RESERVE_BYTES + 4;
    public static final int ZERO_BYTES = ARGUMENT_BYTES + 4;
    public static final int REF_ARGS = ZERO_BYTES + 4;
    public static final int ANY_ARGS = REF_ARGS + 4;
    public static final int NUMBER_ARGS = ANY_ARGS + 4;
    public static final int REFS = NUMBER_ARGS + 4;
    public static final int ANYS = REFS + 4;
    public static final int WIDES = ANYS + 4;
    public static final int NARROWS = WIDES + 4;
    public static final int RESULT_TYPE = NARROWS + 4;
    public static final int SLOT_START = RESULT_TYPE + 4;
    public static final int SLOT_COUNT = SLOT_START + 4;
    public static final int LINE_START = SLOT_COUNT + 4;
    public static final int LINE_COUNT = LINE_START + 4;
    public static final int NAME = LINE_COUNT + 4;
    public static final int FILE = NAME + 4;
    public static final int HANDLER_START = FILE + 4;
    public static final int HANDLER_COUNT = HANDLER_START + 4;
    public static final int JOIN_START = HANDLER_COUNT + 4;
    public static final int JOIN_COUNT = JOIN_START + 4;
    public static final int WRITTEN_START = JOIN_COUNT + 4;
    public static final int WRITTEN_COUNT = WRITTEN_START + 4;
    public static final int FAR_REFS = WRITTEN_COUNT + 4;
    public static final int FAR_ANYS = FAR_REFS + 4;
    public static final int FAR_WIDES = FAR_ANYS + 4;
    public static final int FAR_NARROWS = FAR_WIDES + 4;
    public static final int FUNCTION_END = FAR_NARROWS + 4;

    // an entry of the types
    public static final int TYPE_SIZE = 48;
    public static final int TYPE_KIND = 0;
    public static final int TYPE_NAME = TYPE_KIND + 4;
    public static final int TYPE_FIRST = TYPE_NAME + 4;
    public static final int TYPE_COUNT = TYPE_FIRST + 4;
    public static final int TYPE_REFS = TYPE_COUNT + 4;
    public static final int TYPE_ANYS = TYPE_REFS + 4;
    public static final int TYPE_BYTES = TYPE_ANYS + 4;
    public static final int TYPE_TYPE = TYPE_BYTES + 4;
    public static final int TYPE_NUMBER = TYPE_TYPE + 4;
    public static final int TYPE_DIRECT = TYPE_NUMBER + 4;
    public static final int TYPE_DYNAMIC = TYPE_DIRECT + 4;
    public static final int TYPE_END = TYPE_DYNAMIC + 4;

    /// In place of a function's index: there is none.
    public static final int NO_FUNCTION = -1;

    // an entry of the fields
    static final int FIELD_OFFSET = 0;
    static final int FIELD_TYPE = FIELD_OFFSET + 4;
    static final int FIELD_NAME = FIELD_TYPE + 4;

    // an entry of the methods
    static final int METHOD_OWNER = 0;
    static final int METHOD_NAME = METHOD_OWNER + 4;
    static final int METHOD_CLOSURE = METHOD_NAME + 4;
    static final int METHOD_END = METHOD_CLOSURE + 4;

    // an entry of the traps
    static final int TRAP_KIND = 0;
    static final int TRAP_MESSAGE = TRAP_KIND + 4;

    // an entry of the globals
    static final int GLOBAL_OFFSET = 0;
    static final int GLOBAL_TYPE = GLOBAL_OFFSET + 4;
    static final int GLOBAL_NAME = GLOBAL_TYPE + 4;
    static final int GLOBAL_END = GLOBAL_NAME + 4;

    // an entry of the slots
    static final int SLOT_OFFSET = 0;
    static final int SLOT_TYPE = SLOT_OFFSET + 4;
    static final int SLOT_SIZE = SLOT_TYPE + 4;

    // an entry of the lines
    public static final int LINE_WORD = 0;
    public static final int LINE_LINE = LINE_WORD + 4;
    public static final int LINE_COLUMN = LINE_LINE + 4;
    static final int LINE_INLINED = LINE_COLUMN + 4;

    // an entry of the inlined calls
    static final int INLINED_FUNCTION = 0;
    static final int INLINED_OUTER = INLINED_FUNCTION + 4;
    static final int INLINED_LINE = INLINED_OUTER + 4;
    static final int INLINED_COLUMN = INLINED_LINE + 4;

    // a row of the handlers
    static final int HANDLER_FIRST = 0;
    static final int HANDLER_END = HANDLER_FIRST + 4;
    static final int HANDLER_TARGET = HANDLER_END + 4;
    static final int HANDLER_SLOT = HANDLER_TARGET + 4;

    // a row of the joins
    static final int JOIN_BLOCK = 0;
    static final int JOIN_PARENT = JOIN_BLOCK + 4;
    static final int JOIN_SLOTS = JOIN_PARENT + 4;
    static final int JOIN_SIZE = JOIN_SLOTS + 4;

    /// Instructions of one image, padding not counted (design.md 7).
    public static final int MAX_WORDS = 1 << 24;

    public static final int MAX_FUNCTIONS = 1 << 20;

    /// Entries of each constant pool, and of fields, parameters, methods, traps, globals, handlers,
    /// files and names.
    public static final int MAX_ENTRIES = 1 << 20;

    /// Type ids are 16-bit operands.
    public static final int MAX_TYPE_IDS = 1 << 16;

    /// Bytes of all strings together, and of all names.
    public static final int MAX_TEXT_BYTES = 1 << 30;

    /// Bytes of the globals segment.
    public static final int MAX_GLOBAL_BYTES = 1 << 24;

    /// Bytes of an object's refs, any slots and numbers: fields have signed 16-bit offsets.
    public static final int MAX_RECORD_BYTES = 1 << 15;

    /// Bytes of one frame; of the near part registers are 16-bit offsets.
    public static final int MAX_FRAME_BYTES = 1 << 24;

    /// Bytes of header and arguments.
    public static final int MAX_ARGUMENT_BYTES = FrameLayout.NEAR_BYTES;

    /// The most that a function can write behind its frame pointer: its frame, and the arguments of
    /// a call plus the slot.
    public static final int MAX_RESERVE_BYTES =
            MAX_FRAME_BYTES + MAX_ARGUMENT_BYTES + Memory.CACHE_LINE;

    /// Slots of all functions together, entries of all line tables, inlined calls, joins, and their
    /// slots.
    public static final int MAX_DETAILS = 1 << 26;

    /// The parts behind the header, in their order.
    public enum Section {
        CODE("code", Word.BYTES, MAX_WORDS + CODE_PAD_WORDS),
        LONGS("i64 constants", 8, MAX_ENTRIES),
        DOUBLES("f64 constants", 8, MAX_ENTRIES),
        STRINGS("strings", 4, MAX_ENTRIES),
        TYPES("types", TYPE_SIZE, MAX_TYPE_IDS - TypeIds.FIRST_FREE),
        FIELDS("fields", 12, MAX_ENTRIES),
        PARAMETERS("parameters", 4, MAX_ENTRIES),
        METHODS("methods", 16, MAX_ENTRIES),
        TRAPS("traps", 8, MAX_ENTRIES),
        GLOBALS("globals", 16, MAX_ENTRIES),
        FUNCTIONS("functions", FUNCTION_SIZE, MAX_FUNCTIONS),
        SLOTS("slots", SLOT_SIZE, MAX_DETAILS),
        LINES("lines", 16, MAX_DETAILS),
        INLINED("inlined calls", 16, MAX_DETAILS),
        HANDLERS("handlers", 16, MAX_ENTRIES),
        JOINS("joins", JOIN_SIZE, MAX_DETAILS),
        WRITTEN("written slots", 4, MAX_DETAILS),
        FILES("files", 4, MAX_ENTRIES),
        NAMES("names", 4, 4 * MAX_ENTRIES);

        private static final Section[] IN_ORDER = values();

        private final String text;
        private final int entryBytes;
        private final int maxCount;

        Section(String text, int entryBytes, int maxCount) {
            this.text = text;
            this.entryBytes = entryBytes;
            this.maxCount = maxCount;
        }

        /// As in messages.
        public String text() {
            return text;
        }

        /// Size of one entry; text that follows the entries is not counted.
        public int entryBytes() {
            return entryBytes;
        }

        /// The most entries that an image may have.
        public int maxCount() {
            return maxCount;
        }

        /// Whether text follows the entries.
        public boolean hasText() {
            return this == STRINGS || this == NAMES;
        }

        public static int total() {
            return IN_ORDER.length;
        }

        public static Section at(int index) {
            return IN_ORDER[index];
        }
    }

    private ImageLayout() {}

    static {
        assert SECTIONS + Section.total() * SECTION_SIZE <= HEADER_BYTES;
        assert HEADER_BYTES % Memory.CACHE_LINE == 0 && HEADER_END <= SECTIONS;
    }

    /// Address of the entry of function `index`, given the address of the function table.
    public static long functionEntry(long table, int index) {
        return table + (long) index * FUNCTION_SIZE;
    }

    /// Address of a section's row in the header of the image at `base`.
    static long sectionRow(long base, int section) {
        return base + SECTIONS + (long) section * SECTION_SIZE;
    }

    /// What the checksum of an image of `bytes` bytes, a multiple of 8, has to be.
    ///
    /// Each step is a bijection of the state and of the word, so that a change in one word always
    /// shows. It guards against accidents, not against attackers: verification does that.
    static long checksum(long[] words, long bytes) {
        long state = bytes;
        for (int i = CHECKED_FROM / Memory.WORD_BYTES; i < words.length; i++) {
            state = Long.rotateLeft((state ^ words[i]) * 0x9E3779B97F4A7C15L, 29);
        }
        return state;
    }

    static long checksum(long base, long bytes) {
        long state = bytes;
        long end = base + bytes;
        for (long at = base + CHECKED_FROM; at < end; at += Memory.WORD_BYTES) {
            state = Long.rotateLeft((state ^ Memory.i64(at)) * 0x9E3779B97F4A7C15L, 29);
        }
        return state;
    }
}
