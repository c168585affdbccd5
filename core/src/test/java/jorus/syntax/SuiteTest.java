package jorus.syntax;

import static jorus.syntax.Parsing.errors;
import static jorus.syntax.Parsing.expr;
import static jorus.syntax.Parsing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Lines and suites: language.md 1.7 and 15.4.6.
class SuiteTest {
    @Test
    void a_line_continues_behind_operators_and_commas() {
        assertEquals("(= x (+ 1 2))", program("x = 1 +", "2"));
        assertEquals("(= x (or a b))", program("x =", "    a or", "  b"));
        assertEquals("(= x (as a i64))", program("x = a as", "i64"));
        assertEquals("(= x (? a b c))", program("x = a ?", " b :", " c"));
        assertEquals("(= x (? b a c))", program("x = a if", " b else", " c"));
        assertEquals("(= x (matches a b))", program("x = a matches", "b"));
        assertEquals("(const X 5)", program("X :=", "5"));
        assertEquals("(+= x 5)", program("x +=", "5"));
        assertEquals("(= x 1) (= y 2)", program("x = 1,", "y = 2"));
        assertEquals("(fn f () {(return 1 2)})", program("fn f(): return 1,", "  2"));
    }

    @Test
    void a_line_does_not_continue_behind_a_unary_minus() {
        assertEquals("E1006:1", errors("x = -", "5"));
        assertEquals("E1006:1", errors("x = not", "a"));
        assertEquals("E1006:1", errors("if", "    a: pass", "b"));
        assertEquals("E1006:1", errors("x = 0 + a.", "b"));
    }

    @Test
    void an_operator_at_the_start_of_a_line_starts_a_statement() {
        assertEquals("(= x 1) (neg y)", program("x = 1", "-y"));
        assertEquals("E1006:2", errors("x = 1", "+ y"));
        assertEquals("(= x f) (paren 1)", program("x = f", "(1)"));
        assertEquals("(= x a) (array 1)", program("x = a", "[1]"));
    }

    @Test
    void line_breaks_mean_nothing_in_brackets() {
        assertEquals("(paren (+ 1 2))", expr("(1", "+ 2)"));
        assertEquals("(call f a b)", expr("f(", "a,", "      b", ")"));
        assertEquals("(array 1 2 3)", expr("[", "  1,", "2, 3", "    ]"));
        assertEquals("(index a 1)", expr("a[", "1", "]"));
        assertEquals("(new P x=1)", expr("P{", "x", ":", "1", "}"));
    }

    @Test
    void semicolons_separate_statements_and_may_be_empty() {
        assertEquals("a b c", program("a; b", "c"));
        assertEquals("a b", program(";;a;", ";", "b;;"));
    }

    @Test
    void statements_on_a_line_need_a_separator() {
        assertEquals("E1006:1", errors("a b"));
        assertEquals("E1006:1", errors("if a { b } c"));
    }

    @Test
    void an_inline_suite_ends_with_its_line() {
        assertEquals("(if c {a b}) d", program("if c: a; b", "d"));
        assertEquals("(while c {a b})", program("while c: a; b;"));
        assertEquals("(for i in n {a}) b", program("for i in n: a", "b"));
        assertEquals("(fn f () {a b}) c", program("fn f(): a; b", "c"));
    }

    @Test
    void an_inline_suite_ends_before_else_and_catch() {
        assertEquals("(if c {a} else {b})", program("if c: a else: b"));
        assertEquals("(if c {a} else {b})", program("if c: a; else: b"));
        assertEquals("(if a {b} c {d} else {e})", program("if a: b elif c: d else: e"));
        assertEquals("(try {a} e {b})", program("try: a catch e: b"));
        assertEquals("(try {a} {b})", program("try: a", "catch: b"));
    }

