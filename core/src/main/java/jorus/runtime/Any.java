package jorus.runtime;

import jorus.image.TypeIds;
import jorus.memory.layout.Memory;

/// Any slots: a tag, which is a type id, and a payload.
///
/// The payload of a ref is its address, that of an f64 its bits, that of an i32 is sign-extended,
/// of a u32 zero-extended, of a bool 0 or 1. An adaptable literal has the bit `LITERAL` in its tag
/// until an operation has given it a type (language.md 4.2); a u32 literal is a hexadecimal one
/// that alone is the i32 with the same bits.
final class Any {
    static final long U32_MASK = 0xFFFFFFFFL;

    private Any() {}

    static void write(long slot, long tag, long payload) {
        Memory.i64(slot, tag);
        Memory.i64(slot + Machine.ANY_PAYLOAD, payload);
    }

    static void copy(long from, long to) {
        write(to, Memory.i64(from), Memory.i64(from + Machine.ANY_PAYLOAD));
    }

    /// The tag in a slot; a literal has the type that it has alone.
    static long tag(long slot) {
        return plain(Memory.i64(slot));
    }

    static long payload(long slot) {
        long payload = Memory.i64(slot + Machine.ANY_PAYLOAD);
        return Memory.i64(slot) == (TypeIds.U32 | TypeIds.LITERAL) ? (int) payload : payload;
    }

    static boolean isLiteral(long tag) {
        return tag > TypeIds.LITERAL && tag <= (TypeIds.LITERAL | TypeIds.F64);
    }

    /// The type id without the bit of literals.
    static int plain(long tag) {
        if (!isLiteral(tag)) {
            if (tag <= TypeIds.NONE) {
                throw new Malformed("a variable is read before it is set");
            }
            return (int) tag;
        }
        int type = (int) tag & ~TypeIds.LITERAL;
        return type == TypeIds.U32 ? TypeIds.I32 : type;
    }

    static boolean isInteger(long tag) {
        return tag >= TypeIds.I32 && tag <= TypeIds.U64;
    }

    static boolean isNumber(long tag) {
        return tag >= TypeIds.I32 && tag <= TypeIds.F64;
    }

    /// The nearest f64 of a number.
    static double toF64(long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.I32 -> (int) payload;
            case TypeIds.U32 -> payload & U32_MASK;
            case TypeIds.U64 -> Conversions.f64FromU64(payload);
            case TypeIds.F64 -> Double.longBitsToDouble(payload);
            default -> payload;
        };
    }

    /// An integer as an i64; of a u64 the same bits.
    static long toI64(long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.I32 -> (int) payload;
            case TypeIds.U32 -> payload & U32_MASK;
            default -> payload;
        };
    }

    /// An integer as the index of an element: what is out of i32 is out of every array.
    static int toIndex(long tag, long payload) {
        return tag == TypeIds.U64
                ? Conversions.indexFromU64(payload)
                : Conversions.indexFromI64(toI64(tag, payload));
    }

    // Literals opposite another operand (language.md 4.2, 4.3).

    /// The type of an operation on two numbers of which one may be a literal; NONE if there is
    /// none.
    static int commonType(long tagX, long x, long tagY, long y) {
        if (tagX == tagY) {
            return plain(tagX);
        }
        if (isLiteral(tagX)) {
            int type = adapted(tagX, x, plain(tagY));
            if (type != TypeIds.NONE || !isLiteral(tagY)) {
                return type;
            }
        }
        return isLiteral(tagY) ? adapted(tagY, y, plain(tagX)) : TypeIds.NONE;
    }

    /// The type that a literal gives an operation whose other operand has type `other`.
    private static int adapted(long tag, long payload, int other) {
        if (!isNumber(other)) {
            return TypeIds.NONE;
        }
        if (tag == (TypeIds.F64 | TypeIds.LITERAL) || other == TypeIds.F64) {
            return TypeIds.F64;
        }
        return holds(other, tag, payload) ? other : TypeIds.NONE;
    }

    private static boolean holds(int type, long tag, long payload) {
        boolean isHuge = tag == (TypeIds.U64 | TypeIds.LITERAL) && payload < 0;
        boolean isHexadecimal = tag == (TypeIds.U32 | TypeIds.LITERAL);
        return switch (type) {
            case TypeIds.I32 -> isHexadecimal || !isHuge && payload == (int) payload;
            case TypeIds.I64 -> !isHuge;
            case TypeIds.U32 -> !isHuge && payload >>> Integer.SIZE == 0;
            default -> isHuge || payload >= 0;
        };
    }

    /// The payload of an operand in the type that `commonType` has found.
    static long adapt(int type, long tag, long payload) {
        if (type == TypeIds.F64) {
            long own = isLiteral(tag) ? tag & ~TypeIds.LITERAL : tag;
            return Double.doubleToRawLongBits(toF64(own, payload));
        }
        return type == TypeIds.I32 ? (int) payload : payload;
    }

    // Comparison by mathematical value (language.md 4.4).

    /// Compares two numbers of any types: -1, 0 or 1, or 2 if one is NaN.
    static int compare(long tagX, long x, long tagY, long y) {
        if (tagX == TypeIds.F64 || tagY == TypeIds.F64) {
            double a = toF64(tagX, x);
            double b = toF64(tagY, y);
            return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
        }
        boolean isHugeX = tagX == TypeIds.U64 && x < 0;
        boolean isHugeY = tagY == TypeIds.U64 && y < 0;
        if (isHugeX != isHugeY) {
            return isHugeX ? 1 : -1;
        }
        return Long.compare(toI64(tagX, x), toI64(tagY, y));
    }

    /// Whether a number or bool is not 0; NaN is not.
    static boolean isNotZero(long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.F64 -> Double.longBitsToDouble(payload) != 0;
            case TypeIds.I32, TypeIds.U32, TypeIds.BOOL -> (int) payload != 0;
            default -> payload != 0;
        };
    }
}
