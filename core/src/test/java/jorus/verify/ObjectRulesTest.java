package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.ImageBuilder.FieldEntry;
import jorus.image.ImageBuilder.GlobalEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.ImageBuilder.StructEntry;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Structs, enums and cells: new objects, their fields, values of type any.
class ObjectRulesTest extends VerifyingObjects {
    /// Locals: a person, a string, an any, f64, i32, bool, all but the person written.
    private TestFunction prepared() {
        TestFunction main = main(person, STRING, ANY, F64, I32, BOOL);
        return main.op(Opcode.LOAD_STRING, main.local(1), 0)
                .op(Opcode.BOX_REF, main.local(2), main.local(1))
                .op(Opcode.CONST_I32, main.local(4), 7)
                .op(Opcode.F64_I32, main.local(3), main.local(4))
                .op(Opcode.CONST_I32, main.local(5), 1);
    }

    private TestFunction withPerson() {
        TestFunction main = prepared();
        return main.op(Opcode.NEW_OBJECT, main.local(0), person)
                .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1))
                .op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(2))
                .op(Opcode.SET_FIELD_F64, main.local(0), SIZE, main.local(3))
                .op(Opcode.SET_FIELD_I32, main.local(0), AGE, main.local(4))
                .op(Opcode.SET_FIELD_I32, main.local(0), IS_OLD, main.local(5));
    }

    // structs

    @Test
    void an_object_whose_fields_are_stored_and_loaded() {
        TestFunction main = withPerson();
        accepts(
                main.op(Opcode.GET_FIELD_REF, main.local(1), main.local(0), NAME)
                        .op(Opcode.GET_FIELD_ANY, main.local(2), main.local(0), NOTE)
                        .op(Opcode.GET_FIELD_F64, main.local(3), main.local(0), SIZE)
                        .op(Opcode.GET_FIELD_I32, main.local(4), main.local(0), AGE)
                        .op(Opcode.GET_FIELD_I32, main.local(5), main.local(0), IS_OLD)
                        .op(Opcode.HALT));
    }

    @Test
    void numbers_may_stay_zero() {
        TestFunction main = prepared();
        accepts(
                main.op(Opcode.NEW_OBJECT, main.local(0), person)
                        .op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(2))
                        .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1))
                        .op(Opcode.GET_FIELD_I32, main.local(4), main.local(0), AGE)
                        .op(Opcode.HALT));
    }

    @Test
    void plain_instructions_between_the_stores() {
        TestFunction main = prepared();
        accepts(
                main.op(Opcode.NEW_OBJECT, main.local(0), person)
                        .op(Opcode.LOAD_STRING, main.local(1), 0)
                        .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1))
                        .op(Opcode.BOX_REF, main.local(2), main.local(1))
                        .op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(2))
                        .op(Opcode.HALT));
    }

    private TestFunction half() {
        TestFunction main = prepared();
        return main.op(Opcode.NEW_OBJECT, main.local(0), person)
                .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1));
    }

    private void rejectsHalf(TestFunction main) {
        rejects(
                Rule.FRESH,
                main.op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(2)).op(Opcode.HALT));
    }

    @Test
    void a_field_that_is_never_stored() {
        rejects(Rule.FRESH, half().op(Opcode.HALT));
    }

    @Test
    void the_same_field_stored_twice() {
        TestFunction main = half();
        main.op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1));
        rejects(Rule.FRESH, main.op(Opcode.HALT));
    }

    @Test
    void a_store_into_another_object_instead() {
        TestFunction main = main(person, person, STRING, ANY);
        main.op(Opcode.LOAD_STRING, main.local(2), 0)
                .op(Opcode.BOX_REF, main.local(3), main.local(2))
                .op(Opcode.NEW_OBJECT, main.local(0), person)
                .op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(2))
                .op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(3))
                .op(Opcode.NEW_OBJECT, main.local(1), person)
                .op(Opcode.SET_FIELD_REF, main.local(1), NAME, main.local(2));
        rejects(
                Rule.FRESH,
                main.op(Opcode.SET_FIELD_ANY, main.local(0), NOTE, main.local(3)).op(Opcode.HALT));
    }

    @Test
    void a_load_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.GET_FIELD_REF, main.local(1), main.local(0), NAME));
    }

    @Test
    void a_move_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.MOVE_REF, main.out(0), main.local(0)));
    }

    @Test
    void a_box_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.BOX_REF, main.local(2), main.local(0)));
    }

    @Test
    void an_allocation_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.CONCAT, main.local(1), main.local(1), main.local(1)));
    }

    @Test
    void a_trap_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.ADD_I32, main.local(4), main.local(4), main.local(4)));
    }

    @Test
    void a_branch_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.BR_EQK_I32, main.local(4), 0, 0));
    }

    @Test
    void a_block_before_all_fields_are_stored() {
        TestFunction main = prepared();
        main.op(Opcode.BR_EQK_I32, main.local(4), 0, 1);
        main.op(Opcode.NEW_OBJECT, main.local(0), person);
        main.op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(1));
        rejectsHalf(main);
    }

    @Test
    void another_object_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.NEW_OBJECT, main.local(0), person));
    }

    @Test
    void the_slot_overwritten_before_all_fields_are_stored() {
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.LOAD_STRING, main.local(0), 0));
    }

    @Test
    void a_global_store_before_all_fields_are_stored() {
        image.globals(List.of(new GlobalEntry(0, person, "p")), 1, 0, 64);
        TestFunction main = half();
        rejectsHalf(main.op(Opcode.SET_GLOBAL_REF, main.local(0), 0));
    }

    @Test
    void an_object_stored_into_itself_before_it_is_complete() {
        int node = image.declareType();
        List<FieldEntry> fields = List.of(new FieldEntry(8, node, "next"));
        RecordEntry layout = new RecordEntry("Node", fields, 1, 0, 0);
        image.defineType(node, new StructEntry("Node", layout, false));
        TestFunction main = main(node);
        main.op(Opcode.NEW_OBJECT, main.local(0), node)
                .op(Opcode.SET_FIELD_REF, main.local(0), 8, main.local(0));
        rejects(Rule.FRESH, main.op(Opcode.HALT));
    }

    @Test
    void a_new_object_with_refs_in_an_outgoing_slot() {
        TestFunction main = main();
        rejects(Rule.FRESH, main.op(Opcode.NEW_OBJECT, main.out(0), person).op(Opcode.HALT));
    }

    @Test
    void a_new_object_without_refs_in_an_outgoing_slot() {
        TestFunction main = main();
        accepts(main.op(Opcode.NEW_OBJECT, main.out(0), cell).op(Opcode.HALT));
    }

    @Test
    void objects_of_types_that_have_none() {
        int array = image.arrayType(I32, "[i32]");
        for (int type : new int[] {STRING, TypeIds.ERROR, array, shape, circle, signature, 0}) {
            TestFunction main = main(type == 0 ? STRING : type);
            main.op(Opcode.NEW_OBJECT, main.local(0), type).op(Opcode.HALT);
            ObjectRulesTest other = new ObjectRulesTest();
            other.image.arrayType(I32, "[i32]");
            other.rejects(Rule.TYPE, main);
            other.closeMemory();
        }
    }

    @Test
    void an_object_in_a_slot_of_another_type() {
        TestFunction main = main(cell);
        int plain = struct("P", new RecordEntry("P", List.of(), 0, 0, 0));
        rejects(Rule.TYPE, main.op(Opcode.NEW_OBJECT, main.local(0), plain).op(Opcode.HALT));
    }

    // fields

    private void rejectsLoad(Opcode opcode, int local, int field) {
        TestFunction main = withPerson();
        main.op(opcode, main.local(local), main.local(0), field);
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void a_load_of_the_header() {
        rejectsLoad(Opcode.GET_FIELD_I32, 4, 0);
    }

    @Test
    void a_load_between_fields() {
        rejectsLoad(Opcode.GET_FIELD_REF, 1, NOTE + 8);
    }

    @Test
    void a_load_before_the_object() {
        rejectsLoad(Opcode.GET_FIELD_REF, 1, -8);
    }

    @Test
    void a_load_behind_the_object() {
        rejectsLoad(Opcode.GET_FIELD_REF, 1, 48);
    }

    @Test
    void a_load_of_another_bank() {
        rejectsLoad(Opcode.GET_FIELD_REF, 1, SIZE);
    }

    @Test
    void a_load_of_half_a_field() {
        rejectsLoad(Opcode.GET_FIELD_I32, 4, SIZE);
    }

    @Test
    void a_load_into_a_slot_of_another_type() {
        TestFunction main = withPerson();
        main.op(Opcode.GET_FIELD_I32, main.local(5), main.local(0), AGE);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_store_of_another_type() {
        TestFunction main = withPerson();
        main.op(Opcode.SET_FIELD_I32, main.local(0), IS_OLD, main.local(4));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_store_of_another_ref() {
        TestFunction main = withPerson();
        main.op(Opcode.SET_FIELD_REF, main.local(0), NAME, main.local(0));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_store_of_another_bank() {
        TestFunction main = withPerson();
        main.op(Opcode.SET_FIELD_F64, main.local(0), NAME, main.local(3));
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void fields_of_what_has_none() {
        TestFunction main = withPerson();
        main.op(Opcode.GET_FIELD_REF, main.local(1), main.local(1), 8);
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void an_object_that_is_not_written_first() {
        TestFunction main = prepared();
        main.op(Opcode.GET_FIELD_REF, main.local(1), main.local(0), NAME);
        rejects(Rule.WRITTEN, main.op(Opcode.HALT));
    }

    // cells

    @Test
    void a_cell_may_be_empty() {
        TestFunction main = main(cell, STRING);
        accepts(
                main.op(Opcode.NEW_OBJECT, main.local(0), cell)
                        .op(Opcode.LOAD_STRING, main.local(1), 0)
                        .op(Opcode.CONCAT, main.local(1), main.local(1), main.local(1))
                        .op(Opcode.SET_FIELD_REF, main.local(0), CONTENT, main.local(1))
                        .op(Opcode.GET_FIELD_REF, main.local(1), main.local(0), CONTENT)
                        .op(Opcode.HALT));
    }

    @Test
    void a_cell_is_no_value() {
        TestFunction main = main(cell, ANY);
        main.op(Opcode.NEW_OBJECT, main.local(0), cell)
                .op(Opcode.BOX_REF, main.local(1), main.local(0));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_cell_cannot_be_printed() {
        TestFunction main = main(cell);
        main.op(Opcode.NEW_OBJECT, main.local(0), cell)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.BUILTIN, Builtin.PUT_REF.id());
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void nothing_is_checked_to_be_a_cell() {
        TestFunction main = main(cell, ANY, I32);
        main.op(Opcode.CONST_I32, main.local(2), 1)
                .op(Opcode.BOX_I32, main.local(1), main.local(2), I32)
                .op(Opcode.UNBOX_REF, main.local(0), main.local(1), cell);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }
}
