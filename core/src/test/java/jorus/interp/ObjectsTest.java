package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.ImageBuilder.ClosureEntry;
import jorus.image.ImageBuilder.EnumEntry;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.GlobalEntry;
import jorus.image.ImageBuilder.MethodEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.memory.heap.HeapOptions;
import jorus.runtime.MachineOptions;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Structs, enum values, cells, function values and dynamic calls.
class ObjectsTest {
    private static final int I32 = TypeIds.I32;
    private static final int I64 = TypeIds.I64;
    private static final int F64 = TypeIds.F64;
    private static final int STRING = TypeIds.STRING;
    private static final int ANY = TypeIds.ANY;
    private static final int DIRECT = 1;
    private static final int ADAPTER = 5;
    private static final int MORE = 6;

    private final ImageBuilder builder = new ImageBuilder();
    private final int person = person();
    private final int shape = shape();
    private final int cell = cell();
    private final int signature = builder.functionType(new int[] {I32}, I32, "fn(i32) -> i32");
    private final int adder = closure("adder", cell);
    private final int plain = closure("plain", 0);
    private final int text = builder.string("Ann".getBytes());

    /// `struct Person: name: string, note: any, size: f64, big: i64, age: i32`.
    private int person() {
        int id = builder.declareType();
        List<FieldEntry> fields =
                List.of(
                        new FieldEntry(8, STRING, "name"),
                        new FieldEntry(16, ANY, "note"),
                        new FieldEntry(32, F64, "size"),
                        new FieldEntry(40, I64, "big"),
                        new FieldEntry(48, I32, "age"));
        RecordEntry layout = new RecordEntry("Person", fields, 1, 1, 24);
        builder.defineType(id, new StructEntry("Person", layout, false));
        return id;
    }

    /// `enum Shape: Dot, Label(text: string)`.
    private int shape() {
        int id = builder.declareEnum(2);
        List<FieldEntry> label = List.of(new FieldEntry(8, STRING, "text"));
        builder.defineType(
                id,
                new EnumEntry(
                        "Shape",
                        List.of(
                                new RecordEntry("Dot", List.of(), 0, 0, 0),
                                new RecordEntry("Label", label, 1, 0, 0))));
        return id;
    }

    /// The cell of an i32.
    private int cell() {
        int id = builder.declareType();
        RecordEntry layout = new RecordEntry("i32", List.of(new FieldEntry(8, I32, "n")), 0, 0, 8);
        builder.defineType(id, new StructEntry("i32", layout, true));
        return id;
    }

    /// `fn(i32) -> i32` that captures a cell, or nothing.
    private int closure(String name, int captured) {
        int id = builder.declareType();
        List<FieldEntry> fields =
                captured == 0 ? List.of() : List.of(new FieldEntry(8, captured, "n"));
        RecordEntry layout = new RecordEntry(name, fields, fields.size(), 0, 0);
        int first = captured == 0 ? DIRECT + 2 : DIRECT;
        builder.defineType(id, new ClosureEntry(name, first, first + 1, signature, 1, layout));
        return id;
    }

    /// `n = n + x; return n`.
    private TestFunction adderDirect() {
        TestFunction f = new TestFunction("adder", I32, new int[] {adder, I32}, cell, I32);
        f.op(GET_FIELD_REF, f.local(0), f.argument(0), 8);
        f.op(GET_FIELD_I32, f.local(1), f.local(0), 8);
        f.op(ADD_I32, f.local(1), f.local(1), f.argument(1));
        f.op(SET_FIELD_I32, f.local(0), 8, f.local(1));
        return f.op(RET_I32, f.local(1));
    }

    /// Unboxes its argument, calls the direct function `f` and boxes the result.
    private TestFunction dynamic(int closure) {
        TestFunction f = new TestFunction("dynamic", ANY, new int[] {closure, ANY}, ANY, I32);
        f.op(UNBOX_I32, f.local(1), f.argument(1), I32);
        f.op(MOVE_I32, f.out(8), f.local(1));
        f.op(CALL_VALUE_I32, f.local(1), f.argument(0), signature);
        return f.op(BOX_I32, f.local(0), f.local(1), I32).op(RET_ANY, f.local(0));
    }

