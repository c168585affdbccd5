package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import jorus.image.TestFunction;
import jorus.isa.Opcode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrescanChoiceTest extends Verifying {
    @AfterEach
    void clear() {
        System.clearProperty(PrescanChoice.PROPERTY);
    }

    @Test
    void small_images_take_the_scalar_kernel() {
        assertNull(PrescanChoice.kernel(PrescanChoice.MIN_WORDS - 1));
    }

    @Test
    void vectors_can_be_switched_off_for_any_image() {
        System.setProperty(PrescanChoice.PROPERTY, "off");
        assertNull(PrescanChoice.kernel(Integer.MAX_VALUE));
    }

    @Test
    void vectors_can_be_switched_on_for_any_image() {
        System.setProperty(PrescanChoice.PROPERTY, "on");
        assertInstanceOf(PrescanVectors.class, PrescanChoice.kernel(1));
    }

    @Test
    void a_verifier_with_vectors_rejects_with_the_same_message() {
        TestFunction main = TestFunction.entry();
        for (int i = 0; i < 200; i++) {
            main.op(Opcode.NOP);
        }
        main.word(999).op(Opcode.HALT);
        System.setProperty(PrescanChoice.PROPERTY, "on");
        VerifyFailure failure = rejected(Rule.OPCODE, main);
        assertEquals(200, failure.word());
    }

    @Test
    void the_warm_up_ends() {
        VectorKernels.warmUp();
        System.setProperty(PrescanChoice.PROPERTY, "on");
        accepted(TestFunction.entry().op(Opcode.HALT));
    }
}
