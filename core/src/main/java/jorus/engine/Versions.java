package jorus.engine;

/// What `jorus version` says.
public final class Versions {
    public static final String JORUS = "0.1.0";

    private Versions() {}

    /// Name and version of the Java runtime.
    public static String java() {
        return System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version")
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch");
    }
}
