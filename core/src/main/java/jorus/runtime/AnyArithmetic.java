package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// Operators on values of type any (language.md 4.3, 4.5). Operands and results are addresses of
/// any slots; the result may be one of the operands.
public final class AnyArithmetic {
    public static final int ADD = 0;
    public static final int SUBTRACT = 1;
    public static final int MULTIPLY = 2;
    public static final int DIVIDE = 3;
    public static final int REMAINDER = 4;

    private static final String NOT_NUMERIC = "Operands must be numeric";
    private static final String NOT_BOOL = "Operands must be bool";
    static final String NOT_SAME =
            "Operands must be the same type. Use 'as' for explicit type conversion.";

    private AnyArithmetic() {}

    private static final long LITERAL_F64 = TypeIds.F64 | TypeIds.LITERAL;
    private static final long LITERAL_I32 = TypeIds.I32 | TypeIds.LITERAL;

    /// The type of both operands with the bit of literals, if it is the same; else -1.
    private static long alike(long x, long y) {
        long type = Memory.i64(x) | TypeIds.LITERAL;
        return type == (Memory.i64(y) | TypeIds.LITERAL) ? type : -1;
    }

    private static double f64(long slot) {
        return Memory.f64(slot + Machine.ANY_PAYLOAD);
    }

    private static long i32(long slot) {
        return Memory.i32(slot + Machine.ANY_PAYLOAD);
    }

    private static void write(long to, double value) {
        Any.write(to, TypeIds.F64, Double.doubleToRawLongBits(value));
    }

    /// `apply` for `+`, which decides frequent types at once.
    public static void add(Machine machine, long x, long y, long to) {
        long type = alike(x, y);
        if (type == LITERAL_F64) {
            write(to, f64(x) + f64(y));
            return;
        }
        if (type == LITERAL_I32) {
            long exact = i32(x) + i32(y);
            if (exact == (int) exact) {
                Any.write(to, TypeIds.I32, exact);
                return;
            }
        }
        apply(machine, ADD, x, y, to);
    }

    /// The same for `-`.
    public static void subtract(Machine machine, long x, long y, long to) {
        long type = alike(x, y);
        if (type == LITERAL_F64) {
            write(to, f64(x) - f64(y));
            return;
        }
        if (type == LITERAL_I32) {
            long exact = i32(x) - i32(y);
            if (exact == (int) exact) {
                Any.write(to, TypeIds.I32, exact);
                return;
            }
        }
        apply(machine, SUBTRACT, x, y, to);
    }

    /// The same for `*`.
    public static void multiply(Machine machine, long x, long y, long to) {
        long type = alike(x, y);
        if (type == LITERAL_F64) {
            write(to, f64(x) * f64(y));
            return;
        }
        if (type == LITERAL_I32) {
            long exact = i32(x) * i32(y);
            if (exact == (int) exact) {
                Any.write(to, TypeIds.I32, exact);
                return;
            }
        }
        apply(machine, MULTIPLY, x, y, to);
    }

    /// The same for `/`.
    public static void divide(Machine machine, long x, long y, long to) {
        if (alike(x, y) == LITERAL_F64 && f64(y) != 0) {
            write(to, f64(x) / f64(y));
        } else {
            apply(machine, DIVIDE, x, y, to);
        }
    }

    /// The same for `%`.
    public static void remainder(Machine machine, long x, long y, long to) {
        if (alike(x, y) == LITERAL_I32 && i32(y) > 0) {
            Any.write(to, TypeIds.I32, (int) i32(x) % (int) i32(y));
        } else {
            apply(machine, REMAINDER, x, y, to);
        }
    }

    /// `x op y`; may collect if the operands are strings or an array.
    public static void apply(Machine machine, int op, long x, long y, long to) {
        long tagX = Memory.i64(x);
        long tagY = Memory.i64(y);
        long payloadX = Memory.i64(x + Machine.ANY_PAYLOAD);
        long payloadY = Memory.i64(y + Machine.ANY_PAYLOAD);
        int type = Any.commonType(tagX, payloadX, tagY, payloadY);
        if (Any.isNumber(type)) {
            long a = Any.adapt(type, tagX, payloadX);
            long b = Any.adapt(type, tagY, payloadY);
            Any.write(to, type, number(machine, type, op, a, b));
        } else if (op == ADD && type == TypeIds.STRING) {
            Any.write(to, TypeIds.STRING, Outlined.concat(machine, payloadX, payloadY));
        } else if (op == MULTIPLY && isRepetition(machine, x, y)) {
            repeat(machine, x, y, false, to);
        } else {
            throw badOperands(machine, x, y, NOT_NUMERIC);
        }
    }

