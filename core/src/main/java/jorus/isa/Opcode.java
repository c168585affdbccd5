package jorus.isa;

import static jorus.isa.Bank.*;
import static jorus.isa.Effect.*;
import static jorus.isa.Operand.*;

import java.util.List;

/// THE instruction table: everything that knows instructions derives from it (style.md 2).
///
/// A word is `op:16 | a:16 | b:16 | c:16`, or `op:16 | a:16 | imm:32`, op in the lowest bits.
/// Register operands are byte offsets from the frame pointer. Opcodes stay below 256, so that the
/// prescan can look them up with byte permutes and the loop's switch stays dense (design.md 8).
/// Slow opcodes come first and hot ones last: the order in which C2 comes to them in the loop is
/// the reverse (docs/decisions/0008-dispatch.md).
/// The outgoing arguments of a call are slots behind the caller's frame, laid out like the callee's
/// header and argument area.
public enum Opcode {
    // @formatter:off
    //             mnemonic          A         B            C         meaning, effects

    // cold: control and values of type any
    NOP           ("nop",            NONE,     NONE,        NONE,     "do nothing"),
    TRAP          ("trap",           NONE,     TRAP_ID,     NONE,     "raise trap B of the image", TRAPS, ENDS),
    MOVE_ANY      ("move.any",       def(ANY), use(ANY),    NONE,     "A := B"),
    GET_GLOBAL_ANY("getg.any",       def(ANY), GLOBAL,      NONE,     "A := module variable B", MEMORY),
    SET_GLOBAL_ANY("setg.any",       use(ANY), GLOBAL,      NONE,     "module variable B := A", MEMORY),
    BOX_I32       ("box.i32",        def(ANY), use(I32),    TYPE_ID,  "A := B as a value of type C"),
    BOX_I64       ("box.i64",        def(ANY), use(I64),    TYPE_ID,  "A := B as a value of type C"),
    BOX_F64       ("box.f64",        def(ANY), use(F64),    TYPE_ID,  "A := B as a value of type C"),
    BOX_REF       ("box.ref",        def(ANY), use(REF),    NONE,     "A := B, tagged as its header says", MEMORY),
    GET_ANY       ("get.any",        def(ANY), use(REF),    use(I32), "A := B[C]; bounds trap", TRAPS, MEMORY),
    SET_ANY       ("set.any",        use(REF), use(I32),    use(ANY), "A[B] := C; bounds trap", TRAPS, MEMORY),
    PUSH_ANY      ("push.any",       use(REF), use(ANY),    NONE,     "append B to A", TRAPS, ALLOCATES),
    GET_FIELD_ANY ("getf.any",        def(ANY), use(REF),    IMM16,    "A := field of B at byte C", MEMORY),
    SET_FIELD_ANY ("setf.any",        use(REF), IMM16,       use(ANY), "field of A at byte B := C", MEMORY),
    UNBOX_I32     ("unbox.i32",       def(I32), use(ANY),    TYPE_ID,  "A := B, which must be of type C", TRAPS),
    UNBOX_I64     ("unbox.i64",       def(I64), use(ANY),    TYPE_ID,  "A := B, which must be of type C", TRAPS),
    UNBOX_F64     ("unbox.f64",       def(F64), use(ANY),    TYPE_ID,  "A := B, which must be of type C", TRAPS),
    UNBOX_REF     ("unbox.ref",       def(REF), use(ANY),    TYPE_ID,  "A := B, which must be of type C", TRAPS),
    TAG           ("tag",             def(I32), use(ANY),    NONE,     "A := type id of B"),
    ADD_ANY       ("add.any",         def(ANY), use(ANY),    use(ANY), "A := B + C", TRAPS, ALLOCATES),
    SUB_ANY       ("sub.any",         def(ANY), use(ANY),    use(ANY), "A := B - C", TRAPS, ALLOCATES),
    MUL_ANY       ("mul.any",         def(ANY), use(ANY),    use(ANY), "A := B * C", TRAPS, ALLOCATES),
    DIV_ANY       ("div.any",         def(ANY), use(ANY),    use(ANY), "A := B / C", TRAPS, ALLOCATES),
    REM_ANY       ("rem.any",         def(ANY), use(ANY),    use(ANY), "A := B % C", TRAPS, ALLOCATES),
    EQ_ANY        ("eq.any",          def(I32), use(ANY),    use(ANY), "A := B == C", TRAPS, MEMORY),
    LT_ANY        ("lt.any",          def(I32), use(ANY),    use(ANY), "A := B < C", TRAPS, MEMORY),
    LE_ANY        ("le.any",          def(I32), use(ANY),    use(ANY), "A := B <= C", TRAPS, MEMORY),

