package jorus.memory.arena;

/// Makes a chosen allocation fail, for tests that fail every allocation of a scenario in turn.
///
/// Used by one thread. Not armed, it costs one comparison per allocation that asks it.
public final class FailureSchedule {
    private long countdown;
    private boolean isPersistent;
    private long asked;

    /// Makes the `nth` allocation from now fail, counted from 1; with `persistent` all later ones
    /// too. 0 disarms.
    public void arm(long nth, boolean persistent) {
        if (nth < 0) {
            throw new IllegalArgumentException("allocation number " + nth + " must be >= 0");
        }
        countdown = nth;
        isPersistent = persistent;
        asked = nth > 0 ? 0 : asked;
    }

    public void disarm() {
        arm(0, false);
    }

    public boolean isArmed() {
        return countdown > 0;
    }

    /// How many allocations have asked since it was last armed.
    public long asked() {
        return asked;
    }

    /// Called once per allocation, before it happens: whether this one is to fail.
    public boolean shouldFail() {
        if (countdown == 0) {
            return false;
        }
        asked++;
        return isPersistent ? asked >= countdown : asked == countdown;
    }
}
