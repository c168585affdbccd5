package jorus.jit;

import jorus.runtime.CompiledLoop;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which loops have run long in one go, and which classes have been made of loops: those around
/// long ones leave these to their classes. A word of 0 is a function as a whole; one thread at a
/// time.
final class LongLoops {
    /// Loops in so many others stay where they are: each method that one is left to is a frame more
    /// of the Java stack, of which a program's first has been counted.
    private static final int MAX_DEPTH = 3;

    /// By function and word, as in `made`. No record is hashed: linking that takes 10 ms.
    private final Set<Long> found = new LinkedHashSet<>();

    private final Map<Long, Made> made = new HashMap<>();

    /// A loop's class, made when so many loops in it were known to run long; `code` is null if the
    /// loop is too large.
    record Made(int number, CompiledLoop code, int longLoops) {}

    private static long key(int function, int word) {
        return (long) function << 32 | word & 0xFFFF_FFFFL;
    }

    /// Whether the loop was not known to run long.
    boolean add(int function, int word) {
        return word > 0 && found.add(key(function, word));
    }

    /// Pairs of function and word.
    int[] pairs() {
        int[] pairs = new int[2 * found.size()];
        int at = 0;
        for (long part : found) {
            pairs[at++] = (int) (part >>> 32);
            pairs[at++] = (int) part;
        }
        return pairs;
    }

    /// The loop that is entered at `word`; null for the whole function.
    private static Loop self(Flow flow, int word) {
        return word == 0 ? null : flow.loopEnteredAt(flow.block(flow.place(word)));
    }

    /// The word where the interpreter enters a loop.
    static int enteredAt(Flow flow, Loop loop) {
        return flow.origin(flow.first[flow.entry(loop)]);
    }

    /// The blocks of the loop that is entered at `word`.
    static BitSet region(Flow flow, int word) {
        Loop loop = self(flow, word);
        return loop == null ? flow.reachable : loop.blocks;
    }

    /// What has been made of the loop; null if nothing, or if more is known now.
    Made made(Flow flow, int word) {
        Made known = made.get(key(flow.function, word));
        boolean isCurrent = known != null && known.longLoops == longInside(flow, self(flow, word));
        return isCurrent ? known : null;
    }

    /// Remembers the class that has been made of the loop.
    void made(Flow flow, int word, int number, CompiledLoop code) {
        int longLoops = longInside(flow, self(flow, word));
        made.put(key(flow.function, word), new Made(number, code, longLoops));
    }

    /// The blocks of the loops that are entered at `words`; null if a function that has them is not
    /// to be compiled as a whole: if one is no loop or, but for the program's first function, if
    /// they are not all in one of them or one in that has run long. Those are to keep methods of
    /// their own, and only classes of loops, with the first function among them, leave them that.
    BitSet nests(Flow flow, int[] words, boolean isFirst) {
        BitSet blocks = new BitSet();
        Loop nest = null;
        for (int word : words) {
            Loop loop = entered(flow, word);
            if (loop == null) {
                return null;
            }
            blocks.or(loop.blocks);
            nest = nest == null || nest.isIn(loop) ? loop : nest;
        }
        boolean isOne = nest != null && blocks.equals(nest.blocks) && longInside(flow, nest) == 0;
        return isFirst || isOne ? blocks : null;
    }

    /// The loop that the interpreter may enter at `word`; null if there is none.
    static Loop entered(Flow flow, int word) {
        int at = flow.place(word);
        int block = flow.block(at);
        boolean isEntry = flow.first[block] == at && flow.reachable.get(block);
        return isEntry ? flow.loopEnteredAt(block) : null;
    }

    /// How many loops that ran long are in `loop`, itself not counted.
    private int longInside(Flow flow, Loop loop) {
        int count = 0;
        for (long part : found) {
            boolean isHere = part >>> 32 == flow.function;
            Loop inner = isHere ? self(flow, (int) part) : null;
            boolean isInside = inner != null && inner != loop && (loop == null || inner.isIn(loop));
            count += isInside ? 1 : 0;
        }
        return count;
    }

    /// The largest loops in the one that is entered at `word` that run long, or have one in them
    /// that does, and can be left to methods of their own.
    List<Loop> parts(Flow flow, int word) {
        Loop loop = self(flow, word);
        List<Loop> parts = new ArrayList<>();
        if (found.isEmpty() || depth(loop) >= MAX_DEPTH) {
            return parts;
        }
        BitSet region = region(flow, word);
        for (Loop inner : flow.loops) {
            boolean isLong =
                    found.contains(key(flow.function, enteredAt(flow, inner)))
                            || longInside(flow, inner) > 0;
            if (inner.parent == loop && isLong && Outlined.isPossible(flow, inner, region)) {
                parts.add(inner);
            }
        }
        return parts;
    }

    /// How many loops a turn of this one is in.
    private static int depth(Loop loop) {
        int depth = 0;
        for (Loop each = loop; each != null; each = each.parent) {
            depth++;
        }
        return depth;
    }

    /// Those of the parts that have classes.
    Outlined outlined(Flow flow, int word) {
        Outlined outlined = new Outlined(flow, region(flow, word));
        for (Loop inner : parts(flow, word)) {
            Made known = made.get(key(flow.function, enteredAt(flow, inner)));
            if (known != null && known.code != null) {
                outlined.add(inner, Names.loop(known.number));
            }
        }
        return outlined;
    }
}
