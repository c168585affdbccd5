package jorus.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.FunctionCode;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.ir.IrFunction;
import jorus.ir.IrProgram;
import jorus.ir.RandomFunctions;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.verify.Verifier;

import org.junit.jupiter.api.Test;

class FunctionEmitterTest {
    private static ImageBuilder emit(IrFunction function) {
        IrProgram program = RandomFunctions.program(function);
        ImageBuilder image = Emitter.emit(program);
        assertFalse(program.diagnostics().hasErrors());
        return image;
    }

    private static ImageBuilder emit(IrFunction function, int nearBytes) {
        IrProgram program = RandomFunctions.program(function);
        ImageBuilder image = Emitter.emit(program, null, EmitOptions.ofProperty(), nearBytes);
        assertFalse(program.diagnostics().hasErrors());
        return image;
    }

    private static void verify(ImageBuilder image) {
        try (OffHeap memory = new OffHeap()) {
            Verifier.verify(ImageWriter.write(image, memory));
        }
    }

    private static Opcode opcode(FunctionCode code, int word) {
        return Opcode.byCode(Word.op(code.code()[word]));
    }

    @Test
    void a_protected_block_without_words_has_no_handler() {
        ImageBuilder image = emit(RandomFunctions.emptyTry(true));
        FunctionCode code = image.functions().get(0);
        assertEquals(Opcode.RET, opcode(code, 0));
        assertEquals(0, code.handlers().length);
        verify(image);
    }

    @Test
    void a_protected_word_behind_an_empty_protected_block_has_a_handler() {
        ImageBuilder image = emit(RandomFunctions.emptyTry(false));
        FunctionCode code = image.functions().get(0);
        assertEquals(Opcode.ADD_I32, opcode(code, 0));
        assertArrayEquals(new int[] {0, 1, 2, -1}, code.handlers());
        verify(image);
    }

    @Test
    void a_branch_reaches_as_far_as_16_bits_go() {
        ImageBuilder image = emit(RandomFunctions.branchOver(Short.MAX_VALUE));
        FunctionCode code = image.functions().get(0);
        assertEquals(Opcode.BR_EQ_I32, opcode(code, 0));
        assertEquals(Short.MAX_VALUE + 1, Word.target(code.code()[0], Operand.TARGET16, 0));
        verify(image);
    }

    @Test
    void a_branch_one_further_goes_around_a_jump() {
        ImageBuilder image = emit(RandomFunctions.branchOver(Short.MAX_VALUE + 1));
        FunctionCode code = image.functions().get(0);
        assertEquals(Opcode.BR_NE_I32, opcode(code, 0));
        assertEquals(2, Word.target(code.code()[0], Operand.TARGET16, 0));
        assertEquals(Opcode.JUMP_FAR, opcode(code, 1));
        assertEquals(Short.MAX_VALUE + 3, Word.target(code.code()[1], Operand.TARGET32, 1));
        verify(image);
    }

    @Test
    void a_loop_reaches_as_far_back_as_16_bits_go() {
        int count = -Short.MIN_VALUE - 1;
        ImageBuilder image = emit(RandomFunctions.loopOver(count));
        FunctionCode code = image.functions().get(0);
        assertEquals(Opcode.NEXT_I32, opcode(code, count));
        assertEquals(0, Word.target(code.code()[count], Operand.TARGET16, count));
        verify(image);
    }

    @Test
    void a_loop_one_longer_goes_back_by_a_jump() {
        int count = -Short.MIN_VALUE;
        ImageBuilder image = emit(RandomFunctions.loopOver(count));
        FunctionCode code = image.functions().get(0);
        assertEquals(Opcode.NEXT_I32, opcode(code, count));
        assertEquals(count + 2, Word.target(code.code()[count], Operand.TARGET16, count));
        assertEquals(Opcode.JUMP, opcode(code, count + 1));
        assertEquals(count + 3, Word.target(code.code()[count + 1], Operand.TARGET16, count + 1));
        assertEquals(Opcode.JUMP_FAR, opcode(code, count + 2));
        assertEquals(0, Word.target(code.code()[count + 2], Operand.TARGET32, count + 2));
        verify(image);
    }

    @Test
    void random_functions_pass_the_verifier() {
        for (long seed = 0; seed < 200; seed++) {
            verify(emit(RandomFunctions.make(seed, 60, false)));
        }
    }

    @Test
    void random_functions_pass_the_verifier_after_the_passes() {
        for (long seed = 0; seed < 200; seed++) {
            verify(emit(RandomFunctions.make(seed, 60, true)));
        }
    }

    @Test
    void random_functions_with_handlers_pass_the_verifier() {
        for (long seed = 0; seed < 200; seed++) {
            verify(emit(RandomFunctions.makeGuarded(seed, 60, false)));
        }
    }

    @Test
    void random_functions_with_handlers_pass_the_verifier_after_the_passes() {
        for (long seed = 0; seed < 200; seed++) {
            verify(emit(RandomFunctions.makeGuarded(seed, 60, true)));
        }
    }

    @Test
    void random_functions_in_small_near_parts_pass_the_verifier() {
        for (long seed = 0; seed < 200; seed++) {
            int nearBytes = (int) (seed % 5) * 100;
            verify(emit(RandomFunctions.make(seed, 60, seed % 2 == 0), nearBytes));
            verify(emit(RandomFunctions.makeGuarded(seed, 60, seed % 2 == 0), nearBytes));
        }
    }

    @Test
    void most_used_registers_stay_near() {
        FunctionCode code = emit(RandomFunctions.loopOver(5), 0).functions().get(0);
        assertEquals(0, code.frame().farSlots(), "parameters only");
        FunctionCode random = emit(RandomFunctions.make(7, 400, false), 150).functions().get(0);
        assertTrue(random.frame().farSlots() > 0, random.frame().toString());
        // Room for what one instruction needs stays near.
        assertTrue(random.frame().nearEnd() <= 170, random.frame().toString());
    }
}
