package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class ImplTest {
    private static final String[] TANK = {
        "struct Tank { level: i32 }",
        "impl Tank:",
        "    fn fill(self, n: i32) -> Tank:",
        "        self.level += n",
        "        return self",
        "    fn full() -> Tank: Tank{ level: 10 }"
    };

    private static String[] withTank(String... lines) {
        String[] all = new String[TANK.length + lines.length];
        System.arraycopy(TANK, 0, all, 0, TANK.length);
        System.arraycopy(lines, 0, all, TANK.length, lines.length);
        return all;
    }

    @Test
    void a_method_gets_the_value_it_is_called_on() {
        assertEquals(
                "(do (call fill (call fill (call full) 1:i32) 2:i32)) (return)",
                accepted(withTank("Tank.full().fill(1).fill(2)")).tree());
    }

    @Test
    void a_method_is_called_through_its_type() {
        assertEquals(
                "(do (call fill (call full) 3:i32)) (return)",
                accepted(withTank("Tank.fill(Tank.full(), 3)")).tree());
    }

    @Test
    void self_has_the_type_of_the_block() {
        assertEquals("Tank", staticType(withTank("print(Tank.full().fill(1))")));
    }

    @Test
    void an_associated_function_does_not_get_the_object() {
        assertEquals(
                "(set t (call full)) (do (call full)) (return)",
                accepted(withTank("t = Tank.full()", "t.full()")).tree());
    }

    @Test
    void the_object_of_an_associated_call_is_still_evaluated() {
        assertEquals(
                "(do (select.Tank %0=(call full) [_ -> (call full)])) (return)",
                accepted(withTank("Tank.full().full()")).tree());
    }

    @Test
    void methods_see_each_other_in_any_order_and_block() {
        accepted(
                "struct P { x: i32 }",
                "impl P:",
                "    fn a(self) -> i32: return self.b()",
                "impl P:",
                "    fn b(self) -> i32: return self.x");
    }

    @Test
    void a_block_may_stand_before_its_struct() {
        accepted("impl P:", "    fn a(self) -> i32: return self.x", "struct P { x: i32 }");
    }

    @Test
    void enums_have_methods() {
        assertEquals(
                "bool",
                staticType(
                        "enum E { A, B }",
                        "impl E:",
                        "    fn first(self) -> bool: return self matches E.A",
                        "print(E.B.first())"));
    }

    @Test
    void an_impl_of_something_else_is_E2003() {
        assertErrors("E2003:1", "impl Tnk:", "    fn f(self): pass");
        assertErrors("E2003:2", "x: i32 = 1", "impl x:", "    fn f(self): pass");
    }

    @Test
    void a_misspelt_impl_is_suggested() {
        assertEquals(
                "the type 'Tnk' is not defined | help: did you mean 'Tank'?",
                of(withTank("impl Tnk:", "    fn f(self): pass")).messages().get(0));
    }

    @Test
    void two_functions_of_one_name_are_E1011() {
        assertErrors("E1011:8", withTank("impl Tank:", "    fn fill(self): pass"));
        assertEquals(
                "'Tank' already has a function 'fill' | note: 'fill' is first declared here @3",
                of(withTank("impl Tank:", "    fn fill(): pass")).messages().get(0));
    }

    @Test
    void an_annotation_of_self_must_agree() {
        accepted("struct P { x: i32 }", "impl P:", "    fn f(self: P): pass");
        assertErrors("E2001:3", "struct P { x: i32 }", "impl P:", "    fn f(self: i32): pass");
    }

    @Test
    void a_method_that_is_not_called_is_E1010() {
        assertErrors("E1010:8", withTank("t = Tank.full()", "print(t.fill)"));
        assertErrors("E1010:7", withTank("print(Tank.fill)"));
        assertEquals(
                "the method 'fill' can only be called"
                        + " | help: write '.fill(...)', or a function expression that calls it"
                        + " | note: 'fill' is declared here @3",
                of(withTank("print(Tank.fill)")).messages().get(0));
    }

    @Test
    void an_associated_function_is_a_value() {
        assertEquals("fn() -> Tank", staticType(withTank("print(Tank.full)")));
    }

    @Test
    void an_unknown_method_is_E1010_with_a_suggestion() {
        assertErrors("E1010:7", withTank("Tank.full().fil(1)"));
        assertEquals(
                "'Tank' has no method 'fil' | help: did you mean 'fill'?"
                        + " | note: 'Tank' is declared here @1",
                of(withTank("Tank.full().fil(1)")).messages().get(0));
        assertErrors("E1010:7", withTank("Tank.ful()"));
    }

    @Test
    void self_does_not_count_as_an_argument() {
        assertEquals(
                "'fill' expects 1 argument, found 0 | note: 'fill' is declared here @3",
                of(withTank("Tank.full().fill()")).messages().get(0));
        assertErrors("E2009:7", withTank("Tank.fill(Tank.full())"));
    }

    @Test
    void arguments_are_checked() {
        assertErrors("E2001:7", withTank("Tank.full().fill(\"a\")"));
        assertErrors("E2001:7", withTank("Tank.fill(1, 2)"));
    }

    @Test
    void a_method_of_a_builtin_type_is_E1010() {
        assertEquals(
                "a value of type '[i32]' has no method 'push'"
                        + " | help: it is a function: 'push(value)'",
                of("xs = [1,]", "xs.push(2)").messages().get(0));
    }

    @Test
    void self_cannot_be_assigned() {
        assertErrors("E1014:3", "struct P { x: i32 }", "impl P:", "    fn f(self): self = self");
    }

    @Test
    void a_method_cannot_use_a_variable_of_the_enclosing_function() {
        assertErrors(
                "E1010:5",
                "fn f():",
                "    n = 1",
                "    struct P { x: i32 }",
                "    impl P:",
                "        fn m(self): return n");
    }

    @Test
    void a_method_uses_module_variables() {
        accepted("mut n = 1", "struct P { x: i32 }", "impl P:", "    fn m(self): n = self.x");
    }

    @Test
    void methods_are_listed_for_dynamic_calls() {
        List<TProgram.Method> methods = accepted(withTank("print(1)")).program().methods();
        assertEquals(
                "[fill false, full true]",
                methods.stream().map(m -> m.name() + " " + m.isAssociated()).toList().toString());
    }

    @Test
    void a_member_is_either_a_field_or_a_function() {
        assertErrors(
                "E1011:3", "struct P { x: i32 }", "impl P {", "fn x(self) -> i32: return 1", "}");
        assertErrors("E1011:3", "struct P { x: i32 }", "impl P {", "fn x() -> i32: return 1", "}");
    }
}
