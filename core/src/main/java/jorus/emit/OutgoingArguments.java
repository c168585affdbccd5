package jorus.emit;

import jorus.builtin.Builtin;
import jorus.ir.Block;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.ir.IrOp;
import jorus.isa.Bank;

import java.util.Arrays;
import java.util.List;

/// Finds the registers that can be computed directly into an argument slot of the call that is
/// their only reader: written once, in the call's block, after the call before, and for refs and
/// any after whatever may collect.
final class OutgoingArguments {
    private static final int NONE = Instruction.NONE;

    private final boolean placesArguments;
    private final IrFunction function;
    private final Signature[] signatures;
    private final Signature[] builtins;
    private final boolean[] isOutgoing;
    private final int[] offsets;
    private final int[] definitions;
    private int mostBytes;

    /// `signatures` are those of the program's functions. Without `placesArguments` no register is
    /// outgoing, as it has to be where the argument slots lie beyond what most instructions write.
    OutgoingArguments(
            IrFunction function,
            Signature[] signatures,
            Signature[] builtins,
            boolean placesArguments) {
        this.placesArguments = placesArguments;
        this.function = function;
        this.signatures = signatures;
        this.builtins = builtins;
        int count = function.registerCount();
        isOutgoing = new boolean[count];
        offsets = new int[count];
        definitions = new int[count];
        find();
    }

    boolean[] isOutgoing() {
        return isOutgoing;
    }

    /// Offset in the callee's frame of a register that is outgoing.
    int offset(int register) {
        return offsets[register];
    }

    /// Bytes behind the frame that calls use, 0 without calls.
    int mostBytes() {
        return mostBytes;
    }

    Signature signature(Instruction call) {
        int number = (int) call.immediate();
        if (call.op() == IrOp.CALL_VALUE) {
            return Signature.ofValue(call.type());
        }
        if (call.op() == IrOp.CALL_DYNAMIC) {
            return Signature.ofDynamic(call.arguments().length);
        }
        if (call.op() == IrOp.CALL) {
            return signatures[number];
        }
        if (builtins[number] == null) {
            builtins[number] = Signature.of(Builtin.byId(number));
        }
        return builtins[number];
    }

    /// How many arguments of the signature come before the first one that the call is given: a
    /// called value is handed over by the instruction itself.
    static int before(Instruction call) {
        return call.op() == IrOp.CALL_VALUE || call.op() == IrOp.CALL_DYNAMIC ? 1 : 0;
    }

    private void find() {
        int[] reads = function.useCounts();
        int[] writes = new int[reads.length];
        List<Block> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions();
            for (int j = 0; j < code.size(); j++) {
                if (code.get(j).target() != NONE) {
                    writes[code.get(j).target()]++;
                }
            }
        }
        Arrays.fill(definitions, NONE);
        // Times increase over the whole function, so one array serves all blocks.
        int time = 0;
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions();
            int lastCall = time;
            int lastAllocation = time;
            for (int j = 0; j < code.size(); j++, time++) {
                Instruction instruction = code.get(j);
                if (instruction.op().isCall()) {
                    mark(instruction, lastCall, lastAllocation, reads, writes);
                    lastCall = time;
                    lastAllocation = time;
                } else if (allocates(instruction)) {
                    lastAllocation = time;
                }
                int target = instruction.target();
                if (target != NONE && !isKept(instruction.op())) {
                    definitions[target] = time;
                }
            }
        }
    }

    /// Whether the result must have a slot of the frame: the verifier wants to see fresh arrays and
    /// objects passed on by a move, and caught errors come before their block.
    private static boolean isKept(IrOp op) {
        return switch (op) {
            case NEW_ARRAY, NEW_OBJECT, NEW_VARIANT, CATCH -> true;
            default -> false;
        };
    }

    private boolean allocates(Instruction instruction) {
        return switch (instruction.op()) {
            case NEW_ARRAY, NEW_LITERAL, PUSH, CONCAT, NEW_OBJECT, NEW_VARIANT -> true;
            case ADD, SUB, MUL, DIV, REM -> function.type(instruction.target()).isAny();
            default -> false;
        };
    }

    private void mark(
            Instruction call, int lastCall, int lastAllocation, int[] reads, int[] writes) {
        Signature signature = signature(call);
        mostBytes = Math.max(mostBytes, signature.end());
        int[] arguments = call.arguments();
        int before = before(call);
        for (int i = 0; i < arguments.length; i++) {
            int register = arguments[i];
            Bank bank = signature.bank(i + before);
            boolean isCollected = bank == Bank.REF || bank == Bank.ANY;
            boolean isInTime = definitions[register] >= (isCollected ? lastAllocation : lastCall);
            boolean isOnly = reads[register] == 1 && writes[register] == 1;
            boolean isTemporary = register >= function.parameterCount() && isOnly;
            if (placesArguments && isTemporary && isInTime && isExact(call, i, register)) {
                isOutgoing[register] = true;
                offsets[register] = signature.offset(i + before);
            }
        }
    }

    private boolean isExact(Instruction call, int argument, int register) {
        if (call.op() != IrOp.BUILTIN) {
            return true;
        }
        Builtin builtin = Builtin.byId((int) call.immediate());
        return Signature.isExact(builtin.parameters().get(argument), function.type(register));
    }
}
