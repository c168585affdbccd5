package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;
import jorus.isa.Word;

import org.junit.jupiter.api.Test;

class PrescanTest extends Verifying {
    /// A ref, an any, two wides, two narrows.
    private final TestFunction main =
            TestFunction.entry(
                    TypeIds.STRING,
                    TypeIds.ANY,
                    TypeIds.I64,
                    TypeIds.F64,
                    TypeIds.I32,
                    TypeIds.I32);

    private void rejects(Rule rule, long word) {
        VerifyFailure failure = rejected(rule, main.op(Opcode.NOP).word(word).op(Opcode.HALT));
        assertEquals(0, failure.function());
        assertEquals(1, failure.word());
    }

    private static long wide(Opcode opcode, int a, int immediate) {
        return Word.wide(opcode.code(), a, immediate);
    }

    private static long word(Opcode opcode, int a, int b, int c) {
        return Word.of(opcode.code(), a, b, c);
    }

    @Test
    void the_first_number_that_is_no_opcode() {
        rejects(Rule.OPCODE, Opcode.count());
    }

    @Test
    void the_largest_opcode_number() {
        rejects(Rule.OPCODE, 0xFFFF);
    }

    @Test
    void a_register_in_the_header() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_REF, 32, 8, 0));
        assertEquals(32, main.local(0));
    }

    @Test
    void a_register_written_in_the_header() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_REF, 24, 32, 0));
    }

    @Test
    void a_ref_read_from_the_numbers() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_REF, 32, main.local(2), 0));
    }

    @Test
    void a_number_read_from_the_refs() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_I64, main.local(2), main.local(0), 0));
    }

    @Test
    void a_wide_number_read_from_the_narrow_bank() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_I64, main.local(2), main.local(4), 0));
    }

    @Test
    void a_misaligned_register() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_I64, main.local(2), main.local(2) + 4, 0));
    }

    @Test
    void a_read_behind_the_frame() {
        rejects(Rule.OPERAND, word(Opcode.MOVE_I32, main.local(4), main.out(0), 0));
    }

    @Test
    void a_bank_without_slots() {
        TestFunction empty = TestFunction.entry();
        rejected(Rule.OPERAND, empty.op(Opcode.RET_I32, 32).op(Opcode.HALT));
    }

    @Test
    void an_unused_field_that_is_not_zero() {
        rejects(Rule.OPERAND, word(Opcode.NOP, 0, 0, 1));
    }

    @Test
    void an_unused_field_a_that_is_not_zero() {
        rejects(Rule.OPERAND, word(Opcode.JUMP, 1, 0, 0));
    }

    @Test
    void constants_of_an_empty_pool() {
        rejects(Rule.INDEX, wide(Opcode.LOAD_I64, main.local(2), 0));
    }

    @Test
    void the_constant_behind_the_last() {
        image.f64(1.0);
        rejects(Rule.INDEX, wide(Opcode.LOAD_F64, main.local(3), 1));
    }

    @Test
    void a_negative_constant_index() {
        image.i64(1);
        rejects(Rule.INDEX, wide(Opcode.LOAD_I64, main.local(2), -1));
    }

    @Test
    void a_negative_index_into_an_empty_pool() {
        rejects(Rule.INDEX, wide(Opcode.LOAD_STRING, main.local(0), -1));
    }

    /// Such indexes look bad to the loops over words, and are not.
    @Test
    void constants_behind_the_first_65536() {
        int count = 70_000;
        for (int i = 0; i < count; i++) {
            image.i64(i);
        }
        main.op(Opcode.CONST_I32, main.local(4), 1);
        main.op(Opcode.BR_EQK_I32, main.local(4), 0, 1);
        main.word(wide(Opcode.LOAD_I64, main.local(2), count - 1));
        accepted(main.op(Opcode.HALT));
    }

    @Test
    void the_constant_behind_the_last_of_many() {
        for (int i = 0; i < 70_000; i++) {
            image.i64(i);
        }
        rejects(Rule.INDEX, wide(Opcode.LOAD_I64, main.local(2), 70_000));
    }

    @Test
    void a_function_that_does_not_exist() {
        rejects(Rule.INDEX, wide(Opcode.CALL, 0, 1));
    }

    @Test
    void a_builtin_that_does_not_exist() {
        rejects(Rule.INDEX, wide(Opcode.BUILTIN, 0, Builtin.count()));
    }

    @Test
    void a_trap_that_does_not_exist() {
        rejects(Rule.INDEX, wide(Opcode.TRAP, 0, 0));
    }

    @Test
    void a_type_that_does_not_exist() {
        rejects(Rule.INDEX, word(Opcode.NEW_LITERAL, 32, 0, TypeIds.FIRST_FREE));
    }

    @Test
    void a_module_variable_where_there_are_none() {
        rejects(Rule.INDEX, wide(Opcode.GET_GLOBAL_I32, main.local(4), 0));
    }

    @Test
    void a_branch_to_the_end_of_the_function() {
        rejects(Rule.TARGET, word(Opcode.JUMP, 0, 0, 1));
    }

    @Test
    void a_branch_before_the_function() {
        rejects(Rule.TARGET, word(Opcode.JUMP, 0, 0, -3));
    }

    @Test
    void a_far_branch_to_the_end_of_the_function() {
        rejects(Rule.TARGET, wide(Opcode.JUMP_FAR, 0, 1));
    }

    @Test
    void a_far_branch_before_the_function() {
        rejects(Rule.TARGET, wide(Opcode.JUMP_FAR, 0, -3));
    }

    @Test
    void branches_of_the_greatest_distance() {
        rejects(Rule.TARGET, wide(Opcode.JUMP_FAR, 0, Integer.MAX_VALUE));
    }

    @Test
    void branches_of_the_greatest_distance_backward() {
        rejects(Rule.TARGET, wide(Opcode.JUMP_FAR, 0, Integer.MIN_VALUE));
    }

    @Test
    void a_conditional_branch_into_another_function() {
        TestFunction first = TestFunction.entry(TypeIds.I32);
        first.op(Opcode.CONST_I32, first.local(0), 1)
                .op(Opcode.BR_EQK_I32, first.local(0), 0, 1)
                .op(Opcode.HALT);
        TestFunction second = new TestFunction("f", TypeIds.VOID, NO_ARGUMENTS);
        rejected(Rule.TARGET, first, second.op(Opcode.RET));
    }

    @Test
    void a_function_whose_end_is_reached() {
        VerifyFailure failure = rejected(Rule.END, main.op(Opcode.NOP));
        assertEquals(0, failure.word());
    }

    @Test
    void a_function_that_ends_with_a_conditional_branch() {
        main.op(Opcode.CONST_I32, main.local(4), 1);
        rejected(Rule.END, main.op(Opcode.BR_EQK_I32, main.local(4), 0, -2));
    }

    @Test
    void the_message_names_what_is_wrong() {
        VerifyFailure failure = rejected(Rule.OPCODE, main.op(Opcode.NOP).word(999));
        String message = failure.getMessage();
        assertTrue(message.contains("999") && message.contains("word 1"), message);
    }
}
