package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;
import static jorus.dispatch.Access.LOAD_I64;

import jorus.isa.Op;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.Machine;

import java.util.Arrays;

/// Trampolined tail calls: each handler looks up the next by itself and returns it to a loop that
/// does nothing but call. A JVM has no tail calls, so the jump from one to the next becomes a
/// return and a call.
final class TailCalls {
    private static final Step[] TABLE = table();

    private TailCalls() {}

    /// Executes one instruction and returns what executes the next; null after HALT.
    interface Step {
        Step run(State s) throws Throwable;
    }

    /// All that steps pass on.
    static final class State {
        final Handlers.State handlers;
        long pc;
        long word;

        State(Machine m) {
            handlers = new Handlers.State(m);
        }

        /// Loads the instruction at `pc`.
        Step at(long pc) throws Throwable {
            word = (long) LOAD_I64.invokeExact(pc & ADDRESS);
            this.pc = pc + Word.BYTES;
            return TABLE[(int) word & 0xFFFF];
        }
    }

    static void run(State s, long pc, long fp) throws Throwable {
        s.handlers.begin(fp);
        Step step = s.at(pc);
        while (step != null) {
            step = step.run(s);
        }
    }

    private static Step[] table() {
        Step[] table = new Step[Opcode.count()];
        Arrays.fill(table, (Step) s -> s.at(Handlers.rare(s.handlers, s.pc, s.word)));
        table[Op.MOVE_I32] = s -> s.at(Handlers.moveI32(s.handlers, s.pc, s.word));
        table[Op.MOVE_I64] = s -> s.at(Handlers.move64(s.handlers, s.pc, s.word));
        table[Op.MOVE_F64] = s -> s.at(Handlers.move64(s.handlers, s.pc, s.word));
        table[Op.MOVE_REF] = s -> s.at(Handlers.move64(s.handlers, s.pc, s.word));
        table[Op.ADD_I32] = s -> s.at(Handlers.addI32(s.handlers, s.pc, s.word));
        table[Op.SUB_I32] = s -> s.at(Handlers.subI32(s.handlers, s.pc, s.word));
        table[Op.MUL_I32] = s -> s.at(Handlers.mulI32(s.handlers, s.pc, s.word));
        table[Op.ADDK_I32] = s -> s.at(Handlers.addkI32(s.handlers, s.pc, s.word));
        table[Op.REM_I32] = s -> s.at(Handlers.remI32(s.handlers, s.pc, s.word));
        table[Op.ADD_F64] = s -> s.at(Handlers.addF64(s.handlers, s.pc, s.word));
        table[Op.SUB_F64] = s -> s.at(Handlers.subF64(s.handlers, s.pc, s.word));
        table[Op.MUL_F64] = s -> s.at(Handlers.mulF64(s.handlers, s.pc, s.word));
        table[Op.GET_I32] = s -> s.at(Handlers.getI32(s.handlers, s.pc, s.word));
        table[Op.GET_I64] = s -> s.at(Handlers.get64(s.handlers, s.pc, s.word));
        table[Op.GET_F64] = s -> s.at(Handlers.get64(s.handlers, s.pc, s.word));
        table[Op.GET_REF] = s -> s.at(Handlers.get64(s.handlers, s.pc, s.word));
        table[Op.SET_I32] = s -> s.at(Handlers.setI32(s.handlers, s.pc, s.word));
        table[Op.SET_I64] = s -> s.at(Handlers.set64(s.handlers, s.pc, s.word));
        table[Op.SET_F64] = s -> s.at(Handlers.set64(s.handlers, s.pc, s.word));
        table[Op.SET_REF] = s -> s.at(Handlers.set64(s.handlers, s.pc, s.word));
        table[Op.LENGTH_ARRAY] = s -> s.at(Handlers.lengthArray(s.handlers, s.pc, s.word));
        table[Op.GET_FIELD_I32] = s -> s.at(Handlers.getFieldI32(s.handlers, s.pc, s.word));
        table[Op.GET_FIELD_I64] = s -> s.at(Handlers.getField64(s.handlers, s.pc, s.word));
        table[Op.GET_FIELD_F64] = s -> s.at(Handlers.getField64(s.handlers, s.pc, s.word));
        table[Op.SET_FIELD_I32] = s -> s.at(Handlers.setFieldI32(s.handlers, s.pc, s.word));
        table[Op.BR_LT_I32] = s -> s.at(Handlers.isLess(s.handlers, s.pc, s.word));
        table[Op.BR_LE_I32] = s -> s.at(Handlers.isLessOrEqual(s.handlers, s.pc, s.word));
        table[Op.BR_NEK_I32] = s -> s.at(Handlers.isNotConstant(s.handlers, s.pc, s.word));
        table[Op.BR_LEK_I32] = s -> s.at(Handlers.isAtMostConstant(s.handlers, s.pc, s.word));
        table[Op.BR_GEK_I32] = s -> s.at(Handlers.isAtLeastConstant(s.handlers, s.pc, s.word));
        table[Op.NEXT_I32] = s -> s.at(Handlers.counts(s.handlers, s.pc, s.word));
        table[Op.JUMP] = s -> s.at(Handlers.jump(s.handlers, s.pc, s.word));
        table[Op.CALL] = s -> s.at(Handlers.call(s.handlers, s.pc, s.word));
        table[Op.CALL_I32] = s -> s.at(Handlers.call(s.handlers, s.pc, s.word));
        table[Op.CALL_I64] = s -> s.at(Handlers.call(s.handlers, s.pc, s.word));
        table[Op.CALL_F64] = s -> s.at(Handlers.call(s.handlers, s.pc, s.word));
        table[Op.CALL_REF] = s -> s.at(Handlers.call(s.handlers, s.pc, s.word));
        table[Op.RET_I32] = s -> s.at(Handlers.ret32(s.handlers, s.pc, s.word));
        table[Op.RET_I64] = s -> s.at(Handlers.ret64(s.handlers, s.pc, s.word));
        table[Op.RET_F64] = s -> s.at(Handlers.ret64(s.handlers, s.pc, s.word));
        table[Op.RET_REF] = s -> s.at(Handlers.ret64(s.handlers, s.pc, s.word));
        table[Op.HALT] = s -> null;
        return table;
    }
}