    // cold: slots of large frames beyond the reach of other operands
    FAR_LOAD_I32  ("far.load.i32",   def(I32), FAR_READ,    NONE,     "A := far slot B"),
    FAR_LOAD_I64  ("far.load.i64",   def(I64), FAR_READ,    NONE,     "A := far slot B"),
    FAR_LOAD_F64  ("far.load.f64",   def(F64), FAR_READ,    NONE,     "A := far slot B"),
    FAR_LOAD_REF  ("far.load.ref",   def(REF), FAR_READ,    NONE,     "A := far slot B"),
    FAR_LOAD_ANY  ("far.load.any",   def(ANY), FAR_READ,    NONE,     "A := far slot B"),
    FAR_STORE_I32 ("far.store.i32",  use(I32), FAR_WRITE,   NONE,     "far slot B := A"),
    FAR_STORE_I64 ("far.store.i64",  use(I64), FAR_WRITE,   NONE,     "far slot B := A"),
    FAR_STORE_F64 ("far.store.f64",  use(F64), FAR_WRITE,   NONE,     "far slot B := A"),
    FAR_STORE_REF ("far.store.ref",  use(REF), FAR_WRITE,   NONE,     "far slot B := A"),
    FAR_STORE_ANY ("far.store.any",  use(ANY), FAR_WRITE,   NONE,     "far slot B := A"),

    // cold: arithmetic
    ADD_U64       ("add.u64",        def(I64), use(I64),    use(I64), "A := B + C, wrapping"),
    SUB_U32       ("sub.u32",        def(I32), use(I32),    use(I32), "A := B - C, wrapping"),
    SUB_U64       ("sub.u64",        def(I64), use(I64),    use(I64), "A := B - C, wrapping"),
    MUL_U64       ("mul.u64",        def(I64), use(I64),    use(I64), "A := B * C, wrapping"),
    DIV_U32       ("div.u32",        def(I32), use(I32),    use(I32), "A := B / C; C = 0 traps", TRAPS),
    DIV_U64       ("div.u64",        def(I64), use(I64),    use(I64), "A := B / C; C = 0 traps", TRAPS),
    REM_U32       ("rem.u32",        def(I32), use(I32),    use(I32), "A := B % C; C = 0 traps", TRAPS),
    REM_U64       ("rem.u64",        def(I64), use(I64),    use(I64), "A := B % C; C = 0 traps", TRAPS),
    REM_F64       ("rem.f64",        def(F64), use(F64),    use(F64), "A := B % C; C = 0 traps", TRAPS),
    NEG_I32       ("neg.i32",        def(I32), use(I32),    NONE,     "A := -B; overflow traps", TRAPS),
    NEG_I64       ("neg.i64",        def(I64), use(I64),    NONE,     "A := -B; overflow traps", TRAPS),
    AND_I32       ("and.i32",        def(I32), use(I32),    use(I32), "A := B and C, bitwise"),
    AND_I64       ("and.i64",        def(I64), use(I64),    use(I64), "A := B and C, bitwise"),
    OR_I32        ("or.i32",         def(I32), use(I32),    use(I32), "A := B or C, bitwise"),
    OR_I64        ("or.i64",         def(I64), use(I64),    use(I64), "A := B or C, bitwise"),
    ABS_F64       ("abs.f64",        def(F64), use(F64),    NONE,     "A := abs(B)"),
    FLOOR_F64     ("floor.f64",      def(F64), use(F64),    NONE,     "A := floor(B)"),

    // cold: comparison; A := 1 if it holds, else 0
    EQ_F64        ("eq.f64",         def(I32), use(F64),    use(F64), "A := B == C"),
    NE_I32        ("ne.i32",         def(I32), use(I32),    use(I32), "A := B != C"),
    NE_I64        ("ne.i64",         def(I32), use(I64),    use(I64), "A := B != C"),
    NE_F64        ("ne.f64",         def(I32), use(F64),    use(F64), "A := B != C"),
    LE_I64        ("le.i64",         def(I32), use(I64),    use(I64), "A := B <= C"),
    LE_F64        ("le.f64",         def(I32), use(F64),    use(F64), "A := B <= C"),
    LT_U32        ("lt.u32",         def(I32), use(I32),    use(I32), "A := B < C, unsigned"),
    LT_U64        ("lt.u64",         def(I32), use(I64),    use(I64), "A := B < C, unsigned"),
    LE_U32        ("le.u32",         def(I32), use(I32),    use(I32), "A := B <= C, unsigned"),
    LE_U64        ("le.u64",         def(I32), use(I64),    use(I64), "A := B <= C, unsigned"),
    EQ_STRING     ("eq.str",         def(I32), use(REF),    use(REF), "A := equal bytes", MEMORY),

