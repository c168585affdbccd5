package jorus.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gives every loop one block outside from which it is entered, so that code can be put there.
final class Preheaders {
    private Preheaders() {}

    static void make(IrFunction function, Loops loops) {
        int count = loops.loopCount();
        Block[] made = new Block[function.blocks.size()];
        boolean isChanged = false;
        int[] firsts = new int[count];
        Arrays.fill(firsts, Integer.MAX_VALUE);
        for (int i = 0; i < function.blocks.size(); i++) {
            for (int at = loops.loopOf(i); at != Loops.NONE; at = loops.parent(at)) {
                firsts[at] = Math.min(firsts[at], i);
            }
        }
        // Outer loops first, so that theirs comes first where two loops begin with one block.
        for (int loop = count - 1; loop >= 0; loop--) {
            if (find(function, loops, loop) == null) {
                Block before = enter(function, loops, loop);
                Block outer = made[firsts[loop]];
                made[firsts[loop]] = outer == null ? before : chain(outer, before);
                isChanged = true;
            }
        }
        if (isChanged) {
            insert(function, made);
        }
    }

    /// Keeps a second block to insert at one place in a list through the first.
    private static Block chain(Block first, Block second) {
        Block last = first;
        while (last.otherwise != null) {
            last = last.otherwise;
        }
        last.otherwise = second;
        return first;
    }

    private static Block enter(IrFunction function, Loops loops, int loop) {
        int header = loops.header(loop);
        Block target = function.blocks.get(header);
        Block before = new Block();
        before.instructions.add(new Instruction(IrOp.JUMP));
        before.next = target;
        boolean isFirst = true;
        for (int i = 0; i < loops.predecessorCount(header); i++) {
            int predecessor = loops.predecessor(header, i);
            if (!loops.contains(loop, predecessor)) {
                Block block = function.blocks.get(predecessor);
                before.region = isFirst || block.region == before.region ? block.region : null;
                isFirst = false;
                block.next = block.next == target ? before : block.next;
                block.otherwise = block.otherwise == target ? before : block.otherwise;
            }
        }
        return before;
    }

    private static void insert(IrFunction function, Block[] made) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < made.length; i++) {
            for (Block block = made[i]; block != null; ) {
                Block following = block.otherwise;
                block.otherwise = null;
                blocks.add(block);
                block = following;
            }
            blocks.add(function.blocks.get(i));
        }
        function.blocks = blocks;
        function.number();
    }

    /// The only block outside a loop that enters it, if it is directly in the loop around; or null.
    static Block find(IrFunction function, Loops loops, int loop) {
        int header = loops.header(loop);
        int found = Loops.NONE;
        for (int i = 0; i < loops.predecessorCount(header); i++) {
            int predecessor = loops.predecessor(header, i);
            if (!loops.contains(loop, predecessor)) {
                if (found != Loops.NONE && found != predecessor) {
                    return null;
                }
                found = predecessor;
            }
        }
        if (found == Loops.NONE || loops.loopOf(found) != loops.parent(loop)) {
            return null;
        }
        return function.blocks.get(found);
    }
}
