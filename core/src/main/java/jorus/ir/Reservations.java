package jorus.ir;

import jorus.builtin.Builtin;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Makes room once for what a loop appends, in front of it: else an array of 100,000 elements grows
/// 16 times, and what is copied and cleared for that takes longer than most loops.
///
/// It pays where each turn appends and all turns are made, so the loop must end in one place only.
/// How many there are is a guess from what counts them; arrays still grow where it is wrong.
final class Reservations {
    private static final int NONE = Instruction.NONE;

    /// What a cache line has room for beside the array itself.
    private static final int ROOM_BYTES = 40;

    private final IrFunction function;
    private final Loops loops;
    private final Instruction[] definitions;

    /// By loop, with the loops inside.
    private final List<List<Block>> bodies = new ArrayList<>();

    private Reservations(IrFunction function) {
        this.function = function;
        loops = new Loops(function);
        definitions = function.onlyDefinitions();
        for (int i = 0; i < loops.loopCount(); i++) {
            bodies.add(new ArrayList<>());
        }
        for (int i = 0; i < function.blocks.size(); i++) {
            for (int at = loops.loopOf(i); at != Loops.NONE; at = loops.parent(at)) {
                bodies.get(at).add(function.blocks.get(i));
            }
        }
    }

    static void run(IrFunction function) {
        if (!appends(function) || !function.hasBackwardEdges()) {
            return;
        }
        Reservations reservations = new Reservations(function);
        for (int loop = 0; loop < reservations.loops.loopCount(); loop++) {
            reservations.reserve(loop);
        }
    }

    private static boolean appends(IrFunction function) {
        for (int i = 0; i < function.blocks.size(); i++) {
            List<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                if (code.get(j).op == IrOp.PUSH) {
                    return true;
                }
            }
        }
        return false;
    }

    private void reserve(int loop) {
        Block before = Preheaders.find(function, loops, loop);
        int last = loops.latch(loop);
        if (before == null || last == Loops.NONE) {
            return;
        }
        Block latch = function.blocks.get(last);
        if (!isCounted(loop, latch) || !endsOnlyAt(loop, latch)) {
            return;
        }
        List<Instruction> appends = new ArrayList<>();
        for (Block block : bodies.get(loop)) {
            boolean isDirect = loops.loopOf(block.index) == loop;
            if (isDirect && loops.dominates(block.index, latch.index)) {
                findAppends(loop, block, appends);
            }
        }
        Instruction test = latch.terminator();
        if (appends.isEmpty()
                || !isWrittenAbove(test.a, before)
                || !isWrittenAbove(test.b, before)) {
            return;
        }
        for (Instruction push : appends) {
            makeRoom(push.a);
            Instruction call = new Instruction(IrOp.BUILTIN);
            call.immediate = Builtin.RESERVE.id();
            call.arguments = new int[] {push.a, test.a, test.b};
            call.position = push.position;
            call.origin = push.origin();
            before.insertBeforeEnd(call);
        }
    }

    /// An array that begins empty gets room for a few elements in its own cell: many loops append
    /// no more, and need one allocation then.
    private void makeRoom(int array) {
        Instruction made = definitions[array];
        if (made != null && made.op == IrOp.NEW_LITERAL && made.immediate == 0) {
            int bytes = elementBytes(function.type(array).element());
            made.immediate = ROOM_BYTES / bytes;
        }
    }

    private static int elementBytes(Type element) {
        return switch (element.kind()) {
            case BOOL -> 1;
            case I32, U32 -> Integer.BYTES;
            case ANY -> 2 * Long.BYTES;
            default -> Long.BYTES;
        };
    }

    /// Adds what a block appends to arrays that stay the same, one instruction for each array.
    private void findAppends(int loop, Block block, List<Instruction> appends) {
        for (int j = 0; j < block.instructions.size(); j++) {
            Instruction push = block.instructions.get(j);
            if (push.op == IrOp.PUSH && writes(loop, push.a) == 0 && isNew(push, appends)) {
                appends.add(push);
            }
        }
    }

    private static boolean isNew(Instruction push, List<Instruction> appends) {
        for (Instruction other : appends) {
            if (other.a == push.a) {
                return false;
            }
        }
        return true;
    }

    /// Whether an i32 rises by one per turn, up to a limit in a register.
    private boolean isCounted(int loop, Block latch) {
        Instruction test = latch.terminator();
        boolean isUp = test.condition == Condition.LT || test.condition == Condition.LE;
        boolean isBranch =
                test.op == IrOp.BRANCH
                        && test.b != NONE
                        && isUp
                        && latch.next == function.blocks.get(loops.header(loop));
        if (test.op != IrOp.NEXT && !isBranch || function.type(test.a) != Type.I32) {
            return false;
        }
        return writes(loop, test.a) == 1 && (test.op == IrOp.NEXT || isIncremented(loop, test.a));
    }

    private boolean isIncremented(int loop, int counter) {
        for (Block block : bodies.get(loop)) {
            List<Instruction> code = block.instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction step = code.get(j);
                if (step.target == counter) {
                    return step.op == IrOp.ADDK && step.a == counter && step.immediate == 1;
                }
            }
        }
        return false;
    }

    /// How many instructions of the loop write a register.
    private int writes(int loop, int register) {
        int writes = 0;
        for (Block block : bodies.get(loop)) {
            for (int j = 0; j < block.instructions.size(); j++) {
                writes += block.instructions.get(j).target == register ? 1 : 0;
            }
        }
        return writes;
    }

    /// Whether the loop is left from `latch`, to the handlers of its traps, and into traps only.
    private boolean endsOnlyAt(int loop, Block latch) {
        for (Block block : bodies.get(loop)) {
            if (block != latch && (leaves(loop, block.next) || leaves(loop, block.otherwise))) {
                return false;
            }
        }
        return true;
    }

    private boolean leaves(int loop, Block to) {
        return to != null && !loops.contains(loop, to.index) && to.terminator().op != IrOp.TRAP;
    }

    /// Whether a register has a value wherever `block` ends.
    private boolean isWrittenAbove(int register, Block block) {
        if (register < function.parameterCount()) {
            return true;
        }
        int at = block.index;
        while (true) {
            List<Instruction> code = function.blocks.get(at).instructions;
            for (int j = 0; j < code.size(); j++) {
                if (code.get(j).target == register) {
                    return true;
                }
            }
            if (at == 0) {
                return false;
            }
            at = loops.dominator(at);
        }
    }
}
