package jorus.runtime;

import jorus.builtin.Builtin;
import jorus.image.TypeIds;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

/// Binds each row of the builtin table to its body.
public final class Builtins {
    /// Bit of a slice's last argument: an end is given. Bit 0 says the same of the start, which is
    /// 0 otherwise.
    private static final int SLICE_HAS_END = 2;

    private Builtins() {}

    /// Runs builtin `id`, whose arguments lie at the address `at` like those of a function (refs 8
    /// bytes each, any 16, numbers 8), and writes its result to the slot at the address `to`.
    ///
    /// May collect: the caller has saved its state. Rows with a generic shape have no body, the
    /// lowering replaces them.
    ///
    /// @throws Trap as the row says; nothing has been written to `to`
    public static void call(Machine m, int id, long at, long to) {
        Builtin row = Builtin.byId(id);
        boolean isDone =
                switch (row) {
                    case TIMESTAMP -> f64(to, System.nanoTime() * 1e-9);
                    case ASSERT_EQ -> assertEq(m, at, to);
                    case FLOOR -> f64(to, Math.floor(f64(at)));
                    case CEIL -> f64(to, Math.ceil(f64(at)));
                    case ROUND -> f64(to, MathFunctions.round(f64(at)));
                    case TRUNC -> f64(to, MathFunctions.trunc(f64(at)));
                    case SQRT -> f64(to, Math.sqrt(f64(at)));
                    case CBRT -> f64(to, StrictMath.cbrt(f64(at)));
                    case POW -> f64(to, Power.pow(f64(at), f64(at + 8)));
                    case EXP -> f64(to, Exponential.exp(f64(at)));
                    case LOG -> f64(to, Logarithm.log(f64(at)));
                    case LOG2 -> f64(to, MathFunctions.log2(f64(at)));
                    case LOG10 -> f64(to, StrictMath.log10(f64(at)));
                    case SIN -> f64(to, Trigonometry.sin(f64(at)));
                    case COS -> f64(to, Trigonometry.cos(f64(at)));
                    case TAN -> f64(to, Trigonometry.tan(f64(at)));
                    case ASIN -> f64(to, StrictMath.asin(f64(at)));
                    case ACOS -> f64(to, StrictMath.acos(f64(at)));
                    case ATAN -> f64(to, StrictMath.atan(f64(at)));
                    case ATAN2 -> f64(to, StrictMath.atan2(f64(at), f64(at + 8)));
                    case SINH -> f64(to, StrictMath.sinh(f64(at)));
                    case COSH -> f64(to, StrictMath.cosh(f64(at)));
                    case TANH -> f64(to, StrictMath.tanh(f64(at)));
                    case HYPOT -> f64(to, StrictMath.hypot(f64(at), f64(at + 8)));
                    case FMA -> f64(to, Math.fma(f64(at), f64(at + 8), f64(at + 16)));
                    case ABS_I32 -> i32(to, Arithmetic.absI32(m, i32(at)));
                    case ABS_I64 -> i64(to, Arithmetic.absI64(m, i64(at)));
                    case MIN_I32 -> i32(to, Math.min(i32(at), i32(at + 8)));
                    case MIN_I64 -> i64(to, Math.min(i64(at), i64(at + 8)));
                    case MIN_U32 -> i32(to, isLessU32(at, at + 8) ? i32(at) : i32(at + 8));
                    case MIN_U64 -> i64(to, isLessU64(at, at + 8) ? i64(at) : i64(at + 8));
                    case MIN_F64 -> f64(to, Math.min(f64(at), f64(at + 8)));
                    case MAX_I32 -> i32(to, Math.max(i32(at), i32(at + 8)));
                    case MAX_I64 -> i64(to, Math.max(i64(at), i64(at + 8)));
                    case MAX_U32 -> i32(to, isLessU32(at, at + 8) ? i32(at + 8) : i32(at));
                    case MAX_U64 -> i64(to, isLessU64(at, at + 8) ? i64(at + 8) : i64(at));
                    case MAX_F64 -> f64(to, Math.max(f64(at), f64(at + 8)));
                    case POP_BOOL -> i32(to, Memory.u8(Arrays.pop(m, i64(at), 0)));
                    case POP_I32 -> i32(to, i32(Arrays.pop(m, i64(at), 2)));
                    case POP_I64 -> i64(to, i64(Arrays.pop(m, i64(at), 3)));
                    case POP_F64 -> i64(to, i64(Arrays.pop(m, i64(at), 3)));
                    case POP_REF -> i64(to, i64(Arrays.pop(m, i64(at), 3)));
                    case POP_ANY -> any(to, Arrays.pop(m, i64(at), 4));
                    case FILL_BOOL -> fillBool(m, at);
                    case FILL_I32 -> fillI32(m, at);
                    case FILL_I64 -> fillI64(m, at);
                    case FILL_F64 -> fillI64(m, at);
                    case FILL_REF -> fillI64(m, at);
                    case FILL_ANY -> fillAny(m, at);
                    case RESERVE -> reserve(m, at);
                    case TEXT_I32 -> i64(to, NumberStrings.ofI32(m, i32(at)));
                    case TEXT_U32 -> i64(to, NumberStrings.ofU32(m, i32(at)));
                    case TEXT_I64 -> i64(to, NumberStrings.ofI64(m, i64(at)));
                    case TEXT_U64 -> i64(to, NumberStrings.ofU64(m, i64(at)));
                    case TEXT_F64 -> i64(to, NumberStrings.ofF64(m, f64(at)));
                    case TEXT_BOOL -> i64(to, NumberStrings.ofBool(m, i32(at)));
                    case PUT_I32 -> put(m, TypeIds.I32, i32(at));
                    case PUT_U32 -> put(m, TypeIds.U32, i32(at));
                    case PUT_I64 -> put(m, TypeIds.I64, i64(at));
                    case PUT_U64 -> put(m, TypeIds.U64, i64(at));
                    case PUT_F64 -> put(m, TypeIds.F64, i64(at));
                    case PUT_BOOL -> put(m, TypeIds.BOOL, i32(at));
                    case PUT_REF -> put(m, ObjectLayout.typeId(i64(at)), i64(at));
                    case PUT_ANY -> put(m, Any.tag(at), Any.payload(at));
                    case PUT_VOID -> put(m, TypeIds.VOID, 0);
                    case PRINT -> print(m);
                    case SLICE_ARRAY -> sliceArray(m, at, to);
                    case SLICE_STRING -> sliceString(m, at, to);
                    case REPEAT -> i64(to, Arrays.repeat(m, i64(at), i64(at + 8)));
                    case COMPARE_STRING -> i32(to, Strings.compare(m, i64(at), i64(at + 8)));
                    case COMPARE_I64_U64 -> i32(to, Arithmetic.compareI64U64(i64(at), i64(at + 8)));
                    case SUB_SAT_I32 ->
                            i32(to, Arithmetic.subtractSaturatingI32(i32(at), i32(at + 8)));
                    case SUB_SAT_I64 ->
                            i64(to, Arithmetic.subtractSaturatingI64(i64(at), i64(at + 8)));
                    case SUB_SAT_U32 ->
                            i32(to, Arithmetic.subtractSaturatingU32(i32(at), i32(at + 8)));
                    case SUB_SAT_U64 ->
                            i64(to, Arithmetic.subtractSaturatingU64(i64(at), i64(at + 8)));
                    case U32_FROM_I64 -> i32(to, Conversions.u32FromI64(m, i64(at)));
                    case U64_FROM_I32 -> i64(to, Conversions.u64FromI32(m, i32(at)));
                    case U64_FROM_I64 -> i64(to, Conversions.u64FromI64(m, i64(at)));
                    case I32_FROM_U64 -> i32(to, Conversions.i32FromU64(m, i64(at)));
                    case U32_FROM_U64 -> i32(to, Conversions.u32FromU64(m, i64(at)));
                    case I64_FROM_U64 -> i64(to, Conversions.i64FromU64(m, i64(at)));
                    case F64_FROM_U32 -> f64(to, Conversions.f64FromU32(i32(at)));
                    case F64_FROM_U64 -> f64(to, Conversions.f64FromU64(i64(at)));
                    case U32_FROM_F64 -> i32(to, Conversions.u32FromF64(m, f64(at)));
                    case U64_FROM_F64 -> i64(to, Conversions.u64FromF64(m, f64(at)));
                    case INDEX_U32 -> i32(to, Conversions.indexFromU32(i32(at)));
                    case INDEX_U64 -> i32(to, Conversions.indexFromU64(i64(at)));
                    case LEN, PUSH, POP, ABS, MIN, MAX -> throw noBody(row);
                    case SORTED -> i64(to, Sorting.sorted(m, i64(at)));
                    case RANGE -> i64(to, Iterators.range(m, i64(at), i64(at + 8), i64(at + 16)));
                    case INPUT, INPUT_PROMPT -> i64(to, m.input.line(i64(at)));
                    case INT -> i32(to, NumberText.toInt(m, at));
                    case FLOAT -> f64(to, NumberText.toFloat(m, at));
                    case TYPEOF -> i64(to, Casts.typeOf(m, at));
                    case ISTYPE -> bool(to, Casts.isType(m, at + 8, i64(at)));
                    case EQUAL_REF -> bool(to, Comparison.equalRefs(m, i64(at), i64(at + 8)));
                    case TEXT_ERROR -> i64(to, Errors.message(i64(at)));
                    case ITERATE -> i64(to, Iterators.iterate(m, at));
                    case HAS_NEXT -> bool(to, Iterators.hasNext(i64(at)));
                    case FIND_METHOD ->
                            i64(to, Members.findMethod(m, at + 8, i64(at), i32(at + 24)));
                    case CALLEE -> i64(to, Members.callee(m, at, i32(at + 16)));
                    case TEXT_ANY -> i64(to, Casts.text(m, Any.tag(at), Any.payload(at)));
                    case LEN_ANY -> i32(to, AnySequences.length(m, at));
                    case CONDITION_ANY -> i32(to, Comparison.condition(m, at));
                    case RANGE_ANY -> i64(to, Iterators.range(m, at, i32(at + 48)));
                    case NOT_ANY, NEG_ANY, AND_ANY, OR_ANY, MATH_ANY, CONCAT_ANY, REPEAT_ANY ->
                            AnyBuiltins.operator(m, row, at, to);
                    case INDEX_ANY, STORE_ANY, ELEMENT_ANY, SLICE_ANY, PUSH_VALUE, POP_VALUE ->
                            AnyBuiltins.sequence(m, row, at, to);
                    case SORTED_ANY, LITERAL_TYPE -> AnyBuiltins.sequence(m, row, at, to);
                    case RANGE_POSITION -> {
                        boolean isStep = i32(at + 20) != 0;
                        yield i64(to, Iterators.position(m, at, i32(at + 16), isStep));
                    }
                    case GET_MEMBER, SET_MEMBER, NEXT_VALUE, CAST_ANY, MATCH_SUBJECT ->
                            AnyBuiltins.other(m, row, at, to);
                    case RANGE_BOUND, RANGE_VALUE -> AnyBuiltins.other(m, row, at, to);
                    case JOIN_3 -> i64(to, Joining.join3(m, at));
                    case JOIN_4 -> i64(to, Joining.join4(m, at));
                    case JOIN_5 -> i64(to, Joining.join5(m, at));
                    case JOIN_6 -> i64(to, Joining.join6(m, at));
                };
        assert isDone;
    }

