package jorus.engine;

/// How a run ended. `trap` is null unless a runtime error that nobody caught ended it.
public record Outcome(End end, TrapReport trap) {
    public enum End {
        FINISHED,
        TRAPPED,
        /// Another thread asked for it.
        CANCELLED,
        /// Nobody takes the output any more (a closed pipe, a full disk).
        OUTPUT_CLOSED
    }

    public boolean isTrap() {
        return end == End.TRAPPED;
    }
}
