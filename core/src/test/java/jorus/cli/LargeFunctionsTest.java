package jorus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Arrays;
import java.util.Random;

/// Functions with more live values than operands of 16 bits reach, and with longer ways than
/// branches do.
class LargeFunctionsTest {
    private static final int MANY = 12_000;

    @TempDir Path folder;

    private String run(int code, String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("large.orus"), text);
        String[] command = options.length == 0 ? new String[] {"run"} : options;
        String[] arguments = Arrays.copyOf(command, command.length + 1);
        arguments[command.length] = file.toString();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        int found = Main.run(arguments, new ByteArrayInputStream(new byte[0]), out, errors);
        assertEquals(code, found, err.toString(StandardCharsets.UTF_8));
        return code == 0
                ? out.toString(StandardCharsets.UTF_8)
                : err.toString(StandardCharsets.UTF_8);
    }

    /// Statements that give variable `i` its value and that change it in a turn, and an i64 that
    /// depends on it.
    private static String[] variable(int i, int kind) {
        String v = "v" + i;
        return switch (kind) {
            case 0 -> new String[] {"mut V = k + I", "V = V + turn", "(V as i64)"};
            case 1 -> new String[] {"mut V: i64 = I", "V = V + 1", "V"};
            case 2 -> new String[] {"mut V = I.5", "V = V * 2.0", "(V as i64)"};
            case 3 -> new String[] {"mut V = [k, I,]", "push(V, turn)", "(len(V) as i64)"};
            case 4 -> new String[] {"mut V: any = k", "V = turn", "(V as i64)"};
            case 5 -> new String[] {"mut V = \"I\" + t", "V = V + t", "(len(V) as i64)"};
            case 6 -> new String[] {"mut V = P{x: I, n: t}", "V.x = V.x + turn", "(V.x as i64)"};
            default -> new String[] {"mut V = id(k)", "V = id(V + 1)", "(V as i64)"};
        };
    }

    private static String fill(String template, int i) {
        return template.replace("V", "v" + i).replace("I", Integer.toString(i));
    }

    /// A program whose function has all its variables live at once, or, with the same result, one
    /// that has a function for each.
    private static String program(long seed, int count, boolean isLarge) {
        Random random = new Random(seed);
        StringBuilder first = new StringBuilder();
        StringBuilder turns = new StringBuilder();
        StringBuilder small = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String[] parts = variable(i, random.nextInt(8));
            first.append("    ").append(fill(parts[0], i)).append('\n');
            turns.append("        ").append(fill(parts[1], i)).append('\n');
            turns.append("        s = s + ").append(fill(parts[2], i)).append('\n');
            small.append("fn f").append(i).append("(k: i32, t: string) -> i64:\n    ");
            small.append(fill(parts[0], i)).append("\n    mut s: i64 = 0\n");
            small.append("    for turn in 0..3:\n        ").append(fill(parts[1], i));
            small.append("\n        s = s + ").append(fill(parts[2], i));
            small.append("\n    return s\n");
            calls.append("s = s + f").append(i).append("(k, t)\n");
        }
        String head = "struct P:\n    x: i32\n    n: string\nfn id(x: i32) -> i32: return x\n";
        String large =
                "fn f(k: i32, t: string) -> i64:\n    mut s: i64 = 0\n"
                        + first
                        + "    for turn in 0..3:\n"
                        + turns
                        + "    return s\nprint(f(3, \"t\"))\n";
        String single = small + "k = 3\nt = \"t\"\nmut s: i64 = 0\n" + calls + "print(s)\n";
        return head + (isLarge ? large : single);
    }

    @Test
    void thousands_of_live_values_give_what_one_at_a_time_gives() throws IOException {
        long seed = Long.getLong("jorus.seed", 1);
        String large = run(0, program(seed, MANY, true));
        assertEquals(run(0, program(seed, MANY, false)), large, "-Djorus.seed=" + seed);
        String compiled = run(0, program(seed, MANY, true), "run", "--engine=jit");
        assertEquals(large, compiled, "-Djorus.seed=" + seed);
    }

    @Test
    void values_in_far_slots_survive_collections() throws IOException {
        String text = program(2, MANY, true);
        assertEquals(run(0, text), run(0, text, "run", "--heap", "4M"));
    }

    @Test
    void a_listing_names_far_slots() throws IOException {
        String text = run(0, program(3, MANY, true), "disasm");
        assertTrue(text.contains("far.r") && text.contains("far.store.ref"), "no far slots");
    }

    @Test
    void a_large_frame_counts_against_the_stack_and_overflows_it_in_the_language()
            throws IOException {
        StringBuilder text = new StringBuilder("fn f(n: i32, a: f64) -> f64:\n");
        for (int i = 0; i < 9_000; i++) {
            text.append("    v").append(i).append(" = a * ").append(i).append(".5\n");
        }
        text.append("    if n == 0: return v0\n    mut s = f(n - 1, a + 1.0)\n");
        for (int i = 0; i < 9_000; i++) {
            text.append("    s = s + v").append(i).append("\n");
        }
        text.append("    return s\n");
        String few = text + "print(f(20, 1.0) > 0.0)\n";
        assertEquals("true\n", run(0, few));
        String many =
                text + "try:\n    print(f(100000000, 1.0))\ncatch e:\n    print(\"caught\")\n";
        assertEquals("caught\n", run(0, many));
    }

    @Test
    void traps_are_caught_where_registers_are_far() throws IOException {
        StringBuilder text = new StringBuilder("fn f(k: i32) -> i64:\n    mut s: i64 = 0\n");
        for (int i = 0; i < 9_000; i++) {
            text.append("    mut v").append(i).append(": i64 = ").append(i).append('\n');
        }
        text.append("    for i in 0..3:\n        try:\n            v8999 = 7\n");
        text.append("            v1 = (10 / (k - i)) as i64\n        catch e:\n");
        text.append("            s = s + v8999 + (len(e as string) as i64) * 0\n");
        for (int i = 0; i < 9_000; i++) {
            text.append("        s = s + v").append(i).append('\n');
            text.append("        v").append(i).append(" = v").append(i).append(" + 1\n");
        }
        text.append("    return s\nprint(f(1))\n");
        // Turn 0 gives v1 = 10, turn 1 traps, turn 2 gives -10; v8999 is 7 in every turn.
        long expected = 7;
        long[] v = new long[9_000];
        for (int i = 0; i < v.length; i++) {
            v[i] = i;
        }
        for (int turn = 0; turn < 3; turn++) {
            v[8_999] = 7;
            v[1] = turn == 1 ? v[1] : turn == 0 ? 10 : -10;
            for (int i = 0; i < v.length; i++) {
                expected += v[i]++;
            }
        }
        assertEquals(expected + "\n", run(0, text.toString()));
    }

    @Test
    void a_loop_and_a_branch_over_more_words_than_a_branch_reaches() throws IOException {
        StringBuilder text = new StringBuilder("fn f(n: i32, a: i64) -> i64:\n    mut s = a\n");
        text.append("    for i in 0..n:\n        if s % 2 == 0:\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("            s = s + a\n");
        }
        text.append("        else:\n            s = s + 1\n    return s\n");
        text.append("print(f(3, 3), f(4, 2))\n");
        for (String engine : new String[] {"interp", "jit"}) {
            assertEquals("240004 320002\n", run(0, text.toString(), "run", "--engine=" + engine));
        }
        assertTrue(run(0, text.toString(), "disasm").contains("jump.far"), "no far jump");
    }
}
