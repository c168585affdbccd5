package jorus.check;

import jorus.source.Diagnostic.Hint;
import jorus.syntax.Expr;
import jorus.syntax.Suffix;
import jorus.syntax.UnaryOp;
import jorus.type.Type;

/// The value of a number literal with its minus signs: what adapts to a type (language.md 4.2).
final class NumberLiteral {
    private static final long I32_LIMIT = 1L << 31;
    private static final long U32_MAX = 0xFFFF_FFFFL;

    private final boolean isFloat;
    private final double floating;
    private final boolean isNegative;
    private final long magnitude;
    private final boolean isBits32;

    private NumberLiteral(double floating) {
        this.isFloat = true;
        this.floating = floating;
        this.isNegative = false;
        this.magnitude = 0;
        this.isBits32 = false;
    }

    /// `isBits32`: a hexadecimal literal without sign from 0x80000000 to 0xFFFFFFFF.
    private NumberLiteral(boolean isNegative, long magnitude, boolean isBits32) {
        this.isFloat = false;
        this.floating = 0;
        this.isNegative = isNegative && magnitude != 0;
        this.magnitude = magnitude;
        this.isBits32 = isBits32;
    }

    /// The adaptable literal that `e` is, or null.
    static NumberLiteral adaptable(Expr e) {
        boolean isNegative = false;
        boolean hasSign = false;
        Expr at = e;
        for (; ; ) {
            if (at instanceof Expr.IntLit literal) {
                return literal.suffix() == Suffix.NONE
                        ? integer(literal, isNegative, hasSign)
                        : null;
            }
            if (at instanceof Expr.FloatLit literal) {
                return literal.suffix() == Suffix.NONE
                        ? new NumberLiteral(isNegative ? -literal.value() : literal.value())
                        : null;
            }
            if (at instanceof Expr.Paren paren) {
                at = paren.inner();
            } else if (at instanceof Expr.Unary unary && unary.op() == UnaryOp.NEG) {
                isNegative = !isNegative;
                hasSign = true;
                at = unary.operand();
            } else {
                return null;
            }
        }
    }

    private static NumberLiteral integer(Expr.IntLit e, boolean isNegative, boolean hasSign) {
        boolean isBits32 = e.isHex() && !hasSign && e.value() >= I32_LIMIT && e.value() <= U32_MAX;
        return new NumberLiteral(isNegative, e.value(), isBits32);
    }

    /// An integer literal whatever its suffix, by its unsigned value.
    static NumberLiteral unsigned(Expr.IntLit e) {
        return new NumberLiteral(false, e.value(), false);
    }

    /// The value of a float literal as an integer, or null if it is none.
    static NumberLiteral integral(double value) {
        if (value != Math.rint(value) || value >= 0x1p64) {
            return null;
        }
        long magnitude = value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
        return new NumberLiteral(false, magnitude, false);
    }

    /// Whether `e` is a number literal with or without suffix, maybe signed or in parentheses.
    static boolean isNumberLiteral(Expr e) {
        Expr at = e;
        for (; ; ) {
            if (at instanceof Expr.Paren paren) {
                at = paren.inner();
            } else if (at instanceof Expr.Unary unary && unary.op() == UnaryOp.NEG) {
                at = unary.operand();
            } else {
                return at instanceof Expr.IntLit || at instanceof Expr.FloatLit;
            }
        }
    }

    boolean isFloat() {
        return isFloat;
    }

    /// Whether this is a hexadecimal literal that is negative as an i32 and positive elsewhere.
    boolean isBits32() {
        return isBits32;
    }

    /// The type without an expected one; null if no type holds the value.
    Type defaultType() {
        if (isFloat) {
            return Type.F64;
        }
        if (fits(Type.I32)) {
            return Type.I32;
        }
        if (fits(Type.I64)) {
            return Type.I64;
        }
        return isNegative ? null : Type.U64;
    }

    boolean fits(Type type) {
        if (isFloat) {
            return type == Type.F64;
        }
        return switch (type.kind()) {
            case F64 -> true;
            case I32 -> isBits32 || isBelow(I32_LIMIT);
            case I64 -> isBelow(Long.MIN_VALUE);
            case U32 -> !isNegative && Long.compareUnsigned(magnitude, U32_MAX) <= 0;
            case U64 -> !isNegative;
            case BOOL, STRING, VOID, ANY, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION, NEVER ->
                    false;
        };
    }

    /// What to do about a literal that does not fit `type`.
    static Hint remedy(boolean isFloat, Type type) {
        if (isFloat) {
            return Hint.help("integers have no point; 'as " + type + "' cuts the fraction off");
        }
        String range =
                switch (type.kind()) {
                    case I32 -> Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
                    case I64 -> Long.MIN_VALUE + " to " + Long.MAX_VALUE;
                    case U32 -> "0 to " + U32_MAX;
                    case U64 -> "0 to " + Long.toUnsignedString(-1);
                    case F64,
                            BOOL,
                            STRING,
                            VOID,
                            ANY,
                            ERROR,
                            RANGE,
                            ARRAY,
                            STRUCT,
                            ENUM,
                            FUNCTION ->
                            throw new AssertionError("every literal fits " + type);
                    case NEVER -> throw new AssertionError("no literal is checked for " + type);
                };
        return Hint.help("'" + type + "' holds " + range);
    }

    /// `-limit <= value < limit`, the limit being unsigned.
    private boolean isBelow(long limit) {
        int order = Long.compareUnsigned(magnitude, limit);
        return order < 0 || isNegative && order == 0;
    }

    /// The bits of the value in a type that it fits, as in [TExpr.Literal].
    long bits(Type type) {
        assert fits(type) : text() + " as " + type;
        if (type == Type.F64) {
            return Double.doubleToRawLongBits(isFloat ? floating : asDouble());
        }
        long value = isNegative ? -magnitude : magnitude;
        return type == Type.I32 ? (int) value : value;
    }

    private double asDouble() {
        // Halving keeps the lowest bit so that the conversion rounds as the whole number would.
        double value =
                magnitude >= 0
                        ? (double) magnitude
                        : (double) (magnitude >>> 1 | magnitude & 1) * 2.0;
        return isNegative ? -value : value;
    }

    /// Whether the literal alone and in `type` are the same number, so that a comparison can't
    /// tell them apart.
    boolean isSameIn(Type type) {
        if (isFloat || isBits32 || !fits(type)) {
            return isFloat && type == Type.F64;
        }
        return type != Type.F64 || Long.compareUnsigned(magnitude, 1L << 53) <= 0;
    }

    String text() {
        if (isFloat) {
            return Double.toString(floating);
        }
        return (isNegative ? "-" : "") + Long.toUnsignedString(magnitude);
    }
}
