package jorus.isa;

/// What an instruction may do besides writing its operands.
public enum Effect {
    /// May raise a trap, so it needs a line and a saved pc.
    TRAPS,
    /// May collect: refs outside the ref and any banks are lost, outgoing ref arguments too.
    ALLOCATES,
    /// Has a target.
    BRANCHES,
    /// The next instruction is not reached.
    ENDS,
    /// Enters another function; outgoing argument slots are dead afterwards.
    CALLS,
    /// Reads or writes what lies outside the frame.
    MEMORY
}
