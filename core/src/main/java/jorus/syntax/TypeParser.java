package jorus.syntax;

import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

import java.util.ArrayList;
import java.util.List;

/// Types (language.md 14, `type` and `base`).
abstract class TypeParser extends Cursor {
    TypeParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    abstract Expr number();

    final TypeExpr type() {
        enter();
        TypeExpr type;
        if (startsLine()) {
            throw fail(missing(), place(), "expected a type, found " + lineEnd());
        }
        if (is(TokenKind.OPEN_BRACKET)) {
            type = arrayType();
        } else if (is(TokenKind.FN)) {
            type = functionType();
        } else {
            type = base();
        }
        if (isHere(TokenKind.QUESTION)) {
            advance();
        }
        leave();
        return type;
    }

    private TypeExpr arrayType() {
        int start = start();
        advance();
        brackets++;
        TypeExpr element = type();
        Expr length = accept(TokenKind.COMMA) ? length() : null;
        expect(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the array type");
        brackets--;
        return new TypeExpr.ArrayOf(spanFrom(start), element, length);
    }

    /// Null if the number could not be read, which was reported.
    private Expr length() {
        if (is(TokenKind.NAME)) {
            Expr name = new Expr.Name(span(), text());
            advance();
            return name;
        }
        if (is(TokenKind.NUMBER)) {
            Span place = span();
            Expr number = number();
            if (number instanceof Expr.IntLit) {
                return number;
            }
            if (number instanceof Expr.FloatLit) {
                complain(Code.SYNTAX, place, "an array length is a whole number");
            }
            return null;
        }
        throw fail(
                missing(),
                place(),
                "expected an array length, found " + found(),
                Hint.help("a length is an integer literal or the name of a constant"));
    }

    private TypeExpr functionType() {
        int start = start();
        advance();
        expect(TokenKind.OPEN_PAREN, Code.SYNTAX, "after 'fn' in a type");
        brackets++;
        List<TypeExpr> parameters = new ArrayList<>();
        while (!is(TokenKind.CLOSE_PAREN)) {
            parameters.add(type());
            if (!accept(TokenKind.COMMA)) {
                break;
            }
        }
        expect(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, "to close the parameter types");
        brackets--;
        TypeExpr result = null;
        if (isHere(TokenKind.ARROW)) {
            advance();
            result = type();
        }
        return new TypeExpr.FunctionOf(spanFrom(start), parameters, result);
    }

    /// A type name, perhaps qualified, perhaps with type arguments.
    final TypeExpr base() {
        int start = start();
        List<String> path = new ArrayList<>();
        path.add(name("a type"));
        while (isHere(TokenKind.DOT)) {
            advance();
            path.add(name("a type name after '.'"));
        }
        List<TypeExpr> arguments = new ArrayList<>();
        if (isHere(TokenKind.OPEN_BRACKET)) {
            advance();
            brackets++;
            do {
                arguments.add(type());
            } while (accept(TokenKind.COMMA));
            expect(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the type arguments");
            brackets--;
        }
        return new TypeExpr.Named(spanFrom(start), path, arguments);
    }
}
