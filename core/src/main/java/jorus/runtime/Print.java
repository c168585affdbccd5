package jorus.runtime;

import jorus.image.TypeIds;
import jorus.memory.heap.Marker;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// One `print` statement (language.md 12.1): values are put one by one, then `end` writes the line.
///
/// A first value that is a string is the template of the others. Nothing is written before `end`,
/// so a trap in between leaves no half line.
final class Print {
    private static final int NONE = -1;

    private final Machine machine;
    private boolean isFirst = true;

    /// The template while text of it is left, else 0. The cursor is the offset of the text that has
    /// not been copied; if a specification waits for its value, the offset of its `@`.
    private long template;

    private int cursor;

    /// Of the waiting specification: its end, letter and decimals; the end is 0 if none waits.
    private int specificationEnd;

    private int letter;
    private int decimals;

    Print(Machine machine) {
        this.machine = machine;
    }

    /// Reports the template, which is in no frame any more.
    void scan(Marker marker) {
        marker.ref(template);
    }

    /// Forgets what was put.
    void reset() {
        isFirst = true;
        template = 0;
        specificationEnd = 0;
    }

    void put(long tag, long payload) {
        if (isFirst) {
            isFirst = false;
            if (tag == TypeIds.STRING) {
                template = payload;
                cursor = 0;
                copyToSpecification();
                return;
            }
        } else if (specificationEnd == 0) {
            machine.text.put(' ');
        }
        if (specificationEnd == 0) {
            Values.print(machine, tag, payload);
        } else {
            putSpecified(tag, payload);
            cursor = specificationEnd;
            copyToSpecification();
        }
    }

    /// Copies the template up to its next specification, or to its end.
    private void copyToSpecification() {
        long data = StringLayout.data(template);
        int length = StringLayout.length(template);
        int at = cursor;
        while (at < length && Memory.i8(data + at) != '@') {
            machine.pollAt(at - cursor, length - cursor);
            at++;
        }
        machine.text.put(data + cursor, at - cursor);
        cursor = at;
        if (at == length) {
            template = 0;
            specificationEnd = 0;
        } else {
            parse(data, length);
        }
    }

    /// Takes the longest specification after the `@` at the cursor.
    private void parse(long data, int length) {
        int at = cursor + 1;
        letter = 0;
        decimals = NONE;
        if (at < length) {
            int next = Memory.u8(data + at);
            if (next == '.') {
                at++;
                int first = at;
                for (; at < length && isDigit(Memory.u8(data + at)); at++) {
                    machine.pollAt(at - first, length - first);
                    long more = 10L * Math.max(decimals, 0) + Memory.u8(data + at) - '0';
                    decimals = (int) Math.min(more, Integer.MAX_VALUE);
                }
                if (at < length && Memory.u8(data + at) == 'f') {
                    at++;
                }
            } else if (next == 'x' || next == 'X' || next == 'b' || next == 'o') {
                letter = next;
                at++;
            }
        }
        specificationEnd = at;
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    private void putSpecified(long tag, long payload) {
        TextBuffer out = machine.text;
        if (tag == TypeIds.F64 && decimals != NONE) {
            double value = Double.longBitsToDouble(payload);
            Text.fixedF64(out, machine.decimal, value, decimals);
        } else if (letter != 0 && tag >= TypeIds.I32 && tag <= TypeIds.U64) {
            long bits =
                    switch ((int) tag) {
                        case TypeIds.I32 -> (int) payload;
                        case TypeIds.U32 -> payload & 0xFFFFFFFFL;
                        default -> payload;
                    };
            int shift = letter == 'b' ? 1 : letter == 'o' ? 3 : 4;
            Text.bits(out, bits, shift, letter == 'X');
        } else {
            Values.print(machine, tag, payload);
        }
    }

    /// Writes the line.
    void end() {
        TextBuffer out = machine.text;
        if (specificationEnd != 0) {
            int left = StringLayout.length(template) - cursor;
            out.put(StringLayout.data(template) + cursor, left);
        }
        reset();
        out.put('\n');
        machine.output.write(out.address(), out.length());
        out.clear();
    }
}
