package jorus.syntax;

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
    /// Levels of nesting that the parser enters. A level of the language takes at most two (a
    /// function expression is an expression and a suite), so that 1,000 work (language.md 9.3).
    /// Measured on JDK 25, x86-64: the parser needs 2.8 MB of stack for 2,500 when interpreted, up
    /// to 4.2 MB when partly compiled.
    static final int MAX_NESTING = 2_500;

    /// Operands of one chain of operators of equal level; a chain is a tree of that height.
    static final int MAX_CHAIN = 5_000;

    /// Height of one expression, chains inside chains included: what recursive passes must stand.
    static final int MAX_HEIGHT = MAX_CHAIN + MAX_NESTING;

    final Tokens tokens;
    final SourceFile file;
    final Diagnostics diagnostics;

    private int at;
    private TokenKind kind;
    private int[] closers;

    /// Open brackets since the innermost suite began; line ends have no meaning while positive.
    int brackets;

    /// The token that the statement or member being read starts with.
    int statementStart;

    private int depth;
    private boolean isTooDeep;
    private int complaints;
    private int lastComplaint = -1;
    private int badlyIndentedLine = -1;

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

    final String previousText() {
        return tokens.text(at - 1);
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

    /// Reports like [#complain(Code, Span, String, Hint...)] and gives what to throw.
    final SyntaxError fail(Code code, Span span, String message, Hint... hints) {
        complain(code, span, message, hints);
        return SyntaxError.INSTANCE;
    }

    /// Reports an error, unless it follows from one that was reported: the text could not even be
    /// read, something was wrong with the same place before, or the line is at the wrong place.
    final void complain(Code code, Span span, String message, Hint... hints) {
        int line = file.line(span.start());
        boolean isKnown =
                kind == TokenKind.BAD
                        || kind == TokenKind.END_OF_FILE && tokens.isCutShort()
                        || isTooDeep
                        || span.start() == lastComplaint
                        || line == badlyIndentedLine;
        complaints++;
        if (!isKnown) {
            lastComplaint = span.start();
            badlyIndentedLine = code == Code.INDENTATION ? line : -1;
            diagnostics.error(code, file, span, message, hints);
        }
    }

    /// Grows with every error, reported or not.
    final int complaints() {
        return complaints;
    }

    /// Where something is missing: the current token, or the end of the line before it.
    final Span place() {
        boolean isBehindLine = at > 0 && at != statementStart && tokens.isFirstOnLine(at);
        return isBehindLine ? new Span(previousEnd(), previousEnd()) : span();
    }

    final void expect(TokenKind wanted, Code code, String where) {
        if (kind != wanted || startsLine()) {
            throw fail(
                    code,
                    place(),
                    "expected '" + wanted.text() + "' " + where + ", found " + lineEnd());
        }
        advance();
    }

    /// The code for something missing: at the end of the file that is an unfinished construct if a
    /// bracket is open or the line goes on.
    final Code missing() {
        boolean isOpen =
                brackets > 0 || previousKind() != TokenKind.COLON && previousKind().continuesLine();
        return kind == TokenKind.END_OF_FILE && isOpen ? Code.UNTERMINATED : Code.SYNTAX;
    }

    final boolean isAssignment() {
        return switch (kind) {
            case ASSIGN, PLUS_ASSIGN, MINUS_ASSIGN, STAR_ASSIGN, SLASH_ASSIGN, PERCENT_ASSIGN ->
                    true;
            default -> false;
        };
    }

    /// [#found()], or the line end before it.
    final String lineEnd() {
        return startsLine() && kind != TokenKind.END_OF_FILE ? "the end of the line" : found();
    }

    final String name(String what) {
        boolean mayContinue =
                at == statementStart
                        || previousKind() == TokenKind.COMMA
                        || previousKind() == TokenKind.AS;
        if (kind == TokenKind.NAME && (!startsLine() || mayContinue)) {
            String text = text();
            advance();
            return text;
        }
        if (kind.isKeyword() && !startsLine()) {
            throw fail(
                    Code.SYNTAX,
                    "expected " + what + ", found the keyword " + found(),
                    Hint.help("keywords can't be used as names"));
        }
        boolean isAtEnd = startsLine() || kind == TokenKind.END_OF_FILE;
        throw fail(
                missing(), isAtEnd ? place() : span(), "expected " + what + ", found " + lineEnd());
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

    final void checkHeight(int height) {
        if (height > MAX_HEIGHT) {
            throw tooDeep("an expression more than " + MAX_HEIGHT + " levels deep");
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

    /// The token that closes the opening bracket at `token`; -1 if nothing does, or it is none.
    final int closeOf(int token) {
        if (closers == null) {
            closers = Brackets.match(tokens);
        }
        return closers[token];
    }

    /// Jumps forward to `token`.
    final void moveTo(int token) {
        at = Math.min(token, tokens.count() - 1);
        kind = tokens.kind(at);
    }
}
