package jorus.interp;

import jorus.isa.Op;
import jorus.isa.Word;
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
/// Three things keep `pc` and `fp` in registers (docs/decisions/0022-registers.md): a case reads
/// its operands itself, behind a fence ([PartBodies]); after a call that comes back the loop reads
/// where it is (`resume`); and there is one way back to its head. C2 comes to the highest opcodes
/// first: they are the hot ones.
final class Interpreter {
    /// Where addresses lie: tells C2 that registers are within the segment behind `Memory`.
    private static final long ADDRESS = (1L << 48) - 1;

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
    /// Nothing is checked: the image is verified.
    ///
    /// The first part of a fused instruction falls through into the case of its second, which has
    /// the operands before `pc`; `word` is still the first.
    ///
    /// @throws jorus.runtime.Trap a fault of the program; `Machine.savedPc()` says where
    @SuppressWarnings("fallthrough")
    static void run(Machine m, long pc, long fp) throws Throwable {
        for (; ; ) {
            long word;
            // Is not read; see Gates.
            int gate;
            next:
            {
                pc &= ADDRESS;
                fp &= ADDRESS;
                word = (long) Parts.LOAD_I64.invokeExact(pc);
                pc += Word.BYTES;
                // What is stored in register A after the switch.
                int narrow;
                long wide;
                // Of a branch; or another constant in B and C.
                long constant;
                resume:
                {
                    branch:
                    {
                        i64:
                        {
                            i32:
                            {
                                switch ((int) word & 0xFFFF) {
                                    // Moves and constants.
                                    case Op.MOVE_I32:
                                        gate = Gates.MoveI32.open;
                                        Parts.MOVE_I32.invokeExact(pc, fp);
                                        break next;
                                    case Op.MOVE_I64, Op.MOVE_F64, Op.MOVE_REF:
                                        gate = Gates.MoveI64.open;
                                        Parts.MOVE_64.invokeExact(pc, fp);
                                        break next;
                                    case Op.CONST_I32:
                                        gate = Gates.ConstI32.open;
                                        Parts.CONST_I32.invokeExact(pc, fp);
                                        break next;
                                    case Op.CONST_I64:
                                        gate = Gates.ConstI64.open;
                                        wide = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        break i64;
                                    case Op.LOAD_I64:
                                        gate = Gates.LoadI64.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        wide =
                                                (long)
                                                        Parts.LOAD_I64.invokeExact(
                                                                m.longs + (constant << 3));
                                        break i64;
                                    case Op.LOAD_F64:
                                        gate = Gates.LoadF64.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        wide =
                                                (long)
                                                        Parts.LOAD_I64.invokeExact(
                                                                m.doubles + (constant << 3));
                                        break i64;
                                    case Op.LOAD_STRING:
                                        gate = Gates.LoadString.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        wide =
                                                (long)
                                                        Parts.LOAD_I64.invokeExact(
                                                                m.strings + (constant << 3));
                                        break i64;
                                    case Op.GET_GLOBAL_I32:
                                        gate = Gates.GetGlobalI32.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        narrow =
                                                (int)
                                                        Parts.LOAD_I32.invokeExact(
                                                                m.globals + constant);
                                        break i32;
                                    case Op.GET_GLOBAL_I64, Op.GET_GLOBAL_F64:
                                        gate = Gates.GetGlobalI64.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        wide =
                                                (long)
                                                        Parts.LOAD_I64.invokeExact(
                                                                m.globals + constant);
                                        break i64;
                                    case Op.GET_GLOBAL_REF:
                                        gate = Gates.GetGlobalRef.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        wide =
                                                (long)
                                                        Parts.LOAD_I64.invokeExact(
                                                                m.globals + constant);
                                        if (wide == 0) {
                                            throw Instructions.unset(m, pc, fp);
                                        }
                                        break i64;
                                    case Op.SET_GLOBAL_I32:
                                        gate = Gates.SetGlobalI32.open;
                                        narrow = (int) Parts.A_I32.invokeExact(pc, fp);
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        Parts.STORE_I32.invokeExact(m.globals + constant, narrow);
                                        break next;
                                    case Op.SET_GLOBAL_I64, Op.SET_GLOBAL_F64, Op.SET_GLOBAL_REF:
                                        gate = Gates.SetGlobalI64.open;
                                        wide = (long) Parts.A_I64.invokeExact(pc, fp);
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        Parts.STORE_I64.invokeExact(m.globals + constant, wide);
                                        break next;

                                    // Arithmetic.
                                    case Op.MUL_I32_ADD_I32:
                                        gate = Gates.MulI32AddI32.open;
                                        Parts.PRODUCT.invokeExact(m, pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.ADD_I32:
                                        gate = Gates.AddI32.open;
                                        Parts.SUM.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.SUB_I32:
                                        gate = Gates.SubI32.open;
                                        Parts.DIFFERENCE.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.MUL_I32:
                                        gate = Gates.MulI32.open;
                                        Parts.PRODUCT.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.ADD_I32_ADDK_I32,
                                    Op.ADD_F64_ADDK_I32,
                                    Op.ADDK_I32_ADDK_I32:
                                        gate = Gates.AddI32AddkI32.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.ADD_I32_ADDK_I32 ->
                                                    Parts.SUM.invokeExact(m, pc, fp);
                                            case Op.ADD_F64_ADDK_I32 ->
                                                    Parts.ADD_F64.invokeExact(pc, fp);
                                            default -> Parts.SUM_CONSTANT.invokeExact(m, pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.ADDK_I32:
                                        gate = Gates.AddkI32.open;
                                        Parts.SUM_CONSTANT.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.DIV_I32, Op.REM_I32:
                                        gate = Gates.DivI32.open;
                                        {
                                            narrow = (int) Parts.B_I32.invokeExact(pc, fp);
                                            int divisor = (int) Parts.C_I32.invokeExact(pc, fp);
                                            if (divisor + 1 >>> 1 == 0) {
                                                // By 0 or -1: both may trap.
                                                fp = Instructions.divideI32(m, pc, fp, word);
                                                break resume;
                                            }
                                            int quotient = narrow / divisor;
                                            boolean isRest = ((int) word & 0xFFFF) == Op.REM_I32;
                                            narrow =
                                                    isRest ? narrow - quotient * divisor : quotient;
                                            break i32;
                                        }
                                    case Op.ADD_U32:
                                        gate = Gates.AddU32.open;
                                        narrow =
                                                (int) Parts.B_I32.invokeExact(pc, fp)
                                                        + (int) Parts.C_I32.invokeExact(pc, fp);
                                        break i32;
                                    case Op.MUL_U32:
                                        gate = Gates.MulU32.open;
                                        narrow =
                                                (int) Parts.B_I32.invokeExact(pc, fp)
                                                        * (int) Parts.C_I32.invokeExact(pc, fp);
                                        break i32;
                                    case Op.ADD_I64:
                                        gate = Gates.AddI64.open;
                                        {
                                            long x = (long) Parts.B_I64.invokeExact(pc, fp);
                                            long y = (long) Parts.C_I64.invokeExact(pc, fp);
                                            wide = x + y;
                                            if (((x ^ wide) & (y ^ wide)) < 0) {
                                                throw Instructions.overflow(m, pc, fp);
                                            }
                                            break i64;
                                        }
                                    case Op.SUB_I64:
                                        gate = Gates.SubI64.open;
                                        {
                                            long x = (long) Parts.B_I64.invokeExact(pc, fp);
                                            long y = (long) Parts.C_I64.invokeExact(pc, fp);
                                            wide = x - y;
                                            if (((x ^ y) & (x ^ wide)) < 0) {
                                                throw Instructions.overflow(m, pc, fp);
                                            }
                                            break i64;
                                        }
                                    case Op.MUL_I64:
                                        gate = Gates.MulI64.open;
                                        {
                                            long x = (long) Parts.B_I64.invokeExact(pc, fp);
                                            long y = (long) Parts.C_I64.invokeExact(pc, fp);
                                            wide = x * y;
                                            if (Math.multiplyHigh(x, y) != wide >> 63) {
                                                throw Instructions.overflow(m, pc, fp);
                                            }
                                            break i64;
                                        }
                                    case Op.ADDK_I64:
                                        gate = Gates.AddkI64.open;
                                        {
                                            long x = (long) Parts.B_I64.invokeExact(pc, fp);
                                            long y = (int) Parts.SIGNED_C.invokeExact(pc);
                                            wide = x + y;
                                            if (((x ^ wide) & (y ^ wide)) < 0) {
                                                throw Instructions.overflow(m, pc, fp);
                                            }
                                            break i64;
                                        }
                                    case Op.DIV_I64, Op.REM_I64:
                                        gate = Gates.DivI64.open;
                                        {
                                            wide = (long) Parts.B_I64.invokeExact(pc, fp);
                                            long divisor = (long) Parts.C_I64.invokeExact(pc, fp);
                                            if (divisor + 1 >>> 1 == 0) {
                                                fp = Instructions.divideI64(m, pc, fp, word);
                                                break resume;
                                            }
                                            long quotient = wide / divisor;
                                            boolean isRest = ((int) word & 0xFFFF) == Op.REM_I64;
                                            wide = isRest ? wide - quotient * divisor : quotient;
                                            break i64;
                                        }
                                    case Op.MUL_F64_ADD_F64, Op.SUB_F64_ADD_F64, Op.GET_F64_ADD_F64:
                                        gate = Gates.MulF64AddF64.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.MUL_F64_ADD_F64 ->
                                                    Parts.MUL_F64.invokeExact(pc, fp);
                                            case Op.SUB_F64_ADD_F64 ->
                                                    Parts.SUB_F64.invokeExact(pc, fp);
                                            default -> Parts.GET_64.invokeExact(m, pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.ADD_F64:
                                        gate = Gates.AddF64.open;
                                        Parts.ADD_F64.invokeExact(pc, fp);
                                        break next;
                                    case Op.MUL_F64_SUB_F64, Op.ADD_F64_SUB_F64, Op.GET_F64_SUB_F64:
                                        gate = Gates.MulF64SubF64.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.MUL_F64_SUB_F64 ->
                                                    Parts.MUL_F64.invokeExact(pc, fp);
                                            case Op.ADD_F64_SUB_F64 ->
                                                    Parts.ADD_F64.invokeExact(pc, fp);
                                            default -> Parts.GET_64.invokeExact(m, pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.SUB_F64:
                                        gate = Gates.SubF64.open;
                                        Parts.SUB_F64.invokeExact(pc, fp);
                                        break next;
                                    case Op.MUL_F64_MUL_F64,
                                    Op.ADD_F64_MUL_F64,
                                    Op.SUB_F64_MUL_F64,
                                    Op.GET_F64_MUL_F64,
                                    Op.GET_FIELD_F64_MUL_F64:
                                        gate = Gates.MulF64MulF64.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.MUL_F64_MUL_F64 ->
                                                    Parts.MUL_F64.invokeExact(pc, fp);
                                            case Op.ADD_F64_MUL_F64 ->
                                                    Parts.ADD_F64.invokeExact(pc, fp);
                                            case Op.SUB_F64_MUL_F64 ->
                                                    Parts.SUB_F64.invokeExact(pc, fp);
                                            case Op.GET_F64_MUL_F64 ->
                                                    Parts.GET_64.invokeExact(m, pc, fp);
                                            default -> Parts.GET_FIELD_64.invokeExact(pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.MUL_F64:
                                        gate = Gates.MulF64.open;
                                        Parts.MUL_F64.invokeExact(pc, fp);
                                        break next;
                                    case Op.DIV_F64:
                                        gate = Gates.DivF64.open;
                                        {
                                            double divisor =
                                                    (double) Parts.C_F64.invokeExact(pc, fp);
                                            if (divisor == 0) {
                                                throw Instructions.divisionByZero(m, pc, fp);
                                            }
                                            Parts.SET_A_F64.invokeExact(
                                                    pc,
                                                    fp,
                                                    (double) Parts.B_F64.invokeExact(pc, fp)
                                                            / divisor);
                                            break next;
                                        }
                                    case Op.NEG_F64:
                                        gate = Gates.NegF64.open;
                                        Parts.SET_A_F64.invokeExact(
                                                pc, fp, -(double) Parts.B_F64.invokeExact(pc, fp));
                                        break next;
                                    case Op.SQRT_F64:
                                        gate = Gates.SqrtF64.open;
                                        Parts.SET_A_F64.invokeExact(
                                                pc,
                                                fp,
                                                Math.sqrt(
                                                        (double) Parts.B_F64.invokeExact(pc, fp)));
                                        break next;

                                    // Comparison.
                                    case Op.EQ_I32:
                                        gate = Gates.EqI32.open;
                                        narrow =
                                                (int) Parts.B_I32.invokeExact(pc, fp)
                                                                == (int)
                                                                        Parts.C_I32.invokeExact(
                                                                                pc, fp)
                                                        ? 1
                                                        : 0;
                                        break i32;
                                    case Op.EQ_I64, Op.EQ_REF:
                                        gate = Gates.EqI64.open;
                                        narrow =
                                                (long) Parts.B_I64.invokeExact(pc, fp)
                                                                == (long)
                                                                        Parts.C_I64.invokeExact(
                                                                                pc, fp)
                                                        ? 1
                                                        : 0;
                                        break i32;
                                    case Op.LT_I32:
                                        gate = Gates.LtI32.open;
                                        narrow =
                                                (int) Parts.B_I32.invokeExact(pc, fp)
                                                                < (int)
                                                                        Parts.C_I32.invokeExact(
                                                                                pc, fp)
                                                        ? 1
                                                        : 0;
                                        break i32;
                                    case Op.LE_I32:
                                        gate = Gates.LeI32.open;
                                        narrow =
                                                (int) Parts.B_I32.invokeExact(pc, fp)
                                                                <= (int)
                                                                        Parts.C_I32.invokeExact(
                                                                                pc, fp)
                                                        ? 1
                                                        : 0;
                                        break i32;
                                    case Op.LT_I64:
                                        gate = Gates.LtI64.open;
                                        narrow =
                                                (long) Parts.B_I64.invokeExact(pc, fp)
                                                                < (long)
                                                                        Parts.C_I64.invokeExact(
                                                                                pc, fp)
                                                        ? 1
                                                        : 0;
                                        break i32;
                                    case Op.LT_F64:
                                        gate = Gates.LtF64.open;
                                        narrow =
                                                (double) Parts.B_F64.invokeExact(pc, fp)
                                                                < (double)
                                                                        Parts.C_F64.invokeExact(
                                                                                pc, fp)
                                                        ? 1
                                                        : 0;
                                        break i32;
                                    case Op.EQK_I32:
                                        gate = Gates.EqkI32.open;
                                        narrow =
                                                (int) Parts.B_I32.invokeExact(pc, fp)
                                                                == (int)
                                                                        Parts.SIGNED_C.invokeExact(
                                                                                pc)
                                                        ? 1
                                                        : 0;
                                        break i32;

                                    // Compare and branch.
                                    case Op.BR_EQ_I32:
                                        gate = Gates.BrEqI32.open;
                                        if ((boolean) Parts.IS_EQ_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_NE_I32:
                                        gate = Gates.BrNeI32.open;
                                        if (!(boolean) Parts.IS_EQ_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.ADDK_I32_BR_LT_I32:
                                        gate = Gates.AddkI32BrLtI32.open;
                                        Parts.SUM_CONSTANT.invokeExact(m, pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.BR_LT_I32:
                                        gate = Gates.BrLtI32.open;
                                        if ((boolean) Parts.IS_LT_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_LE_I32:
                                        gate = Gates.BrLeI32.open;
                                        if ((boolean) Parts.IS_LE_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_LT_F64:
                                        gate = Gates.BrLtF64.open;
                                        if ((boolean) Parts.IS_LT_F64.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_LE_F64:
                                        gate = Gates.BrLeF64.open;
                                        if ((boolean) Parts.IS_LE_F64.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.ADD_F64_BR_NLT_F64:
                                        gate = Gates.AddF64BrNltF64.open;
                                        Parts.ADD_F64.invokeExact(pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.BR_NLT_F64:
                                        gate = Gates.BrNltF64.open;
                                        if (!(boolean) Parts.IS_LT_F64.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_NLE_F64:
                                        gate = Gates.BrNleF64.open;
                                        if (!(boolean) Parts.IS_LE_F64.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_EQ_I64, Op.BR_NE_I64, Op.BR_LT_I64, Op.BR_LE_I64:
                                        gate = Gates.BrEqI64.open;
                                        {
                                            long x = (long) Parts.A_I64.invokeExact(pc, fp);
                                            if ((boolean)
                                                    Parts.HOLDS_64.invokeExact(
                                                            (int) word & 0xFFFF,
                                                            x,
                                                            (long)
                                                                    Parts.B_I64.invokeExact(
                                                                            pc, fp))) {
                                                break;
                                            }
                                            break next;
                                        }
                                    case Op.REM_I64_BR_NEK_I64:
                                        gate = Gates.RemI64BrNekI64.open;
                                        {
                                            long divisor = (long) Parts.C_I64.invokeExact(pc, fp);
                                            if (divisor + 1 >>> 1 == 0) {
                                                // The branch comes as an instruction of its own.
                                                fp = Instructions.divideI64(m, pc, fp, word);
                                                break resume;
                                            }
                                            long rest =
                                                    (long) Parts.B_I64.invokeExact(pc, fp)
                                                            % divisor;
                                            Parts.SET_A_I64.invokeExact(pc, fp, rest);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.BR_NEK_I64:
                                        gate = Gates.BrNekI64.open;
                                        if ((long) Parts.A_I64.invokeExact(pc, fp)
                                                != (int) Parts.SIGNED_B.invokeExact(pc)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_EQK_I64,
                                    Op.BR_LTK_I64,
                                    Op.BR_LEK_I64,
                                    Op.BR_GTK_I64,
                                    Op.BR_GEK_I64:
                                        gate = Gates.BrEqkI64.open;
                                        if ((boolean)
                                                Parts.HOLDS_64.invokeExact(
                                                        (int) word & 0xFFFF,
                                                        (long) Parts.A_I64.invokeExact(pc, fp),
                                                        (long)
                                                                (int)
                                                                        Parts.SIGNED_B.invokeExact(
                                                                                pc))) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_EQ_F64,
                                    Op.BR_NE_F64,
                                    Op.BR_LT_U32,
                                    Op.BR_LT_U64,
                                    Op.BR_LE_U32,
                                    Op.BR_LE_U64:
                                        gate = Gates.BrEqF64.open;
                                        if ((boolean) Parts.HOLDS.invokeExact(fp, word)) {
                                            break;
                                        }
                                        break next;
                                    case Op.GET_BOOL_BR_EQK_I32:
                                        gate = Gates.GetBoolBrEqkI32.open;
                                        Parts.GET_BOOL.invokeExact(m, pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.BR_EQK_I32:
                                        gate = Gates.BrEqkI32.open;
                                        if ((boolean) Parts.IS_EQK_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.GET_BOOL_BR_NEK_I32, Op.VARIANT_BR_NEK_I32:
                                        gate = Gates.GetBoolBrNekI32.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.GET_BOOL_BR_NEK_I32 ->
                                                    Parts.GET_BOOL.invokeExact(m, pc, fp);
                                            default -> Parts.VARIANT.invokeExact(pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.BR_NEK_I32:
                                        gate = Gates.BrNekI32.open;
                                        if (!(boolean) Parts.IS_EQK_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_LTK_I32:
                                        gate = Gates.BrLtkI32.open;
                                        if ((boolean) Parts.IS_LTK_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_LEK_I32:
                                        gate = Gates.BrLekI32.open;
                                        if ((boolean) Parts.IS_LEK_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_GTK_I32:
                                        gate = Gates.BrGtkI32.open;
                                        if (!(boolean) Parts.IS_LEK_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.BR_GEK_I32:
                                        gate = Gates.BrGekI32.open;
                                        if (!(boolean) Parts.IS_LTK_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.ADD_F64_NEXT_I32,
                                    Op.SET_F64_NEXT_I32,
                                    Op.SET_I32_NEXT_I32,
                                    Op.ADD_I32_NEXT_I32:
                                        gate = Gates.AddF64NextI32.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.ADD_F64_NEXT_I32 ->
                                                    Parts.ADD_F64.invokeExact(pc, fp);
                                            case Op.SET_F64_NEXT_I32 ->
                                                    Parts.SET_64.invokeExact(m, pc, fp);
                                            case Op.SET_I32_NEXT_I32 ->
                                                    Parts.SET_I32.invokeExact(m, pc, fp);
                                            default -> Parts.SUM.invokeExact(m, pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.NEXT_I32:
                                        gate = Gates.NextI32.open;
                                        if ((boolean) Parts.IS_NEXT_I32.invokeExact(pc, fp)) {
                                            break;
                                        }
                                        break next;
                                    case Op.NEXT_I64:
                                        gate = Gates.NextI64.open;
                                        {
                                            long counter = (long) Parts.A_I64.invokeExact(pc, fp);
                                            if (counter < (long) Parts.B_I64.invokeExact(pc, fp)) {
                                                Parts.SET_A_I64.invokeExact(pc, fp, counter + 1);
                                                break;
                                            }
                                            break next;
                                        }
                                    case Op.JUMP:
                                        gate = Gates.Jump.open;
                                        break;
                                    case Op.JUMP_FAR:
                                        gate = Gates.JumpFar.open;
                                        constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                        break branch;

                                    // Conversions.
                                    case Op.I64_I32:
                                        gate = Gates.I64I32.open;
                                        wide = (int) Parts.B_I32.invokeExact(pc, fp);
                                        break i64;
                                    case Op.I32_I64:
                                        gate = Gates.I32I64.open;
                                        narrow = (int) (long) Parts.B_I64.invokeExact(pc, fp);
                                        break i32;
                                    case Op.F64_I32:
                                        gate = Gates.F64I32.open;
                                        Parts.SET_A_F64.invokeExact(
                                                pc,
                                                fp,
                                                (double) (int) Parts.B_I32.invokeExact(pc, fp));
                                        break next;
                                    case Op.F64_I64:
                                        gate = Gates.F64I64.open;
                                        Parts.SET_A_F64.invokeExact(
                                                pc,
                                                fp,
                                                (double) (long) Parts.B_I64.invokeExact(pc, fp));
                                        break next;

                                    // Arrays and strings.
                                    case Op.GET_BOOL:
                                        gate = Gates.GetBool.open;
                                        Parts.GET_BOOL.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.GET_I32:
                                        gate = Gates.GetI32.open;
                                        Parts.GET_I32.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.GET_F64_GET_F64,
                                    Op.ADD_I32_GET_F64,
                                    Op.ADDK_I32_GET_F64,
                                    Op.SET_F64_GET_F64:
                                        gate = Gates.GetF64GetF64.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.GET_F64_GET_F64 ->
                                                    Parts.GET_64.invokeExact(m, pc, fp);
                                            case Op.ADD_I32_GET_F64 ->
                                                    Parts.SUM.invokeExact(m, pc, fp);
                                            case Op.ADDK_I32_GET_F64 ->
                                                    Parts.SUM_CONSTANT.invokeExact(m, pc, fp);
                                            default -> Parts.SET_64.invokeExact(m, pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.GET_I64, Op.GET_F64, Op.GET_REF:
                                        gate = Gates.GetI64.open;
                                        Parts.GET_64.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.ADD_I32_SET_BOOL:
                                        gate = Gates.AddI32SetBool.open;
                                        Parts.SUM.invokeExact(m, pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.SET_BOOL:
                                        gate = Gates.SetBool.open;
                                        Parts.SET_BOOL.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.GET_I32_SET_I32:
                                        gate = Gates.GetI32SetI32.open;
                                        Parts.GET_I32.invokeExact(m, pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.SET_I32:
                                        gate = Gates.SetI32.open;
                                        Parts.SET_I32.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.SUB_F64_SET_F64, Op.ADD_F64_SET_F64:
                                        gate = Gates.SubF64SetF64.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.SUB_F64_SET_F64 ->
                                                    Parts.SUB_F64.invokeExact(pc, fp);
                                            default -> Parts.ADD_F64.invokeExact(pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.SET_I64, Op.SET_F64, Op.SET_REF:
                                        gate = Gates.SetI64.open;
                                        Parts.SET_64.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.PUSH_I32:
                                        gate = Gates.PushI32.open;
                                        if ((boolean) Parts.PUSH_I32.invokeExact(pc, fp)) {
                                            break next;
                                        }
                                        fp = Instructions.push(m, pc, fp, word);
                                        break resume;
                                    case Op.PUSH_I64, Op.PUSH_F64, Op.PUSH_REF:
                                        gate = Gates.PushI64.open;
                                        if ((boolean) Parts.PUSH_64.invokeExact(pc, fp)) {
                                            break next;
                                        }
                                        fp = Instructions.push(m, pc, fp, word);
                                        break resume;
                                    case Op.LENGTH_ARRAY:
                                        gate = Gates.LengthArray.open;
                                        Parts.LENGTH_ARRAY.invokeExact(pc, fp);
                                        break next;
                                    case Op.LENGTH_STRING:
                                        gate = Gates.LengthString.open;
                                        narrow =
                                                Memory.i32(
                                                        (long) Parts.B_I64.invokeExact(pc, fp)
                                                                + StringLayout.LENGTH);
                                        break i32;

                                    // Objects.
                                    case Op.NEW_VARIANT, Op.NEW_OBJECT:
                                        gate = Gates.NewVariant.open;
                                        if ((boolean) Parts.NEW_OBJECT.invokeExact(m, pc, fp)) {
                                            break next;
                                        }
                                        fp = Instructions.newObject(m, pc, fp, word);
                                        break resume;
                                    case Op.VARIANT:
                                        gate = Gates.Variant.open;
                                        Parts.VARIANT.invokeExact(pc, fp);
                                        break next;
                                    case Op.AS_REF:
                                        gate = Gates.AsRef.open;
                                        wide = (long) Parts.B_I64.invokeExact(pc, fp);
                                        if ((int)
                                                        Parts.LOAD_I32.invokeExact(
                                                                wide + ObjectLayout.TYPE_ID)
                                                != (int) Parts.LOAD_U16.invokeExact(pc - 2)) {
                                            fp = Instructions.asRef(m, pc, fp, word);
                                            break resume;
                                        }
                                        break i64;
                                    case Op.GET_FIELD_I32:
                                        gate = Gates.GetFieldI32.open;
                                        Parts.GET_FIELD_I32.invokeExact(pc, fp);
                                        break next;
                                    case Op.GET_FIELD_I64, Op.GET_FIELD_F64:
                                        gate = Gates.GetFieldI64.open;
                                        Parts.GET_FIELD_64.invokeExact(pc, fp);
                                        break next;
                                    case Op.GET_FIELD_REF_GET_FIELD_REF:
                                        gate = Gates.GetFieldRefGetFieldRef.open;
                                        Parts.GET_FIELD_REF.invokeExact(m, pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.GET_FIELD_REF:
                                        gate = Gates.GetFieldRef.open;
                                        Parts.GET_FIELD_REF.invokeExact(m, pc, fp);
                                        break next;
                                    case Op.SET_FIELD_I32:
                                        gate = Gates.SetFieldI32.open;
                                        Parts.SET_FIELD_I32.invokeExact(pc, fp);
                                        break next;
                                    case Op.SET_FIELD_REF_SET_FIELD_REF:
                                        gate = Gates.SetFieldRefSetFieldRef.open;
                                        Parts.SET_FIELD_64.invokeExact(pc, fp);
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.SET_FIELD_I64, Op.SET_FIELD_F64, Op.SET_FIELD_REF:
                                        gate = Gates.SetFieldI64.open;
                                        Parts.SET_FIELD_64.invokeExact(pc, fp);
                                        break next;

                                    // Control.
                                    case Op.ADDK_I32_CALL_I32, Op.MOVE_REF_CALL_I32:
                                        gate = Gates.AddkI32CallI32.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.ADDK_I32_CALL_I32 ->
                                                    Parts.SUM_CONSTANT.invokeExact(m, pc, fp);
                                            default -> Parts.MOVE_64.invokeExact(pc, fp);
                                        }
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
                                            constant = (int) Parts.IMMEDIATE.invokeExact(pc);
                                            long entry =
                                                    m.calls + (constant << CallTable.ENTRY_SHIFT);
                                            long callee =
                                                    (long)
                                                            Parts.ENTER.invokeExact(
                                                                    m, pc, fp, entry);
                                            if (callee == 0) {
                                                fp = Calls.enterChunk(m, pc, fp, entry);
                                                break resume;
                                            }
                                            if ((boolean)
                                                    Parts.IS_UNREADY.invokeExact(
                                                            m, callee, entry)) {
                                                fp = Calls.begin(m, callee, entry);
                                                break resume;
                                            }
                                            pc =
                                                    (long)
                                                            Parts.LOAD_I64.invokeExact(
                                                                    (entry & ADDRESS)
                                                                            + CallTable.CODE);
                                            fp = callee;
                                            break next;
                                        }
                                    case Op.ADD_I32_RET_I32, Op.CONST_I32_RET_I32:
                                        gate = Gates.AddI32RetI32.open;
                                        switch ((int) word & 0xFFFF) {
                                            case Op.ADD_I32_RET_I32 ->
                                                    Parts.SUM.invokeExact(m, pc, fp);
                                            default -> Parts.CONST_I32.invokeExact(pc, fp);
                                        }
                                        pc += Word.BYTES;
                                    // fall through
                                    case Op.RET_I32:
                                        gate = Gates.RetI32.open;
                                        {
                                            if (fp == m.stackBase) {
                                                fp = Calls.leaveChunk(m, pc, fp);
                                                break resume;
                                            }
                                            int value = (int) Parts.A_I32.invokeExact(pc, fp);
                                            pc =
                                                    (long)
                                                            Parts.LOAD_I64.invokeExact(
                                                                    fp + FrameLayout.RETURN_PC);
                                            fp =
                                                    (long)
                                                            Parts.LOAD_I64.invokeExact(
                                                                    fp + FrameLayout.CALLER_FP);
                                            Parts.RETURN_I32.invokeExact(pc, fp, value);
                                            break next;
                                        }
                                    case Op.RET, Op.RET_I64, Op.RET_F64, Op.RET_REF:
                                        gate = Gates.Ret.open;
                                        {
                                            if (fp == m.stackBase) {
                                                fp = Calls.leaveChunk(m, pc, fp);
                                                break resume;
                                            }
                                            long value = (long) Parts.A_I64.invokeExact(pc, fp);
                                            pc =
                                                    (long)
                                                            Parts.LOAD_I64.invokeExact(
                                                                    fp + FrameLayout.RETURN_PC);
                                            fp =
                                                    (long)
                                                            Parts.LOAD_I64.invokeExact(
                                                                    fp + FrameLayout.CALLER_FP);
                                            if (((int) word & 0xFFFF) != Op.RET) {
                                                Parts.RETURN_64.invokeExact(pc, fp, value);
                                            }
                                            break next;
                                        }
                                    case Op.RET_ANY:
                                        gate = Gates.RetAny.open;
                                        fp = Calls.returnAny(m, pc, fp, word);
                                        break resume;
                                    case Op.COMPILED:
                                        gate = Gates.Compiled.open;
                                        fp = Linkage.enterCompiled(m, fp, (int) (word >>> 32));
                                        break resume;
                                    case Op.CALL_VALUE,
                                    Op.CALL_VALUE_I32,
                                    Op.CALL_VALUE_I64,
                                    Op.CALL_VALUE_F64,
                                    Op.CALL_VALUE_REF,
                                    Op.CALL_VALUE_ANY:
                                        gate = Gates.CallValue.open;
                                        {
                                            long entry = (long) Parts.TARGET.invokeExact(m, pc, fp);
                                            long callee =
                                                    (long)
                                                            Parts.ENTER.invokeExact(
                                                                    m, pc, fp, entry);
                                            if (callee == 0) {
                                                fp =
                                                        DynamicInstructions.enterChunk(
                                                                m, pc, fp, word);
                                                break resume;
                                            }
                                            Parts.STORE_I64.invokeExact(
                                                    callee + DynamicInstructions.SELF,
                                                    (long) Parts.B_I64.invokeExact(pc, fp));
                                            if ((boolean)
                                                    Parts.IS_UNREADY.invokeExact(
                                                            m, callee, entry)) {
                                                fp = Calls.begin(m, callee, entry);
                                                break resume;
                                            }
                                            pc =
                                                    (long)
                                                            Parts.LOAD_I64.invokeExact(
                                                                    (entry & ADDRESS)
                                                                            + CallTable.CODE);
                                            fp = callee;
                                            break next;
                                        }
                                    case Op.CALL_DYNAMIC:
                                        gate = Gates.CallDynamic.open;
                                        fp = DynamicInstructions.callDynamic(m, pc, fp, word);
                                        break resume;
                                    case Op.BUILTIN,
                                    Op.BUILTIN_I32,
                                    Op.BUILTIN_I64,
                                    Op.BUILTIN_F64,
                                    Op.BUILTIN_REF,
                                    Op.BUILTIN_ANY:
                                        gate = Gates.Builtin.open;
                                        fp = Instructions.builtin(m, pc, fp, word);
                                        break resume;
                                    case Op.HALT:
                                        gate = Gates.Halt.open;
                                        return;
                                    default:
                                        fp = ColdInstructions.execute(m, pc, fp, word);
                                        break resume;
                                }
                                // A jump, or a compare-and-branch that holds.
                                constant = (int) Parts.SIGNED_C.invokeExact(pc);
                                break branch;
                            }
                            Parts.SET_A_I32.invokeExact(pc, fp, narrow);
                            break next;
                        }
                        Parts.SET_A_I64.invokeExact(pc, fp, wide);
                        break next;
                    }
                    pc += constant << 3;
                    if (constant >= 0 || --m.polls >= 0) {
                        break next;
                    }
                    fp = Calls.pollLoop(m, pc, fp);
                }
                // Behind a call, which says where the program goes on: C2 keeps nothing in a
                // register that is needed after a call, and would have `pc` and `fp` in memory all
                // the time.
                pc = m.resumePc;
            }
            // An instruction of the JVM, so that javac leaves one way back: of many, C2 makes an
            // inner loop of one that is taken twice as often as any other, and keeps what the rest
            // needs in copies.
            gate = 0;
        }
    }
}
