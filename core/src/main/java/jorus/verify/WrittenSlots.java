package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.memory.register.FrameLayout;

import java.util.Arrays;

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
    private static final int LEAST = 64;
    private static final int UNIT = CurrentInstruction.UNIT;
    private static final int NEAR_SLOTS = FrameLayout.NEAR_BYTES / FrameLayout.NARROW_BYTES;

    private final CurrentInstruction now;
    private final Image image;
    private long budget;

    // per slot: the block that wrote or exposed it last, counted over the whole image
    private int[] writtenIn = new int[NEAR_SLOTS];
    private int[] exposedIn = new int[NEAR_SLOTS];
    private int serial;

    // Lists as arrays that grow: a call for each number is what takes longest before the JVM has
    // compiled this.

    // per block: its first word, where it goes, and where its part of the lists below ends
    private int blocks;
    private int[] starts = new int[LEAST];
    private int[] branchTo = new int[LEAST];
    private boolean[] fallsThrough = new boolean[LEAST];
    private int[] writesEnd = new int[LEAST];
    private int[] exposedEnd = new int[LEAST];

    private int writeCount;
    private int[] writes = new int[LEAST];
    private int exposedCount;
    private int[] exposedSlots = new int[LEAST];
    private int[] exposedWords = new int[LEAST];

    // per word the first block there; per block its row, the parent, and the blocks below it
    private int[] blockAt = new int[LEAST];
    private int[] slotsFirst = new int[LEAST];
    private int[] slotsEnd = new int[LEAST];
    private int[] parent = new int[LEAST];
    private int[] firstChild = new int[LEAST];
    private int[] nextSibling = new int[LEAST];
    private boolean[] isTarget = new boolean[LEAST];

    // of the walk: how often each slot is written or named on the way down, and the way
    private int[] writers = new int[NEAR_SLOTS];
    private boolean[] isOpen = new boolean[LEAST];
    private int[] stack = new int[2 * LEAST];
    private int depth;

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
        blocks = 0;
        writeCount = 0;
        exposedCount = 0;
    }

    /// Word `word` begins a block. Of two blocks at one word the first is empty, and branches go
    /// there.
    void block(int word) {
        if (blocks == starts.length) {
            growBlocks();
        }
        int block = blocks++;
        serial++;
        starts[block] = word;
        branchTo[block] = NONE;
        fallsThrough[block] = true;
        writesEnd[block] = writeCount;
        exposedEnd[block] = exposedCount;
    }

    private void growBlocks() {
        int room = 2 * blocks;
        starts = Arrays.copyOf(starts, room);
        branchTo = Arrays.copyOf(branchTo, room);
        fallsThrough = Arrays.copyOf(fallsThrough, room);
        writesEnd = Arrays.copyOf(writesEnd, room);
        exposedEnd = Arrays.copyOf(exposedEnd, room);
    }

    void read(int slot, int word) {
        if (writtenIn[slot] != serial && exposedIn[slot] != serial) {
            exposedIn[slot] = serial;
            if (exposedCount == exposedSlots.length) {
                exposedSlots = Arrays.copyOf(exposedSlots, 2 * exposedCount);
                exposedWords = Arrays.copyOf(exposedWords, 2 * exposedCount);
            }
            exposedSlots[exposedCount] = slot;
            exposedWords[exposedCount++] = word;
            exposedEnd[blocks - 1] = exposedCount;
        }
    }

    void write(int slot) {
        if (writtenIn[slot] != serial) {
            writtenIn[slot] = serial;
            if (writeCount == writes.length) {
                writes = Arrays.copyOf(writes, 2 * writeCount);
            }
            writes[writeCount++] = slot;
            writesEnd[blocks - 1] = writeCount;
        }
    }

    /// The block ends with a branch to word `target`.
    void branch(int target) {
        branchTo[blocks - 1] = target;
    }

    /// The block's last instruction does not go on with the next one.
    void end() {
        fallsThrough[blocks - 1] = false;
    }

    /// Checks the function whose blocks were reported; all words are below `length`.
    ///
    /// @throws VerifyFailure if a slot may be read before it is written, if the image says
    ///     something wrong, or if the budget is used up
    void solve(int length) {
        int rows = image.function(now.function, ImageLayout.JOIN_COUNT);
        if (exposedCount == 0) {
            require(rows == 0, "no rows are wanted, but there are", rows);
            require(slotCount() == 0, "no slots are wanted, but there are", slotCount());
            return;
        }
        makeRoom(length);
        resolveBranches(length);
        readRows(rows);
        linkChildren();
        walk();
    }

    /// For the blocks that there are, and the words.
    private void makeRoom(int length) {
        if (blockAt.length < length) {
            blockAt = new int[Math.max(length, 2 * blockAt.length)];
        }
        if (parent.length < blocks) {
            int room = starts.length;
            slotsFirst = new int[room];
            slotsEnd = new int[room];
            parent = new int[room];
            firstChild = new int[room];
            nextSibling = new int[room];
            isTarget = new boolean[room];
            isOpen = new boolean[room];
            // Each block to enter, and each to leave.
            stack = new int[2 * room];
        }
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
        Arrays.fill(blockAt, 0, length, NONE);
        for (int block = blocks - 1; block >= 0; block--) {
            blockAt[starts[block]] = block;
        }
        Arrays.fill(isTarget, 0, blocks, false);
        for (int block = 0; block < blocks; block++) {
            if (branchTo[block] != NONE) {
                int target = blockAt[branchTo[block]];
                assert target != NONE : "target is inside a block";
                branchTo[block] = target;
                isTarget[target] = true;
            }
        }
    }

    // the rows

    private void readRows(int rows) {
        Arrays.fill(slotsFirst, 0, blocks, 0);
        Arrays.fill(slotsEnd, 0, blocks, 0);
        Arrays.fill(parent, 0, blocks, NONE);
        int row = image.function(now.function, ImageLayout.JOIN_START);
        int end = row + rows;
        int next = image.function(now.function, ImageLayout.WRITTEN_START);
        int last = next + slotCount();
        for (int block = 0; block < blocks; block++) {
            if (!isTarget[block]) {
                boolean isEntered = block > 0 && fallsThrough[block - 1];
                parent[block] = isEntered ? block - 1 : NONE;
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
            parent[block] = above;
            slotsFirst[block] = next;
            next += count;
            slotsEnd[block] = next;
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
        Arrays.fill(firstChild, 0, blocks, NONE);
        Arrays.fill(nextSibling, 0, blocks, NONE);
        for (int block = 1; block < blocks; block++) {
            int above = parent[block];
            if (above != NONE) {
                nextSibling[block] = firstChild[above];
                firstChild[above] = block;
            }
        }
    }

    /// The stack has blocks to enter, and as `~block` those to leave.
    private void walk() {
        Arrays.fill(isOpen, 0, blocks, false);
        depth = 0;
        stack[depth++] = 0;
        while (depth > 0) {
            int top = stack[--depth];
            if (top < 0) {
                leave(~top);
            } else {
                enter(top);
            }
        }
    }

    private void enter(int block) {
        isOpen[block] = true;
        int[] counts = writers;
        for (int i = slotsFirst[block], end = slotsEnd[block]; i < end; i++) {
            counts[image.writtenSlot(i) / UNIT]++;
        }
        for (int i = start(exposedEnd, block), end = exposedEnd[block]; i < end; i++) {
            if (counts[exposedSlots[i]] == 0) {
                throw unwritten(i);
            }
        }
        for (int i = start(writesEnd, block), end = writesEnd[block]; i < end; i++) {
            counts[writes[i]]++;
        }
        if (fallsThrough[block]) {
            checkSuccessor(block, block + 1);
        }
        if (branchTo[block] != NONE) {
            checkSuccessor(block, branchTo[block]);
        }
        stack[depth++] = ~block;
        for (int child = firstChild[block]; child != NONE; child = nextSibling[child]) {
            stack[depth++] = child;
        }
    }

    private void leave(int block) {
        isOpen[block] = false;
        int[] counts = writers;
        for (int i = slotsFirst[block], end = slotsEnd[block]; i < end; i++) {
            counts[image.writtenSlot(i) / UNIT]--;
        }
        for (int i = start(writesEnd, block), end = writesEnd[block]; i < end; i++) {
            counts[writes[i]]--;
        }
    }

    /// The blocks on the way down to `block` are open.
    private void checkSuccessor(int block, int next) {
        if (next == 0) {
            return;
        }
        int above = parent[next];
        if (above == NONE || !isOpen[above]) {
            String detail = "block " + block + " goes to block " + next + ", whose parent is ";
            throw failure(Rule.PARENT, block, detail + above);
        }
        int first = slotsFirst[next];
        int end = slotsEnd[next];
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
        return new VerifyFailure(rule, now.function, starts[block], detail);
    }

    private VerifyFailure unwritten(int exposed) {
        int offset = exposedSlots[exposed] * UNIT;
        return new VerifyFailure(
                Rule.WRITTEN, now.function, exposedWords[exposed], "offset " + offset);
    }

    private static int start(int[] ends, int block) {
        return block == 0 ? 0 : ends[block - 1];
    }
}
