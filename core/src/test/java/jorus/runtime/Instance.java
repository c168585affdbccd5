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
import jorus.memory.layout.Memory;

import java.io.ByteArrayOutputStream;
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
    private final long arguments;

    Instance() {
        this(MachineOptions.DEFAULT);
    }

    Instance(MachineOptions options) {
        ImageBuilder builder = new ImageBuilder();
        i32s = builder.arrayType(TypeIds.I32, "[i32]");
        f64s = builder.arrayType(TypeIds.F64, "[f64]");
        bools = builder.arrayType(TypeIds.BOOL, "[bool]");
        strings = builder.arrayType(TypeIds.STRING, "[string]");
        anys = builder.arrayType(TypeIds.ANY, "[any]");
        nested = builder.arrayType(i32s, "[[i32]]");
        TestFunction main = TestFunction.entry().op(Opcode.HALT);
        Image image = ImageWriter.write(TestFunction.image(builder, main), memory);
        machine = new Machine(image, memory, written, options);
        arguments = memory.allocate(Category.OTHER, 256, Memory.CACHE_LINE);
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
