package jorus.interp;

import jorus.image.TypeIds;
import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Arithmetic;
import jorus.runtime.Arrays;
import jorus.runtime.Builtins;
import jorus.runtime.Conversions;
import jorus.runtime.Machine;
import jorus.runtime.Objects;
import jorus.runtime.Outlined;
import jorus.runtime.Strings;
import jorus.runtime.Trap;
import jorus.runtime.TypeChecks;

/// The instructions that the dispatch loop leaves to methods: those that may trap or collect, and
/// the rare ones. Decodes operands, calls the runtime, stores the result.
///
/// `pc` is the address after the instruction `word`. Whatever may trap or collect saves it first.
final class Instructions {
    private static final int BOOL_SHIFT = 0;
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;
    private static final int ANY_SHIFT = 4;
    private static final long U32_MASK = 0xFFFFFFFFL;

    private Instructions() {}

    private static long a(long fp, long word) {
        return fp + Word.a(word);
    }

    private static long b(long fp, long word) {
        return fp + Word.b(word);
    }

    private static long c(long fp, long word) {
        return fp + Word.c(word);
    }

    /// Reads all before it writes: a result may be half on top of the argument that it is.
    static void copyAny(long from, long to) {
        long tag = Memory.i64(from);
        long payload = Memory.i64(from + Machine.ANY_PAYLOAD);
        Memory.i64(to, tag);
        Memory.i64(to + Machine.ANY_PAYLOAD, payload);
    }

    // Traps, to be thrown.

    static Trap overflow(Machine m, long pc, long fp) {
        m.save(pc, fp);
        return Arithmetic.overflow(m);
    }

    static Trap divisionByZero(Machine m, long pc, long fp) {
        m.save(pc, fp);
        return Arithmetic.divisionByZero(m);
    }

    /// `index` is zero-extended.
    static Trap bounds(Machine m, long pc, long fp, long index) {
        m.save(pc, fp);
        return Arrays.bounds(m, (int) index);
    }

    static Trap trap(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        return m.imageTrap(Word.immediate(word));
    }

    static AssertionError unverified(long word, long pc) {
        return new AssertionError("word " + Long.toHexString(word) + " before address " + pc);
    }

    static long builtin(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long arguments = fp + Memory.i32(fp + FrameLayout.FLAGS) + FrameLayout.HEADER_BYTES;
        Builtins.call(m, Word.immediate(word), arguments, a(fp, word));
        return Calls.resume(m, pc, fp);
    }

    // Any.

    static void moveAny(long fp, long word) {
        copyAny(b(fp, word), a(fp, word));
    }

    // Far slots.

    private static long far(long fp, long word) {
        return fp + Word.immediate(word);
    }

    static void farLoadI32(long fp, long word) {
        Memory.i32(a(fp, word), Memory.i32(far(fp, word)));
    }

