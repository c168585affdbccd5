package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Appends instructions to the current block of one function.
///
/// After a terminator, and in a block that nothing jumps to, the code is *dead*: what is added then
/// vanishes, and registers asked for are [Instruction#NONE]. So unreachable code never exists.
final class Code {
    static final int NONE = Instruction.NONE;

    final IrFunction function;
    private final List<Block> cold = new ArrayList<>();
    private Block current;
    private Region region;

    /// What is being lowered, as [Instruction#origin()]; NONE outside of statements.
    int origin = NONE;

    Code(IrFunction function) {
        this.function = function;
        Block entry = new Block();
        entry.index = REFERENCED;
        begin(entry);
    }

    /// Marks blocks that something jumps to, in [Block#index] until the function is complete.
    private static final int REFERENCED = 1;

    boolean isDead() {
        return current == null;
    }

    /// Continues in `block`, which is laid out here; dead if nothing jumps to it.
    void begin(Block block) {
        assert current == null : "the block before has no terminator";
        if (block.index == REFERENCED) {
            function.blocks.add(block);
            block.region = region;
            current = block;
        }
    }

    /// The innermost `try` around what is added now, or null.
    Region region() {
        return region;
    }

    /// What is added from here on, in a new block, is in a `try` with this handler.
    Region enter(Block handler) {
        Block body = new Block();
        jump(body);
        region = new Region(handler, region);
        begin(body);
        return region;
    }

    /// The `try` has ended; the code is dead. Its handler begins.
    void leave(Region left) {
        assert region == left && current == null;
        region = left.outer();
        reference(left.handler);
        begin(left.handler);
    }

    /// Begins `block`, which is only jumped to from further down.
    void lay(Block block) {
        if (function.blocks.get(function.blocks.size() - 1).terminator().op != IrOp.JUMP) {
            throw new AssertionError("increments follow the jump into their loop");
        }
        block.index = REFERENCED;
        begin(block);
    }

    /// Ends the current block by a jump to `block` unless it has ended, and begins `block`.
    void fallInto(Block block) {
        jump(block);
        begin(block);
    }

    /// Lays out at the end of the function what was put aside as cold.
    void complete() {
        assert current == null : "the last block has no terminator";
        function.blocks.addAll(cold);
        function.number();
    }

    private Instruction add(IrOp op, int position) {
        Instruction instruction = new Instruction(op);
        instruction.position = position;
        instruction.origin = origin;
        if (current != null) {
            current.instructions.add(instruction);
        }
        return instruction;
    }

    int newRegister(Type type) {
        return function.newRegister(type);
    }

    /// `want`, or a new register of `type` if that is NONE.
    int target(Type type, int want) {
        assert want == NONE || function.type(want) == type : function.type(want) + " != " + type;
        return want != NONE ? want : newRegister(type);
    }

    int constant(Type type, long bits, int want) {
        int target = target(type, want);
        Instruction instruction = add(IrOp.CONST, NONE);
        instruction.target = target;
        instruction.immediate = bits;
        return target;
    }

    int text(byte[] bytes, int want) {
        int target = target(Type.STRING, want);
        Instruction instruction = add(IrOp.TEXT, NONE);
        instruction.target = target;
        instruction.constant = bytes;
        return target;
    }

    void move(int target, int source) {
        if (target != source && current != null) {
            assert isHeldAs(function.type(source), function.type(target)) : "move between types";
            unary(IrOp.MOVE, target, source, NONE);
        }
    }

    /// Whether a register of type `to` can hold values of type `from` without any check.
    private static boolean isHeldAs(Type from, Type to) {
        return from == to
                || to.kind() == Type.Kind.FUNCTION && from.kind() == Type.Kind.FUNCTION
                || HiddenType.isView(to) && from.isArray();
    }

    void unary(IrOp op, int target, int a, int position) {
        Instruction instruction = add(op, position);
        instruction.target = target;
        instruction.a = a;
    }

    void binary(IrOp op, int target, int a, int b, int position) {
        Instruction instruction = add(op, position);
        instruction.target = target;
        instruction.a = a;
        instruction.b = b;
    }

    void addConstant(int target, int a, int k, int position) {
        Instruction instruction = add(IrOp.ADDK, position);
        instruction.target = target;
        instruction.a = a;
        instruction.immediate = k;
    }

    void compare(Condition condition, int target, int a, int b) {
        Instruction instruction = add(IrOp.COMPARE, NONE);
        instruction.condition = condition;
        instruction.target = target;
        instruction.a = a;
        instruction.b = b;
    }

    /// The same for operands of type any, which may be ones that can't be compared.
    void compareAny(Condition condition, int target, int a, int b, int position) {
        compare(condition, target, a, b);
        if (current != null) {
            last().position = position;
        }
    }

    /// Against a constant of 16 bits.
    void compareConstant(Condition condition, int target, int a, int k) {
        compare(condition, target, a, NONE);
        if (current != null) {
            last().immediate = k;
        }
    }

    private Instruction last() {
        return current.instructions.get(current.instructions.size() - 1);
    }

    /// `target` := the void value; `zero` is its payload.
    void boxVoid(int target, int zero) {
        Instruction instruction = add(IrOp.BOX, NONE);
        instruction.target = target;
        instruction.a = zero;
        instruction.constant = Type.VOID;
    }

    /// `target` := a literal that takes the type of the operand beside it.
    void boxLiteral(int target, int source) {
        Instruction instruction = add(IrOp.BOX, NONE);
        instruction.target = target;
        instruction.a = source;
        instruction.constant = Instruction.LITERAL;
    }

    int typeId(Type type) {
        int target = newRegister(Type.I32);
        Instruction instruction = add(IrOp.TYPE_ID, NONE);
        instruction.target = target;
        instruction.constant = type;
        return target;
    }

