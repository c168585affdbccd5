package jorus.syntax;

import static jorus.syntax.Parsing.errors;
import static jorus.syntax.Parsing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Functions, types and their members: language.md 2, 6 to 8, 14 and 15.2.
class DeclarationTest {
    private static String type(String type) {
        String tree = program("x: " + type + " = 1");
        return tree.substring("(decl x:".length(), tree.length() - " 1)".length());
    }

    @Test
    void types_have_all_forms() {
        assertEquals("i32", type("i32"));
        assertEquals("m.T", type("m.T"));
        assertEquals("[i32]", type("[i32]"));
        assertEquals("[[f64]]", type("[[f64]]"));
        assertEquals("[i32 5]", type("[i32, 5]"));
        assertEquals("[i32 N]", type("[i32, N]"));
        assertEquals("fn()", type("fn()"));
        assertEquals("fn(i32 [T])->fn()->R", type("fn(i32, [T],) -> fn() -> R"));
        assertEquals("Box<i32><[T]>", type("Box[i32, [T]]"));
    }

    @Test
    void a_question_mark_behind_a_type_means_nothing() {
        assertEquals("i32", type("i32?"));
        assertEquals("[i32]", type("[i32?]?"));
        assertEquals("fn(T)->R", type("fn(T?) -> R?"));
    }

    @Test
    void array_lengths_are_whole_numbers_or_names() {
        assertEquals("E1006:1", errors("x: [i32, 2.5] = a"));
        assertEquals("E1006:1", errors("x: [i32, -1] = a"));
        assertEquals("E1006:1", errors("x: [i32, \"a\"] = a"));
        assertEquals("[i32 16i64]", type("[i32, 0x10i64]"));
        assertEquals("E1006:1", errors("x: [i32, 99999999999999999999] = a"));
    }

    @Test
    void malformed_types_are_errors() {
        assertEquals("E1006:1", errors("x: 5 = 1"));
        assertEquals("E1006:1", errors("x: = 1"));
        assertEquals("E1020:1", errors("x: [i32 = 1"));
        assertEquals("E1003:1", errors("x: fn(i32 = 1"));
        assertEquals("E1006:1", errors("x: i32?? = 1"));
    }

    @Test
    void functions_have_parameters_and_results() {
        assertEquals("(fn f () {})", program("fn f() {}"));
        assertEquals(
                "(fn f (a b:i32 mut c mut d:[T]) R {pass})",
                program("fn f(a, b: i32, mut c, mut d: [T],) -> R: pass"));
        assertEquals("(fn f (a) P {a})", program("fn f(a) -> P { a }"));
        assertEquals("(fn f (a b) {a})", program("fn f(a,", "b", "):", "    a"));
    }

    @Test
    void functions_can_be_declared_in_blocks() {
        assertEquals(
                "(fn f () {(fn g () {a}) (call g)})", program("fn f():", " fn g(): a", " g()"));
    }

    @Test
    void malformed_functions_are_errors() {
        assertEquals("E1006:1", errors("fn 5() {}"));
        assertEquals("E1003:1", errors("fn f {}"));
        assertEquals("E1006:1", errors("fn f(5) {}"));
        assertEquals("E1003:1", errors("fn f(a b) {}"));
        assertEquals("E1006:1", errors("fn f() -> {}"));
        assertEquals("E1002:1", errors("fn f()", "    pass", "x"));
    }

    @Test
    void structs_have_fields_and_defaults() {
        assertEquals(
                "(struct P x:i32 y:m.T=(+ 1 2))",
                program("struct P:", "    x: i32", "    pub y: m.T = 1 + 2"));
        assertEquals("(struct P x:i32 y:i32=5)", program("struct P { x: i32, y: i32 = 5 }"));
    }

    @Test
    void members_are_separated_by_lines_commas_or_semicolons() {
        String tree = "(struct P a:T b:T c:T)";
        assertEquals(tree, program("struct P {", "a: T", "  b: T", "c: T }"));
        assertEquals(tree, program("struct P { a: T; b: T, c: T, }"));
        assertEquals(tree, program("struct P:", "    a: T,", "    b: T;", "    c: T,"));
        assertEquals(tree, program("struct P:", "    a: T, b: T; c: T"));
        assertEquals("(struct P)", program("struct P {}"));
    }

    @Test
    void members_need_a_separator() {
        assertEquals("E1006:1", errors("struct P { a: T b: T }"));
        assertEquals("E1006:2", errors("struct P:", "    a: T b: T", "x"));
    }

    @Test
    void malformed_structs_are_errors() {
        assertEquals("E1002:1", errors("struct P", "    x: i32", "y"));
        assertEquals("E1008:2", errors("struct P:", "y"));
        assertEquals("E1008:1", errors("struct P:"));
        assertEquals("E1006:2", errors("struct P:", "    x", "    y: T"));
        assertEquals("E1006:1", errors("struct P: x: i32"));
        assertEquals("E1006:1", errors("struct 5 {}"));
        assertEquals("E1008:3", errors("struct P:", "    x: i32", "      y: i32", "    z: i32"));
    }

    @Test
    void enums_have_payloads_and_type_parameters() {
        assertEquals(
                "(enum E A B/l:i32/r:string C/_:i32/_:m.T)",
                program("enum E:", "    A", "    B(l: i32, r: string,)", "    C(i32, m.T)"));
        assertEquals(
                "(enum O[T, U] Some/value:T None)",
                program("enum O[T, U] { Some(value: T), None }"));
        assertEquals("(enum E A B C)", program("enum E {", "A, B", "C }"));
    }

