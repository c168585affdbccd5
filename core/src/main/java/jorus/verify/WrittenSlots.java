package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.Ints;
import jorus.memory.register.FrameLayout;

/// Proves for one function after the other that every slot is written before it is read, on every
/// path from the entry.
///
/// While the instructions go by in order, it collects the basic blocks: what each writes, and what
/// it reads before it wrote it itself, its *exposed* reads. What holds where paths meet is not
/// found out but read from the image and checked: each block that branches go to, a *join*, has a
/// row with its *parent*, a block said to come before it on every path, and with slots said to be
/// written on every path. Any other block has the one that falls through to it for a parent.
///
/// One walk down the tree of parents checks that
///
/// 1. the parent of each successor of a block is above the block, or is the block itself. Then all
///    that is above a block comes before it on every path (Georgiadis and Tarjan, "Dominator tree
///    certification and divergent spanning trees", 2015), so that what is written there is written;
/// 2. the slots that a successor's row names are written in the block or above it, or named there:
///    then, by induction along any path, they are;
/// 3. the exposed reads of a block are written or named above it, or named by its own row.
///
/// What the walk does not reach has no parents that lead to the entry; no reached block may branch
/// there, so no path leads there either. Time is linear in the blocks with their writes and reads,
/// and in the slots of a row times the branches that go there, which are counted against a budget.
///
/// Slots are numbered in units of the narrowest one, blocks as [ImageLayout] says.
final class WrittenSlots {
    /// Slots of rows that may be compared, per instruction of the image.
    static final int BUDGET_PER_INSTRUCTION = 64;

    /// Comparisons that every image has beyond that.
    static final int BUDGET_FLOOR = 1 << 16;

    private static final int NONE = -1;
    private static final int UNIT = CurrentInstruction.UNIT;
    private static final int NEAR_SLOTS = FrameLayout.NEAR_BYTES / FrameLayout.NARROW_BYTES;

    private final CurrentInstruction now;
    private final Image image;
    private long budget;

    // per slot: the block that wrote or exposed it last, counted over the whole image
    private int[] writtenIn = new int[NEAR_SLOTS];
    private int[] exposedIn = new int[NEAR_SLOTS];
    private int serial;

    // per block: its first word, where it goes, and where its part of the lists below ends
    private final Ints starts = new Ints();
    private final Ints branchTo = new Ints();
    private final Ints fallsThrough = new Ints();
    private final Ints writesEnd = new Ints();
    private final Ints exposedEnd = new Ints();

    private final Ints writes = new Ints();
    private final Ints exposedSlots = new Ints();
    private final Ints exposedWords = new Ints();

    // per word the first block there; per block its row, the parent, and the blocks below it
    private final Ints blockAt = new Ints();
    private final Ints slotsFirst = new Ints();
    private final Ints slotsEnd = new Ints();
    private final Ints parent = new Ints();
    private final Ints firstChild = new Ints();
    private final Ints nextSibling = new Ints();
    private final Ints isTarget = new Ints();

    // of the walk: how often each slot is written or named on the way down, and the way
    private int[] writers = new int[NEAR_SLOTS];
    private final Ints isOpen = new Ints();
    private final Ints stack = new Ints();

    WrittenSlots(CurrentInstruction now) {
        this.now = now;
        image = now.image;
        budget = whole(image);
    }

    /// How much of the budget is used up.
    long spent() {
        return whole(image) - budget;
    }

    /// Whether so much more is left.
    boolean canSpend(long more) {
        return more <= budget;
    }

    private static long whole(Image image) {
        return (long) image.wordCount() * BUDGET_PER_INSTRUCTION + BUDGET_FLOOR;
    }

    /// The function that `now` is in begins. All is zero between functions but the serial numbers,
    /// which go on.
    void begin() {
        int slots = now.frameBytes / UNIT;
        if (slots > writers.length) {
            writtenIn = new int[slots];
            exposedIn = new int[slots];
            writers = new int[slots];
        }
        starts.clear();
        branchTo.clear();
        fallsThrough.clear();
        writesEnd.clear();
        exposedEnd.clear();
        writes.clear();
        exposedSlots.clear();
        exposedWords.clear();
    }

