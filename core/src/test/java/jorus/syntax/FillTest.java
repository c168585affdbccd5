package jorus.syntax;

import static jorus.syntax.Parsing.expr;
import static jorus.syntax.Parsing.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Which array literals may be fills: language.md 4.9 and 15.4.3.
class FillTest {
    @Test
    void exactly_two_elements_have_the_shape_of_a_fill() {
        assertEquals("(fill v 3)", expr("[v, 3]"));
        assertEquals("(fill 1 2)", expr("[1, 2]"));
        assertEquals("(array)", expr("[]"));
        assertEquals("(array 1)", expr("[1]"));
        assertEquals("(array 1 2 3)", expr("[1, 2, 3]"));
    }

    @Test
    void a_trailing_comma_makes_two_elements() {
        assertEquals("(array 1 2)", expr("[1, 2,]"));
    }

    @Test
    void a_parenthesised_count_is_visible_in_the_tree() {
        assertEquals("(fill v (paren 2))", expr("[v, (2)]"));
    }

    @Test
    void nothing_inside_call_parentheses_is_a_fill() {
        assertEquals("(call f (array 1 2))", expr("f([1, 2])"));
        assertEquals("(call (. a m) (array (array 1 2) 3))", expr("a.m([[1, 2], 3])"));
        assertEquals("(call f (paren (+ (array 1 2) a)))", expr("f(([1, 2] + a))"));
        assertEquals("(call f (new P x=(array 1 2)))", expr("f(P{ x: [1, 2] })"));
        assertEquals("(call f (index a (index (array 1 2) 0)))", expr("f(a[[1, 2][0]])"));
    }

    @Test
    void fills_are_possible_again_after_a_call() {
        assertEquals("(+ (call f (array 1 2)) (fill 1 2))", expr("f([1, 2]) + [1, 2]"));
        assertEquals("(index (call f) (index (fill 1 2) 0))", expr("f()[[1, 2][0]]"));
    }

    @Test
    void print_is_no_call() {
        assertEquals("(print (fill \"-\" 3))", program("print([\"-\", 3])"));
        assertEquals(
                "(print (call f (array 1 2)) (fill 1 2))", program("print(f([1, 2]), [1, 2])"));
    }

    @Test
    void the_body_of_a_function_expression_in_a_call_may_hold_fills() {
        assertEquals("(call f (fn () {(fill 1 2)}))", expr("f(fn(): [1, 2])"));
        assertEquals(
                "(call f (fn () {(fill 1 2)}) (array 3 4))", expr("f(fn() { [1, 2] }, [3, 4])"));
        assertEquals("(call f (fn () {(call g (array 1 2))}))", expr("f(fn(): g([1, 2]))"));
    }

    @Test
    void the_arms_of_a_match_expression_in_a_call_hold_no_fills() {
        assertEquals("(call f (match a (_ -> (array 1 2))))", expr("f(match a { _ -> [1, 2] })"));
        assertEquals("(match a (_ -> (fill 1 2)))", expr("match a { _ -> [1, 2] }"));
    }
}
