package jorus.builtin;

/// The runtime errors of language.md 9.4: kind, code, and the message if it is always the same.
///
/// `typeof` of an error is its kind and message; a report carries the code.
public enum TrapKind {
    // @formatter:off
    DIVISION_BY_ZERO ("runtime error",    1, "Division by zero"),
    OVERFLOW         ("value error",      4, "Integer overflow"),
    CONVERSION_RANGE ("value error",      7, null),
    ARRAY_INDEX_SIGN ("type error",    2001, "Array index must be a non-negative integer"),
    ARRAY_INDEX      ("index error",      2, "Array index out of bounds"),
    STRING_INDEX_SIGN("type error",    2001, "String index must be a non-negative integer"),
    STRING_INDEX     ("index error",      2, "String index out of bounds"),
    SLICE            ("index error",      2, null),
    SLICE_SIGN       ("type error",    2001, null),
    EMPTY_POP        ("value error",      5, "Cannot pop from an empty array"),
    UNSORTABLE       ("runtime error",    5, "sorted() requires an array of comparable elements"),
    REPETITION       ("runtime error",    5,
            "Array repetition requires a non-negative integer count and reasonable size"),
    CONVERSION       ("conversion error", 10, null),
    RANGE_ARGUMENTS  ("argument error",   5, "Invalid arguments provided to range()"),
    RANGE_STEP       ("argument error",   5, "range step cannot be zero"),
    END_OF_INPUT     ("eof error",        5, "input() reached end of file"),
    ASSERTION        ("runtime error",    5, null),
    TYPE             ("type error",    2001, null),
    ARITY            ("argument error", 2009, null),
    ATTRIBUTE        ("attribute error",  5, null),
    NAME             ("name error",       3, null),
    NO_RETURN        ("runtime error",    5, null),
    NO_ARM           ("runtime error",    5, "No match arm matched the value"),
    RECURSION        ("recursion error",  8, "Stack overflow"),
    MEMORY           ("runtime error",    9, "Out of memory"),
    /// An image that no compiler writes, although it is verified: not in the language.
    STATE            ("state error",     11, null);
    // @formatter:on

    private static final TrapKind[] BY_ID = values();

    private final String text;
    private final int code;
    private final String message;

    TrapKind(String text, int code, String message) {
        this.text = text;
        this.code = code;
        this.message = message;
    }

    /// The kind as programs see it.
    public String text() {
        return text;
    }

    /// The number of the code `E....` in a report.
    public int code() {
        return code;
    }

    /// The message, or null if it depends on the case.
    public String message() {
        return message;
    }

    public static int count() {
        return BY_ID.length;
    }

    /// @throws ArrayIndexOutOfBoundsException if `id` is no kind
    public static TrapKind byId(int id) {
        return BY_ID[id];
    }
}
