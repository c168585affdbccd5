package jorus.verify;

import java.util.Arrays;
import jorus.image.ImageLayout;
import jorus.memory.register.FrameLayout;

/// Proves for one function after the other that every slot is written before it is read, on every
/// path from the entry.
///
/// While the instructions go by in order, it collects the basic blocks: what each writes, and what it
/// reads before it wrote it itself. If nothing is of the second kind, as in straight code, that is
/// all. Else a forward dataflow over sets of just those slots finds what is written on all paths into
/// each block: blocks are visited in reverse postorder, again only when a set shrank. What the
/// dataflow does is counted, and the image rejected when it exceeds the budget.
///
/// Slots are numbered in units of the narrowest one.
final class WrittenSlots {
    /// Steps of dataflow per instruction of the image; a step handles one long of a set.
    static final int BUDGET_PER_INSTRUCTION = 64;

    /// Steps that every image has beyond that.
    static final int BUDGET_FLOOR = 1 << 16;

    /// What a long of memory costs in steps: bounds the sets to 128 bytes per instruction.
    private static final int MEMORY_STEPS = 4;

    private static final int NO_BLOCK = -1;
    private static final int MAX_SLOTS = ImageLayout.MAX_FRAME_BYTES / FrameLayout.NARROW_BYTES;

    private long budget;
    private int function;

    // per slot: the block that wrote or exposed it last, counted over the whole image
    private final int[] writtenIn = new int[MAX_SLOTS];
    private final int[] exposedIn = new int[MAX_SLOTS];
    private int serial;

    // per slot: its number in the sets, only while a function is solved
    private final int[] number = new int[MAX_SLOTS];
    private final Ints numbered = new Ints();

    // per block
    private final Ints starts = new Ints();
    private final Ints branchTo = new Ints();
    private final Ints fallsThrough = new Ints();
    private final Ints writesEnd = new Ints();
    private final Ints exposedEnd = new Ints();

    private final Ints writes = new Ints();
    private final Ints exposedSlots = new Ints();
    private final Ints exposedWords = new Ints();

    // of the dataflow
    private final Ints blockAt = new Ints();
    private final Ints order = new Ints();
    private final Ints position = new Ints();
    private final Ints stack = new Ints();
    private int setWords;
    private long[] in = new long[64];
    private long[] out = new long[16];
    private long[] dirty = new long[16];
    private int again;

    WrittenSlots(long instructions) {
        budget = instructions * BUDGET_PER_INSTRUCTION + BUDGET_FLOOR;
        Arrays.fill(number, NO_BLOCK);
    }

    void begin(int function) {
        this.function = function;
        starts.clear();
        branchTo.clear();
        fallsThrough.clear();
        writesEnd.clear();
        exposedEnd.clear();
        writes.clear();
        exposedSlots.clear();
        exposedWords.clear();
    }

    /// Word `word` begins a block.
    void block(int word) {
        serial++;
        starts.add(word);
        branchTo.add(NO_BLOCK);
        fallsThrough.add(1);
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
        branchTo.set(branchTo.count() - 1, target);
    }

    /// The block's last instruction does not go on with the next one.
    void end() {
        fallsThrough.set(fallsThrough.count() - 1, 0);
    }

