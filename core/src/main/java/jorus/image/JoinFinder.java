package jorus.image;

import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

import java.util.Arrays;

/// Finds what the verifier wants to be told about each *join*, which is a block that branches go
/// to: a block that comes before it on every path, and the slots written on every path beyond those
/// that this block and the ones before it explain.
///
/// Only slots that some block *exposes* matter, which is to read them before it wrote them itself.
/// Most functions are done after one of the first two steps, which take linear time:
///
/// 1. There are no exposed reads, as in straight code: nothing has to be said.
/// 2. Each has a write in a block that dominates its own: the dominators are enough.
/// 3. For what is left, such as a slot that both branches of an `if` write, a forward dataflow over
///    sets of just these slots finds what is written on all paths into each block. Blocks are
///    visited in reverse postorder, again only when their set shrank. These steps are counted.
///
/// Code that is not valid gets an answer that the verifier rejects, as it would the code.
///
/// Blocks are numbered as [ImageLayout] says, slots in units of the narrowest one.
final class JoinFinder {
    /// Steps of dataflow per instruction of the image; a step handles one long of a set.
    private static final int BUDGET_PER_INSTRUCTION = 64;

    /// Steps that every image has beyond that.
    private static final int BUDGET_FLOOR = 1 << 16;

    /// What a long of memory costs in steps: bounds the sets to 128 bytes per instruction.
    private static final int MEMORY_STEPS = 4;

    private static final int MAX_SET_WORDS = Integer.MAX_VALUE - 8;
    private static final int NONE = FlowGraph.NONE;
    private static final int UNIT = FrameLayout.NARROW_BYTES;
    private static final int NEAR_SLOTS = FrameLayout.NEAR_BYTES / UNIT;

    private final long limit;
    private long steps;
    private final FlowGraph graph = new FlowGraph();
    private final HandlerRanges handlers = new HandlerRanges();

    // of the function
    private FunctionCode function;
    private int argumentBytes;
    private int frameBytes;
    private boolean[] begins = new boolean[64];

    // per slot: the block that wrote or exposed it last, counted over the whole image
    private int[] writtenIn = new int[NEAR_SLOTS];
    private int[] exposedIn = new int[NEAR_SLOTS];
    private int serial;

    // per block, where its part of the lists below ends
    private final Ints writesEnd = new Ints();
    private final Ints exposedEnd = new Ints();

    private final Ints writes = new Ints();
    private final Ints exposed = new Ints();

    // of the walks over the dominators
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

    // the answer; per block how many slots it needs, and where they begin
    private final Ints joins = new Ints();
    private final Ints written = new Ints();
    private final Ints needFirst = new Ints();
    private final Ints needCount = new Ints();
    private final Ints needs = new Ints();

    JoinFinder(long instructions) {
        limit = instructions * BUDGET_PER_INSTRUCTION + BUDGET_FLOOR;
    }

    /// Rows of the last function: block, dominator or -1 for what no path leads to, number of
    /// slots.
    int[] joins() {
        return joins.toArray();
    }

    /// The slots of those rows, one after the other, as offsets.
    int[] written() {
        return written.toArray();
    }

    /// @throws ImageTooLarge if the budget is used up
    void find(FunctionCode code, FrameLayout frame) {
        function = code;
        argumentBytes = frame.argumentEnd();
        frameBytes = frame.bytes();
        reserveSlots(frameBytes / UNIT);
        graph.clear();
        writesEnd.clear();
        exposedEnd.clear();
        writes.clear();
        exposed.clear();
        joins.clear();
        written.clear();
        handlers.enter(code.handlers(), code.code().length);
        markBegins();
        blocks();
        landings();
        if (exposed.count() > 0) {
            answer();
        }
    }

    /// All is zero between functions but the serial numbers, which go on.
    private void reserveSlots(int slots) {
        if (slots > number.length) {
            writtenIn = new int[slots];
            exposedIn = new int[slots];
            writers = new int[slots];
            number = new int[slots];
        }
    }