    private static AssertionError noBody(Builtin row) {
        return new AssertionError("builtin " + row.text() + " has no body");
    }

    // Arguments and results. The writers return true, so that a row is an expression and the
    // compiler checks that no row is missing.

    private static int i32(long at) {
        return Memory.i32(at);
    }

    private static long i64(long at) {
        return Memory.i64(at);
    }

    private static double f64(long at) {
        return Memory.f64(at);
    }

    private static boolean i32(long to, int value) {
        Memory.i32(to, value);
        return true;
    }

    private static boolean bool(long to, boolean value) {
        Memory.i32(to, value ? 1 : 0);
        return true;
    }

    private static boolean i64(long to, long value) {
        Memory.i64(to, value);
        return true;
    }

    private static boolean f64(long to, double value) {
        Memory.f64(to, value);
        return true;
    }

    private static boolean any(long to, long from) {
        Memory.i64(to, Memory.i64(from));
        Memory.i64(to + Machine.ANY_PAYLOAD, Memory.i64(from + Machine.ANY_PAYLOAD));
        return true;
    }

    private static boolean isLessU32(long a, long b) {
        return Integer.compareUnsigned(Memory.i32(a), Memory.i32(b)) < 0;
    }

    private static boolean isLessU64(long a, long b) {
        return Long.compareUnsigned(Memory.i64(a), Memory.i64(b)) < 0;
    }

