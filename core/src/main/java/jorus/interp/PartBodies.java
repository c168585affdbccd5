package jorus.interp;

import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.heap.AllocationLine;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Allocations;
import jorus.runtime.CallTable;
import jorus.runtime.Machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Whole instructions that stand in several cases of the dispatch loop, and operands, which it
/// reaches through the handles of [Parts]. `pc` is the address after the instruction.
///
/// What an instruction needs it reads itself, behind a fence: C2 would otherwise read all that more
/// than one case needs before the switch, and has no registers for it
/// (docs/decisions/0022-registers.md). Fields are read one by one, because shifts of a word give
/// worse code. Memory is reached through its segment, not [Memory], whose methods C2 stops
/// inlining; addresses that it knows nothing of are masked, which is less than the check.
final class PartBodies {
    private static final MemorySegment SPACE = Memory.SPACE;
    private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final long ADDRESS = (1L << 48) - 1;
    private static final int FIELD = Word.MAX_FIELD;

    /// What is added to an address to have an offset in `SPACE`: 0 in release mode.
    private static final long BASE = -Memory.reservedAddress();

    // Where the fields of the instruction before `pc` are.
    private static final long OP = BASE - 8;
    private static final long A = BASE - 6;
    private static final long B = BASE - 4;
    private static final long C = BASE - 2;

    private static final int BOOL_SHIFT = 0;
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;

    private PartBodies() {}

    // Operands. Who reads the first one of an instruction has the fence.

