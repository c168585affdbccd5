package jorus.runtime;

/// Decides what is compiled; asked by the interpreter at its polls, so that what is hot shows.
public interface Tiering {
    /// At a poll of the interpreter before the instruction at `pc`, which a backward branch has
    /// reached or which is the first one of a called function, in the frame at `fp`. Returns where
    /// the interpreter goes on in this frame.
    long poll(Machine machine, long pc, long fp);

    /// Compiled code calls `function`, whose code is interpreted. The interpreter may never poll in
    /// it.
    default void called(Machine machine, int function) {}
}
