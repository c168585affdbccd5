package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.Image;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// Two threads verify a large image as one does.
class SecondHalfTest extends Verifying {
    private static final int FUNCTIONS = 40;
    private static final int WORDS = 200;

    /// What one pass in order says; null for nothing.
    private static String inOrder(Image image) {
        Marks marks = new Marks(image.wordCount());
        Prescan.scan(image, marks, null);
        SlotVerifier slots = new SlotVerifier(image, marks);
        try {
            for (int function = 0; function < image.functionCount(); function++) {
                slots.verify(function);
            }
            return null;
        } catch (VerifyFailure e) {
            return e.getMessage();
        }
    }

    private static String verdict(Image image) {
        try {
            assertNotNull(Verifier.verify(image));
            return null;
        } catch (VerifyFailure e) {
            return e.getMessage();
        }
    }

    private Image written(TestFunction... functions) {
        TestFunction.image(image, functions);
        Image written = ImageWriter.write(image, memory);
        assertTrue(written.wordCount() >= SecondHalf.LEAST_WORDS, "is verified in one pass");
        return written;
    }

    /// An image whose functions of these numbers read what is not written.
    private Image functions(int... bad) {
        TestFunction[] functions = new TestFunction[FUNCTIONS];
        functions[0] = TestFunction.entry(TypeIds.I32, TypeIds.I32);
        for (int i = 1; i < FUNCTIONS; i++) {
            int[] locals = {TypeIds.I32, TypeIds.I32};
            functions[i] = new TestFunction("f" + i, TypeIds.VOID, NO_ARGUMENTS, locals);
        }
        for (int i = 0; i < FUNCTIONS; i++) {
            TestFunction f = functions[i];
            for (int word = 0; word < WORDS; word++) {
                f.op(Opcode.CONST_I32, f.local(0), word);
            }
            int number = i;
            if (Arrays.stream(bad).anyMatch(each -> each == number)) {
                f.op(Opcode.MOVE_I32, f.local(0), f.local(1));
            }
            f.op(i == 0 ? Opcode.HALT : Opcode.RET);
        }
        return written(functions);
    }

    @Test
    void a_good_image_is_accepted() {
        assertNull(verdict(functions()));
    }

    @Test
    void a_fault_in_the_first_half_is_found() {
        Image image = functions(2);
        assertTrue(inOrder(image).contains("function 2,"), inOrder(image));
        assertEquals(inOrder(image), verdict(image));
    }

    @Test
    void a_fault_in_the_second_half_is_found() {
        Image image = functions(FUNCTIONS - 1);
        assertNotNull(inOrder(image));
        assertEquals(inOrder(image), verdict(image));
    }

    @Test
    void of_two_faults_the_first_counts() {
        Image image = functions(FUNCTIONS - 2, 3, FUNCTIONS - 1);
        assertNotNull(inOrder(image));
        assertEquals(inOrder(image), verdict(image));
    }

    /// `variables` variables are named where `branches` branches meet.
    private static TestFunction costly(TestFunction f, int variables, int branches) {
        f.op(Opcode.CONST_I32, f.local(0), 1);
        f.op(Opcode.BR_EQK_I32, f.local(0), 0, variables);
        for (int i = 1; i < variables; i++) {
            f.op(Opcode.CONST_I32, f.local(i), 1);
        }
        f.op(Opcode.JUMP_FAR, variables - 1);
        for (int i = 1; i < variables; i++) {
            f.op(Opcode.CONST_I32, f.local(i), 2);
        }
        int meeting = f.length();
        for (int i = 1; i < variables; i++) {
            f.op(Opcode.MOVE_I32, f.local(0), f.local(i));
        }
        for (int i = 0; i < branches; i++) {
            f.op(Opcode.BR_EQK_I32, f.local(0), 0, meeting - f.length() - 1);
        }
        return f;
    }

    @Test
    void the_budget_is_that_of_both_halves() {
        int variables = 100;
        int[] types = new int[variables];
        Arrays.fill(types, TypeIds.I32);
        TestFunction f = new TestFunction("f", TypeIds.VOID, NO_ARGUMENTS, types);
        Image image =
                written(
                        costly(TestFunction.entry(types), variables, 4100).op(Opcode.HALT),
                        costly(f, variables, 3900).op(Opcode.RET));
        assertTrue(inOrder(image).startsWith(Rule.BUDGET.id()), inOrder(image));
        assertEquals(inOrder(image), verdict(image));
    }
}
