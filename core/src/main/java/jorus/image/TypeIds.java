package jorus.image;

/// The type ids that are the same in every image; array types follow from [#FIRST_FREE].
///
/// A type id is what object headers, `any` tags, slot tables and instructions carry.
public final class TypeIds {
    public static final int NONE = 0;
    public static final int I32 = 1;
    public static final int I64 = 2;
    public static final int U32 = 3;
    public static final int U64 = 4;
    public static final int F64 = 5;
    public static final int BOOL = 6;
    public static final int STRING = 7;
    public static final int VOID = 8;
    public static final int ANY = 9;
    public static final int ERROR = 10;
    public static final int RANGE = 11;

    /// An array whose element type is not decided yet.
    public static final int OPEN_ARRAY = 12;

    public static final int FIRST_FREE = 16;

    private TypeIds() {}
}
