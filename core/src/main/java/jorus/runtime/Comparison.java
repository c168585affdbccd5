package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// `==` and order on values of any type (language.md 4.4), and the deep comparison of assert_eq.
public final class Comparison {
    private Comparison() {}

    /// Whether the any slots at `x` and `y` hold equal values.
    ///
    /// @throws Trap `RECURSION` if payloads contain themselves
    public static boolean equal(Machine machine, long x, long y) {
        return equal(machine, Any.tag(x), Any.payload(x), Any.tag(y), Any.payload(y));
    }

    /// Whether two objects are equal as the language sees it.
    public static boolean equalRefs(Machine machine, long x, long y) {
        return equal(machine, ObjectLayout.typeId(x), x, ObjectLayout.typeId(y), y);
    }

    static boolean equal(Machine machine, long tagX, long x, long tagY, long y) {
        if (!isVariantPair(machine, tagX, tagY)) {
            return equalScalars(machine, tagX, x, tagY, y);
        }
        ValueStack open = machine.values;
        int outside = open.depth();
        open.push(machine, x, y);
        while (open.depth() > outside) {
            long first = open.first();
            long second = open.second();
            int index = open.takeIndex(machine);
            if (index >= Parts.count(machine, first)) {
                open.pop();
                continue;
            }
            long tagA = Parts.tag(machine, first, index);
            long tagB = Parts.tag(machine, second, index);
            long a = Parts.payload(machine, first, index);
            long b = Parts.payload(machine, second, index);
            if (isVariantPair(machine, tagA, tagB)) {
                open.push(machine, a, b);
            } else if (!equalScalars(machine, tagA, a, tagB, b)) {
                open.cut(outside);
                return false;
            }
        }
        return true;
    }

    /// Values of one variant with payloads, which have to be compared.
    private static boolean isVariantPair(Machine machine, long tagX, long tagY) {
        return tagX == tagY
                && machine.typeTable.isVariant(tagX)
                && machine.image.fieldCount((int) tagX) > 0;
    }

    private static boolean equalScalars(Machine machine, long tagX, long x, long tagY, long y) {
        if (tagX == tagY) {
            return equalOfOneType(machine, tagX, x, y);
        }
        if (Any.isNumber(tagX) && Any.isNumber(tagY)) {
            return Any.compare(tagX, x, tagY, y) == 0;
        }
        boolean isBoolPair =
                tagX == TypeIds.BOOL && Any.isNumber(tagY)
                        || tagY == TypeIds.BOOL && Any.isNumber(tagX);
        return isBoolPair && Any.isNotZero(tagX, x) == Any.isNotZero(tagY, y);
    }

    /// Objects by identity, but strings by bytes. (A variant without payloads is one object.)
    static boolean equalOfOneType(Machine machine, long tag, long x, long y) {
        return switch ((int) tag) {
            case TypeIds.I32, TypeIds.U32, TypeIds.BOOL -> (int) x == (int) y;
            case TypeIds.F64 -> Double.longBitsToDouble(x) == Double.longBitsToDouble(y);
            case TypeIds.STRING -> Strings.equal(machine, x, y);
            case TypeIds.VOID -> true;
            default -> x == y;
        };
    }

    /// Whether the value at `x` comes before that at `y`.
    public static boolean less(Machine machine, long x, long y) {
        return order(machine, x, y) == -1;
    }

    public static boolean lessOrEqual(Machine machine, long x, long y) {
        return order(machine, x, y) <= 0;
    }

    /// -1, 0 or 1, or 2 if a NaN is compared.
    private static int order(Machine machine, long x, long y) {
        long tagX = Any.tag(x);
        long tagY = Any.tag(y);
        if (Any.isNumber(tagX) && Any.isNumber(tagY)) {
            return Any.compare(tagX, Any.payload(x), tagY, Any.payload(y));
        }
        if (tagX == TypeIds.STRING && tagY == TypeIds.STRING) {
            return Strings.compare(machine, Any.payload(x), Any.payload(y));
        }
        throw machine.trap(TrapKind.TYPE, "Operands must be numbers or strings");
    }

    /// assert_eq (language.md 11): compares the any slots at `actual` and `expected` deeply;
    /// `label` is a string.
    ///
    /// @throws Trap `ASSERTION` if they differ
    static void assertEqual(Machine machine, long label, long actual, long expected) {
        long actualTag = Any.tag(actual);
        long expectedTag = Any.tag(expected);
        long actualPayload = Any.payload(actual);
        long expectedPayload = Any.payload(expected);
        if (deepEqual(machine, actualTag, actualPayload, expectedTag, expectedPayload)) {
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
        throw machine.trapOfText(TrapKind.ASSERTION);
    }

    private static boolean deepEqual(Machine machine, long tagX, long x, long tagY, long y) {
        if (!haveParts(machine, tagX, tagY)) {
            return tagX == tagY && equalOfOneType(machine, tagX, x, y);
        }
        ValueStack open = machine.values;
        int outside = open.depth();
        if (!enter(machine, tagX, x, tagY, y)) {
            return false;
        }
        while (open.depth() > outside) {
            long first = open.first();
            long second = open.second();
            int index = open.takeIndex(machine);
            if (index >= Parts.count(machine, first)) {
                open.pop();
                continue;
            }
            long tagA = Parts.tag(machine, first, index);
            long tagB = Parts.tag(machine, second, index);
            long a = Parts.payload(machine, first, index);
            long b = Parts.payload(machine, second, index);
            boolean isEqual =
                    haveParts(machine, tagA, tagB)
                            ? enter(machine, tagA, a, tagB, b)
                            : tagA == tagB && equalOfOneType(machine, tagA, a, b);
            if (!isEqual) {
                return false;
            }
        }
        return true;
    }

    private static boolean haveParts(Machine machine, long tagX, long tagY) {
        return Parts.hasParts(machine, tagX) && Parts.hasParts(machine, tagY);
    }

    /// Opens two objects, unless their types or lengths tell them apart. Arrays are compared by
    /// their elements, whose types count.
    private static boolean enter(Machine machine, long tagX, long x, long tagY, long y) {
        boolean areArrays = machine.typeTable.isArray(tagX) && machine.typeTable.isArray(tagY);
        if (!areArrays && tagX != tagY || Parts.count(machine, x) != Parts.count(machine, y)) {
            return false;
        }
        machine.values.push(machine, x, y);
        return true;
    }

    /// The truth of a condition (language.md 5.1).
    static int condition(Machine machine, long slot) {
        if (Memory.i64(slot) != TypeIds.BOOL) {
            throw machine.trap(TrapKind.TYPE, "Condition must be boolean");
        }
        return (int) Any.payload(slot) & 1;
    }
}
