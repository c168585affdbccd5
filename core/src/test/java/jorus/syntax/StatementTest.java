package jorus.syntax;

import static jorus.syntax.Parsing.errors;
import static jorus.syntax.Parsing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Declarations, assignments and statements: language.md 3.1, 5, 10, 14 and 15.2.
class StatementTest {
    @Test
    void declarations_have_all_forms() {
        assertEquals("(= x 1)", program("x = 1"));
        assertEquals("(mut x 1) (mut y:i64 2)", program("mut x = 1", "mut y: i64 = 2"));
        assertEquals("(decl x:i32 1)", program("x: i32 = 1"));
        assertEquals("(const X 1) (const Y:u32 2)", program("X := 1", "Y: u32 := 2"));
    }

    @Test
    void let_declares_with_and_without_mut() {
        assertEquals("(let x 1) (let mut y 2)", program("let x = 1", "let mut y = 2"));
        assertEquals("(let x:i32 1) (let mut y:T 2)", program("let x: i32 = 1; let mut y: T = 2;"));
        assertEquals("(const X 1) (const Y:i32 2)", program("let X := 1", "let Y: i32 := 2"));
    }

    @Test
    void let_is_a_name_elsewhere() {
        assertEquals("(= let 1) let (call let 2)", program("let = 1", "let", "let(2)"));
        assertEquals("let (= x 1)", program("let", "x = 1"));
        assertEquals("(+= let 1) (= x let)", program("let += 1", "x = let"));
    }

    @Test
    void several_declarations_share_a_line() {
        assertEquals("(= x 1) (mut y 2) (decl z:i64 3)", program("x = 1, mut y = 2, z: i64 = 3"));
        assertEquals("(const A 1) (const B 2)", program("A := 1, B := 2"));
        assertEquals("(let a 1) (let mut b 2)", program("let a = 1, let mut b = 2"));
        assertEquals("(= x 1) (= y 2) (= z 3)", program("x = 1, y = 2; z = 3"));
    }

    @Test
    void only_declarations_share_a_line_by_commas() {
        assertEquals("E1006:1", errors("x = 1, f()"));
        assertEquals("E1006:1", errors("f(), x = 1"));
        assertEquals("E1006:1", errors("x += 1, y = 2"));
        assertEquals("E1006:1", errors("x = y = 1, z = 2"));
        assertEquals("E1006:1", errors("a.b = 1, c = 2"));
    }

    @Test
    void a_declaration_needs_a_value() {
        assertEquals("E1006:1", errors("mut x", "y = 1"));
        assertEquals("E1006:1", errors("x: i32", "y = 1"));
        assertEquals("E1006:1", errors("let x", "y = 1"));
        assertEquals("E1006:1", errors("x = ; y"));
    }

    @Test
    void a_constant_is_never_mut() {
        assertEquals("E1006:1", errors("mut X := 1"));
        assertEquals("E1006:1", errors("let mut X := 1"));
    }

    @Test
    void a_declaration_can_not_be_compound() {
        assertEquals("E1015:1", errors("mut x += 1"));
        assertEquals("E1015:1", errors("let mut x -= 1"));
        assertEquals("E1006:1", errors("x: i32 += 1"));
    }

    @Test
    void assignments_have_names_elements_and_fields_as_targets() {
        assertEquals(
                "(= (index a i) 1) (= (. a b) 2) (= (. (index (call f) 0) c) 3)",
                program("a[i] = 1", "a.b = 2", "f()[0].c = 3"));
    }

    @Test
    void nothing_else_can_be_assigned() {
        assertEquals("E1006:1", errors("f() = 1"));
        assertEquals("E1006:1", errors("1 = x"));
        assertEquals("E1006:1", errors("a + b = 1"));
        assertEquals("E1006:1", errors("(a) = 1"));
        assertEquals("E1006:1", errors("a[1..2] = b"));
        assertEquals("E1006:1", errors("x = 1 = y"));
        assertEquals("E1006:1", errors("f() += 1"));
    }

