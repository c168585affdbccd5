import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Fails the build when fewer tests ran than expected, or when a test class did not run at all.
///
/// Usage: `java TestCount.java MIN MODULE_DIR...`. Reads the XML reports of the last test run in
/// each folder and adds the tests up; skipped tests do not count. Test runners skip a class that
/// they do not recognise without a word, and a green build then proves nothing.
public final class TestCount {
    private static final Pattern TEST_ANNOTATION =
            Pattern.compile(
                    "^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b",
                    Pattern.MULTILINE);
    private static final Pattern ABSTRACT_CLASS =
            Pattern.compile(
                    "^(public )?(sealed |non-sealed )?(abstract |interface )", Pattern.MULTILINE);

    private TestCount() {}

    private record Count(int ran, int skipped) {
        Count plus(Count other) {
            return new Count(ran + other.ran, skipped + other.skipped);
        }
    }

    public static void main(String[] args) throws IOException, XMLStreamException {
        if (args.length < 2) {
            System.err.println("usage: TestCount.java MIN MODULE_DIR...");
            System.exit(2);
        }
        int min = Integer.parseInt(args[0]);
        Count total = new Count(0, 0);
        List<String> missing = new ArrayList<>();
        List<String> modules = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            Path module = Path.of(args[i]).toAbsolutePath().normalize();
            modules.add(module.getFileName().toString());
            TreeMap<String, Count> reports = reports(module.resolve("target/surefire-reports"));
            total = reports.values().stream().reduce(total, Count::plus);
            addMissing(module.resolve("src/test/java"), reports, missing);
        }
        String where = String.join(" + ", modules);
        System.out.printf(
                "tests: %s: %d ran, %d skipped, at least %d must run%n",
                where, total.ran, total.skipped, min);
        for (String name : missing) {
            System.out.println("tests: " + where + ": " + name + " has tests, none was run");
        }
        if (total.ran < min) {
            System.out.printf("tests: %s: only %d ran, expected %d%n", where, total.ran, min);
        }
        if (total.ran < min || !missing.isEmpty()) {
            System.exit(1);
        }
    }

    /// Counts by suite name, which is the class name, or `Outer$Nested`.
    private static TreeMap<String, Count> reports(Path folder)
            throws IOException, XMLStreamException {
        TreeMap<String, Count> counts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return counts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("TEST-") && name.endsWith(".xml")) {
                    counts.put(name.substring("TEST-".length(), name.length() - 4), read(file));
                }
            }
        }
        return counts;
    }

    private static Count read(Path file) throws IOException, XMLStreamException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testsuite")) {
                    int tests = Integer.parseInt(xml.getAttributeValue(null, "tests"));
                    int skipped = Integer.parseInt(xml.getAttributeValue(null, "skipped"));
                    return new Count(tests - skipped, skipped);
                }
            }
        }
        throw new IOException(file + " has no <testsuite>");
    }

    private static void addMissing(
            Path sources, TreeMap<String, Count> reports, List<String> missing) throws IOException {
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                String text = Files.readString(file);
                if (!TEST_ANNOTATION.matcher(text).find() || ABSTRACT_CLASS.matcher(text).find()) {
                    continue;
                }
                String path = sources.relativize(file).toString();
                String name =
                        path.substring(0, path.length() - ".java".length())
                                .replace(file.getFileSystem().getSeparator(), ".");
                boolean hasRun =
                        reports.keySet().stream()
                                .anyMatch(r -> r.equals(name) || r.startsWith(name + "$"));
                if (!hasRun) {
                    missing.add(name);
                }
            }
        }
    }
}
