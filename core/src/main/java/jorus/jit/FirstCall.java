package jorus.jit;

import jorus.runtime.CompiledFunction;
import jorus.runtime.Machine;

/// Stands in for a compiled function until interpreted code first calls it, so that it is known
/// whether it was worth compiling.
final class FirstCall extends CompiledFunction {
    private final Jit jit;
    private final int function;
    private final CompiledFunction code;

    FirstCall(Jit jit, int function, CompiledFunction code) {
        this.jit = jit;
        this.function = function;
        this.code = code;
    }

    @Override
    public long enter(Machine machine, long fp, long budget) {
        machine.compiled[function] = code;
        jit.entered(function, -1);
        return code.enter(machine, fp, budget);
    }

    @Override
    public int splicedDepth() {
        return code.splicedDepth();
    }
}
