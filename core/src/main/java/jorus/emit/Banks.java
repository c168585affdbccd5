package jorus.emit;

import jorus.isa.Bank;
import jorus.type.Type;

/// The bank that values of a type live in.
final class Banks {
    private Banks() {}

    static Bank of(Type type) {
        return switch (type.kind()) {
            case I32, U32, BOOL -> Bank.I32;
            case I64, U64 -> Bank.I64;
            case F64 -> Bank.F64;
            case ANY -> Bank.ANY;
            case STRING, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION -> Bank.REF;
            case VOID, NEVER -> throw new AssertionError(type + " has no bank");
        };
    }
}
