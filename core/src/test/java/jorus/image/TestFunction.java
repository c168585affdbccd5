package jorus.image;

import jorus.isa.Bank;
import jorus.isa.Disassembler;
import jorus.isa.Opcode;
import jorus.isa.Operand;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

import java.util.ArrayList;
import java.util.List;

/// A function written by hand, instruction by instruction.
///
/// Arguments are given as type ids in the order of the frame (refs, any, numbers), locals in the
/// order refs, any, 64 bits, 32 bits.
public final class TestFunction {
    private final String name;
    private final int result;
    private final int[] arguments;
    private final int[] locals;
    private final int[] argumentOffsets;
    private final int[] localOffsets;
    private FrameLayout frame;
    private int[] farLocals = {};
    private int[] farOffsets = {};
    private final List<Long> code = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<Integer> inlined = new ArrayList<>();
    private final List<Integer> handlers = new ArrayList<>();

    public TestFunction(String name, int result, int[] arguments, int... locals) {
        this.name = name;
        this.result = result;
        this.arguments = arguments;
        this.locals = locals;
        frame =
                new FrameLayout(
                        count(arguments, Bank.REF),
                        count(arguments, Bank.ANY),
                        arguments.length - count(arguments, Bank.REF) - count(arguments, Bank.ANY),
                        count(locals, Bank.REF),
                        count(locals, Bank.ANY),
                        count(locals, Bank.I64) + count(locals, Bank.F64),
                        count(locals, Bank.I32));
        argumentOffsets = new int[arguments.length];
        int offset = FrameLayout.HEADER_BYTES;
        for (int i = 0; i < arguments.length; i++) {
            argumentOffsets[i] = offset;
            offset += Math.max(8, TypeIds.bank(arguments[i]).bytes());
        }
        localOffsets = new int[locals.length];
        for (int i = 0; i < locals.length; i++) {
            localOffsets[i] = offset;
            offset += TypeIds.bank(locals[i]).bytes();
        }
    }

    /// The entry function, with these locals.
    public static TestFunction entry(int... locals) {
        return new TestFunction("main", TypeIds.VOID, new int[0], locals);
    }

    private static int count(int[] types, Bank bank) {
        int count = 0;
        for (int type : types) {
            count += TypeIds.bank(type) == bank ? 1 : 0;
        }
        return count;
    }

    /// With far slots of these types, in the order of the far banks.
    public TestFunction far(int... types) {
        frame =
                new FrameLayout(
                        frame.refArgs(),
                        frame.anyArgs(),
                        frame.numberArgs(),
                        frame.refs(),
                        frame.anys(),
                        frame.wides(),
                        frame.narrows(),
                        count(types, Bank.REF),
                        count(types, Bank.ANY),
                        count(types, Bank.I64) + count(types, Bank.F64),
                        count(types, Bank.I32));
        farLocals = types;
        farOffsets = new int[types.length];
        int offset = frame.farRefBank();
        for (int i = 0; i < types.length; i++) {
            farOffsets[i] = offset;
            offset += TypeIds.bank(types[i]).bytes();
        }
        return this;
    }

    /// Offset of a far slot.
    public int farLocal(int index) {
        return farOffsets[index];
    }

    /// Offset of an argument.
    public int argument(int index) {
        return argumentOffsets[index];
    }

    /// Offset of a local.
    public int local(int index) {
        return localOffsets[index];
    }

    /// Offset of an outgoing argument that stands `bytes` bytes into the argument area.
    public int out(int bytes) {
        return frame.bytes() + FrameLayout.HEADER_BYTES + bytes;
    }

    public FrameLayout frame() {
        return frame;
    }

    /// Appends an instruction; `operands` are those that the table does not say are NONE.
    public TestFunction op(Opcode opcode, int... operands) {
        int[] fields = new int[3];
        int next = 0;
        for (int field = 0; field < 3; field++) {
            if (Disassembler.operand(opcode, field) != Operand.NONE) {
                fields[field] = operands[next++];
            }
        }
        if (next != operands.length) {
            throw new IllegalArgumentException(opcode + " has " + next + " operands");
        }
        return word(Word.encode(opcode, fields[0], fields[1], fields[2]));
    }

    public TestFunction word(long word) {
        code.add(word);
        return this;
    }

    /// The next instruction comes from here.
    public TestFunction line(int line, int column) {
        return line(line, column, 0);
    }

    /// The next words come from the inlined call with this number, from 1.
    public TestFunction line(int line, int column, int call) {
        lines.addAll(List.of(code.size(), line, column, call));
        return this;
    }

    /// A call of `function`, in the inlined call `outer` or 0.
    public TestFunction inlined(int function, int outer, int line, int column) {
        inlined.addAll(List.of(function, outer, line, column));
        return this;
    }

    /// Traps of the words from `first` to before `end` go to word `target`.
    public TestFunction handler(int first, int end, int target, int slot) {
        handlers.addAll(List.of(first, end, target, slot));
        return this;
    }

    /// Number of instructions so far.
    public int length() {
        return code.size();
    }

    public FunctionCode build() {
        int near = arguments.length + locals.length;
        int[] slots = new int[2 * (near + farLocals.length)];
        for (int i = 0; i < arguments.length; i++) {
            slots[2 * i] = argumentOffsets[i];
            slots[2 * i + 1] = arguments[i];
        }
        for (int i = 0; i < locals.length; i++) {
            slots[2 * (arguments.length + i)] = localOffsets[i];
            slots[2 * (arguments.length + i) + 1] = locals[i];
        }
        for (int i = 0; i < farLocals.length; i++) {
            slots[2 * (near + i)] = farOffsets[i];
            slots[2 * (near + i) + 1] = farLocals[i];
        }
        return build(slots);
    }

    /// With another slot table.
    public FunctionCode build(int... slots) {
        return new FunctionCode(
                name,
                0,
                code.stream().mapToLong(Long::longValue).toArray(),
                frame,
                result,
                slots,
                lines.stream().mapToInt(Integer::intValue).toArray(),
                inlined.stream().mapToInt(Integer::intValue).toArray(),
                handlers.stream().mapToInt(Integer::intValue).toArray());
    }

    /// Builds an image of these functions, of which the first is the entry.
    public static ImageBuilder image(ImageBuilder builder, TestFunction... functions) {
        builder.file("test.orus");
        for (TestFunction function : functions) {
            builder.function(function.build());
        }
        builder.entry(0);
        return builder;
    }
}
