package jorus.ir;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Keeps module variables that a loop stores to in registers while it runs, if no function of the
/// program is entered in the loop: nobody else can look then.
///
/// The variable is loaded before the loop and stored where the loop is left. A trap leaves a loop
/// too; where a handler could see the variable afterwards, each store stays and only loads go.
/// Numbers and bools only: loading a reference checks that there is one.
///
/// Outer loops come first.
final class Promotion {
    /// More variables than this are not worth the frame of one loop.
    private static final int MAX_PER_LOOP = 64;

    private final IrFunction function;
    private final boolean isTrapSeen;
    private Loops loops;
    private final List<List<Block>> members = new ArrayList<>();
    private boolean[] isPromoted;

    /// Blocks to lay out before others; the key null stands for the end.
    private final HashMap<Block, List<Block>> exits = new HashMap<>();

    // of the loop at hand: the register of each variable that is stored to, and those as a list
    private int loop;
    private final HashMap<Long, Integer> registers = new HashMap<>();
    private final List<Long> variables = new ArrayList<>();

    private Promotion(IrFunction function, boolean isTrapSeen) {
        this.function = function;
        this.isTrapSeen = isTrapSeen;
    }

    /// `isTrapSeen` tells whether the program goes on after some trap, anywhere.
    static void run(IrFunction function, boolean isTrapSeen) {
        if (!storesGlobals(function) || !function.hasBackwardEdges()) {
            return;
        }
        Loops loops = new Loops(function);
        if (loops.loopCount() == 0 || !loops.isReducible()) {
            return;
        }
        Preheaders.make(function, loops);
        new Promotion(function, isTrapSeen).promoteAll();
    }

    private static boolean storesGlobals(IrFunction function) {
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                if (code.get(j).op == IrOp.SET_GLOBAL) {
                    return true;
                }
            }
        }
        return false;
    }

    private void promoteAll() {
        loops = new Loops(function);
        isPromoted = new boolean[loops.loopCount()];
        findMembers();
        // Outer loops have higher numbers.
        for (loop = loops.loopCount() - 1; loop >= 0; loop--) {
            Block before = Preheaders.find(function, loops, loop);
            int parent = loops.parent(loop);
            isPromoted[loop] = parent != Loops.NONE && isPromoted[parent];
            if (!isPromoted[loop] && before != null && survey()) {
                isPromoted[loop] = true;
                promote(before);
            }
        }
        if (!exits.isEmpty()) {
            insertExits();
        }
    }

    private void findMembers() {
        for (int i = 0; i < loops.loopCount(); i++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < function.blocks.size(); i++) {
            for (int at = loops.loopOf(i); at != Loops.NONE; at = loops.parent(at)) {
                members.get(at).add(function.blocks.get(i));
            }
        }
    }

    /// Finds the variables that the loop stores to; false if there are none, or if it calls.
    private boolean survey() {
        registers.clear();
        variables.clear();
        List<Block> blocks = members.get(loop);
        for (int i = 0; i < blocks.size(); i++) {
            ArrayList<Instruction> code = blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op.entersFunction()) {
                    return false;
                }
                if (instruction.op == IrOp.SET_GLOBAL) {
                    add(instruction);
                }
            }
        }
        return !variables.isEmpty();
    }

    private void add(Instruction store) {
        Type type = function.type(store.a);
        boolean isNumber = !type.isReference() && !type.isAny();
        boolean isNew = !registers.containsKey(store.immediate);
        if (isNumber && isNew && variables.size() < MAX_PER_LOOP) {
            variables.add(store.immediate);
            registers.put(store.immediate, function.newRegister(type));
        }
    }

    private void promote(Block before) {
        boolean isKept = isTrapSeen && canTrap();
        for (int i = 0; i < variables.size(); i++) {
            Instruction load = new Instruction(IrOp.GET_GLOBAL);
            load.immediate = variables.get(i);
            load.target = registers.get(load.immediate);
            before.insertBeforeEnd(load);
        }
        HashMap<Block, Block> made = new HashMap<>();
        List<Block> blocks = members.get(loop);
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            replace(block, isKept);
            if (!isKept) {
                block.next = leave(block, block.next, made);
                block.otherwise = leave(block, block.otherwise, made);
            }
        }
    }

    private boolean canTrap() {
        List<Block> blocks = members.get(loop);
        for (int i = 0; i < blocks.size(); i++) {
            ArrayList<Instruction> code = blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                boolean isStore = code.get(j).op == IrOp.SET_GLOBAL;
                if (!isStore && function.canTrap(code.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Loads and stores become moves; a store that is kept follows its move.
    private void replace(Block block, boolean isKept) {
        ArrayList<Instruction> code = block.instructions;
        for (int j = 0; j < code.size(); j++) {
            Instruction instruction = code.get(j);
            boolean isStore = instruction.op == IrOp.SET_GLOBAL;
            if (!isStore && instruction.op != IrOp.GET_GLOBAL) {
                continue;
            }
            Integer register = registers.get(instruction.immediate);
            if (register == null) {
                continue;
            }
            if (!isStore) {
                instruction.becomeMove(register);
                continue;
            }
            Instruction move = new Instruction(IrOp.MOVE);
            move.target = register;
            move.a = instruction.a;
            if (isKept) {
                code.add(j++, move);
            } else {
                code.set(j, move);
            }
        }
    }

    /// Where an edge from the loop to `target` goes now: one that leaves goes by a block that
    /// stores the variables.
    private Block leave(Block from, Block target, HashMap<Block, Block> made) {
        if (target == null || loops.contains(loop, target.index)) {
            return target;
        }
        Block exit = made.get(target);
        if (exit != null) {
            return exit;
        }
        exit = new Block();
        exit.region = from.region == target.region ? from.region : null;
        for (int i = 0; i < variables.size(); i++) {
            Instruction store = new Instruction(IrOp.SET_GLOBAL);
            store.immediate = variables.get(i);
            store.a = registers.get(store.immediate);
            exit.instructions.add(store);
        }
        exit.instructions.add(new Instruction(IrOp.JUMP));
        exit.next = target;
        made.put(target, exit);
        // Next to the target, so that it goes on there; an edge that goes back stays short.
        boolean isForward = target.index > from.index;
        int following = from.index + 1;
        Block place = isForward ? target : null;
        if (!isForward && following < function.blocks.size()) {
            place = function.blocks.get(following);
        }
        List<Block> before = exits.get(place);
        if (before == null) {
            before = new ArrayList<>(1);
            exits.put(place, before);
        }
        before.add(exit);
        return exit;
    }

    private void insertExits() {
        List<Block> blocks = new ArrayList<>(function.blocks.size() + exits.size());
        for (int i = 0; i < function.blocks.size(); i++) {
            append(blocks, function.blocks.get(i));
            blocks.add(function.blocks.get(i));
        }
        append(blocks, null);
        function.blocks = blocks;
        function.number();
    }

    private void append(List<Block> blocks, Block place) {
        List<Block> before = exits.get(place);
        if (before != null) {
            blocks.addAll(before);
        }
    }
}
