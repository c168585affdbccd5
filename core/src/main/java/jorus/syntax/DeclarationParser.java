package jorus.syntax;

import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

import java.util.ArrayList;
import java.util.List;

/// Functions, structs, enums, impl blocks, `use`, and the arms of matches.
abstract class DeclarationParser extends MemberParser {
    DeclarationParser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    final Stmt fnDecl(boolean isPublic) {
        Function function = function();
        return new Stmt.FnDecl(function.span(), isPublic, function);
    }

    @Override
    final Function lambda() {
        int start = start();
        int headerIndent = indent();
        Span word = span();
        advance();
        return signatureAndBody(start, headerIndent, null, word);
    }

    private Function function() {
        int start = start();
        int headerIndent = indent();
        advance();
        Span nameSpan = span();
        return signatureAndBody(start, headerIndent, name("a function name"), nameSpan);
    }

    private Function signatureAndBody(int start, int headerIndent, String name, Span nameSpan) {
        List<Function.Parameter> parameters = parameters();
        TypeExpr result = null;
        if (isHere(TokenKind.ARROW)) {
            advance();
            result = type();
        }
        List<Stmt> body = suite(headerIndent, "the function's signature");
        return new Function(spanFrom(start), name, nameSpan, parameters, result, body);
    }

    private List<Function.Parameter> parameters() {
        expect(TokenKind.OPEN_PAREN, Code.MISSING_PAREN, "before the parameters");
        brackets++;
        List<Function.Parameter> parameters = new ArrayList<>();
        while (!is(TokenKind.CLOSE_PAREN)) {
            int start = start();
            boolean isMut = accept(TokenKind.MUT);
            String name = name("a parameter name");
            TypeExpr type = accept(TokenKind.COLON) ? type() : null;
            parameters.add(new Function.Parameter(spanFrom(start), name, isMut, type));
            if (!accept(TokenKind.COMMA)) {
                break;
            }
        }
        expect(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, "to close the parameters");
        brackets--;
        return parameters;
    }

    final Stmt structDecl(boolean isPublic) {
        int start = start();
        int headerIndent = indent();
        advance();
        Span nameSpan = span();
        String name = name("a struct name");
        List<Stmt.StructDecl.Field> fields =
                members(
                        headerIndent,
                        "the struct's name",
                        new Member<>() {
                            @Override
                            Stmt.StructDecl.Field read() {
                                return field();
                            }
                        });
        return new Stmt.StructDecl(spanFrom(start), isPublic, name, nameSpan, fields);
    }

    private Stmt.StructDecl.Field field() {
        accept(TokenKind.PUB);
        int start = start();
        String name = name("a field name");
        expect(TokenKind.COLON, Code.SYNTAX, "and a type after the field name '" + name + "'");
        TypeExpr type = type();
        Expr defaultValue = null;
        if (isHere(TokenKind.ASSIGN)) {
            advance();
            defaultValue = expr();
        }
        return new Stmt.StructDecl.Field(spanFrom(start), name, type, defaultValue);
    }

    final Stmt enumDecl(boolean isPublic) {
        int start = start();
        int headerIndent = indent();
        advance();
        Span nameSpan = span();
        String name = name("an enum name");
        List<String> typeParameters = new ArrayList<>();
        if (isHere(TokenKind.OPEN_BRACKET)) {
            advance();
            brackets++;
            do {
                typeParameters.add(name("a type parameter"));
            } while (accept(TokenKind.COMMA));
            expect(TokenKind.CLOSE_BRACKET, Code.MISSING_BRACKET, "to close the type parameters");
            brackets--;
        }
        List<Stmt.EnumDecl.Variant> variants =
                members(
                        headerIndent,
                        "the enum's name",
                        new Member<>() {
                            @Override
                            Stmt.EnumDecl.Variant read() {
                                return variant();
                            }
                        });
        return new Stmt.EnumDecl(
                spanFrom(start), isPublic, name, nameSpan, typeParameters, variants);
    }

    private Stmt.EnumDecl.Variant variant() {
        int start = start();
        String name = name("a variant name");
        List<Stmt.EnumDecl.Payload> payloads = new ArrayList<>();
        if (isHere(TokenKind.OPEN_PAREN)) {
            advance();
            brackets++;
            while (!is(TokenKind.CLOSE_PAREN)) {
                payloads.add(payload());
                if (!accept(TokenKind.COMMA)) {
                    break;
                }
            }
            expect(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, "to close the payloads");
            brackets--;
        }
        return new Stmt.EnumDecl.Variant(spanFrom(start), name, payloads);
    }

    private Stmt.EnumDecl.Payload payload() {
        int start = start();
        String name = null;
        if (is(TokenKind.NAME) && kindAhead(1) == TokenKind.COLON) {
            name = text();
            advance();
            advance();
        }
        return new Stmt.EnumDecl.Payload(spanFrom(start), name, type());
    }

