package jorus.verify;

import jorus.image.Image;

/// Decides whether an image may be executed: the one border between bytes and engines.
///
/// Three steps, each of which trusts only what the ones before have proven: the container (header,
/// sections, tables), the prescan (each instruction by itself), the slots (types, calls, what is
/// written before it is read). Time and memory are linear in the size of the image, nothing
/// recurses, and the bytes must not change meanwhile: verify private memory (design.md 7).
public final class Verifier {
    private Verifier() {}

    /// Loads what verification uses and makes its tables, for a thread that would otherwise wait
    /// for the memory of an image.
    public static void prime() {
        Primer.run();
    }

    /// Has the image take a copy ([Image#takeCopy()]), which whoever runs it drops.
    ///
    /// @throws VerifyFailure if the image breaks a rule; any bytes are an acceptable argument
    public static VerifiedImage verify(Image image) {
        image.takeCopy();
        ContainerVerifier.verify(image);
        Marks marks = new Marks(image.wordCount());
        Prescan.scan(image, marks, PrescanChoice.kernel(image.wordCount()));
        int functions = image.functionCount();
        for (int function = 0; function < functions; function++) {
            SlotTable.verify(image, function);
        }
        ClosureVerifier.verify(image);
        SlotVerifier slots = new SlotVerifier(image, marks);
        boolean isLarge = image.wordCount() >= SecondHalf.LEAST_WORDS;
        if (isLarge && Runtime.getRuntime().availableProcessors() > 1) {
            SecondHalf.verify(image, marks, slots);
        } else {
            for (int function = 0; function < functions; function++) {
                slots.verify(function);
            }
        }
        return new VerifiedImage(image, marks);
    }
}
