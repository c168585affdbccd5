package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;
import static jorus.dispatch.Access.LOAD_I64;

import jorus.isa.Word;

import java.lang.invoke.MethodHandle;

/// Direct threading as far as Java has it: the opcode is an index of a table of code.
final class Tables {
    private static final Handlers.Handler[] OBJECTS = Handlers.table();
    private static final MethodHandle[] HANDLES = Handlers.handles();

    private Tables() {}

    /// Functional objects: an interface call, which sees too many classes to be inlined.
    static void objects(Handlers.State s, long pc, long fp) throws Throwable {
        s.begin(fp);
        while (!s.isHalted) {
            long word = (long) LOAD_I64.invokeExact(pc & ADDRESS);
            pc = OBJECTS[(int) word & 0xFFFF].execute(s, pc + Word.BYTES, word);
        }
    }

    /// Method handles that are no constants for the compiler.
    static void handles(Handlers.State s, long pc, long fp) throws Throwable {
        s.begin(fp);
        while (!s.isHalted) {
            long word = (long) LOAD_I64.invokeExact(pc & ADDRESS);
            pc = (long) HANDLES[(int) word & 0xFFFF].invokeExact(s, pc + Word.BYTES, word);
        }
    }
}
