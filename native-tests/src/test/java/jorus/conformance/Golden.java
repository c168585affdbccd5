package jorus.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A golden program and what its comments say about it.
///
/// | comment | meaning |
/// |---|---|
/// | `// expect: text` or `//> text` | one line of stdout; blanks at its end are not part of it |
/// | `// expect-quoted: "text"` | one line of stdout with the escapes `\n \r \t \0 \\ \" \xNN` |
/// | `// expect trap: [E0001] message` | the program ends with this runtime error, raised on this |
/// | | line; the code may be left out; `\n` in the message is a line break |
/// | `// expect error: E2001` | a compile error on this line; `E2001\|E2004` allows either, and |
/// | | `E1006 or next line` allows the line that follows |
/// | `// flags: --heap 1m` | options for the run; on the first line only |
///
/// An expectation about stdout may stand at the end of a line or on a line of its own; stdout must
/// be exactly all of them in the order of the file. Exit codes follow: 70 after a trap, 65 after
/// compile errors, 0 otherwise.
record Golden(
        Path file, List<String> flags, String stdout, Trap trap, List<CompileError> compileErrors) {

    /// `code` is null if it does not matter.
    record Trap(int line, String code, String message) {}

    record CompileError(int line, List<String> codes, boolean mayBeOnNextLine) {
        boolean isMetBy(Report report) {
            boolean isOnLine =
                    report.line() == line || mayBeOnNextLine && report.line() == line + 1;
            return isOnLine && codes.contains(report.code());
        }
    }

    private static final Pattern EXPECTATION =
            Pattern.compile(
                    "//(?:>| (expect:|expect-quoted:|expect trap:|expect error:|expect|flags:))"
                            + "(?: (.*))?$");

    private static final Pattern TRAP = Pattern.compile("(?:\\[(E\\d{4})] )?(.+)");

    private static final Pattern ERROR =
            Pattern.compile("(E\\d{4}(?:\\|E\\d{4})*)( or next line)?");

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
        return parse(file, Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /// As [#read], for a text with one char per byte.
    static Golden parse(Path file, String text) {
        List<String> flags = new ArrayList<>();
        StringBuilder stdout = new StringBuilder();
        List<Trap> traps = new ArrayList<>();
        List<CompileError> errors = new ArrayList<>();
        int line = 0;
        int expectations = 0;
        for (String source : text.split("\n")) {
            line++;
            Matcher found = EXPECTATION.matcher(source.stripTrailing());
            if (!found.find()) {
                continue;
            }
            String kind = found.group(1) == null ? "expect:" : found.group(1);
            String rest = found.group(2) == null ? "" : found.group(2);
            if (kind.equals("flags:") && line != 1) {
                continue;
            }
            switch (kind) {
                case "expect:" -> stdout.append(rest).append('\n');
                case "expect-quoted:" -> stdout.append(unquote(file, line, rest)).append('\n');
                case "expect trap:" -> traps.add(trap(file, line, rest));
                case "expect error:" -> errors.add(compileError(file, line, rest));
                case "flags:" -> flags.addAll(List.of(rest.split(" ")));
                default -> throw malformed(file, line, "no such expectation");
            }
            if (!kind.equals("flags:")) {
                expectations++;
            }
        }
        if (expectations == 0) {
            throw new IllegalArgumentException(file + " expects nothing");
        }
        if (traps.size() > 1 || !errors.isEmpty() && traps.size() + stdout.length() > 0) {
            throw new IllegalArgumentException(file + " expects what cannot happen together");
        }
        Trap trap = traps.isEmpty() ? null : traps.getFirst();
        return new Golden(file, List.copyOf(flags), stdout.toString(), trap, List.copyOf(errors));
    }

    private static Trap trap(Path file, int line, String text) {
        Matcher parts = TRAP.matcher(text);
        if (!parts.matches()) {
            throw malformed(file, line, "a trap needs a message");
        }
        return new Trap(line, parts.group(1), parts.group(2).replace("\\n", "\n"));
    }

    private static CompileError compileError(Path file, int line, String text) {
        Matcher parts = ERROR.matcher(text);
        if (!parts.matches()) {
            throw malformed(file, line, "not a list of error codes: " + text);
        }
        List<String> codes = List.of(parts.group(1).split("\\|"));
        return new CompileError(line, codes, parts.group(2) != null);
    }

    private static String unquote(Path file, int line, String text) {
        int last = text.length() - 1;
        if (last < 1 || text.charAt(0) != '"' || text.charAt(last) != '"') {
            throw malformed(file, line, "no quoted text: " + text);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case '0' -> out.append('\0');
                case '\\', '"' -> out.append(escape);
                case 'x' -> {
                    out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw malformed(file, line, "unknown escape \\" + escape);
            }
        }
        return out.toString();
    }

    private static IllegalArgumentException malformed(Path file, int line, String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
