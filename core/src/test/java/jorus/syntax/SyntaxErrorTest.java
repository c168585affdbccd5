package jorus.syntax;

import static jorus.syntax.Parsing.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.Diagnostic;

import org.junit.jupiter.api.Test;

/// Codes and lines of syntax errors (language.md 9.3), one report for one mistake, and recovery.
class SyntaxErrorTest {
    @Test
    void e1001_unexpected_characters_and_tokens() {
        assertEquals("E1001:2", errors("a", "x = 1 @ 2", "b"));
        assertEquals("E1001:1", errors("x = \"a\\q\"", "y = 1"));
        assertEquals("E1001:1", errors("x = 1abc"));
        assertEquals("E1001:2", errors("a", ")"));
        assertEquals("E1001:1", errors("x = 1)", "b"));
        assertEquals("E1001:2", errors("a", "}", "b"));
        assertEquals("E1001:1", errors("if a & b: c", "d"));
        assertEquals("E1001:1", errors("if a && b:", "    c", "else:", "    d"));
        assertEquals("E1001:1", errors("x = 'a'"));
    }

    @Test
    void e1001_for_an_unterminated_string_only() {
        assertEquals("E1001:2", errors("fn f() {", "    x = \"abc", "}", "f(1, "));
        assertEquals("E1001:1", errors("print(\"abc)", "x = 1"));
    }

    @Test
    void e1002_missing_suites() {
        assertEquals("E1002:1", errors("if a", "    b", "c"));
        assertEquals("E1002:1", errors("if a b", "c"));
        assertEquals("E1002:1", errors("while a", "    b"));
        assertEquals("E1002:1", errors("for i in a", "    b"));
        assertEquals("E1002:1", errors("for i in 0..3", "    b"));
        assertEquals("E1002:3", errors("if a:", "    b", "else", "    c", "d"));
        assertEquals("E1002:1", errors("try", "    a", "catch:", "    b", "c"));
        assertEquals("E1002:1", errors("if a", "    b", "elif c:", "    d", "else:", "    e", "f"));
        assertEquals("E1002:1", errors("x = fn()", "y = 1"));
        assertEquals("E1002:1", errors("impl P", "    fn a(): b", "c"));
    }

    @Test
    void e1003_missing_parentheses() {
        assertEquals("E1003:1", errors("print(1", "x = 2"));
        assertEquals("E1003:1", errors("print(1"));
        assertEquals("E1003:1", errors("x = (1 + 2", "y = (3)"));
        assertEquals("E1003:1", errors("f(1, 2", "y = 3"));
        assertEquals("E1003:1", errors("f(1 2)", "y = 3"));
        assertEquals("E1003:1", errors("fn f(a: i32 {", "}"));
        assertEquals("E1003:2", errors("fn f() {", "x = (1 + 2", "y = 3", "}", "z"));
    }

    @Test
    void e1004_missing_braces() {
        assertEquals("E1004:1", errors("p = P{ x: 1 y: 2 }"));
        assertEquals("E1004:3", errors("fn f() {", "    a", "b"));
        assertEquals("E1004:2", errors("struct P {", "    x: i32"));
        assertEquals("E1004:1", errors("match a { 0 -> b"));
        assertEquals("E1004:1", errors("x = P{ a: 1"));
    }

    @Test
    void e1005_unterminated_constructs() {
        assertEquals("E1005:2", errors("a", "/* b", "c"));
        assertEquals("E1005:2", errors("fn f() {", "/*", "}"));
        assertEquals("E1005:1", errors("x = 1 +"));
        assertEquals("E1005:1", errors("x = ["));
        assertEquals("E1005:1", errors("f(a,"));
    }

    @Test
    void e1006_other_malformed_syntax() {
        assertEquals("E1006:1", errors("x = 1 2", "y"));
        assertEquals("E1006:1", errors("x = ;", "y"));
        assertEquals("E1006:1", errors("x = * 2"));
        assertEquals("E1006:1", errors("x++", "y"));
        assertEquals("E1006:1", errors("x = not"));
        assertEquals("E1006:1", errors("f(a, , b)"));
        assertEquals("E1006:1", errors("in x"));
    }

    @Test
    void e1008_indentation() {
        assertEquals("E1008:2", errors("fn f():", "pass"));
        assertEquals("E1008:2", errors("a", "  b", "c"));
    }

    @Test
    void e1015_mut_with_an_update() {
        assertEquals("E1015:2", errors("x = 1", "mut x += 1", "y"));
    }

    @Test
    void e1019_missing_commas_in_print() {
        assertEquals("E1019:1", errors("print(\"a\" b)", "x"));
        assertEquals("E1019:1", errors("print(1 2 3)"));
        assertEquals("E1019:3", errors("print(", "    a", "    b", ")", "c"));
    }

