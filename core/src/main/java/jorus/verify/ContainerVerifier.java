package jorus.verify;

import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.ImageVersion;
import jorus.image.LineTable;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Checks that the bytes are an image whose accessors stay inside it: header, sections, tables.
///
/// Afterwards every index between tables is valid, every function's parts partition their sections,
/// and every frame is laid out as `FrameLayout` says. All arithmetic on what the file says is in
/// long, on values that were bounded before.
final class ContainerVerifier {
    /// Slots begin at multiples of this.
    private static final int SLOT_STEP = FrameLayout.NARROW_BYTES;

    private final Image image;

    /// The entry of the function that is looked at.
    private final int[] fields = new int[ImageLayout.FUNCTION_SIZE / 4];

    private ContainerVerifier(Image image) {
        this.image = image;
    }

    static void verify(Image image) {
        ContainerVerifier verifier = new ContainerVerifier(image);
        verifier.header();
        verifier.sections();
        verifier.text(Section.STRINGS, false);
        verifier.text(Section.NAMES, true);
        TypeVerifier.verifyTypes(image);
        verifier.traps();
        verifier.globals();
        verifier.files();
        verifier.functions();
        verifier.entry();
    }

    private static void require(boolean holds, Rule rule, String what, long value) {
        if (!holds) {
            throw new VerifyFailure(rule, what + ' ' + value);
        }
    }

    /// What is wrong is put together only if something is: these are called for each entry.
    private static void require(
            boolean holds, Rule rule, Section section, String what, long value) {
        if (!holds) {
            throw new VerifyFailure(rule, section.text() + ", " + what + ' ' + value);
        }
    }

    private void header() {
        long base = image.base();
        long bytes = image.bytes();
        require(bytes >= ImageLayout.HEADER_BYTES, Rule.MAGIC, "size", bytes);
        require(base % Memory.CACHE_LINE == 0, Rule.SECTIONS, "base", base);
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        require(isLittle, Rule.MAGIC, "byte order of this machine", 1);
        long magic = image.int64(base + ImageLayout.MAGIC);
        require(magic == ImageLayout.MAGIC_NUMBER, Rule.MAGIC, "first word", magic);
        long version = image.int64(base + ImageLayout.VERSION);
        require(version == ImageVersion.VERSION, Rule.VERSION, "version", version);
        long total = image.int64(base + ImageLayout.TOTAL_BYTES);
        require(total == bytes, Rule.SIZE, "the header says", total);
        require(bytes % Memory.CACHE_LINE == 0, Rule.SIZE, "size", bytes);
        long sum = image.int64(base + ImageLayout.CHECKSUM);
        require(sum == image.checksum(), Rule.CHECKSUM, "checksum", sum);
    }

    private void sections() {
        zeros(image.base() + ImageLayout.HEADER_END, image.base() + ImageLayout.SECTIONS);
        long at = ImageLayout.HEADER_BYTES;
        for (int i = 0; i < Section.total(); i++) {
            Section section = Section.at(i);
            long offset = image.sectionOffset(section);
            long bytes = image.sectionBytes(section);
            long count = image.sectionCount(section);
            require(offset == at, Rule.SECTIONS, section, "at", offset);
            boolean isCount = count >= 0 && count <= section.maxCount();
            require(isCount, Rule.SECTIONS, section, "count", count);
            long entries = count * section.entryBytes();
            long most = entries + (section.hasText() ? ImageLayout.MAX_TEXT_BYTES : 0);
            boolean isSize = bytes >= entries && bytes <= most && bytes <= image.bytes() - at;
            require(isSize, Rule.SECTIONS, section, "bytes", bytes);
            at = Memory.align(at + bytes, Memory.CACHE_LINE);
            require(at <= image.bytes(), Rule.SECTIONS, section, "end", at);
            zeros(image.base() + offset + bytes, image.base() + at);
        }
        require(at == image.bytes(), Rule.SIZE, "bytes follow at", at);
        long rows = ImageLayout.SECTIONS + (long) Section.total() * ImageLayout.SECTION_SIZE;
        zeros(image.base() + rows, image.base() + ImageLayout.HEADER_BYTES);
    }

