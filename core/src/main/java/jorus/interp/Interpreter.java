package jorus.interp;

import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CallTable;
import jorus.runtime.Machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The dispatch loop (docs/decisions/0008-dispatch.md).
///
/// A case is inline if it is hot and short; what traps, allocates or is rare is a static method of
/// [Instructions]. Tests hold the loop to its budget of bytecode and to a case for every opcode.
final class Interpreter {
    /// The segment behind [Memory], and the address of its offset 0. C2 refuses to inline methods
    /// of ours once it has made 18,000 nodes, which is after some 190 accesses; methods of the JDK
    /// it only delays. It parses the cases from the highest opcode to the lowest, so calls, returns
    /// and sums of f64, which come late, use the segment itself. If many more did, C1 would fail.
    private static final MemorySegment SPACE = Memory.SPACE;

    private static final long ORIGIN = Memory.reservedAddress();

    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;

    private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /// Where addresses lie: tells C2 that registers are within the segment behind `Memory`.
    private static final long ADDRESS = (1L << 48) - 1;

    private static final long FIELD = Word.MAX_FIELD;

    private Interpreter() {}

    /// Executes from the instruction at the address `pc` on, in the frame at `fp`, until HALT.
    ///
    /// `a`, `b` and `c` are the addresses of the registers that the fields name; where a field is
    /// no register they are not used. Nothing is checked: the image is verified.
    ///
    /// @throws jorus.runtime.Trap a fault of the program; `Machine.savedPc()` says where
    static void run(Machine m, long pc, long fp) {
        for (; ; ) {
            long word = Memory.i64(pc & ADDRESS);
            pc += Word.BYTES;
            long frame = fp & ADDRESS;
            long a = frame + (word >>> 16 & FIELD);
            long b = frame + (word >>> 32 & FIELD);
            long c = frame + (word >>> 48);
            switch ((int) word & 0xFFFF) {
                // Moves and constants.
                case Op.MOVE_I32:
                    Memory.i32(a, Memory.i32(b));
                    continue;
                case Op.MOVE_I64, Op.MOVE_F64, Op.MOVE_REF:
                    Memory.i64(a, Memory.i64(b));
                    continue;
                case Op.MOVE_ANY:
                    Instructions.moveAny(fp, word);
                    continue;
                case Op.CONST_I32:
                    Memory.i32(a, (int) (word >> 32));
                    continue;
                case Op.CONST_I64:
                    Memory.i64(a, word >> 32);
                    continue;
                case Op.LOAD_I64:
                    Memory.i64(a, Memory.i64(m.longs + (word >>> 32 << 3)));
                    continue;
                case Op.LOAD_F64:
                    Memory.i64(a, Memory.i64(m.doubles + (word >>> 32 << 3)));
                    continue;
                case Op.LOAD_STRING:
                    Memory.i64(a, Memory.i64(m.strings + (word >>> 32 << 3)));
                    continue;
                case Op.GET_GLOBAL_I32:
                    Memory.i32(a, Memory.i32(m.globals + (word >>> 32)));
                    continue;
                case Op.GET_GLOBAL_I64, Op.GET_GLOBAL_F64:
                    Memory.i64(a, Memory.i64(m.globals + (word >>> 32)));
                    continue;
                case Op.GET_GLOBAL_REF:
                    Instructions.getGlobalRef(m, fp, word);
                    continue;
                case Op.GET_GLOBAL_ANY:
                    Instructions.getGlobalAny(m, fp, word);
                    continue;
                case Op.SET_GLOBAL_I32:
                    Memory.i32(m.globals + (word >>> 32), Memory.i32(a));
                    continue;
                case Op.SET_GLOBAL_I64, Op.SET_GLOBAL_F64, Op.SET_GLOBAL_REF:
                    Memory.i64(m.globals + (word >>> 32), Memory.i64(a));
                    continue;
                case Op.SET_GLOBAL_ANY:
                    Instructions.setGlobalAny(m, fp, word);
                    continue;

                // Arithmetic.
                case Op.ADD_I32:
                    {
                        int x = Memory.i32(b);
                        int y = Memory.i32(c);
                        int sum = x + y;
                        if (((x ^ sum) & (y ^ sum)) < 0) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i32(a, sum);
                        continue;
                    }
                case Op.ADD_I64:
                    {
                        long x = Memory.i64(b);
                        long y = Memory.i64(c);
                        long sum = x + y;
                        if (((x ^ sum) & (y ^ sum)) < 0) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i64(a, sum);
                        continue;
                    }
                case Op.SUB_I32:
                    {
                        int x = Memory.i32(b);
                        int y = Memory.i32(c);
                        int difference = x - y;
                        if (((x ^ y) & (x ^ difference)) < 0) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i32(a, difference);
                        continue;
                    }
                case Op.SUB_I64:
                    {
                        long x = Memory.i64(b);
                        long y = Memory.i64(c);
                        long difference = x - y;
                        if (((x ^ y) & (x ^ difference)) < 0) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i64(a, difference);
                        continue;
                    }
                case Op.MUL_I32:
                    {
                        long product = (long) Memory.i32(b) * Memory.i32(c);
                        if ((int) product != product) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i32(a, (int) product);
                        continue;
                    }
                case Op.MUL_I64:
                    {
                        long x = Memory.i64(b);
                        long y = Memory.i64(c);
                        long product = x * y;
                        if (Math.multiplyHigh(x, y) != product >> 63) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i64(a, product);
                        continue;
                    }
                case Op.ADD_U32:
                    Memory.i32(a, Memory.i32(b) + Memory.i32(c));
                    continue;
                case Op.ADD_U64:
                    Instructions.addU64(fp, word);
                    continue;
                case Op.SUB_U32:
                    Instructions.subU32(fp, word);
                    continue;
                case Op.SUB_U64:
                    Instructions.subU64(fp, word);
                    continue;
                case Op.MUL_U32:
                    Memory.i32(a, Memory.i32(b) * Memory.i32(c));
                    continue;
                case Op.MUL_U64:
                    Instructions.mulU64(fp, word);
                    continue;
                case Op.ADD_F64:
                    {
                        double x = SPACE.get(F64, b - ORIGIN);
                        SPACE.set(F64, a - ORIGIN, x + SPACE.get(F64, c - ORIGIN));
                        continue;
                    }
                case Op.SUB_F64:
                    {
                        double x = SPACE.get(F64, b - ORIGIN);
                        SPACE.set(F64, a - ORIGIN, x - SPACE.get(F64, c - ORIGIN));
                        continue;
                    }
                case Op.MUL_F64:
                    {
                        double x = SPACE.get(F64, b - ORIGIN);
                        SPACE.set(F64, a - ORIGIN, x * SPACE.get(F64, c - ORIGIN));
                        continue;
                    }
                case Op.DIV_F64:
                    {
                        double divisor = Memory.f64(c);
                        if (divisor == 0) {
                            throw Instructions.divisionByZero(m, pc, fp);
                        }
                        Memory.f64(a, Memory.f64(b) / divisor);
                        continue;
                    }
                case Op.DIV_I32:
                    Instructions.divI32(m, pc, fp, word);
                    continue;
                case Op.DIV_I64:
                    Instructions.divI64(m, pc, fp, word);
                    continue;
                case Op.DIV_U32:
                    Instructions.divU32(m, pc, fp, word);
                    continue;
                case Op.DIV_U64:
                    Instructions.divU64(m, pc, fp, word);
                    continue;
                case Op.REM_I32:
                    Instructions.remI32(m, pc, fp, word);
                    continue;
                case Op.REM_I64:
                    Instructions.remI64(m, pc, fp, word);
                    continue;
                case Op.REM_U32:
                    Instructions.remU32(m, pc, fp, word);
                    continue;
                case Op.REM_U64:
                    Instructions.remU64(m, pc, fp, word);
                    continue;
                case Op.REM_F64:
                    Instructions.remF64(m, pc, fp, word);
                    continue;
                case Op.NEG_I32:
                    Instructions.negI32(m, pc, fp, word);
                    continue;
                case Op.NEG_I64:
                    Instructions.negI64(m, pc, fp, word);
                    continue;
                case Op.NEG_F64:
                    Memory.f64(a, -Memory.f64(b));
                    continue;
                case Op.ADDK_I32:
                    {
                        long sum = Memory.i32(b) + (word >> 48);
                        if ((int) sum != sum) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i32(a, (int) sum);
                        continue;
                    }
                case Op.ADDK_I64:
                    {
                        long x = Memory.i64(b);
                        long y = word >> 48;
                        long sum = x + y;
                        if (((x ^ sum) & (y ^ sum)) < 0) {
                            throw Instructions.overflow(m, pc, fp);
                        }
                        Memory.i64(a, sum);
                        continue;
                    }
                case Op.AND_I32:
                    Instructions.andI32(fp, word);
                    continue;
                case Op.AND_I64:
                    Instructions.andI64(fp, word);
                    continue;
                case Op.OR_I32:
                    Instructions.orI32(fp, word);
                    continue;
                case Op.OR_I64:
                    Instructions.orI64(fp, word);
                    continue;
                case Op.SQRT_F64:
                    Memory.f64(a, Math.sqrt(Memory.f64(b)));
                    continue;
                case Op.ABS_F64:
                    Instructions.absF64(fp, word);
                    continue;
                case Op.FLOOR_F64:
                    Instructions.floorF64(fp, word);
                    continue;

                // Comparison.
                case Op.EQ_I32:
                    Memory.i32(a, Memory.i32(b) == Memory.i32(c) ? 1 : 0);
                    continue;
                case Op.EQ_I64, Op.EQ_REF:
                    Memory.i32(a, Memory.i64(b) == Memory.i64(c) ? 1 : 0);
                    continue;
                case Op.EQ_F64:
                    Instructions.eqF64(fp, word);
                    continue;
                case Op.NE_I32:
                    Instructions.neI32(fp, word);
                    continue;
                case Op.NE_I64:
                    Instructions.neI64(fp, word);
                    continue;
                case Op.NE_F64:
                    Instructions.neF64(fp, word);
                    continue;
                case Op.LT_I32:
                    Memory.i32(a, Memory.i32(b) < Memory.i32(c) ? 1 : 0);
                    continue;
                case Op.LT_I64:
                    Memory.i32(a, Memory.i64(b) < Memory.i64(c) ? 1 : 0);
                    continue;
                case Op.LT_F64:
                    Memory.i32(a, Memory.f64(b) < Memory.f64(c) ? 1 : 0);
                    continue;
                case Op.LE_I32:
                    Memory.i32(a, Memory.i32(b) <= Memory.i32(c) ? 1 : 0);
                    continue;
                case Op.LE_I64:
                    Instructions.leI64(fp, word);
                    continue;
                case Op.LE_F64:
                    Instructions.leF64(fp, word);
                    continue;
                case Op.LT_U32:
                    Instructions.ltU32(fp, word);
                    continue;
                case Op.LT_U64:
                    Instructions.ltU64(fp, word);
                    continue;
                case Op.LE_U32:
                    Instructions.leU32(fp, word);
                    continue;
                case Op.LE_U64:
                    Instructions.leU64(fp, word);
                    continue;
                case Op.EQK_I32:
                    Memory.i32(a, Memory.i32(b) == word >> 48 ? 1 : 0);
                    continue;
                case Op.EQ_STRING:
                    Instructions.eqString(m, pc, fp, word);
                    continue;

                // Compare and branch.
                case Op.BR_EQ_I32:
                    if (Memory.i32(a) == Memory.i32(b)) {
                        break;
                    }
                    continue;
                case Op.BR_EQ_I64:
                    if (Memory.i64(a) == Memory.i64(b)) {
                        break;
                    }
                    continue;
                case Op.BR_EQ_F64:
                    if (Instructions.isEqF64(fp, word)) {
                        break;
                    }
                    continue;
                case Op.BR_NE_I32:
                    if (Memory.i32(a) != Memory.i32(b)) {
                        break;
                    }
                    continue;
                case Op.BR_NE_I64:
                    if (Memory.i64(a) != Memory.i64(b)) {
                        break;
                    }
                    continue;
                case Op.BR_NE_F64:
                    if (Instructions.isNeF64(fp, word)) {
                        break;
                    }
                    continue;
                case Op.BR_LT_I32:
                    if (Memory.i32(a) < Memory.i32(b)) {
                        break;
                    }
                    continue;
                case Op.BR_LT_I64:
                    if (Memory.i64(a) < Memory.i64(b)) {
                        break;
                    }
                    continue;
                case Op.BR_LT_F64:
                    if (Memory.f64(a) < Memory.f64(b)) {
                        break;
                    }
                    continue;
                case Op.BR_LE_I32:
                    if (Memory.i32(a) <= Memory.i32(b)) {
                        break;
                    }
                    continue;
                case Op.BR_LE_I64:
                    if (Memory.i64(a) <= Memory.i64(b)) {
                        break;
                    }
                    continue;
                case Op.BR_LE_F64:
                    if (Memory.f64(a) <= Memory.f64(b)) {
                        break;
                    }
                    continue;
                case Op.BR_LT_U32:
                    if (Instructions.isLtU32(fp, word)) {
                        break;
                    }
                    continue;
                case Op.BR_LT_U64:
                    if (Instructions.isLtU64(fp, word)) {
                        break;
                    }
                    continue;
                case Op.BR_LE_U32:
                    if (Instructions.isLeU32(fp, word)) {
                        break;
                    }
                    continue;
                case Op.BR_LE_U64:
                    if (Instructions.isLeU64(fp, word)) {
                        break;
                    }
                    continue;
                case Op.BR_NLT_F64:
                    if (!(Memory.f64(a) < Memory.f64(b))) {
                        break;
                    }
                    continue;
                case Op.BR_NLE_F64:
                    if (!(Memory.f64(a) <= Memory.f64(b))) {
                        break;
                    }
                    continue;
                case Op.BR_EQK_I32:
                    if (Memory.i32(a) == (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_EQK_I64:
                    if (Memory.i64(a) == (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_NEK_I32:
                    if (Memory.i32(a) != (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_NEK_I64:
                    if (Memory.i64(a) != (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_LTK_I32:
                    if (Memory.i32(a) < (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_LTK_I64:
                    if (Memory.i64(a) < (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_LEK_I32:
                    if (Memory.i32(a) <= (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_LEK_I64:
                    if (Memory.i64(a) <= (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_GTK_I32:
                    if (Memory.i32(a) > (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_GTK_I64:
                    if (Memory.i64(a) > (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_GEK_I32:
                    if (Memory.i32(a) >= (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.BR_GEK_I64:
                    if (Memory.i64(a) >= (short) (word >>> 32)) {
                        break;
                    }
                    continue;
                case Op.NEXT_I32:
                    {
                        int counter = Memory.i32(a);
                        if (counter < Memory.i32(b)) {
                            Memory.i32(a, counter + 1);
                            break;
                        }
                        continue;
                    }
                case Op.NEXT_I64:
                    {
                        long counter = Memory.i64(a);
                        if (counter < Memory.i64(b)) {
                            Memory.i64(a, counter + 1);
                            break;
                        }
                        continue;
                    }
                case Op.JUMP:
                    pc += word >> 32 << 3;
                    if (word < 0 && --m.polls < 0) {
                        Instructions.poll(m, pc, fp);
                    }
                    continue;

                // Conversions.
                case Op.I64_I32:
                    Memory.i64(a, Memory.i32(b));
                    continue;
                case Op.I64_U32:
                    Instructions.i64U32(fp, word);
                    continue;
                case Op.I32_I64:
                    Memory.i32(a, (int) Memory.i64(b));
                    continue;
                case Op.F64_I32:
                    Memory.f64(a, Memory.i32(b));
                    continue;
                case Op.F64_I64:
                    Memory.f64(a, Memory.i64(b));
                    continue;
                case Op.I32_F64:
                    Instructions.i32F64(m, pc, fp, word);
                    continue;
                case Op.I64_F64:
                    Instructions.i64F64(m, pc, fp, word);
                    continue;
                case Op.INDEX_I64:
                    Instructions.indexI64(fp, word);
                    continue;

                // Any.
                case Op.BOX_I32:
                    Instructions.boxI32(fp, word);
                    continue;
                case Op.BOX_I64, Op.BOX_F64:
                    Instructions.boxI64(fp, word);
                    continue;
                case Op.BOX_REF:
                    Instructions.boxRef(fp, word);
                    continue;
                case Op.UNBOX_I32:
                    DynamicInstructions.unboxI32(m, pc, fp, word);
                    continue;
                case Op.UNBOX_I64, Op.UNBOX_F64, Op.UNBOX_REF:
                    DynamicInstructions.unboxI64(m, pc, fp, word);
                    continue;
                case Op.AS_REF:
                    DynamicInstructions.asRef(m, pc, fp, word);
                    continue;
                case Op.TAG:
                    DynamicInstructions.tag(fp, word);
                    continue;
                case Op.ADD_ANY:
                    DynamicInstructions.addAny(m, pc, fp, word);
                    continue;
                case Op.SUB_ANY:
                    DynamicInstructions.subAny(m, pc, fp, word);
                    continue;
                case Op.MUL_ANY:
                    DynamicInstructions.mulAny(m, pc, fp, word);
                    continue;
                case Op.DIV_ANY:
                    DynamicInstructions.divAny(m, pc, fp, word);
                    continue;
                case Op.REM_ANY:
                    DynamicInstructions.remAny(m, pc, fp, word);
                    continue;
                case Op.EQ_ANY:
                    DynamicInstructions.eqAny(m, pc, fp, word);
                    continue;
                case Op.LT_ANY:
                    DynamicInstructions.ltAny(m, pc, fp, word);
                    continue;
                case Op.LE_ANY:
                    DynamicInstructions.leAny(m, pc, fp, word);
                    continue;

                // Arrays.
                case Op.GET_I32:
                    {
                        long array = Memory.i64(b);
                        long index = Memory.i32(c) & 0xFFFFFFFFL;
                        if (index >= Memory.i32(array + ArrayLayout.LENGTH)) {
                            throw Instructions.bounds(m, pc, fp, index);
                        }
                        Memory.i32(
                                a, Memory.i32(Memory.i64(array + ArrayLayout.DATA) + (index << 2)));
                        continue;
                    }
                case Op.GET_I64, Op.GET_F64, Op.GET_REF:
                    {
                        long array = Memory.i64(b);
                        long index = Memory.i32(c) & 0xFFFFFFFFL;
                        if (index >= Memory.i32(array + ArrayLayout.LENGTH)) {
                            throw Instructions.bounds(m, pc, fp, index);
                        }
                        Memory.i64(
                                a, Memory.i64(Memory.i64(array + ArrayLayout.DATA) + (index << 3)));
                        continue;
                    }
                case Op.GET_BOOL:
                    {
                        long array = Memory.i64(b);
                        long index = Memory.i32(c) & 0xFFFFFFFFL;
                        if (index >= Memory.i32(array + ArrayLayout.LENGTH)) {
                            throw Instructions.bounds(m, pc, fp, index);
                        }
                        Memory.i32(a, Memory.i8(Memory.i64(array + ArrayLayout.DATA) + index));
                        continue;
                    }
                case Op.SET_I32:
                    {
                        long array = Memory.i64(a);
                        long index = Memory.i32(b) & 0xFFFFFFFFL;
                        if (index >= Memory.i32(array + ArrayLayout.LENGTH)) {
                            throw Instructions.bounds(m, pc, fp, index);
                        }
                        Memory.i32(
                                Memory.i64(array + ArrayLayout.DATA) + (index << 2), Memory.i32(c));
                        continue;
                    }
                case Op.SET_I64, Op.SET_F64, Op.SET_REF:
                    {
                        long array = Memory.i64(a);
                        long index = Memory.i32(b) & 0xFFFFFFFFL;
                        if (index >= Memory.i32(array + ArrayLayout.LENGTH)) {
                            throw Instructions.bounds(m, pc, fp, index);
                        }
                        Memory.i64(
                                Memory.i64(array + ArrayLayout.DATA) + (index << 3), Memory.i64(c));
                        continue;
                    }
                case Op.SET_BOOL:
                    {
                        long array = Memory.i64(a);
                        long index = Memory.i32(b) & 0xFFFFFFFFL;
                        if (index >= Memory.i32(array + ArrayLayout.LENGTH)) {
                            throw Instructions.bounds(m, pc, fp, index);
                        }
                        Memory.i8(Memory.i64(array + ArrayLayout.DATA) + index, Memory.i32(c));
                        continue;
                    }
                case Op.GET_ANY:
                    Instructions.getAny(m, pc, fp, word);
                    continue;
                case Op.SET_ANY:
                    Instructions.setAny(m, pc, fp, word);
                    continue;
                case Op.PUSH_BOOL:
                    Instructions.pushBool(m, pc, fp, word);
                    continue;
                case Op.PUSH_I32:
                    Instructions.pushI32(m, pc, fp, word);
                    continue;
                case Op.PUSH_I64, Op.PUSH_F64, Op.PUSH_REF:
                    Instructions.pushI64(m, pc, fp, word);
                    continue;
                case Op.PUSH_ANY:
                    Instructions.pushAny(m, pc, fp, word);
                    continue;
                case Op.LENGTH_ARRAY:
                    Memory.i32(a, Memory.i32(Memory.i64(b) + ArrayLayout.LENGTH));
                    continue;
                case Op.NEW_ARRAY:
                    Instructions.newArray(m, pc, fp, word);
                    continue;
                case Op.NEW_LITERAL:
                    Instructions.newLiteral(m, pc, fp, word);
                    continue;

                // Strings.
                case Op.LENGTH_STRING:
                    Memory.i32(a, Memory.i32(Memory.i64(b) + StringLayout.LENGTH));
                    continue;
                case Op.GET_STRING:
                    Instructions.getString(m, pc, fp, word);
                    continue;
                case Op.CONCAT:
                    Instructions.concat(m, pc, fp, word);
                    continue;

                // Objects.
                case Op.NEW_OBJECT:
                    Instructions.newObject(m, pc, fp, word);
                    continue;
                case Op.NEW_VARIANT:
                    Instructions.newVariant(m, pc, fp, word);
                    continue;
                case Op.VARIANT:
                    Instructions.variant(fp, word);
                    continue;
                case Op.GET_FIELD_I32:
                    Instructions.getFieldI32(fp, word);
                    continue;
                case Op.GET_FIELD_I64, Op.GET_FIELD_F64:
                    Instructions.getFieldI64(fp, word);
                    continue;
                case Op.GET_FIELD_REF:
                    Instructions.getFieldRef(fp, word);
                    continue;
                case Op.GET_FIELD_ANY:
                    Instructions.getFieldAny(fp, word);
                    continue;
                case Op.SET_FIELD_I32:
                    Instructions.setFieldI32(fp, word);
                    continue;
                case Op.SET_FIELD_I64, Op.SET_FIELD_F64, Op.SET_FIELD_REF:
                    Instructions.setFieldI64(fp, word);
                    continue;
                case Op.SET_FIELD_ANY:
                    Instructions.setFieldAny(fp, word);
                    continue;

                // Control.
                case Op.NOP:
                    continue;
                case Op.CALL, Op.CALL_I32, Op.CALL_I64, Op.CALL_F64, Op.CALL_REF, Op.CALL_ANY:
                    {
                        long entry = m.calls + (word >>> 32 << CallTable.ENTRY_SHIFT);
                        long callee = fp + SPACE.get(I32, frame - ORIGIN + FrameLayout.FLAGS);
                        long depthLeft = SPACE.get(I64, frame - ORIGIN + FrameLayout.SPARE) - 1;
                        long end = callee + SPACE.get(I32, entry - ORIGIN + CallTable.RESERVE);
                        if (end > m.stackLimit || depthLeft < 0) {
                            callee = Instructions.enterChunk(m, pc, fp, word);
                        }
                        SPACE.set(
                                I64,
                                callee - ORIGIN + FrameLayout.FUNCTION,
                                SPACE.get(I64, entry - ORIGIN + CallTable.HEADER));
                        SPACE.set(I64, callee - ORIGIN + FrameLayout.CALLER_FP, fp);
                        SPACE.set(I64, callee - ORIGIN + FrameLayout.RETURN_PC, pc);
                        SPACE.set(I64, callee - ORIGIN + FrameLayout.SPARE, depthLeft);
                        if (SPACE.get(I32, entry - ORIGIN + CallTable.ZERO_END) != 0) {
                            Machine.zeroFrame(callee, entry);
                        }
                        pc = SPACE.get(I64, entry - ORIGIN + CallTable.CODE);
                        fp = callee;
                        if (--m.polls < 0) {
                            Instructions.poll(m, pc, fp);
                        }
                        continue;
                    }
                case Op.SIGNATURE:
                    DynamicInstructions.signature(m, fp, word);
                    continue;
                case Op.CALL_VALUE,
                Op.CALL_VALUE_I32,
                Op.CALL_VALUE_I64,
                Op.CALL_VALUE_F64,
                Op.CALL_VALUE_REF,
                Op.CALL_VALUE_ANY:
                    fp = DynamicInstructions.callValue(m, pc, fp, word);
                    pc = DynamicInstructions.entryCode(m, fp);
                    continue;
                case Op.CALL_DYNAMIC:
                    fp = DynamicInstructions.callDynamic(m, pc, fp, word);
                    pc = DynamicInstructions.entryCode(m, fp);
                    continue;
                case Op.RET:
                    {
                        long caller = SPACE.get(I64, frame - ORIGIN + FrameLayout.CALLER_FP);
                        if (fp == m.stackBase) {
                            m.leaveChunk(caller);
                        }
                        pc = SPACE.get(I64, frame - ORIGIN + FrameLayout.RETURN_PC);
                        fp = caller;
                        continue;
                    }
                case Op.RET_I32:
                    {
                        int value = SPACE.get(I32, a - ORIGIN);
                        long caller = SPACE.get(I64, frame - ORIGIN + FrameLayout.CALLER_FP);
                        if (fp == m.stackBase) {
                            m.leaveChunk(caller);
                        }
                        pc = SPACE.get(I64, frame - ORIGIN + FrameLayout.RETURN_PC);
                        fp = caller;
                        long call = SPACE.get(I64, pc - ORIGIN - Word.BYTES);
                        SPACE.set(I32, fp - ORIGIN + (call >>> 16 & FIELD), value);
                        continue;
                    }
                case Op.RET_I64, Op.RET_F64, Op.RET_REF:
                    {
                        long value = SPACE.get(I64, a - ORIGIN);
                        long caller = SPACE.get(I64, frame - ORIGIN + FrameLayout.CALLER_FP);
                        if (fp == m.stackBase) {
                            m.leaveChunk(caller);
                        }
                        pc = SPACE.get(I64, frame - ORIGIN + FrameLayout.RETURN_PC);
                        fp = caller;
                        long call = SPACE.get(I64, pc - ORIGIN - Word.BYTES);
                        SPACE.set(I64, fp - ORIGIN + (call >>> 16 & FIELD), value);
                        continue;
                    }
                case Op.RET_ANY:
                    {
                        pc = SPACE.get(I64, frame - ORIGIN + FrameLayout.RETURN_PC);
                        fp = Instructions.returnAny(m, pc, fp, word);
                        continue;
                    }
                case Op.BUILTIN,
                Op.BUILTIN_I32,
                Op.BUILTIN_I64,
                Op.BUILTIN_F64,
                Op.BUILTIN_REF,
                Op.BUILTIN_ANY:
                    Instructions.builtin(m, pc, fp, word);
                    continue;
                case Op.TRAP:
                    throw Instructions.trap(m, pc, fp, word);
                case Op.HALT:
                    return;
                default:
                    throw Instructions.unverified(word, pc);
            }
            // A compare-and-branch that holds.
            pc += word >> 48 << 3;
            if (word < 0 && --m.polls < 0) {
                Instructions.poll(m, pc, fp);
            }
        }
    }
}
