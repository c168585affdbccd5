package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.TypeIds;
import jorus.isa.Word;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

/// How compiled code calls, is called and fails: what the interpreter does inline in its loop.
///
/// A *budget* is what a call may still use: the calls that may nest in the upper half, the bytes
/// of Java stack in the lower one. Each call takes its share of both at once, and a negative half
/// ends the way of compiled code.
///
/// ```
/// bit 0                32                64
///     | Java stack i32 | depth left i32  |
/// ```
///
/// A *transition frame* stands between the frame of a compiled caller and that of an interpreted
/// callee. It has the caller and the return word of the call, so that walks along the frames find
/// their way, the function `NO_FUNCTION`, and room for the result.
public final class Linkage {
    /// What the header of a transition frame has for its function.
    public static final int NO_FUNCTION = -1;

    /// Offset of a result of type any in the frame of the function that returns it, and of any
    /// result in a transition frame.
    public static final int ANY_RESULT = FrameLayout.HEADER_BYTES;

    public static final int TRANSITION_BYTES = Memory.CACHE_LINE;

    /// Polls between two looks at the flags while functions are called.
    private static final int CALL_POLLS = 1000;

    /// What a nested interpreter takes of the Java stack, with what it calls.
    private static final int INTERPRETER_STACK = 4096;

    /// What `call` and `callDynamic` take of the Java stack, with what leads from them to the
    /// callee, in HotSpot's interpreter.
    public static final int CALL_STACK = 1024;

    /// Bits that are set if one half of a budget is negative.
    public static final long SPENT = 0x8000_0000_8000_0000L;

    private Linkage() {}

    /// The budget of a function whose frame is at `fp` and says what depth is left.
    public static long budget(Machine m, long fp) {
        // Added, as a negative lower half borrows from the upper one.
        return (Memory.i64(fp + FrameLayout.SPARE) << 32) + m.javaStack;
    }

    /// The calls that may still nest. A negative lower half has borrowed from the upper one.
    private static long depthLeft(long budget) {
        return budget - (int) budget >> 32;
    }

    private static long entry(Machine m, int function) {
        return m.calls + ((long) function << CallTable.ENTRY_SHIFT);
    }

    // Interpreted code enters compiled code.

    /// Whether an interpreter may run compiled code, which may call an interpreter again: else so
    /// many could nest that the JVM has no stack left for them.
    public static boolean mayEnter(Machine m) {
        return m.javaStack >= Machine.MIN_JAVA_STACK;
    }

    /// Runs compiled function `function` in the frame at `fp`, which an interpreted call has made,
    /// returns from it, and gives the caller's frame; `Machine.resumePc` is where that goes on.
    public static long enterCompiled(Machine m, long fp, int function) {
        if (!mayEnter(m)) {
            m.resumePc = m.image.functionCode(function);
            return fp;
        }
        if (m.countsCalls()) {
            // The callee polls for its call, as the caller already has.
            m.polls++;
        }
        long bits = m.compiled[function].enter(m, fp, budget(m, fp));
        // Loops of the callee may have begun a countdown of their own, which is long.
        if (m.seek > 0) {
            m.seek--;
            m.pollSoon(0);
        } else {
            m.pollAfterReturn();
        }
        long caller = Memory.i64(fp + FrameLayout.CALLER_FP);
        long pc = Memory.i64(fp + FrameLayout.RETURN_PC);
        if (fp == m.stackBase) {
            m.leaveChunk(caller);
        }
        store(m, function, fp, bits, caller + CallTable.resultOffset(pc));
        m.resumePc = pc;
        return caller;
    }

    private static void store(Machine m, int function, long fp, long bits, long to) {
        switch (m.resultKind(function)) {
            case CallTable.NO_RESULT -> {}
            case CallTable.NARROW_RESULT -> Memory.i32(to, (int) bits);
            case CallTable.WIDE_RESULT -> Memory.i64(to, bits);
            default -> copyAny(fp + ANY_RESULT, to);
        }
    }

    /// The places may overlap.
    private static void copyAny(long from, long to) {
        long tag = Memory.i64(from);
        long payload = Memory.i64(from + Machine.ANY_PAYLOAD);
        Memory.i64(to, tag);
        Memory.i64(to + Machine.ANY_PAYLOAD, payload);
    }

    // Compiled code calls what cannot be called directly.

