package jorus.verify;

import jorus.image.TypeIds;
import jorus.isa.Opcode;

/// What types each opcode takes and gives: what the table of opcodes says about banks, made exact.
///
/// A *demand* is a type id or one of the negative numbers below. i32 and u32 may stand for each
/// other where the bits alone matter (moves, conversions, equality), a bool may be read as a
/// number, but only 0 and 1 become a bool.
final class Typing {
    /// As a demand: no register, or a register that the opcode's rule checks.
    static final int NONE = TypeIds.NONE;

    /// As a demand: any type of the operand's bank.
    static final int BANK = -1;

    /// As a demand: an array of any element type.
    static final int ARRAY = -2;

    /// As a result: the bits of an i32 or u32.
    static final int INTEGER_32 = -3;

    /// As a result: the bits of an i64 or u64.
    static final int INTEGER_64 = -4;

    /// As a result: 0 or 1, so an i32, u32 or bool.
    static final int BIT = -5;

    /// As a demand: a function value.
    static final int FUNCTION = -6;

    /// As a demand: a ref that is a value of the language.
    static final int VALUE = -7;

    /// As a demand: an enum or one of its variants.
    static final int ENUM = -8;

    // rules
    static final int PLAIN = 0;
    static final int MOVE = 1;
    static final int LOGIC = 2;
    static final int CONSTANT = 3;
    static final int HALT = 4;
    static final int RETURN = 5;
    static final int CALL = 6;
    static final int BUILTIN = 7;
    static final int GET_GLOBAL = 8;
    static final int SET_GLOBAL = 9;
    static final int BOX = 10;
    static final int NEW_ARRAY = 11;
    static final int NEW_LITERAL = 12;
    static final int GET_ELEMENT = 13;
    static final int SET_ELEMENT = 14;
    static final int PUSH_ELEMENT = 15;
    static final int NEW_OBJECT = 16;
    static final int NEW_VARIANT = 17;
    static final int GET_FIELD = 18;
    static final int SET_FIELD = 19;
    static final int CHECKED = 20;
    static final int CALL_VALUE = 21;
    static final int CALL_DYNAMIC = 22;

    static final int FAR_LOAD = 24;
    static final int FAR_STORE = 25;

    private static final int BITS = 8;

    private static final int I32 = TypeIds.I32;
    private static final int I64 = TypeIds.I64;
    private static final int U32 = TypeIds.U32;
    private static final int U64 = TypeIds.U64;
    private static final int F64 = TypeIds.F64;
    private static final int BOOL = TypeIds.BOOL;
    private static final int STRING = TypeIds.STRING;
    private static final int ANY = TypeIds.ANY;

    /// Rows that were asked for; 0 for others. Threads that race for one make the same.
    private static final long[] ROWS = new long[Opcode.count()];

    private Typing() {}

    /// A row packs the rule, and the demands on A, B and C; a written A has its result there.
    static long row(int code) {
        long known = ROWS[code];
        if (known == 0) {
            known = row(Opcode.byCode(code));
            ROWS[code] = known;
        }
        return known;
    }

    static int rule(long row) {
        return (byte) row;
    }

    static int a(long row) {
        return (byte) (row >> BITS);
    }

    static int b(long row) {
        return (byte) (row >> 2 * BITS);
    }

    static int c(long row) {
        return (byte) (row >> 3 * BITS);
    }

    private static long row(int rule, int a, int b, int c) {
        return rule & 0xFF
                | (a & 0xFF) << BITS
                | (b & 0xFF) << 2 * BITS
                | (long) (c & 0xFF) << 3 * BITS;
    }

    private static long plain(int a, int b, int c) {
        return row(PLAIN, a, b, c);
    }

    private static long special(int rule) {
        return row(rule, NONE, NONE, NONE);
    }

