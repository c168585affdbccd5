package jorus.ir;

import java.util.ArrayList;
import java.util.List;

/// A basic block: straight-line instructions, the last of which is its terminator.
///
/// `next` is where a JUMP goes, and a BRANCH or NEXT that is taken; `otherwise` is where a BRANCH
/// or NEXT goes that is not. Other terminators have neither.
public final class Block {
    final ArrayList<Instruction> instructions = new ArrayList<>(4);
    Block next;
    Block otherwise;

    /// The innermost `try` that the block is in, or null.
    Region region;

    /// Position in the function's list; valid after [IrFunction#number()].
    int index;

    Block() {}

    /// In order; the terminator is the last. Not to be changed.
    public List<Instruction> instructions() {
        return instructions;
    }

    public Instruction terminator() {
        return instructions.get(instructions.size() - 1);
    }

    /// Target of the terminator, or null.
    public Block next() {
        return next;
    }

    /// Where a conditional terminator goes that does not go to its target, or null.
    public Block otherwise() {
        return otherwise;
    }

    /// Position in [IrFunction#blocks()].
    public int index() {
        return index;
    }

    /// The innermost `try` that the block is in, or null.
    public Region region() {
        return region;
    }

    private int jumpCount() {
        return otherwise != null ? 2 : next != null ? 1 : 0;
    }

    /// Successors are where the terminator goes, then the handler that a trap goes to.
    int successorCount() {
        return jumpCount() + (region != null ? 1 : 0);
    }

    Block successor(int i) {
        if (i == jumpCount()) {
            return region.handler;
        }
        return i == 0 ? next : otherwise;
    }

    /// Whether it only goes on to `next`.
    boolean isJump() {
        return instructions.size() == 1 && instructions.get(0).op == IrOp.JUMP;
    }

    /// Puts an instruction before the terminator.
    void insertBeforeEnd(Instruction instruction) {
        instructions.add(instructions.size() - 1, instruction);
    }
}
