package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;
import static jorus.dispatch.Access.LOAD_I64;

import jorus.interp.ProductionLoop;
import jorus.isa.Op;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.Machine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// One method per opcode, for the variants that reach instructions by a table. It takes the
/// instruction and the address of the next, and returns the address of the one that follows.
final class Handlers {
    private static final long FIELD = Word.MAX_FIELD;

    private Handlers() {}

    /// A handler as a functional object.
    interface Handler {
        long execute(State s, long pc, long word) throws Throwable;
    }

    /// What handlers pass on besides `pc`: Java methods have one result.
    static final class State {
        final Machine m;
        long fp;
        boolean isHalted;

        State(Machine m) {
            this.m = m;
        }

        void begin(long fp) {
            this.fp = fp;
            isHalted = false;
        }
    }

    /// The handlers by opcode.
    static Handler[] table() {
        Handler[] table = new Handler[Opcode.count()];
        Arrays.fill(table, (Handler) Handlers::rare);
        table[Op.MOVE_I32] = Handlers::moveI32;
        table[Op.MOVE_I64] = Handlers::move64;
        table[Op.MOVE_F64] = Handlers::move64;
        table[Op.MOVE_REF] = Handlers::move64;
        table[Op.ADD_I32] = Handlers::addI32;
        table[Op.SUB_I32] = Handlers::subI32;
        table[Op.MUL_I32] = Handlers::mulI32;
        table[Op.ADDK_I32] = Handlers::addkI32;
        table[Op.REM_I32] = Handlers::remI32;
        table[Op.ADD_F64] = Handlers::addF64;
        table[Op.SUB_F64] = Handlers::subF64;
        table[Op.MUL_F64] = Handlers::mulF64;
        table[Op.GET_I32] = Handlers::getI32;
        table[Op.GET_I64] = Handlers::get64;
        table[Op.GET_F64] = Handlers::get64;
        table[Op.GET_REF] = Handlers::get64;
        table[Op.SET_I32] = Handlers::setI32;
        table[Op.SET_I64] = Handlers::set64;
        table[Op.SET_F64] = Handlers::set64;
        table[Op.SET_REF] = Handlers::set64;
        table[Op.LENGTH_ARRAY] = Handlers::lengthArray;
        table[Op.GET_FIELD_I32] = Handlers::getFieldI32;
        table[Op.GET_FIELD_I64] = Handlers::getField64;
        table[Op.GET_FIELD_F64] = Handlers::getField64;
        table[Op.SET_FIELD_I32] = Handlers::setFieldI32;
        table[Op.BR_LT_I32] = Handlers::isLess;
        table[Op.BR_LE_I32] = Handlers::isLessOrEqual;
        table[Op.BR_NEK_I32] = Handlers::isNotConstant;
        table[Op.BR_LEK_I32] = Handlers::isAtMostConstant;
        table[Op.BR_GEK_I32] = Handlers::isAtLeastConstant;
        table[Op.NEXT_I32] = Handlers::counts;

        table[Op.JUMP] = Handlers::jump;
        for (int op : new int[] {Op.CALL, Op.CALL_I32, Op.CALL_I64, Op.CALL_F64, Op.CALL_REF}) {
            table[op] = Handlers::call;
        }
        table[Op.RET_I32] = Handlers::ret32;
        for (int op : new int[] {Op.RET_I64, Op.RET_F64, Op.RET_REF}) {
            table[op] = Handlers::ret64;
        }
        table[Op.HALT] = Handlers::halt;
        return table;
    }

