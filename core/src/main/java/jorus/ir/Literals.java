package jorus.ir;

import jorus.check.TExpr;
import jorus.type.Type;

/// Adaptable literals of the typed tree in the types they take (language.md 4.2).
final class Literals {
    private Literals() {}

    static boolean isAdaptable(TExpr e) {
        return e instanceof TExpr.Literal literal && literal.isAdaptable();
    }

    /// The type of an operand of arithmetic beside one of type `other`: its own, except for an
    /// adaptable literal that fits there.
    static Type typeBeside(TExpr e, Type own, Type other) {
        if (!(e instanceof TExpr.Literal literal) || !literal.isAdaptable()) {
            return own;
        }
        return other.isNumeric() && fits(literal, other) ? other : literal.type();
    }

    /// Whether the literal has its exact value in `type` or, in f64, the nearest.
    static boolean fits(TExpr.Literal literal, Type type) {
        if (type == literal.type()) {
            return true;
        }
        if (literal.isBits32()) {
            return literal.fits(type);
        }
        if (literal.type() == Type.F64 || literal.type() == Type.BOOL) {
            return false;
        }
        long bits = literal.bits();
        boolean isHuge = literal.type() == Type.U64 && bits < 0;
        return switch (type.kind()) {
            case F64 -> true;
            case I32 -> !isHuge && bits == (int) bits;
            case I64 -> !isHuge;
            case U32 -> !isHuge && bits >>> 32 == 0;
            case U64 -> isHuge || bits >= 0;
            default -> false;
        };
    }

    /// Bits of a literal that fits `type`.
    static long bits(TExpr.Literal literal, Type type) {
        if (literal.isBits32() && type.isNumeric()) {
            return literal.bitsIn(type);
        }
        if (type != Type.F64 || literal.type() == Type.F64) {
            return literal.bits();
        }
        return Double.doubleToRawLongBits(Folding.toDouble(literal.bits(), literal.type()));
    }
}
