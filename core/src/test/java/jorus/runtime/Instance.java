package jorus.runtime;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.ImageBuilder;
import jorus.image.ImageWriter;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.heap.ObjectLayout;
import jorus.memory.layout.Memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A machine whose program does nothing, for tests of runtime methods.
final class Instance implements AutoCloseable {
    final OffHeap memory = new OffHeap();
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final Machine machine;
    final int i32s;
    final int f64s;
    final int bools;
    final int strings;
    final int anys;
    final int nested;
    final Types types;
    private final long arguments;

    Instance() {
        this(MachineOptions.DEFAULT);
    }

    Instance(MachineOptions options) {
        this(options, "");
    }

    Instance(MachineOptions options, String input) {
        ImageBuilder builder = new ImageBuilder();
        i32s = builder.arrayType(TypeIds.I32, "[i32]");
        f64s = builder.arrayType(TypeIds.F64, "[f64]");
        bools = builder.arrayType(TypeIds.BOOL, "[bool]");
        strings = builder.arrayType(TypeIds.STRING, "[string]");
        anys = builder.arrayType(TypeIds.ANY, "[any]");
        nested = builder.arrayType(i32s, "[[i32]]");
        types = new Types(builder);
        TestFunction main = TestFunction.entry().op(Opcode.HALT);
        Image image = ImageWriter.write(TestFunction.image(builder, main), memory);
        InputStream source = new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1));
        machine = new Machine(image, memory, source, written, options);
        arguments = memory.allocate(Category.OTHER, 256, Memory.CACHE_LINE);
    }

    // Values of any type, written like literals: 5 is an i32, 5L i64, 5u u32, 5U u64, 5.0 f64, with
    // # before it an adaptable literal; 's' a string; true, void, point, shape and so on.

    /// A tag and a payload.
    long[] any(String text) {
        if (text.startsWith("'")) {
            return ref(string(text.substring(1, text.length() - 1)));
        }
        return switch (text) {
            case "true", "false" -> new long[] {TypeIds.BOOL, text.equals("true") ? 1 : 0};
            case "void" -> new long[] {TypeIds.VOID, 0};
            case "point" -> ref(point(1, 2.5));
            case "dot" -> ref(Objects.makeVariant(machine, types.shape, Types.DOT));
            case "box" -> ref(box(3, 4));
            case "function" -> ref(Objects.make(machine, types.closure));
            case "ints" -> ref(ints(1, 2, 3));
            case "open" -> ref(array(TypeIds.OPEN_ARRAY));
            case "range" -> ref(keep(Iterators.range(machine, 0, 5, 1)));
            case "error" -> ref(machine.memoryError);
            default -> number(text);
        };
    }

    private static long[] number(String text) {
        boolean isLiteral = text.startsWith("#");
        String digits = isLiteral ? text.substring(1) : text;
        long[] value;
        if (digits.matches("-?[0-9]+")) {
            value = new long[] {TypeIds.I32, Integer.parseInt(digits)};
        } else if (digits.endsWith("L")) {
            value = new long[] {TypeIds.I64, Long.parseLong(cut(digits))};
        } else if (digits.endsWith("u")) {
            value = new long[] {TypeIds.U32, Long.parseLong(cut(digits))};
        } else if (digits.endsWith("U")) {
            value = new long[] {TypeIds.U64, Long.parseUnsignedLong(cut(digits))};
        } else {
            double number = Double.parseDouble(digits);
            value = new long[] {TypeIds.F64, Double.doubleToRawLongBits(number)};
        }
        value[0] |= isLiteral ? TypeIds.LITERAL : 0;
        return value;
    }

    private static String cut(String digits) {
        return digits.substring(0, digits.length() - 1);
    }

    private static long[] ref(long ref) {
        return new long[] {ObjectLayout.typeId(ref), ref};
    }

    long keep(long ref) {
        machine.heap.roots().push(ref);
        return ref;
    }

    long point(int x, double y) {
        long point = keep(Objects.make(machine, types.point));
        Memory.f64(point + Types.Y, y);
        Memory.i32(point + Types.X, x);
        return point;
    }

    long box(int width, long height) {
        long box = keep(Objects.makeVariant(machine, types.shape, Types.BOX));
        Memory.i64(box + Types.HEIGHT, height);
        Memory.i32(box + Types.WIDTH, width);
        return box;
    }

    /// Type and representation of the any slot at `slot`.
    String show(long slot) {
        long tag = Memory.i64(slot);
        Casts.putTypeOf(machine, tag, Memory.i64(slot + 8));
        machine.text.put(' ');
        Values.represent(machine, tag, Memory.i64(slot + 8));
        return take();
    }

    String take() {
        String text = new String(machine.text.toBytes(), StandardCharsets.ISO_8859_1);
        machine.text.clear();
        return text;
    }

    /// Runs a builtin with any arguments; the result's address.
    long callAny(Builtin row, String... values) {
        long[] words = new long[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(any(values[i]), 0, words, 2 * i, 2);
        }
        return call(row, words);
    }

    /// The any result of a builtin with any arguments, or its trap.
    String result(Builtin row, String... values) {
        long[] slot = new long[1];
        String trap = trap(() -> slot[0] = callAny(row, values));
        return trap == null ? show(slot[0]) : trap;
    }

    /// The result of an operator, or its trap.
    String apply(int op, String x, String y) {
        long[] a = any(x);
        long[] b = any(y);
        Any.write(arguments, a[0], a[1]);
        Any.write(arguments + 16, b[0], b[1]);
        String trap =
                trap(() -> AnyArithmetic.apply(machine, op, arguments, arguments + 16, arguments));
        return trap == null ? show(arguments) : trap;
    }

    /// A new string, kept alive.
    long string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long string = machine.heap.newString(TypeIds.STRING, bytes.length);
        machine.heap.roots().push(string);
        long data = jorus.memory.heap.StringLayout.data(string);
        Memory.copyIn(bytes, 0, data, bytes.length);
        return string;
    }

    static String text(long string) {
        return new String(Strings.toBytes(string), StandardCharsets.ISO_8859_1);
    }

    /// A new `[i32]`, kept alive.
    long ints(int... values) {
        long array = array(i32s);
        for (int value : values) {
            Memory.i32(Arrays.append(machine, array, 2), value);
        }
        return array;
    }

    long array(int type) {
        long array = machine.heap.newArray(type, 0, 0);
        machine.heap.roots().push(array);
        return array;
    }

    void append(long array, long ref) {
        Memory.i64(Arrays.append(machine, array, 3), ref);
    }

    void appendAny(long array, long tag, long payload) {
        long slot = Arrays.append(machine, array, 4);
        Memory.i64(slot, tag);
        Memory.i64(slot + 8, payload);
    }

    /// Runs a builtin with these argument words and returns the address of its result.
    long call(Builtin row, long... words) {
        for (int i = 0; i < words.length; i++) {
            Memory.i64(arguments + 8L * i, words[i]);
        }
        long result = arguments + 128;
        Builtins.call(machine, row.id(), arguments, result);
        return result;
    }

    double f64(Builtin row, double... values) {
        long[] words = new long[values.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = Double.doubleToRawLongBits(values[i]);
        }
        return Memory.f64(call(row, words));
    }

    /// What the body raises, as `kind: message`; null if nothing.
    String trap(Runnable body) {
        try {
            body.run();
            return null;
        } catch (Trap trap) {
            machine.text.clear();
            machine.values.clear();
            return trap.getMessage();
        }
    }

    static String fixed(TrapKind kind) {
        return kind + ": " + kind.message();
    }

    String output() {
        machine.output.flush();
        String text = written.toString(StandardCharsets.ISO_8859_1);
        written.reset();
        return text;
    }

    @Override
    public void close() {
        machine.close();
        memory.close();
    }
}
