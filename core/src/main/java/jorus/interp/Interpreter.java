package jorus.interp;

import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CallTable;
import jorus.runtime.Linkage;
import jorus.runtime.Machine;

/// The dispatch loop (docs/decisions/0008-dispatch.md).
///
/// A case is inline if it is hot and short; what traps, allocates or is rare is a static method of
/// [Instructions], and what is slow anyway is behind a second dispatch ([ColdInstructions]). Tests
/// hold the loop to its budget of bytecode and to a case for every opcode.
///
/// Each access to memory written here costs C2 some 90 nodes, and it stops inlining at 18,000. So
/// results are stored in four places for all cases, and cases that read the same things share
/// the reads. C2 comes to the highest opcodes first: they are the hot ones.
final class Interpreter {
    /// Where addresses lie: tells C2 that registers are within the segment behind `Memory`.
    private static final long ADDRESS = (1L << 48) - 1;

    private static final long FIELD = Word.MAX_FIELD;

    private Interpreter() {}

    /// As `run`, whose accesses declare exceptions that they never throw.
    static void start(Machine m, long pc, long fp) {
        try {
            run(m, pc, fp);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the loop has no checked exceptions", e);
        }
    }

    /// Executes from the instruction at the address `pc` on, in the frame at `fp`, until HALT.
    ///
    /// `a`, `b` and `c` are the addresses of the registers that the fields name; where a field is
    /// no register they are not used. Each is a load of its own: shifting `word` would keep one
    /// more value alive, and C2 has no register for it. Nothing is checked: the image is verified.
    ///
    /// The first part of a fused instruction falls through into the case of its second.
    ///
    /// @throws jorus.runtime.Trap a fault of the program; `Machine.savedPc()` says where
    @SuppressWarnings("fallthrough")
    static void run(Machine m, long pc, long fp) throws Throwable {
        for (; ; ) {
            long word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
            long frame = fp & ADDRESS;
            long a = frame + (int) Parts.LOAD_U16.invokeExact((pc & ADDRESS) + 2);
            long b = frame + (int) Parts.LOAD_U16.invokeExact((pc & ADDRESS) + 4);
            long c = frame + (int) Parts.LOAD_U16.invokeExact((pc & ADDRESS) + 6);
            pc += Word.BYTES;
            // Is not read; see Gates.
            int gate;
            // What is stored at `a` after the switch.
            int narrow;
            long wide;
            i64:
            {
                i32:
                {
                    switch ((int) word & 0xFFFF) {
                        // Moves and constants.
                        case Op.MOVE_I32:
                            gate = Gates.MoveI32.open;
                            narrow = (int) Parts.LOAD_I32.invokeExact(b);
                            Parts.STORE_I32.invokeExact(a, narrow);
                            continue;
                        case Op.MOVE_I64, Op.MOVE_F64, Op.MOVE_REF:
                            gate = Gates.MoveI64.open;
                            wide = (long) Parts.LOAD_I64.invokeExact(b);
                            Parts.STORE_I64.invokeExact(a, wide);
                            continue;
                        case Op.CONST_I32:
                            gate = Gates.ConstI32.open;
                            narrow = (int) (word >> 32);
                            Parts.STORE_I32.invokeExact(a, narrow);
                            continue;
                        case Op.CONST_I64:
                            gate = Gates.ConstI64.open;
                            wide = word >> 32;
                            break i64;
                        case Op.LOAD_I64:
                            gate = Gates.LoadI64.open;
                            wide = Memory.i64(m.longs + (word >>> 32 << 3));
                            break i64;
                        case Op.LOAD_F64:
                            gate = Gates.LoadF64.open;
                            wide =
                                    (long)
                                            Parts.LOAD_I64.invokeExact(
                                                    m.doubles + (word >>> 32 << 3));
                            break i64;
                        case Op.LOAD_STRING:
                            gate = Gates.LoadString.open;
                            wide = Memory.i64(m.strings + (word >>> 32 << 3));
                            break i64;
                        case Op.GET_GLOBAL_I32:
                            gate = Gates.GetGlobalI32.open;
                            narrow = (int) Parts.LOAD_I32.invokeExact(m.globals + (word >>> 32));
                            break i32;
                        case Op.GET_GLOBAL_I64, Op.GET_GLOBAL_F64:
                            gate = Gates.GetGlobalI64.open;
                            wide = (long) Parts.LOAD_I64.invokeExact(m.globals + (word >>> 32));
                            break i64;
                        case Op.GET_GLOBAL_REF:
                            gate = Gates.GetGlobalRef.open;
                            wide = (long) Parts.LOAD_I64.invokeExact(m.globals + (word >>> 32));
                            if (wide == 0) {
                                throw Instructions.unset(m, pc, fp);
                            }
                            break i64;
                        case Op.SET_GLOBAL_I32:
                            gate = Gates.SetGlobalI32.open;
                            narrow = (int) Parts.LOAD_I32.invokeExact(a);
                            a = m.globals + (word >>> 32);
                            break i32;
                        case Op.SET_GLOBAL_I64, Op.SET_GLOBAL_F64, Op.SET_GLOBAL_REF:
                            gate = Gates.SetGlobalI64.open;
                            wide = (long) Parts.LOAD_I64.invokeExact(a);
                            a = m.globals + (word >>> 32);
                            break i64;

                        // Arithmetic.
                        case Op.MUL_I32_ADD_I32:
                            gate = Gates.MulI32AddI32.open;
                            Parts.PRODUCT.invokeExact(m, pc, fp, a, b, c);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.ADD_I32:
                            gate = Gates.AddI32.open;
                            Parts.SUM.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.SUB_I32:
                            gate = Gates.SubI32.open;
                            Parts.DIFFERENCE.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.MUL_I32:
                            gate = Gates.MulI32.open;
                            Parts.PRODUCT.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.ADD_I32_ADDK_I32, Op.ADD_F64_ADDK_I32, Op.ADDK_I32_ADDK_I32:
                            gate = Gates.AddI32AddkI32.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.ADD_I32_ADDK_I32 ->
                                        Parts.SUM.invokeExact(m, pc, fp, a, b, c);
                                case Op.ADD_F64_ADDK_I32 -> Parts.ADD_F64.invokeExact(a, b, c);
                                default -> Parts.SUM_CONSTANT.invokeExact(m, pc, fp, a, b, word);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                        // fall through
                        case Op.ADDK_I32:
                            gate = Gates.AddkI32.open;
                            Parts.SUM_CONSTANT.invokeExact(m, pc, fp, a, b, word);
                            continue;
                        case Op.DIV_I32, Op.REM_I32:
                            gate = Gates.DivI32.open;
                            {
                                narrow = (int) Parts.LOAD_I32.invokeExact(b);
                                int divisor = (int) Parts.LOAD_I32.invokeExact(c);
                                if (divisor + 1 >>> 1 == 0) {
                                    // By 0 or -1: both may trap.
                                    Instructions.divideI32(m, pc, fp, word);
                                    continue;
                                }
                                int quotient = narrow / divisor;
                                boolean isRest = ((int) word & 0xFFFF) == Op.REM_I32;
                                narrow = isRest ? narrow - quotient * divisor : quotient;
                                break i32;
                            }
                        case Op.ADD_U32:
                            gate = Gates.AddU32.open;
                            narrow = Memory.i32(b) + Memory.i32(c);
                            break i32;
                        case Op.MUL_U32:
                            gate = Gates.MulU32.open;
                            narrow = Memory.i32(b) * Memory.i32(c);
                            break i32;
                        case Op.ADD_I64:
                            gate = Gates.AddI64.open;
                            {
                                long x = (long) Parts.LOAD_I64.invokeExact(b);
                                long y = (long) Parts.LOAD_I64.invokeExact(c);
                                wide = x + y;
                                if (((x ^ wide) & (y ^ wide)) < 0) {
                                    throw Instructions.overflow(m, pc, fp);
                                }
                                break i64;
                            }
                        case Op.SUB_I64:
                            gate = Gates.SubI64.open;
                            {
                                long x = Memory.i64(b);
                                long y = Memory.i64(c);
                                wide = x - y;
                                if (((x ^ y) & (x ^ wide)) < 0) {
                                    throw Instructions.overflow(m, pc, fp);
                                }
                                break i64;
                            }
                        case Op.MUL_I64:
                            gate = Gates.MulI64.open;
                            {
                                long x = (long) Parts.LOAD_I64.invokeExact(b);
                                long y = (long) Parts.LOAD_I64.invokeExact(c);
                                wide = x * y;
                                if (Math.multiplyHigh(x, y) != wide >> 63) {
                                    throw Instructions.overflow(m, pc, fp);
                                }
                                break i64;
                            }
                        case Op.ADDK_I64:
                            gate = Gates.AddkI64.open;
                            {
                                long x = (long) Parts.LOAD_I64.invokeExact(b);
                                long y = word >> 48;
                                wide = x + y;
                                if (((x ^ wide) & (y ^ wide)) < 0) {
                                    throw Instructions.overflow(m, pc, fp);
                                }
                                break i64;
                            }
                        case Op.DIV_I64, Op.REM_I64:
                            gate = Gates.DivI64.open;
                            {
                                wide = Memory.i64(b);
                                long divisor = Memory.i64(c);
                                if (divisor + 1 >>> 1 == 0) {
                                    Instructions.divideI64(m, pc, fp, word);
                                    continue;
                                }
                                long quotient = wide / divisor;
                                boolean isRest = ((int) word & 0xFFFF) == Op.REM_I64;
                                wide = isRest ? wide - quotient * divisor : quotient;
                                break i64;
                            }
                        case Op.MUL_F64_ADD_F64, Op.SUB_F64_ADD_F64, Op.GET_F64_ADD_F64:
                            gate = Gates.MulF64AddF64.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.MUL_F64_ADD_F64 -> Parts.MUL_F64.invokeExact(a, b, c);
                                case Op.SUB_F64_ADD_F64 -> Parts.SUB_F64.invokeExact(a, b, c);
                                default -> Parts.GET_64.invokeExact(m, pc, fp, a, b, c);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.ADD_F64:
                            gate = Gates.AddF64.open;
                            Parts.ADD_F64.invokeExact(a, b, c);
                            continue;
                        case Op.MUL_F64_SUB_F64, Op.ADD_F64_SUB_F64, Op.GET_F64_SUB_F64:
                            gate = Gates.MulF64SubF64.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.MUL_F64_SUB_F64 -> Parts.MUL_F64.invokeExact(a, b, c);
                                case Op.ADD_F64_SUB_F64 -> Parts.ADD_F64.invokeExact(a, b, c);
                                default -> Parts.GET_64.invokeExact(m, pc, fp, a, b, c);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.SUB_F64:
                            gate = Gates.SubF64.open;
                            Parts.SUB_F64.invokeExact(a, b, c);
                            continue;
                        case Op.MUL_F64_MUL_F64,
                        Op.ADD_F64_MUL_F64,
                        Op.SUB_F64_MUL_F64,
                        Op.GET_F64_MUL_F64,
                        Op.GET_FIELD_F64_MUL_F64:
                            gate = Gates.MulF64MulF64.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.MUL_F64_MUL_F64 -> Parts.MUL_F64.invokeExact(a, b, c);
                                case Op.ADD_F64_MUL_F64 -> Parts.ADD_F64.invokeExact(a, b, c);
                                case Op.SUB_F64_MUL_F64 -> Parts.SUB_F64.invokeExact(a, b, c);
                                case Op.GET_F64_MUL_F64 ->
                                        Parts.GET_64.invokeExact(m, pc, fp, a, b, c);
                                default -> Parts.GET_FIELD_64.invokeExact(a, b, word);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.MUL_F64:
                            gate = Gates.MulF64.open;
                            Parts.MUL_F64.invokeExact(a, b, c);
                            continue;
                        case Op.DIV_F64:
                            gate = Gates.DivF64.open;
                            {
                                double divisor = (double) Parts.LOAD_F64.invokeExact(c);
                                if (divisor == 0) {
                                    throw Instructions.divisionByZero(m, pc, fp);
                                }
                                Parts.STORE_F64.invokeExact(
                                        a, (double) Parts.LOAD_F64.invokeExact(b) / divisor);
                                continue;
                            }
                        case Op.NEG_F64:
                            gate = Gates.NegF64.open;
                            Parts.STORE_F64.invokeExact(a, -Memory.f64(b));
                            continue;
                        case Op.SQRT_F64:
                            gate = Gates.SqrtF64.open;
                            Parts.STORE_F64.invokeExact(
                                    a, Math.sqrt((double) Parts.LOAD_F64.invokeExact(b)));
                            continue;

                        // Comparison.
                        case Op.EQ_I32:
                            gate = Gates.EqI32.open;
                            narrow = Memory.i32(b) == Memory.i32(c) ? 1 : 0;
                            break i32;
                        case Op.EQ_I64, Op.EQ_REF:
                            gate = Gates.EqI64.open;
                            narrow = Memory.i64(b) == Memory.i64(c) ? 1 : 0;
                            break i32;
                        case Op.LT_I32:
                            gate = Gates.LtI32.open;
                            narrow = Memory.i32(b) < Memory.i32(c) ? 1 : 0;
                            break i32;
                        case Op.LE_I32:
                            gate = Gates.LeI32.open;
                            narrow = Memory.i32(b) <= Memory.i32(c) ? 1 : 0;
                            break i32;
                        case Op.LT_I64:
                            gate = Gates.LtI64.open;
                            narrow = Memory.i64(b) < Memory.i64(c) ? 1 : 0;
                            break i32;
                        case Op.LT_F64:
                            gate = Gates.LtF64.open;
                            narrow = Memory.f64(b) < Memory.f64(c) ? 1 : 0;
                            break i32;
                        case Op.EQK_I32:
                            gate = Gates.EqkI32.open;
                            narrow = Memory.i32(b) == word >> 48 ? 1 : 0;
                            break i32;

                        // Compare and branch.
                        case Op.BR_EQ_I32:
                            gate = Gates.BrEqI32.open;
                            if ((boolean) Parts.IS_EQ_I32.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.BR_NE_I32:
                            gate = Gates.BrNeI32.open;
                            if ((boolean) Parts.IS_NE_I32.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.ADDK_I32_BR_LT_I32:
                            gate = Gates.AddkI32BrLtI32.open;
                            Parts.SUM_CONSTANT.invokeExact(m, pc, fp, a, b, word);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                        // fall through
                        case Op.BR_LT_I32:
                            gate = Gates.BrLtI32.open;
                            if ((boolean) Parts.IS_LT_I32.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.BR_LE_I32:
                            gate = Gates.BrLeI32.open;
                            if ((boolean) Parts.IS_LE_I32.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.BR_LT_F64:
                            gate = Gates.BrLtF64.open;
                            if ((boolean) Parts.IS_LT_F64.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.BR_LE_F64:
                            gate = Gates.BrLeF64.open;
                            if ((boolean) Parts.IS_LE_F64.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.ADD_F64_BR_NLT_F64:
                            gate = Gates.AddF64BrNltF64.open;
                            Parts.ADD_F64.invokeExact(a, b, c);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                        // fall through
                        case Op.BR_NLT_F64:
                            gate = Gates.BrNltF64.open;
                            if (!(boolean) Parts.IS_LT_F64.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.BR_NLE_F64:
                            gate = Gates.BrNleF64.open;
                            if (!(boolean) Parts.IS_LE_F64.invokeExact(a, b)) {
                                break;
                            }
                            continue;
                        case Op.BR_EQ_I64, Op.BR_NE_I64, Op.BR_LT_I64, Op.BR_LE_I64:
                            gate = Gates.BrEqI64.open;
                            {
                                long x = Memory.i64(a);
                                if (Instructions.holds((int) word & 0xFFFF, x, Memory.i64(b))) {
                                    break;
                                }
                                continue;
                            }
                        case Op.REM_I64_BR_NEK_I64:
                            gate = Gates.RemI64BrNekI64.open;
                            {
                                long divisor = (long) Parts.LOAD_I64.invokeExact(c);
                                if (divisor + 1 >>> 1 == 0) {
                                    Instructions.divideI64(m, pc, fp, word);
                                } else {
                                    Parts.STORE_I64.invokeExact(
                                            a, (long) Parts.LOAD_I64.invokeExact(b) % divisor);
                                }
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                        // fall through
                        case Op.BR_NEK_I64:
                            gate = Gates.BrNekI64.open;
                            if ((long) Parts.LOAD_I64.invokeExact(a) != (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.BR_EQK_I64,
                        Op.BR_LTK_I64,
                        Op.BR_LEK_I64,
                        Op.BR_GTK_I64,
                        Op.BR_GEK_I64:
                            gate = Gates.BrEqkI64.open;
                            if (Instructions.holds(
                                    (int) word & 0xFFFF, Memory.i64(a), (short) (word >>> 32))) {
                                break;
                            }
                            continue;
                        case Op.BR_EQ_F64,
                        Op.BR_NE_F64,
                        Op.BR_LT_U32,
                        Op.BR_LT_U64,
                        Op.BR_LE_U32,
                        Op.BR_LE_U64:
                            gate = Gates.BrEqF64.open;
                            if (Instructions.holds(fp, word)) {
                                break;
                            }
                            continue;
                        case Op.GET_BOOL_BR_EQK_I32:
                            gate = Gates.GetBoolBrEqkI32.open;
                            Parts.GET_BOOL.invokeExact(m, pc, fp, a, b, c);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                        // fall through
                        case Op.BR_EQK_I32:
                            gate = Gates.BrEqkI32.open;
                            if ((int) Parts.LOAD_I32.invokeExact(a) == (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.GET_BOOL_BR_NEK_I32, Op.VARIANT_BR_NEK_I32:
                            gate = Gates.GetBoolBrNekI32.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.GET_BOOL_BR_NEK_I32 ->
                                        Parts.GET_BOOL.invokeExact(m, pc, fp, a, b, c);
                                default ->
                                        Parts.STORE_I32.invokeExact(
                                                a,
                                                (int)
                                                        Parts.LOAD_I32.invokeExact(
                                                                (long) Parts.LOAD_I64.invokeExact(b)
                                                                        + ObjectLayout.AUX));
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                        // fall through
                        case Op.BR_NEK_I32:
                            gate = Gates.BrNekI32.open;
                            if ((int) Parts.LOAD_I32.invokeExact(a) != (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.BR_LTK_I32:
                            gate = Gates.BrLtkI32.open;
                            if ((int) Parts.LOAD_I32.invokeExact(a) < (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.BR_LEK_I32:
                            gate = Gates.BrLekI32.open;
                            if ((int) Parts.LOAD_I32.invokeExact(a) <= (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.BR_GTK_I32:
                            gate = Gates.BrGtkI32.open;
                            if ((int) Parts.LOAD_I32.invokeExact(a) > (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.BR_GEK_I32:
                            gate = Gates.BrGekI32.open;
                            if ((int) Parts.LOAD_I32.invokeExact(a) >= (short) (word >>> 32)) {
                                break;
                            }
                            continue;
                        case Op.ADD_F64_NEXT_I32,
                        Op.SET_F64_NEXT_I32,
                        Op.SET_I32_NEXT_I32,
                        Op.ADD_I32_NEXT_I32:
                            gate = Gates.AddF64NextI32.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.ADD_F64_NEXT_I32 -> Parts.ADD_F64.invokeExact(a, b, c);
                                case Op.SET_F64_NEXT_I32 ->
                                        Parts.SET_64.invokeExact(m, pc, fp, a, b, c);
                                case Op.SET_I32_NEXT_I32 ->
                                        Parts.SET_I32.invokeExact(m, pc, fp, a, b, c);
                                default -> Parts.SUM.invokeExact(m, pc, fp, a, b, c);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                        // fall through
                        case Op.NEXT_I32:
                            gate = Gates.NextI32.open;
                            {
                                int counter = (int) Parts.LOAD_I32.invokeExact(a);
                                if (counter < (int) Parts.LOAD_I32.invokeExact(b)) {
                                    Parts.STORE_I32.invokeExact(a, counter + 1);
                                    break;
                                }
                                continue;
                            }
                        case Op.NEXT_I64:
                            gate = Gates.NextI64.open;
                            {
                                long counter = Memory.i64(a);
                                if (counter < Memory.i64(b)) {
                                    Memory.i64(a, counter + 1);
                                    break;
                                }
                                continue;
                            }
                        case Op.JUMP:
                            gate = Gates.Jump.open;
                            break;
                        case Op.JUMP_FAR:
                            gate = Gates.JumpFar.open;
                            // What all branches do, less the distance that they have.
                            pc += (word >> 32 << 3) - (word >> 48 << 3);
                            break;

                        // Conversions.
                        case Op.I64_I32:
                            gate = Gates.I64I32.open;
                            wide = Memory.i32(b);
                            break i64;
                        case Op.I32_I64:
                            gate = Gates.I32I64.open;
                            narrow = (int) Memory.i64(b);
                            break i32;
                        case Op.F64_I32:
                            gate = Gates.F64I32.open;
                            Parts.STORE_F64.invokeExact(
                                    a, (double) (int) Parts.LOAD_I32.invokeExact(b));
                            continue;
                        case Op.F64_I64:
                            gate = Gates.F64I64.open;
                            Parts.STORE_F64.invokeExact(a, (double) Memory.i64(b));
                            continue;

                        // Arrays and strings.
                        case Op.GET_BOOL:
                            gate = Gates.GetBool.open;
                            Parts.GET_BOOL.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.GET_I32:
                            gate = Gates.GetI32.open;
                            Parts.GET_I32.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.GET_F64_GET_F64,
                        Op.ADD_I32_GET_F64,
                        Op.ADDK_I32_GET_F64,
                        Op.SET_F64_GET_F64:
                            gate = Gates.GetF64GetF64.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.GET_F64_GET_F64 ->
                                        Parts.GET_64.invokeExact(m, pc, fp, a, b, c);
                                case Op.ADD_I32_GET_F64 ->
                                        Parts.SUM.invokeExact(m, pc, fp, a, b, c);
                                case Op.ADDK_I32_GET_F64 ->
                                        Parts.SUM_CONSTANT.invokeExact(m, pc, fp, a, b, word);
                                default -> Parts.SET_64.invokeExact(m, pc, fp, a, b, c);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.GET_I64, Op.GET_F64, Op.GET_REF:
                            gate = Gates.GetI64.open;
                            Parts.GET_64.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.ADD_I32_SET_BOOL:
                            gate = Gates.AddI32SetBool.open;
                            Parts.SUM.invokeExact(m, pc, fp, a, b, c);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.SET_BOOL:
                            gate = Gates.SetBool.open;
                            Parts.SET_BOOL.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.GET_I32_SET_I32:
                            gate = Gates.GetI32SetI32.open;
                            Parts.GET_I32.invokeExact(m, pc, fp, a, b, c);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.SET_I32:
                            gate = Gates.SetI32.open;
                            Parts.SET_I32.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.SUB_F64_SET_F64, Op.ADD_F64_SET_F64:
                            gate = Gates.SubF64SetF64.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.SUB_F64_SET_F64 -> Parts.SUB_F64.invokeExact(a, b, c);
                                default -> Parts.ADD_F64.invokeExact(a, b, c);
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.SET_I64, Op.SET_F64, Op.SET_REF:
                            gate = Gates.SetI64.open;
                            Parts.SET_64.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.PUSH_I32:
                            gate = Gates.PushI32.open;
                            Parts.PUSH_I32.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.PUSH_I64, Op.PUSH_F64, Op.PUSH_REF:
                            gate = Gates.PushI64.open;
                            Parts.PUSH_64.invokeExact(m, pc, fp, a, b, c);
                            continue;
                        case Op.LENGTH_ARRAY:
                            gate = Gates.LengthArray.open;
                            narrow =
                                    (int)
                                            Parts.LOAD_I32.invokeExact(
                                                    (long) Parts.LOAD_I64.invokeExact(b)
                                                            + ArrayLayout.LENGTH);
                            break i32;
                        case Op.LENGTH_STRING:
                            gate = Gates.LengthString.open;
                            narrow = Memory.i32(Memory.i64(b) + StringLayout.LENGTH);
                            break i32;

                        // Objects.
                        case Op.NEW_VARIANT, Op.NEW_OBJECT:
                            gate = Gates.NewVariant.open;
                            Parts.NEW_OBJECT.invokeExact(m, pc, fp, a, word);
                            continue;
                        case Op.VARIANT:
                            gate = Gates.Variant.open;
                            narrow =
                                    (int)
                                            Parts.LOAD_I32.invokeExact(
                                                    (long) Parts.LOAD_I64.invokeExact(b)
                                                            + ObjectLayout.AUX);
                            break i32;
                        case Op.AS_REF:
                            gate = Gates.AsRef.open;
                            wide = (long) Parts.LOAD_I64.invokeExact(b);
                            if ((int) Parts.LOAD_I32.invokeExact(wide + ObjectLayout.TYPE_ID)
                                    != word >>> 48) {
                                Instructions.checkRef(m, pc, fp, word, wide);
                            }
                            break i64;
                        case Op.GET_FIELD_I32:
                            gate = Gates.GetFieldI32.open;
                            Parts.GET_FIELD_I32.invokeExact(a, b, word);
                            continue;
                        case Op.GET_FIELD_I64, Op.GET_FIELD_F64:
                            gate = Gates.GetFieldI64.open;
                            Parts.GET_FIELD_64.invokeExact(a, b, word);
                            continue;
                        case Op.GET_FIELD_REF_GET_FIELD_REF:
                            gate = Gates.GetFieldRefGetFieldRef.open;
                            Parts.GET_FIELD_REF.invokeExact(m, pc, fp, a, b, word);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            b = frame + (word >>> 32 & FIELD);
                        // fall through
                        case Op.GET_FIELD_REF:
                            gate = Gates.GetFieldRef.open;
                            Parts.GET_FIELD_REF.invokeExact(m, pc, fp, a, b, word);
                            continue;
                        case Op.SET_FIELD_I32:
                            gate = Gates.SetFieldI32.open;
                            a = (long) Parts.LOAD_I64.invokeExact(a) + (short) (word >>> 32);
                            narrow = (int) Parts.LOAD_I32.invokeExact(c);
                            break i32;
                        case Op.SET_FIELD_REF_SET_FIELD_REF:
                            gate = Gates.SetFieldRefSetFieldRef.open;
                            Parts.SET_FIELD_64.invokeExact(a, c, word);
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                            c = frame + (word >>> 48);
                        // fall through
                        case Op.SET_FIELD_I64, Op.SET_FIELD_F64, Op.SET_FIELD_REF:
                            gate = Gates.SetFieldI64.open;
                            Parts.SET_FIELD_64.invokeExact(a, c, word);
                            continue;

                        // Control.
                        case Op.ADDK_I32_CALL_I32, Op.MOVE_REF_CALL_I32:
                            gate = Gates.AddkI32CallI32.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.ADDK_I32_CALL_I32 ->
                                        Parts.SUM_CONSTANT.invokeExact(m, pc, fp, a, b, word);
                                default ->
                                        Parts.STORE_I64.invokeExact(
                                                a, (long) Parts.LOAD_I64.invokeExact(b));
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;

                        // fall through
                        case Op.CALL,
                        Op.CALL_I32,
                        Op.CALL_I64,
                        Op.CALL_F64,
                        Op.CALL_REF,
                        Op.CALL_ANY:
                            gate = Gates.Call.open;
                            {
                                long entry = m.calls + (word >>> 32 << CallTable.ENTRY_SHIFT);
                                long callee =
                                        fp
                                                + (int)
                                                        Parts.LOAD_I32.invokeExact(
                                                                frame + FrameLayout.FLAGS);
                                long depthLeft =
                                        (long) Parts.LOAD_I64.invokeExact(frame + FrameLayout.SPARE)
                                                - 1;
                                if (callee
                                                        + (int)
                                                                Parts.LOAD_I32.invokeExact(
                                                                        entry + CallTable.RESERVE)
                                                > m.stackLimit
                                        || depthLeft < 0) {
                                    callee = Instructions.enterChunk(m, pc, fp, word);
                                }
                                Parts.STORE_I64.invokeExact(
                                        callee + FrameLayout.FUNCTION,
                                        (long)
                                                Parts.LOAD_I64.invokeExact(
                                                        entry + CallTable.HEADER));
                                Parts.STORE_I64.invokeExact(callee + FrameLayout.CALLER_FP, fp);
                                Parts.STORE_I64.invokeExact(callee + FrameLayout.RETURN_PC, pc);
                                Parts.STORE_I64.invokeExact(callee + FrameLayout.SPARE, depthLeft);
                                long zeros =
                                        (long)
                                                Parts.LOAD_I64.invokeExact(
                                                        entry + CallTable.ZERO_START);
                                if (zeros != 0) {
                                    long from = callee + (int) zeros;
                                    Parts.STORE_I64.invokeExact(from, 0L);
                                    Parts.STORE_I64.invokeExact(from + 8, 0L);
                                    Parts.STORE_I64.invokeExact(from + 16, 0L);
                                    if (zeros >>> 32 != 0) {
                                        Machine.zeroFrame(callee, entry);
                                    }
                                }
                                pc = (long) Parts.LOAD_I64.invokeExact(entry + CallTable.CODE);
                                fp = callee;
                                if (--m.polls < 0) {
                                    Instructions.poll(m, pc, fp);
                                }
                                continue;
                            }
                        case Op.ADD_I32_RET_I32, Op.CONST_I32_RET_I32:
                            gate = Gates.AddI32RetI32.open;
                            switch ((int) word & 0xFFFF) {
                                case Op.ADD_I32_RET_I32 ->
                                        Parts.SUM.invokeExact(m, pc, fp, a, b, c);
                                default -> Parts.STORE_I32.invokeExact(a, (int) (word >> 32));
                            }
                            word = (long) Parts.LOAD_I64.invokeExact(pc & ADDRESS);
                            pc += Word.BYTES;
                            a = frame + (word >>> 16 & FIELD);
                        // fall through
                        case Op.RET_I32:
                            gate = Gates.RetI32.open;
                            {
                                int value = (int) Parts.LOAD_I32.invokeExact(a);
                                long caller =
                                        (long)
                                                Parts.LOAD_I64.invokeExact(
                                                        frame + FrameLayout.CALLER_FP);
                                if (fp == m.stackBase) {
                                    m.leaveChunk(caller);
                                }
                                pc =
                                        (long)
                                                Parts.LOAD_I64.invokeExact(
                                                        frame + FrameLayout.RETURN_PC);
                                fp = caller;
                                Parts.STORE_I32.invokeExact(
                                        (fp & ADDRESS)
                                                + ((long)
                                                                        Parts.LOAD_I64.invokeExact(
                                                                                pc - Word.BYTES)
                                                                >>> 16
                                                        & FIELD),
                                        value);
                                continue;
                            }
                        case Op.RET, Op.RET_I64, Op.RET_F64, Op.RET_REF:
                            gate = Gates.Ret.open;
                            {
                                long caller =
                                        (long)
                                                Parts.LOAD_I64.invokeExact(
                                                        frame + FrameLayout.CALLER_FP);
                                if (fp == m.stackBase) {
                                    m.leaveChunk(caller);
                                }
                                pc =
                                        (long)
                                                Parts.LOAD_I64.invokeExact(
                                                        frame + FrameLayout.RETURN_PC);
                                fp = caller;
                                int op = (int) word & 0xFFFF;
                                if (op == Op.RET) {
                                    continue;
                                }
                                long source = a;
                                a =
                                        (fp & ADDRESS)
                                                + ((long)
                                                                        Parts.LOAD_I64.invokeExact(
                                                                                pc - Word.BYTES)
                                                                >>> 16
                                                        & FIELD);
                                if (op == Op.RET_I32) {
                                    narrow = (int) Parts.LOAD_I32.invokeExact(source);
                                    Parts.STORE_I32.invokeExact(a, narrow);
                                    continue;
                                }
                                wide = (long) Parts.LOAD_I64.invokeExact(source);
                                Parts.STORE_I64.invokeExact(a, wide);
                                continue;
                            }
                        case Op.RET_ANY:
                            gate = Gates.RetAny.open;
                            pc = Memory.i64(frame + FrameLayout.RETURN_PC);
                            fp = Instructions.returnAny(m, pc, fp, word);
                            continue;
                        case Op.COMPILED:
                            gate = Gates.Compiled.open;
                            fp = Linkage.enterCompiled(m, fp, (int) (word >>> 32));
                            pc = m.resumePc;
                            continue;
                        case Op.CALL_VALUE,
                        Op.CALL_VALUE_I32,
                        Op.CALL_VALUE_I64,
                        Op.CALL_VALUE_F64,
                        Op.CALL_VALUE_REF,
                        Op.CALL_VALUE_ANY:
                            gate = Gates.CallValue.open;
                            fp = (long) Parts.CALL_VALUE.invokeExact(m, pc, fp, b, word);
                            pc = (long) Parts.ENTRY_CODE.invokeExact(m, fp);
                            continue;
                        case Op.CALL_DYNAMIC:
                            gate = Gates.CallDynamic.open;
                            fp = DynamicInstructions.callDynamic(m, pc, fp, word);
                            pc = DynamicInstructions.entryCode(m, fp);
                            continue;
                        case Op.BUILTIN,
                        Op.BUILTIN_I32,
                        Op.BUILTIN_I64,
                        Op.BUILTIN_F64,
                        Op.BUILTIN_REF,
                        Op.BUILTIN_ANY:
                            gate = Gates.Builtin.open;
                            Instructions.builtin(m, pc, fp, word);
                            continue;
                        case Op.HALT:
                            gate = Gates.Halt.open;
                            return;
                        default:
                            ColdInstructions.execute(m, pc, fp, word);
                            continue;
                    }
                    // A compare-and-branch that holds.
                    pc += word >> 48 << 3;
                    if (word < 0 && --m.polls < 0) {
                        pc = Instructions.pollLoop(m, pc, fp);
                    }
                    continue;
                }
                Parts.STORE_I32.invokeExact(a, narrow);
                continue;
            }
            Parts.STORE_I64.invokeExact(a, wide);
        }
    }
}
