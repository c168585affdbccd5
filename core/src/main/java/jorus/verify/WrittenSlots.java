package jorus.verify;

import jorus.memory.register.FrameLayout;

import java.util.Arrays;

/// Proves for one function after the other that every slot is written before it is read, on every
/// path from the entry.
///
/// While the instructions go by in order, it collects the basic blocks: what each writes, and what
/// it reads before it wrote it itself, its *exposed* reads. Most functions are done after one of
/// the first two steps, which take linear time:
///
/// 1. There are no exposed reads, as in straight code.
/// 2. Each has a write in a block that dominates its own.
/// 3. For what is left, such as a slot that both branches of an `if` write, a forward dataflow over
///    sets of just these slots finds what is written on all paths into each block. Blocks are
///    visited in reverse postorder, again only when their set shrank. These steps are counted, and
///    the image is rejected when they exceed the budget.
///
/// Slots are numbered in units of the narrowest one.
final class WrittenSlots {
    /// Steps of dataflow per instruction of the image; a step handles one long of a set.
    static final int BUDGET_PER_INSTRUCTION = 64;

    /// Steps that every image has beyond that.
    static final int BUDGET_FLOOR = 1 << 16;

    /// What a long of memory costs in steps: bounds the sets to 128 bytes per instruction.
    private static final int MEMORY_STEPS = 4;

    private static final int NONE = FlowGraph.NONE;
    private static final int NEAR_SLOTS = FrameLayout.NEAR_BYTES / FrameLayout.NARROW_BYTES;

    private long budget;
    private int function;
    private final FlowGraph graph = new FlowGraph();

    // per slot: the block that wrote or exposed it last, counted over the whole image
    private int[] writtenIn = new int[NEAR_SLOTS];
    private int[] exposedIn = new int[NEAR_SLOTS];
    private int serial;

    // per block, where its part of the lists below ends
    private final Ints writesEnd = new Ints();
    private final Ints exposedEnd = new Ints();

    private final Ints writes = new Ints();
    private final Ints exposedSlots = new Ints();
    private final Ints exposedWords = new Ints();

    // of the walk over the dominators
    private int[] writers = new int[NEAR_SLOTS];
    private final Ints firstChild = new Ints();
    private final Ints nextSibling = new Ints();
    private final Ints stack = new Ints();

    // of the dataflow; number is per slot: 0, or one more than its place in the sets
    private int[] number = new int[NEAR_SLOTS];
    private final Ints numbered = new Ints();
    private int setWords;
    private long[] in = new long[64];
    private long[] out = new long[16];
    private long[] dirty = new long[16];
    private int again;

    WrittenSlots(long instructions) {
        budget = instructions * BUDGET_PER_INSTRUCTION + BUDGET_FLOOR;
    }

    /// A function with a frame of `frameBytes` begins. All is zero between functions but the serial
    /// numbers, which go on.
    void begin(int function, int frameBytes) {
        this.function = function;
        int slots = frameBytes / FrameLayout.NARROW_BYTES;
        if (slots > number.length) {
            writtenIn = new int[slots];
            exposedIn = new int[slots];
            writers = new int[slots];
            number = new int[slots];
        }
        graph.clear();
        writesEnd.clear();
        exposedEnd.clear();
        writes.clear();
        exposedSlots.clear();
        exposedWords.clear();
    }

    /// Word `word` begins a block.
    void block(int word) {
        serial++;
        graph.block(word);
        writesEnd.add(writes.count());
        exposedEnd.add(exposedSlots.count());
    }

    void read(int slot, int word) {
        if (writtenIn[slot] != serial && exposedIn[slot] != serial) {
            exposedIn[slot] = serial;
            exposedSlots.add(slot);
            exposedWords.add(word);
            exposedEnd.set(exposedEnd.count() - 1, exposedSlots.count());
        }
    }

    void write(int slot) {
        if (writtenIn[slot] != serial) {
            writtenIn[slot] = serial;
            writes.add(slot);
            writesEnd.set(writesEnd.count() - 1, writes.count());
        }
    }

    /// The block ends with a branch to word `target`.
    void branch(int target) {
        graph.branch(target);
    }

    /// The block's last instruction does not go on with the next one.
    void end() {
        graph.end();
    }

    /// Checks the function whose blocks were reported; all words are below `length`.
    ///
    /// @throws VerifyFailure if a slot may be read before it is written, or the budget is used up
    void solve(int length) {
        if (exposedSlots.count() == 0) {
            return;
        }
        if (exposedEnd.get(0) > 0) {
            throw unwritten(0);
        }
        graph.order(length);
        if (graph.dominate()) {
            numberUndominated();
        } else {
            numberAll();
        }
        if (numbered.count() > 0) {
            flow();
            checkReads();
            forgetNumbers();
        }
    }

    private VerifyFailure unwritten(int exposed) {
        int offset = exposedSlots.get(exposed) * FrameLayout.NARROW_BYTES;
        return new VerifyFailure(
                Rule.WRITTEN, function, exposedWords.get(exposed), "offset " + offset);
    }

    private void spend(long steps) {
        budget -= steps;
        if (budget < 0) {
            throw new VerifyFailure(Rule.BUDGET, function, -1, "too many paths and variables");
        }
    }

    private static int start(Ints ends, int block) {
        return block == 0 ? 0 : ends.get(block - 1);
    }

