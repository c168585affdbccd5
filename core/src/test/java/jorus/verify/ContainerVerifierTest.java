package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.TrapKind;
import jorus.image.Forgery;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.ImageLayout.Section;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.memory.arena.Category;
import jorus.memory.layout.Memory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class ContainerVerifierTest extends Verifying {
    private static final int ELEMENT = ImageLayout.TYPE_TYPE;

    private Image written;

    @BeforeEach
    void write() {
        image.trap(TrapKind.NAME, "message");
        image.arrayType(TypeIds.I32, "[i32]");
        image.arrayType(TypeIds.F64, "[f64]");
        image.i64(1L << 40);
        image.f64(0.5);
        image.globals(
                List.of(
                        new ImageBuilder.GlobalEntry(0, TypeIds.STRING, "s"),
                        new ImageBuilder.GlobalEntry(8, TypeIds.I32, "i")),
                1,
                0,
                64);
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.line(1, 1).op(Opcode.CONST_I32, main.local(0), 1);
        main.line(2, 1).op(Opcode.CALL, 1).op(Opcode.HALT);
        TestFunction callee = new TestFunction("callee", TypeIds.VOID, NO_ARGUMENTS);
        callee.inlined(0, 0, 4, 1).inlined(0, 1, 4, 2);
        callee.line(4, 1).op(Opcode.NOP).line(5, 1, 2).op(Opcode.RET);
        TestFunction.image(image, main, callee);
        written = ImageWriter.write(image, memory);
    }

    private void rejects(Rule rule, Image forged) {
        VerifyFailure failure = assertThrows(VerifyFailure.class, () -> Verifier.verify(forged));
        assertEquals(rule, failure.rule(), failure.getMessage());
    }

    @Test
    void the_image_is_right_before_it_is_forged() {
        assertEquals(written, Verifier.verify(written).image());
    }

    @Test
    void a_block_smaller_than_the_header() {
        rejects(Rule.MAGIC, new Image(written.base(), ImageLayout.HEADER_BYTES - 1));
        rejects(Rule.MAGIC, new Image(written.base(), 0));
    }

    @Test
    void another_magic_number() {
        rejects(Rule.MAGIC, Forgery.i32(written, ImageLayout.MAGIC, 1));
    }

    @Test
    void another_version() {
        rejects(Rule.VERSION, Forgery.i32(written, ImageLayout.VERSION, 1));
    }

    @Test
    void truncation_at_every_cache_line() {
        for (long bytes = ImageLayout.HEADER_BYTES; bytes < written.bytes(); bytes += 64) {
            rejects(Rule.SIZE, new Image(written.base(), bytes));
        }
    }

    @Test
    void trailing_bytes() {
        long block = memory.allocate(Category.CODE, written.bytes() + 64, 64);
        Memory.copy(written.base(), block, written.bytes());
        rejects(Rule.SIZE, new Image(block, written.bytes() + 64));
        Memory.i64(block + ImageLayout.TOTAL_BYTES, written.bytes() + 64);
        rejects(Rule.SIZE, Forgery.seal(new Image(block, written.bytes() + 64)));
    }

    @Test
    void every_single_changed_bit() {
        Random random = new Random(7);
        for (long at = 0; at < written.bytes(); at++) {
            int bit = 1 << random.nextInt(8);
            Memory.i8(written.base() + at, Memory.i8(written.base() + at) ^ bit);
            Image changed = new Image(written.base(), written.bytes());
            assertThrows(VerifyFailure.class, () -> Verifier.verify(changed), "byte " + at);
            Memory.i8(written.base() + at, Memory.i8(written.base() + at) ^ bit);
        }
        Verifier.verify(new Image(written.base(), written.bytes()));
    }

    @Test
    void a_changed_bit_behind_the_header_is_damage() {
        Memory.i8(written.base() + written.bytes() - 1, 1);
        rejects(Rule.CHECKSUM, new Image(written.base(), written.bytes()));
    }

    @Test
    void sections_at_another_place() {
        for (int i = 0; i < Section.total(); i++) {
            Section section = Section.at(i);
            long right = written.sectionOffset(section);
            rejects(Rule.SECTIONS, Forgery.section(written, section, 0, right + 64));
            rejects(Rule.SECTIONS, Forgery.section(written, section, 0, -1));
            Forgery.section(written, section, 0, right);
        }
    }

    @Test
    void sections_of_a_size_that_overflows() {
        for (int i = 0; i < Section.total(); i++) {
            Section section = Section.at(i);
            long bytes = written.sectionBytes(section);
            long[] sizes = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, Integer.MAX_VALUE};
            for (long size : sizes) {
                rejects(Rule.SECTIONS, Forgery.section(written, section, 1, size));
            }
            Forgery.section(written, section, 1, bytes);
        }
    }

    @Test
    void sections_with_a_count_that_overflows() {
        for (int i = 0; i < Section.total(); i++) {
            Section section = Section.at(i);
            long count = written.sectionCount(section);
            long[] counts = {
                -1, Long.MAX_VALUE, 1L << 32, (1L << 61) + 1, 0xFFFF_FFFFL, section.maxCount() + 1L
            };
            for (long wrong : counts) {
                rejects(Rule.SECTIONS, Forgery.section(written, section, 2, wrong));
            }
            Forgery.section(written, section, 2, count);
        }
    }

    @Test
    void bytes_in_a_gap() {
        rejects(Rule.SECTIONS, Forgery.i32(written, ImageLayout.HEADER_BYTES - 4, 1));
    }

    @Test
    void bytes_in_the_spare_part_of_the_header() {
        rejects(Rule.SECTIONS, Forgery.i32(written, ImageLayout.HEADER_END, 1));
    }

    @Test
    void padding_that_is_not_halt() {
        Image forged = Forgery.entry(written, Section.CODE, 63, 0, Opcode.NOP.code());
        rejects(Rule.SECTIONS, forged);
    }

    @Test
    void text_whose_end_goes_back() {
        rejects(Rule.TEXT, Forgery.entry(written, Section.STRINGS, 0, 0, -1));
    }

    @Test
    void text_that_ends_before_its_section() {
        rejects(Rule.TEXT, Forgery.entry(written, Section.STRINGS, 0, 0, 3));
    }

    @Test
    void a_name_that_is_not_utf8() {
        int bytes = written.count(Section.NAMES) * 4;
        rejects(Rule.TEXT, Forgery.entry(written, Section.NAMES, 0, bytes, 0xFFFF_FFFF));
    }

    @Test
    void a_string_may_be_any_bytes() {
        Image forged = Forgery.entry(written, Section.STRINGS, 0, 4, 0xFFFF_FFFF);
        assertTrue(Verifier.verify(forged).image().string(0).length() > 0);
    }

    @Test
    void an_array_that_contains_itself() {
        rejects(Rule.TYPES, Forgery.entry(written, Section.TYPES, 0, ELEMENT, TypeIds.FIRST_FREE));
        int second = TypeIds.FIRST_FREE + 1;
        rejects(Rule.TYPES, Forgery.entry(written, Section.TYPES, 0, ELEMENT, second));
    }

    @Test
    void an_array_of_no_type() {
        rejects(Rule.TYPES, Forgery.entry(written, Section.TYPES, 0, ELEMENT, TypeIds.VOID));
        rejects(Rule.TYPES, Forgery.entry(written, Section.TYPES, 0, ELEMENT, -1));
    }

    @Test
    void two_arrays_of_one_type() {
        rejects(Rule.TYPES, Forgery.entry(written, Section.TYPES, 1, ELEMENT, TypeIds.I32));
    }

    @Test
    void a_type_without_a_name() {
        rejects(Rule.TYPES, Forgery.entry(written, Section.TYPES, 1, 4, 99));
    }

    @Test
    void a_trap_of_unknown_kind() {
        rejects(Rule.TRAPS, Forgery.entry(written, Section.TRAPS, 0, 0, TrapKind.count()));
    }

    @Test
    void a_trap_without_a_message() {
        rejects(Rule.TRAPS, Forgery.entry(written, Section.TRAPS, 0, 4, -1));
    }

    @Test
    void a_module_variable_outside_its_bank() {
        rejects(Rule.GLOBALS, Forgery.entry(written, Section.GLOBALS, 0, 4, TypeIds.I64));
        Forgery.entry(written, Section.GLOBALS, 0, 4, TypeIds.STRING);
        rejects(Rule.GLOBALS, Forgery.entry(written, Section.GLOBALS, 1, 0, 10));
    }

    @Test
    void a_module_variable_that_leaves_the_segment() {
        Forgery.entry(written, Section.GLOBALS, 1, 0, 60);
        Verifier.verify(written);
        rejects(Rule.GLOBALS, Forgery.entry(written, Section.GLOBALS, 1, 0, 64));
    }

    @Test
    void module_variables_beyond_the_limit() {
        int most = ImageLayout.MAX_GLOBAL_BYTES;
        Verifier.verify(Forgery.i32(written, ImageLayout.GLOBAL_BYTES, most));
        rejects(Rule.GLOBALS, Forgery.i32(written, ImageLayout.GLOBAL_BYTES, most + 1));
    }

    @Test
    void module_variables_fewer_than_refs() {
        rejects(Rule.GLOBALS, Forgery.i32(written, ImageLayout.GLOBAL_REFS, 9));
        rejects(Rule.GLOBALS, Forgery.i32(written, ImageLayout.GLOBAL_REFS, -1));
        rejects(Rule.GLOBALS, Forgery.i32(written, ImageLayout.GLOBAL_REFS, Integer.MAX_VALUE));
    }

    private void rejectsFunction(Rule rule, int field, int... values) {
        int right = written.function(0, field);
        for (int value : values) {
            rejects(rule, Forgery.entry(written, Section.FUNCTIONS, 0, field, value));
        }
        Verifier.verify(Forgery.entry(written, Section.FUNCTIONS, 0, field, right));
    }

    @Test
    void functions_whose_code_is_not_in_order() {
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.CODE_START, 1, -1, Integer.MAX_VALUE);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.CODE_LENGTH, 0, -1, 4, Integer.MAX_VALUE);
    }

    @Test
    void frames_that_are_not_laid_out_as_their_counts_say() {
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.FRAME_BYTES, 0, 128, -64);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.ARGUMENT_BYTES, 0, 40);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.ZERO_BYTES, 8, 1 << 30);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.REFS, -1, 1, Integer.MAX_VALUE, 1 << 20);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.NARROWS, 1 << 28, Integer.MIN_VALUE);
    }

    @Test
    void a_reserve_that_is_less_than_the_frame_or_absurd() {
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.RESERVE_BYTES, 0, 63, 1 << 30, -1);
    }

    @Test
    void result_types_that_no_value_has() {
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.RESULT_TYPE, 0, 15, -1, 99);
    }

    @Test
    void functions_without_name_or_file() {
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.NAME, -1, 99);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.FILE, -1, 1);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.FUNCTION_END, 1);
    }

    @Test
    void slot_and_line_tables_that_are_not_partitioned() {
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.SLOT_COUNT, 0, 2, -1);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.LINE_START, 1, -1);
        rejectsFunction(Rule.FUNCTIONS, ImageLayout.LINE_COUNT, 1, 5, -1);
    }

    @Test
    void lines_in_inlined_calls_that_do_not_exist() {
        rejects(Rule.LINES, Forgery.entry(written, Section.LINES, 3, 12, 3));
        rejects(Rule.LINES, Forgery.entry(written, Section.LINES, 3, 12, -1));
        rejects(Rule.LINES, Forgery.entry(written, Section.LINES, 3, 12, Integer.MIN_VALUE));
    }

    @Test
    void inlined_calls_of_no_function_in_circles_or_nowhere() {
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 0, 0, 2));
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 0, 0, -1));
        Forgery.entry(written, Section.INLINED, 0, 0, 1);
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 1, 4, 2));
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 1, 4, -1));
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 1, 4, Integer.MIN_VALUE));
        Forgery.entry(written, Section.INLINED, 1, 4, 1);
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 1, 8, -1));
        Forgery.entry(written, Section.INLINED, 1, 8, 4);
        rejects(Rule.INLINED, Forgery.entry(written, Section.INLINED, 1, 12, -1));
    }

    @Test
    void inlined_calls_that_are_nested_too_deep() {
        TestFunction main = TestFunction.entry().op(Opcode.HALT);
        for (int i = 0; i < 64; i++) {
            main.inlined(0, i, 1, 1);
        }
        ImageBuilder builder = new ImageBuilder();
        Image right = ImageWriter.write(TestFunction.image(builder, main), memory);
        assertEquals(right, Verifier.verify(right).image());
        ImageBuilder deeper = new ImageBuilder();
        TestFunction.image(deeper, main.inlined(0, 64, 1, 1));
        rejects(Rule.INLINED, ImageWriter.write(deeper, memory));
    }

    @Test
    void lines_that_do_not_rise_or_leave_the_function() {
        rejects(Rule.LINES, Forgery.entry(written, Section.LINES, 1, 0, 0));
        rejects(Rule.LINES, Forgery.entry(written, Section.LINES, 1, 0, 3));
        Forgery.entry(written, Section.LINES, 1, 0, 1);
        rejects(Rule.LINES, Forgery.entry(written, Section.LINES, 1, 4, -1));
    }

    @Test
    void a_file_without_a_name() {
        rejects(Rule.FILES, Forgery.entry(written, Section.FILES, 0, 0, -1));
    }

    @Test
    void an_entry_that_is_no_function_or_cannot_be_one() {
        rejects(Rule.ENTRY, Forgery.i32(written, ImageLayout.ENTRY, -1));
        rejects(Rule.ENTRY, Forgery.i32(written, ImageLayout.ENTRY, 2));
    }

    @Test
    void a_wrong_number_of_functions_in_the_header() {
        rejects(Rule.FUNCTIONS, Forgery.i32(written, ImageLayout.FUNCTION_COUNT, 3));
    }

    @Test
    void a_block_that_is_not_aligned() {
        long block = memory.allocate(Category.CODE, written.bytes() + 64, 64);
        Memory.copy(written.base(), block + 8, written.bytes());
        rejects(Rule.SECTIONS, new Image(block + 8, written.bytes()));
    }

    @Test
    void a_copy_at_another_address_is_as_good() {
        long block = memory.allocate(Category.CODE, written.bytes(), 64);
        Memory.copy(written.base(), block, written.bytes());
        assertEquals(block, Verifier.verify(new Image(block, written.bytes())).image().base());
    }
}