    // cold: conversions, target first; rarer ones are builtins
    I64_U32       ("i64.from.u32",   def(I64), use(I32),    NONE,     "A := B, zero-extended"),
    I32_F64       ("i32.from.f64",   def(I32), use(F64),    NONE,     "A := B toward zero; range trap", TRAPS),
    I64_F64       ("i64.from.f64",   def(I64), use(F64),    NONE,     "A := B toward zero; range trap", TRAPS),
    INDEX_I64     ("index.from.i64", def(I32), use(I64),    NONE,     "A := B clamped to i32"),

    // cold: arrays and strings
    NEW_ARRAY     ("new.arr",        def(REF), use(I32),    TYPE_ID,  "A := B zeroed elements of array type C", TRAPS, ALLOCATES),
    NEW_LITERAL   ("new.lit",        def(REF), IMM16,       TYPE_ID,  "A := empty array of type C, room for B", TRAPS, ALLOCATES),
    PUSH_BOOL     ("push.bool",      use(REF), use(I32),    NONE,     "append B to A", TRAPS, ALLOCATES),
    PUSH_I32      ("push.i32",       use(REF), use(I32),    NONE,     "append B to A", TRAPS, ALLOCATES),
    PUSH_I64      ("push.i64",       use(REF), use(I64),    NONE,     "append B to A", TRAPS, ALLOCATES),
    PUSH_F64      ("push.f64",       use(REF), use(F64),    NONE,     "append B to A", TRAPS, ALLOCATES),
    PUSH_REF      ("push.ref",       use(REF), use(REF),    NONE,     "append B to A", TRAPS, ALLOCATES),
    GET_STRING    ("get.str",        def(REF), use(REF),    use(I32), "A := one-byte string B[C]", TRAPS, MEMORY),
    CONCAT        ("concat",         def(REF), use(REF),    use(REF), "A := B followed by C", TRAPS, ALLOCATES),

    // control by helpers
    HALT          ("halt",           NONE,     NONE,        NONE,     "end of the program", ENDS),
    RET_ANY       ("ret.any",        use(ANY), NONE,        NONE,     "return A", ENDS),
    BUILTIN       ("builtin",        NONE,     BUILTIN_ID,  NONE,     "call builtin B, no result", TRAPS, ALLOCATES, CALLS),
    BUILTIN_I32   ("builtin.i32",    def(I32), BUILTIN_ID,  NONE,     "A := builtin B", TRAPS, ALLOCATES, CALLS),
    BUILTIN_I64   ("builtin.i64",    def(I64), BUILTIN_ID,  NONE,     "A := builtin B", TRAPS, ALLOCATES, CALLS),
    BUILTIN_F64   ("builtin.f64",    def(F64), BUILTIN_ID,  NONE,     "A := builtin B", TRAPS, ALLOCATES, CALLS),
    BUILTIN_REF   ("builtin.ref",    def(REF), BUILTIN_ID,  NONE,     "A := builtin B", TRAPS, ALLOCATES, CALLS),
    BUILTIN_ANY   ("builtin.any",    def(ANY), BUILTIN_ID,  NONE,     "A := builtin B", TRAPS, ALLOCATES, CALLS),
    CALL_VALUE    ("callv",           NONE,     use(REF),    TYPE_ID,  "call B as type C, no result", TRAPS, ALLOCATES, CALLS),
    CALL_VALUE_I32("callv.i32",       def(I32), use(REF),    TYPE_ID,  "A := call B as type C", TRAPS, ALLOCATES, CALLS),
    CALL_VALUE_I64("callv.i64",       def(I64), use(REF),    TYPE_ID,  "A := call B as type C", TRAPS, ALLOCATES, CALLS),
    CALL_VALUE_F64("callv.f64",       def(F64), use(REF),    TYPE_ID,  "A := call B as type C", TRAPS, ALLOCATES, CALLS),
    CALL_VALUE_REF("callv.ref",       def(REF), use(REF),    TYPE_ID,  "A := call B as type C", TRAPS, ALLOCATES, CALLS),
    CALL_VALUE_ANY("callv.any",       def(ANY), use(REF),    TYPE_ID,  "A := call B as type C", TRAPS, ALLOCATES, CALLS),
    CALL_DYNAMIC  ("calld.any",       def(ANY), use(REF),    IMM16,    "A := call B with C any arguments", TRAPS, ALLOCATES, CALLS),

