package jorus.ir;

import java.util.ArrayList;

/// Rewrites a function so that instructions use certain registers, the *far* ones, through
/// temporaries: only moves between a far register and another one remain, which the emitter makes
/// loads and stores.
///
/// A new array or object stays in a temporary until it is complete, because nobody else may touch
/// it before.
public final class Spilling {
    private static final int NONE = Instruction.NONE;

    private final IrFunction function;
    private final boolean[] isFar;

    // of the block at hand
    private ArrayList<Instruction> code;
    private ArrayList<Instruction> result;

    private Spilling(IrFunction function, boolean[] isFar) {
        this.function = function;
        this.isFar = isFar;
    }

    /// `isFar` is by register. Counters of NEXT and parameters must not be far.
    public static void run(IrFunction function, boolean[] isFar) {
        Spilling spilling = new Spilling(function, isFar);
        for (int i = 0; i < function.blocks.size(); i++) {
            spilling.rewrite(function.blocks.get(i));
        }
    }

    private void rewrite(Block block) {
        code = block.instructions;
        boolean isTouched = false;
        for (int i = 0; i < code.size() && !isTouched; i++) {
            isTouched = touchesFar(code.get(i));
        }
        if (!isTouched) {
            return;
        }
        holdNew();
        result = new ArrayList<>(2 * code.size());
        for (int i = 0; i < code.size(); i++) {
            rewrite(code.get(i));
        }
        code.clear();
        code.addAll(result);
    }

    private boolean isFar(int register) {
        return register != NONE && register < isFar.length && isFar[register];
    }

    private boolean touchesFar(Instruction instruction) {
        boolean isTouched = isFar(instruction.target);
        for (int k = 0; k < instruction.operandCount(); k++) {
            isTouched |= isFar(instruction.operand(k));
        }
        return isTouched;
    }

    private void rewrite(Instruction instruction) {
        if (instruction.op == IrOp.MOVE && isFar(instruction.target) != isFar(instruction.a)) {
            result.add(instruction);
            return;
        }
        int first = result.size();
        for (int k = 0; k < instruction.operandCount(); k++) {
            int register = instruction.operand(k);
            if (isFar(register)) {
                // One load for all operands that it is; the last ones are the likeliest.
                int at = result.size() - 1;
                while (at >= first && at >= result.size() - 4 && result.get(at).a != register) {
                    at--;
                }
                boolean isLoaded = at >= first && result.get(at).a == register;
                int near =
                        isLoaded
                                ? result.get(at).target
                                : function.newRegister(function.type(register));
                if (!isLoaded) {
                    result.add(move(near, register));
                }
                instruction.operand(k, near);
            }
        }
        result.add(instruction);
        int target = instruction.target;
        if (isFar(target)) {
            assert !instruction.op.isTerminator() : "a counter is far";
            instruction.target = function.newRegister(function.type(target));
            result.add(move(target, instruction.target));
        }
    }

    private static Instruction move(int target, int source) {
        Instruction move = new Instruction(IrOp.MOVE);
        move.target = target;
        move.a = source;
        return move;
    }

    private static void replace(Instruction instruction, int register, int by) {
        for (int k = 0; k < instruction.operandCount(); k++) {
            if (instruction.operand(k) == register) {
                instruction.operand(k, by);
            }
        }
    }

    // new arrays and objects

    private void holdNew() {
        for (int i = 0; i < code.size(); i++) {
            if (isNew(code.get(i).op) && isFar(code.get(i).target)) {
                hold(i);
            }
        }
    }

    private static boolean isNew(IrOp op) {
        return switch (op) {
            case NEW_ARRAY, NEW_LITERAL, NEW_OBJECT, NEW_VARIANT -> true;
            default -> false;
        };
    }

    /// Keeps what the instruction at `made` makes in a temporary until its last completion: the
    /// stores, pushes or the filling that come before anything else reads it.
    private void hold(int made) {
        Instruction maker = code.get(made);
        int register = maker.target;
        int last = made;
        for (int i = made + 1; i < code.size(); i++) {
            Instruction instruction = code.get(i);
            if (completes(maker.op, instruction, register)) {
                last = i;
            } else if (instruction.op.isTerminator() || mentions(instruction, register)) {
                break;
            }
        }
        int near = function.newRegister(function.type(register));
        maker.target = near;
        for (int i = made + 1; i <= last; i++) {
            replace(code.get(i), register, near);
        }
        code.add(last + 1, move(register, near));
    }

    private static boolean completes(IrOp maker, Instruction instruction, int register) {
        return switch (maker) {
            case NEW_ARRAY ->
                    instruction.op == IrOp.BUILTIN
                            && instruction.arguments.length > 0
                            && instruction.arguments[0] == register
                            && instruction.target == NONE;
            case NEW_LITERAL ->
                    instruction.op == IrOp.PUSH
                            && instruction.a == register
                            && instruction.b != register;
            default ->
                    instruction.op == IrOp.SET_FIELD
                            && instruction.a == register
                            && instruction.b != register;
        };
    }

    private static boolean mentions(Instruction instruction, int register) {
        boolean isFound = instruction.target == register;
        for (int k = 0; k < instruction.operandCount(); k++) {
            isFound |= instruction.operand(k) == register;
        }
        return isFound;
    }
}
