package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// assert_eq (language.md 11): deep comparison of two any slots, and the message if they differ.
final class AssertEq {
    private AssertEq() {}

    /// Compares the any slots at `actual` and `expected`; `label` is a string.
    ///
    /// @throws Trap `ASSERTION` if they differ
    static void check(Machine machine, long label, long actual, long expected) {
        long actualTag = Memory.i64(actual);
        long actualPayload = Memory.i64(actual + Machine.ANY_PAYLOAD);
        long expectedTag = Memory.i64(expected);
        long expectedPayload = Memory.i64(expected + Machine.ANY_PAYLOAD);
        if (equal(machine, actualTag, actualPayload, expectedTag, expectedPayload)) {
            return;
        }
        machine.values.clear();
        TextBuffer out = machine.text;
        out.put("assert_eq failed");
        if (StringLayout.length(label) > 0) {
            out.put(" (");
            out.put(StringLayout.data(label), StringLayout.length(label));
            out.put(')');
        }
        out.put("\n  expected: ");
        Values.represent(machine, expectedTag, expectedPayload);
        out.put("\n  actual:   ");
        Values.represent(machine, actualTag, actualPayload);
        byte[] message = out.toBytes();
        out.clear();
        throw machine.trap(TrapKind.ASSERTION, message);
    }

    private static boolean equal(Machine machine, long tagA, long a, long tagB, long b) {
        if (!Values.isArray(tagA) || !Values.isArray(tagB)) {
            return equalScalars(tagA, a, tagB, b);
        }
        ValueStack open = machine.values;
        int outside = open.depth();
        if (!enter(machine, a, b)) {
            return false;
        }
        while (open.depth() > outside) {
            long first = open.first();
            long second = open.second();
            int index = open.takeIndex();
            if (index >= ArrayLayout.length(first)) {
                open.pop();
                continue;
            }
            int typeA = Values.elementType(machine, ObjectLayout.typeId(first));
            int typeB = Values.elementType(machine, ObjectLayout.typeId(second));
            long elementTagA = Values.elementTag(first, index, typeA);
            long elementTagB = Values.elementTag(second, index, typeB);
            long elementA = Values.elementPayload(first, index, typeA);
            long elementB = Values.elementPayload(second, index, typeB);
            boolean isEqual =
                    Values.isArray(elementTagA) && Values.isArray(elementTagB)
                            ? enter(machine, elementA, elementB)
                            : equalScalars(elementTagA, elementA, elementTagB, elementB);
            if (!isEqual) {
                return false;
            }
        }
        return true;
    }

    /// Opens two arrays, unless their lengths tell them apart.
    private static boolean enter(Machine machine, long a, long b) {
        if (ArrayLayout.length(a) != ArrayLayout.length(b)) {
            return false;
        }
        machine.values.push(machine, a, b);
        return true;
    }

    private static boolean equalScalars(long tagA, long a, long tagB, long b) {
        if (tagA != tagB) {
            return false;
        }
        return switch ((int) tagA) {
            case TypeIds.I32, TypeIds.U32, TypeIds.BOOL -> (int) a == (int) b;
            case TypeIds.F64 -> Double.longBitsToDouble(a) == Double.longBitsToDouble(b);
            case TypeIds.STRING -> Strings.equal(a, b);
            case TypeIds.VOID -> true;
            default -> a == b;
        };
    }
}
