package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.RecordLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// `range()` values and what `for` goes through (language.md 5.3, 11).
///
/// ```
/// range,    byte 0        8      16    24     32
///                | header | next | end | step | type id of the values |
///
/// iterator, byte 0        8            16     24    32
///                | header | source ref | next | end | type id of source or values |
/// ```
///
/// A range is its own iterator, so that a second loop goes on where the first one stopped.
public final class Iterators {
    static final int RANGE_NEXT = RecordLayout.FIELDS;
    static final int RANGE_END = RANGE_NEXT + 8;
    static final int RANGE_STEP = RANGE_END + 8;
    static final int RANGE_TYPE = RANGE_STEP + 8;
    static final int RANGE_NUMBER_BYTES = 32;

    private static final int SOURCE = RecordLayout.FIELDS;
    private static final int NEXT = SOURCE + RecordLayout.REF_BYTES;
    private static final int END = NEXT + 8;
    private static final int TYPE = END + 8;
    static final int NUMBER_BYTES = 24;

    private Iterators() {}

    // Ranges.

    /// A range of i64 values; may collect.
    static long range(Machine machine, long from, long end, long step) {
        return range(machine, from, end, step, TypeIds.I64);
    }

    private static long range(Machine machine, long from, long end, long step, int type) {
        if (step == 0) {
            throw machine.trap(TrapKind.RANGE_ARGUMENTS);
        }
        long range = machine.heap.newRecord(TypeIds.RANGE);
        Memory.i64(range + RANGE_NEXT, from);
        Memory.i64(range + RANGE_END, end);
        Memory.i64(range + RANGE_STEP, step);
        Memory.i64(range + RANGE_TYPE, type);
        return range;
    }

    /// `range()` of the first `count` any slots from `x` on; of i32 values if all are, else of i64.
    static long range(Machine machine, long x, int count) {
        if (count < 1 || count > 3) {
            throw machine.badState("range() has too few or too many arguments");
        }
        boolean isNarrow = true;
        for (int i = 0; i < count; i++) {
            long slot = x + (long) i * Machine.ANY_BYTES;
            long tag = Any.tag(slot);
            boolean isTooLarge = tag == TypeIds.U64 && Any.payload(slot) < 0;
            if (!Any.isInteger(tag) || isTooLarge) {
                throw machine.trap(TrapKind.RANGE_ARGUMENTS);
            }
            isNarrow &= tag == TypeIds.I32;
        }
        long first = argument(x, 0);
        return range(
                machine,
                count == 1 ? 0 : first,
                count == 1 ? first : argument(x, 1),
                count == 3 ? argument(x, 2) : 1,
                isNarrow ? TypeIds.I32 : TypeIds.I64);
    }

    private static long argument(long x, int index) {
        long slot = x + (long) index * Machine.ANY_BYTES;
        return Any.toI64(Any.tag(slot), Any.payload(slot));
    }

    /// Checks the bounds of `for v in a..b`: integers of one type, to which literals adapt.
    static void checkBounds(Machine machine, long x, long y) {
        int type =
                Any.commonType(
                        Memory.i64(x),
                        Memory.i64(x + Machine.ANY_PAYLOAD),
                        Memory.i64(y),
                        Memory.i64(y + Machine.ANY_PAYLOAD));
        if (!Any.isInteger(type)) {
            throw machine.trap(TrapKind.TYPE, "Range bounds must be integers of one type");
        }
    }

    /// Where a loop of `for v in a..b` over values of type `type` stands at the value in the any
    /// slot at `x`, as an i64. Positions are ordered as the values are: those of u64 are half the
    /// range lower. A step is no position and stays as it is.
    ///
    /// @throws Trap `CAST` if the i64 can't hold it
    static long position(Machine machine, long x, int type, boolean isStep) {
        long tag = Memory.i64(x);
        long payload = Memory.i64(x + Machine.ANY_PAYLOAD);
        boolean isLiteral = Any.isLiteral(tag);
        long value = isLiteral ? Any.adapt(type, tag, payload) : Any.toI64(tag, payload);
        boolean isUnsigned = type == TypeIds.U64 && !isStep;
        if (!isUnsigned && value < 0 && Any.tag(x) == TypeIds.U64) {
            return Conversions.i64FromU64(machine, value);
        }
        return isUnsigned ? value ^ Long.MIN_VALUE : value;
    }

