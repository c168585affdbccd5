package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.of;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnyTest {
    private static String body(String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "fn f(x) -> void:";
        for (int i = 0; i < lines.length; i++) {
            all[i + 1] = "    " + lines[i];
        }
        return accepted(all).tree("f").replace(" (return)", "");
    }

    @Test
    void fields_are_looked_up_at_run_time() {
        assertEquals("(print (member a x))", body("print(x.a)"));
        assertEquals("(set-member a x (any 1:i32))", body("x.a = 1"));
        assertEquals("(update-member a %1=x (add.any (member a %1) 1:i32~))", body("x.a += 1"));
    }

    @Test
    void methods_are_looked_up_at_run_time() {
        assertEquals("(print (call-member m x (any 1:i32) x))", body("print(x.m(1, x))"));
    }

    @Test
    void calls_take_any() {
        assertEquals("(print (call-value.any x (any 1:i32)))", body("print(x(1))"));
    }

    @Test
    void elements_are_read_and_stored() {
        assertEquals("(print (index x 0:i32))", body("print(x[0])"));
        assertEquals("(set-element x 0:i32 (any 1:i32))", body("x[0] = 1"));
    }

    @Test
    void casts_from_any_go_to_everything() {
        assertEquals("(print (cast.i32 x))", body("print(x as i32)"));
        assertEquals("(print (text x))", body("print(x as string)"));
        assertEquals("(print (Result x))", body("print(x as Result)"));
        assertEquals("(print (any 1:i32))", body("print(1 as any)"));
    }

    @Test
    void any_is_a_condition() {
        assertEquals("(if x [(print 1:i32)] [])", body("if x: print(1)"));
        assertEquals("(while x [(print 1:i32)])", body("while x: print(1)"));
        assertEquals("(print (choose.i32 x 1:i32 2:i32))", body("print(x ? 1 : 2)"));
    }

    @Test
    void any_is_iterated() {
        assertEquals("(each v:any x)[(print v)]", body("for v in x: print(v)"));
    }

    @Test
    void any_is_taken_apart() {
        assertEquals(
                "(set %1 x) (set a (element %1 0:i32)) (set b (element %1 1:i32))",
                body("a, b = x"));
    }

    @Test
    void typed_places_convert() {
        assertEquals("(set p (Result x))", body("p: Result = x"));
        assertEquals("(set p (fn(i32) -> i32 x))", body("p: fn(i32) -> i32 = x"));
    }

    @Test
    void an_any_field_takes_everything() {
        assertEquals(
                "(set p (new P 0=(any \"a\"))) (set-field 0 p (any 1:i32)) (return)",
                accepted("struct P { a: any }", "p = P{ a: \"a\" }", "p.a = 1").tree());
    }

    @Test
    void a_refined_struct_has_the_type_of_its_field() {
        assertEquals(
                "i32",
                Checking.refinedType(
                        "struct P { a: i32 }", "fn f(p): return p.a", "print(f(P{ a: 1 }))"));
        assertEquals(
                "never",
                Checking.refinedType(
                        "struct P { a: i32 }", "fn f(p): return p.b", "print(f(P{ a: 1 }))"));
    }

    @Test
    void a_method_of_a_refined_struct_is_entered_directly() {
        Checking checking =
                accepted(
                        "struct P { a: i32 }",
                        "impl P:",
                        "    fn m(self, x): return x",
                        "fn f(p): return p.m(\"s\")",
                        "print(f(P{ a: 1 }))");
        assertEquals("[[P, string] -> string]", checking.versions("m").toString());
        assertEquals(
                "string",
                checking.refined().modules().get(0).typeOf(checking.lastPrinted()).name());
        assertEquals(0, checking.refined().methods().size());
    }

    @Test
    void a_method_of_an_unknown_value_is_looked_up() {
        Checking checking =
                accepted(
                        "struct P { a: i32 }",
                        "impl P:",
                        "    fn m(self, x): return x",
                        "fn f(p): return p.m(\"s\")",
                        "print(f(P{ a: 1 } as any))",
                        "fn g(xs: [any]): return f(xs[0])",
                        "print(g([P{ a: 1 },]))");
        assertEquals(1, checking.refined().methods().size());
        Version version = checking.refined().methods().get(0).version();
        assertEquals("[P, any]", version.parameters().toString());
    }

    @Test
    void a_method_whose_parameter_needs_a_check_is_looked_up() {
        Checking checking =
                accepted(
                        "struct P { a: i32 }",
                        "impl P:",
                        "    fn m(self, x: i32) -> i32: return x",
                        "fn f(p): return p.m(\"s\")",
                        "print(f(P{ a: 1 }))");
        assertEquals(1, checking.refined().methods().size());
    }

    @Test
    void a_missing_method_of_a_refined_type_never_comes_back() {
        assertEquals("never", Checking.refinedType("fn f(p): return p.m()", "print(f(1))"));
    }

    @Test
    void a_call_of_a_refined_number_never_comes_back() {
        assertEquals("never", Checking.refinedType("fn f(p): return p(1)", "print(f(1))"));
    }

    @Test
    void a_strict_test_of_a_refined_number_never_comes_back() {
        assertEquals(
                "never",
                Checking.refinedType(
                        "fn f(p):",
                        "    return match p:",
                        "        Result.Ok(v) -> 1",
                        "        _ -> 2",
                        "print(f(1))"));
    }

    @Test
    void the_arms_of_a_match_are_joined() {
        String[] lines = {
            "fn f(p, a, b):", "    return match p:", "        1 -> a", "        _ -> b", ""
        };
        lines[4] = "print(f(1, 2, 3))";
        assertEquals("i32", Checking.refinedType(lines));
        lines[4] = "print(f(1, 2, \"a\"))";
        assertEquals("any", Checking.refinedType(lines));
    }

    @Test
    void payloads_of_generic_enums_stay_any() {
        assertEquals(
                "any",
                Checking.refinedType(
                        "fn f(r: Result):",
                        "    match r:",
                        "        Result.Ok(v) -> v",
                        "        Result.Err(m) -> m",
                        "print(f(Result.Ok(1)))"));
    }

    @Test
    void a_member_of_a_misspelt_variable_is_reported_once() {
        assertEquals(1, of("print(foo.bar.baz(1))").errors().size());
        assertErrors("E1010:1", "foo.bar = 1");
    }
}
