package jorus.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModuleTest {
    private static Modules library() {
        return new Modules()
                .add(
                        "lib",
                        "pub fn twice(n: i32) -> i32: return n * 2",
                        "pub LIMIT: i32 := 10",
                        "pub mut count = 0",
                        "pub fn step(): count = count + 1",
                        "pub struct Point { x: i32 = base, y: i32 = 2 }",
                        "impl Point:",
                        "    fn sum(self) -> i32: return self.x + self.y",
                        "    fn origin() -> Point: return Point{ x: 0 }",
                        "pub enum Kind { None, Some(v: i32) }",
                        "fn hidden(): pass",
                        "mut base = 7");
    }

    private static Modules orderedLibrary() {
        return new Modules()
                .add(
                        "lib",
                        "mut base = 7",
                        "pub fn twice(n: i32) -> i32: return n * 2",
                        "pub LIMIT: i32 := 10",
                        "pub mut count = 0",
                        "pub fn step(): count = count + 1",
                        "pub struct Point { x: i32 = base, y: i32 = 2 }",
                        "impl Point:",
                        "    fn sum(self) -> i32: return self.x + self.y",
                        "    fn origin() -> Point: return Point{ x: 0 }",
                        "pub enum Kind { None, Some(v: i32) }",
                        "fn hidden(): pass");
    }

    private static String tree(String... lines) {
        return orderedLibrary().add("main", lines).accepted().tree();
    }

    private static void assertErrors(String expected, String... lines) {
        assertEquals(expected, orderedLibrary().add("main", lines).check().errors("main"));
    }

    private static String message(String... lines) {
        return orderedLibrary().add("main", lines).check().message("main");
    }

    @Test
    void a_namespace_gives_functions_and_variables() {
        assertEquals(
                "(print (call twice 10:i32) count) (return)",
                tree("use lib", "print(lib.twice(lib.LIMIT), lib.count)"));
    }

    @Test
    void a_namespace_may_have_an_alias() {
        assertEquals(
                "(print (call twice 1:i32)) (return)", tree("use lib as l", "print(l.twice(1))"));
        assertErrors("E1010:2", "use lib as l", "print(lib.twice(1))");
    }

    @Test
    void names_are_imported_selectively_with_aliases() {
        assertEquals(
                "(print (call twice 10:i32)) (return)",
                tree("use lib: twice as t, LIMIT as k", "print(t(k))"));
        assertErrors("E1010:2", "use lib: twice", "print(LIMIT)");
    }

    @Test
    void a_star_imports_all_exports() {
        assertEquals(
                "(print (call twice 10:i32) (new Kind.0)) (return)",
                tree("use lib: *", "print(twice(LIMIT), Kind.None)"));
        assertErrors("E1010:2", "use lib: *", "hidden()");
    }

    @Test
    void types_are_used_through_the_namespace() {
        assertEquals(
                "(set p (new Point 0=1:i32 1=2:i32)) (print (call sum p)"
                        + " (call origin)) (return)",
                tree(
                        "use lib",
                        "p: lib.Point = lib.Point{ x: 1 }",
                        "print(p.sum(), lib.Point.origin())"));
    }

    @Test
    void enums_are_used_through_the_namespace() {
        assertEquals(
                "(set k (new Kind.1 1:i32)) (print (is Kind.1 k) (select.i32 %0=k"
                        + " [(is Kind.0 %0) -> 0:i32] [_ (set v (payload Kind.1.0 %0)) -> v]))"
                        + " (return)",
                tree(
                        "use lib",
                        "k = lib.Kind.Some(1)",
                        "print(k matches lib.Kind.Some, match k { lib.Kind.None -> 0,"
                                + " lib.Kind.Some(v) -> v })"));
    }

    @Test
    void imported_types_keep_their_identity() {
        assertEquals(
                "(set p (new Point 0=1:i32 1=2:i32)) (return)",
                tree("use lib", "use lib: Point as P", "p: P = lib.Point{ x: 1 }"));
    }

    @Test
    void defaults_see_the_names_of_their_own_module() {
        Modules modules =
                orderedLibrary()
                        .add("main", "use lib: Point", "base = 100", "print(Point{})")
                        .accepted();
        assertEquals(
                "(set base 100:i32) (print (new Point 0=(call Point.x) 1=2:i32)) (return)",
                modules.tree());
        for (TFunction function : modules.program().functions()) {
            if (function.name().equals("Point.x")) {
                TStmt.Return result = (TStmt.Return) function.body().get(0);
                Variable read = ((TExpr.Read) result.value()).variable();
                assertEquals("lib.orus", read.owner().name());
            }
        }
    }

    @Test
    void a_default_before_its_variable_is_E1010() {
        assertEquals("E1010:5", library().add("main", "use lib").check().errors("lib"));
    }

    @Test
    void an_imported_variable_is_the_variable_of_its_module() {
        Modules modules = orderedLibrary().add("main", "use lib: count", "print(count)").accepted();
        TStmt.Print print = (TStmt.Print) modules.program().modules().get(1).body().get(0);
        assertEquals("lib.orus", ((TExpr.Read) print.arguments().get(0)).variable().owner().name());
    }

    @Test
    void imported_names_cannot_be_assigned() {
        assertErrors("E1014:2", "use lib: count", "count = 1");
        assertErrors("E1014:2", "use lib: count", "count += 1");
        assertErrors("E1014:2", "use lib", "lib.count = 1");
        assertErrors("E1014:2", "use lib", "lib.count += 1");
        assertErrors("E1014:2", "use lib: twice", "twice = 1");
        assertErrors("E1014:2", "use lib", "lib = 1");
    }

    @Test
    void an_unknown_export_is_E3004_with_a_suggestion() {
        assertErrors("E3004:2", "use lib", "lib.twise(1)");
        assertErrors("E3004:1", "use lib: twise");
        assertErrors("E3004:2", "use lib", "x: lib.Pont = 1");
        assertErrors("E3004:2", "use lib", "print(lib.Pont{ x: 1 })");
        assertEquals(
                "the module 'lib' does not export 'twise' | help: did you mean 'twice'?",
                message("use lib: twise"));
    }

    @Test
    void a_name_that_is_not_public_is_E3004() {
        assertEquals(
                "the module 'lib' does not export 'hidden' | help: declare it there with 'pub'"
                        + " | note: 'hidden' is declared here @lib.orus:11",
                message("use lib: hidden"));
        assertErrors("E3004:2", "use lib", "print(lib.base)");
    }

    @Test
    void a_namespace_is_no_value() {
        assertErrors("E2001:2", "use lib", "print(lib)");
        assertErrors("E2001:2", "use lib", "x = lib");
    }

    @Test
    void an_explicit_declaration_of_an_imported_name_is_E1011() {
        assertErrors("E1011:2", "use lib: twice", "mut twice = 1");
        assertErrors("E1011:2", "use lib: twice", "fn twice(): pass");
        assertErrors("E1011:2", "use lib: Point", "struct Point { x: i32 }");
        assertErrors("E1011:2", "use lib: twice", "use lib: step as twice");
    }

    @Test
    void importing_one_thing_twice_is_fine() {
        tree("use lib: twice, Point", "use lib: twice", "use lib: *", "use lib", "use lib");
    }

    @Test
    void an_inner_declaration_shadows_an_imported_name() {
        tree("use lib: count", "fn f():", "    mut count = 1", "    count = 2", "    return count");
    }

    @Test
    void imported_constants_are_compile_time_constants() {
        assertEquals(
                "(set xs (fill.i32 10 1:i32)) (return)",
                tree("use lib: LIMIT", "xs: [i32, LIMIT] = [1, LIMIT]"));
    }

    @Test
    void an_imported_function_is_a_value() {
        assertEquals(
                "(set f (fn twice)) (set g (fn twice)) (return)",
                tree("use lib", "use lib: twice", "f = lib.twice", "g = twice"));
    }

    @Test
    void a_missing_module_is_silent_after_the_loader_reported_it() {
        assertErrors("", "use gone", "use gone2: f, K", "print(gone.x + f(K))", "gone.y = 1");
        assertErrors("", "use gone: *", "print(f(K))", "x: T = 1");
    }

    @Test
    void errors_of_a_module_are_its_own_and_end_the_check() {
        Modules modules =
                new Modules()
                        .add("good", "print(1)")
                        .add("bad", "print(missing)")
                        .add("main", "use bad", "print(missing)")
                        .check();
        assertEquals("", modules.errors("good"));
        assertEquals("E1010:1", modules.errors("bad"));
        assertEquals("", modules.errors("main"));
        assertEquals(1, modules.program().modules().size());
        assertEquals(1, modules.refined().modules().size());
    }

    @Test
    void modules_run_in_the_order_given() {
        assertEquals(
                2, orderedLibrary().add("main", "use lib").accepted().refined().modules().size());
    }

    @Test
    void an_exported_variable_that_may_have_no_value_is_checked() {
        Modules modules =
                new Modules()
                        .add("lib", "if input() == \"\": return", "pub mut x = 1")
                        .add("main", "use lib", "print(lib.x)")
                        .accepted();
        assertEquals("(print x?) (return)", modules.tree());
    }

    @Test
    void dynamic_calls_reach_methods_of_other_modules() {
        Modules modules =
                new Modules()
                        .add("lib", "pub fn call(x: any): return x.m()")
                        .add(
                                "main",
                                "use lib",
                                "struct P { x: i32 }",
                                "impl P:",
                                "    fn m(self): return K",
                                "fn make(a): return a",
                                "lib.call(P{ x: 1 })",
                                "K := make(1)")
                        .accepted();
        TFunction method = modules.program().methods().get(0).function();
        assertEquals("(return K?)", TPrinter.print(method.body()));
    }
}
