package jorus.ir;

import java.util.Arrays;

/// Dominators and the nest of natural loops of a function, as it is when this is made.
///
/// Loops are numbered; [#NONE] is the outside of all loops. Blocks are named by [Block#index()].
/// Dominators by Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".
public final class Loops {
    public static final int NONE = -1;

    private final Block[] blocks;
    private final int[] orderOf;
    private final Block[] order;
    private final int[] predecessorStarts;
    private final int[] predecessors;
    private final int[] dominators;
    private final int[] loopOf;
    private final int[] headers;
    private final int[] parents;
    private int loopCount;
    private boolean isReducible = true;

    public Loops(IrFunction function) {
        function.number();
        int count = function.blocks().size();
        blocks = function.blocks().toArray(new Block[count]);
        orderOf = new int[count];
        order = new Block[count];
        predecessorStarts = new int[count + 1];
        predecessors = new int[countEdges()];
        dominators = new int[count];
        loopOf = new int[count];
        headers = new int[count];
        parents = new int[count];
        findPredecessors();
        int reached = findOrder();
        findDominators(reached);
        findLoops(reached);
    }

    private int countEdges() {
        int edges = 0;
        for (Block block : blocks) {
            edges += block.successorCount();
        }
        return edges;
    }

    private void findPredecessors() {
        for (Block block : blocks) {
            for (int i = 0; i < block.successorCount(); i++) {
                predecessorStarts[block.successor(i).index + 1]++;
            }
        }
        for (int i = 0; i < blocks.length; i++) {
            predecessorStarts[i + 1] += predecessorStarts[i];
        }
        int[] next = predecessorStarts.clone();
        for (Block block : blocks) {
            for (int i = 0; i < block.successorCount(); i++) {
                predecessors[next[block.successor(i).index]++] = block.index;
            }
        }
    }

    /// Reverse postorder; unreachable blocks have none.
    private int findOrder() {
        Arrays.fill(orderOf, NONE);
        int[] path = new int[blocks.length];
        int[] nextSuccessor = new int[blocks.length];
        boolean[] isSeen = new boolean[blocks.length];
        int depth = 0;
        int place = blocks.length;
        path[0] = 0;
        isSeen[0] = true;
        while (depth >= 0) {
            Block block = blocks[path[depth]];
            if (nextSuccessor[block.index] == block.successorCount()) {
                order[--place] = block;
                depth--;
                continue;
            }
            Block successor = block.successor(nextSuccessor[block.index]++);
            if (!isSeen[successor.index]) {
                isSeen[successor.index] = true;
                path[++depth] = successor.index;
            }
        }
        int reached = blocks.length - place;
        System.arraycopy(order, place, order, 0, reached);
        for (int i = 0; i < reached; i++) {
            orderOf[order[i].index] = i;
        }
        return reached;
    }

    private void findDominators(int reached) {
        Arrays.fill(dominators, NONE);
        dominators[0] = 0;
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (int i = 1; i < reached; i++) {
                int block = order[i].index;
                int dominator = NONE;
                for (int j = predecessorStarts[block]; j < predecessorStarts[block + 1]; j++) {
                    int predecessor = predecessors[j];
                    if (dominators[predecessor] != NONE) {
                        dominator =
                                dominator == NONE ? predecessor : common(predecessor, dominator);
                    }
                }
                if (dominators[block] != dominator) {
                    dominators[block] = dominator;
                    isChanged = true;
                }
            }
        }
    }

    private int common(int one, int two) {
        while (one != two) {
            while (orderOf[one] > orderOf[two]) {
                one = dominators[one];
            }
            while (orderOf[two] > orderOf[one]) {
                two = dominators[two];
            }
        }
        return one;
    }

    boolean dominates(int dominator, int block) {
        int at = block;
        while (orderOf[at] > orderOf[dominator]) {
            at = dominators[at];
        }
        return at == dominator;
    }

    /// Inner loops first: a header's dominated headers come after it in the order.
    private void findLoops(int reached) {
        Arrays.fill(loopOf, NONE);
        int[] work = new int[blocks.length + 2 * predecessors.length];
        for (int i = reached - 1; i >= 0; i--) {
            int header = order[i].index;
            int size = 0;
            for (int j = predecessorStarts[header]; j < predecessorStarts[header + 1]; j++) {
                int latch = predecessors[j];
                if (orderOf[latch] >= i) {
                    if (dominates(header, latch)) {
                        work[size++] = latch;
                    } else {
                        isReducible = false;
                    }
                }
            }
            if (size > 0) {
                collect(header, work, size);
            }
        }
    }

    private void collect(int header, int[] work, int count) {
        int loop = loopCount++;
        headers[loop] = header;
        parents[loop] = NONE;
        int size = count;
        while (size > 0) {
            int block = work[--size];
            int from = block;
            if (loopOf[block] == NONE) {
                loopOf[block] = loop;
            } else {
                int outer = outermost(loopOf[block]);
                if (outer == loop) {
                    continue;
                }
                parents[outer] = loop;
                from = headers[outer];
            }
            if (from == header) {
                continue;
            }
            for (int j = predecessorStarts[from]; j < predecessorStarts[from + 1]; j++) {
                int predecessor = predecessors[j];
                boolean isNew =
                        loopOf[predecessor] == NONE || outermost(loopOf[predecessor]) != loop;
                if (isNew && orderOf[predecessor] != NONE) {
                    work[size++] = predecessor;
                }
            }
        }
        if (loopOf[header] == NONE) {
            loopOf[header] = loop;
        }
    }

    private int outermost(int loop) {
        int outer = loop;
        while (parents[outer] != NONE) {
            outer = parents[outer];
        }
        return outer;
    }

    /// Whether every back edge goes to a block that dominates its start.
    public boolean isReducible() {
        return isReducible;
    }

    public int loopCount() {
        return loopCount;
    }

    /// The innermost loop that the block is in.
    public int loopOf(int block) {
        return loopOf[block];
    }

    public int parent(int loop) {
        return parents[loop];
    }

    /// Index of the block that every turn begins with.
    public int header(int loop) {
        return headers[loop];
    }

    /// Index of the only block that goes back to the header; NONE if there are several.
    int latch(int loop) {
        int header = headers[loop];
        int latch = NONE;
        for (int i = 0; i < predecessorCount(header); i++) {
            if (contains(loop, predecessor(header, i))) {
                if (latch != NONE) {
                    return NONE;
                }
                latch = predecessor(header, i);
            }
        }
        return latch;
    }

    int dominator(int block) {
        return dominators[block];
    }

    boolean isReached(int block) {
        return orderOf[block] != NONE;
    }

    public boolean contains(int loop, int block) {
        int at = loopOf[block];
        while (at != NONE && at != loop) {
            at = parents[at];
        }
        return at == loop;
    }

    int predecessorCount(int block) {
        return predecessorStarts[block + 1] - predecessorStarts[block];
    }

    int predecessor(int block, int i) {
        return predecessors[predecessorStarts[block] + i];
    }
}
