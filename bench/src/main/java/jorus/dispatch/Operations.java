package jorus.dispatch;

import static jorus.dispatch.Access.LOAD_F64;
import static jorus.dispatch.Access.LOAD_I32;
import static jorus.dispatch.Access.LOAD_I64;
import static jorus.dispatch.Access.STORE_F64;
import static jorus.dispatch.Access.STORE_I32;
import static jorus.dispatch.Access.STORE_I64;

import jorus.interp.ProductionLoop;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CallTable;
import jorus.runtime.Machine;

/// What the instructions of the kernels do: one method each, shared by all variants, so that these
/// differ in dispatch alone.
///
/// `a`, `b` and `c` are the addresses of the registers that the fields of `word` name, `pc` is that
/// of the next instruction. Instructions that kernels execute a few times only are not here
/// ([ProductionLoop#rare]).
final class Operations {
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;

    private Operations() {}

    // Instructions that go on with the next.

    static void moveI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        STORE_I32.invokeExact(a, (int) LOAD_I32.invokeExact(b));
    }

    static void move64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        STORE_I64.invokeExact(a, (long) LOAD_I64.invokeExact(b));
    }

    static void addI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        int x = (int) LOAD_I32.invokeExact(b);
        int y = (int) LOAD_I32.invokeExact(c);
        int sum = x + y;
        if (((x ^ sum) & (y ^ sum)) < 0) {
            throw ProductionLoop.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, sum);
    }

    static void subI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        int x = (int) LOAD_I32.invokeExact(b);
        int y = (int) LOAD_I32.invokeExact(c);
        int difference = x - y;
        if (((x ^ y) & (x ^ difference)) < 0) {
            throw ProductionLoop.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, difference);
    }

    static void mulI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long product = (long) (int) LOAD_I32.invokeExact(b) * (int) LOAD_I32.invokeExact(c);
        if ((int) product != product) {
            throw ProductionLoop.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, (int) product);
    }

    static void addkI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long sum = (int) LOAD_I32.invokeExact(b) + (word >> 48);
        if ((int) sum != sum) {
            throw ProductionLoop.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, (int) sum);
    }

    static void remI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        int dividend = (int) LOAD_I32.invokeExact(b);
        int divisor = (int) LOAD_I32.invokeExact(c);
        if (divisor + 1 >>> 1 == 0) {
            ProductionLoop.divide(m, pc, fp, word);
        } else {
            STORE_I32.invokeExact(a, dividend % divisor);
        }
    }

    static void addF64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        double sum = (double) LOAD_F64.invokeExact(b) + (double) LOAD_F64.invokeExact(c);
        STORE_F64.invokeExact(a, sum);
    }

    static void subF64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        double difference = (double) LOAD_F64.invokeExact(b) - (double) LOAD_F64.invokeExact(c);
        STORE_F64.invokeExact(a, difference);
    }

    static void mulF64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        double product = (double) LOAD_F64.invokeExact(b) * (double) LOAD_F64.invokeExact(c);
        STORE_F64.invokeExact(a, product);
    }

    static void getI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long element = element(m, pc, fp, b, c, NARROW_SHIFT);
        STORE_I32.invokeExact(a, (int) LOAD_I32.invokeExact(element));
    }

    static void get64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long element = element(m, pc, fp, b, c, WIDE_SHIFT);
        STORE_I64.invokeExact(a, (long) LOAD_I64.invokeExact(element));
    }

    static void setI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long element = element(m, pc, fp, a, b, NARROW_SHIFT);
        STORE_I32.invokeExact(element, (int) LOAD_I32.invokeExact(c));
    }

    static void set64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long element = element(m, pc, fp, a, b, WIDE_SHIFT);
        STORE_I64.invokeExact(element, (long) LOAD_I64.invokeExact(c));
    }

    static void lengthArray(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long array = (long) LOAD_I64.invokeExact(b);
        STORE_I32.invokeExact(a, (int) LOAD_I32.invokeExact(array + ArrayLayout.LENGTH));
    }

    static void getFieldI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long object = (long) LOAD_I64.invokeExact(b);
        STORE_I32.invokeExact(a, (int) LOAD_I32.invokeExact(object + (word >> 48)));
    }

    static void getField64(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long object = (long) LOAD_I64.invokeExact(b);
        STORE_I64.invokeExact(a, (long) LOAD_I64.invokeExact(object + (word >> 48)));
    }

    static void setFieldI32(Machine m, long pc, long fp, long a, long b, long c, long word)
            throws Throwable {
        long object = (long) LOAD_I64.invokeExact(a);
        STORE_I32.invokeExact(object + (short) (word >>> 32), (int) LOAD_I32.invokeExact(c));
    }

    private static long element(Machine m, long pc, long fp, long array, long index, int shift)
            throws Throwable {
        long object = (long) LOAD_I64.invokeExact(array);
        long i = (int) LOAD_I32.invokeExact(index) & 0xFFFFFFFFL;
        if (i >= (int) LOAD_I32.invokeExact(object + ArrayLayout.LENGTH)) {
            throw ProductionLoop.bounds(m, pc, fp, i);
        }
        return (long) LOAD_I64.invokeExact(object + ArrayLayout.DATA) + (i << shift);
    }

    // Branches: whether they are taken.

    static boolean isLess(long a, long b, long word) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) < (int) LOAD_I32.invokeExact(b);
    }

    static boolean isLessOrEqual(long a, long b, long word) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) <= (int) LOAD_I32.invokeExact(b);
    }

    static boolean isNotConstant(long a, long b, long word) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) != (short) (word >>> 32);
    }

    static boolean isAtMostConstant(long a, long b, long word) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) <= (short) (word >>> 32);
    }

    static boolean isAtLeastConstant(long a, long b, long word) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) >= (short) (word >>> 32);
    }

    /// NEXT_I32: steps the counter in `a` unless it has reached the limit in `b`.
    static boolean counts(long a, long b, long word) throws Throwable {
        int counter = (int) LOAD_I32.invokeExact(a);
        if (counter >= (int) LOAD_I32.invokeExact(b)) {
            return false;
        }
        STORE_I32.invokeExact(a, counter + 1);
        return true;
    }

    /// What every backward branch and call does at its end.
    static void poll(Machine m) {
        if (--m.polls < 0) {
            m.poll();
        }
    }

    // Calls.

    /// Makes the frame of the function that `word` calls, which returns to `pc`, and gives its
    /// address.
    static long enter(Machine m, long pc, long fp, long word) throws Throwable {
        long entry = m.calls + (word >>> 32 << CallTable.ENTRY_SHIFT);
        long callee = fp + (int) LOAD_I32.invokeExact(fp + FrameLayout.FLAGS);
        long depthLeft = (long) LOAD_I64.invokeExact(fp + FrameLayout.SPARE) - 1;
        if (callee + (int) LOAD_I32.invokeExact(entry + CallTable.RESERVE) > m.stackLimit
                || depthLeft < 0) {
            callee = ProductionLoop.enterChunk(m, pc, fp, word);
        }
        STORE_I64.invokeExact(
                callee + FrameLayout.FUNCTION,
                (long) LOAD_I64.invokeExact(entry + CallTable.HEADER));
        STORE_I64.invokeExact(callee + FrameLayout.CALLER_FP, fp);
        STORE_I64.invokeExact(callee + FrameLayout.RETURN_PC, pc);
        STORE_I64.invokeExact(callee + FrameLayout.SPARE, depthLeft);
        if ((int) LOAD_I32.invokeExact(entry + CallTable.ZERO_START) != 0) {
            Machine.zeroFrame(callee, entry);
        }
        poll(m);
        return callee;
    }

    /// Address of the first instruction of the function that `word` calls.
    static long code(Machine m, long word) throws Throwable {
        long entry = m.calls + (word >>> 32 << CallTable.ENTRY_SHIFT);
        return (long) LOAD_I64.invokeExact(entry + CallTable.CODE);
    }

    /// Leaves the frame at `fp` and gives its caller's.
    static long leave(Machine m, long fp) throws Throwable {
        long caller = (long) LOAD_I64.invokeExact(fp + FrameLayout.CALLER_FP);
        if (fp == m.stackBase) {
            m.leaveChunk(caller);
        }
        return caller;
    }

    /// Where the function of the frame at `fp` returns to.
    static long returnPc(long fp) throws Throwable {
        return (long) LOAD_I64.invokeExact(fp + FrameLayout.RETURN_PC);
    }

    /// Copies a result of 32 bits.
    static void return32(long from, long to) throws Throwable {
        STORE_I32.invokeExact(to, (int) LOAD_I32.invokeExact(from));
    }

    /// Copies a result of 64 bits.
    static void return64(long from, long to) throws Throwable {
        STORE_I64.invokeExact(to, (long) LOAD_I64.invokeExact(from));
    }
}
