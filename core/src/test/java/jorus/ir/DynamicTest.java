package jorus.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DynamicTest {
    /// The body of a function whose parameters are any, since it is used as a value.
    private static String lambda(String... body) {
        String[] lines = new String[body.length + 1];
        System.arraycopy(body, 0, lines, 0, body.length);
        lines[body.length] = "print(1)";
        return Sources.function("(lambda)", lines);
    }

    @Test
    void arithmetic_on_any_is_one_instruction() {
        assertEquals(
                """
                b0:
                    r3: any = add r1, r2
                    return r3
                """,
                lambda("g = fn(a, b): return a + b"));
    }

    @Test
    void a_literal_beside_any_stays_adaptable() {
        String ir = lambda("g = fn(a): return a * 2");
        assertTrue(ir.contains("any = box literal"), ir);
        assertTrue(ir.contains("any = mul r1"), ir);
    }

    @Test
    void a_hexadecimal_literal_beside_any_keeps_its_32_bits_open() {
        String ir = lambda("g = fn(a): return a + 0xFFFFFFFF");
        assertTrue(ir.contains("u32 = const 4294967295"), ir);
    }

    @Test
    void a_hexadecimal_literal_has_its_unsigned_value_beside_an_i64() {
        String ir =
                Sources.function(
                        "f", "fn f(a): return a + 0xFFFFFFFF", "n: i64 = 1", "print(f(n))");
        assertTrue(ir.contains("i64 = const 4294967295"), ir);
    }

    @Test
    void a_literal_in_a_comparison_does_not_adapt() {
        String ir = lambda("g = fn(a): return a == 2");
        assertFalse(ir.contains("literal"), ir);
        assertTrue(ir.contains("compare.eq r1"), ir);
    }

    @Test
    void greater_is_less_with_exchanged_operands() {
        String ir = lambda("g = fn(a, b): return a > b");
        assertTrue(ir.contains("compare.lt r2, r1"), ir);
    }

    @Test
    void unequal_is_not_equal() {
        String ir = lambda("g = fn(a, b) -> i32:", "    if a != b: return 1", "    return 2");
        assertTrue(ir.contains("compare.eq r1, r2"), ir);
        assertTrue(ir.contains("branch."), ir);
    }

    @Test
    void a_text_beside_any_asks_for_concatenation() {
        assertTrue(lambda("g = fn(a): return \"x\" + a").contains("builtin concat.any"));
    }

    @Test
    void a_condition_of_any_is_checked() {
        String ir = lambda("g = fn(a) -> i32:", "    if a: return 1", "    return 2");
        assertTrue(ir.contains("builtin condition.any r1"), ir);
    }

    @Test
    void the_left_side_of_and_may_decide_alone() {
        String ir = lambda("g = fn(a, b): return a and b()");
        assertTrue(ir.indexOf("type_id bool") < ir.indexOf("callee"), ir);
        assertTrue(ir.contains("builtin and.any"), ir);
    }

    @Test
    void not_and_minus_of_any_are_builtins() {
        assertTrue(lambda("g = fn(a): return not a").contains("builtin not.any r1"));
        assertTrue(lambda("g = fn(a): return -a").contains("builtin neg.any r1"));
    }

    @Test
    void any_reaches_a_typed_place_through_a_check() {
        assertEquals(
                """
                b0:
                    r2: i32 = unbox r1
                    return r2
                """,
                lambda("g = fn(a) -> i32: return a"));
    }

    @Test
    void a_cast_of_any_converts_before_it_checks() {
        String ir = lambda("g = fn(a): return a as i64");
        assertTrue(ir.contains("type_id i64"), ir);
        assertTrue(ir.contains("builtin cast.any"), ir);
        assertTrue(ir.contains("i64 = unbox"), ir);
    }

    @Test
    void text_of_any_and_of_errors_is_found_by_the_runtime() {
        assertTrue(lambda("g = fn(a): return a as string").contains("builtin text.any r1"));
        String ir =
                Sources.function(
                        "f",
                        "fn f() -> string:",
                        "    try: return \"x\"",
                        "    catch e: return e as string",
                        "print(f())");
        assertTrue(ir.contains("builtin text.err"), ir);
    }

    @Test
    void elements_of_any_are_got_and_stored_by_the_runtime() {
        String ir = lambda("g = fn(a, i):", "    a[i] = a[0]", "    a[1] += 2");
        assertTrue(ir.contains("builtin index.any"), ir);
        assertEquals(3, ir.split("builtin store.any", -1).length, ir);
    }

    @Test
    void elements_of_an_array_of_whatever_are_too() {
        String ir = Sources.function("f", "fn f(a: [any], i: i32): a[i] = a[0]", "f([1,], 0)");
        assertTrue(ir.contains("builtin store.any"), ir);
        assertFalse(ir.contains("= get "), ir);
    }

    @Test
    void a_typed_array_with_an_index_of_any_is_read_as_any() {
        String ir = lambda("g = fn(i) -> i32:", "    a = [1, 2,]", "    return a[i]");
        assertTrue(ir.contains("builtin index.any"), ir);
        assertTrue(ir.contains("i32 = unbox"), ir);
    }

    @Test
    void a_literal_of_any_elements_finds_its_type_at_run_time() {
        String ir = lambda("g = fn(a, b): return [a, b,]");
        assertTrue(ir.contains("[any] = new_literal 2"), ir);
        assertTrue(ir.contains("builtin literal.type"), ir);
        assertTrue(ir.indexOf("push") < ir.indexOf("literal.type"), ir);
    }

    @Test
    void a_literal_where_any_is_expected_keeps_any() {
        String ir = Sources.function("f", "fn f(n: i32) -> [any]: [n, n + 1,]", "print(f(1))");
        assertFalse(ir.contains("literal.type"), ir);
        assertTrue(ir.contains("box"), ir);
    }

    @Test
    void slices_and_repetitions_of_any_are_made_by_the_runtime() {
        assertTrue(lambda("g = fn(a): return a[1..]").contains("builtin slice.any"));
        assertTrue(lambda("g = fn(a): return [a,] * 3").contains("builtin repeat.any"));
    }

    @Test
    void a_slice_of_a_typed_array_stays_fast() {
        String ir = Sources.function("f", "fn f(a: [i32]): return a[1..]", "print(f([1, 2]))");
        assertTrue(ir.contains("builtin slice.arr"), ir);
    }

    @Test
    void builtins_of_arrays_take_any() {
        String ir = lambda("g = fn(a):", "    push(a, 1)", "    return len(a), pop(a), sorted(a)");
        assertTrue(ir.contains("builtin push.value"), ir);
        assertTrue(ir.contains("builtin pop.value"), ir);
        assertTrue(ir.contains("builtin len.any"), ir);
        assertTrue(ir.contains("builtin sorted.any"), ir);
    }

    @Test
    void a_loop_over_any_asks_for_the_next_value() {
        String ir = lambda("g = fn(a):", "    for v in a: print(v)");
        assertTrue(ir.contains("iterator = builtin iterate r1"), ir);
        assertEquals(3, ir.split("builtin has.next", -1).length, ir);
        assertTrue(ir.contains("builtin next.value"), ir);
    }

    @Test
    void a_loop_over_a_stored_range_consumes_it() {
        String ir =
                Sources.function(
                        "f",
                        "fn f(n: i32):",
                        "    r = range(n)",
                        "    for v in r: print(v)",
                        "f(2)");
        assertTrue(ir.contains("builtin range.any"), ir);
        assertTrue(ir.contains("builtin next.value"), ir);
        assertFalse(ir.contains("iterate"), ir);
    }

    @Test
    void a_range_of_any_counts_in_i64() {
        String ir = lambda("g = fn(n):", "    for i in 0..n: print(i)");
        assertTrue(ir.contains("builtin range.bound"), ir);
        assertTrue(ir.contains("next"), ir);
        assertTrue(ir.contains("i64 = builtin range.position"), ir);
        assertTrue(ir.contains("any = builtin range.value"), ir);
    }

    @Test
    void an_empty_result_is_the_void_value() {
        String ir = lambda("gs = [fn(a): pass, fn(a): return 1]");
        assertTrue(ir.contains("any = box"), ir);
    }

    @Test
    void an_array_of_whatever_is_checked_where_its_elements_are_typed() {
        assertTrue(lambda("g = fn(a: [any]) -> [i32]: return a").contains("[i32] = as_ref r1"));
    }
}