    static int aI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE);
    }

    static int bI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static int cI32(long pc, long fp) throws Throwable {
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE);
    }

    static long aI64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE);
    }

    static long bI64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static long cI64(long pc, long fp) throws Throwable {
        return SPACE.get(I64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE);
    }

    static double bF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(F64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static double cF64(long pc, long fp) throws Throwable {
        return SPACE.get(F64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE);
    }

    static void setA(long pc, long fp, int value) throws Throwable {
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, value);
    }

    static void setA(long pc, long fp, long value) throws Throwable {
        SPACE.set(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, value);
    }

    static void setA(long pc, long fp, double value) throws Throwable {
        SPACE.set(F64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, value);
    }

    /// The constant in B and C.
    static int immediate(long pc) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, pc + B);
    }

    static int constantB(long pc) throws Throwable {
        return (short) (SPACE.get(I16, pc + B) & FIELD);
    }

    static int constantC(long pc) throws Throwable {
        return (short) (SPACE.get(I16, pc + C) & FIELD);
    }

    /// Stores the value of the call before `pc`, whose frame is at `fp`.
    static void giveI32(long pc, long fp, int value) throws Throwable {
        int a = (SPACE.get(I16, (pc - 6 & ADDRESS) + BASE) & FIELD);
        SPACE.set(I32, (fp & ADDRESS) + a + BASE, value);
    }

    static void give64(long pc, long fp, long value) throws Throwable {
        int a = (SPACE.get(I16, (pc - 6 & ADDRESS) + BASE) & FIELD);
        SPACE.set(I64, (fp & ADDRESS) + a + BASE, value);
    }

    // Moves.

    static void moveI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                I32,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE));
    }

    static void move64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                I64,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE));
    }

    static void constI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, SPACE.get(I32, pc + B));
    }

    // Arithmetic.

    static void addF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                F64,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(F64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE)
                        + SPACE.get(F64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    static void subF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                F64,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(F64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE)
                        - SPACE.get(F64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    static void mulF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                F64,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(F64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE)
                        * SPACE.get(F64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    static void sum(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        int x = SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
        int y = SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE);
        int sum = x + y;
        if (((x ^ sum) & (y ^ sum)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, sum);
    }

    static void difference(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        int x = SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
        int y = SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE);
        int difference = x - y;
        if (((x ^ y) & (x ^ difference)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, difference);
    }

    static void product(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long product =
                (long) SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE)
                        * SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE);
        if ((int) product != product) {
            throw Instructions.overflow(m, pc, fp);
        }
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, (int) product);
    }

    static void sumConstant(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long x = SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
        long sum = x + SPACE.get(I16, pc + C);
        if ((int) sum != sum) {
            throw Instructions.overflow(m, pc, fp);
        }
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, (int) sum);
    }

    /// The address of an element of an array.
    static long element(Machine m, long pc, long fp, long object, int index, int shift)
            throws Throwable {
        long i = index & 0xFFFFFFFFL;
        object &= ADDRESS;
        if (i >= SPACE.get(I32, object + ArrayLayout.LENGTH + BASE)) {
            throw Instructions.bounds(m, pc, fp, i);
        }
        return SPACE.get(I64, object + ArrayLayout.DATA + BASE) + (i << shift) & ADDRESS;
    }

    static void getBool(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE),
                                SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE),
                                BOOL_SHIFT);
        SPACE.set(
                I32,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                (int) SPACE.get(I8, element + BASE));
    }

    static void getI32(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE),
                                SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE),
                                NARROW_SHIFT);
        SPACE.set(
                I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, SPACE.get(I32, element + BASE));
    }

    static void get64(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE),
                                SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE),
                                WIDE_SHIFT);
        SPACE.set(
                I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, SPACE.get(I64, element + BASE));
    }

    static void setBool(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE),
                                SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE),
                                BOOL_SHIFT);
        SPACE.set(
                I8,
                element + BASE,
                (byte) (SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE)));
    }

    static void setI32(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE),
                                SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE),
                                NARROW_SHIFT);
        SPACE.set(
                I32, element + BASE, SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    static void set64(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE),
                                SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE),
                                WIDE_SHIFT);
        SPACE.set(
                I64, element + BASE, SPACE.get(I64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    /// The address of a new element at the end of an array, or 0 if it is full.
    static long append(long array, int shift) throws Throwable {
        array &= ADDRESS;
        int length = SPACE.get(I32, array + ArrayLayout.LENGTH + BASE);
        if (length == SPACE.get(I32, array + ArrayLayout.CAPACITY + BASE)) {
            return 0;
        }
        SPACE.set(I32, array + ArrayLayout.LENGTH + BASE, length + 1);
        return SPACE.get(I64, array + ArrayLayout.DATA + BASE) + ((long) length << shift) & ADDRESS;
    }

    static boolean pushI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long array = (SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE) & ADDRESS);
        long element = (long) Parts.APPEND.invokeExact(array, NARROW_SHIFT);
        if (element == 0) {
            return false;
        }
        int value = SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
        SPACE.set(I32, element + BASE, value);
        return true;
    }

    static boolean push64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long array = (SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE) & ADDRESS);
        long element = (long) Parts.APPEND.invokeExact(array, WIDE_SHIFT);
        if (element == 0) {
            return false;
        }
        long value = SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
        SPACE.set(I64, element + BASE, value);
        return true;
    }

    static void lengthArray(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long array = (SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE) & ADDRESS);
        SPACE.set(
                I32,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(I32, array + ArrayLayout.LENGTH + BASE));
    }

    // Objects.

    static void variant(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long object = (SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE) & ADDRESS);
        SPACE.set(
                I32,
                fp + (SPACE.get(I16, pc + A) & FIELD) + BASE,
                SPACE.get(I32, object + ObjectLayout.AUX + BASE));
    }

    static void getFieldI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long field =
                (SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE) & ADDRESS)
                        + (SPACE.get(I16, pc + C) & FIELD);
        SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, SPACE.get(I32, field + BASE));
    }

    static void getField64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long field =
                (SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE) & ADDRESS)
                        + (SPACE.get(I16, pc + C) & FIELD);
        SPACE.set(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, SPACE.get(I64, field + BASE));
    }

    static void getFieldRef(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long ref =
                SPACE.get(
                        I64,
                        (SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE) & ADDRESS)
                                + (SPACE.get(I16, pc + C) & FIELD)
                                + BASE);
        if (ref == 0) {
            throw Instructions.unset(m, pc, fp);
        }
        SPACE.set(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, ref);
    }

    static void setFieldI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                I32,
                (SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE) & ADDRESS)
                        + (SPACE.get(I16, pc + B) & FIELD)
                        + BASE,
                SPACE.get(I32, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    static void setField64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        SPACE.set(
                I64,
                (SPACE.get(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE) & ADDRESS)
                        + (SPACE.get(I16, pc + B) & FIELD)
                        + BASE,
                SPACE.get(I64, fp + (SPACE.get(I16, pc + C) & FIELD) + BASE));
    }

    /// Makes an object of the type in C, or does nothing if its line is at the end.
    static boolean newObject(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        // Variants have the type ids behind that of their enum.
        boolean isVariant = (SPACE.get(I16, pc + OP) & FIELD) == Op.NEW_VARIANT;
        long type = SPACE.get(I16, pc + C) & FIELD;
        if (isVariant) {
            type += (SPACE.get(I16, pc + B) & FIELD) + 1;
        }
        long entry = m.allocations + (type << Allocations.ENTRY_SHIFT);
        long object = SPACE.get(I64, entry + Allocations.SINGLE + BASE);
        if (object == 0) {
            long line = SPACE.get(I64, entry + Allocations.LINE + BASE);
            object = SPACE.get(I64, line + AllocationLine.CURSOR + BASE);
            long end = object + SPACE.get(I64, entry + Allocations.BYTES + BASE);
            if (end > SPACE.get(I64, line + AllocationLine.LIMIT + BASE)) {
                return false;
            }
            SPACE.set(I64, line + AllocationLine.CURSOR + BASE, end);
            SPACE.set(I64, object + BASE, SPACE.get(I64, entry + Allocations.HEADER + BASE));
        }
        SPACE.set(I64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, object);
        return true;
    }

    // Calls.

    /// The header of a new frame for the function that has `entry` in the table of calls; 0 if it
    /// does not fit behind that of the caller or is too deep, and nothing has been done.
    static long enter(Machine m, long pc, long fp, long entry) throws Throwable {
        long callee = fp + SPACE.get(I32, fp + FrameLayout.FLAGS + BASE) & ADDRESS;
        entry &= ADDRESS;
        long depthLeft = SPACE.get(I64, fp + FrameLayout.SPARE + BASE) - 1;
        if (callee + SPACE.get(I32, entry + CallTable.RESERVE + BASE) > m.stackLimit
                || depthLeft < 0) {
            return 0;
        }
        SPACE.set(
                I64,
                callee + FrameLayout.FUNCTION + BASE,
                SPACE.get(I64, entry + CallTable.HEADER + BASE));
        SPACE.set(I64, callee + FrameLayout.CALLER_FP + BASE, fp);
        SPACE.set(I64, callee + FrameLayout.RETURN_PC + BASE, pc);
        SPACE.set(I64, callee + FrameLayout.SPARE + BASE, depthLeft);
        return callee;
    }

    /// Zeroes the first words of refs of a new frame; returns whether there are more, or a poll is
    /// due.
    static boolean isUnready(Machine m, long callee, long entry) throws Throwable {
        callee &= ADDRESS;
        entry &= ADDRESS;
        long zeros = SPACE.get(I64, entry + CallTable.ZERO_START + BASE);
        if (zeros != 0) {
            long from = callee + (int) zeros & ADDRESS;
            SPACE.set(I64, from + BASE, 0L);
            SPACE.set(I64, from + 8 + BASE, 0L);
            SPACE.set(I64, from + 16 + BASE, 0L);
        }
        return --m.polls < 0 | zeros >>> 32 != 0;
    }

    /// The entry in the table of calls of the function in register B, which has to be one for
    /// arguments of the signature C.
    static long target(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long function = SPACE.get(I64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
        long type = SPACE.get(I32, (function & ADDRESS) + ObjectLayout.TYPE_ID + BASE);
        long closure = m.closures + (type << CallTable.CLOSURE_SHIFT) & ADDRESS;
        if (SPACE.get(I32, closure + CallTable.SIGNATURE + BASE)
                != (SPACE.get(I16, pc + C) & FIELD)) {
            throw DynamicInstructions.wrongSignature(m, pc, fp);
        }
        long direct = SPACE.get(I32, closure + CallTable.DIRECT + BASE);
        return m.calls + (direct << CallTable.ENTRY_SHIFT);
    }

    // Comparison.

    static boolean isEqI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                == SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static boolean isLtI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                < SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static boolean isLeI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                <= SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static boolean isEqkI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                == SPACE.get(I16, pc + B);
    }

    static boolean isLtkI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                < SPACE.get(I16, pc + B);
    }

    static boolean isLekI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                <= SPACE.get(I16, pc + B);
    }

    static boolean isLtF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(F64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                < SPACE.get(F64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    static boolean isLeF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return SPACE.get(F64, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE)
                <= SPACE.get(F64, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE);
    }

    /// Counts on, if the end is not reached.
    static boolean isNextI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        int counter = SPACE.get(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE);
        if (counter < SPACE.get(I32, fp + (SPACE.get(I16, pc + B) & FIELD) + BASE)) {
            SPACE.set(I32, fp + (SPACE.get(I16, pc + A) & FIELD) + BASE, counter + 1);
            return true;
        }
        return false;
    }
}
