package jorus.verify;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.image.TypeIds;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;

import java.util.List;

/// Where the arguments of each builtin stand and what types they have; from the builtin table, with
/// the special cases that its shapes leave open.
final class BuiltinRules {
    /// How the places with a generic shape hang together.
    enum Kind {
        /// The shapes say all.
        PLAIN,
        /// Lowered to something else: no instruction may call it.
        NO_BODY,
        /// The first argument is an array; the result is of its element type.
        ELEMENT_OUT,
        /// The first argument is an array; the second is of its element type.
        ELEMENT_IN,
        /// The first argument is an array; the result has its type.
        SAME_ARRAY,
        /// The first argument is a string.
        STRING_FIRST,
        /// The first argument is what a loop goes through.
        ITERATOR_FIRST,
        /// The first argument is an error.
        ERROR_FIRST,
        /// The first argument is some array.
        OPEN_FIRST,
        /// The result is a function value.
        FUNCTION_OUT,
        /// The result is what a loop goes through.
        ITERATOR_OUT
    }

    private BuiltinRules() {}

    static Kind kind(int id) {
        return kind(Builtin.byId(id));
    }

    /// Byte offsets of the parameters in the frame that the arguments are written for.
    static int[] offsets(Builtin builtin) {
        return offsets(builtin.parameters());
    }

