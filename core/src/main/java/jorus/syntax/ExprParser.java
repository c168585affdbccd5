package jorus.syntax;

import java.util.ArrayList;
import java.util.List;
import jorus.lex.Literals;
import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

/// Expressions: recursive descent along the levels of language.md 4.1.
abstract class ExprParser extends TypeParser {
    /// Inside a header, where `{` may open the block (language.md 15.2).
    private boolean isHeader;

    /// Depth of call parentheses, inside which two elements are no fill (language.md 4.9).
    private int calls;

    ExprParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    /// A function expression, positioned on `fn`.
    abstract Function lambda();

    /// The arms of a match expression, positioned after its subject.
    abstract List<Expr.Arm> expressionArms(int headerIndent);

    /// Parses a header: `{` behind a name may open its block.
    final Expr header() {
        boolean outer = isHeader;
        isHeader = true;
        Expr value = expr();
        isHeader = outer;
        return value;
    }

    /// What a suite needs to know of the expression around it; see [#leaveSuite(int[])].
    final int[] enterSuite() {
        int[] saved = {brackets, calls, isHeader ? 1 : 0};
        brackets = 0;
        calls = 0;
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

    final Expr expr() {
        enter();
        Expr value = orExpr();
        if (isHere(TokenKind.QUESTION)) {
            advance();
            Expr whenTrue = expr();
            expect(TokenKind.COLON, Code.SYNTAX, "between the sides of '? :'");
            Expr whenFalse = expr();
            value =
                    new Expr.Conditional(
                            value.span().to(whenFalse.span()), value, whenTrue, whenFalse);
        }
        if (isHere(TokenKind.IF)) {
            advance();
            Expr condition = orExpr();
            if (!is(TokenKind.ELSE)) {
                throw fail(
                        Code.SYNTAX,
                        "expected 'else' after the condition, found " + lineEnd(),
                        Hint.help("a conditional value has two sides: a if c else b"));
            }
            advance();
            Expr whenFalse = expr();
            value =
                    new Expr.Conditional(
                            value.span().to(whenFalse.span()), condition, value, whenFalse);
        }
        leave();
        return value;
    }

    final Expr orExpr() {
        Expr left = andExpr();
        for (int n = 1; isHere(TokenKind.OR); n++) {
            checkChain(n);
            Span op = span();
            advance();
            left = binary(BinaryOp.OR, op, left, andExpr());
        }
        return left;
    }

    private Expr andExpr() {
        Expr left = comparison();
        for (int n = 1; isHere(TokenKind.AND); n++) {
            checkChain(n);
            Span op = span();
            advance();
            left = binary(BinaryOp.AND, op, left, comparison());
        }
        return left;
    }

    private static Expr binary(BinaryOp op, Span opSpan, Expr left, Expr right) {
        return new Expr.Binary(left.span().to(right.span()), op, opSpan, left, right);
    }

    private static BinaryOp comparisonOp(TokenKind kind) {
        return switch (kind) {
            case EQUAL -> BinaryOp.EQ;
            case NOT_EQUAL -> BinaryOp.NE;
            case LESS -> BinaryOp.LT;
            case LESS_EQUAL -> BinaryOp.LE;
            case GREATER -> BinaryOp.GT;
            case GREATER_EQUAL -> BinaryOp.GE;
            case MATCHES -> BinaryOp.MATCHES;
            default -> null;
        };
    }

    private Expr comparison() {
        Expr left = cast();
        for (int n = 1; comparisonOp(kind()) != null && !startsLine(); n++) {
            checkChain(n);
            BinaryOp op = comparisonOp(kind());
            Span opSpan = span();
            advance();
            Expr right = cast();
            if (op == BinaryOp.MATCHES) {
                Span whole = left.span().to(right.span());
                left =
                        new Expr.Matches(
                                whole, opSpan, left, new Pattern.Value(right.span(), right));
            } else {
                left = binary(op, opSpan, left, right);
            }
        }
        return left;
    }

    /// `as` casts everything to its left; operators of levels 6 and 7 may follow the type.
    private Expr cast() {
        Expr left = sum(product(unary()));
        for (int n = 1; isHere(TokenKind.AS); n++) {
            checkChain(n);
            Span op = span();
            advance();
            TypeExpr target = base();
            left = new Expr.Cast(left.span().to(target.span()), op, left, target);
            if (isHere(TokenKind.AS)) {
                throw fail(
                        Code.SYNTAX,
                        "casts can't be chained",
                        Hint.help("write parentheses: (a as T) as U"));
            }
            left = sum(product(left));
        }
        return left;
    }

    private Expr sum(Expr first) {
        Expr left = first;
        for (int n = 1; (is(TokenKind.PLUS) || is(TokenKind.MINUS)) && !startsLine(); n++) {
            checkChain(n);
            BinaryOp op = is(TokenKind.PLUS) ? BinaryOp.ADD : BinaryOp.SUB;
            Span opSpan = span();
            advance();
            left = binary(op, opSpan, left, product(unary()));
        }
        return left;
    }

    private Expr product(Expr first) {
        Expr left = first;
        for (int n = 1; productOp() != null && !startsLine(); n++) {
            checkChain(n);
            BinaryOp op = productOp();
            Span opSpan = span();
            advance();
            left = binary(op, opSpan, left, unary());
        }
        return left;
    }

    private BinaryOp productOp() {
        return switch (kind()) {
            case STAR -> BinaryOp.MUL;
            case SLASH -> BinaryOp.DIV;
            case PERCENT -> BinaryOp.REM;
            default -> null;
        };
    }

    private Expr unary() {
        if (!is(TokenKind.MINUS) && !is(TokenKind.NOT)) {
            return postfix();
        }
        checkOperandLine();
        UnaryOp op = is(TokenKind.MINUS) ? UnaryOp.NEG : UnaryOp.NOT;
        Span opSpan = span();
        advance();
        enter();
        Expr operand = unary();
        leave();
        return new Expr.Unary(opSpan.to(operand.span()), op, opSpan, operand);
    }

    /// An operand may stand on a new line only behind a token that continues the line.
    private void checkOperandLine() {
        if (startsLine() && !previousKind().continuesLine()) {
            throw fail(
                    Code.SYNTAX,
                    "expected an expression, found " + lineEnd(),
                    Hint.help("a line goes on after a binary operator or a comma, or inside ( )"));
        }
    }

    private Expr postfix() {
        Expr value = primary();
        for (int n = 1; !startsLine(); n++) {
            checkChain(n);
            if (is(TokenKind.OPEN_PAREN)) {
                value = call(value);
            } else if (is(TokenKind.OPEN_BRACKET)) {
                value = indexOrSlice(value);
            } else if (is(TokenKind.DOT)) {
                advance();
                Span nameSpan = span();
                String name = memberName();
                value = new Expr.Member(value.span().to(nameSpan), value, name, nameSpan);
            } else if (is(TokenKind.OPEN_BRACE) && startsStructLiteral(value)) {
                value = structLiteral(value);
            } else {
                break;
            }
        }
        return value;
    }

    private String memberName() {
        if (startsLine()) {
            throw fail(Code.SYNTAX, "expected a member name after '.', found " + lineEnd());
        }
        return name("a member name after '.'");
    }

    private Expr call(Expr callee) {
        advance();
        brackets++;
        calls++;
        boolean outer = isHeader;
        isHeader = false;
        List<Expr> arguments = new ArrayList<>();
        while (!is(TokenKind.CLOSE_PAREN)) {
            arguments.add(expr());
            if (!accept(TokenKind.COMMA)) {
                break;
            }
        }
        closeParen("to close the arguments");
        isHeader = outer;
        calls--;
        brackets--;
        return new Expr.Call(spanFrom(callee.span().start()), callee, arguments);
    }

    final void closeParen(String where) {
        if (is(TokenKind.ASSIGN)) {
            throw fail(
                    Code.SYNTAX,
                    "an assignment is not an expression",
                    Hint.help("compare with '=='"));
        }
        expect(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, where);
    }

    private Expr indexOrSlice(Expr base) {
        advance();
        brackets++;
        boolean outer = isHeader;
        isHeader = false;
        Expr from = is(TokenKind.RANGE) ? null : expr();
        Expr result;
        if (accept(TokenKind.RANGE)) {
            Expr to = is(TokenKind.CLOSE_BRACKET) ? null : expr();
            expect(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the slice");
            result = new Expr.Slice(spanFrom(base.span().start()), base, from, to);
        } else {
            expect(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the index");
            result = new Expr.Index(spanFrom(base.span().start()), base, from);
        }
        isHeader = outer;
        brackets--;
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
        int after = afterBrace();
        if (after < 0 || tokens.isFirstOnLine(after)) {
            return false;
        }
        return switch (tokens.kind(after)) {
            case COLON, OPEN_BRACE, DOT, OPEN_BRACKET, OPEN_PAREN, RANGE, RANGE_INCLUSIVE, EQUAL,
                            NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, PLUS, MINUS, STAR,
                            SLASH, PERCENT, AND, OR, AS, MATCHES ->
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
        brackets++;
        boolean outer = isHeader;
        isHeader = false;
        List<Expr.FieldInit> fields = new ArrayList<>();
        while (!is(TokenKind.CLOSE_BRACE)) {
            int fieldStart = start();
            String field = name("a field name or '}'");
            expect(TokenKind.COLON, Code.SYNTAX, "after the field name '" + field + "'");
            Expr value = expr();
            fields.add(new Expr.FieldInit(spanFrom(fieldStart), field, value));
            if (!accept(TokenKind.COMMA) && !tokens.isFirstOnLine(position())) {
                break;
            }
        }
        expect(TokenKind.CLOSE_BRACE, Code.MISSING_BRACE, "to close the struct literal");
        isHeader = outer;
        brackets--;
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
                Function function = lambda();
                return new Expr.Lambda(function.span(), function);
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
            return fail(Code.UNTERMINATED, "expected an expression, found the end of the file");
        }
        if (is(TokenKind.DOT) && kindAhead(1) == TokenKind.NUMBER) {
            return fail(
                    Code.SYNTAX,
                    "a number can't start with a point",
                    Hint.help("write 0." + tokens.text(position() + 1)));
        }
        return fail(Code.SYNTAX, "expected an expression, found " + found());
    }

    private Expr parenthesised() {
        int start = start();
        advance();
        brackets++;
        boolean outer = isHeader;
        isHeader = false;
        Expr inner = expr();
        closeParen("to close the parenthesis");
        isHeader = outer;
        brackets--;
        return new Expr.Paren(spanFrom(start), inner);
    }

    private Expr array() {
        int start = start();
        advance();
        brackets++;
        boolean outer = isHeader;
        isHeader = false;
        List<Expr> elements = new ArrayList<>();
        boolean hasTrailingComma = false;
        while (!is(TokenKind.CLOSE_BRACKET)) {
            elements.add(expr());
            hasTrailingComma = accept(TokenKind.COMMA);
            if (!hasTrailingComma) {
                break;
            }
        }
        expect(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the array");
        isHeader = outer;
        brackets--;
        boolean isFillShape = elements.size() == 2 && !hasTrailingComma && calls == 0;
        return new Expr.ArrayLit(spanFrom(start), elements, isFillShape);
    }

    private Expr match() {
        int start = start();
        int headerIndent = indent();
        advance();
        Expr subject = header();
        List<Expr.Arm> arms = expressionArms(headerIndent);
        return new Expr.Match(spanFrom(start), subject, arms);
    }
}
