package jorus.jit;

import jorus.isa.Bank;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The blocks of a loop as one: values of registers at the begin and end of each block, and the
/// mask of the turns that come by there. Where ways meet, values are chosen by the masks of the
/// ways.
final class VectorBlocks {
    private final CountedLoop counted;
    private final Flow flow;
    private final VectorLoop loop;
    private final List<Map<Integer, VectorValue>> states = new java.util.ArrayList<>();
    private final VectorValue[] conditions;
    private final VectorValue[] branches;
    private Map<Integer, VectorValue> state;
    private int block;

    VectorBlocks(CountedLoop counted, VectorLoop loop) {
        this.counted = counted;
        flow = counted.flow;
        this.loop = loop;
        conditions = new VectorValue[flow.blockCount];
        branches = new VectorValue[flow.blockCount];
        for (int b = 0; b < flow.blockCount; b++) {
            states.add(null);
        }
    }

    /// Why the branches of the loop are too much for this; null if they are not.
    String obstacle() {
        BitSet blocks = counted.loop.blocks;
        if (blocks.nextSetBit(0) != counted.loop.header || blocks.cardinality() > MAX_BLOCKS) {
            return "it has branches";
        }
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int to : flow.successors[b]) {
                if (!counted.isLatch(b) && !blocks.get(to)) {
                    return "it can be left in the middle";
                } else if (!counted.isLatch(b) && to <= b) {
                    return "it has branches";
                }
            }
        }
        return null;
    }

    private static final int MAX_BLOCKS = 24;

    /// Goes on with a block whose predecessors are done.
    void enter(int to) {
        block = to;
        state = new TreeMap<>();
        states.set(to, state);
        if (to == counted.loop.header) {
            return;
        }
        int[] from = predecessors(to);
        if (from.length == 1) {
            state.putAll(states.get(from[0]));
            conditions[to] = edge(from[0], to);
            return;
        }
        conditions[to] = meeting(from, to);
        merge(from, to);
    }

    private int[] predecessors(int to) {
        int[] found = new int[flow.blockCount];
        int count = 0;
        for (int b = counted.loop.header; b < to; b++) {
            if (counted.loop.blocks.get(b) && !counted.isLatch(b)) {
                for (int next : flow.successors[b]) {
                    if (next == to && (count == 0 || found[count - 1] != b)) {
                        found[count++] = b;
                    }
                }
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }

    /// The turns that come by the current block; null for all.
    VectorValue condition() {
        return conditions[block];
    }

    /// The current block ends with a branch that is taken where `mask` holds.
    void branch(VectorValue mask) {
        branches[block] = mask;
    }

    /// The turns that go from one block to the next.
    private VectorValue edge(int from, int to) {
        VectorValue branch = branches[from];
        int[] next = flow.successors[from];
        if (branch == null || next.length == 1 || next[0] == next[1]) {
            return conditions[from];
        }
        boolean isTaken = flow.target(flow.end[from] - 1) == to;
        VectorValue way = isTaken ? branch : loop.not(branch);
        return conditions[from] == null ? way : loop.and(conditions[from], way);
    }

    private VectorValue meeting(int[] from, int to) {
        for (int above = to - 1; above >= counted.loop.header; above--) {
            boolean isAbove = counted.loop.blocks.get(above) && flow.dominates(above, to);
            if (isAbove && !isAvoided(to, above, new BitSet())) {
                return conditions[above];
            }
        }
        VectorValue all = edge(from[0], to);
        for (int i = 1; i < from.length; i++) {
            all = loop.or(all, edge(from[i], to));
        }
        return all;
    }

    /// Whether a way leads from `at` to the end of the turn that does not come by `block`.
    private boolean isAvoided(int avoided, int at, BitSet seen) {
        if (at == avoided || seen.get(at)) {
            return false;
        }
        seen.set(at);
        if (counted.isLatch(at)) {
            return true;
        }
        for (int next : flow.successors[at]) {
            if (isAvoided(avoided, next, seen)) {
                return true;
            }
        }
        return false;
    }

    private void merge(int[] from, int to) {
        BitSet live = counted.registers.liveIn(to);
        for (int r = live.nextSetBit(0); r >= 0; r = live.nextSetBit(r + 1)) {
            boolean isWritten = false;
            for (int b : from) {
                isWritten |= states.get(b).containsKey(r);
            }
            if (isWritten) {
                state.put(r, merged(from, to, r));
            }
        }
    }

    private VectorValue merged(int[] from, int to, int register) {
        VectorValue value = get(from[0], register);
        boolean isSame = true;
        for (int b : from) {
            isSame &= get(b, register) == value;
        }
        if (isSame) {
            return value;
        }
        value = loop.lanes(value);
        for (int i = 1; i < from.length; i++) {
            VectorValue other = loop.lanes(get(from[i], register));
            VectorValue way = edge(from[i], to);
            if (value == null || other == null || way == null) {
                loop.refuse("its branches are too intricate");
                return null;
            }
            value = loop.select(way, other, value);
        }
        return value;
    }

    private VectorValue get(int of, int register) {
        VectorValue known = states.get(of).get(register);
        return known == null ? loop.initial(register) : known;
    }

    /// The value of a register, which may be `AFFINE`; null if it cannot be known.
    VectorValue get(int offset, Bank bank) {
        return get(block, counted.registers.number(offset, bank));
    }

    /// The value of a register at the end of a turn.
    VectorValue last(int register) {
        VectorValue value = get(counted.latch, register);
        for (int latch : counted.loop.latches) {
            VectorValue other = get(latch, register);
            if (other == value) {
                continue;
            }
            if (value == null || other == null || conditions[latch] == null) {
                return null;
            }
            value = loop.select(conditions[latch], loop.lanes(other), loop.lanes(value));
        }
        return value;
    }

    void set(int offset, Bank bank, VectorValue value) {
        state.put(counted.registers.number(offset, bank), value);
    }
}
