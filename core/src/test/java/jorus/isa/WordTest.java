package jorus.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;

class WordTest {
    private static final long SEED = Long.getLong("jorus.seed", 20_261_121L);
    private static final int ROUNDS = 200;

    private static int randomValue(Random random, Operand kind) {
        return switch (kind) {
            case NONE -> 0;
            case IMM16, TARGET16 -> (short) random.nextInt();
            case IMM32, TARGET32 -> random.nextInt();
            case POOL_I64, POOL_F64, POOL_STRING, FUNCTION_ID, BUILTIN_ID, GLOBAL, TRAP_ID ->
                    random.nextInt() >>> 1;
            case FAR_READ, FAR_WRITE -> random.nextInt() >>> 1;
            default -> random.nextInt(Word.MAX_FIELD + 1);
        };
    }

    @Test
    void decoding_gives_back_every_operand_of_every_opcode() {
        Random random = new Random(SEED);
        for (Opcode opcode : Opcode.values()) {
            for (int round = 0; round < ROUNDS; round++) {
                int a = randomValue(random, opcode.a());
                int b = randomValue(random, opcode.b());
                int c = randomValue(random, opcode.c());
                long word = Word.encode(opcode, a, b, c);
                String what = opcode + " with seed " + SEED;
                assertEquals(opcode.code(), Word.op(word), what);
                assertEquals(a, Word.value(word, opcode.a(), 0), what);
                assertEquals(b, Word.value(word, opcode.b(), 1), what);
                assertEquals(c, Word.value(word, opcode.c(), 2), what);
            }
        }
    }

    @Test
    void fields_stand_where_the_drawing_says() {
        assertEquals(0x0004_0003_0002_0001L, Word.of(1, 2, 3, 4));
        assertEquals(0x7654_3210_0002_0001L, Word.wide(1, 2, 0x7654_3210));
        assertEquals(0xFFFF_FFFF_FFFF_FFFFL, Word.of(-1, -1, -1, -1));
    }

    @Test
    void accessors_extend_as_they_say() {
        long word = Word.of(5, 0xFFFF, 0x8000, 0x8001);
        assertEquals(0xFFFF, Word.a(word));
        assertEquals(0x8000, Word.b(word));
        assertEquals(-0x8000, Word.signedB(word));
        assertEquals(0x8001, Word.c(word));
        assertEquals(-0x7FFF, Word.signedC(word));
        assertEquals(0x8001_8000, Word.immediate(word));
    }

    @Test
    void a_backward_branch_has_a_negative_word() {
        assertTrue(Word.isBackward(Word.encode(Opcode.BR_LT_I32, 32, 36, -1)));
        assertFalse(Word.isBackward(Word.encode(Opcode.BR_LT_I32, 32, 36, 0)));
        assertTrue(Word.isBackward(Word.encode(Opcode.JUMP_FAR, 0, -70_000, 0)));
        assertFalse(Word.isBackward(Word.encode(Opcode.JUMP_FAR, 0, 70_000, 0)));
    }

    @Test
    void distances_count_from_the_following_word() {
        long jump = Word.encode(Opcode.JUMP_FAR, 0, -1, 0);
        assertEquals(7, Word.target(jump, Operand.TARGET32, 7));
        long branch = Word.encode(Opcode.BR_EQ_I32, 32, 32, 3);
        assertEquals(11, Word.target(branch, Operand.TARGET16, 7));
    }

    @Test
    void the_largest_register_offset_fits_and_the_next_does_not() {
        assertEquals(65_535, Word.a(Word.encode(Opcode.RET_I32, 65_535, 0, 0)));
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.RET_I32, 65_536, 0, 0));
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.RET_I32, -1, 0, 0));
    }

    @Test
    void the_largest_branch_distance_fits_and_the_next_does_not() {
        assertEquals(32_767, Word.signedC(Word.encode(Opcode.BR_EQ_I32, 32, 32, 32_767)));
        assertEquals(-32_768, Word.signedC(Word.encode(Opcode.BR_EQ_I32, 32, 32, -32_768)));
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.BR_EQ_I32, 32, 32, 32_768));
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.BR_EQ_I32, 32, 32, -32_769));
    }

    @Test
    void an_operand_that_the_opcode_lacks_must_be_zero() {
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.HALT, 1, 0, 0));
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.MOVE_I32, 32, 36, 1));
    }

    @Test
    void indexes_are_not_negative() {
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.LOAD_I64, 32, -1, 0));
        assertThrows(AssertionError.class, () -> Word.encode(Opcode.CALL, 0, -1, 0));
    }
}
