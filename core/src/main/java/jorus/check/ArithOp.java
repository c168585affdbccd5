package jorus.check;

/// Arithmetic of the typed tree.
public enum ArithOp {
    ADD,
    SUB,
    MUL,
    DIV,
    REM
}
