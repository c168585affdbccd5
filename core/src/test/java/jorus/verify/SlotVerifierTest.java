package jorus.verify;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.image.ImageBuilder;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Slots, types and calls: what is wrong although every instruction by itself is right.
class SlotVerifierTest extends Verifying {
    private static final int I32 = TypeIds.I32;
    private static final int I64 = TypeIds.I64;
    private static final int U32 = TypeIds.U32;
    private static final int F64 = TypeIds.F64;
    private static final int BOOL = TypeIds.BOOL;
    private static final int STRING = TypeIds.STRING;
    private static final int ANY = TypeIds.ANY;
    private static final int VOID = TypeIds.VOID;

    private void rejectsSlots(TestFunction function, int... slots) {
        rejected(Rule.SLOT_TABLE, function.op(Opcode.HALT).build(slots));
    }

    // the slot table

    @Test
    void a_slot_twice() {
        TestFunction main = TestFunction.entry(I32);
        rejectsSlots(main, main.local(0), I32, main.local(0), U32);
    }

    @Test
    void a_slot_outside_its_bank() {
        TestFunction main = TestFunction.entry(STRING, I32);
        rejectsSlots(main, main.local(0), I64, main.local(1), I32);
    }

    @Test
    void a_slot_of_a_type_without_values() {
        TestFunction main = TestFunction.entry(I32);
        rejectsSlots(main, main.local(0), VOID);
    }

    @Test
    void a_slot_of_an_unknown_type() {
        TestFunction main = TestFunction.entry(STRING);
        rejectsSlots(main, main.local(0), TypeIds.FIRST_FREE);
    }

    @Test
    void a_slot_of_a_negative_type() {
        TestFunction main = TestFunction.entry(STRING);
        rejectsSlots(main, main.local(0), -1);
    }

    @Test
    void a_slot_in_the_header() {
        rejectsSlots(TestFunction.entry(STRING), 8, STRING);
    }

    @Test
    void a_slot_behind_the_frame() {
        TestFunction main = TestFunction.entry(I32);
        rejectsSlots(main, main.frame().bytes(), I32);
    }

    @Test
    void a_misaligned_slot() {
        TestFunction main = TestFunction.entry(ANY, ANY);
        rejectsSlots(main, main.local(0) + 8, ANY);
    }

    @Test
    void an_argument_without_a_slot() {
        TestFunction main = TestFunction.entry().op(Opcode.HALT);
        image.file("test.orus");
        image.function(main.build());
        TestFunction callee = new TestFunction("f", VOID, new int[] {I32}).op(Opcode.RET);
        image.function(callee.build(new int[0]));
        image.entry(0);
        rejected(Rule.SLOT_TABLE);
    }

    @Test
    void an_argument_of_another_bank() {
        TestFunction main = TestFunction.entry().op(Opcode.HALT);
        image.file("test.orus");
        image.function(main.build());
        TestFunction callee = new TestFunction("f", VOID, new int[] {I32}).op(Opcode.RET);
        image.function(callee.build(callee.argument(0), STRING));
        image.entry(0);
        rejected(Rule.SLOT_TABLE);
    }

    @Test
    void a_register_that_is_not_in_the_table() {
        TestFunction main = TestFunction.entry(I32, I32);
        main.op(Opcode.CONST_I32, main.local(1), 1).op(Opcode.HALT);
        rejected(Rule.SLOT, main.build(main.local(0), I32));
    }

    @Test
    void an_integer_read_as_a_float() {
        TestFunction main = TestFunction.entry(I64, F64);
        main.op(Opcode.CONST_I64, main.local(0), 1);
        main.op(Opcode.NEG_F64, main.local(1), main.local(0)).op(Opcode.HALT);
        rejected(Rule.SLOT, main);
    }

    // types

