package jorus.runtime;

/// Sees every instruction before it runs: traces and statistics.
public interface InstructionObserver {
    /// `pc` is the address of the instruction, `fp` that of its frame. Must change neither the
    /// machine nor the frame.
    void beforeInstruction(long pc, long fp);
}
