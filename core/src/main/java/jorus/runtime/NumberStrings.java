package jorus.runtime;

import jorus.image.TypeIds;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Numbers and bools as new strings (language.md 12.3). Each may collect.
///
/// An integer is written where its string has its bytes, without a buffer in between. Charges twice
/// its length, as if there were one: once for writing, once for copying.
public final class NumberStrings {
    private static final long U32_MASK = 0xFFFFFFFFL;

    private NumberStrings() {}

    public static long ofI32(Machine machine, int value) {
        return ofI64(machine, value);
    }

    public static long ofU32(Machine machine, int value) {
        return ofI64(machine, value & U32_MASK);
    }

    public static long ofI64(Machine machine, long value) {
        boolean isNegative = value < 0;
        long size = isNegative ? -value : value;
        if (size < 0) {
            Text.i64(machine.text, value);
            return Strings.ofText(machine);
        }
        int count = Digits.count(size);
        int sign = isNegative ? 1 : 0;
        int length = count + sign;
        machine.chargeElements(2L * length);
        long string = machine.heap.tryNewString(TypeIds.STRING, length);
        if (string == 0) {
            string = machine.heap.newString(TypeIds.STRING, length);
        }
        long at = StringLayout.data(string);
        if (length <= Digits.WORD_DIGITS) {
            // Buffers end with full words.
            long word = Digits.word(size, count);
            Memory.i64(at, isNegative ? word << Byte.SIZE | '-' : word);
            return string;
        }
        if (isNegative) {
            Memory.i8(at, '-');
        }
        Digits.write(at + sign, size, count);
        return string;
    }

    public static long ofU64(Machine machine, long value) {
        if (value >= 0) {
            return ofI64(machine, value);
        }
        Text.u64(machine.text, value);
        return Strings.ofText(machine);
    }

    public static long ofF64(Machine machine, double value) {
        Text.stringF64(machine.text, machine.decimal, value);
        return Strings.ofText(machine);
    }

    public static long ofBool(Machine machine, int value) {
        Text.bool(machine.text, value != 0);
        return Strings.ofText(machine);
    }
}
