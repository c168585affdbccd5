package jorus.syntax;

/// The binary operators of language.md 4.1.
public enum BinaryOp {
    ADD("+"),
    SUB("-"),
    MUL("*"),
    DIV("/"),
    REM("%"),
    EQ("=="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    MATCHES("matches"),
    AND("and"),
    OR("or");

    private final String text;

    BinaryOp(String text) {
        this.text = text;
    }

    /// The operator as written in a program.
    public String text() {
        return text;
    }

    public boolean isArithmetic() {
        return ordinal() <= REM.ordinal();
    }

    public boolean isComparison() {
        return ordinal() >= EQ.ordinal() && ordinal() <= GE.ordinal();
    }
}
