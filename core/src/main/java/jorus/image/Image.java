package jorus.image;

import jorus.builtin.TrapKind;
import jorus.image.ImageLayout.Section;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// A view of an image in memory, laid out as [ImageLayout] draws it.
///
/// The bytes belong to whoever allocated them; this neither copies nor releases them. They may be
/// anything until verification has accepted the image: only then are the accessors safe, except
/// `base()`, `bytes()` and the header fields. Any thread.
public final class Image extends ImageTypes {
    /// The start of the instructions, an address.
    public final long code;

    /// The start of the i64 constants, an address.
    public final long longs;

    /// The start of the f64 constants, an address.
    public final long doubles;

    /// The start of the function table, an address; see [ImageLayout#functionEntry].
    public final long functions;

    private final long slots;
    private final long joins;
    private final long written;

    /// Views the `bytes` bytes at the address `base`; checks nothing.
    public Image(long base, long bytes) {
        super(base, bytes);
        code = address(Section.CODE);
        longs = address(Section.LONGS);
        doubles = address(Section.DOUBLES);
        functions = address(Section.FUNCTIONS);
        slots = address(Section.SLOTS);
        joins = address(Section.JOINS);
        written = address(Section.WRITTEN);
    }

    // what only verification asks for: values as they are in the file

    /// Copies a function's entry into `fields`, which has room for it: `fields[i]` is what stands
    /// at byte 4 i. A call for each field is what takes the verifier longest while it is cold.
    public void functionFields(int function, int[] fields) {
        long at = ImageLayout.functionEntry(functions, function);
        for (int i = 0; i < ImageLayout.FUNCTION_SIZE / 4; i += 2) {
            long two = int64(at + 4L * i);
            fields[i] = (int) two;
            fields[i + 1] = (int) (two >>> Integer.SIZE);
        }
    }

    /// Address of entry `line` of all line tables, or of where the tables end.
    public long lineAddress(int line) {
        return address(Section.LINES) + (long) line * Section.LINES.entryBytes();
    }

    public int functionCountOfHeader() {
        return int32(base + ImageLayout.FUNCTION_COUNT);
    }

    public int trapKindId(int trap) {
        return int32(entry(Section.TRAPS, trap) + ImageLayout.TRAP_KIND);
    }

