package jorus.image;

/// The basic blocks of one function, their order and their dominators. Block 0 is the entry.
///
/// The dominator tree is built over the edges that go forward in reverse postorder, with nearest
/// common ancestors found through jump pointers (Myers, "An applicative random-access stack",
/// 1983). It is that of the whole graph if every other edge goes to a dominator of its source: a
/// path that takes such an edge has been at its target before, so it can be shortened. Otherwise
/// the graph is irreducible, which no structured program is. Nothing recurses; time is O(edges *
/// log blocks).
final class FlowGraph {
    static final int NONE = -1;

    private final Ints starts = new Ints();
    private final Ints branchTo = new Ints();
    private final Ints fallsThrough = new Ints();
    private final Ints target = new Ints();
    private final Ints blockAt = new Ints();
    private final Ints order = new Ints();
    private final Ints position = new Ints();
    private final Ints stack = new Ints();
    private final Ints dominator = new Ints();
    private final Ints depth = new Ints();
    private final Ints jump = new Ints();

    void clear() {
        starts.clear();
        branchTo.clear();
        fallsThrough.clear();
    }

    /// Word `word` begins a block. Of two blocks at one word the first is empty, and branches go
    /// there.
    void block(int word) {
        starts.add(word);
        branchTo.add(NONE);
        fallsThrough.add(1);
    }

    /// The last block ends with a branch to word `target`.
    void branch(int target) {
        branchTo.set(branchTo.count() - 1, target);
    }

    /// The last block does not go on with the next one.
    void end() {
        fallsThrough.set(fallsThrough.count() - 1, 0);
    }

    int count() {
        return starts.count();
    }

    /// One of the two successors of a block; NONE if there is none.
    int successor(int block, int which) {
        if (which == 0) {
            return fallsThrough.get(block) != 0 ? block + 1 : NONE;
        }
        return branchTo.get(block);
    }

    /// Whether a branch goes to a block; known after `order`.
    boolean isTarget(int block) {
        return target.get(block) != 0;
    }

    /// How many blocks can be reached.
    int reached() {
        return order.count();
    }

    /// The block at this place of the reverse postorder.
    int inOrder(int place) {
        return order.get(order.count() - 1 - place);
    }

    /// The place of a block in the reverse postorder; NONE if it cannot be reached.
    int place(int block) {
        return position.get(block);
    }

    /// The immediate dominator; NONE for the entry and blocks that cannot be reached.
    int dominator(int block) {
        return dominator.get(block);
    }

    /// Links blocks to their successors and orders them. All words are below `length`.
    void order(int length) {
        blockAt.fill(length, NONE);
        for (int block = starts.count() - 1; block >= 0; block--) {
            blockAt.set(starts.get(block), block);
        }
        target.fill(starts.count(), 0);
        for (int block = 0; block < starts.count(); block++) {
            if (branchTo.get(block) != NONE) {
                int to = blockAt.get(branchTo.get(block));
                assert to != NONE : "target is inside a block";
                branchTo.set(block, to);
                target.set(to, 1);
            }
        }
        orderBlocks();
    }

    /// Depth first with a stack of its own; an entry is a block and which successor comes next.
    private void orderBlocks() {
        position.fill(starts.count(), NONE);
        order.clear();
        stack.clear();
        stack.add(0);
        stack.add(0);
        position.set(0, 0);
        while (stack.count() > 0) {
            int which = stack.removeLast();
            int block = stack.removeLast();
            if (which == 2) {
                order.add(block);
                continue;
            }
            stack.add(block);
            stack.add(which + 1);
            int next = successor(block, which);
            if (next != NONE && position.get(next) == NONE) {
                position.set(next, 0);
                stack.add(next);
                stack.add(0);
            }
        }
        int last = order.count() - 1;
        for (int i = 0; i <= last; i++) {
            position.set(order.get(i), last - i);
        }
    }

    /// Finds the dominators; false if the graph is irreducible, then they are not final.
    boolean dominate() {
        int blocks = starts.count();
        dominator.fill(blocks, NONE);
        depth.fill(blocks, 0);
        jump.fill(blocks, 0);
        for (int place = 0; place < reached(); place++) {
            int block = inOrder(place);
            if (place > 0) {
                enter(block);
            }
            for (int which = 0; which < 2; which++) {
                int next = successor(block, which);
                if (next != NONE && position.get(next) > place) {
                    int known = dominator.get(next);
                    dominator.set(next, known == NONE ? block : common(known, block));
                }
            }
        }
        for (int place = 0; place < reached(); place++) {
            int block = inOrder(place);
            for (int which = 0; which < 2; which++) {
                int next = successor(block, which);
                boolean isBack = next != NONE && position.get(next) <= place;
                if (isBack && common(next, block) != next) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Finds the dominators of an irreducible graph after `dominate`, by intersecting along all
    /// edges until nothing changes (Cooper, Harvey and Kennedy, "A simple, fast dominance
    /// algorithm", 2001). If that takes more than `steps`, the entry is made the dominator of every
    /// block that branches go to, which is true of any graph.
    void dominateSlowly(long steps) {
        long left = steps;
        boolean isChanged = true;
        while (isChanged && left > 0) {
            isChanged = false;
            for (int place = 0; place < reached(); place++) {
                int block = inOrder(place);
                for (int which = 0; which < 2; which++) {
                    int next = successor(block, which);
                    left--;
                    if (next == NONE || next == 0) {
                        continue;
                    }
                    int above = dominator.get(next);
                    int other = block;
                    while (above != other) {
                        left--;
                        boolean isDeeper = position.get(above) > position.get(other);
                        above = isDeeper ? dominator.get(above) : above;
                        other = isDeeper ? other : dominator.get(other);
                    }
                    isChanged |= above != dominator.get(next);
                    dominator.set(next, above);
                }
            }
        }
        if (isChanged) {
            dominateByEntry();
        }
    }

    private void dominateByEntry() {
        for (int place = 1; place < reached(); place++) {
            int block = inOrder(place);
            dominator.set(block, isTarget(block) ? 0 : block - 1);
        }
    }

    /// Places a block whose dominator is final in the tree.
    private void enter(int block) {
        int parent = dominator.get(block);
        int far = jump.get(parent);
        int span = depth.get(parent) - depth.get(far);
        boolean isDoubled = span == depth.get(far) - depth.get(jump.get(far));
        depth.set(block, depth.get(parent) + 1);
        jump.set(block, isDoubled ? jump.get(far) : parent);
    }

    private int common(int a, int b) {
        int first = depth.get(a) > depth.get(b) ? lift(a, depth.get(b)) : a;
        int second = depth.get(b) > depth.get(a) ? lift(b, depth.get(a)) : b;
        while (first != second) {
            boolean isFar = jump.get(first) != jump.get(second);
            first = isFar ? jump.get(first) : dominator.get(first);
            second = isFar ? jump.get(second) : dominator.get(second);
        }
        return first;
    }

    private int lift(int block, int toDepth) {
        int at = block;
        while (depth.get(at) > toDepth) {
            boolean isFar = depth.get(jump.get(at)) >= toDepth;
            at = isFar ? jump.get(at) : dominator.get(at);
        }
        return at;
    }
}
