package jorus.runtime;

/// The interpreter, for compiled code that calls what is not compiled.
public interface FrameRunner {
    /// Runs from `pc` on in the frame at `fp` until that frame returns to [CallTable]'s way out.
    ///
    /// @throws Trap if no handler in or above the frame takes it
    void run(Machine machine, long pc, long fp);
}