    public int globalNameIndex(int index) {
        return int32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_NAME);
    }

    public int globalSpare(int index) {
        return int32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_END);
    }

    public int fileNameIndex(int file) {
        return int32(entry(Section.FILES, file));
    }

    // header

    /// Index of the function that runs first.
    public int entry() {
        return int32(base + ImageLayout.ENTRY);
    }

    /// Number of ref slots at the start of the globals segment.
    public int globalRefs() {
        return int32(base + ImageLayout.GLOBAL_REFS);
    }

    /// Number of any slots that follow the ref slots of the globals segment.
    public int globalAnys() {
        return int32(base + ImageLayout.GLOBAL_ANYS);
    }

    /// Size of the globals segment.
    public long globalBytes() {
        return int64(base + ImageLayout.GLOBAL_BYTES);
    }

    // constants

    /// Number of instruction words, padding included.
    public int wordCount() {
        return count(Section.CODE);
    }

    public long i64(int index) {
        return int64(entry(Section.LONGS, index));
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

    /// A string constant as text; bytes that are not UTF-8 are replaced.
    public String string(int index) {
        return text(Section.STRINGS, index);
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
        return int32(entry(Section.TRAPS, trap) + ImageLayout.TRAP_MESSAGE);
    }

    public int globalCount() {
        return count(Section.GLOBALS);
    }

    /// Byte offset of a module variable in the globals segment; rises with `index`.
    public int globalOffset(int index) {
        return int32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_OFFSET);
    }

    public int globalType(int index) {
        return int32(entry(Section.GLOBALS, index) + ImageLayout.GLOBAL_TYPE);
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
        return int32(ImageLayout.functionEntry(functions, function) + field);
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
        long entry = ImageLayout.functionEntry(functions, function);
        return new FrameLayout(
                int32(entry + ImageLayout.REF_ARGS),
                int32(entry + ImageLayout.ANY_ARGS),
                int32(entry + ImageLayout.NUMBER_ARGS),
                int32(entry + ImageLayout.REFS),
                int32(entry + ImageLayout.ANYS),
                int32(entry + ImageLayout.WIDES),
                int32(entry + ImageLayout.NARROWS),
                int32(entry + ImageLayout.FAR_REFS),
                int32(entry + ImageLayout.FAR_ANYS),
                int32(entry + ImageLayout.FAR_WIDES),
                int32(entry + ImageLayout.FAR_NARROWS));
    }

    public String functionName(int function) {
        return name(function(function, ImageLayout.NAME));
    }

    /// Path of the source file that a function is from.
    public String functionFile(int function) {
        return file(function(function, ImageLayout.FILE));
    }

    /// The entry of slot `slot` of all slots: its offset in the low half, its type in the high one.
    public long slot(int slot) {
        return int64(slots + (long) slot * ImageLayout.SLOT_SIZE);
    }

    /// Byte offset of slot `slot` of all slots (a function's first is its `SLOT_START`).
    public int slotOffset(int slot) {
        return int32(entry(Section.SLOTS, slot) + ImageLayout.SLOT_OFFSET);
    }

    public int slotType(int slot) {
        return int32(entry(Section.SLOTS, slot) + ImageLayout.SLOT_TYPE);
    }

    // handlers

    /// Row of the innermost handler for word `word` of a function; -1 if there is none.
    public int handler(int function, int word) {
        int first = function(function, ImageLayout.HANDLER_START);
        int end = first + function(function, ImageLayout.HANDLER_COUNT);
        for (int row = first; row < end; row++) {
            if (handlerFirst(row) <= word && word < handlerEnd(row)) {
                return row;
            }
        }
        return -1;
    }

    /// The first word that row `row` of all handlers protects, counted in its function.
    public int handlerFirst(int row) {
        return int32(entry(Section.HANDLERS, row) + ImageLayout.HANDLER_FIRST);
    }

    /// The word behind the last that a row protects.
    public int handlerEnd(int row) {
        return int32(entry(Section.HANDLERS, row) + ImageLayout.HANDLER_END);
    }

    /// The word of the function where a trap continues.
    public int handlerTarget(int row) {
        return int32(entry(Section.HANDLERS, row) + ImageLayout.HANDLER_TARGET);
    }

    /// Offset of the slot that takes the error; -1 if it is not wanted.
    public int handlerSlot(int row) {
        return int32(entry(Section.HANDLERS, row) + ImageLayout.HANDLER_SLOT);
    }

    /// The rows of a function's handlers, four numbers each.
    public int[] handlers(int function) {
        int[] rows = new int[HandlerRanges.ROW * function(function, ImageLayout.HANDLER_COUNT)];
        if (rows.length > 0) {
            long at = entry(Section.HANDLERS, function(function, ImageLayout.HANDLER_START));
            for (int i = 0; i < rows.length; i++) {
                rows[i] = int32(at + 4L * i);
            }
        }
        return rows;
    }

    // joins

    /// The block that row `row` of all joins is of, counted in its function.
    public int joinBlock(int row) {
        return int32(joins + (long) row * ImageLayout.JOIN_SIZE + ImageLayout.JOIN_BLOCK);
    }

    /// The block that comes before it on every path; -1 if no path leads there.
    public int joinParent(int row) {
        return int32(joins + (long) row * ImageLayout.JOIN_SIZE + ImageLayout.JOIN_PARENT);
    }

    /// How many further slots are written on every path to it.
    public int joinSlots(int row) {
        return int32(joins + (long) row * ImageLayout.JOIN_SIZE + ImageLayout.JOIN_SLOTS);
    }

    /// Offset of one of the slots of all joins.
    public int writtenSlot(int index) {
        return int32(written + (long) index * Integer.BYTES);
    }

    // source positions

    /// Whether the image says where its instructions come from.
    public boolean hasLines() {
        return count(Section.LINES) > 0;
    }

    /// Word within its function from which entry `line` of all line tables holds.
    public int lineWord(int line) {
        return int32(entry(Section.LINES, line) + ImageLayout.LINE_WORD);
    }

    public int lineLine(int line) {
        return int32(entry(Section.LINES, line) + ImageLayout.LINE_LINE);
    }

    public int lineColumn(int line) {
        return int32(entry(Section.LINES, line) + ImageLayout.LINE_COLUMN);
    }

    /// The inlined call that entry `line` of all line tables is in; -1 if it is in none.
    public int lineInlined(int line) {
        return int32(entry(Section.LINES, line) + ImageLayout.LINE_INLINED) - 1;
    }

    public int inlinedCount() {
        return count(Section.INLINED);
    }

    /// The function that was called.
    public int inlinedFunction(int inlined) {
        return int32(entry(Section.INLINED, inlined) + ImageLayout.INLINED_FUNCTION);
    }

    /// The inlined call that an inlined call is in; -1 if it is in none.
    public int inlinedOuter(int inlined) {
        return int32(entry(Section.INLINED, inlined) + ImageLayout.INLINED_OUTER) - 1;
    }

    public int inlinedLine(int inlined) {
        return int32(entry(Section.INLINED, inlined) + ImageLayout.INLINED_LINE);
    }

    public int inlinedColumn(int inlined) {
        return int32(entry(Section.INLINED, inlined) + ImageLayout.INLINED_COLUMN);
    }

    public int fileCount() {
        return count(Section.FILES);
    }

    public String file(int file) {
        return name(fileNameIndex(file));
    }
}
