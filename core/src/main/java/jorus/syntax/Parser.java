package jorus.syntax;

import jorus.lex.Lexer;
import jorus.lex.TokenKind;
import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.source.Span;

import java.util.ArrayList;
import java.util.List;

/// Parses a file to its syntax tree (language.md 14).
///
/// Errors go to the diagnostics and the parser goes on with the next statement; the tree that comes
/// back is whole as far as it goes. The class is the last of a chain that splits the grammar into
/// files: [Cursor], [TypeParser], [OperandParser], [ExprParser], [SuiteParser], [MemberParser],
/// [DeclarationParser], statements here.
public final class Parser extends DeclarationParser {
    private Parser(Tokens tokens, Diagnostics diagnostics) {
        super(tokens, diagnostics);
    }

    /// Never null and never throws for any text; see `diagnostics` for errors.
    public static Module parse(SourceFile file, Diagnostics diagnostics) {
        int reported = diagnostics.count();
        Tokens tokens = Lexer.lex(file, diagnostics);
        List<Stmt> statements = new Parser(tokens, diagnostics).module();
        diagnostics.sortFrom(reported);
        return new Module(file, statements);
    }

    @Override
    void statement(List<Stmt> out) {
        switch (kind()) {
            case IF -> out.add(ifStmt());
            case WHILE, FOR, LABEL -> out.add(loop());
            case TRY -> out.add(tryStmt());
            case MATCH -> out.add(matchStmt());
            case STRUCT -> out.add(structDecl(false));
            case ENUM -> out.add(enumDecl(false));
            case IMPL -> out.add(implDecl(false));
            case USE -> out.add(use());
            case PUB -> publicDeclaration(out);
            case PRINT -> out.add(print());
            case PASS -> {
                out.add(new Stmt.Pass(span()));
                advance();
            }
            case BREAK, CONTINUE -> out.add(jump());
            case RETURN -> out.add(returnStmt());
            case ELIF, ELSE -> throw strayBranch("if");
            case CATCH -> throw strayBranch("try");
            case CLOSE_PAREN, CLOSE_BRACKET, CLOSE_BRACE -> throw closesNothing();
            default -> {
                if (is(TokenKind.FN) && kindAhead(1) != TokenKind.OPEN_PAREN) {
                    out.add(fnDecl(false));
                } else {
                    declarations(out);
                }
            }
        }
    }

    private SyntaxError strayBranch(String opener) {
        return fail(
                Code.SYNTAX,
                found() + " without a matching '" + opener + "'",
                Hint.help("it stands at the indentation of the line of its '" + opener + "'"));
    }

    private void publicDeclaration(List<Stmt> out) {
        TokenKind next = isAheadOnLine(1) ? kindAhead(1) : TokenKind.END_OF_FILE;
        switch (next) {
            case FN, STRUCT, ENUM, IMPL -> acceptPublic();
            default -> {
                declarations(out);
                return;
            }
        }
        switch (next) {
            case FN -> out.add(fnDecl(true));
            case STRUCT -> out.add(structDecl(true));
            case ENUM -> out.add(enumDecl(true));
            default -> out.add(implDecl(true));
        }
    }

    private boolean acceptPublic() {
        if (is(TokenKind.PUB) && !isModuleLevel()) {
            complain(Code.SYNTAX, span(), "'pub' is allowed only at module level");
        }
        return accept(TokenKind.PUB);
    }

    private Stmt ifStmt() {
        int start = start();
        int headerIndent = indent();
        List<Stmt.If.Branch> branches = new ArrayList<>();
        branches.add(branch());
        List<Stmt> otherwise = null;
        while (otherwise == null) {
            if (continuesStatement(TokenKind.ELIF, headerIndent)) {
                branches.add(branch());
            } else if (continuesStatement(TokenKind.ELSE, headerIndent)) {
                int elseIndent = indent();
                advance();
                if (isHere(TokenKind.IF)) {
                    branches.add(branch());
                } else {
                    otherwise = suite(elseIndent, "'else'");
                }
            } else {
                break;
            }
        }
        return new Stmt.If(spanFrom(start), branches, otherwise);
    }

