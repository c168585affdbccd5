package jorus.runtime;

import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.RecordLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Any values as a tag and a payload: the tag is a type id; the payload is a ref, or a number whose
/// type says how many of the low bytes count.
///
/// The tag of a ref is the type id in its header.
final class Values {
    /// Offsets in a range object: the next value, the end, the step.
    static final int RANGE_NEXT = RecordLayout.FIELDS;

    static final int RANGE_END = RANGE_NEXT + 8;
    static final int RANGE_STEP = RANGE_END + 8;

    /// Offset of the message in an error object.
    static final int ERROR_MESSAGE = RecordLayout.FIELDS;

    private Values() {}

    static boolean isArray(long tag) {
        return tag >= TypeIds.OPEN_ARRAY;
    }

    /// Type id of the elements of an array of type `tag`.
    static int elementType(Machine machine, long tag) {
        return tag == TypeIds.OPEN_ARRAY ? TypeIds.ANY : machine.image.elementType((int) tag);
    }

    /// The tag of element `index` of `array`, whose elements have type `elementType`.
    static long elementTag(long array, int index, int elementType) {
        return switch (elementType) {
            case TypeIds.I32, TypeIds.I64, TypeIds.U32, TypeIds.U64, TypeIds.F64, TypeIds.BOOL ->
                    elementType;
            case TypeIds.ANY -> Memory.i64(ArrayLayout.data(array) + 16L * index);
            default -> ObjectLayout.typeId(Memory.i64(ArrayLayout.data(array) + 8L * index));
        };
    }

    /// The payload of the same element.
    static long elementPayload(long array, int index, int elementType) {
        long data = ArrayLayout.data(array);
        return switch (elementType) {
            case TypeIds.BOOL -> Memory.u8(data + index);
            case TypeIds.I32, TypeIds.U32 -> Memory.i32(data + 4L * index);
            case TypeIds.ANY -> Memory.i64(data + 16L * index + Machine.ANY_PAYLOAD);
            default -> Memory.i64(data + 8L * index);
        };
    }

    /// Appends a value as print shows it (language.md 12.2).
    static void print(Machine machine, long tag, long payload) {
        TextBuffer out = machine.text;
        if (!isArray(tag)) {
            printScalar(machine, tag, payload);
            return;
        }
        ValueStack open = machine.values;
        int outside = open.depth();
        open.push(machine, payload, 0);
        while (open.depth() > outside) {
            long array = open.first();
            int index = open.takeIndex();
            if (index >= ArrayLayout.length(array)) {
                open.pop();
                continue;
            }
            if (index > 0) {
                out.put(", ");
            }
            int type = elementType(machine, ObjectLayout.typeId(array));
            long elementTag = elementTag(array, index, type);
            long element = elementPayload(array, index, type);
            if (isArray(elementTag)) {
                open.push(machine, element, 0);
            } else {
                printScalar(machine, elementTag, element);
            }
        }
    }

    private static void printScalar(Machine machine, long tag, long payload) {
        TextBuffer out = machine.text;
        switch ((int) tag) {
            case TypeIds.F64 ->
                    Text.printF64(out, machine.decimal, Double.longBitsToDouble(payload));
            case TypeIds.STRING ->
                    out.put(StringLayout.data(payload), StringLayout.length(payload));
            case TypeIds.ERROR -> {
                out.put("Error: ");
                putMessage(out, payload);
            }
            case TypeIds.RANGE -> printRange(out, payload);
            default -> plain(out, tag, payload);
        }
    }

    /// Integers, bools and void look the same everywhere.
    private static void plain(TextBuffer out, long tag, long payload) {
        switch ((int) tag) {
            case TypeIds.I32 -> Text.i64(out, (int) payload);
            case TypeIds.U32 -> Text.i64(out, payload & 0xFFFFFFFFL);
            case TypeIds.I64 -> Text.i64(out, payload);
            case TypeIds.U64 -> Text.u64(out, payload);
            case TypeIds.BOOL -> Text.bool(out, (int) payload != 0);
            case TypeIds.VOID -> out.put("void");
            default -> throw new AssertionError("no text for type id " + tag);
        }
    }

    private static void putMessage(TextBuffer out, long error) {
        long message = Memory.i64(error + ERROR_MESSAGE);
        out.put(StringLayout.data(message), StringLayout.length(message));
    }

    private static void printRange(TextBuffer out, long range) {
        out.put("range(");
        Text.i64(out, Memory.i64(range + RANGE_NEXT));
        out.put("..");
        Text.i64(out, Memory.i64(range + RANGE_END));
        long step = Memory.i64(range + RANGE_STEP);
        if (step != 1) {
            out.put(" step=");
            Text.i64(out, step);
        }
        out.put(')');
    }

    /// Appends the representation of a value (language.md 11, assert_eq).
    static void represent(Machine machine, long tag, long payload) {
        TextBuffer out = machine.text;
        if (!isArray(tag)) {
            representScalar(machine, tag, payload);
            return;
        }
        ValueStack open = machine.values;
        int outside = open.depth();
        open.push(machine, payload, 0);
        out.put('[');
        while (open.depth() > outside) {
            long array = open.first();
            int index = open.takeIndex();
            if (index >= ArrayLayout.length(array)) {
                open.pop();
                out.put(']');
                continue;
            }
            if (index > 0) {
                out.put(", ");
            }
            int type = elementType(machine, ObjectLayout.typeId(array));
            long elementTag = elementTag(array, index, type);
            long element = elementPayload(array, index, type);
            if (isArray(elementTag)) {
                open.push(machine, element, 0);
                out.put('[');
            } else {
                representScalar(machine, elementTag, element);
            }
        }
    }

    private static void representScalar(Machine machine, long tag, long payload) {
        TextBuffer out = machine.text;
        switch ((int) tag) {
            case TypeIds.F64 ->
                    Text.stringF64(out, machine.decimal, Double.longBitsToDouble(payload));
            case TypeIds.STRING -> quote(out, payload);
            case TypeIds.ERROR -> {
                out.put("Error(");
                putMessage(out, payload);
                out.put(')');
            }
            case TypeIds.RANGE -> out.put("<range>");
            default -> plain(out, tag, payload);
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
