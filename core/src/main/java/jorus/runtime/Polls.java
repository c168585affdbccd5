package jorus.runtime;

import jorus.isa.Word;

/// What compiled code counts down with.
///
/// Polls are rare, so each place would be compiled by C2 as if its own were never due, and thrown
/// away when it is. The branches of these methods are those of all programs' places together, so
/// C2 knows that they go both ways.
///
/// That is for places that are rarely passed: C2 has its limits, and may leave the calls. Each turn
/// of a short loop counts with a branch of its own, and soon has a poll that is due.
///
/// Each takes the countdown, never negative, and returns the new one; the machine's own is that of
/// the last poll. Methods of 16 bytes and less are inlined by C1, too.
public final class Polls {
    /// Set in the address of an instruction: what polls is a strip.
    private static final long STRIP = 1;

    private Polls() {}

    /// Counts a taken backward branch to the instruction before the address `pc`.
    ///
    /// @throws LimitReached as `Machine.poll`
    /// @throws Cancelled as `Machine.poll`
    public static int count(int polls, Machine m, long pc, long fp) {
        if (polls > 0) {
            return polls - 1;
        }
        return due(m, pc, fp);
    }

    private static int due(Machine m, long pc, long fp) {
        m.polls = -1;
        m.save(pc & -Word.BYTES, fp);
        if ((pc & STRIP) != 0) {
            m.pollStrip();
        } else {
            m.poll();
        }
        return m.polls;
    }

    /// As `count`, behind a strip: what follows are turns that take nanoseconds. The branch is that
    /// of `count`, as in some programs one of the two is due only after minutes.
    ///
    /// @throws LimitReached as `Machine.poll`
    /// @throws Cancelled as `Machine.poll`
    public static int countStrip(int polls, Machine m, long pc, long fp) {
        return count(polls, m, pc | STRIP, fp);
    }

    /// Polls early if the countdown is less than `needed`, what the first turn of a strip may
    /// count. It stays so if fuel is short, and if the poll would have something to do: that is to
    /// come exactly where it does in other engines.
    ///
    /// @throws LimitReached as `Machine.poll`
    /// @throws Cancelled as `Machine.poll`
    public static int refill(int polls, int needed, Machine m, long pc, long fp) {
        if (polls >= needed) {
            return polls;
        }
        return early(polls, m, pc, fp);
    }

    private static int early(int polls, Machine m, long pc, long fp) {
        if (m.isWatched() || m.signal().isRaised()) {
            return polls;
        }
        m.polls = polls;
        m.save(pc, fp);
        m.pollStrip();
        return m.polls;
    }

    /// Counts the call of a compiled function that has not taken the countdown from the machine.
    ///
    /// @throws LimitReached as `Machine.poll`
    /// @throws Cancelled as `Machine.poll`
    public static void countCall(Machine m, int function, long fp) {
        if (--m.polls < 0) {
            Linkage.pollCall(m, function, fp);
        }
    }
}
