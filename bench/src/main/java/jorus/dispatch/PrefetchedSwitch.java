package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;
import static jorus.dispatch.Access.LOAD_I64;

import jorus.interp.ProductionLoop;
import jorus.isa.Op;
import jorus.isa.Word;
import jorus.runtime.Machine;

/// Loads the next instruction before it executes one, so that its word is there when the dispatch
/// needs it; whoever goes elsewhere loads again.
final class PrefetchedSwitch {
    private static final long FIELD = Word.MAX_FIELD;

    private PrefetchedSwitch() {}

    static void run(Machine m, long pc, long fp) throws Throwable {
        long next = (long) LOAD_I64.invokeExact(pc & ADDRESS);
        for (; ; ) {
            long word = next;
            pc += Word.BYTES;
            // The word behind HALT is there too: code is padded.
            long following = (long) LOAD_I64.invokeExact(pc & ADDRESS);
            long frame = fp & ADDRESS;
            long a = frame + (word >>> 16 & FIELD);
            long b = frame + (word >>> 32 & FIELD);
            long c = frame + (word >>> 48);
            switch ((int) word & 0xFFFF) {
                case Op.MOVE_I32:
                    Operations.moveI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.MOVE_I64, Op.MOVE_F64, Op.MOVE_REF:
                    Operations.move64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.ADD_I32:
                    Operations.addI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.SUB_I32:
                    Operations.subI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.MUL_I32:
                    Operations.mulI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.ADDK_I32:
                    Operations.addkI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.REM_I32:
                    Operations.remI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.ADD_F64:
                    Operations.addF64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.SUB_F64:
                    Operations.subF64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.MUL_F64:
                    Operations.mulF64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.GET_I32:
                    Operations.getI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.GET_I64, Op.GET_F64, Op.GET_REF:
                    Operations.get64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.SET_I32:
                    Operations.setI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.SET_I64, Op.SET_F64, Op.SET_REF:
                    Operations.set64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.LENGTH_ARRAY:
                    Operations.lengthArray(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.GET_FIELD_I32:
                    Operations.getFieldI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.GET_FIELD_I64, Op.GET_FIELD_F64:
                    Operations.getField64(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;
                case Op.SET_FIELD_I32:
                    Operations.setFieldI32(m, pc, fp, a, b, c, word);
                    next = following;
                    continue;

                case Op.BR_LT_I32:
                    if (Operations.isLess(a, b, word)) {
                        break;
                    }
                    next = following;
                    continue;
                case Op.BR_LE_I32:
                    if (Operations.isLessOrEqual(a, b, word)) {
                        break;
                    }
                    next = following;
                    continue;
                case Op.BR_NEK_I32:
                    if (Operations.isNotConstant(a, b, word)) {
                        break;
                    }
                    next = following;
                    continue;
                case Op.BR_LEK_I32:
                    if (Operations.isAtMostConstant(a, b, word)) {
                        break;
                    }
                    next = following;
                    continue;
                case Op.BR_GEK_I32:
                    if (Operations.isAtLeastConstant(a, b, word)) {
                        break;
                    }
                    next = following;
                    continue;
                case Op.NEXT_I32:
                    if (Operations.counts(a, b, word)) {
                        break;
                    }
                    next = following;
                    continue;

                case Op.JUMP:
                    break;
                case Op.CALL, Op.CALL_I32, Op.CALL_I64, Op.CALL_F64, Op.CALL_REF:
                    fp = Operations.enter(m, pc, frame, word);
                    pc = Operations.code(m, word);
                    next = (long) LOAD_I64.invokeExact(pc & ADDRESS);
                    continue;
                case Op.RET_I32:
                    {
                        pc = Operations.returnPc(frame);
                        fp = Operations.leave(m, frame);
                        long call = (long) LOAD_I64.invokeExact(pc - Word.BYTES);
                        Operations.return32(a, fp + (call >>> 16 & FIELD));
                        next = (long) LOAD_I64.invokeExact(pc & ADDRESS);
                        continue;
                    }
                case Op.RET_I64, Op.RET_F64, Op.RET_REF:
                    {
                        pc = Operations.returnPc(frame);
                        fp = Operations.leave(m, frame);
                        long call = (long) LOAD_I64.invokeExact(pc - Word.BYTES);
                        Operations.return64(a, fp + (call >>> 16 & FIELD));
                        next = (long) LOAD_I64.invokeExact(pc & ADDRESS);
                        continue;
                    }
                case Op.HALT:
                    return;
                default:
                    ProductionLoop.rare(m, pc, fp, word);
                    next = following;
                    continue;
            }
            pc += word >> 48 << 3;
            if (word < 0) {
                Operations.poll(m);
            }
            next = (long) LOAD_I64.invokeExact(pc & ADDRESS);
        }
    }
}
