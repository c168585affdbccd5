package jorus.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An error report as language.md 9.2 lays it out. `code` has its `E`; `message` may have several
/// lines.
record Report(String code, String path, int line, int column, String message) {
    private static final Pattern HEAD =
            Pattern.compile(
                    "-- (?:RUNTIME PANIC|SYNTAX ERROR|TYPE MISMATCH|MODULE ERROR|INTERNAL ERROR):"
                            + " .+ \\[(E\\d{4})] -* ?(.+):(\\d+):(\\d+)");

    private static final Pattern MESSAGE = Pattern.compile("( *= )(.*)");

    /// Whether the report is about this file; only names are compared, because reports give paths
    /// as the program was started or as a module was found.
    boolean isIn(Path file) {
        return Path.of(path).getFileName().equals(file.getFileName());
    }

    /// All reports in `stderr`, in order. Lines that belong to none are skipped, and
    /// so are warnings.
    static List<Report> parse(String stderr) {
        List<String> lines = stderr.lines().toList();
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher head = HEAD.matcher(lines.get(i));
            if (head.matches()) {
                reports.add(
                        new Report(
                                head.group(1),
                                head.group(2),
                                Integer.parseInt(head.group(3)),
                                Integer.parseInt(head.group(4)),
                                message(lines, i + 1)));
            }
        }
        return reports;
    }

    /// The first `= ...` remark below line `from`, with the lines that are indented like its text.
    private static String message(List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            Matcher first = MESSAGE.matcher(lines.get(i));
            if (HEAD.matcher(lines.get(i)).matches()) {
                return "";
            }
            if (first.matches()) {
                StringBuilder text = new StringBuilder(first.group(2));
                String indent = " ".repeat(first.group(1).length());
                while (++i < lines.size() && lines.get(i).startsWith(indent)) {
                    text.append('\n').append(lines.get(i), indent.length(), lines.get(i).length());
                }
                return text.toString();
            }
        }
        return "";
    }

    @Override
    public String toString() {
        return code + " on line " + line + ": " + message;
    }
}
