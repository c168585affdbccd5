package jorus.ir;

/// The body of a `try`: a trap in one of its blocks continues at `handler`.
///
/// Blocks know the innermost region they are in. The handler is entered from nowhere else and is
/// itself in the region around.
public final class Region {
    final Block handler;
    private final Region outer;

    Region(Block handler, Region outer) {
        this.handler = handler;
        this.outer = outer;
    }

    public Block handler() {
        return handler;
    }

    /// The region around, or null.
    public Region outer() {
        return outer;
    }

    /// How many regions are around.
    public int depth() {
        int depth = 0;
        for (Region at = outer; at != null; at = at.outer) {
            depth++;
        }
        return depth;
    }

    /// The register that the error goes to; [Instruction#NONE] if nobody wants it.
    public int errorRegister() {
        Instruction first = handler.instructions.get(0);
        return first.op == IrOp.CATCH ? first.target : Instruction.NONE;
    }
}
