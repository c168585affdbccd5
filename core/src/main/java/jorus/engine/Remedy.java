package jorus.engine;

import jorus.builtin.TrapKind;

/// What to do about runtime errors that nobody caught.
final class Remedy {
    private Remedy() {}

    /// A hint for the report, or null if the message says it all.
    static String of(TrapKind kind, String message) {
        return switch (kind) {
            case DIVISION_BY_ZERO ->
                    "compare the divisor with 0 first, or catch the error: try ...";
            case OVERFLOW -> "'i64' and 'f64' hold more; 'u32' and 'u64' wrap around";
            case CONVERSION_RANGE -> "compare the value with the range of the type first";
            case ARRAY_INDEX, ARRAY_INDEX_SIGN, STRING_INDEX, STRING_INDEX_SIGN ->
                    "indexes go from 0 to len(...) - 1";
            case SLICE, SLICE_SIGN -> "a slice goes from 0 to len(...); its end is included";
            case EMPTY_POP -> "test 'len(...) > 0' first";
            case UNSORTABLE -> "sort numbers of one type, strings, or bools";
            case REPETITION -> "repeat an array 0 times or more";
            case CONVERSION -> "catch the error where any text may come: try ... catch ...";
            case RANGE_ARGUMENTS -> "pass 1 to 3 integers in the range of i64; the step is not 0";
            case RANGE_STEP -> "a step is positive or negative";
            case END_OF_INPUT -> "catch the error to go on at the end: try ... catch ...";
            case TYPE ->
                    message.equals("Cannot iterate negative integer")
                            ? "'for i in n' goes from 0 to n - 1"
                            : "'typeof(value)' tells the type; annotated values are checked"
                                    + " earlier";
            case ARITY -> "pass one argument for each parameter";
            case ATTRIBUTE -> "'typeof(value)' tells the type, which may be another one";
            case NAME -> "assign it on every way that leads here";
            case NO_RETURN -> "end every way through the function with a value or 'return'";
            case NO_ARM -> "add an arm '_ -> ...' for all other values";
            case RECURSION -> "'--max-stack CALLS' allows more nested calls";
            case MEMORY -> "'--heap SIZE' allows more memory";
            case ASSERTION, STATE -> null;
        };
    }
}
