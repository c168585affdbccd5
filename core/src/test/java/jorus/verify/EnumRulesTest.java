package jorus.verify;

import jorus.builtin.Builtin;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

/// Enums and their variants, checked refs, values of type any, open arrays.
class EnumRulesTest extends VerifyingObjects {
    /// Locals: a shape, views of it, a string, an any, f64, i32.
    private TestFunction withCircle() {
        TestFunction main = main(shape, circle, label, STRING, ANY, F64, I32);
        return main.op(Opcode.LOAD_F64, main.local(5), image.f64(0.5))
                .op(Opcode.NEW_VARIANT, main.local(0), CIRCLE, shape)
                .op(Opcode.SET_FIELD_F64, main.local(0), RADIUS, main.local(5));
    }

    @Test
    void a_variant_whose_payload_is_read_through_a_view() {
        TestFunction main = withCircle();
        accepts(
                main.op(Opcode.VARIANT, main.local(6), main.local(0))
                        .op(Opcode.BR_NEK_I32, main.local(6), CIRCLE, 2)
                        .op(Opcode.AS_REF, main.local(1), main.local(0), circle)
                        .op(Opcode.GET_FIELD_F64, main.local(5), main.local(1), RADIUS)
                        .op(Opcode.HALT));
    }

    @Test
    void a_variant_with_refs_in_its_payload() {
        TestFunction main = withCircle();
        accepts(
                main.op(Opcode.LOAD_STRING, main.local(3), 0)
                        .op(Opcode.BOX_REF, main.local(4), main.local(3))
                        .op(Opcode.NEW_VARIANT, main.local(0), LABEL, shape)
                        .op(Opcode.SET_FIELD_REF, main.local(0), TEXT, main.local(3))
                        .op(Opcode.SET_FIELD_ANY, main.local(0), VALUE, main.local(4))
                        .op(Opcode.NEW_VARIANT, main.local(0), EMPTY, shape)
                        .op(Opcode.HALT));
    }

