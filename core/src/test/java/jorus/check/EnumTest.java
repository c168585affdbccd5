package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EnumTest {
    private static final String[] SHAPE = {
        "enum Shape:", "    Dot", "    Box(w: i32, h: i32)", "    Tag(string)"
    };

    private static String[] withShape(String... lines) {
        String[] all = new String[SHAPE.length + lines.length];
        System.arraycopy(SHAPE, 0, all, 0, SHAPE.length);
        System.arraycopy(lines, 0, all, SHAPE.length, lines.length);
        return all;
    }

    @Test
    void variants_are_made_with_and_without_payloads() {
        assertEquals(
                "(print (new Shape.0) (new Shape.0) (new Shape.1 1:i32 2:i32)) (return)",
                accepted(withShape("print(Shape.Dot, Shape.Dot(), Shape.Box(1, 2))")).tree());
        assertEquals("Shape", staticType(withShape("print(Shape.Tag(\"a\"))")));
    }

    @Test
    void payloads_are_checked_and_literals_adapt() {
        assertErrors("E2001:5", withShape("s = Shape.Box(1, \"a\")"));
        assertEquals(
                "(do (new E.0 1.0:f64)) (return)", accepted("enum E { V(f64) }", "E.V(1)").tree());
    }

    @Test
    void a_wrong_number_of_payloads_is_E2009() {
        assertErrors("E2009:5", withShape("s = Shape.Box(1)"));
        assertErrors("E2009:5", withShape("s = Shape.Box"));
        assertErrors("E2009:5", withShape("s = Shape.Dot(1)"));
        assertEquals(
                "'Shape.Box' has 2 payloads, found none | help: write 'Shape.Box(w, h)'"
                        + " | note: 'Box' is declared here @3",
                of(withShape("s = Shape.Box")).messages().get(0));
    }

    @Test
    void an_unknown_variant_is_E1010_with_a_suggestion() {
        assertEquals(
                "'Shape' has no variant 'Bx' | help: did you mean 'Box'?"
                        + " | note: 'Shape' is declared here @1",
                of(withShape("s = Shape.Bx(1, 2)")).messages().get(0));
        assertErrors("E1010:5", withShape("s = Shape.Bx"));
    }

    @Test
    void a_variant_declared_twice_is_E1011() {
        assertErrors("E1011:1", "enum E { A, B, A }");
    }

    @Test
    void payloads_are_no_fields() {
        assertErrors("E1010:6", withShape("s = Shape.Box(1, 2)", "print(s.w)"));
    }

    @Test
    void type_parameters_mean_any() {
        Checking checking =
                accepted("enum Opt[T]:", "    Some(T)", "    None", "print(Opt.Some(1))");
        assertEquals("(print (new Opt.0 (any 1:i32))) (return)", checking.tree());
        accepted("enum Opt[T] { Some(T), None }", "fn f(o: Opt[i32]): pass", "f(Opt.None)");
        assertErrors("E2003:2", "enum Opt[T] { Some(T) }", "x: Opt[Foo] = Opt.Some(1)");
    }

    @Test
    void result_is_predeclared() {
        assertEquals("Result", staticType("print(Result.Ok(1))"));
        assertErrors("E2001:1", "print(Result.Err(1))");
        accepted("fn f(x: i32) -> Result: return x > 0 ? Result.Ok(x) : Result.Err(\"no\")");
    }

    @Test
    void a_declaration_of_result_replaces_it() {
        accepted("enum Result { Fine }", "print(Result.Fine)");
        assertErrors("E1010:2", "enum Result { Fine }", "print(Result.Ok(1))");
    }

    @Test
    void an_enum_is_not_a_value_and_not_called() {
        assertErrors("E2001:5", withShape("s = Shape"));
        assertErrors("E2007:5", withShape("s = Shape(1)"));
    }

    @Test
    void a_variant_cannot_be_assigned() {
        assertErrors("E1014:5", withShape("Shape.Dot = 1"));
    }

    @Test
    void enums_may_be_recursive() {
        accepted(
                "enum Tree:",
                "    Leaf",
                "    Node(left: Tree, value: i32, right: Tree)",
                "print(Tree.Node(Tree.Leaf, 1, Tree.Leaf))");
    }

    @Test
    void a_method_with_the_name_of_a_variant_is_E1011() {
        assertErrors("E1011:3", "enum E { A }", "impl E:", "    fn A(): pass");
    }
}