    // which slots need the dataflow

    private void number(int slot) {
        if (number[slot] == 0) {
            numbered.add(slot);
            number[slot] = numbered.count();
        }
    }

    private void forgetNumbers() {
        for (int i = 0; i < numbered.count(); i++) {
            number[numbered.get(i)] = 0;
        }
        numbered.clear();
    }

    private void numberAll() {
        for (int i = 0; i < exposedSlots.count(); i++) {
            number(exposedSlots.get(i));
        }
    }

    /// Walks over the tree of dominators and numbers the slots that some block exposes although no
    /// block above it writes them. The stack has blocks to enter, and as `~block` those to leave.
    private void numberUndominated() {
        linkChildren();
        stack.clear();
        stack.add(0);
        while (stack.count() > 0) {
            int top = stack.removeLast();
            int block = top < 0 ? ~top : top;
            if (top >= 0) {
                for (int i = start(exposedEnd, block); i < exposedEnd.get(block); i++) {
                    if (writers[exposedSlots.get(i)] == 0) {
                        number(exposedSlots.get(i));
                    }
                }
                stack.add(~block);
                for (int child = firstChild.get(block); child != NONE; ) {
                    stack.add(child);
                    child = nextSibling.get(child);
                }
            }
            int step = top < 0 ? -1 : 1;
            for (int i = start(writesEnd, block); i < writesEnd.get(block); i++) {
                writers[writes.get(i)] += step;
            }
        }
    }

    private void linkChildren() {
        firstChild.fill(graph.count(), NONE);
        nextSibling.fill(graph.count(), NONE);
        for (int place = 1; place < graph.reached(); place++) {
            int block = graph.inOrder(place);
            int parent = graph.dominator(block);
            nextSibling.set(block, firstChild.get(parent));
            firstChild.set(parent, block);
        }
    }

    // the dataflow

    private void flow() {
        setWords = (numbered.count() + Long.SIZE - 1) / Long.SIZE;
        long size = (long) graph.count() * setWords;
        spend(MEMORY_STEPS * size);
        if (size > Integer.MAX_VALUE - 8) {
            throw new VerifyFailure(Rule.BUDGET, function, -1, "sets of " + size + " words");
        }
        in = size > in.length ? new long[(int) size] : in;
        out = setWords > out.length ? new long[setWords] : out;
        // Nothing is written at the entry; elsewhere everything, until a path says otherwise.
        Arrays.fill(in, 0, setWords, 0);
        Arrays.fill(in, setWords, (int) size, -1);
        int reached = graph.reached();
        markAllDirty(reached);
        again = 0;
        while (again < reached) {
            int first = again;
            again = reached;
            spend((reached - first) / Long.SIZE + 1);
            for (int at = nextDirty(first, reached); at < reached; at = nextDirty(at, reached)) {
                dirty[at >>> 6] &= ~(1L << at);
                visit(graph.inOrder(at), at);
            }
        }
    }

    private void markAllDirty(int reached) {
        int words = reached / Long.SIZE + 1;
        dirty = words > dirty.length ? new long[words] : dirty;
        Arrays.fill(dirty, 0, words, -1);
    }

    private int nextDirty(int from, int end) {
        if (from >= end) {
            return end;
        }
        int word = from >>> 6;
        long bits = dirty[word] & -1L << from;
        while (bits == 0) {
            word++;
            if (word << 6 >= end) {
                return end;
            }
            bits = dirty[word];
        }
        return Math.min((word << 6) + Long.numberOfTrailingZeros(bits), end);
    }

    /// Passes on what is written at the end of a block, which stands at `at` in the order.
    private void visit(int block, int at) {
        int firstWrite = start(writesEnd, block);
        int lastWrite = writesEnd.get(block);
        spend(3L * setWords + lastWrite - firstWrite);
        System.arraycopy(in, block * setWords, out, 0, setWords);
        for (int i = firstWrite; i < lastWrite; i++) {
            int bit = number[writes.get(i)] - 1;
            if (bit >= 0) {
                out[bit >>> 6] |= 1L << bit;
            }
        }
        for (int which = 0; which < 2; which++) {
            int next = graph.successor(block, which);
            if (next != NONE && meet(next)) {
                int place = graph.place(next);
                dirty[place >>> 6] |= 1L << place;
                if (place <= at) {
                    again = Math.min(again, place);
                }
            }
        }
    }

    /// Intersects what is written at the start of a block with `out`; true if that changed it.
    private boolean meet(int block) {
        int from = block * setWords;
        long lost = 0;
        for (int i = 0; i < setWords; i++) {
            long before = in[from + i];
            lost |= before & ~out[i];
            in[from + i] = before & out[i];
        }
        return lost != 0;
    }

    /// Slots without a number are written in a dominator of every block that exposes them.
    private void checkReads() {
        for (int block = 1; block < graph.count(); block++) {
            if (graph.place(block) == NONE) {
                continue;
            }
            for (int i = start(exposedEnd, block); i < exposedEnd.get(block); i++) {
                int bit = number[exposedSlots.get(i)] - 1;
                boolean isWritten =
                        bit < 0 || (in[block * setWords + (bit >>> 6)] >>> bit & 1) != 0;
                if (!isWritten) {
                    throw unwritten(i);
                }
            }
        }
    }
}
