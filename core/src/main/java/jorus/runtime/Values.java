package jorus.runtime;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// The text of values in print, and their representations in assert_eq.
final class Values {
    private Values() {}

    /// Appends a value as print shows it (language.md 12.2).
    ///
    /// @throws Trap `RECURSION` if it contains itself
    static void print(Machine machine, long tag, long payload) {
        write(machine, tag, payload, false);
    }

    /// Appends the representation of a value (language.md 11, assert_eq).
    ///
    /// @throws Trap `RECURSION` if it contains itself
    static void represent(Machine machine, long tag, long payload) {
        write(machine, tag, payload, true);
    }

    private static void write(Machine machine, long tag, long payload, boolean isRepresentation) {
        if (!Parts.hasParts(machine, tag)) {
            scalar(machine, tag, payload, isRepresentation);
            return;
        }
        TextBuffer out = machine.text;
        ValueStack open = machine.values;
        int outside = open.depth();
        enter(machine, tag, payload, isRepresentation);
        while (open.depth() > outside) {
            long object = open.first();
            int index = open.takeIndex(machine);
            if (index >= Parts.count(machine, object)) {
                open.pop();
                leave(machine, object, isRepresentation);
                continue;
            }
            if (index > 0) {
                out.put(", ");
            }
            long partTag = Parts.tag(machine, object, index);
            long part = Parts.payload(machine, object, index);
            if (Parts.hasParts(machine, partTag)) {
                enter(machine, partTag, part, isRepresentation);
            } else {
                scalar(machine, partTag, part, isRepresentation);
            }
        }
    }

    private static void enter(Machine machine, long tag, long object, boolean isRepresentation) {
        machine.values.push(machine, object, 0);
        TextBuffer out = machine.text;
        if (machine.typeTable.isVariant(tag)) {
            Image image = machine.image;
            putName(out, image, image.enumOf((int) tag));
            out.put('.');
            putName(out, image, (int) tag);
            if (image.fieldCount((int) tag) > 0) {
                out.put('(');
            }
        } else if (isRepresentation) {
            out.put('[');
        }
    }

    private static void leave(Machine machine, long object, boolean isRepresentation) {
        int type = ObjectLayout.typeId(object);
        if (machine.typeTable.isVariant(type)) {
            if (machine.image.fieldCount(type) > 0) {
                machine.text.put(')');
            }
        } else if (isRepresentation) {
            machine.text.put(']');
        }
    }

    private static void putName(TextBuffer out, Image image, int type) {
        int name = image.type(type, ImageLayout.TYPE_NAME);
        out.put(image.nameAddress(name), image.nameBytes(name));
    }

    private static void scalar(Machine machine, long tag, long payload, boolean isRepresentation) {
        TextBuffer out = machine.text;
        // The tag of a literal is one of the type that the literal has alone.
        switch (Any.plain(tag)) {
            case TypeIds.I32 -> Text.i64(out, (int) payload);
            case TypeIds.U32 -> Text.i64(out, payload & Any.U32_MASK);
            case TypeIds.I64 -> Text.i64(out, payload);
            case TypeIds.U64 -> Text.u64(out, payload);
            case TypeIds.BOOL -> Text.bool(out, (int) payload != 0);
            case TypeIds.VOID -> out.put("void");
            case TypeIds.F64 -> f64(machine, Double.longBitsToDouble(payload), isRepresentation);
            case TypeIds.STRING -> string(out, payload, isRepresentation);
            case TypeIds.ERROR -> error(out, payload, isRepresentation);
            case TypeIds.RANGE -> range(out, payload, isRepresentation);
            default -> {
                if (!machine.typeTable.isFunction(tag)) {
                    throw new AssertionError("no text for type id " + tag);
                }
                out.put("<function>");
            }
        }
    }

    private static void f64(Machine machine, double value, boolean isRepresentation) {
        if (isRepresentation) {
            Text.stringF64(machine.text, machine.decimal, value);
        } else {
            Text.printF64(machine.text, machine.decimal, value);
        }
    }

    private static void string(TextBuffer out, long string, boolean isRepresentation) {
        if (isRepresentation) {
            quote(out, string);
        } else {
            out.put(StringLayout.data(string), StringLayout.length(string));
        }
    }

    private static void error(TextBuffer out, long error, boolean isRepresentation) {
        out.put(isRepresentation ? "Error(" : "Error: ");
        Errors.putMessage(out, error);
        if (isRepresentation) {
            out.put(')');
        }
    }

    private static void range(TextBuffer out, long range, boolean isRepresentation) {
        if (isRepresentation) {
            out.put("<range>");
        } else {
            Iterators.put(out, range);
        }
    }

    private static void quote(TextBuffer out, long string) {
        out.put('"');
        long end = StringLayout.data(string) + StringLayout.length(string);
        for (long at = StringLayout.data(string); at < end; at++) {
            int octet = Memory.u8(at);
            switch (octet) {
                case '\\' -> out.put("\\\\");
                case '\n' -> out.put("\\n");
                case '\t' -> out.put("\\t");
                case '"' -> out.put("\\\"");
                default -> out.put(octet);
            }
        }
        out.put('"');
    }
}
