package jorus.ir;

import jorus.source.SourceFile;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One function: blocks in layout order, the first is the entry, and typed virtual registers.
///
/// Registers are mutable variables, not single assignments; the first ones are the parameters.
/// Every register is written before it is read on every path. Back edges go to blocks that
/// dominate them.
public final class IrFunction {
    private final String name;
    private final SourceFile file;
    private final Type result;
    private Type[] types = new Type[16];

    /// Names of variables, by register; as long as needed, null where there is none.
    private String[] names = {};

    /// What positions below [Instruction#NONE] stand for.
    private final List<Inlined> inlined = new ArrayList<>(0);

    private int registers;
    private int parameters;
    int declaration = Instruction.NONE;
    List<Block> blocks = new ArrayList<>();

    IrFunction(String name, SourceFile file, Type result) {
        this.name = name;
        this.file = file;
        this.result = result;
    }

    public String name() {
        return name;
    }

    SourceFile file() {
        return file;
    }

    /// Path of the source file.
    public String path() {
        return file.path();
    }

    /// Line of a position in the source file, from 1; that of the call for what was inlined.
    public int line(int position) {
        return file.line(own(position));
    }

    /// Column of a position in the source file, from 1.
    public int column(int position) {
        return file.column(own(position));
    }

    private int own(int position) {
        int own = position;
        while (own < Instruction.NONE) {
            own = inlined(own).call;
        }
        return own;
    }

    /// The place of an instruction that comes from another function, which has this `number`: its
    /// position there, and the position here of the call that it stands for.
    public record Inlined(IrFunction callee, int number, int position, int call) {}

    /// What a position below NONE stands for.
    public Inlined inlined(int position) {
        return inlined.get(Instruction.NONE - 1 - position);
    }

    /// A position that stands for `place`.
    int position(Inlined place) {
        inlined.add(place);
        return Instruction.NONE - inlined.size();
    }

    /// The least position of an instruction; [Instruction#NONE] if none has one.
    int firstPosition() {
        int first = Instruction.NONE;
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                int position = own(code.get(j).position);
                if (position != Instruction.NONE) {
                    first = first == Instruction.NONE ? position : Math.min(first, position);
                }
            }
        }
        return first;
    }

    /// VOID for none.
    public Type result() {
        return result;
    }

    /// Not to be changed.
    public List<Block> blocks() {
        return blocks;
    }

    public int registerCount() {
        return registers;
    }

    /// Registers 0 to this number are the parameters.
    public int parameterCount() {
        return parameters;
    }

    public Type type(int register) {
        return types[register];
    }

    /// Byte offset of the declaration in the source file; NONE for what Jorus has added.
    public int declaration() {
        return declaration;
    }

    /// Name of the variable that the register was made for, or null.
    public String variable(int register) {
        return register < names.length ? names[register] : null;
    }

    void variable(int register, String name) {
        if (register >= names.length) {
            names = Arrays.copyOf(names, types.length);
        }
        names[register] = name;
    }

    int newRegister(Type type) {
        assert type != Type.VOID && type != Type.NEVER : "register of type " + type;
        if (registers == types.length) {
            types = Arrays.copyOf(types, registers * 2);
        }
        types[registers] = type;
        return registers++;
    }

    int newParameter(Type type) {
        assert registers == parameters : "parameters come first";
        parameters++;
        return newRegister(type);
    }

    Block entry() {
        return blocks.get(0);
    }

    /// Brings [Block#index()] up to date.
    void number() {
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).index = i;
        }
    }

    /// Whether some edge goes back in the layout: without one there is no loop.
    public boolean hasBackwardEdges() {
        number();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            for (int j = 0; j < block.successorCount(); j++) {
                if (block.successor(j).index <= i) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether an instruction may raise a trap.
    boolean canTrap(Instruction instruction) {
        IrOp op = instruction.op;
        if (op.isArithmetic()) {
            Type type = type(instruction.target);
            return type.isSigned() || type.isAny();
        }
        if (op.isComparison()) {
            return type(instruction.a).isAny();
        }
        if (op.isCheck()) {
            return !(type(instruction.target) instanceof HiddenType.Variant);
        }
        if (op.isEffect()) {
            return false;
        }
        if (op.isConversion()) {
            return type(instruction.a) == Type.F64;
        }
        return op.isTerminator() ? op == IrOp.TRAP : !op.isPure();
    }

    /// Whether an instruction does nothing that counts when its target is not read.
    boolean isRemovable(Instruction instruction) {
        return !instruction.op.isTerminator()
                && instruction.target != Instruction.NONE
                && !canTrap(instruction);
    }

    /// How often each register is written; a parameter once more, by the call.
    int[] definitionCounts() {
        int[] counts = new int[registers];
        Arrays.fill(counts, 0, parameters, 1);
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                int target = code.get(j).target;
                if (target != Instruction.NONE) {
                    counts[target]++;
                }
            }
        }
        return counts;
    }

    /// The instruction that alone writes each register; null if there is none, as for parameters,
    /// or several.
    Instruction[] onlyDefinitions() {
        int[] counts = definitionCounts();
        Instruction[] only = new Instruction[registers];
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                int target = code.get(j).target;
                if (target != Instruction.NONE && counts[target] == 1) {
                    only[target] = code.get(j);
                }
            }
        }
        return only;
    }

    /// How many operands read each register.
    public int[] useCounts() {
        int[] counts = new int[registers];
        for (int i = 0; i < blocks.size(); i++) {
            List<Instruction> code = blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                for (int k = 0; k < instruction.operandCount(); k++) {
                    if (instruction.operand(k) != Instruction.NONE) {
                        counts[instruction.operand(k)]++;
                    }
                }
            }
        }
        return counts;
    }
}
