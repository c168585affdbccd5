package jorus.jit;

/// Whether generated code may use the Vector API.
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /// Whether loops are to be vectorised if that turns out to be possible.
    static boolean isWanted() {
        return !"off".equals(System.getProperty("jorus.simd"));
    }

    /// Loads the module if it is not there yet; false if it cannot be had.
    static boolean isReady(Module user) {
        return ModuleLayer.boot().findModule(NAME).isPresent() && user != null;
    }
}
