package jorus.memory.heap;

import java.util.List;

/// What a heap has done so far. Sizes are bytes, pauses nanoseconds; counts of objects do not
/// include data blocks and buffers.
///
/// `allocatedBytes`: cells, runs and large blocks handed out, rounded up as they were.
/// `liveBytes`, `liveObjects`: what survived the last collection; 0 before the first.
/// `usedBytes`: in use now, garbage included. `committedBytes`: had from the system now, metadata
/// included; never above `limitBytes`, nor is `peakBytes`, the most it ever was.
/// `cells`: one row for each kind and size of cells that has blocks.
public record Statistics(
        long collections,
        long totalPauseNanos,
        long maxPauseNanos,
        long allocatedBytes,
        long allocatedObjects,
        long freedObjects,
        long liveBytes,
        long liveObjects,
        long usedBytes,
        long committedBytes,
        long peakBytes,
        long limitBytes,
        List<CellUse> cells) {

    public Statistics {
        cells = List.copyOf(cells);
    }

    /// Cells of one kind and size: `blocks` of 16 KiB, `liveCells` after the last collection,
    /// `newCells` handed out since.
    public record CellUse(
            CellKind kind, int cellBytes, long blocks, long liveCells, long newCells) {}
}
