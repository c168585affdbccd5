package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;
import static jorus.check.Checking.staticType;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BuiltinCallTest {
    @Test
    void results_have_their_types() {
        assertEquals("i32", staticType("print(int(\"1\"))"));
        assertEquals("f64", staticType("print(float(1))"));
        assertEquals("string", staticType("print(typeof(1))"));
        assertEquals("bool", staticType("print(istype(1, \"i32\"))"));
        assertEquals("string", staticType("print(input())"));
        assertEquals("range_iterator", staticType("print(range(3))"));
        assertEquals("[f64]", staticType("print(sorted([1.5, 2,]))"));
        assertEquals("any", staticType("fn f(x): return sorted(x)", "print(f([1]))"));
    }

    @Test
    void range_takes_one_to_three_integers() {
        accepted("print(range(1), range(1, 2), range(1, 2, -1))");
        assertErrors("E2009:1", "print(range())");
        assertErrors("E2009:1", "print(range(1, 2, 3, 4))");
        assertErrors("E2001:1", "print(range(1.5))");
        assertErrors("E2001:1", "print(range(1, \"a\"))");
        accepted("u: u64 = 5", "i: i64 = 1", "print(range(i, u))");
    }

    @Test
    void the_arguments_of_range_keep_their_types() {
        assertEquals(
                "(set i 1:i64) (print (range.range_iterator i 5:i32)) (return)",
                accepted("let i: i64 = 1", "print(range(i, 5))").tree());
    }

    @Test
    void a_loop_over_range_knows_the_type_from_the_arguments() {
        assertEquals(
                "(each i:i32 (range.range_iterator 3:i32))[] (return)",
                accepted("for i in range(3): pass").tree());
        assertEquals(
                "(set n 3:i64) (each i:i64 (range.range_iterator 0:i32 n))[] (return)",
                accepted("let n: i64 = 3", "for i in range(0, n): pass").tree());
        assertEquals(
                "(set r (range.range_iterator 3:i32)) (each i:any r)[] (return)",
                accepted("r = range(3)", "for i in r: pass").tree());
    }

    @Test
    void input_takes_a_prompt() {
        accepted("print(input(\"> \"))");
        assertErrors("E2001:1", "print(input(1))");
        assertErrors("E2009:1", "print(input(\"a\", \"b\"))");
    }

    @Test
    void sorted_takes_an_array() {
        assertErrors("E2001:1", "print(sorted(\"cab\"))");
        assertErrors("E2009:1", "print(sorted())");
    }

    @Test
    void istype_takes_a_string() {
        assertErrors("E2001:1", "print(istype(1, 2))");
        assertErrors("E2009:1", "print(istype(1))");
    }

    @Test
    void a_user_function_hides_a_builtin() {
        assertEquals("i32", staticType("fn int(x: i32) -> i32: return x", "print(int(1))"));
        assertErrors("E2001:2", "fn int(x: i32) -> i32: return x", "print(int(\"1\"))");
    }
}
