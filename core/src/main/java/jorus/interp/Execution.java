package jorus.interp;

import jorus.memory.arena.OutOfMemory;
import jorus.runtime.Cancelled;
import jorus.runtime.CompiledLoop;
import jorus.runtime.InstructionObserver;
import jorus.runtime.LimitReached;
import jorus.runtime.Machine;
import jorus.runtime.Malformed;
import jorus.runtime.Outcome;
import jorus.runtime.OutputClosed;
import jorus.runtime.Trap;
import jorus.verify.VerifiedImage;

/// Runs a program from its entry function to its end.
///
/// The engine-independent half of a trap happens here: `Interpreter.run` is left by an exception,
/// and what the program was doing is read from the machine and its frames. Errors of the JVM are
/// ours and pass through, except that a Java heap that is full means `Out of memory`. What only a
/// forged image can do ends the run as a trap that nobody catches.
public final class Execution {
    /// The checksum of the first program that was run in this process, once there was one, and
    /// whether another has been since. What a race between threads loses costs time only.
    private static long firstProgram;

    private static boolean isOccupied;
    private static boolean isShared;

    /// How many polls programs have spent in the shared loop, but for those that left it.
    private static long sharedPolls;

    private final VerifiedImage verified;
    private final Machine machine;
    private CompiledLoop first;
    private boolean isRehearsal;

    /// Null if the program is interpreted in the loop that all share, and only there.
    private LoopChoice choice;

    /// `machine` was made of the image that `verified` vouches for, and has run nothing yet.
    public Execution(VerifiedImage verified, Machine machine) {
        if (machine.image != verified.image()) {
            throw new AssertionError("the machine is of another image");
        }
        this.verified = verified;
        this.machine = machine;
    }

    /// Loads the loop that a process begins with.
    public static void prime() {
        Loops.prime();
    }

    /// Makes `code`, compiled from the first instruction of the program, the way that it begins.
    public void startWith(CompiledLoop code) {
        first = code;
    }

    /// The program is ours and short: it does not count as one that was run in this process.
    public void rehearse() {
        isRehearsal = true;
    }

    /// Runs the program on the calling thread; output is flushed when this returns.
    public Outcome run() {
        return run(null);
    }

    /// As `run()`, and tells `observer` of each instruction; much slower.
    public Outcome run(InstructionObserver observer) {
        if (observer == null && !isRehearsal) {
            enterShared();
        }
        Loops.begin(machine, isRehearsal);
        Outcome outcome;
        try {
            outcome = execute(observer);
        } catch (Cancelled _) {
            outcome = cancelled();
        } catch (LimitReached reached) {
            outcome = limited(reached);
        } catch (OutputClosed _) {
            return Outcome.of(Outcome.End.OUTPUT_CLOSED);
        } catch (Malformed malformed) {
            outcome = malformed(malformed);
        }
        Loops.end(machine);
        if (choice != null) {
            choice.leave(machine);
        }
        if (observer == null && machine.compiled == null && !hasMoved()) {
            sharedPolls += machine.pollCount();
        }
        try {
            machine.output.flush();
        } catch (OutputClosed _) {
            return outcome.hasPlace() ? outcome : Outcome.of(Outcome.End.OUTPUT_CLOSED);
        }
        return outcome;
    }

    static long sharedPolls() {
        return sharedPolls;
    }

    private boolean hasMoved() {
        return choice != null && choice.hasMoved();
    }

    /// The program will be in the shared loop, at least at first.
    private void enterShared() {
        long program = machine.image.storedChecksum();
        if (!isOccupied) {
            isOccupied = true;
            firstProgram = program;
        }
        isShared |= program != firstProgram;
        // What is compiled when it gets hot leaves the loop anyway.
        if (isShared && machine.compiled == null) {
            choice = LoopChoice.of(verified);
        }
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
            if (!machine.unwind(0)) {
                return trapped(trap);
            }
            machine.enterHandler(trap);
        }
    }

    /// Runs frames for compiled code: until the frame at `fp` returns.
    ///
    /// @throws Trap that no handler from that frame inwards takes; the place stays saved
    public static void runFrame(Machine machine, long pc, long fp) {
        machine.save(pc, fp);
        while (true) {
            Trap trap = goOn(machine, null);
            if (trap == null) {
                return;
            }
            if (!machine.unwind(fp)) {
                throw trap;
            }
            machine.enterHandler(trap);
        }
    }

    private static Trap goOn(Machine machine, LoopChoice choice) {
        try {
            if (choice == null) {
                Loops.start(machine, machine.savedPc(), machine.savedFp());
            } else {
                choice.run(machine);
            }
            return null;
        } catch (Trap trap) {
            return trap;
        } catch (OutOfMemory | OutOfMemoryError _) {
            return machine.outOfMemory();
        }
    }

    /// Runs from where the machine is to the end, or to a trap, which is returned.
    private Trap go(InstructionObserver observer) {
        if (observer == null && first == null) {
            return goOn(machine, choice);
        }
        try {
            if (first != null) {
                CompiledLoop code = first;
                first = null;
                long fp = machine.savedFp();
                Loops.start(machine, code.run(machine, fp), fp);
                return null;
            }
            ObservedInterpreter.run(machine, machine.savedPc(), machine.savedFp(), observer);
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

    private Outcome malformed(Malformed malformed) {
        machine.recover();
        return Outcome.of(malformed);
    }

    private Outcome trapped(Trap trap) {
        machine.recover();
        return Outcome.of(machine, trap);
    }
}
