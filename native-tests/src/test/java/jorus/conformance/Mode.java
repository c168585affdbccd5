package jorus.conformance;

import java.util.ArrayList;
import java.util.List;

/// A way to execute programs. Every golden program must behave the same in all of them.
enum Mode {
    INTERPRETED("interp", false, true),

    /// No instruction is fused with another, and all are in the plain forms that the laboratory
    /// measures: no argument is computed in place, no constant is an operand, and so on.
    PLAIN("interp", false, false),

    /// Programs leave the shared loop for one of their own at their first poll.
    MOVED("interp", false, true),

    /// Programs never leave the loop that a process begins with.
    COLD("interp", false, true),

    /// The engine collects at every allocation, which `jorus.stress` asks for.
    STRESS("interp", true, true),

    /// What is hot is compiled, as for users.
    AUTO("auto", false, true),

    /// Everything is compiled before it runs.
    JIT("jit", false, true),

    JIT_STRESS("jit", true, true);

    /// The system property that says what is fused.
    private static final String FUSE_PROPERTY = "jorus.fuse";

    /// The system property that says what else the emitted code does without.
    private static final String WITHOUT_PROPERTY = "jorus.without";

    /// The system property that makes the engine collect at every allocation.
    private static final String STRESS_PROPERTY = "jorus.stress";

    /// The system property that says after how many polls programs leave the shared loop.
    private static final String MOVE_PROPERTY = "jorus.move";

    /// The system property that says after how many polls programs leave the cold loop.
    private static final String COLD_PROPERTY = "jorus.cold";

    private final String engine;
    private final boolean isStress;
    private final boolean isFused;

    Mode(String engine, boolean isStress, boolean isFused) {
        this.engine = engine;
        this.isStress = isStress;
        this.isFused = isFused;
    }

    boolean isStress() {
        return isStress;
    }

    /// What selects this mode on the command line.
    List<String> flags() {
        return List.of("--engine=" + engine);
    }

    /// What else selects this mode, for a JVM of its own.
    List<String> properties() {
        List<String> properties = new ArrayList<>();
        if (!isFused) {
            properties.add("-D" + FUSE_PROPERTY + "=off");
            properties.add("-D" + WITHOUT_PROPERTY + "=all");
        }
        if (isStress) {
            properties.add("-D" + STRESS_PROPERTY + "=true");
        }
        if (this == MOVED) {
            properties.add("-D" + MOVE_PROPERTY + "=0");
        }
        properties.add("-D" + COLD_PROPERTY + '=' + coldPolls());
        return properties;
    }

    /// Called before a run in this process. Programs run one after another.
    void prepare() {
        if (!isFused) {
            System.setProperty(FUSE_PROPERTY, "off");
            System.setProperty(WITHOUT_PROPERTY, "all");
        }
        if (isStress) {
            System.setProperty(STRESS_PROPERTY, "true");
        }
        if (this == MOVED) {
            System.setProperty(MOVE_PROPERTY, "0");
        }
        System.setProperty(COLD_PROPERTY, coldPolls());
    }

    private String coldPolls() {
        return String.valueOf(this == COLD ? Integer.MAX_VALUE : 0);
    }

    /// Called after it.
    void clear() {
        System.clearProperty(FUSE_PROPERTY);
        System.clearProperty(WITHOUT_PROPERTY);
        System.clearProperty(STRESS_PROPERTY);
        System.clearProperty(MOVE_PROPERTY);
        System.clearProperty(COLD_PROPERTY);
    }
}
