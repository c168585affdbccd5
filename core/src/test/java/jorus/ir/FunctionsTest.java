package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static int count(String part, String text) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private static String all(String... lines) {
        return IrPrinter.print(Sources.lower(lines));
    }

    @Test
    void a_call_of_a_value_is_one_instruction_whatever_its_signature() {
        assertEquals(
                """
                b0:
                    r2: i32 = call_value fn(i32) -> i32 r0, r1
                    return r2
                """,
                Sources.function(
                        "f",
                        "fn f(g: fn(i32) -> i32, n: i32) -> i32: g(n)",
                        "print(f(fn(v: i32) -> i32: v, 1))"));
    }

    @Test
    void the_adapter_of_a_function_type_checks_the_result() {
        assertEquals(
                """
                b0:
                    r3: any = box r2
                    r4: any = call_dynamic r0, r1, r3
                    r5: string = unbox r4
                    return r5
                """,
                Sources.function(
                        "fn(any, i32) -> string",
                        "fn f(g: fn(any, i32) -> string) -> string: g(true, 1) + g(2, 1)",
                        "print(f(fn(a: any, b: i32) -> string: \"s\"))"));
    }

    @Test
    void the_adapter_of_a_function_type_without_result_drops_it() {
        assertEquals(
                """
                b0:
                    r1: any = call_dynamic r0
                    return
                """,
                Sources.function("fn()", "fn f(g: fn()): g()", "fn nothing(): pass", "f(nothing)"));
    }

    @Test
    void a_function_type_has_one_adapter_if_it_is_called() {
        String ir =
                all(
                        "fn f(g: fn(i32) -> i32, n: i32) -> i32: g(n) + g(n + 1)",
                        "fn twice(g: fn(i32) -> i32) -> i32: f(g, 1) + g(2)",
                        "fn pass_on(g: fn(bool) -> bool) -> any: g",
                        "a: any = pass_on(fn(v: bool) -> bool: v)",
                        "print(twice(fn(v: i32) -> i32: v), a)");
        assertEquals(1, count("fn fn(i32) -> i32(r0: fn(i32) -> i32, r1: i32) -> i32", ir), ir);
        assertEquals(0, count("fn fn(bool)", ir), ir);
    }

    @Test
    void a_value_without_captures_is_an_object_without_fields() {
        String ir = all("fn f(n: i32) -> i32: n", "g = f", "print(g(1))");
        assertTrue(ir.contains("new_object f"), ir);
        assertFalse(ir.contains("set_field"), ir);
    }

    @Test
    void a_captured_variable_that_never_changes_is_copied() {
        String ir =
                Sources.function(
                        "f", "fn f(n: i32) -> fn() -> i32: fn() -> i32: n", "print(f(1)())");
        assertTrue(ir.contains("set_field (lambda).0 r1, r0"), ir);
        assertFalse(ir.contains("cell"), ir);
    }

    @Test
    void a_captured_variable_that_is_assigned_lives_in_a_cell() {
        String ir =
                Sources.function(
                        "f",
                        "fn f() -> fn() -> i32:",
                        "    mut n = 5",
                        "    return fn() -> i32:",
                        "        n = n + 1",
                        "        return n",
                        "print(f()())");
        assertTrue(ir.contains("new_object cell of i32"), ir);
        assertTrue(ir.contains("set_field cell of i32.0"), ir);
    }

    @Test
    void a_closure_reads_its_captures_from_itself() {
        assertEquals(
                """
                b0:
                    r1: cell of i32 = get_field (lambda).0 r0
                    r2: i32 = get_field cell of i32.0 r1
                    r4: i32 = addk r2, 1
                    set_field cell of i32.0 r1, r4
                    return r4
                """,
                Sources.function(
                        "(lambda)",
                        "fn f() -> fn() -> i32:",
                        "    mut n = 5",
                        "    return fn() -> i32:",
                        "        n = n + 1",
                        "        return n",
                        "print(f()())"));
    }

    @Test
    void a_captured_parameter_that_is_assigned_moves_into_a_cell() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(mut n: i32) -> fn() -> i32:",
                        "    g = fn() -> i32: n",
                        "    n = n + 1",
                        "    return g",
                        "print(f(1)())");
        assertTrue(ir.startsWith("b0:\n    r1: cell of i32 = new_object"), ir);
        assertTrue(ir.contains("set_field cell of i32.0 r1, r0"), ir);
    }

    @Test
    void each_turn_of_a_loop_has_a_cell_of_its_own() {
        String ir =
                Sources.function(
                        "f",
                        "fn f() -> [fn() -> i32]:",
                        "    mut all: [fn() -> i32] = []",
                        "    for i in 0..3:",
                        "        push(all, fn() -> i32:",
                        "            i = i + 1",
                        "            return i",
                        "        )",
                        "    return all",
                        "print(len(f()))");
        assertEquals(1, count("new_object cell of i32", ir), ir);
        assertTrue(ir.indexOf("new_object cell") > ir.indexOf("b1:"), ir);
        assertTrue(ir.contains("next"), ir);
    }

    @Test
    void a_call_of_a_known_closure_makes_none() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(m: i32) -> i32:",
                        "    fn inner(a: i32) -> i32: a + m",
                        "    return inner(2)",
                        "print(f(1))");
        assertFalse(ir.contains("new_object"), ir);
        assertTrue(ir.contains("= call inner r0, r"), ir);
    }

    @Test
    void a_closure_that_calls_itself_makes_none_either() {
        String ir =
                all(
                        "fn f(m: i32) -> i32:",
                        "    fn down(a: i32) -> i32:",
                        "        if a <= m: return 0",
                        "        return down(a - 1) + 1",
                        "    return down(9)",
                        "print(f(1))");
        assertFalse(ir.contains("new_object"), ir);
    }

    @Test
    void a_closure_that_returns_itself_returns_the_object_it_is() {
        String ir =
                all(
                        "fn f(m: i32):",
                        "    fn again(): if m > 1: return again else: return m",
                        "    return again",
                        "print(f(1)())");
        assertEquals(1, count("new_object again", ir), ir);
    }

    @Test
    void a_wrapper_checks_the_arguments_of_dynamic_calls() {
        IrProgram program =
                Sources.lower("fn f(a: i32, b) -> i32: a", "g = f", "print(g(1, 2), g(1, true))");
        int wrapper = 2;
        String ir = IrPrinter.print(program.functions().get(wrapper));
        assertTrue(ir.startsWith("fn f(r0: f, r1: any, r2: any) -> any"), ir);
        assertEquals(1, count("unbox r1", ir), ir);
        assertFalse(ir.contains("unbox r2"), ir);
        assertTrue(ir.contains("any = box"), ir);
    }

    @Test
    void a_function_of_any_alone_needs_no_wrapper() {
        IrProgram program = Sources.lower("fn f(a, b): return a", "g = f");
        assertEquals(2, program.functions().size());
    }

    @Test
    void a_builtin_as_a_value_is_a_function_of_any() {
        String ir = all("f = len", "print(f(\"abc\"))");
        assertTrue(ir.contains("fn len(r0: len, r1: any) -> any"), ir);
        assertTrue(ir.contains("builtin len.any r1"), ir);
        assertTrue(ir.contains("builtin callee"), ir);
    }

    @Test
    void a_value_of_any_is_made_a_function_after_the_arguments() {
        String ir =
                Sources.function(
                        "(lambda)", "fn g(n): return n", "f = fn(h, n: i32): h(g(n))", "print(1)");
        assertTrue(ir.contains("call g"), ir);
        assertTrue(ir.indexOf("call g") < ir.indexOf("builtin callee"), ir);
    }

    @Test
    void methods_that_may_be_looked_up_are_listed() {
        IrProgram program =
                Sources.lower(
                        "struct A { x: i32 }",
                        "struct B { x: i32 }",
                        "impl A { fn get(self) -> i32 { self.x }, fn unused(self) { pass } }",
                        "impl B { fn get(self) -> i32 { self.x } }",
                        "g = fn(o): return o.get()",
                        "print(g(A{x: 1}), g(B{x: 2}))");
        assertEquals(2, program.methods().size());
        assertEquals("get", program.methods().get(0).name());
    }

    @Test
    void a_method_of_any_is_looked_up_with_the_receiver_as_first_argument() {
        String ir =
                Sources.function(
                        "(lambda)",
                        "struct A { x: i32 }",
                        "impl A { fn get(self) -> i32 { self.x } }",
                        "g = fn(o): return o.get()",
                        "print(g(A{x: 1}), g(2))");
        assertTrue(ir.contains("builtin find.method r1"), ir);
        assertTrue(ir.contains("call_dynamic r"), ir);
        assertFalse(ir.contains("get.member"), ir);
    }

    @Test
    void a_field_that_may_hold_a_function_is_tried_for_its_structs() {
        String ir =
                Sources.function(
                        "(lambda)",
                        "struct A { get: any }",
                        "g = fn(o): return o.get()",
                        "print(g(A{get: 1}))");
        assertTrue(ir.contains("type_id A"), ir);
        assertTrue(ir.contains("builtin get.member"), ir);
    }

    @Test
    void a_method_of_a_known_type_is_called_directly() {
        String ir =
                Sources.function(
                        "f",
                        "struct A { x: i32 }",
                        "impl A { fn get(self) -> i32 { self.x } }",
                        "fn f(o): return o.get()",
                        "print(f(A{x: 1}))");
        assertTrue(ir.contains("i32 = call get r0"), ir);
    }

    @Test
    void a_callee_that_takes_another_number_of_arguments_is_called_as_any() {
        String ir =
                Sources.function("f", "fn f(g, x): return g(x)", "print(f(fn(a, b): return a, 1))");
        assertFalse(ir.contains("call_value"), ir);
        assertTrue(ir.contains("builtin callee"), ir);
    }
}
