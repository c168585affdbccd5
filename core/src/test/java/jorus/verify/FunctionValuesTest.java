package jorus.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.builtin.Builtin;
import jorus.image.ImageBuilder.ClosureEntry;
import jorus.image.ImageBuilder.RecordEntry;
import jorus.image.TestFunction;
import jorus.image.TypeIds;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/// Function values: how they are made and called, and what their functions must be.
class FunctionValuesTest extends VerifyingObjects {
    /// Locals: the function value, a cell, a string, an any, f64, i32, bool.
    private TestFunction withValue() {
        TestFunction main = main(signature, cell, STRING, ANY, F64, I32, BOOL);
        return main.op(Opcode.LOAD_STRING, main.local(2), 0)
                .op(Opcode.BOX_REF, main.local(3), main.local(2))
                .op(Opcode.CONST_I32, main.local(5), 1)
                .op(Opcode.NEW_OBJECT, main.local(1), cell)
                .op(Opcode.NEW_OBJECT, main.local(0), closure)
                .op(Opcode.SET_FIELD_REF, main.local(0), CAPTURE, main.local(1));
    }

    private static TestFunction arguments(TestFunction main) {
        return main.op(Opcode.MOVE_REF, main.out(8), main.local(2))
                .op(Opcode.MOVE_I32, main.out(16), main.local(5));
    }