    static void farLoad64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(far(fp, word)));
    }

    static void farLoadAny(long fp, long word) {
        copyAny(far(fp, word), a(fp, word));
    }

    static void farStoreI32(long fp, long word) {
        Memory.i32(far(fp, word), Memory.i32(a(fp, word)));
    }

    static void farStore64(long fp, long word) {
        Memory.i64(far(fp, word), Memory.i64(a(fp, word)));
    }

    static void farStoreAny(long fp, long word) {
        copyAny(a(fp, word), far(fp, word));
    }

    // Any, in module variables and boxes.

    static void getGlobalAny(Machine m, long pc, long fp, long word) {
        loadAny(m, pc, fp, m.globals + (word >>> 32), a(fp, word));
    }

    private static void loadAny(Machine m, long pc, long fp, long from, long to) {
        if (Memory.i64(from) == TypeIds.NONE) {
            throw unset(m, pc, fp);
        }
        copyAny(from, to);
    }

    static void setGlobalAny(Machine m, long fp, long word) {
        copyAny(a(fp, word), m.globals + (word >>> 32));
    }

    /// The payload of a u32 is zero-extended, others are sign-extended.
    static void boxI32(long fp, long word) {
        long to = a(fp, word);
        int type = Word.c(word);
        boolean isUnsigned = (type & ~TypeIds.LITERAL) == TypeIds.U32;
        long value = Memory.i32(b(fp, word));
        Memory.i64(to + Machine.ANY_PAYLOAD, isUnsigned ? value & U32_MASK : value);
        Memory.i64(to, type);
    }

    static void boxI64(long fp, long word) {
        long to = a(fp, word);
        Memory.i64(to + Machine.ANY_PAYLOAD, Memory.i64(b(fp, word)));
        Memory.i64(to, Word.c(word));
    }

    static void boxRef(long fp, long word) {
        long ref = Memory.i64(b(fp, word));
        long to = a(fp, word);
        Memory.i64(to + Machine.ANY_PAYLOAD, ref);
        Memory.i64(to, ObjectLayout.typeId(ref));
    }

    // Arithmetic.

    /// Quotient or rest, with what may trap.
    static long divideI32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int x = Memory.i32(b(fp, word));
        int y = Memory.i32(c(fp, word));
        boolean isRest = Word.op(word) == Op.REM_I32;
        int result = isRest ? Arithmetic.remainderI32(m, x, y) : Arithmetic.divideI32(m, x, y);
        Memory.i32(a(fp, word), result);
        return Calls.resume(m, pc, fp);
    }

    /// Quotient or rest, with what may trap.
    static long divideI64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long x = Memory.i64(b(fp, word));
        long y = Memory.i64(c(fp, word));
        boolean isRest = Word.op(word) == Op.REM_I64;
        long result = isRest ? Arithmetic.remainderI64(m, x, y) : Arithmetic.divideI64(m, x, y);
        Memory.i64(a(fp, word), result);
        return Calls.resume(m, pc, fp);
    }

    static void divU32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int quotient = Arithmetic.divideU32(m, Memory.i32(b(fp, word)), Memory.i32(c(fp, word)));
        Memory.i32(a(fp, word), quotient);
    }

    static void divU64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long quotient = Arithmetic.divideU64(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i64(a(fp, word), quotient);
    }

    static void remU32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int rest = Arithmetic.remainderU32(m, Memory.i32(b(fp, word)), Memory.i32(c(fp, word)));
        Memory.i32(a(fp, word), rest);
    }

    static void remU64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long rest = Arithmetic.remainderU64(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i64(a(fp, word), rest);
    }

    static void remF64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        double rest = Arithmetic.remainderF64(m, Memory.f64(b(fp, word)), Memory.f64(c(fp, word)));
        Memory.f64(a(fp, word), rest);
    }

    static void negI32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i32(a(fp, word), Arithmetic.negateI32(m, Memory.i32(b(fp, word))));
    }

    static void negI64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i64(a(fp, word), Arithmetic.negateI64(m, Memory.i64(b(fp, word))));
    }

    static void ltU32(long fp, long word) {
        int order = Integer.compareUnsigned(Memory.i32(b(fp, word)), Memory.i32(c(fp, word)));
        Memory.i32(a(fp, word), order < 0 ? 1 : 0);
    }

    static void ltU64(long fp, long word) {
        int order = Long.compareUnsigned(Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i32(a(fp, word), order < 0 ? 1 : 0);
    }

    static void leU32(long fp, long word) {
        int order = Integer.compareUnsigned(Memory.i32(b(fp, word)), Memory.i32(c(fp, word)));
        Memory.i32(a(fp, word), order <= 0 ? 1 : 0);
    }

    static void leU64(long fp, long word) {
        int order = Long.compareUnsigned(Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i32(a(fp, word), order <= 0 ? 1 : 0);
    }

    static void andI32(long fp, long word) {
        Memory.i32(a(fp, word), Memory.i32(b(fp, word)) & Memory.i32(c(fp, word)));
    }

    static void andI64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(b(fp, word)) & Memory.i64(c(fp, word)));
    }

    static void orI32(long fp, long word) {
        Memory.i32(a(fp, word), Memory.i32(b(fp, word)) | Memory.i32(c(fp, word)));
    }

    static void orI64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(b(fp, word)) | Memory.i64(c(fp, word)));
    }

    static void subU32(long fp, long word) {
        Memory.i32(a(fp, word), Memory.i32(b(fp, word)) - Memory.i32(c(fp, word)));
    }

    static void addU64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(b(fp, word)) + Memory.i64(c(fp, word)));
    }

    static void subU64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(b(fp, word)) - Memory.i64(c(fp, word)));
    }

    static void mulU64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(b(fp, word)) * Memory.i64(c(fp, word)));
    }

    static void absF64(long fp, long word) {
        Memory.f64(a(fp, word), Math.abs(Memory.f64(b(fp, word))));
    }

    static void floorF64(long fp, long word) {
        Memory.f64(a(fp, word), Math.floor(Memory.f64(b(fp, word))));
    }

    static void neI32(long fp, long word) {
        boolean holds = Memory.i32(b(fp, word)) != Memory.i32(c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void neI64(long fp, long word) {
        boolean holds = Memory.i64(b(fp, word)) != Memory.i64(c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void leI64(long fp, long word) {
        boolean holds = Memory.i64(b(fp, word)) <= Memory.i64(c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void eqF64(long fp, long word) {
        boolean holds = Memory.f64(b(fp, word)) == Memory.f64(c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void neF64(long fp, long word) {
        boolean holds = Memory.f64(b(fp, word)) != Memory.f64(c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void leF64(long fp, long word) {
        boolean holds = Memory.f64(b(fp, word)) <= Memory.f64(c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    /// Whether the condition of a compare-and-branch of i64 holds.
    static boolean holds(int op, long x, long y) {
        return switch (op) {
            case Op.BR_EQ_I64, Op.BR_EQK_I64 -> x == y;
            case Op.BR_NE_I64, Op.BR_NEK_I64 -> x != y;
            case Op.BR_LT_I64, Op.BR_LTK_I64 -> x < y;
            case Op.BR_LE_I64, Op.BR_LEK_I64 -> x <= y;
            case Op.BR_GTK_I64 -> x > y;
            case Op.BR_GEK_I64 -> x >= y;
            default -> throw unverified(op, x);
        };
    }

    /// Whether the condition of a rare compare-and-branch holds.
    static boolean holds(long fp, long word) {
        long x = a(fp, word);
        long y = b(fp, word);
        return switch (Word.op(word)) {
            case Op.BR_EQ_F64 -> Memory.f64(x) == Memory.f64(y);
            case Op.BR_NE_F64 -> Memory.f64(x) != Memory.f64(y);
            case Op.BR_LT_U32 -> Integer.compareUnsigned(Memory.i32(x), Memory.i32(y)) < 0;
            case Op.BR_LE_U32 -> Integer.compareUnsigned(Memory.i32(x), Memory.i32(y)) <= 0;
            case Op.BR_LT_U64 -> Long.compareUnsigned(Memory.i64(x), Memory.i64(y)) < 0;
            case Op.BR_LE_U64 -> Long.compareUnsigned(Memory.i64(x), Memory.i64(y)) <= 0;
            default -> throw unverified(word, fp);
        };
    }

    // Conversions.

    static void i64U32(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i32(b(fp, word)) & 0xFFFFFFFFL);
    }

    static void i32F64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i32(a(fp, word), Conversions.i32FromF64(m, Memory.f64(b(fp, word))));
    }

    static void i64F64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i64(a(fp, word), Conversions.i64FromF64(m, Memory.f64(b(fp, word))));
    }

    static void indexI64(long fp, long word) {
        Memory.i32(a(fp, word), Conversions.indexFromI64(Memory.i64(b(fp, word))));
    }

    // Arrays.

    static void newArray(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i64(a(fp, word), Arrays.make(m, Word.c(word), Memory.i32(b(fp, word))));
    }

    static void newLiteral(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int capacity = Math.max(Word.signedB(word), 0);
        Memory.i64(a(fp, word), m.heap.newArray(Word.c(word), 0, capacity));
    }

    static void getAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int index = Memory.i32(c(fp, word));
        copyAny(Arrays.element(m, Memory.i64(b(fp, word)), index, ANY_SHIFT), a(fp, word));
    }

    static void setAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int index = Memory.i32(b(fp, word));
        copyAny(c(fp, word), Arrays.element(m, Memory.i64(a(fp, word)), index, ANY_SHIFT));
    }

    static void pushBool(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long element = Arrays.append(m, Memory.i64(a(fp, word)), BOOL_SHIFT);
        Memory.i8(element, Memory.i32(b(fp, word)));
    }

    /// A push onto an array of elements of 4 or 8 bytes, which may be full.
    static long push(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        boolean isNarrow = Word.op(word) == Op.PUSH_I32;
        int shift = isNarrow ? NARROW_SHIFT : WIDE_SHIFT;
        long element = Arrays.append(m, Memory.i64(a(fp, word)), shift);
        if (isNarrow) {
            Memory.i32(element, Memory.i32(b(fp, word)));
        } else {
            Memory.i64(element, Memory.i64(b(fp, word)));
        }
        return Calls.resume(m, pc, fp);
    }

    static void pushAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        copyAny(b(fp, word), Arrays.append(m, Memory.i64(a(fp, word)), ANY_SHIFT));
    }

    // Objects.

    /// Allocates an object after the fast path has failed.
    static long newObject(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        boolean isVariant = Word.op(word) == Op.NEW_VARIANT;
        int type = Word.c(word) + (isVariant ? Word.b(word) + 1 : 0);
        Memory.i64(a(fp, word), Objects.make(m, type));
        return Calls.resume(m, pc, fp);
    }

    /// Checks a ref whose type is not that of the instruction, which may be right all the same.
    static long asRef(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long ref = Memory.i64(b(fp, word));
        TypeChecks.checkRef(m, Word.c(word), ref);
        Memory.i64(a(fp, word), ref);
        return Calls.resume(m, pc, fp);
    }

    /// A variable or field that holds nothing yet, which the compiler excludes.
    static Trap unset(Machine m, long pc, long fp) {
        m.save(pc, fp);
        return Objects.unset(m);
    }

    static void getFieldAny(Machine m, long pc, long fp, long word) {
        long field = Memory.i64(b(fp, word)) + Word.signedC(word);
        loadAny(m, pc, fp, field, a(fp, word));
    }

    static void setFieldAny(long fp, long word) {
        copyAny(c(fp, word), Memory.i64(a(fp, word)) + Word.signedB(word));
    }

    // Strings.

    static void eqString(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        boolean isEqual = Strings.equal(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i32(a(fp, word), isEqual ? 1 : 0);
    }

    static void getString(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int index = Memory.i32(c(fp, word));
        Memory.i64(a(fp, word), Strings.byteAt(m, Memory.i64(b(fp, word)), index));
    }

    static void concat(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long joined = Outlined.concat(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i64(a(fp, word), joined);
    }
}
