package jorus.nativetests.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Rules about source text that neither the compiler nor the formatter knows.
class SourceHygieneTest {
    private static final int MAX_LINES = 500;

    /// Files that may be longer, from the top folder, each with its reason.
    private static final Map<String, String> LONG_FILES =
            Map.of(
                    "core/src/main/java/jorus/interp/Interpreter.java",
                    "the dispatch loop is one method: a case per opcode",
                    "core/src/main/java/jorus/jit/Assembler.java",
                    "a method for each instruction of the JVM that is written",
                    "core/src/main/java/jorus/jit/MethodTranslator.java",
                    "blocks, edges, exits and handlers of one method share its labels",
                    "core/src/main/java/jorus/runtime/Machine.java",
                    "the state of one run, which engines read field by field",
                    "memory/src/main/java/jorus/memory/heap/Heap.java",
                    "all ways to allocate take cells from the same lines, and fall back alike",
                    "core/src/main/java/jorus/verify/PrescanVectors.java",
                    "one loop without helpers, which C2 does not inline",
                    "core/src/test/java/jorus/verify/SlotVerifierTest.java",
                    "a test per rule of one class, kept in the order of the rules");

    /// Path from the top folder, with forward slashes, to content.
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        Files.walkFileTree(
                CompiledClasses.ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
                        String name = dir.getFileName().toString();
                        boolean isBuilt = name.equals("target");
                        boolean isHidden = name.startsWith(".") && !dir.endsWith("..");
                        return isBuilt || isHidden
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs)
                            throws IOException {
                        if (file.toString().endsWith(".java")) {
                            String name = CompiledClasses.ROOT.relativize(file).toString();
                            sources.put(name.replace('\\', '/'), Files.readString(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        assertTrue(sources.size() > 5, "found only " + sources.keySet());
        return sources;
    }

    @Test
    void java_files_have_no_tabs_no_trailing_blanks_and_end_with_a_line_feed() throws IOException {
        Set<String> found = new TreeSet<>();
        sources()
                .forEach(
                        (name, text) -> {
                            if (text.indexOf('\t') >= 0) found.add(name + ": tab");
                            if (text.indexOf('\r') >= 0) found.add(name + ": carriage return");
                            if (text.contains(" \n")) found.add(name + ": blank before a line end");
                            if (!text.endsWith("\n")) found.add(name + ": no line feed at the end");
                        });
        assertNone("line endings and blanks", found);
    }

    @Test
    void a_long_java_file_has_a_reason() throws IOException {
        Set<String> found = new TreeSet<>();
        sources()
                .forEach(
                        (name, text) -> {
                            long lines = text.lines().count();
                            if (lines > MAX_LINES && !LONG_FILES.containsKey(name)) {
                                found.add(name + ": " + lines + " lines, at most " + MAX_LINES);
                            }
                        });
        assertNone("split, or give a reason in LONG_FILES", found);
    }

    @Test
    void the_list_of_long_files_names_only_long_files() throws IOException {
        Map<String, String> sources = sources();
        Set<String> stale = new TreeSet<>();
        for (String name : LONG_FILES.keySet()) {
            String text = sources.get(name);
            if (text == null || text.lines().count() <= MAX_LINES) stale.add(name);
        }
        assertEquals(Set.of(), stale);
    }

    private static void assertNone(String what, Set<String> found) {
        if (!found.isEmpty()) {
            fail(what + ":\n  " + String.join("\n  ", found));
        }
    }
}
