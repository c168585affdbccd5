package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class ExploreCommandTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};
    private Path program;

    @BeforeEach
    void writeProgram() throws IOException {
        program = Files.writeString(folder.resolve("prog.orus"), "x = 6 * 7\nprint(x)\n");
    }

    private int explore(Object... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "explore";
        for (int i = 0; i < arguments.length; i++) {
            line[i + 1] = arguments[i].toString();
        }
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(line, new ByteArrayInputStream(input), out, errors);
    }

    private String errors() {
        String text = err.toString(StandardCharsets.UTF_8);
        assertFalse(text.contains("Exception") || text.contains("\tat "), text);
        return text;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertPage(String text) {
        assertTrue(text.startsWith("<!doctype html>") && text.endsWith("</html>\n"), text);
        assertTrue(text.contains("x = 6 * 7"), text);
    }

    @Test
    void the_page_is_written_where_it_is_wanted() throws IOException {
        Path page = folder.resolve("p.html");
        assertEquals(0, explore(program, "-o", page), errors());
        assertPage(Files.readString(page));
        assertEquals("wrote " + page + ", " + Files.size(page) + " bytes\n", errors());
        assertEquals(0, out.size());
        assertEquals(List.of("p.html", "prog.orus"), files());
    }

    @Test
    void without_a_name_the_page_stands_beside_the_program() throws IOException {
        assertEquals(0, explore(program), errors());
        assertPage(Files.readString(folder.resolve("prog.html")));
    }

    @Test
    void a_program_without_extension_gets_one() throws IOException {
        Path plain = Files.move(program, folder.resolve("v1.0").resolveSibling("plain"));
        assertEquals(0, explore(plain), errors());
        assertPage(Files.readString(folder.resolve("plain.html")));
    }

    @Test
    void a_dash_is_standard_output() throws IOException {
        assertEquals(0, explore(program, "-o", "-"), errors());
        assertPage(out.toString(StandardCharsets.UTF_8));
        assertEquals("", errors());
        assertEquals(List.of("prog.orus"), files());
    }

    @Test
    void a_program_from_standard_input_needs_a_name_for_the_page() throws IOException {
        input = "x = 6 * 7".getBytes(StandardCharsets.UTF_8);
        assertEquals(64, explore("-"));
        assertTrue(errors().contains("add '-o FILE'"), errors());
        assertEquals(0, explore("-", "-o", folder.resolve("in.html")), errors());
        assertPage(Files.readString(folder.resolve("in.html")));
    }

    @Test
    void a_missing_or_empty_name_is_a_bad_command_line() {
        assertEquals(64, explore(program, "-o"));
        assertTrue(errors().contains("-o"), errors());
        err.reset();
        assertEquals(64, explore(program, "-o", ""));
        assertEquals("jorus: -o needs the name of a file\n", errors());
    }

    @Test
    void a_name_that_cannot_be_one_is_a_bad_command_line() {
        assertEquals(64, explore(program, "-o", "a\0b"));
        assertTrue(errors().contains("this is no name of a file"), errors());
    }

    @Test
    void only_commands_that_write_know_the_option() {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        String[] line = {"check", program.toString(), "-o", "x"};
        assertEquals(64, Main.run(line, new ByteArrayInputStream(input), out, errors));
    }

    @Test
    void the_program_is_never_overwritten() throws IOException {
        byte[] before = Files.readAllBytes(program);
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), program);
        for (Path name : List.of(program, folder.resolve("./prog.orus"), link)) {
            assertEquals(64, explore(program, "-o", name));
            assertTrue(errors().contains("this is the program itself"), errors());
        }
        assertArrayEquals(before, Files.readAllBytes(program));
    }

    @Test
    void a_page_that_cannot_be_written_ends_with_73_and_the_reason() throws IOException {
        assertEquals(73, explore(program, "-o", folder.resolve("none/p.html")));
        assertTrue(errors().endsWith("can't be written: there is no such folder\n"), errors());
        err.reset();
        assertEquals(73, explore(program, "-o", folder));
        assertTrue(errors().endsWith("can't be written: it is a folder\n"), errors());
        err.reset();
        assertEquals(73, explore(program, "-o", program.resolve("p.html")));
        assertTrue(errors().contains("can't be written: "), errors());
        assertEquals(List.of("prog.orus"), files());
    }

    @Test
    void an_old_page_is_replaced_through_its_link_and_stays_when_the_program_is_wrong()
            throws IOException {
        Path page = Files.writeString(folder.resolve("old.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);
        Path wrong = Files.writeString(folder.resolve("wrong.orus"), "x: i32 = \"a\"\n");
        assertEquals(65, explore(wrong, "-o", page));
        assertTrue(errors().contains("[E2001]"), errors());
        assertEquals("old", Files.readString(page));
        assertEquals(0, explore(program, "-o", link), errors());
        assertTrue(Files.isSymbolicLink(link));
        assertPage(Files.readString(page));
        assertEquals(List.of("link.html", "old.html", "prog.orus", "wrong.orus"), files());
    }

    @Test
    void a_missing_program_ends_with_65_and_writes_nothing() throws IOException {
        assertEquals(65, explore(folder.resolve("none.orus")));
        assertTrue(errors().contains("there is no file"), errors());
        assertEquals(List.of("prog.orus"), files());
    }

    @Test
    void a_program_refused_for_its_warnings_has_no_page() throws IOException {
        Path doubtful =
                Files.writeString(
                        folder.resolve("w.orus"), "fn f():\n    return 1\n    print(2)\nf()\n");
        int code = explore(doubtful, "--warnings=error");
        assertEquals(65, code, errors());
        assertFalse(Files.exists(folder.resolve("w.html")));
        assertEquals(0, explore(doubtful, "--warnings=off"), errors());
    }

    @Test
    void a_page_shows_the_modules_of_a_program_too() throws IOException {
        Files.writeString(
                folder.resolve("lib.orus"), "pub fn triple(a: i32) -> i32: return a * 3\n");
        Files.writeString(program, "use lib: triple\nx = 6 * 7\nprint(triple(x))\n");
        assertEquals(0, explore(program), errors());
        assertTrue(Files.readString(folder.resolve("prog.html")).contains("return a * 3"));
    }

    @Test
    void a_program_too_long_for_a_page_is_refused() throws IOException {
        StringBuilder text = new StringBuilder("mut x = 0\n");
        for (int i = 0; i < 22_000; i++) {
            text.append("print(x, x, x, x, x)\n");
        }
        Files.writeString(program, text);
        assertEquals(65, explore(program));
        assertTrue(errors().contains("too many instructions for a page"), errors());
        assertEquals(List.of("prog.orus"), files());
    }
}
