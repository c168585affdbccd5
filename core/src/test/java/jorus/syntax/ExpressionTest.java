package jorus.syntax;

import static jorus.syntax.Parsing.errors;
import static jorus.syntax.Parsing.expr;
import static jorus.syntax.Parsing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// language.md 4.1 and 4.7 to 4.10, and 15.4.1.
class ExpressionTest {
    @Test
    void each_level_binds_tighter_than_the_one_before() {
        assertEquals("(? (or a b) c d)", expr("a or b ? c : d"));
        assertEquals("(or a (and b c))", expr("a or b and c"));
        assertEquals("(or (and a b) c)", expr("a and b or c"));
        assertEquals("(and a (== b c))", expr("a and b == c"));
        assertEquals("(and (< a b) c)", expr("a < b and c"));
        assertEquals("(== a (as b T))", expr("a == b as T"));
        assertEquals("(as (+ a b) T)", expr("a + b as T"));
        assertEquals("(+ a (* b c))", expr("a + b * c"));
        assertEquals("(- (/ a b) c)", expr("a / b - c"));
        assertEquals("(* (neg a) b)", expr("-a * b"));
        assertEquals("(neg (call f x))", expr("-f(x)"));
        assertEquals("(neg (. a b))", expr("-a.b"));
        assertEquals("(not (index a i))", expr("not a[i]"));
    }

    @Test
    void binary_operators_are_left_associative() {
        assertEquals("(- (- a b) c)", expr("a - b - c"));
        assertEquals("(% (/ (* a b) c) d)", expr("a * b / c % d"));
        assertEquals("(or (or a b) c)", expr("a or b or c"));
        assertEquals("(and (and a b) c)", expr("a and b and c"));
        assertEquals("(!= (== a b) c)", expr("a == b != c"));
    }

    @Test
    void comparisons_chain_to_the_left() {
        assertEquals("(< (< a b) c)", expr("a < b < c"));
        assertEquals("(>= (<= (> a b) c) d)", expr("a > b <= c >= d"));
    }

    @Test
    void not_binds_tighter_than_comparison() {
        assertEquals("(== (not a) b)", expr("not a == b"));
        assertEquals("(and (not a) (not (not b)))", expr("not a and not not b"));
    }

    @Test
    void a_cast_takes_all_arithmetic_to_its_left() {
        assertEquals("(as (+ a (* b c)) f64)", expr("a + b * c as f64"));
        assertEquals("(< x (as n i64))", expr("x < n as i64"));
        assertEquals("(as (neg a) f64)", expr("-a as f64"));
    }

    @Test
    void arithmetic_goes_on_after_a_cast() {
        assertEquals("(/ (as a f64) b)", expr("a as f64 / b"));
        assertEquals("(+ (as a f64) (* b c))", expr("a as f64 + b * c"));
        assertEquals("(- (* (as a f64) b) c)", expr("a as f64 * b - c"));
        assertEquals("(+ (as a string) \"!\")", expr("a as string + \"!\""));
    }

    @Test
    void a_later_cast_takes_everything_to_its_left() {
        assertEquals("(as (+ (as a f64) b) f64)", expr("a as f64 + b as f64"));
    }

    @Test
    void a_direct_chain_of_casts_is_an_error() {
        assertEquals("E1006:1", errors("x = a as i64 as f64"));
        assertEquals("(as (paren (as a i64)) f64)", expr("(a as i64) as f64"));
    }

    @Test
    void casts_take_named_types_only() {
        assertEquals("(as a any)", expr("a as any"));
        assertEquals("(as a m.T)", expr("a as m.T"));
        assertEquals("(as a Box<i32><any>)", expr("a as Box[i32, any]"));
        assertEquals("E1006:1", errors("x = a as [i32]"));
    }

    @Test
    void question_mark_conditionals_are_right_associative() {
        assertEquals("(? a b (? c d e))", expr("a ? b : c ? d : e"));
        assertEquals("(? a (? b c d) e)", expr("a ? b ? c : d : e"));
    }

    @Test
    void if_else_conditionals_are_right_associative() {
        assertEquals("(? c a b)", expr("a if c else b"));
        assertEquals("(? b a (? d c e))", expr("a if b else c if d else e"));
    }

    @Test
    void both_forms_of_conditionals_mix() {
        assertEquals("(? a b (? d c e))", expr("a ? b : c if d else e"));
        assertEquals("(? b a (? c d e))", expr("a if b else c ? d : e"));
    }

