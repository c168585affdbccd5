package jorus.builtin;

/// What a builtin takes or gives.
public enum Shape {
    VOID,
    BOOL,
    I32,
    I64,
    U32,
    U64,
    F64,
    STRING,
    ITERATOR,
    ANY,
    /// The address of any object: an argument of an intrinsic whose type the lowering vouches for.
    REF,
    /// Any numeric type, the same for all NUMBER places of the row.
    NUMBER,
    /// An array or a string.
    SEQUENCE,
    /// An array of some element type, the same for all ARRAY and ELEMENT places of the row.
    ARRAY,
    ELEMENT
}
