package jorus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class SourceFileTest {
    private static SourceFile file(String text) {
        return new SourceFile("a", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void lines_and_columns_count_from_one() {
        SourceFile file = file("ab\n\nc");
        assertEquals(1, file.line(0));
        assertEquals(1, file.column(0));
        assertEquals(1, file.line(2));
        assertEquals(3, file.column(2));
        assertEquals(2, file.line(3));
        assertEquals(3, file.line(4));
        assertEquals(3, file.line(5));
        assertEquals(2, file.column(5));
        assertEquals(3, file.lineCount());
    }

    @Test
    void columns_count_bytes() {
        SourceFile file = file("ä b");
        assertEquals(4, file.column(3));
    }

    @Test
    void a_byte_order_mark_belongs_to_no_line() {
        SourceFile file = file("\uFEFFab\nc");
        assertEquals(1, file.column(3));
        assertEquals("ab", file.lineText(1));
        assertEquals(1, file.line(0));
        assertEquals(1, file.column(0));
        assertEquals(1, file("\uFEFF").line(3));
    }

    @Test
    void line_text_has_no_line_end() {
        SourceFile file = file("a\r\nb\n");
        assertEquals("a", file.lineText(1));
        assertEquals("b", file.lineText(2));
        assertEquals("", file.lineText(3));
    }

    @Test
    void many_lines_are_found() {
        SourceFile file = file("\n".repeat(1000));
        assertEquals(1001, file.lineCount());
        assertEquals(500, file.line(499));
    }

    @Test
    void one_place_and_code_is_reported_once() {
        SourceFile file = file("abc");
        var diagnostics = new Diagnostics();
        diagnostics.error(Code.SYNTAX, file, new Span(1, 2), "first");
        diagnostics.error(Code.SYNTAX, file, new Span(1, 3), "second");
        diagnostics.error(Code.TYPE, file, new Span(1, 2), "third");
        assertEquals(2, diagnostics.all().size());
    }

    @Test
    void errors_beyond_the_limit_are_counted() {
        SourceFile file = file("x".repeat(100));
        var diagnostics = new Diagnostics();
        for (int i = 0; i < Diagnostics.MAX_ERRORS + 3; i++) {
            diagnostics.error(Code.SYNTAX, file, new Span(i, i), "m");
        }
        assertEquals(Diagnostics.MAX_ERRORS, diagnostics.all().size());
        assertEquals(3, diagnostics.droppedErrors());
        assertTrue(diagnostics.hasErrors());
    }

    @Test
    void diagnostics_can_be_put_into_the_order_of_the_text() {
        SourceFile file = file("abc");
        var diagnostics = new Diagnostics();
        diagnostics.error(Code.MODULE_NOT_FOUND, file, new Span(2, 2), "other");
        int from = diagnostics.count();
        diagnostics.error(Code.SYNTAX, file, new Span(1, 2), "b");
        diagnostics.error(Code.SYNTAX, file, new Span(0, 1), "a");
        diagnostics.sortFrom(from);
        List<Diagnostic> all = diagnostics.all();
        assertEquals("other", all.get(0).message());
        assertEquals("a", all.get(1).message());
        assertEquals("b", all.get(2).message());
    }

    @Test
    void warnings_are_no_errors() {
        var diagnostics = new Diagnostics();
        diagnostics.report(
                new Diagnostic(
                        Diagnostic.Severity.WARNING,
                        Code.TYPE,
                        file("x"),
                        new Span(0, 1),
                        "m",
                        List.of()));
        assertFalse(diagnostics.hasErrors());
    }

    @Test
    void codes_have_four_digits() {
        assertEquals("E0001", Code.DIVISION_BY_ZERO.text());
        assertEquals("E1006", Code.SYNTAX.text());
    }
}