    /// `target` := new object of a struct, cell or closure type.
    void newObject(int target, Type type, int position) {
        Instruction instruction = add(IrOp.NEW_OBJECT, position);
        instruction.target = target;
        instruction.constant = type;
    }

    void newVariant(int target, int variant, int position) {
        Instruction instruction = add(IrOp.NEW_VARIANT, position);
        instruction.target = target;
        instruction.immediate = variant;
    }

    /// `record` is the struct, variant, cell or closure type that has the field.
    void getField(int target, int object, Type record, int field) {
        Instruction instruction = add(IrOp.GET_FIELD, NONE);
        instruction.target = target;
        instruction.a = object;
        instruction.immediate = field;
        instruction.constant = record;
    }

    void setField(int object, Type record, int field, int value) {
        Instruction instruction = add(IrOp.SET_FIELD, NONE);
        instruction.a = object;
        instruction.b = value;
        instruction.immediate = field;
        instruction.constant = record;
    }

    /// `target` is NONE for a call without result; `adapter` is the number of a function.
    void callValue(
            int target, int function, Type type, int adapter, int[] arguments, int position) {
        Instruction instruction = add(IrOp.CALL_VALUE, position);
        instruction.target = target;
        instruction.a = function;
        instruction.immediate = adapter;
        instruction.arguments = arguments;
        instruction.constant = type;
    }

    /// Arguments and result are `any`.
    void callDynamic(int target, int function, int[] arguments, int position) {
        Instruction instruction = add(IrOp.CALL_DYNAMIC, position);
        instruction.target = target;
        instruction.a = function;
        instruction.arguments = arguments;
    }

    void caught(int target) {
        add(IrOp.CATCH, NONE).target = target;
    }

    void newLiteral(int target, int room, int position) {
        Instruction instruction = add(IrOp.NEW_LITERAL, position);
        instruction.target = target;
        instruction.immediate = Math.min(room, Short.MAX_VALUE);
    }

    void set(int array, int index, int value, int position) {
        Instruction instruction = add(IrOp.SET, position);
        instruction.a = array;
        instruction.b = index;
        instruction.c = value;
    }

    void push(int array, int value, int position) {
        binary(IrOp.PUSH, NONE, array, value, position);
    }

    void getGlobal(int target, int global) {
        Instruction instruction = add(IrOp.GET_GLOBAL, NONE);
        instruction.target = target;
        instruction.immediate = global;
    }

    void setGlobal(int global, int source) {
        Instruction instruction = add(IrOp.SET_GLOBAL, NONE);
        instruction.a = source;
        instruction.immediate = global;
    }

    /// `target` is NONE for a call without result.
    void call(int target, int callee, int[] arguments, int position) {
        Instruction instruction = add(IrOp.CALL, position);
        instruction.target = target;
        instruction.immediate = callee;
        instruction.arguments = arguments;
    }

    void builtin(int target, Builtin builtin, int position, int... arguments) {
        Instruction instruction = add(IrOp.BUILTIN, position);
        instruction.target = target;
        instruction.immediate = builtin.id();
        instruction.arguments = arguments;
    }

    private Instruction end(IrOp op, int position, Block next, Block otherwise) {
        Instruction instruction = add(op, position);
        if (current != null) {
            current.next = next;
            current.otherwise = otherwise;
            reference(next);
            reference(otherwise);
        }
        current = null;
        return instruction;
    }

    private static void reference(Block block) {
        if (block != null) {
            block.index = REFERENCED;
        }
    }

    void jump(Block target) {
        end(IrOp.JUMP, NONE, target, null);
    }

    void branch(Condition condition, int a, int b, Block whenTrue, Block whenFalse) {
        Instruction instruction = end(IrOp.BRANCH, NONE, whenTrue, whenFalse);
        instruction.condition = condition;
        instruction.a = a;
        instruction.b = b;
    }

    /// Against a constant of 16 bits.
    void branchConstant(Condition condition, int a, int k, Block whenTrue, Block whenFalse) {
        Instruction instruction = end(IrOp.BRANCH, NONE, whenTrue, whenFalse);
        instruction.condition = condition;
        instruction.a = a;
        instruction.immediate = k;
    }

    /// Ends a turn of a counted loop: `counter` counts up to `last`.
    void next(int counter, int last, Block again, Block exit) {
        Instruction instruction = end(IrOp.NEXT, NONE, again, exit);
        instruction.target = counter;
        instruction.a = counter;
        instruction.b = last;
    }

    /// `value` is NONE for a return without value.
    void returnValue(int value) {
        end(IrOp.RETURN, NONE, null, null).a = value;
    }

    void halt() {
        end(IrOp.HALT, NONE, null, null);
    }

    void trap(TrapKind kind, String message, int position) {
        Instruction instruction = end(IrOp.TRAP, position, null, null);
        instruction.immediate = kind.ordinal();
        instruction.constant = message;
    }

    /// Traps out of line unless the comparison with the constant holds.
    void require(Condition condition, int a, int k, TrapKind kind, String message, int position) {
        if (current == null) {
            return;
        }
        Block good = new Block();
        Block bad = new Block();
        branchConstant(condition, a, k, good, bad);
        if (region != null) {
            // What traps stands before its handler in the layout.
            begin(bad);
            trap(kind, message, position);
            begin(good);
            return;
        }
        Instruction trap = new Instruction(IrOp.TRAP);
        trap.immediate = kind.ordinal();
        trap.constant = message;
        trap.position = position;
        trap.origin = origin;
        bad.instructions.add(trap);
        cold.add(bad);
        begin(good);
    }
}
