package jorus.verify;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/// Vector kernels of forced widths. The width is a constant of the class, so each is another class,
/// made of the same bytes.
final class Kernels {
    static final int[] WIDTHS = {128, 256, 512};

    private Kernels() {}

    static PrescanKernel ofBits(int bits) {
        String name = PrescanVectors.class.getSimpleName() + ".class";
        System.setProperty(PrescanVectors.BITS_PROPERTY, Integer.toString(bits));
        try (InputStream in = PrescanVectors.class.getResourceAsStream(name)) {
            MethodHandles.Lookup lookup =
                    MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), true);
            return (PrescanKernel) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            System.clearProperty(PrescanVectors.BITS_PROPERTY);
        }
    }
}
