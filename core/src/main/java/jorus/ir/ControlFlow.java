package jorus.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Simplifies control flow: jumps to jumps, branches to one place, blocks that nothing reaches,
/// blocks that only follow one other.
final class ControlFlow {
    private ControlFlow() {}

    static void simplify(IrFunction function) {
        threadJumps(function);
        removeUnreachable(function);
        merge(function);
    }

    private static void threadJumps(IrFunction function) {
        List<Block> blocks = function.blocks;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.next != null) {
                block.next = destination(block.next);
            }
            if (block.otherwise != null) {
                block.otherwise = destination(block.otherwise);
                if (block.otherwise == block.next && block.terminator().op == IrOp.BRANCH) {
                    becomeJump(block, block.next);
                }
            }
        }
    }

    /// Where a jump to `block` ends up.
    private static Block destination(Block block) {
        Block slow = block;
        while (block.isJump() && block.next != block) {
            block = block.next;
            // A ring of jumps is an empty endless loop: any of its blocks will do.
            if (block.isJump() && block.next != block) {
                block = block.next;
            }
            slow = slow.next;
            if (block == slow) {
                return block;
            }
        }
        return block;
    }

    /// Replaces the terminator.
    static void becomeJump(Block block, Block target) {
        Instruction jump = new Instruction(IrOp.JUMP);
        jump.origin = block.terminator().origin();
        block.instructions.set(block.instructions.size() - 1, jump);
        block.next = target;
        block.otherwise = null;
    }

    static void removeUnreachable(IrFunction function) {
        function.number();
        int count = function.blocks.size();
        boolean[] isReached = new boolean[count];
        Block[] work = new Block[count];
        int size = 0;
        work[size++] = function.entry();
        isReached[0] = true;
        while (size > 0) {
            Block block = work[--size];
            for (int i = 0; i < block.successorCount(); i++) {
                Block successor = block.successor(i);
                if (!isReached[successor.index]) {
                    isReached[successor.index] = true;
                    work[size++] = successor;
                }
            }
        }
        List<Block> kept = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (isReached[i]) {
                kept.add(function.blocks.get(i));
            }
        }
        function.blocks = kept;
        function.number();
    }

    static int[] predecessorCounts(IrFunction function) {
        int[] counts = new int[function.blocks.size()];
        counts[0] = 1;
        for (int i = 0; i < counts.length; i++) {
            Block block = function.blocks.get(i);
            for (int j = 0; j < block.successorCount(); j++) {
                counts[block.successor(j).index]++;
            }
        }
        return counts;
    }

    /// Joins a block to the only one that jumps to it. The result stands where the second stood:
    /// what leaves a loop by `break` is then out of the loop.
    private static void merge(IrFunction function) {
        int[] counts = predecessorCounts(function);
        boolean[] isGone = new boolean[counts.length];
        boolean isChanged = false;
        Block[] mergedInto = new Block[counts.length];
        for (int i = 0; i < counts.length; i++) {
            Block block = function.blocks.get(i);
            if (isGone[i]) {
                continue;
            }
            while (block.terminator().op == IrOp.JUMP) {
                Block next = block.next;
                if (next == block || counts[next.index] != 1 || next.region != block.region) {
                    break;
                }
                block.instructions.remove(block.instructions.size() - 1);
                block.instructions.addAll(next.instructions);
                block.next = next.next;
                block.otherwise = next.otherwise;
                isGone[next.index] = true;
                mergedInto[next.index] = block;
                isChanged = true;
            }
        }
        if (isChanged) {
            order(function, isGone, mergedInto);
        }
    }

    private static void order(IrFunction function, boolean[] isGone, Block[] mergedInto) {
        List<Block> old = function.blocks;
        Block[] last = new Block[old.size()];
        int[] place = new int[old.size()];
        Arrays.fill(place, -1);
        // The last position among the parts of a merged block; the entry stays in front.
        for (int i = 0; i < old.size(); i++) {
            Block owner = isGone[i] ? mergedInto[i] : old.get(i);
            if (owner.index != 0) {
                place[owner.index] = i;
            }
        }
        place[0] = 0;
        for (int i = 0; i < old.size(); i++) {
            if (!isGone[i]) {
                last[place[i]] = old.get(i);
            }
        }
        List<Block> blocks = new ArrayList<>(old.size());
        for (Block block : last) {
            if (block != null) {
                blocks.add(block);
            }
        }
        function.blocks = blocks;
        function.number();
    }
}
