package jorus.ir;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Takes instructions apart into what a machine without them would execute, after all passes: for
/// measuring what they are worth, and for tests, which want the same results. Nothing of this is
/// loaded otherwise.
public final class PlainForms {
    private static final int NONE = Instruction.NONE;

    private final IrFunction function;

    private PlainForms(IrFunction function) {
        this.function = function;
    }

    /// Compares the index with the length before each access to an element.
    ///
    /// The access still checks by itself, because there is no other: what fails comes to it as
    /// well and raises the trap. So this is a length, a branch and the access.
    public static void separateChecks(IrFunction function) {
        PlainForms forms = new PlainForms(function);
        List<Block> result = new ArrayList<>(function.blocks.size());
        for (int i = 0; i < function.blocks.size(); i++) {
            forms.separateChecks(function.blocks.get(i), result);
        }
        function.blocks = result;
        function.number();
    }

    /// Makes a bool of each condition and branches on that; a counted loop steps its counter by an
    /// addition, behind the test, and jumps back.
    public static void separateBranches(IrFunction function) {
        PlainForms forms = new PlainForms(function);
        List<Block> result = new ArrayList<>(function.blocks.size());
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            result.add(block);
            switch (block.terminator().op) {
                case BRANCH -> forms.separateBranch(block);
                case NEXT -> result.add(forms.separateNext(block));
                default -> {
                    // Has no condition.
                }
            }
        }
        function.blocks = result;
        function.number();
    }

    /// Loads each number into a register where it is used: none is an operand, and none stays in a
    /// register over a loop. Bools remain operands, as there is no other test of one.
    public static void loadConstants(IrFunction function) {
        PlainForms forms = new PlainForms(function);
        Instruction[] constants = forms.constants();
        for (int i = 0; i < function.blocks.size(); i++) {
            forms.loadConstants(function.blocks.get(i), constants);
        }
        forms.dropUnused(constants);
    }

    private static Instruction made(IrOp op, int target, int a, int b, Instruction origin) {
        Instruction instruction = new Instruction(op);
        instruction.target = target;
        instruction.a = a;
        instruction.b = b;
        instruction.origin = origin.origin();
        return instruction;
    }

    private static Instruction constant(int target, long bits, Instruction origin) {
        Instruction instruction = made(IrOp.CONST, target, NONE, NONE, origin);
        instruction.immediate = bits;
        return instruction;
    }

    // elements

    private boolean isElement(Instruction instruction) {
        return switch (instruction.op) {
            case GET -> function.type(instruction.a) != Type.STRING;
            case SET -> true;
            default -> false;
        };
    }

    /// Adds the block to `result`, cut before each access.
    private void separateChecks(Block block, List<Block> result) {
        List<Instruction> code = List.copyOf(block.instructions);
        Block next = block.next;
        Block otherwise = block.otherwise;
        Block head = block;
        head.instructions.clear();
        result.add(head);
        for (int i = 0; i < code.size(); i++) {
            Instruction access = code.get(i);
            if (isElement(access)) {
                int length = function.newRegister(Type.I32);
                head.instructions.add(made(IrOp.LENGTH, length, access.a, NONE, access));
                Instruction check = made(IrOp.BRANCH, NONE, access.b, length, access);
                check.condition = Condition.LT;
                head.instructions.add(check);
                Block failing = behind(block);
                failing.instructions.add(made(IrOp.JUMP, NONE, NONE, NONE, access));
                Block passing = behind(block);
                head.next = passing;
                head.otherwise = failing;
                failing.next = passing;
                result.add(failing);
                result.add(passing);
                head = passing;
            }
            head.instructions.add(access);
        }
        head.next = next;
        head.otherwise = otherwise;
    }

    private static Block behind(Block block) {
        Block added = new Block();
        added.region = block.region;
        return added;
    }

    // conditions

    private void separateBranch(Block block) {
        Instruction branch = block.terminator();
        Type type = function.type(branch.a);
        if (branch.hasImmediate() && type == Type.BOOL) {
            return;
        }
        int b = branch.b;
        if (branch.hasImmediate()) {
            b = function.newRegister(type);
            block.insertBeforeEnd(constant(b, branch.immediate, branch));
        }
        Condition condition = branch.condition;
        boolean isNegated =
                switch (condition) {
                    case NLT, NLE, NGT, NGE -> true;
                    case EQ, NE, LT, LE, GT, GE -> false;
                };
        int flag = compare(block, isNegated ? condition.negated(false) : condition, branch.a, b);
        branch.a = flag;
        branch.b = NONE;
        branch.immediate = 0;
        branch.condition = isNegated ? Condition.EQ : Condition.NE;
    }

    /// Returns the block that steps the counter.
    private Block separateNext(Block block) {
        Instruction next = block.terminator();
        int counter = next.a;
        Block step = behind(block);
        Instruction add = made(IrOp.ADDK, counter, counter, NONE, next);
        add.immediate = 1;
        step.instructions.add(add);
        step.instructions.add(made(IrOp.JUMP, NONE, NONE, NONE, next));
        step.next = block.next;
        int flag = compare(block, Condition.LT, counter, next.b);
        next.op = IrOp.BRANCH;
        next.target = NONE;
        next.a = flag;
        next.b = NONE;
        next.immediate = 0;
        next.condition = Condition.NE;
        block.next = step;
        return step;
    }

    /// Puts a comparison before the end; returns the bool.
    private int compare(Block block, Condition condition, int a, int b) {
        int flag = function.newRegister(Type.BOOL);
        Instruction compare = made(IrOp.COMPARE, flag, a, b, block.terminator());
        compare.condition = condition;
        block.insertBeforeEnd(compare);
        return flag;
    }

    // constants

    /// By register: the constant that is all that it ever holds, or null.
    private Instruction[] constants() {
        int[] counts = function.definitionCounts();
        Instruction[] constants = new Instruction[function.registerCount()];
        for (int i = 0; i < function.blocks.size(); i++) {
            List<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op == IrOp.CONST && counts[instruction.target] == 1) {
                    constants[instruction.target] = instruction;
                }
            }
        }
        return constants;
    }

    private void loadConstants(Block block, Instruction[] constants) {
        List<Instruction> code = List.copyOf(block.instructions);
        block.instructions.clear();
        for (int i = 0; i < code.size(); i++) {
            Instruction instruction = code.get(i);
            for (int k = 0; k < instruction.operandCount(); k++) {
                int register = instruction.operand(k);
                // NEXT writes its counter, which is then no constant.
                if (register != NONE && constants[register] != null) {
                    instruction.operand(k, load(block, register, constants[register].immediate));
                }
            }
            boolean isCompare = instruction.op == IrOp.COMPARE || instruction.op == IrOp.BRANCH;
            boolean hasNumber =
                    instruction.op == IrOp.ADDK
                            || isCompare
                                    && instruction.hasImmediate()
                                    && function.type(instruction.a) != Type.BOOL;
            if (hasNumber) {
                instruction.b = load(block, instruction.a, instruction.immediate);
                instruction.immediate = 0;
                instruction.op = instruction.op == IrOp.ADDK ? IrOp.ADD : instruction.op;
            }
            block.instructions.add(instruction);
        }
    }

    /// A new register with the type of `like` and these bits.
    private int load(Block block, int like, long bits) {
        int register = function.newRegister(function.type(like));
        Instruction load = new Instruction(IrOp.CONST);
        load.target = register;
        load.immediate = bits;
        block.instructions.add(load);
        return register;
    }

    private void dropUnused(Instruction[] constants) {
        int[] uses = function.useCounts();
        for (int i = 0; i < function.blocks.size(); i++) {
            function.blocks
                    .get(i)
                    .instructions
                    .removeIf(
                            each ->
                                    each.op == IrOp.CONST
                                            && each.target < constants.length
                                            && constants[each.target] != null
                                            && uses[each.target] == 0);
        }
    }
}
