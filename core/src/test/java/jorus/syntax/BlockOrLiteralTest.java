package jorus.syntax;

import static jorus.syntax.Parsing.errors;
import static jorus.syntax.Parsing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// "Block or struct literal?", language.md 15.2.
class BlockOrLiteralTest {
    @Test
    void outside_a_header_a_brace_behind_a_name_starts_a_literal() {
        assertEquals("(= x (new P))", program("x = P {}"));
        assertEquals("(new P a=1)", program("P { a: 1 }"));
        assertEquals(
                "(fn f () {(return (new m.P a=1))})", program("fn f() { return m.P { a: 1 } }"));
        assertEquals("(print (new P a=1))", program("print(P{ a: 1 })"));
    }

    @Test
    void a_literal_starts_on_the_line_of_its_name() {
        assertEquals("E1006:2", errors("x = P", "{ a: 1 }"));
    }

    @Test
    void in_a_header_a_brace_opens_the_block() {
        assertEquals("(if ready {(decl x:i32 1)})", program("if ready { x: i32 = 1 }"));
        assertEquals("(for i 0..n {a})", program("for i in 0..n { a }"));
        assertEquals("(for i in xs {a})", program("for i in xs { a }"));
        assertEquals("(while a {b})", program("while a { b }"));
        assertEquals("(if a {b} c {d} else {e})", program("if a { b } elif c { d } else { e }"));
        assertEquals("(if (. a b) {c})", program("if a.b { c }"));
        assertEquals("(match a (_ -> {b}))", program("match a { _ -> b }"));
        assertEquals("(= x (match a (_ -> b)))", program("x = match a { _ -> b }"));
        assertEquals("(if a {})", program("if a {}"));
    }

    @Test
    void in_a_header_an_operator_behind_the_closing_brace_makes_a_literal() {
        assertEquals("(if (== p (new P x=1)) {a})", program("if p == P{ x: 1 }: a"));
        assertEquals("(if (== p (new P x=1)) {a})", program("if p == P{ x: 1 } { a }"));
        assertEquals("(if (. (new P x=1) ok) {a})", program("if P{ x: 1 }.ok { a }"));
        assertEquals("(for i in (index (new P) 0) {a})", program("for i in P{}[0] { a }"));
        assertEquals("(while (call (new P)) {a})", program("while P{}() { a }"));
        assertEquals("(for i (new P)..b {a})", program("for i in P{}..b { a }"));
        assertEquals("(for i (new P)..=b {a})", program("for i in P{}..=b { a }"));
    }

    @Test
    void every_operator_of_the_list_makes_a_literal() {
        String[] operators = {
            "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "and", "or"
        };
        for (String op : operators) {
            assertEquals("(if (" + op + " (new P) b) {c})", program("if P{} " + op + " b { c }"));
        }
        assertEquals("(if (as (new P) any) {c})", program("if P{} as any { c }"));
        assertEquals("(if (matches (new P) b) {c})", program("if P{} matches b { c }"));
    }

    @Test
    void other_tokens_behind_the_closing_brace_make_a_block() {
        assertEquals("(if a {b}) c", program("if a { b }; c"));
        assertEquals("(fn f () {(if a {b})})", program("fn f() { if a { b } }"));
        assertEquals("(if a {b} else {c})", program("if a { b } else { c }"));
        assertEquals("(if a {b}) (neg c)", program("if a { b }", "-c"));
        assertEquals("(if a {b}) (array c)", program("if a {", "b", "}", "[c]"));
    }

    @Test
    void brackets_in_a_header_are_no_header() {
        assertEquals("(if (call f (new P x=1)) {a})", program("if f(P{ x: 1 }) { a }"));
        assertEquals("(if (paren (new P x=1)) {a})", program("if (P{ x: 1 }) { a }"));
        assertEquals("(for i in (array (new P)) {a})", program("for i in [P{}] { a }"));
        assertEquals("(if (index a (new P)) {b})", program("if a[P{}] { b }"));
        assertEquals("(if (== (new P q=(new Q)) b) {c})", program("if P{ q: Q{} } == b { c }"));
    }

    @Test
    void the_header_goes_on_behind_its_brackets() {
        assertEquals("(if (and (paren a) b) {c})", program("if (a) and b { c }"));
        assertEquals("(if (+ (call f a) b) {c})", program("if f(a) + b { c }"));
    }

    @Test
    void a_suite_inside_a_header_is_no_header() {
        assertEquals("(if (call f (fn () {(new P)})) {a})", program("if f(fn() { P {} }) { a }"));
    }

    @Test
    void after_a_type_a_brace_is_always_a_block() {
        assertEquals("(fn f () P {a})", program("fn f() -> P { a }"));
        assertEquals("(= x (fn () m.P {a}))", program("x = fn() -> m.P { a }"));
    }

    @Test
    void after_else_try_and_catch_a_brace_is_always_a_block() {
        assertEquals(
                "(try {a} e {b}) (if c {d} else {e})",
                program("try { a } catch e { b }", "if c: d", "else { e }"));
    }

    @Test
    void a_match_in_an_operation_reads_a_literal() {
        assertEquals("E1006:1", errors("x = match e { 0 -> 1 } * 2"));
        assertEquals(
                "(= x (* (paren (match e (0 -> 1))) 2))", program("x = (match e { 0 -> 1 }) * 2"));
    }

    @Test
    void an_unclosed_brace_in_a_header_opens_a_block() {
        assertEquals("E1004:2", errors("if a { b", "c"));
    }

    @Test
    void both_surfaces_mix() {
        assertEquals(
                "(if a {(while b {c}) d}) (let x 1) (fn f () {(if a {b})})",
                program(
                        "if a {",
                        "while b:",
                        "    c",
                        "d }",
                        "let x = 1;",
                        "fn f():",
                        "    if a { b }"));
    }
}