    private static long number(Machine machine, int type, int op, long a, long b) {
        return switch (type) {
            case TypeIds.I32 -> signed32(machine, op, (int) a, (int) b);
            case TypeIds.I64 -> signed64(machine, op, a, b);
            case TypeIds.U32 -> unsigned32(machine, op, (int) a, (int) b) & Any.U32_MASK;
            case TypeIds.U64 -> unsigned64(machine, op, a, b);
            default -> {
                double x = Double.longBitsToDouble(a);
                double y = Double.longBitsToDouble(b);
                yield Double.doubleToRawLongBits(floating(machine, op, x, y));
            }
        };
    }

    private static int signed32(Machine machine, int op, int a, int b) {
        long exact =
                switch (op) {
                    case ADD -> (long) a + b;
                    case SUBTRACT -> (long) a - b;
                    case MULTIPLY -> (long) a * b;
                    case DIVIDE -> Arithmetic.divideI32(machine, a, b);
                    default -> Arithmetic.remainderI32(machine, a, b);
                };
        if (exact != (int) exact) {
            throw Arithmetic.overflow(machine);
        }
        return (int) exact;
    }

    private static long signed64(Machine machine, int op, long a, long b) {
        if (op == DIVIDE) {
            return Arithmetic.divideI64(machine, a, b);
        }
        if (op == REMAINDER) {
            return Arithmetic.remainderI64(machine, a, b);
        }
        long result = op == ADD ? a + b : op == SUBTRACT ? a - b : a * b;
        boolean overflows =
                switch (op) {
                    case ADD -> ((a ^ result) & (b ^ result)) < 0;
                    case SUBTRACT -> ((a ^ b) & (a ^ result)) < 0;
                    default -> Math.multiplyHigh(a, b) != result >> 63;
                };
        if (overflows) {
            throw Arithmetic.overflow(machine);
        }
        return result;
    }

