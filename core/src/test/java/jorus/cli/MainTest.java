package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class MainTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};

    private int run(String... arguments) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(arguments, new ByteArrayInputStream(input), out, errors);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void assertOneReport(String code) {
        String text = errors();
        assertTrue(text.contains("[" + code + "]"), text);
        assertEquals(text.indexOf("\n-- "), text.lastIndexOf("\n-- "), text);
        assertFalse(text.contains("Exception") || text.contains("\tat "), text);
    }

    @Test
    void code_on_the_command_line_runs() {
        assertEquals(0, run("-e", "print(6 * 7)"), errors());
        assertEquals("42\n", output());
        assertEquals("", errors());
    }

    @Test
    void a_file_runs_from_a_path_with_blanks() throws IOException {
        assertEquals(0, run("run", file("a b.orus", "print(\"hi\")\n")), errors());
        assertEquals("hi\n", output());
    }

    @Test
    void standard_input_runs() {
        input = "print(1 + 1)\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(0, run("run", "-"), errors());
        assertEquals("2\n", output());
    }

    @Test
    void run_may_be_left_out_before_a_program() throws IOException {
        String program = file("short.orus", "print(1 + 1)\n");
        assertEquals(0, run(program), errors());
        assertEquals(0, run(program, "--engine=interp"), errors());
        assertEquals("2\n2\n", output());
        assertEquals(65, run("gone.orus"));
        assertOneReport("E3003");
        assertEquals(64, run("short.txt"));
    }

    @Test
    void the_program_of_an_older_description_runs() {
        String text = "let sum: i32 = 0; for i in 0..100 { sum = sum + i; }\nprint(sum)";
        assertEquals(0, run("-e", text), errors());
        assertEquals("4950\n", output());
    }

    @Test
    void an_empty_file_is_a_program() throws IOException {
        assertEquals(0, run("run", file("empty.orus", "")), errors());
        assertEquals("", output());
    }

    @Test
    void a_division_by_zero_ends_with_70_and_names_its_place() {
        assertEquals(70, run("-e", "x: i32 = 10 / 0"));
        assertOneReport("E0001");
        assertTrue(errors().contains("<command line>:1:13"), errors());
        assertTrue(errors().contains("Division by zero"), errors());
    }

    @Test
    void output_comes_before_the_report_of_a_trap() {
        assertEquals(70, run("-e", "print(1); print(1 / 0)"));
        assertEquals("1\n", output());
    }

    @Test
    void a_type_error_ends_with_65() {
        assertEquals(65, run("-e", "x: i32 = \"a\""));
        assertOneReport("E2001");
        assertTrue(errors().endsWith("Compilation failed for \"<command line>\".\n"), errors());
    }

    @Test
    void a_syntax_error_ends_with_65() {
        assertEquals(65, run("-e", "x = (1 +"));
        assertEquals("", output());
    }

    @Test
    void a_missing_file_ends_with_65() {
        assertEquals(65, run("run", folder.resolve("none.orus").toString()));
        assertTrue(errors().contains("there is no file"), errors());
        assertTrue(errors().contains("Compilation failed for "), errors());
    }

    @Test
    void a_folder_is_no_program() {
        assertEquals(65, run("run", folder.toString()));
        assertTrue(errors().contains("is a folder"), errors());
    }

    @Test
    void a_binary_file_gets_one_message() throws IOException {
        byte[] bytes = new byte[5000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Path path = Files.write(folder.resolve("x.bin"), bytes);
        assertEquals(65, run("run", path.toString()));
        assertOneReport("E1001");
    }

    @Test
    void a_binary_file_without_zeros_gets_one_message() throws IOException {
        byte[] bytes = new byte[3000];
        new java.util.Random(7).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 ? 1 : bytes[i];
        }
        Path path = Files.write(folder.resolve("y.bin"), bytes);
        assertEquals(65, run("run", path.toString()));
        assertOneReport("E1001");
    }

    @Test
    void text_with_a_control_character_is_text() throws IOException {
        assertEquals(0, run("run", file("esc.orus", "print(len(\"\u001b[0m\"))\n")), errors());
        assertEquals("4\n", output());
    }

    @Test
    void a_hundred_thousand_parentheses_are_answered() throws IOException {
        String text = "x = " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "\n";
        assertEquals(65, run("run", file("deep.orus", text)));
        assertOneReport("E1009");
    }

    @Test
    void memory_that_runs_out_is_an_orus_error() {
        String text = "mut a: [i64] = []; while true: push(a, 1)";
        assertEquals(70, run("--heap", "1m", "-e", text), errors());
        assertOneReport("E0009");
        assertTrue(errors().contains("Out of memory"), errors());
    }

    @Test
    void endless_recursion_is_an_orus_error_with_a_call_stack() {
        assertEquals(70, run("-e", "fn f(n: i32) -> i32: return f(n + 1) + 1\nprint(f(0))"));
        assertOneReport("E0008");
        assertTrue(errors().contains("Stack overflow"), errors());
        assertTrue(errors().contains("in f at <command line>:1"), errors());
    }

    @Test
    void five_thousand_nested_calls_work() {
        String text = "fn f(n: i32) -> i32:\n    if n == 0: return 0\n    return f(n - 1) + 1\n";
        assertEquals(0, run("-e", text + "print(f(5000))"), errors());
        assertEquals("5000\n", output());
    }

    @Test
    void max_stack_limits_calls() {
        String text = "fn f(n: i32) -> i32:\n    if n == 0: return 0\n    return f(n - 1) + 1\n";
        assertEquals(70, run("--max-stack", "100", "-e", text + "print(f(200))"));
        assertEquals(0, run("--max-stack", "300", "-e", text + "print(f(200))"), errors());
    }

    private void assertLimit(String code, String message, String remedy, String... arguments) {
        assertEquals(71, run(arguments), errors());
        assertOneReport(code);
        assertTrue(errors().contains(message), errors());
        assertTrue(errors().contains(remedy), errors());
    }

    /// Few instructions can be many bytes of a class: here of operations on values of any type.
    @Test
    void what_is_too_long_for_a_class_file_is_interpreted() throws IOException {
        String path =
                file("long.orus", "xs: [i32] = [1]\nprint(len(xs" + "*push".repeat(700) + "))\n");
        assertEquals(70, run("run", "--engine=jit", path));
        assertTrue(errors().contains("long.orus:2:"), errors());
    }

    /// A program without anything that can trap has no lines.
    @Test
    void a_program_without_lines_is_not_said_to_be_stripped() throws IOException {
        String path = file("idle.orus", "while true: pass\n");
        assertEquals(71, run("run", "--fuel=10", path));
        assertFalse(errors().contains("--strip"), errors());
    }

    @Test
    void limits_end_the_run_with_71_a_place_and_a_remedy() throws IOException {
        String loop = "mut i = 0\nwhile true: i = (i + 1) % 9\n";
        String path = file("loop.orus", "print(\"begun\")\n" + loop);
        assertLimit("E0012", "limit of 1000 is", "larger --fuel N", "run", "--fuel", "1000", path);
        assertTrue(errors().contains("loop.orus:3:"), errors());
        assertEquals("begun\n", output());
        err.reset();
        assertLimit("E0013", "of 50 ms is", "larger --timeout", "run", "--timeout=50ms", path);
        err.reset();
        out.reset();
        assertLimit("E0014", "of 3 bytes is", "larger --max-out", "run", "--max-output=3", path);
        assertEquals("beg", output());
    }

    @Test
    void a_limit_shows_the_call_stack() {
        String code =
                "fn f() -> i32:\n"
                        + "    mut i = 0\n"
                        + "    while true: i = (i + 1) % 9\n"
                        + "    return i\n"
                        + "print(f())";
        assertLimit("E0012", "fuel", "--fuel", "--fuel", "5", "-e", code);
        assertTrue(errors().contains("in f at <command line>:3"), errors());
        assertTrue(errors().contains("in <command line> at <command line>:5"), errors());
    }

    @Test
    void bad_limits_are_usage_errors_with_a_remedy() {
        String[][] lines = {
            {"--fuel", "x", "a number from 1"},
            {"--fuel", "0", "a number from 1"},
            {"--fuel", "-1", "a number from 1"},
            {"--fuel", "9999999999999999999", "a number from 1"},
            {"--timeout", "0s", "500ms, 2s"},
            {"--timeout", "2", "500ms, 2s"},
            {"--timeout", "", "500ms, 2s"},
            {"--timeout", "ms", "500ms, 2s"},
            {"--timeout", "2d", "500ms, 2s"},
            {"--timeout", "9999999999999h", "500ms, 2s"},
            {"--max-output", "0", "64k or 10m"},
            {"--max-output", "10x", "64k or 10m"},
            {"--max-output", "9999999999999g", "64k or 10m"},
        };
        for (String[] line : lines) {
            err.reset();
            assertEquals(64, run(line[0], line[1], "-e", "print(1)"), line[1]);
            assertTrue(errors().contains(line[2]), errors());
        }
        assertEquals("", output());
        assertEquals(0, run("--timeout", "5m", "-e", "print(1)"), errors());
        assertEquals(0, run("--timeout", "1h", "--fuel", "10", "-e", "print(1)"), errors());
    }

    @Test
    void at_most_a_hundred_errors_are_shown() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("print(nobody").append(i).append(")\n");
        }
        assertEquals(65, run("check", file("bad.orus", text.toString())));
        int shown = errors().split("\n-- |^-- ", -1).length - 1;
        assertTrue(shown <= 100, shown + " reports");
        assertTrue(errors().contains("... and " + (5000 - shown) + " more errors"), errors());
    }

    @Test
    void control_characters_of_programs_do_not_reach_the_terminal() throws IOException {
        run("run", file("esc.orus", "x = nobody // \u001b[31m\u0007\u009b1m\n"));
        run("-e", "assert_eq(\"\u001b[31m\u0007\", 1, 2)");
        run("-e", "mut s = \"\u001b]0;title\u0007\"\nprint(int(s))");
        for (char c : errors().toCharArray()) {
            assertFalse(c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0, (int) c + "\n" + errors());
        }
    }

    @Test
    void check_reports_without_running() throws IOException {
        assertEquals(0, run("check", file("ok.orus", "print(1 / 0)\n")), errors());
        assertEquals("", output());
        assertEquals(65, run("check", file("bad.orus", "print(y)\n")));
        assertOneReport("E1010");
    }

    @Test
    void disasm_shows_source_and_instructions() throws IOException {
        assertEquals(0, run("disasm", file("p.orus", "mut s = 1.5\nprint(s * s)\n")), errors());
        assertTrue(output().contains("print(s * s)"), output());
        assertTrue(output().contains("builtin"), output());
    }

    @Test
    void a_bad_command_line_ends_with_64() {
        assertEquals(64, run("frobnicate"));
        assertEquals(64, run());
        assertEquals(64, run("run", "--heap", "lots", "x.orus"));
        assertEquals(64, run("run", "--max-stack", "0", "x.orus"));
        assertEquals(64, run("run", "--color", "pink", "x.orus"));
        assertEquals("", output());
    }

    @Test
    void version_and_help_go_to_stdout() {
        assertEquals(0, run("version"));
        assertTrue(output().startsWith("jorus 0.1.0\n"), output());
        assertEquals(0, run("help"));
        assertEquals(0, run("run", "--help"));
        assertTrue(output().contains("--max-stack"), output());
        assertEquals("", errors());
    }

    @Test
    void stats_count_instructions_and_add_up() {
        assertEquals(
                0,
                run(
                        "--engine=interp",
                        "--stats",
                        "-e",
                        "mut s = 0\nfor i in 0..10: s += i\nprint(s)"));
        assertEquals("45\n", output());
        assertTrue(errors().contains("instructions"), errors());
        assertEquals(number("sum of the categories"), number("total of the allocator"), errors());
    }

    @Test
    void stats_count_lookups_of_members_by_name() {
        String program =
                """
                struct P:
                    x: i32
                all: [any] = [P{ x: 1 }, P{ x: 2 }, P{ x: 3 }]
                mut s = 0
                for p in all: s = s + (p.x as i32)
                print(s)
                """;
        for (String engine : new String[] {"interp", "jit"}) {
            err.reset();
            assertEquals(0, run("--engine=" + engine, "--stats", "-e", program));
            assertEquals(2, number("member cache hits"));
            assertEquals(1, number("member cache misses"));
        }
        err.reset();
        run("--stats", "-e", "print(1)");
        assertFalse(errors().contains("member cache"), errors());
    }

    @Test
    void the_java_heap_does_not_grow_with_the_work() {
        run(
                "--engine=interp",
                "--stats",
                "-e",
                "mut s = 0\nfor i in 0..1000: s = s + i % 7\nprint(s)");
        long small = number("Java heap while running");
        err.reset();
        run(
                "--engine=interp",
                "--stats",
                "-e",
                "mut s = 0\nfor i in 0..100000: s = s + i % 7\nprint(s)");
        long large = number("Java heap while running");
        assertTrue(small < 65536 && large < 65536, small + " and " + large);
    }

    @Test
    void stats_counts_which_instructions_follow_each_other() throws IOException {
        String file = file("p.orus", "mut s = 0\nfor i in 0..10: s += i\nprint(s)\n");
        assertEquals(0, run("stats", "--pairs", file), errors());
        assertEquals("45\n", output());
        // The sum and the step are a pair each turn, whether they are fused or not.
        String text = errors();
        assertTrue(text.replaceAll(" +", " ").contains(" add.i32 + next.i32 10 "), text);
        assertTrue(text.contains("triples: "), text);
        assertTrue(text.contains("time per phase"), text);
    }

    /// The first number in the line of the statistics that starts with `name`.
    private long number(String name) {
        for (String line : errors().split("\n")) {
            if (line.strip().startsWith(name)) {
                String rest = line.strip().substring(name.length()).strip();
                return Long.parseLong(rest.split(" ")[0]);
            }
        }
        throw new AssertionError("no line '" + name + "' in\n" + errors());
    }

    @Test
    void trace_shows_each_instruction() {
        assertEquals(0, run("--trace", "-e", "mut x = 3\nx = x * x\nprint(x)"));
        assertEquals("9\n", output());
        assertTrue(errors().lines().count() >= 2, errors());
    }

    @Test
    void colour_is_used_only_when_asked_for() {
        run("--color", "always", "-e", "x: i32 = \"a\"");
        assertTrue(errors().contains("\u001b["), errors());
        err.reset();
        run("-e", "x: i32 = \"a\"");
        assertFalse(errors().contains("\u001b["), errors());
    }
}
