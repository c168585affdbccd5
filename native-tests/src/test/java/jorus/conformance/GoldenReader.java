package jorus.conformance;

import jorus.conformance.Golden.CompileError;
import jorus.conformance.Golden.Trap;
import jorus.conformance.Golden.Warning;
import jorus.conformance.Golden.Where;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects the expectations in the comments of a program ([Golden] lists them).
final class GoldenReader {
    private static final Pattern EXPECTATION =
            Pattern.compile(
                    "//(?:>| (expect:|expect-quoted:|expect trap:|expect error:"
                            + "|expect warning:|expect|flags:|stdin:|env:|slow-in-stress))"
                            + "(?: (.*))?$");

    private static final Pattern TRAP = Pattern.compile("(?:\\[(E\\d{4})] )?(.+)");

    private static final Pattern ERROR =
            Pattern.compile("(E\\d{4}(?:\\|E\\d{4})*)( or next line| anywhere)?");

    private final Path program;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StringBuilder stdin = new StringBuilder();
    private final StringBuilder stdout = new StringBuilder();
    private final List<Trap> traps = new ArrayList<>();
    private final List<CompileError> errors = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private boolean isSlowInStress;
    private int expectations;

    GoldenReader(Path program) {
        this.program = program;
    }

    boolean isOfSeveralModules() {
        return program.endsWith(Golden.MAIN);
    }

    void read(Path file, String text) {
        int line = 0;
        for (String source : text.split("\n")) {
            line++;
            Matcher found = EXPECTATION.matcher(source.stripTrailing());
            if (found.find()) {
                String kind = found.group(1) == null ? "expect:" : found.group(1);
                String rest = found.group(2) == null ? "" : found.group(2);
                add(file, line, kind, rest);
            }
        }
    }

    private void add(Path file, int line, String kind, String rest) {
        switch (kind) {
            case "expect:" -> addLine(file, line, rest);
            case "expect-quoted:" -> addLine(file, line, unquote(file, line, rest));
            case "expect trap:" -> traps.add(trap(file, line, rest));
            case "expect error:" -> errors.add(compileError(file, line, rest));
            case "expect warning:" -> warnings.add(new Warning(file, line, rest));
            case "stdin:" -> stdin.append(unquote(file, line, '"' + rest + '"'));
            case "slow-in-stress" -> isSlowInStress = true;
            case "env:" -> {
                int equals = rest.indexOf('=');
                environment.put(rest.substring(0, equals), rest.substring(equals + 1));
            }
            case "flags:" -> {
                if (line == 1) {
                    flags.addAll(List.of(rest.split(" ")));
                }
            }
            default -> throw malformed(file, line, "no such expectation");
        }
        if (kind.startsWith("expect")) {
            expectations++;
        }
    }

    private void addLine(Path file, int line, String text) {
        if (!file.equals(program)) {
            throw malformed(file, line, "stdout is expected by " + Golden.MAIN + " only");
        }
        stdout.append(text).append('\n');
    }

    Golden golden() {
        if (expectations == 0) {
            throw new IllegalArgumentException(program + " expects nothing");
        }
        boolean hasOutput = !stdout.isEmpty() && !isOfSeveralModules();
        if (traps.size() > 1 || !errors.isEmpty() && (!traps.isEmpty() || hasOutput)) {
            throw new IllegalArgumentException(program + " expects what cannot happen together");
        }
        return new Golden(
                program,
                List.copyOf(flags),
                Map.copyOf(environment),
                stdin.toString(),
                isSlowInStress,
                stdout.toString(),
                traps.isEmpty() ? null : traps.getFirst(),
                List.copyOf(errors),
                List.copyOf(warnings));
    }

    private static Trap trap(Path file, int line, String text) {
        Matcher parts = TRAP.matcher(text);
        if (!parts.matches()) {
            throw malformed(file, line, "a trap needs a message");
        }
        return new Trap(file, line, parts.group(1), parts.group(2).replace("\\n", "\n"));
    }

    private static CompileError compileError(Path file, int line, String text) {
        Matcher parts = ERROR.matcher(text);
        if (!parts.matches()) {
            throw malformed(file, line, "not a list of error codes: " + text);
        }
        List<String> codes = List.of(parts.group(1).split("\\|"));
        Where where =
                switch (parts.group(2)) {
                    case null -> Where.ON_LINE;
                    case " anywhere" -> Where.ANYWHERE;
                    default -> Where.ON_LINE_OR_NEXT;
                };
        return new CompileError(file, line, codes, where);
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