    // compare and branch by a helper
    BR_EQ_F64     ("br.eq.f64",      use(F64), use(F64),    TARGET16, "if A == B go to C", BRANCHES),
    BR_NE_F64     ("br.ne.f64",      use(F64), use(F64),    TARGET16, "if A != B go to C", BRANCHES),
    BR_LT_U32     ("br.lt.u32",      use(I32), use(I32),    TARGET16, "if A < B, unsigned, go to C", BRANCHES),
    BR_LT_U64     ("br.lt.u64",      use(I64), use(I64),    TARGET16, "if A < B, unsigned, go to C", BRANCHES),
    BR_LE_U32     ("br.le.u32",      use(I32), use(I32),    TARGET16, "if A <= B, unsigned, go to C", BRANCHES),
    BR_LE_U64     ("br.le.u64",      use(I64), use(I64),    TARGET16, "if A <= B, unsigned, go to C", BRANCHES),

    // constants and module variables
    LOAD_I64      ("load.i64",       def(I64), POOL_I64,    NONE,     "A := i64 constant B"),
    LOAD_F64      ("load.f64",       def(F64), POOL_F64,    NONE,     "A := f64 constant B"),
    LOAD_STRING   ("load.str",       def(REF), POOL_STRING, NONE,     "A := string constant B"),
    GET_GLOBAL_I32("getg.i32",       def(I32), GLOBAL,      NONE,     "A := module variable B", MEMORY),
    GET_GLOBAL_I64("getg.i64",       def(I64), GLOBAL,      NONE,     "A := module variable B", MEMORY),
    GET_GLOBAL_F64("getg.f64",       def(F64), GLOBAL,      NONE,     "A := module variable B", MEMORY),
    GET_GLOBAL_REF("getg.ref",       def(REF), GLOBAL,      NONE,     "A := module variable B", MEMORY),
    SET_GLOBAL_I32("setg.i32",       use(I32), GLOBAL,      NONE,     "module variable B := A", MEMORY),
    SET_GLOBAL_I64("setg.i64",       use(I64), GLOBAL,      NONE,     "module variable B := A", MEMORY),
    SET_GLOBAL_F64("setg.f64",       use(F64), GLOBAL,      NONE,     "module variable B := A", MEMORY),
    SET_GLOBAL_REF("setg.ref",       use(REF), GLOBAL,      NONE,     "module variable B := A", MEMORY),

    // comparison; A := 1 if it holds, else 0
    EQ_I32        ("eq.i32",         def(I32), use(I32),    use(I32), "A := B == C"),
    EQ_I64        ("eq.i64",         def(I32), use(I64),    use(I64), "A := B == C"),
    LT_I32        ("lt.i32",         def(I32), use(I32),    use(I32), "A := B < C"),
    LT_I64        ("lt.i64",         def(I32), use(I64),    use(I64), "A := B < C"),
    LT_F64        ("lt.f64",         def(I32), use(F64),    use(F64), "A := B < C"),
    LE_I32        ("le.i32",         def(I32), use(I32),    use(I32), "A := B <= C"),
    EQK_I32       ("eqk.i32",        def(I32), use(I32),    IMM16,    "A := B == C"),
    EQ_REF        ("eq.ref",         def(I32), use(REF),    use(REF), "A := B and C are one object"),

    // arithmetic of u32 and i64, and conversions
    ADD_I64       ("add.i64",        def(I64), use(I64),    use(I64), "A := B + C; overflow traps", TRAPS),
    ADD_U32       ("add.u32",        def(I32), use(I32),    use(I32), "A := B + C, wrapping"),
    SUB_I64       ("sub.i64",        def(I64), use(I64),    use(I64), "A := B - C; overflow traps", TRAPS),
    MUL_I64       ("mul.i64",        def(I64), use(I64),    use(I64), "A := B * C; overflow traps", TRAPS),
    MUL_U32       ("mul.u32",        def(I32), use(I32),    use(I32), "A := B * C, wrapping"),
    DIV_I64       ("div.i64",        def(I64), use(I64),    use(I64), "A := B / C; C = 0 traps", TRAPS),
    REM_I64       ("rem.i64",        def(I64), use(I64),    use(I64), "A := B % C; C = 0 traps", TRAPS),
    NEG_F64       ("neg.f64",        def(F64), use(F64),    NONE,     "A := -B"),
    ADDK_I64      ("addk.i64",       def(I64), use(I64),    IMM16,    "A := B + C; overflow traps", TRAPS),
    SQRT_F64      ("sqrt.f64",       def(F64), use(F64),    NONE,     "A := sqrt(B)"),
    I64_I32       ("i64.from.i32",   def(I64), use(I32),    NONE,     "A := B, sign-extended"),
    I32_I64       ("i32.from.i64",   def(I32), use(I64),    NONE,     "A := low 32 bits of B"),
    F64_I64       ("f64.from.i64",   def(F64), use(I64),    NONE,     "A := nearest of B"),

