package jorus.fuzz;

import jorus.memory.heap.HeapOptions;
import jorus.runtime.Machine;
import jorus.runtime.MachineOptions;

/// How runs of mutants are bounded. A machine looks at its flags after so many polls and ends the
/// run then, because it has been cancelled before it began: the same place in every run.
final class Fuel {
    private static final long HEAP_BYTES = 4 << 20;
    private static final long STACK_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 500;

    private Fuel() {}

    static MachineOptions options(int polls, boolean isStress) {
        HeapOptions heap =
                isStress ? HeapOptions.STRESS : new HeapOptions(256 << 10, 64, false, true);
        return new MachineOptions(HEAP_BYTES, STACK_BYTES, MAX_DEPTH, polls, heap);
    }

    static void limit(Machine machine) {
        machine.countCalls();
        machine.cancel();
    }
}
