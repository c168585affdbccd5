package jorus.check;

import jorus.type.Type;

/// What a literal without suffix is in the type of its neighbour (language.md 4.2).
final class Adaptable {
    private Adaptable() {}

    static boolean fits(TExpr.Literal literal, Type actual) {
        Type type = literal.type();
        long bits = literal.bits();
        boolean isBits32 = literal.isBits32();
        return switch (actual.kind()) {
            case F64 -> true;
            case I32 -> type == Type.I32;
            case I64 -> type == Type.I32 || type == Type.I64;
            case U32 -> isBits32 || type != Type.F64 && bits >= 0 && bits >>> 32 == 0;
            case U64 -> isBits32 || type == Type.U64 || type != Type.F64 && bits >= 0;
            case BOOL, STRING, VOID, ANY, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION, NEVER ->
                    false;
        };
    }

    static long bitsIn(TExpr.Literal literal, Type actual) {
        Type type = literal.type();
        long bits = literal.bits();
        assert fits(literal, actual) : bits + ": " + type + " as " + actual;
        if (actual == type) {
            return bits;
        }
        long value = literal.isBits32() ? bits & 0xFFFF_FFFFL : bits;
        if (actual != Type.F64) {
            return value;
        }
        if (type == Type.U64 && value < 0) {
            // Halving keeps the lowest bit so that rounding is that of the whole number.
            return Double.doubleToRawLongBits((double) (value >>> 1 | value & 1) * 2.0);
        }
        return Double.doubleToRawLongBits((double) value);
    }
}
