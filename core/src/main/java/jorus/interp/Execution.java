package jorus.interp;

import jorus.memory.arena.OutOfMemory;
import jorus.runtime.Cancelled;
import jorus.runtime.InstructionObserver;
import jorus.runtime.LimitReached;
import jorus.runtime.Machine;
import jorus.runtime.Outcome;
import jorus.runtime.OutputClosed;
import jorus.runtime.Trap;
import jorus.verify.VerifiedImage;

/// Runs a program from its entry function to its end.
///
/// The engine-independent half of a trap happens here: `Interpreter.run` is left by an exception,
/// and what the program was doing is read from the machine and its frames. Errors of the JVM are
/// ours and pass through, except that a Java heap that is full means `Out of memory`.
public final class Execution {
    private final Machine machine;

    /// `machine` was made of the image that `verified` vouches for, and has run nothing yet.
    public Execution(VerifiedImage verified, Machine machine) {
        if (machine.image != verified.image()) {
            throw new AssertionError("the machine is of another image");
        }
        this.machine = machine;
    }

    /// Runs the program on the calling thread; output is flushed when this returns.
    public Outcome run() {
        return run(null);
    }

    /// As `run()`, and tells `observer` of each instruction; much slower.
    public Outcome run(InstructionObserver observer) {
        Outcome outcome;
        try {
            outcome = execute(observer);
        } catch (Cancelled _) {
            outcome = cancelled();
        } catch (LimitReached reached) {
            outcome = limited(reached);
        } catch (OutputClosed _) {
            return Outcome.of(Outcome.End.OUTPUT_CLOSED);
        }
        try {
            machine.output.flush();
        } catch (OutputClosed _) {
            return outcome.hasPlace() ? outcome : Outcome.of(Outcome.End.OUTPUT_CLOSED);
        }
        return outcome;
    }

    private Outcome execute(InstructionObserver observer) {
        try {
            long fp = machine.enterFirst();
            machine.save(machine.entryCode(), fp);
        } catch (Trap trap) {
            return trapped(trap);
        }
        while (true) {
            Trap trap = go(observer);
            if (trap == null) {
                return Outcome.of(Outcome.End.FINISHED);
            }
            if (!machine.unwind()) {
                return trapped(trap);
            }
            machine.enterHandler(trap);
        }
    }

    /// Runs from where the machine is to the end, or to a trap, which is returned.
    private Trap go(InstructionObserver observer) {
        long pc = machine.savedPc();
        long fp = machine.savedFp();
        try {
            if (observer == null) {
                Interpreter.run(machine, pc, fp);
            } else {
                ObservedInterpreter.run(machine, pc, fp, observer);
            }
            return null;
        } catch (Trap trap) {
            return trap;
        } catch (OutOfMemory | OutOfMemoryError _) {
            return machine.outOfMemory();
        }
    }

    private Outcome cancelled() {
        machine.recover();
        return Outcome.of(Outcome.End.CANCELLED);
    }

    private Outcome limited(LimitReached reached) {
        machine.recover();
        return Outcome.of(machine, reached.limit());
    }

    private Outcome trapped(Trap trap) {
        machine.recover();
        return Outcome.of(machine, trap);
    }
}
