package jorus.interp;

import jorus.runtime.Machine;
import jorus.runtime.Tiering;
import jorus.verify.VerifiedImage;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;

/// Where a program is interpreted when others have been before it, in all of its runs: in the loop
/// that all share until it has stayed there for so long that a loop of its own pays, then in that
/// (docs/decisions/0021-own-loop.md).
///
/// Belongs to the verified image. Images with the same checksum share it as long as memory is
/// plentiful, so that a program that is compiled again finds its loop warm. They need not be equal
/// for that: whose loop it is matters to speed only. Any thread.
final class LoopChoice implements Tiering {
    /// For tests: after how many polls a program moves.
    static final String MOVE_PROPERTY = "jorus.move";

    /// How many polls a program stays in a shared loop that is warm. A poll is a turn of a loop or
    /// a call: 20 to 70 ns. A new loop costs 100 to 200 ms, most of them until it is compiled.
    private static final int MOST_PATIENCE = 1_000_000;

    /// As much as the interval of polls: nobody asks earlier.
    private static final int LEAST_PATIENCE = 2_000;

    /// The shared loop is compiled as well as it will be after some million polls. Before, there is
    /// less reason to stay: a program would warm what it is going to leave.
    private static final int WARM_SHIFT = 3;

    /// How many are kept for images that come again; a loop has some 100 KB outside the Java heap.
    static final int MOST_KEPT = 8;

    /// Those asked for last are at the end. Guarded by the class, as are companions of images.
    private static final List<SoftReference<LoopChoice>> KEPT = new ArrayList<>();

    private final long checksum;
    private volatile int patience;

    /// Polls of runs that have ended.
    private long polls;

    private OwnLoop loop;

    private LoopChoice(long checksum) {
        this.checksum = checksum;
    }

    /// Those of a program that is about to run.
    static synchronized LoopChoice of(VerifiedImage verified) {
        LoopChoice own = (LoopChoice) verified.companion();
        if (own == null) {
            own = take(verified.image().storedChecksum());
            verified.setCompanion(own);
        }
        own.patience = Integer.getInteger(MOVE_PROPERTY, patience(Execution.sharedPolls()));
        return own;
    }

    /// After how many polls a program moves if others have spent `sharedPolls` in the shared loop.
    static int patience(long sharedPolls) {
        return Math.clamp(sharedPolls >> WARM_SHIFT, LEAST_PATIENCE, MOST_PATIENCE);
    }

    /// Finds or makes those for images with this checksum.
    private static LoopChoice take(long checksum) {
        LoopChoice found = null;
        for (int i = KEPT.size() - 1; i >= 0; i--) {
            LoopChoice kept = KEPT.get(i).get();
            if (kept == null || kept.checksum == checksum) {
                KEPT.remove(i);
                found = kept == null ? found : kept;
            }
        }
        if (KEPT.size() == MOST_KEPT) {
            KEPT.remove(0);
        }
        if (found == null) {
            found = new LoopChoice(checksum);
        }
        KEPT.add(new SoftReference<>(found));
        return found;
    }

    /// Interprets from where `machine` is to the end, or to an exception.
    void run(Machine machine) {
        OwnLoop own = loop();
        if (own == null) {
            machine.tiering = this;
            machine.pollSoon((int) Math.max(patience - polls(), 0));
            try {
                Loops.start(machine, machine.savedPc(), machine.savedFp());
                return;
            } catch (Move _) {
                own = loop();
            } finally {
                machine.tiering = null;
            }
        }
        own.start(machine, machine.savedPc(), machine.savedFp());
    }

    /// Null while the program is in the shared loop.
    synchronized OwnLoop loop() {
        return loop;
    }

    private synchronized long polls() {
        return polls;
    }

    /// A run on `machine` has ended.
    synchronized void leave(Machine machine) {
        polls += machine.pollCount();
    }

    boolean hasMoved() {
        return loop() != null;
    }

    @Override
    public long poll(Machine machine, long pc, long fp) {
        if (isToMove(machine)) {
            machine.save(pc, fp);
            throw Move.OWN;
        }
        return pc;
    }

    private synchronized boolean isToMove(Machine machine) {
        if (loop == null && polls + machine.pollCount() > patience) {
            try {
                loop = OwnLoop.make();
            } catch (OutOfMemoryError _) {
                // Not the program's: it has a heap of its own, and may stay.
            }
            if (loop == null) {
                machine.tiering = null;
            }
        }
        return loop != null;
    }
}