    @Test
    void assignments_chain_from_the_right() {
        assertEquals("(= a b (index c 0) d)", program("a = b = c[0] = d"));
        assertEquals("E1006:1", errors("a = b += c"));
        assertEquals("E1006:1", errors("a += b = c"));
    }

    @Test
    void updates_have_five_operators() {
        assertEquals(
                "(+= a 1) (-= a 1) (*= a 1) (/= a 1) (%= a 1)",
                program("a += 1; a -= 1; a *= 1; a /= 1; a %= 1"));
        assertEquals("(+= (index (. a b) 1) (+ c d))", program("a.b[1] += c + d"));
    }

    @Test
    void destructuring_takes_names() {
        assertEquals("(unpack a b c)", program("a, b = c"));
        assertEquals("(unpack a b _ (call f))", program("a, b,", "_ = f()"));
        assertEquals("E1006:1", errors("a, b[0] = c"));
        assertEquals("E1006:1", errors("a, b"));
        assertEquals("E1006:1 E1006:2", errors("a, b", "= c"));
    }

    @Test
    void assignments_are_no_expressions() {
        assertEquals("E1006:1", errors("if x = 1: pass"));
        assertEquals("E1006:1", errors("while x += 1 { }"));
        assertEquals("E1006:1", errors("f(x = 1)"));
        assertEquals("E1006:1", errors("y = (x = 1)"));
        assertEquals("E1006:1", errors("y = [x = 1]"));
        assertEquals("E1006:1", errors("y = a[x = 1]"));
        assertEquals("E1006:1", errors("print(x = 1)"));
    }

    @Test
    void print_is_a_statement() {
        assertEquals("(print) (print 1 a)", program("print()", "print(1, a,)"));
        assertEquals("E1006:1", errors("x = print(1)"));
        assertEquals("E1003:1", errors("print 1"));
        assertEquals("E1003:1", errors("print", "x = 1"));
    }

    @Test
    void jumps_may_have_labels() {
        assertEquals(
                "break continue (break a) (continue b)",
                program("break", "continue", "break 'a", "continue 'b"));
        assertEquals("E1006:1", errors("break a"));
    }

    @Test
    void return_has_any_number_of_values() {
        assertEquals(
                "(return) (return 1) (return a b)", program("return", "return 1; return a, b"));
        assertEquals("(fn f () {(return)})", program("fn f() { return }"));
        assertEquals("(return) x", program("return", "x"));
    }

    @Test
    void if_takes_elif_and_else_if_alike() {
        String tree = "(if a {b} c {d} e {f} else {g})";
        assertEquals(tree, program("if a: b", "elif c: d", "else if e: f", "else: g"));
        assertEquals(tree, program("if a { b } elif c { d } else if e { f } else { g }"));
    }

    @Test
    void while_and_for_loops_have_labels() {
        assertEquals("(while 'l a {b})", program("'l: while a: b"));
        assertEquals("(for 'l i in a {b})", program("'l: for i in a { b }"));
        assertEquals("E1006:1", errors("'l: if a: b"));
        assertEquals("E1006:1", errors("'l:", "for i in a: b"));
        assertEquals("E1006:1", errors("'if: for i in a: b"));
    }

    @Test
    void for_runs_over_ranges_and_values() {
        assertEquals("(for i 0..n {a})", program("for i in 0..n: a"));
        assertEquals("(for i 0..=n {a})", program("for i in 0..=n: a"));
        assertEquals("(for i a..b..(neg 1) {c})", program("for i in a..b..-1: c"));
        assertEquals("(for i a..=b..s {c})", program("for i in a..=b..s: c"));
        assertEquals("(for i in (call range 3) {c})", program("for i in range(3): c"));
        assertEquals("(for i (+ a 1)..(* b 2) {c})", program("for i in a + 1..b * 2: c"));
    }