    // compare and branch: i64
    BR_EQ_I64     ("br.eq.i64",      use(I64), use(I64),    TARGET16, "if A == B go to C", BRANCHES),
    BR_NE_I64     ("br.ne.i64",      use(I64), use(I64),    TARGET16, "if A != B go to C", BRANCHES),
    BR_LT_I64     ("br.lt.i64",      use(I64), use(I64),    TARGET16, "if A < B go to C", BRANCHES),
    BR_LE_I64     ("br.le.i64",      use(I64), use(I64),    TARGET16, "if A <= B go to C", BRANCHES),
    BR_EQK_I64    ("br.eqk.i64",     use(I64), IMM16,       TARGET16, "if A == B go to C", BRANCHES),
    BR_NEK_I64    ("br.nek.i64",     use(I64), IMM16,       TARGET16, "if A != B go to C", BRANCHES),
    BR_LTK_I64    ("br.ltk.i64",     use(I64), IMM16,       TARGET16, "if A < B go to C", BRANCHES),
    BR_LEK_I64    ("br.lek.i64",     use(I64), IMM16,       TARGET16, "if A <= B go to C", BRANCHES),
    BR_GTK_I64    ("br.gtk.i64",     use(I64), IMM16,       TARGET16, "if A > B go to C", BRANCHES),
    BR_GEK_I64    ("br.gek.i64",     use(I64), IMM16,       TARGET16, "if A >= B go to C", BRANCHES),
    NEXT_I64      ("next.i64",       mod(I64), use(I64),    TARGET16, "if A < B: A := A + 1, go to C", BRANCHES),

    // objects: structs, enum values, closures, cells
    NEW_OBJECT    ("new.obj",         def(REF), NONE,        TYPE_ID,  "A := zeroed object of type C", TRAPS, ALLOCATES),
    NEW_VARIANT   ("new.variant",     def(REF), IMM16,       TYPE_ID,  "A := variant B of enum C, payloads zeroed", TRAPS, ALLOCATES),
    VARIANT       ("variant",         def(I32), use(REF),    NONE,     "A := variant number of B", MEMORY),
    GET_FIELD_I32 ("getf.i32",        def(I32), use(REF),    IMM16,    "A := field of B at byte C", MEMORY),
    GET_FIELD_I64 ("getf.i64",        def(I64), use(REF),    IMM16,    "A := field of B at byte C", MEMORY),
    GET_FIELD_F64 ("getf.f64",        def(F64), use(REF),    IMM16,    "A := field of B at byte C", MEMORY),
    GET_FIELD_REF ("getf.ref",        def(REF), use(REF),    IMM16,    "A := field of B at byte C", MEMORY),
    SET_FIELD_I32 ("setf.i32",        use(REF), IMM16,       use(I32), "field of A at byte B := C", MEMORY),
    SET_FIELD_I64 ("setf.i64",        use(REF), IMM16,       use(I64), "field of A at byte B := C", MEMORY),
    SET_FIELD_F64 ("setf.f64",        use(REF), IMM16,       use(F64), "field of A at byte B := C", MEMORY),
    SET_FIELD_REF ("setf.ref",        use(REF), IMM16,       use(REF), "field of A at byte B := C", MEMORY),
    AS_REF        ("as.ref",          def(REF), use(REF),    TYPE_ID,  "A := B, which must be of type C", TRAPS, MEMORY),

