package jorus.syntax;

import jorus.lex.Literals;
import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

import java.util.ArrayList;
import java.util.List;

/// Operands: primaries and the postfix operators, level 9 of language.md 4.1.
abstract class OperandParser extends TypeParser {
    /// Inside a header, where `{` may open the block (language.md 15.2).
    private boolean isHeader;

    /// Depth of call parentheses, inside which two elements are no fill (language.md 4.9).
    private int calls;

    /// Height of the expression read last, as a tree; see [Cursor#MAX_HEIGHT].
    int height;

    /// The greatest height since the innermost function expression began.
    int peak;

    OperandParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    abstract Expr expr();

    abstract Expr orExpr();

    /// A function expression, positioned on `fn`.
    abstract Function lambda();

    /// The arms of a match expression, positioned after its subject.
    abstract List<Expr.Arm> expressionArms(int start, int headerIndent);

    /// Makes [#height] that of a node over the last expression and others of height `below`.
    final void grow(int below) {
        height = Math.max(height, below) + 1;
        checkHeight(height);
    }

    /// Parses a header: `{` behind a name may open its block.
    final Expr header() {
        boolean outer = isHeader;
        isHeader = true;
        if (startsLine()) {
            throw operandMissing();
        }
        Expr value = expr();
        isHeader = outer;
        return value;
    }

    /// Enters brackets, inside which line ends mean nothing and no header goes on; gives what
    /// [#leaveBrackets(boolean)] needs.
    private boolean enterBrackets() {
        boolean outer = isHeader;
        isHeader = false;
        brackets++;
        return outer;
    }

    private void leaveBrackets(boolean outer) {
        isHeader = outer;
        brackets--;
    }

    /// What a suite must restore of the expression around it; see [#leaveSuite(int[])].
    final int[] enterSuite() {
        int[] saved = enterArms();
        calls = 0;
        return saved;
    }

    /// Like [#enterSuite()] for the arms of a match expression, which stay inside the parentheses
    /// of a call (language.md 4.9).
    final int[] enterArms() {
        int[] saved = {brackets, calls, isHeader ? 1 : 0};
        brackets = 0;
        isHeader = false;
        return saved;
    }

    /// The state inside a suite, after an error left something open.
    final void resetSuite() {
        brackets = 0;
        calls = 0;
        isHeader = false;
    }

    final void leaveSuite(int[] saved) {
        brackets = saved[0];
        calls = saved[1];
        isHeader = saved[2] != 0;
    }

    /// An operand may stand on a new line only where a statement starts, or behind a token that
    /// continues the line.
    final void checkOperandLine() {
        boolean mayStand = position() == statementStart || previousKind().continuesLine();
        if (startsLine() && !mayStand) {
            throw operandMissing();
        }
    }

    final SyntaxError operandMissing() {
        if (is(TokenKind.END_OF_FILE)) {
            return fail(missing(), place(), "expected an expression, found the end of the file");
        }
        return fail(
                Code.SYNTAX,
                place(),
                "expected an expression, found " + lineEnd(),
                Hint.help("a line goes on after a binary operator or a comma, or inside ( )"));
    }

    /// Expects a closing bracket behind an expression.
    final void close(TokenKind wanted, Code code, String where) {
        if (isAssignment()) {
            throw fail(
                    Code.SYNTAX,
                    "an assignment is not an expression",
                    Hint.help("compare with '=='"));
        }
        expect(wanted, code, where);
    }

    final Expr postfix() {
        Expr value = primary();
        for (int n = 2; isPostfix(value); n++) {
            checkChain(n);
            if (is(TokenKind.OPEN_PAREN)) {
                value = call(value);
            } else if (is(TokenKind.OPEN_BRACKET)) {
                value = indexOrSlice(value);
            } else if (is(TokenKind.DOT)) {
                advance();
                Span nameSpan = span();
                String name = name("a member name after '.'");
                value = new Expr.Member(value.span().to(nameSpan), value, name, nameSpan);
                grow(height);
            } else {
                value = structLiteral(value);
            }
        }
        return value;
    }

    /// Whether the current token goes on with `value`, which it must on the same line.
    private boolean isPostfix(Expr value) {
        return switch (kind()) {
            case OPEN_PAREN, OPEN_BRACKET, DOT -> !startsLine();
            case OPEN_BRACE -> !startsLine() && startsStructLiteral(value);
            default -> false;
        };
    }

    private Expr call(Expr callee) {
        int below = height;
        advance();
        boolean outer = enterBrackets();
        calls++;
        List<Expr> arguments = list(TokenKind.CLOSE_PAREN);
        close(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, "to close the arguments");
        calls--;
        leaveBrackets(outer);
        grow(below);
        return new Expr.Call(spanFrom(callee.span().start()), callee, arguments);
    }

    /// Expressions separated by commas, up to `closer` or to something unexpected. Leaves the
    /// greatest of their heights in [#height].
    private List<Expr> list(TokenKind closer) {
        List<Expr> values = new ArrayList<>();
        int tallest = 0;
        while (!is(closer)) {
            values.add(expr());
            tallest = Math.max(tallest, height);
            if (!accept(TokenKind.COMMA)) {
                break;
            }
        }
        height = tallest;
        return values;
    }

