package jorus.jit;

import jdk.incubator.vector.DoubleVector;

/// Asks the Vector API what the processor has. Apart, because it can be loaded only after
/// [VectorModule#load()] has succeeded.
public final class VectorWidth {
    private VectorWidth() {}

    /// Bits of a vector register.
    public static int bits() {
        return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
