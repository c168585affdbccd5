package jorus.ir;

import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Keeps structs, cells and short arrays in registers that nothing but the function itself can see
/// ([RecordWebs]): no object is made, and a field or element is a register.
///
/// A struct in the field of another one is free once that is taken apart, so it is done again
/// until nothing changes.
final class ScalarReplacement {
    private static final int NONE = Instruction.NONE;

    /// The most registers that are added to a function at once; frames end somewhere.
    private static final int MAX_REGISTERS = 2_000;

    private final IrFunction function;
    private final RecordWebs webs;

    /// By register that held an object: the first of the registers of its fields.
    private final int[] fields;

    /// How many elements of a literal there have been, by register.
    private final int[] pushed;

    private boolean isChanged;

    private ScalarReplacement(IrFunction function) {
        this.function = function;
        webs = new RecordWebs(function, RecordWebs.NONE_KNOWN);
        fields = new int[function.registerCount()];
        pushed = new int[fields.length];
        java.util.Arrays.fill(fields, NONE);
    }

    static void run(IrFunction function) {
        int limit = function.registerCount() + MAX_REGISTERS;
        while (Records.hasAny(function)) {
            ScalarReplacement pass = new ScalarReplacement(function);
            pass.addRegisters(limit - function.registerCount());
            if (!pass.isChanged) {
                return;
            }
            for (int i = 0; i < function.blocks.size(); i++) {
                pass.rewrite(function.blocks.get(i).instructions);
            }
        }
    }

    /// For all registers of a web or for none.
    private void addRegisters(int most) {
        int[] wanted = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            wanted[webs.root(i)] += webs.isReplaceable(i) ? webs.fields(i) : 0;
        }
        int left = most;
        for (int i = 0; i < fields.length; i++) {
            boolean isTaken = wanted[i] > 0 && wanted[i] <= left;
            left -= isTaken ? wanted[i] : 0;
            wanted[i] = isTaken ? wanted[i] : 0;
        }
        for (int i = 0; i < fields.length; i++) {
            if (webs.isReplaceable(i) && wanted[webs.root(i)] > 0) {
                fields[i] = function.registerCount();
                isChanged = true;
                for (int k = 0; k < webs.fields(i); k++) {
                    int register = function.newRegister(webs.field(i, k));
                    name(register, i, k);
                }
            }
        }
    }

    private void name(int register, int object, int field) {
        String name = function.variable(object);
        if (name != null) {
            Type type = function.type(object);
            String end = type.isArray() ? "[" + field + "]" : "";
            if (type instanceof StructType struct) {
                end = "." + struct.fields().get(field).name();
            }
            function.variable(register, name + end);
        }
    }

    private void rewrite(ArrayList<Instruction> code) {
        ArrayList<Instruction> old = new ArrayList<>(code);
        code.clear();
        for (int j = 0; j < old.size(); j++) {
            Instruction instruction = old.get(j);
            switch (instruction.op) {
                case NEW_OBJECT -> {
                    if (isReplaced(instruction.target)) {
                        zero(code, instruction, Records.initialFields(old, j));
                        continue;
                    }
                }
                case NEW_LITERAL -> {
                    if (isReplaced(instruction.target)) {
                        pushed[instruction.target] = 0;
                        continue;
                    }
                }
                case NEW_ARRAY -> {
                    if (isReplaced(instruction.target)) {
                        zero(code, instruction, new BitSet());
                        continue;
                    }
                }
                case MOVE -> {
                    if (isReplaced(instruction.a)) {
                        moveAll(code, instruction);
                        continue;
                    }
                }
                case BUILTIN -> {
                    if (Records.isFill(instruction) && isReplaced(instruction.arguments[0])) {
                        fill(code, instruction);
                        continue;
                    }
                    if (Records.isOutput(instruction) && isReplaced(instruction.arguments[0])) {
                        instruction.arguments[0] =
                                make(code, instruction.arguments[0], instruction);
                    }
                }
                case RETURN -> {
                    if (isReplaced(instruction.a)) {
                        instruction.a = make(code, instruction.a, instruction);
                    }
                }
                default -> access(instruction);
            }
            code.add(instruction);
        }
    }

    private boolean isReplaced(int register) {
        return register != NONE && fields[register] != NONE;
    }

    private void access(Instruction access) {
        int object = access.a;
        if (!isReplaced(object)) {
            return;
        }
        switch (access.op) {
            case GET_FIELD, GET ->
                    becomeMove(access, access.target, fields[object] + webs.accessed(access));
            case SET_FIELD -> becomeMove(access, fields[object] + webs.accessed(access), access.b);
            case SET -> becomeMove(access, fields[object] + webs.accessed(access), access.c);
            case PUSH -> becomeMove(access, fields[object] + pushed[object]++, access.b);
            case LENGTH -> access.becomeConstant(webs.fields(object));
            default -> throw new AssertionError(access.op + " needs the object");
        }
    }

    private static void becomeMove(Instruction access, int target, int source) {
        access.becomeMove(source);
        access.target = target;
        access.constant = null;
        access.c = NONE;
        access.origin = access.origin();
        access.position = NONE;
    }

    /// Fields that are not set at once begin as zero.
    private void zero(List<Instruction> code, Instruction made, BitSet isSet) {
        for (int k = 0; k < webs.fields(made.target); k++) {
            if (!isSet.get(k)) {
                Instruction zero = new Instruction(IrOp.CONST);
                zero.target = fields[made.target] + k;
                zero.origin = made.origin();
                code.add(zero);
            }
        }
    }

    private void moveAll(List<Instruction> code, Instruction move) {
        for (int k = 0; k < webs.fields(move.a); k++) {
            code.add(move(fields[move.target] + k, fields[move.a] + k, move));
        }
    }

    /// Makes the object of a register where it is shown.
    private int make(List<Instruction> code, int object, Instruction shown) {
        Type type = function.type(object);
        Instruction made = new Instruction(type.isArray() ? IrOp.NEW_LITERAL : IrOp.NEW_OBJECT);
        made.target = function.newRegister(type);
        made.immediate = type.isArray() ? webs.fields(object) : 0;
        made.constant = type.isArray() ? null : type;
        made.position = shown.origin();
        code.add(made);
        for (int k = 0; k < webs.fields(object); k++) {
            Instruction store = new Instruction(type.isArray() ? IrOp.PUSH : IrOp.SET_FIELD);
            store.a = made.target;
            store.b = fields[object] + k;
            store.immediate = type.isArray() ? 0 : k;
            store.constant = made.constant;
            store.position = type.isArray() ? made.position : NONE;
            store.origin = made.position;
            code.add(store);
        }
        return made.target;
    }

    private void fill(List<Instruction> code, Instruction fill) {
        int array = fill.arguments[0];
        for (int k = 0; k < webs.fields(array); k++) {
            code.add(move(fields[array] + k, fill.arguments[1], fill));
        }
    }

    private static Instruction move(int target, int source, Instruction origin) {
        Instruction move = new Instruction(IrOp.MOVE);
        move.target = target;
        move.a = source;
        move.origin = origin.origin();
        return move;
    }
}
