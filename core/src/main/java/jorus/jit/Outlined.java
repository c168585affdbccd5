package jorus.jit;

import java.lang.constant.ClassDesc;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/// The loops of a region that are left to methods of their own, because they run long each time
/// they are entered: what HotSpot has compiled for them then stays of use when the loops around
/// them are compiled, and each method is small. They are entered at their headers, with all
/// registers in the frame, as the interpreter enters them.
final class Outlined {
    private final Flow flow;
    private final BitSet region;

    /// The classes by header, in the order of the blocks.
    private final Map<Integer, ClassDesc> owners = new TreeMap<>();

    /// The blocks of the region that remain.
    private final BitSet rest;

    /// None of `region` yet.
    Outlined(Flow flow, BitSet region) {
        this.flow = flow;
        this.region = region;
        rest = (BitSet) region.clone();
    }

    /// Whether the loop is only ever entered at its header, from where it goes on as if it had made
    /// a turn.
    static boolean isPossible(Flow flow, Loop loop, BitSet region) {
        if (flow.entry(loop) != loop.header || loop.blocks.equals(region)) {
            return false;
        }
        for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
            if (!loop.blocks.get(b) && entersElsewhere(flow, loop, b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean entersElsewhere(Flow flow, Loop loop, int from) {
        for (int to : flow.successors[from]) {
            if (to != loop.header && loop.blocks.get(to)) {
                return true;
            }
        }
        for (int row : flow.handlers[from]) {
            if (loop.blocks.get(flow.handlerBlock(row))) {
                return true;
            }
        }
        return false;
    }

    /// Leaves `loop` to the method `loop` of the class `owner`.
    void add(Loop loop, ClassDesc owner) {
        owners.put(loop.header, owner);
        rest.andNot(loop.blocks);
    }

    /// The blocks of the region that are in none of these loops.
    BitSet rest() {
        return rest;
    }

    Iterable<Integer> headers() {
        return owners.keySet();
    }

    ClassDesc owner(int header) {
        return owners.get(header);
    }

    /// Where the region goes on behind the loop with this header.
    BitSet exits(int header) {
        BitSet exits = new BitSet();
        BitSet blocks = flow.loopAt(header).blocks;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int to : flow.successors[b]) {
                boolean isKnown = rest.get(to) || owners.containsKey(to);
                if (!blocks.get(to) && region.get(to) && isKnown) {
                    exits.set(to);
                }
            }
        }
        return exits;
    }
}
