package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.Image;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

/// Handlers: their tables, and what a handler may read.
class HandlersTest extends VerifyingObjects {
    /// Locals: an error, a string, three i32.
    private TestFunction begun() {
        TestFunction main = main(TypeIds.ERROR, STRING, I32, I32, I32);
        return main.op(Opcode.CONST_I32, main.local(2), 1);
    }

    /// One protected addition, a jump over the handler's `NOP`s.
    private TestFunction protectedAddition() {
        TestFunction main = begun();
        return main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.JUMP, 2)
                .op(Opcode.MOVE_I32, main.local(4), main.local(2))
                .op(Opcode.JUMP, 0)
                .op(Opcode.HALT);
    }

    @Test
    void a_handler_reads_what_was_written_before() {
        TestFunction main = protectedAddition();
        VerifiedImage verified = accepts(main.handler(1, 2, 3, main.local(0)));
        assertTrue(verified.isHandlerBorder(1));
        assertTrue(verified.isHandlerBorder(2));
        assertTrue(verified.isHandlerBorder(3));
        assertFalse(verified.isHandlerBorder(0));
    }

    @Test
    void a_handler_without_an_error() {
        accepts(protectedAddition().handler(1, 2, 3, -1));
    }

    @Test
    void the_innermost_handler_is_found() {
        TestFunction main = protectedAddition();
        main.handler(1, 2, 3, main.local(0)).handler(0, 3, 4, -1);
        Image verified = accepts(main).image();
        assertEquals(0, verified.handler(0, 1));
        assertEquals(1, verified.handler(0, 0));
        assertEquals(1, verified.handler(0, 2));
        assertEquals(-1, verified.handler(0, 3));
        assertEquals(4, verified.handlerTarget(1));
        assertEquals(-1, verified.handlerSlot(1));
        assertEquals(main.local(0), verified.handlerSlot(0));
    }

    @Test
    void the_slot_of_the_error_is_the_start_of_a_slot() {
        for (int beside = 1; beside < 8; beside++) {
            TestFunction main = protectedAddition();
            rejects(Rule.HANDLERS, main.handler(1, 2, 3, main.local(0) + beside));
        }
    }

    @Test
    void a_handler_reads_the_error() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.HALT)
                .handler(1, 2, 3, main.local(0));
        accepts(main);
    }

    @Test
    void a_handler_whose_error_is_not_stored() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.HALT)
                .handler(1, 2, 3, -1);
        rejects(Rule.WRITTEN, main);
    }

    @Test
    void a_handler_reads_the_result_of_the_instruction_that_trapped() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .handler(1, 2, 3, main.local(0));
        rejects(Rule.WRITTEN, main);
    }

    @Test
    void a_handler_reads_what_its_own_block_wrote_before_the_trap() {
        TestFunction main = begun();
        main.op(Opcode.CONST_I32, main.local(3), 1)
                .op(Opcode.ADD_I32, main.local(4), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .handler(1, 3, 4, main.local(0));
        rejects(Rule.WRITTEN, main);
    }

    @Test
    void a_handler_reads_what_only_the_end_of_its_range_has() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.JUMP, 0)
                .op(Opcode.ADD_I32, main.local(4), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .handler(1, 4, 5, main.local(0));
        rejects(Rule.WRITTEN, main);
    }

    @Test
    void a_handler_of_the_second_half_reads_what_the_first_wrote() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.JUMP, 0)
                .op(Opcode.ADD_I32, main.local(4), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .handler(2, 4, 5, main.local(0));
        accepts(main);
    }

    @Test
    void only_the_innermost_handler_counts() {
        TestFunction main = begun();
        main.op(Opcode.CONST_I32, main.local(3), 1)
                .op(Opcode.ADD_I32, main.local(4), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .op(Opcode.HALT)
                .handler(1, 2, 6, -1)
                .handler(1, 3, 4, -1);
        accepts(main);
    }

    @Test
    void a_handler_that_goes_back() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(2), main.local(2), main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.JUMP, -3)
                .handler(1, 2, 3, main.local(0));
        accepts(main);
    }

    @Test
    void the_code_behind_reads_what_only_the_body_wrote() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.JUMP, 1)
                .op(Opcode.NOP)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .handler(1, 2, 3, main.local(0));
        rejects(Rule.WRITTEN, main);
    }

    @Test
    void the_code_behind_reads_what_body_and_handler_wrote() {
        TestFunction main = begun();
        main.op(Opcode.ADD_I32, main.local(3), main.local(2), main.local(2))
                .op(Opcode.JUMP, 1)
                .op(Opcode.CONST_I32, main.local(3), 5)
                .op(Opcode.MOVE_I32, main.local(4), main.local(3))
                .op(Opcode.HALT)
                .handler(1, 2, 3, main.local(0));
        accepts(main);
    }

    @Test
    void arguments_across_the_border_of_a_range() {
        TestFunction f = new TestFunction("f", TypeIds.VOID, new int[] {I32});
        f.op(Opcode.RET);
        TestFunction main = main();
        main.op(Opcode.CONST_I32, main.out(0), 1)
                .op(Opcode.CALL, 3)
                .op(Opcode.HALT)
                .op(Opcode.HALT)
                .handler(1, 2, 3, -1);
        rejected(Rule.ARGUMENT, main, direct(), dynamic(), f);
    }

    @Test
    void a_new_object_across_the_border_of_a_range() {
        TestFunction main = main(person, STRING, ANY);
        main.op(Opcode.LOAD_STRING, main.local(1), 0)
                .op(Opcode.BOX_REF, main.local(2), main.local(1))
                .op(Opcode.NEW_OBJECT, main.local(0), person)
                .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1))
                .op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(2))
                .op(Opcode.HALT)
                .op(Opcode.HALT)
                .handler(1, 4, 6, -1);
        rejects(Rule.FRESH, main);
    }

    // the table

    private void rejectsRow(int first, int end, int target, int slot) {
        rejects(Rule.HANDLERS, protectedAddition().handler(first, end, target, slot));
    }

    @Test
    void an_empty_range() {
        rejectsRow(1, 1, 3, -1);
    }

    @Test
    void a_range_that_begins_before_the_function() {
        rejectsRow(-1, 2, 3, -1);
    }

    @Test
    void a_range_that_ends_behind_the_function() {
        rejectsRow(4, 7, 3, -1);
    }

    @Test
    void a_range_up_to_the_end_of_the_function() {
        accepts(protectedAddition().handler(4, 6, 3, -1));
    }

    @Test
    void a_target_behind_the_function() {
        rejectsRow(1, 2, 6, -1);
    }

    @Test
    void a_target_before_the_function() {
        rejectsRow(1, 2, -1, -1);
    }

    @Test
    void a_target_in_its_own_range() {
        rejectsRow(1, 4, 3, -1);
    }

    @Test
    void a_slot_of_another_type() {
        TestFunction main = protectedAddition();
        rejects(Rule.HANDLERS, main.handler(1, 2, 3, main.local(1)));
    }

    @Test
    void a_slot_that_is_none() {
        TestFunction main = protectedAddition();
        rejects(Rule.HANDLERS, main.handler(1, 2, 3, main.local(0) + 4));
    }

    /// Found by mutation: the error was stored across the slot and its neighbour.
    @Test
    void a_slot_that_begins_between_others() {
        for (int more = 1; more < 4; more++) {
            TestFunction main = protectedAddition();
            int slot = main.local(0) + more;
            VerifyFailure failure = rejectsFresh(main.handler(1, 2, 3, slot));
            assertEquals(Rule.HANDLERS, failure.rule());
        }
    }

    private static VerifyFailure rejectsFresh(TestFunction main) {
        HandlersTest fresh = new HandlersTest();
        try {
            return fresh.rejects(Rule.HANDLERS, main);
        } finally {
            fresh.closeMemory();
        }
    }

    @Test
    void a_slot_in_the_header() {
        rejectsRow(1, 2, 3, 8);
    }

    @Test
    void a_slot_behind_the_frame() {
        TestFunction main = protectedAddition();
        rejects(Rule.HANDLERS, main.handler(1, 2, 3, main.frame().bytes()));
    }

    @Test
    void a_slot_below_none() {
        rejectsRow(1, 2, 3, -2);
    }
}