    // blocks

    private void markBegins() {
        int length = function.code().length;
        if (begins.length < length) {
            begins = new boolean[length];
        }
        Arrays.fill(begins, 0, length, false);
        for (int i = 0; i < length; i++) {
            int target = target(i);
            if (target != NONE) {
                begins[target] = true;
            }
        }
        int[] rows = function.handlers();
        for (int i = 0; i < rows.length; i++) {
            boolean isWord = i % HandlerRanges.ROW != HandlerRanges.ROW - 1;
            if (isWord && rows[i] >= 0 && rows[i] < length) {
                begins[rows[i]] = true;
            }
        }
    }

    private static Opcode opcode(long word) {
        return Word.op(word) < Opcode.count() ? Opcode.byCode(Word.op(word)) : Opcode.NOP;
    }

    /// The word that the instruction branches to; NONE if it does not.
    private int target(int index) {
        long word = function.code()[index];
        Opcode opcode = opcode(word);
        if (!opcode.has(Effect.BRANCHES)) {
            return NONE;
        }
        Operand kind = opcode.b() == Operand.TARGET32 ? Operand.TARGET32 : Operand.TARGET16;
        long target = Word.target(word, kind, index);
        return target >= 0 && target < function.code().length ? (int) target : NONE;
    }

    private void blocks() {
        long[] code = function.code();
        boolean isLeader = true;
        for (int i = 0; i < code.length; i++) {
            if (isLeader || begins[i]) {
                int handler = handlers.at(i);
                if (handler != HandlerRanges.NONE) {
                    block(i);
                    graph.branch(code.length + handler);
                }
                block(i);
            }
            Opcode opcode = opcode(code[i]);
            read(opcode.a(), Word.a(code[i]));
            read(opcode.b(), Word.b(code[i]));
            read(opcode.c(), Word.c(code[i]));
            if (opcode.b() == Operand.FAR_READ) {
                readSlot(Word.immediate(code[i]));
            }
            if (opcode.a().writes() && !opcode.a().reads()) {
                write(Word.a(code[i]));
            }
            if (opcode.b() == Operand.FAR_WRITE) {
                write(Word.immediate(code[i]));
            }
            if (target(i) != NONE) {
                graph.branch(target(i));
            }
            if (opcode.has(Effect.ENDS)) {
                graph.end();
            }
            isLeader = opcode.has(Effect.BRANCHES) || opcode.has(Effect.ENDS);
        }
    }

    private void landings() {
        int[] rows = function.handlers();
        int length = function.code().length;
        for (int i = 0; i < handlers.count(); i++) {
            int target = rows[HandlerRanges.ROW * i + 2];
            int slot = rows[HandlerRanges.ROW * i + 3];
            block(length + i);
            if (slot >= 0) {
                write(slot);
            }
            if (target >= 0 && target < length) {
                graph.branch(target);
            }
            graph.end();
        }
    }

    private void block(int word) {
        serial++;
        graph.block(word);
        writesEnd.add(writes.count());
        exposedEnd.add(exposed.count());
    }

    private void read(Operand kind, int offset) {
        if (kind.reads()) {
            readSlot(offset);
        }
    }

    private void readSlot(int offset) {
        if (offset < argumentBytes || offset >= frameBytes) {
            return;
        }
        int slot = offset / UNIT;
        if (writtenIn[slot] != serial && exposedIn[slot] != serial) {
            exposedIn[slot] = serial;
            exposed.add(slot);
            exposedEnd.set(exposedEnd.count() - 1, exposed.count());
        }
    }

    private void write(int offset) {
        int slot = offset / UNIT;
        if (offset >= argumentBytes && offset < frameBytes && writtenIn[slot] != serial) {
            writtenIn[slot] = serial;
            writes.add(slot);
            writesEnd.set(writesEnd.count() - 1, writes.count());
        }
    }

    // the answer

