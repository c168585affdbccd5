package jorus.interp;

import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A machine for one hand-written program: the first function is the entry. Verifies it first.
final class TestMachine implements AutoCloseable {
    final OffHeap memory = new OffHeap();
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final VerifiedImage verified;
    final Image image;
    final Machine machine;

    TestMachine(TestFunction... functions) {
        this(new ImageBuilder(), functions);
    }

    TestMachine(ImageBuilder builder, TestFunction... functions) {
        this(MachineOptions.DEFAULT, builder, functions);
    }

    TestMachine(MachineOptions options, ImageBuilder builder, TestFunction... functions) {
        image = ImageWriter.write(TestFunction.image(builder, functions), memory);
        verified = Verifier.verify(image);
        machine = new Machine(image, memory, written, options);
    }

    Outcome run() {
        return new Execution(verified, machine).run();
    }

    /// Runs to the end, which must be reached.
    TestMachine finish() {
        Outcome outcome = run();
        if (outcome.end() != Outcome.End.FINISHED) {
            throw new AssertionError(
                    outcome.end() + (outcome.isTrap() ? " " + message(outcome) : ""));
        }
        return this;
    }

    static String message(Outcome outcome) {
        return new String(outcome.message(), StandardCharsets.UTF_8);
    }

    String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /// Address of a slot of the entry function's frame.
    long slot(int offset) {
        return machine.stackBase + offset;
    }

    int i32(int offset) {
        return Memory.i32(slot(offset));
    }

    long i64(int offset) {
        return Memory.i64(slot(offset));
    }

    double f64(int offset) {
        return Memory.f64(slot(offset));
    }

    @Override
    public void close() {
        machine.close();
        memory.close();
    }
}
