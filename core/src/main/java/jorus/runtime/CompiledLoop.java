package jorus.runtime;

/// A loop of a function as a JVM method, entered at its header while the function is interpreted.
public abstract class CompiledLoop {
    /// Runs the loop in the frame at `fp`, whose registers have their values there, and returns
    /// the address of the instruction that comes next, with the registers written back.
    public abstract long run(Machine machine, long fp);
}
