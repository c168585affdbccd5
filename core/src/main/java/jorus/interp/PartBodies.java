package jorus.interp;

import jorus.isa.Op;
import jorus.memory.heap.AllocationLine;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Allocations;
import jorus.runtime.CallTable;
import jorus.runtime.Machine;

import java.lang.invoke.VarHandle;

/// Whole instructions that stand in several cases of the dispatch loop, and operands, which it
/// reaches through the handles of [Parts]. `pc` is the address after the instruction.
///
/// What an instruction needs it reads itself, behind a fence: C2 would otherwise read all that more
/// than one case needs before the switch, and has no registers for it
/// (docs/decisions/0022-registers.md). Fields are read one by one, because shifts of a word give
/// worse code. Addresses that C2 knows nothing of are masked, which is less than the check.
final class PartBodies {
    private static final long ADDRESS = (1L << 48) - 1;

    // Where the fields of the instruction before `pc` are.
    private static final long OP = -8;
    private static final long A = -6;
    private static final long B = -4;
    private static final long C = -2;

    private static final int BOOL_SHIFT = 0;
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;

    private PartBodies() {}

    // Operands. Who reads the first one of an instruction has the fence.

    static int aI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A));
    }

    static int bI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + B));
    }

    static int cI32(long pc, long fp) throws Throwable {
        return Memory.i32(fp + Memory.u16(pc + C));
    }

    static long aI64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i64(fp + Memory.u16(pc + A));
    }

    static long bI64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i64(fp + Memory.u16(pc + B));
    }

    static long cI64(long pc, long fp) throws Throwable {
        return Memory.i64(fp + Memory.u16(pc + C));
    }

    static double bF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.f64(fp + Memory.u16(pc + B));
    }

    static double cF64(long pc, long fp) throws Throwable {
        return Memory.f64(fp + Memory.u16(pc + C));
    }

    static void setA(long pc, long fp, int value) throws Throwable {
        Memory.i32(fp + Memory.u16(pc + A), value);
    }

    static void setA(long pc, long fp, long value) throws Throwable {
        Memory.i64(fp + Memory.u16(pc + A), value);
    }

    static void setA(long pc, long fp, double value) throws Throwable {
        Memory.f64(fp + Memory.u16(pc + A), value);
    }

    /// The constant in B and C.
    static int immediate(long pc) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(pc + B);
    }

    static int constantB(long pc) throws Throwable {
        return (short) Memory.u16(pc + B);
    }

    static int constantC(long pc) throws Throwable {
        return (short) Memory.u16(pc + C);
    }

    /// Stores the value of the call before `pc`, whose frame is at `fp`.
    static void giveI32(long pc, long fp, int value) throws Throwable {
        int a = Memory.u16(pc - 6 & ADDRESS);
        Memory.i32((fp & ADDRESS) + a, value);
    }

    static void give64(long pc, long fp, long value) throws Throwable {
        int a = Memory.u16(pc - 6 & ADDRESS);
        Memory.i64((fp & ADDRESS) + a, value);
    }

    // Moves.

    static void moveI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.i32(fp + Memory.u16(pc + A), Memory.i32(fp + Memory.u16(pc + B)));
    }

    static void move64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.i64(fp + Memory.u16(pc + A), Memory.i64(fp + Memory.u16(pc + B)));
    }

    static void constI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.i32(fp + Memory.u16(pc + A), Memory.i32(pc + B));
    }

    // Arithmetic.

    static void addF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.f64(
                fp + Memory.u16(pc + A),
                Memory.f64(fp + Memory.u16(pc + B)) + Memory.f64(fp + Memory.u16(pc + C)));
    }

    static void subF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.f64(
                fp + Memory.u16(pc + A),
                Memory.f64(fp + Memory.u16(pc + B)) - Memory.f64(fp + Memory.u16(pc + C)));
    }

    static void mulF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.f64(
                fp + Memory.u16(pc + A),
                Memory.f64(fp + Memory.u16(pc + B)) * Memory.f64(fp + Memory.u16(pc + C)));
    }

    static void sum(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        int x = Memory.i32(fp + Memory.u16(pc + B));
        int y = Memory.i32(fp + Memory.u16(pc + C));
        int sum = x + y;
        if (((x ^ sum) & (y ^ sum)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        Memory.i32(fp + Memory.u16(pc + A), sum);
    }

    static void difference(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        int x = Memory.i32(fp + Memory.u16(pc + B));
        int y = Memory.i32(fp + Memory.u16(pc + C));
        int difference = x - y;
        if (((x ^ y) & (x ^ difference)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        Memory.i32(fp + Memory.u16(pc + A), difference);
    }

    static void product(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long product =
                (long) Memory.i32(fp + Memory.u16(pc + B)) * Memory.i32(fp + Memory.u16(pc + C));
        if ((int) product != product) {
            throw Instructions.overflow(m, pc, fp);
        }
        Memory.i32(fp + Memory.u16(pc + A), (int) product);
    }

    static void sumConstant(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long x = Memory.i32(fp + Memory.u16(pc + B));
        long sum = x + Memory.i16(pc + C);
        if ((int) sum != sum) {
            throw Instructions.overflow(m, pc, fp);
        }
        Memory.i32(fp + Memory.u16(pc + A), (int) sum);
    }

    /// The address of an element of an array.
    static long element(Machine m, long pc, long fp, long object, int index, int shift)
            throws Throwable {
        long i = index & 0xFFFFFFFFL;
        object &= ADDRESS;
        if (i >= Memory.i32(object + ArrayLayout.LENGTH)) {
            throw Instructions.bounds(m, pc, fp, i);
        }
        return Memory.i64(object + ArrayLayout.DATA) + (i << shift) & ADDRESS;
    }

    static void getBool(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                Memory.i64(fp + Memory.u16(pc + B)),
                                Memory.i32(fp + Memory.u16(pc + C)),
                                BOOL_SHIFT);
        Memory.i32(fp + Memory.u16(pc + A), (int) Memory.i8(element));
    }

    static void getI32(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                Memory.i64(fp + Memory.u16(pc + B)),
                                Memory.i32(fp + Memory.u16(pc + C)),
                                NARROW_SHIFT);
        Memory.i32(fp + Memory.u16(pc + A), Memory.i32(element));
    }

    static void get64(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                Memory.i64(fp + Memory.u16(pc + B)),
                                Memory.i32(fp + Memory.u16(pc + C)),
                                WIDE_SHIFT);
        Memory.i64(fp + Memory.u16(pc + A), Memory.i64(element));
    }

    static void setBool(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                Memory.i64(fp + Memory.u16(pc + A)),
                                Memory.i32(fp + Memory.u16(pc + B)),
                                BOOL_SHIFT);
        Memory.i8(element, Memory.i32(fp + Memory.u16(pc + C)));
    }

    static void setI32(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                Memory.i64(fp + Memory.u16(pc + A)),
                                Memory.i32(fp + Memory.u16(pc + B)),
                                NARROW_SHIFT);
        Memory.i32(element, Memory.i32(fp + Memory.u16(pc + C)));
    }

    static void set64(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long element =
                (long)
                        Parts.ELEMENT.invokeExact(
                                m,
                                pc,
                                fp,
                                Memory.i64(fp + Memory.u16(pc + A)),
                                Memory.i32(fp + Memory.u16(pc + B)),
                                WIDE_SHIFT);
        Memory.i64(element, Memory.i64(fp + Memory.u16(pc + C)));
    }

    /// The address of a new element at the end of an array, or 0 if it is full.
    static long append(long array, int shift) throws Throwable {
        array &= ADDRESS;
        int length = Memory.i32(array + ArrayLayout.LENGTH);
        if (length == Memory.i32(array + ArrayLayout.CAPACITY)) {
            return 0;
        }
        Memory.i32(array + ArrayLayout.LENGTH, length + 1);
        return Memory.i64(array + ArrayLayout.DATA) + ((long) length << shift) & ADDRESS;
    }

    static boolean pushI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long array = (Memory.i64(fp + Memory.u16(pc + A)) & ADDRESS);
        long element = (long) Parts.APPEND.invokeExact(array, NARROW_SHIFT);
        if (element == 0) {
            return false;
        }
        int value = Memory.i32(fp + Memory.u16(pc + B));
        Memory.i32(element, value);
        return true;
    }

    static boolean push64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long array = (Memory.i64(fp + Memory.u16(pc + A)) & ADDRESS);
        long element = (long) Parts.APPEND.invokeExact(array, WIDE_SHIFT);
        if (element == 0) {
            return false;
        }
        long value = Memory.i64(fp + Memory.u16(pc + B));
        Memory.i64(element, value);
        return true;
    }

    static void lengthArray(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long array = (Memory.i64(fp + Memory.u16(pc + B)) & ADDRESS);
        Memory.i32(fp + Memory.u16(pc + A), Memory.i32(array + ArrayLayout.LENGTH));
    }

    // Objects.

    static void variant(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long object = (Memory.i64(fp + Memory.u16(pc + B)) & ADDRESS);
        Memory.i32(fp + Memory.u16(pc + A), Memory.i32(object + ObjectLayout.AUX));
    }

    static void getFieldI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long field = (Memory.i64(fp + Memory.u16(pc + B)) & ADDRESS) + Memory.u16(pc + C);
        Memory.i32(fp + Memory.u16(pc + A), Memory.i32(field));
    }

    static void getField64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long field = (Memory.i64(fp + Memory.u16(pc + B)) & ADDRESS) + Memory.u16(pc + C);
        Memory.i64(fp + Memory.u16(pc + A), Memory.i64(field));
    }

    static void getFieldRef(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long ref = Memory.i64((Memory.i64(fp + Memory.u16(pc + B)) & ADDRESS) + Memory.u16(pc + C));
        if (ref == 0) {
            throw Instructions.unset(m, pc, fp);
        }
        Memory.i64(fp + Memory.u16(pc + A), ref);
    }

    static void setFieldI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.i32(
                (Memory.i64(fp + Memory.u16(pc + A)) & ADDRESS) + Memory.u16(pc + B),
                Memory.i32(fp + Memory.u16(pc + C)));
    }

    static void setField64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        Memory.i64(
                (Memory.i64(fp + Memory.u16(pc + A)) & ADDRESS) + Memory.u16(pc + B),
                Memory.i64(fp + Memory.u16(pc + C)));
    }

    /// Makes an object of the type in C, or does nothing if its line is at the end.
    static boolean newObject(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        // Variants have the type ids behind that of their enum.
        boolean isVariant = Memory.u16(pc + OP) == Op.NEW_VARIANT;
        long type = Memory.u16(pc + C);
        if (isVariant) {
            type += Memory.u16(pc + B) + 1;
        }
        long entry = m.allocations + (type << Allocations.ENTRY_SHIFT);
        long object = Memory.i64(entry + Allocations.SINGLE);
        if (object == 0) {
            long line = Memory.i64(entry + Allocations.LINE);
            object = Memory.i64(line + AllocationLine.CURSOR);
            long end = object + Memory.i64(entry + Allocations.BYTES);
            if (end > Memory.i64(line + AllocationLine.LIMIT)) {
                return false;
            }
            Memory.i64(line + AllocationLine.CURSOR, end);
            Memory.i64(object, Memory.i64(entry + Allocations.HEADER));
        }
        Memory.i64(fp + Memory.u16(pc + A), object);
        return true;
    }

    // Calls.

    /// The header of a new frame for the function that has `entry` in the table of calls; 0 if it
    /// does not fit behind that of the caller or is too deep, and nothing has been done.
    static long enter(Machine m, long pc, long fp, long entry) throws Throwable {
        long callee = fp + Memory.i32(fp + FrameLayout.FLAGS) & ADDRESS;
        entry &= ADDRESS;
        long depthLeft = Memory.i64(fp + FrameLayout.SPARE) - 1;
        if (callee + Memory.i32(entry + CallTable.RESERVE) > m.stackLimit || depthLeft < 0) {
            return 0;
        }
        Memory.i64(callee + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
        Memory.i64(callee + FrameLayout.CALLER_FP, fp);
        Memory.i64(callee + FrameLayout.RETURN_PC, pc);
        Memory.i64(callee + FrameLayout.SPARE, depthLeft);
        return callee;
    }

    /// Zeroes the first words of refs of a new frame; returns whether there are more, or a poll is
    /// due.
    static boolean isUnready(Machine m, long callee, long entry) throws Throwable {
        callee &= ADDRESS;
        entry &= ADDRESS;
        long zeros = Memory.i64(entry + CallTable.ZERO_START);
        if (zeros != 0) {
            long from = callee + (int) zeros & ADDRESS;
            Memory.i64(from, 0L);
            Memory.i64(from + 8, 0L);
            Memory.i64(from + 16, 0L);
        }
        return --m.polls < 0 | zeros >>> 32 != 0;
    }

    /// The entry in the table of calls of the function in register B, or, if that is none for
    /// arguments of the signature C, of the signature's adapter.
    static long target(Machine m, long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        long function = Memory.i64(fp + Memory.u16(pc + B));
        long type = Memory.i32((function & ADDRESS) + ObjectLayout.TYPE_ID);
        long closure = m.closures + (type << CallTable.CLOSURE_SHIFT) & ADDRESS;
        long signature = Memory.u16(pc + C);
        if (Memory.i32(closure + CallTable.SIGNATURE) != signature) {
            closure = m.closures + (signature << CallTable.CLOSURE_SHIFT) & ADDRESS;
        }
        long direct = Memory.i32(closure + CallTable.DIRECT);
        return m.calls + (direct << CallTable.ENTRY_SHIFT);
    }

    // Comparison.

    static boolean isEqI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A)) == Memory.i32(fp + Memory.u16(pc + B));
    }

    static boolean isLtI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A)) < Memory.i32(fp + Memory.u16(pc + B));
    }

    static boolean isLeI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A)) <= Memory.i32(fp + Memory.u16(pc + B));
    }

    static boolean isEqkI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A)) == Memory.i16(pc + B);
    }

    static boolean isLtkI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A)) < Memory.i16(pc + B);
    }

    static boolean isLekI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.i32(fp + Memory.u16(pc + A)) <= Memory.i16(pc + B);
    }

    static boolean isLtF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.f64(fp + Memory.u16(pc + A)) < Memory.f64(fp + Memory.u16(pc + B));
    }

    static boolean isLeF64(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        return Memory.f64(fp + Memory.u16(pc + A)) <= Memory.f64(fp + Memory.u16(pc + B));
    }

    /// Counts on, if the end is not reached.
    static boolean isNextI32(long pc, long fp) throws Throwable {
        VarHandle.acquireFence();
        int counter = Memory.i32(fp + Memory.u16(pc + A));
        if (counter < Memory.i32(fp + Memory.u16(pc + B))) {
            Memory.i32(fp + Memory.u16(pc + A), counter + 1);
            return true;
        }
        return false;
    }
}