    /// The value at a position.
    ///
    /// @throws Malformed if `type` is no type of integers: a value of it could be a false reference
    static void value(long position, int type, long to) {
        if (!Any.isInteger(type)) {
            throw new Malformed("a range counts in what is no integer");
        }
        Any.write(to, type, type == TypeIds.U64 ? position ^ Long.MIN_VALUE : position);
    }

    // Iteration.

    /// An iterator over the value in the any slot at `x`; may collect.
    static long iterate(Machine machine, long x) {
        int tag = (int) Any.tag(x);
        long payload = Any.payload(x);
        if (tag == TypeIds.RANGE) {
            return payload;
        }
        boolean isInteger = Any.isInteger(tag);
        if (!isInteger && tag != TypeIds.STRING && !machine.typeTable.isArray(tag)) {
            throw machine.trap(TrapKind.TYPE, "Value not iterable");
        }
        if (isInteger && tag != TypeIds.U64 && Any.toI64(tag, payload) < 0) {
            throw machine.trap(TrapKind.TYPE, "Cannot iterate negative integer");
        }
        long source = isInteger ? 0 : payload;
        long depth = machine.heap.roots().depth();
        machine.heap.roots().push(source);
        long iterator = machine.heap.newRecord(TypeIds.ITERATOR);
        machine.heap.roots().truncate(depth);
        Memory.i64(iterator + SOURCE, source);
        Memory.i64(iterator + END, isInteger ? Any.toI64(tag, payload) : 0);
        Memory.i64(iterator + TYPE, isInteger || tag == TypeIds.STRING ? tag : TypeIds.OPEN_ARRAY);
        return iterator;
    }

    /// Whether there is a next value. Arrays are looked at anew each time: they may grow.
    public static boolean hasNext(long iterator) {
        if (ObjectLayout.typeId(iterator) == TypeIds.RANGE) {
            long next = Memory.i64(iterator + RANGE_NEXT);
            long end = Memory.i64(iterator + RANGE_END);
            return Memory.i64(iterator + RANGE_STEP) > 0 ? next < end : next > end;
        }
        long next = Memory.i64(iterator + NEXT);
        long source = Memory.i64(iterator + SOURCE);
        return switch ((int) Memory.i64(iterator + TYPE)) {
            case TypeIds.OPEN_ARRAY -> next < ArrayLayout.length(source);
            case TypeIds.STRING -> next < StringLayout.length(source);
            default -> Long.compareUnsigned(next, Memory.i64(iterator + END)) < 0;
        };
    }

    /// Writes the next value to the any slot at `to` and moves on; only after `hasNext`.
    public static void next(Machine machine, long iterator, long to) {
        if (!hasNext(iterator)) {
            throw machine.badState("An iterator has no next value");
        }
        if (ObjectLayout.typeId(iterator) == TypeIds.RANGE) {
            Any.write(to, Memory.i64(iterator + RANGE_TYPE), nextOfRange(iterator));
            return;
        }
        long next = Memory.i64(iterator + NEXT);
        long source = Memory.i64(iterator + SOURCE);
        Memory.i64(iterator + NEXT, next + 1);
        int type = (int) Memory.i64(iterator + TYPE);
        if (type == TypeIds.OPEN_ARRAY) {
            int element = machine.typeTable.elementType(ObjectLayout.typeId(source));
            Any.write(
                    to,
                    Parts.elementTag(source, next, element),
                    Parts.elementPayload(source, next, element));
        } else if (type == TypeIds.STRING) {
            int octet = Memory.u8(StringLayout.data(source) + next);
            Any.write(to, TypeIds.STRING, Strings.ofByte(machine, octet));
        } else {
            Any.write(to, type, next);
        }
    }

    /// The next value of a range that is not at its end; where the one behind it is out of i64, the
    /// range ends.
    private static long nextOfRange(long range) {
        long next = Memory.i64(range + RANGE_NEXT);
        long step = Memory.i64(range + RANGE_STEP);
        long after = next + step;
        boolean overflows = ((next ^ after) & (step ^ after)) < 0;
        Memory.i64(range + RANGE_NEXT, overflows ? Memory.i64(range + RANGE_END) : after);
        return next;
    }

    /// Appends a range as print shows it.
    static void put(TextBuffer out, long range) {
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
}
