package jorus.ir;

import jorus.builtin.Builtin;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;

/// Moves out of loops what is the same in every turn and can't trap: constants that instructions
/// read as operands, conversions, f64 arithmetic, lengths, module variables that the loop can't
/// change; also what can trap, if it is the first thing in a turn to do so.
///
/// Inner loops come first, so that what is constant in all loops of a nest ends up before the
/// outermost. Functions without loops stay as they are.
final class Hoisting {
    private static final int NONE = Instruction.NONE;

    /// More constants than this are not worth the frame of one loop.
    private static final int MAX_PER_LOOP = 256;

    private final IrFunction function;
    private final boolean[] isWrittenByCalls;
    private final int[] definitions;
    private final boolean[] isOperand;
    private final int[] aliases;
    private final int[] definedIn;
    private Loops loops;

    // of the loop at hand
    private int loop;
    private boolean hasCall;
    private boolean changesLengths;
    private boolean changesElements;
    private boolean changesFields;
    private final IdentityHashMap<Type, Integer> storedElements = new IdentityHashMap<>();
    private final HashMap<Long, Integer> storedGlobals = new HashMap<>();

    /// Per record type a bit for each of its fields that is stored to; all are if it has many.
    private final IdentityHashMap<Object, Long> storedFields = new IdentityHashMap<>();

    private Hoisting(IrFunction function, boolean[] isWrittenByCalls) {
        this.function = function;
        this.isWrittenByCalls = isWrittenByCalls;
        definitions = function.definitionCounts();
        isOperand = new boolean[definitions.length];
        aliases = new int[definitions.length];
        definedIn = new int[definitions.length];
        Arrays.fill(aliases, NONE);
        Arrays.fill(definedIn, NONE);
    }

    /// `isWrittenByCalls` tells for each module variable whether a call may change it.
    static void run(IrFunction function, boolean[] isWrittenByCalls) {
        if (!function.hasBackwardEdges()) {
            return;
        }
        Loops loops = new Loops(function);
        if (loops.loopCount() == 0 || !loops.isReducible()) {
            return;
        }
        Preheaders.make(function, loops);
        Hoisting hoisting = new Hoisting(function, isWrittenByCalls);
        hoisting.loops = new Loops(function);
        hoisting.findOperands();
        hoisting.hoistAll();
        hoisting.replaceAliases();
    }

