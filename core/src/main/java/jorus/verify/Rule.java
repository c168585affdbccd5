package jorus.verify;

/// What an image must keep to; a rejection names one.
///
/// Numbers stay with their rules, so that counts of fuzzing runs can be compared: 1xx for the
/// container, 2xx for each instruction by itself, 3xx for what instructions do to slots.
public enum Rule {
    // the container
    /// It is an image, of a little-endian machine.
    MAGIC(101, "not an image"),
    /// It was made for these opcode and builtin tables.
    VERSION(102, "made by another version"),
    /// As many bytes as the header says.
    SIZE(103, "truncated, or bytes follow"),
    CHECKSUM(104, "damaged"),
    /// Sections in order, without overlap, with counts within limits, gaps zero.
    SECTIONS(105, "malformed sections"),
    /// Strings and names have rising ends within their section; names are UTF-8.
    TEXT(106, "malformed text"),
    TYPES(107, "malformed type table"),
    TRAPS(108, "malformed trap table"),
    GLOBALS(109, "malformed table of module variables"),
    FUNCTIONS(110, "malformed function table"),
    LINES(111, "malformed line table"),
    /// Handlers protect code of their function other than their own, and go to words of it.
    HANDLERS(112, "malformed handler table"),
    FILES(113, "malformed file table"),
    /// Inlined calls are of functions, and inside of ones that stand before them.
    INLINED(115, "malformed table of inlined calls"),
    /// The entry exists and takes no arguments.
    ENTRY(114, "bad entry function"),

    // each instruction by itself
    OPCODE(201, "unknown opcode"),
    /// A register operand lies where its bank can be, aligned; unused fields are 0.
    OPERAND(202, "operand out of range"),
    /// Constants, functions, builtins, types and traps exist.
    INDEX(203, "index out of range"),
    /// Branches stay inside the function.
    TARGET(204, "branch leaves the function"),
    /// The last instruction ends.
    END(205, "end of the function can be reached"),

    // neighbours
    /// Behind a fused instruction stands the one that it goes on with.
    FUSION(206, "second part missing"),

    // slots and types
    /// The slot table names each slot once, in its bank, arguments first.
    SLOT_TABLE(301, "malformed slot table"),
    /// A register operand is a slot of the table, of the operand's bank.
    SLOT(302, "no such slot"),
    TYPE(303, "wrong type"),
    /// The module variable exists and has the operand's bank.
    GLOBAL(304, "no such module variable"),
    /// Result and bank of a call fit the callee; the entry is not called.
    CALL(305, "call does not fit the callee"),
    /// Every argument was written for this call, with the parameter's type.
    ARGUMENT(306, "argument missing or of wrong type"),
    /// The functions of a closure take the object and what its type says, and give that.
    CLOSURE(307, "function does not fit its closure"),
    /// The builtin has a body, and its arguments and result fit.
    BUILTIN(308, "builtin does not fit"),
    /// Returns fit the function; only the entry halts.
    RETURN(309, "wrong way to return"),
    /// A new array of refs or any is filled at once.
    FILL(310, "array is not filled"),
    /// The field is one of the type of the object, with the type of the operand.
    FIELD(311, "no such field"),
    /// Every ref and any of a new object is written before anything else can see it.
    FRESH(312, "object is not complete"),
    /// Every read is preceded by a write on every path.
    WRITTEN(313, "slot may be read before it is written"),
    /// The rows of joins are for the blocks that branches go to, if some read needs them.
    JOINS(314, "malformed table of joins"),
    /// What a row calls the parent of a block is on every path to it.
    PARENT(315, "a path misses the block that is said to come before"),
    /// What a row calls written is written on every path.
    NAMED(316, "a slot is said to be written but may not be"),
    BUDGET(317, "too complex");

    private final int number;
    private final String text;

    Rule(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /// The name for reports: `V` and three digits.
    public String id() {
        return "V" + number;
    }

    /// The violation in a few words.
    public String text() {
        return text;
    }
}
