package jorus.ir;

import jorus.type.Type;

import java.util.ArrayList;

/// Replaces operands by what they are known to be: constants and copies, those of registers that
/// are written once everywhere, others within a block. Folds what becomes constant, chooses the
/// forms with immediates, and turns decided branches into jumps.
final class Propagation {
    private static final int NONE = Instruction.NONE;

    private final IrFunction function;
    private final Folding folding = new Folding();
    private final int[] definitions;

    /// The one defining instruction of registers that are written once.
    private final Instruction[] single;

    /// What a register was last set to in the current block; valid if its stamp is the block's.
    private final Instruction[] local;

    private final int[] localStamps;

    /// How often each register has been written so far in the walk.
    private final int[] versions;

    /// Version of the source of a local copy when it was made.
    private final int[] sourceVersions;

    private int stamp;

    private Propagation(IrFunction function) {
        this.function = function;
        int count = function.registerCount();
        definitions = function.definitionCounts();
        single = new Instruction[count];
        local = new Instruction[count];
        localStamps = new int[count];
        versions = new int[count];
        sourceVersions = new int[count];
    }

    static void run(IrFunction function) {
        Propagation propagation = new Propagation(function);
        propagation.findSingles();
        for (int i = 0; i < function.blocks.size(); i++) {
            propagation.block(function.blocks.get(i));
        }
    }