    /// Calls `function` with the arguments that lie in a frame at `fp`, whose return word is
    /// written; it may have to go elsewhere, or to be interpreted. Returns the raw bits of
    /// the result.
    ///
    /// @throws Trap `RECURSION` if there is no room for it, at the place of the call
    public static long call(Machine m, int function, long fp, long budget) {
        long caller = Frames.caller(m, fp);
        long returnPc = Frames.returnPc(fp);
        long entry = entry(m, function);
        m.save(returnPc, caller);
        if (depthLeft(budget) < 0) {
            throw m.trap(TrapKind.RECURSION);
        }
        CompiledFunction compiled = m.compiled[function];
        if (compiled == null && m.tiering != null) {
            m.tiering.called(m, function);
            compiled = m.compiled[function];
        }
        boolean isDeep = compiled != null && depthLeft(budget) < compiled.splicedDepth();
        if (compiled == null || isDeep || (int) budget < 0) {
            return interpret(m, function, fp, budget);
        }
        if (fp + Memory.i32(entry + CallTable.RESERVE) <= m.stackLimit) {
            return compiled.enter(m, fp, budget);
        }
        Frames.complete(m, returnPc, caller);
        long moved = m.enterChunk(entry, fp, depthLeft(budget));
        Memory.i64(moved + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
        Memory.i64(moved + FrameLayout.SPARE, depthLeft(budget));
        Memory.i64(moved + FrameLayout.CALLER_FP, caller);
        Memory.i64(moved + FrameLayout.RETURN_PC, returnPc);
        long bits = compiled.enter(m, moved, budget);
        if (m.resultKind(function) == CallTable.ANY_RESULT) {
            copyAny(moved + ANY_RESULT, fp + ANY_RESULT);
        }
        m.leaveChunk(caller);
        return bits;
    }

    /// Whether the kernel is ready that is to make so many turns; else as `KernelDemand.lacks`.
    public static boolean hasKernel(Machine m, int kernel, int turns) {
        if (m.kernelReady[kernel]) {
            return true;
        }
        m.kernelDemand.lacks(kernel, turns);
        return false;
    }

    /// Polls for the call of a compiled function.
    public static void pollCall(Machine m, int function, long fp) {
        m.save(m.image.functionCode(function) + Word.BYTES, fp);
        m.poll();
        if (m.tiering != null) {
            // What calls this may be interpreted, and is to be met at any of its places.
            boolean isSeeking = m.seek > 0;
            m.seek -= isSeeking ? 1 : 0;
            m.pollSoon(isSeeking ? 0 : CALL_POLLS + 4 * m.jitter());
        }
    }

    /// Polls for the call of a leaf that is part of its caller's code. Unlike for `pollCall`,
    /// nothing interpreted calls it, so the next poll need not be near.
    public static void pollLeaf(Machine m, int function, long fp) {
        m.save(m.image.functionCode(function) + Word.BYTES, fp);
        m.poll();
        if (m.tiering != null && m.seek > 0) {
            m.seek--;
            m.pollSoon(0);
        }
    }

    private static long interpret(Machine m, int function, long fp, long budget) {
        long entry = entry(m, function);
        long transition = fp;
        long callee = transition + TRANSITION_BYTES;
        long depthLeft = depthLeft(budget);
        long caller = Frames.caller(m, fp);
        long returnPc = Frames.returnPc(fp);
        Frames.complete(m, returnPc, caller);
        boolean isElsewhere = callee + Memory.i32(entry + CallTable.RESERVE) > m.stackLimit;
        if (isElsewhere) {
            callee = m.enterChunk(entry, fp, depthLeft);
        } else {
            int bytes = Memory.i32(entry + CallTable.ARGUMENT_END) - FrameLayout.HEADER_BYTES;
            Memory.copy(fp + ANY_RESULT, callee + ANY_RESULT, bytes);
        }
        Memory.i64(transition, NO_FUNCTION & 0xFFFFFFFFL);
        Memory.i64(transition + FrameLayout.CALLER_FP, caller);
        Memory.i64(transition + FrameLayout.RETURN_PC, returnPc);
        Memory.i64(transition + FrameLayout.SPARE, depthLeft);
        Memory.i64(callee + FrameLayout.FUNCTION, Memory.i64(entry + CallTable.HEADER));
        Memory.i64(callee + FrameLayout.CALLER_FP, transition);
        Memory.i64(callee + FrameLayout.RETURN_PC, m.wayOut);
        Memory.i64(callee + FrameLayout.SPARE, depthLeft);
        Machine.zeroFrame(callee, entry);
        int javaStack = m.javaStack;
        m.javaStack = (int) budget - INTERPRETER_STACK;
        try {
            if (--m.polls < 0) {
                pollCall(m, function, callee);
            }
            m.interpreter.run(m, m.image.functionCode(function), callee);
        } finally {
            // A trap may be caught further out, where there is more of it.
            m.javaStack = javaStack;
        }
        // What an interpreted function returns it writes behind the transition frame's header.
        return switch (m.resultKind(function)) {
            case CallTable.NO_RESULT -> 0;
            case CallTable.NARROW_RESULT -> Memory.i32(transition + ANY_RESULT);
            default -> Memory.i64(transition + ANY_RESULT);
        };
    }

    // Function values.

    /// The function that takes a value and arguments of signature `signature`: the value's own, or
    /// the adapter of the signature.
    public static int direct(Machine m, long value, int signature) {
        long closure = closure(m, value);
        if (Memory.i32(closure + CallTable.SIGNATURE) != signature) {
            closure = m.closures + ((long) signature << CallTable.CLOSURE_SHIFT);
        }
        return Memory.i32(closure + CallTable.DIRECT);
    }

    /// The entry in the table of closures for the type of a function value.
    private static long closure(Machine m, long value) {
        return m.closures + ((long) ObjectLayout.typeId(value) << CallTable.CLOSURE_SHIFT);
    }

    /// Calls a function value with `count` arguments of type any, which lie in a frame at `fp`
    /// behind the place for the value. The place of the call is saved. The result lies at
    /// [#ANY_RESULT].
    public static void callDynamic(Machine m, long value, int count, long fp, long budget) {
        long function = value;
        int parameters = count;
        if (ObjectLayout.typeId(function) == TypeIds.FUNCTION) {
            // A field, which does not take the receiver.
            function = Members.fieldFunction(function);
            parameters--;
            long arguments = fp + FrameLayout.HEADER_BYTES + FrameLayout.REF_BYTES;
            long bytes = (long) Math.max(parameters, 0) * Machine.ANY_BYTES;
            Memory.copy(arguments + Machine.ANY_BYTES, arguments, bytes);
        }
        long closure = closure(m, function);
        if (Memory.i32(closure + CallTable.PARAMETERS) != parameters) {
            throw Members.arity(m, ObjectLayout.typeId(function), 0, parameters);
        }
        Memory.i64(fp + FrameLayout.HEADER_BYTES, function);
        call(m, Memory.i32(closure + CallTable.DYNAMIC), fp, budget);
    }

    // Traps.

    public static Trap overflow(Machine m, long pc, long fp) {
        m.save(pc, fp);
        return Arithmetic.overflow(m);
    }

    public static Trap divisionByZero(Machine m, long pc, long fp) {
        m.save(pc, fp);
        return Arithmetic.divisionByZero(m);
    }

    public static Trap unset(Machine m, long pc, long fp) {
        m.save(pc, fp);
        return Objects.unset(m);
    }

    public static Trap bounds(Machine m, int index, long pc, long fp) {
        m.save(pc, fp);
        return Arrays.bounds(m, index);
    }

    public static Trap trap(Machine m, int trap, long pc, long fp) {
        m.save(pc, fp);
        return m.imageTrap(trap);
    }

    /// What a handler in the frame at `fp` gets of something thrown: the error for its slot, or 0
    /// if it does not want one. `pc` is where the handler begins. May collect.
    ///
    /// @throws Cancelled if the run is to end
    /// @throws LimitReached likewise
    public static long caught(Machine m, Throwable thrown, long pc, long fp, int wantsError) {
        Trap trap = thrown instanceof Trap raised ? raised : m.outOfMemory();
        return m.handle(trap, pc, fp, wantsError != 0);
    }

    /// Whether handlers take what was thrown, as `Out of memory` if it is no trap.
    public static boolean isTrap(Throwable thrown) {
        return thrown instanceof Trap
                || thrown instanceof OutOfMemory
                || thrown instanceof OutOfMemoryError;
    }
}
