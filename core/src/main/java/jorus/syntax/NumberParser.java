package jorus.syntax;

import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The values of number literals (language.md 1.4).
final class NumberParser {
    /// Characters of a number that a message quotes.
    private static final int MAX_SHOWN = 40;

    /// Characters of a number with point or exponent and an integer suffix.
    private static final int MAX_EXACT = 400;

    /// Characters of its exponent, with the `e`.
    private static final int MAX_EXPONENT = 6;

    private NumberParser() {}

    /// The literal of a NUMBER token; a value that doesn't fit is reported and becomes 0.
    static Expr parse(Tokens tokens, int token, Diagnostics diagnostics) {
        Span span = tokens.span(token);
        String text = tokens.text(token);
        Suffix suffix = suffix(text);
        String digits = text.substring(0, text.length() - suffixLength(suffix)).replace("_", "");
        int base = base(digits);
        if (base == 10 && isFloat(digits)) {
            return floatLit(span, digits, suffix, tokens, diagnostics);
        }
        long value = 0;
        for (int i = base == 10 ? 0 : 2; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), base);
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0) {
                return suffix == Suffix.F64
                        ? new Expr.FloatLit(span, nearest(digits, base), suffix)
                        : tooLarge(span, text, suffix, tokens, diagnostics);
            }
            value = value * base + digit;
        }
        if (suffix == Suffix.F64) {
            return new Expr.FloatLit(span, unsignedToDouble(value), suffix);
        }
        if (!fits(value, suffix)) {
            return tooLarge(span, text, suffix, tokens, diagnostics);
        }
        return new Expr.IntLit(span, value, base == 16, suffix);
    }

    /// The nearest f64 of an integer above the range of u64.
    private static double nearest(String digits, int base) {
        return base == 10
                ? Double.parseDouble(digits)
                : new BigInteger(digits.substring(2), base).doubleValue();
    }

    private static Expr tooLarge(
            Span span, String text, Suffix suffix, Tokens tokens, Diagnostics diagnostics) {
        String type =
                switch (suffix) {
                    case I32 -> "i32";
                    case I64 -> "i64";
                    case U32 -> "u32";
                    case NONE, U64, F64, U -> "u64";
                };
        String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
        diagnostics.error(
                Code.SYNTAX, tokens.file(), span, "the number " + shown + " does not fit " + type);
        return new Expr.Bad(span);
    }

    private static Expr floatLit(
            Span span, String digits, Suffix suffix, Tokens tokens, Diagnostics diagnostics) {
        if (suffix == Suffix.NONE || suffix == Suffix.F64) {
            return new Expr.FloatLit(span, Double.parseDouble(digits), suffix);
        }
        BigInteger whole = whole(digits);
        if (whole == null || whole.bitLength() > 64 || !fits(whole.longValue(), suffix)) {
            diagnostics.error(
                    Code.SYNTAX,
                    tokens.file(),
                    span,
                    "this number has no exact value of the type in its suffix",
                    Hint.help("cast it: '3.7 as i32' drops the fraction"));
            return new Expr.Bad(span);
        }
        return new Expr.IntLit(span, whole.longValue(), false, suffix);
    }

    /// The value of a number with point or exponent if it is whole, else null; also null for
    /// numbers written so long that only a program would write them.
    private static BigInteger whole(String digits) {
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        int exponentLength = exponent < 0 ? 0 : digits.length() - exponent;
        if (digits.length() > MAX_EXACT || exponentLength > MAX_EXPONENT) {
            return null;
        }
        BigDecimal value = new BigDecimal(digits).stripTrailingZeros();
        boolean isWhole = value.signum() == 0 || value.scale() <= 0;
        return isWhole && value.precision() - value.scale() <= MAX_EXACT
                ? value.toBigInteger()
                : null;
    }

    private static boolean isFloat(String digits) {
        return digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0;
    }

    private static int base(String digits) {
        if (digits.length() < 2) {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            default -> 10;
        };
    }

    private static Suffix suffix(String text) {
        if (text.endsWith("i32")) {
            return Suffix.I32;
        }
        if (text.endsWith("i64")) {
            return Suffix.I64;
        }
        if (text.endsWith("u32")) {
            return Suffix.U32;
        }
        if (text.endsWith("u64")) {
            return Suffix.U64;
        }
        boolean isHex = text.startsWith("0x") || text.startsWith("0X");
        if (text.endsWith("f64") && !isHex) {
            return Suffix.F64;
        }
        return text.endsWith("u") ? Suffix.U : Suffix.NONE;
    }

    private static int suffixLength(Suffix suffix) {
        return switch (suffix) {
            case NONE -> 0;
            case U -> 1;
            case I32, I64, U32, U64, F64 -> 3;
        };
    }

    private static boolean fits(long value, Suffix suffix) {
        return switch (suffix) {
            case I32 -> value >= 0 && value <= Integer.MAX_VALUE;
            case I64 -> value >= 0;
            case U32 -> value >= 0 && value <= 0xFFFF_FFFFL;
            case NONE, U64, U, F64 -> true;
        };
    }

    private static double unsignedToDouble(long value) {
        if (value >= 0) {
            return value;
        }
        // Halve with the lost bit kept sticky, so that rounding to nearest even stays right.
        return (double) (value >>> 1 | value & 1) * 2.0;
    }
}