    @Test
    void e1020_missing_brackets() {
        assertEquals("E1020:1", errors("x = [1, 2", "y = 3"));
        assertEquals("E1020:1", errors("x = a[1", "y = 3"));
        assertEquals("E1020:1", errors("x = [1 2]", "y = 3"));
        assertEquals("E1020:1", errors("x = a[1..2", "y = 3"));
        assertEquals("E1020:2", errors("x = [", "  1 2,", "  3", "]", "y = 1"));
    }

    @Test
    void several_errors_are_reported_in_one_run() {
        assertEquals(
                "E1006:1 E1003:3 E1001:5",
                errors("x = = 1", "y = 2", "z = (1", "w = 3", "v = $", "u = 4"));
    }

    @Test
    void errors_of_the_lexer_and_the_parser_come_in_the_order_of_the_text() {
        assertEquals("E1006:1 E1001:2 E1006:3", errors("x = = 1", "y = $", "z = = 2"));
    }

    @Test
    void errors_in_suites_do_not_spoil_the_suite() {
        assertEquals(
                "E1006:2 E1006:4",
                errors("if a:", "    x = = 1", "    y = 2", "    z = = 3", "else:", "    w", "v"));
        assertEquals(
                "E1006:2 E1006:4",
                errors("fn f() {", "    x = = 1", "    y = 2", "    z = = 3", "}", "v"));
        assertEquals("E1006:2", errors("f(fn():", "    x = = 1", "    y", ", 2)", "z"));
        assertEquals("E1006:1", errors("fn f() { x = = 1 }", "y"));
        assertEquals("E1006:1", errors("f(fn(): (1 + ), 2)", "y"));
    }

    @Test
    void errors_in_nested_braces_do_not_end_the_outer_ones() {
        assertEquals("E1006:2", errors("fn f() {", "    p = P{ x 1 }", "    return p", "}", "y"));
        assertEquals(
                "E1006:3",
                errors("fn f() {", "    p = P{", "      x 1", "    }", "    q", "}", "y"));
    }

    @Test
    void errors_in_members_do_not_spoil_the_others() {
        assertEquals(
                "E1006:2 E1006:4", errors("struct P:", "    x", "    y: T", "    5: T", "z = 1"));
        assertEquals("E1006:2", errors("impl P {", "    x = 1", "    fn f() { a }", "}", "b"));
        assertEquals("E1006:3", errors("match a:", "    0 -> b", "    1 = c", "    _ -> d", "e"));
    }

    @Test
    void an_error_in_a_header_skips_its_suite_and_branches() {
        assertEquals(
                "E1006:1", errors("if a = b:", "    c", "elif d:", "    e", "else:", "    f", "g"));
        assertEquals("E1006:1", errors("while = a {", "    b", "}", "c"));
        assertEquals("E1006:1", errors("for i = 0 {", "    b", "}", "c"));
    }

    @Test
    void errors_in_brackets_skip_their_lines() {
        assertEquals("E1006:2", errors("x = f(", "  = 1,", "  2", ")", "y"));
        assertEquals("E1003:1", errors("if f(a b", "  , c): d", "e"));
    }

    @Test
    void missing_things_are_reported_at_the_end_of_their_line() {
        Diagnostic missing = Parsing.firstError("x = (1 + 2", "y = 3");
        assertEquals(10, missing.span().start());
        Diagnostic suite = Parsing.firstError("if abc", "    d");
        assertEquals(6, suite.span().start());
        assertTrue(suite.message().contains("the end of the line"), suite.message());
    }

    @Test
    void an_unclosed_block_names_its_brace() {
        Diagnostic error = Parsing.firstError("fn f() {", "    a");
        assertEquals(7, error.hints().get(0).span().start());
    }

    @Test
    void messages_quote_what_was_found() {
        assertTrue(Parsing.firstError("x = )").message().contains("')'"));
        assertTrue(Parsing.firstError("f(1 abc)").message().contains("'abc'"));
        assertTrue(Parsing.firstError("mut if = 1").message().contains("keyword 'if'"));
        String longText = Parsing.firstError("f(1 " + "a".repeat(1000) + ")").message();
        assertTrue(longText.length() < 120, longText);
    }

    @Test
    void at_most_twenty_errors_are_kept() {
        assertEquals(20, errors("x = = 1\n".repeat(100)).split(" ").length);
    }

    @Test
    void words_of_other_languages_get_the_one_of_this() {
        assertEquals(
                "variables are declared by 'x = 1' or 'mut x = 1'",
                Parsing.firstError("var x = 5").hints().get(0).text());
        assertEquals(
                "functions are declared by 'fn name(...)'",
                Parsing.firstError("def f(): 1").hints().get(0).text());
        assertEquals(
                "there is no '++' and no sign '+'; write 'x += 1'",
                Parsing.firstError("x++").hints().get(0).text());
        assertEquals(
                "separate statements with a line end or ';'",
                Parsing.firstError("x = 5 var").hints().get(0).text());
    }
}
