package jorus.interp;

import java.util.ArrayList;
import java.util.List;
import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Word;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Cancelled;
import jorus.runtime.InstructionObserver;
import jorus.runtime.Machine;
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
    private final Image image;

    /// `machine` must have been made of the image that `verified` vouches for, and have run nothing.
    public Execution(VerifiedImage verified, Machine machine) {
        this(verified.image(), machine);
        assert machine.image == image : "another image";
    }

    /// Of an image that the caller knows to be sound.
    Execution(Image image, Machine machine) {
        this.image = image;
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
        } catch (OutputClosed _) {
            return Outcome.of(Outcome.End.OUTPUT_CLOSED);
        }
        try {
            machine.output.flush();
        } catch (OutputClosed _) {
            return outcome.isTrap() ? outcome : Outcome.of(Outcome.End.OUTPUT_CLOSED);
        }
        return outcome;
    }

    private Outcome execute(InstructionObserver observer) {
        try {
            long fp = machine.enterFirst();
            machine.save(machine.entryCode(), fp);
            if (observer == null) {
                Interpreter.run(machine, machine.entryCode(), fp);
            } else {
                ObservedInterpreter.run(machine, machine.entryCode(), fp, observer);
            }
            return Outcome.of(Outcome.End.FINISHED);
        } catch (Trap trap) {
            return trapped(trap);
        } catch (OutOfMemory | OutOfMemoryError _) {
            return trapped(machine.trap(TrapKind.MEMORY));
        } catch (Cancelled _) {
            machine.recover();
            return Outcome.of(Outcome.End.CANCELLED);
        }
    }

    private Outcome trapped(Trap trap) {
        machine.recover();
        List<Outcome.Call> trace = new ArrayList<>();
        int depth = 0;
        long pc = machine.savedPc();
        for (long fp = machine.savedFp(); fp != 0; fp = Memory.i64(fp + FrameLayout.CALLER_FP)) {
            if (depth < Outcome.MAX_TRACE) {
                trace.add(call(fp, pc));
            }
            depth++;
            pc = Memory.i64(fp + FrameLayout.RETURN_PC);
        }
        int hidden = depth - trace.size();
        return new Outcome(Outcome.End.TRAPPED, trap.kind(), trap.message(), trace, hidden);
    }

    /// The word before `pc`, in the function of the frame at `fp`.
    private Outcome.Call call(long fp, long pc) {
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        long word = (pc - image.code) / Word.BYTES - 1;
        int start = image.function(function, ImageLayout.CODE_START);
        return new Outcome.Call(function, (int) word - start);
    }
}
