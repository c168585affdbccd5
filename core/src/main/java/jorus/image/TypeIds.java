package jorus.image;

import jorus.isa.Bank;

/// The type ids that are the same in every image; a program's types follow from [#FIRST_FREE].
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

    /// A function value, whatever its parameters and result are; no object has it in its header.
    public static final int FUNCTION = 13;

    /// What a loop over a value of type any goes through; not a value itself.
    public static final int ITERATOR = 14;

    /// Added to the type id of a number when an adaptable literal is boxed: only a tag.
    public static final int LITERAL = 16;

    public static final int FIRST_FREE = 32;

    private static final String[] NAMES = {
        "none",
        "i32",
        "i64",
        "u32",
        "u64",
        "f64",
        "bool",
        "string",
        "void",
        "any",
        "error",
        "range_iterator",
        "[]",
        "function",
        "iterator"
    };

    private static final Bank[] BANKS = {
        null, Bank.I32, Bank.I64, Bank.I32, Bank.I64, Bank.F64, Bank.I32, Bank.REF, null, Bank.ANY,
        Bank.REF, Bank.REF, Bank.REF, Bank.REF, Bank.REF
    };

    private TypeIds() {}

    /// Name of an id below [#FIRST_FREE], as in messages.
    public static String name(int id) {
        return id < NAMES.length ? NAMES[id] : "type " + id;
    }

    /// The bank of slots of this type; null if no slot can have it. Ids from [#FIRST_FREE] on are
    /// all refs.
    public static Bank bank(int id) {
        if (id >= FIRST_FREE) {
            return Bank.REF;
        }
        return id >= 0 && id < BANKS.length ? BANKS[id] : null;
    }
}
