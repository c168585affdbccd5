package jorus.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.image.FunctionCode;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.ImageWriter;
import jorus.ir.IrFunction;
import jorus.ir.IrProgram;
import jorus.ir.RandomFunctions;
import jorus.ir.Sources;
import jorus.isa.Disassembler;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.arena.OffHeap;
import jorus.memory.register.FrameLayout;
import jorus.source.Diagnostic;
import jorus.source.SourceFile;
import jorus.verify.Verifier;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class EmitterTest {
    static ImageBuilder emit(String... lines) {
        IrProgram program = Sources.lower(lines);
        ImageBuilder image = Emitter.emit(program);
        assertFalse(program.diagnostics().hasErrors());
        try (OffHeap memory = new OffHeap()) {
            Verifier.verify(ImageWriter.write(image, memory));
        }
        return image;
    }

    static FunctionCode function(String name, ImageBuilder image) {
        for (FunctionCode code : image.functions()) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        throw new AssertionError("no function " + name);
    }

    /// One instruction a line, operands separated by one blank; fused ones as their first part.
    static String listing(String name, String... lines) {
        FunctionCode code = function(name, emit(lines));
        FrameLayout layout = code.frame();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < code.code().length; i++) {
            Disassembler.append(text, code.code()[i], i, layout, null);
            text.append('\n');
        }
        return text.toString().replaceAll("\\+\\S+", "").replaceAll(" +", " ");
    }

    private static String[] slice(String listing, int from, int to) {
        return java.util.Arrays.copyOfRange(listing.split("\n"), from, to);
    }

    @Test
    void a_call_of_fib_is_eight_instructions() {
        assertEquals(
                """
                br.gek.i32 arg.i0, 2, @2
                ret.i32 arg.i0
                addk.i32 out.i0, arg.i0, -1
                call.i32 i0, #1
                addk.i32 out.i0, arg.i0, -2
                call.i32 i1, #1
                add.i32 i1, i0, i1
                ret.i32 i1
                """,
                listing(
                        "fib",
                        "fn fib(n: i32) -> i32:",
                        "    if n < 2: return n",
                        "    return fib(n - 1) + fib(n - 2)",
                        "print(fib(20))"));
    }

    @Test
    void a_turn_of_mandelbrot_is_eleven_instructions_without_moves_and_constants() {
        String all =
                listing(
                        "f",
                        "fn f(cx: f64, cy: f64, max: i32) -> i32:",
                        "    mut x = 0.0",
                        "    mut y = 0.0",
                        "    mut k = 0",
                        "    while k < max:",
                        "        if x * x + y * y > 4.0: break",
                        "        t = x * x - y * y + cx",
                        "        y = 2.0 * x * y + cy",
                        "        x = t",
                        "        k = k + 1",
                        "    return k",
                        "print(f(0.1, 0.2, 50))");
        String[] lines = all.split("\n");
        String[] turn = slice(all, lines.length - 12, lines.length - 1);
        assertTrue(turn[0].startsWith("mul.f64"), all);
        assertTrue(turn[3].startsWith("br.lt.f64"), all);
        assertTrue(turn[10].startsWith("br.lt.i32"), all);
        for (String line : turn) {
            assertFalse(line.startsWith("move") || line.startsWith("load"), all);
        }
    }

    @Test
    void a_turn_of_a_matrix_product_is_eight_instructions() {
        String all =
                listing(
                        "f",
                        "fn f(a: [f64], b: [f64], n: i32, i: i32, k: i32) -> f64:",
                        "    mut s = 0.0",
                        "    for j in 0..n: s = s + a[i * n + j] * b[j * n + k]",
                        "    return s",
                        "print(f([1.0], [2.0], 1, 0, 0))");
        String[] lines = all.split("\n");
        String[] turn = slice(all, lines.length - 9, lines.length - 1);
        assertTrue(turn[0].startsWith("add.i32"), all);
        assertTrue(turn[7].startsWith("next.i32"), all);
        assertTrue(turn[7].endsWith("@" + (lines.length - 9)), all);
    }

    @Test
    void arguments_are_refs_then_any_then_numbers() {
        ImageBuilder image =
                emit(
                        "fn f(n: i32, a: [i32], x: f64) -> f64:",
                        "    return x + (n + len(a) as f64)",
                        "print(f(1, [2,], 0.5))");
        FunctionCode code = function("f", image);
        assertEquals(1, code.frame().refArgs());
        assertEquals(0, code.frame().anyArgs());
        assertEquals(2, code.frame().numberArgs());
        assertEquals(FrameLayout.HEADER_BYTES, code.slots()[0]);
        assertTrue(code.slots()[1] >= 16, "the array comes first");
    }

    @Test
    void a_result_goes_straight_into_the_next_call() {
        String all = listing("g", "fn f(n: i32) -> i32: n + 1", "fn g(): print(f(f(2)))", "g()");
        assertFalse(all.contains("move"), all);
    }

    @Test
    void a_number_computed_before_another_call_is_moved_after_it() {
        String all =
                listing(
                        "g",
                        "fn f(n: i32, m: i32) -> i32: n + m",
                        "fn g(k: i32) -> i32: f(k + 1, f(k, k))",
                        "print(g(1))");
        assertTrue(all.contains("addk.i32 i0, arg.i0, 1"), all);
        assertTrue(all.contains("call.i32 out.i1"), all);
        assertTrue(all.contains("move.i32 out.i0, i0"), all);
    }

    @Test
    void a_string_made_before_an_allocation_is_moved_after_it() {
        String all =
                listing(
                        "g",
                        "fn f(a: string, b: string) -> string: a + b",
                        "fn g(k: string) -> string: f(\"x\", k + k)",
                        "print(g(\"z\"))");
        assertTrue(all.contains("move.ref out.r0, r0"), all);
        assertTrue(all.contains("concat out.r1"), all);
    }

    @Test
    void reals_that_may_be_nan_branch_by_negated_conditions() {
        String all =
                listing(
                        "f",
                        "fn f(a: f64, b: f64):",
                        "    if a < b: print(1)",
                        "    print(2)",
                        "f(1.0, 2.0)");
        assertTrue(all.startsWith("br.nlt.f64 arg.d0, arg.d1"), all);
    }

    @Test
    void every_slot_has_one_type_and_u32_is_not_i32() {
        ImageBuilder image =
                emit(
                        "fn f(n: i32) -> u32:",
                        "    a = n + 1",
                        "    b = a as u32",
                        "    c = b * b",
                        "    return c",
                        "print(f(1))");
        FunctionCode code = function("f", image);
        assertEquals(2, code.frame().narrows());
        assertEquals(2 * 3, code.slots().length);
    }

    @Test
    void traps_have_lines_and_columns() {
        ImageBuilder image = emit("fn f(n: i32) -> i32:", "    return 7 / n", "print(f(1))");
        int[] lines = function("f", image).lines();
        assertEquals(4, lines.length);
        assertEquals(2, lines[1]);
        assertEquals(14, lines[2]);
    }

    @Test
    void the_entry_ends_with_halt() {
        ImageBuilder image = emit("x = 1");
        FunctionCode code = image.functions().get(image.entry());
        int last = code.code().length - 1;
        assertEquals(Opcode.HALT.code(), Word.op(code.code()[last]));
    }

    @Test
    void globals_are_refs_then_numbers_by_falling_size() {
        ImageBuilder image =
                emit(
                        "mut a = 1",
                        "mut b = 2.5",
                        "mut c = \"s\"",
                        "fn f():",
                        "    a = 2",
                        "    b = 3.5",
                        "    c = \"t\"",
                        "f()",
                        "print(a, b, c)");
        assertEquals(1, image.globalRefs());
        assertEquals(20, image.globalBytes());
        for (ImageBuilder.GlobalEntry entry : image.globals()) {
            int expected =
                    switch (entry.name()) {
                        case "c" -> 0;
                        case "b" -> 8;
                        default -> 16;
                    };
            assertEquals(expected, entry.offset(), entry.name());
        }
    }

    /// A function with `count` variables that are all live at once.
    private static String[] manyVariables(int count) {
        String[] lines = new String[2 * count + 3];
        lines[0] = "fn f(a: f64) -> f64:";
        for (int i = 0; i < count; i++) {
            lines[1 + i] = "    v" + i + " = a * " + i + ".5";
            lines[1 + count + i] = (i == 0 ? "    mut s = v" : "    s = s + v") + i;
        }
        lines[2 * count + 1] = "    return s";
        lines[2 * count + 2] = "print(f(1.0))";
        return lines;
    }

    @Test
    void what_operands_do_not_reach_is_in_far_slots() {
        int reach = FrameLayout.NEAR_BYTES / FrameLayout.WIDE_BYTES;
        FunctionCode code = function("f", emit(manyVariables(reach)));
        assertTrue(code.frame().farWides() > 0);
        assertTrue(code.frame().nearEnd() <= FrameLayout.NEAR_BYTES);
        assertTrue(code.frame().bytes() > FrameLayout.NEAR_BYTES);
        FunctionCode small = function("f", emit(manyVariables(reach - 100)));
        assertEquals(0, small.frame().farSlots());
    }

    @Test
    void a_frame_beyond_the_limit_is_reported_where_the_function_is() {
        int count = ImageLayout.MAX_FRAME_BYTES / FrameLayout.ANY_BYTES;
        SourceFile file = new SourceFile("f.orus", "one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        IrFunction function = RandomFunctions.manyRegisters(file, count, 4);
        IrProgram program = RandomFunctions.program(function);
        Emitter.emit(program);
        assertEquals(1, program.diagnostics().all().size());
        Diagnostic diagnostic = program.diagnostics().all().get(0);
        assertTrue(diagnostic.message().endsWith("the limit is 16777216"), diagnostic.message());
        assertEquals(4, diagnostic.span().start());
    }
}