    private Stmt.If.Branch branch() {
        int start = start();
        int headerIndent = indent();
        advance();
        Expr condition = header();
        List<Stmt> body = suite(headerIndent, "the condition");
        return new Stmt.If.Branch(spanFrom(start), condition, body);
    }

    private Stmt loop() {
        int start = start();
        int headerIndent = indent();
        String label = null;
        if (is(TokenKind.LABEL)) {
            label = label();
            expect(TokenKind.COLON, Code.SYNTAX, "after the label");
            if (!is(TokenKind.FOR) && !is(TokenKind.WHILE) || startsLine()) {
                throw fail(
                        Code.SYNTAX,
                        place(),
                        "expected 'for' or 'while' after the label, found " + lineEnd());
            }
        }
        boolean isFor = is(TokenKind.FOR);
        advance();
        if (isFor) {
            return forLoop(start, headerIndent, label);
        }
        Expr condition = header();
        List<Stmt> body = suite(headerIndent, "the condition");
        return new Stmt.While(spanFrom(start), label, condition, body);
    }

    private String label() {
        String label = text().substring(1);
        if (TokenKind.isKeyword(label)) {
            throw fail(Code.SYNTAX, "the keyword '" + label + "' can't be a label");
        }
        advance();
        return label;
    }

    private Stmt forLoop(int start, int headerIndent, String label) {
        Span nameSpan = span();
        String name = name("a loop variable");
        expect(TokenKind.IN, Code.SYNTAX, "after the loop variable");
        Expr from = header();
        if (!isHere(TokenKind.RANGE) && !isHere(TokenKind.RANGE_INCLUSIVE)) {
            List<Stmt> body = suite(headerIndent, "what the loop runs over");
            return new Stmt.ForEach(spanFrom(start), label, name, nameSpan, from, body);
        }
        boolean isInclusive = is(TokenKind.RANGE_INCLUSIVE);
        advance();
        Expr to = header();
        Expr step = null;
        if (isHere(TokenKind.RANGE)) {
            advance();
            step = header();
        }
        List<Stmt> body = suite(headerIndent, "the range");
        return new Stmt.ForRange(
                spanFrom(start), label, name, nameSpan, from, to, isInclusive, step, body);
    }

    private Stmt tryStmt() {
        int start = start();
        int headerIndent = indent();
        advance();
        List<Stmt> body = suite(headerIndent, "'try'");
        if (!continuesStatement(TokenKind.CATCH, headerIndent)) {
            throw fail(
                    is(TokenKind.END_OF_FILE) ? Code.UNTERMINATED : Code.SYNTAX,
                    place(),
                    "expected 'catch' after the 'try' suite, found " + lineEnd());
        }
        Span catchSpan = span();
        int catchIndent = indent();
        advance();
        String errorName = null;
        Span errorSpan = null;
        if (isHere(TokenKind.NAME)) {
            errorName = text();
            errorSpan = span();
            advance();
        }
        List<Stmt> handler = suite(catchIndent, "'catch'");
        return new Stmt.Try(spanFrom(start), body, catchSpan, errorName, errorSpan, handler);
    }

    private Stmt print() {
        int start = start();
        advance();
        int open = position();
        expect(TokenKind.OPEN_PAREN, Code.MISSING_PAREN, "after 'print'");
        brackets++;
        List<Expr> arguments = new ArrayList<>();
        while (!is(TokenKind.CLOSE_PAREN)) {
            arguments.add(expr());
            if (accept(TokenKind.COMMA)) {
                continue;
            }
            boolean isOnNextLine = tokens.isFirstOnLine(position());
            if (startsOperand() && (!isOnNextLine || closeOf(open) >= 0)) {
                throw fail(
                        Code.PRINT_COMMA,
                        "expected ',' between the arguments of print, found " + found());
            }
            break;
        }
        close(TokenKind.CLOSE_PAREN, Code.MISSING_PAREN, "to close the arguments of print");
        brackets--;
        return new Stmt.Print(spanFrom(start), arguments);
    }