    private void rejectsType(TestFunction main) {
        rejected(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void signed_arithmetic_on_unsigned_numbers() {
        TestFunction main = TestFunction.entry(U32);
        main.op(Opcode.CONST_I32, main.local(0), 1);
        rejectsType(main.op(Opcode.ADD_I32, main.local(0), main.local(0), main.local(0)));
    }

    @Test
    void the_result_of_unsigned_arithmetic_in_a_signed_slot() {
        TestFunction main = TestFunction.entry(I32, U32);
        main.op(Opcode.CONST_I32, main.local(1), 1);
        rejectsType(main.op(Opcode.ADD_U32, main.local(0), main.local(1), main.local(1)));
    }

    @Test
    void a_bool_that_is_neither_0_nor_1() {
        TestFunction main = TestFunction.entry(BOOL);
        rejectsType(main.op(Opcode.CONST_I32, main.local(0), 2));
    }

    @Test
    void a_negative_bool() {
        TestFunction main = TestFunction.entry(BOOL);
        rejectsType(main.op(Opcode.CONST_I32, main.local(0), -1));
    }

    @Test
    void a_number_moved_into_a_bool() {
        TestFunction main = TestFunction.entry(I32, BOOL);
        main.op(Opcode.CONST_I32, main.local(0), 1);
        rejectsType(main.op(Opcode.MOVE_I32, main.local(1), main.local(0)));
    }

    @Test
    void an_array_moved_into_a_string() {
        int array = image.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(array, STRING);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, array);
        rejectsType(main.op(Opcode.MOVE_REF, main.local(1), main.local(0)));
    }

    @Test
    void an_array_where_an_array_of_any_is_expected() {
        int array = image.arrayType(I32, "[i32]");
        int anys = image.arrayType(ANY, "[any]");
        TestFunction main = TestFunction.entry(array, anys);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, array);
        rejectsType(main.op(Opcode.MOVE_REF, main.local(1), main.local(0)));
    }

    @Test
    void the_length_of_a_string_as_that_of_an_array() {
        TestFunction main = TestFunction.entry(STRING, I32);
        main.op(Opcode.LOAD_STRING, main.local(0), image.string(new byte[0]));
        rejectsType(main.op(Opcode.LENGTH_ARRAY, main.local(1), main.local(0)));
    }

