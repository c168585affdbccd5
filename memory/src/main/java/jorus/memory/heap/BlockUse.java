package jorus.memory.heap;

/// One block of a heap: cells of one size, a run of blocks, or a large block.
///
/// `address` and `bytes` are where it is. `cellBytes` is the size of its cells; that of all of it
/// for runs and large blocks. `cells` is how many it can have, `usedCells` how many are in use,
/// garbage included. `isLarge`: it has memory of its own. `kind` is null for blocks that are free.
public record BlockUse(
        long address,
        long bytes,
        CellKind kind,
        long cellBytes,
        int cells,
        int usedCells,
        boolean isLarge) {
    public long usedBytes() {
        return usedCells * cellBytes;
    }
}