    // arrays and strings
    LENGTH_ARRAY  ("len.arr",        def(I32), use(REF),    NONE,     "A := length of B", MEMORY),
    GET_BOOL      ("get.bool",       def(I32), use(REF),    use(I32), "A := B[C]; bounds trap", TRAPS, MEMORY),
    GET_I32       ("get.i32",        def(I32), use(REF),    use(I32), "A := B[C]; bounds trap", TRAPS, MEMORY),
    GET_I64       ("get.i64",        def(I64), use(REF),    use(I32), "A := B[C]; bounds trap", TRAPS, MEMORY),
    GET_F64       ("get.f64",        def(F64), use(REF),    use(I32), "A := B[C]; bounds trap", TRAPS, MEMORY),
    GET_REF       ("get.ref",        def(REF), use(REF),    use(I32), "A := B[C]; bounds trap", TRAPS, MEMORY),
    SET_BOOL      ("set.bool",       use(REF), use(I32),    use(I32), "A[B] := C; bounds trap", TRAPS, MEMORY),
    SET_I32       ("set.i32",        use(REF), use(I32),    use(I32), "A[B] := C; bounds trap", TRAPS, MEMORY),
    SET_I64       ("set.i64",        use(REF), use(I32),    use(I64), "A[B] := C; bounds trap", TRAPS, MEMORY),
    SET_F64       ("set.f64",        use(REF), use(I32),    use(F64), "A[B] := C; bounds trap", TRAPS, MEMORY),
    SET_REF       ("set.ref",        use(REF), use(I32),    use(REF), "A[B] := C; bounds trap", TRAPS, MEMORY),
    LENGTH_STRING ("len.str",        def(I32), use(REF),    NONE,     "A := bytes in B", MEMORY),

    // arithmetic of i32 and f64
    ADD_I32       ("add.i32",        def(I32), use(I32),    use(I32), "A := B + C; overflow traps", TRAPS),
    ADD_F64       ("add.f64",        def(F64), use(F64),    use(F64), "A := B + C"),
    SUB_I32       ("sub.i32",        def(I32), use(I32),    use(I32), "A := B - C; overflow traps", TRAPS),
    SUB_F64       ("sub.f64",        def(F64), use(F64),    use(F64), "A := B - C"),
    MUL_I32       ("mul.i32",        def(I32), use(I32),    use(I32), "A := B * C; overflow traps", TRAPS),
    MUL_F64       ("mul.f64",        def(F64), use(F64),    use(F64), "A := B * C"),
    DIV_I32       ("div.i32",        def(I32), use(I32),    use(I32), "A := B / C; C = 0 traps", TRAPS),
    DIV_F64       ("div.f64",        def(F64), use(F64),    use(F64), "A := B / C; C = 0 traps", TRAPS),
    REM_I32       ("rem.i32",        def(I32), use(I32),    use(I32), "A := B % C; C = 0 traps", TRAPS),
    ADDK_I32      ("addk.i32",       def(I32), use(I32),    IMM16,    "A := B + C; overflow traps", TRAPS),
    F64_I32       ("f64.from.i32",   def(F64), use(I32),    NONE,     "A := B"),

    // moves and constants
    MOVE_I32      ("move.i32",       def(I32), use(I32),    NONE,     "A := B"),
    MOVE_I64      ("move.i64",       def(I64), use(I64),    NONE,     "A := B"),
    MOVE_F64      ("move.f64",       def(F64), use(F64),    NONE,     "A := B"),
    MOVE_REF      ("move.ref",       def(REF), use(REF),    NONE,     "A := B"),
    CONST_I32     ("const.i32",      def(I32), IMM32,       NONE,     "A := B"),
    CONST_I64     ("const.i64",      def(I64), IMM32,       NONE,     "A := B, sign-extended"),

    // compare and branch: i32 and f64
    BR_EQ_I32     ("br.eq.i32",      use(I32), use(I32),    TARGET16, "if A == B go to C", BRANCHES),
    BR_NE_I32     ("br.ne.i32",      use(I32), use(I32),    TARGET16, "if A != B go to C", BRANCHES),
    BR_LT_I32     ("br.lt.i32",      use(I32), use(I32),    TARGET16, "if A < B go to C", BRANCHES),
    BR_LT_F64     ("br.lt.f64",      use(F64), use(F64),    TARGET16, "if A < B go to C", BRANCHES),
    BR_LE_I32     ("br.le.i32",      use(I32), use(I32),    TARGET16, "if A <= B go to C", BRANCHES),
    BR_LE_F64     ("br.le.f64",      use(F64), use(F64),    TARGET16, "if A <= B go to C", BRANCHES),
    BR_NLT_F64    ("br.nlt.f64",     use(F64), use(F64),    TARGET16, "if not A < B go to C", BRANCHES),
    BR_NLE_F64    ("br.nle.f64",     use(F64), use(F64),    TARGET16, "if not A <= B go to C", BRANCHES),
    BR_EQK_I32    ("br.eqk.i32",     use(I32), IMM16,       TARGET16, "if A == B go to C", BRANCHES),
    BR_NEK_I32    ("br.nek.i32",     use(I32), IMM16,       TARGET16, "if A != B go to C", BRANCHES),
    BR_LTK_I32    ("br.ltk.i32",     use(I32), IMM16,       TARGET16, "if A < B go to C", BRANCHES),
    BR_LEK_I32    ("br.lek.i32",     use(I32), IMM16,       TARGET16, "if A <= B go to C", BRANCHES),
    BR_GTK_I32    ("br.gtk.i32",     use(I32), IMM16,       TARGET16, "if A > B go to C", BRANCHES),
    BR_GEK_I32    ("br.gek.i32",     use(I32), IMM16,       TARGET16, "if A >= B go to C", BRANCHES),
    NEXT_I32      ("next.i32",       mod(I32), use(I32),    TARGET16, "if A < B: A := A + 1, go to C", BRANCHES),

