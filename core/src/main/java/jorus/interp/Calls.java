package jorus.interp;

import jorus.isa.Op;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.CallTable;
import jorus.runtime.Machine;

/// What calls, returns and polls do where it is not the usual.
///
/// What the dispatch loop calls and comes back from gives the frame in which it goes on, and leaves
/// the address in `Machine.resumePc`: the loop keeps neither meanwhile
/// (docs/decisions/0022-registers.md). `pc` is the address after the instruction.
final class Calls {
    private Calls() {}

    private static long a(long fp, long word) {
        return fp + Word.a(word);
    }

    /// The program is at the instruction that comes next: the first of a callee, or of a loop.
    static void poll(Machine m, long pc, long fp) {
        // A stub is no place in the program: the function that it enters begins there.
        long first =
                m.isStub(pc) ? m.image.functionCode(Memory.i32(fp + FrameLayout.FUNCTION)) : pc;
        m.save(first + Word.BYTES, fp);
        m.poll();
        if (m.tiering != null) {
            m.tiering.poll(m, pc, fp);
        }
        Loops.polled(m, pc, fp);
    }

    /// The program goes on at `pc` in the frame at `fp`, which is given back.
    static long resume(Machine m, long pc, long fp) {
        m.resumePc = pc;
        return fp;
    }

    /// A poll after a backward branch to `pc`.
    static long pollLoop(Machine m, long pc, long fp) {
        m.save(pc + Word.BYTES, fp);
        m.poll();
        long next = m.tiering == null ? pc : m.tiering.poll(m, pc, fp);
        Loops.polled(m, next, fp);
        return resume(m, next, fp);
    }

    /// A call whose frame does not fit where it should go, or is too deep.
    static long enterChunk(Machine m, long pc, long fp, long entry) {
        m.save(pc, fp);
        long depthLeft = Memory.i64(fp + FrameLayout.SPARE) - 1;
        long callee = m.enterChunk(entry, fp + Memory.i32(fp + FrameLayout.FLAGS), depthLeft);
        Memory.i64(callee + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
        Memory.i64(callee + FrameLayout.CALLER_FP, fp);
        Memory.i64(callee + FrameLayout.RETURN_PC, pc);
        Memory.i64(callee + FrameLayout.SPARE, depthLeft);
        m.polls--;
        return begin(m, callee, entry);
    }

    /// The rest of a call: zeroes the refs of the new frame, and polls if that is due.
    static long begin(Machine m, long callee, long entry) {
        Machine.zeroFrame(callee, entry);
        long code = Memory.i64(entry + CallTable.CODE);
        if (m.polls < 0) {
            poll(m, code, callee);
        }
        return resume(m, code, callee);
    }

    /// The return before `pc`, out of the first frame of a chunk.
    static long leaveChunk(Machine m, long pc, long fp) {
        long word = Memory.i64(pc - Word.BYTES);
        long caller = Memory.i64(fp + FrameLayout.CALLER_FP);
        m.leaveChunk(caller);
        long returnPc = Memory.i64(fp + FrameLayout.RETURN_PC);
        if (Word.op(word) == Op.RET_I32) {
            Memory.i32(result(caller, returnPc), Memory.i32(a(fp, word)));
        } else if (Word.op(word) != Op.RET) {
            Memory.i64(result(caller, returnPc), Memory.i64(a(fp, word)));
        }
        return resume(m, returnPc, caller);
    }

    /// The address of the register that takes the result of the call before `returnPc`.
    private static long result(long caller, long returnPc) {
        return a(caller, Memory.i64(returnPc - Word.BYTES));
    }

    /// Returns the any slot A to the caller.
    static long returnAny(Machine m, long pc, long fp, long word) {
        long caller = Memory.i64(fp + FrameLayout.CALLER_FP);
        if (fp == m.stackBase) {
            m.leaveChunk(caller);
        }
        long returnPc = Memory.i64(fp + FrameLayout.RETURN_PC);
        Instructions.copyAny(a(fp, word), result(caller, returnPc));
        return resume(m, returnPc, caller);
    }
}
