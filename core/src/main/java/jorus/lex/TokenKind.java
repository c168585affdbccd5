package jorus.lex;

/// The kinds of tokens (language.md 1).
public enum TokenKind {
    END_OF_FILE("end of file"),
    NAME("name"),
    NUMBER("number"),
    STRING("string"),
    /// A quote and a name, the label of a loop.
    LABEL("label"),
    /// Text that is no token; it was reported.
    BAD("unreadable text"),

    AND("and"),
    AS("as"),
    BREAK("break"),
    CATCH("catch"),
    CONTINUE("continue"),
    ELIF("elif"),
    ELSE("else"),
    ENUM("enum"),
    FALSE("false"),
    FN("fn"),
    FOR("for"),
    IF("if"),
    IMPL("impl"),
    IN("in"),
    MATCH("match"),
    MATCHES("matches"),
    MUT("mut"),
    NOT("not"),
    OR("or"),
    PASS("pass"),
    PRINT("print"),
    PUB("pub"),
    RETURN("return"),
    STRUCT("struct"),
    TRUE("true"),
    TRY("try"),
    USE("use"),
    WHILE("while"),

    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    PERCENT("%"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">="),
    ASSIGN("="),
    PLUS_ASSIGN("+="),
    MINUS_ASSIGN("-="),
    STAR_ASSIGN("*="),
    SLASH_ASSIGN("/="),
    PERCENT_ASSIGN("%="),
    DEFINE(":="),
    ARROW("->"),
    RANGE(".."),
    RANGE_INCLUSIVE("..="),
    DOT("."),
    COMMA(","),
    COLON(":"),
    SEMICOLON(";"),
    QUESTION("?"),
    OPEN_PAREN("("),
    CLOSE_PAREN(")"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}");

    private static final TokenKind[] BY_ID = values();

    private final String text;

    TokenKind(String text) {
        this.text = text;
    }

    /// As written in a program, or a description.
    public String text() {
        return text;
    }

    static TokenKind byId(int id) {
        return BY_ID[id];
    }

    public boolean isKeyword() {
        return ordinal() >= AND.ordinal() && ordinal() <= WHILE.ordinal();
    }

    /// Whether `text` is one of the reserved words.
    public static boolean isKeyword(String text) {
        for (TokenKind kind : BY_ID) {
            if (kind.isKeyword() && kind.text.equals(text)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an expression may continue on the next line behind this token: the operators of
    /// levels 1 to 7, assignment and the comma (language.md 1.7, 15.4.6).
    ///
    /// The caller knows that the token is such an operator and no unary minus or keyword of a
    /// statement.
    public boolean continuesLine() {
        return switch (this) {
            case AND, AS, ELSE, IF, MATCHES, OR, COMMA, COLON, QUESTION, DEFINE -> true;
            default -> ordinal() >= PLUS.ordinal() && ordinal() <= PERCENT_ASSIGN.ordinal();
        };
    }
}