    @Test
    void an_inline_suite_in_brackets_ends_before_a_comma_or_bracket() {
        assertEquals("(call f (fn () {a}) b)", expr("f(fn(): a, b)"));
        assertEquals("(array (fn () {a}) (fn () {b}) c)", expr("[fn(): a, fn(): b, c]"));
        assertEquals("(new P f=(fn (x) {x}))", expr("P{ f: fn(x): x }"));
        assertEquals("(new P f=(fn (x) {x}) g=1)", expr("P{ f: fn(x): x, g: 1 }"));
        assertEquals("(call f (fn () {(if a {(= b 1)})}) c)", expr("f(fn(): if a: b = 1, c)"));
        assertEquals("(call f (fn () {(return 1)}) 2)", expr("f(fn(): return 1, 2)"));
        assertEquals("(call f (fn () {(return)}))", expr("f(fn(): return)"));
    }

    @Test
    void an_inline_suite_needs_a_statement() {
        assertEquals("E1006:1", errors("if a: else: b"));
        assertEquals("E1006:1", errors("f(fn(): , b)"));
    }

    @Test
    void an_indented_suite_is_more_indented_than_its_header() {
        assertEquals("(if a {b c}) d", program("if a:", " b", " c", "d"));
        assertEquals("(if a {(if b {c})}) d", program("if a:", "  if b:", "     c", "d"));
        assertEquals("E1008:2", errors("if a:", "b"));
        assertEquals("E1008:3", errors("if a:", "    if b:", "    c"));
    }

    @Test
    void tabs_count_four_columns() {
        assertEquals("(if a {b c})", program("if a:", "\tb", "    c"));
        assertEquals("(if a {b c})", program("if a:", " \tb", "     c"));
    }

    @Test
    void all_lines_of_an_indented_suite_start_at_one_column() {
        assertEquals("E1008:3", errors("if a:", "    b", "      c", "    d"));
        assertEquals("E1008:3", errors("if a:", "    b", "  c", "d"));
    }

    @Test
    void a_line_must_not_be_indented_without_a_block() {
        assertEquals("E1008:2", errors("a", "  b", "  c", "d"));
        assertEquals("E1008:1", errors("  a", "b"));
        assertEquals("E1008:2", errors("if a: b", "    c", "d"));
    }

    @Test
    void the_end_of_the_file_is_an_empty_suite() {
        assertEquals("E1008:1", errors("if a:"));
        assertEquals("E1008:1", errors("fn f():", "", "// nothing"));
    }

    @Test
    void a_dedent_may_end_several_suites() {
        assertEquals(
                "(if a {(while b {(for i in c {d})})}) e",
                program("if a:", "  while b:", "    for i in c:", "      d", "e"));
    }

    @Test
    void a_dedent_must_meet_an_enclosing_block() {
        assertEquals("E1008:4", errors("if a:", "    if b:", "        c", "      d", "e"));
    }

    @Test
    void blank_lines_and_comments_do_not_end_a_suite() {
        assertEquals(
                "(if a {b c}) d",
                program("if a:", "    b", "", "// x", "/* y", "*/", "    c", "d"));
    }

    @Test
    void a_comment_before_the_first_token_counts_for_its_column() {
        assertEquals("(if a {b c})", program("if a:", "/**/b", "    c"));
    }

    @Test
    void else_stands_at_the_indentation_of_its_if() {
        assertEquals(
                "(if a {(if b {c} else {d})} else {e})",
                program("if a:", "  if b:", "    c", "  else:", "    d", "else: e"));
        assertEquals("(if a {(if b {c})} else {d})", program("if a:", "  if b: c", "else: d"));
        assertEquals("(if a {(if b {c})} else {d})", program("if a: if b: c", "else: d"));
        assertEquals("(if a {(if b {c} else {d})})", program("if a: if b: c else: d"));
    }

    @Test
    void else_at_another_indentation_is_an_error() {
        assertEquals("E1008:2", errors("if a: b", "  else: c", "d"));
        assertEquals("E1008:4", errors("if a:", "  if b:", "    c", "   else:", "    d", "e"));
    }

