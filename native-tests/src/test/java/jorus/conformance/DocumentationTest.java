package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every example in the documentation does what the comments in it say.
///
/// An example is a block that starts with three backticks and `orus`, with expectations as in
/// golden programs. A block whose first line is `// file: name.orus` is a module: the examples that
/// follow in the same document can use it.
class DocumentationTest {
    private static final Path DOCS =
            Path.of(System.getProperty("jorus.root", "..")).resolve("docs").normalize();

    private static final List<String> DOCUMENTS = List.of("language.md", "tutorial.md");
    private static final String FENCE = "```";
    private static final String FILE = "// file: ";

    @TempDir Path folder;

    private record Block(String document, int line, String text) {}

    @TestFactory
    Stream<DynamicTest> example() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String document : DOCUMENTS) {
            List<Block> modules = new ArrayList<>();
            for (Block block : blocks(document)) {
                if (block.text().startsWith(FILE)) {
                    modules.add(block);
                } else if (hasExpectation(block)) {
                    List<Block> visible = List.copyOf(modules);
                    String name = document + ":" + block.line();
                    tests.add(DynamicTest.dynamicTest(name, () -> check(block, visible)));
                }
            }
        }
        assertFalse(tests.isEmpty());
        return tests.stream();
    }

    private static boolean hasExpectation(Block block) {
        return block.text().contains("//>") || block.text().contains("// expect");
    }

    private void check(Block block, List<Block> modules) throws IOException {
        for (Block module : modules) {
            String name = module.text().lines().findFirst().orElseThrow();
            write(folder.resolve(name.substring(FILE.length()).strip()), module.text());
        }
        Path file = folder.resolve("example.orus");
        write(file, block.text());
        Golden golden = Golden.read(file);
        GoldenRunner runner = new CliRunner(golden.flags(), golden.stdin());
        List<String> differences =
                GoldenChecks.differences(golden, runner.run(file, Mode.INTERPRETED));
        assertEquals(List.of(), differences);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private static List<Block> blocks(String document) throws IOException {
        List<Block> found = new ArrayList<>();
        List<String> lines =
                Files.readAllLines(DOCS.resolve(document), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE + "orus")) {
                int start = i + 1;
                StringBuilder text = new StringBuilder();
                while (!lines.get(++i).strip().equals(FENCE)) {
                    text.append(lines.get(i)).append('\n');
                }
                found.add(new Block(document, start, text.toString()));
            }
        }
        return found;
    }
}
