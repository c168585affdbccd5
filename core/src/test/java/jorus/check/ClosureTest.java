package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClosureTest {
    @Test
    void a_variable_that_never_changes_afterwards_is_copied() {
        assertEquals(
                "(set n 1:i32) (return (any (fn (lambda) =n)))",
                accepted("fn f():", "    n = 1", "    return fn(): n").tree("f"));
    }

    @Test
    void a_variable_assigned_before_the_capture_only_is_copied() {
        assertEquals(
                "(set n 1:i32) (set n (add.i32 n 1:i32)) (return (any (fn (lambda) =n)))",
                accepted("fn f():", "    mut n = 1", "    n += 1", "    return fn(): n").tree("f"));
    }

    @Test
    void a_variable_assigned_after_the_capture_is_a_cell() {
        assertEquals(
                "(cells n) (set n 1:i32) (set g (fn (lambda) &n)) (set n 2:i32) (return (any g))",
                accepted("fn f():", "    mut n = 1", "    g = fn(): n", "    n = 2", "    return g")
                        .tree("f"));
    }

    @Test
    void a_variable_assigned_by_the_closure_is_a_cell() {
        Checking checking =
                accepted(
                        "fn f():",
                        "    mut n = 1",
                        "    return fn():",
                        "        n = n + 1",
                        "        return n");
        assertEquals("(cells n) (set n 1:i32) (return (any (fn (lambda) &n)))", checking.tree("f"));
        assertEquals("(set n (add.i32 n 1:i32)) (return (any n))", checking.tree("(lambda)"));
    }

    @Test
    void a_loop_that_comes_round_assigns_after_the_capture() {
        assertEquals(
                "(cells n) (set n 0:i32) (while (lt n 3:i32) [(set n (add.i32 n 1:i32))"
                        + " (do (push.[any] fs (any (fn (lambda) &n))))]) (return)",
                accepted(
                                "fn f(fs: [any]) -> void:",
                                "    mut n = 0",
                                "    while n < 3:",
                                "        n += 1",
                                "        push(fs, fn(): n)")
                        .tree("f"));
    }

    @Test
    void a_variable_of_the_loop_body_is_new_at_each_turn() {
        assertEquals(
                "(while true:bool [(set n 0:i32) (set n (add.i32 n 1:i32))"
                        + " (do (push.[any] fs (any (fn (lambda) =n))))])",
                accepted(
                                "fn f(fs: [any]) -> void:",
                                "    while true:",
                                "        mut n = 0",
                                "        n += 1",
                                "        push(fs, fn(): n)")
                        .tree("f"));
    }

    @Test
    void a_plain_variable_moved_out_of_a_while_is_one_variable() {
        assertEquals(
                "(cells n) (while true:bool [(set n 0:i32)"
                        + " (do (push.[any] fs (any (fn (lambda) &n))))])",
                accepted(
                                "fn f(fs: [any]) -> void:",
                                "    while true:",
                                "        n = 0",
                                "        push(fs, fn(): n)")
                        .tree("f"));
    }

    @Test
    void cells_of_a_loop_body_are_made_at_each_turn() {
        assertEquals(
                "(range i:i32 0:i32 3:i32 _)[(cells n) (set n i)"
                        + " (do (push.[any] fs (any (fn (lambda) &n))))] (return)",
                accepted(
                                "fn f(fs: [any]) -> void:",
                                "    for i in 0..3:",
                                "        mut n = i",
                                "        push(fs, fn(): n = n + 1)")
                        .tree("f"));
    }

    @Test
    void a_loop_variable_is_copied() {
        assertEquals(
                "(range i:i32 0:i32 3:i32 _)[(do (push.[any] fs (any (fn (lambda) =i))))] (return)",
                accepted("fn f(fs: [any]) -> void:", "    for i in 0..3: push(fs, fn(): i)")
                        .tree("f"));
    }

    @Test
    void a_loop_variable_may_be_assigned_by_a_closure() {
        assertEquals(
                "(range i:i32 0:i32 3:i32 _)[(do (call-value.any (fn (lambda) &i)))] (return)",
                accepted("fn f() -> void:", "    for i in 0..3:", "        (fn(): i = i + 1)()")
                        .tree("f"));
    }

    @Test
    void a_mut_parameter_may_be_assigned_by_a_closure() {
        Checking checking = accepted("fn f(mut n: i32):", "    return fn(): n = 2");
        assertEquals("(return (any (fn (lambda) &n)))", checking.tree("f"));
        assertErrors("E1014:2", "fn f(n: i32):", "    return fn(): n = 2");
    }

    @Test
    void a_catch_variable_may_be_assigned_by_a_closure() {
        accepted(
                "fn f():",
                "    try: pass",
                "    catch e:",
                "        try: pass",
                "        catch d:",
                "            g = fn(): e = d",
                "            g()");
    }

    @Test
    void a_plain_or_typed_variable_cannot_be_assigned_by_a_closure() {
        assertErrors("E1014:3", "fn f():", "    n = 1", "    return fn(): n = 2");
        assertErrors("E1014:3", "fn f():", "    n: i32 = 1", "    return fn(): n = 2");
        accepted("fn f():", "    let n = 1", "    return fn(): n = 2");
    }

    @Test
    void a_plain_variable_of_a_module_block_can_be_assigned() {
        assertEquals(
                "(range i:i32 0:i32 2:i32 _)[(cells n) (set n i) (set g (fn (lambda) &n))"
                        + " (do (call-value.any g))] (return)",
                accepted("for i in 0..2:", "    n = i", "    g = fn(): n = 5", "    g()").tree());
    }

    @Test
    void module_variables_are_not_captured() {
        assertEquals(
                "(set n 1:i32) (set g (fn (lambda))) (return)",
                accepted("mut n = 1", "g = fn(): n = n + 1").tree());
    }

    @Test
    void compile_time_constants_are_not_captured() {
        assertEquals(
                "(set n 5:i32) (return (any (fn (lambda))))",
                accepted("fn f():", "    n: i32 = 5", "    return fn(): n").tree("f"));
    }

    @Test
    void a_named_function_that_captures_is_made_where_it_is_called() {
        assertEquals(
                "(set n 1:i32) (return (call-value.any (fn g =n)))",
                accepted("fn f():", "    mut n = 1", "    fn g(): return n", "    return g()")
                        .tree("f"));
    }

    @Test
    void a_named_function_that_captures_nothing_is_called_directly() {
        assertEquals(
                "(return (call g))",
                accepted("fn f():", "    fn g(): return 1", "    return g()").tree("f"));
    }

    @Test
    void a_recursive_closure_makes_itself() {
        Checking checking =
                accepted(
                        "fn f(k: i32) -> i32:",
                        "    m = k * 2",
                        "    fn g(n: i32) -> i32: return n == 0 ? m : g(n - 1)",
                        "    return g(3)");
        assertEquals(
                "(return (choose.i32 (eq n 0:i32) m (call-value.i32 (fn g =m)"
                        + " (sub.i32 n 1:i32))))",
                checking.tree("g"));
    }

    @Test
    void captures_go_through_the_functions_between() {
        Checking checking = accepted("fn f(n: i32):", "    return fn(): fn(): n");
        assertEquals("(return (any (fn (lambda) =n)))", checking.tree("f"));
        assertEquals("(return (any (fn (lambda) =n)))", checking.tree("(lambda)"));
    }

    @Test
    void a_function_captures_what_the_functions_it_calls_capture() {
        assertEquals(
                "(set n 1:i32) (return (call-value.any (fn h =n)))",
                accepted(
                                "fn f():",
                                "    mut n = 1",
                                "    fn g(): return n",
                                "    fn h(): return g()",
                                "    return h()")
                        .tree("f"));
    }

    @Test
    void two_closures_share_a_cell() {
        assertEquals(
                "(cells n) (set n 0:i32) (set a (fn (lambda) &n)) (set b (fn (lambda) &n))"
                        + " (return)",
                accepted(
                                "fn f() -> void:",
                                "    mut n = 0",
                                "    a = fn(): n = n + 1",
                                "    b = fn(): n")
                        .tree("f"));
    }

    @Test
    void a_variable_that_may_have_no_value_is_a_checked_cell() {
        Checking checking = accepted("fn f(c: bool):", "    if c: v = 1", "    return fn(): v");
        assertEquals(
                "(cells v) (if c [(set v 1:i32)] []) (return (any (fn (lambda) &v)))",
                checking.tree("f"));
        assertEquals("(return (any v?))", checking.tree("(lambda)"));
    }

    @Test
    void a_function_used_before_the_variable_is_declared_is_checked() {
        Checking checking =
                accepted(
                        "fn f():",
                        "    a = g",
                        "    mut n = 1",
                        "    fn g(): return n",
                        "    return a");
        assertEquals(
                "(cells n) (set a (fn g &n)) (set n 1:i32) (return (any a))", checking.tree("f"));
        assertEquals("(return (any n?))", checking.tree("g"));
    }

    @Test
    void a_function_used_afterwards_only_is_not_checked() {
        assertEquals(
                "(return (any n))",
                accepted("fn f():", "    mut n = 1", "    fn g(): return n", "    return g")
                        .tree("g"));
    }

    @Test
    void a_payload_binding_is_copied() {
        assertEquals(
                "(set %1 r) (set v (payload One.0.0 %1)) (return (any (fn (lambda) =v)))",
                accepted(
                                "enum One { V(i32) }",
                                "fn f(r: One):",
                                "    match r:",
                                "        One.V(v) -> fn(): v")
                        .tree("f"));
    }

    @Test
    void a_cell_in_a_match_arm_is_made_in_the_arm() {
        assertEquals(
                "(set %1 x) (if (eq %1 1:i32) [(cells n) (set n 0:i32)"
                        + " (do (call-value.any (fn (lambda) &n)))] []) (return)",
                accepted(
                                "fn f(x: i32) -> void:",
                                "    match x:",
                                "        1 ->",
                                "            mut n = 0",
                                "            (fn(): n = 1)()")
                        .tree("f"));
    }

    @Test
    void captured_variables_of_static_type_any_join_over_all_functions() {
        Checking checking =
                accepted(
                        "fn f(x):",
                        "    mut n = x",
                        "    g = fn(): n = \"a\"",
                        "    g()",
                        "    return n",
                        "print(f(1))");
        assertEquals("[[i32] -> any]", checking.versions("f").toString());
    }

    @Test
    void a_captured_copy_keeps_its_refined_type() {
        Checking checking =
                accepted("fn f(x):", "    return fn() -> i32: x + 1", "g = f(1)", "print(g)");
        TFunction f = checking.function("f");
        for (Version version : checking.refined().versions()) {
            if (version.function() == f) {
                assertEquals("i32", version.typeOf(f.locals().get(0)).name());
            }
        }
    }

    @Test
    void versions_of_one_function_share_the_types_of_captured_variables() {
        Checking checking = accepted("fn f(x):", "    return fn(): x", "a = f(1)", "b = f(\"a\")");
        TFunction f = checking.function("f");
        assertEquals("any", checking.refined().versions().get(1).typeOf(f.locals().get(0)).name());
    }
}