    /// Finds the registers that something reads for which a constant in a register is of use: moves
    /// and arguments are as good made in place.
    private void findOperands() {
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op.isCall()) {
                    mark(instruction.a);
                    continue;
                }
                if (instruction.op == IrOp.MOVE) {
                    continue;
                }
                mark(instruction.a);
                mark(instruction.b);
                mark(instruction.c);
            }
        }
    }

    private void mark(int register) {
        if (register != NONE) {
            isOperand[register] = true;
        }
    }

    private void hoistAll() {
        int[] firsts = new int[loops.loopCount()];
        int[] lasts = new int[loops.loopCount()];
        Arrays.fill(firsts, Integer.MAX_VALUE);
        for (int i = 0; i < function.blocks.size(); i++) {
            for (int at = loops.loopOf(i); at != Loops.NONE; at = loops.parent(at)) {
                firsts[at] = Math.min(firsts[at], i);
                lasts[at] = Math.max(lasts[at], i);
            }
        }
        for (loop = 0; loop < firsts.length; loop++) {
            Block before = Preheaders.find(function, loops, loop);
            if (before != null) {
                survey(firsts[loop], lasts[loop]);
                hoist(firsts[loop], lasts[loop], before);
            }
        }
    }

    /// Finds out what the loop changes.
    private void survey(int first, int last) {
        hasCall = false;
        changesLengths = false;
        changesElements = false;
        changesFields = false;
        storedFields.clear();
        for (int i = first; i <= last; i++) {
            if (!loops.contains(loop, i)) {
                continue;
            }
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.target != NONE) {
                    definedIn[instruction.target] = loop;
                }
                switch (instruction.op) {
                    case CALL, CALL_VALUE, CALL_DYNAMIC -> hasCall = true;
                    case PUSH -> changesLengths = true;
                    case BUILTIN -> surveyBuiltin(Builtin.byId((int) instruction.immediate));
                    case SET_FIELD -> {
                        Long known = storedFields.get(instruction.constant);
                        long stored = fieldBit(instruction) | (known == null ? 0 : known);
                        storedFields.put(instruction.constant, stored);
                    }
                    case SET -> storedElements.put(function.type(instruction.a), loop);
                    case SET_GLOBAL -> storedGlobals.put(instruction.immediate, loop);
                    default -> {
                        // Changes its target only.
                    }
                }
            }
        }
    }

    private void surveyBuiltin(Builtin builtin) {
        changesLengths |= LocalValues.mayStore(builtin);
        changesElements |= builtin == Builtin.STORE_ANY;
        changesFields |= builtin == Builtin.SET_MEMBER;
    }

    private static long fieldBit(Instruction instruction) {
        return 1L << Math.min(instruction.immediate, Long.SIZE - 1);
    }

    private void hoist(int first, int last, Block before) {
        HashMap<ConstantKey, Integer> present = constantsOf(before);
        int hoisted = 0;
        for (int i = first; i <= last && hoisted < MAX_PER_LOOP; i++) {
            if (!loops.contains(loop, i)) {
                continue;
            }
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            // Entering a block that only jumps here is running the first turn's beginning.
            boolean isFirst =
                    i == loops.header(loop)
                            && before.terminator().op == IrOp.JUMP
                            && before.region == function.blocks.get(i).region;
            int kept = 0;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                boolean isMoved = isInvariant(instruction) || isFirst && isTrapMovable(instruction);
                if (hoisted < MAX_PER_LOOP && isMoved) {
                    hoisted++;
                    place(instruction, before, present);
                } else {
                    isFirst &= isUnseen(instruction, before.region);
                    code.set(kept++, instruction);
                }
            }
            code.subList(kept, code.size()).clear();
        }
    }

    private void place(
            Instruction instruction, Block before, HashMap<ConstantKey, Integer> present) {
        if (instruction.op == IrOp.CONST || instruction.op == IrOp.TEXT) {
            ConstantKey key = keyOf(instruction);
            Integer same = present.get(key);
            if (same != null) {
                aliases[instruction.target] = same;
                return;
            }
            present.put(key, instruction.target);
        }
        before.insertBeforeEnd(instruction);
        definedIn[instruction.target] = NONE;
    }

    private HashMap<ConstantKey, Integer> constantsOf(Block block) {
        HashMap<ConstantKey, Integer> present = new HashMap<>();
        for (int i = 0; i < block.instructions.size(); i++) {
            Instruction instruction = block.instructions.get(i);
            boolean isConstant = instruction.op == IrOp.CONST || instruction.op == IrOp.TEXT;
            if (isConstant && definitions[instruction.target] == 1) {
                present.putIfAbsent(keyOf(instruction), instruction.target);
            }
        }
        return present;
    }

    private ConstantKey keyOf(Instruction instruction) {
        Type type = function.type(instruction.target);
        // A number that a pass found in place of a field's value still names the struct.
        Object text = instruction.op == IrOp.TEXT ? instruction.constant : null;
        return new ConstantKey(type, instruction.immediate, text);
    }

    private boolean isInvariant(Instruction instruction) {
        int target = instruction.target;
        if (target == NONE || definitions[target] != 1 || !isOperand[target]) {
            return false;
        }
        return switch (instruction.op) {
            case CONST, TEXT -> true;
            case ADD, SUB, MUL, NEG, SQRT, ABS, FLOOR, CONVERT, INDEX ->
                    !function.canTrap(instruction)
                            && isOutside(instruction.a)
                            && isOutside(instruction.b);
            case BOX -> !function.type(instruction.a).isReference() && isOutside(instruction.a);
            case TYPE_ID -> true;
            case TAG, VARIANT -> isOutside(instruction.a);
            case GET_FIELD -> isUnchanged(instruction) && isOutside(instruction.a);
            case LENGTH -> !hasCall && !changesLengths && isOutside(instruction.a);
            case GET_GLOBAL -> {
                Integer stored = storedGlobals.get(instruction.immediate);
                boolean isCalled = hasCall && isWrittenByCalls[(int) instruction.immediate];
                yield !isCalled && (stored == null || stored != loop);
            }
            default -> false;
        };
    }

    /// Whether a field is the same in every turn. Variables in cells may have no value yet.
    private boolean isUnchanged(Instruction instruction) {
        if (hasCall || changesFields || instruction.constant instanceof HiddenType.Cell) {
            return false;
        }
        Long stored = storedFields.get(instruction.constant);
        return stored == null || (stored & fieldBit(instruction)) == 0;
    }

    /// Whether an instruction that may trap gives the same in every turn. It may only be moved if
    /// nothing that traps or has an effect comes before it in a turn (`isUnseen`).
    private boolean isTrapMovable(Instruction instruction) {
        int target = instruction.target;
        if (target == NONE || definitions[target] != 1 || !isOperand[target]) {
            return false;
        }
        boolean isFixed = isOutside(instruction.a) && isOutside(instruction.b);
        return switch (instruction.op) {
            case ADD, SUB, MUL, DIV, REM, NEG, ADDK, CONVERT ->
                    isFixed && !function.type(target).isAny();
            case GET -> {
                Integer stored = storedElements.get(function.type(instruction.a));
                boolean isStored = stored != null && stored == loop;
                yield isFixed && !hasCall && !changesLengths && !changesElements && !isStored;
            }
            default -> false;
        };
    }

    /// Whether nobody can tell that an instruction comes after a trap that it came before. What a
    /// variable has, a handler sees.
    private boolean isUnseen(Instruction instruction, Region region) {
        return function.isRemovable(instruction)
                && (region == null || definitions[instruction.target] == 1);
    }

    private boolean isOutside(int register) {
        return register == NONE || definedIn[resolve(register)] != loop;
    }

    private int resolve(int register) {
        int at = register;
        while (aliases[at] != NONE) {
            at = aliases[at];
        }
        return at;
    }

    private void replaceAliases() {
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = 0; k < instruction.operandCount(); k++) {
                    int register = instruction.operand(k);
                    if (register != NONE && aliases[register] != NONE) {
                        instruction.operand(k, resolve(register));
                    }
                }
            }
        }
    }
}