    /// Word `word` begins a block. Of two blocks at one word the first is empty, and branches go
    /// there.
    void block(int word) {
        serial++;
        starts.add(word);
        branchTo.add(NONE);
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

    /// Checks the function whose blocks were reported; all words are below `length`.
    ///
    /// @throws VerifyFailure if a slot may be read before it is written, if the image says
    ///     something wrong, or if the budget is used up
    void solve(int length) {
        int rows = image.function(now.function, ImageLayout.JOIN_COUNT);
        if (exposedSlots.count() == 0) {
            require(rows == 0, "no rows are wanted, but there are", rows);
            require(slotCount() == 0, "no slots are wanted, but there are", slotCount());
            return;
        }
        resolveBranches(length);
        readRows(rows);
        linkChildren();
        walk();
    }

    private int slotCount() {
        return image.function(now.function, ImageLayout.WRITTEN_COUNT);
    }

    private void require(boolean holds, String what, long value) {
        if (!holds) {
            throw new VerifyFailure(Rule.JOINS, now.function, NONE, what + ' ' + value);
        }
    }

    private void resolveBranches(int length) {
        int blocks = starts.count();
        blockAt.fill(length, NONE);
        for (int block = blocks - 1; block >= 0; block--) {
            blockAt.set(starts.get(block), block);
        }
        isTarget.fill(blocks, 0);
        for (int block = 0; block < blocks; block++) {
            if (branchTo.get(block) != NONE) {
                int target = blockAt.get(branchTo.get(block));
                assert target != NONE : "target is inside a block";
                branchTo.set(block, target);
                isTarget.set(target, 1);
            }
        }
    }

    // the rows

    private void readRows(int rows) {
        int blocks = starts.count();
        slotsFirst.fill(blocks, 0);
        slotsEnd.fill(blocks, 0);
        parent.fill(blocks, NONE);
        int row = image.function(now.function, ImageLayout.JOIN_START);
        int end = row + rows;
        int next = image.function(now.function, ImageLayout.WRITTEN_START);
        int last = next + slotCount();
        for (int block = 0; block < blocks; block++) {
            if (isTarget.get(block) == 0) {
                boolean isEntered = block > 0 && fallsThrough.get(block - 1) != 0;
                parent.set(block, isEntered ? block - 1 : NONE);
                continue;
            }
            require(row < end, "no row for block", block);
            require(image.joinBlock(row) == block, "a row for block", image.joinBlock(row));
            int above = image.joinParent(row);
            require(above >= NONE && above < blocks, "a parent that is block", above);
            require(block > 0 || above == NONE, "a parent of the entry, block", above);
            int count = image.joinSlots(row);
            boolean isPart = count >= 0 && count <= last - next;
            require(isPart, "number of slots", count);
            require(count == 0 || above != NONE, "slots without a parent in block", block);
            checkSlots(next, next + count);
            parent.set(block, above);
            slotsFirst.set(block, next);
            next += count;
            slotsEnd.set(block, next);
            row++;
        }
        require(row == end, "rows for no block,", end - row);
        require(next == last, "slots for no row,", last - next);
    }

    private void checkSlots(int first, int end) {
        int previous = now.argumentBytes - 1;
        for (int i = first; i < end; i++) {
            int offset = image.writtenSlot(i);
            boolean isSlot = offset > previous && offset < now.frameBytes && offset % UNIT == 0;
            require(isSlot, "a slot at offset", offset);
            previous = offset;
        }
    }

    // the walk

    private void linkChildren() {
        int blocks = starts.count();
        firstChild.fill(blocks, NONE);
        nextSibling.fill(blocks, NONE);
        for (int block = 1; block < blocks; block++) {
            int above = parent.get(block);
            if (above != NONE) {
                nextSibling.set(block, firstChild.get(above));
                firstChild.set(above, block);
            }
        }
    }

    /// The stack has blocks to enter, and as `~block` those to leave.
    private void walk() {
        isOpen.fill(starts.count(), 0);
        stack.clear();
        stack.add(0);
        while (stack.count() > 0) {
            int top = stack.removeLast();
            if (top < 0) {
                leave(~top);
            } else {
                enter(top);
            }
        }
    }

    private void enter(int block) {
        isOpen.set(block, 1);
        for (int i = slotsFirst.get(block); i < slotsEnd.get(block); i++) {
            writers[image.writtenSlot(i) / UNIT]++;
        }
        for (int i = start(exposedEnd, block); i < exposedEnd.get(block); i++) {
            if (writers[exposedSlots.get(i)] == 0) {
                throw unwritten(i);
            }
        }
        for (int i = start(writesEnd, block); i < writesEnd.get(block); i++) {
            writers[writes.get(i)]++;
        }
        if (fallsThrough.get(block) != 0) {
            checkSuccessor(block, block + 1);
        }
        if (branchTo.get(block) != NONE) {
            checkSuccessor(block, branchTo.get(block));
        }
        stack.add(~block);
        for (int child = firstChild.get(block); child != NONE; child = nextSibling.get(child)) {
            stack.add(child);
        }
    }

    private void leave(int block) {
        isOpen.set(block, 0);
        for (int i = slotsFirst.get(block); i < slotsEnd.get(block); i++) {
            writers[image.writtenSlot(i) / UNIT]--;
        }
        for (int i = start(writesEnd, block); i < writesEnd.get(block); i++) {
            writers[writes.get(i)]--;
        }
    }

    /// The blocks on the way down to `block` are open.
    private void checkSuccessor(int block, int next) {
        if (next == 0) {
            return;
        }
        int above = parent.get(next);
        if (above == NONE || isOpen.get(above) == 0) {
            String detail = "block " + block + " goes to block " + next + ", whose parent is ";
            throw failure(Rule.PARENT, block, detail + above);
        }
        int first = slotsFirst.get(next);
        int end = slotsEnd.get(next);
        budget -= end - first;
        if (budget < 0) {
            String detail = end - first + " variables for the way to block " + next;
            throw failure(Rule.BUDGET, block, detail);
        }
        for (int i = first; i < end; i++) {
            if (writers[image.writtenSlot(i) / UNIT] == 0) {
                String detail = "offset " + image.writtenSlot(i) + " on the way to block " + next;
                throw failure(Rule.NAMED, block, detail);
            }
        }
    }

    private VerifyFailure failure(Rule rule, int block, String detail) {
        return new VerifyFailure(rule, now.function, starts.get(block), detail);
    }

    private VerifyFailure unwritten(int exposed) {
        int offset = exposedSlots.get(exposed) * UNIT;
        return new VerifyFailure(
                Rule.WRITTEN, now.function, exposedWords.get(exposed), "offset " + offset);
    }

    private static int start(Ints ends, int block) {
        return block == 0 ? 0 : ends.get(block - 1);
    }
}
