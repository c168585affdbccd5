package jorus.engine;

import jorus.verify.VerifiedImage;

/// Lets benchmarks of this module see what a compilation has made.
public final class Images {
    private Images() {}

    /// The image of a program without errors, good until the compilation is closed.
    public static VerifiedImage of(Compilation compilation) {
        return compilation.image();
    }
}
