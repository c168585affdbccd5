package jorus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The form of reports, language.md 9.2.
class DiagnosticRendererTest {
    private static final Pattern HEAD =
            Pattern.compile(
                    "^-- (RUNTIME PANIC|SYNTAX ERROR|TYPE MISMATCH|MODULE ERROR|INTERNAL ERROR): .+"
                            + " \\[E\\d{4}\\] -* ?(.+):(\\d+):(\\d+)$");

    private static SourceFile file(String text) {
        return new SourceFile("dir/a.orus", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String render(String text, int start, int end, String message) {
        Diagnostic error = Diagnostic.error(Code.TYPE, file(text), new Span(start, end), message);
        return new DiagnosticRenderer(false).render(error);
    }

    private static String[] lines(String report) {
        return report.split("\n", -1);
    }

    @Test
    void a_report_has_the_lines_of_the_reference() {
        var file = file("ab = 1\nx = ab + \"s\"\n");
        Diagnostic error =
                Diagnostic.error(
                        Code.TYPE,
                        file,
                        new Span(14, 15),
                        "can't add",
                        Diagnostic.Hint.help("convert"),
                        Diagnostic.Hint.note("plain"),
                        Diagnostic.Hint.note("declared here", file, new Span(0, 2)));
        String[] lines = lines(new DiagnosticRenderer(false).render(error));
        String[] expected = {
            lines[0],
            "",
            "  2 | x = ab + \"s\"",
            "    |        ^ can't add",
            "    |",
            "    = can't add",
            "    = help: convert",
            "    = note: plain",
            "    = note: declared here (dir/a.orus:1:1)",
            "",
            ""
        };
        assertEquals(List.of(expected), List.of(lines));
    }

    @Test
    void the_first_line_gives_category_code_and_place() {
        Matcher head = HEAD.matcher(lines(render("a\n  bcd\n", 4, 7, "m"))[0]);
        assertTrue(head.matches());
        assertEquals("TYPE MISMATCH", head.group(1));
        assertEquals("dir/a.orus", head.group(2));
        assertEquals("2", head.group(3));
        assertEquals("3", head.group(4));
    }

    @Test
    void the_first_line_is_eighty_columns_wide_if_it_can_be() {
        assertEquals(80, lines(render("a", 0, 1, "m"))[0].length());
        var longPath = new SourceFile("p".repeat(200), new byte[0]);
        Diagnostic error = Diagnostic.error(Code.TYPE, longPath, new Span(0, 0), "m");
        String head = lines(new DiagnosticRenderer(false).render(error))[0];
        assertTrue(HEAD.matcher(head).matches(), head);
        assertTrue(head.contains("] ----- p"), head);
    }

    @Test
    void every_code_has_a_category_of_the_reference() {
        for (Code code : Code.values()) {
            Diagnostic error = Diagnostic.error(code, file("x"), new Span(0, 1), "m");
            String head = lines(new DiagnosticRenderer(false).render(error))[0];
            assertTrue(HEAD.matcher(head).matches(), head);
        }
    }

    @Test
    void carets_cover_the_span_within_its_line() {
        assertTrue(render("abcdef", 1, 4, "m").contains("\n    |  ^^^ m\n"));
        assertTrue(render("abcdef", 2, 2, "m").contains("\n    |   ^ m\n"));
        assertTrue(render("abc\ndef", 1, 6, "m").contains("\n    |  ^^ m\n"));
    }

    @Test
    void the_end_of_a_line_or_file_can_be_marked() {
        assertTrue(render("abc\ndef", 3, 3, "m").contains("  1 | abc\n    |    ^ m\n"));
        assertTrue(render("abc", 3, 3, "m").contains("  1 | abc\n    |    ^ m\n"));
        assertTrue(render("abc\n", 4, 4, "m").contains("  2 |\n    | ^ m\n"));
        assertTrue(render("", 0, 0, "m").contains("  1 |\n    | ^ m\n"));
    }

    @Test
    void columns_are_bytes_but_carets_stand_below_characters() {
        String text = "x = \"äö\" + y";
        assertTrue(
                render(text, 11, 12, "m").contains("  1 | " + text + "\n    |          ^ m\n"),
                render(text, 11, 12, "m"));
    }

    @Test
    void wide_characters_take_two_columns_and_combining_ones_none() {
        assertTrue(render("日本 x", 7, 8, "m").contains("\n    |      ^ m\n"));
        assertTrue(render("日本 x", 0, 6, "m").contains("\n    | ^^^^ m\n"));
        assertTrue(render("e\u0301 x", 4, 5, "m").contains("\n    |   ^ m\n"));
    }

    @Test
    void a_span_inside_a_character_marks_it() {
        assertTrue(render("äö", 3, 4, "m").contains("\n    |  ^ m\n"));
    }

    @Test
    void tabs_become_spaces_up_to_the_next_stop() {
        assertTrue(render("\ta\tb", 3, 4, "m").contains("  1 |     a   b\n    |         ^ m\n"));
    }

    @Test
    void carriage_returns_at_line_ends_are_not_shown() {
        assertTrue(render("ab\r\ncd", 0, 2, "m").contains("  1 | ab\n"));
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        String report =
                render("a\u001b[31m\u0007\u009b\u202e\u2028b\u007f", 0, 1, "x\u001b[2J\ry\u202e");
        for (int i = 0; i < report.length(); i++) {
            int type = Character.getType(report.charAt(i));
            boolean isBad =
                    report.charAt(i) != '\n'
                            && (type == Character.CONTROL
                                    || type == Character.FORMAT
                                    || type == Character.LINE_SEPARATOR);
            assertFalse(isBad, "U+" + Integer.toHexString(report.charAt(i)));
        }
    }

    @Test
    void bytes_that_are_no_text_take_one_column_each() {
        byte[] bytes = {'"', (byte) 0xFF, (byte) 0xE3, (byte) 0x80, '"', ' ', 'x'};
        var file = new SourceFile("a", bytes);
        Diagnostic error = Diagnostic.error(Code.TYPE, file, new Span(6, 7), "m");
        String report = new DiagnosticRenderer(false).render(error);
        assertTrue(report.contains("  1 | \"\uFFFD\uFFFD\uFFFD\" x\n    |       ^ m\n"), report);
    }

    @Test
    void a_path_can_not_forge_lines() {
        var file = new SourceFile("a\n-- b\u001b", new byte[] {'x'});
        Diagnostic error = Diagnostic.error(Code.TYPE, file, new Span(0, 1), "m");
        String report = new DiagnosticRenderer(false).render(error);
        assertTrue(HEAD.matcher(lines(report)[0]).matches(), report);
        assertTrue(lines(report)[0].endsWith(" a\uFFFD-- b\uFFFD:1:1"), report);
    }

    @Test
    void long_lines_show_the_part_around_the_caret() {
        String text = "a".repeat(500) + "X" + "b".repeat(500);
        String[] lines = lines(render(text, 500, 501, "m"));
        assertTrue(lines[2].length() <= DiagnosticRenderer.MAX_COLUMNS);
        assertTrue(lines[2].startsWith("  1 | ...aaa"), lines[2]);
        assertTrue(lines[2].endsWith("bbb..."), lines[2]);
        assertEquals('X', lines[2].charAt(lines[3].indexOf('^')));
    }

    @Test
    void long_lines_are_cut_only_where_something_is_missing() {
        String text = "X" + "b".repeat(500) + "Y";
        String[] first = lines(render(text, 0, 1, "m"));
        assertTrue(first[2].startsWith("  1 | Xbbb") && first[2].endsWith("b..."), first[2]);
        assertEquals("    | ^ m", first[3]);
        String[] last = lines(render(text, 501, 502, "m"));
        assertTrue(last[2].startsWith("  1 | ...b") && last[2].endsWith("bY"), last[2]);
        assertEquals('Y', last[2].charAt(last[3].indexOf('^')));
    }

    @Test
    void every_place_of_a_long_line_is_marked_within_the_width() {
        String text = "日x\t\"ä\u0301".repeat(60);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        for (int start = 0; start <= length; start++) {
            String[] lines = lines(render(text, start, Math.min(length, start + 40), "m"));
            assertTrue(SafeText.width(lines[2]) <= DiagnosticRenderer.MAX_COLUMNS, lines[2]);
            assertTrue(lines[3].contains("^"), lines[3]);
            assertTrue(lines[3].length() <= DiagnosticRenderer.MAX_COLUMNS + 1, lines[3]);
        }
    }

    @Test
    void half_a_wide_character_is_not_shown_at_a_cut() {
        String text = "日".repeat(100) + "x" + "日".repeat(100);
        String[] lines = lines(render(text, 300, 301, "m"));
        assertTrue(SafeText.width(lines[2]) <= DiagnosticRenderer.MAX_COLUMNS, lines[2]);
        assertTrue(lines[2].endsWith("日 ..."), lines[2]);
    }

    @Test
    void a_message_too_long_for_the_caret_line_stands_below_only() {
        String message = "m".repeat(200);
        String[] lines = lines(render("abc", 0, 1, message));
        assertEquals("    | ^", lines[3]);
        assertEquals("    = " + message, lines[5]);
    }

    @Test
    void line_numbers_are_aligned_to_the_right() {
        String report = render("\n".repeat(12344) + "x", 12344, 12345, "m");
        assertTrue(report.contains("\n 12345 | x\n       | ^ m\n       |\n       = m\n"), report);
    }

    @Test
    void colour_adds_escapes_and_nothing_else() {
        Diagnostic error = Diagnostic.error(Code.TYPE, file("x"), new Span(0, 1), "m");
        String plain = new DiagnosticRenderer(false).render(error);
        String coloured = new DiagnosticRenderer(true).render(error);
        assertFalse(plain.contains("\u001b"));
        assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void a_warning_says_so() {
        var warning =
                new Diagnostic(
                        Diagnostic.Severity.WARNING,
                        Code.TYPE,
                        file("x"),
                        new Span(0, 1),
                        "m",
                        List.of());
        String report = new DiagnosticRenderer(false).render(warning);
        assertTrue(report.startsWith("-- WARNING: "), report);
    }

    @Test
    void a_trap_shows_its_line_and_notes() {
        String report =
                new DiagnosticRenderer(false)
                        .renderTrap(
                                1,
                                "division by zero",
                                "Division by zero",
                                file("a\nb / 0\n"),
                                "dir/a.orus",
                                2,
                                3,
                                "test it",
                                List.of("in f at dir/a.orus:1:1"));
        String[] lines = lines(report);
        assertTrue(lines[0].startsWith("-- RUNTIME PANIC: division by zero [E0001] --"), lines[0]);
        assertTrue(lines[0].endsWith(" dir/a.orus:2:3"), lines[0]);
        assertEquals("  2 | b / 0", lines[2]);
        assertEquals("    |   ^ Division by zero", lines[3]);
        assertEquals("    = help: test it", lines[6]);
        assertEquals("    = note: in f at dir/a.orus:1:1", lines[7]);
    }

    @Test
    void a_trap_without_source_shows_no_line() {
        String report =
                new DiagnosticRenderer(false)
                        .renderTrap(
                                2001, "type error", "expected T", null, "a", 7, 1, null, List.of());
        String[] lines = lines(report);
        assertTrue(lines[0].startsWith("-- TYPE MISMATCH: type error [E2001] --"), lines[0]);
        assertEquals(List.of("", "    = expected T", "", ""), List.of(lines).subList(1, 5));
    }

    @Test
    void a_place_outside_the_source_is_no_problem() {
        var renderer = new DiagnosticRenderer(false);
        String gone = renderer.renderTrap(5, "t", "m", file("a"), "p", 99, 1, null, List.of());
        assertFalse(gone.contains("|"), gone);
        String far = renderer.renderTrap(5, "t", "m", file("a\nb"), "p", 1, 99, null, List.of());
        assertTrue(far.contains("  1 | a\n    |  ^ m\n"), far);
    }

    @Test
    void further_lines_of_a_message_are_indented() {
        String report =
                new DiagnosticRenderer(false)
                        .renderTrap(
                                5,
                                "runtime error",
                                "assert_eq failed (x)\n  expected: 1\n  actual:   2",
                                file("f()"),
                                "a",
                                1,
                                1,
                                null,
                                List.of());
        assertTrue(
                report.contains(
                        "    = assert_eq failed (x)\n        expected: 1\n        actual:   2\n"),
                report);
        assertTrue(report.contains("    | ^ assert_eq failed (x)\n"), report);
    }
}
