package jorus.builtin;

import static jorus.builtin.Shape.*;

import java.util.List;

/// THE builtin table: checker, lowering, verifier, runtime and documentation derive from it.
///
/// A row is name, module ("" for everywhere, "$" for rows that no program can name), result,
/// parameters. Rows with a generic shape (SEQUENCE, ARRAY with ELEMENT, NUMBER) have no body: the
/// lowering replaces them by an opcode or a typed row. RANGE and INPUT also take fewer arguments.
public enum Builtin {
    // @formatter:off
    // name, module, result, parameters

    // builtins of every module (language.md 11)
    LEN            ("len",              "", I32, SEQUENCE),
    PUSH           ("push",             "", ARRAY, ARRAY, ELEMENT),
    POP            ("pop",              "", ELEMENT, ARRAY),
    SORTED         ("sorted",           "", ARRAY, ARRAY),
    RANGE          ("range",            "", ITERATOR, I64, I64, I64),
    INPUT          ("input",            "", STRING, STRING),
    INT            ("int",              "", I32, ANY),
    FLOAT          ("float",            "", F64, ANY),
    TYPEOF         ("typeof",           "", STRING, ANY),
    ISTYPE         ("istype",           "", BOOL, ANY, STRING),
    TIMESTAMP      ("timestamp",        "", F64),
    ASSERT_EQ      ("assert_eq",        "", BOOL, STRING, ANY, ANY),

    // std.math
    ABS            ("abs",              "std.math", NUMBER, NUMBER),
    MIN            ("min",              "std.math", NUMBER, NUMBER, NUMBER),
    MAX            ("max",              "std.math", NUMBER, NUMBER, NUMBER),
    FLOOR          ("floor",            "std.math", F64, F64),
    CEIL           ("ceil",             "std.math", F64, F64),
    ROUND          ("round",            "std.math", F64, F64),
    TRUNC          ("trunc",            "std.math", F64, F64),
    SQRT           ("sqrt",             "std.math", F64, F64),
    CBRT           ("cbrt",             "std.math", F64, F64),
    POW            ("pow",              "std.math", F64, F64, F64),
    EXP            ("exp",              "std.math", F64, F64),
    LOG            ("log",              "std.math", F64, F64),
    LOG2           ("log2",             "std.math", F64, F64),
    LOG10          ("log10",            "std.math", F64, F64),
    SIN            ("sin",              "std.math", F64, F64),
    COS            ("cos",              "std.math", F64, F64),
    TAN            ("tan",              "std.math", F64, F64),
    ASIN           ("asin",             "std.math", F64, F64),
    ACOS           ("acos",             "std.math", F64, F64),
    ATAN           ("atan",             "std.math", F64, F64),
    ATAN2          ("atan2",            "std.math", F64, F64, F64),
    SINH           ("sinh",             "std.math", F64, F64),
    COSH           ("cosh",             "std.math", F64, F64),
    TANH           ("tanh",             "std.math", F64, F64),
    HYPOT          ("hypot",            "std.math", F64, F64, F64),
    FMA            ("fma",              "std.math", F64, F64, F64, F64),

