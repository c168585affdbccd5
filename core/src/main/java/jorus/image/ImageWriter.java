package jorus.image;

import jorus.image.ImageLayout.Section;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lays out what an [ImageBuilder] holds in one block of memory.
///
/// Equal builders give equal bytes.
public final class ImageWriter {
    /// Where the first ref argument ends in the frame of a callee.
    private static final int FIRST_REF_END = FrameLayout.HEADER_BYTES + FrameLayout.REF_BYTES;

    private final ImageBuilder from;
    private final List<FunctionCode> functions;
    private final List<ImageBuilder.GlobalEntry> globals;
    private final ImageNames debugNames;
    private final List<byte[]> names = new ArrayList<>();
    private final Map<String, Integer> nameIndexes = new HashMap<>();
    private final TypeWriter types;
    private final int[] globalNames;
    private final int[] functionNames;
    private final int[] fileNames;
    private final int[][] joins;
    private final int[][] written;
    private final long[] counts = new long[Section.total()];
    private final long[] sizes = new long[Section.total()];
    private final long[] offsets = new long[Section.total()];
    private long totalBytes;
    private long base;

    private ImageWriter(ImageBuilder from, ImageNames debugNames) {
        this.from = from;
        this.debugNames = debugNames;
        functions = from.functions();
        globals = new ArrayList<>(from.globals());
        globals.sort(new ByOffset());
        types = new TypeWriter(from, new CollectedNames());
        globalNames = new int[globals.size()];
        functionNames = new int[functions.size()];
        fileNames = new int[from.files().size()];
        joins = new int[functions.size()][];
        written = new int[functions.size()][];
    }

    private final class CollectedNames implements TypeWriter.Names {
        @Override
        public int name(String text) {
            return ImageWriter.this.name(text);
        }
    }

    private static final class ByOffset implements Comparator<ImageBuilder.GlobalEntry> {
        @Override
        public int compare(ImageBuilder.GlobalEntry a, ImageBuilder.GlobalEntry b) {
            return Integer.compare(a.offset(), b.offset());
        }
    }

    /// Returns the image in a new block of `memory`, which owns it: it goes when `memory` closes or
    /// when `Image.base()` is released.
    ///
    /// @throws ImageTooLarge if a limit of [ImageLayout] is exceeded; nothing was allocated
    /// @throws jorus.memory.arena.OutOfMemory if `memory` refuses the block
    public static Image write(ImageBuilder from, OffHeap memory) {
        return write(from, ImageNames.AS_GIVEN, memory);
    }

    /// As `write(from, memory)`, with other names of files and functions.
    public static Image write(ImageBuilder from, ImageNames names, OffHeap memory) {
        ImageWriter writer = new ImageWriter(from, names);
        writer.collectNames();
        writer.findJoins();
        writer.measure();
        writer.base = memory.allocate(Category.CODE, writer.totalBytes, Memory.CACHE_LINE);
        writer.writeHeader();
        writer.writeCode();
        writer.writeConstants();
        writer.writeTables();
        writer.writeFunctions();
        seal(writer.base, writer.totalBytes);
        return new Image(writer.base, writer.totalBytes);
    }

    /// Stores the checksum of a complete image.
    static void seal(long base, long bytes) {
        Memory.i64(base + ImageLayout.CHECKSUM, ImageLayout.checksum(base, bytes));
    }

    private int name(String text) {
        Integer known = nameIndexes.get(text);
        if (known == null) {
            known = names.size();
            names.add(text.getBytes(StandardCharsets.UTF_8));
            nameIndexes.put(text, known);
        }
        return known;
    }

    private void collectNames() {
        for (int i = 0; i < globalNames.length; i++) {
            globalNames[i] = name(debugNames.of(globals.get(i).name()));
        }
        for (int i = 0; i < functionNames.length; i++) {
            functionNames[i] = name(debugNames.of(functions.get(i).name()));
        }
        for (int i = 0; i < fileNames.length; i++) {
            fileNames[i] = name(debugNames.of(from.files().get(i)));
        }
    }

