package jorus.syntax;

import java.util.ArrayList;
import java.util.List;
import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;

/// Suites: the three forms of language.md 1.7, lists of members, and recovery from errors.
abstract class SuiteParser extends ExprParser {
    /// A suite that is being read. `indent` is [#ANY] where indentation means nothing.
    private record Block(
            Block outer, int indent, boolean isInline, boolean isInBrackets, boolean endsAtComma) {}

    private static final int ANY = -1;

    /// Reads one member of a struct, enum, impl or match.
    abstract class Member<T> {
        abstract T read();
    }

    private Block block;
    private boolean wasBraced;

    SuiteParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    /// Appends the statement at the current token; declarations in a row are several.
    abstract void statement(List<Stmt> out);

    final boolean isModuleLevel() {
        return block.outer == null;
    }

    /// Whether a comma ends the statement, so that it can't separate declarations or values.
    final boolean endsAtComma() {
        return block.endsAtComma;
    }

    final List<Stmt> module() {
        List<Stmt> statements = new ArrayList<>();
        block = new Block(null, 0, false, false, false);
        while (!is(TokenKind.END_OF_FILE)) {
            if (startsLine() && indent() > 0) {
                reportIndent("this line is indented, but no block was opened");
            }
            line(statements);
        }
        return statements;
    }

    private void reportIndent(String message, Hint... hints) {
        if (!is(TokenKind.BAD)) {
            diagnostics.error(Code.INDENTATION, file, span(), message, hints);
        }
    }

    /// Reads the suite behind a header that stands on a line indented by `headerIndent`.
    final List<Stmt> suite(int headerIndent, String header) {
        if (is(TokenKind.COLON) && !startsLine()) {
            advance();
            int[] saved = enterSuite();
            enter();
            boolean isIndented = startsLine() || is(TokenKind.END_OF_FILE);
            List<Stmt> body =
                    isIndented
                            ? indented(headerIndent, saved[0] > 0)
                            : inline(saved[0] > 0, false);
            leave();
            leaveSuite(saved);
            wasBraced = false;
            return body;
        }
        if (is(TokenKind.OPEN_BRACE) && !startsLine()) {
            return braced();
        }
        if (is(TokenKind.ASSIGN)) {
            throw fail(
                    Code.SYNTAX,
                    "an assignment can't be a condition",
                    Hint.help("compare with '=='"));
        }
        throw fail(
                Code.MISSING_SUITE, "expected ':' or '{' after " + header + ", found " + lineEnd());
    }

    /// What follows `->` in an arm of statements; the pattern's line is indented by `armIndent`.
    final List<Stmt> armSuite(int armIndent) {
        if (is(TokenKind.OPEN_BRACE) && !startsLine()) {
            return braced();
        }
        enter();
        List<Stmt> body =
                startsLine() ? indented(armIndent, block.isInBrackets) : inline(false, true);
        leave();
        return body;
    }

    final List<Stmt> braced() {
        int open = position();
        advance();
        int[] saved = enterSuite();
        enter();
        block = new Block(block, ANY, false, false, false);
        List<Stmt> body = new ArrayList<>();
        while (!is(TokenKind.CLOSE_BRACE)) {
            if (is(TokenKind.END_OF_FILE)) {
                throw neverClosed(open);
            }
            line(body);
        }
        advance();
        block = block.outer;
        leave();
        leaveSuite(saved);
        wasBraced = true;
        return body;
    }

    private SyntaxError neverClosed(int open) {
        return fail(
                Code.UNTERMINATED,
                "expected '}', found the end of the file",
                Hint.note("the block was opened here", file, tokens.span(open)));
    }

    private List<Stmt> inline(boolean isInBrackets, boolean isArm) {
        block = new Block(block, ANY, true, isInBrackets || block.isInBrackets, isArm || isInBrackets);
        List<Stmt> body = new ArrayList<>();
        line(body);
        block = block.outer;
        return body;
    }

