package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ObjectsTest {
    private static final String POINT = "struct P { x: i32, y: f64 = 1.5, next: any = 0 }";
    private static final String SHAPE = "enum S { Dot, Box(w: i32, h: i32), Text(s: string) }";

    private static void expect(String ir, String name, String... lines) {
        assertEquals(ir, Sources.function(name, lines));
    }

    private static int count(String part, String text) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void reading_a_field_is_one_instruction() {
        expect(
                """
                b0:
                    r1: i32 = get_field P.0 r0
                    return r1
                """,
                "f",
                POINT,
                "fn f(p: P) -> i32: p.x",
                "print(f(P{x: 1}))");
    }

    @Test
    void storing_a_field_is_one_instruction() {
        expect(
                """
                b0:
                    set_field P.0 r0, r1
                    return
                """,
                "f",
                POINT,
                "fn f(p: P, v: i32): p.x = v",
                "f(P{x: 1}, 2)");
    }

    @Test
    void values_of_fields_are_computed_before_the_object_is_made() {
        expect(
                """
                b0:
                    r0: i32 = call g
                    r1: f64 = const 1.5
                    r2: i32 = const 0
                    r3: any = box r2
                    r4: P = new_object P
                    set_field P.0 r4, r0
                    set_field P.1 r4, r1
                    set_field P.2 r4, r3
                    return r4
                """,
                "f",
                POINT,
                "fn g() -> i32: 5",
                "fn f() -> P: P{x: g()}",
                "print(f())");
    }

    @Test
    void numbers_that_are_zero_anyway_are_not_stored() {
        String ir = Sources.function("f", POINT, "fn f() -> P: P{x: 0, y: 0.0}", "print(f())");
        assertEquals(1, count("set_field", ir), ir);
    }

    @Test
    void an_object_does_not_overwrite_a_variable_that_its_fields_need() {
        String ir =
                Sources.function(
                        "f",
                        "struct N { v: i32, next: any }",
                        "fn f(n: N) -> N:",
                        "    mut at = n",
                        "    at = N{v: 1, next: at}",
                        "    at = N{v: 2, next: at}",
                        "    return at",
                        "print(f(N{v: 0, next: 0}).v)");
        assertEquals(2, count("new_object", ir), ir);
        assertEquals(2, count("box", ir), ir);
    }

    @Test
    void an_update_evaluates_the_base_once() {
        String ir =
                Sources.function(
                        "f", POINT, "fn g(p: P) -> P: p", "fn f(p: P): g(p).x += 2", "f(P{x: 1})");
        assertEquals(1, count("call g", ir), ir);
        assertTrue(ir.contains("addk"), ir);
    }

    @Test
    void a_field_read_twice_is_loaded_once() {
        String ir =
                Sources.function(
                        "f", POINT, "fn f(p: P) -> i32: p.x * p.x + p.x", "print(f(P{x: 1}))");
        assertEquals(1, count("get_field", ir), ir);
    }

    @Test
    void a_stored_field_is_known() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(p: P, n: i32) -> i32:",
                        "    p.x = n",
                        "    return p.x",
                        "print(f(P{x: 1}, 2))");
        assertEquals(0, count("get_field", ir), ir);
    }

    @Test
    void a_store_into_another_object_makes_a_field_unknown() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(p: P, q: P) -> i32:",
                        "    a = p.x",
                        "    q.x = 5",
                        "    return a + p.x",
                        "print(f(P{x: 1}, P{x: 2}))");
        assertEquals(2, count("get_field", ir), ir);
    }

    @Test
    void a_store_into_another_field_does_not() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(p: P, q: P) -> i32:",
                        "    a = p.x",
                        "    q.y = 5.0",
                        "    return a + p.x",
                        "print(f(P{x: 1}, P{x: 2}))");
        assertEquals(1, count("get_field", ir), ir);
    }

    @Test
    void a_call_makes_fields_unknown() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn g(p: P): p.x = 9",
                        "fn f(p: P) -> i32:",
                        "    a = p.x",
                        "    g(p)",
                        "    return a + p.x",
                        "print(f(P{x: 1}))");
        assertEquals(2, count("get_field", ir), ir);
    }

    @Test
    void fields_that_a_loop_does_not_change_are_read_before_it() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(p: P, n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n: s = s + i * p.x",
                        "    return s",
                        "print(f(P{x: 1}, 5))");
        int load = ir.indexOf("get_field");
        assertTrue(load < ir.indexOf("mul"), ir);
        assertTrue(ir.substring(load).contains("jump -> b2"), ir);
    }

    @Test
    void fields_that_a_loop_stores_stay_in_it() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(p: P, q: P, n: i32):",
                        "    for i in 0..n: q.x = p.x + i",
                        "f(P{x: 1}, P{x: 1}, 5)");
        assertTrue(ir.indexOf("get_field") > ir.indexOf("b2:"), ir);
    }

    @Test
    void a_method_is_a_function_with_the_object_first() {
        expect(
                """
                b0:
                    r2: i32 = get_field P.0 r0
                    r3: i32 = add r2, r1
                    return r3
                """,
                "m",
                POINT,
                "impl P { fn m(self, n: i32) -> i32 { self.x + n } }",
                "print(P{x: 1}.m(2))");
    }

    @Test
    void a_variant_with_payloads_is_an_object_with_fields() {
        expect(
                """
                b0:
                    r2: S = new_variant 1
                    set_field S.Box.0 r2, r0
                    set_field S.Box.1 r2, r1
                    return r2
                """,
                "f",
                SHAPE,
                "fn f(a: i32, b: i32) -> S: S.Box(a, b)",
                "print(f(1, 2))");
    }

    @Test
    void a_variant_without_payloads_is_one_instruction() {
        expect(
                "b0:\n    r0: S = new_variant 0\n    return r0\n",
                "f",
                SHAPE,
                "fn f() -> S: S.Dot",
                "print(f())");
    }

    @Test
    void a_match_reads_the_variant_once_and_payloads_through_one_view() {
        String ir =
                Sources.function(
                        "f",
                        SHAPE,
                        "fn f(s: S) -> i32:",
                        "    return match s:",
                        "        S.Dot -> 0",
                        "        S.Box(w, h) -> w * h",
                        "        S.Text(t) -> len(t)",
                        "print(f(S.Dot))");
        assertEquals(1, count("= variant", ir), ir);
        assertEquals(2, count("as_ref", ir), ir);
        assertEquals(3, count("get_field", ir), ir);
        assertFalse(ir.contains("trap"), ir);
    }

    @Test
    void a_match_that_need_not_fit_traps_behind_its_arms() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32) -> i32:",
                        "    return match n { 0 -> 1, 1 -> 2 }",
                        "print(f(1))");
        assertTrue(ir.contains("trap NO_ARM \"No match arm matched the value\""), ir);
    }

    @Test
    void a_match_statement_on_any_requires_an_enum() {
        String ir =
                Sources.function(
                        "(lambda)",
                        SHAPE,
                        "g = fn(s) -> i32:",
                        "    match s:",
                        "        S.Dot -> return 1",
                        "        _ -> return 2",
                        "print(g(S.Dot), g(2))");
        assertTrue(ir.contains("builtin match.subject"), ir);
        assertTrue(ir.contains("= tag r1"), ir);
        assertTrue(ir.contains("type_id S.Dot"), ir);
    }

    @Test
    void enums_without_payloads_are_equal_if_they_are_one_object() {
        String ir =
                Sources.function(
                        "f",
                        "enum C { Red, Green }",
                        "fn f(a: C, b: C) -> bool: a == b",
                        "print(f(C.Red, C.Green))");
        assertTrue(ir.contains("compare.eq r0, r1"), ir);
    }

    @Test
    void enums_with_payloads_are_compared_by_the_runtime() {
        String ir =
                Sources.function(
                        "f", SHAPE, "fn f(a: S, b: S) -> bool: a != b", "print(f(S.Dot, S.Dot))");
        assertTrue(ir.contains("builtin equal.ref r0, r1"), ir);
    }

    @Test
    void structs_are_equal_if_they_are_one_object() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(a: P, b: P) -> bool: a == b",
                        "print(f(P{x: 1}, P{x: 1}))");
        assertTrue(ir.contains("compare.eq r0, r1"), ir);
    }

    @Test
    void a_struct_that_may_have_no_value_is_held_as_any() {
        String ir =
                Sources.function(
                        "f",
                        POINT,
                        "fn f(n: i32) -> i32:",
                        "    if n > 1: p = P{x: 1}",
                        "    return p.x",
                        "print(f(2))");
        assertTrue(ir.contains("trap NAME"), ir);
        assertTrue(ir.contains("P = unbox"), ir);
    }

    @Test
    void a_member_of_a_known_struct_is_a_field() {
        String ir = Sources.function("f", POINT, "fn f(p): return p.x", "print(f(P{x: 1}))");
        assertTrue(ir.contains("get_field P.0 r0"), ir);
        assertFalse(ir.contains("get.member"), ir);
    }

    @Test
    void a_member_of_any_is_looked_up() {
        String ir =
                Sources.function(
                        "(lambda)",
                        POINT,
                        "g = fn(p):",
                        "    p.x = 1",
                        "    return p.x",
                        "g(P{x: 1})",
                        "g(2)");
        assertTrue(ir.contains("builtin get.member"), ir);
        assertTrue(ir.contains("builtin set.member"), ir);
    }
}
