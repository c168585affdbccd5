package jorus.profile;

import jorus.image.Image;
import jorus.isa.Word;
import jorus.memory.layout.Memory;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Frames;
import jorus.runtime.Linkage;
import jorus.runtime.Machine;

import java.util.Arrays;

/// Call stacks as numbers: a tree with a node for each place and what was called from there.
///
/// A node is a function, a word in it, and the node of its caller; equal stacks have one number.
/// Node 0 is the root, which is no place. Frames are the same in every engine, so stacks are too.
final class Stacks {
    /// Frames of a stack that are told apart; what is further out is one node, `OUTER`.
    static final int MAX_DEPTH = 128;

    static final int ROOT = 0;

    /// The function of the node that stands for frames further out.
    static final int OUTER = -1;

    /// So many nodes are made; other stacks then end at the deepest node there is.
    private static final int MAX_NODES = 1 << 20;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private int[] parents = new int[256];
    private long[] places = new long[256];
    private int[] table = new int[1024];
    private int count = 1;
    private final OwnCosts costs;
    private final int[] functions = new int[MAX_DEPTH];
    private final int[] words = new int[MAX_DEPTH];

    /// The last stack, from the outside in: the next one mostly begins like it.
    private final int[] lastFunctions = new int[MAX_DEPTH];

    private final int[] lastWords = new int[MAX_DEPTH];
    private final int[] lastNodes = new int[MAX_DEPTH];
    private int lastDepth;
    private boolean lastIsCut;

    Stacks(OwnCosts costs) {
        this.costs = costs;
    }

    /// The stack of the place that `machine` has saved.
    int capture(Machine machine) {
        Frames.complete(machine);
        return capture(machine.image, machine.savedPc(), machine.savedFp());
    }

    /// The stack of the frame at `fp`, before the word at `pc`.
    int capture(Image image, long pc, long fp) {
        int depth = 0;
        boolean isCut = false;
        for (long at = fp; at != 0; at = Memory.i64(at + FrameLayout.CALLER_FP)) {
            int function = Memory.i32(at + FrameLayout.FUNCTION);
            if (function != Linkage.NO_FUNCTION) {
                if (depth == MAX_DEPTH) {
                    isCut = true;
                    break;
                }
                functions[depth] = function;
                words[depth] = (int) ((pc - image.functionCode(function)) / Word.BYTES) - 1;
                depth++;
            }
            pc = Memory.i64(at + FrameLayout.RETURN_PC);
        }
        int node = isCut ? child(ROOT, OUTER, 0) : ROOT;
        int likely = isCut == lastIsCut ? Math.min(depth, lastDepth) : 0;
        int shared = 0;
        while (shared < likely
                && lastFunctions[shared] == functions[depth - 1 - shared]
                && lastWords[shared] == words[depth - 1 - shared]) {
            node = lastNodes[shared++];
        }
        for (int i = shared; i < depth; i++) {
            lastFunctions[i] = functions[depth - 1 - i];
            lastWords[i] = words[depth - 1 - i];
            node = child(node, lastFunctions[i], lastWords[i]);
            lastNodes[i] = node;
        }
        lastDepth = depth;
        lastIsCut = isCut;
        return node;
    }

    int child(int parent, int function, int word) {
        long place = (long) function << 32 | word & 0xFFFFFFFFL;
        int slot = slot(parent, place);
        if (table[slot] != 0) {
            return table[slot];
        }
        if (count == MAX_NODES) {
            return parent;
        }
        if (count == parents.length) {
            costs.begin();
            parents = Arrays.copyOf(parents, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
            costs.end();
        }
        parents[count] = parent;
        places[count] = place;
        table[slot] = count++;
        if (2 * count > table.length) {
            grow();
        }
        return count - 1;
    }

    private int slot(int parent, long place) {
        int mask = table.length - 1;
        int slot = (int) ((place * SPREAD + parent) * SPREAD >>> 32) & mask;
        while (table[slot] != 0
                && (parents[table[slot]] != parent || places[table[slot]] != place)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        costs.begin();
        table = new int[2 * table.length];
        costs.end();
        for (int node = 1; node < count; node++) {
            table[slot(parents[node], places[node])] = node;
        }
    }

    /// All nodes are below this; a parent is below its children.
    int count() {
        return count;
    }

    int parent(int node) {
        return parents[node];
    }

    int function(int node) {
        return (int) (places[node] >> 32);
    }

    int word(int node) {
        return (int) places[node];
    }
}