    // intrinsics: what the generic rows above and the rarer operators are lowered to
    ABS_I32        ("abs.i32",          "$", I32, I32),
    ABS_I64        ("abs.i64",          "$", I64, I64),
    MIN_I32        ("min.i32",          "$", I32, I32, I32),
    MIN_I64        ("min.i64",          "$", I64, I64, I64),
    MIN_U32        ("min.u32",          "$", U32, U32, U32),
    MIN_U64        ("min.u64",          "$", U64, U64, U64),
    MIN_F64        ("min.f64",          "$", F64, F64, F64),
    MAX_I32        ("max.i32",          "$", I32, I32, I32),
    MAX_I64        ("max.i64",          "$", I64, I64, I64),
    MAX_U32        ("max.u32",          "$", U32, U32, U32),
    MAX_U64        ("max.u64",          "$", U64, U64, U64),
    MAX_F64        ("max.f64",          "$", F64, F64, F64),
    POP_BOOL       ("pop.bool",         "$", BOOL, REF),
    POP_I32        ("pop.i32",          "$", I32, REF),
    POP_I64        ("pop.i64",          "$", I64, REF),
    POP_F64        ("pop.f64",          "$", F64, REF),
    POP_REF        ("pop.ref",          "$", REF, REF),
    POP_ANY        ("pop.any",          "$", ANY, REF),
    FILL_BOOL      ("fill.bool",        "$", VOID, REF, BOOL),
    FILL_I32       ("fill.i32",         "$", VOID, REF, I32),
    FILL_I64       ("fill.i64",         "$", VOID, REF, I64),
    FILL_F64       ("fill.f64",         "$", VOID, REF, F64),
    FILL_REF       ("fill.ref",         "$", VOID, REF, REF),
    FILL_ANY       ("fill.any",         "$", VOID, REF, ANY),
    RESERVE        ("reserve",          "$", VOID, ARRAY, I32, I32),
    TEXT_I32       ("text.i32",         "$", STRING, I32),
    TEXT_U32       ("text.u32",         "$", STRING, U32),
    TEXT_I64       ("text.i64",         "$", STRING, I64),
    TEXT_U64       ("text.u64",         "$", STRING, U64),
    TEXT_F64       ("text.f64",         "$", STRING, F64),
    TEXT_BOOL      ("text.bool",        "$", STRING, BOOL),
    PUT_I32        ("put.i32",          "$", VOID, I32),
    PUT_U32        ("put.u32",          "$", VOID, U32),
    PUT_I64        ("put.i64",          "$", VOID, I64),
    PUT_U64        ("put.u64",          "$", VOID, U64),
    PUT_F64        ("put.f64",          "$", VOID, F64),
    PUT_BOOL       ("put.bool",         "$", VOID, BOOL),
    PUT_REF        ("put.ref",          "$", VOID, REF),
    PUT_ANY        ("put.any",          "$", VOID, ANY),
    PUT_VOID       ("put.void",         "$", VOID),
    PRINT          ("print",            "$", VOID),
    SLICE_ARRAY    ("slice.arr",        "$", REF, REF, I32, I32, I32),
    SLICE_STRING   ("slice.str",        "$", STRING, REF, I32, I32, I32),
    REPEAT         ("repeat",           "$", REF, REF, I64),
    COMPARE_STRING ("cmp.str",          "$", I32, STRING, STRING),
    COMPARE_I64_U64("cmp.i64.u64",      "$", I32, I64, U64),
    SUB_SAT_I32    ("sub.sat.i32",      "$", I32, I32, I32),
    SUB_SAT_I64    ("sub.sat.i64",      "$", I64, I64, I64),
    SUB_SAT_U32    ("sub.sat.u32",      "$", U32, U32, I32),
    SUB_SAT_U64    ("sub.sat.u64",      "$", U64, U64, I64),
    U32_FROM_I64   ("u32.from.i64",     "$", U32, I64),
    U64_FROM_I32   ("u64.from.i32",     "$", U64, I32),
    U64_FROM_I64   ("u64.from.i64",     "$", U64, I64),
    I32_FROM_U64   ("i32.from.u64",     "$", I32, U64),
    U32_FROM_U64   ("u32.from.u64",     "$", U32, U64),
    I64_FROM_U64   ("i64.from.u64",     "$", I64, U64),
    F64_FROM_U32   ("f64.from.u32",     "$", F64, U32),
    F64_FROM_U64   ("f64.from.u64",     "$", F64, U64),
    U32_FROM_F64   ("u32.from.f64",     "$", U32, F64),
    U64_FROM_F64   ("u64.from.f64",     "$", U64, F64),
    INDEX_U32      ("index.from.u32",   "$", I32, U32),
    INDEX_U64      ("index.from.u64",   "$", I32, U64),

