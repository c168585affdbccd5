import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Checks or fixes the layout of every Java file below a folder.
///
/// Usage: `java -cp google-java-format-all-deps.jar Format.java check|fix ROOT`. Exits with 1 if a
/// file is not laid out as the formatter would, or has a line of more than 100 columns; `fix`
/// rewrites the former and still reports the latter. A file with a line comment `@formatter:off`
/// holds a hand-aligned table: only its columns are checked, and from that comment to the one that
/// says `@formatter:on` they may be 140.
public final class Format {
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_TABLE_COLUMNS = 140;
    private static final String TABLE_BEGINS = "// @formatter:off";
    private static final String TABLE_ENDS = "// @formatter:on";

    private Format() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !(args[0].equals("check") || args[0].equals("fix"))) {
            System.err.println("usage: Format.java check|fix ROOT");
            System.exit(2);
        }
        boolean fix = args[0].equals("fix");
        Path root = Path.of(args[1]).toAbsolutePath().normalize();
        // Comments stay as written: reflowing them would break drawings and tables.
        Formatter formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .formatJavadoc(false)
                                .build());
        List<String> unformatted = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Path> files = javaFiles(root);
        for (Path file : files) {
            String name = root.relativize(file).toString();
            String text = Files.readString(file);
            if (!isHandAligned(text)) {
                try {
                    String formatted = formatter.formatSourceAndFixImports(text);
                    if (!formatted.equals(text)) {
                        unformatted.add(name);
                        if (fix) {
                            Files.writeString(file, formatted);
                            text = formatted;
                        }
                    }
                } catch (FormatterException e) {
                    problems.add(name + ": cannot be parsed: " + e.getMessage());
                }
            }
            addLongLines(name, text, problems);
        }
        report(fix, files.size(), unformatted, problems);
        if (!problems.isEmpty() || !fix && !unformatted.isEmpty()) {
            System.exit(1);
        }
    }

    private static void report(
            boolean fix, int fileCount, List<String> unformatted, List<String> problems) {
        if (fix) {
            System.out.println("format: " + fileCount + " files, rewrote " + unformatted.size());
            unformatted.forEach(name -> System.out.println("  " + name));
        } else if (!unformatted.isEmpty()) {
            System.err.println("format: " + unformatted.size() + " files are not formatted:");
            unformatted.forEach(name -> System.err.println("  " + name));
            System.err.println("format: to fix them: mvn -N -Dformat process-sources");
        }
        problems.forEach(problem -> System.err.println("format: " + problem));
        if (!fix && unformatted.isEmpty() && problems.isEmpty()) {
            System.out.println("format: " + fileCount + " files are as they should be");
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
                        String name = dir.getFileName().toString();
                        boolean isSource = !name.equals("target") && !name.startsWith(".");
                        return dir.equals(root) || isSource
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
                        if (file.toString().endsWith(".java")) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return files;
    }

    private static boolean isHandAligned(String text) {
        return text.lines().anyMatch(line -> line.strip().startsWith(TABLE_BEGINS));
    }

    private static void addLongLines(String name, String text, List<String> problems) {
        int number = 0;
        int max = MAX_COLUMNS;
        for (String line : text.lines().toList()) {
            number++;
            if (line.strip().startsWith(TABLE_BEGINS)) {
                max = MAX_TABLE_COLUMNS;
            } else if (line.strip().startsWith(TABLE_ENDS)) {
                max = MAX_COLUMNS;
            }
            int columns = line.codePointCount(0, line.length());
            boolean isBreakable = !line.startsWith("import ") && !line.startsWith("package ");
            if (columns > max && isBreakable) {
                String where = name + ":" + number;
                problems.add(where + ": " + columns + " columns, at most " + max + " are allowed");
            }
        }
    }
}