    private static long row(Opcode opcode) {
        return switch (opcode) {
            case NOP, JUMP, JUMP_FAR, TRAP, COMPILED -> plain(NONE, NONE, NONE);
            case HALT -> special(HALT);
            case RET, RET_I32, RET_I64, RET_F64, RET_REF, RET_ANY -> special(RETURN);
            case CALL, CALL_I32, CALL_I64, CALL_F64, CALL_REF, CALL_ANY -> special(CALL);
            case BUILTIN, BUILTIN_I32, BUILTIN_I64, BUILTIN_F64, BUILTIN_REF, BUILTIN_ANY ->
                    special(BUILTIN);

            case MOVE_I32, MOVE_I64, MOVE_F64, MOVE_REF, MOVE_ANY -> row(MOVE, NONE, BANK, NONE);
            case CONST_I32 -> special(CONSTANT);
            case CONST_I64, LOAD_I64 -> plain(INTEGER_64, NONE, NONE);
            case LOAD_F64 -> plain(F64, NONE, NONE);
            case LOAD_STRING -> plain(STRING, NONE, NONE);
            case GET_GLOBAL_I32, GET_GLOBAL_I64, GET_GLOBAL_F64, GET_GLOBAL_REF, GET_GLOBAL_ANY ->
                    special(GET_GLOBAL);
            case SET_GLOBAL_I32, SET_GLOBAL_I64, SET_GLOBAL_F64, SET_GLOBAL_REF, SET_GLOBAL_ANY ->
                    row(SET_GLOBAL, BANK, NONE, NONE);

            case FAR_LOAD_I32, FAR_LOAD_I64, FAR_LOAD_F64, FAR_LOAD_REF, FAR_LOAD_ANY ->
                    special(FAR_LOAD);
            case FAR_STORE_I32, FAR_STORE_I64, FAR_STORE_F64, FAR_STORE_REF, FAR_STORE_ANY ->
                    row(FAR_STORE, BANK, NONE, NONE);

            case ADD_I32, SUB_I32, MUL_I32, DIV_I32, REM_I32 -> plain(I32, I32, I32);
            case ADD_I64, SUB_I64, MUL_I64, DIV_I64, REM_I64 -> plain(I64, I64, I64);
            case ADD_U32, SUB_U32, MUL_U32, DIV_U32, REM_U32 -> plain(U32, U32, U32);
            case ADD_U64, SUB_U64, MUL_U64, DIV_U64, REM_U64 -> plain(U64, U64, U64);
            case ADD_F64, SUB_F64, MUL_F64, DIV_F64, REM_F64 -> plain(F64, F64, F64);
            case NEG_I32, ADDK_I32 -> plain(I32, I32, NONE);
            case NEG_I64, ADDK_I64 -> plain(I64, I64, NONE);
            case NEG_F64, SQRT_F64, ABS_F64, FLOOR_F64 -> plain(F64, F64, NONE);
            case AND_I32, OR_I32 -> row(LOGIC, NONE, BANK, BANK);
            case AND_I64, OR_I64 -> plain(INTEGER_64, BANK, BANK);

            case EQ_I32, EQ_I64, EQ_F64, NE_I32, NE_I64, NE_F64, EQ_REF -> plain(BIT, BANK, BANK);
            case LT_I32, LE_I32 -> plain(BIT, I32, I32);
            case LT_I64, LE_I64 -> plain(BIT, I64, I64);
            case LT_F64, LE_F64 -> plain(BIT, F64, F64);
            case LT_U32, LE_U32 -> plain(BIT, U32, U32);
            case LT_U64, LE_U64 -> plain(BIT, U64, U64);
            case EQK_I32 -> plain(BIT, BANK, NONE);
            case EQ_STRING -> plain(BIT, STRING, STRING);

            case BR_EQ_I32, BR_EQ_I64, BR_EQ_F64, BR_NE_I32, BR_NE_I64, BR_NE_F64 ->
                    plain(BANK, BANK, NONE);
            case BR_LT_I32, BR_LE_I32, NEXT_I32 -> plain(I32, I32, NONE);
            case BR_LT_I64, BR_LE_I64, NEXT_I64 -> plain(I64, I64, NONE);
            case BR_LT_F64, BR_LE_F64, BR_NLT_F64, BR_NLE_F64 -> plain(F64, F64, NONE);
            case BR_LT_U32, BR_LE_U32 -> plain(U32, U32, NONE);
            case BR_LT_U64, BR_LE_U64 -> plain(U64, U64, NONE);
            case BR_EQK_I32, BR_EQK_I64, BR_NEK_I32, BR_NEK_I64 -> plain(BANK, NONE, NONE);
            case BR_LTK_I32, BR_LEK_I32, BR_GTK_I32, BR_GEK_I32 -> plain(I32, NONE, NONE);
            case BR_LTK_I64, BR_LEK_I64, BR_GTK_I64, BR_GEK_I64 -> plain(I64, NONE, NONE);

            case I64_I32, I64_U32 -> plain(INTEGER_64, BANK, NONE);
            case I32_I64 -> plain(INTEGER_32, BANK, NONE);
            case F64_I32, F64_I64 -> plain(F64, BANK, NONE);
            case I32_F64 -> plain(I32, F64, NONE);
            case I64_F64 -> plain(I64, F64, NONE);
            case INDEX_I64 -> plain(I32, I64, NONE);

            case BOX_I32, BOX_I64, BOX_F64 -> row(BOX, ANY, BANK, NONE);
            case BOX_REF -> plain(ANY, VALUE, NONE);

            case NEW_ARRAY -> row(NEW_ARRAY, NONE, I32, NONE);
            case NEW_LITERAL -> special(NEW_LITERAL);
            case LENGTH_ARRAY -> plain(I32, ARRAY, NONE);
            case GET_BOOL, GET_I32, GET_I64, GET_F64, GET_REF, GET_ANY ->
                    row(GET_ELEMENT, NONE, ARRAY, I32);
            case SET_BOOL, SET_I32, SET_I64, SET_F64, SET_REF, SET_ANY ->
                    row(SET_ELEMENT, ARRAY, I32, BANK);
            case PUSH_BOOL, PUSH_I32, PUSH_I64, PUSH_F64, PUSH_REF, PUSH_ANY ->
                    row(PUSH_ELEMENT, ARRAY, BANK, NONE);

            case LENGTH_STRING -> plain(I32, STRING, NONE);
            case GET_STRING -> plain(STRING, STRING, I32);
            case CONCAT -> plain(STRING, STRING, STRING);

            case NEW_OBJECT -> special(NEW_OBJECT);
            case NEW_VARIANT -> special(NEW_VARIANT);
            case VARIANT -> plain(I32, ENUM, NONE);
            case GET_FIELD_I32, GET_FIELD_I64, GET_FIELD_F64, GET_FIELD_REF, GET_FIELD_ANY ->
                    row(GET_FIELD, NONE, BANK, NONE);
            case SET_FIELD_I32, SET_FIELD_I64, SET_FIELD_F64, SET_FIELD_REF, SET_FIELD_ANY ->
                    row(SET_FIELD, BANK, NONE, BANK);

            case UNBOX_I32, UNBOX_I64, UNBOX_F64, UNBOX_REF -> row(CHECKED, NONE, ANY, NONE);
            case AS_REF -> row(CHECKED, NONE, VALUE, NONE);
            case TAG -> plain(I32, ANY, NONE);
            case ADD_ANY, SUB_ANY, MUL_ANY, DIV_ANY, REM_ANY -> plain(ANY, ANY, ANY);
            case EQ_ANY, LT_ANY, LE_ANY -> plain(BIT, ANY, ANY);

            case CALL_VALUE,
                    CALL_VALUE_I32,
                    CALL_VALUE_I64,
                    CALL_VALUE_F64,
                    CALL_VALUE_REF,
                    CALL_VALUE_ANY ->
                    row(CALL_VALUE, NONE, FUNCTION, NONE);
            case CALL_DYNAMIC -> row(CALL_DYNAMIC, NONE, FUNCTION, NONE);

            // fused: the first part; the second is verified in its own word
            case MUL_F64_ADD_F64,
                    MUL_F64_MUL_F64,
                    MUL_F64_SUB_F64,
                    ADD_F64_MUL_F64,
                    ADD_F64_SUB_F64,
                    SUB_F64_ADD_F64,
                    SUB_F64_MUL_F64,
                    ADD_I32_ADDK_I32,
                    MUL_I32_ADD_I32,
                    ADD_F64_NEXT_I32,
                    ADD_F64_ADDK_I32,
                    SET_F64_NEXT_I32,
                    SET_I32_NEXT_I32,
                    ADD_I32_NEXT_I32,
                    ADDK_I32_BR_LT_I32,
                    ADDK_I32_ADDK_I32,
                    ADD_F64_BR_NLT_F64,
                    REM_I64_BR_NEK_I64,
                    GET_F64_MUL_F64,
                    GET_F64_GET_F64,
                    GET_F64_ADD_F64,
                    GET_F64_SUB_F64,
                    ADD_I32_GET_F64,
                    ADDK_I32_GET_F64,
                    SET_F64_GET_F64,
                    SUB_F64_SET_F64,
                    ADD_F64_SET_F64,
                    ADD_I32_SET_BOOL,
                    GET_I32_SET_I32,
                    GET_BOOL_BR_NEK_I32,
                    GET_BOOL_BR_EQK_I32,
                    VARIANT_BR_NEK_I32,
                    GET_FIELD_REF_GET_FIELD_REF,
                    GET_FIELD_F64_MUL_F64,
                    SET_FIELD_REF_SET_FIELD_REF,
                    ADDK_I32_CALL_I32,
                    ADD_I32_RET_I32,
                    MOVE_REF_CALL_I32,
                    CONST_I32_RET_I32 ->
                    row(opcode.base());
        };
    }

    /// Whether the elements that an opcode moves are bools, which have a size of their own.
    static boolean hasBoolElements(Opcode opcode) {
        return opcode == Opcode.GET_BOOL || opcode == Opcode.SET_BOOL || opcode == Opcode.PUSH_BOOL;
    }
}
