package jorus.ir;

import java.util.ArrayList;
import java.util.List;

/// Removes instructions whose result nothing reads and that have no other effect.
final class DeadCode {
    private DeadCode() {}

    static void remove(IrFunction function) {
        int[] uses = function.useCounts();
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            // Backwards, so that one pass takes whole chains.
            for (int i = function.blocks.size() - 1; i >= 0; i--) {
                isChanged |= sweep(function, function.blocks.get(i).instructions, uses);
            }
        }
    }

    private static boolean sweep(IrFunction function, ArrayList<Instruction> code, int[] uses) {
        int kept = code.size();
        for (int i = code.size() - 1; i >= 0; i--) {
            Instruction instruction = code.get(i);
            boolean isSelfMove = instruction.op == IrOp.MOVE && instruction.a == instruction.target;
            boolean isUnread = function.isRemovable(instruction) && uses[instruction.target] == 0;
            if (isSelfMove || isUnread) {
                for (int k = 0; k < instruction.operandCount(); k++) {
                    if (instruction.operand(k) != Instruction.NONE) {
                        uses[instruction.operand(k)]--;
                    }
                }
            } else {
                code.set(--kept, instruction);
            }
        }
        List<Instruction> removed = code.subList(0, kept);
        boolean isChanged = !removed.isEmpty();
        removed.clear();
        return isChanged;
    }
}
