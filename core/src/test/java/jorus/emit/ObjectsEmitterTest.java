package jorus.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.FunctionCode;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;

import org.junit.jupiter.api.Test;

import java.util.List;

class ObjectsEmitterTest {
    private static final String TREE = "enum T { Leaf, Node(left: T, right: T) }";

    private static <T extends ImageBuilder.TypeEntry> T entry(
            String name, Class<T> kind, ImageBuilder image) {
        for (ImageBuilder.TypeEntry entry : image.types()) {
            if (kind.isInstance(entry) && entry.name().equals(name)) {
                return kind.cast(entry);
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " " + name);
    }

    @Test
    void a_struct_has_refs_then_any_then_numbers_by_falling_size() {
        ImageBuilder image =
                EmitterTest.emit(
                        "struct P { a: i32, b: f64, c: string, d: any, e: bool, f: P }",
                        "fn f(p: P) -> P: P{a: 1, b: 2.0, c: \"\", d: 3, e: true, f: p.f}",
                        "g = f",
                        "print(1)");
        ImageBuilder.StructEntry struct = entry("P", ImageBuilder.StructEntry.class, image);
        ImageBuilder.RecordEntry layout = struct.layout();
        int[] offsets = new int[layout.fields().size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = layout.fields().get(i).offset();
        }
        assertArrayEquals(new int[] {48, 40, 8, 24, 52, 16}, offsets);
        assertEquals(
                List.of(2, 1, 16), List.of(layout.refs(), layout.anys(), layout.numberBytes()));
        assertFalse(struct.isCell());
    }

    @Test
    void an_enum_describes_its_variants() {
        ImageBuilder image = EmitterTest.emit(TREE, "print(T.Node(T.Leaf, T.Leaf))");
        ImageBuilder.EnumEntry tree = entry("T", ImageBuilder.EnumEntry.class, image);
        assertEquals("Node", tree.variants().get(1).name());
        assertEquals(2, tree.variants().get(1).refs());
        assertEquals(0, tree.variants().get(0).fields().size());
    }

    @Test
    void a_tree_is_made_with_one_instruction_per_object_and_field() {
        assertEquals(
                """
                br.nek.i32 arg.i0, 0, @3
                new.variant r0, 0, #32
                ret.ref r0
                addk.i32 out.i0, arg.i0, -1
                call.ref r0, #1
                addk.i32 out.i0, arg.i0, -1
                call.ref r1, #1
                new.variant r2, 1, #32
                setf.ref r2, 8, r0
                setf.ref r2, 16, r1
                ret.ref r2
                """,
                EmitterTest.listing(
                        "make",
                        TREE,
                        "fn make(d: i32) -> T:",
                        "    if d == 0: return T.Leaf",
                        "    return T.Node(make(d - 1), make(d - 1))",
                        "print(make(3))"));
    }

    @Test
    void payloads_are_read_through_a_view_of_the_variant() {
        String code =
                EmitterTest.listing(
                        "count",
                        TREE,
                        "fn count(t: T) -> i32:",
                        "    return match t:",
                        "        T.Leaf -> 0",
                        "        T.Node(l, r) -> count(l) + count(r) + 1",
                        "print(count(T.Leaf))");
        assertTrue(code.startsWith("variant i0, arg.r0\nbr.nek.i32 i0, 0,"), code);
        assertTrue(code.contains("as.ref r0, arg.r0, #"), code);
        assertTrue(code.contains("getf.ref out.r0, r0, 8\n"), code);
    }

    @Test
    void a_loop_over_structs_costs_an_instruction_per_access() {
        assertEquals(
                """
                get.ref r0, arg.r0, i0
                getf.f64 d0, r0, 8
                getf.f64 d1, r0, 16
                mul.f64 d1, d1, arg.d0
                add.f64 d1, d0, d1
                setf.f64 r0, 8, d1
                next.i32 i0, i1, @4
                ret
                """,
                EmitterTest.listing(
                                "step",
                                "struct V { x: f64, y: f64 }",
                                "fn step(all: [V], dt: f64):",
                                "    for v in all: v.x += v.y * dt",
                                "step([V{x: 1.0, y: 2.0},], 0.5)")
                        .lines()
                        .skip(4)
                        .reduce("", (text, line) -> text + line + "\n"));
    }

    @Test
    void a_closure_knows_its_functions_and_its_signature() {
        ImageBuilder image =
                EmitterTest.emit(
                        "fn f(k: i32) -> fn(i32) -> i32: fn(n: i32) -> i32: n * k",
                        "print(f(2)(3))");
        ImageBuilder.ClosureEntry closure =
                entry("(lambda)", ImageBuilder.ClosureEntry.class, image);
        FunctionCode direct = image.functions().get(closure.direct());
        FunctionCode dynamic = image.functions().get(closure.dynamic());
        assertEquals(1, closure.parameters());
        assertEquals(List.of(1, 0, 1), arguments(direct));
        assertEquals(List.of(1, 1, 0), arguments(dynamic));
        assertEquals(TypeIds.ANY, dynamic.resultType());
        ImageBuilder.FunctionEntry signature =
                (ImageBuilder.FunctionEntry)
                        image.types().get(closure.signature() - TypeIds.FIRST_FREE);
        assertEquals(List.of(TypeIds.I32), signature.parameters());
        assertEquals(TypeIds.I32, signature.result());
    }

    @Test
    void a_function_type_that_is_called_has_an_adapter() {
        ImageBuilder image =
                EmitterTest.emit(
                        "fn f(g: fn(i32, string) -> f64) -> f64: g(1, \"a\")",
                        "fn keep(g: fn(bool)) -> any: g",
                        "k = keep(fn(a: bool): pass)",
                        "print(f(fn(a: i32, b: string) -> f64: a as f64), k)");
        ImageBuilder.FunctionEntry called =
                entry("fn(i32, string) -> f64", ImageBuilder.FunctionEntry.class, image);
        FunctionCode adapter = image.functions().get(called.adapter());
        assertEquals("fn(i32, string) -> f64", adapter.name());
        assertEquals(List.of(2, 0, 1), arguments(adapter));
        assertEquals(TypeIds.F64, adapter.resultType());
        assertEquals(0, adapter.lines().length);
        ImageBuilder.FunctionEntry kept =
                entry("fn(bool)", ImageBuilder.FunctionEntry.class, image);
        assertEquals(ImageLayout.NO_FUNCTION, kept.adapter());
    }

    private static List<Integer> arguments(FunctionCode code) {
        return List.of(code.frame().refArgs(), code.frame().anyArgs(), code.frame().numberArgs());
    }

    @Test
    void a_wrapper_has_no_lines_of_its_own() {
        ImageBuilder image = EmitterTest.emit("fn f(a: i32) -> i32: a", "g = f", "print(g(3))");
        ImageBuilder.ClosureEntry closure = entry("f", ImageBuilder.ClosureEntry.class, image);
        assertEquals(0, image.functions().get(closure.dynamic()).lines().length);
    }

    @Test
    void a_cell_is_a_hidden_struct() {
        ImageBuilder image =
                EmitterTest.emit(
                        "fn f() -> fn() -> i32:",
                        "    mut n = 0",
                        "    return fn() -> i32:",
                        "        n = n + 1",
                        "        return n",
                        "print(f()())");
        assertTrue(entry("cell of i32", ImageBuilder.StructEntry.class, image).isCell());
    }

    @Test
    void arguments_of_a_typed_call_are_computed_in_place() {
        String code =
                EmitterTest.listing(
                        "f",
                        "fn f(g: fn(i32, f64) -> f64, x: f64) -> f64: g(1, x)",
                        "print(f(fn(a: i32, b: f64) -> f64: b, 1.0))");
        assertTrue(code.contains("callv.f64"), code);
        assertTrue(code.contains("move.f64 out."), code);
    }

    @Test
    void a_handler_covers_the_words_of_its_body() {
        FunctionCode code =
                EmitterTest.function(
                        "f",
                        EmitterTest.emit(
                                "fn f(a: i32) -> i32:",
                                "    try: return 10 / a",
                                "    catch e: print(e)",
                                "    return 0",
                                "print(f(0))"));
        int[] row = code.handlers();
        assertEquals(4, row.length);
        assertEquals(0, row[0]);
        assertEquals(row[1], row[2]);
        assertTrue(row[3] >= 32, "slot " + row[3]);
    }

    @Test
    void inner_handlers_come_before_outer_ones() {
        int[] rows =
                EmitterTest.function(
                                "f",
                                EmitterTest.emit(
                                        "fn f(a: i32):",
                                        "    try:",
                                        "        print(1 / a)",
                                        "        try: print(2 / a)",
                                        "        catch: print(3 / a)",
                                        "    catch: print(4)",
                                        "f(0)"))
                        .handlers();
        assertEquals(8, rows.length);
        assertTrue(rows[0] > rows[4] && rows[1] < rows[5], java.util.Arrays.toString(rows));
        assertEquals(-1, rows[3]);
    }

    @Test
    void a_loop_around_a_try_has_no_jump_more() {
        String code =
                EmitterTest.listing(
                        "f",
                        "fn f(xs: [i32], n: i32) -> i32:",
                        "    mut s = 0",
                        "    for i in 0..n:",
                        "        try: s += xs[i]",
                        "        catch: s -= 1",
                        "    return s",
                        "print(f([1,], 2))");
        assertTrue(
                code.contains("get.i32 i3, arg.r0, i1\nadd.i32 i0, i0, i3\nnext.i32 i1, i2,"),
                code);
    }

    @Test
    void methods_that_are_looked_up_are_in_the_image() {
        ImageBuilder image =
                EmitterTest.emit(
                        "struct A { x: i32 }",
                        "impl A { fn get(self) -> i32 { self.x } }",
                        "g = fn(o): return o.get()",
                        "print(g(A{x: 1}), g(2))");
        ImageBuilder.MethodEntry method = image.methods().get(0);
        assertEquals("get", method.name());
        assertTrue(
                image.types().get(method.closure() - TypeIds.FIRST_FREE)
                        instanceof ImageBuilder.ClosureEntry);
    }

    @Test
    void a_boxed_literal_carries_the_mark_of_literals() {
        String code =
                EmitterTest.listing("(lambda)", "g = fn(a): return a + 2", "print(g(1), g(2.5))");
        assertTrue(code.contains("#" + (TypeIds.I32 | TypeIds.LITERAL)), code);
    }

    @Test
    void an_array_of_whatever_is_an_open_array_slot() {
        FunctionCode code =
                EmitterTest.function(
                        "f", EmitterTest.emit("fn f(a: [any]) -> [any]: a", "print(f([1,]))"));
        assertEquals(TypeIds.OPEN_ARRAY, code.resultType());
        assertEquals(TypeIds.OPEN_ARRAY, code.slots()[1]);
    }
}
