package jorus.ir;

import java.util.List;

/// Copies what a jump leads to instead of jumping, where that is only a return, or the test at the
/// bottom of a loop: a turn then costs no jump, whichever way it goes.
final class TailDuplication {
    /// Instructions of a block that is copied, the terminator included.
    private static final int MAX_INSTRUCTIONS = 2;

    private TailDuplication() {}

    static void run(IrFunction function) {
        function.number();
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            Block target = block.next;
            boolean isJump = block.terminator().op == IrOp.JUMP;
            // What follows in the layout is fallen into for nothing.
            boolean isJoinable = isJump && isMovable(function, target, block);
            if (isJoinable && target.index != i + 1 && isWorthIt(target, i)) {
                copy(block, target);
            }
        }
    }

    /// Whether what `target` does may happen in `block`, as far as handlers see it.
    private static boolean isMovable(IrFunction function, Block target, Block block) {
        if (target.region == block.region) {
            return true;
        }
        for (int i = 0; i < target.instructions.size(); i++) {
            if (function.canTrap(target.instructions.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWorthIt(Block target, int from) {
        if (target.instructions.size() > MAX_INSTRUCTIONS) {
            return false;
        }
        return switch (target.terminator().op) {
            case RETURN -> true;
            case NEXT, BRANCH -> target.index > from && target.next.index <= from;
            default -> false;
        };
    }

    private static void copy(Block block, Block target) {
        List<Instruction> code = block.instructions;
        code.remove(code.size() - 1);
        for (int i = 0; i < target.instructions.size(); i++) {
            code.add(target.instructions.get(i).copy());
        }
        block.next = target.next;
        block.otherwise = target.otherwise;
    }
}