    private TestFunction plainDirect() {
        TestFunction f = new TestFunction("plain", I32, new int[] {plain, I32}, I32);
        return f.op(ADDK_I32, f.local(0), f.argument(1), 100).op(RET_I32, f.local(0));
    }

    /// Calls a value of another signature for what a call of `signature` gives.
    private TestFunction adapter() {
        TestFunction f = new TestFunction("adapter", I32, new int[] {signature, I32}, ANY, I32);
        f.op(BOX_I32, f.out(8), f.argument(1), I32);
        f.op(CALL_DYNAMIC, f.local(0), f.argument(0), 1);
        return f.op(UNBOX_I32, f.local(1), f.local(0), I32).op(RET_I32, f.local(1));
    }

    /// The entry, the functions of the closures, the adapter, and more.
    private TestMachine machine(MachineOptions options, TestFunction main, TestFunction... more) {
        builder.adapter(signature, ADAPTER);
        List<TestFunction> functions = new ArrayList<>();
        Collections.addAll(functions, main, adderDirect(), dynamic(adder));
        Collections.addAll(functions, plainDirect(), dynamic(plain), adapter());
        Collections.addAll(functions, more);
        return new TestMachine(options, builder, functions.toArray(new TestFunction[0]));
    }

    private TestMachine machine(TestFunction main, TestFunction... more) {
        return machine(MachineOptions.DEFAULT.withHeap(HeapOptions.STRESS), main, more);
    }

    private static TestFunction put(TestFunction main, Builtin row, int slot) {
        main.op(row == Builtin.PUT_ANY ? MOVE_ANY : MOVE_REF, main.out(0), slot);
        return main.op(BUILTIN, row.id()).op(BUILTIN, Builtin.PRINT.id());
    }

    @Test
    void fields_of_a_struct() {
        TestFunction main = TestFunction.entry(person, STRING, ANY, I64, F64, I32);
        int object = main.local(0);
        main.op(LOAD_STRING, main.local(1), text).op(BOX_REF, main.local(2), main.local(1));
        main.op(CONST_I64, main.local(3), -5).op(LOAD_F64, main.local(4), builder.f64(1.5));
        main.op(CONST_I32, main.local(5), 33).op(NEW_OBJECT, object, person);
        main.op(SET_FIELD_REF, object, 8, main.local(1));
        main.op(SET_FIELD_ANY, object, 16, main.local(2));
        main.op(SET_FIELD_F64, object, 32, main.local(4));
        main.op(SET_FIELD_I64, object, 40, main.local(3));
        main.op(SET_FIELD_I32, object, 48, main.local(5));
        put(main, Builtin.PUT_REF, object);
        main.op(GET_FIELD_REF, main.local(1), object, 8);
        main.op(GET_FIELD_ANY, main.local(2), object, 16);
        main.op(GET_FIELD_F64, main.local(4), object, 32);
        main.op(GET_FIELD_I64, main.local(3), object, 40);
        main.op(GET_FIELD_I32, main.local(5), object, 48).op(HALT);
        try (var m = machine(main)) {
            assertEquals("Ann, Ann, 1.5, -5, 33\n", m.finish().output());
            assertEquals(m.machine.string(text), m.i64(main.local(1)));
            assertEquals(STRING, m.i64(main.local(2)));
            assertEquals(1.5, m.f64(main.local(4)));
            assertEquals(-5, m.i64(main.local(3)));
            assertEquals(33, m.i32(main.local(5)));
        }
    }