    private void findJoins() {
        long words = 0;
        for (int i = 0; i < functions.size(); i++) {
            words += functions.get(i).code().length;
        }
        JoinFinder finder = new JoinFinder(words);
        for (int i = 0; i < functions.size(); i++) {
            FrameLayout frame = functions.get(i).frame();
            limit("bytes before far slots", frame.nearEnd(), FrameLayout.NEAR_BYTES);
            limit("bytes of a frame", frame.bytes(), ImageLayout.MAX_FRAME_BYTES);
            finder.find(functions.get(i), frame);
            joins[i] = finder.joins();
            written[i] = finder.written();
        }
    }

    /// Decides where every section goes.
    private void measure() {
        long words = 0;
        long slots = 0;
        long lines = 0;
        long inlined = 0;
        long handlers = 0;
        long joinRows = 0;
        long writtenSlots = 0;
        for (int i = 0; i < functions.size(); i++) {
            FunctionCode function = functions.get(i);
            assert function.slots().length % 2 == 0 && function.lines().length % 4 == 0;
            assert function.handlers().length % 4 == 0;
            words += function.code().length;
            slots += function.slots().length / 2;
            lines += debugNames.lines(function).length / 4;
            inlined += debugNames.inlined(function).length / 4;
            handlers += function.handlers().length / 4;
            joinRows += joins[i].length / 3;
            writtenSlots += written[i].length;
        }
        limit("instructions", words, ImageLayout.MAX_WORDS);
        limit("bytes of module variables", from.globalBytes(), ImageLayout.MAX_GLOBAL_BYTES);
        size(Section.CODE, Memory.align(words, ImageLayout.CODE_PAD_WORDS), 0);
        size(Section.LONGS, from.longs().size(), 0);
        size(Section.DOUBLES, from.doubles().size(), 0);
        size(Section.STRINGS, from.strings().size(), textBytes(from.strings()));
        size(Section.TYPES, from.types().size(), 0);
        size(Section.FIELDS, types.fieldCount(), 0);
        size(Section.PARAMETERS, types.parameterCount(), 0);
        size(Section.METHODS, from.methods().size(), 0);
        size(Section.TRAPS, from.traps().size(), 0);
        size(Section.GLOBALS, globals.size(), 0);
        size(Section.FUNCTIONS, functions.size(), 0);
        size(Section.SLOTS, slots, 0);
        size(Section.LINES, lines, 0);
        size(Section.INLINED, inlined, 0);
        size(Section.HANDLERS, handlers, 0);
        size(Section.JOINS, joinRows, 0);
        size(Section.WRITTEN, writtenSlots, 0);
        size(Section.FILES, fileNames.length, 0);
        size(Section.NAMES, names.size(), textBytes(names));
        long at = ImageLayout.HEADER_BYTES;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at = Memory.align(at + sizes[i], Memory.CACHE_LINE);
        }
        totalBytes = at;
    }

    private static void limit(String what, long value, long limit) {
        if (value > limit) {
            throw new ImageTooLarge(what, value, limit);
        }
    }

    private void size(Section section, long count, long textBytes) {
        limit(section.text(), count, section.maxCount());
        limit("bytes of " + section.text(), textBytes, ImageLayout.MAX_TEXT_BYTES);
        counts[section.ordinal()] = count;
        sizes[section.ordinal()] = count * section.entryBytes() + textBytes;
    }

    private static long textBytes(List<byte[]> texts) {
        long bytes = 0;
        for (int i = 0; i < texts.size(); i++) {
            bytes += texts.get(i).length;
        }
        return bytes;
    }

    private void writeHeader() {
        Memory.i64(base + ImageLayout.MAGIC, ImageLayout.MAGIC_NUMBER);
        Memory.i64(base + ImageLayout.VERSION, ImageVersion.VERSION);
        Memory.i64(base + ImageLayout.TOTAL_BYTES, totalBytes);
        Memory.i32(base + ImageLayout.FUNCTION_COUNT, functions.size());
        Memory.i32(base + ImageLayout.ENTRY, from.entry());
        Memory.i32(base + ImageLayout.GLOBAL_REFS, from.globalRefs());
        Memory.i32(base + ImageLayout.GLOBAL_ANYS, from.globalAnys());
        Memory.i64(base + ImageLayout.GLOBAL_BYTES, from.globalBytes());
        for (int i = 0; i < offsets.length; i++) {
            long row = ImageLayout.sectionRow(base, i);
            Memory.i64(row + ImageLayout.SECTION_OFFSET, offsets[i]);
            Memory.i64(row + ImageLayout.SECTION_BYTES, sizes[i]);
            Memory.i64(row + ImageLayout.SECTION_COUNT, counts[i]);
        }
    }

    private long address(Section section) {
        return base + offsets[section.ordinal()];
    }

    private void writeCode() {
        long at = address(Section.CODE);
        long end = at + sizes[Section.CODE.ordinal()];
        for (int i = 0; i < functions.size(); i++) {
            for (long word : functions.get(i).code()) {
                Memory.i64(at, word);
                at += Word.BYTES;
            }
        }
        for (; at < end; at += Word.BYTES) {
            Memory.i64(at, Opcode.HALT.code());
        }
    }

    private void writeConstants() {
        writeLongs(address(Section.LONGS), from.longs());
        writeLongs(address(Section.DOUBLES), from.doubles());
        writeTexts(address(Section.STRINGS), from.strings());
        writeTexts(address(Section.NAMES), names);
    }

    private static void writeLongs(long address, List<Long> values) {
        for (int i = 0; i < values.size(); i++) {
            Memory.i64(address + 8L * i, values.get(i));
        }
    }

    private static void writeTexts(long address, List<byte[]> texts) {
        long text = address + 4L * texts.size();
        int end = 0;
        for (int i = 0; i < texts.size(); i++) {
            byte[] bytes = texts.get(i);
            Memory.copyIn(bytes, 0, text + end, bytes.length);
            end += bytes.length;
            Memory.i32(address + 4L * i, end);
        }
    }

    private void writeTables() {
        types.writeTypes(address(Section.TYPES));
        types.writeFields(address(Section.FIELDS));
        types.writeParameters(address(Section.PARAMETERS));
        types.writeMethods(address(Section.METHODS));
        long at = address(Section.TRAPS);
        for (int i = 0; i < from.traps().size(); i++) {
            Memory.i32(at + ImageLayout.TRAP_KIND, from.traps().get(i).kind().ordinal());
            Memory.i32(at + ImageLayout.TRAP_MESSAGE, from.traps().get(i).message());
            at += Section.TRAPS.entryBytes();
        }
        at = address(Section.GLOBALS);
        for (int i = 0; i < globals.size(); i++) {
            Memory.i32(at + ImageLayout.GLOBAL_OFFSET, globals.get(i).offset());
            Memory.i32(at + ImageLayout.GLOBAL_TYPE, globals.get(i).type());
            Memory.i32(at + ImageLayout.GLOBAL_NAME, globalNames[i]);
            at += Section.GLOBALS.entryBytes();
        }
        at = address(Section.FILES);
        for (int name : fileNames) {
            Memory.i32(at, name);
            at += Section.FILES.entryBytes();
        }
    }

    private void writeFunctions() {
        int words = 0;
        int slots = 0;
        int lines = 0;
        int inlined = 0;
        int handlers = 0;
        int joinRows = 0;
        int writtenSlots = 0;
        for (int i = 0; i < functions.size(); i++) {
            FunctionCode function = functions.get(i);
            long at = ImageLayout.functionEntry(address(Section.FUNCTIONS), i);
            writeFrame(at, function);
            Memory.i32(at + ImageLayout.CODE_START, words);
            Memory.i32(at + ImageLayout.CODE_LENGTH, function.code().length);
            Memory.i32(at + ImageLayout.SLOT_START, slots);
            Memory.i32(at + ImageLayout.SLOT_COUNT, function.slots().length / 2);
            Memory.i32(at + ImageLayout.LINE_START, lines);
            Memory.i32(at + ImageLayout.LINE_COUNT, debugNames.lines(function).length / 4);
            Memory.i32(at + ImageLayout.HANDLER_START, handlers);
            Memory.i32(at + ImageLayout.HANDLER_COUNT, function.handlers().length / 4);
            Memory.i32(at + ImageLayout.JOIN_START, joinRows);
            Memory.i32(at + ImageLayout.JOIN_COUNT, joins[i].length / 3);
            Memory.i32(at + ImageLayout.WRITTEN_START, writtenSlots);
            Memory.i32(at + ImageLayout.WRITTEN_COUNT, written[i].length);
            Memory.i32(at + ImageLayout.NAME, functionNames[i]);
            Memory.i32(at + ImageLayout.FILE, function.file());
            writeInts(address(Section.SLOTS) + 8L * slots, function.slots());
            long lineTable = address(Section.LINES) + 16L * lines;
            writeInts(lineTable, debugNames.lines(function));
            long inlinedTable = address(Section.INLINED) + 16L * inlined;
            writeInts(inlinedTable, debugNames.inlined(function));
            if (inlined > 0) {
                renumber(lineTable + ImageLayout.LINE_INLINED, function.lines().length, inlined);
                long outer = inlinedTable + ImageLayout.INLINED_OUTER;
                renumber(outer, function.inlined().length, inlined);
            }
            writeInts(address(Section.HANDLERS) + 16L * handlers, function.handlers());
            writeInts(address(Section.JOINS) + 12L * joinRows, joins[i]);
            writeInts(address(Section.WRITTEN) + 4L * writtenSlots, written[i]);
            words += function.code().length;
            slots += function.slots().length / 2;
            lines += debugNames.lines(function).length / 4;
            inlined += debugNames.inlined(function).length / 4;
            handlers += function.handlers().length / 4;
            joinRows += joins[i].length / 3;
            writtenSlots += written[i].length;
        }
    }

    private static void writeInts(long address, int[] values) {
        for (int i = 0; i < values.length; i++) {
            Memory.i32(address + 4L * i, values[i]);
        }
    }

    /// Numbers of inlined calls count within the image from here on, no longer in the function.
    private static void renumber(long field, int ints, int before) {
        for (int i = 0; i < ints; i += 4) {
            int number = Memory.i32(field + 4L * i);
            Memory.i32(field + 4L * i, number == 0 ? 0 : number + before);
        }
    }

    private static void writeFrame(long at, FunctionCode function) {
        FrameLayout frame = function.frame();
        Memory.i32(at + ImageLayout.FRAME_BYTES, frame.bytes());
        Memory.i32(at + ImageLayout.RESERVE_BYTES, reserveBytes(function.code(), frame.bytes()));
        Memory.i32(at + ImageLayout.ARGUMENT_BYTES, frame.argumentEnd());
        Memory.i32(at + ImageLayout.ZERO_BYTES, frame.zeroedBytes());
        Memory.i32(at + ImageLayout.REF_ARGS, frame.refArgs());
        Memory.i32(at + ImageLayout.ANY_ARGS, frame.anyArgs());
        Memory.i32(at + ImageLayout.NUMBER_ARGS, frame.numberArgs());
        Memory.i32(at + ImageLayout.REFS, frame.refs());
        Memory.i32(at + ImageLayout.ANYS, frame.anys());
        Memory.i32(at + ImageLayout.WIDES, frame.wides());
        Memory.i32(at + ImageLayout.NARROWS, frame.narrows());
        Memory.i32(at + ImageLayout.FAR_REFS, frame.farRefs());
        Memory.i32(at + ImageLayout.FAR_ANYS, frame.farAnys());
        Memory.i32(at + ImageLayout.FAR_WIDES, frame.farWides());
        Memory.i32(at + ImageLayout.FAR_NARROWS, frame.farNarrows());
        Memory.i32(at + ImageLayout.RESULT_TYPE, function.resultType());
    }

    /// Where the writes of the code end, at least at the end of the frame; a multiple of 64. A call
    /// of a function value writes that value as the first argument.
    private static int reserveBytes(long[] code, int frameBytes) {
        int end = frameBytes;
        for (long word : code) {
            if (Word.op(word) >= Opcode.count()) {
                continue;
            }
            Opcode opcode = Opcode.byCode(Word.op(word));
            Operand a = opcode.a();
            if (a.writes()) {
                end = Math.max(end, Word.a(word) + a.bank().bytes());
            }
            if (opcode.b() == Operand.FAR_WRITE) {
                end = Math.max(end, Word.immediate(word) + a.bank().bytes());
            }
            if (opcode.callsValue()) {
                end = Math.max(end, frameBytes + FIRST_REF_END);
            }
        }
        return (int) Memory.align(end, Memory.CACHE_LINE);
    }
}