    @Test
    void a_conditional_needs_its_else() {
        assertEquals("E1006:1", errors("x = a if b", "y = 1"));
        assertEquals("E1006:1", errors("x = a ? b", "y = 1"));
    }

    @Test
    void matches_compares_on_the_level_of_comparison() {
        assertEquals("(matches e (. E V))", expr("e matches E.V"));
        assertEquals("(and (matches e (call (. E V) p _)) b)", expr("e matches E.V(p, _) and b"));
        assertEquals("(== (matches a b) c)", expr("a matches b == c"));
    }

    @Test
    void parentheses_are_kept() {
        assertEquals("(* (paren (+ a b)) c)", expr("(a + b) * c"));
        assertEquals("(paren (paren a))", expr("((a))"));
    }

    @Test
    void postfix_operators_chain() {
        assertEquals("(call (. (index (call f a) 1) m) b c)", expr("f(a)[1].m(b, c)"));
        assertEquals("(call (call f))", expr("f()()"));
        assertEquals("(index (index a 1) 2)", expr("a[1][2]"));
    }

    @Test
    void calls_allow_a_trailing_comma() {
        assertEquals("(call f a b)", expr("f(a, b,)"));
        assertEquals("E1006:1", errors("f(,)"));
    }

    @Test
    void slices_may_miss_either_end() {
        assertEquals("(slice a i j)", expr("a[i..j]"));
        assertEquals("(slice a i .)", expr("a[i..]"));
        assertEquals("(slice a . j)", expr("a[..j]"));
        assertEquals("(slice a . .)", expr("a[..]"));
        assertEquals("(slice a 0 (+ n 1))", expr("a[0..n + 1]"));
    }

    @Test
    void an_index_must_not_be_empty() {
        assertEquals("E1006:1", errors("x = a[]"));
    }

    @Test
    void match_expressions_are_operands() {
        assertEquals(
                "(+ 1 (paren (match a (0 -> 2) (_ -> 3))))",
                expr("1 + (match a { 0 -> 2, _ -> 3 })"));
    }

    @Test
    void struct_literals_give_fields_in_order() {
        assertEquals("(new P)", expr("P{}"));
        assertEquals("(new P y=2 x=1)", expr("P{ y: 2, x: 1 }"));
        assertEquals("(new m.P x=1)", expr("m.P{ x: 1, }"));
        assertEquals("(. (new P x=1) x)", expr("P{ x: 1 }.x"));
    }

    @Test
    void line_breaks_separate_fields_of_a_struct_literal() {
        assertEquals("(new P x=1 y=2)", expr("P{", "  x: 1", "  y: 2", "}"));
        assertEquals("(new P x=1 y=2)", expr("P{ x: 1,", "y: 2 }"));
        assertEquals("E1004:1", errors("p = P{ x: 1 y: 2 }"));
    }

    @Test
    void a_struct_literal_follows_only_one_or_two_names() {
        assertEquals("E1006:1", errors("x = a.b.C{ x: 1 }"));
        assertEquals("E1006:1", errors("x = f(){ x: 1 }"));
    }

    @Test
    void function_expressions_have_all_forms_of_suites() {
        assertEquals("(fn (a) {(* a 2)})", expr("fn(a): a * 2"));
        assertEquals("(fn (a:i32 mut b) i64 {a})", expr("fn(a: i32, mut b) -> i64 { a }"));
        assertEquals("(fn () {pass (return 1)})", expr("fn():", "    pass", "    return 1"));
    }

    @Test
    void a_function_expression_can_be_called_in_parentheses() {
        assertEquals("(call (paren (fn () {1})))", expr("(fn(): 1)()"));
    }

    @Test
    void literals_give_their_values() {
        assertEquals("(array true false \"s\" 1 2.5)", expr("[true, false, \"s\", 1, 2.5]"));
        assertEquals("\"a\nb\\\"\"", expr("\"a\\nb\\\\\\\"\""));
    }

    @Test
    void expressions_are_statements() {
        assertEquals("(call f) 1 (neg a)", program("f(); 1", "-a"));
    }

    @Test
    void spans_cover_the_text_of_their_node() {
        Expr value = Parsing.value("x = (a + b) * f(c)[1]");
        assertEquals("(a + b) * f(c)[1]", Parsing.file("x = (a + b) * f(c)[1]").text(value.span()));
        Expr.Binary product = (Expr.Binary) value;
        assertEquals(12, product.opSpan().start());
        assertEquals("f(c)[1]", Parsing.file("x = (a + b) * f(c)[1]").text(product.right().span()));
    }
}
