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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// What the dispatch loop is made of, as constant method handles: accesses to memory, and whole
/// instructions that occur in several cases (docs/decisions/0008-dispatch.md, 0014-dispatch.md).
///
/// C2 inlines what it reaches through a constant handle, however much there is already. C1 compiles
/// each handle into a dozen virtual registers, of which it has 10,000, and gives up the loop when
/// they run out: so an instruction that stands in the loop more than once is one handle, not three
/// accesses.
///
/// Parts take the addresses of registers.
final class Parts {
    static final MethodHandle LOAD_U16 = load("u16", int.class);
    static final MethodHandle LOAD_I32 = load("i32", int.class);
    static final MethodHandle LOAD_I64 = load("i64", long.class);
    static final MethodHandle LOAD_F64 = load("f64", double.class);
    static final MethodHandle STORE_I32 = store("i32", int.class);
    static final MethodHandle STORE_I64 = store("i64", long.class);
    static final MethodHandle STORE_F64 = store("f64", double.class);

    static final MethodHandle ADD_F64 = pure("addF64");
    static final MethodHandle SUB_F64 = pure("subF64");
    static final MethodHandle MUL_F64 = pure("mulF64");

    static final MethodHandle SUM = part("sum");
    static final MethodHandle DIFFERENCE = part("difference");
    static final MethodHandle PRODUCT = part("product");
    static final MethodHandle SUM_CONSTANT = part("sumConstant");
    static final MethodHandle GET_BOOL = part("getBool");
    static final MethodHandle GET_I32 = part("getI32");
    static final MethodHandle GET_64 = part("get64");
    static final MethodHandle SET_BOOL = part("setBool");
    static final MethodHandle SET_I32 = part("setI32");
    static final MethodHandle SET_64 = part("set64");

    static final MethodHandle GET_FIELD_I32 = pure("getFieldI32");
    static final MethodHandle GET_FIELD_64 = pure("getField64");
    static final MethodHandle SET_FIELD_64 = pure("setField64");
    static final MethodHandle GET_FIELD_REF = part("getFieldRef");
    static final MethodHandle NEW_OBJECT = make();

    static final MethodHandle PUSH_I32 = part("pushI32");
    static final MethodHandle PUSH_64 = part("push64");
    static final MethodHandle CALL_VALUE = enter();
    static final MethodHandle ENTRY_CODE =
            method(
                    Parts.class,
                    "entryCode",
                    MethodType.methodType(long.class, Machine.class, long.class));

    static final MethodHandle IS_EQ_I32 = test("isEqI32");
    static final MethodHandle IS_NE_I32 = test("isNeI32");
    static final MethodHandle IS_LT_I32 = test("isLtI32");
    static final MethodHandle IS_LE_I32 = test("isLeI32");
    static final MethodHandle IS_LT_F64 = test("isLtF64");
    static final MethodHandle IS_LE_F64 = test("isLeF64");

    private static final int BOOL_SHIFT = 0;
    private static final int NARROW_SHIFT = 2;
    private static final int WIDE_SHIFT = 3;

    private Parts() {}

    private static MethodHandle load(String name, Class<?> type) {
        return method(Memory.class, name, MethodType.methodType(type, long.class));
    }

    private static MethodHandle store(String name, Class<?> type) {
        return method(Memory.class, name, MethodType.methodType(void.class, long.class, type));
    }

    /// What cannot trap.
    private static MethodHandle pure(String name) {
        Class<?>[] addresses = {long.class, long.class};
        return method(Parts.class, name, MethodType.methodType(void.class, long.class, addresses));
    }

    private static MethodHandle part(String name) {
        Class<?>[] others = {long.class, long.class, long.class, long.class, long.class};
        return method(Parts.class, name, MethodType.methodType(void.class, Machine.class, others));
    }

    private static MethodHandle make() {
        Class<?>[] others = {long.class, long.class, long.class, long.class};
        return method(
                Parts.class, "newObject", MethodType.methodType(void.class, Machine.class, others));
    }

    private static MethodHandle enter() {
        Class<?>[] others = {long.class, long.class, long.class, long.class};
        return method(
                Parts.class, "callValue", MethodType.methodType(long.class, Machine.class, others));
    }

    private static MethodHandle test(String name) {
        return method(
                Parts.class, name, MethodType.methodType(boolean.class, long.class, long.class));
    }

