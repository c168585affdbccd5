package jorus.conformance;

import java.util.ArrayList;
import java.util.List;

/// A way to execute programs. Every golden program must behave the same in all of them.
enum Mode {
    INTERPRETED("interp", false),

    /// No instruction is fused with another, and no argument computed in place.
    UNFUSED,

    /// The engine collects at every allocation, which `jorus.stress` asks for.
    STRESS("interp", true),

    /// What is hot is compiled, as for users.
    AUTO("auto", false),

    /// Everything is compiled before it runs.
    JIT("jit", false),

    JIT_STRESS("jit", true);

    /// The system property that says what is fused.
    static final String FUSE_PROPERTY = "jorus.fuse";

    /// The system property that makes the engine collect at every allocation.
    static final String STRESS_PROPERTY = "jorus.stress";

    /// The system property that chooses the engine.
    static final String ENGINE_PROPERTY = "jorus.engine";

    private final String engine;
    private final boolean isStress;

    Mode(String engine, boolean isStress) {
        this.engine = engine;
        this.isStress = isStress;
    }

    boolean isStress() {
        return isStress;
    }

    /// What selects this mode on the command line.
    List<String> flags() {
<<<<<<< HEAD
        return switch (this) {
            case INTERPRETED, UNFUSED, STRESS -> List.of();
        };
=======
        return List.of();
    }

    /// What selects this mode for a JVM of its own.
    List<String> properties() {
        List<String> properties = new ArrayList<>();
        properties.add("-D" + ENGINE_PROPERTY + "=" + engine);
        if (isStress) {
            properties.add("-D" + STRESS_PROPERTY + "=true");
        }
        return properties;
>>>>>>> diff
    }

    /// Called before a run in this process. Programs run one after another.
    void prepare() {
<<<<<<< HEAD
        if (this == UNFUSED) {
            System.setProperty(FUSE_PROPERTY, "off");
        } else {
            System.clearProperty(FUSE_PROPERTY);
        }
        if (this == STRESS) {
=======
        System.setProperty(ENGINE_PROPERTY, engine);
        if (isStress) {
>>>>>>> diff
            System.setProperty(STRESS_PROPERTY, "true");
        } else {
            System.clearProperty(STRESS_PROPERTY);
        }
    }

    /// Called after it.
    void clear() {
        System.clearProperty(ENGINE_PROPERTY);
        System.clearProperty(STRESS_PROPERTY);
    }
}
