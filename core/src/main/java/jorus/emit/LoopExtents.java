package jorus.emit;

import jorus.ir.Loops;

import java.util.Arrays;

/// The loops of a function as stretches of its layout, each from the first to the last of its
/// blocks: what leaves a loop but is laid out in it counts as part of it.
///
/// The stretches are nested: where two would cross, the one that begins first is made longer.
final class LoopExtents {
    static final int NONE = Loops.NONE;

    private final int[] headers;
    private final int[] firsts;
    private final int[] lasts;
    private final int[] parents;
    private final int[] depths;
    private final int[] loopOf;

    LoopExtents(Loops loops, int blockCount) {
        int count = loops.loopCount();
        headers = new int[count];
        firsts = new int[count];
        lasts = new int[count];
        parents = new int[count];
        depths = new int[count];
        loopOf = new int[blockCount];
        Arrays.fill(firsts, Integer.MAX_VALUE);
        for (int i = 0; i < blockCount; i++) {
            for (int at = loops.loopOf(i); at != NONE; at = loops.parent(at)) {
                firsts[at] = Math.min(firsts[at], i);
                lasts[at] = i;
            }
        }
        for (int i = 0; i < count; i++) {
            headers[i] = loops.header(i);
        }
        nest();
    }

    /// Walks the layout with the stack of stretches that are open.
    private void nest() {
        long[] order = new long[firsts.length];
        for (int i = 0; i < order.length; i++) {
            // By first block; outer loops have higher numbers and come first.
            order[i] = (long) firsts[i] << 32 | order.length - 1 - i;
        }
        Arrays.sort(order);
        int open = NONE;
        int next = 0;
        for (int block = 0; block < loopOf.length; block++) {
            while (open != NONE && lasts[open] < block) {
                open = parents[open];
            }
            while (next < order.length && (int) (order[next] >> 32) == block) {
                int loop = order.length - 1 - (int) order[next++];
                parents[loop] = open;
                depths[loop] = open == NONE ? 1 : depths[open] + 1;
                for (int at = open; at != NONE && lasts[at] < lasts[loop]; at = parents[at]) {
                    lasts[at] = lasts[loop];
                }
                open = loop;
            }
            loopOf[block] = open;
        }
    }

    int count() {
        return headers.length;
    }

    /// The innermost stretch that the block is in.
    int loopOf(int block) {
        return loopOf[block];
    }

    /// The same, where a block before the header of its loop counts as outside of it: it may be
    /// reached from the end.
    int carrierOf(int block) {
        int loop = loopOf[block];
        while (loop != NONE && block < headers[loop]) {
            loop = parents[loop];
        }
        return loop;
    }

    int parent(int loop) {
        return parents[loop];
    }

    /// 1 for an outermost loop; 0 for NONE.
    int depth(int loop) {
        return loop == NONE ? 0 : depths[loop];
    }

    /// Index of the first block.
    int first(int loop) {
        return firsts[loop];
    }

    /// Index of the last block.
    int last(int loop) {
        return lasts[loop];
    }

    /// The innermost loop that both are in or that they are.
    int common(int one, int two) {
        int a = one;
        int b = two;
        while (a != b) {
            if (depth(a) >= depth(b)) {
                a = parents[a];
            } else {
                b = parents[b];
            }
        }
        return a;
    }
}
