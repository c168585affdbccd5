package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MatchTest {
    private static final String[] SHAPE = {"enum Shape { Dot, Box(w: i32, h: i32) }"};

    private static String[] withShape(String... lines) {
        String[] all = new String[1 + lines.length];
        all[0] = SHAPE[0];
        System.arraycopy(lines, 0, all, 1, lines.length);
        return all;
    }

    private static void assertShapeErrors(String expected, String... lines) {
        assertErrors(expected, withShape(lines));
    }

    @Test
    void a_statement_becomes_a_chain_of_tests() {
        assertEquals(
                "(set %1 s) (if (is Shape.0 %1) [(print 1:i32)] [(set w (payload Shape.1.0 %1))"
                        + " (print w)]) (return)",
                accepted(
                                withShape(
                                        "fn f(s: Shape):",
                                        "    match s:",
                                        "        Shape.Dot -> print(1)",
                                        "        Shape.Box(w, _) -> print(w)"))
                        .tree("f"));
    }

    @Test
    void the_wildcard_comes_last_wherever_it_stands() {
        assertEquals(
                "(set %1 n) (if (eq %1 1:i32) [(print 1:i32)] [(print 2:i32)]) (return)",
                accepted(
                                "fn f(n: i32):",
                                "    match n:",
                                "        _ -> print(2)",
                                "        1 -> print(1)")
                        .tree("f"));
    }

    @Test
    void the_only_arm_needs_no_test() {
        assertEquals(
                "(set %1 x) (set v (payload One.0.0 %1)) (print v) (return)",
                accepted(
                                "enum One { V(i32) }",
                                "fn f(x: One):",
                                "    match x:",
                                "        One.V(v) -> print(v)")
                        .tree("f"));
    }

    @Test
    void the_last_statement_of_each_arm_is_the_result() {
        assertEquals(
                "(set %1 n) (if (eq %1 1:i32) [(return \"one\")] [(return \"other\")])",
                accepted(
                                "fn f(n: i32) -> string:",
                                "    match n:",
                                "        1 -> \"one\"",
                                "        _ -> \"other\"")
                        .tree("f"));
    }

    @Test
    void without_wildcard_the_end_may_be_reached() {
        assertEquals(
                "(set %1 n) (if (eq %1 1:i32) [(return \"one\")] []) (missing-return)",
                accepted("fn f(n: i32) -> string:", "    match n:", "        1 -> \"one\"")
                        .tree("f"));
    }

    @Test
    void a_missing_variant_is_E1410() {
        assertShapeErrors("E1410:3", "s = Shape.Dot", "match s:", "    Shape.Dot -> pass");
        assertEquals(
                "the match does not cover 'Shape.Box'"
                        + " | help: add 'Shape.Box(w, h) -> ...', or '_ -> ...'"
                        + " | note: 'Shape' is declared here @1",
                of(withShape("s = Shape.Dot", "match s:", "    Shape.Dot -> pass"))
                        .messages()
                        .get(0));
    }

    @Test
    void a_wildcard_covers_the_rest() {
        accepted(withShape("s = Shape.Dot", "match s:", "    Shape.Dot -> pass", "    _ -> pass"));
    }

    @Test
    void an_expression_must_cover_all_variants_too() {
        assertShapeErrors("E1410:3", "s = Shape.Dot", "x = match s { Shape.Dot -> 1 }");
    }

    @Test
    void a_subject_of_type_any_must_be_covered_too() {
        assertShapeErrors("E1410:3", "fn f(s):", "    match s:", "        Shape.Dot -> pass");
    }

    @Test
    void literals_need_not_cover_anything() {
        accepted("match 3:", "    1 -> pass", "    2 -> pass");
    }

    @Test
    void the_same_arm_twice_is_E1411() {
        assertErrors("E1411:3", "match 3:", "    1 -> pass", "    1 -> pass");
        assertErrors("E1411:3", "match 3:", "    16 -> pass", "    0x10 -> pass");
        assertErrors("E1411:3", "match \"a\":", "    \"a\" -> pass", "    \"a\" -> pass");
        assertErrors("E1411:3", "match true:", "    true -> pass", "    (true) -> pass");
        assertErrors("E1411:4", "match 3:", "    _ -> pass", "    1 -> pass", "    _ -> pass");
        assertShapeErrors(
                "E1411:4",
                "match Shape.Dot:",
                "    Shape.Dot -> pass",
                "    Shape.Dot -> pass",
                "    _ -> pass");
    }

    @Test
    void a_duplicate_arm_points_at_the_first() {
        assertEquals(
                "the match has 'Shape.Box' again | help: this arm can never run"
                        + " | note: the first one is here @3",
                of(withShape(
                                "match Shape.Dot:",
                                "    Shape.Box(a, b) -> pass",
                                "    Shape.Box -> pass",
                                "    _ -> pass"))
                        .messages()
                        .get(0));
    }

    @Test
    void a_pattern_of_another_enum_is_E2001() {
        assertErrors(
                "E2001:4",
                "enum A { X }",
                "enum B { Y }",
                "match A.X:",
                "    B.Y -> pass",
                "    _ -> pass");
    }

    @Test
    void an_unknown_variant_in_a_pattern_is_E1010() {
        assertShapeErrors("E1010:3", "match Shape.Dot:", "    Shape.Dt -> pass", "    _ -> pass");
    }

    @Test
    void a_wrong_number_of_bindings_is_E2001() {
        assertShapeErrors(
                "E2001:3", "match Shape.Dot:", "    Shape.Box(w) -> pass", "    _ -> pass");
        assertShapeErrors(
                "E2001:3", "match Shape.Dot:", "    Shape.Dot(a) -> pass", "    _ -> pass");
    }

    @Test
    void a_variant_pattern_on_a_number_is_E2001() {
        assertShapeErrors("E2001:3", "match 1:", "    Shape.Dot -> pass", "    _ -> pass");
    }

    @Test
    void a_literal_must_be_compatible_with_the_subject() {
        assertErrors("E2001:2", "match 1:", "    \"a\" -> pass");
        assertErrors("E2001:2", "match \"a\":", "    1 -> pass");
    }

    @Test
    void a_literal_adapts_to_the_subject() {
        assertEquals(
                "(set %1 n) (if (eq %1 1:i64) [(print n)] []) (return)",
                accepted("fn f(n: i64) -> void:", "    match n:", "        1 -> print(n)")
                        .tree("f"));
    }

    @Test
    void a_pattern_may_be_any_expression() {
        assertEquals(
                "(set k 1:i32) (set %0 2:i32) (if (eq %0 (add.i32 k 1:i32)) [] []) (return)",
                accepted("k = 1", "match 2:", "    k + 1 -> pass").tree());
    }

    @Test
    void a_path_that_starts_with_a_variable_is_an_expression() {
        accepted(
                "struct P { v: i32 }",
                "p = P{ v: 1 }",
                "match 1:",
                "    p.v -> print(1)",
                "    _ -> pass");
    }

    @Test
    void bindings_are_scoped_to_their_arm_and_not_assignable() {
        assertShapeErrors(
                "E1014:3", "match Shape.Dot:", "    Shape.Box(w, h) -> w = 1", "    _ -> pass");
        assertShapeErrors(
                "E1010:5",
                "match Shape.Dot:",
                "    Shape.Box(w, h) -> pass",
                "    _ -> pass",
                "print(w)");
        assertShapeErrors(
                "E1011:3", "match Shape.Dot:", "    Shape.Box(w, w) -> pass", "    _ -> pass");
    }

    @Test
    void plain_names_of_an_arm_end_with_it() {
        assertErrors("E1010:3", "match 1:", "    1 -> x = 2", "print(x)");
    }

    @Test
    void an_expression_is_a_select() {
        assertEquals(
                "(set x (select.i32 %1=s [(is Shape.0 %1) -> 0:i32]"
                        + " [_ (set w (payload Shape.1.0 %1)) (set h (payload Shape.1.1 %1))"
                        + " -> (mul.i32 w h)])) (return)",
                accepted(
                                withShape(
                                        "fn f(s: Shape) -> void:",
                                        "    x = match s:",
                                        "        Shape.Dot -> 0",
                                        "        Shape.Box(w, h) -> w * h"))
                        .tree("f"));
    }

    @Test
    void the_arms_of_an_expression_have_one_type() {
        assertErrors("E2001:3", "x = match 1:", "    1 -> \"a\"", "    _ -> true");
        assertEquals("f64", staticType("print(match 1 { 1 -> 2, _ -> 2.5 })"));
        assertEquals("i64", staticType("x: i64 = match 1 { 1 -> 2, _ -> 3 }", "print(x)"));
    }

    @Test
    void matches_tests_the_variant() {
        assertEquals(
                "(print (is Shape.1 s)) (return)",
                accepted(withShape("fn f(s: Shape) -> void:", "    print(s matches Shape.Box)"))
                        .tree("f"));
        assertEquals(
                "(print (is Shape.1 s)) (return)",
                accepted(
                                withShape(
                                        "fn f(s: Shape) -> void:",
                                        "    print(s matches Shape.Box(_, _))"))
                        .tree("f"));
    }

    @Test
    void matches_compares_the_payloads_that_are_given() {
        assertEquals(
                "(print (select.bool %1=s [(and.bool (is Shape.1 %1) (eq (payload Shape.1.1 %1)"
                        + " 4:i32)) -> true:bool] [_ -> false:bool])) (return)",
                accepted(
                                withShape(
                                        "fn f(s: Shape) -> void:",
                                        "    print(s matches Shape.Box(_, 4))"))
                        .tree("f"));
    }

    @Test
    void matches_with_a_wrong_shape_is_E2001() {
        assertShapeErrors("E2001:2", "print(Shape.Dot matches Shape.Box(_))");
        assertShapeErrors("E2001:2", "print(1 matches Shape.Dot)");
        assertShapeErrors("E1010:2", "print(Shape.Dot matches Shape.Dott)");
    }

    @Test
    void matches_of_a_value_is_equality() {
        assertEquals("(print (eq 1:i32 2:i32)) (return)", accepted("print(1 matches 2)").tree());
    }

    @Test
    void an_any_subject_of_a_match_is_tested_strictly() {
        assertEquals(
                "(set %1 s) (if (is! Shape.0 %1) [(print 1:i32)] [(print 2:i32)]) (return)",
                accepted(
                                withShape(
                                        "fn f(s) -> void:",
                                        "    match s:",
                                        "        Shape.Dot -> print(1)",
                                        "        _ -> print(2)"))
                        .tree("f"));
        assertEquals(
                "(print (is Shape.0 s)) (return)",
                accepted(withShape("fn f(s) -> void: print(s matches Shape.Dot)")).tree("f"));
    }
}
