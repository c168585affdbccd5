package jorus.cli;

import jorus.engine.Instance;
import jorus.engine.Profiles;
import jorus.profile.FlightRecorder;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The file of `--jfr`. Loads the flight recorder, which costs some hundred milliseconds.
final class FlightFile {
    private final FlightRecorder recorder;

    /// Records `instance`, which has not run.
    FlightFile(Instance instance) {
        recorder = Profiles.flight(instance);
    }

    /// Whether the file is written, else after a complaint.
    boolean write(String name, PrintStream err) {
        String reason;
        try {
            reason = recorder.write(Path.of(name));
        } catch (InvalidPathException e) {
            reason = e.getReason();
        }
        if (reason != null) {
            err.println("jorus: " + name + " can't be written: " + reason);
        }
        return reason == null;
    }
}