    @Test
    void a_variant_is_its_enum_but_not_the_reverse() {
        TestFunction main = withCircle();
        main.op(Opcode.NEW_VARIANT, main.local(1), CIRCLE, shape)
                .op(Opcode.MOVE_REF, main.local(0), main.local(1))
                .op(Opcode.MOVE_REF, main.local(1), main.local(0));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_variant_that_the_enum_does_not_have() {
        TestFunction main = main(shape);
        rejects(Rule.INDEX, main.op(Opcode.NEW_VARIANT, main.local(0), 3, shape).op(Opcode.HALT));
    }

    @Test
    void a_variant_before_the_first() {
        TestFunction main = main(shape);
        rejects(Rule.INDEX, main.op(Opcode.NEW_VARIANT, main.local(0), -1, shape).op(Opcode.HALT));
    }

    @Test
    void a_variant_of_what_is_no_enum() {
        TestFunction main = main(circle);
        rejects(Rule.TYPE, main.op(Opcode.NEW_VARIANT, main.local(0), 0, circle).op(Opcode.HALT));
    }

    @Test
    void a_variant_in_the_slot_of_another() {
        TestFunction main = main(circle);
        rejects(Rule.TYPE, main.op(Opcode.NEW_VARIANT, main.local(0), 0, shape).op(Opcode.HALT));
    }

    @Test
    void a_variant_whose_payload_is_incomplete() {
        TestFunction main = withCircle();
        main.op(Opcode.LOAD_STRING, main.local(3), 0)
                .op(Opcode.NEW_VARIANT, main.local(0), LABEL, shape)
                .op(Opcode.SET_FIELD_REF, main.local(0), TEXT, main.local(3));
        rejects(Rule.FRESH, main.op(Opcode.HALT));
    }

    @Test
    void a_payload_read_without_a_view() {
        TestFunction main = withCircle();
        main.op(Opcode.GET_FIELD_F64, main.local(5), main.local(0), RADIUS);
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void a_payload_of_another_variant() {
        TestFunction main = withCircle();
        main.op(Opcode.AS_REF, main.local(1), main.local(0), circle)
                .op(Opcode.GET_FIELD_REF, main.local(3), main.local(1), TEXT);
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void a_payload_stored_when_the_variant_is_not_new() {
        TestFunction main = withCircle();
        main.op(Opcode.MOVE_REF, main.local(0), main.local(0))
                .op(Opcode.SET_FIELD_F64, main.local(0), RADIUS, main.local(5));
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void a_payload_stored_in_another_block() {
        TestFunction main = withCircle();
        main.op(Opcode.JUMP, 0).op(Opcode.SET_FIELD_F64, main.local(0), RADIUS, main.local(5));
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void the_variant_of_what_is_no_enum() {
        TestFunction main = main(STRING, I32);
        main.op(Opcode.LOAD_STRING, main.local(0), 0)
                .op(Opcode.VARIANT, main.local(1), main.local(0));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    // checked refs and values of type any

    @Test
    void values_of_every_bank_are_boxed_and_unboxed() {
        TestFunction main = main(STRING, ANY, F64, TypeIds.U64, I32, BOOL);
        accepts(
                main.op(Opcode.CONST_I32, main.local(4), 1)
                        .op(Opcode.BOX_I32, main.local(1), main.local(4), I32)
                        .op(Opcode.UNBOX_I32, main.local(5), main.local(1), BOOL)
                        .op(Opcode.UNBOX_I64, main.local(3), main.local(1), TypeIds.U64)
                        .op(Opcode.UNBOX_F64, main.local(2), main.local(1), F64)
                        .op(Opcode.UNBOX_REF, main.local(0), main.local(1), STRING)
                        .op(Opcode.TAG, main.local(4), main.local(1))
                        .op(Opcode.ADD_ANY, main.local(1), main.local(1), main.local(1))
                        .op(Opcode.LT_ANY, main.local(5), main.local(1), main.local(1))
                        .op(Opcode.HALT));
    }

    private void rejectsUnbox(Opcode opcode, int slotType, int type) {
        TestFunction main = main(slotType, ANY, I32);
        main.op(Opcode.CONST_I32, main.local(2), 1)
                .op(Opcode.BOX_I32, main.local(1), main.local(2), I32)
                .op(opcode, main.local(0), main.local(1), type);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void an_unboxed_value_in_a_slot_of_another_type() {
        rejectsUnbox(Opcode.UNBOX_REF, STRING, person);
    }

    @Test
    void a_value_unboxed_to_another_bank() {
        rejectsUnbox(Opcode.UNBOX_REF, STRING, F64);
    }

    @Test
    void a_value_unboxed_to_any() {
        rejectsUnbox(Opcode.UNBOX_REF, STRING, ANY);
    }

    @Test
    void a_value_unboxed_to_void() {
        rejectsUnbox(Opcode.UNBOX_REF, STRING, TypeIds.VOID);
    }

    @Test
    void a_value_unboxed_to_an_iterator() {
        rejectsUnbox(Opcode.UNBOX_REF, TypeIds.ITERATOR, TypeIds.ITERATOR);
    }

    @Test
    void a_value_unboxed_to_a_literal() {
        rejectsUnbox(Opcode.UNBOX_REF, STRING, I32 | TypeIds.LITERAL);
    }

    @Test
    void a_literal_boxed_with_its_mark() {
        TestFunction main = main(ANY, I32);
        accepts(
                main.op(Opcode.CONST_I32, main.local(1), 1)
                        .op(Opcode.BOX_I32, main.local(0), main.local(1), I32 | TypeIds.LITERAL)
                        .op(Opcode.HALT));
    }

    @Test
    void a_literal_boxed_with_the_mark_of_another_type() {
        TestFunction main = main(ANY, I32);
        main.op(Opcode.CONST_I32, main.local(1), 1)
                .op(Opcode.BOX_I32, main.local(0), main.local(1), F64 | TypeIds.LITERAL);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_bool_is_no_adaptable_literal() {
        TestFunction main = main(ANY, BOOL);
        main.op(Opcode.CONST_I32, main.local(1), 1)
                .op(Opcode.BOX_I32, main.local(0), main.local(1), BOOL | TypeIds.LITERAL);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    // open arrays

    /// Locals: some array, an array of i32, an any, an i32.
    private TestFunction withOpen() {
        int numbers = image.arrayType(I32, "[i32]");
        TestFunction main = main(TypeIds.OPEN_ARRAY, numbers, ANY, I32);
        return main.op(Opcode.CONST_I32, main.local(3), 1)
                .op(Opcode.BOX_I32, main.local(2), main.local(3), I32)
                .op(Opcode.NEW_LITERAL, main.local(0), 2, TypeIds.OPEN_ARRAY);
    }

    @Test
    void elements_of_a_literal_whose_type_is_found_at_run_time() {
        TestFunction main = withOpen();
        accepts(
                main.op(Opcode.PUSH_ANY, main.local(0), main.local(2))
                        .op(Opcode.PUSH_ANY, main.local(0), main.local(2))
                        .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                        .op(Opcode.BUILTIN, Builtin.LITERAL_TYPE.id())
                        .op(Opcode.HALT));
    }

    @Test
    void some_array_becomes_an_array_of_known_elements_by_a_check() {
        TestFunction main = withOpen();
        int numbers = image.arrayType(I32, "[i32]");
        accepts(
                main.op(Opcode.AS_REF, main.local(1), main.local(0), numbers)
                        .op(Opcode.MOVE_REF, main.local(0), main.local(1))
                        .op(Opcode.LENGTH_ARRAY, main.local(3), main.local(0))
                        .op(Opcode.HALT));
    }

    @Test
    void some_array_is_no_array_of_known_elements() {
        TestFunction main = withOpen();
        main.op(Opcode.MOVE_REF, main.local(1), main.local(0));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void an_open_array_pushed_to_after_it_was_seen() {
        TestFunction main = withOpen();
        main.op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.PUSH_ANY, main.local(0), main.local(2));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void an_open_array_pushed_to_in_another_block() {
        TestFunction main = withOpen();
        main.op(Opcode.JUMP, 0).op(Opcode.PUSH_ANY, main.local(0), main.local(2));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_number_pushed_to_an_open_array() {
        TestFunction main = withOpen();
        main.op(Opcode.PUSH_I32, main.local(0), main.local(3));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void an_element_of_some_array() {
        TestFunction main = withOpen();
        main.op(Opcode.GET_ANY, main.local(2), main.local(0), main.local(3));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void elements_of_an_array_of_enums_may_be_variants() {
        int shapes = image.arrayType(shape, "[Shape]");
        TestFunction main = main(shapes, circle, shape, I32);
        accepts(
                main.op(Opcode.NEW_LITERAL, main.local(0), 2, shapes)
                        .op(Opcode.NEW_VARIANT, main.local(1), CIRCLE, shape)
                        .op(Opcode.PUSH_REF, main.local(0), main.local(1))
                        .op(Opcode.CONST_I32, main.local(3), 0)
                        .op(Opcode.GET_REF, main.local(2), main.local(0), main.local(3))
                        .op(Opcode.HALT));
    }

    @Test
    void an_iterator_is_made_and_used_by_builtins_only() {
        TestFunction main = main(TypeIds.ITERATOR, ANY, I32, BOOL);
        accepts(
                main.op(Opcode.CONST_I32, main.local(2), 3)
                        .op(Opcode.BOX_I32, main.out(0), main.local(2), I32)
                        .op(Opcode.BUILTIN_REF, main.local(0), Builtin.ITERATE.id())
                        .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                        .op(Opcode.BUILTIN_I32, main.local(3), Builtin.HAS_NEXT.id())
                        .op(Opcode.HALT));
    }

    @Test
    void an_iterator_cannot_be_boxed() {
        TestFunction main = main(TypeIds.ITERATOR, ANY, I32);
        main.op(Opcode.CONST_I32, main.local(2), 3)
                .op(Opcode.BOX_I32, main.out(0), main.local(2), I32)
                .op(Opcode.BUILTIN_REF, main.local(0), Builtin.ITERATE.id())
                .op(Opcode.BOX_REF, main.local(1), main.local(0));
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void what_a_loop_goes_through_must_be_an_iterator() {
        TestFunction main = main(STRING, BOOL);
        main.op(Opcode.LOAD_STRING, main.local(0), 0)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.BUILTIN_I32, main.local(1), Builtin.HAS_NEXT.id());
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void the_text_of_an_error_needs_an_error() {
        TestFunction main = main(STRING);
        main.op(Opcode.LOAD_STRING, main.local(0), 0)
                .op(Opcode.MOVE_REF, main.out(0), main.local(0))
                .op(Opcode.BUILTIN_REF, main.local(0), Builtin.TEXT_ERROR.id());
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }
}