    private void zeros(long from, long to) {
        long at = from;
        for (; at < to && at % Memory.WORD_BYTES != 0; at++) {
            require(image.int8(at) == 0, Rule.SECTIONS, "gap with byte", image.int8(at));
        }
        for (; at < to; at += Memory.WORD_BYTES) {
            require(image.int64(at) == 0, Rule.SECTIONS, "gap with word", image.int64(at));
        }
    }

    private void text(Section section, boolean isUtf8) {
        long address = image.address(section);
        int count = image.count(section);
        long bytes = image.sectionBytes(section) - (long) count * section.entryBytes();
        long text = address + (long) count * section.entryBytes();
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = image.int32(address + (long) i * section.entryBytes());
            require(end >= start && end <= bytes, Rule.TEXT, section, "end", end);
            if (isUtf8 && !isUtf8(text + start, end - start)) {
                throw new VerifyFailure(Rule.TEXT, "name " + i + " is not UTF-8");
            }
            start = end;
        }
        require(start == bytes, Rule.TEXT, section, "end before", bytes);
    }

    private boolean isUtf8(long address, int bytes) {
        int i = 0;
        while (i < bytes && image.int8(address + i) < 0x80) {
            i++;
        }
        if (i == bytes) {
            return true;
        }
        byte[] copy = new byte[bytes];
        Memory.copyOut(address, copy, 0, bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(copy));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private void name(Rule rule, int name) {
        require(name >= 0 && name < image.count(Section.NAMES), rule, "name", name);
    }

    private void traps() {
        for (int i = 0; i < image.trapCount(); i++) {
            int kind = image.trapKindId(i);
            int message = image.trapMessage(i);
            require(kind >= 0 && kind < TrapKind.count(), Rule.TRAPS, "kind", kind);
            boolean isString = message >= 0 && message < image.stringCount();
            require(isString, Rule.TRAPS, "message", message);
        }
    }

    private void globals() {
        long total = image.globalBytes();
        require(
                total >= 0 && total <= ImageLayout.MAX_GLOBAL_BYTES,
                Rule.GLOBALS,
                "bytes of module variables",
                total);
        int refs = image.globalRefs();
        int anys = image.globalAnys();
        require(refs >= 0 && anys >= 0, Rule.GLOBALS, "number of refs or any", refs);
        long anyStart = refs * 8L;
        long numberStart = anyStart + anys * 16L;
        require(numberStart <= total, Rule.GLOBALS, "refs and any end at", numberStart);
        long previousEnd = 0;
        for (int i = 0; i < image.globalCount(); i++) {
            int offset = image.globalOffset(i);
            int type = image.globalType(i);
            require(offset >= previousEnd, Rule.GLOBALS, "offset", offset);
            boolean isType = type < image.typeIdEnd() && TypeIds.bank(type) != null;
            require(isType, Rule.GLOBALS, "type", type);
            Bank bank = TypeIds.bank(type);
            long low = bank == Bank.REF ? 0 : bank == Bank.ANY ? anyStart : numberStart;
            long high = bank == Bank.REF ? anyStart : bank == Bank.ANY ? numberStart : total;
            long step = bank.bytes();
            long origin = bank == Bank.ANY ? anyStart : 0;
            boolean isPlace =
                    offset >= low && offset + step <= high && (offset - origin) % step == 0;
            if (!isPlace) {
                String detail = TypeIds.name(type) + " at offset " + offset;
                throw new VerifyFailure(Rule.GLOBALS, detail);
            }
            name(Rule.GLOBALS, image.globalNameIndex(i));
            require(image.globalSpare(i) == 0, Rule.GLOBALS, "spare", image.globalSpare(i));
            previousEnd = offset + step;
        }
    }

    private void files() {
        for (int i = 0; i < image.fileCount(); i++) {
            name(Rule.FILES, image.fileNameIndex(i));
        }
    }

    private void functions() {
        int count = image.functionCount();
        int stated = image.functionCountOfHeader();
        require(count == stated, Rule.FUNCTIONS, "the header counts", stated);
        long words = 0;
        long slots = 0;
        long lines = 0;
        long handlers = 0;
        long joins = 0;
        long written = 0;
        for (int i = 0; i < count; i++) {
            image.functionFields(i, fields);
            words = part(i, ImageLayout.CODE_START, words, image.wordCount());
            slots = part(i, ImageLayout.SLOT_START, slots, image.count(Section.SLOTS));
            lines = part(i, ImageLayout.LINE_START, lines, image.count(Section.LINES));
            int rows = image.count(Section.HANDLERS);
            handlers = part(i, ImageLayout.HANDLER_START, handlers, rows);
            joins = part(i, ImageLayout.JOIN_START, joins, image.count(Section.JOINS));
            written = part(i, ImageLayout.WRITTEN_START, written, image.count(Section.WRITTEN));
            int length = get(ImageLayout.CODE_LENGTH);
            field(length > 0, i, "code length", length);
            frame(i);
            int result = get(ImageLayout.RESULT_TYPE);
            boolean isType = result < image.typeIdEnd() && TypeIds.bank(result) != null;
            field(isType || result == TypeIds.VOID, i, "result type", result);
            name(Rule.FUNCTIONS, get(ImageLayout.NAME));
            int file = get(ImageLayout.FILE);
            field(file >= 0 && file < image.fileCount(), i, "file", file);
            for (int at = ImageLayout.FUNCTION_END; at < ImageLayout.FUNCTION_SIZE; at += 4) {
                field(get(at) == 0, i, "spare field", get(at));
            }
            lines(i);
            handlers(i);
        }
        inlinedCalls();
        endsAt(Section.SLOTS, slots);
        endsAt(Section.LINES, lines);
        endsAt(Section.HANDLERS, handlers);
        endsAt(Section.JOINS, joins);
        endsAt(Section.WRITTEN, written);
        padding(words);
    }

    /// A field of that entry; `at` is a constant of [ImageLayout].
    private int get(int at) {
        return fields[at >>> 2];
    }

    private void endsAt(Section section, long end) {
        require(end == image.count(section), Rule.FUNCTIONS, section, "end at", end);
    }

    /// Checks a part that is given by its start and, in the next field, its count.
    private long part(int function, int field, long expected, long total) {
        int start = get(field);
        int count = get(field + 4);
        field(start == expected, function, "start of a part", start);
        field(count >= 0 && start + (long) count <= total, function, "count of a part", count);
        return start + (long) count;
    }

    private static void field(boolean holds, int function, String what, long value) {
        if (!holds) {
            throw new VerifyFailure(Rule.FUNCTIONS, function, -1, what + ' ' + value);
        }
    }

    private void frame(int function) {
        counts(function, ImageLayout.REF_ARGS, ImageLayout.NARROWS);
        counts(function, ImageLayout.FAR_REFS, ImageLayout.FAR_NARROWS);
        FrameLayout frame = image.frame(function);
        boolean isNear = frame.nearEnd() <= FrameLayout.NEAR_BYTES;
        field(isNear, function, "end of the near part", frame.nearEnd());
        same(function, ImageLayout.FRAME_BYTES, frame.bytes());
        same(function, ImageLayout.ARGUMENT_BYTES, frame.argumentEnd());
        same(function, ImageLayout.ZERO_BYTES, frame.zeroedBytes());
        int reserve = get(ImageLayout.RESERVE_BYTES);
        boolean isSize =
                frame.bytes() <= ImageLayout.MAX_FRAME_BYTES
                        && reserve >= frame.bytes()
                        && reserve <= ImageLayout.MAX_RESERVE_BYTES
                        && reserve % Memory.CACHE_LINE == 0;
        if (!isSize) {
            String detail = "frame of " + frame.bytes() + " bytes, reserve " + reserve;
            throw new VerifyFailure(Rule.FUNCTIONS, function, -1, detail);
        }
    }

    private void counts(int function, int first, int last) {
        for (int at = first; at <= last; at += 4) {
            int slots = get(at);
            boolean isCount = slots >= 0 && slots <= ImageLayout.MAX_FRAME_BYTES;
            field(isCount, function, "slots of a bank", slots);
        }
    }

    private void same(int function, int field, int expected) {
        int found = get(field);
        if (found != expected) {
            String detail = "instead of " + expected + " bytes " + found;
            throw new VerifyFailure(Rule.FUNCTIONS, function, -1, detail);
        }
    }

    private void lines(int function) {
        int start = get(ImageLayout.LINE_START);
        int end = start + get(ImageLayout.LINE_COUNT);
        int length = get(ImageLayout.CODE_LENGTH);
        int calls = image.inlinedCount();
        int previous = -1;
        long at = image.lineAddress(start);
        for (int i = start; i < end; i++) {
            // Word and line, column and inlined call.
            long place = image.int64(at);
            long more = image.int64(at + ImageLayout.LINE_COLUMN);
            int word = (int) place;
            if (word <= previous || word >= length) {
                throw new VerifyFailure(Rule.LINES, function, -1, "word " + word);
            }
            if ((place | more << Integer.SIZE) < 0) {
                throw new VerifyFailure(Rule.LINES, function, word, "negative line or column");
            }
            int inlined = (int) (more >>> Integer.SIZE) - 1;
            if (inlined < -1 || inlined >= calls) {
                throw new VerifyFailure(Rule.LINES, function, word, "inlined call " + inlined);
            }
            previous = word;
            at += Section.LINES.entryBytes();
        }
    }

    /// An inlined call stands behind the one that it is in, so that there are no circles, and not
    /// too deep: whoever asks for a line walks to the outermost.
    private void inlinedCalls() {
        for (int i = 0; i < image.inlinedCount(); i++) {
            int callee = image.inlinedFunction(i);
            int outer = image.inlinedOuter(i);
            boolean isFunction = callee >= 0 && callee < image.functionCount();
            require(isFunction, Rule.INLINED, "function", callee);
            require(outer >= -1 && outer < i, Rule.INLINED, "call around", outer);
            int depth = 1;
            for (int at = outer; at >= 0 && depth <= LineTable.MAX_CALLS; depth++) {
                at = image.inlinedOuter(at);
            }
            require(depth <= LineTable.MAX_CALLS, Rule.INLINED, "depth of", i);
            int place = image.inlinedLine(i) | image.inlinedColumn(i);
            require(place >= 0, Rule.INLINED, "line or column of", i);
        }
    }

    /// A handler does not protect its own first instruction: the way back to it would be no branch.
    private void handlers(int function) {
        int start = get(ImageLayout.HANDLER_START);
        int end = start + get(ImageLayout.HANDLER_COUNT);
        int length = get(ImageLayout.CODE_LENGTH);
        int frameBytes = get(ImageLayout.FRAME_BYTES);
        for (int row = start; row < end; row++) {
            int first = image.handlerFirst(row);
            int after = image.handlerEnd(row);
            int target = image.handlerTarget(row);
            int slot = image.handlerSlot(row);
            boolean isRange = first >= 0 && first < after && after <= length;
            boolean isTarget =
                    target >= 0 && target < length && (target < first || target >= after);
            boolean isSlot = slot == -1 || slot >= 0 && slot < frameBytes && slot % SLOT_STEP == 0;
            if (!isRange || !isTarget || !isSlot) {
                String detail = first + " to " + after + ", at " + target + ", slot " + slot;
                throw new VerifyFailure(Rule.HANDLERS, function, -1, detail);
            }
        }
    }

    private void padding(long words) {
        long padded = Memory.align(words, ImageLayout.CODE_PAD_WORDS);
        require(words <= ImageLayout.MAX_WORDS, Rule.SECTIONS, "instructions", words);
        require(image.wordCount() == padded, Rule.SECTIONS, "code ends at word", words);
        for (long i = words; i < padded; i++) {
            long word = image.int64(image.wordAddress((int) i));
            require(word == Opcode.HALT.code(), Rule.SECTIONS, "padding", word);
        }
    }

    private void entry() {
        int entry = image.entry();
        boolean isFunction = entry >= 0 && entry < image.functionCount();
        require(isFunction, Rule.ENTRY, "function", entry);
        int arguments = image.function(entry, ImageLayout.ARGUMENT_BYTES);
        boolean isPlain = arguments == FrameLayout.HEADER_BYTES;
        require(isPlain, Rule.ENTRY, "bytes of header and arguments", arguments);
        int result = image.function(entry, ImageLayout.RESULT_TYPE);
        require(result == TypeIds.VOID, Rule.ENTRY, "result type", result);
    }
}
