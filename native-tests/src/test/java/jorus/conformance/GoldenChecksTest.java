package jorus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The golden harness notices what it should.
class GoldenChecksTest {
    private static final Path FILE = Path.of("some", "program.orus");

    private static final String TRAP_REPORT =
            """
            -- RUNTIME PANIC: division by zero [E0001] ---- some/program.orus:2:9

              2 | print(1 / 0) // expect trap: [E0001] Division by zero
                |         ^ Division by zero
                |
                = Division by zero
                = note: called from nowhere

            """;

    private static Golden golden(String... lines) {
        return Golden.parse(FILE, String.join("\n", lines) + "\n");
    }

    private static List<String> check(Golden golden, int code, String out, String err) {
        return GoldenChecks.differences(golden, new GoldenRunner.Result(code, out, err));
    }

    @Test
    void output_is_all_expected_lines_in_the_order_of_the_file() {
        Golden golden = golden("print(1) // expect: 1", "print(\"a b\")", "//> a b");
        assertEquals("1\na b\n", golden.stdout());
        assertEquals(List.of(), check(golden, 0, "1\na b\n", ""));
    }

    @Test
    void an_empty_expectation_is_an_empty_line() {
        assertEquals("\n\n", golden("print() // expect:", "print() //>").stdout());
    }

    @Test
    void a_quoted_line_can_hold_any_byte() {
        Golden golden = golden("print(s) // expect-quoted: \" \\t\\\"\\\\\\x00\\xff\\n \"");
        assertEquals(" \t\"\\\0\u00ff\n \n", golden.stdout());
    }

    @Test
    void other_output_is_a_difference() {
        Golden golden = golden("print(1) // expect: 1");
        for (String output : List.of("2\n", "1", "1\n\n", "1\n1\n", "", " 1\n", "1\r\n")) {
            assertEquals(1, check(golden, 0, output, "").size(), output);
        }
    }

    @Test
    void another_exit_code_is_a_difference() {
        assertEquals(1, check(golden("print(1) // expect: 1"), 70, "1\n", "").size());
    }

    @Test
    void a_report_is_a_difference_if_nothing_should_go_wrong() {
        assertEquals(1, check(golden("print(1) // expect: 1"), 0, "1\n", TRAP_REPORT).size());
    }

    @Test
    void a_trap_is_checked_for_code_line_and_message() {
        String report = "print(1 / 0) // expect trap: [E0001] Division by zero";
        assertEquals(List.of(), check(golden("pass", report), 70, "", TRAP_REPORT));
        assertEquals(1, check(golden(report), 70, "", TRAP_REPORT).size());
        assertEquals(1, check(golden("pass", report), 70, "", "").size());
        String otherCode = report.replace("E0001", "E0002");
        assertEquals(1, check(golden("pass", otherCode), 70, "", TRAP_REPORT).size());
        String otherMessage = report.replace("by zero", "by one");
        assertEquals(1, check(golden("pass", otherMessage), 70, "", TRAP_REPORT).size());
        String anyCode = report.replace("[E0001] ", "");
        assertEquals(List.of(), check(golden("pass", anyCode), 70, "", TRAP_REPORT));
    }

    @Test
    void a_message_of_several_lines_is_compared_as_a_whole() {
        String report =
                """
                -- RUNTIME PANIC: assertion [E0005] ---- some/program.orus:1:1

                  1 | x
                    | ^ a
                    |
                    = a
                        expected: 1
                """;
        assertEquals("a\n  expected: 1", Report.parse(report).getFirst().message());
        Golden golden = golden("x // expect trap: a\\n  expected: 1");
        assertEquals(List.of(), check(golden, 70, "", report));
    }

