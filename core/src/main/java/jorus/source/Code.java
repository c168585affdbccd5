package jorus.source;

/// The error codes of language.md 9.3 and 9.4.
///
/// The first digit gives the category: 0 runtime panic, 1 syntax, 2 types, 3 modules, 9 internal.
public enum Code {
    DIVISION_BY_ZERO(1, "division by zero"),
    INDEX(2, "index out of range"),
    NAME(3, "variable without value"),
    OVERFLOW(4, "value out of range"),
    RUNTIME(5, "runtime error"),
    CONVERSION_RANGE(7, "value does not fit"),
    RECURSION(8, "recursion too deep"),
    MEMORY(9, "memory limit reached"),
    CONVERSION(10, "conversion failed"),
    STATE(11, "impossible state"),
    FUEL(12, "fuel used up"),
    TIME(13, "time limit reached"),
    OUTPUT(14, "output limit reached"),

    UNEXPECTED(1001, "unexpected input"),
    MISSING_SUITE(1002, "missing ':' or '{'"),
    MISSING_PAREN(1003, "missing parenthesis"),
    MISSING_BRACE(1004, "missing brace"),
    UNTERMINATED(1005, "unterminated construct"),
    SYNTAX(1006, "malformed syntax"),
    INDENTATION(1008, "indentation"),
    NESTING(1009, "nested too deeply"),
    UNDEFINED(1010, "undefined name"),
    DUPLICATE(1011, "name already declared"),
    CONSTANT_NAME(1013, "constant name"),
    NOT_ASSIGNABLE(1014, "not assignable"),
    MUT_COMPOUND(1015, "declaration with compound assignment"),
    PRINT_COMMA(1019, "missing comma"),
    MISSING_BRACKET(1020, "missing bracket"),
    BREAK(1401, "break outside a loop"),
    CONTINUE(1402, "continue outside a loop"),
    CONDITION(1403, "condition is not bool"),
    NOT_EXHAUSTIVE(1410, "match is not exhaustive"),
    DUPLICATE_ARM(1411, "duplicate match arm"),

    UNINTENDED_FILL(1901, "array of equal elements"),
    UNUSED(1902, "unused variable"),
    UNREACHABLE(1903, "unreachable code"),

    TYPE(2001, "types do not match"),
    UNKNOWN_TYPE(2003, "undefined type"),
    MIXED_NUMERIC(2004, "mixed numeric types"),
    CAST(2005, "invalid cast"),
    OPERATION(2007, "operation not defined for the type"),
    ARITY(2009, "wrong number of arguments"),

    IMPORT_CYCLE(3002, "import cycle"),
    MODULE_NOT_FOUND(3003, "module not found"),
    NOT_EXPORTED(3004, "not exported by the module"),

    INTERNAL(9001, "internal error"),
    UNSUPPORTED(9002, "not supported yet");

    private final int number;
    private final String title;

    Code(int number, String title) {
        this.number = number;
        this.title = title;
    }

    public int number() {
        return number;
    }

    /// The short title used in the first line of a report.
    public String title() {
        return title;
    }

    /// `E` and four digits.
    public String text() {
        return text(number);
    }

    /// `E` and four digits of a code's number.
    static String text(int number) {
        String digits = Integer.toString(number);
        return "E" + "0000".substring(digits.length()) + digits;
    }

    /// The category that starts a report; it follows from the number (language.md 9.2).
    public String category() {
        return category(number);
    }

    static String category(int number) {
        if (number < 1000) {
            return "RUNTIME PANIC";
        }
        if (number < 2000) {
            return "SYNTAX ERROR";
        }
        if (number < 3000) {
            return "TYPE MISMATCH";
        }
        return number < 4000 ? "MODULE ERROR" : "INTERNAL ERROR";
    }

    /// The code with this number; [#INTERNAL] if there is none.
    public static Code numbered(int number) {
        for (Code code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return INTERNAL;
    }
}
