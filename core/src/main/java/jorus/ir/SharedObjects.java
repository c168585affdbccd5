package jorus.ir;

import java.util.BitSet;

/// Finds registers whose object has another name: the register is read after what moves the object
/// to another one.
final class SharedObjects {
    private static final int NONE = Instruction.NONE;

    private final IrFunction function;
    private final RecordWebs.Calls calls;

    /// By register: its number among those asked for, or NONE.
    private final int[] numbers;

    /// By block: the numbers of the registers that are read later, before they are written.
    private final BitSet[] live;

    private final BitSet shared = new BitSet();

    SharedObjects(IrFunction function, RecordWebs.Calls calls, int[] numbers) {
        this.function = function;
        this.calls = calls;
        this.numbers = numbers;
        live = new BitSet[function.blocks.size()];
    }

    /// The registers; blocks are numbered anew.
    BitSet find() {
        function.number();
        for (int i = 0; i < live.length; i++) {
            live[i] = new BitSet();
        }
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (int i = live.length - 1; i >= 0; i--) {
                BitSet now = walk(function.blocks.get(i));
                if (!now.equals(live[i])) {
                    live[i] = now;
                    isChanged = true;
                }
            }
        }
        return shared;
    }

    /// What is live on entry to a block. What is shared is so with less that is live, too: marks of
    /// early rounds hold.
    private BitSet walk(Block block) {
        BitSet now = new BitSet();
        for (int k = 0; k < block.successorCount(); k++) {
            now.or(live[block.successor(k).index]);
        }
        for (int j = block.instructions.size() - 1; j >= 0; j--) {
            Instruction instruction = block.instructions.get(j);
            mark(instruction, now);
            before(instruction, block, now);
        }
        return now;
    }

    /// Makes of what is live behind an instruction what is live before it.
    private void before(Instruction instruction, Block block, BitSet now) {
        int target = instruction.target;
        if (target != NONE && numbers[target] != NONE) {
            now.clear(numbers[target]);
        }
        for (int k = 0; k < instruction.operandCount(); k++) {
            int register = instruction.operand(k);
            if (register != NONE && numbers[register] != NONE) {
                now.set(numbers[register]);
            }
        }
        if (block.region != null) {
            now.or(live[block.region.handler.index]);
        }
    }

    private void mark(Instruction instruction, BitSet liveBehind) {
        if (instruction.op == IrOp.MOVE) {
            mark(instruction.a, instruction.target, liveBehind);
        } else if (instruction.op == IrOp.CALL) {
            RecordWebs.Summary summary = calls.summary(instruction);
            for (int k = 0; summary != null && k < instruction.arguments.length; k++) {
                if (summary.isReturned()[k]) {
                    mark(instruction.arguments[k], instruction.target, liveBehind);
                }
            }
        }
    }

    private void mark(int from, int to, BitSet liveBehind) {
        if (from != to && numbers[from] != NONE && liveBehind.get(numbers[from])) {
            shared.set(from);
        }
    }
}
