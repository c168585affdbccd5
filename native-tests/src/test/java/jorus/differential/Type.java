package jorus.differential;

/// A type of generated programs: how it is written, and what its elements are if it is an array.
enum Type {
    I32("i32", null),
    I64("i64", null),
    U32("u32", null),
    U64("u64", null),
    F64("f64", null),
    BOOL("bool", null),
    STRING("string", null),
    RECORD("P", null),
    CHOICE("E", null),
    UNARY("fn(i32) -> i32", null),
    BINARY("fn(f64, i64) -> f64", null),
    ANY("any", null),
    I32S("[i32]", I32),
    I64S("[i64]", I64),
    U32S("[u32]", U32),
    F64S("[f64]", F64),
    BOOLS("[bool]", BOOL),
    STRINGS("[string]", STRING),
    ANYS("[any]", ANY),
    RECORDS("[P]", RECORD),
    ROWS("[[f64]]", F64S),
    TABLE("[[i32]]", I32S);

    final String text;
    final Type element;

    Type(String text, Type element) {
        this.text = text;
        this.element = element;
    }

    boolean isInteger() {
        return this == I32 || this == I64 || this == U32 || this == U64;
    }

    boolean isNumber() {
        return isInteger() || this == F64;
    }

    boolean isArray() {
        return element != null;
    }

    /// The array type with these elements; null if there is none.
    static Type arrayOf(Type element) {
        for (Type each : values()) {
            if (each.element == element) {
                return each;
            }
        }
        return null;
    }
}
