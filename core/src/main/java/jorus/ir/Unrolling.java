package jorus.ir;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /// How many operands read each register.
    private final int[] uses;

    private final Instruction[] definitions;

    /// By innermost loop.
    private final List<List<Block>> bodies = new ArrayList<>();

    // of the loop at hand
    private int loop;
    private List<Block> body = List.of();
    private Block latch = new Block();
    private int counter;

    private Unrolling(IrFunction function) {
        this.function = function;
        loops = new Loops(function);
        uses = function.useCounts();
        definitions = function.onlyDefinitions();
        for (int i = 0; i < loops.loopCount(); i++) {
            bodies.add(new ArrayList<>());
        }
        for (int i = 0; i < function.blocks.size(); i++) {
            if (loops.loopOf(i) != Loops.NONE) {
                bodies.get(loops.loopOf(i)).add(function.blocks.get(i));
            }
        }
    }

    static void run(IrFunction function) {
        boolean isChanged = hasKnownLimits(function);
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

    /// Whether some loop may end at a constant: most functions have none and are not looked at more
    /// closely.
    private static boolean hasKnownLimits(IrFunction function) {
        BitSet constants = new BitSet();
        for (int i = 0; i < function.blocks.size(); i++) {
            List<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op == IrOp.CONST) {
                    constants.set(instruction.target);
                } else if (instruction.op == IrOp.NEXT && constants.get(instruction.b)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean unrollInnermost() {
        boolean[] isOuter = new boolean[loops.loopCount()];
        for (int i = 0; i < isOuter.length; i++) {
            if (loops.parent(i) != Loops.NONE) {
                isOuter[loops.parent(i)] = true;
            }
        }
        List<List<Block>> turns = new ArrayList<>();
        boolean isChanged = false;
        for (loop = 0; loop < isOuter.length; loop++) {
            turns.add(isOuter[loop] ? null : unrolled());
            isChanged |= turns.get(loop) != null;
        }
        if (isChanged) {
            replace(turns);
        }
        return isChanged;
    }

    /// Lays out the turns, by loop, where the loops were.
    private void replace(List<List<Block>> turns) {
        List<Block> kept = new ArrayList<>(function.blocks.size());
        for (int i = 0; i < function.blocks.size(); i++) {
            int of = loops.loopOf(i);
            List<Block> instead = of == Loops.NONE ? null : turns.get(of);
            Block block = function.blocks.get(i);
            if (instead == null) {
                kept.add(block);
            } else if (block == bodies.get(of).get(0)) {
                kept.addAll(instead);
            }
        }
        function.blocks = kept;
        function.number();
    }

    /// All turns of the loop, which are entered instead of it; null if it stays.
    private List<Block> unrolled() {
        Block before = Preheaders.find(function, loops, loop);
        body = bodies.get(loop);
        if (before == null || !findLatch(before)) {
            return null;
        }
        Instruction next = latch.terminator();
        counter = next.a;
        Instruction start = lastDefinition(before, counter);
        Instruction limit = definitions[next.b];
        boolean isKnown = isConstant(start) && isConstant(limit);
        if (!isKnown || !isWrittenOnce(counter) || function.type(counter) != Type.I32) {
            return null;
        }
        long turns = limit.immediate - start.immediate + 1;
        if (turns < 1 || turns > MAX_TURNS || turns * size() > MAX_SIZE) {
            return null;
        }
        Set<Integer> locals = locals();
        Block exit = latch.otherwise;
        Block header = function.blocks.get(loops.header(loop));
        List<Block> copies = new ArrayList<>();
        Block previous = null;
        for (long turn = 0; turn < turns; turn++) {
            List<Block> copy = copy(locals, start.immediate + turn, start);
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
        return copies;
    }

    private static boolean isConstant(Instruction instruction) {
        return instruction != null && instruction.op == IrOp.CONST;
    }

    /// Finds the only block that goes back; false if the loop can't be unrolled.
    private boolean findLatch(Block before) {
        for (int i = 0; i < body.size(); i++) {
            Block block = body.get(i);
            if (block.region != before.region || !isPlain(block)) {
                return false;
            }
        }
        int last = loops.latch(loop);
        if (last == Loops.NONE) {
            return false;
        }
        latch = function.blocks.get(last);
        // One that went back on both ways would be its predecessor twice.
        return latch.terminator().op == IrOp.NEXT;
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

    private boolean isWrittenOnce(int register) {
        int writes = 0;
        for (int i = 0; i < body.size(); i++) {
            List<Instruction> code = body.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                writes += code.get(j).target == register ? 1 : 0;
            }
        }
        return writes == 1;
    }

    private static Instruction lastDefinition(Block block, int register) {
        for (int j = block.instructions.size() - 1; j >= 0; j--) {
            if (block.instructions.get(j).target == register) {
                return block.instructions.get(j);
            }
        }
        return null;
    }

    /// The registers that only this loop reads, each written by one instruction: every turn can
    /// have its own, as nothing is read that was not written before.
    private Set<Integer> locals() {
        Map<Integer, Integer> own = new HashMap<>();
        Set<Integer> locals = new HashSet<>();
        for (int i = 0; i < body.size(); i++) {
            List<Instruction> code = body.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = 0; k < instruction.operandCount(); k++) {
                    int operand = instruction.operand(k);
                    own.put(operand, own.getOrDefault(operand, 0) + 1);
                }
                int target = instruction.target;
                if (target != NONE && (definitions[target] != null || target == counter)) {
                    locals.add(target);
                }
            }
        }
        for (Iterator<Integer> registers = locals.iterator(); registers.hasNext(); ) {
            int register = registers.next();
            if (own.getOrDefault(register, 0) != uses[register]) {
                registers.remove();
            }
        }
        return locals;
    }

    /// The blocks of a turn; the last one goes nowhere yet.
    private List<Block> copy(Set<Integer> locals, long value, Instruction start) {
        Map<Integer, Integer> names = new HashMap<>();
        for (int local : locals) {
            names.put(local, rename(local));
        }
        List<Block> copy = new ArrayList<>(body.size());
        for (int i = 0; i < body.size(); i++) {
            Block block = new Block();
            block.region = body.get(i).region;
            copy.add(block);
        }
        Instruction constant = start.copy();
        constant.immediate = value;
        constant.target = names.getOrDefault(counter, counter);
        int header = body.indexOf(function.blocks.get(loops.header(loop)));
        copy.get(header).instructions.add(constant);
        for (int i = 0; i < body.size(); i++) {
            Block from = body.get(i);
            Block to = copy.get(i);
            for (int j = 0; j < from.instructions.size(); j++) {
                to.instructions.add(copy(from.instructions.get(j), names));
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

    private int rename(int register) {
        int renamed = function.newRegister(function.type(register));
        String variable = function.variable(register);
        if (variable != null) {
            function.variable(renamed, variable);
        }
        return renamed;
    }

    private Block successor(Block of, List<Block> copy) {
        int at = of == null ? -1 : body.indexOf(of);
        return at < 0 ? of : copy.get(at);
    }

    private static Instruction copy(Instruction old, Map<Integer, Integer> names) {
        Instruction copy = old.copy();
        copy.target = names.getOrDefault(old.target, old.target);
        for (int k = 0; k < copy.operandCount(); k++) {
            copy.operand(k, names.getOrDefault(copy.operand(k), copy.operand(k)));
        }
        return copy;
    }
}
