package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.source.Diagnostics;
import jorus.source.SourceFile;
import jorus.type.Type;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random functions with nested loops and branches over variables of several types.
public final class RandomFunctions {
    private static final Type[] TYPES = {Type.I32, Type.U32, Type.BOOL, Type.I64, Type.F64};

    private final Random random;
    private final Code code;
    private final List<Integer> variables = new ArrayList<>();
    private int budget;
    private boolean isGuarded;

    private RandomFunctions(long seed, int size) {
        random = new Random(seed);
        SourceFile file = new SourceFile("r.orus", "x\n".getBytes(StandardCharsets.UTF_8));
        code = new Code(new IrFunction("r", file, Type.VOID));
        budget = size;
    }

    /// A function of about `size` statements; the same for the same seed. `isOptimized` runs the
    /// passes over it.
    public static IrFunction make(long seed, int size, boolean isOptimized) {
        return make(new RandomFunctions(seed, size), isOptimized);
    }

    /// The same with `try` statements, and values put out that show what it computes.
    public static IrFunction makeGuarded(long seed, int size, boolean isOptimized) {
        RandomFunctions maker = new RandomFunctions(seed, size);
        maker.isGuarded = true;
        return make(maker, isOptimized);
    }

    private static IrFunction make(RandomFunctions maker, boolean isOptimized) {
        for (Type type : TYPES) {
            maker.variables.add(maker.code.function.newParameter(type));
        }
        maker.statements(0);
        maker.code.returnValue(Instruction.NONE);
        maker.code.complete();
        IrFunction function = maker.code.function;
        if (isOptimized) {
            Passes.run(function, new boolean[0], true);
        }
        return function;
    }

    /// A program of that function and an entry that does nothing.
    public static IrProgram program(IrFunction function) {
        Code entry = new Code(new IrFunction("main", function.file(), Type.VOID));
        entry.halt();
        entry.complete();
        return new IrProgram(List.of(function, entry.function), 1, List.of(), new Diagnostics());
    }

    /// `if r0 != r1: r0 = r0 + r0, count times`, then a return.
    public static IrFunction branchOver(int count) {
        SourceFile file = new SourceFile("b.orus", "x\n".getBytes(StandardCharsets.UTF_8));
        Code code = new Code(new IrFunction("b", file, Type.VOID));
        int a = code.function.newParameter(Type.U32);
        int b = code.function.newParameter(Type.U32);
        Block body = new Block();
        Block end = new Block();
        code.branch(Condition.EQ, a, b, end, body);
        code.begin(body);
        for (int i = 0; i < count; i++) {
            code.binary(IrOp.ADD, a, a, a, Instruction.NONE);
        }
        code.fallInto(end);
        code.returnValue(Instruction.NONE);
        code.complete();
        return code.function;
    }

    /// A `try` that begins with an empty block: all of it, or an addition follows. The handler,
    /// which only returns, is laid out last.
    public static IrFunction emptyTry(boolean isAllEmpty) {
        SourceFile file = new SourceFile("t.orus", "x\n".getBytes(StandardCharsets.UTF_8));
        Code code = new Code(new IrFunction("t", file, Type.VOID));
        int a = code.function.newParameter(Type.I32);
        Block handler = new Block();
        Block end = new Block();
        Region region = code.enter(handler);
        if (!isAllEmpty) {
            code.fallInto(new Block());
            code.binary(IrOp.ADD, a, a, a, 0);
        }
        code.jump(end);
        code.leave(region);
        code.returnValue(Instruction.NONE);
        code.begin(end);
        code.returnValue(Instruction.NONE);
        code.complete();
        code.function.blocks.remove(handler);
        code.function.blocks.add(handler);
        return code.function;
    }

    /// A function with `count` registers of type any that two calls at `position` read.
    public static IrFunction manyRegisters(SourceFile file, int count, int position) {
        Code code = new Code(new IrFunction("m", file, Type.VOID));
        int value = code.function.newParameter(Type.ANY);
        int callee = code.function.newParameter(Type.STRING);
        int[] copies = new int[count];
        for (int i = 0; i < count; i++) {
            copies[i] = code.function.newRegister(Type.ANY);
            code.move(copies[i], value);
        }
        Instruction call = new Instruction(IrOp.CALL_DYNAMIC);
        call.a = callee;
        call.arguments = copies;
        call.position = position;
        code.returnValue(Instruction.NONE);
        code.complete();
        code.function.entry().insertBeforeEnd(call);
        code.function.entry().insertBeforeEnd(call.copy());
        return code.function;
    }

    /// Has random registers of a function in far slots.
    public static void spill(IrFunction function, long seed) {
        Random choice = new Random(seed);
        boolean[] isFar = new boolean[function.registerCount()];
        for (int i = function.parameterCount(); i < isFar.length; i++) {
            isFar[i] = choice.nextInt(3) > 0;
        }
        for (Block block : function.blocks) {
            if (block.terminator().op == IrOp.NEXT) {
                isFar[block.terminator().a] = false;
            }
        }
        Spilling.run(function, isFar);
    }

    /// A loop that ends in NEXT over a body of `count` instructions.
    public static IrFunction loopOver(int count) {
        SourceFile file = new SourceFile("l.orus", "x\n".getBytes(StandardCharsets.UTF_8));
        Code code = new Code(new IrFunction("l", file, Type.VOID));
        int a = code.function.newParameter(Type.I32);
        int b = code.function.newParameter(Type.I32);
        int c = code.function.newParameter(Type.U32);
        Block body = new Block();
        Block end = new Block();
        code.fallInto(body);
        for (int i = 0; i < count; i++) {
            code.binary(IrOp.ADD, c, c, c, Instruction.NONE);
        }
        code.next(a, b, body, end);
        code.begin(end);
        code.returnValue(Instruction.NONE);
        code.complete();
        return code.function;
    }

