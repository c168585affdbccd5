package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jorus.image.FunctionCode;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.memory.arena.OffHeap;

import org.junit.jupiter.api.AfterEach;

/// What the tests of the verifier share: memory, an image under construction, two verdicts.
abstract class Verifying {
    final OffHeap memory = new OffHeap();
    final ImageBuilder image = new ImageBuilder();

    static final int[] NO_ARGUMENTS = {};

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    private Image write() {
        return ImageWriter.write(image, memory);
    }

    VerifiedImage accepted(TestFunction... functions) {
        TestFunction.image(image, functions);
        return Verifier.verify(write());
    }

    VerifyFailure rejected(Rule rule, TestFunction... functions) {
        TestFunction.image(image, functions);
        return rejected(rule);
    }

    VerifyFailure rejected(Rule rule, FunctionCode function) {
        image.file("test.orus");
        image.function(function);
        image.entry(0);
        return rejected(rule);
    }

    VerifyFailure rejected(Rule rule) {
        Image written = write();
        VerifyFailure failure = assertThrows(VerifyFailure.class, () -> Verifier.verify(written));
        assertEquals(rule, failure.rule(), failure.getMessage());
        return failure;
    }
}
