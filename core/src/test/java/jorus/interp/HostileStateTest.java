package jorus.interp;

import static jorus.isa.Opcode.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.GlobalEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.runtime.Outcome;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Verified images that no compiler writes: what verification leaves to the engines has a defined
/// end, and a program's handlers see it like any other trap.
class HostileStateTest {
    private static final int I32 = TypeIds.I32;
    private static final int STRING = TypeIds.STRING;
    private static final int ANY = TypeIds.ANY;
    private static final int ERROR = TypeIds.ERROR;

    private final ImageBuilder builder = new ImageBuilder();

    private void isImpossible(TestFunction main, TestFunction... others) {
        ends(TrapKind.STATE, main, others);
    }

    private void ends(TrapKind kind, TestFunction main, TestFunction... others) {
        TestFunction[] all = new TestFunction[others.length + 1];
        all[0] = main;
        System.arraycopy(others, 0, all, 1, others.length);
        try (var m = new TestMachine(builder, all)) {
            Outcome outcome = m.run();
            assertTrue(outcome.isTrap(), outcome.end().toString());
            assertEquals(kind, outcome.kind(), TestMachine.message(outcome));
        }
    }

    /// The any local `to` becomes this i32.
    private static void number(TestFunction f, int scratch, int to, int value) {
        f.op(CONST_I32, f.local(scratch), value);
        f.op(BOX_I32, f.local(to), f.local(scratch), I32);
    }

    private int cell(int content, int refs, int anys) {
        int id = builder.declareType();
        RecordEntry layout =
                new RecordEntry("cell", List.of(new FieldEntry(8, content, "x")), refs, anys, 0);
        builder.defineType(id, new StructEntry("cell", layout, true));
        return id;
    }

    // null and tag 0

    @Test
    void a_module_variable_of_type_any_that_was_never_set() {
        builder.globals(List.of(new GlobalEntry(0, ANY, "a")), 0, 1, 16);
        TestFunction main = TestFunction.entry(ANY);
        isImpossible(main.op(GET_GLOBAL_ANY, main.local(0), 0).op(HALT));
    }

    @Test
    void a_module_variable_that_was_never_set() {
        builder.globals(List.of(new GlobalEntry(0, STRING, "s")), 1, 0, 8);
        TestFunction main = TestFunction.entry(STRING);
        isImpossible(main.op(GET_GLOBAL_REF, main.local(0), 0).op(HALT));
    }

    @Test
    void a_cell_of_type_any_that_was_never_set() {
        int cell = cell(ANY, 0, 1);
        TestFunction main = TestFunction.entry(cell, ANY);
        main.op(NEW_OBJECT, main.local(0), cell);
        isImpossible(main.op(GET_FIELD_ANY, main.local(1), main.local(0), 8).op(HALT));
    }

    @Test
    void a_cell_of_strings_that_was_never_set() {
        int cell = cell(STRING, 1, 0);
        TestFunction main = TestFunction.entry(cell, STRING);
        main.op(NEW_OBJECT, main.local(0), cell);
        isImpossible(main.op(GET_FIELD_REF, main.local(1), main.local(0), 8).op(HALT));
    }

    @Test
    void a_handler_sees_the_trap() {
        builder.globals(List.of(new GlobalEntry(0, STRING, "s")), 1, 0, 8);
        TestFunction main = TestFunction.entry(STRING, ERROR);
        main.op(GET_GLOBAL_REF, main.local(0), 0)
                .op(HALT)
                .op(MOVE_REF, main.out(0), main.local(1))
                .op(BUILTIN, Builtin.PUT_REF.id())
                .op(BUILTIN, Builtin.PRINT.id())
                .op(HALT)
                .handler(0, 1, 2, main.local(1));
        try (var m = new TestMachine(builder, main)) {
            assertEquals("Error: A variable without a value was read\n", m.finish().output());
        }
    }

    // types

    /// The any says that the array is open, but meanwhile it has a type.
    @Test
    void an_array_that_was_open_does_not_take_a_second_type() {
        int strings = builder.arrayType(STRING, "[string]");
        int numbers = builder.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(TypeIds.OPEN_ARRAY, strings, numbers, ANY);
        main.op(NEW_LITERAL, main.local(0), 0, TypeIds.OPEN_ARRAY)
                .op(BOX_REF, main.local(3), main.local(0))
                .op(UNBOX_REF, main.local(1), main.local(3), strings)
                .op(UNBOX_REF, main.local(2), main.local(3), numbers);
        ends(TrapKind.TYPE, main.op(HALT));
    }

    @Test
    void an_open_array_with_elements_takes_no_type() {
        TestFunction main = TestFunction.entry(TypeIds.OPEN_ARRAY, ANY, ANY, I32);
        number(main, 3, 1, 5);
        main.op(NEW_LITERAL, main.local(0), 0, TypeIds.OPEN_ARRAY)
                .op(PUSH_ANY, main.local(0), main.local(1))
                .op(BOX_REF, main.local(2), main.local(0))
                .op(MOVE_ANY, main.out(0), main.local(2))
                .op(MOVE_ANY, main.out(16), main.local(1))
                .op(BUILTIN_ANY, main.local(1), Builtin.PUSH_VALUE.id());
        isImpossible(main.op(HALT));
    }

    @Test
    void a_value_of_another_variant() {
        int option = builder.declareEnum(2);
        List<FieldEntry> text = List.of(new FieldEntry(8, STRING, "text"));
        builder.defineType(
                option,
                new ImageBuilder.EnumEntry(
                        "Option",
                        List.of(
                                new RecordEntry("None", List.of(), 0, 0, 0),
                                new RecordEntry("Some", text, 1, 0, 0))));
        TestFunction main = TestFunction.entry(option, option + 2, STRING);
        main.op(NEW_VARIANT, main.local(0), 0, option)
                .op(AS_REF, main.local(1), main.local(0), option + 2)
                .op(GET_FIELD_REF, main.local(2), main.local(1), 8);
        isImpossible(main.op(HALT));
    }

