package jorus.syntax;

import jorus.lex.Tokens;
import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Diagnostics;
import jorus.source.Span;

/// The values of number literals (language.md 1.4).
final class NumberParser {
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
                if (suffix == Suffix.F64 && base == 10) {
                    return new Expr.FloatLit(span, Double.parseDouble(digits), suffix);
                }
                return tooLarge(span, text, "u64", tokens, diagnostics);
            }
            value = value * base + digit;
        }
        if (suffix == Suffix.F64) {
            return new Expr.FloatLit(span, unsignedToDouble(value), suffix);
        }
        if (!fits(value, suffix)) {
            String type = suffix.name().toLowerCase(java.util.Locale.ROOT);
            return tooLarge(span, text, type, tokens, diagnostics);
        }
        return new Expr.IntLit(span, value, base == 16, suffix);
    }

    private static Expr tooLarge(
            Span span, String text, String type, Tokens tokens, Diagnostics diagnostics) {
        diagnostics.error(
                Code.SYNTAX, tokens.file(), span, "the number " + text + " does not fit " + type);
        return new Expr.Bad(span);
    }

    private static Expr floatLit(
            Span span, String digits, Suffix suffix, Tokens tokens, Diagnostics diagnostics) {
        double value = Double.parseDouble(digits);
        if (suffix != Suffix.NONE && suffix != Suffix.F64) {
            diagnostics.error(
                    Code.SYNTAX,
                    tokens.file(),
                    span,
                    "a number with a point or exponent can't have an integer suffix",
                    Hint.help("write an integer, or cast: '" + digits + " as i32'"));
            return new Expr.Bad(span);
        }
        return new Expr.FloatLit(span, value, suffix);
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