    @Test
    void malformed_enums_are_errors() {
        assertEquals("E1006:1", errors("enum E { 5 }"));
        assertEquals("E1003:1", errors("enum E { A(i32 }"));
        assertEquals("E1020:1", errors("enum E[T { A }"));
        assertEquals("E1002:1", errors("enum E<T> { A }"));
    }

    @Test
    void impl_blocks_have_functions() {
        assertEquals(
                "(impl P (fn a (self) {b}) (fn c (x:i32) P {d}))",
                program("impl P:", "    fn a(self): b", "    pub fn c(x: i32) -> P:", "        d"));
        assertEquals(
                "(impl P (fn a () {}) (fn b () {}))", program("impl P { fn a() {}; fn b() {} }"));
        assertEquals("E1006:2", errors("impl P:", "    x = 1", "    fn a(): b"));
    }

    @Test
    void match_statements_have_arms_of_statements() {
        assertEquals(
                "(match a (0 -> {b}) (1 -> {c d}) (_ -> {e}))",
                program(
                        "match a:",
                        "    0 -> b",
                        "    1 ->",
                        "        c",
                        "        d",
                        "    _ -> e"));
        assertEquals(
                "(match a (0 -> {b c}) (_ -> {(return d)}))",
                program("match a { 0 -> b; c, _ -> return d }"));
        assertEquals(
                "(match a (0 -> {b c}) (1 -> {}) (_ -> {d}))",
                program("match a {", "0 -> { b", "c }", "1 -> {}, _ -> d", "}"));
    }

    @Test
    void semicolons_continue_an_arm_and_commas_end_it() {
        assertEquals(
                "(match a (0 -> {(= x 1) (= y 2)}) (1 -> {(if b {(= x 1)})}) (_ -> {pass}))",
                program("match a { 0 -> x = 1; y = 2, 1 -> if b: x = 1, _ -> pass }"));
        assertEquals(
                "(match a (0 -> {(return)}) (1 -> {(return b)}))",
                program("match a { 0 -> return, 1 -> return b }"));
        assertEquals(
                "(match a (0 -> {b}) (_ -> {c}))",
                program("match a:", "    0 -> b;", "    _ -> c;"));
    }

    @Test
    void match_expressions_have_arms_of_expressions() {
        String tree = "(= x (match a (0 -> b) (1 -> c) (_ -> d)))";
        assertEquals(tree, program("x = match a:", "    0 -> b", "    1 -> c; _ -> d"));
        assertEquals(tree, program("x = match a { 0 -> b, 1 -> c; _ -> d }"));
        assertEquals(tree, program("x = match a {", "0 -> b", "", "1 -> c,", "_ -> d", "}"));
    }

    @Test
    void a_match_expression_in_brackets_may_be_indented() {
        assertEquals(
                "(call f (match a (0 -> b) (_ -> c)) d)",
                program("f(match a:", "    0 -> b", "    _ -> c", ", d)"));
        assertEquals(
                "(call f (match a (0 -> b) (_ -> c)) d)",
                program("f(match a:", "    0 -> b", "    _ -> c, d)"));
        assertEquals(
                "(print (match a (0 -> b) (_ -> c)))",
                program("print(match a:", "    0 -> b", "    _ -> c)"));
    }

    @Test
    void patterns_have_all_forms() {
        assertEquals(
                "(match e (<E.V> -> {}) (<E.V (a _)> -> {}) (<m.E.V ()> -> {}) (_ -> {}))",
                program("match e { E.V -> {}, E.V(a, _,) -> {}, m.E.V() -> {}, _ -> {} }"));
        assertEquals(
                "(match a ((neg 1) -> {}) (\"s\" -> {}) (x -> {}) ((+ x 1) -> {}) ((call f x) ->"
                        + " {}))",
                program("match a { -1 -> {}, \"s\" -> {}, x -> {}, x + 1 -> {}, f(x) -> {} }"));
        assertEquals(
                "(match a ((call (. E V) 1) -> {}) ((. (. (. a b) c) d) -> {}))",
                program("match a { E.V(1) -> {}, a.b.c.d -> {} }"));
    }

    @Test
    void a_struct_literal_is_no_pattern() {
        assertEquals("E1006:1", errors("match a { P{ x: 1 } -> b }"));
    }

    @Test
    void a_match_needs_an_arm() {
        assertEquals("E1006:1", errors("match a {}"));
        assertEquals("E1006:1", errors("x = match a { }"));
        assertEquals("E1008:2", errors("match a:", "b"));
    }

    @Test
    void malformed_arms_are_errors() {
        assertEquals("E1006:2", errors("match a:", "    0: b", "    _ -> c"));
        assertEquals("E1006:1", errors("match a { 0 => b }"));
        assertEquals("E1006:1", errors("x = match a { 0 -> }"));
        assertEquals("E1006:2", errors("x = match a:", "    0 ->", "        1", "y"));
        assertEquals("E1002:1", errors("match a", "    0 -> b", "c"));
    }

    @Test
    void arms_belong_to_the_line_of_their_match() {
        assertEquals("E1008:3", errors("fn f():", "    return match a:", "    0 -> 1", "x"));
        assertEquals(
                "(fn f () {(return (match a (0 -> 1)))}) x",
                program("fn f():", "    return match a:", "      0 -> 1", "x"));
    }
}