    private void findSingles() {
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                int target = instruction.target;
                if (target != NONE && definitions[target] == 1) {
                    single[target] = instruction;
                }
            }
        }
    }

    private void block(Block block) {
        stamp++;
        ArrayList<Instruction> code = block.instructions;
        for (int i = 0; i < code.size(); i++) {
            Instruction instruction = code.get(i);
            replaceOperands(instruction);
            simplify(instruction);
            record(instruction);
        }
        decide(block);
    }

    private void record(Instruction instruction) {
        int target = instruction.target;
        if (target == NONE) {
            return;
        }
        versions[target]++;
        localStamps[target] = 0;
        boolean isCopy = instruction.op == IrOp.MOVE && instruction.a != target;
        if (instruction.op == IrOp.CONST || isCopy) {
            local[target] = instruction;
            localStamps[target] = stamp;
            sourceVersions[target] = isCopy ? versions[instruction.a] : 0;
        }
    }

    private void replaceOperands(Instruction instruction) {
        if (instruction.op == IrOp.NEXT) {
            instruction.b = source(instruction.b);
            return;
        }
        for (int k = 0; k < instruction.operandCount(); k++) {
            int register = instruction.operand(k);
            if (register != NONE) {
                instruction.operand(k, source(register));
            }
        }
    }

    /// The register that holds the same value and was written before.
    private int source(int register) {
        int known = register;
        while (true) {
            Instruction definition = definition(known);
            if (definition == null || definition.op != IrOp.MOVE) {
                return known;
            }
            int source = definition.a;
            boolean isStable = definitions[known] == 1 && definitions[source] == 1;
            boolean isCurrent =
                    localStamps[known] == stamp && sourceVersions[known] == versions[source];
            if (!isStable && !isCurrent) {
                return known;
            }
            known = source;
        }
    }

    /// The instruction that gave the register its present value, if known.
    private Instruction definition(int register) {
        return localStamps[register] == stamp ? local[register] : single[register];
    }

    private Instruction constant(int register) {
        if (register == NONE) {
            return null;
        }
        Instruction definition = definition(register);
        return definition != null && definition.op == IrOp.CONST ? definition : null;
    }

    private void simplify(Instruction instruction) {
        switch (instruction.op) {
            case MOVE -> {
                Instruction a = constant(instruction.a);
                if (a != null) {
                    instruction.becomeConstant(a.immediate);
                }
            }
            case ADD, SUB, MUL, DIV, REM, AND, OR -> arithmetic(instruction);
            case NEG, SQRT, ABS, FLOOR -> {
                Instruction a = constant(instruction.a);
                Type type = function.type(instruction.target);
                if (a != null && folding.arithmetic(instruction.op, type, a.immediate, 0)) {
                    instruction.becomeConstant(folding.value());
                }
            }
            case ADDK -> {
                Instruction a = constant(instruction.a);
                Type type = function.type(instruction.target);
                long k = instruction.immediate;
                if (a != null && folding.arithmetic(IrOp.ADD, type, a.immediate, k)) {
                    instruction.becomeConstant(folding.value());
                }
            }
            case CONVERT -> convert(instruction);
            case INDEX -> index(instruction);
            case COMPARE, BRANCH -> compare(instruction);
            default -> {
                // Nothing to gain from constants.
            }
        }
    }

    private void arithmetic(Instruction instruction) {
        Type type = function.type(instruction.target);
        Instruction a = constant(instruction.a);
        Instruction b = constant(instruction.b);
        if (a != null && b != null) {
            if (folding.arithmetic(instruction.op, type, a.immediate, b.immediate)) {
                instruction.becomeConstant(folding.value());
            }
            return;
        }
        if (type == Type.I32 || type == Type.I64) {
            if (b != null) {
                right(instruction, b.immediate);
            } else if (a != null && instruction.op == IrOp.ADD) {
                addConstant(instruction, instruction.b, a.immediate);
            }
        }
    }

    private static void right(Instruction instruction, long k) {
        switch (instruction.op) {
            case ADD -> addConstant(instruction, instruction.a, k);
            // The two overflow for the same operands, as -k fits 16 bits.
            case SUB -> addConstant(instruction, instruction.a, -k);
            case MUL, DIV -> {
                if (k == 1) {
                    instruction.becomeMove(instruction.a);
                }
            }
            default -> {
                // General.
            }
        }
    }

    private static void addConstant(Instruction instruction, int register, long k) {
        if (k == 0) {
            instruction.becomeMove(register);
        } else if (k == (short) k) {
            instruction.op = IrOp.ADDK;
            instruction.a = register;
            instruction.b = NONE;
            instruction.immediate = k;
        }
    }

    private void convert(Instruction instruction) {
        Type from = function.type(instruction.a);
        Type to = function.type(instruction.target);
        Instruction a = constant(instruction.a);
        if (a != null) {
            if (folding.convert(from, to, a.immediate)) {
                instruction.becomeConstant(folding.value());
            }
            return;
        }
        // Narrowing what was widened gives back what there was; an f64 lost its fraction.
        Instruction inner = single[instruction.a];
        boolean isWidening = (from == Type.I64 || from == Type.U64) && to != Type.F64;
        if (inner != null && inner.op == IrOp.CONVERT && isWidening && definitions[inner.a] == 1) {
            if (function.type(inner.a) == to) {
                instruction.becomeMove(inner.a);
            }
        }
    }

    private void index(Instruction instruction) {
        Instruction a = constant(instruction.a);
        if (a != null) {
            long clamped = Math.clamp(a.immediate, Integer.MIN_VALUE, Integer.MAX_VALUE);
            instruction.becomeConstant(clamped);
        }
    }

    private void compare(Instruction instruction) {
        if (instruction.hasImmediate()) {
            return;
        }
        Instruction a = constant(instruction.a);
        Instruction b = constant(instruction.b);
        if (a != null && b == null) {
            int first = instruction.a;
            instruction.a = instruction.b;
            instruction.b = first;
            instruction.condition = instruction.condition.swapped();
            Instruction constant = a;
            a = b;
            b = constant;
        }
        if (b != null && a == null && takesImmediate(instruction, b.immediate)) {
            instruction.b = NONE;
            // As the 32 bits of the register read when sign-extended.
            boolean isU32 = function.type(instruction.a) == Type.U32;
            instruction.immediate = isU32 ? (int) b.immediate : b.immediate;
        }
        if (a != null && b != null && instruction.op == IrOp.COMPARE) {
            Type type = function.type(instruction.a);
            boolean holds = Folding.compare(instruction.condition, type, a.immediate, b.immediate);
            instruction.becomeConstant(holds ? 1 : 0);
        }
    }

    private boolean takesImmediate(Instruction instruction, long k) {
        Type type = function.type(instruction.a);
        boolean isEquality =
                instruction.condition == Condition.EQ || instruction.condition == Condition.NE;
        long bits = type == Type.U32 ? (int) k : k;
        if (bits != (short) bits) {
            return false;
        }
        if (instruction.op == IrOp.COMPARE) {
            boolean isNarrow = type == Type.I32 || type == Type.U32 || type == Type.BOOL;
            return isNarrow && instruction.condition == Condition.EQ;
        }
        return switch (type.kind()) {
            case I32, I64 -> true;
            case U32, U64, BOOL -> isEquality;
            default -> false;
        };
    }

    /// Turns a branch on constants into a jump.
    private void decide(Block block) {
        Instruction end = block.terminator();
        if (end.op != IrOp.BRANCH) {
            return;
        }
        Instruction a = constant(end.a);
        Instruction b = constant(end.b);
        if (a == null || b == null && !end.hasImmediate()) {
            fuse(end);
            return;
        }
        Type type = function.type(end.a);
        long right = b == null ? end.immediate : b.immediate;
        if (b == null && type == Type.U32) {
            right &= 0xFFFF_FFFFL;
        }
        boolean holds = Folding.compare(end.condition, type, a.immediate, right);
        ControlFlow.becomeJump(block, holds ? block.next : block.otherwise);
    }

    /// A branch on a bool that a comparison made branches on the comparison.
    private void fuse(Instruction end) {
        if (!end.hasImmediate() || end.immediate != 0 || function.type(end.a) != Type.BOOL) {
            return;
        }
        Instruction made = single[end.a];
        if (made == null || made.op != IrOp.COMPARE || !isStable(made)) {
            return;
        }
        Type type = function.type(made.a);
        if (type.isReference() || type.isAny()) {
            return;
        }
        boolean isNegated = end.condition == Condition.EQ;
        if (!isNegated && end.condition != Condition.NE) {
            return;
        }
        end.condition = isNegated ? made.condition.negated(type != Type.F64) : made.condition;
        end.a = made.a;
        end.b = made.b;
        end.immediate = made.immediate;
    }

    private boolean isStable(Instruction made) {
        return definitions[made.a] == 1 && (made.b == NONE || definitions[made.b] == 1);
    }
}
