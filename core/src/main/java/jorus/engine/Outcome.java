package jorus.engine;

/// How a run ended. `report` says where and why if the program was stopped: by a runtime error that
/// nobody caught, a limit, or an error of ours; else it is null. `fault` is the error of ours, else
/// null.
public record Outcome(End end, TrapReport report, Throwable fault) {
    public enum End {
        FINISHED,
        TRAPPED,
        /// [Limits#fuel()] is used up.
        FUEL_LIMIT,
        /// [Limits#timeoutNanos()] have passed.
        TIME_LIMIT,
        /// The program wanted to write more than [Limits#outputBytes()].
        OUTPUT_LIMIT,
        /// Another thread asked for it.
        CANCELLED,
        /// Nobody takes the output any more (a closed pipe, a full disk).
        OUTPUT_CLOSED,
        /// Jorus is wrong, or the memory of the program is damaged. What the program wrote before
        /// is written; the instance can only be closed.
        FAILED
    }

    static Outcome of(End end) {
        return new Outcome(end, null, null);
    }

    static Outcome of(End end, TrapReport report) {
        return new Outcome(end, report, null);
    }

    public boolean isTrap() {
        return end == End.TRAPPED;
    }
}