    // control
    JUMP          ("jump",           NONE,     NONE,        TARGET16, "go to C", BRANCHES, ENDS),
    JUMP_FAR      ("jump.far",       NONE,     TARGET32,    NONE,     "go to B", BRANCHES, ENDS),
    RET           ("ret",            NONE,     NONE,        NONE,     "return without a value", ENDS),
    RET_I32       ("ret.i32",        use(I32), NONE,        NONE,     "return A", ENDS),
    RET_I64       ("ret.i64",        use(I64), NONE,        NONE,     "return A", ENDS),
    RET_F64       ("ret.f64",        use(F64), NONE,        NONE,     "return A", ENDS),
    RET_REF       ("ret.ref",        use(REF), NONE,        NONE,     "return A", ENDS),
    COMPILED      ("compiled",       NONE,     ENGINE_ID,   NONE,     "run the compiled code of B and return from it", TRAPS, ENDS),
    CALL          ("call",           NONE,     FUNCTION_ID, NONE,     "call B, no result", TRAPS, ALLOCATES, CALLS),
    CALL_I32      ("call.i32",       def(I32), FUNCTION_ID, NONE,     "A := call B", TRAPS, ALLOCATES, CALLS),
    CALL_I64      ("call.i64",       def(I64), FUNCTION_ID, NONE,     "A := call B", TRAPS, ALLOCATES, CALLS),
    CALL_F64      ("call.f64",       def(F64), FUNCTION_ID, NONE,     "A := call B", TRAPS, ALLOCATES, CALLS),
    CALL_REF      ("call.ref",       def(REF), FUNCTION_ID, NONE,     "A := call B", TRAPS, ALLOCATES, CALLS),
    CALL_ANY      ("call.any",       def(ANY), FUNCTION_ID, NONE,     "A := call B", TRAPS, ALLOCATES, CALLS),

    // fused: the instruction, then the one behind it, without a dispatch in between
    MUL_F64_ADD_F64                (MUL_F64, ADD_F64),
    MUL_F64_MUL_F64                (MUL_F64, MUL_F64),
    MUL_F64_SUB_F64                (MUL_F64, SUB_F64),
    ADD_F64_MUL_F64                (ADD_F64, MUL_F64),
    ADD_F64_SUB_F64                (ADD_F64, SUB_F64),
    SUB_F64_ADD_F64                (SUB_F64, ADD_F64),
    SUB_F64_MUL_F64                (SUB_F64, MUL_F64),
    ADD_I32_ADDK_I32               (ADD_I32, ADDK_I32),
    MUL_I32_ADD_I32                (MUL_I32, ADD_I32),
    ADD_F64_NEXT_I32               (ADD_F64, NEXT_I32),
    ADD_F64_ADDK_I32               (ADD_F64, ADDK_I32),
    SET_F64_NEXT_I32               (SET_F64, NEXT_I32),
    SET_I32_NEXT_I32               (SET_I32, NEXT_I32),
    ADD_I32_NEXT_I32               (ADD_I32, NEXT_I32),
    ADDK_I32_BR_LT_I32             (ADDK_I32, BR_LT_I32),
    ADDK_I32_ADDK_I32              (ADDK_I32, ADDK_I32),
    ADD_F64_BR_NLT_F64             (ADD_F64, BR_NLT_F64),
    REM_I64_BR_NEK_I64             (REM_I64, BR_NEK_I64),
    GET_F64_MUL_F64                (GET_F64, MUL_F64),
    GET_F64_GET_F64                (GET_F64, GET_F64),
    GET_F64_ADD_F64                (GET_F64, ADD_F64),
    GET_F64_SUB_F64                (GET_F64, SUB_F64),
    ADD_I32_GET_F64                (ADD_I32, GET_F64),
    ADDK_I32_GET_F64               (ADDK_I32, GET_F64),
    SET_F64_GET_F64                (SET_F64, GET_F64),
    SUB_F64_SET_F64                (SUB_F64, SET_F64),
    ADD_F64_SET_F64                (ADD_F64, SET_F64),
    ADD_I32_SET_BOOL               (ADD_I32, SET_BOOL),
    GET_I32_SET_I32                (GET_I32, SET_I32),
    GET_BOOL_BR_NEK_I32            (GET_BOOL, BR_NEK_I32),
    GET_BOOL_BR_EQK_I32            (GET_BOOL, BR_EQK_I32),
    VARIANT_BR_NEK_I32             (VARIANT, BR_NEK_I32),
    GET_FIELD_REF_GET_FIELD_REF    (GET_FIELD_REF, GET_FIELD_REF),
    GET_FIELD_F64_MUL_F64          (GET_FIELD_F64, MUL_F64),
    SET_FIELD_REF_SET_FIELD_REF    (SET_FIELD_REF, SET_FIELD_REF),
    ADDK_I32_CALL_I32              (ADDK_I32, CALL_I32),
    ADD_I32_RET_I32                (ADD_I32, RET_I32),
    MOVE_REF_CALL_I32              (MOVE_REF, CALL_I32),
    CONST_I32_RET_I32              (CONST_I32, RET_I32);
    // @formatter:on

