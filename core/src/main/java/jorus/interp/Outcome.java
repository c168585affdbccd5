package jorus.interp;

import java.util.List;
import jorus.builtin.TrapKind;

/// How a run ended.
///
/// `kind` and `message` are those of the trap, else null; the message is the bytes that the program
/// would see. `trace` has the calls that were open at the trap, innermost first, `MAX_TRACE` of them
/// at most; `hidden` counts the others, which are outermost.
public record Outcome(End end, TrapKind kind, byte[] message, List<Call> trace, int hidden) {
    /// How many open calls an outcome lists.
    public static final int MAX_TRACE = 50;

    public enum End {
        /// The program came to its end.
        FINISHED,
        /// A trap that nobody caught; exit status 70.
        TRAPPED,
        /// Another thread asked for it.
        CANCELLED,
        /// Nobody takes the output any more. The usual exit status is that of the signal: 141.
        OUTPUT_CLOSED
    }

    /// A place in the code: an index into the functions of the image, and the index of the trapping
    /// or calling word within the function.
    public record Call(int function, int word) {}

    public Outcome {
        trace = List.copyOf(trace);
    }

    static Outcome of(End end) {
        return new Outcome(end, null, null, List.of(), 0);
    }

    public boolean isTrap() {
        return end == End.TRAPPED;
    }
}
