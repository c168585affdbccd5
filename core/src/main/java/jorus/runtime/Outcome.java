package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How a run ended.
///
/// `kind` and `message` are those of the trap, else null; the message is the bytes that the program
/// would see. `detail` has the values that the trap is about, or is null. `limit` is the limit that
/// was reached, else null. `trace` has the calls that were open at the trap or limit, innermost
/// first, `MAX_TRACE` of them at most; `hidden` counts the others, which are outermost.
public record Outcome(
        End end,
        TrapKind kind,
        byte[] message,
        String detail,
        Limit limit,
        List<Call> trace,
        int hidden) {
    /// How many open calls an outcome lists.
    public static final int MAX_TRACE = 50;

    public enum End {
        /// The program came to its end.
        FINISHED,
        /// A trap that nobody caught; exit status 70.
        TRAPPED,
        /// A limit of fuel, time or output; exit status 71.
        LIMITED,
        /// An error of ours, or damaged memory; exit status 99.
        FAILED,
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

    /// An end that is no trap and no limit.
    public static Outcome of(End end) {
        assert end == End.FINISHED || end == End.CANCELLED || end == End.OUTPUT_CLOSED
                : end + " has a place";
        return new Outcome(end, null, null, null, null, List.of(), 0);
    }

    /// The end by a mistake in the image; where the program was is not known.
    public static Outcome of(Malformed malformed) {
        byte[] message = malformed.getMessage().getBytes(StandardCharsets.US_ASCII);
        return new Outcome(End.TRAPPED, TrapKind.TYPE, message, null, null, List.of(), 0);
    }

    /// The end by `trap`, at the place that `machine` saved last.
    public static Outcome of(Machine machine, Trap trap) {
        return of(machine, End.TRAPPED, trap, null);
    }

    /// The end by `limit`, at the place that `machine` saved last.
    public static Outcome of(Machine machine, Limit limit) {
        return of(machine, End.LIMITED, null, limit);
    }

    /// The end by an error of ours, at the place that `machine` saved last.
    public static Outcome failed(Machine machine) {
        return of(machine, End.FAILED, null, null);
    }

    private static Outcome of(Machine machine, End end, Trap trap, Limit limit) {
        List<Call> trace = new ArrayList<>();
        int depth = 0;
        Frames.complete(machine);
        long pc = machine.savedPc();
        for (long fp = machine.savedFp(); fp != 0; fp = Memory.i64(fp + FrameLayout.CALLER_FP)) {
            if (Memory.i32(fp + FrameLayout.FUNCTION) != Linkage.NO_FUNCTION) {
                if (depth < MAX_TRACE) {
                    trace.add(call(machine.image, fp, pc));
                }
                depth++;
            }
            pc = Memory.i64(fp + FrameLayout.RETURN_PC);
        }
        int hidden = depth - trace.size();
        return trap == null
                ? new Outcome(end, null, null, null, limit, trace, hidden)
                : new Outcome(
                        end, trap.kind(), trap.message(), trap.detail(), limit, trace, hidden);
    }

    /// The word before `pc`, in the function of the frame at `fp`.
    private static Call call(Image image, long fp, long pc) {
        int function = Memory.i32(fp + FrameLayout.FUNCTION);
        long word = (pc - image.code) / Word.BYTES - 1;
        return new Call(function, (int) word - image.function(function, ImageLayout.CODE_START));
    }

    /// Whether there is a place in the program to report: a trap or a limit.
    public boolean hasPlace() {
        return end == End.TRAPPED || end == End.LIMITED;
    }

    public boolean isTrap() {
        return end == End.TRAPPED;
    }
}
