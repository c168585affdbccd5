package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Concatenations in a row that become one. What they give is for goldens to say.
class ChainsTest {
    private static void expect(int concatenations, int joins, String... statements) {
        String[] lines = new String[statements.length + 3];
        lines[0] = "fn f(s: string, t: string, words: [string], n: i32) -> string:";
        for (int i = 0; i < statements.length; i++) {
            lines[i + 1] = "    " + statements[i];
        }
        lines[lines.length - 2] = "    return \"\"";
        lines[lines.length - 1] = "print(f(\"a\", \"b\", [\"c\"], 1))";
        String ir = Sources.function("f", lines);
        assertEquals(concatenations, count(ir, " concat "), ir);
        assertEquals(joins, count(ir, "join."), ir);
    }

    private static int count(String text, String word) {
        return text.split(word.replace(".", "\\."), -1).length - 1;
    }

    @Test
    void statements_in_a_row_are_one() {
        expect(0, 1, "mut r = s + t", "r += words[n]", "r = r + \"-\"", "return r");
        expect(0, 1, "mut r = s + t", "r = \"<\" + r", "r += n as string", "return r");
        expect(0, 1, "r = s + t", "return \"(\" + r + \")\"");
    }

    @Test
    void the_turns_of_a_loop_are_one_each() {
        expect(0, 1, "mut r = s", "for i in 0..n:", "    r += t", "    r += \",\"", "return r");
    }

    @Test
    void six_parts_are_the_most() {
        expect(
                0,
                2,
                "mut r = s + t",
                "r += s",
                "r += t",
                "r += s",
                "r += t",
                "r += s",
                "r += t",
                "return r");
    }

    @Test
    void what_is_seen_in_between_is_made() {
        expect(2, 0, "mut r = s + t", "print(r)", "r += s", "return r");
        expect(2, 0, "mut r = s + t", "old = r", "r += s", "words[0] = old", "return r");
        expect(2, 0, "mut r = s + t", "words[0] = s", "r += s", "return r");
        expect(2, 0, "mut r = s + t", "if n > 1: r += s", "return r");
        expect(2, 0, "r = s + t", "return r + r");
    }

    @Test
    void a_part_that_changes_is_joined_before() {
        expect(
                2,
                0,
                "mut r = s",
                "mut u = words[0]",
                "r += u",
                "u = words[n]",
                "r += u",
                "return r");
    }

    @Test
    void a_handler_finds_the_string_that_was() {
        expect(
                2,
                0,
                "mut r = s",
                "try:",
                "    r += t",
                "    r += words[n]",
                "catch e:",
                "    return r",
                "return \"\"");
    }
}