    @Test
    void for_takes_one_name_and_in() {
        assertEquals("E1006:1", errors("for i, j in a: b"));
        assertEquals("E1006:1", errors("for i = 0: b"));
        assertEquals("E1006:1", errors("for in a: b"));
        assertEquals("E1006:1", errors("for i in: b"));
        assertEquals("E1006:1", errors("for i in a..: b"));
    }

    @Test
    void try_needs_catch() {
        assertEquals("(try {a} {b})", program("try:", "    a", "catch:", "    b"));
        assertEquals("(try {a} e {b})", program("try { a } catch e { b }"));
        assertEquals("E1006:2", errors("try:", "    a", "b"));
        assertEquals("E1005:1", errors("try { a }"));
    }

    @Test
    void stray_branches_are_errors() {
        assertEquals("E1006:1", errors("else: a", "b"));
        assertEquals("E1006:1", errors("elif a: b"));
        assertEquals("E1006:2", errors("a", "catch e: b"));
        assertEquals("E1006:2", errors("while a: b", "else: c"));
    }

    @Test
    void use_has_all_forms() {
        assertEquals("(use a) (use a.b.c)", program("use a", "use a.b.c"));
        assertEquals("(use a.b as n)", program("use a.b as n"));
        assertEquals("(use a : f K=k T)", program("use a: f, K as k, T"));
        assertEquals("(use a : f g)", program("use a: f,", "  g"));
        assertEquals("(use a : *)", program("use a: *"));
    }

    @Test
    void use_stands_at_module_level() {
        assertEquals("E1006:1", errors("fn f(): use a"));
        assertEquals("E1006:2", errors("if a:", "    use b"));
    }

    @Test
    void malformed_uses_are_errors() {
        assertEquals("E1006:1", errors("use 5"));
        assertEquals("E1006:1", errors("use a."));
        assertEquals("E1006:1", errors("use a:"));
        assertEquals("E1006:1", errors("use a: *, f"));
        assertEquals("E1006:1", errors("use a as if"));
    }

    @Test
    void pub_exports_declarations() {
        assertEquals(
                "(pub = x 1) (pub mut y 2) (pub decl z:i32 3) (pub const C 4)",
                program("pub x = 1", "pub mut y = 2", "pub z: i32 = 3", "pub C := 4"));
        assertEquals(
                "pub (fn f () {}) pub (struct S) pub (enum E) pub (impl S)",
                program("pub fn f() {}", "pub struct S {}", "pub enum E {}", "pub impl S {}"));
    }

    @Test
    void pub_is_repeated_for_each_declaration_of_a_line() {
        assertEquals("(pub = x 1) (= y 2)", program("pub x = 1, y = 2"));
        assertEquals("(pub = x 1) (pub mut y 2)", program("pub x = 1, pub mut y = 2"));
    }

    @Test
    void pub_stands_before_declarations_only() {
        assertEquals("E1006:1", errors("pub f()"));
        assertEquals("E1006:1", errors("pub x += 1"));
        assertEquals("E1006:1", errors("pub a.b = 1"));
        assertEquals("E1006:1", errors("pub a = b = 1"));
        assertEquals("E1006:1", errors("pub a, b = c"));
        assertEquals("E1006:1", errors("pub use a"));
        assertEquals("E1006:1", errors("pub if a: b"));
        assertEquals("E1006:1", errors("pub let x = 1"));
        assertEquals("E1006:1", errors("pub", "x = 1"));
    }

    @Test
    void pub_stands_at_module_level() {
        assertEquals("E1006:1", errors("fn f(): pub x = 1"));
        assertEquals("E1006:2", errors("if a {", "pub fn g() {}", "}"));
    }

    @Test
    void keywords_are_no_names() {
        assertEquals("E1006:1", errors("mut if = 1"));
        assertEquals("E1006:1", errors("match = 1"));
        assertEquals("E1006:1", errors("fn for() {}"));
        assertEquals("E1006:1", errors("x = a.in"));
        assertEquals("E1006:1", errors("fn f(try) {}"));
    }
}
