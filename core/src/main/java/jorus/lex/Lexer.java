package jorus.lex;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;

import java.util.HashMap;
import java.util.Map;

/// Turns the bytes of a file into [Tokens] (language.md 1).
///
/// Never stops at an error: what can't be read is reported and becomes a BAD token or is skipped.
public final class Lexer {
    private static final int TAB_INDENT = 4;

    /// Bytes of unreadable text that a message quotes.
    private static final int MAX_SHOWN = 24;

    private static final Map<String, TokenKind> KEYWORDS = keywords();

    private final SourceFile file;
    private final Diagnostics diagnostics;
    private final Tokens tokens;
    private final int length;
    private int at;
    private int indent;
    private boolean isFirst = true;

    private Lexer(SourceFile file, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
        this.tokens = new Tokens(file);
        this.length = file.length();
    }

    /// Reads the whole file; errors go to `diagnostics`.
    public static Tokens lex(SourceFile file, Diagnostics diagnostics) {
        Lexer lexer = new Lexer(file, diagnostics);
        lexer.run();
        return lexer.tokens;
    }

    private static Map<String, TokenKind> keywords() {
        Map<String, TokenKind> map = new HashMap<>();
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isKeyword()) {
                map.put(kind.text(), kind);
            }
        }
        return map;
    }

    private int peek(int ahead) {
        int offset = at + ahead;
        return offset < length ? file.at(offset) : -1;
    }

    private void run() {
        if (length >= 3 && file.at(0) == 0xEF && file.at(1) == 0xBB && file.at(2) == 0xBF) {
            at = 3;
        }
        for (; ; ) {
            skipBlanks();
            if (at >= length) {
                break;
            }
            token();
            isFirst = false;
        }
        isFirst = true;
        indent = 0;
        add(TokenKind.END_OF_FILE, length);
    }

    private void add(TokenKind kind, int start) {
        tokens.add(kind, start, at, isFirst, indent);
    }

    private void newLine() {
        isFirst = true;
        indent = 0;
    }

    /// Blanks and comments; keeps the indentation of the line as long as it has no token.
    private void skipBlanks() {
        while (at < length) {
            int c = file.at(at);
            if (c == '\n') {
                newLine();
                at++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                widen(c == '\t' ? TAB_INDENT : c == ' ' ? 1 : 0);
                at++;
            } else if (c == '/' && peek(1) == '/') {
                while (at < length && file.at(at) != '\n') {
                    at++;
                }
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void widen(int columns) {
        if (isFirst) {
            indent += columns;
        }
    }

    private void blockComment() {
        int start = at;
        at += 2;
        widen(2);
        while (at < length) {
            int c = file.at(at);
            if (c == '*' && peek(1) == '/') {
                at += 2;
                widen(2);
                return;
            }
            at++;
            if (c == '\n') {
                newLine();
            } else {
                widen(c == '\t' ? TAB_INDENT : 1);
            }
        }
        tokens.cutShort();
        diagnostics.error(
                Code.UNTERMINATED,
                file,
                new Span(start, Math.min(start + 2, length)),
                "this comment has no end",
                Hint.help("close it with '*/'"));
    }

    private void token() {
        int start = at;
        int c = file.at(at);
        if (isNameStart(c)) {
            while (at < length && isNamePart(file.at(at))) {
                at++;
            }
            TokenKind keyword = at - start <= 8 ? KEYWORDS.get(file.text(start, at)) : null;
            add(keyword != null ? keyword : TokenKind.NAME, start);
        } else if (isDigit(c)) {
            number(start);
        } else if (c == '"') {
            string(start);
        } else if (c == '\'' && isNameStart(peek(1))) {
            label(start);
        } else {
            operator(start, c);
        }
    }

    private void label(int start) {
        at++;
        while (at < length && isNamePart(file.at(at))) {
            at++;
        }
        if (peek(0) == '\'') {
            at++;
            unexpected(start, "strings are written with double quotes");
            return;
        }
        add(TokenKind.LABEL, start);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c);
    }

    private static boolean isDigitOf(int c, int base) {
        int digit = Character.digit(c, 16);
        return c < 0x80 && digit >= 0 && digit < base;
    }

    private void number(int start) {
        int base = 10;
        if (file.at(at) == '0') {
            base =
                    switch (peek(1)) {
                        case 'x', 'X' -> 16;
                        case 'b', 'B' -> 2;
                        case 'o', 'O' -> 8;
                        default -> 10;
                    };
        }
        boolean isWhole = true;
        if (base != 10) {
            at += 2;
            isWhole = digits(base);
        } else {
            digits(10);
            if (peek(0) == '.' && isDigit(peek(1))) {
                at++;
                digits(10);
            }
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if ((peek(0) == 'e' || peek(0) == 'E') && isDigit(peek(1 + sign))) {
                at += 1 + sign;
                digits(10);
            }
        }
        suffix();
        int end = at;
        while (at < length && isNamePart(file.at(at))) {
            at++;
        }
        if (at > end || !isWhole) {
            diagnostics.error(
                    Code.UNEXPECTED,
                    file,
                    new Span(isWhole ? end : start, at),
                    isWhole
                            ? "'" + file.text(end, at) + "' directly after a number"
                            : "'" + file.text(start, at) + "' has no digits",
                    Hint.help(
                            "numbers look like 42, 1_000, 0xFF, 0b1010, 0o17, 3.14, 1e-9; suffixes"
                                    + " are i32 i64 u32 u64 f64 u"));
            add(TokenKind.BAD, start);
        } else {
            add(TokenKind.NUMBER, start);
        }
    }

    /// Digits with single underscores between them; false if there is none.
    private boolean digits(int base) {
        int start = at;
        while (isDigitOf(peek(0), base)
                || peek(0) == '_' && at > start && isDigitOf(peek(1), base)) {
            at++;
        }
        return at > start;
    }

    private void suffix() {
        int c = peek(0);
        int size = 0;
        if (c == 'i' || c == 'u') {
            boolean isSized = peek(1) == '3' && peek(2) == '2' || peek(1) == '6' && peek(2) == '4';
            size = isSized ? 3 : c == 'u' ? 1 : 0;
        } else if (c == 'f' && peek(1) == '6' && peek(2) == '4') {
            size = 3;
        }
        if (size > 0 && !isNamePart(peek(size))) {
            at += size;
        }
    }

    private void string(int start) {
        at++;
        boolean isGood = true;
        while (at < length && file.at(at) != '"') {
            if (file.at(at) == '\\') {
                int c = peek(1);
                if (c != 'n' && c != 't' && c != 'r' && c != '0' && c != '\\' && c != '"') {
                    isGood = false;
                    diagnostics.error(
                            Code.UNEXPECTED,
                            file,
                            new Span(at, Math.min(at + 2, length)),
                            "unknown escape in a string",
                            Hint.help("the escapes are \\n \\t \\r \\0 \\\\ \\\""));
                }
                at++;
            }
            at++;
        }
        if (at >= length) {
            at = length;
            tokens.cutShort();
            int end = start;
            while (end < length && file.at(end) != '\n') {
                end++;
            }
            diagnostics.error(
                    Code.UNEXPECTED,
                    file,
                    new Span(start, end),
                    "this string has no closing quote",
                    Hint.help("add '\"' where it ends"));
            add(TokenKind.BAD, start);
            return;
        }
        at++;
        add(isGood ? TokenKind.STRING : TokenKind.BAD, start);
    }

    private void operator(int start, int c) {
        TokenKind kind = operatorKind(c);
        if (kind != null) {
            at += kind.text().length();
            add(kind, start);
            return;
        }
        switch (c) {
            case '&', '|', '^', '~', '<', '>' -> {
                while (peek(0) == c) {
                    at++;
                }
                boolean isLogic = (c == '&' || c == '|') && at - start == 2;
                unexpected(
                        start,
                        isLogic
                                ? "write '" + (c == '&' ? "and" : "or") + "'"
                                : "Orus has no bit operators");
            }
            case '!' -> {
                at++;
                unexpected(start, "write 'not' or '!='");
            }
            case '\'' -> {
                boolean isOne = peek(1) != '\n' && peek(2) == '\'';
                at += isOne ? 3 : peek(1) == '\\' && peek(3) == '\'' ? 4 : 1;
                unexpected(start, "strings are written with double quotes");
            }
            default -> {
                at++;
                while (at < length && file.at(at) >= 0x80 && c >= 0x80) {
                    at++;
                }
                unexpected(start, null);
            }
        }
    }

    /// Reports the text from `start` on, which is no token; `help` may be null.
    private void unexpected(int start, String help) {
        int c = file.at(start);
        String text = file.text(start, Math.min(at, start + MAX_SHOWN));
        String shown = c < 0x20 || c == 0x7F ? "byte " + c : "'" + text + "'";
        Hint[] hints = help == null ? new Hint[0] : new Hint[] {Hint.help(help)};
        diagnostics.error(Code.UNEXPECTED, file, new Span(start, at), "unexpected " + shown, hints);
        add(TokenKind.BAD, start);
    }

    private TokenKind operatorKind(int c) {
        boolean isEqualNext = peek(1) == '=';
        return switch (c) {
            case '+' -> isEqualNext ? TokenKind.PLUS_ASSIGN : TokenKind.PLUS;
            case '-' ->
                    peek(1) == '>'
                            ? TokenKind.ARROW
                            : isEqualNext ? TokenKind.MINUS_ASSIGN : TokenKind.MINUS;
            case '*' -> isEqualNext ? TokenKind.STAR_ASSIGN : TokenKind.STAR;
            case '/' -> isEqualNext ? TokenKind.SLASH_ASSIGN : TokenKind.SLASH;
            case '%' -> isEqualNext ? TokenKind.PERCENT_ASSIGN : TokenKind.PERCENT;
            case '=' -> isEqualNext ? TokenKind.EQUAL : TokenKind.ASSIGN;
            case '!' -> isEqualNext ? TokenKind.NOT_EQUAL : null;
            case '<' -> peek(1) == '<' ? null : isEqualNext ? TokenKind.LESS_EQUAL : TokenKind.LESS;
            case '>' ->
                    peek(1) == '>'
                            ? null
                            : isEqualNext ? TokenKind.GREATER_EQUAL : TokenKind.GREATER;
            case ':' -> isEqualNext ? TokenKind.DEFINE : TokenKind.COLON;
            case '.' ->
                    peek(1) != '.'
                            ? TokenKind.DOT
                            : peek(2) == '=' && peek(3) != '='
                                    ? TokenKind.RANGE_INCLUSIVE
                                    : TokenKind.RANGE;
            case ',' -> TokenKind.COMMA;
            case ';' -> TokenKind.SEMICOLON;
            case '?' -> TokenKind.QUESTION;
            case '(' -> TokenKind.OPEN_PAREN;
            case ')' -> TokenKind.CLOSE_PAREN;
            case '[' -> TokenKind.OPEN_BRACKET;
            case ']' -> TokenKind.CLOSE_BRACKET;
            case '{' -> TokenKind.OPEN_BRACE;
            case '}' -> TokenKind.CLOSE_BRACE;
            default -> null;
        };
    }
}
