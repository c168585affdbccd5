package jorus.syntax;

import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;

import java.util.ArrayList;
import java.util.List;

/// Suites: the three forms of language.md 1.7, and recovery from errors.
abstract class SuiteParser extends ExprParser {
    /// The indentation of a suite in which indentation means nothing.
    static final int ANY = -1;

    /// [Block#braceClose] where no braced suite is open.
    private static final int NO_BRACE = -2;

    /// A suite that is being read.
    ///
    /// `indent` is [#ANY] for inline and braced ones. `startsInBrackets`: brackets were open where
    /// it began, so one of theirs ends it. `isInBrackets`: that holds for it or for a suite around
    /// it, up to the nearest braces. `endsAtComma`: a comma ends its statements. `braceClose` is
    /// the `}` of the nearest braced suite, -1 if that is missing, or [#NO_BRACE].
    record Block(
            Block outer,
            int indent,
            boolean isInline,
            boolean startsInBrackets,
            boolean isInBrackets,
            boolean endsAtComma,
            int braceClose) {
        static Block module() {
            return new Block(null, 0, false, false, false, false, NO_BRACE);
        }

        static Block braced(Block outer, int close) {
            return new Block(outer, ANY, false, false, false, false, close);
        }

        /// Members or arms in braces, which a comma separates.
        static Block members(Block outer, int close) {
            return new Block(outer, ANY, false, false, false, true, close);
        }

        static Block indented(Block outer, int indent, boolean startsInBrackets) {
            boolean isInBrackets = startsInBrackets || outer.isInBrackets;
            return new Block(
                    outer, indent, false, startsInBrackets, isInBrackets, false, outer.braceClose);
        }

        static Block inline(Block outer, boolean startsInBrackets, boolean isArm) {
            boolean isInBrackets = startsInBrackets || outer.isInBrackets;
            boolean endsAtComma = isArm || startsInBrackets || outer.endsAtComma;
            return new Block(
                    outer,
                    ANY,
                    true,
                    startsInBrackets,
                    isInBrackets,
                    endsAtComma,
                    outer.braceClose);
        }

        boolean isInBraces() {
            return braceClose != NO_BRACE;
        }
    }

    Block block = Block.module();

    /// Whether the suite read last was braced.
    boolean wasBraced;

