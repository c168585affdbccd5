package jorus.check;

import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What parses already and is refused with one clear diagnostic.
class UnsupportedTest {
    @Test
    void structs() {
        assertErrors("E9002:1", "struct P:", "    x: i32", "p = P{ x: 1 }", "print(p.x)");
        assertEquals(
                "[structs are not supported yet]",
                of("struct P:", "    x: i32").messages().toString());
    }

    @Test
    void a_literal_of_an_unknown_struct() {
        assertErrors("E9002:1", "p = Q{ x: 1 }");
    }

    @Test
    void enums() {
        assertErrors(
                "E9002:1", "enum E:", "    A", "    B(x: i32)", "e = E.B(1)", "print(e == E.A)");
        assertErrors("E9002:1", "print(Result.Ok(1))");
    }

    @Test
    void impl_blocks() {
        assertErrors(
                "E9002:1 E9002:3", "struct P:", "    x: i32", "impl P:", "    fn f(self): pass");
    }

    @Test
    void match_statements_and_expressions() {
        assertErrors("E9002:1", "match 1:", "    1 -> print(1)", "    _ -> pass");
        assertErrors("E9002:1", "x = match 1 { 1 -> 2, _ -> 3 }", "print(x + \"a\")");
    }

    @Test
    void variant_patterns() {
        assertErrors("E9002:2", "x = 1", "print(x matches E.V(_))");
    }

    @Test
    void function_values() {
        assertErrors("E9002:2", "fn f(): pass", "g = f", "g(1)");
        assertErrors("E9002:1", "g = len", "print(g)");
        assertErrors("E9002:1", "fn f(g): return g(1)");
        assertErrors("E9002:1", "fn f(g: fn(i32) -> i32): return g(1)");
    }

    @Test
    void function_expressions() {
        assertErrors("E9002:1", "g = fn(x): x + 1", "print(g(2))");
    }

    @Test
    void try_and_catch() {
        assertErrors("E9002:1", "try: print(1)", "catch e: print(e)");
    }

    @Test
    void other_modules() {
        assertErrors("E9002:1", "use my.module", "print(module.x + module.f(1))");
        assertErrors("E9002:1", "use my.module: f, K as k", "print(f(k))");
        assertErrors("E9002:1", "use my.module: *", "print(f(K))");
    }

    @Test
    void the_builtins_of_later() {
        assertErrors("E9002:1", "print(int(\"5\") + 1)");
        assertErrors("E9002:1", "for i in range(3): print(i)");
        assertErrors("E9002:1", "print(sorted([1, 2,]))");
        assertEquals(
                "[the builtin 'typeof' is not supported yet]",
                of("print(typeof(1))").messages().toString());
    }

    @Test
    void functions_that_capture() {
        assertErrors(
                "E9002:3", "fn f():", "    mut n = 1", "    fn g(): return n", "    return g()");
        assertErrors("E9002:3", "fn f():", "    mut n = 1", "    fn g(): n = 2", "    g()");
    }

    @Test
    void a_plain_variable_of_the_enclosing_function_cannot_be_assigned() {
        assertErrors("E1014:3", "fn f():", "    n = 1", "    fn g(): n = 2", "    g()");
    }

    @Test
    void a_compile_time_constant_of_the_enclosing_function_is_no_capture() {
        assertEquals(
                "(return 5:i32)",
                Checking.accepted(
                                "fn f():",
                                "    n: i32 = 5",
                                "    fn g() -> i32: return n",
                                "    return g()")
                        .tree("g"));
    }

    @Test
    void fields_of_any() {
        assertErrors("E9002:1", "fn f(p): return p.x");
    }
}
