package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;

import jorus.image.Image;
import jorus.interp.ProductionLoop;
import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.runtime.Machine;

/// As [PlainSwitch], but the code is a `long[]` on the Java heap and `pc` an index of it, which is
/// checked at each instruction.
final class HeapCodeSwitch {
    private static final long FIELD = Word.MAX_FIELD;

    private HeapCodeSwitch() {}

    /// A loop over a copy of the kernel's code on the Java heap.
    static Loop of(Prepared kernel) {
        Image image = kernel.image();
        long[] code = new long[image.wordCount()];
        for (int i = 0; i < code.length; i++) {
            code[i] = Memory.i64(image.wordAddress(i));
        }
        long base = image.code;
        return (m, pc, fp) -> run(m, code, base, (int) (pc - base >> 3), fp);
    }

    static void run(Machine m, long[] code, long base, int pc, long fp) throws Throwable {

        for (; ; ) {
            long word = code[pc++];
            long frame = fp & ADDRESS;
            long a = frame + (word >>> 16 & FIELD);
            long b = frame + (word >>> 32 & FIELD);
            long c = frame + (word >>> 48);
            switch ((int) word & 0xFFFF) {
                case Op.MOVE_I32:
                    Operations.moveI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.MOVE_I64, Op.MOVE_F64, Op.MOVE_REF:
                    Operations.move64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.ADD_I32:
                    Operations.addI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.SUB_I32:
                    Operations.subI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.MUL_I32:
                    Operations.mulI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.ADDK_I32:
                    Operations.addkI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.REM_I32:
                    Operations.remI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.ADD_F64:
                    Operations.addF64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.SUB_F64:
                    Operations.subF64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.MUL_F64:
                    Operations.mulF64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.GET_I32:
                    Operations.getI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.GET_I64, Op.GET_F64, Op.GET_REF:
                    Operations.get64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.SET_I32:
                    Operations.setI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.SET_I64, Op.SET_F64, Op.SET_REF:
                    Operations.set64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.LENGTH_ARRAY:
                    Operations.lengthArray(m, pc, fp, a, b, c, word);
                    continue;
                case Op.GET_FIELD_I32:
                    Operations.getFieldI32(m, pc, fp, a, b, c, word);
                    continue;
                case Op.GET_FIELD_I64, Op.GET_FIELD_F64:
                    Operations.getField64(m, pc, fp, a, b, c, word);
                    continue;
                case Op.SET_FIELD_I32:
                    Operations.setFieldI32(m, pc, fp, a, b, c, word);
                    continue;

                case Op.BR_LT_I32:
                    if (Operations.isLess(a, b, word)) {
                        break;
                    }
                    continue;
                case Op.BR_LE_I32:
                    if (Operations.isLessOrEqual(a, b, word)) {
                        break;
                    }
                    continue;
                case Op.BR_NEK_I32:
                    if (Operations.isNotConstant(a, b, word)) {
                        break;
                    }
                    continue;
                case Op.BR_LEK_I32:
                    if (Operations.isAtMostConstant(a, b, word)) {
                        break;
                    }
                    continue;
                case Op.BR_GEK_I32:
                    if (Operations.isAtLeastConstant(a, b, word)) {
                        break;
                    }
                    continue;
                case Op.NEXT_I32:
                    if (Operations.counts(a, b, word)) {
                        break;
                    }
                    continue;

                case Op.JUMP:
                    break;
                case Op.CALL, Op.CALL_I32, Op.CALL_I64, Op.CALL_F64, Op.CALL_REF:
                    // The collector finds a frame's refs by this address.
                    fp = Operations.enter(m, base + 8L * pc, frame, word);
                    pc = (int) (Operations.code(m, word) - base >> 3);

                    continue;
                case Op.RET_I32:
                    {
                        pc = (int) (Operations.returnPc(frame) - base >> 3);
                        fp = Operations.leave(m, frame);
                        long call = code[pc - 1];
                        Operations.return32(a, fp + (call >>> 16 & FIELD));

                        continue;
                    }
                case Op.RET_I64, Op.RET_F64, Op.RET_REF:
                    {
                        pc = (int) (Operations.returnPc(frame) - base >> 3);
                        fp = Operations.leave(m, frame);
                        long call = code[pc - 1];
                        Operations.return64(a, fp + (call >>> 16 & FIELD));

                        continue;
                    }
                case Op.HALT:
                    return;
                default:
                    ProductionLoop.rare(m, base + 8L * pc, fp, word);
                    continue;
            }
            pc += (int) (word >> 48);
            if (word < 0) {
                Operations.poll(m);
            }
        }
    }
}
