package jorus.conformance;

import java.nio.file.Path;

/// Runs a program as a user would and says what came out.
interface GoldenRunner {
    /// The result of a run. `stdout` and `stderr` hold one char per byte (ISO 8859-1), so that any
    /// output can be compared.
    record Result(int exitCode, String stdout, String stderr) {}

    /// Runs the file in the given mode.
    Result run(Path file, Mode mode);
}
