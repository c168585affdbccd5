package jorus.conformance;

import java.util.List;

/// A way to execute programs. Every golden program must behave the same in all of them.
enum Mode {
    INTERPRETED;

    /// What selects this mode on the command line.
    List<String> flags() {
        return switch (this) {
            case INTERPRETED -> List.of();
        };
    }
}
