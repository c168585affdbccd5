package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

import java.nio.charset.StandardCharsets;

/// int() and float() (language.md 11). Operands are addresses of any slots.
public final class NumberText {
    private static final int QUOTED_BYTES = 52;

    /// So many digits are below 2^53.
    private static final int SHORT_BYTES = 15;

    private static final double TWO_TO_31 = 0x1p31;

    private NumberText() {}

    // int().

    public static int toInt(Machine machine, long x) {
        long tag = Any.tag(x);
        long payload = Any.payload(x);
        if (tag == TypeIds.STRING) {
            return parseInt(machine, payload);
        }
        if (tag == TypeIds.F64) {
            return wholeF64(machine, Double.longBitsToDouble(payload));
        }
        if (!Any.isInteger(tag)) {
            throw wrongType(machine, "int", tag, payload);
        }
        long value = Any.toI64(tag, payload);
        boolean isHuge = tag == TypeIds.U64 && value < 0;
        if (isHuge || value != (int) value) {
            machine.text.put("int() overflow: ");
            Values.print(machine, tag, payload);
            throw outOfI32(machine);
        }
        return (int) value;
    }

    private static int wholeF64(Machine machine, double value) {
        TextBuffer out = machine.text;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw failure(machine, "int() overflow: value is not finite");
        }
        if (value != Math.rint(value)) {
            out.put("int() argument must be a whole number, got f64 ");
            Text.stringF64(out, machine.decimal, value);
            throw machine.trapOfText(TrapKind.CONVERSION);
        }
        if (!(value >= -TWO_TO_31 && value < TWO_TO_31)) {
            out.put("int() overflow: ");
            Text.stringF64(out, machine.decimal, value);
            throw outOfI32(machine);
        }
        return (int) value;
    }

    private static Trap outOfI32(Machine machine) {
        machine.text.put(" is out of range for i32");
        return machine.trapOfText(TrapKind.CONVERSION);
    }

    private static int parseInt(Machine machine, long string) {
        long data = StringLayout.data(string);
        int length = StringLayout.length(string);
        if (length > 0 && length <= Digits.WORD_DIGITS) {
            // Buffers end with full words.
            int value = Digits.parse(Memory.i64(data), length);
            if (value >= 0) {
                machine.chargeElements(length);
                return value;
            }
        }
        long at = skipBlanks(machine, data, data + length);
        long end = dropBlanks(machine, at, data + length);
        boolean isNegative = at < end && Memory.i8(at) == '-';
        if (at < end && isSign(Memory.u8(at))) {
            at++;
        }
        long value = 0;
        boolean isNumber = at < end;
        long first = at;
        for (; at < end && isNumber; at++) {
            machine.pollAt(at - first, end - first);
            isNumber = isDigit(Memory.u8(at));
            // Stays above the range once it is there.
            value = Math.min(10 * value + Memory.u8(at) - '0', 1L << Integer.SIZE);
        }
        if (!isNumber) {
            throw noInt(machine, string);
        }
        value = isNegative ? -value : value;
        if (value != (int) value) {
            machine.text.put("int() overflow: ");
            quote(machine, string);
            throw outOfI32(machine);
        }
        return (int) value;
    }

    private static Trap noInt(Machine machine, long string) {
        boolean hasDecimals = false;
        int length = StringLayout.length(string);
        for (int i = 0; i < length; i++) {
            machine.pollAt(i, length);
            int octet = Memory.u8(StringLayout.data(string) + i);
            hasDecimals |= octet == '.' || octet == 'e' || octet == 'E';
        }
        TextBuffer out = machine.text;
        out.put("int() argument must be an integer string");
        if (hasDecimals) {
            out.put(" (decimals are not allowed). Use float() to parse decimal values");
        }
        out.put(", got ");
        quote(machine, string);
        return machine.trapOfText(TrapKind.CONVERSION);
    }

    // float().

    public static double toFloat(Machine machine, long x) {
        long tag = Any.tag(x);
        long payload = Any.payload(x);
        if (tag == TypeIds.STRING) {
            return parseFloat(machine, payload);
        }
        if (!Any.isNumber(tag)) {
            throw wrongType(machine, "float", tag, payload);
        }
        return Any.toF64(tag, payload);
    }

    private static double parseFloat(Machine machine, long string) {
        long data = StringLayout.data(string);
        long start = skipBlanks(machine, data, data + StringLayout.length(string));
        long end = dropBlanks(machine, start, data + StringLayout.length(string));
        if (!isDecimal(machine, start, end)) {
            machine.text.put("float() argument must be a number, got ");
            quote(machine, string);
            throw machine.trapOfText(TrapKind.CONVERSION);
        }
        if (end - start <= SHORT_BYTES) {
            double value = shortDecimal(start, end);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        // Java's parser is exact; what it takes beyond ours has been refused.
        double value = Double.parseDouble(decimal(machine, start, end));
        if (Double.isInfinite(value)) {
            machine.text.put("float() overflow: ");
            quote(machine, string);
            machine.text.put(" is out of range for f64");
            throw machine.trapOfText(TrapKind.CONVERSION);
        }
        return value;
    }

    /// A decimal without exponent of at most `SHORT_BYTES`, else NaN: its digits are an f64 and so
    /// is the power of ten, and the quotient of the two is rounded once.
    private static double shortDecimal(long start, long end) {
        boolean isNegative = Memory.i8(start) == '-';
        long digits = 0;
        long scale = 1;
        boolean isFraction = false;
        for (long at = isSign(Memory.u8(start)) ? start + 1 : start; at < end; at++) {
            int octet = Memory.u8(at);
            if (octet == '.') {
                isFraction = true;
            } else if (isDigit(octet)) {
                digits = 10 * digits + octet - '0';
                scale = isFraction ? 10 * scale : scale;
            } else {
                return Double.NaN;
            }
        }
        double value = (double) digits / scale;
        return isNegative ? -value : value;
    }

    private static String decimal(Machine machine, long start, long end) {
        if (end - start > LongDecimal.MAX_DIRECT_BYTES) {
            return LongDecimal.shorten(machine, start, end);
        }
        byte[] bytes = new byte[(int) (end - start)];
        Memory.copyOut(start, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Whether the bytes are a sign, digits with an optional point, and an exponent.
    private static boolean isDecimal(Machine machine, long start, long end) {
        long at = start;
        if (at < end && isSign(Memory.u8(at))) {
            at++;
        }
        long whole = skipDigits(machine, at, end);
        long digits = whole - at;
        at = whole;
        if (at < end && Memory.i8(at) == '.') {
            long fraction = skipDigits(machine, at + 1, end);
            digits += fraction - at - 1;
            at = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < end && (Memory.u8(at) | 0x20) == 'e') {
            at++;
            if (at < end && isSign(Memory.u8(at))) {
                at++;
            }
            long exponent = skipDigits(machine, at, end);
            return exponent > at && exponent == end;
        }
        return at == end;
    }

    private static long skipDigits(Machine machine, long start, long end) {
        long at = start;
        while (at < end && isDigit(Memory.u8(at))) {
            machine.pollAt(at - start, end - start);
            at++;
        }
        return at;
    }

    // Both.

    private static Trap failure(Machine machine, String message) {
        return machine.trap(TrapKind.CONVERSION, message);
    }

    private static Trap wrongType(Machine machine, String name, long tag, long payload) {
        machine.text.put(name);
        machine.text.put("() argument must be a string or number, got ");
        Casts.putTypeOf(machine, tag, payload);
        return machine.trapOfText(TrapKind.CONVERSION);
    }

    /// Appends a string in quotes; of a long one the beginning.
    private static void quote(Machine machine, long string) {
        TextBuffer out = machine.text;
        int length = StringLayout.length(string);
        out.put('"');
        out.put(StringLayout.data(string), Math.min(length, QUOTED_BYTES));
        if (length > QUOTED_BYTES) {
            out.put("...");
        }
        out.put('"');
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet >= '\t' && octet <= '\r';
    }

    private static boolean isSign(int octet) {
        return octet == '-' || octet == '+';
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private static long skipBlanks(Machine machine, long start, long end) {
        long at = start;
        while (at < end && isBlank(Memory.u8(at))) {
            machine.pollAt(at - start, end - start);
            at++;
        }
        return at;
    }

    private static long dropBlanks(Machine machine, long start, long end) {
        long at = end;
        while (at > start && isBlank(Memory.u8(at - 1))) {
            machine.pollAt(end - at, end - start);
            at--;
        }
        return at;
    }
}
