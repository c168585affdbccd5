package jorus.interp;

import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CallTable;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;

/// What the dispatch laboratory needs of the production interpreter, which nobody else may see: its
/// loop, and the instructions that kernels execute a few times only.
public final class ProductionLoop {
    private static final long FIELD = Word.MAX_FIELD;

    private ProductionLoop() {}

    /// Executes from the instruction at `pc` in the frame at `fp` until HALT.
    public static void run(Machine m, long pc, long fp) {
        Interpreter.start(m, pc, fp);
    }

    /// The same, telling `observer` of each instruction.
    public static void observe(Machine m, long pc, long fp, InstructionObserver observer) {
        ObservedInterpreter.run(m, pc, fp, observer);
    }

    /// Executes an instruction that neither branches nor calls; `pc` is the address behind it.
    public static void rare(Machine m, long pc, long fp, long word) throws Throwable {
        long a = fp + (word >>> 16 & FIELD);
        long b = fp + (word >>> 32 & FIELD);
        long c = fp + (word >>> 48);
        switch (Word.op(word)) {
            case Op.BUILTIN,
                    Op.BUILTIN_I32,
                    Op.BUILTIN_I64,
                    Op.BUILTIN_F64,
                    Op.BUILTIN_REF,
                    Op.BUILTIN_ANY ->
                    Instructions.builtin(m, pc, fp, word);
            case Op.CONST_I32 -> Memory.i32(a, Word.immediate(word));
            case Op.LOAD_F64 -> Memory.i64(a, Memory.i64(m.doubles + (word >>> 32 << 3)));
            case Op.NEW_OBJECT -> Instructions.newObject(m, pc, fp, word);
            case Op.PUSH_I32, Op.PUSH_F64, Op.PUSH_REF -> Instructions.push(m, pc, fp, word);
            case Op.SET_FIELD_F64 ->
                    Memory.i64(Memory.i64(a) + (short) (word >>> 32), Memory.i64(c));
            case Op.SET_FIELD_I32 ->
                    Memory.i32(Memory.i64(a) + (short) (word >>> 32), Memory.i32(c));
            case Op.F64_I32 -> Memory.f64(a, Memory.i32(b));
            default -> ColdInstructions.execute(m, pc, fp, word);
        }
    }

    /// To be thrown after an overflow.
    public static RuntimeException overflow(Machine m, long pc, long fp) {
        return Instructions.overflow(m, pc, fp);
    }

    /// To be thrown for an index that is out of bounds, zero-extended.
    public static RuntimeException bounds(Machine m, long pc, long fp, long index) {
        return Instructions.bounds(m, pc, fp, index);
    }

    /// Quotient or rest of i32 where the divisor is 0 or -1.
    public static void divide(Machine m, long pc, long fp, long word) {
        Instructions.divideI32(m, pc, fp, word);
    }

    /// The place of a callee's frame that does not fit where it should go.
    public static long enterChunk(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long entry = m.calls + ((long) Word.immediate(word) << CallTable.ENTRY_SHIFT);
        long callee = fp + Memory.i32(fp + FrameLayout.FLAGS);
        return m.enterChunk(entry, callee, Memory.i64(fp + FrameLayout.SPARE) - 1);
    }
}