    private static MethodHandle method(Class<?> holder, String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(holder, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static void addF64(long a, long b, long c) throws Throwable {
        STORE_F64.invokeExact(
                a, (double) LOAD_F64.invokeExact(b) + (double) LOAD_F64.invokeExact(c));
    }

    static void subF64(long a, long b, long c) throws Throwable {
        STORE_F64.invokeExact(
                a, (double) LOAD_F64.invokeExact(b) - (double) LOAD_F64.invokeExact(c));
    }

    static void mulF64(long a, long b, long c) throws Throwable {
        STORE_F64.invokeExact(
                a, (double) LOAD_F64.invokeExact(b) * (double) LOAD_F64.invokeExact(c));
    }

    static void sum(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        int x = (int) LOAD_I32.invokeExact(b);
        int y = (int) LOAD_I32.invokeExact(c);
        int sum = x + y;
        if (((x ^ sum) & (y ^ sum)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, sum);
    }

    static void difference(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        int x = (int) LOAD_I32.invokeExact(b);
        int y = (int) LOAD_I32.invokeExact(c);
        int difference = x - y;
        if (((x ^ y) & (x ^ difference)) < 0) {
            throw Instructions.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, difference);
    }

    static void product(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        long product = (long) (int) LOAD_I32.invokeExact(b) * (int) LOAD_I32.invokeExact(c);
        if ((int) product != product) {
            throw Instructions.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, (int) product);
    }

    /// `word` has the constant in field C.
    static void sumConstant(Machine m, long pc, long fp, long a, long b, long word)
            throws Throwable {
        long sum = (int) LOAD_I32.invokeExact(b) + (word >> 48);
        if ((int) sum != sum) {
            throw Instructions.overflow(m, pc, fp);
        }
        STORE_I32.invokeExact(a, (int) sum);
    }

    /// The address of an element of the array in one register, the index being in another.
    private static long element(Machine m, long pc, long fp, long array, long index, int shift)
            throws Throwable {
        long object = (long) LOAD_I64.invokeExact(array);
        long i = (int) LOAD_I32.invokeExact(index) & 0xFFFFFFFFL;
        if (i >= (int) LOAD_I32.invokeExact(object + ArrayLayout.LENGTH)) {
            throw Instructions.bounds(m, pc, fp, i);
        }
        return (long) LOAD_I64.invokeExact(object + ArrayLayout.DATA) + (i << shift);
    }

    static void getBool(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I32.invokeExact(a, (int) Memory.i8(element(m, pc, fp, b, c, BOOL_SHIFT)));
    }

    static void getI32(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I32.invokeExact(
                a, (int) LOAD_I32.invokeExact(element(m, pc, fp, b, c, NARROW_SHIFT)));
    }

    static void get64(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I64.invokeExact(a, (long) LOAD_I64.invokeExact(element(m, pc, fp, b, c, WIDE_SHIFT)));
    }

    static void setBool(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        Memory.i8(element(m, pc, fp, a, b, BOOL_SHIFT), (int) LOAD_I32.invokeExact(c));
    }

    static void setI32(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I32.invokeExact(
                element(m, pc, fp, a, b, NARROW_SHIFT), (int) LOAD_I32.invokeExact(c));
    }

    static void set64(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I64.invokeExact(element(m, pc, fp, a, b, WIDE_SHIFT), (long) LOAD_I64.invokeExact(c));
    }

    /// The address of a new element at the end of the array in register `a`.
    private static long append(Machine m, long pc, long fp, long a, int shift) throws Throwable {
        long array = (long) LOAD_I64.invokeExact(a);
        int length = (int) LOAD_I32.invokeExact(array + ArrayLayout.LENGTH);
        if (length == (int) LOAD_I32.invokeExact(array + ArrayLayout.CAPACITY)) {
            return Instructions.append(m, pc, fp, array, shift);
        }
        STORE_I32.invokeExact(array + ArrayLayout.LENGTH, length + 1);
        return (long) LOAD_I64.invokeExact(array + ArrayLayout.DATA) + ((long) length << shift);
    }

    static void pushI32(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I32.invokeExact(append(m, pc, fp, a, NARROW_SHIFT), (int) LOAD_I32.invokeExact(b));
    }

    static void push64(Machine m, long pc, long fp, long a, long b, long c) throws Throwable {
        STORE_I64.invokeExact(append(m, pc, fp, a, WIDE_SHIFT), (long) LOAD_I64.invokeExact(b));
    }

    // Objects. A word has the offset of the field where the instruction has it.

    static void getFieldI32(long a, long b, long word) throws Throwable {
        STORE_I32.invokeExact(
                a, (int) LOAD_I32.invokeExact((long) LOAD_I64.invokeExact(b) + (word >> 48)));
    }

    static void getField64(long a, long b, long word) throws Throwable {
        STORE_I64.invokeExact(
                a, (long) LOAD_I64.invokeExact((long) LOAD_I64.invokeExact(b) + (word >> 48)));
    }

    static void getFieldRef(Machine m, long pc, long fp, long a, long b, long word)
            throws Throwable {
        long ref = (long) LOAD_I64.invokeExact((long) LOAD_I64.invokeExact(b) + (word >> 48));
        if (ref == 0) {
            throw Instructions.unset(m, pc, fp);
        }
        STORE_I64.invokeExact(a, ref);
    }

    static void setField64(long a, long c, long word) throws Throwable {
        STORE_I64.invokeExact(
                (long) LOAD_I64.invokeExact(a) + (short) (word >>> 32),
                (long) LOAD_I64.invokeExact(c));
    }

    static void newObject(Machine m, long pc, long fp, long a, long word) throws Throwable {
        // Variants have the type ids behind that of their enum.
        boolean isVariant = Word.op(word) == Op.NEW_VARIANT;
        long type = (word >>> 48) + (isVariant ? (word >>> 32 & Word.MAX_FIELD) + 1 : 0);
        long entry = m.allocations + (type << Allocations.ENTRY_SHIFT);
        long object = (long) LOAD_I64.invokeExact(entry + Allocations.SINGLE);
        if (object == 0) {
            long line = (long) LOAD_I64.invokeExact(entry + Allocations.LINE);
            object = (long) LOAD_I64.invokeExact(line + AllocationLine.CURSOR);
            long end = object + (long) LOAD_I64.invokeExact(entry + Allocations.BYTES);
            if (end > (long) LOAD_I64.invokeExact(line + AllocationLine.LIMIT)) {
                object = Instructions.newObject(m, pc, fp, type);
            } else {
                STORE_I64.invokeExact(line + AllocationLine.CURSOR, end);
                STORE_I64.invokeExact(
                        object, (long) LOAD_I64.invokeExact(entry + Allocations.HEADER));
            }
        }
        STORE_I64.invokeExact(a, object);
    }

    // Calls of function values.

    /// Enters the function in register `b` for arguments of the signature C and gives its frame.
    static long callValue(Machine m, long pc, long fp, long b, long word) throws Throwable {
        long function = (long) LOAD_I64.invokeExact(b);
        long type = (int) LOAD_I32.invokeExact(function + ObjectLayout.TYPE_ID);
        long closure = m.closures + (type << CallTable.CLOSURE_SHIFT);
        if ((int) LOAD_I32.invokeExact(closure + CallTable.SIGNATURE) != Word.c(word)) {
            throw DynamicInstructions.wrongSignature(m, pc, fp);
        }
        long direct = (int) LOAD_I32.invokeExact(closure + CallTable.DIRECT);
        long entry = m.calls + (direct << CallTable.ENTRY_SHIFT);
        long callee = fp + (int) LOAD_I32.invokeExact(fp + FrameLayout.FLAGS);
        long depthLeft = (long) LOAD_I64.invokeExact(fp + FrameLayout.SPARE) - 1;
        if (callee + (int) LOAD_I32.invokeExact(entry + CallTable.RESERVE) > m.stackLimit
                || depthLeft < 0) {
            callee = DynamicInstructions.enterChunk(m, pc, fp, entry);
        }
        STORE_I64.invokeExact(
                callee + FrameLayout.FUNCTION,
                (long) LOAD_I64.invokeExact(entry + CallTable.HEADER));
        STORE_I64.invokeExact(callee + FrameLayout.CALLER_FP, fp);
        STORE_I64.invokeExact(callee + FrameLayout.RETURN_PC, pc);
        STORE_I64.invokeExact(callee + FrameLayout.SPARE, depthLeft);
        STORE_I64.invokeExact(callee + DynamicInstructions.SELF, function);
        if ((int) LOAD_I32.invokeExact(entry + CallTable.ZERO_START) != 0) {
            Machine.zeroFrame(callee, entry);
        }
        if (--m.polls < 0) {
            Instructions.poll(m, (long) LOAD_I64.invokeExact(entry + CallTable.CODE), callee);
        }
        return callee;
    }

    /// Address of the first instruction of the function whose frame is at `fp`.
    static long entryCode(Machine m, long fp) throws Throwable {
        long function = (int) LOAD_I32.invokeExact(fp + FrameLayout.FUNCTION);
        long entry = m.calls + (function << CallTable.ENTRY_SHIFT);
        return (long) LOAD_I64.invokeExact(entry + CallTable.CODE);
    }

    // Comparison.

    static boolean isEqI32(long a, long b) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) == (int) LOAD_I32.invokeExact(b);
    }

    static boolean isNeI32(long a, long b) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) != (int) LOAD_I32.invokeExact(b);
    }

    static boolean isLtI32(long a, long b) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) < (int) LOAD_I32.invokeExact(b);
    }

    static boolean isLeI32(long a, long b) throws Throwable {
        return (int) LOAD_I32.invokeExact(a) <= (int) LOAD_I32.invokeExact(b);
    }

    static boolean isLtF64(long a, long b) throws Throwable {
        return (double) LOAD_F64.invokeExact(a) < (double) LOAD_F64.invokeExact(b);
    }

    static boolean isLeF64(long a, long b) throws Throwable {
        return (double) LOAD_F64.invokeExact(a) <= (double) LOAD_F64.invokeExact(b);
    }
}