    private void answer() {
        graph.order(function.code().length + handlers.count());
        if (!graph.dominate()) {
            graph.dominateSlowly(limit - steps);
        }
        linkChildren();
        numberUndominated();
        needFirst.fill(graph.count(), 0);
        needCount.fill(graph.count(), 0);
        needs.clear();
        if (numbered.count() > 0) {
            flow();
            collectNeeds();
            forgetNumbers();
        }
        for (int block = 0; block < graph.count(); block++) {
            if (graph.isTarget(block)) {
                joins.add(block);
                joins.add(graph.place(block) == NONE ? NONE : graph.dominator(block));
                joins.add(needCount.get(block));
                int first = needFirst.get(block);
                for (int i = first; i < first + needCount.get(block); i++) {
                    written.add(needs.get(i) * UNIT);
                }
            }
        }
    }

    private void spend(long count) {
        steps += count;
        if (steps > limit) {
            throw new ImageTooLarge("steps to find which variables have a value", steps, limit);
        }
    }

    private static int start(Ints ends, int block) {
        return block == 0 ? 0 : ends.get(block - 1);
    }

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

    /// Walks over the tree of dominators and numbers the slots that some block exposes although no
    /// block above it writes them. The stack has blocks to enter, and as `~block` those to leave.
    private void numberUndominated() {
        stack.clear();
        stack.add(0);
        while (stack.count() > 0) {
            int top = stack.removeLast();
            int block = top < 0 ? ~top : top;
            if (top >= 0) {
                for (int i = start(exposedEnd, block); i < exposedEnd.get(block); i++) {
                    if (writers[exposed.get(i)] == 0) {
                        number(exposed.get(i));
                    }
                }
                push(block);
            }
            int step = top < 0 ? -1 : 1;
            for (int i = start(writesEnd, block); i < writesEnd.get(block); i++) {
                writers[writes.get(i)] += step;
            }
        }
    }

    /// Leaves `block` after entering the blocks below it.
    private void push(int block) {
        stack.add(~block);
        for (int child = firstChild.get(block); child != NONE; child = nextSibling.get(child)) {
            stack.add(child);
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
        if (size > MAX_SET_WORDS) {
            throw new ImageTooLarge("longs of sets of variables", size, MAX_SET_WORDS);
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

    /// Collects, block by block down the tree of dominators, what is written on all paths but not
    /// above. The stack is that of `numberUndominated`.
    private void collectNeeds() {
        Arrays.fill(out, 0);
        stack.clear();
        stack.add(0);
        while (stack.count() > 0) {
            int top = stack.removeLast();
            int block = top < 0 ? ~top : top;
            if (top >= 0) {
                if (graph.isTarget(block) && block != 0) {
                    need(block);
                }
                push(block);
            }
            int step = top < 0 ? -1 : 1;
            int first = needFirst.get(block);
            for (int i = first; i < first + needCount.get(block); i++) {
                provide(needs.get(i), step);
            }
            for (int i = start(writesEnd, block); i < writesEnd.get(block); i++) {
                provide(writes.get(i), step);
            }
        }
    }

    /// Keeps `out` the set of what is written above.
    private void provide(int slot, int step) {
        writers[slot] += step;
        int bit = number[slot] - 1;
        if (bit >= 0) {
            long mask = 1L << bit;
            out[bit >>> 6] = writers[slot] > 0 ? out[bit >>> 6] | mask : out[bit >>> 6] & ~mask;
        }
    }

    private void need(int block) {
        needFirst.set(block, needs.count());
        spend(setWords);
        for (int i = 0; i < setWords; i++) {
            for (long left = in[block * setWords + i] & ~out[i]; left != 0; left &= left - 1) {
                int bit = Long.SIZE * i + Long.numberOfTrailingZeros(left);
                if (bit < numbered.count()) {
                    needs.add(numbered.get(bit));
                }
            }
        }
        needCount.set(block, needs.count() - needFirst.get(block));
        Arrays.sort(needs.values(), needFirst.get(block), needs.count());
    }
}
