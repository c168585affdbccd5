package jorus.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.ir.RandomFunctions;
import jorus.isa.Bank;

import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.List;

class SlotAssignmentTest {
    private static final int FUNCTIONS = 500;

    @Test
    void registers_that_are_live_together_never_share_a_slot() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            check(RandomFunctions.make(seed, 60, false), seed);
        }
    }

    @Test
    void nor_do_they_after_the_passes() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            check(RandomFunctions.make(seed, 60, true), seed);
        }
    }

    @Test
    void what_a_handler_reads_keeps_its_slot_while_a_trap_may_come() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            check(RandomFunctions.makeGuarded(seed, 60, false), seed);
        }
    }

    @Test
    void it_does_after_the_passes_too() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            check(RandomFunctions.makeGuarded(seed, 60, true), seed);
        }
    }

    @Test
    void slots_are_reused_around_handlers() {
        IrFunction function = RandomFunctions.makeGuarded(7, 400, false);
        SlotAssignment slots = assign(function);
        int used = 0;
        for (Bank bank : Bank.values()) {
            used += slots.count(bank);
        }
        assertTrue(used < function.registerCount() / 2, used + " slots");
    }

    @Test
    void a_slot_has_registers_of_one_type_only() {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            IrFunction function = RandomFunctions.make(seed, 60, true);
            SlotAssignment slots = assign(function);
            Object[] types = new Object[function.registerCount() * Bank.values().length];
            for (int i = function.parameterCount(); i < function.registerCount(); i++) {
                if (slots.slot(i) != Instruction.NONE) {
                    int place = key(function, slots, i);
                    assertTrue(
                            types[place] == null || types[place] == function.type(i),
                            "seed " + seed + ", register " + i);
                    types[place] = function.type(i);
                }
            }
        }
    }

    @Test
    void slots_are_reused() {
        IrFunction function = RandomFunctions.make(7, 400, false);
        SlotAssignment slots = assign(function);
        int used = 0;
        for (Bank bank : Bank.values()) {
            used += slots.count(bank);
        }
        assertTrue(used < function.registerCount() / 2, used + " slots");
    }

    @Test
    void a_register_that_never_occurs_has_no_slot() {
        IrFunction function = RandomFunctions.branchOver(1);
        SlotAssignment slots = assign(function);
        assertEquals(0, slots.count(Bank.I32));
        assertEquals(Instruction.NONE, slots.slot(0));
    }

    private static SlotAssignment assign(IrFunction function) {
        return new SlotAssignment(function, new boolean[function.registerCount()]);
    }

    private static int key(IrFunction function, SlotAssignment slots, int register) {
        Bank bank = Banks.of(function.type(register));
        return slots.slot(register) * Bank.values().length + bank.ordinal();
    }

    private static void check(IrFunction function, long seed) {
        SlotAssignment slots = assign(function);
        List<Block> blocks = function.blocks();
        BitSet[] liveIn = new BitSet[blocks.size()];
        BitSet[] liveOut = liveness(function, liveIn);
        for (int i = 0; i < blocks.size(); i++) {
            BitSet live = (BitSet) liveOut[i].clone();
            BitSet handled = handled(blocks.get(i), liveIn);
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = code.size() - 1; j >= 0; j--) {
                int target = code.get(j).target();
                if (target >= function.parameterCount()) {
                    checkApart(function, slots, target, live, seed);
                }
                step(code.get(j), live);
                live.or(handled);
            }
        }
    }

    /// What is live wherever a trap may leave the block.
    private static BitSet handled(Block block, BitSet[] liveIn) {
        return block.region() == null ? new BitSet() : liveIn[block.region().handler().index()];
    }

    private static void checkApart(
            IrFunction function, SlotAssignment slots, int target, BitSet live, long seed) {
        for (int r = live.nextSetBit(0); r >= 0; r = live.nextSetBit(r + 1)) {
            if (r != target && r >= function.parameterCount()) {
                assertNotEquals(
                        key(function, slots, target),
                        key(function, slots, r),
                        "seed " + seed + ": registers " + target + " and " + r);
            }
        }
    }

    private static void step(Instruction instruction, BitSet live) {
        if (instruction.target() != Instruction.NONE) {
            live.clear(instruction.target());
        }
        for (int k = 0; k < instruction.operandCount(); k++) {
            if (instruction.operand(k) != Instruction.NONE) {
                live.set(instruction.operand(k));
            }
        }
    }

    /// Registers live at the end of each block, by iteration.
    private static BitSet[] liveness(IrFunction function, BitSet[] in) {
        List<Block> blocks = function.blocks();
        BitSet[] out = new BitSet[blocks.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = new BitSet();
            out[i] = new BitSet();
        }
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (int i = in.length - 1; i >= 0; i--) {
                Block block = blocks.get(i);
                if (block.next() != null) {
                    out[i].or(in[block.next().index()]);
                }
                if (block.otherwise() != null) {
                    out[i].or(in[block.otherwise().index()]);
                }
                BitSet handled = handled(block, in);
                out[i].or(handled);
                BitSet live = (BitSet) out[i].clone();
                for (int j = block.instructions().size() - 1; j >= 0; j--) {
                    step(block.instructions().get(j), live);
                    live.or(handled);
                }
                if (!live.equals(in[i])) {
                    in[i] = live;
                    isChanged = true;
                }
            }
        }
        return out;
    }
}
