package jorus.conformance;

import java.util.List;

/// A way to execute programs. Every golden program must behave the same in all of them.
enum Mode {
    INTERPRETED,

    /// No instruction is fused with another, and no argument computed in place.
    UNFUSED,

    /// The engine collects at every allocation, which `jorus.stress` asks for.
    STRESS;

    /// The system property that says what is fused.
    static final String FUSE_PROPERTY = "jorus.fuse";

    /// The system property that makes the engine collect at every allocation.
    static final String STRESS_PROPERTY = "jorus.stress";

    /// What selects this mode on the command line.
    List<String> flags() {
        return switch (this) {
            case INTERPRETED, UNFUSED, STRESS -> List.of();
        };
    }

    /// Called before a run in this process. Programs run one after another.
    void prepare() {
        if (this == UNFUSED) {
            System.setProperty(FUSE_PROPERTY, "off");
        } else {
            System.clearProperty(FUSE_PROPERTY);
        }
        if (this == STRESS) {
            System.setProperty(STRESS_PROPERTY, "true");
        } else {
            System.clearProperty(STRESS_PROPERTY);
        }
    }
}