    @Test
    void else_after_a_braced_suite_stands_on_its_line_or_the_next() {
        assertEquals("(if a {b} else {c})", program("if a { b } else { c }"));
        assertEquals("(if a {b} else {c})", program("if a {", " b", "}", "else {", "c }"));
        assertEquals("(if a {b} c {d})", program("if a { b }", "elif c { d }"));
        assertEquals(
                "(if x {(if a {b} else {c})})",
                program("if x:", "    if a {", "  b }", "    else: c"));
        assertEquals("(if x {(if a {b})} else {c})", program("if x:", "    if a { b }", "else: c"));
    }

    @Test
    void the_suite_of_else_is_indented_from_the_line_of_else() {
        assertEquals("(if a {b} else {c}) d", program("if a {", "  b", "} else:", "  c", "d"));
        assertEquals(
                "(if x {(if a {b} else {c})})",
                program("if x {", "    if a {", "b", "} else:", "  c", "}"));
    }

    @Test
    void indentation_in_braces_means_nothing() {
        assertEquals(
                "(fn f () {a b (if c {d} else {e})})",
                program("fn f() {", "     a", " b", "  if c: d", "      else: e", "}"));
    }

    @Test
    void an_indented_suite_may_stand_in_braces() {
        assertEquals("(fn f () {(if a {b c}) d})", program("fn f() {", "if a:", " b", " c", "d }"));
    }

    @Test
    void lines_count_again_in_a_function_expression_in_brackets() {
        assertEquals("(call f (fn (v) {a b}) 2)", expr("f(fn(v):", "    a", "    b", ", 2)"));
        assertEquals("(call f (fn () {a b}))", expr("f(fn() {", "a", "b", "})"));
        assertEquals("(call f (fn () {a (+ b c)}))", expr("f(fn():", " a", " b +", "c", ")"));
    }

    @Test
    void a_bracket_ends_all_suites_that_began_behind_it() {
        assertEquals(
                "(call f (fn () {(if a {b})}))", expr("f(fn():", "    if a:", "        b", "  )"));
        assertEquals(
                "(call f (fn () {(if a {b})}))",
                expr("f(fn():", "    if a:", "        b", "        )"));
        assertEquals("(call f (fn () {a}))", expr("f(fn():", "    a)"));
    }

    @Test
    void indentation_behind_a_suite_in_brackets_means_nothing() {
        assertEquals(
                "(paren (? c (fn () {(if a {b})}) d))",
                expr("(fn():", "    if a:", "        b", "  if c else d)"));
        assertEquals("E1008:4", errors("f(fn():", "  if a:", "     b", "    c", ")", "d"));
    }

    @Test
    void a_suite_in_brackets_is_measured_from_the_line_of_its_keyword() {
        assertEquals("(call f 1 (fn () {a}))", expr("f(1,", "    fn():", "      a", ")"));
        assertEquals("E1008:3", errors("x = f(1,", "    fn():", "    a", ")"));
    }

    @Test
    void an_empty_braced_suite_is_allowed() {
        assertEquals(
                "(fn f () {}) (if a {} else {})", program("fn f() {}", "if a { } else {", "}"));
    }

    @Test
    void the_brace_of_a_suite_stands_on_the_line_of_the_header() {
        assertEquals("E1002:1", errors("if a", "{ b }"));
    }

    @Test
    void a_header_may_hold_a_compound_statement_inline() {
        assertEquals("(if a {(while b {c})}) d", program("if a: while b:", "    c", "d"));
    }

    @Test
    void a_comma_between_braced_members_ends_an_inline_suite() {
        assertEquals(
                "(impl P (fn a (self) {1}) (fn b (self) {(if c {2} else {3})}))",
                program("impl P { fn a(self): 1, fn b(self): if c: 2 else: 3 }"));
    }
}
