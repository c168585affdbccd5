package jorus.check;

/// Comparisons of the typed tree; `matches` against a value is EQ.
public enum CompareOp {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE
}
