package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FunctionValueTest {
    @Test
    void a_function_has_the_type_of_its_signature() {
        assertEquals(
                "fn(i32, any) -> string",
                staticType("fn f(a: i32, b) -> string: return \"x\"", "print(f)"));
        assertEquals("fn()", staticType("fn f() -> void: pass", "print(f)"));
    }

    @Test
    void a_function_expression_has_the_type_of_its_signature() {
        assertEquals("fn(any) -> any", staticType("print(fn(x): x)"));
        assertEquals("fn(i32) -> bool", staticType("print(fn(x: i32) -> bool: x > 0)"));
    }

    @Test
    void a_call_of_a_value_is_checked() {
        assertEquals(
                "(set g (fn f)) (print (call-value.i32 g 1:i64)) (return)",
                accepted("fn f(x: i64) -> i32: return 1", "g = f", "print(g(1))").tree());
        assertErrors("E2009:3", "fn f(x: i64) -> i32: return 1", "g = f", "g()");
        assertErrors("E2001:3", "fn f(x: i64) -> i32: return 1", "g = f", "g(\"a\")");
        assertEquals(
                "a function of type 'fn(i64) -> i32' expects 1 argument, found 2",
                of("fn f(x: i64) -> i32: return 1", "g = f", "g(1, 2)").messages().get(0));
    }

    @Test
    void a_call_of_any_takes_any_arguments() {
        assertEquals(
                "(return (call-value.any g (any 1:i32) (any \"a\")))",
                accepted("fn f(g): return g(1, \"a\")").tree("f"));
    }

    @Test
    void compatible_function_types_are_converted() {
        assertEquals(
                "(set g (fn(i32) -> i32 (fn f))) (return)",
                accepted("fn f(x): return x", "g: fn(i32) -> i32 = f").tree());
        assertErrors("E2001:2", "fn f(x: i64) -> i32: return 1", "g: fn(i32) -> i32 = f");
        assertErrors("E2001:2", "fn f() -> i32: return 1", "g: fn(i32) -> i32 = f");
        assertErrors("E2001:2", "fn f(x: i32) -> i32: return 1", "g: fn(i32) = f");
    }

    @Test
    void function_types_hold_function_types() {
        Checking checking = accepted("fn f(g: fn(fn(i32) -> i32, [str]) -> fn()): pass");
        assertEquals(
                "fn(fn(i32) -> i32, [string]) -> fn()",
                checking.function("f").locals().get(0).type().name());
    }

    @Test
    void a_function_type_of_an_undefined_type_is_E2003() {
        assertErrors("E2003:1", "fn f(g: fn(Foo) -> i32): pass");
        assertErrors("E2001:1", "fn f(g: fn(void) -> i32): pass");
    }

    @Test
    void a_call_of_a_result_is_a_call_of_a_value() {
        assertEquals(
                "(print (call-value.any (call f) (any 1:i32))) (return)",
                accepted("fn f(): return fn(x): x", "print(f()(1))").tree());
    }

    @Test
    void functions_in_arrays_are_called() {
        assertEquals(
                "(print (call-value.i32 (index fs 0:i32) 2:i32)) (return)",
                accepted("fn g(fs: [fn(i32) -> i32]) -> void:", "    print(fs[0](2))").tree("g"));
    }

    @Test
    void a_builtin_is_a_value_of_type_any() {
        assertEquals("any", staticType("print(len)"));
        assertEquals(
                "(set g (builtin sqrt)) (print (call-value.any g (any 4.0:f64))) (return)",
                accepted("use std.math", "g = math.sqrt", "print(g(4.0))").tree());
    }

    @Test
    void a_function_is_equal_to_itself_by_comparison() {
        assertEquals("bool", staticType("fn f(): pass", "print(f == f)"));
    }

    @Test
    void the_body_of_a_function_expression_is_checked() {
        assertErrors("E1010:1", "g = fn(x): missing");
        assertErrors("E2001:1", "g = fn(x: string) -> i32: x");
    }

    @Test
    void a_function_expression_returns_its_last_expression() {
        assertEquals(
                "(return (mul.i32 v 3:i32))",
                accepted("g = fn(v: i32) -> i32: v * 3").tree("(lambda)"));
    }

    @Test
    void a_void_value_cannot_be_bound() {
        assertErrors("E2001:3", "fn f() -> void: pass", "g = f", "x = g()");
    }

    @Test
    void a_function_used_as_a_value_takes_and_gives_what_all_calls_do() {
        assertEquals(
                "[[i32] -> i32]",
                accepted("fn f(x): return x", "g = f", "print(g(1))").versions("f").toString());
    }

    @Test
    void a_value_that_is_called_with_two_types_takes_and_gives_any() {
        assertEquals(
                "[[any] -> any]",
                accepted("fn f(x): return x", "g = f", "print(g(1), g(2.5))")
                        .versions("f")
                        .toString());
    }

    @Test
    void functions_whose_values_can_meet_take_and_give_the_same() {
        assertEquals(
                "[[any] -> any]",
                accepted(
                                "fn f(x): return x",
                                "gs = [f, fn(x): return 2.5]",
                                "print(gs[0](1), gs[1](2.5))")
                        .versions("f")
                        .toString());
        assertEquals(
                "[[any] -> any]",
                accepted(
                                "fn f(x): return x",
                                "mut g = f",
                                "print(g(1))",
                                "g = fn(x): return 2.5",
                                "print(g(2.5))")
                        .versions("f")
                        .toString());
    }

    @Test
    void functions_whose_values_never_meet_have_their_own_types() {
        assertEquals(
                "[[i32] -> i32]",
                accepted(
                                "fn f(x): return x",
                                "g = f",
                                "h = fn(x): return 2.5",
                                "print(g(1), h(2.5))")
                        .versions("f")
                        .toString());
    }

    @Test
    void a_helper_has_a_version_for_each_function() {
        assertEquals(
                "[[fn(i32) -> i32, i32] -> i32, [fn(f64) -> bool, f64] -> bool]",
                accepted(
                                "fn call(f, x): return f(x)",
                                "print(call(fn(x): return x + 1, 1))",
                                "print(call(fn(x): return x > 1.0, 2.5))")
                        .versions("call")
                        .toString());
    }

    @Test
    void helpers_of_many_functions_take_them_as_one() {
        StringBuilder text = new StringBuilder("fn call(f, x): return f(x)\n");
        for (int i = 0; i < 12; i++) {
            text.append("print(call(fn(x): return x + ").append(i).append(", 1))\n");
        }
        assertEquals(
                "[[fn(i32) -> i32, i32] -> i32]",
                accepted(text.toString()).versions("call").toString());
    }

    @Test
    void a_function_that_gives_nothing_is_known_to() {
        assertEquals(
                "[[fn(i32), i32] -> void]",
                accepted("fn call(f, x): f(x)", "call(fn(x): print(x), 1)")
                        .versions("call")
                        .toString());
    }

    @Test
    void a_function_at_a_place_of_function_type_is_one_of_all() {
        assertEquals(
                "[[any] -> any]",
                accepted(
                                "fn f(x): return x",
                                "fn call(g: fn(f64) -> any): return g(1.5)",
                                "g = f",
                                "print(call(g), g(1))")
                        .versions("f")
                        .toString());
    }

    @Test
    void the_number_of_parameters_tells_functions_apart() {
        assertEquals(
                "[[i32] -> i32]",
                accepted(
                                "fn f(x): return x",
                                "g = f",
                                "h = fn(x, y): return 2.5",
                                "print(g(1), h(2.5, 1))")
                        .versions("f")
                        .toString());
    }

    @Test
    void declared_parameters_that_do_not_accept_each_other_tell_functions_apart() {
        assertEquals(
                "[[i32, i32] -> i32]",
                accepted(
                                "fn f(x: i32, y): return y",
                                "g = f",
                                "h = fn(x: f64, y): return 2.5",
                                "print(g(1, 1), h(2.5, 1.5))")
                        .versions("f")
                        .toString());
    }

    @Test
    void a_call_of_any_enters_all_functions_of_as_many_parameters() {
        assertEquals(
                "[[any] -> i32]",
                accepted(
                                "fn id(x): return x",
                                "fn f(x): return 1",
                                "g = f",
                                "h = id([f, f][1])",
                                "print(g(1), h(2.5))")
                        .versions("f")
                        .toString());
    }

    @Test
    void a_builtin_that_is_a_value_may_be_meant_by_any_call_with_as_many_arguments() {
        assertEquals(
                "[[i32] -> any]",
                accepted("fn f(x): return x", "gs = [f,]", "h = len", "print(gs[0](1))")
                        .versions("f")
                        .toString());
        assertEquals(
                "[[i32] -> i32]",
                accepted("fn f(x): return x", "gs = [f,]", "h = push", "print(gs[0](1))")
                        .versions("f")
                        .toString());
    }

    @Test
    void a_method_that_is_looked_up_by_name_takes_any() {
        assertEquals(
                "[[A, any] -> any]",
                accepted(
                                "struct A { x: i32 }",
                                "impl A { fn get(self, n) { return n } }",
                                "fn of(o): return o.get(1)",
                                "g = of",
                                "print(g(A{x: 1}), g(2))")
                        .versions("get")
                        .toString());
    }

    @Test
    void direct_calls_keep_their_own_versions() {
        assertEquals(
                "[[i32] -> i32, [any] -> any]",
                accepted("fn f(x): return x", "print(f(1))", "g = f", "print(g(true), g(\"s\"))")
                        .versions("f")
                        .toString());
    }

    @Test
    void what_is_declared_stays() {
        assertEquals(
                "[[i32] -> i32]",
                accepted("fn f(x: i32): return x", "g = f").versions("f").toString());
    }
}
