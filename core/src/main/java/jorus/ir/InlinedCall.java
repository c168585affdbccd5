package jorus.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A copy of a function for one call of it, with registers of the caller.
final class InlinedCall {
    private static final int NONE = Instruction.NONE;

    private final IrFunction caller;
    private final IrFunction callee;
    private final Instruction call;

    /// By register of the callee.
    private final int[] registers;

    private final Map<Integer, Integer> positions = new HashMap<>();

    /// What comes before the first block.
    final List<Instruction> arguments = new ArrayList<>();

    /// In the layout of the callee.
    final List<Block> blocks = new ArrayList<>();

    /// `region` is that of the call; returns go to `rest`.
    InlinedCall(IrFunction caller, IrFunction callee, Instruction call, Region region, Block rest) {
        this.caller = caller;
        this.callee = callee;
        this.call = call;
        registers = new int[callee.registerCount()];
        takeArguments();
        for (int i = callee.parameterCount(); i < registers.length; i++) {
            registers[i] = add(i);
        }
        callee.number();
        for (int i = 0; i < callee.blocks.size(); i++) {
            Block block = new Block();
            block.region = region;
            blocks.add(block);
        }
        for (int i = 0; i < callee.blocks.size(); i++) {
            copy(callee.blocks.get(i), blocks.get(i), rest);
        }
    }

    /// A parameter that is never written to is the argument itself: nothing in the callee can
    /// change that, and two names for one object would be in each other's way.
    private void takeArguments() {
        int[] definitions = callee.definitionCounts();
        for (int i = 0; i < callee.parameterCount(); i++) {
            int argument = call.arguments[i];
            boolean isSame = caller.type(argument) == callee.type(i);
            if (definitions[i] == 1 && isSame) {
                registers[i] = argument;
            } else {
                registers[i] = add(i);
                arguments.add(move(registers[i], argument));
            }
        }
    }

    private int add(int register) {
        int added = caller.newRegister(callee.type(register));
        String name = callee.variable(register);
        if (name != null) {
            caller.variable(added, name);
        }
        return added;
    }

    private Instruction move(int target, int source) {
        Instruction move = new Instruction(IrOp.MOVE);
        move.target = target;
        move.a = source;
        move.origin = call.origin();
        return move;
    }

    private void copy(Block from, Block to, Block rest) {
        for (int j = 0; j < from.instructions.size(); j++) {
            Instruction old = from.instructions.get(j);
            if (old.op == IrOp.RETURN) {
                if (call.target != NONE) {
                    to.instructions.add(move(call.target, registers[old.a]));
                }
                Instruction jump = new Instruction(IrOp.JUMP);
                jump.origin = call.origin();
                to.instructions.add(jump);
                to.next = rest;
            } else {
                to.instructions.add(copy(old));
            }
        }
        if (from.next != null) {
            to.next = blocks.get(from.next.index);
        }
        if (from.otherwise != null) {
            to.otherwise = blocks.get(from.otherwise.index);
        }
    }

    private Instruction copy(Instruction old) {
        Instruction copy = old.copy();
        if (old.target != NONE) {
            copy.target = registers[old.target];
        }
        for (int k = 0; k < copy.operandCount(); k++) {
            if (copy.operand(k) != NONE) {
                copy.operand(k, registers[copy.operand(k)]);
            }
        }
        copy.position = position(old.position);
        copy.origin = position(old.origin);
        return copy;
    }

    private int position(int old) {
        if (old == NONE) {
            return NONE;
        }
        Integer known = positions.get(old);
        if (known == null) {
            int number = (int) call.immediate;
            known = caller.position(new IrFunction.Inlined(callee, number, old, call.origin()));
            positions.put(old, known);
        }
        return known;
    }
}