    private Expr indexOrSlice(Expr base) {
        int below = height;
        advance();
        boolean outer = enterBrackets();
        Expr from = is(TokenKind.RANGE) ? null : expr();
        Expr result;
        if (accept(TokenKind.RANGE)) {
            below = Math.max(below, height);
            Expr to = is(TokenKind.CLOSE_BRACKET) ? null : expr();
            close(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the slice");
            result = new Expr.Slice(spanFrom(base.span().start()), base, from, to);
        } else {
            close(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the index");
            result = new Expr.Index(spanFrom(base.span().start()), base, from);
        }
        leaveBrackets(outer);
        grow(below);
        return result;
    }

    /// The rule of language.md 15.2, "Block or struct literal?".
    private boolean startsStructLiteral(Expr value) {
        boolean isPath =
                value instanceof Expr.Name
                        || value instanceof Expr.Member member
                                && member.base() instanceof Expr.Name;
        if (!isPath || !isAheadOnLine(0)) {
            return false;
        }
        if (!isHeader) {
            return true;
        }
        int close = closeOf(position());
        if (close < 0 || tokens.isFirstOnLine(close + 1)) {
            return false;
        }
        return switch (tokens.kind(close + 1)) {
            case COLON,
                    OPEN_BRACE,
                    DOT,
                    OPEN_BRACKET,
                    OPEN_PAREN,
                    RANGE,
                    RANGE_INCLUSIVE,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL,
                    PLUS,
                    MINUS,
                    STAR,
                    SLASH,
                    PERCENT,
                    AND,
                    OR,
                    AS,
                    MATCHES ->
                    true;
            default -> false;
        };
    }

    private Expr structLiteral(Expr path) {
        int start = path.span().start();
        String module = null;
        String name;
        Span nameSpan;
        if (path instanceof Expr.Member member) {
            module = ((Expr.Name) member.base()).name();
            name = member.name();
            nameSpan = member.nameSpan();
        } else {
            name = ((Expr.Name) path).name();
            nameSpan = path.span();
        }
        advance();
        boolean outer = enterBrackets();
        List<Expr.FieldInit> fields = new ArrayList<>();
        int tallest = 0;
        while (!is(TokenKind.CLOSE_BRACE)) {
            int fieldStart = start();
            String field = name("a field name or '}'");
            expect(TokenKind.COLON, Code.SYNTAX, "after the field name '" + field + "'");
            Expr value = expr();
            tallest = Math.max(tallest, height);
            fields.add(new Expr.FieldInit(spanFrom(fieldStart), field, value));
            boolean isNext = accept(TokenKind.COMMA) || tokens.isFirstOnLine(position());
            if (!isNext || is(TokenKind.END_OF_FILE)) {
                break;
            }
        }
        expect(TokenKind.CLOSE_BRACE, Code.MISSING_BRACE, "to close the struct literal");
        leaveBrackets(outer);
        height = tallest;
        grow(0);
        return new Expr.StructLit(spanFrom(start), module, name, nameSpan, fields);
    }

    @Override
    final Expr number() {
        Expr value = NumberParser.parse(tokens, position(), diagnostics);
        advance();
        return value;
    }

    private Expr primary() {
        checkOperandLine();
        Span span = span();
        height = 1;
        switch (kind()) {
            case NUMBER:
                return number();
            case STRING:
                advance();
                return new Expr.StringLit(
                        span, Literals.stringBytes(file, span.start(), span.end()));
            case TRUE, FALSE:
                boolean value = is(TokenKind.TRUE);
                advance();
                return new Expr.BoolLit(span, value);
            case NAME:
                String name = text();
                advance();
                return new Expr.Name(span, name);
            case OPEN_PAREN:
                return parenthesised();
            case OPEN_BRACKET:
                return array();
            case FN:
                return lambdaExpr();
            case MATCH:
                return match();
            default:
                throw unexpected();
        }
    }

    private SyntaxError unexpected() {
        if (is(TokenKind.PRINT)) {
            return fail(Code.SYNTAX, "print(...) is a statement, not an expression");
        }
        if (is(TokenKind.END_OF_FILE)) {
            return operandMissing();
        }
        if (is(TokenKind.DOT) && kindAhead(1) == TokenKind.NUMBER) {
            return fail(
                    Code.SYNTAX,
                    "a number can't start with a point",
                    Hint.help("write 0." + tokens.text(position() + 1)));
        }
        String message = "expected an expression, found " + found();
        String remedy =
                switch (kind()) {
                    case PLUS -> "there is no '++' and no sign '+'; write 'x += 1'";
                    case OPEN_BRACE -> "a struct literal names its type: 'Name{ ... }'";
                    default -> null;
                };
        return remedy == null
                ? fail(Code.SYNTAX, message)
                : fail(Code.SYNTAX, message, Hint.help(remedy));
    }

    private Expr parenthesised() {
        int start = start();
        advance();
        boolean outer = enterBrackets();
        Expr inner = expr();
        close(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, "to close the parenthesis");
        leaveBrackets(outer);
        grow(0);
        return new Expr.Paren(spanFrom(start), inner);
    }

    private Expr array() {
        int start = start();
        advance();
        boolean outer = enterBrackets();
        List<Expr> elements = list(TokenKind.CLOSE_BRACKET);
        boolean hasTrailingComma = previousKind() == TokenKind.COMMA;
        close(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the array");
        leaveBrackets(outer);
        grow(0);
        boolean isFillShape = elements.size() == 2 && !hasTrailingComma && calls == 0;
        return new Expr.ArrayLit(spanFrom(start), elements, isFillShape);
    }

    private Expr lambdaExpr() {
        int outerPeak = peak;
        peak = 0;
        Function function = lambda();
        height = peak;
        peak = outerPeak;
        grow(0);
        return new Expr.Lambda(function.span(), function);
    }

    private Expr match() {
        int start = start();
        int headerIndent = indent();
        int outerPeak = peak;
        peak = 0;
        advance();
        Expr subject = header();
        List<Expr.Arm> arms = expressionArms(start, headerIndent);
        height = peak;
        peak = outerPeak;
        grow(0);
        return new Expr.Match(spanFrom(start), subject, arms);
    }
}