    @Test
    void the_length_of_an_array_as_that_of_a_string() {
        int array = image.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(array, I32);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, array);
        rejectsType(main.op(Opcode.LENGTH_STRING, main.local(1), main.local(0)));
    }

    private TestFunction withArray(int element, int... more) {
        int array = image.arrayType(element, "[]");
        int[] types = new int[more.length + 1];
        types[0] = array;
        System.arraycopy(more, 0, types, 1, more.length);
        TestFunction main = TestFunction.entry(types);
        return main.op(Opcode.NEW_LITERAL, main.local(0), 0, array);
    }

    @Test
    void an_element_of_an_array_of_other_elements() {
        TestFunction main = withArray(I64, F64, I32);
        main.op(Opcode.CONST_I32, main.local(2), 0);
        rejectsType(main.op(Opcode.GET_F64, main.local(1), main.local(0), main.local(2)));
    }

    @Test
    void a_bool_of_an_array_of_numbers() {
        TestFunction main = withArray(I32, I32, BOOL);
        main.op(Opcode.CONST_I32, main.local(1), 0);
        rejectsType(main.op(Opcode.GET_BOOL, main.local(2), main.local(0), main.local(1)));
    }

    @Test
    void a_number_of_an_array_of_bools() {
        TestFunction main = withArray(BOOL, I32);
        main.op(Opcode.CONST_I32, main.local(1), 0);
        rejectsType(main.op(Opcode.GET_I32, main.local(1), main.local(0), main.local(1)));
    }

    @Test
    void an_unsigned_element_in_a_signed_slot() {
        TestFunction main = withArray(U32, I32);
        main.op(Opcode.CONST_I32, main.local(1), 0);
        rejectsType(main.op(Opcode.GET_I32, main.local(1), main.local(0), main.local(1)));
    }

    @Test
    void a_ref_of_another_element_type_stored() {
        int strings = image.arrayType(STRING, "[string]");
        TestFunction main = TestFunction.entry(strings, strings);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, strings);
        rejectsType(main.op(Opcode.PUSH_REF, main.local(0), main.local(0)));
    }

    @Test
    void an_element_of_a_string() {
        TestFunction main = TestFunction.entry(STRING, I32);
        main.op(Opcode.LOAD_STRING, main.local(0), image.string(new byte[0]))
                .op(Opcode.CONST_I32, main.local(1), 0);
        rejectsType(main.op(Opcode.SET_I32, main.local(0), main.local(1), main.local(1)));
    }

    @Test
    void an_element_of_an_open_array() {
        TestFunction main = TestFunction.entry(TypeIds.OPEN_ARRAY, ANY, I32);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, TypeIds.OPEN_ARRAY)
                .op(Opcode.CONST_I32, main.local(2), 0);
        rejectsType(main.op(Opcode.GET_ANY, main.local(1), main.local(0), main.local(2)));
    }

    @Test
    void an_unsigned_index() {
        TestFunction main = withArray(I32, I32, U32);
        main.op(Opcode.CONST_I32, main.local(2), 0);
        rejectsType(main.op(Opcode.GET_I32, main.local(1), main.local(0), main.local(2)));
    }

    @Test
    void a_new_array_of_a_type_that_is_none() {
        TestFunction main = TestFunction.entry(STRING, I32);
        main.op(Opcode.CONST_I32, main.local(1), 1);
        rejectsType(main.op(Opcode.NEW_ARRAY, main.local(0), main.local(1), STRING));
    }

    @Test
    void a_new_literal_in_a_slot_of_another_type() {
        int array = image.arrayType(I32, "[i32]");
        int other = image.arrayType(F64, "[f64]");
        TestFunction main = TestFunction.entry(other);
        rejectsType(main.op(Opcode.NEW_LITERAL, main.local(0), 0, array));
    }

    @Test
    void a_literal_with_room_for_less_than_nothing() {
        int array = image.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(array);
        rejected(Rule.INDEX, main.op(Opcode.NEW_LITERAL, main.local(0), -1, array).op(Opcode.HALT));
    }

    @Test
    void a_box_with_another_type() {
        TestFunction main = TestFunction.entry(ANY, I32);
        main.op(Opcode.CONST_I32, main.local(1), 1);
        rejectsType(main.op(Opcode.BOX_I32, main.local(0), main.local(1), STRING));
    }

    // module variables

    private void globals() {
        image.globals(
                List.of(
                        new ImageBuilder.GlobalEntry(0, STRING, "s"),
                        new ImageBuilder.GlobalEntry(8, I64, "n")),
                1,
                0,
                24);
    }

    @Test
    void a_module_variable_of_another_bank() {
        globals();
        TestFunction main = TestFunction.entry(STRING);
        rejected(Rule.GLOBAL, main.op(Opcode.GET_GLOBAL_REF, main.local(0), 8).op(Opcode.HALT));
    }

    @Test
    void a_module_variable_read_from_its_middle() {
        globals();
        TestFunction main = TestFunction.entry(I32);
        rejected(Rule.GLOBAL, main.op(Opcode.GET_GLOBAL_I32, main.local(0), 12).op(Opcode.HALT));
    }

    @Test
    void a_module_variable_of_another_type() {
        globals();
        int array = image.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(array);
        rejectsType(main.op(Opcode.GET_GLOBAL_REF, main.local(0), 0));
    }

    @Test
    void a_value_of_another_type_in_a_module_variable() {
        globals();
        int array = image.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(array);
        main.op(Opcode.NEW_LITERAL, main.local(0), 0, array);
        rejectsType(main.op(Opcode.SET_GLOBAL_REF, main.local(0), 0));
    }

    // returns

    @Test
    void a_return_from_the_entry() {
        rejected(Rule.RETURN, TestFunction.entry().op(Opcode.RET));
    }

    @Test
    void a_halt_outside_the_entry() {
        TestFunction f = new TestFunction("f", VOID, NO_ARGUMENTS).op(Opcode.HALT);
        rejected(Rule.RETURN, TestFunction.entry().op(Opcode.HALT), f);
    }

    @Test
    void a_return_without_the_promised_value() {
        TestFunction f = new TestFunction("f", STRING, NO_ARGUMENTS).op(Opcode.RET);
        rejected(Rule.RETURN, TestFunction.entry().op(Opcode.HALT), f);
    }

    @Test
    void a_return_of_another_type() {
        TestFunction f = new TestFunction("f", I32, new int[] {U32});
        rejected(
                Rule.RETURN,
                TestFunction.entry().op(Opcode.HALT),
                f.op(Opcode.RET_I32, f.argument(0)));
    }

    @Test
    void a_value_from_a_function_without_result() {
        TestFunction f = new TestFunction("f", VOID, new int[] {I32});
        rejected(
                Rule.RETURN,
                TestFunction.entry().op(Opcode.HALT),
                f.op(Opcode.RET_I32, f.argument(0)));
    }

    // calls

    private TestFunction callee(int result, int... arguments) {
        TestFunction callee = new TestFunction("callee", result, arguments);
        return result == VOID ? callee.op(Opcode.RET) : callee.op(Opcode.TRAP, trap());
    }

    private int trap() {
        return image.trap(TrapKind.NO_RETURN, "no return");
    }

    @Test
    void a_call_of_the_entry() {
        rejected(Rule.CALL, TestFunction.entry().op(Opcode.CALL, 0).op(Opcode.HALT));
    }

    @Test
    void a_result_that_nobody_takes() {
        rejected(Rule.CALL, TestFunction.entry().op(Opcode.CALL, 1).op(Opcode.HALT), callee(I32));
    }

    @Test
    void a_result_that_nobody_gives() {
        TestFunction main = TestFunction.entry(STRING);
        main.op(Opcode.CALL_REF, main.local(0), 1).op(Opcode.HALT);
        rejected(Rule.CALL, main, callee(VOID));
    }

    @Test
    void a_result_of_another_bank() {
        TestFunction main = TestFunction.entry(STRING);
        main.op(Opcode.CALL_REF, main.local(0), 1).op(Opcode.HALT);
        rejected(Rule.CALL, main, callee(I64));
    }

    @Test
    void a_result_of_another_type() {
        int array = image.arrayType(I32, "[i32]");
        TestFunction main = TestFunction.entry(STRING);
        main.op(Opcode.CALL_REF, main.local(0), 1).op(Opcode.HALT);
        rejected(Rule.TYPE, main, callee(array));
    }

    @Test
    void a_missing_argument() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I32, main.out(0), 1).op(Opcode.CALL, 1).op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, I32, I32));
    }

    @Test
    void an_argument_of_another_type() {
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.CONST_I32, main.local(0), 5)
                .op(Opcode.ADD_I32, main.out(0), main.local(0), main.local(0))
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, U32));
    }

    @Test
    void a_wide_argument_where_a_narrow_one_is_expected() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I64, main.out(0), 5).op(Opcode.CALL, 1).op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, I32));
    }

    @Test
    void a_number_where_a_ref_is_expected() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I64, main.out(0), 5).op(Opcode.CALL, 1).op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, STRING));
    }

    @Test
    void an_argument_used_by_two_calls() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I32, main.out(0), 5)
                .op(Opcode.CALL, 1)
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, I32));
    }

    @Test
    void an_argument_written_before_a_builtin() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I32, main.out(0), 5)
                .op(Opcode.BUILTIN, Builtin.PRINT.id())
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, I32));
    }

    @Test
    void an_argument_written_in_another_block() {
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.CONST_I32, main.local(0), 5)
                .op(Opcode.CONST_I32, main.out(0), 5)
                .op(Opcode.BR_EQK_I32, main.local(0), 5, 0)
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, I32));
    }

    private TestFunction allocatingBetween(int kind) {
        TestFunction main = TestFunction.entry(STRING, I32);
        image.string(new byte[0]);
        main.op(Opcode.LOAD_STRING, main.local(0), 0);
        main.op(Opcode.CONST_I32, main.local(1), 0);
        if (kind == STRING) {
            main.op(Opcode.MOVE_REF, main.out(0), main.local(0));
        } else if (kind == ANY) {
            main.op(Opcode.BOX_REF, main.out(0), main.local(0));
        } else {
            main.op(Opcode.MOVE_I32, main.out(0), main.local(1));
        }
        main.op(Opcode.CONCAT, main.local(0), main.local(0), main.local(0));
        return main.op(Opcode.CALL, 1).op(Opcode.HALT);
    }

    @Test
    void a_ref_argument_across_an_allocation() {
        rejected(Rule.ARGUMENT, allocatingBetween(STRING), callee(VOID, STRING));
    }

    @Test
    void an_any_argument_across_an_allocation() {
        rejected(Rule.ARGUMENT, allocatingBetween(ANY), callee(VOID, ANY));
    }

    @Test
    void a_number_argument_may_wait_for_an_allocation() {
        accepted(allocatingBetween(I32), callee(VOID, I32));
    }

    @Test
    void an_outgoing_slot_between_two_places() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I32, main.out(4), 5).op(Opcode.HALT);
        rejected(Rule.SLOT, main);
    }

    @Test
    void an_outgoing_slot_in_the_next_header() {
        TestFunction main = TestFunction.entry();
        main.op(Opcode.CONST_I32, main.out(0) - 8, 5).op(Opcode.HALT);
        rejected(Rule.SLOT, main);
    }

    @Test
    void an_any_argument_whose_payload_is_overwritten() {
        TestFunction main = TestFunction.entry(STRING);
        main.op(Opcode.LOAD_STRING, main.local(0), image.string(new byte[0]))
                .op(Opcode.BOX_REF, main.out(0), main.local(0))
                .op(Opcode.CONST_I64, main.out(8), 12345)
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, ANY));
    }

    @Test
    void a_ref_argument_overwritten_by_an_any() {
        TestFunction main = TestFunction.entry(STRING, I64);
        main.op(Opcode.LOAD_STRING, main.local(0), image.string(new byte[0]))
                .op(Opcode.CONST_I64, main.local(1), 99)
                .op(Opcode.MOVE_REF, main.out(8), main.local(0))
                .op(Opcode.BOX_I64, main.out(0), main.local(1), I64)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.CALL, 1)
                .op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, callee(VOID, STRING, STRING));
    }

    // builtins

    @Test
    void a_builtin_without_a_body() {
        TestFunction main = TestFunction.entry(I32);
        int id = Builtin.LEN.id();
        rejected(Rule.BUILTIN, main.op(Opcode.BUILTIN_I32, main.local(0), id).op(Opcode.HALT));
    }

    @Test
    void a_builtin_without_its_argument() {
        int id = Builtin.PUT_I32.id();
        rejected(Rule.ARGUMENT, TestFunction.entry().op(Opcode.BUILTIN, id).op(Opcode.HALT));
    }

    @Test
    void a_builtin_whose_result_nobody_takes() {
        TestFunction main = TestFunction.entry(F64);
        main.op(Opcode.LOAD_F64, main.out(0), image.f64(1));
        rejected(Rule.BUILTIN, main.op(Opcode.BUILTIN, Builtin.SIN.id()).op(Opcode.HALT));
    }

    @Test
    void a_builtin_with_a_result_of_another_type() {
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.CONST_I32, main.out(0), 1).op(Opcode.CONST_I32, main.out(8), 1);
        main.op(Opcode.BUILTIN_I32, main.local(0), Builtin.SUB_SAT_U32.id());
        rejectsType(main);
    }

    private TestFunction poppedFrom(int element, Builtin builtin, Opcode opcode, int result) {
        TestFunction main = withArray(element, result);
        return main.op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(opcode, main.local(1), builtin.id())
                .op(Opcode.HALT);
    }

    @Test
    void pop_gives_the_element_type() {
        accepted(poppedFrom(STRING, Builtin.POP_REF, Opcode.BUILTIN_REF, STRING));
    }

    @Test
    void pop_of_another_element_kind() {
        rejected(Rule.TYPE, poppedFrom(I64, Builtin.POP_REF, Opcode.BUILTIN_REF, STRING));
    }

    @Test
    void pop_of_another_element_size() {
        rejected(Rule.TYPE, poppedFrom(BOOL, Builtin.POP_I32, Opcode.BUILTIN_I32, I32));
    }

    @Test
    void pop_into_a_slot_of_another_type() {
        int floats = image.arrayType(F64, "[f64]");
        rejected(Rule.TYPE, poppedFrom(STRING, Builtin.POP_REF, Opcode.BUILTIN_REF, floats));
    }

    @Test
    void pop_from_a_string() {
        TestFunction main = TestFunction.entry(STRING);
        main.op(Opcode.LOAD_STRING, main.out(0), image.string(new byte[0]))
                .op(Opcode.BUILTIN_REF, main.local(0), Builtin.POP_REF.id());
        rejectsType(main);
    }

    @Test
    void a_slice_of_a_string_as_of_an_array() {
        TestFunction main = TestFunction.entry(STRING);
        main.op(Opcode.CONST_I32, main.out(8), 0)
                .op(Opcode.CONST_I32, main.out(16), 0)
                .op(Opcode.CONST_I32, main.out(24), 0)
                .op(Opcode.LOAD_STRING, main.out(0), image.string(new byte[0]))
                .op(Opcode.BUILTIN_REF, main.local(0), Builtin.SLICE_ARRAY.id())
                .op(Opcode.HALT);
        rejected(Rule.BUILTIN, main);
    }

    @Test
    void a_slice_has_the_type_of_its_array() {
        int floats = image.arrayType(F64, "[f64]");
        TestFunction main = withArray(I32, floats);
        main.op(Opcode.CONST_I32, main.out(8), 0)
                .op(Opcode.CONST_I32, main.out(16), 0)
                .op(Opcode.CONST_I32, main.out(24), 0)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.BUILTIN_REF, main.local(1), Builtin.SLICE_ARRAY.id());
        rejectsType(main);
    }

    // filling

    private TestFunction newStrings() {
        int strings = image.arrayType(STRING, "[string]");
        TestFunction main = TestFunction.entry(strings, STRING, I32);
        return main.op(Opcode.LOAD_STRING, main.local(1), image.string(new byte[0]))
                .op(Opcode.CONST_I32, main.local(2), 3)
                .op(Opcode.NEW_ARRAY, main.local(0), main.local(2), strings);
    }

    private void rejectsFill(TestFunction main) {
        rejected(Rule.FILL, main.op(Opcode.HALT));
    }

    @Test
    void an_array_of_nulls() {
        rejectsFill(newStrings());
    }

    @Test
    void a_null_read_before_the_filling() {
        TestFunction main = newStrings();
        rejectsFill(main.op(Opcode.GET_REF, main.local(1), main.local(0), main.local(2)));
    }

    private void rejectsBeforeFilling(Opcode opcode, int a, int b, int... c) {
        TestFunction main = newStrings();
        int[] operands = c.length == 0 ? new int[] {a, b} : new int[] {a, b, c[0]};
        rejectsFill(
                main.op(Opcode.MOVE_REF, main.out(0), main.local(0))
                        .op(opcode, operands)
                        .op(Opcode.MOVE_REF, main.out(8), main.local(1))
                        .op(Opcode.BUILTIN, Builtin.FILL_REF.id()));
    }

    @Test
    void an_unfilled_array_with_a_second_name() {
        int array = newStrings().local(0);
        rejectsBeforeFilling(Opcode.MOVE_REF, array, array);
    }

    @Test
    void an_unfilled_array_compared() {
        TestFunction main = newStrings();
        int array = main.local(0);
        rejectsBeforeFilling(Opcode.EQ_REF, main.local(2), array, array);
    }

    @Test
    void another_array_filled_instead() {
        TestFunction main = newStrings();
        main.op(Opcode.MOVE_REF, main.out(0), main.local(1))
                .op(Opcode.MOVE_REF, main.out(8), main.local(1));
        rejectsFill(main.op(Opcode.BUILTIN, Builtin.FILL_REF.id()));
    }

    @Test
    void a_block_boundary_before_the_filling() {
        TestFunction main = newStrings();
        main.op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.MOVE_REF, main.out(8), main.local(1))
                .op(Opcode.BUILTIN, Builtin.FILL_REF.id())
                .op(Opcode.JUMP, -3);
        rejectsFill(main);
    }

    @Test
    void an_array_of_nulls_as_an_argument() {
        int strings = image.arrayType(STRING, "[string]");
        TestFunction main = TestFunction.entry(I32);
        main.op(Opcode.CONST_I32, main.local(0), 3);
        rejectsFill(main.op(Opcode.NEW_ARRAY, main.out(0), main.local(0), strings));
    }

    @Test
    void a_filling_with_another_element_type() {
        TestFunction main = withArray(F64, I64);
        main.op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.CONST_I64, main.out(8), 1)
                .op(Opcode.BUILTIN, Builtin.FILL_I64.id());
        rejectsType(main);
    }

    @Test
    void an_operand_word_that_only_looks_like_a_jump() {
        TestFunction main = TestFunction.entry(I64);
        main.word(Word.encode(Opcode.CONST_I64, main.local(0), -1, 0)).op(Opcode.HALT);
        accepted(main);
    }
}
