package jorus.dispatch;

import jorus.runtime.Machine;

/// A way to execute instructions.
interface Loop {
    /// Executes from the instruction at the address `pc` in the frame at `fp` until HALT. Declares
    /// what accesses by method handles do, which throw nothing.
    void run(Machine machine, long pc, long fp) throws Throwable;
}
