package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Sources whose bytes an editor or a version control system could change, or that are too large to
/// be kept as files.
class SourceBytesTest {
    private static final int NESTING_THAT_MUST_WORK = 1000;

    @TempDir Path folder;

    private GoldenRunner.Result run(String source) throws IOException {
        Path file = folder.resolve("program.orus");
        Files.writeString(file, source, StandardCharsets.ISO_8859_1);
        return new CliRunner(List.of()).run(file, Mode.INTERPRETED);
    }

    private void assertPrints(String expected, String source) throws IOException {
        GoldenRunner.Result result = run(source);
        assertEquals("", result.stderr());
        assertEquals(expected, result.stdout());
        assertEquals(Golden.EXIT_SUCCESS, result.exitCode());
    }

    private void assertRejected(String code, int line, String source) throws IOException {
        GoldenRunner.Result result = run(source);
        assertEquals("", result.stdout());
        assertEquals(Golden.EXIT_COMPILE_ERROR, result.exitCode());
        List<Report> reports = Report.parse(result.stderr());
        assertTrue(
                reports.stream().anyMatch(r -> r.code().equals(code) && r.line() == line),
                result.stderr());
    }

    @Test
    void a_file_without_line_end_at_its_end_runs() throws IOException {
        assertPrints("1\n", "print(1)");
        assertPrints("1\n", "if true:\n    print(1)");
        assertPrints("1\n", "print(1) // comment");
    }

    @Test
    void an_empty_file_prints_nothing() throws IOException {
        assertPrints("", "");
        assertPrints("", "\n\n  \n// nothing\n/* at all */");
    }

    @Test
    void lines_may_end_in_carriage_return_and_line_feed() throws IOException {
        assertPrints("1\n2\n", "if true:\r\n    print(1)\r\n\r\nprint(2)\r\n");
        assertPrints("3\n", "x = 1 +\r\n  2\r\nprint(x)\r\n");
    }

    @Test
    void a_byte_order_mark_is_skipped() throws IOException {
        assertPrints("1\n2\n", "\u00ef\u00bb\u00bfprint(1)\nprint(2)\n");
    }

    @Test
    void a_tab_counts_as_four_blanks_of_indentation() throws IOException {
        assertPrints("1\n2\n", "if true:\n\tprint(1)\n    print(2)\n");
        assertPrints("1\n2\n", "if true:\n  \tprint(1)\n\t  print(2)\n");
        assertRejected("E1008", 3, "if true:\n\tprint(1)\n        print(2)\n");
    }

    @Test
    void columns_are_counted_in_bytes() throws IOException {
        GoldenRunner.Result result = run("print(\"\u00c3\u00a9\", missing)\n");
        assertEquals(13, Report.parse(result.stderr()).getFirst().column());
    }

    @Test
    void bytes_that_are_no_utf_8_pass_through_strings() throws IOException {
        assertPrints("\u00ff\u0080 2\n", "s = \"\u00ff\u0080\"\nprint(s, len(s))\n");
    }

    @Test
    void other_control_bytes_are_unexpected() throws IOException {
        assertRejected("E1001", 1, "x = 1\u0001\n");
        assertRejected("E1001", 2, "y = 1\nx = \0001\n");
    }

    @Test
    void a_thousand_nested_parentheses_work() throws IOException {
        int n = NESTING_THAT_MUST_WORK;
        assertPrints("1\n", "print(" + "(".repeat(n) + "1" + ")".repeat(n) + ")\n");
    }

    @Test
    void a_thousand_nested_blocks_work() throws IOException {
        int n = NESTING_THAT_MUST_WORK;
        assertPrints("1\n", "if true { ".repeat(n) + "print(1)" + " }".repeat(n) + "\n");
    }

    @Test
    void a_thousand_minus_signs_work() throws IOException {
        assertPrints("5\n", "x = 5\nprint(" + "- ".repeat(NESTING_THAT_MUST_WORK) + "x)\n");
    }

    @Test
    void too_deep_nesting_is_a_compile_error() throws IOException {
        int n = 100_000;
        assertRejected("E1009", 1, "print(" + "(".repeat(n) + "1" + ")".repeat(n) + ")\n");
    }

    @Test
    void a_function_may_have_a_thousand_variables() throws IOException {
        int n = 1000;
        StringBuilder source = new StringBuilder("fn f(first: i32) -> i32:\n    v0 = first\n");
        for (int i = 1; i < n; i++) {
            source.append("    v").append(i).append(" = v").append(i - 1).append(" + 1\n");
        }
        source.append("    return v0 + v").append(n / 2).append(" + v").append(n - 1);
        source.append("\nprint(f(1))\n");
        assertPrints(1 + (1 + n / 2) + n + "\n", source.toString());
    }

    @Test
    void a_module_may_have_five_thousand_statements() throws IOException {
        int n = 5000;
        String source = "mut x = 0\n" + "x += 1\n".repeat(n) + "print(x)\n";
        assertPrints(n + "\n", source);
    }

    @Test
    void an_array_literal_may_have_ten_thousand_elements() throws IOException {
        int n = 10_000;
        String source = "xs = [" + "7, ".repeat(n) + "]\nprint(len(xs), xs[" + (n - 1) + "])\n";
        assertPrints(n + " 7\n", source);
    }
}
