package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StructTest {
    private static final String[] POINT = {"struct Point:", "    x: i32", "    y: i32 = 5"};

    private static String[] withPoint(String... lines) {
        String[] all = new String[POINT.length + lines.length];
        System.arraycopy(POINT, 0, all, 0, POINT.length);
        System.arraycopy(lines, 0, all, POINT.length, lines.length);
        return all;
    }

    private static void assertPointErrors(String expected, String... lines) {
        assertErrors(expected, withPoint(lines));
    }

    private static String tree(String... lines) {
        return accepted(withPoint(lines)).tree();
    }

    private static String message(String... lines) {
        return of(withPoint(lines)).messages().get(0);
    }

    @Test
    void a_literal_evaluates_values_as_written_and_then_defaults() {
        assertEquals(
                "(set p (new Point 1=1:i32 0=2:i32)) (return)", tree("p = Point{ y: 1, x: 2 }"));
        assertEquals("(set p (new Point 0=2:i32 1=5:i32)) (return)", tree("p = Point{ x: 2 }"));
    }

    @Test
    void a_literal_has_the_type_of_its_struct() {
        assertEquals("Point", staticType(withPoint("print(Point{ x: 1 })")));
    }

    @Test
    void literals_adapt_to_the_type_of_the_field() {
        assertEquals(
                "(do (new P 0=1.0:f64 1=(array.i64 1:i64))) (return)",
                accepted("struct P:", "    a: f64", "    b: [i64]", "P{ a: 1, b: [1] }").tree());
    }

    @Test
    void a_value_of_another_type_is_E2001() {
        assertPointErrors("E2001:4", "p = Point{ x: true }");
        assertEquals(
                "expected 'i32', found 'bool' | note: 'x' is declared as 'i32' here @2",
                message("p = Point{ x: true }"));
    }

    @Test
    void an_unknown_field_is_E1010_with_a_suggestion() {
        assertPointErrors("E1010:4", "p = Point{ x: 1, yy: 2 }");
        assertEquals(
                "'Point' has no field 'yy' | help: did you mean 'y'?"
                        + " | note: 'Point' is declared here @1",
                message("p = Point{ x: 1, yy: 2 }"));
    }

    @Test
    void a_field_given_twice_is_E1011() {
        assertPointErrors("E1011:4", "p = Point{ x: 1, x: 2 }");
        assertEquals(
                "the field 'x' is given twice | note: it is first given here @4",
                message("p = Point{ x: 1, x: 2 }"));
    }

    @Test
    void a_missing_field_without_default_is_E2009() {
        assertPointErrors("E2009:4", "p = Point{}");
        assertEquals(
                "the field 'x' of 'Point' is missing"
                        + " | help: give a value to each field without default"
                        + " | note: 'Point' is declared here @1",
                message("p = Point{ y: 1 }"));
    }

    @Test
    void all_missing_fields_are_named() {
        assertEquals(
                "the fields 'a', 'b' of 'P' are missing",
                of("struct P { a: i32, b: i32 }", "P{}").messages().get(0).split(" \\|")[0]);
    }

    @Test
    void a_field_declared_twice_is_E1011() {
        assertErrors("E1011:3", "struct P:", "    x: i32", "    x: i32");
    }

    @Test
    void a_struct_declared_twice_is_E1011() {
        assertErrors("E1011:3", "struct P:", "    x: i32", "struct P:", "    y: i32");
    }

    @Test
    void a_field_of_an_undefined_type_is_E2003() {
        assertErrors("E2003:2", "struct P:", "    x: Pnt");
    }

    @Test
    void an_undefined_struct_is_E2003_with_a_suggestion() {
        assertPointErrors("E2003:4", "p = Pint{ x: 1 }");
        assertEquals(
                "the type 'Pint' is not defined | help: did you mean 'Point'?",
                message("p = Pint{ x: 1 }"));
    }

    @Test
    void a_struct_may_mention_itself_and_later_structs() {
        accepted("struct A:", "    next: [A]", "    b: [B]", "struct B:", "    a: A");
    }

    @Test
    void a_struct_is_visible_before_its_declaration() {
        accepted("fn f(p: P) -> i32: return p.x", "print(f(P{ x: 1 }))", "struct P { x: i32 }");
    }

    @Test
    void a_struct_of_a_block_ends_with_it() {
        assertErrors(
                "E2003:4",
                "if true:",
                "    struct P { x: i32 }",
                "    print(P{ x: 1 })",
                "P{ x: 1 }");
    }

    @Test
    void fields_are_read_and_assigned() {
        assertEquals(
                "(set p (new Point 0=1:i32 1=5:i32)) (set-field 0 p 2:i32)"
                        + " (print (field 1 p)) (return)",
                tree("p = Point{ x: 1 }", "p.x = 2", "print(p.y)"));
    }

    @Test
    void a_field_is_updated_with_its_base_evaluated_once() {
        assertEquals(
                "(set p (new Point 0=1:i32 1=5:i32))"
                        + " (update-field 0 %0=p (add.i32 (field 0 %0) 2:i32)) (return)",
                tree("p = Point{ x: 1 }", "p.x += 2"));
    }

    @Test
    void a_chain_assigns_from_the_right() {
        assertEquals(
                "(set p (new Point 0=1:i32 1=5:i32)) (set %0 p) (set %1 2:i32)"
                        + " (set-field 1 %0 %1) (set-field 0 p %1) (return)",
                tree("p = Point{ x: 1 }", "p.x = p.y = 2"));
    }

    @Test
    void an_unknown_field_read_or_assigned_is_E1010() {
        assertPointErrors("E1010:5 E1010:6", "p = Point{ x: 1 }", "print(p.z)", "p.w = 1");
    }

    @Test
    void a_field_of_a_number_is_E1010() {
        assertErrors("E1010:2", "n = 1", "print(n.x)");
        assertErrors("E1010:2", "n = 1", "n.x = 2");
    }

    @Test
    void a_stored_value_must_have_the_type_of_the_field() {
        assertPointErrors("E2001:5", "p = Point{ x: 1 }", "p.x = \"a\"");
        assertPointErrors("E2004:5", "p = Point{ x: 1 }", "p.x += 1i64");
    }

    @Test
    void structs_of_two_declarations_are_different_types() {
        assertErrors("E2001:3", "struct A { x: i32 }", "struct B { x: i32 }", "a: A = B{ x: 1 }");
    }

    @Test
    void a_struct_is_not_a_value_and_not_called() {
        assertPointErrors("E2001:4", "p = Point");
        assertPointErrors("E2007:4", "p = Point(1, 2)");
    }

    @Test
    void a_default_must_match_its_field() {
        assertErrors("E2001:2", "struct P:", "    x: i32 = \"a\"");
    }

    @Test
    void a_default_sees_only_what_the_module_declares_before_it() {
        assertErrors("E1010:3", "fn f():", "    n = 1", "    struct P { x: i32 = n }");
        accepted("mut base = 1", "struct P { x: i32 = base + 1 }", "print(P{}.x)");
        accepted("struct P { x: i32 = K }", "K := 3", "fn f(): return P{}");
    }

    @Test
    void a_default_is_evaluated_by_every_literal() {
        Checking checking = accepted("mut n = 1", "struct P { x: [i32] = [n] }", "print(P{}, P{})");
        assertEquals(
                "(set n 1:i32) (print (new P 0=(call P.x)) (new P 0=(call P.x))) (return)",
                checking.tree());
        assertEquals("(return (array.i32 n))", checking.tree("P.x"));
    }

    @Test
    void a_default_used_before_its_variable_has_a_value_is_checked() {
        Checking checking =
                accepted(
                        "print(P{})",
                        "struct P { x: i32 = K }",
                        "K: i32 := f()",
                        "fn f() -> i32: return 1");
        assertEquals("(return K?)", checking.tree("P.x"));
    }

    @Test
    void a_default_that_needs_itself_is_left_to_run_time() {
        assertEquals(
                "(return (new P 0=(call P.next)))",
                accepted("struct P { next: P = P{} }", "print(P{})").tree("P.next"));
    }

    @Test
    void defaults_of_defaults_do_not_grow() {
        StringBuilder text = new StringBuilder("struct S0 { x: i32 = 1 }\n");
        for (int i = 1; i < 60; i++) {
            String inner = "S" + (i - 1);
            text.append("struct S" + i + " { a: " + inner + " = " + inner + "{}, b: " + inner);
            text.append(" = " + inner + "{} }\n");
        }
        accepted(text.append("fn f() -> S59: return S59{}").toString()).refined();
    }

    @Test
    void a_function_in_a_field_is_called() {
        assertEquals(
                "(return (call-value.i32 (field 0 p) 1:i32))",
                accepted("struct P { f: fn(i32) -> i32 }", "fn g(p: P) -> i32: return p.f(1)")
                        .tree("g"));
    }
}
