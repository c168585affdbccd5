package jorus.jit;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.isa.Effect;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.heap.Heap;
import jorus.verify.VerifiedImage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The basic blocks of one function, and its loops. Small functions that it calls may be spliced in
/// ([Splice]). Words count from the first.
///
/// Blocks are numbered in the order of the code. A block that a handler protects is protected from
/// its first to its last word, because ranges begin and end blocks.
final class Flow {
    final Image image;
    final int function;
    final Allocating allocations;
    final long[] words;
    final int blockCount;

    /// How many spliced calls are nested in each other, at most; 0 if there are none.
    final int depth;

    private final Splice splice;

    /// Per block: the first word, and the word behind the last.
    final int[] first;

    final int[] end;

    /// Per block: where it can go, the next block first if it can fall through; handlers apart.
    final int[][] successors;

    /// Per block: rows of the handlers that protect it, inner first.
    final int[][] handlers;

    /// Calls of quiet functions ([Quiet]), by word: these neither collect nor change arrays.
    private final BitSet quietCalls = new BitSet();

    /// Which blocks can be reached.
    final BitSet reachable = new BitSet();

    /// Loops by the number of their header; outer loops have smaller numbers than inner ones
    /// exactly if `Loop.parent` says so.
    final List<Loop> loops = new ArrayList<>();

    private final int[] blockOf;
    private final int[] order;
    private final int[] position;
    private final int[] dominator;

    /// Knows what objects are made of.
    interface Allocating {
        /// The address of the machine's table of what makes objects.
        long address();

        Heap heap();
    }

    /// Whether calls of the function poll ([jorus.runtime.Machine#countsCalls()]).
    final boolean countsCalls;

    /// Calls are calls if not `isSpliced`.
    Flow(
            VerifiedImage verified,
            Quiet quiet,
            int function,
            Allocating allocations,
            boolean isSpliced,
            boolean countsCalls) {
        this.allocations = allocations;
        this.countsCalls = countsCalls;
        image = verified.image();
        this.function = function;
        splice = new Splice(verified, function, isSpliced);
        depth = splice.depth;
        int length = splice.parts.size();
        words = new long[length];
        for (int i = 0; i < length; i++) {
            words[i] = splice.parts.get(i).word;
        }
        for (int i = 0; i < length; i++) {
            if (isCall(opcode(i)) && quiet.is(Word.immediate(words[i]))) {
                quietCalls.set(i);
            }
        }
        BitSet leaders = leaders(verified);
        blockCount = leaders.cardinality();
        // No stream: its classes would take the first compilation 5 ms.
        first = new int[blockCount];
        for (int b = 0, word = -1; b < blockCount; b++) {
            word = leaders.nextSetBit(word + 1);
            first[b] = word;
        }
        end = new int[blockCount];
        blockOf = new int[length];
        for (int b = 0; b < blockCount; b++) {
            end[b] = b + 1 < blockCount ? first[b + 1] : length;
            Arrays.fill(blockOf, first[b], end[b], b);
        }
        successors = new int[blockCount][];
        handlers = new int[blockCount][];
        for (int b = 0; b < blockCount; b++) {
            successors[b] = successors(b);
            handlers[b] = handlers(b);
        }
        order = new int[blockCount];
        position = new int[blockCount];
        dominator = new int[blockCount];
        int reached = postorder();
        dominators(reached);
        findLoops();
    }

    private BitSet leaders(VerifiedImage verified) {
        BitSet leaders = new BitSet();
        leaders.set(0);
        int start = image.function(function, ImageLayout.CODE_START);
        for (int i = 0; i < splice.places.length; i++) {
            if (verified.isTarget(start + i) || verified.isHandlerBorder(start + i)) {
                leaders.set(splice.places[i]);
            }
        }
        for (int i = 0; i < words.length; i++) {
            if (splice.parts.get(i).target >= 0) {
                leaders.set(splice.parts.get(i).target);
            }
            Opcode opcode = opcode(i);
            boolean ends = opcode.has(Effect.BRANCHES) || opcode.has(Effect.ENDS);
            if (ends && i + 1 < words.length) {
                leaders.set(i + 1);
            }
        }
        return leaders;
    }

    /// Whether a slot lies behind the frame, where arguments of calls do.
    boolean isOutgoing(int offset) {
        return offset >= image.function(function, ImageLayout.FRAME_BYTES);
    }

    /// Where the word with the index `word` of the function is here.
    int place(int word) {
        return splice.places[word];
    }

