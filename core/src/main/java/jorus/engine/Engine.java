package jorus.engine;

/// How a program is executed. Results are the same.
public enum Engine {
    /// The interpreter, and JVM classes of what turns out to be hot.
    AUTO("auto"),
    /// The interpreter alone.
    INTERP("interp"),
    /// JVM classes of everything, made before it first runs.
    JIT("jit");

    private final String text;

    Engine(String text) {
        this.text = text;
    }

    /// The name on the command line.
    public String text() {
        return text;
    }

    /// The engine of this name; null if there is none.
    public static Engine named(String name) {
        for (Engine engine : values()) {
            if (engine.text.equals(name)) {
                return engine;
            }
        }
        return null;
    }
}