    // operations on values of type any; see runtime for their errors
    NOT_ANY        ("not.any",          "$", ANY, ANY),
    NEG_ANY        ("neg.any",          "$", ANY, ANY),
    AND_ANY        ("and.any",          "$", ANY, ANY, ANY),
    OR_ANY         ("or.any",           "$", ANY, ANY, ANY),
    INDEX_ANY      ("index.any",        "$", ANY, ANY, ANY),
    STORE_ANY      ("store.any",        "$", VOID, ANY, ANY, ANY),
    ELEMENT_ANY    ("element.any",      "$", ANY, ANY, ANY),
    SLICE_ANY      ("slice.any",        "$", ANY, ANY, ANY, ANY, I32),
    LEN_ANY        ("len.any",          "$", I32, ANY),
    PUSH_VALUE     ("push.value",       "$", ANY, ANY, ANY),
    POP_VALUE      ("pop.value",        "$", ANY, ANY),
    SORTED_ANY     ("sorted.any",       "$", ANY, ANY),
    GET_MEMBER     ("get.member",       "$", ANY, ANY, STRING),
    SET_MEMBER     ("set.member",       "$", VOID, ANY, STRING, ANY),
    FIND_METHOD    ("find.method",      "$", REF, ANY, STRING, I32),
    CALLEE         ("callee",           "$", REF, ANY, I32),
    ITERATE        ("iterate",          "$", REF, ANY),
    HAS_NEXT       ("has.next",         "$", BOOL, REF),
    NEXT_VALUE     ("next.value",       "$", ANY, REF),
    CAST_ANY       ("cast.any",         "$", ANY, ANY, I32),
    TEXT_ANY       ("text.any",         "$", STRING, ANY),
    TEXT_ERROR     ("text.err",         "$", STRING, REF),
    CONCAT_ANY     ("concat.any",       "$", ANY, ANY, ANY),
    REPEAT_ANY     ("repeat.any",       "$", ANY, ANY, ANY, I32),
    CONDITION_ANY  ("condition.any",    "$", BOOL, ANY),
    MATCH_SUBJECT  ("match.subject",    "$", VOID, ANY),
    RANGE_BOUND    ("range.bound",      "$", VOID, ANY, ANY),
    EQUAL_REF      ("equal.ref",        "$", BOOL, REF, REF),
    LITERAL_TYPE   ("literal.type",     "$", VOID, REF),
    MATH_ANY       ("math.any",         "$", ANY, I32, ANY, ANY),
    RANGE_ANY      ("range.any",        "$", ITERATOR, ANY, ANY, ANY, I32),
    INPUT_PROMPT   ("input.prompt",     "$", STRING, STRING, BOOL),
    RANGE_POSITION ("range.position",   "$", I64, ANY, I32, BOOL),
    RANGE_VALUE    ("range.value",      "$", ANY, I64, I32),

    // strings one after the other, in one piece
    JOIN_3         ("join.3",           "$", STRING, STRING, STRING, STRING),
    JOIN_4         ("join.4",           "$", STRING, STRING, STRING, STRING, STRING),
    JOIN_5         ("join.5",           "$", STRING, STRING, STRING, STRING, STRING, STRING),
    JOIN_6         ("join.6",           "$", STRING, STRING, STRING, STRING, STRING, STRING, STRING);
    // @formatter:on

    private static final Builtin[] BY_ID = values();

    private final String text;
    private final String module;
    private final Shape result;
    private final List<Shape> parameters;

    Builtin(String text, String module, Shape result, Shape... parameters) {
        this.text = text;
        this.module = module;
        this.result = result;
        this.parameters = List.of(parameters);
    }

    /// The name in programs, or in disassembly for intrinsics.
    public String text() {
        return text;
    }

    /// Empty, `std.math`, or `$`.
    public String module() {
        return module;
    }

    public Shape result() {
        return result;
    }

    public List<Shape> parameters() {
        return parameters;
    }

    /// How many arguments its function value takes: the fewest that a range needs, and a prompt.
    public int valueParameters() {
        return this == RANGE ? 1 : parameters().size();
    }

    /// The number in an instruction.
    public int id() {
        return ordinal();
    }

    public static int count() {
        return BY_ID.length;
    }

    /// @throws ArrayIndexOutOfBoundsException if `id` is no builtin
    public static Builtin byId(int id) {
        return BY_ID[id];
    }
}
