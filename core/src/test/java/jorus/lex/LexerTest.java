package jorus.lex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.source.Diagnostic;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

/// language.md 1.1 to 1.6.
class LexerTest {
    private static SourceFile file(String text) {
        return new SourceFile("a", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Tokens lex(String text) {
        var diagnostics = new Diagnostics();
        Tokens tokens = Lexer.lex(file(text), diagnostics);
        assertFalse(diagnostics.hasErrors(), () -> diagnostics.all().get(0).message());
        return tokens;
    }

    /// Texts of the tokens, separated by spaces, without the end of the file.
    private static String texts(String text) {
        Tokens tokens = lex(text);
        var all = new StringBuilder();
        for (int i = 0; i < tokens.count() - 1; i++) {
            all.append(i == 0 ? "" : " ").append(tokens.text(i));
        }
        return all.toString();
    }

    private static String kinds(String text) {
        Tokens tokens = Lexer.lex(file(text), new Diagnostics());
        var all = new StringBuilder();
        for (int i = 0; i < tokens.count() - 1; i++) {
            all.append(i == 0 ? "" : " ").append(tokens.kind(i).name());
        }
        return all.toString();
    }

    private static String errors(String text) {
        var diagnostics = new Diagnostics();
        Lexer.lex(file(text), diagnostics);
        var all = new StringBuilder();
        for (Diagnostic d : diagnostics.all()) {
            all.append(all.isEmpty() ? "" : " ").append(d.code().text());
            all.append(':').append(d.file().line(d.span().start()));
            all.append(':').append(d.file().column(d.span().start()));
        }
        return all.toString();
    }

    @Test
    void bytes_above_ascii_occur_only_in_strings_and_comments() {
        assertEquals("\"äö\"", texts("\"äö\" // ü\n/* ß */"));
        assertEquals("E1001:1:5", errors("x = ä"));
        assertEquals("E1001:1:1", errors("日本 = 1"));
        assertEquals("E1001:2:2", errors("a\nbé"));
    }

    @Test
    void a_byte_order_mark_is_skipped_at_the_start_only() {
        assertEquals("x", texts("\uFEFFx"));
        assertEquals("E1001:1:2", errors("x\uFEFF"));
        Tokens tokens = lex("\uFEFFx");
        assertEquals(1, tokens.file().column(tokens.start(0)));
        assertEquals(0, tokens.indent(0));
    }

    @Test
    void carriage_returns_are_white_space() {
        assertEquals("a b", texts("a\r\nb\r"));
        assertEquals(0, lex("\r\n\rb").indent(0));
    }

    @Test
    void comments_are_white_space() {
        assertEquals("a b", texts("a // b\n/* c\n d */ b"));
        assertEquals("a b", texts("a/**/b"));
        assertEquals("a", texts("a // /*"));
        assertEquals("b", texts("/* // */ b"));
    }

    @Test
    void block_comments_do_not_nest() {
        assertEquals("a * / b", texts("/* /* */ a * / b"));
    }

    @Test
    void an_unterminated_comment_is_an_error() {
        assertEquals("E1005:2:3", errors("a\nb /* c\nd"));
        assertEquals("E1005:1:1", errors("/*/"));
        assertEquals("E1005:1:1", errors("/*"));
    }

    @Test
    void names_have_letters_digits_and_underscores() {
        assertEquals("a _ _1 A9_b", texts("a _ _1 A9_b"));
        assertEquals("NAME NAME NAME NAME", kinds("a _ _1 A9_b"));
    }

    @Test
    void all_keywords_are_reserved() {
        String words =
                "and as break catch continue elif else enum fn for if impl in match matches mut not"
                        + " or pass print pub return struct try use while true false";
        for (String word : words.split(" ")) {
            assertTrue(lex(word).kind(0).isKeyword(), word);
            assertEquals(word, lex(word).kind(0).text());
            assertTrue(TokenKind.isKeyword(word));
        }
        int count = 0;
        for (TokenKind kind : TokenKind.values()) {
            count += kind.isKeyword() ? 1 : 0;
        }
        assertEquals(words.split(" ").length, count);
    }

    @Test
    void type_names_builtins_and_let_are_ordinary_names() {
        assertEquals("NAME NAME NAME NAME NAME", kinds("let self i32 len string"));
        assertEquals("NAME NAME NAME", kinds("If iff if_"));
        assertFalse(TokenKind.isKeyword("name"));
    }

    @Test
    void numbers_have_all_forms() {
        String numbers =
                "0 42 1_000_000 0xFF 0XdeadBEEF 0xFF_FF 0b1010 0B1 0o17 0O7 3.14 0.5 6.022e23 1e-9"
                        + " 2E+3 1_0.2_5 010 1i32 1i64 1u32 1u64 1f64 1u 0xFFu 0b1i64 1.5f64 1e3f64"
                        + " 0x1f64";
        assertEquals(numbers, texts(numbers));
        assertEquals("NUMBER", kinds(numbers).replaceAll("(NUMBER ?)+", "NUMBER"));
    }

    @Test
    void an_underscore_stands_only_between_digits() {
        assertEquals("E1001:1:2", errors("1_"));
        assertEquals("E1001:1:2", errors("1__0"));
        assertEquals("E1001:1:1", errors("0x_F"));
        assertEquals("E1001:1:5", errors("0xFF_"));
        assertEquals("E1001:1:4", errors("1.5_"));
        assertEquals("E1001:1:2", errors("1_i32"));
    }

    @Test
    void nothing_may_follow_a_number_directly() {
        assertEquals("E1001:1:2", errors("1a"));
        assertEquals("E1001:1:4", errors("0b12"));
        assertEquals("E1001:1:4", errors("0o18"));
        assertEquals("E1001:1:2", errors("1i16"));
        assertEquals("E1001:1:2", errors("1i321"));
        assertEquals("E1001:1:2", errors("1e"));
        assertEquals("E1001:1:4", errors("3.1f"));
        assertEquals("E1001:1:4", errors("0xFg"));
        assertEquals("E1001:1:1", errors("0x"));
        assertEquals("BAD", kinds("1a"));
    }

    @Test
    void points_belong_to_a_number_only_between_digits() {
        assertEquals("0 .. 3", texts("0..3"));
        assertEquals("1 . x", texts("1.x"));
        assertEquals("1 .", texts("1."));
        assertEquals(". 5", texts(".5"));
        assertEquals("1.5 .. 2.5", texts("1.5..2.5"));
        assertEquals("0 ..= 3", texts("0..=3"));
    }

    @Test
    void strings_have_escapes() {
        SourceFile file = file("\"a\\n\\t\\r\\0\\\\\\\"z\"");
        byte[] bytes = Literals.stringBytes(file, 0, file.length());
        assertArrayEquals(new byte[] {'a', '\n', '\t', '\r', 0, '\\', '"', 'z'}, bytes);
    }

    @Test
    void other_escapes_are_errors() {
        assertEquals("E1001:1:3", errors("\"a\\qb\""));
        assertEquals("E1001:1:2", errors("\"\\'\""));
        assertEquals("E1001:1:2 E1001:1:5", errors("\"\\x.\\y\""));
        assertEquals("BAD NAME", kinds("\"\\q\" a"));
    }

    @Test
    void strings_may_contain_line_breaks() {
        Tokens tokens = lex("a \"b\n  c\" d\ne");
        assertEquals("\"b\n  c\"", tokens.text(1));
        assertFalse(tokens.isFirstOnLine(2));
        assertTrue(tokens.isFirstOnLine(3));
    }

    @Test
    void a_string_keeps_its_bytes() {
        byte[] text = {'"', (byte) 0xFF, (byte) 0x80, '"'};
        var file = new SourceFile("a", text);
        assertArrayEquals(new byte[] {(byte) 0xFF, (byte) 0x80}, Literals.stringBytes(file, 0, 4));
    }

    @Test
    void a_missing_quote_is_reported_where_the_string_starts() {
        assertEquals("E1001:1:5", errors("x = \"abc\ny = 1\n"));
        assertEquals("E1001:1:1", errors("\"abc\\\""));
        assertTrue(Lexer.lex(file("\"a"), new Diagnostics()).isCutShort());
    }

    @Test
    void there_are_no_character_literals() {
        assertEquals("E1001:1:1", errors("'a'"));
        assertEquals("E1001:1:1", errors("'+'"));
        assertEquals("E1001:1:1", errors("'\\n'"));
        assertEquals("E1001:1:1", errors("'abc'"));
        assertEquals("E1001:1:1", errors("'"));
        assertEquals("LABEL COLON", kinds("'rows:"));
    }

    @Test
    void operators_take_the_longest_match() {
        String all =
                "+ - * / % == != < <= > >= = += -= *= /= %= := -> .. ..= . , : ; ? ( ) [ ] { }";
        assertEquals(all, texts(all));
        assertEquals("a <= - > -> -= b", texts("a<=- >->-=b"));
        assertEquals("x := : =", texts("x:=: ="));
    }

    @Test
    void there_are_no_bit_operators() {
        assertEquals("E1001:1:3", errors("a & b"));
        assertEquals("E1001:1:3", errors("a && b"));
        assertEquals("E1001:1:3", errors("a || b"));
        assertEquals("E1001:1:3", errors("a | b"));
        assertEquals("E1001:1:3", errors("a ^ b"));
        assertEquals("E1001:1:1", errors("~a"));
        assertEquals("E1001:1:1", errors("!a"));
        assertEquals("E1001:1:3", errors("a << b"));
        assertEquals("E1001:1:3", errors("a >> b"));
    }

    @Test
    void other_characters_are_errors() {
        assertEquals("E1001:1:1", errors("@"));
        assertEquals("E1001:1:1", errors("$"));
        assertEquals("E1001:1:2", errors("a`"));
        assertEquals("E1001:1:1", errors("\\"));
        assertEquals("E1001:1:1 E1001:1:2", errors("\u0000\u000c"));
    }

    @Test
    void indentation_counts_tabs_as_four() {
        Tokens tokens = lex("a\n  b\n\tc\n \t d e");
        assertEquals(0, tokens.indent(0));
        assertEquals(2, tokens.indent(1));
        assertEquals(4, tokens.indent(2));
        assertEquals(6, tokens.indent(3));
        assertEquals(6, tokens.indent(4));
        assertFalse(tokens.isFirstOnLine(4));
    }

    @Test
    void the_end_of_the_file_is_a_token_of_its_own_line() {
        Tokens tokens = lex("a  ");
        assertEquals(2, tokens.count());
        assertEquals(TokenKind.END_OF_FILE, tokens.kind(1));
        assertTrue(tokens.isFirstOnLine(1));
        assertEquals(0, tokens.indent(1));
        assertEquals(1, lex("").count());
    }

    @Test
    void many_tokens_fit() {
        assertEquals(20_001, lex("+;".repeat(10_000)).count());
    }
}
