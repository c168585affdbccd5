package jorus.ir;

import jorus.builtin.Builtin;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Runs IR of numbers for tests, slowly and by the letter of [IrOp], and notes what it puts out.
final class IrMachine {
    private final IrFunction function;
    private final long[] registers;
    private final Folding folding = new Folding();
    private final List<String> output = new ArrayList<>();
    private int fuel;

    private IrMachine(IrFunction function, int fuel) {
        this.function = function;
        this.registers = new long[function.registerCount()];
        this.fuel = fuel;
    }

    /// What a function puts out within so many instructions; its end is noted too.
    static List<String> run(IrFunction function, int fuel, long... parameters) {
        IrMachine machine = new IrMachine(function, fuel);
        System.arraycopy(parameters, 0, machine.registers, 0, parameters.length);
        Block block = function.entry();
        while (block != null) {
            block = machine.block(block);
        }
        return machine.output;
    }

    private Block block(Block block) {
        for (Instruction instruction : block.instructions) {
            if (--fuel < 0) {
                return null;
            }
            if (instruction.op.isTerminator()) {
                return end(block, instruction);
            }
            if (!execute(instruction)) {
                return trapped(block);
            }
        }
        throw new AssertionError("no terminator");
    }

    private Block trapped(Block block) {
        if (block.region == null) {
            output.add("trap");
            return null;
        }
        return block.region.handler;
    }

    private Block end(Block block, Instruction end) {
        return switch (end.op) {
            case JUMP -> block.next;
            case BRANCH -> {
                Type type = function.type(end.a);
                long right = end.hasImmediate() ? immediate(end, type) : registers[end.b];
                boolean holds = Folding.compare(end.condition, type, registers[end.a], right);
                yield holds ? block.next : block.otherwise;
            }
            case NEXT -> {
                boolean goesOn = registers[end.a] < registers[end.b];
                registers[end.a] += goesOn ? 1 : 0;
                yield goesOn ? block.next : block.otherwise;
            }
            case TRAP -> trapped(block);
            default -> {
                output.add("end");
                yield null;
            }
        };
    }

    private static long immediate(Instruction instruction, Type type) {
        return type == Type.U32 ? instruction.immediate & 0xFFFF_FFFFL : instruction.immediate;
    }

    /// False for a trap.
    private boolean execute(Instruction i) {
        long a = i.a == Instruction.NONE ? 0 : registers[i.a];
        long b = i.b == Instruction.NONE ? 0 : registers[i.b];
        switch (i.op) {
            case CONST -> registers[i.target] = i.immediate;
            case MOVE -> registers[i.target] = a;
            case CATCH -> registers[i.target] = 77;
            case ADD, SUB, MUL, DIV, REM, AND, OR -> {
                return computed(i, a, b);
            }
            case ADDK -> {
                return computed(i, a, i.immediate);
            }
            case COMPARE -> {
                Type type = function.type(i.a);
                long right = i.hasImmediate() ? immediate(i, type) : b;
                boolean holds = Folding.compare(i.condition, type, a, right);
                registers[i.target] = holds ? 1 : 0;
            }
            case BUILTIN -> builtin(i);
            default -> throw new AssertionError(i.op + " is not for numbers");
        }
        return true;
    }

    private boolean computed(Instruction i, long a, long b) {
        Type type = function.type(i.target);
        if (type == Type.F64) {
            double left = Double.longBitsToDouble(a);
            double right = Double.longBitsToDouble(b);
            double value = i.op == IrOp.ADD ? left + right : left * right;
            registers[i.target] = Double.doubleToLongBits(value);
            return true;
        }
        IrOp op = i.op == IrOp.ADDK ? IrOp.ADD : i.op;
        if (!folding.arithmetic(op, type, a, b)) {
            return false;
        }
        registers[i.target] = folding.value();
        return true;
    }

    private void builtin(Instruction i) {
        int[] given = i.arguments;
        switch (Builtin.byId((int) i.immediate)) {
            case PUT_I32, PUT_REF -> output.add(Long.toString(registers[given[0]]));
            case MIN_I32 ->
                    registers[i.target] = Math.min(registers[given[0]], registers[given[1]]);
            default -> throw new AssertionError("builtin " + i.immediate);
        }
    }
}
