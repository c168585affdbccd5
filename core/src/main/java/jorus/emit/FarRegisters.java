package jorus.emit;

import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.ir.IrOp;
import jorus.ir.Loops;
import jorus.ir.Spilling;
import jorus.isa.Bank;
import jorus.memory.register.FrameLayout;

import java.util.Arrays;
import java.util.List;

/// Chooses the registers of a function with too many of them that live in far slots, and has the
/// function rewritten for it.
///
/// Those that are used least for the time that they hold a slot become far; a use in a loop counts
/// as eight outside of it. Temporaries that the rewriting adds need room too, so there may be a
/// second round with more far registers.
final class FarRegisters {
    private static final int NONE = Instruction.NONE;

    /// How much more a use counts for each loop around it, as a shift, and how many loops count.
    private static final int LOOP_SHIFT = 3;

    private static final int MAX_DEPTH = 12;

    /// Bytes left for temporaries in the first round.
    private static final int FIRST_MARGIN = 2048;

    private final IrFunction function;
    private final int argumentBytes;
    private final int nearBytes;
    private boolean[] isFar;

    /// Candidates for far slots, the best first, as they stood before the function was rewritten.
    private int[] candidates;

    private SlotAssignment slots;

    private FarRegisters(IrFunction function, int argumentBytes, int nearBytes) {
        this.function = function;
        this.nearBytes = nearBytes;
        this.argumentBytes = argumentBytes;
    }

    /// Rewrites `function` and returns its slots, of which the near part is to end at `nearBytes`;
    /// its first `argumentBytes` are header and arguments. The near part may still be too large if
    /// even the temporaries are too many.
    static SlotAssignment spill(IrFunction function, int argumentBytes, int nearBytes) {
        FarRegisters registers = new FarRegisters(function, argumentBytes, nearBytes);
        registers.spill();
        return registers.slots;
    }

    private void spill() {
        assignAll();
        isFar = new boolean[function.registerCount()];
        candidates = candidates();
        int far = 0;
        int margin = FIRST_MARGIN;
        while (nearEnd() > nearBytes && far < candidates.length) {
            far = choose(far, nearBytes - margin);
            Spilling.run(function, isFar);
            isFar = Arrays.copyOf(isFar, function.registerCount());
            assignAll();
            slots.assign(isFar);
            margin *= 4;
        }
    }

    private void assignAll() {
        slots = new SlotAssignment(function, new boolean[function.registerCount()]);
    }

    private int nearEnd() {
        long bytes =
                argumentBytes
                        + (long) slots.count(Bank.REF) * FrameLayout.REF_BYTES
                        + (long) slots.count(Bank.ANY) * FrameLayout.ANY_BYTES
                        + (long) slots.count(Bank.I64) * FrameLayout.WIDE_BYTES
                        + (long) slots.count(Bank.F64) * FrameLayout.WIDE_BYTES
                        + (long) slots.count(Bank.I32) * FrameLayout.NARROW_BYTES;
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /// Makes as many candidates far, more than `from`, as it takes for a near part of `bytes`;
    /// returns how many that are.
    private int choose(int from, int bytes) {
        int low = from + 1;
        int high = candidates.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            mark(middle);
            slots.assign(isFar);
            if (nearEnd() <= bytes) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        mark(low);
        return low;
    }

    private void mark(int count) {
        for (int i = 0; i < candidates.length; i++) {
            isFar[candidates[i]] = i < count;
        }
    }

    private int[] candidates() {
        double[] costs = costs();
        long[] order = new long[costs.length];
        int count = 0;
        for (int i = function.parameterCount(); i < costs.length; i++) {
            int length = slots.length(i);
            if (length > 0 && costs[i] >= 0) {
                // Positive numbers are ordered like their bits.
                float rank = (float) (costs[i] / length);
                order[count++] = (long) Float.floatToRawIntBits(rank) << 32 | i;
            }
        }
        Arrays.sort(order, 0, count);
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = (int) order[i];
        }
        return result;
    }

    /// How often each register is used; less than 0 for one that must stay near.
    private double[] costs() {
        double[] costs = new double[function.registerCount()];
        Loops loops = function.hasBackwardEdges() ? new Loops(function) : null;
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            int depth = 0;
            int loop = loops == null ? Loops.NONE : loops.loopOf(i);
            for (; loop != Loops.NONE && depth < MAX_DEPTH; loop = loops.parent(loop)) {
                depth++;
            }
            double cost = 1L << LOOP_SHIFT * depth;
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = -1; k < instruction.operandCount(); k++) {
                    int register = k < 0 ? instruction.target() : instruction.operand(k);
                    if (register != NONE) {
                        costs[register] += cost;
                    }
                }
                if (instruction.op() == IrOp.NEXT) {
                    costs[instruction.a()] = Double.NEGATIVE_INFINITY;
                }
            }
        }
        return costs;
    }
}
