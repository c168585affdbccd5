package jorus.ir;

import jorus.builtin.Builtin;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;

/// Computes nothing twice in a block and those that only it leads to: the second
/// computation becomes a move of the first result.
final class LocalValues {
    private static final int NONE = Instruction.NONE;
    private static final int MAX_KEPT = 4_096;

    /// How many blocks above a block are searched for what it need not compute again.
    private static final int MAX_CHAIN = 32;

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
        Object constant;
        long memory;

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
                    && constant == key.constant
                    && memory == key.memory;
        }
    }

    /// Where a value was computed first, and the version of the register that got it.
    private static final class Result {
        final int block;
        final int register;
        final int version;

        Result(int block, int register, int version) {
            this.block = block;
            this.register = register;
            this.version = version;
        }
    }

    private final IrFunction function;
    private HashMap<Key, Result> known = new HashMap<>();
    private final int[] versions;

    /// For each register, the one that stands for it in keys.
    private final int[] representatives;

    private final int[] definitions;

    /// Registers that only one call reads: they are computed where it wants them, so that getting
    /// one from another register would save nothing.
    private final boolean[] isArgument;

    private Block[] parents;

    /// Counts changes of lengths, elements and module variables.
    private int memory;

    /// Counts what may change any field; changes of one field by its record type.
    private int fields;

    private final IdentityHashMap<Object, int[]> fieldChanges = new IdentityHashMap<>();

    private LocalValues(IrFunction function) {
        this.function = function;
        versions = new int[function.registerCount()];
        representatives = new int[function.registerCount()];
        definitions = function.definitionCounts();
        isArgument = findArguments(function);
    }

    private static boolean[] findArguments(IrFunction function) {
        int[] uses = function.useCounts();
        boolean[] isArgument = new boolean[uses.length];
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                for (int argument : code.get(j).arguments) {
                    isArgument[argument] = uses[argument] == 1;
                }
            }
        }
        return isArgument;
    }

    static void run(IrFunction function) {
        LocalValues values = new LocalValues(function);
        function.number();
        values.findConstants();
        values.findParents();
        for (int i = 0; i < function.blocks.size(); i++) {
            if (values.parents[i] == null && values.known.size() > MAX_KEPT) {
                values.known = new HashMap<>();
            }
            values.block(function.blocks.get(i));
        }
    }

    /// Registers that are written once, by equal constants, stand for each other in keys.
    private void findConstants() {
        HashMap<ConstantKey, Integer> first = new HashMap<>();
        for (int i = 0; i < representatives.length; i++) {
            representatives[i] = i;
        }
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                int target = instruction.target;
                if (instruction.op == IrOp.CONST && definitions[target] == 1) {
                    Type type = function.type(target);
                    ConstantKey key = new ConstantKey(type, instruction.immediate, null);
                    Integer same = first.putIfAbsent(key, target);
                    representatives[target] = same == null ? target : same;
                }
            }
        }
    }

    /// The only block that goes to each block, if it is only one and stands before it.
    private void findParents() {
        int[] counts = ControlFlow.predecessorCounts(function);
        parents = new Block[counts.length];
        for (int i = 0; i < counts.length; i++) {
            Block block = function.blocks.get(i);
            for (int j = 0; j < block.successorCount(); j++) {
                int successor = block.successor(j).index;
                if (block.region != null && block.successor(j) == block.region.handler) {
                    // A handler may be entered before the block has computed anything.
                    continue;
                }
                if (counts[successor] == 1 && successor > i) {
                    parents[successor] = block;
                }
            }
        }
    }

    private boolean isAbove(int upper, Block block) {
        Block at = block;
        for (int i = 0; i < MAX_CHAIN && at != null && at.index >= upper; i++) {
            if (at.index == upper) {
                return true;
            }
            at = parents[at.index];
        }
        return false;
    }

    private void block(Block block) {
        ArrayList<Instruction> code = block.instructions;
        for (int i = 0; i < code.size(); i++) {
            Instruction instruction = code.get(i);
            Key key = isShared(instruction) ? key(instruction) : null;
            int first = key == null ? NONE : find(key, block);
            if (first != NONE) {
                instruction.becomeMove(first);
                if (definitions[instruction.target] == 1 && definitions[first] == 1) {
                    representatives[instruction.target] = representatives[first];
                }
                instruction.position = NONE;
                key = null;
            }
            if (changesMemory(instruction)) {
                memory++;
            }
            changeFields(instruction, block);
            int target = instruction.target;
            if (target != NONE) {
                versions[target]++;
            }
            // An operand that is the target has another value now: the key names the old one.
            if (key != null) {
                known.put(key, new Result(block.index, target, versions[target]));
            }
        }
    }

    /// The register that has the value on every way to `block`, and still has it.
    private int find(Key key, Block block) {
        Result result = known.get(key);
        boolean isValid =
                result != null
                        && versions[result.register] == result.version
                        && isAbove(result.block, block);
        return isValid ? result.register : NONE;
    }

    private boolean isShared(Instruction instruction) {
        int target = instruction.target;
        if (target != NONE && isArgument[target] && definitions[target] == 1) {
            return false;
        }
        return switch (instruction.op) {
            // Arithmetic on any may make an array, which is another one each time.
            case ADD, SUB, MUL, DIV, REM -> !function.type(instruction.target).isAny();
            case NEG, ADDK, AND, OR, SQRT, ABS, FLOOR -> true;
            case COMPARE, CONVERT, INDEX, LENGTH, GET, GET_GLOBAL -> true;
            case TAG, TYPE_ID, VARIANT, GET_FIELD -> true;
            case AS_REF, UNBOX -> function.type(instruction.target) instanceof HiddenType.Variant;
            case CONST, TEXT, MOVE, BOX, NEW_ARRAY, NEW_LITERAL, SET, PUSH, CONCAT -> false;
            case SET_GLOBAL, CALL, BUILTIN, JUMP, BRANCH, NEXT, RETURN, HALT, TRAP -> false;
            case NEW_OBJECT, NEW_VARIANT, SET_FIELD, CALL_VALUE, CALL_DYNAMIC, CATCH -> false;
        };
    }

    /// Notes what an instruction does to fields of objects. A stored value is known afterwards.
    private void changeFields(Instruction instruction, Block block) {
        if (instruction.op.entersFunction()) {
            fields++;
        } else if (instruction.op == IrOp.BUILTIN) {
            Builtin builtin = Builtin.byId((int) instruction.immediate);
            fields += builtin == Builtin.SET_MEMBER ? 1 : 0;
        } else if (instruction.op == IrOp.SET_FIELD) {
            Object record = instruction.constant;
            int field = (int) instruction.immediate;
            int[] changes = fieldChanges.get(record);
            if (changes == null || changes.length <= field) {
                changes = changes == null ? new int[field + 1] : Arrays.copyOf(changes, field + 1);
                fieldChanges.put(record, changes);
            }
            changes[field]++;
            Key key = new Key();
            key.op = IrOp.GET_FIELD;
            key.immediate = field;
            key.a = representatives[instruction.a];
            key.b = NONE;
            key.versionA = versions[key.a];
            key.type = function.type(instruction.b);
            key.constant = record;
            key.memory = fieldState(record, field);
            known.put(key, new Result(block.index, instruction.b, versions[instruction.b]));
        }
    }

    private long fieldState(Object record, int field) {
        int[] changes = fieldChanges.get(record);
        int changed = changes == null || changes.length <= field ? 0 : changes[field];
        return (long) fields << 32 | changed;
    }

    private static boolean changesMemory(Instruction instruction) {
        return switch (instruction.op) {
            case SET, PUSH, SET_GLOBAL, CALL, CALL_VALUE, CALL_DYNAMIC -> true;
            case BUILTIN -> mayStore(Builtin.byId((int) instruction.immediate));
            default -> false;
        };
    }

    /// Whether a builtin changes an array that may be known here.
    static boolean mayStore(Builtin builtin) {
        return switch (builtin) {
            case POP_BOOL, POP_I32, POP_I64, POP_F64, POP_REF, POP_ANY -> true;
            case FILL_BOOL, FILL_I32, FILL_I64, FILL_F64, FILL_REF, FILL_ANY -> true;
            case STORE_ANY, PUSH_VALUE, POP_VALUE -> true;
            default -> false;
        };
    }

    private Key key(Instruction instruction) {
        Key key = new Key();
        key.op = instruction.op;
        key.condition = instruction.condition;
        key.immediate = instruction.immediate;
        key.a = instruction.a == NONE ? NONE : representatives[instruction.a];
        key.b = instruction.b == NONE ? NONE : representatives[instruction.b];
        key.versionA = key.a == NONE ? 0 : versions[key.a];
        key.versionB = key.b == NONE ? 0 : versions[key.b];
        key.type = function.type(instruction.target);
        boolean readsMemory =
                switch (instruction.op) {
                    case LENGTH, GET, GET_GLOBAL -> true;
                    default -> false;
                };
        key.memory = readsMemory ? memory : NONE;
        key.constant = instruction.constant;
        if (instruction.op == IrOp.GET_FIELD) {
            key.memory = fieldState(instruction.constant, (int) instruction.immediate);
        }
        return key;
    }
}
