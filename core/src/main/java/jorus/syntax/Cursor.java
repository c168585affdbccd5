package jorus.syntax;

import java.util.Arrays;
import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;

/// A position in the tokens of a file, and what decides whether line ends count there.
///
/// Layout is decided here on demand instead of by INDENT and DEDENT tokens, because a suite may
/// start inside brackets, where lines have no meaning until then (language.md 1.7).
abstract class Cursor {
    /// Levels of nesting of expressions, types, suites together; language.md asks for 1,000.
    static final int MAX_NESTING = 2_000;

    /// Operands of one chain of equal operators; a chain is a tree of that depth.
    static final int MAX_CHAIN = 5_000;

    final Tokens tokens;
    final SourceFile file;
    final Diagnostics diagnostics;

    private int at;
    private TokenKind kind;
    private int[] braceEnds;

    /// Open brackets since the innermost suite began; line ends have no meaning while positive.
    int brackets;

    private int depth;
    private boolean isTooDeep;

    Cursor(Tokens tokens, Diagnostics diagnostics) {
        this.tokens = tokens;
        this.file = tokens.file();
        this.diagnostics = diagnostics;
        this.kind = tokens.kind(0);
    }

    final TokenKind kind() {
        return kind;
    }

    final int position() {
        return at;
    }

    final boolean is(TokenKind wanted) {
        return kind == wanted;
    }

    final TokenKind kindAhead(int distance) {
        return tokens.kind(Math.min(at + distance, tokens.count() - 1));
    }

    final boolean isAheadOnLine(int distance) {
        return at + distance < tokens.count() && !tokens.isFirstOnLine(at + distance);
    }

    final TokenKind previousKind() {
        return at == 0 ? TokenKind.END_OF_FILE : tokens.kind(at - 1);
    }

    /// Whether a line end that counts lies before the current token.
    final boolean startsLine() {
        return brackets == 0 && tokens.isFirstOnLine(at);
    }

    /// Whether the current token is `wanted` on the current line.
    final boolean isHere(TokenKind wanted) {
        return kind == wanted && !startsLine();
    }

    final int indent() {
        return tokens.indent(at);
    }

    final Span span() {
        return tokens.span(at);
    }

    /// End of the token before the current one.
    final int previousEnd() {
        return at == 0 ? 0 : tokens.end(at - 1);
    }

    /// From `start` to the end of the last consumed token.
    final Span spanFrom(int start) {
        return new Span(start, Math.max(start, previousEnd()));
    }

    final int start() {
        return tokens.start(at);
    }

    final String text() {
        return tokens.text(at);
    }

    final void advance() {
        if (kind != TokenKind.END_OF_FILE) {
            at++;
            kind = tokens.kind(at);
        }
    }

    final boolean accept(TokenKind wanted) {
        if (kind != wanted) {
            return false;
        }
        advance();
        return true;
    }

    /// The current token as people would say it.
    final String found() {
        return switch (kind) {
            case END_OF_FILE -> "the end of the file";
            case NAME, NUMBER, STRING, LABEL -> "'" + shortened(text()) + "'";
            case BAD -> "text that can't be read";
            default -> "'" + kind.text() + "'";
        };
    }

    private static String shortened(String text) {
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        return first.length() <= 30 ? first : first.substring(0, 27) + "...";
    }

    final SyntaxError fail(Code code, String message, Hint... hints) {
        return fail(code, span(), message, hints);
    }

    /// Reports (unless the text could not even be read, which was reported) and gives what to throw.
    final SyntaxError fail(Code code, Span span, String message, Hint... hints) {
        if (kind != TokenKind.BAD && !isTooDeep) {
            diagnostics.error(code, file, span, message, hints);
        }
        return SyntaxError.INSTANCE;
    }

    final void expect(TokenKind wanted, Code code, String where) {
        if (kind != wanted || startsLine() && wanted != TokenKind.CLOSE_BRACE) {
            Code shown = kind == TokenKind.END_OF_FILE ? Code.UNTERMINATED : code;
            throw fail(shown, "expected '" + wanted.text() + "' " + where + ", found " + lineEnd());
        }
        advance();
    }

    /// [#found()], or the line end before it.
    final String lineEnd() {
        return startsLine() && kind != TokenKind.END_OF_FILE
                ? "the end of the line"
                : found();
    }

    final String name(String what) {
        if (kind != TokenKind.NAME || startsLine() && !previousKind().continuesLine()) {
            String found = lineEnd();
            if (kind.isKeyword()) {
                throw fail(
                        Code.SYNTAX,
                        "expected " + what + ", found the keyword " + found,
                        Hint.help("keywords can't be used as names"));
            }
            throw fail(
                    kind == TokenKind.END_OF_FILE ? Code.UNTERMINATED : Code.SYNTAX,
                    "expected " + what + ", found " + found);
        }
        String text = text();
        advance();
        return text;
    }

    /// Enters one level of nesting; every caller leaves it again with [#leave()].
    final void enter() {
        if (++depth > MAX_NESTING) {
            throw tooDeep("nested more than " + MAX_NESTING + " levels deep");
        }
    }

    final void leave() {
        depth--;
    }

    final void checkChain(int operands) {
        if (operands > MAX_CHAIN) {
            throw tooDeep("a chain of more than " + MAX_CHAIN + " operands");
        }
    }

    private SyntaxError tooDeep(String message) {
        SyntaxError error =
                fail(Code.NESTING, message, Hint.help("split it with variables or functions"));
        isTooDeep = true;
        at = tokens.count() - 1;
        kind = TokenKind.END_OF_FILE;
        return error;
    }

    /// Restores the nesting level after a [SyntaxError] unwound it.
    final int depth() {
        return depth;
    }

    final void depth(int level) {
        depth = level;
    }

    /// The token after the `}` that closes the current `{`, or -1 if nothing closes it.
    final int afterBrace() {
        if (braceEnds == null) {
            braceEnds = matchBraces();
        }
        return braceEnds[at] < 0 ? -1 : braceEnds[at] + 1;
    }

    private int[] matchBraces() {
        int[] matches = new int[tokens.count()];
        Arrays.fill(matches, -1);
        int[] open = new int[16];
        int count = 0;
        for (int i = 0; i < tokens.count(); i++) {
            TokenKind token = tokens.kind(i);
            if (token == TokenKind.OPEN_BRACE) {
                if (count == open.length) {
                    open = Arrays.copyOf(open, count * 2);
                }
                open[count++] = i;
            } else if (token == TokenKind.CLOSE_BRACE && count > 0) {
                matches[open[--count]] = i;
            }
        }
        return matches;
    }
}