    /// Checks the function whose blocks were reported; `length` is in words.
    ///
    /// @throws VerifyFailure if a slot may be read before it is written, or the budget is used up
    void solve(int length) {
        if (exposedSlots.count() == 0) {
            return;
        }
        if (exposedEnd.get(0) > 0) {
            throw unwritten(0);
        }
        linkBlocks(length);
        orderBlocks();
        numberSlots();
        flow();
        checkReads();
        for (int i = 0; i < numbered.count(); i++) {
            number[numbered.get(i)] = NO_BLOCK;
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

    /// Turns the words that branches go to into blocks.
    private void linkBlocks(int length) {
        blockAt.fill(length, NO_BLOCK);
        for (int block = 0; block < starts.count(); block++) {
            blockAt.set(starts.get(block), block);
        }
        for (int block = 0; block < starts.count(); block++) {
            if (branchTo.get(block) != NO_BLOCK) {
                int target = blockAt.get(branchTo.get(block));
                assert target != NO_BLOCK : "target is inside a block";
                branchTo.set(block, target);
            }
        }
    }

    private int successor(int block, int which) {
        if (which == 0) {
            return fallsThrough.get(block) != 0 ? block + 1 : NO_BLOCK;
        }
        return branchTo.get(block);
    }

    /// Reverse postorder of the blocks that can be reached; depth first with a stack of its own. An
    /// entry of the stack is a block and which successor comes next.
    private void orderBlocks() {
        int blocks = starts.count();
        position.fill(blocks, NO_BLOCK);
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
            if (next != NO_BLOCK && position.get(next) == NO_BLOCK) {
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

    private void numberSlots() {
        numbered.clear();
        for (int i = 0; i < exposedSlots.count(); i++) {
            int slot = exposedSlots.get(i);
            if (number[slot] == NO_BLOCK) {
                number[slot] = numbered.count();
                numbered.add(slot);
            }
        }
        setWords = (numbered.count() + Long.SIZE - 1) / Long.SIZE;
    }

    private void flow() {
        int blocks = starts.count();
        long size = (long) blocks * setWords;
        spend(MEMORY_STEPS * size);
        if (size > in.length) {
            if (size > Integer.MAX_VALUE - 8) {
                throw new VerifyFailure(Rule.BUDGET, function, -1, "sets of " + size + " words");
            }
            in = new long[(int) size];
        }
        out = setWords > out.length ? new long[setWords] : out;
        // Nothing is written at the entry; elsewhere everything, until a path says otherwise.
        Arrays.fill(in, 0, setWords, 0);
        Arrays.fill(in, setWords, (int) size, -1);
        int reached = order.count();
        int dirtyWords = reached / Long.SIZE + 1;
        dirty = dirtyWords > dirty.length ? new long[dirtyWords] : dirty;
        Arrays.fill(dirty, 0, dirtyWords, 0);
        for (int at = 0; at < reached; at++) {
            dirty[at >>> 6] |= 1L << at;
        }
        again = 0;
        while (again < reached) {
            int at = again;
            again = reached;
            spend((reached - at) / Long.SIZE + 1);
            for (at = nextDirty(at, reached); at < reached; at = nextDirty(at, reached)) {
                dirty[at >>> 6] &= ~(1L << at);
                visit(order.get(reached - 1 - at), at);
            }
        }
    }

    private int nextDirty(int from, int end) {
        int word = from >>> 6;
        if (from >= end) {
            return end;
        }
        long bits = dirty[word] & -1L << from;
        while (bits == 0) {
            word++;
            if (word << 6 >= end) {
                return end;
            }
            bits = dirty[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /// Passes on what is written at the end of a block, which stands at `at` in the order.
    private void visit(int block, int at) {
        int firstWrite = block == 0 ? 0 : writesEnd.get(block - 1);
        int lastWrite = writesEnd.get(block);
        spend(3L * setWords + lastWrite - firstWrite);
        System.arraycopy(in, block * setWords, out, 0, setWords);
        for (int i = firstWrite; i < lastWrite; i++) {
            int bit = number[writes.get(i)];
            if (bit != NO_BLOCK) {
                out[bit >>> 6] |= 1L << bit;
            }
        }
        for (int which = 0; which < 2; which++) {
            int next = successor(block, which);
            if (next != NO_BLOCK && meet(next)) {
                int place = position.get(next);
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

    private void checkReads() {
        for (int block = 1; block < starts.count(); block++) {
            if (position.get(block) == NO_BLOCK) {
                continue;
            }
            for (int i = exposedEnd.get(block - 1); i < exposedEnd.get(block); i++) {
                int bit = number[exposedSlots.get(i)];
                if ((in[block * setWords + (bit >>> 6)] >>> bit & 1) == 0) {
                    throw unwritten(i);
                }
            }
        }
    }
}