    @Test
    void compile_errors_are_checked_for_code_and_line() {
        String err =
                """
                -- TYPE MISMATCH: types do not match [E2001] ---- some/program.orus:1:9

                  1 | x: i32 = "a"
                    |          ^
                    |
                    = expected i32, found string

                Compilation failed for "some/program.orus".
                """;
        String source = "x: i32 = \"a\" // expect error: ";
        assertEquals(List.of(), check(golden(source + "E2001"), 65, "", err));
        assertEquals(List.of(), check(golden(source + "E1006|E2001"), 65, "", err));
        assertEquals(1, check(golden(source + "E1006"), 65, "", err).size());
        assertEquals(1, check(golden("pass", source + "E2001"), 65, "", err).size());
        assertEquals(1, check(golden(source + "E2001"), 65, "", err + "more\n").size());
        assertEquals(1, check(golden(source + "E2001"), 65, "printed", err).size());
    }

    @Test
    void a_compile_error_may_be_allowed_on_the_next_line() {
        Golden golden = golden("x = // expect error: E1006 or next line", "y = 1");
        assertTrue(golden.compileErrors().getFirst().where() == Golden.Where.ON_LINE_OR_NEXT);
        String head = "-- SYNTAX ERROR: t [E1006] -- some/program.orus:";
        String last = "\n\nCompilation failed for \"some/program.orus\".\n";
        assertEquals(List.of(), check(golden, 65, "", head + "2:1" + last));
        assertEquals(1, check(golden, 65, "", head + "3:1" + last).size());
    }

    @Test
    void flags_stand_on_the_first_line() {
        Golden golden = golden("// flags: --heap 1m", "print(1) // expect: 1");
        assertEquals(List.of("--heap", "1m"), golden.flags());
    }

    @Test
    void a_warning_is_no_error_and_can_be_expected() {
        String warning =
                """
                -- WARNING: unused name [E1902] ---- some/program.orus:1:1

                  1 | x = 1 // expect warning: never read
                    |
                    = the variable 'x' is never read

                """;
        Golden silent = golden("x = 1", "print(2) // expect: 2");
        assertEquals(List.of(), check(silent, 0, "2\n", warning));
        Golden warned = golden("x = 1 // expect warning: never read", "print(2) // expect: 2");
        assertEquals(List.of(), check(warned, 0, "2\n", warning));
        assertEquals(1, check(warned, 0, "2\n", "").size());
        Golden elsewhere = golden("print(2) // expect: 2", "x = 1 // expect warning: never read");
        assertEquals(1, check(elsewhere, 0, "2\n", warning).size());
    }

    @Test
    void stdin_is_unescaped() {
        Golden golden = golden("// stdin: a b\\n\\xff", "print(1) // expect: 1");
        assertEquals("a b\n\u00ff", golden.stdin());
    }

    @Test
    void errors_of_several_modules_are_expected_in_their_own_files(@TempDir Path folder)
            throws IOException {
        Path main = Files.writeString(folder.resolve("main.orus"), "use part\n//> from part\n");
        Files.writeString(folder.resolve("part.orus"), "x = y // expect error: E1010\n");
        Golden golden = Golden.read(main);
        assertEquals("from part\n", golden.stdout());
        String last = "\n\nCompilation failed for \"" + main + "\".\n";
        String report = "-- SYNTAX ERROR: t [E1010] -- ";
        String right = report + folder.resolve("part.orus") + ":1:5" + last;
        assertEquals(List.of(), check(golden, 65, "from part\n", right));
        assertEquals(1, check(golden, 65, "from part\n", report + main + ":1:5" + last).size());
    }

    @Test
    void a_program_without_or_with_contradicting_expectations_is_refused() {
        for (String source :
                List.of(
                        "print(1)",
                        "print(1) // expect 1",
                        "print(1) // expect trap:",
                        "print(1) // expect error: 2001",
                        "print(1) // expect-quoted: 1",
                        "print(1) // expect: 1\nx // expect error: E1010",
                        "x // expect trap: a\ny // expect trap: b")) {
            assertThrows(IllegalArgumentException.class, () -> Golden.parse(FILE, source), source);
        }
    }
}
