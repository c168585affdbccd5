package jorus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.TrapKind;
import jorus.image.ImageLayout.Section;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class ImageWriterTest {
    private final OffHeap memory = new OffHeap();

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    private static ImageBuilder sample() {
        ImageBuilder image = new ImageBuilder();
        image.i64(1L << 40);
        image.i64(-7);
        image.f64(-0.0);
        image.f64(0.1);
        image.string("hello".getBytes(StandardCharsets.UTF_8));
        image.string(new byte[0]);
        image.string(new byte[] {(byte) 0xFF, 0});
        int numbers = image.arrayType(TypeIds.I32, "[i32]");
        image.arrayType(numbers, "[[i32]]");
        image.trap(TrapKind.NAME, "hello");
        image.trap(TrapKind.NO_ARM, "No match arm matched the value");
        image.globals(
                List.of(
                        new ImageBuilder.GlobalEntry(24, TypeIds.I32, "count"),
                        new ImageBuilder.GlobalEntry(0, TypeIds.STRING, "name"),
                        new ImageBuilder.GlobalEntry(8, TypeIds.ANY, "value")),
                1,
                1,
                64);
        TestFunction main = TestFunction.entry(TypeIds.STRING, TypeIds.I32);
        main.line(1, 1).op(Opcode.LOAD_STRING, main.local(0), 0);
        main.line(3, 5).op(Opcode.CONST_I32, main.out(0), 7).op(Opcode.CALL_I32, main.local(1), 1);
        main.op(Opcode.HALT);
        TestFunction f = new TestFunction("größe", TypeIds.I32, new int[] {TypeIds.I32});
        f.op(Opcode.NOP).line(9, 2).op(Opcode.RET_I32, f.argument(0));
        return TestFunction.image(image, main, f);
    }

    private Image write() {
        return ImageWriter.write(sample(), memory);
    }

    @Test
    void constants_come_back() {
        Image image = write();
        assertEquals(1L << 40, image.i64(0));
        assertEquals(-7, image.i64(1));
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(image.f64(0)));
        assertEquals(0.1, image.f64(1));
        assertEquals("hello", image.string(0));
        assertEquals(0, image.stringBytes(1));
        assertEquals(2, image.stringBytes(2));
        assertEquals((byte) 0xFF, Memory.i8(image.stringAddress(2)));
    }

    @Test
    void constants_can_be_read_from_their_addresses() {
        Image image = write();
        assertEquals(-7, Memory.i64(image.longs + 8));
        assertEquals(0.1, Memory.f64(image.doubles + 8));
    }

    @Test
    void types_and_traps_come_back() {
        Image image = write();
        assertEquals(TypeIds.FIRST_FREE + 2, image.typeIdEnd());
        assertEquals(TypeIds.FIRST_FREE, image.elementType(TypeIds.FIRST_FREE + 1));
        assertEquals("[[i32]]", image.typeName(TypeIds.FIRST_FREE + 1));
        assertEquals("string", image.typeName(TypeIds.STRING));
        assertEquals(TrapKind.NO_ARM, image.trapKind(1));
        assertEquals("hello", image.string(image.trapMessage(0)));
    }

    @Test
    void module_variables_come_back_by_rising_offset() {
        Image image = write();
        assertEquals(3, image.globalCount());
        assertEquals("name", image.globalName(0));
        assertEquals("count", image.globalName(image.globalAt(24)));
        assertEquals(TypeIds.ANY, image.globalType(image.globalAt(8)));
        assertEquals(-1, image.globalAt(16));
        assertEquals(64, image.globalBytes());
        assertEquals(1, image.globalRefs());
        assertEquals(1, image.globalAnys());
    }

    @Test
    void functions_come_back() {
        Image image = write();
        assertEquals(2, image.functionCount());
        assertEquals(0, image.entry());
        assertEquals("größe", image.functionName(1));
        assertEquals("test.orus", image.functionFile(1));
        assertEquals(4, image.function(1, ImageLayout.CODE_START));
        assertEquals(2, image.function(1, ImageLayout.CODE_LENGTH));
        assertEquals(TypeIds.I32, image.function(1, ImageLayout.RESULT_TYPE));
        assertEquals(40, image.function(1, ImageLayout.ARGUMENT_BYTES));
        assertEquals(1, image.frame(1).numberArgs());
        int slot = image.function(1, ImageLayout.SLOT_START);
        assertEquals(32, image.slotOffset(slot));
        assertEquals(TypeIds.I32, image.slotType(slot));
        assertEquals(image.wordAddress(4), image.functionCode(1));
    }

    @Test
    void code_is_copied_and_padded_with_halts() {
        Image image = write();
        long[] expected = sample().functions().get(0).code();
        long[] found = new long[expected.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = Memory.i64(image.wordAddress(i));
        }
        assertArrayEquals(expected, found);
        assertEquals(ImageLayout.CODE_PAD_WORDS, image.wordCount());
        for (int i = 6; i < image.wordCount(); i++) {
            assertEquals(Opcode.HALT.code(), Memory.i64(image.wordAddress(i)));
        }
    }

    @Test
    void the_reserve_covers_outgoing_arguments() {
        Image image = write();
        int frame = image.function(0, ImageLayout.FRAME_BYTES);
        assertEquals(64, frame);
        assertEquals(128, image.function(0, ImageLayout.RESERVE_BYTES));
        assertEquals(64, image.function(1, ImageLayout.RESERVE_BYTES));
    }

    @Test
    void sections_begin_on_cache_lines() {
        Image image = write();
        assertEquals(0, image.base() % Memory.CACHE_LINE);
        for (int i = 0; i < Section.total(); i++) {
            assertEquals(0, image.sectionOffset(Section.at(i)) % Memory.CACHE_LINE);
        }
    }

    private byte[] bytes(Image image) {
        byte[] bytes = new byte[(int) image.bytes()];
        Memory.copyOut(image.base(), bytes, 0, bytes.length);
        return bytes;
    }

    @Test
    void equal_builders_give_equal_bytes() {
        assertArrayEquals(bytes(write()), bytes(write()));
    }

    @Test
    void the_bytes_are_those_of_the_drawing() {
        byte[] bytes = bytes(write());
        assertEquals("JORUSIMG", new String(bytes, 0, 8, StandardCharsets.US_ASCII));
        assertEquals(Opcode.LOAD_STRING.code(), bytes[ImageLayout.HEADER_BYTES] & 0xFF);
        assertEquals(bytes.length, Memory.i64(write().base() + ImageLayout.TOTAL_BYTES));
    }

    @Test
    void no_address_is_in_the_bytes() {
        OffHeap other = new OffHeap();
        byte[] elsewhere = bytes(ImageWriter.write(sample(), other));
        other.close();
        assertArrayEquals(bytes(write()), elsewhere);
    }

    @Test
    void a_copy_reads_like_the_original() {
        Image image = write();
        long block = memory.allocate(Category.CODE, image.bytes(), Memory.CACHE_LINE);
        Memory.copy(image.base(), block, image.bytes());
        assertEquals(Listing.of(image, null), Listing.of(new Image(block, image.bytes()), null));
    }

    @Test
    void the_checksum_sees_every_changed_bit() {
        Image image = write();
        long sum = image.checksum();
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            int offset = ImageLayout.CHECKED_FROM;
            long at = image.base() + offset + random.nextInt((int) image.bytes() - offset);
            int bit = 1 << random.nextInt(8);
            Memory.i8(at, Memory.i8(at) ^ bit);
            assertTrue(image.checksum() != sum, "byte " + (at - image.base()));
            Memory.i8(at, Memory.i8(at) ^ bit);
        }
        assertEquals(sum, image.checksum());
    }

    @Test
    void the_checksum_sees_two_words_exchanged() {
        Image image = write();
        long sum = image.checksum();
        long first = Memory.i64(image.wordAddress(0));
        Memory.i64(image.wordAddress(0), Memory.i64(image.wordAddress(1)));
        Memory.i64(image.wordAddress(1), first);
        assertTrue(image.checksum() != sum);
    }

    @Test
    void an_image_of_one_halt() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction.image(builder, TestFunction.entry().op(Opcode.HALT));
        Image image = ImageWriter.write(builder, memory);
        assertEquals(0, image.stringCount());
        assertEquals(1, image.functionCount());
        assertFalse(Listing.of(image, null).isEmpty());
    }

    // source positions

    @Test
    void a_word_has_the_position_of_the_last_entry_before_it() {
        Image image = write();
        assertEquals(new LineTable.Position("test.orus", 1, 1), LineTable.position(image, 0));
        assertEquals(new LineTable.Position("test.orus", 3, 5), LineTable.position(image, 1));
        assertEquals(new LineTable.Position("test.orus", 3, 5), LineTable.position(image, 3));
        assertEquals(new LineTable.Position("test.orus", 9, 2), LineTable.position(image, 5));
    }

    @Test
    void a_frame_stands_for_the_calls_that_were_inlined() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction main = TestFunction.entry();
        main.inlined(1, 0, 2, 3).line(7, 1, 1).op(Opcode.NOP).line(2, 9).op(Opcode.HALT);
        TestFunction f = new TestFunction("f", TypeIds.VOID, new int[0]);
        f.inlined(2, 0, 8, 4).inlined(0, 1, 12, 6);
        f.line(20, 5, 2).op(Opcode.NOP).line(8, 1).op(Opcode.RET);
        TestFunction g = new TestFunction("g", TypeIds.VOID, new int[0]);
        TestFunction.image(builder, main, f, g.op(Opcode.RET));
        Image image = ImageWriter.write(builder, memory);
        List<LineTable.Call> first =
                List.of(
                        new LineTable.Call(1, new LineTable.Position("test.orus", 7, 1)),
                        new LineTable.Call(0, new LineTable.Position("test.orus", 2, 3)));
        assertEquals(first, LineTable.calls(image, 0, 0));
        assertEquals(first.get(1).position(), LineTable.position(image, 0));
        assertEquals(2, LineTable.line(image, LineTable.lineAt(image, 0, 0)));
        List<LineTable.Call> second =
                List.of(
                        new LineTable.Call(0, new LineTable.Position("test.orus", 20, 5)),
                        new LineTable.Call(2, new LineTable.Position("test.orus", 12, 6)),
                        new LineTable.Call(1, new LineTable.Position("test.orus", 8, 4)));
        assertEquals(second, LineTable.calls(image, 1, 2));
        assertEquals(second.get(2).position(), LineTable.position(image, 2));
        assertEquals(8, LineTable.line(image, LineTable.lineAt(image, 1, 2)));
        assertEquals(
                List.of(new LineTable.Call(1, new LineTable.Position("test.orus", 8, 1))),
                LineTable.calls(image, 1, 3));
        assertEquals(List.of(new LineTable.Call(2, null)), LineTable.calls(image, 2, 4));
        assertTrue(Listing.of(image, null).contains("in g, inlined at test.orus:8:4"));
    }

    @Test
    void a_word_before_the_first_entry_has_no_position() {
        assertNull(LineTable.position(write(), 4));
    }

    @Test
    void the_padding_belongs_to_no_function() {
        Image image = write();
        assertEquals(0, LineTable.functionAt(image, 3));
        assertEquals(1, LineTable.functionAt(image, 5));
        assertEquals(-1, LineTable.functionAt(image, 6));
        assertNull(LineTable.position(image, 6));
    }

    @Test
    void every_word_of_many_functions_is_found() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction[] functions = new TestFunction[50];
        functions[0] = TestFunction.entry().line(1, 1).op(Opcode.HALT);
        for (int i = 1; i < functions.length; i++) {
            functions[i] = new TestFunction("f" + i, TypeIds.VOID, new int[0]);
            for (int word = 0; word < i; word++) {
                functions[i].line(100 * i + word, 1).op(Opcode.NOP);
            }
            functions[i].op(Opcode.RET);
        }
        Image image = ImageWriter.write(TestFunction.image(builder, functions), memory);
        int word = 1;
        for (int i = 1; i < functions.length; i++) {
            for (int local = 0; local <= i; local++) {
                int line = 100 * i + Math.min(local, i - 1);
                assertEquals(line, LineTable.position(image, word++).line());
            }
        }
    }

    // limits

    private ImageTooLarge refuses(ImageBuilder builder) {
        return assertThrows(ImageTooLarge.class, () -> ImageWriter.write(builder, memory));
    }

    private static FunctionCode code(long[] words) {
        int[] none = {};
        return new FunctionCode("f", 0, words, 0, 0, 0, 0, 0, 0, 0, TypeIds.VOID, none, none);
    }

    @Test
    void instructions_at_the_limit_and_one_more() {
        ImageBuilder builder = new ImageBuilder();
        builder.file("test.orus");
        builder.function(code(new long[ImageLayout.MAX_WORDS]));
        builder.entry(0);
        Image image = ImageWriter.write(builder, memory);
        assertEquals(ImageLayout.MAX_WORDS, image.wordCount());
        builder.function(code(new long[1]));
        ImageTooLarge failure = refuses(builder);
        assertTrue(failure.getMessage().contains("16777217"), failure.getMessage());
    }

    @Test
    void types_at_the_limit_and_one_more() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction.image(builder, TestFunction.entry().op(Opcode.HALT));
        int type = TypeIds.I32;
        while (builder.types().size() < ImageLayout.MAX_TYPE_IDS - TypeIds.FIRST_FREE) {
            type = builder.arrayType(type, "[]");
        }
        assertEquals(Word.MAX_FIELD, type);
        assertEquals(ImageLayout.MAX_TYPE_IDS, ImageWriter.write(builder, memory).typeIdEnd());
        builder.arrayType(type, "[]");
        refuses(builder);
    }

    @Test
    void constants_at_the_limit_and_one_more() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction.image(builder, TestFunction.entry().op(Opcode.HALT));
        for (int i = 0; i < ImageLayout.MAX_ENTRIES; i++) {
            builder.i64(i);
        }
        Image image = ImageWriter.write(builder, memory);
        assertEquals(ImageLayout.MAX_ENTRIES, image.count(Section.LONGS));
        builder.i64(-1);
        refuses(builder);
    }

    @Test
    void the_globals_segment_at_the_limit_and_one_more() {
        ImageBuilder builder = new ImageBuilder();
        TestFunction.image(builder, TestFunction.entry().op(Opcode.HALT));
        builder.globals(List.of(), 0, 0, ImageLayout.MAX_GLOBAL_BYTES);
        ImageWriter.write(builder, memory);
        builder.globals(List.of(), 0, 0, ImageLayout.MAX_GLOBAL_BYTES + 1);
        refuses(builder);
    }

    @Test
    void a_frame_at_the_limit_and_one_more() {
        int[] types = new int[(ImageLayout.MAX_FRAME_BYTES - 32) / 8];
        Arrays.fill(types, TypeIds.I64);
        ImageBuilder fits = new ImageBuilder();
        TestFunction.image(fits, TestFunction.entry().far(types).op(Opcode.HALT));
        ImageWriter.write(fits, memory);
        ImageBuilder exceeds = new ImageBuilder();
        types = Arrays.copyOf(types, types.length + 1);
        types[types.length - 1] = TypeIds.I64;
        TestFunction.image(exceeds, TestFunction.entry().far(types).op(Opcode.HALT));
        refuses(exceeds);
    }

    @Test
    void a_near_part_at_the_limit_and_one_more() {
        int[] types = new int[(FrameLayout.NEAR_BYTES - FrameLayout.HEADER_BYTES) / 8];
        Arrays.fill(types, TypeIds.I64);
        ImageBuilder fits = new ImageBuilder();
        TestFunction.image(fits, TestFunction.entry(types).op(Opcode.HALT));
        ImageWriter.write(fits, memory);
        ImageBuilder exceeds = new ImageBuilder();
        types = Arrays.copyOf(types, types.length + 1);
        types[types.length - 1] = TypeIds.I64;
        TestFunction.image(exceeds, TestFunction.entry(types).op(Opcode.HALT));
        refuses(exceeds);
    }

    @Test
    void memory_that_is_refused() {
        try (OffHeap small = new OffHeap(512)) {
            assertThrows(OutOfMemory.class, () -> ImageWriter.write(sample(), small));
            assertEquals(0, small.accounting().totalBytes());
        }
    }

    // type ids

    @Test
    void every_fixed_type_has_a_bank_and_a_name() {
        assertEquals(Bank.I32, TypeIds.bank(TypeIds.BOOL));
        assertEquals(Bank.I64, TypeIds.bank(TypeIds.U64));
        assertEquals(Bank.REF, TypeIds.bank(TypeIds.FIRST_FREE));
        assertNull(TypeIds.bank(TypeIds.VOID));
        assertNull(TypeIds.bank(TypeIds.NONE));
        assertNull(TypeIds.bank(-1));
        assertNull(TypeIds.bank(TypeIds.FIRST_FREE - 1));
        assertEquals("f64", TypeIds.name(TypeIds.F64));
    }
}