    private static int[] offsets(List<Shape> parameters) {
        int refs = 0;
        int anys = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Bank bank = bank(parameters.get(i));
            refs += bank == Bank.REF ? 1 : 0;
            anys += bank == Bank.ANY ? 1 : 0;
        }
        int ref = FrameLayout.HEADER_BYTES;
        int any = ref + refs * FrameLayout.REF_BYTES;
        int number = any + anys * FrameLayout.ANY_BYTES;
        int[] offsets = new int[parameters.size()];
        for (int i = 0; i < offsets.length; i++) {
            Bank bank = bank(parameters.get(i));
            if (bank == Bank.REF) {
                offsets[i] = ref;
                ref += FrameLayout.REF_BYTES;
            } else if (bank == Bank.ANY) {
                offsets[i] = any;
                any += FrameLayout.ANY_BYTES;
            } else {
                offsets[i] = number;
                number += FrameLayout.WIDE_BYTES;
            }
        }
        return offsets;
    }

    /// The bank of a place of this shape; null for VOID.
    ///
    /// @throws AssertionError for shapes that only rows without a body have
    static Bank bank(Shape shape) {
        return switch (shape) {
            case VOID -> null;
            case BOOL, I32, U32 -> Bank.I32;
            case I64, U64 -> Bank.I64;
            case F64 -> Bank.F64;
            case STRING, ITERATOR, REF, ARRAY -> Bank.REF;
            case ANY -> Bank.ANY;
            case NUMBER, SEQUENCE, ELEMENT -> throw new AssertionError(shape);
        };
    }

    /// The type id of a place of this shape; `Typing.BANK` if the shape leaves it open.
    static int type(Shape shape) {
        return switch (shape) {
            case VOID -> TypeIds.VOID;
            case BOOL -> TypeIds.BOOL;
            case I32 -> TypeIds.I32;
            case I64 -> TypeIds.I64;
            case U32 -> TypeIds.U32;
            case U64 -> TypeIds.U64;
            case F64 -> TypeIds.F64;
            case STRING -> TypeIds.STRING;
            case ITERATOR -> TypeIds.RANGE;
            case ANY -> TypeIds.ANY;
            case REF -> Typing.BANK;
            case ARRAY -> Typing.ARRAY;
            case NUMBER, SEQUENCE, ELEMENT -> throw new AssertionError(shape);
        };
    }

    /// The type id or demand that an argument of this shape has to meet.
    static int parameter(int id, Shape shape) {
        if (shape != Shape.REF) {
            return type(shape);
        }
        return switch (kind(id)) {
            case ITERATOR_FIRST -> TypeIds.ITERATOR;
            case ERROR_FIRST -> TypeIds.ERROR;
            case OPEN_FIRST -> TypeIds.OPEN_ARRAY;
            default -> Typing.VALUE;
        };
    }

    private static Kind kind(Builtin builtin) {
        return switch (builtin) {
            case LEN, PUSH, POP, ABS, MIN, MAX -> Kind.NO_BODY;
            case SORTED, SLICE_ARRAY, REPEAT -> Kind.SAME_ARRAY;
            case POP_BOOL, POP_I32, POP_I64, POP_F64, POP_REF, POP_ANY -> Kind.ELEMENT_OUT;
            case FILL_BOOL, FILL_I32, FILL_I64, FILL_F64, FILL_REF, FILL_ANY -> Kind.ELEMENT_IN;
            case SLICE_STRING -> Kind.STRING_FIRST;
            case RANGE, INPUT, INT, FLOAT, TYPEOF, ISTYPE, TIMESTAMP, ASSERT_EQ -> Kind.PLAIN;
            case FLOOR, CEIL, ROUND, TRUNC, SQRT, CBRT, POW, EXP, LOG, LOG2, LOG10 -> Kind.PLAIN;
            case SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, HYPOT, FMA -> Kind.PLAIN;
            case RESERVE, ABS_I32, ABS_I64 -> Kind.PLAIN;
            case MIN_I32, MIN_I64, MIN_U32, MIN_U64, MIN_F64 -> Kind.PLAIN;
            case MAX_I32, MAX_I64, MAX_U32, MAX_U64, MAX_F64 -> Kind.PLAIN;
            case TEXT_I32, TEXT_U32, TEXT_I64, TEXT_U64, TEXT_F64, TEXT_BOOL -> Kind.PLAIN;
            case PUT_I32, PUT_U32, PUT_I64, PUT_U64, PUT_F64, PUT_BOOL, PUT_REF -> Kind.PLAIN;
            case PUT_ANY, PUT_VOID, PRINT -> Kind.PLAIN;
            case COMPARE_STRING, COMPARE_I64_U64 -> Kind.PLAIN;
            case JOIN_3, JOIN_4, JOIN_5, JOIN_6 -> Kind.PLAIN;
            case SUB_SAT_I32, SUB_SAT_I64, SUB_SAT_U32, SUB_SAT_U64 -> Kind.PLAIN;
            case U32_FROM_I64, U64_FROM_I32, U64_FROM_I64, I32_FROM_U64 -> Kind.PLAIN;
            case U32_FROM_U64, I64_FROM_U64, F64_FROM_U32, F64_FROM_U64 -> Kind.PLAIN;
            case U32_FROM_F64, U64_FROM_F64, INDEX_U32, INDEX_U64 -> Kind.PLAIN;
            case NOT_ANY, NEG_ANY, AND_ANY, OR_ANY, INDEX_ANY, STORE_ANY -> Kind.PLAIN;
            case ELEMENT_ANY, SLICE_ANY, LEN_ANY, PUSH_VALUE, POP_VALUE -> Kind.PLAIN;
            case SORTED_ANY, GET_MEMBER, SET_MEMBER, CAST_ANY, TEXT_ANY -> Kind.PLAIN;
            case CONCAT_ANY, REPEAT_ANY, CONDITION_ANY, MATCH_SUBJECT -> Kind.PLAIN;
            case RANGE_POSITION, RANGE_VALUE -> Kind.PLAIN;
            case RANGE_BOUND, EQUAL_REF, MATH_ANY, RANGE_ANY, INPUT_PROMPT -> Kind.PLAIN;
            case FIND_METHOD, CALLEE -> Kind.FUNCTION_OUT;
            case ITERATE -> Kind.ITERATOR_OUT;
            case HAS_NEXT, NEXT_VALUE -> Kind.ITERATOR_FIRST;
            case TEXT_ERROR -> Kind.ERROR_FIRST;
            case LITERAL_TYPE -> Kind.OPEN_FIRST;
        };
    }

    /// Whether the builtin gives every element of its first argument a value.
    static boolean isFill(int id) {
        return kind(id) == Kind.ELEMENT_IN;
    }

    /// Whether the elements that the builtin moves are bools.
    static boolean hasBoolElements(int id) {
        return id == Builtin.POP_BOOL.id() || id == Builtin.FILL_BOOL.id();
    }
}
