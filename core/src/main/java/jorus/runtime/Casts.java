package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Casts from any (language.md 4.6), and the text of values as by `as string` (12.3).
final class Casts {
    private Casts() {}

    /// `x as T` for the any slot at `x`; may collect if T is string.
    static void cast(Machine machine, long x, int type, long to) {
        if (type <= TypeIds.NONE || type >= machine.image.typeIdEnd()) {
            throw machine.badState("A conversion is to no type");
        }
        long tag = Any.tag(x);
        long payload = Any.payload(x);
        boolean isNumeric = Any.isNumber(tag) || tag == TypeIds.BOOL;
        if (isNumeric && Any.isNumber(type)) {
            Any.write(to, type, convert(machine, type, tag, payload));
        } else if (isNumeric && type == TypeIds.BOOL) {
            Any.write(to, type, Any.isNotZero(tag, payload) ? 1 : 0);
        } else if (type == TypeIds.STRING) {
            Any.write(to, type, text(machine, tag, payload));
        } else {
            TypeChecks.check(machine, type, tag, payload);
            Any.write(to, tag, payload);
        }
    }

    /// Converts a number or bool to a number type.
    private static long convert(Machine machine, int type, long tag, long payload) {
        return switch (type) {
            case TypeIds.I32 -> toI32(machine, tag, payload);
            case TypeIds.I64 -> toI64(machine, tag, payload);
            case TypeIds.U32 -> toU32(machine, tag, payload) & Any.U32_MASK;
            case TypeIds.U64 -> toU64(machine, tag, payload);
            default -> Double.doubleToRawLongBits(Any.toF64(tag, payload));
        };
    }

    private static int toI32(Machine machine, long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.U64 -> Conversions.i32FromU64(machine, payload);
            case TypeIds.F64 -> Conversions.i32FromF64(machine, Double.longBitsToDouble(payload));
            default -> (int) payload;
        };
    }

    private static long toI64(Machine machine, long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.U64 -> Conversions.i64FromU64(machine, payload);
            case TypeIds.F64 -> Conversions.i64FromF64(machine, Double.longBitsToDouble(payload));
            default -> Any.toI64(tag, payload);
        };
    }

    private static int toU32(Machine machine, long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.I64 -> Conversions.u32FromI64(machine, payload);
            case TypeIds.U64 -> Conversions.u32FromU64(machine, payload);
            case TypeIds.F64 -> Conversions.u32FromF64(machine, Double.longBitsToDouble(payload));
            default -> (int) payload;
        };
    }

    private static long toU64(Machine machine, long tag, long payload) {
        return switch ((int) tag) {
            case TypeIds.I32 -> Conversions.u64FromI32(machine, (int) payload);
            case TypeIds.I64 -> Conversions.u64FromI64(machine, payload);
            case TypeIds.F64 -> Conversions.u64FromF64(machine, Double.longBitsToDouble(payload));
            default -> Any.toI64(tag, payload);
        };
    }

    private static boolean hasText(long tag) {
        return tag <= TypeIds.STRING || tag == TypeIds.ERROR;
    }

    /// The string of a number, bool, string or error; may collect.
    ///
    /// @throws Trap `TYPE` for other values
    static long text(Machine machine, long tag, long payload) {
        if (tag == TypeIds.STRING) {
            return payload;
        }
        if (tag == TypeIds.ERROR) {
            return Errors.message(payload);
        }
        if (!hasText(tag)) {
            throw TypeChecks.mismatch(machine, TypeIds.STRING, tag);
        }
        if (tag == TypeIds.F64) {
            double value = Double.longBitsToDouble(payload);
            Text.stringF64(machine.text, machine.decimal, value);
        } else {
            Values.print(machine, tag, payload);
        }
        return Strings.ofText(machine);
    }

    /// `"..." + x` or `x + "..."`: both as strings, one after the other; may collect.
    static void concat(Machine machine, long x, long y, long to) {
        if (!hasText(Any.tag(x)) || !hasText(Any.tag(y))) {
            throw machine.trap(TrapKind.TYPE, AnyArithmetic.NOT_SAME);
        }
        long depth = machine.heap.roots().depth();
        holdRef(machine, x);
        holdRef(machine, y);
        long first = text(machine, Any.tag(x), Any.payload(x));
        machine.heap.roots().push(first);
        long second = text(machine, Any.tag(y), Any.payload(y));
        long joined = Outlined.concat(machine, first, second);
        machine.heap.roots().truncate(depth);
        Any.write(to, TypeIds.STRING, joined);
    }

    /// Keeps what the any slot at `x` refers to alive, until the roots are cut back.
    static void holdRef(Machine machine, long x) {
        if (machine.types.isReference(Memory.i64(x))) {
            machine.heap.roots().push(Memory.i64(x + Machine.ANY_PAYLOAD));
        }
    }

    // typeof (language.md 2).

    /// Appends the name that `typeof` gives.
    static void putTypeOf(Machine machine, long tag, long payload) {
        TextBuffer out = machine.text;
        if (tag == TypeIds.ERROR) {
            out.put(Errors.kind(payload).text());
            out.put(' ');
            Errors.putMessage(out, payload);
        } else if (machine.typeTable.isArray(tag)) {
            out.put("array");
        } else {
            out.put(machine.typeTable.name((int) tag));
        }
    }

    /// The name as a string; may collect.
    static long typeOf(Machine machine, long x) {
        putTypeOf(machine, Any.tag(x), Any.payload(x));
        return Strings.ofText(machine);
    }

    static boolean isType(Machine machine, long x, long name) {
        TextBuffer out = machine.text;
        putTypeOf(machine, Any.tag(x), Any.payload(x));
        int length = out.length();
        boolean isEqual =
                length == StringLayout.length(name)
                        && Memory.mismatch(out.address(), StringLayout.data(name), length) < 0;
        out.clear();
        return isEqual;
    }

    /// @throws Trap `TYPE` if the any slot at `x` holds no enum value
    static void checkMatchSubject(Machine machine, long x) {
        if (!machine.typeTable.isVariant(Any.tag(x))) {
            throw machine.trap(TrapKind.TYPE, "Match subject is not an enum value");
        }
    }

    /// Tags an object as its header says.
    static void box(long ref, long to) {
        Any.write(to, ObjectLayout.typeId(ref), ref);
    }
}