    private List<Stmt> indented(int headerIndent, boolean isInBrackets) {
        if (is(TokenKind.END_OF_FILE) || indent() <= headerIndent) {
            if (is(TokenKind.END_OF_FILE)) {
                throw fail(Code.INDENTATION, "expected an indented block, found the end of the file");
            }
            reportIndent(
                    "expected an indented block",
                    Hint.help("indent the statements, or write 'pass' for an empty suite"));
            return new ArrayList<>();
        }
        int indent = indent();
        block = new Block(block, indent, false, isInBrackets, false);
        List<Stmt> body = new ArrayList<>();
        while (startsBlockLine(indent)) {
            line(body);
        }
        checkDedent(indent);
        block = block.outer;
        return body;
    }

    /// Whether the current token starts a line of the block with this indentation.
    private boolean startsBlockLine(int indent) {
        if (!startsLine() || is(TokenKind.END_OF_FILE) || indent() < indent || isCloser()) {
            return false;
        }
        if (indent() > indent) {
            reportIndent("this line is indented more than its block");
        }
        return true;
    }

    private boolean isCloser() {
        return is(TokenKind.CLOSE_BRACE)
                || block.isInBrackets
                        && (is(TokenKind.CLOSE_PAREN)
                                || is(TokenKind.CLOSE_BRACKET)
                                || is(TokenKind.COMMA));
    }

    /// The line behind a suite must stand at the indentation of an enclosing block.
    private void checkDedent(int indent) {
        if (!startsLine() || is(TokenKind.END_OF_FILE) || block.isInBrackets) {
            return;
        }
        for (Block outer = block.outer; outer != null; outer = outer.outer) {
            if (outer.isInline) {
                continue;
            }
            if (outer.indent == ANY || outer.indent == indent()) {
                return;
            }
            if (outer.indent < indent()) {
                reportIndent(
                        "this indentation matches no enclosing block",
                        Hint.note("the block above is indented by " + indent));
                return;
            }
        }
    }

    /// Statements separated by `;` up to the end of the line or of the suite.
    private void line(List<Stmt> out) {
        while (!endsSuite()) {
            int before = position();
            int depth = depth();
            Block current = block;
            try {
                if (!is(TokenKind.SEMICOLON)) {
                    statement(out);
                    checkEnd();
                }
            } catch (SyntaxError e) {
                block = current;
                depth(depth);
                resetSuite();
                recover(before);
                return;
            }
            if (!accept(TokenKind.SEMICOLON) || startsLine()) {
                return;
            }
        }
    }

    private boolean endsSuite() {
        return switch (kind()) {
            case END_OF_FILE -> true;
            case CLOSE_BRACE -> isInBraces();
            case CLOSE_PAREN, CLOSE_BRACKET -> block.isInBrackets;
            case COMMA -> block.endsAtComma || block.isInBrackets;
            case ELSE, ELIF, CATCH -> block.isInline;
            default -> false;
        };
    }

    private boolean isInBraces() {
        for (Block b = block; b != null; b = b.outer) {
            if (b.indent == ANY && !b.isInline) {
                return true;
            }
        }
        return false;
    }

    private void checkEnd() {
        if (startsLine() || is(TokenKind.SEMICOLON) || endsSuite()) {
            return;
        }
        if (is(TokenKind.ASSIGN)) {
            throw fail(Code.SYNTAX, "this can't be assigned to");
        }
        if (is(TokenKind.CLOSE_PAREN) || is(TokenKind.CLOSE_BRACKET) || is(TokenKind.CLOSE_BRACE)) {
            throw fail(Code.UNEXPECTED, found() + " closes nothing");
        }
        throw fail(
                Code.SYNTAX,
                "expected the end of the statement, found " + found(),
                Hint.help("separate statements with a line end or ';'"));
    }

    /// Skips to where the next statement of the block may start.
    private void recover(int before) {
        int depth = 0;
        if (position() == before && !is(TokenKind.END_OF_FILE)) {
            advance();
        }
        while (!is(TokenKind.END_OF_FILE)) {
            boolean isOutside = depth == 0;
            if (tokens.isFirstOnLine(position())
                    && (block.indent == ANY ? isOutside || block.isInline : indent() <= block.indent)) {
                return;
            }
            switch (kind()) {
                case OPEN_BRACE, OPEN_PAREN, OPEN_BRACKET -> depth++;
                case CLOSE_BRACE, CLOSE_PAREN, CLOSE_BRACKET -> {
                    if (isOutside && endsSuite()) {
                        return;
                    }
                    depth = Math.max(0, depth - 1);
                }
                default -> {}
            }
            advance();
        }
    }

