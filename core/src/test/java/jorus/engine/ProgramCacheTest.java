package jorus.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.arena.OffHeap;
import jorus.source.SourceFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

class ProgramCacheTest {
    private static final String PROGRAM =
            "mut s = 0\nfor i in 0..5: s = s + i\nprint(\"sum\", s)\n";

    @TempDir Path folder;

    private int instancesBefore;

    @BeforeEach
    void countInstances() {
        instancesBefore = OffHeap.openInstances();
    }

    @AfterEach
    void nothing_is_left_open() {
        assertEquals(instancesBefore, OffHeap.openInstances());
    }

    private ProgramCache cache(String version) {
        return new ProgramCache(folder.resolve("cache").toFile(), version, 1 << 20);
    }

    private SourceFile write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return new SourceFile(file.toString(), text.getBytes(StandardCharsets.UTF_8));
    }

    private SourceFile stored(String text) throws IOException {
        SourceFile source = write("main.orus", text);
        store(source, cache("1"));
        return source;
    }

    private static void store(SourceFile source, ProgramCache cache) {
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            cache.store(program);
        }
    }

    private static String run(Program program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Instance instance =
                new Instance(
                        program,
                        RunOptions.small(),
                        InputStream.nullInputStream(),
                        out,
                        new PhaseTimes())) {
            Outcome outcome = instance.run();
            String text = out.toString(StandardCharsets.UTF_8);
            TrapReport report = outcome.report();
            if (report == null) {
                return text;
            }
            String line =
                    report.file() == null ? "no source" : report.file().lineText(report.line());
            return text + report.message() + " | " + line + " | " + report.notes();
        }
    }

    /// What the program of the entry prints; null if it has to be compiled.
    private static String found(SourceFile source, ProgramCache cache) {
        try (Program program = cache.find(source, new PhaseTimes(), false)) {
            return program == null ? null : run(program);
        }
    }

    @Test
    void an_unchanged_program_is_found_and_runs_as_if_compiled() throws IOException {
        SourceFile source = stored(PROGRAM);
        assertEquals("sum 10\n", found(source, cache("1")));
    }

    @Test
    void an_unknown_program_is_not_found() throws IOException {
        assertNull(found(write("main.orus", PROGRAM), cache("1")));
    }

    @Test
    void a_changed_program_is_not_found_and_replaces_the_entry() throws IOException {
        stored(PROGRAM);
        SourceFile changed = write("main.orus", PROGRAM.replace("0..5", "0..6"));
        assertNull(found(changed, cache("1")));
        store(changed, cache("1"));
        assertEquals("sum 15\n", found(changed, cache("1")));
        assertEquals(1, cache("1").entries().size());
    }

    @Test
    void another_compiler_does_not_find_the_program() throws IOException {
        assertNull(found(stored(PROGRAM), cache("2")));
    }

    @Test
    void errors_of_a_found_program_show_its_source() throws IOException {
        String text = "fn pick(a: [i32]) -> i32: return a[3]\nprint(\"begun\")\nprint(pick([1]))\n";
        SourceFile source = stored(text);
        String compiled;
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            compiled = run(program);
        }
        assertTrue(compiled.contains("return a[3]"), compiled);
        assertEquals(compiled, found(source, cache("1")));
    }

    @Test
    void a_program_with_a_changed_module_is_not_found() throws IOException {
        write("lib.orus", "pub fn value() -> i32: return 1\n");
        SourceFile source = stored("use lib\nprint(lib.value())\n");
        assertEquals("1\n", found(source, cache("1")));
        write("lib.orus", "pub fn value() -> i32: return 2\n");
        assertNull(found(source, cache("1")));
        Files.delete(folder.resolve("lib.orus"));
        assertNull(found(source, cache("1")));
    }

    @Test
    void a_module_that_appears_where_it_is_looked_for_first_counts() throws IOException {
        Path first = Path.of("only_in_this_test.orus");
        write("only_in_this_test.orus", "pub fn value() -> i32: return 1\n");
        SourceFile source = stored("use only_in_this_test\nprint(only_in_this_test.value())\n");
        assertEquals("1\n", found(source, cache("1")));
        try {
            Files.writeString(first, "pub fn value() -> i32: return 2\n");
            assertNull(found(source, cache("1")));
        } finally {
            Files.deleteIfExists(first);
        }
    }

    @Test
    void programs_with_errors_or_warnings_are_not_kept() throws IOException {
        stored("print(x)\n");
        assertEquals(0, cache("1").entries().size());
        SourceFile source =
                write("main.orus", "fn f() -> i32:\n    return 1\n    print(2)\nprint(f())\n");
        try (Compilation program = Compilation.compile(source, new PhaseTimes())) {
            assertTrue(program.isRunnable() && !program.warnings().isEmpty(), "needs a warning");
            cache("1").store(program);
        }
        assertEquals(0, cache("1").entries().size());
    }

    @Test
    void an_entry_cut_short_anywhere_is_not_used() throws IOException {
        SourceFile source = stored(PROGRAM);
        File entry = cache("1").entry(source.path());
        byte[] bytes = Files.readAllBytes(entry.toPath());
        for (int length = 0; length < bytes.length; length += 1 + length / 50) {
            Files.write(entry.toPath(), java.util.Arrays.copyOf(bytes, length));
            assertNull(found(source, cache("1")), length + " of " + bytes.length + " bytes");
        }
    }

    @Test
    void an_entry_with_a_wrong_byte_anywhere_is_not_used() throws IOException {
        SourceFile source = stored(PROGRAM);
        File entry = cache("1").entry(source.path());
        byte[] bytes = Files.readAllBytes(entry.toPath());
        String searchPath = System.getenv("ORUSPATH") + File.pathSeparator;
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(entry.toPath(), damaged);
            String result = found(source, cache("1"));
            // The search path does not matter to a program without modules.
            assertTrue(
                    result == null || searchPath.length() > 0 && result.equals("sum 10\n"),
                    "byte " + at + ": " + result);
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_no_problem() throws IOException {
        SourceFile source = write("main.orus", PROGRAM);
        ProgramCache cache =
                new ProgramCache(new File(source.path(), "cache"), "1", ProgramCache.MAX_BYTES);
        store(source, cache);
        assertNull(found(source, cache));
        assertEquals(0, cache.entries().size());
    }

    @Test
    void the_oldest_entries_go_when_the_cache_is_full() throws IOException {
        SourceFile first = write("first.orus", PROGRAM);
        ProgramCache large = cache("1");
        store(first, large);
        Path entry = large.entry(first.path()).toPath();
        Files.setLastModifiedTime(entry, FileTime.fromMillis(0));
        long room = Files.size(entry) * 5 / 2;
        ProgramCache small = new ProgramCache(large.folder(), "1", room);
        SourceFile second = write("second.orus", PROGRAM);
        SourceFile third = write("third.orus", PROGRAM);
        store(second, small);
        assertEquals(2, small.entries().size());
        store(third, small);
        assertEquals(2, small.entries().size());
        assertNull(found(first, small));
        assertNotNull(found(second, small));
        assertNotNull(found(third, small));
    }
}