    private int variable(Type type) {
        List<Integer> fitting = new ArrayList<>();
        for (int variable : variables) {
            if (code.function.type(variable) == type) {
                fitting.add(variable);
            }
        }
        return fitting.get(random.nextInt(fitting.size()));
    }

    private Type type() {
        return TYPES[random.nextInt(TYPES.length)];
    }

    private int value(Type type, int depth) {
        int choice = random.nextInt(6);
        if (choice < 3 || depth > 3) {
            return variable(type);
        }
        if (choice == 3) {
            return code.constant(type, type == Type.F64 ? 0x4010000000000000L : 1, Code.NONE);
        }
        if (type == Type.BOOL) {
            Type operands = random.nextBoolean() ? Type.I32 : Type.F64;
            int a = value(operands, depth + 1);
            int b = value(operands, depth + 1);
            int target = code.newRegister(type);
            code.compare(random.nextBoolean() ? Condition.LT : Condition.GE, target, a, b);
            return target;
        }
        int a = value(type, depth + 1);
        int b = value(type, depth + 1);
        int target = code.newRegister(type);
        if (choice == 4 && type == Type.I32) {
            code.builtin(target, Builtin.MIN_I32, 0, a, b);
        } else {
            code.binary(random.nextBoolean() ? IrOp.ADD : IrOp.MUL, target, a, b, 0);
        }
        return target;
    }

    private void statements(int depth) {
        int visible = variables.size();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count && budget-- > 0 && !code.isDead(); i++) {
            statement(depth);
        }
        // What was declared in the block is not seen after it.
        while (variables.size() > visible) {
            variables.remove(variables.size() - 1);
        }
    }

    private void statement(int depth) {
        if (isGuarded && random.nextInt(3) == 0) {
            if (random.nextBoolean()) {
                code.builtin(Code.NONE, Builtin.PUT_I32, 0, variable(Type.I32));
            } else if (depth < 4) {
                guarded(depth);
            }
            return;
        }
        int choice = random.nextInt(depth > 4 ? 4 : 8);
        Type type = type();
        switch (choice) {
            case 0, 1 -> {
                int value = value(type, 0);
                int target = code.newRegister(type);
                code.move(target, value);
                variables.add(target);
            }
            case 2, 3 -> code.move(variable(type), value(type, 0));
            case 4, 5 -> branch(depth);
            case 6 -> whileLoop(depth);
            default -> countedLoop(depth);
        }
    }

    private void guarded(int depth) {
        Block handler = new Block();
        Block end = new Block();
        Region region = code.enter(handler);
        statements(depth + 1);
        if (!code.isDead()) {
            code.jump(end);
        }
        code.leave(region);
        if (random.nextBoolean()) {
            int error = code.newRegister(Type.ERROR);
            code.caught(error);
            code.builtin(Code.NONE, Builtin.PUT_REF, 0, error);
        }
        statements(depth + 1);
        code.fallInto(end);
    }

    private void branch(int depth) {
        Block then = new Block();
        Block otherwise = new Block();
        Block end = new Block();
        int condition = value(Type.BOOL, 0);
        code.branchConstant(Condition.NE, condition, 0, then, otherwise);
        code.begin(then);
        statements(depth + 1);
        if (random.nextInt(8) == 0) {
            code.trap(TrapKind.TYPE, "x", 0);
        } else {
            code.jump(end);
        }
        code.begin(otherwise);
        statements(depth + 1);
        code.fallInto(end);
    }

    private void whileLoop(int depth) {
        Block body = new Block();
        Block exit = new Block();
        code.branchConstant(Condition.NE, value(Type.BOOL, 0), 0, body, exit);
        code.begin(body);
        statements(depth + 1);
        if (random.nextInt(3) == 0) {
            Block stay = new Block();
            code.branchConstant(Condition.NE, value(Type.BOOL, 0), 0, exit, stay);
            code.begin(stay);
            statements(depth + 1);
        }
        code.branchConstant(Condition.NE, value(Type.BOOL, 0), 0, body, exit);
        code.begin(exit);
    }

    /// With its increment laid out before the header.
    private void countedLoop(int depth) {
        Block enter = new Block();
        Block increment = new Block();
        Block body = new Block();
        Block exit = new Block();
        int counter = code.newRegister(Type.U32);
        code.move(counter, value(Type.U32, 0));
        int limit = value(Type.U32, 0);
        code.branch(Condition.LT, counter, limit, enter, exit);
        code.begin(enter);
        code.jump(body);
        code.lay(increment);
        // Half the steps come from the end of the body, which is laid out behind.
        boolean isStepped = random.nextBoolean();
        int step = isStepped ? code.newRegister(Type.U32) : code.constant(Type.U32, 1, Code.NONE);
        code.binary(IrOp.ADD, counter, counter, step, Instruction.NONE);
        code.jump(body);
        code.begin(body);
        statements(depth + 1);
        if (isStepped) {
            code.move(step, value(Type.U32, 0));
        }
        code.branch(Condition.LT, counter, limit, increment, exit);
        code.begin(exit);
    }
}