    /// The indentation of the line before, if that was indented too much; such lines are reported
    /// once.
    private int excess = -1;

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
        while (!is(TokenKind.END_OF_FILE)) {
            if (startsLine()) {
                checkExcess(0, "this line is indented, but no block was opened");
            }
            line(statements);
        }
        return statements;
    }

    final void reportIndent(String message, Hint... hints) {
        complain(Code.INDENTATION, span(), message, hints);
    }

    private void checkExcess(int indent, String message) {
        if (indent() <= indent) {
            excess = -1;
            return;
        }
        if (indent() != excess) {
            reportIndent(message);
        }
        excess = indent();
    }

    /// Reads the suite behind a header that stands on a line indented by `headerIndent`.
    final List<Stmt> suite(int headerIndent, String header) {
        if (isHere(TokenKind.COLON)) {
            advance();
            int[] saved = enterSuite();
            enter();
            List<Stmt> body =
                    startsLine()
                            ? indented(headerIndent, saved[0] > 0)
                            : inline(saved[0] > 0, false);
            leave();
            leaveSuite(saved);
            wasBraced = false;
            return body;
        }
        if (isHere(TokenKind.OPEN_BRACE)) {
            return braced();
        }
        if (isAssignment() && !startsLine()) {
            throw fail(
                    Code.SYNTAX,
                    "an assignment can't be a condition",
                    Hint.help("compare with '=='"));
        }
        throw suiteMissing(header);
    }

    final SyntaxError suiteMissing(String header) {
        return fail(
                Code.MISSING_SUITE,
                place(),
                "expected ':' or '{' after " + header + ", found " + lineEnd());
    }

    /// What follows `->` in an arm of statements; the pattern's line is indented by `armIndent`.
    final List<Stmt> armSuite(int armIndent) {
        if (isHere(TokenKind.OPEN_BRACE)) {
            return braced();
        }
        enter();
        List<Stmt> body = startsLine() ? indented(armIndent, false) : inline(false, true);
        leave();
        return body;
    }

    private List<Stmt> braced() {
        int open = position();
        advance();
        int[] saved = enterSuite();
        enter();
        block = Block.braced(block, closeOf(open));
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

    final SyntaxError neverClosed(int open) {
        return fail(
                Code.MISSING_BRACE,
                place(),
                "expected '}', found the end of the file",
                Hint.note("the block was opened here", file, tokens.span(open)));
    }

    private List<Stmt> inline(boolean startsInBrackets, boolean isArm) {
        block = Block.inline(block, startsInBrackets, isArm);
        if (endsSuite()) {
            throw fail(
                    Code.SYNTAX,
                    "expected a statement, found " + found(),
                    Hint.help("write 'pass' for an empty suite"));
        }
        List<Stmt> body = new ArrayList<>();
        line(body);
        block = block.outer;
        return body;
    }

    private List<Stmt> indented(int headerIndent, boolean startsInBrackets) {
        List<Stmt> body = new ArrayList<>();
        if (!opensBlock(headerIndent, startsInBrackets)) {
            return body;
        }
        int indent = indent();
        block = Block.indented(block, indent, startsInBrackets);
        while (startsBlockLine(indent)) {
            line(body);
        }
        leaveIndented(indent);
        return body;
    }

    /// Whether the current line starts an indented block below a header; reports if not.
    final boolean opensBlock(int headerIndent, boolean startsInBrackets) {
        if (is(TokenKind.END_OF_FILE)) {
            throw fail(
                    Code.INDENTATION,
                    place(),
                    "expected an indented block, found the end of the file");
        }
        boolean isCloser = isCloser(startsInBrackets || block.isInBrackets);
        if (indent() > headerIndent && !isCloser) {
            return true;
        }
        reportIndent(
                "expected an indented block",
                Hint.help("indent the statements, or write 'pass' for an empty suite"));
        if (startsInBrackets && !isCloser) {
            throw SyntaxError.INSTANCE;
        }
        return false;
    }

    /// Whether the current token starts a line of the block with this indentation.
    final boolean startsBlockLine(int indent) {
        if (!startsLine()
                || is(TokenKind.END_OF_FILE)
                || indent() < indent
                || isCloser(block.isInBrackets)) {
            return false;
        }
        checkExcess(indent, "this line is indented more than its block");
        return true;
    }

    /// Whether the current token belongs to what is open around the suite.
    private boolean isCloser(boolean isInBrackets) {
        return switch (kind()) {
            case CLOSE_BRACE -> isInBrackets || block.isInBraces();
            case CLOSE_PAREN, CLOSE_BRACKET, COMMA -> isInBrackets;
            default -> false;
        };
    }

    /// Leaves an indented block. The line behind it must stand at the indentation of an enclosing
    /// block, unless it goes on with brackets, where indentation means nothing.
    final void leaveIndented(int indent) {
        Block ended = block;
        block = block.outer;
        boolean isFree =
                !startsLine()
                        || is(TokenKind.END_OF_FILE)
                        || ended.startsInBrackets
                        || isCloser(ended.isInBrackets);
        if (isFree) {
            return;
        }
        for (Block outer = block; outer != null; outer = outer.outer) {
            boolean isEnd =
                    outer.isInline
                            ? outer.startsInBrackets
                            : outer.indent == ANY
                                    || outer.indent == indent()
                                    || outer.startsInBrackets && indent() < outer.indent;
            if (isEnd) {
                return;
            }
            if (!outer.isInline && outer.indent < indent()) {
                reportIndent(
                        "this indentation matches no enclosing block",
                        Hint.note("the block above is indented by " + indent));
                excess = indent();
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
                    statementStart = before;
                    statement(out);
                    checkEnd();
                }
            } catch (SyntaxError e) {
                recover(before, current, depth);
                return;
            }
            if (!accept(TokenKind.SEMICOLON) || startsLine()) {
                return;
            }
        }
    }

    /// Whether the current token ends the suite without being part of it.
    final boolean endsSuite() {
        return switch (kind()) {
            case END_OF_FILE -> true;
            case CLOSE_BRACE, CLOSE_PAREN, CLOSE_BRACKET -> isCloser(block.isInBrackets);
            case COMMA -> block.endsAtComma || block.isInBrackets;
            case ELSE, ELIF, CATCH -> block.isInline;
            default -> false;
        };
    }

    private void checkEnd() {
        if (startsLine() || is(TokenKind.SEMICOLON) || endsSuite()) {
            return;
        }
        if (isAssignment()) {
            throw fail(Code.SYNTAX, "this can't be assigned to");
        }
        if (is(TokenKind.CLOSE_PAREN) || is(TokenKind.CLOSE_BRACKET) || is(TokenKind.CLOSE_BRACE)) {
            throw closesNothing();
        }
        String remedy = position() == statementStart + 1 ? elsewhere(previousText()) : null;
        throw fail(
                Code.SYNTAX,
                "expected the end of the statement, found " + found(),
                Hint.help(remedy == null ? "separate statements with a line end or ';'" : remedy));
    }

    /// What to write instead of a word that starts statements in other languages, or null.
    private static String elsewhere(String word) {
        return switch (word) {
            case "var", "val", "auto" -> "variables are declared by 'x = 1' or 'mut x = 1'";
            case "const", "final", "static" -> "constants are declared by 'NAME := value'";
            case "def", "func", "function", "fun" -> "functions are declared by 'fn name(...)'";
            case "import", "from", "require", "include" -> "modules are loaded by 'use name'";
            case "class", "type", "record" -> "types are declared by 'struct Name' and 'enum Name'";
            case "switch" -> "cases are told apart by 'match'";
            case "elseif", "elsif" -> "further conditions follow 'elif'";
            case "loop", "until", "do" -> "loops are 'while' and 'for'";
            case "throw", "raise" -> "programs can't raise errors; return a 'Result'";
            default -> null;
        };
    }

    final SyntaxError closesNothing() {
        return fail(Code.UNEXPECTED, found() + " closes nothing");
    }

    /// Restores the state of `current` and skips to where its next statement may start, when the
    /// one that starts at `before` could not be read.
    final void recover(int before, Block current, int depth) {
        block = current;
        depth(depth);
        resetSuite();
        if (is(TokenKind.END_OF_FILE)) {
            return;
        }
        int resume = position() == before ? before + 1 : position();
        for (int i = before; i < position() || i == before; i++) {
            resume = Math.max(resume, closeOf(i) + 1);
        }
        boolean hasBranches =
                switch (tokens.kind(before)) {
                    case IF, ELIF, ELSE, TRY, CATCH -> true;
                    default -> false;
                };
        moveTo(resume);
        while (!is(TokenKind.END_OF_FILE) && !isResumable(hasBranches)) {
            moveTo(Math.max(position(), closeOf(position())) + 1);
        }
    }

    private boolean isResumable(boolean hasBranches) {
        switch (kind()) {
            case CLOSE_BRACE:
                if (position() == block.braceClose || block.isInBrackets) {
                    return true;
                }
                break;
            case CLOSE_PAREN, CLOSE_BRACKET:
                if (block.isInBrackets) {
                    return true;
                }
                break;
            case ELIF, ELSE, CATCH:
                if (hasBranches) {
                    return false;
                }
                break;
            case OPEN_BRACE:
                return false;
            default:
                break;
        }
        if (!tokens.isFirstOnLine(position())) {
            return false;
        }
        Block lines = block;
        while (lines.isInline && lines.outer != null) {
            lines = lines.outer;
        }
        return lines.indent == ANY || indent() <= lines.indent;
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
        return block.indent == ANY
                || (wasBraced ? indent() >= block.indent : indent() == headerIndent);
    }
}