    private static final Opcode[] BY_CODE = values();

    private final String mnemonic;
    private final Operand a;
    private final Operand b;
    private final Operand c;
    private final String meaning;
    private final int effects;
    private final Opcode base;
    private final Opcode next;

    /// Does what `first` does, of whose fields it takes the operands, and then the instruction
    /// behind it, which is `second` and complete in itself: it can be jumped to, has a line of its
    /// own, and is what is left if this opcode is replaced by `first`.
    Opcode(Opcode first, Opcode second) {
        mnemonic = first.mnemonic + '+' + second.mnemonic;
        a = first.a;
        b = first.b;
        c = first.c;
        meaning = first.meaning + "; then " + second.mnemonic;
        effects = first.effects;
        base = first;
        next = second;
    }

    Opcode(
            String mnemonic,
            Operand a,
            Operand b,
            Operand c,
            String meaning,
            Effect... effects) {
        this.mnemonic = mnemonic;
        this.a = a;
        this.b = b;
        this.c = c;
        this.meaning = meaning;
        int set = 0;
        for (Effect effect : effects) {
            set |= 1 << effect.ordinal();
        }
        this.effects = set;
        base = this;
        next = null;
    }

    private static Operand def(Bank bank) {
        return switch (bank) {
            case I32 -> DEF_I32;
            case I64 -> DEF_I64;
            case F64 -> DEF_F64;
            case REF -> DEF_REF;
            case ANY -> DEF_ANY;
        };
    }

    private static Operand use(Bank bank) {
        return switch (bank) {
            case I32 -> USE_I32;
            case I64 -> USE_I64;
            case F64 -> USE_F64;
            case REF -> USE_REF;
            case ANY -> USE_ANY;
        };
    }

    private static Operand mod(Bank bank) {
        return bank == Bank.I32 ? MOD_I32 : MOD_I64;
    }

    /// The number in the lowest 16 bits of a word.
    public int code() {
        return ordinal();
    }

    /// The first part of a fused opcode, else the opcode itself.
    public Opcode base() {
        return base;
    }

    /// The opcode whose instruction stands behind a fused one and is executed with it, else null.
    public Opcode next() {
        return next;
    }

    /// How many opcodes there are; valid codes are below it.
    public static int count() {
        return BY_CODE.length;
    }

    /// @throws ArrayIndexOutOfBoundsException if `code` is no opcode
    public static Opcode byCode(int code) {
        return BY_CODE[code];
    }

    public String mnemonic() {
        return mnemonic;
    }

    public Operand a() {
        return a;
    }

    public Operand b() {
        return b;
    }

    public Operand c() {
        return c;
    }

    /// Operands A, B, C; a wide operand stands in B and C is NONE.
    public List<Operand> operands() {
        return List.of(a, b, c);
    }

    /// One line for people.
    public String meaning() {
        return meaning;
    }

    /// Whether the callee is a function value, which becomes its own first argument.
    public boolean callsValue() {
        return has(Effect.CALLS) && b == USE_REF;
    }

    public boolean has(Effect effect) {
        return (effects & 1 << effect.ordinal()) != 0;
    }
}