    @Test
    void a_call_by_signature() {
        TestFunction main = withValue();
        accepts(
                arguments(main)
                        .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature)
                        .op(Opcode.HALT));
    }

    @Test
    void a_call_with_any_arguments() {
        TestFunction main = withValue();
        accepts(
                main.op(Opcode.MOVE_ANY, main.out(8), main.local(3))
                        .op(Opcode.MOVE_ANY, main.out(24), main.local(3))
                        .op(Opcode.CALL_DYNAMIC, main.local(3), main.local(0), 2)
                        .op(Opcode.UNBOX_F64, main.local(4), main.local(3), F64)
                        .op(Opcode.HALT));
    }

    @Test
    void a_call_without_arguments() {
        TestFunction main = withValue();
        accepts(
                main.op(Opcode.CALL_VALUE, main.local(0), action)
                        .op(Opcode.CALL_DYNAMIC, main.local(3), main.local(0), 0)
                        .op(Opcode.HALT));
    }

    @Test
    void the_value_itself_may_be_written_as_an_argument() {
        TestFunction main = withValue();
        main.op(Opcode.MOVE_REF, main.out(0), main.local(0));
        accepts(
                arguments(main)
                        .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature)
                        .op(Opcode.HALT));
    }

    @Test
    void a_missing_argument() {
        TestFunction main = withValue();
        main.op(Opcode.MOVE_REF, main.out(8), main.local(2))
                .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature);
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void an_argument_of_another_type() {
        TestFunction main = withValue();
        main.op(Opcode.MOVE_REF, main.out(8), main.local(0))
                .op(Opcode.MOVE_I32, main.out(16), main.local(5))
                .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature);
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void arguments_in_the_place_of_the_value() {
        TestFunction main = withValue();
        main.op(Opcode.MOVE_REF, main.out(0), main.local(2))
                .op(Opcode.MOVE_I32, main.out(8), main.local(5))
                .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature);
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void arguments_of_the_call_before() {
        TestFunction main = withValue();
        arguments(main)
                .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature)
                .op(Opcode.CALL_VALUE_F64, main.local(4), main.local(0), signature);
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void too_few_any_arguments() {
        TestFunction main = withValue();
        main.op(Opcode.MOVE_ANY, main.out(8), main.local(3))
                .op(Opcode.CALL_DYNAMIC, main.local(3), main.local(0), 2);
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    @Test
    void a_negative_number_of_arguments() {
        TestFunction main = withValue();
        main.op(Opcode.CALL_DYNAMIC, main.local(3), main.local(0), -1);
        rejects(Rule.INDEX, main.op(Opcode.HALT));
    }

    @Test
    void more_arguments_than_any_frame_has() {
        TestFunction main = withValue();
        main.op(Opcode.CALL_DYNAMIC, main.local(3), main.local(0), Short.MAX_VALUE);
        rejects(Rule.ARGUMENT, main.op(Opcode.HALT));
    }

    /// A function type with this many parameters of type any, whose adapter is function 3.
    private int large(int parameters) {
        int[] types = new int[parameters];
        Arrays.fill(types, ANY);
        int large = image.functionType(types, TypeIds.VOID, "fn()");
        image.adapter(large, ADAPTER);
        return large;
    }

    @Test
    void a_signature_with_parameters_of_no_type() {
        int large = image.functionType(new int[100_000], TypeIds.VOID, "fn()");
        TestFunction main = withValue();
        main.op(Opcode.CALL_VALUE, main.local(0), large);
        rejects(Rule.TYPES, main.op(Opcode.HALT));
    }

    @Test
    void a_signature_with_more_parameters_than_any_frame_has() {
        int large = large(100_000);
        TestFunction main = withValue();
        main.op(Opcode.CALL_VALUE, main.local(0), large);
        rejects(Rule.CLOSURE, main.op(Opcode.HALT));
    }

    @Test
    void a_large_signature_whose_arguments_are_missing() {
        int parameters = 1000;
        int large = large(parameters);
        int[] arguments = new int[parameters + 1];
        Arrays.fill(arguments, ANY);
        arguments[0] = large;
        TestFunction adapter = new TestFunction("adapter", TypeIds.VOID, arguments);
        TestFunction main = withValue();
        main.op(Opcode.CALL_VALUE, main.local(0), large).op(Opcode.HALT);
        rejected(Rule.ARGUMENT, main, direct(), dynamic(), adapter.op(Opcode.RET));
    }

    @Test
    void a_call_of_what_is_no_function() {
        TestFunction main = withValue();
        main.op(Opcode.CALL_VALUE, main.local(2), action);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_call_as_what_is_no_function_type() {
        TestFunction main = withValue();
        main.op(Opcode.CALL_VALUE, main.local(0), closure);
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void a_call_as_what_has_no_adapter() {
        int other = image.functionType(NO_ARGUMENTS, ANY, "fn() -> any");
        TestFunction main = withValue();
        main.op(Opcode.CALL_VALUE_ANY, main.local(3), main.local(0), other);
        VerifyFailure failure = rejects(Rule.TYPE, main.op(Opcode.HALT));
        String detail = "type " + other + " has no adapter";
        assertTrue(failure.getMessage().contains(detail), failure.getMessage());
    }

    @Test
    void a_function_type_without_adapter_that_nothing_is_called_as() {
        image.functionType(NO_ARGUMENTS, ANY, "fn() -> any");
        accepts(withValue().op(Opcode.HALT));
    }

    @Test
    void a_result_of_another_bank() {
        TestFunction main = withValue();
        arguments(main).op(Opcode.CALL_VALUE_I32, main.local(5), main.local(0), signature);
        rejects(Rule.CALL, main.op(Opcode.HALT));
    }

    @Test
    void a_result_that_is_dropped() {
        TestFunction main = withValue();
        arguments(main).op(Opcode.CALL_VALUE, main.local(0), signature);
        rejects(Rule.CALL, main.op(Opcode.HALT));
    }

    @Test
    void a_function_value_of_any_type_where_a_function_is_expected() {
        TestFunction main = main(action, TypeIds.FUNCTION, signature, ANY, I32);
        accepts(
                main.op(Opcode.CONST_I32, main.local(4), 1)
                        .op(Opcode.BOX_I32, main.local(3), main.local(4), I32)
                        .op(Opcode.UNBOX_REF, main.local(1), main.local(3), TypeIds.FUNCTION)
                        .op(Opcode.MOVE_REF, main.local(0), main.local(1))
                        .op(Opcode.MOVE_REF, main.local(2), main.local(0))
                        .op(Opcode.CALL_VALUE, main.local(2), action)
                        .op(Opcode.HALT));
    }

    @Test
    void captures_of_an_unknown_function_value() {
        TestFunction main = withValue();
        main.op(Opcode.GET_FIELD_REF, main.local(1), main.local(0), CAPTURE);
        rejects(Rule.FIELD, main.op(Opcode.HALT));
    }

    @Test
    void a_function_value_is_no_closure_of_a_certain_type() {
        TestFunction main = main(closure, ANY, I32);
        main.op(Opcode.CONST_I32, main.local(2), 0)
                .op(Opcode.BOX_I32, main.out(0), main.local(2), I32)
                .op(Opcode.CONST_I32, main.out(16), 0)
                .op(Opcode.BUILTIN_REF, main.local(0), Builtin.CALLEE.id());
        rejects(Rule.TYPE, main.op(Opcode.HALT));
    }

    @Test
    void the_callee_of_a_call_of_any() {
        TestFunction main = main(TypeIds.FUNCTION, ANY, I32);
        accepts(
                main.op(Opcode.CONST_I32, main.local(2), 0)
                        .op(Opcode.BOX_I32, main.out(0), main.local(2), I32)
                        .op(Opcode.CONST_I32, main.out(16), 0)
                        .op(Opcode.BUILTIN_REF, main.local(0), Builtin.CALLEE.id())
                        .op(Opcode.CALL_DYNAMIC, main.local(1), main.local(0), 0)
                        .op(Opcode.HALT));
    }

    // the functions of closures

    private static TestFunction halt() {
        return TestFunction.entry().op(Opcode.HALT);
    }

    private void rejectsDirect(int result, Opcode ret, int... arguments) {
        TestFunction f = new TestFunction("f", result, arguments, STRING, ANY, F64, I32);
        if (ret == Opcode.RET) {
            f.op(Opcode.RET);
        } else {
            f.op(Opcode.LOAD_F64, f.local(2), image.f64(0)).op(ret, f.local(2));
        }
        rejected(Rule.CLOSURE, halt(), f, dynamic());
    }

    @Test
    void a_function_that_does_not_take_the_value() {
        rejectsDirect(F64, Opcode.RET_F64, I32);
        // A struct is not the value either.
        FunctionValuesTest other = new FunctionValuesTest();
        other.rejectsDirect(F64, Opcode.RET_F64, other.person, STRING, I32);
        other.closeMemory();
    }

    @Test
    void a_function_with_fewer_parameters_than_its_signature() {
        rejectsDirect(F64, Opcode.RET_F64, closure, STRING);
    }

    @Test
    void a_function_with_more_parameters_than_its_signature() {
        rejectsDirect(F64, Opcode.RET_F64, closure, STRING, I32, I32);
    }

    @Test
    void a_function_with_another_parameter_type() {
        rejectsDirect(F64, Opcode.RET_F64, closure, STRING, BOOL);
    }

    @Test
    void a_function_with_a_parameter_in_another_bank() {
        rejectsDirect(F64, Opcode.RET_F64, closure, STRING, ANY);
    }

    @Test
    void a_function_with_another_result() {
        rejectsDirect(TypeIds.VOID, Opcode.RET, closure, STRING, I32);
    }

    // adapters

    /// An adapter of `signature` that takes this, and gives 0 or nothing.
    private TestFunction adapter(int result, int... arguments) {
        image.adapter(signature, ADAPTER);
        TestFunction f = new TestFunction("adapter", result, arguments, F64);
        return result == F64
                ? f.op(Opcode.LOAD_F64, f.local(0), image.f64(0)).op(Opcode.RET_F64, f.local(0))
                : f.op(Opcode.RET);
    }

    private void rejectsAdapter(int result, int... arguments) {
        rejected(Rule.CLOSURE, halt(), direct(), dynamic(), adapter(result, arguments));
    }

    @Test
    void an_adapter_may_take_functions_of_any_type() {
        accepted(halt(), direct(), dynamic(), adapter(F64, TypeIds.FUNCTION, STRING, I32));
    }

    @Test
    void an_adapter_that_does_not_take_the_value() {
        rejectsAdapter(F64, I32);
    }

    @Test
    void an_adapter_that_takes_values_of_one_closure_alone() {
        rejectsAdapter(F64, closure, STRING, I32);
    }

    @Test
    void an_adapter_with_fewer_parameters_than_its_function_type() {
        rejectsAdapter(F64, signature, STRING);
    }

    @Test
    void an_adapter_with_more_parameters_than_its_function_type() {
        rejectsAdapter(F64, signature, STRING, I32, I32);
    }

    @Test
    void an_adapter_with_another_parameter_type() {
        rejectsAdapter(F64, signature, STRING, BOOL);
    }

    @Test
    void an_adapter_with_parameters_of_type_any() {
        rejectsAdapter(F64, signature, ANY, ANY);
    }

    @Test
    void an_adapter_with_another_result() {
        rejectsAdapter(TypeIds.VOID, signature, STRING, I32);
    }

    // functions that take any values

    private void rejectsDynamic(int result, int... arguments) {
        TestFunction f = new TestFunction("f", result, arguments, ANY, I32);
        f.op(Opcode.CONST_I32, f.local(1), 0).op(Opcode.BOX_I32, f.local(0), f.local(1), I32);
        f.op(result == ANY ? Opcode.RET_ANY : Opcode.RET_I32, f.local(result == ANY ? 0 : 1));
        rejected(Rule.CLOSURE, halt(), direct(), f);
    }

    @Test
    void a_dynamic_function_without_the_value() {
        rejectsDynamic(ANY, ANY, ANY);
    }

    @Test
    void a_dynamic_function_with_a_ref() {
        rejectsDynamic(ANY, closure, STRING, ANY, ANY);
    }

    @Test
    void a_dynamic_function_with_a_number() {
        rejectsDynamic(ANY, closure, ANY, ANY, I32);
    }

    @Test
    void a_dynamic_function_with_too_few_parameters() {
        rejectsDynamic(ANY, closure, ANY);
    }

    @Test
    void a_dynamic_function_with_a_typed_result() {
        rejectsDynamic(I32, closure, ANY, ANY);
    }

    @Test
    void two_closures_of_one_function() {
        int second = image.declareType();
        RecordEntry layout = new RecordEntry("f", List.of(), 0, 0, 0);
        image.defineType(second, new ClosureEntry("f", DIRECT, DYNAMIC, signature, 2, layout));
        rejects(Rule.CLOSURE, halt());
    }
}