    /// Index in the function of the word that is, or has been replaced by, the one at `word`.
    int origin(int word) {
        return splice.parts.get(word).origin;
    }

    /// Where the word was spliced in; null if it is of the function itself.
    Splice.Site site(int word) {
        return splice.parts.get(word).site;
    }

    /// The call that the word stands for; null if it does for none.
    Splice.Site entered(int word) {
        return splice.parts.get(word).entered;
    }

    /// Where the outgoing arguments of the word's function begin.
    int outgoing(int word) {
        Splice.Site site = site(word);
        int shift = site == null ? 0 : site.shift;
        int of = site == null ? function : site.function;
        return shift + image.function(of, ImageLayout.FRAME_BYTES);
    }

    /// How many spliced calls the blocks have.
    int splices(BitSet blocks) {
        int count = 0;
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = first[b]; i < end[b]; i++) {
                count += entered(i) != null ? 1 : 0;
            }
        }
        return count;
    }

    /// Whether the instruction may collect.
    boolean collects(int word) {
        return Leaves.collects(words[word]) && !quietCalls.get(word);
    }

    /// Whether `blocks` call none but `known` functions and builtins.
    boolean callsOnly(BitSet known, BitSet blocks) {
        for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
            for (int i = first[b]; i < end[b]; i++) {
                Opcode opcode = opcode(i);
                boolean isBuiltin = opcode.b() == Operand.BUILTIN_ID;
                boolean isKnown =
                        isCall(opcode)
                                ? known.get(Word.immediate(words[i]))
                                : isBuiltin || !opcode.has(Effect.CALLS);
                if (!isKnown) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether this calls a function directly.
    static boolean isCall(Opcode opcode) {
        return switch (opcode) {
            case CALL, CALL_I32, CALL_I64, CALL_F64, CALL_REF, CALL_ANY -> true;
            default -> false;
        };
    }

    Opcode opcode(int word) {
        return Opcode.byCode(Word.op(words[word]));
    }

    /// The block that begins at or contains `word`.
    int block(int word) {
        return blockOf[word];
    }

    /// The block that the branch at `word` goes to.
    int target(int word) {
        return blockOf[splice.parts.get(word).target];
    }

    /// Address of the word behind `word`: what is saved as its place.
    long pc(int word) {
        return splice.parts.get(word).pc;
    }

    /// Address of the first instruction of a block.
    long address(int block) {
        return pc(first[block]) - Word.BYTES;
    }

    private int[] successors(int block) {
        int last = end[block] - 1;
        Opcode opcode = opcode(last);
        boolean branches = opcode.has(Effect.BRANCHES);
        if (opcode.has(Effect.ENDS)) {
            return branches ? new int[] {target(last)} : new int[0];
        }
        return branches ? new int[] {block + 1, target(last)} : new int[] {block + 1};
    }

    private int[] handlers(int block) {
        int from = image.function(function, ImageLayout.HANDLER_START);
        int count = image.function(function, ImageLayout.HANDLER_COUNT);
        int[] found = new int[count];
        int rows = 0;
        for (int row = from; row < from + count; row++) {
            int origin = origin(first[block]);
            if (image.handlerFirst(row) <= origin && origin < image.handlerEnd(row)) {
                found[rows++] = row;
            }
        }
        return Arrays.copyOf(found, rows);
    }

    int handlerBlock(int row) {
        return blockOf[place(image.handlerTarget(row))];
    }

    // dominators and loops

    private int postorder() {
        int[] stack = new int[blockCount + 1];
        int[] next = new int[blockCount];
        int[] postorder = new int[blockCount];
        int done = 0;
        int depth = 0;
        stack[0] = 0;
        reachable.set(0);
        while (depth >= 0) {
            int block = stack[depth];
            int edge = next[block]++;
            int count = successors[block].length;
            if (edge < count + handlers[block].length) {
                int to =
                        edge < count
                                ? successors[block][edge]
                                : handlerBlock(handlers[block][edge - count]);
                if (!reachable.get(to)) {
                    reachable.set(to);
                    stack[++depth] = to;
                }
            } else {
                postorder[done++] = block;
                depth--;
            }
        }
        for (int i = 0; i < done; i++) {
            order[i] = postorder[done - 1 - i];
            position[order[i]] = i;
        }
        return done;
    }

    private List<List<Integer>> predecessors() {
        List<List<Integer>> predecessors = new ArrayList<>();
        for (int b = 0; b < blockCount; b++) {
            predecessors.add(new ArrayList<>());
        }
        for (int b = reachable.nextSetBit(0); b >= 0; b = reachable.nextSetBit(b + 1)) {
            for (int to : successors[b]) {
                predecessors.get(to).add(b);
            }
            for (int row : handlers[b]) {
                predecessors.get(handlerBlock(row)).add(b);
            }
        }
        return predecessors;
    }

    /// Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm.
    private void dominators(int reached) {
        List<List<Integer>> predecessors = predecessors();
        Arrays.fill(dominator, -1);
        dominator[0] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 1; i < reached; i++) {
                int block = order[i];
                int found = -1;
                for (int from : predecessors.get(block)) {
                    if (dominator[from] >= 0) {
                        found = found < 0 ? from : common(found, from);
                    }
                }
                if (dominator[block] != found) {
                    dominator[block] = found;
                    changed = true;
                }
            }
        }
    }

    private int common(int a, int b) {
        int x = a;
        int y = b;
        while (x != y) {
            while (position[x] > position[y]) {
                x = dominator[x];
            }
            while (position[y] > position[x]) {
                y = dominator[y];
            }
        }
        return x;
    }

    boolean dominates(int above, int below) {
        int block = below;
        while (position[block] > position[above]) {
            block = dominator[block];
        }
        return block == above;
    }

    private void findLoops() {
        List<List<Integer>> predecessors = predecessors();
        Loop[] byHeader = new Loop[blockCount];
        for (int b = reachable.nextSetBit(0); b >= 0; b = reachable.nextSetBit(b + 1)) {
            for (int to : successors[b]) {
                if (dominates(to, b)) {
                    if (byHeader[to] == null) {
                        byHeader[to] = new Loop(to);
                    }
                    byHeader[to].latches.add(b);
                }
            }
        }
        for (int h = 0; h < blockCount; h++) {
            if (byHeader[h] != null) {
                fill(byHeader[h], predecessors);
                loops.add(byHeader[h]);
            }
        }
        for (Loop inner : loops) {
            for (Loop outer : loops) {
                boolean encloses = outer != inner && outer.blocks.get(inner.header);
                if (encloses && (inner.parent == null || outer.isIn(inner.parent))) {
                    inner.parent = outer;
                }
            }
        }
    }

    private static void fill(Loop loop, List<List<Integer>> predecessors) {
        loop.blocks.set(loop.header);
        List<Integer> work = new ArrayList<>(loop.latches);
        while (!work.isEmpty()) {
            int block = work.removeLast();
            if (!loop.blocks.get(block)) {
                loop.blocks.set(block);
                work.addAll(predecessors.get(block));
            }
        }
    }

    /// The loop with this header; null if there is none.
    Loop loopAt(int header) {
        for (Loop loop : loops) {
            if (loop.header == header) {
                return loop;
            }
        }
        return null;
    }

    /// Whether the innermost loop that has `block` has no other in it.
    boolean isInnermost(int block) {
        Loop found = innermost(block);
        for (Loop loop : loops) {
            if (found != null && loop.parent == found) {
                return false;
            }
        }
        return found != null;
    }

    /// Where the interpreter enters a loop: what its branches back go to. That is the header, or
    /// the increment that a loop with a step has in front of it.
    int entry(Loop loop) {
        int latch = loop.latches.getFirst();
        boolean isAhead =
                loop.latches.size() == 1 && latch < loop.header && handlers[latch].length == 0;
        for (int i = first[latch]; isAhead && i < end[latch]; i++) {
            isAhead = isSum(opcode(i));
        }
        return isAhead ? latch : loop.header;
    }

    private static boolean isSum(Opcode opcode) {
        return switch (opcode) {
            case ADD_I32, ADDK_I32, ADD_I64, ADDK_I64, ADD_U32, ADD_U64, NOP -> true;
            default -> false;
        };
    }

    /// The loop that the interpreter enters at `block`; null if there is none.
    Loop loopEnteredAt(int block) {
        for (Loop loop : loops) {
            if (entry(loop) == block) {
                return loop;
            }
        }
        return null;
    }

    /// The innermost loop that has `block`; null if none has.
    Loop innermost(int block) {
        Loop found = null;
        for (Loop loop : loops) {
            if (loop.blocks.get(block) && (found == null || loop.isIn(found))) {
                found = loop;
            }
        }
        return found;
    }
}
