package jorus.ir;

import java.util.ArrayList;

/// Turns `t := x op y; ...; v := t` into `...; v := x op y` where `t` serves only this move.
///
/// The computation moves down to the move, or the write of `v` up to it, whichever the code between
/// allows: nothing there may change an operand, or touch `v`, and traps keep their order.
final class MoveSinking {
    private static final int NONE = Instruction.NONE;

    /// How far apart the two may be.
    private static final int MAX_DISTANCE = 32;

    private MoveSinking() {}

    static void run(IrFunction function) {
        int[] definitions = function.definitionCounts();
        int[] uses = function.useCounts();
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 1; j < code.size(); j++) {
                Instruction move = code.get(j);
                if (move.op == IrOp.MOVE && definitions[move.a] == 1 && uses[move.a] == 1) {
                    if (merge(function, code, j)) {
                        j--;
                    }
                }
            }
        }
    }

    private static boolean merge(IrFunction function, ArrayList<Instruction> code, int at) {
        Instruction move = code.get(at);
        int from = at - 1;
        while (from >= 0 && code.get(from).target != move.a) {
            if (--from < at - MAX_DISTANCE) {
                return false;
            }
        }
        if (from < 0 || function.type(move.a) != function.type(move.target)) {
            return false;
        }
        Instruction computation = code.get(from);
        if (canRaise(function, code, from, at, move.target)) {
            computation.target = move.target;
            code.remove(at);
            return true;
        }
        if (canSink(function, code, from, at)) {
            computation.target = move.target;
            code.set(at, computation);
            code.remove(from);
            return true;
        }
        return false;
    }

    /// Whether the variable may get its value already where it is computed: nothing in between
    /// reads or writes it, or traps before the program would have seen the old value.
    private static boolean canRaise(
            IrFunction function, ArrayList<Instruction> code, int from, int at, int variable) {
        for (int i = from + 1; i < at; i++) {
            Instruction between = code.get(i);
            if (between.target == variable || function.canTrap(between)) {
                return false;
            }
            for (int k = 0; k < between.operandCount(); k++) {
                if (between.operand(k) == variable) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean canSink(
            IrFunction function, ArrayList<Instruction> code, int from, int at) {
        Instruction computation = code.get(from);
        if (function.canTrap(computation) || readsMemory(computation)) {
            return false;
        }
        for (int i = from + 1; i < at; i++) {
            int target = code.get(i).target;
            for (int k = 0; target != NONE && k < computation.operandCount(); k++) {
                if (computation.operand(k) == target) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether it depends on more than its operands.
    private static boolean readsMemory(Instruction instruction) {
        return switch (instruction.op) {
            case LENGTH, GET_GLOBAL, GET_FIELD, CATCH -> true;
            default -> false;
        };
    }
}
