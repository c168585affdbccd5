package jorus.verify;

/// What an image must keep to; a rejection names one.
public enum Rule {
    // the container
    /// It is an image, of a little-endian machine.
    MAGIC("not an image"),
    /// It was made for these opcode and builtin tables.
    VERSION("made by another version"),
    /// As many bytes as the header says.
    SIZE("truncated, or bytes follow"),
    CHECKSUM("damaged"),
    /// Sections in order, without overlap, with counts within limits, gaps zero.
    SECTIONS("malformed sections"),
    /// Strings and names have rising ends within their section; names are UTF-8.
    TEXT("malformed text"),
    TYPES("malformed type table"),
    TRAPS("malformed trap table"),
    GLOBALS("malformed table of module variables"),
    FUNCTIONS("malformed function table"),
    LINES("malformed line table"),
    /// Handlers protect code of their function other than their own, and go to words of it.
    HANDLERS("malformed handler table"),
    FILES("malformed file table"),
    /// The entry exists and takes no arguments.
    ENTRY("bad entry function"),

    // each instruction by itself
    OPCODE("unknown opcode"),
    /// Behind a fused instruction stands the one that it goes on with.
    FUSION("second part missing"),
    /// A register operand lies where its bank can be, aligned; unused fields are 0.
    OPERAND("operand out of range"),
    /// Constants, functions, builtins, types and traps exist.
    INDEX("index out of range"),
    /// Branches stay inside the function.
    TARGET("branch leaves the function"),
    /// The last instruction ends.
    END("end of the function can be reached"),

    // slots and types
    /// The slot table names each slot once, in its bank, arguments first.
    SLOT_TABLE("malformed slot table"),
    /// A register operand is a slot of the table, of the operand's bank.
    SLOT("no such slot"),
    TYPE("wrong type"),
    /// The module variable exists and has the operand's bank.
    GLOBAL("no such module variable"),
    /// Result and bank of a call fit the callee; the entry is not called.
    CALL("call does not fit the callee"),
    /// Every argument was written for this call, with the parameter's type.
    ARGUMENT("argument missing or of wrong type"),
    /// The functions of a closure take the object and what its type says, and give that.
    CLOSURE("function does not fit its closure"),
    /// The builtin has a body, and its arguments and result fit.
    BUILTIN("builtin does not fit"),
    /// Returns fit the function; only the entry halts.
    RETURN("wrong way to return"),
    /// A new array of refs or any is filled at once.
    FILL("array is not filled"),
    /// The field is one of the type of the object, with the type of the operand.
    FIELD("no such field"),
    /// Every ref and any of a new object is written before anything else can see it.
    FRESH("object is not complete"),
    /// Every read is preceded by a write on every path.
    WRITTEN("slot may be read before it is written"),
    BUDGET("too complex");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /// The violation in a few words.
    public String text() {
        return text;
    }
}
