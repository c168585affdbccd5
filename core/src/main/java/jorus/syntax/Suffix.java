package jorus.syntax;

/// The type suffix of a number literal (language.md 1.4); `U` is u32 if the value fits, else u64.
public enum Suffix {
    NONE,
    I32,
    I64,
    U32,
    U64,
    F64,
    U
}
