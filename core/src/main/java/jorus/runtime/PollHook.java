package jorus.runtime;

/// Called whenever a countdown of polls has ended, while the place of the program is saved.
@FunctionalInterface
public interface PollHook {
    /// May call `Machine.pollSoon`.
    void polled();

    /// Whether the countdown may be longer in front of turns that take nanoseconds: what counts
    /// polls wants to be called at the one it has named.
    default boolean stretches() {
        return false;
    }
}
