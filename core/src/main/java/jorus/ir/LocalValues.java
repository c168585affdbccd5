package jorus.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import jorus.builtin.Builtin;

/// Computes nothing twice in a block, or in a block and those that follow only it: the second
/// computation becomes a move of the first result.
final class LocalValues {
    private static final int NONE = Instruction.NONE;
    private static final int MAX_KEPT = 64;

    /// A computation; two are equal if they give the same value.
    private static final class Key {
        IrOp op;
        Condition condition;
        long immediate;
        int a;
        int b;
        int versionA;
        int versionB;
        Object type;
        int memory;

        @Override
        public int hashCode() {
            int hash = op.ordinal() * 31 + a;
            hash = hash * 31 + b;
            hash = hash * 31 + versionA;
            hash = hash * 31 + versionB;
            return hash * 31 + Long.hashCode(immediate);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && op == key.op
                    && condition == key.condition
                    && immediate == key.immediate
                    && a == key.a
                    && b == key.b
                    && versionA == key.versionA
                    && versionB == key.versionB
                    && type == key.type
                    && memory == key.memory;
        }
    }

    private final IrFunction function;
    private HashMap<Key, Instruction> known = new HashMap<>();
    private final int[] versions;

    /// Version of each register when it became the result of what is known.
    private final int[] resultVersions;

    /// Counts changes of lengths, elements and module variables.
    private int memory;

    private LocalValues(IrFunction function) {
        this.function = function;
        versions = new int[function.registerCount()];
        resultVersions = new int[function.registerCount()];
        Arrays.fill(resultVersions, NONE);
    }

    static void run(IrFunction function) {
        LocalValues values = new LocalValues(function);
        function.number();
        int[] counts = ControlFlow.predecessorCounts(function);
        Block previous = null;
        for (int i = 0; i < function.blocks.size(); i++) {
            Block block = function.blocks.get(i);
            boolean isContinued =
                    previous != null
                            && counts[i] == 1
                            && (previous.next == block || previous.otherwise == block);
            if (!isContinued) {
                values.forget();
            }
            values.block(block);
            previous = block;
        }
    }

    private void forget() {
        if (known.size() > MAX_KEPT) {
            // Clearing takes as long as the largest size it ever had.
            known = new HashMap<>();
        } else if (!known.isEmpty()) {
            known.clear();
        }
    }

    private void block(Block block) {
        ArrayList<Instruction> code = block.instructions;
        for (int i = 0; i < code.size(); i++) {
            Instruction instruction = code.get(i);
            boolean isShared = isShared(instruction.op);
            Key key = isShared ? key(instruction) : null;
            Instruction first = isShared ? known.get(key) : null;
            if (first != null && versions[first.target] == resultVersions[first.target]) {
                instruction.becomeMove(first.target);
                instruction.position = NONE;
                key = null;
            }
            if (changesMemory(instruction)) {
                memory++;
            }
            int target = instruction.target;
            if (target != NONE) {
                versions[target]++;
            }
            // An operand that is the target has another value now: the key names the old one.
            if (key != null) {
                resultVersions[target] = versions[target];
                known.put(key, instruction);
            }
        }
    }

    private static boolean isShared(IrOp op) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, REM, NEG, ADDK, AND, OR, SQRT, ABS, FLOOR -> true;
            case COMPARE, CONVERT, INDEX, LENGTH, GET, GET_GLOBAL -> true;
            case CONST, TEXT, MOVE, BOX, NEW_ARRAY, NEW_LITERAL, SET, PUSH, CONCAT -> false;
            case SET_GLOBAL, CALL, BUILTIN, JUMP, BRANCH, NEXT, RETURN, HALT, TRAP -> false;
        };
    }

    private static boolean changesMemory(Instruction instruction) {
        return switch (instruction.op) {
            case SET, PUSH, SET_GLOBAL, CALL -> true;
            case BUILTIN -> mayStore(Builtin.byId((int) instruction.immediate));
            default -> false;
        };
    }

    /// Whether a builtin changes an array that may be known here.
    static boolean mayStore(Builtin builtin) {
        return switch (builtin) {
            case POP_BOOL, POP_I32, POP_I64, POP_F64, POP_REF, POP_ANY -> true;
            case FILL_BOOL, FILL_I32, FILL_I64, FILL_F64, FILL_REF, FILL_ANY -> true;
            default -> false;
        };
    }

    private Key key(Instruction instruction) {
        Key key = new Key();
        key.op = instruction.op;
        key.condition = instruction.condition;
        key.immediate = instruction.immediate;
        key.a = instruction.a;
        key.b = instruction.b;
        key.versionA = key.a == NONE ? 0 : versions[key.a];
        key.versionB = key.b == NONE ? 0 : versions[key.b];
        key.type = function.type(instruction.target);
        boolean readsMemory =
                switch (instruction.op) {
                    case LENGTH, GET, GET_GLOBAL -> true;
                    default -> false;
                };
        key.memory = readsMemory ? memory : NONE;
        return key;
    }
}