    private boolean startsOperand() {
        return switch (kind()) {
            case NUMBER, STRING, NAME, TRUE, FALSE, NOT, FN, MATCH -> true;
            default -> false;
        };
    }

    private Stmt jump() {
        int start = start();
        boolean isBreak = is(TokenKind.BREAK);
        advance();
        String label = null;
        if (isHere(TokenKind.LABEL)) {
            label = label();
        }
        Span span = spanFrom(start);
        return isBreak ? new Stmt.Break(span, label) : new Stmt.Continue(span, label);
    }

    private Stmt returnStmt() {
        int start = start();
        advance();
        List<Expr> values = new ArrayList<>();
        if (!startsLine() && !endsStatement()) {
            values.add(expr());
            while (!endsAtComma() && isHere(TokenKind.COMMA)) {
                advance();
                values.add(expr());
            }
        }
        return new Stmt.Return(spanFrom(start), values);
    }

    private boolean endsStatement() {
        return switch (kind()) {
            case SEMICOLON,
                    COMMA,
                    CLOSE_BRACE,
                    CLOSE_PAREN,
                    CLOSE_BRACKET,
                    ELSE,
                    ELIF,
                    CATCH,
                    END_OF_FILE ->
                    true;
            default -> false;
        };
    }

    /// One declaration, assignment or expression, or several declarations in a row.
    private void declarations(List<Stmt> out) {
        boolean mayContinue = declaration(out, false);
        while (mayContinue && !endsAtComma() && isHere(TokenKind.COMMA)) {
            advance();
            mayContinue = declaration(out, true);
        }
    }

    /// Whether what was read is a declaration or plain assignment, so that `,` may follow; if
    /// `isInRow` it must be one.
    private boolean declaration(List<Stmt> out, boolean isInRow) {
        int start = start();
        boolean isPublic = acceptPublic();
        if (isPublic && !is(TokenKind.NAME) && !is(TokenKind.MUT) || isPublic && startsLine()) {
            throw fail(
                    missing(), place(), "expected a declaration after 'pub', found " + lineEnd());
        }
        if (is(TokenKind.MUT)) {
            advance();
            out.add(explicit(start, Stmt.Declare.Form.PLAIN, true, isPublic));
            return true;
        }
        if (is(TokenKind.NAME)) {
            TokenKind next = isAheadOnLine(1) ? kindAhead(1) : TokenKind.END_OF_FILE;
            if ((next == TokenKind.NAME || next == TokenKind.MUT) && text().equals("let")) {
                if (isPublic) {
                    throw fail(
                            Code.SYNTAX,
                            "'pub' can't stand before 'let'",
                            Hint.help("write 'pub mut x = ...' or 'pub x = ...'"));
                }
                advance();
                boolean isMut = accept(TokenKind.MUT);
                out.add(explicit(start, Stmt.Declare.Form.LET, isMut, false));
                return true;
            }
            if (next == TokenKind.COLON || next == TokenKind.DEFINE) {
                out.add(explicit(start, Stmt.Declare.Form.PLAIN, false, isPublic));
                return true;
            }
            if (!isPublic && !isInRow && !endsAtComma() && destructures()) {
                out.add(destructure(start));
                return false;
            }
        }
        return assignment(out, start, isPublic, isInRow);
    }

