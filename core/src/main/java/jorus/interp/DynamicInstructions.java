package jorus.interp;

import jorus.image.TypeIds;
import jorus.isa.Word;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.AnyArithmetic;
import jorus.runtime.CallTable;
import jorus.runtime.Comparison;
import jorus.runtime.Machine;
import jorus.runtime.Members;
import jorus.runtime.TypeChecks;

/// The instructions whose operands tell only at run time what they are: values of type any, and
/// calls of function values. As [Instructions] otherwise.
final class DynamicInstructions {
    /// Where the callee's first argument is: the function value itself.
    static final int SELF = FrameLayout.HEADER_BYTES;

    /// Where the any arguments of a dynamic call begin.
    private static final int ARGUMENTS = SELF + FrameLayout.REF_BYTES;

    private DynamicInstructions() {}

    private static long a(long fp, long word) {
        return fp + Word.a(word);
    }

    private static long b(long fp, long word) {
        return fp + Word.b(word);
    }

    private static long c(long fp, long word) {
        return fp + Word.c(word);
    }

    // Types.

    static void unboxI32(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i32(a(fp, word), (int) TypeChecks.unbox(m, b(fp, word), Word.c(word)));
    }

    static void unboxI64(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        Memory.i64(a(fp, word), TypeChecks.unbox(m, b(fp, word), Word.c(word)));
    }

    static void tag(long fp, long word) {
        Memory.i32(a(fp, word), (int) Memory.i64(b(fp, word)));
    }

    // Operators.

    private static void arithmetic(Machine m, int op, long pc, long fp, long word) {
        m.save(pc, fp);
        AnyArithmetic.apply(m, op, b(fp, word), c(fp, word), a(fp, word));
    }

    static void addAny(Machine m, long pc, long fp, long word) {
        arithmetic(m, AnyArithmetic.ADD, pc, fp, word);
    }

    static void subAny(Machine m, long pc, long fp, long word) {
        arithmetic(m, AnyArithmetic.SUBTRACT, pc, fp, word);
    }

    static void mulAny(Machine m, long pc, long fp, long word) {
        arithmetic(m, AnyArithmetic.MULTIPLY, pc, fp, word);
    }

    static void divAny(Machine m, long pc, long fp, long word) {
        arithmetic(m, AnyArithmetic.DIVIDE, pc, fp, word);
    }

    static void remAny(Machine m, long pc, long fp, long word) {
        arithmetic(m, AnyArithmetic.REMAINDER, pc, fp, word);
    }

    static void eqAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        boolean holds = Comparison.equal(m, b(fp, word), c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void ltAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        boolean holds = Comparison.less(m, b(fp, word), c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    static void leAny(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        boolean holds = Comparison.lessOrEqual(m, b(fp, word), c(fp, word));
        Memory.i32(a(fp, word), holds ? 1 : 0);
    }

    // Calls of function values.

    private static long closure(Machine m, long function) {
        return m.closures + ((long) ObjectLayout.typeId(function) << CallTable.CLOSURE_SHIFT);
    }

    /// Enters the function for any arguments and gives its frame.
    static long callDynamic(Machine m, long pc, long fp, long word) {
        m.save(pc, fp);
        long function = Memory.i64(b(fp, word));
        int count = Word.signedC(word);
        if (ObjectLayout.typeId(function) == TypeIds.FUNCTION) {
            // A field, which does not take the receiver.
            function = Members.fieldFunction(function);
            count--;
            long arguments = fp + Memory.i32(fp + FrameLayout.FLAGS) + ARGUMENTS;
            long bytes = (long) Math.max(count, 0) * Machine.ANY_BYTES;
            Memory.copy(arguments + Machine.ANY_BYTES, arguments, bytes);
        }
        long closure = closure(m, function);
        if (Memory.i32(closure + CallTable.PARAMETERS) != count) {
            throw Members.arity(m, ObjectLayout.typeId(function), 0, count);
        }
        return enter(m, pc, fp, function, Memory.i32(closure + CallTable.DYNAMIC));
    }

    private static long enter(Machine m, long pc, long fp, long self, int function) {
        long entry = m.calls + ((long) function << CallTable.ENTRY_SHIFT);
        long callee = fp + Memory.i32(fp + FrameLayout.FLAGS);
        long depthLeft = Memory.i64(fp + FrameLayout.SPARE) - 1;
        if (callee + Memory.i32(entry + CallTable.RESERVE) > m.stackLimit || depthLeft < 0) {
            m.save(pc, fp);
            callee = m.enterChunk(entry, callee, depthLeft);
        }
        Memory.i64(callee + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
        Memory.i64(callee + FrameLayout.CALLER_FP, fp);
        Memory.i64(callee + FrameLayout.RETURN_PC, pc);
        Memory.i64(callee + FrameLayout.SPARE, depthLeft);
        Memory.i64(callee + SELF, self);
        m.polls--;
        return Calls.begin(m, callee, entry);
    }

    /// A call of the function value in register B whose frame does not fit where it should go, or
    /// is too deep.
    static long enterChunk(Machine m, long pc, long fp, long word) {
        long function = Memory.i64(b(fp, word));
        return enter(m, pc, fp, function, Memory.i32(closure(m, function) + CallTable.DIRECT));
    }
}