    final Stmt implDecl(boolean isPublic) {
        int start = start();
        int headerIndent = indent();
        advance();
        Span nameSpan = span();
        String name = name("a type name");
        List<Function> functions =
                members(
                        headerIndent,
                        "the type's name",
                        new Member<>() {
                            @Override
                            Function read() {
                                return method();
                            }
                        });
        return new Stmt.ImplDecl(spanFrom(start), isPublic, name, nameSpan, functions);
    }

    private Function method() {
        accept(TokenKind.PUB);
        if (!is(TokenKind.FN)) {
            throw fail(Code.SYNTAX, "expected 'fn' in an impl block, found " + found());
        }
        return function();
    }

    final Stmt use() {
        int start = start();
        if (!isModuleLevel()) {
            complain(Code.SYNTAX, span(), "'use' is allowed only at module level");
        }
        advance();
        int pathStart = start();
        List<String> path = new ArrayList<>();
        path.add(name("a module name"));
        while (isHere(TokenKind.DOT)) {
            advance();
            path.add(name("a module name after '.'"));
        }
        Span pathSpan = spanFrom(pathStart);
        String alias = null;
        if (isHere(TokenKind.AS)) {
            advance();
            alias = name("a name after 'as'");
        }
        List<Stmt.Use.Item> items = null;
        if (isHere(TokenKind.COLON)) {
            advance();
            items = useItems();
        }
        return new Stmt.Use(spanFrom(start), path, pathSpan, alias, items);
    }

    private List<Stmt.Use.Item> useItems() {
        List<Stmt.Use.Item> items = new ArrayList<>();
        if (isHere(TokenKind.STAR)) {
            advance();
            return items;
        }
        do {
            Span span = span();
            String name = name("an exported name or '*'");
            String alias = null;
            if (isHere(TokenKind.AS)) {
                advance();
                alias = name("a name after 'as'");
            }
            items.add(new Stmt.Use.Item(span, name, alias));
        } while (isHere(TokenKind.COMMA) && accept(TokenKind.COMMA));
        return items;
    }

    final Stmt matchStmt() {
        int start = start();
        int headerIndent = indent();
        advance();
        Expr subject = header();
        int complaints = complaints();
        List<Stmt.Match.Arm> arms =
                members(
                        headerIndent,
                        "the subject of 'match'",
                        new Member<>() {
                            @Override
                            Stmt.Match.Arm read() {
                                return arm();
                            }
                        });
        checkArms(arms.isEmpty() && complaints() == complaints, start);
        return new Stmt.Match(spanFrom(start), subject, arms);
    }

    private void checkArms(boolean isEmpty, int start) {
        if (isEmpty) {
            complain(
                    Code.SYNTAX,
                    new Span(start, start + "match".length()),
                    "a match needs at least one arm",
                    Hint.help("arms look like: pattern -> statement"));
        }
    }

    private Stmt.Match.Arm arm() {
        int start = start();
        int armIndent = indent();
        Pattern pattern = pattern();
        List<Stmt> body = armSuite(armIndent);
        return new Stmt.Match.Arm(spanFrom(start), pattern, body);
    }

    @Override
    final List<Expr.Arm> expressionArms(int start, int headerIndent) {
        int complaints = complaints();
        List<Expr.Arm> arms =
                members(
                        headerIndent,
                        "the subject of 'match'",
                        new Member<>() {
                            @Override
                            Expr.Arm read() {
                                int armStart = start();
                                Pattern pattern = pattern();
                                Expr value = expr();
                                return new Expr.Arm(spanFrom(armStart), pattern, value);
                            }
                        });
        checkArms(arms.isEmpty() && complaints() == complaints, start);
        return arms;
    }

    /// A pattern and the arrow behind it.
    private Pattern pattern() {
        Expr value = orExpr();
        if (value instanceof Expr.StructLit) {
            throw fail(Code.SYNTAX, value.span(), "a struct literal can't be a pattern");
        }
        expect(TokenKind.ARROW, Code.SYNTAX, "after the pattern");
        if (value instanceof Expr.Name name && name.name().equals("_")) {
            return new Pattern.Wildcard(name.span());
        }
        Pattern variant = variantPattern(value);
        return variant != null ? variant : new Pattern.Value(value.span(), value);
    }

    /// The pattern that `[module.]Enum.Variant[(names)]` may mean, or null.
    private static Pattern variantPattern(Expr value) {
        List<Pattern.Binding> bindings = null;
        Expr path = value;
        if (value instanceof Expr.Call call) {
            bindings = new ArrayList<>();
            for (Expr argument : call.arguments()) {
                if (!(argument instanceof Expr.Name name)) {
                    return null;
                }
                bindings.add(new Pattern.Binding(name.span(), name.name()));
            }
            path = call.callee();
        }
        if (!(path instanceof Expr.Member last)) {
            return null;
        }
        String module = null;
        String enumName;
        if (last.base() instanceof Expr.Name name) {
            enumName = name.name();
        } else if (last.base() instanceof Expr.Member middle
                && middle.base() instanceof Expr.Name name) {
            module = name.name();
            enumName = middle.name();
        } else {
            return null;
        }
        return new Pattern.Variant(
                value.span(), module, enumName, last.name(), last.nameSpan(), bindings, value);
    }
}
