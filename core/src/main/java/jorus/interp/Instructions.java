package jorus.interp;

import jorus.image.TypeIds;
import jorus.isa.Word;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Arithmetic;
import jorus.runtime.Arrays;
import jorus.runtime.Builtins;
import jorus.runtime.CallTable;
import jorus.runtime.Conversions;
import jorus.runtime.Machine;
import jorus.runtime.Objects;
import jorus.runtime.Strings;
import jorus.runtime.Trap;

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

    private static void copyAny(long from, long to) {
        Memory.i64(to, Memory.i64(from));
        Memory.i64(to + Machine.ANY_PAYLOAD, Memory.i64(from + Machine.ANY_PAYLOAD));
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

    // Control.

    /// The program is at the instruction that comes next: the first of a callee, or of a loop.
    static void poll(Machine m, long pc, long fp) {
        m.save(pc + Word.BYTES, fp);
        m.poll();
    }

    /// The place of the callee's frame, which does not fit where it should go, or is too deep.
    static long enterChunk(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long entry = m.calls + ((long) Word.immediate(word) << CallTable.ENTRY_SHIFT);
        long callee = fp + Memory.i32(fp + FrameLayout.FLAGS);
        return m.enterChunk(entry, callee, Memory.i64(fp + FrameLayout.SPARE) - 1);
    }

    /// Returns the any slot A to the caller, which goes on at `returnPc`, and gives its frame.
    static long returnAny(Machine m, long returnPc, long fp, long word) {
        long caller = Memory.i64(fp + FrameLayout.CALLER_FP);
        if (fp == m.stackBase) {
            m.leaveChunk(caller);
        }
        copyAny(a(fp, word), a(caller, Memory.i64(returnPc - Word.BYTES)));
        return caller;
    }

    static void builtin(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long arguments = fp + Memory.i32(fp + FrameLayout.FLAGS) + FrameLayout.HEADER_BYTES;
        Builtins.call(m, Word.immediate(word), arguments, a(fp, word));
    }

    // Any.

    static void moveAny(long fp, long word) {
        copyAny(b(fp, word), a(fp, word));
    }

    static void getGlobalRef(Machine m, long fp, long word) {
        Memory.i64(a(fp, word), Objects.setRef(m.globals + (word >>> 32)));
    }

    static void getGlobalAny(Machine m, long fp, long word) {
        copyAny(m.globals + (word >>> 32), a(fp, word));
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

    static void divI32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int quotient = Arithmetic.divideI32(m, Memory.i32(b(fp, word)), Memory.i32(c(fp, word)));
        Memory.i32(a(fp, word), quotient);
    }

    static void divI64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long quotient = Arithmetic.divideI64(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i64(a(fp, word), quotient);
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

    static void remI32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        int rest = Arithmetic.remainderI32(m, Memory.i32(b(fp, word)), Memory.i32(c(fp, word)));
        Memory.i32(a(fp, word), rest);
    }

    static void remI64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long rest = Arithmetic.remainderI64(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i64(a(fp, word), rest);
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

    static boolean isEqF64(long fp, long word) {
        return Memory.f64(a(fp, word)) == Memory.f64(b(fp, word));
    }

    static boolean isNeF64(long fp, long word) {
        return Memory.f64(a(fp, word)) != Memory.f64(b(fp, word));
    }

    static boolean isLtU32(long fp, long word) {
        return Integer.compareUnsigned(Memory.i32(a(fp, word)), Memory.i32(b(fp, word))) < 0;
    }

    static boolean isLeU32(long fp, long word) {
        return Integer.compareUnsigned(Memory.i32(a(fp, word)), Memory.i32(b(fp, word))) <= 0;
    }

    static boolean isLtU64(long fp, long word) {
        return Long.compareUnsigned(Memory.i64(a(fp, word)), Memory.i64(b(fp, word))) < 0;
    }

    static boolean isLeU64(long fp, long word) {
        return Long.compareUnsigned(Memory.i64(a(fp, word)), Memory.i64(b(fp, word))) <= 0;
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

    static void pushI32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long element = Arrays.append(m, Memory.i64(a(fp, word)), NARROW_SHIFT);
        Memory.i32(element, Memory.i32(b(fp, word)));
    }

    static void pushI64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long element = Arrays.append(m, Memory.i64(a(fp, word)), WIDE_SHIFT);
        Memory.i64(element, Memory.i64(b(fp, word)));
    }

    static void pushAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        copyAny(b(fp, word), Arrays.append(m, Memory.i64(a(fp, word)), ANY_SHIFT));
    }

    // Objects.

    static void newObject(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i64(a(fp, word), Objects.make(m, Word.c(word)));
    }

    static void newVariant(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long value = Objects.makeVariant(m, Word.c(word), Word.signedB(word));
        Memory.i64(a(fp, word), value);
    }

    static void variant(long fp, long word) {
        Memory.i32(a(fp, word), ObjectLayout.aux(Memory.i64(b(fp, word))));
    }

    // Fields are hot in many programs. Still, inline they made all other instructions 5 % slower.

    static void getFieldI32(long fp, long word) {
        Memory.i32(a(fp, word), Memory.i32(Memory.i64(b(fp, word)) + Word.signedC(word)));
    }

    static void getFieldI64(long fp, long word) {
        Memory.i64(a(fp, word), Memory.i64(Memory.i64(b(fp, word)) + Word.signedC(word)));
    }

    static void setFieldI32(long fp, long word) {
        Memory.i32(Memory.i64(a(fp, word)) + Word.signedB(word), Memory.i32(c(fp, word)));
    }

    static void setFieldI64(long fp, long word) {
        Memory.i64(Memory.i64(a(fp, word)) + Word.signedB(word), Memory.i64(c(fp, word)));
    }

    static void getFieldRef(long fp, long word) {
        long object = Memory.i64(b(fp, word));
        Memory.i64(a(fp, word), Objects.setRef(object + Word.signedC(word)));
    }

    static void getFieldAny(long fp, long word) {
        copyAny(Memory.i64(b(fp, word)) + Word.signedC(word), a(fp, word));
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
        long joined = Strings.concat(m, Memory.i64(b(fp, word)), Memory.i64(c(fp, word)));
        Memory.i64(a(fp, word), joined);
    }
}