    @Test
    void variants_and_their_payloads() {
        TestFunction main = TestFunction.entry(shape, shape, shape + 2, STRING, I32, I32, I32);
        main.op(LOAD_STRING, main.local(3), text);
        main.op(NEW_VARIANT, main.local(0), 0, shape).op(NEW_VARIANT, main.local(1), 1, shape);
        main.op(SET_FIELD_REF, main.local(1), 8, main.local(3));
        put(main, Builtin.PUT_REF, main.local(0));
        put(main, Builtin.PUT_REF, main.local(1));
        main.op(VARIANT, main.local(4), main.local(0)).op(VARIANT, main.local(5), main.local(1));
        main.op(AS_REF, main.local(2), main.local(1), shape + 2);
        main.op(GET_FIELD_REF, main.local(3), main.local(2), 8);
        main.op(NEW_VARIANT, main.local(1), 0, shape);
        main.op(EQ_REF, main.local(6), main.local(0), main.local(1)).op(HALT);
        try (var m = machine(main)) {
            assertEquals("Shape.Dot\nShape.Label(Ann)\n", m.finish().output());
            assertEquals(0, m.i32(main.local(4)));
            assertEquals(1, m.i32(main.local(5)));
            assertEquals(1, m.i32(main.local(6)));
            assertEquals(m.machine.string(text), m.i64(main.local(3)));
        }
    }

    /// Locals: function value, cell, hidden value, string, any, i32 x 2. Makes the adder from 10.
    private TestFunction withAdder() {
        TestFunction main =
                TestFunction.entry(signature, cell, TypeIds.FUNCTION, STRING, ANY, I32, I32);
        main.op(CONST_I32, main.local(5), 10).op(NEW_OBJECT, main.local(1), cell);
        main.op(SET_FIELD_I32, main.local(1), 8, main.local(5));
        main.op(NEW_OBJECT, main.local(0), adder);
        return main.op(SET_FIELD_REF, main.local(0), 8, main.local(1));
    }

    @Test
    void calls_by_signature_share_captured_variables() {
        TestFunction main = withAdder();
        main.op(CONST_I32, main.out(8), 5);
        main.op(CALL_VALUE_I32, main.local(5), main.local(0), signature);
        main.op(CONST_I32, main.out(8), 7);
        main.op(CALL_VALUE_I32, main.local(5), main.local(0), signature).op(HALT);
        try (var m = machine(main)) {
            assertEquals(22, m.finish().i32(main.local(5)));
        }
    }

    @Test
    void a_call_by_another_signature_enters_its_adapter() {
        int other = builder.functionType(new int[] {I32}, ANY, "fn(i32) -> any");
        builder.adapter(other, MORE);
        TestFunction adapter = new TestFunction("adapter", ANY, new int[] {other, I32}, ANY);
        adapter.op(BOX_I32, adapter.out(8), adapter.argument(1), I32);
        adapter.op(CALL_DYNAMIC, adapter.local(0), adapter.argument(0), 1);
        adapter.op(RET_ANY, adapter.local(0));
        TestFunction main = withAdder();
        main.op(CONST_I32, main.out(8), 5);
        main.op(CALL_VALUE_ANY, main.local(4), main.local(0), other);
        put(main, Builtin.PUT_ANY, main.local(4)).op(HALT);
        try (var m = machine(main, adapter)) {
            assertEquals("15\n", m.finish().output());
        }
    }

    @Test
    void an_adapter_finds_that_the_number_of_arguments_is_wrong() {
        int other = builder.functionType(new int[0], TypeIds.VOID, "fn()");
        builder.adapter(other, MORE);
        TestFunction adapter = new TestFunction("adapter", TypeIds.VOID, new int[] {other}, ANY);
        adapter.op(CALL_DYNAMIC, adapter.local(0), adapter.argument(0), 0).op(RET);
        TestFunction main = withAdder();
        main.op(CALL_VALUE, main.local(0), other).op(HALT);
        try (var m = machine(main, adapter)) {
            Outcome outcome = m.run();
            assertEquals(TrapKind.ARITY, outcome.kind());
            assertEquals(
                    "Function 'adder' expects 1 arguments but received 0",
                    TestMachine.message(outcome));
            assertEquals(MORE, outcome.trace().get(0).function());
        }
    }