    /// The same as method handles.
    static MethodHandle[] handles() {
        MethodHandle[] table = new MethodHandle[Opcode.count()];
        Arrays.fill(table, handle("rare"));
        table[Op.MOVE_I32] = handle("moveI32");
        table[Op.MOVE_I64] = handle("move64");
        table[Op.MOVE_F64] = handle("move64");
        table[Op.MOVE_REF] = handle("move64");
        table[Op.ADD_I32] = handle("addI32");
        table[Op.SUB_I32] = handle("subI32");
        table[Op.MUL_I32] = handle("mulI32");
        table[Op.ADDK_I32] = handle("addkI32");
        table[Op.REM_I32] = handle("remI32");
        table[Op.ADD_F64] = handle("addF64");
        table[Op.SUB_F64] = handle("subF64");
        table[Op.MUL_F64] = handle("mulF64");
        table[Op.GET_I32] = handle("getI32");
        table[Op.GET_I64] = handle("get64");
        table[Op.GET_F64] = handle("get64");
        table[Op.GET_REF] = handle("get64");
        table[Op.SET_I32] = handle("setI32");
        table[Op.SET_I64] = handle("set64");
        table[Op.SET_F64] = handle("set64");
        table[Op.SET_REF] = handle("set64");
        table[Op.LENGTH_ARRAY] = handle("lengthArray");
        table[Op.GET_FIELD_I32] = handle("getFieldI32");
        table[Op.GET_FIELD_I64] = handle("getField64");
        table[Op.GET_FIELD_F64] = handle("getField64");
        table[Op.SET_FIELD_I32] = handle("setFieldI32");
        table[Op.BR_LT_I32] = handle("isLess");
        table[Op.BR_LE_I32] = handle("isLessOrEqual");
        table[Op.BR_NEK_I32] = handle("isNotConstant");
        table[Op.BR_LEK_I32] = handle("isAtMostConstant");
        table[Op.BR_GEK_I32] = handle("isAtLeastConstant");
        table[Op.NEXT_I32] = handle("counts");

        table[Op.JUMP] = handle("jump");
        for (int op : new int[] {Op.CALL, Op.CALL_I32, Op.CALL_I64, Op.CALL_F64, Op.CALL_REF}) {
            table[op] = handle("call");
        }
        table[Op.RET_I32] = handle("ret32");
        for (int op : new int[] {Op.RET_I64, Op.RET_F64, Op.RET_REF}) {
            table[op] = handle("ret64");
        }
        table[Op.HALT] = handle("halt");
        return table;
    }

    private static MethodHandle handle(String name) {
        MethodType type = MethodType.methodType(long.class, State.class, long.class, long.class);
        try {
            return MethodHandles.lookup().findStatic(Handlers.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static long a(long fp, long word) {
        return fp + (word >>> 16 & FIELD);
    }

    private static long b(long fp, long word) {
        return fp + (word >>> 32 & FIELD);
    }

    private static long c(long fp, long word) {
        return fp + (word >>> 48);
    }

    /// The address behind a jump, or a branch that is taken.
    static long jump(State s, long pc, long word) {
        if (word < 0) {
            Operations.poll(s.m);
        }
        return pc + (word >> 48 << 3);
    }

    static long moveI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.moveI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long move64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.move64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long addI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.addI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long subI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.subI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long mulI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.mulI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long addkI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.addkI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long remI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.remI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long addF64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.addF64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long subF64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.subF64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long mulF64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.mulF64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long getI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.getI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long get64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.get64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long setI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.setI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long set64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.set64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long lengthArray(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.lengthArray(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long getFieldI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.getFieldI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long getField64(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.getField64(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long setFieldI32(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        Operations.setFieldI32(s.m, pc, fp, a(fp, word), b(fp, word), c(fp, word), word);
        return pc;
    }

    static long isLess(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        return Operations.isLess(a(fp, word), b(fp, word), word) ? jump(s, pc, word) : pc;
    }

    static long isLessOrEqual(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        return Operations.isLessOrEqual(a(fp, word), b(fp, word), word) ? jump(s, pc, word) : pc;
    }

    static long isNotConstant(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        return Operations.isNotConstant(a(fp, word), b(fp, word), word) ? jump(s, pc, word) : pc;
    }

    static long isAtMostConstant(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        return Operations.isAtMostConstant(a(fp, word), b(fp, word), word) ? jump(s, pc, word) : pc;
    }

    static long isAtLeastConstant(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        return Operations.isAtLeastConstant(a(fp, word), b(fp, word), word)
                ? jump(s, pc, word)
                : pc;
    }

    static long counts(State s, long pc, long word) throws Throwable {
        long fp = s.fp & ADDRESS;
        return Operations.counts(a(fp, word), b(fp, word), word) ? jump(s, pc, word) : pc;
    }

    static long call(State s, long pc, long word) throws Throwable {
        s.fp = Operations.enter(s.m, pc, s.fp & ADDRESS, word);
        return Operations.code(s.m, word);
    }

    static long ret32(State s, long pc, long word) throws Throwable {
        long frame = s.fp & ADDRESS;
        long to = Operations.returnPc(frame);
        s.fp = Operations.leave(s.m, frame);
        long call = (long) LOAD_I64.invokeExact(to - Word.BYTES);
        Operations.return32(a(frame, word), a(s.fp & ADDRESS, call));
        return to;
    }

    static long ret64(State s, long pc, long word) throws Throwable {
        long frame = s.fp & ADDRESS;
        long to = Operations.returnPc(frame);
        s.fp = Operations.leave(s.m, frame);
        long call = (long) LOAD_I64.invokeExact(to - Word.BYTES);
        Operations.return64(a(frame, word), a(s.fp & ADDRESS, call));
        return to;
    }

    static long halt(State s, long pc, long word) {
        s.isHalted = true;
        return pc;
    }

    static long rare(State s, long pc, long word) throws Throwable {
        ProductionLoop.rare(s.m, pc, s.fp, word);
        return pc;
    }
}
