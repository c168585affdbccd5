package jorus.syntax;

import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

/// Expressions: recursive descent along the levels 1 to 8 of language.md 4.1.
abstract class ExprParser extends OperandParser {
    ExprParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    @Override
    final Expr expr() {
        enter();
        Expr value = orExpr();
        if (isHere(TokenKind.QUESTION)) {
            int below = height;
            advance();
            Expr whenTrue = expr();
            below = Math.max(below, height);
            expect(TokenKind.COLON, Code.SYNTAX, "between the sides of '? :'");
            Expr whenFalse = expr();
            value = conditional(value.span(), value, whenTrue, whenFalse, below);
        }
        if (isHere(TokenKind.IF)) {
            int below = height;
            advance();
            Expr condition = orExpr();
            below = Math.max(below, height);
            if (!isHere(TokenKind.ELSE)) {
                throw fail(
                        missing(),
                        place(),
                        "expected 'else' after the condition, found " + lineEnd(),
                        Hint.help("a conditional value has two sides: a if c else b"));
            }
            advance();
            Expr whenFalse = expr();
            value = conditional(value.span(), condition, value, whenFalse, below);
        }
        leave();
        peak = Math.max(peak, height);
        return value;
    }

    /// `below` is the height of the parts other than the one parsed last.
    private Expr conditional(Span start, Expr condition, Expr whenTrue, Expr whenFalse, int below) {
        grow(below);
        Span span = start.to(whenFalse.span());
        return new Expr.Conditional(span, condition, whenTrue, whenFalse);
    }

    @Override
    final Expr orExpr() {
        Expr left = andExpr();
        for (int n = 2; isHere(TokenKind.OR); n++) {
            checkChain(n);
            Span op = span();
            int below = height;
            advance();
            left = binary(BinaryOp.OR, op, left, andExpr(), below);
        }
        peak = Math.max(peak, height);
        return left;
    }

    private Expr andExpr() {
        Expr left = comparison();
        for (int n = 2; isHere(TokenKind.AND); n++) {
            checkChain(n);
            Span op = span();
            int below = height;
            advance();
            left = binary(BinaryOp.AND, op, left, comparison(), below);
        }
        return left;
    }

    /// `below` is the height of `left`; that of `right` is the current one.
    private Expr binary(BinaryOp op, Span opSpan, Expr left, Expr right, int below) {
        grow(below);
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
        for (int n = 2; comparisonOp(kind()) != null && !startsLine(); n++) {
            checkChain(n);
            BinaryOp op = comparisonOp(kind());
            Span opSpan = span();
            int below = height;
            advance();
            Expr right = cast();
            if (op == BinaryOp.MATCHES) {
                grow(below);
                Span whole = left.span().to(right.span());
                Pattern pattern = new Pattern.Value(right.span(), right);
                left = new Expr.Matches(whole, opSpan, left, pattern);
            } else {
                left = binary(op, opSpan, left, right, below);
            }
        }
        return left;
    }

    /// `as` casts everything to its left; operators of levels 6 and 7 may follow the type.
    private Expr cast() {
        Expr left = sum(product(unary()));
        for (int n = 2; isHere(TokenKind.AS); n++) {
            checkChain(n);
            Span op = span();
            advance();
            TypeExpr target = base();
            left = new Expr.Cast(left.span().to(target.span()), op, left, target);
            grow(height);
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
        for (int n = 2; (is(TokenKind.PLUS) || is(TokenKind.MINUS)) && !startsLine(); n++) {
            checkChain(n);
            BinaryOp op = is(TokenKind.PLUS) ? BinaryOp.ADD : BinaryOp.SUB;
            Span opSpan = span();
            int below = height;
            advance();
            left = binary(op, opSpan, left, product(unary()), below);
        }
        return left;
    }

    private Expr product(Expr first) {
        Expr left = first;
        for (int n = 2; productOp() != null && !startsLine(); n++) {
            checkChain(n);
            BinaryOp op = productOp();
            Span opSpan = span();
            int below = height;
            advance();
            left = binary(op, opSpan, left, unary(), below);
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
        if (startsLine()) {
            throw operandMissing();
        }
        enter();
        Expr operand = unary();
        leave();
        grow(height);
        return new Expr.Unary(opSpan.to(operand.span()), op, opSpan, operand);
    }
}