    @Test
    void dynamic_calls_check_their_arguments() {
        TestFunction main = withAdder();
        main.op(BOX_I32, main.out(8), main.local(5), I32);
        main.op(CALL_DYNAMIC, main.local(4), main.local(0), 1);
        put(main, Builtin.PUT_ANY, main.local(4));
        main.op(LOAD_STRING, main.local(3), text).op(BOX_REF, main.out(8), main.local(3));
        main.op(CALL_DYNAMIC, main.local(4), main.local(0), 1).op(HALT);
        try (var m = machine(main)) {
            Outcome outcome = m.run();
            assertEquals("expected i32, found string", TestMachine.message(outcome));
            assertEquals("20\n", m.output());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void dynamic_calls_check_the_number_of_arguments(int count) {
        TestFunction main = withAdder();
        for (int i = 0; i < count; i++) {
            main.op(BOX_I32, main.out(8 + 16 * i), main.local(5), I32);
        }
        main.op(CALL_DYNAMIC, main.local(4), main.local(0), count).op(HALT);
        try (var m = machine(main)) {
            Outcome outcome = m.run();
            assertEquals(TrapKind.ARITY, outcome.kind());
            assertEquals(
                    "Function 'adder' expects 1 arguments but received " + count,
                    TestMachine.message(outcome));
        }
    }

    @Test
    void a_function_without_captures_is_one_object() {
        TestFunction main = TestFunction.entry(signature, signature, I32);
        main.op(NEW_OBJECT, main.local(0), plain).op(NEW_OBJECT, main.local(1), plain);
        main.op(EQ_REF, main.local(2), main.local(0), main.local(1));
        put(main, Builtin.PUT_REF, main.local(0)).op(HALT);
        try (var m = machine(main)) {
            assertEquals("<function>\n", m.finish().output());
            assertEquals(1, m.i32(main.local(2)));
        }
    }

    @Test
    void calls_of_values_cross_chunks_of_the_stack() {
        TestFunction full = TestFunction.entry(signature, ANY, I32);
        full.op(NEW_OBJECT, full.local(0), plain).op(CONST_I32, full.local(2), 6000);
        full.op(BOX_I32, full.out(8), full.local(2), I32);
        full.op(CALL_DYNAMIC, full.local(1), full.local(0), 1).op(HALT);
        int[] arguments = {plain, I32};
        TestFunction deep = new TestFunction("deep", I32, arguments, I32);
        deep.op(BR_GTK_I32, deep.argument(1), 0, 1).op(RET_I32, deep.argument(1));
        deep.op(ADDK_I32, deep.out(8), deep.argument(1), -1);
        deep.op(CALL_VALUE_I32, deep.local(0), deep.argument(0), signature);
        deep.op(ADDK_I32, deep.local(0), deep.local(0), 1).op(RET_I32, deep.local(0));
        builder.adapter(signature, ADAPTER);
        TestFunction[] functions = {
            full, adderDirect(), dynamic(adder), deep, dynamic(plain), adapter()
        };
        try (var m = new TestMachine(builder, functions)) {
            assertEquals(6000, m.finish().i64(full.local(1) + 8));
        }
    }

    /// Finds method or field `name` of the object in slot 0 and calls it with the receiver and 1.
    private TestFunction callMember(String name) {
        int name2 = builder.string(name.getBytes());
        TestFunction main =
                TestFunction.entry(person, TypeIds.FUNCTION, STRING, signature, ANY, ANY, I32);
        int object = main.local(0);
        main.op(LOAD_STRING, main.local(2), text).op(CONST_I32, main.local(6), 1);
        main.op(NEW_OBJECT, main.local(3), plain).op(BOX_REF, main.local(4), main.local(3));
        main.op(NEW_OBJECT, object, person);
        main.op(SET_FIELD_REF, object, 8, main.local(2));
        main.op(SET_FIELD_ANY, object, 16, main.local(4));
        main.op(CONST_I32, main.out(24), 1).op(BOX_REF, main.out(8), object);
        main.op(LOAD_STRING, main.out(0), name2);
        main.op(BUILTIN_REF, main.local(1), Builtin.FIND_METHOD.id());
        main.op(BOX_REF, main.out(8), object).op(BOX_I32, main.out(24), main.local(6), I32);
        main.op(CALL_DYNAMIC, main.local(5), main.local(1), 2);
        return put(main, Builtin.PUT_ANY, main.local(5)).op(HALT);
    }

    @Test
    void a_field_that_holds_a_function_is_called_without_the_receiver() {
        try (var m = machine(callMember("note"))) {
            assertEquals("101\n", m.finish().output());
        }
    }

    @Test
    void a_method_is_called_with_the_receiver() {
        int both = builder.functionType(new int[] {ANY, ANY}, ANY, "fn(any, any) -> any");
        int method = builder.declareType();
        RecordEntry none = new RecordEntry("pick", List.of(), 0, 0, 0);
        builder.defineType(method, new ClosureEntry("pick", MORE, MORE + 1, both, 2, none));
        builder.method(new MethodEntry(person, "pick", method));
        TestFunction pick = new TestFunction("pick", ANY, new int[] {TypeIds.FUNCTION, ANY, ANY});
        pick.op(RET_ANY, pick.argument(1));
        try (var m = machine(callMember("pick"), pick, pick)) {
            assertEquals("Ann, <function>, 0, 0, 0\n", m.finish().output());
        }
    }

    @Test
    void a_cell_that_was_never_set() {
        int refs = builder.declareType();
        RecordEntry layout =
                new RecordEntry("string", List.of(new FieldEntry(8, STRING, "s")), 1, 0, 0);
        builder.defineType(refs, new StructEntry("string", layout, true));
        TestFunction main = TestFunction.entry(refs, STRING);
        main.op(NEW_OBJECT, main.local(0), refs);
        main.op(GET_FIELD_REF, main.local(1), main.local(0), 8).op(HALT);
        try (var m = machine(main)) {
            assertEquals(TrapKind.STATE, m.run().kind());
        }
    }

    @Test
    void a_module_variable_that_was_never_set() {
        builder.globals(List.of(new GlobalEntry(0, STRING, "s")), 1, 0, 8);
        TestFunction main = TestFunction.entry(STRING);
        main.op(GET_GLOBAL_REF, main.local(0), 0).op(HALT);
        try (var m = machine(main)) {
            assertEquals(TrapKind.STATE, m.run().kind());
        }
    }

    @Test
    void operators_on_any_in_the_loop() {
        TestFunction main = TestFunction.entry(ANY, ANY, ANY, I32, I32, I32, I32);
        main.op(CONST_I32, main.local(3), 7).op(BOX_I32, main.local(0), main.local(3), I32);
        main.op(CONST_I32, main.local(3), 2);
        main.op(BOX_I32, main.local(1), main.local(3), I32 | TypeIds.LITERAL);
        for (var op : List.of(ADD_ANY, SUB_ANY, MUL_ANY, DIV_ANY, REM_ANY)) {
            main.op(op, main.local(2), main.local(0), main.local(1));
            main.op(MOVE_ANY, main.out(0), main.local(2)).op(BUILTIN, Builtin.PUT_ANY.id());
        }
        main.op(BUILTIN, Builtin.PRINT.id());
        main.op(EQ_ANY, main.local(3), main.local(0), main.local(0));
        main.op(LT_ANY, main.local(4), main.local(1), main.local(0));
        main.op(LE_ANY, main.local(5), main.local(0), main.local(1));
        main.op(TAG, main.local(6), main.local(0)).op(HALT);
        try (var m = machine(main)) {
            assertEquals("9 5 14 3 1\n", m.finish().output());
            assertEquals(1, m.i32(main.local(3)));
            assertEquals(1, m.i32(main.local(4)));
            assertEquals(0, m.i32(main.local(5)));
            assertEquals(I32, m.i32(main.local(6)));
        }
    }
}
