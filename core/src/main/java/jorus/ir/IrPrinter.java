package jorus.ir;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.type.Type;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes IR as text, for people and tests: `b0:` starts a block, `r1: i32 = add r0, 5`.
public final class IrPrinter {
    private final StringBuilder text = new StringBuilder();
    private final IrProgram program;
    private final IrFunction function;

    private IrPrinter(IrProgram program, IrFunction function) {
        this.program = program;
        this.function = function;
    }

    public static String print(IrProgram program) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < program.globals().size(); i++) {
            IrProgram.Global global = program.globals().get(i);
            text.append("global ").append(global.name()).append(": ");
            text.append(global.type()).append('\n');
        }
        for (int i = 0; i < program.functions().size(); i++) {
            text.append(i == 0 ? "" : "\n");
            text.append(new IrPrinter(program, program.functions().get(i)).printFunction());
        }
        return text.toString();
    }

    /// One function; calls show numbers instead of names.
    public static String print(IrFunction function) {
        return new IrPrinter(null, function).printFunction();
    }

    /// One instruction of a block of `function`; blocks are named by their present index.
    public static String print(
            IrProgram program, IrFunction function, Block block, Instruction instruction) {
        IrPrinter printer = new IrPrinter(program, function);
        printer.print(block, instruction);
        return printer.text.toString();
    }

    private String printFunction() {
        function.number();
        text.append("fn ").append(function.name()).append('(');
        for (int i = 0; i < function.parameterCount(); i++) {
            text.append(i == 0 ? "" : ", ").append('r').append(i).append(": ");
            text.append(function.type(i));
        }
        text.append(") -> ").append(function.result()).append('\n');
        for (Block block : function.blocks) {
            text.append('b').append(block.index).append(":\n");
            for (Instruction instruction : block.instructions) {
                text.append("    ");
                print(block, instruction);
                text.append('\n');
            }
        }
        return text.toString();
    }

    private void print(Block block, Instruction instruction) {
        if (instruction.target != Instruction.NONE && instruction.op != IrOp.NEXT) {
            text.append('r').append(instruction.target).append(": ");
            text.append(function.type(instruction.target)).append(" = ");
        }
        text.append(instruction.op.name().toLowerCase(java.util.Locale.ROOT));
        if (instruction.condition != null) {
            text.append('.');
            text.append(instruction.condition.name().toLowerCase(java.util.Locale.ROOT));
        }
        text.append(subject(instruction));
        String separator = " ";
        for (int i = 0; i < instruction.operandCount(); i++) {
            if (instruction.operand(i) != Instruction.NONE) {
                text.append(separator).append('r').append(instruction.operand(i));
                separator = ", ";
            }
        }
        if (takesImmediate(instruction)) {
            text.append(separator).append(instruction.immediate);
        }
        if (block.next != null && instruction.op.isTerminator()) {
            text.append(" -> b").append(block.next.index);
            if (block.otherwise != null) {
                text.append(" else b").append(block.otherwise.index);
            }
        }
    }

    private static boolean takesImmediate(Instruction instruction) {
        return switch (instruction.op) {
            case ADDK, NEW_LITERAL, NEW_VARIANT -> true;
            case COMPARE, BRANCH -> instruction.hasImmediate();
            default -> false;
        };
    }

    private String subject(Instruction instruction) {
        int number = (int) instruction.immediate;
        return switch (instruction.op) {
            case CONST -> " " + constant(instruction);
            case TEXT -> " \"" + new String(instruction.text(), StandardCharsets.UTF_8) + '"';
            case GET_GLOBAL, SET_GLOBAL ->
                    " " + (program == null ? "" + number : program.globals().get(number).name());
            case CALL -> " " + calleeName(number);
            case BUILTIN -> " " + Builtin.byId(number).text();
            case TYPE_ID, NEW_OBJECT, CALL_VALUE -> " " + instruction.type();
            case GET_FIELD, SET_FIELD -> " " + instruction.type() + "." + number;
            case BOX -> instruction.isLiteral() ? " literal" : "";
            case TRAP -> " " + TrapKind.byId(number) + " \"" + instruction.message() + '"';
            default -> "";
        };
    }

    private String calleeName(int number) {
        List<IrFunction> functions = program == null ? List.of() : program.functions();
        return number < functions.size() ? functions.get(number).name() : "#" + number;
    }

    private String constant(Instruction instruction) {
        Type type = function.type(instruction.target);
        return switch (type.kind()) {
            case F64 -> Double.toString(Double.longBitsToDouble(instruction.immediate));
            case U64 -> Long.toUnsignedString(instruction.immediate);
            case BOOL -> instruction.immediate != 0 ? "true" : "false";
            default -> Long.toString(instruction.immediate);
        };
    }
}
