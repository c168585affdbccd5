package jorus.interp;

import jorus.runtime.Machine;

import java.lang.invoke.MethodHandles;

/// Where programs are interpreted: in the cold loop until one of this process has been there for so
/// long that HotSpot's compilers are worth their while, then in the loop that is made for them
/// (docs/decisions/0026-cold-loop.md).
///
/// A race between threads costs one of them some more time in the cold loop.
final class Loops {
    /// For tests: after how many polls the cold loop is left; 0 for never being there.
    static final String COLD_PROPERTY = "jorus.cold";

    /// A poll is a turn of a loop or a call. The cold loop takes some 0.5 us for an instruction,
    /// the other one, which HotSpot interprets at first too, 2 us and 10 ms for linking it.
    private static final int COLD_POLLS = 5_000;

    /// The most that a look around counts for if there is compiled code, which has its turns
    /// counted as polls too. Where much is compiled already, the machine looks around often, and
    /// little is left for the interpreter.
    private static final int POLLS_PER_LOOK = 100;

    /// What a run counts for at least that never polls.
    private static final int LEAST_POLLS = 50;

    /// Whether a program of this process has left the cold loop.
    static boolean isWarm;

    /// Polls of programs that have ended there.
    static long spentPolls;

    private Loops() {}

    /// Loads the cold loop.
    static void prime() {
        try {
            MethodHandles.lookup().ensureInitialized(ColdLoop.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("who names a class can see it", e);
        }
    }

    /// Chooses the loop that a program begins in. One that is run to warm the process up does not
    /// warm what is left soon.
    static void begin(Machine m, boolean isRehearsal) {
        isWarm |= isRehearsal;
        m.coldPolls = Integer.getInteger(COLD_PROPERTY, isWarm ? 0 : COLD_POLLS);
    }

    /// A run has ended. Many short ones are as good a reason to leave the cold loop as a long one.
    static void end(Machine m) {
        if (m.coldPolls > 0) {
            spentPolls += Math.max(polls(m), LEAST_POLLS);
            isWarm |= spentPolls > COLD_POLLS;
        }
    }

    /// Executes from the instruction at the address `pc` on, in the frame at `fp`, until HALT.
    ///
    /// @throws jorus.runtime.Trap a fault of the program; `Machine.savedPc()` says where
    static void start(Machine m, long pc, long fp) {
        // Compiled code may stand between this loop and another.
        boolean wasCold = m.isCold;
        m.isCold = m.coldPolls > 0;
        try {
            if (!m.isCold) {
                Interpreter.start(m, pc, fp);
            } else if (!isDone(m, pc, fp)) {
                m.isCold = false;
                Interpreter.start(m, m.savedPc(), m.savedFp());
            }
        } finally {
            m.isCold = wasCold;
        }
    }

    /// Whether the program has come to its end in the cold loop; else it goes on where the machine
    /// says.
    private static boolean isDone(Machine m, long pc, long fp) {
        try {
            ColdLoop.run(m, pc, fp);
            return true;
        } catch (Move move) {
            if (move != Move.WARM) {
                throw move;
            }
            return false;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the loop has no checked exceptions", e);
        }
    }

    /// After a poll: the program goes on at `pc` in the frame at `fp`.
    static void polled(Machine m, long pc, long fp) {
        m.polledCold += Math.min(m.returnPolls, POLLS_PER_LOOK);
        // It may have left already, in another call of the interpreter.
        if (m.isCold && polls(m) > m.coldPolls) {
            m.coldPolls = 0;
            isWarm = true;
            m.save(pc, fp);
            throw Move.WARM;
        }
    }

    /// How many polls of the program were its interpreter's, roughly.
    private static long polls(Machine m) {
        return m.compiled == null ? m.pollCount() : m.polledCold;
    }
}