    /// Compiled programs print no literal that has not got a type.
    @Test
    void literals_can_be_printed() {
        TestFunction main = TestFunction.entry(ANY, TypeIds.I64, TypeIds.F64, I32, TypeIds.U32);
        int half = builder.f64(0.5);
        main.op(CONST_I64, main.local(1), 7).op(LOAD_F64, main.local(2), half);
        main.op(CONST_I32, main.local(3), 8).op(CONST_I32, main.local(4), -1);
        main.op(BOX_I32, main.local(0), main.local(3), I32 | TypeIds.LITERAL);
        put(main);
        main.op(BOX_I32, main.local(0), main.local(4), TypeIds.U32 | TypeIds.LITERAL);
        put(main);
        main.op(BOX_F64, main.local(0), main.local(2), TypeIds.F64 | TypeIds.LITERAL);
        put(main);
        main.op(BOX_I64, main.local(0), main.local(1), TypeIds.I64 | TypeIds.LITERAL);
        put(main);
        main.op(BUILTIN, Builtin.PRINT.id()).op(HALT);
        try (var m = new TestMachine(builder, main)) {
            assertEquals("8 -1 0.5 7\n", m.finish().output());
        }
    }

    private static void put(TestFunction f) {
        f.op(MOVE_ANY, f.out(0), f.local(0)).op(BUILTIN, Builtin.PUT_ANY.id());
    }

    // selectors of builtins

    /// Calls a builtin of `anys` any values and a number.
    private void selector(Builtin builtin, int anys, int number, boolean givesRef) {
        TestFunction main = TestFunction.entry(TypeIds.FUNCTION, TypeIds.RANGE, ANY, I32, I32);
        number(main, 3, 2, 1);
        main.op(CONST_I32, main.local(4), number);
        for (int i = 0; i < anys; i++) {
            main.op(MOVE_ANY, main.out(16 * i), main.local(2));
        }
        main.op(MOVE_I32, main.out(16 * anys), main.local(4));
        if (givesRef) {
            int to = builtin == Builtin.CALLEE ? 0 : 1;
            main.op(BUILTIN_REF, main.local(to), builtin.id());
        } else {
            main.op(BUILTIN_ANY, main.local(2), builtin.id());
        }
        isImpossible(main.op(HALT));
    }

    @Test
    void a_function_of_numbers_that_is_none() {
        selector(Builtin.MATH_ANY, 2, 12_345, false);
    }

    @Test
    void a_slice_with_unknown_bounds() {
        selector(Builtin.SLICE_ANY, 3, -1, false);
    }

    @Test
    void a_conversion_to_no_type() {
        selector(Builtin.CAST_ANY, 1, 0, false);
    }

    @Test
    void a_conversion_to_a_type_behind_the_last() {
        selector(Builtin.CAST_ANY, 1, 1 << 30, false);
    }

    @Test
    void a_range_of_four() {
        selector(Builtin.RANGE_ANY, 3, 4, true);
    }

    @Test
    void a_call_with_fewer_than_no_arguments() {
        selector(Builtin.CALLEE, 1, -1, true);
    }

    @Test
    void an_iterator_at_its_end() {
        TestFunction main = TestFunction.entry(TypeIds.ITERATOR, ANY, I32);
        number(main, 2, 1, 0);
        main.op(MOVE_ANY, main.out(0), main.local(1))
                .op(BUILTIN_REF, main.local(0), Builtin.ITERATE.id())
                .op(MOVE_REF, main.out(0), main.local(0))
                .op(BUILTIN_ANY, main.local(1), Builtin.NEXT_VALUE.id());
        isImpossible(main.op(HALT));
    }

    // every type id that a conversion can name has an answer

    @Test
    void conversions_to_every_type_id() {
        cell(STRING, 1, 0);
        int last = builder.arrayType(I32, "[i32]");
        for (int type = 1; type <= last; type++) {
            TestFunction main = TestFunction.entry(ANY, I32);
            number(main, 1, 0, 1);
            main.op(CONST_I32, main.local(1), type)
                    .op(MOVE_ANY, main.out(0), main.local(0))
                    .op(MOVE_I32, main.out(16), main.local(1))
                    .op(BUILTIN_ANY, main.local(0), Builtin.CAST_ANY.id())
                    .op(HALT);
            ImageBuilder fresh = new ImageBuilder();
            int id = fresh.declareType();
            RecordEntry layout =
                    new RecordEntry("cell", List.of(new FieldEntry(8, STRING, "x")), 1, 0, 0);
            fresh.defineType(id, new StructEntry("cell", layout, true));
            fresh.arrayType(I32, "[i32]");
            try (var m = new TestMachine(fresh, main)) {
                Outcome outcome = m.run();
                boolean isAnswer = !outcome.isTrap() || outcome.kind() == TrapKind.TYPE;
                assertTrue(isAnswer, type + " " + outcome.kind());
            }
        }
    }

    /// A loop without a branch: a trap, its handler, and the trap again.
    @Test
    void a_loop_of_traps_can_be_cancelled() throws InterruptedException {
        int trap = builder.trap(TrapKind.NO_ARM, "again");
        TestFunction main = TestFunction.entry();
        main.op(NOP).op(TRAP, trap).op(HALT).handler(1, 2, 0, -1);
        try (var m = new TestMachine(builder, main)) {
            Thread canceller = new Thread(() -> m.machine.cancel());
            canceller.start();
            assertEquals(Outcome.End.CANCELLED, m.run().end());
            canceller.join();
        }
    }
}
