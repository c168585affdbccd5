package jorus.runtime;

/// A function as a JVM method, for callers that have its arguments in its frame.
public abstract class CompiledFunction {
    /// Runs the function whose frame is at `fp`: arguments, caller and return word are written
    /// there, and it fits its chunk. Returns the raw bits of the result, 0 if there is none; a
    /// result of type any lies at [Linkage#ANY_RESULT] of the frame.
    ///
    /// `budget` is what [Linkage] draws. A call is polled by whoever calls.
    public abstract long enter(Machine machine, long fp, long budget);

    /// How many calls deep the function may be without entering others that ask whether that is
    /// allowed: those that were spliced into it. It is interpreted where fewer are left.
    public int splicedDepth() {
        return 0;
    }
}
