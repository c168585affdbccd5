package jorus.emit;

import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.ir.Region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// Collects the handlers of a function: for each stretch of words that a `try` covers a row of
/// first word, end, handler and slot of the error, inner ones first.
final class HandlerRows {
    private static final int FIELDS = 4;

    private final IrFunction function;
    private final int[] blockWords;
    private final int[] offsets;
    private final List<int[]> rows = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();

    /// `blockWords` are the first words of the blocks and the end, `offsets` the places of the
    /// registers.
    HandlerRows(IrFunction function, int[] blockWords, int[] offsets) {
        this.function = function;
        this.blockWords = blockWords;
        this.offsets = offsets;
        collect();
    }

    private void collect() {
        List<Block> blocks = function.blocks();
        IdentityHashMap<Region, int[]> open = new IdentityHashMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blockWords[i] == blockWords[i + 1]) {
                continue;
            }
            for (Region at = blocks.get(i).region(); at != null; at = at.outer()) {
                int[] row = open.get(at);
                if (row != null && row[1] == blockWords[i]) {
                    row[1] = blockWords[i + 1];
                } else {
                    open.put(at, add(at, blockWords[i], blockWords[i + 1]));
                }
            }
        }
    }

    private int[] add(Region region, int first, int end) {
        int register = region.errorRegister();
        int slot = register == Instruction.NONE ? -1 : offsets[register];
        int[] row = {first, end, blockWords[region.handler().index()], slot};
        rows.add(row);
        depths.add(region.depth());
        return row;
    }

    /// Rows by falling depth, those of one depth by their first words.
    int[] toArray() {
        long[] order = new long[rows.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) -depths.get(i) << 32 | i;
        }
        Arrays.sort(order);
        int[] result = new int[order.length * FIELDS];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(rows.get((int) order[i]), 0, result, i * FIELDS, FIELDS);
        }
        return result;
    }
}