    /// Whether `elif`, `else` or `catch` at the current token belongs to the statement whose line
    /// is indented by `headerIndent` and whose last suite was read just now.
    final boolean continuesStatement(TokenKind keyword, int headerIndent) {
        if (!is(keyword)) {
            return false;
        }
        if (!startsLine()) {
            return true;
        }
        if (block.isInline) {
            return false;
        }
        return wasBraced ? indent() >= block.indent : indent() == headerIndent;
    }

    /// The members of a type or the arms of a match: lines, or braces; `,` and `;` separate too.
    final <T> List<T> members(int headerIndent, String header, Member<T> member) {
        List<T> out = new ArrayList<>();
        if (is(TokenKind.OPEN_BRACE) && !startsLine()) {
            bracedMembers(member, out);
        } else if (is(TokenKind.COLON) && !startsLine()) {
            indentedMembers(headerIndent, member, out);
        } else {
            throw fail(
                    Code.MISSING_SUITE,
                    "expected ':' or '{' after " + header + ", found " + lineEnd());
        }
        return out;
    }

    private <T> void bracedMembers(Member<T> member, List<T> out) {
        int open = position();
        advance();
        int[] saved = enterSuite();
        enter();
        block = new Block(block, ANY, false, false, false);
        while (!is(TokenKind.CLOSE_BRACE)) {
            if (is(TokenKind.END_OF_FILE)) {
                throw neverClosed(open);
            }
            memberLine(member, out);
        }
        advance();
        block = block.outer;
        leave();
        leaveSuite(saved);
        wasBraced = true;
    }

    private <T> void indentedMembers(int headerIndent, Member<T> member, List<T> out) {
        advance();
        int[] saved = enterSuite();
        enter();
        if (!startsLine()) {
            throw fail(
                    is(TokenKind.END_OF_FILE) ? Code.INDENTATION : Code.SYNTAX,
                    "expected a new line after ':', found " + found(),
                    Hint.help("or write the members in { }"));
        }
        if (is(TokenKind.END_OF_FILE) || indent() <= headerIndent) {
            reportIndent("expected an indented block");
        } else {
            int indent = indent();
            block = new Block(block, indent, false, saved[0] > 0, false);
            while (startsBlockLine(indent)) {
                memberLine(member, out);
            }
            checkDedent(indent);
            block = block.outer;
        }
        leave();
        leaveSuite(saved);
        wasBraced = false;
    }

    private <T> void memberLine(Member<T> member, List<T> out) {
        int before = position();
        int depth = depth();
        Block current = block;
        try {
            while (accept(TokenKind.COMMA) || accept(TokenKind.SEMICOLON)) {
                if (startsLine()) {
                    return;
                }
            }
            if (is(TokenKind.CLOSE_BRACE)) {
                return;
            }
            out.add(member.read());
            boolean isEnd =
                    startsLine()
                            || is(TokenKind.COMMA)
                            || is(TokenKind.SEMICOLON)
                            || is(TokenKind.CLOSE_BRACE)
                            || is(TokenKind.END_OF_FILE)
                            || block.isInBrackets && isCloser();
            if (!isEnd) {
                throw fail(Code.SYNTAX, "expected ',' or a new line, found " + found());
            }
            while (!startsLine() && (is(TokenKind.COMMA) || is(TokenKind.SEMICOLON))) {
                if (block.isInBrackets && is(TokenKind.COMMA) && block.indent != ANY
                        && !isAheadOnLine(1)) {
                    break;
                }
                advance();
                if (!startsLine() && !is(TokenKind.CLOSE_BRACE) && !is(TokenKind.END_OF_FILE)) {
                    memberLine(member, out);
                    return;
                }
            }
        } catch (SyntaxError e) {
            block = current;
            depth(depth);
            resetSuite();
            recover(before);
        }
    }
}