    private Stmt explicit(int start, Stmt.Declare.Form form, boolean isMut, boolean isPublic) {
        Span nameSpan = span();
        String name = name("a variable name");
        TypeExpr type = null;
        if (isHere(TokenKind.COLON)) {
            advance();
            type = type();
        }
        boolean isConstant = isHere(TokenKind.DEFINE);
        if (isConstant && isMut) {
            throw fail(
                    Code.SYNTAX,
                    "a constant can't be 'mut'",
                    Hint.help("use ':=' without 'mut', or 'mut' with '='"));
        }
        if (isMut && updateOp() != null && !startsLine()) {
            throw fail(
                    Code.MUT_COMPOUND,
                    "a declaration can't use " + found(),
                    Hint.help("declare '" + name + "' with '=' first"));
        }
        if (!isConstant) {
            expect(TokenKind.ASSIGN, Code.SYNTAX, "and a value for '" + name + "'");
        } else {
            advance();
        }
        Expr value = expr();
        return new Stmt.Declare(
                spanFrom(start),
                name,
                nameSpan,
                isConstant ? Stmt.Declare.Form.CONSTANT : form,
                isMut,
                isPublic,
                type,
                value);
    }

    /// Whether `name, name, ... =` follows.
    private boolean destructures() {
        int i = 1;
        while (kindAhead(i) == TokenKind.COMMA
                && isAheadOnLine(i)
                && kindAhead(i + 1) == TokenKind.NAME) {
            i += 2;
        }
        return i > 1 && kindAhead(i) == TokenKind.ASSIGN && isAheadOnLine(i);
    }

    private Stmt destructure(int start) {
        List<Expr.Name> names = new ArrayList<>();
        do {
            names.add(new Expr.Name(span(), text()));
            advance();
        } while (accept(TokenKind.COMMA));
        advance();
        Expr value = expr();
        return new Stmt.Destructure(spanFrom(start), names, value);
    }

    private BinaryOp updateOp() {
        return switch (kind()) {
            case PLUS_ASSIGN -> BinaryOp.ADD;
            case MINUS_ASSIGN -> BinaryOp.SUB;
            case STAR_ASSIGN -> BinaryOp.MUL;
            case SLASH_ASSIGN -> BinaryOp.DIV;
            case PERCENT_ASSIGN -> BinaryOp.REM;
            default -> null;
        };
    }

    /// An assignment, an update, or an expression; true for a plain assignment to a name, the only
    /// one that may be public or stand in a row of declarations.
    private boolean assignment(List<Stmt> out, int start, boolean isPublic, boolean isInRow) {
        Expr first = expr();
        boolean isPlain = isHere(TokenKind.ASSIGN) && first instanceof Expr.Name;
        if (!isPlain && (isPublic || isInRow)) {
            throw fail(
                    Code.SYNTAX,
                    first.span(),
                    "expected a declaration after " + (isPublic ? "'pub'" : "','"));
        }
        if (startsLine() || !isAssignment()) {
            out.add(new Stmt.ExprStmt(first.span(), first));
            return false;
        }
        checkTarget(first);
        BinaryOp op = updateOp();
        if (op != null) {
            Span opSpan = span();
            advance();
            Expr value = expr();
            out.add(new Stmt.Update(spanFrom(start), first, op, opSpan, value));
            return false;
        }
        List<Expr> targets = new ArrayList<>();
        targets.add(first);
        advance();
        Expr value = expr();
        while (isHere(TokenKind.ASSIGN) && !isPublic) {
            checkTarget(value);
            targets.add(value);
            advance();
            value = expr();
        }
        out.add(new Stmt.Assign(spanFrom(start), targets, value, isPublic));
        return isPlain && targets.size() == 1;
    }

    private void checkTarget(Expr target) {
        boolean isTarget =
                target instanceof Expr.Name
                        || target instanceof Expr.Index
                        || target instanceof Expr.Member;
        if (!isTarget) {
            throw fail(
                    Code.SYNTAX,
                    target.span(),
                    "this can't be assigned to",
                    Hint.help("targets are names, elements a[i] and fields a.b"));
        }
    }
}
