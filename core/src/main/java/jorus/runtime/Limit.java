package jorus.runtime;

/// A limit of a run that ends it. Not an error of the program: no handler sees it.
public enum Limit {
    /// Polls: `MachineOptions.fuel`.
    FUEL,
    /// Time, which another thread measures: `Machine.timeOut`.
    TIME,
    /// Bytes written: `MachineOptions.outputBytes`.
    OUTPUT
}