    private static int unsigned32(Machine machine, int op, int a, int b) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> Arithmetic.divideU32(machine, a, b);
            default -> Arithmetic.remainderU32(machine, a, b);
        };
    }

    private static long unsigned64(Machine machine, int op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> Arithmetic.divideU64(machine, a, b);
            default -> Arithmetic.remainderU64(machine, a, b);
        };
    }

    private static double floating(Machine machine, int op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> Arithmetic.divideF64(machine, a, b);
            default -> Arithmetic.remainderF64(machine, a, b);
        };
    }

    /// The trap of operands that do not go together, to be thrown; `message` is for operands of one
    /// type.
    static Trap badOperands(Machine machine, long x, long y, String message) {
        TypeTable types = machine.typeTable;
        boolean areAlike = types.valueType(Any.tag(x)) == types.valueType(Any.tag(y));
        return machine.trap(TrapKind.TYPE, areAlike ? message : NOT_SAME);
    }

    // Repetition of arrays.

    private static boolean isRepetition(Machine machine, long x, long y) {
        return machine.typeTable.isArray(Any.tag(x)) && Any.isInteger(Any.tag(y))
                || machine.typeTable.isArray(Any.tag(y)) && Any.isInteger(Any.tag(x));
    }

    /// An array and an integer in either order; `isAnyExpected` says whether the elements of the
    /// new array are `any` for sure. May collect.
    static void repeat(Machine machine, long x, long y, boolean isAnyExpected, long to) {
        if (!isRepetition(machine, x, y)) {
            throw badOperands(machine, x, y, NOT_NUMERIC);
        }
        boolean isFirst = machine.typeTable.isArray(Any.tag(x));
        long array = Any.payload(isFirst ? x : y);
        long number = isFirst ? y : x;
        long count = Any.toI64(Any.tag(number), Any.payload(number));
        long repeated = Arrays.repeat(machine, array, count);
        AnySequences.decideCopy(machine, repeated, isAnyExpected);
        Any.write(to, ObjectLayout.typeId(repeated), repeated);
    }

    // Unary and logical operators.

    static void negate(Machine machine, long x, long to) {
        long payload = Any.payload(x);
        int type = (int) Any.tag(x);
        long result =
                switch (type) {
                    case TypeIds.I32 -> Arithmetic.negateI32(machine, (int) payload);
                    case TypeIds.I64 -> Arithmetic.negateI64(machine, payload);
                    case TypeIds.F64 ->
                            Double.doubleToRawLongBits(-Double.longBitsToDouble(payload));
                    default -> throw machine.trap(TrapKind.TYPE, NOT_NUMERIC);
                };
        Any.write(to, type, result);
    }

    /// Of a bool; of an integer, whether it is 0.
    static void not(Machine machine, long x, long to) {
        long tag = Any.tag(x);
        if (tag != TypeIds.BOOL && !Any.isInteger(tag)) {
            throw machine.trap(TrapKind.TYPE, NOT_BOOL);
        }
        Any.write(to, TypeIds.BOOL, Any.isNotZero(tag, Any.payload(x)) ? 0 : 1);
    }

    /// `and` or `or` of two bools, or bit by bit of two integers of one type: the left operand
    /// decides (language.md 4.5).
    static void combine(Machine machine, boolean isAnd, long x, long y, long to) {
        long tagX = Memory.i64(x);
        long tagY = Memory.i64(y);
        long a = Memory.i64(x + Machine.ANY_PAYLOAD);
        long b = Memory.i64(y + Machine.ANY_PAYLOAD);
        boolean isBool = tagX == TypeIds.BOOL && tagY == TypeIds.BOOL;
        int type = isBool ? TypeIds.BOOL : Any.commonType(tagX, a, tagY, b);
        if (!isBool && !Any.isInteger(type)) {
            boolean isInteger = Any.isInteger(Any.tag(x));
            throw isInteger
                    ? badOperands(machine, x, y, NOT_BOOL)
                    : machine.trap(TrapKind.TYPE, NOT_BOOL);
        }
        Any.write(to, type, isAnd ? a & b : a | b);
    }

    // abs, min and max.

    static void absolute(Machine machine, long x, long to) {
        long payload = Any.payload(x);
        int type = (int) Any.tag(x);
        long result =
                switch (type) {
                    case TypeIds.I32 -> Arithmetic.absI32(machine, (int) payload);
                    case TypeIds.I64 -> Arithmetic.absI64(machine, payload);
                    case TypeIds.U32, TypeIds.U64 -> payload;
                    case TypeIds.F64 ->
                            Double.doubleToRawLongBits(Math.abs(Double.longBitsToDouble(payload)));
                    default -> throw machine.trap(TrapKind.TYPE, NOT_NUMERIC);
                };
        Any.write(to, type, result);
    }

    static void extreme(Machine machine, boolean isMinimum, long x, long y, long to) {
        long tagX = Memory.i64(x);
        long tagY = Memory.i64(y);
        long payloadX = Memory.i64(x + Machine.ANY_PAYLOAD);
        long payloadY = Memory.i64(y + Machine.ANY_PAYLOAD);
        int type = Any.commonType(tagX, payloadX, tagY, payloadY);
        if (!Any.isNumber(type)) {
            throw badOperands(machine, x, y, NOT_NUMERIC);
        }
        long a = Any.adapt(type, tagX, payloadX);
        long b = Any.adapt(type, tagY, payloadY);
        if (type == TypeIds.F64) {
            double first = Double.longBitsToDouble(a);
            double second = Double.longBitsToDouble(b);
            double result = isMinimum ? Math.min(first, second) : Math.max(first, second);
            Any.write(to, type, Double.doubleToRawLongBits(result));
        } else {
            boolean takesFirst = Any.compare(type, a, type, b) < 0 == isMinimum;
            Any.write(to, type, takesFirst ? a : b);
        }
    }
}
