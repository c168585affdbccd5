package jorus.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A golden program and what its comments say about it.
///
/// | comment | meaning |
/// |---|---|
/// | `// expect: text` or `//> text` | one line of stdout; blanks at its end are not part of it |
/// | `// expect-quoted: "text"` | one line of stdout with the escapes `\n \r \t \0 \\ \" \xNN` |
/// | `// expect trap: [E0001] message` | the program ends with this runtime error, raised on this |
/// | | line; the code may be left out; `\n` in the message is a line break |
/// | `// expect error: E2001` | a compile error on this line; `E2001\|E2004` allows either, and |
/// | | `E1006 or next line` allows also the |
/// | | line that follows, `E3002 anywhere` every line of every file |
/// | `// expect warning: text` | a warning on this line whose report holds the text |
/// | `// flags: --heap 1m` | options for the run; on the first line only |
/// | `// stdin: text` | what is on stdin, with the escapes of `expect-quoted` |
/// | `// env: NAME=value` | the program runs in a process of its own, in the folder of its file, |
/// | | with this environment variable |
/// | `// slow-in-stress` | not run with a collection at every allocation |
/// | `// covers: a, b` | rows of docs/coverage.md, see [Coverage] |
///
/// A file `main.orus` is a program of several modules: errors and traps are expected by the
/// comments
/// of all files in its folder, each in its own file; stdout only by those of `main.orus`, which may
/// expect it together with compile errors, because imported modules run before.
///
/// An expectation about stdout may stand at the end of a line or on a line of its own; stdout must
/// be exactly all of them in the order of the file. Exit codes follow: 70 after a trap, 65 after
/// compile errors, 0 otherwise.
record Golden(
        Path file,
        List<String> flags,
        Map<String, String> environment,
        String stdin,
        boolean isSlowInStress,
        String stdout,
        Trap trap,
        List<CompileError> compileErrors,
        List<Warning> warnings) {

    /// `code` is null if it does not matter.
    record Trap(Path file, int line, String code, String message) {
        boolean isMetBy(Report report) {
            return report.isIn(file)
                    && report.line() == line
                    && report.message().equals(message)
                    && (code == null || report.code().equals(code));
        }
    }

    record CompileError(Path file, int line, List<String> codes, Where where) {
        boolean isMetBy(Report report) {
            boolean isInPlace =
                    switch (where) {
                        case ON_LINE -> report.line() == line;
                        case ON_LINE_OR_NEXT -> report.line() == line || report.line() == line + 1;
                        case ANYWHERE -> true;
                    };
            return isInPlace
                    && codes.contains(report.code())
                    && (where == Where.ANYWHERE || report.isIn(file));
        }
    }

    enum Where {
        ON_LINE,
        ON_LINE_OR_NEXT,
        ANYWHERE
    }

    record Warning(Path file, int line, String text) {}

    /// The file name of a program of several modules.
    static final String MAIN = "main.orus";

    static final int EXIT_SUCCESS = 0;
    static final int EXIT_COMPILE_ERROR = 65;
    static final int EXIT_RUNTIME_ERROR = 70;

    int exitCode() {
        if (!compileErrors.isEmpty()) {
            return EXIT_COMPILE_ERROR;
        }
        return trap != null ? EXIT_RUNTIME_ERROR : EXIT_SUCCESS;
    }

    /// @throws IllegalArgumentException if a comment looks like an expectation and is none, if
    ///     there are none, or if they contradict each other
    static Golden read(Path file) throws IOException {
        GoldenReader reader = new GoldenReader(file);
        reader.read(file, latin1(file));
        if (reader.isOfSeveralModules()) {
            try (Stream<Path> files = Files.walk(file.getParent())) {
                for (Path other : files.filter(Golden::isSource).sorted().toList()) {
                    if (!other.equals(file)) {
                        reader.read(other, latin1(other));
                    }
                }
            }
        }
        return reader.golden();
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".orus");
    }

    private static String latin1(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /// As [#read], for a text with one char per byte.
    static Golden parse(Path file, String text) {
        GoldenReader reader = new GoldenReader(file);
        reader.read(file, text);
        return reader.golden();
    }
}