    // Bodies that need more than an expression.

    private static boolean assertEq(Machine m, long at, long to) {
        Comparison.assertEqual(m, i64(at), at + 8, at + 8 + Machine.ANY_BYTES);
        return i32(to, 1);
    }

    private static boolean fillBool(Machine m, long at) {
        Arrays.fillBool(m, i64(at), i32(at + 8));
        return true;
    }

    private static boolean reserve(Machine m, long at) {
        Arrays.reserve(m, i64(at), i32(at + 8), i32(at + 16));
        return true;
    }

    private static boolean fillI32(Machine m, long at) {
        Arrays.fillI32(m, i64(at), i32(at + 8));
        return true;
    }

    private static boolean fillI64(Machine m, long at) {
        Arrays.fillI64(m, i64(at), i64(at + 8));
        return true;
    }

    private static boolean fillAny(Machine m, long at) {
        Arrays.fillAny(m, i64(at), i64(at + 8), i64(at + 8 + Machine.ANY_PAYLOAD));
        return true;
    }

    private static boolean put(Machine m, long tag, long payload) {
        m.print.put(tag, payload);
        return true;
    }

    private static boolean print(Machine m) {
        m.print.end();
        return true;
    }

    private static boolean sliceArray(Machine m, long at, long to) {
        boolean hasEnd = (i32(at + 24) & SLICE_HAS_END) != 0;
        return i64(to, Arrays.slice(m, i64(at), i32(at + 8), i32(at + 16), hasEnd));
    }

    private static boolean sliceString(Machine m, long at, long to) {
        return i64(to, sliceString(m, i64(at), i32(at + 8), i32(at + 16), i32(at + 24)));
    }

    /// As [Strings#slice]; `given` says which ends are.
    public static long sliceString(Machine m, long string, int start, int end, int given) {
        return Strings.slice(m, string, start, end, (given & SLICE_HAS_END) != 0);
    }
}
