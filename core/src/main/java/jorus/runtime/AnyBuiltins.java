package jorus.runtime;

import jorus.builtin.Builtin;
import jorus.memory.layout.Memory;

/// Binds the rows of operations on any that have more than one way to write their result. Arguments
/// and results are where [Builtins#call] says.
public final class AnyBuiltins {
    /// Where the second and third any argument stand behind the first.
    private static final int SECOND = Machine.ANY_BYTES;

    private static final int THIRD = SECOND + Machine.ANY_BYTES;
    private static final int FOURTH = THIRD + Machine.ANY_BYTES;

    private AnyBuiltins() {}

    private static AssertionError notHere(Builtin row) {
        return new AssertionError("builtin " + row.text());
    }

    static boolean operator(Machine m, Builtin row, long at, long to) {
        switch (row) {
            case NOT_ANY -> AnyArithmetic.not(m, at, to);
            case NEG_ANY -> AnyArithmetic.negate(m, at, to);
            case AND_ANY -> AnyArithmetic.combine(m, true, at, at + SECOND, to);
            case OR_ANY -> AnyArithmetic.combine(m, false, at, at + SECOND, to);
            case MATH_ANY -> math(m, at, to);
            case CONCAT_ANY -> Casts.concat(m, at, at + SECOND, to);
            case REPEAT_ANY -> repeat(m, at, to);
            default -> throw notHere(row);
        }
        return true;
    }

    private static void repeat(Machine m, long at, long to) {
        int isAnyExpected = Memory.i32(at + THIRD);
        if (isAnyExpected < 0 || isAnyExpected > 1) {
            throw m.badState("A repetition has an unknown flag");
        }
        AnyArithmetic.repeat(m, at, at + SECOND, isAnyExpected != 0, to);
    }

    /// abs, min or max of any values; the number says which row of the table it stands for.
    private static void math(Machine m, long at, long to) {
        int id = Memory.i32(at + THIRD);
        if (id == Builtin.ABS.id()) {
            AnyArithmetic.absolute(m, at, to);
        } else if (id == Builtin.MIN.id() || id == Builtin.MAX.id()) {
            AnyArithmetic.extreme(m, id == Builtin.MIN.id(), at, at + SECOND, to);
        } else {
            throw m.badState("A function of numbers is unknown");
        }
    }

    // What compiled code calls by name.

    public static void index(Machine m, long at, long to) {
        AnySequences.index(m, at, at + SECOND, to);
    }

    public static void element(Machine m, long at, long to) {
        AnySequences.element(m, at, at + SECOND, to);
    }

    public static void store(Machine m, long at, long to) {
        AnySequences.store(m, at, at + SECOND, at + THIRD);
    }

    public static void push(Machine m, long at, long to) {
        AnySequences.push(m, at, at + SECOND, to);
    }

    public static void next(Machine m, long at, long to) {
        Iterators.next(m, Memory.i64(at), to);
    }

    static boolean sequence(Machine m, Builtin row, long at, long to) {
        switch (row) {
            case INDEX_ANY -> AnySequences.index(m, at, at + SECOND, to);
            case ELEMENT_ANY -> AnySequences.element(m, at, at + SECOND, to);
            case STORE_ANY -> AnySequences.store(m, at, at + SECOND, at + THIRD);
            case SLICE_ANY -> {
                int given = Memory.i32(at + FOURTH);
                AnySequences.slice(m, at, at + SECOND, at + THIRD, given, to);
            }
            case PUSH_VALUE -> AnySequences.push(m, at, at + SECOND, to);
            case POP_VALUE -> AnySequences.pop(m, at, to);
            case SORTED_ANY -> AnySequences.sorted(m, at, to);
            case LITERAL_TYPE -> AnySequences.decideType(m, Memory.i64(at));
            default -> throw notHere(row);
        }
        return true;
    }

    static boolean other(Machine m, Builtin row, long at, long to) {
        // A string or object argument stands before the any arguments.
        long name = Memory.i64(at);
        long first = at + 8;
        switch (row) {
            case GET_MEMBER -> Members.get(m, first, name, to);
            case SET_MEMBER -> Members.set(m, first, name, first + SECOND);
            case NEXT_VALUE -> Iterators.next(m, Memory.i64(at), to);
            case CAST_ANY -> Casts.cast(m, at, Memory.i32(at + SECOND), to);
            case MATCH_SUBJECT -> Casts.checkMatchSubject(m, at);
            case RANGE_VALUE -> Iterators.value(Memory.i64(at), Memory.i32(at + 8), to);
            case RANGE_BOUND -> Iterators.checkBounds(m, at, at + SECOND);
            default -> throw notHere(row);
        }
        return true;
    }
}
