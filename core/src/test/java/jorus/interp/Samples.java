package jorus.interp;

import static jorus.isa.Opcode.*;

import jorus.image.TestFunction;
import jorus.image.TypeIds;

/// Hand-written programs that several tests run.
final class Samples {
    private Samples() {}

    /// Adds the numbers below `turns` in an i64, slot 0, by `NEXT`; five instructions, then three
    /// per turn.
    static TestFunction sum(int turns) {
        TestFunction main = TestFunction.entry(TypeIds.I64, TypeIds.I64, TypeIds.I64);
        int sum = main.local(0);
        int counter = main.local(1);
        int last = main.local(2);
        main.op(CONST_I64, sum, 0);
        main.op(CONST_I64, counter, 0);
        main.op(CONST_I64, last, turns - 1);
        main.op(ADD_I64, sum, sum, counter);
        main.op(NOP);
        main.op(NEXT_I64, counter, last, -3);
        main.op(HALT);
        return main;
    }

    /// Instructions that `sum(turns)` executes.
    static long sumInstructions(int turns) {
        return 4L + 3L * turns;
    }

    /// An entry that calls function 1 with the i32 `argument`; the result is in slot 0.
    static TestFunction callWith(int argument) {
        TestFunction main = TestFunction.entry(TypeIds.I32);
        main.op(CONST_I32, main.out(0), argument);
        main.op(CALL_I32, main.local(0), 1);
        main.op(HALT);
        return main;
    }

    /// Function 1: the Fibonacci number of its argument, by recursion.
    static TestFunction fibonacci() {
        int[] arguments = {TypeIds.I32};
        TestFunction f = new TestFunction("fib", TypeIds.I32, arguments, TypeIds.I32, TypeIds.I32);
        int n = f.argument(0);
        int first = f.local(0);
        int second = f.local(1);
        f.op(BR_GEK_I32, n, 2, 1);
        f.op(RET_I32, n);
        f.op(ADDK_I32, f.out(0), n, -1);
        f.op(CALL_I32, first, 1);
        f.op(ADDK_I32, f.out(0), n, -2);
        f.op(CALL_I32, second, 1);
        f.op(ADD_I32, first, first, second);
        f.op(RET_I32, first);
        return f;
    }

    /// Function 1: its argument, counted down to 0 and up again by one call each; `padding` more
    /// i64 slots make the frame larger.
    static TestFunction depth(int padding) {
        int[] locals = new int[padding + 1];
        java.util.Arrays.fill(locals, TypeIds.I64);
        locals[padding] = TypeIds.I32;
        TestFunction f = new TestFunction("deep", TypeIds.I32, new int[] {TypeIds.I32}, locals);
        int n = f.argument(0);
        int result = f.local(padding);
        f.op(BR_GTK_I32, n, 0, 1);
        f.op(RET_I32, n);
        f.op(ADDK_I32, f.out(0), n, -1);
        f.op(CALL_I32, result, 1);
        f.op(ADDK_I32, result, result, 1);
        f.op(RET_I32, result);
        return f;
    }
}
