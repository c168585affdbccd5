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

/// Whole instructions that stand in several cases of the dispatch loop, which reaches them through
/// the handles of [Parts]. They take the addresses of registers.
final class PartBodies {
    private static final int BOOL_SHIFT = 0;
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;

    private PartBodies() {}

    static void addF64(long a, long b, long c) throws Throwable {
        Parts.STORE_F64.invokeExact(
                a, (double) Parts.LOAD_F64.invokeExact(b) + (double) Parts.LOAD_F64.invokeExact(c));
    }

    static void subF64(long a, long b, long c) throws Throwable {
        Parts.STORE_F64.invokeExact(
                a, (double) Parts.LOAD_F64.invokeExact(b) - (double) Parts.LOAD_F64.invokeExact(c));
    }

    static void mulF64(long a, long b, long c) throws Throwable {
        Parts.STORE_F64.invokeExact(
                a, (double) Parts.LOAD_F64.invokeExact(b) * (double) Parts.LOAD_F64.invokeExact(c));
    }

    static void sum(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        int x = (int) Parts.LOAD_I32.invokeExact(b);
        int y = (int) Parts.LOAD_I32.invokeExact(c);
        int sum = x + y;
        if (((x ^ sum) & (y ^ sum)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        Parts.STORE_I32.invokeExact(a, sum);
    }

    static void difference(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        int x = (int) Parts.LOAD_I32.invokeExact(b);
        int y = (int) Parts.LOAD_I32.invokeExact(c);
        int difference = x - y;
        if (((x ^ y) & (x ^ difference)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        Parts.STORE_I32.invokeExact(a, difference);
    }

    static void product(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        long product =
                (long) (int) Parts.LOAD_I32.invokeExact(b) * (int) Parts.LOAD_I32.invokeExact(c);
        if ((int) product != product) {
            throw Instructions.overflow(m, pc, fp);
        }
        Parts.STORE_I32.invokeExact(a, (int) product);
    }

    /// `word` has the constant in field C.
    static void sumConstant(Machine m, long pc, long fp, long a, long b, long word)
            throws Throwable {
        long sum = (int) Parts.LOAD_I32.invokeExact(b) + (word >> 48);
        if ((int) sum != sum) {
            throw Instructions.overflow(m, pc, fp);
        }
        Parts.STORE_I32.invokeExact(a, (int) sum);
    }

    /// The address of an element of the array in one register, the index being in another.
    private static long element(Machine m, long pc, long fp, long array, long index, int shift)
            throws Throwable {
        long object = (long) Parts.LOAD_I64.invokeExact(array);
        long i = (int) Parts.LOAD_I32.invokeExact(index) & 0xFFFFFFFFL;
        if (i >= (int) Parts.LOAD_I32.invokeExact(object + ArrayLayout.LENGTH)) {
            throw Instructions.bounds(m, pc, fp, i);
        }
        return (long) Parts.LOAD_I64.invokeExact(object + ArrayLayout.DATA) + (i << shift);
    }

    static void getBool(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I32.invokeExact(a, (int) Memory.i8(element(m, pc, fp, b, c, BOOL_SHIFT)));
    }

    static void getI32(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I32.invokeExact(
                a, (int) Parts.LOAD_I32.invokeExact(element(m, pc, fp, b, c, NARROW_SHIFT)));
    }

    static void get64(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I64.invokeExact(
                a, (long) Parts.LOAD_I64.invokeExact(element(m, pc, fp, b, c, WIDE_SHIFT)));
    }

    static void setBool(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Memory.i8(element(m, pc, fp, a, b, BOOL_SHIFT), (int) Parts.LOAD_I32.invokeExact(c));
    }

    static void setI32(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I32.invokeExact(
                element(m, pc, fp, a, b, NARROW_SHIFT), (int) Parts.LOAD_I32.invokeExact(c));
    }

    static void set64(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I64.invokeExact(
                element(m, pc, fp, a, b, WIDE_SHIFT), (long) Parts.LOAD_I64.invokeExact(c));
    }

    /// The address of a new element at the end of the array in register `a`.
    private static long append(Machine m, long pc, long fp, long a, int shift) throws Throwable {
        long array = (long) Parts.LOAD_I64.invokeExact(a);
        int length = (int) Parts.LOAD_I32.invokeExact(array + ArrayLayout.LENGTH);
        if (length == (int) Parts.LOAD_I32.invokeExact(array + ArrayLayout.CAPACITY)) {
            return Instructions.append(m, pc, fp, array, shift);
        }
        Parts.STORE_I32.invokeExact(array + ArrayLayout.LENGTH, length + 1);
        return (long) Parts.LOAD_I64.invokeExact(array + ArrayLayout.DATA)
                + ((long) length << shift);
    }

    static void pushI32(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I32.invokeExact(
                append(m, pc, fp, a, NARROW_SHIFT), (int) Parts.LOAD_I32.invokeExact(b));
    }

    static void push64(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Parts.STORE_I64.invokeExact(
                append(m, pc, fp, a, WIDE_SHIFT), (long) Parts.LOAD_I64.invokeExact(b));
    }

    // Objects. A word has the offset of the field where the instruction has it.

    static void getFieldI32(long a, long b, long word) throws Throwable {
        Parts.STORE_I32.invokeExact(
                a,
                (int)
                        Parts.LOAD_I32.invokeExact(
                                (long) Parts.LOAD_I64.invokeExact(b) + (word >> 48)));
    }

    static void getField64(long a, long b, long word) throws Throwable {
        Parts.STORE_I64.invokeExact(
                a,
                (long)
                        Parts.LOAD_I64.invokeExact(
                                (long) Parts.LOAD_I64.invokeExact(b) + (word >> 48)));
    }

    static void getFieldRef(Machine m, long pc, long fp, long a, long b, long word)
            throws Throwable {
        long ref =
                (long)
                        Parts.LOAD_I64.invokeExact(
                                (long) Parts.LOAD_I64.invokeExact(b) + (word >> 48));
        if (ref == 0) {
            throw Instructions.unset(m, pc, fp);
        }
        Parts.STORE_I64.invokeExact(a, ref);
    }

    static void setField64(long a, long c, long word) throws Throwable {
        Parts.STORE_I64.invokeExact(
                (long) Parts.LOAD_I64.invokeExact(a) + (short) (word >>> 32),
                (long) Parts.LOAD_I64.invokeExact(c));
    }

    static void newObject(Machine m, long pc, long fp, long a, long word) throws Throwable {
        // Variants have the type ids behind that of their enum.
        boolean isVariant = Word.op(word) == Op.NEW_VARIANT;
        long type = (word >>> 48) + (isVariant ? (word >>> 32 & Word.MAX_FIELD) + 1 : 0);
        long entry = m.allocations + (type << Allocations.ENTRY_SHIFT);
        long object = (long) Parts.LOAD_I64.invokeExact(entry + Allocations.SINGLE);
        if (object == 0) {
            long line = (long) Parts.LOAD_I64.invokeExact(entry + Allocations.LINE);
            object = (long) Parts.LOAD_I64.invokeExact(line + AllocationLine.CURSOR);
            long end = object + (long) Parts.LOAD_I64.invokeExact(entry + Allocations.BYTES);
            if (end > (long) Parts.LOAD_I64.invokeExact(line + AllocationLine.LIMIT)) {
                object = Instructions.newObject(m, pc, fp, type);
            } else {
                Parts.STORE_I64.invokeExact(line + AllocationLine.CURSOR, end);
                Parts.STORE_I64.invokeExact(
                        object, (long) Parts.LOAD_I64.invokeExact(entry + Allocations.HEADER));
            }
        }
        Parts.STORE_I64.invokeExact(a, object);
    }

    // Calls of function values.

    /// Enters the function in register `b` for arguments of the signature C and gives its frame.
    static long callValue(Machine m, long pc, long fp, long b, long word) throws Throwable {
        long function = (long) Parts.LOAD_I64.invokeExact(b);
        long type = (int) Parts.LOAD_I32.invokeExact(function + ObjectLayout.TYPE_ID);
        long closure = m.closures + (type << CallTable.CLOSURE_SHIFT);
        if ((int) Parts.LOAD_I32.invokeExact(closure + CallTable.SIGNATURE) != Word.c(word)) {
            throw DynamicInstructions.wrongSignature(m, pc, fp);
        }
        long direct = (int) Parts.LOAD_I32.invokeExact(closure + CallTable.DIRECT);
        long entry = m.calls + (direct << CallTable.ENTRY_SHIFT);
        long callee = fp + (int) Parts.LOAD_I32.invokeExact(fp + FrameLayout.FLAGS);
        long depthLeft = (long) Parts.LOAD_I64.invokeExact(fp + FrameLayout.SPARE) - 1;
        if (callee + (int) Parts.LOAD_I32.invokeExact(entry + CallTable.RESERVE) > m.stackLimit
                || depthLeft < 0) {
            callee = DynamicInstructions.enterChunk(m, pc, fp, entry);
        }
        Parts.STORE_I64.invokeExact(
                callee + FrameLayout.FUNCTION,
                (long) Parts.LOAD_I64.invokeExact(entry + CallTable.HEADER));
        Parts.STORE_I64.invokeExact(callee + FrameLayout.CALLER_FP, fp);
        Parts.STORE_I64.invokeExact(callee + FrameLayout.RETURN_PC, pc);
        Parts.STORE_I64.invokeExact(callee + FrameLayout.SPARE, depthLeft);
        Parts.STORE_I64.invokeExact(callee + DynamicInstructions.SELF, function);
        if ((int) Parts.LOAD_I32.invokeExact(entry + CallTable.ZERO_START) != 0) {
            Machine.zeroFrame(callee, entry);
        }
        if (--m.polls < 0) {
            Instructions.poll(m, (long) Parts.LOAD_I64.invokeExact(entry + CallTable.CODE), callee);
        }
        return callee;
    }

    /// Address of the first instruction of the function whose frame is at `fp`.
    static long entryCode(Machine m, long fp) throws Throwable {
        long function = (int) Parts.LOAD_I32.invokeExact(fp + FrameLayout.FUNCTION);
        long entry = m.calls + (function << CallTable.ENTRY_SHIFT);
        return (long) Parts.LOAD_I64.invokeExact(entry + CallTable.CODE);
    }

    // Comparison.

    static boolean isEqI32(long a, long b) throws Throwable {
        return (int) Parts.LOAD_I32.invokeExact(a) == (int) Parts.LOAD_I32.invokeExact(b);
    }

    static boolean isNeI32(long a, long b) throws Throwable {
        return (int) Parts.LOAD_I32.invokeExact(a) != (int) Parts.LOAD_I32.invokeExact(b);
    }

    static boolean isLtI32(long a, long b) throws Throwable {
        return (int) Parts.LOAD_I32.invokeExact(a) < (int) Parts.LOAD_I32.invokeExact(b);
    }

    static boolean isLeI32(long a, long b) throws Throwable {
        return (int) Parts.LOAD_I32.invokeExact(a) <= (int) Parts.LOAD_I32.invokeExact(b);
    }

    static boolean isLtF64(long a, long b) throws Throwable {
        return (double) Parts.LOAD_F64.invokeExact(a) < (double) Parts.LOAD_F64.invokeExact(b);
    }

    static boolean isLeF64(long a, long b) throws Throwable {
        return (double) Parts.LOAD_F64.invokeExact(a) <= (double) Parts.LOAD_F64.invokeExact(b);
    }
}
