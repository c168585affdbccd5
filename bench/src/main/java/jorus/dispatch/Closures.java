package jorus.dispatch;

import static jorus.dispatch.Access.ADDRESS;
import static jorus.dispatch.Access.LOAD_I64;

import jorus.interp.ProductionLoop;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.runtime.Machine;

/// Closure compilation: each instruction becomes an object that has its operands decoded, each
/// block an array of these and an end, which knows the blocks that it may go to. Calls recur: a
/// function is a call of Java.
final class Closures {
    private final Blocks blocks;
    private final Block[] made;

    private Closures(Blocks blocks) {
        this.blocks = blocks;
        made = new Block[blocks.count()];
        for (int i = 0; i < made.length; i++) {
            made[i] = new Block();
        }
        for (int i = 0; i < made.length; i++) {
            fill(made[i], i);
        }
    }

    /// An instruction that goes on with the next.
    private interface Node {
        void run(Machine m, long fp) throws Throwable;
    }

    /// The last instruction of a block: gives the next block, or null if the function returns.
    private interface End {
        Block run(Machine m, long fp) throws Throwable;
    }

    private static final class Block {
        Node[] nodes;
        End end;
    }

    /// A loop that runs the kernel's closures.
    static Loop of(Prepared kernel) {
        Blocks blocks = new Blocks(kernel.verified());
        Closures closures = new Closures(blocks);
        return (m, pc, fp) -> execute(m, closures.made[blocks.atAddress(pc)], fp);
    }

    private static void execute(Machine m, Block block, long fp) throws Throwable {
        long frame = fp & ADDRESS;
        while (block != null) {
            for (Node node : block.nodes) {
                node.run(m, frame);
            }
            block = block.end.run(m, frame);
        }
    }

    private void fill(Block block, int number) {
        int first = blocks.start(number);
        int behind = blocks.end(number);
        int last = behind - 1;
        boolean hasEnd = Blocks.endsBlock(blocks.opcode(last));
        block.nodes = new Node[(hasEnd ? last : behind) - first];
        for (int i = 0; i < block.nodes.length; i++) {
            block.nodes[i] = node(first + i);
        }
        Block next = number + 1 < made.length ? made[number + 1] : null;
        block.end = hasEnd ? end(last, next) : (_, _) -> next;
    }

    private Node node(int index) {
        long word = blocks.word(index);
        long pc = blocks.behind(index);
        int a = Word.a(word);
        int b = Word.b(word);
        int c = Word.c(word);
        return switch (blocks.opcode(index)) {
            case MOVE_I32 -> (m, fp) -> Operations.moveI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case MOVE_I64, MOVE_F64, MOVE_REF ->
                    (m, fp) -> Operations.move64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case ADD_I32 -> (m, fp) -> Operations.addI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case SUB_I32 -> (m, fp) -> Operations.subI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case MUL_I32 -> (m, fp) -> Operations.mulI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case ADDK_I32 -> (m, fp) -> Operations.addkI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case REM_I32 -> (m, fp) -> Operations.remI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case ADD_F64 -> (m, fp) -> Operations.addF64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case SUB_F64 -> (m, fp) -> Operations.subF64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case MUL_F64 -> (m, fp) -> Operations.mulF64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case GET_I32 -> (m, fp) -> Operations.getI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case GET_I64, GET_F64, GET_REF ->
                    (m, fp) -> Operations.get64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case SET_I32 -> (m, fp) -> Operations.setI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case SET_I64, SET_F64, SET_REF ->
                    (m, fp) -> Operations.set64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case LENGTH_ARRAY ->
                    (m, fp) -> Operations.lengthArray(m, pc, fp, fp + a, fp + b, fp + c, word);
            case GET_FIELD_I32 ->
                    (m, fp) -> Operations.getFieldI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            case GET_FIELD_I64, GET_FIELD_F64 ->
                    (m, fp) -> Operations.getField64(m, pc, fp, fp + a, fp + b, fp + c, word);
            case SET_FIELD_I32 ->
                    (m, fp) -> Operations.setFieldI32(m, pc, fp, fp + a, fp + b, fp + c, word);
            default -> (m, fp) -> ProductionLoop.rare(m, pc, fp, word);
        };
    }

    private End end(int index, Block next) {
        long word = blocks.word(index);
        int a = Word.a(word);
        int b = Word.b(word);
        Opcode opcode = blocks.opcode(index);
        if (Blocks.isCall(opcode)) {
            return call(index, next);
        }
        return switch (opcode) {
            case BR_LT_I32 -> {
                Block target = made[blocks.target(index)];
                yield (m, fp) ->
                        Operations.isLess(fp + a, fp + b, word) ? taken(m, word, target) : next;
            }
            case BR_LE_I32 -> {
                Block target = made[blocks.target(index)];
                yield (m, fp) ->
                        Operations.isLessOrEqual(fp + a, fp + b, word)
                                ? taken(m, word, target)
                                : next;
            }
            case BR_NEK_I32 -> {
                Block target = made[blocks.target(index)];
                yield (m, fp) ->
                        Operations.isNotConstant(fp + a, fp + b, word)
                                ? taken(m, word, target)
                                : next;
            }
            case BR_LEK_I32 -> {
                Block target = made[blocks.target(index)];
                yield (m, fp) ->
                        Operations.isAtMostConstant(fp + a, fp + b, word)
                                ? taken(m, word, target)
                                : next;
            }
            case BR_GEK_I32 -> {
                Block target = made[blocks.target(index)];
                yield (m, fp) ->
                        Operations.isAtLeastConstant(fp + a, fp + b, word)
                                ? taken(m, word, target)
                                : next;
            }
            case NEXT_I32 -> {
                Block target = made[blocks.target(index)];
                yield (m, fp) ->
                        Operations.counts(fp + a, fp + b, word) ? taken(m, word, target) : next;
            }
            case JUMP -> {
                Block target = made[blocks.target(index)];
                yield (m, _) -> taken(m, word, target);
            }
            case RET_I32 -> (m, fp) -> ret(m, fp, a, true);
            case RET_I64, RET_F64, RET_REF -> (m, fp) -> ret(m, fp, a, false);
            case HALT -> (_, _) -> null;
            default -> throw new AssertionError(opcode);
        };
    }

    private static Block taken(Machine m, long word, Block target) {
        if (word < 0) {
            Operations.poll(m);
        }
        return target;
    }

    private End call(int index, Block next) {
        long word = blocks.word(index);
        long pc = blocks.behind(index);
        return (m, fp) -> {
            long callee = Operations.enter(m, pc, fp, word);
            execute(m, made[blocks.atAddress(Operations.code(m, word))], callee);
            return next;
        };
    }

    private static Block ret(Machine m, long fp, int a, boolean isNarrow) throws Throwable {
        long to = Operations.returnPc(fp);
        long caller = Operations.leave(m, fp) & ADDRESS;
        long call = (long) LOAD_I64.invokeExact(to - Word.BYTES);
        if (isNarrow) {
            Operations.return32(fp + a, caller + Word.a(call));
        } else {
            Operations.return64(fp + a, caller + Word.a(call));
        }
        return null;
    }
}
