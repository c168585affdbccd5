package jorus.jit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A natural loop: all blocks from which its header is reached again without leaving it.
final class Loop {
    final int header;
    final BitSet blocks = new BitSet();

    /// The blocks that branch back to the header.
    final List<Integer> latches = new ArrayList<>();

    /// The smallest loop around this one; null if there is none.
    Loop parent;

    Loop(int header) {
        this.header = header;
    }

    /// Whether this lies in `other`, or is it.
    boolean isIn(Loop other) {
        return other.blocks.get(header) && blocks.cardinality() <= other.blocks.cardinality();
    }

    Loop outermost() {
        Loop loop = this;
        while (loop.parent != null) {
            loop = loop.parent;
        }
        return loop;
    }
}
