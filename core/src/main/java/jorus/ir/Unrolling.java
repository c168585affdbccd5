package jorus.ir;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes out the turns of loops that make a few, known in advance: over neighbours in a grid,
/// coordinates, taps of a filter. Their counters are constants then, what turns have in common is
/// computed once, and what is around them has no loop in it.
///
/// Only loops that compute, load and store: calls and allocations are no faster for it.
final class Unrolling {
    private static final int NONE = Instruction.NONE;

    /// The most turns of a loop.
    private static final int MAX_TURNS = 8;

    /// The most instructions that a loop becomes.
    private static final int MAX_SIZE = 128;

    /// How many loops around each other are written out.
    private static final int MAX_DEPTH = 3;

    private final IrFunction function;
    private final Loops loops;
    private final int[] definitions;
    private boolean isChanged;

    // of the loop at hand
    private int loop;
    private List<Block> body = List.of();
    private Block latch = new Block();
    private int counter;

    private Unrolling(IrFunction function) {
        this.function = function;
        loops = new Loops(function);
        definitions = function.definitionCounts();
    }

    static void run(IrFunction function) {
        boolean isChanged = function.hasBackwardEdges();
        for (int depth = 0; depth < MAX_DEPTH && isChanged; depth++) {
            Unrolling unrolling = new Unrolling(function);
            isChanged = unrolling.loops.isReducible() && unrolling.unrollInnermost();
            if (isChanged) {
                ControlFlow.simplify(function);
                Propagation.run(function);
                DeadCode.remove(function);
                ControlFlow.simplify(function);
            }
        }
    }

    private boolean unrollInnermost() {
        boolean[] isOuter = new boolean[loops.loopCount()];
        for (int i = 0; i < isOuter.length; i++) {
            if (loops.parent(i) != Loops.NONE) {
                isOuter[loops.parent(i)] = true;
            }
        }
        // Blocks change below, their numbers don't.
        List<Block> all = function.blocks;
        List<Block> kept = new ArrayList<>(all);
        for (loop = 0; loop < isOuter.length; loop++) {
            if (!isOuter[loop]) {
                unroll(all, kept);
            }
        }
        function.blocks = kept;
        function.number();
        return isChanged;
    }

    private void unroll(List<Block> all, List<Block> kept) {
        Block before = Preheaders.find(function, loops, loop);
        if (before == null || !findBody(all, before)) {
            return;
        }
        Instruction next = latch.terminator();
        counter = next.a;
        Instruction start = lastDefinition(before, counter);
        Instruction limit = onlyDefinition(all, next.b);
        boolean isKnown = isConstant(start) && isConstant(limit);
        if (!isKnown || writes(counter) != 1 || function.type(counter) != Type.I32) {
            return;
        }
        long turns = limit.immediate - start.immediate + 1;
        if (turns < 1 || turns > MAX_TURNS || turns * size() > MAX_SIZE) {
            return;
        }
        boolean[] isLocal = locals(all);
        Block exit = latch.otherwise;
        Block header = all.get(loops.header(loop));
        List<Block> copies = new ArrayList<>();
        Block previous = null;
        for (long turn = 0; turn < turns; turn++) {
            List<Block> copy = copy(isLocal, start.immediate + turn, start);
            Block entry = copy.get(body.indexOf(header));
            if (previous == null) {
                before.next = before.next == header ? entry : before.next;
                before.otherwise = before.otherwise == header ? entry : before.otherwise;
            } else {
                previous.next = entry;
            }
            previous = copy.get(body.indexOf(latch));
            copies.addAll(copy);
        }
        previous.next = exit;
        kept.addAll(kept.indexOf(body.get(0)), copies);
        kept.removeAll(body);
        isChanged = true;
    }

    private static boolean isConstant(Instruction instruction) {
        return instruction != null && instruction.op == IrOp.CONST;
    }

    /// Finds the blocks of the loop and the only one that goes back; false if it can't be unrolled.
    private boolean findBody(List<Block> all, Block before) {
        body = new ArrayList<>();
        Block header = all.get(loops.header(loop));
        Block last = null;
        for (int i = 0; i < all.size(); i++) {
            Block block = all.get(i);
            if (!loops.contains(loop, i)) {
                continue;
            }
            body.add(block);
            if (block.region != before.region || !isPlain(block)) {
                return false;
            }
            if (block.next == header || block.otherwise == header) {
                if (last != null) {
                    return false;
                }
                last = block;
            }
        }
        if (last == null || last.terminator().op != IrOp.NEXT || last.otherwise == header) {
            return false;
        }
        latch = last;
        return true;
    }

