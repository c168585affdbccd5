package jorus.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.register.FrameLayout;

import org.junit.jupiter.api.Test;

class DisassemblerTest {
    /// One argument of each kind, then 2 refs at 64, 1 any at 80, 2 wides at 96, 3 narrows at 112.
    private static final FrameLayout FRAME = new FrameLayout(1, 1, 1, 2, 1, 2, 3);

    private static String text(long word, FrameLayout frame) {
        StringBuilder text = new StringBuilder();
        Disassembler.append(text, word, 10, frame, null);
        return text.toString();
    }

    private static String text(Opcode opcode, int a, int b, int c) {
        return text(Word.encode(opcode, a, b, c), FRAME);
    }

    @Test
    void registers_are_bank_letter_and_slot_number() {
        assertEquals(32, FRAME.refArguments());
        assertEquals(64, FRAME.refBank());
        assertEquals("add.i32        i0, i1, i2", text(Opcode.ADD_I32, 112, 116, 120));
        assertEquals("mul.f64        d0, d1, d0", text(Opcode.MUL_F64, 96, 104, 96));
        assertEquals("move.i64       l1, l0", text(Opcode.MOVE_I64, 104, 96, 0));
        assertEquals("move.ref       r1, r0", text(Opcode.MOVE_REF, 72, 64, 0));
        assertEquals("ret.any        a0", text(Opcode.RET_ANY, 80, 0, 0));
    }

    @Test
    void arguments_are_counted_by_themselves() {
        assertEquals("move.ref       r0, arg.r0", text(Opcode.MOVE_REF, 64, 32, 0));
        assertEquals("move.any       a0, arg.a0", text(Opcode.MOVE_ANY, 80, 40, 0));
        assertEquals("move.i32       i0, arg.i0", text(Opcode.MOVE_I32, 112, 56, 0));
    }

    @Test
    void outgoing_slots_are_numbered_by_their_8_bytes() {
        int out = FRAME.bytes() + 32;
        assertEquals("move.ref       out.r0, r0", text(Opcode.MOVE_REF, out, 64, 0));
        assertEquals("move.i32       out.i2, i0", text(Opcode.MOVE_I32, out + 16, 112, 0));
    }

    @Test
    void offsets_that_are_no_slot_are_shown_as_they_are() {
        assertEquals("move.i64       l[97], l[8]", text(Opcode.MOVE_I64, 97, 8, 0));
    }

    @Test
    void a_target_is_a_word_index() {
        assertEquals("jump           @4", text(Opcode.JUMP, 0, 0, -7));
        assertEquals("br.ltk.i32     i0, -5, @13", text(Opcode.BR_LTK_I32, 112, -5, 2));
    }

    @Test
    void an_opcode_without_operands_is_its_mnemonic() {
        assertEquals("halt", text(Opcode.HALT, 0, 0, 0));
    }

    @Test
    void without_names_an_index_is_a_number() {
        assertEquals("const.i32      i0, -70000", text(Opcode.CONST_I32, 112, -70_000, 0));
        assertEquals("load.str       r0, #3", text(Opcode.LOAD_STRING, 64, 3, 0));
        assertEquals("call.i32       i0, #1", text(Opcode.CALL_I32, 112, 1, 0));
    }

    @Test
    void without_a_frame_a_register_is_its_offset() {
        assertEquals("ret.f64        d[96]", text(Word.encode(Opcode.RET_F64, 96, 0, 0), null));
    }

    @Test
    void an_unknown_opcode_is_shown_as_a_word() {
        assertEquals("word 0x1ffff", text(0x1FFFFL, FRAME));
        assertTrue(text(Opcode.count(), FRAME).startsWith("word 0x"));
    }

    @Test
    void names_are_asked_for_what_only_an_image_knows() {
        StringBuilder text = new StringBuilder();
        long word = Word.encode(Opcode.NEW_ARRAY, 64, 112, 17);
        Disassembler.append(
                text,
                word,
                0,
                FRAME,
                (to, kind, value) -> to.append(kind).append('=').append(value));
        assertEquals("new.arr        r0, i0, TYPE_ID=17", text.toString());
    }

    @Test
    void every_opcode_can_be_shown() {
        for (Opcode opcode : Opcode.values()) {
            String shown = text(Word.of(opcode.code(), 0, 0, 0), FRAME);
            assertTrue(shown.startsWith(opcode.mnemonic()), shown);
        }
    }
}
