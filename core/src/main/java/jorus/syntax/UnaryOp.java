package jorus.syntax;

/// The prefix operators.
public enum UnaryOp {
    NEG,
    NOT
}