    private static boolean isPlain(Block block) {
        for (int j = 0; j < block.instructions.size(); j++) {
            IrOp op = block.instructions.get(j).op;
            boolean isOther =
                    switch (op) {
                        case NEW_ARRAY, NEW_LITERAL, NEW_OBJECT, NEW_VARIANT, CONCAT, PUSH -> true;
                        default -> op.isCall();
                    };
            if (isOther) {
                return false;
            }
        }
        return true;
    }

    private int size() {
        int size = 0;
        for (int i = 0; i < body.size(); i++) {
            size += body.get(i).instructions.size();
        }
        return size;
    }

    private int writes(int register) {
        int writes = 0;
        for (int i = 0; i < body.size(); i++) {
            List<Instruction> code = body.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                writes += code.get(j).target == register ? 1 : 0;
            }
        }
        return writes;
    }

    private static Instruction lastDefinition(Block block, int register) {
        for (int j = block.instructions.size() - 1; j >= 0; j--) {
            if (block.instructions.get(j).target == register) {
                return block.instructions.get(j);
            }
        }
        return null;
    }

    /// null if there are several, or the register is a parameter.
    private Instruction onlyDefinition(List<Block> all, int register) {
        if (register < function.parameterCount() || definitions[register] != 1) {
            return null;
        }
        for (int i = 0; i < all.size(); i++) {
            Instruction found = lastDefinition(all.get(i), register);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// Which registers only this loop knows, each from one instruction: every turn can have its
    /// own, as nothing is read that was not written before.
    private boolean[] locals(List<Block> all) {
        boolean[] isLocal = new boolean[function.registerCount()];
        for (int i = 0; i < body.size(); i++) {
            List<Instruction> code = body.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                int target = code.get(j).target;
                boolean isOwn = target != NONE && target < definitions.length;
                if (isOwn && (definitions[target] == 1 || target == counter)) {
                    isLocal[target] = true;
                }
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (!loops.contains(loop, i)) {
                List<Instruction> code = all.get(i).instructions;
                for (int j = 0; j < code.size(); j++) {
                    forgetOperands(code.get(j), isLocal);
                }
            }
        }
        return isLocal;
    }

    private static void forgetOperands(Instruction instruction, boolean[] isLocal) {
        for (int k = 0; k < instruction.operandCount(); k++) {
            if (instruction.operand(k) != NONE) {
                isLocal[instruction.operand(k)] = false;
            }
        }
    }

    /// The blocks of a turn; the last one goes nowhere yet.
    private List<Block> copy(boolean[] isLocal, long value, Instruction start) {
        int[] names = new int[isLocal.length];
        Arrays.fill(names, NONE);
        List<Block> copy = new ArrayList<>(body.size());
        for (int i = 0; i < body.size(); i++) {
            Block block = new Block();
            block.region = body.get(i).region;
            copy.add(block);
        }
        Instruction constant = start.copy();
        constant.immediate = value;
        constant.target = name(counter, isLocal, names);
        copy.get(body.indexOf(function.blocks.get(loops.header(loop)))).instructions.add(constant);
        for (int i = 0; i < body.size(); i++) {
            Block from = body.get(i);
            Block to = copy.get(i);
            for (int j = 0; j < from.instructions.size(); j++) {
                to.instructions.add(copy(from.instructions.get(j), isLocal, names));
            }
            if (from == latch) {
                ControlFlow.becomeJump(to, to);
            } else {
                to.next = successor(from.next, copy);
                to.otherwise = successor(from.otherwise, copy);
            }
        }
        return copy;
    }

    private Block successor(Block of, List<Block> copy) {
        int at = of == null ? -1 : body.indexOf(of);
        return at < 0 ? of : copy.get(at);
    }

    private Instruction copy(Instruction old, boolean[] isLocal, int[] names) {
        Instruction copy = old.copy();
        if (old.target != NONE) {
            copy.target = name(old.target, isLocal, names);
        }
        for (int k = 0; k < copy.operandCount(); k++) {
            if (copy.operand(k) != NONE) {
                copy.operand(k, name(copy.operand(k), isLocal, names));
            }
        }
        return copy;
    }

    private int name(int register, boolean[] isLocal, int[] names) {
        if (!isLocal[register]) {
            return register;
        }
        if (names[register] == NONE) {
            names[register] = function.newRegister(function.type(register));
            String variable = function.variable(register);
            if (variable != null) {
                function.variable(names[register], variable);
            }
        }
        return names[register];
    }
}
